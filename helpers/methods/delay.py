"""The price of waiting: WSJF on a relative scale, CD3 in money, and the cost of every order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Any, NamedTuple

from . import _checks as check

SAFE_SCALE = (1, 2, 3, 5, 8, 13, 20)
MOST_JOBS = 8


class JobOrder(NamedTuple):
    """One order of the jobs and its total cost of delay."""

    order: tuple[str, ...]
    cost: float


def wsjf_relative(
    value: Any,
    time_criticality: Any,
    risk_reduction: Any,
    size: Any,
    *,
    item: str = "the job",
    scale: tuple | None = SAFE_SCALE,
) -> float:
    """Score a job by weighted shortest job first on the relative scale of SAFe.

    Parameters
    ----------
    value, time_criticality, risk_reduction, size : number
        User-business value, time criticality, risk reduction or opportunity enablement, and job
        size, each relative to the other jobs.
    item : str
        Name used in an error.
    scale : tuple or None
        The numbers allowed; None accepts every number above 0.

    Returns
    -------
    float
        A relative score without unit; it cannot be traded against money.

    Raises
    ------
    ValueError
        If a number is not above 0 or, with a scale, not on it.

    Notes
    -----
    Formula: ``(value + time_criticality + risk_reduction) / size``. Unit: none, only the order
    counts. Source: Scaled Agile Framework, article "WSJF", scaledagileframework.com.

    Examples
    --------
    >>> wsjf_relative(5, 3, 2, 2)
    5.0
    """
    named = {
        "Value": value,
        "Time criticality": time_criticality,
        "Risk reduction": risk_reduction,
        "Size": size,
    }
    read = []
    for part, given in named.items():
        figure = check.number(given, f"{part} of '{item}'", above=0)
        if scale is not None and figure not in scale:
            raise ValueError(
                f"{part} of '{item}' is {check.shown(given)}: "
                f"choose from {', '.join(map(str, scale))}."
            )
        read.append(figure)
    return sum(read[:3]) / read[3]


def cd3(cost_of_delay: Any, duration: Any, *, item: str = "the job") -> float:
    """Divide the cost of delay by the duration: WSJF in money.

    Parameters
    ----------
    cost_of_delay : number
        Money lost per unit of time while the job is not done, such as EUR per week.
    duration : number
        Time that the job takes, in the same unit of time, above 0.
    item : str
        Name used in an error.

    Returns
    -------
    float
        Money per time per time, such as EUR per week, per week of work.

    Raises
    ------
    ValueError
        If the cost is negative, the duration is not above 0, or the units of time differ.

    Notes
    -----
    Formula: ``cost of delay / duration``. Unit: EUR/week/week if both are by the week.
    Source: Donald G. Reinertsen, "The Principles of Product Development Flow", 2009.

    Examples
    --------
    >>> cd3(8_000, 2)
    4000.0
    >>> cd3("8000 EUR/week", "2 weeks")
    4000.0
    """
    per = check.time_of(check.quantity(cost_of_delay, f"Cost of delay of '{item}'")[1])
    unit = check.quantity(duration, f"Duration of '{item}'")[1]
    if per and unit and per != unit:
        raise ValueError(
            f"Cost of delay of '{item}' is per {per} but its duration is in '{unit}': "
            "give both in one unit of time."
        )
    return check.number(cost_of_delay, f"Cost of delay of '{item}'", low=0) / check.number(
        duration, f"Duration of '{item}'", above=0
    )


def _jobs(jobs: Mapping[str, Any]) -> dict[str, tuple]:
    table = check.rows(jobs, "job", ("cost of delay", "duration"))
    for place, part in ((0, "Cost of delay"), (1, "Duration")):
        check.one_unit(((name, row[place]) for name, row in table.items()), part)
    for name, row in table.items():
        cd3(*row, item=name)
    return {
        name: tuple(check.quantity(part, name)[0] for part in row) for name, row in table.items()
    }


def _cost(table: dict[str, tuple], order: Iterable[str]) -> float:
    clock = total = 0
    for name in order:
        rate, duration = table[name]
        clock += duration
        total += rate * clock
    return total


def delay_cost(jobs: Mapping[str, Any], order: Iterable[str]) -> float:
    """Add up what waiting costs when one team does the jobs one after the other.

    Parameters
    ----------
    jobs : mapping
        Name to ``(cost of delay per unit of time, duration)``.
    order : iterable of str
        The jobs, first to last; every job once.

    Returns
    -------
    float
        Money, in the currency of the costs of delay.

    Raises
    ------
    ValueError
        If a job is bad, unknown, missing from the order or in it twice, or units are mixed.

    Notes
    -----
    Formula: sum over jobs of ``cost of delay * time at which the job is done``. Unit: money.
    Source: Reinertsen 2009; the sum is the weighted completion time of W. E. Smith, 1956.

    Examples
    --------
    >>> jobs = {"Pay": (12_000, 4), "Dock": (8_000, 2), "Refund": (3_000, 1)}
    >>> delay_cost(jobs, ["Dock", "Pay", "Refund"])
    109000
    """
    table = _jobs(jobs)
    names = check.listed(order, "The order")
    for name in names:
        check.known(name, table, "job")
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"The order names '{name}' more than once: keep one of them.")
    for name in table:
        if name not in names:
            raise ValueError(f"The order leaves out '{name}': add it.")
    return _cost(table, names)


def ordering_costs(jobs: Mapping[str, Any]) -> tuple[JobOrder, ...]:
    """Price every possible order of the jobs, cheapest first.

    Parameters
    ----------
    jobs : mapping
        Name to ``(cost of delay per unit of time, duration)``; at most 8 jobs.

    Returns
    -------
    tuple of JobOrder
        ``order, cost`` for all orders; equal costs keep the listing order.

    Raises
    ------
    ValueError
        If a job is bad, units are mixed, or there are more than 8 jobs (40,320 orders).

    Notes
    -----
    Formula: as for `delay_cost`. Unit: money. Source: full enumeration, so it proves the CD3 rule.

    Examples
    --------
    >>> jobs = {"Pay": (12_000, 4), "Dock": (8_000, 2), "Refund": (3_000, 1)}
    >>> [result.cost for result in ordering_costs(jobs)]
    [109000, 109000, 111000, 117000, 119000, 119000]
    """
    table = _jobs(jobs)
    if len(table) > MOST_JOBS:
        raise ValueError(
            f"There are {len(table)} jobs: compare at most {MOST_JOBS}, or ask for best_order."
        )
    priced = [JobOrder(order, _cost(table, order)) for order in permutations(table)]
    return tuple(sorted(priced, key=lambda result: result.cost))


def best_order(jobs: Mapping[str, Any]) -> JobOrder:
    """Put the jobs in the order of falling CD3, which costs least.

    Parameters
    ----------
    jobs : mapping
        Name to ``(cost of delay per unit of time, duration)``; any number of jobs.

    Returns
    -------
    JobOrder
        The order and its total cost of delay; jobs with equal CD3 keep their listing order.

    Raises
    ------
    ValueError
        If a job is bad or units are mixed.

    Notes
    -----
    Formula: sort by ``cost of delay / duration``, highest first. Unit: money.
    Source: W. E. Smith, "Various optimizers for single-stage production", Naval Research
    Logistics Quarterly 3, 1956 (the rule is exact for one team and steady costs of delay).

    Examples
    --------
    >>> best_order({"Pay": (12_000, 4), "Dock": (8_000, 2), "Refund": (3_000, 1)})
    JobOrder(order=('Dock', 'Pay', 'Refund'), cost=109000)
    """
    table = _jobs(jobs)
    order = tuple(sorted(table, key=lambda name: -table[name][0] / table[name][1]))
    return JobOrder(order, _cost(table, order))
