"""Is the project on course? Earned value with three forecasts, and earned schedule."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, NamedTuple

from . import _checks as check

NOTHING_PLANNED = (
    "Nothing was to be done by this date (PV is 0), so there is no schedule index (SPI) yet: "
    "look at the cost, or choose a later date."
)


class EarnedValue(NamedTuple):
    """Every measure of one status date. Money in one currency, indices without unit."""

    bac: float
    pv: float
    ev: float
    ac: float
    cost_variance: float
    schedule_variance: float
    cpi: float
    spi: float
    eac_typical: float
    eac_one_off: float
    eac_cost_and_schedule: float
    etc: float
    vac: float
    tcpi_to_bac: float
    tcpi_to_eac: float
    percent_complete: float
    percent_spent: float
    note: str


class EarnedSchedule(NamedTuple):
    """Time earned, in the periods of the plan, and the finish that it points to."""

    earned: float
    actual: float
    variance: float
    spi_t: float
    planned_duration: float
    forecast: float


def evm(bac: Any, pv: Any, ev: Any, ac: Any) -> EarnedValue:
    """Work out the earned value measures of one status date.

    Parameters
    ----------
    bac : number
        Budget at completion, above 0.
    pv, ev, ac : number
        Planned value, earned value and actual cost to date, in the money of ``bac``; AC
        above 0, PV and EV at most BAC.

    Returns
    -------
    EarnedValue
        Variances, indices, three forecasts (EAC), the rest (ETC and VAC of the typical one),
        two TCPI, shares complete and spent (0 to 1). With nothing earned, the forecasts that
        divide by the CPI are infinite; a TCPI that no performance can reach is infinite too.
        Where nothing was planned so far (PV is 0), there is no SPI: it and the forecast made with
        it are ``nan``, and ``note`` says so; otherwise ``note`` is empty.

    Raises
    ------
    ValueError
        If a value is out of range or currencies are mixed.

    Notes
    -----
    Formula: ``CPI = EV/AC``, ``SPI = EV/PV``; EAC ``BAC/CPI`` (typical), ``AC + BAC - EV``
    (one-off), ``AC + (BAC - EV)/(CPI * SPI)`` (cost and schedule); ``ETC = EAC - AC``;
    ``VAC = BAC - EAC``; ``TCPI = (BAC - EV)/(BAC - AC)`` or ``/(EAC - AC)``. Units: money and
    shares; the schedule variance is money, not days, and earned value is not customer value.
    Source: PMI, "The Standard for Earned Value Management" (ANSI/PMI 19-006-2019).

    Examples
    --------
    >>> status = evm(400_000, 200_000, 170_000, 190_000)
    >>> round(status.cpi, 4), status.spi, round(status.eac_typical)
    (0.8947, 0.85, 447059)
    """
    given = {"BAC": bac, "PV": pv, "EV": ev, "AC": ac}
    check.one_unit(given.items(), "The amount")
    budget = check.number(bac, "The budget at completion (BAC)", above=0)
    planned = check.number(pv, "The planned value (PV)", low=0, high=budget)
    earned = check.number(ev, "The earned value (EV)", low=0, high=budget)
    spent = check.number(ac, "The actual cost (AC)", above=0)
    cpi, spi = earned / spent, earned / planned if planned else math.nan
    left = budget - earned
    typical = budget / cpi if earned else math.inf
    if planned:
        both, note = spent + (left / (cpi * spi) if earned else math.inf), ""
    else:
        both, note = math.nan, NOTHING_PLANNED
    return EarnedValue(
        bac=budget,
        pv=planned,
        ev=earned,
        ac=spent,
        cost_variance=earned - spent,
        schedule_variance=earned - planned,
        cpi=cpi,
        spi=spi,
        eac_typical=typical,
        eac_one_off=spent + left,
        eac_cost_and_schedule=both,
        etc=typical - spent,
        vac=budget - typical,
        tcpi_to_bac=_to_complete(left, budget - spent),
        tcpi_to_eac=_to_complete(left, typical - spent),
        percent_complete=earned / budget,
        percent_spent=spent / budget,
        note=note,
    )


def _to_complete(work: float, money: float) -> float:
    if work == 0:
        return 0.0
    return work / money if money > 0 else math.inf


def even_plan(bac: Any, periods: Any) -> tuple[float, ...]:
    """Spread a budget evenly: the planned value at the end of each period.

    Parameters
    ----------
    bac : number
        Budget at completion, above 0.
    periods : int
        Number of periods, such as weeks, at least 1.

    Returns
    -------
    tuple of float
        Cumulative planned value, first period to last.

    Raises
    ------
    ValueError
        If the budget is not above 0 or the periods are not a whole number from 1.

    Notes
    -----
    Formula: ``BAC * period / periods``. Unit: money. Source: a simplification for teaching; a
    real plan follows the work.

    Examples
    --------
    >>> even_plan(400_000, 4)
    (100000.0, 200000.0, 300000.0, 400000.0)
    """
    budget = check.number(bac, "The budget at completion (BAC)", above=0)
    count = int(check.number(periods, "The number of periods", low=1, high=10_000, whole=True))
    return tuple(budget * period / count for period in range(1, count + 1))


def earned_schedule(planned: Iterable[Any], ev: Any, now: Any) -> EarnedSchedule:
    """Say in time, not in money, how far the project has come.

    Parameters
    ----------
    planned : iterable of number
        Cumulative planned value at the end of period 1, 2, ...; it never falls.
    ev : number
        Earned value to date, from 0 to the last planned value.
    now : number
        Periods since the start, above 0.

    Returns
    -------
    EarnedSchedule
        Time at which the plan had reached ``ev``, time used, their difference, SPI(t), planned
        duration, and the forecast duration (infinite while the earned schedule is 0; where the
        plan starts with periods without value, these count as earned).

    Raises
    ------
    ValueError
        If the plan is empty or falls, the earned value is outside it, the time is not above 0,
        or units are mixed.

    Notes
    -----
    Formula: ``ES`` = time when PV = EV, straight between periods; ``SPI(t) = ES / now``; forecast
    ``planned duration / SPI(t)``. Unit: periods of the plan.
    Source: Walter Lipke, "Schedule is different", The Measurable News, 2003.

    Examples
    --------
    >>> result = earned_schedule(even_plan(400_000, 20), 170_000, 10)
    >>> result.earned, result.spi_t, round(result.forecast, 1)
    (8.5, 0.85, 23.5)
    """
    given = check.listed(planned, "The plan")
    check.one_unit([*check.numbered(given, "period"), ("EV", ev)], "The amount")
    check.fits(now, "The time now", (), "give a plain number, in periods of the plan")
    curve = [0.0]
    for period, value in enumerate(given, start=1):
        read = check.number(value, f"Planned value of period {period}", low=0)
        if read < curve[-1]:
            raise ValueError(
                f"Planned value falls to {read} in period {period}: give cumulative values."
            )
        curve.append(read)
    top = curve[-1]
    if top == 0:
        raise ValueError("The plan has no planned value yet: give at least one period above 0.")
    done = check.number(ev, "The earned value (EV)", low=0, high=top)
    used = check.number(now, "The time now", above=0)
    length = curve.index(top)
    if done == top:
        earned = float(length)
    else:
        whole = next(period for period, value in enumerate(curve) if value > done) - 1
        earned = whole + (done - curve[whole]) / (curve[whole + 1] - curve[whole])
    index = earned / used
    forecast = length / index if index else math.inf
    return EarnedSchedule(earned, used, earned - used, index, float(length), forecast)
