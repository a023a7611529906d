"""What an investment is worth: present value, rate of return, payback, benefit-cost ratio."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from . import _checks as check


def _flows(flows: Iterable[Any]) -> list[float]:
    given = check.listed(flows, "The cash flows")
    if len(given) < 2:
        raise ValueError("The cash flows need year 0 and at least one year after it: add a year.")
    check.one_unit(check.numbered(given, "year", 0), "The amount")
    return list(map(float, check.numbers(given, "The flow of year", 0)))


def _rate(rate: Any) -> float:
    return float(check.number(rate, "The rate", low=0, high=1))


def npv(flows: Iterable[Any], rate: Any) -> float:
    """Net present value: what all flows are worth today, the investment taken off.

    Parameters
    ----------
    flows : iterable of number
        One amount a year from year 0; money paid out is negative. Each falls at its year's end.
    rate : number
        Discount rate a year, 0 to 1.

    Returns
    -------
    float
        In the money of the flows. Above 0 the project earns more than ``rate``.

    Raises
    ------
    ValueError
        If there are fewer than two flows, one is no finite number, or the rate is out of range.

    Notes
    -----
    Formula: sum of ``flow / (1 + rate) ** year``. Unit: money of the flows.
    Source: Brealey, Myers and Allen, "Principles of Corporate Finance", 13th ed., 2020.

    Examples
    --------
    >>> round(npv([-100, 60, 60], 0.1), 2)
    4.13
    """
    each = _rate(rate)
    return sum(flow / (1 + each) ** year for year, flow in enumerate(_flows(flows)))


def irr(flows: Iterable[Any]) -> float | None:
    """Internal rate of return: the rate at which the net present value is 0.

    Parameters
    ----------
    flows : iterable of number
        As for `npv`.

    Returns
    -------
    float or None
        Share a year, above -1. None where the flows change sign never or more than once: there
        is then no rate, or more than one, and `npv` decides.

    Raises
    ------
    ValueError
        If the flows are not as `npv` wants them.

    Notes
    -----
    Formula: ``npv(flows, rate) = 0``, solved by bisection. Unit: share a year.
    Source: Brealey, Myers and Allen, "Principles of Corporate Finance", 13th ed., 2020.

    Examples
    --------
    >>> round(irr([-100, 60, 60]), 4)
    0.1307
    """
    given = _flows(flows)
    signs = [flow > 0 for flow in given if flow]
    if sum(one != two for one, two in pairwise(signs)) != 1:
        return None
    rising = signs[0]  # money first, cost after: the value then rises with the rate

    def value(rate: float) -> float:
        return sum(flow / (1 + rate) ** year for year, flow in enumerate(given))

    low, high = -0.99, 1.0
    while (value(high) > 0) is not rising:
        high *= 2
        if high > 1e9:
            return None
    if (value(low) > 0) is rising:
        return None  # below -99% a year
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if (value(middle) > 0) is rising else (middle, high)
    return (low + high) / 2


def payback(flows: Iterable[Any], rate: Any = 0.0) -> float | None:
    """Years until the money is back, counting each year's flow as spread evenly over it.

    Parameters
    ----------
    flows : iterable of number
        As for `npv`.
    rate : number
        0 for the simple payback; the discount rate for the discounted one.

    Returns
    -------
    float or None
        Years; None where the money does not come back within the flows. It says nothing about
        what comes after, and so nothing about profit.

    Raises
    ------
    ValueError
        As for `npv`.

    Notes
    -----
    Formula: the whole years before the sum turns, and the part of the next that is needed.
    Unit: years. Source: Brealey, Myers and Allen, "Principles of Corporate Finance", 2020.

    Examples
    --------
    >>> payback([-100, 60, 60])
    1.6666666666666665
    """
    each, total = _rate(rate), 0.0
    for year, flow in enumerate(_flows(flows)):
        worth = flow / (1 + each) ** year
        if total < 0 <= total + worth:
            return year - 1 - total / worth
        total += worth
    return None


def benefit_cost_ratio(flows: Iterable[Any], rate: Any) -> float:
    """Present value of the years after year 0 for each unit of money put in at year 0.

    Parameters
    ----------
    flows, rate
        As for `npv`; the flow of year 0 is below 0.

    Returns
    -------
    float
        Above 1 where `npv` is above 0. Running costs are taken off the benefits here; to count
        them as costs gives another ratio, so say which.

    Raises
    ------
    ValueError
        As for `npv`, and if year 0 is no cost.

    Notes
    -----
    Formula: ``npv of years 1 and later / investment``. Unit: none, a ratio.
    Source: Brealey, Myers and Allen, "Principles of Corporate Finance", 13th ed., 2020.

    Examples
    --------
    >>> round(benefit_cost_ratio([-100, 60, 60], 0.1), 3)
    1.041
    """
    given = _flows(flows)
    if given[0] >= 0:
        raise ValueError("The flow of year 0 must be below 0: give the investment as a cost.")
    return npv([0.0, *given[1:]], rate) / -given[0]
