"""Crashing: buying days, and what each shorter duration of a project costs at least."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from . import _checks as check
from .network import Links, forward_pass, read_plan

LONGEST = 1_000  # duration of an activity: every day of the curve is worked out
_FIELDS = ("least duration", "cost of a day saved")


class _Arc(NamedTuple):
    """A span of time between two events; ``room`` for what a day of it may cost."""

    start: int
    end: int
    length: int
    room: float


class TimeCost(NamedTuple):
    """The time-cost curve: from the planned duration down to the shortest, a day at a time."""

    costs: dict[int, check.Number]
    durations: dict[int, dict[Any, int]]

    @property
    def shortest(self) -> int:
        """The shortest duration that money can buy."""
        return min(self.costs)

    def cheapest(self, cost_a_day: Any) -> int:
        """Return the duration with the lowest sum of bought days and ``cost_a_day`` of delay.

        Of equally cheap ones it is the longest: nothing is bought that gains nothing.
        """
        daily = check.number(cost_a_day, "The cost of a day of delay", low=0)
        return min(self.costs, key=lambda days: (self.costs[days] + daily * days, -days))


def crash(plan: Mapping[Any, Any], offers: Mapping[Any, Any]) -> TimeCost:
    """Find the least cost of each shorter duration of a plan.

    Parameters
    ----------
    plan : mapping
        Activity to ``(duration, predecessors)``, as for `cpm`; whole durations and lags.
    offers : mapping
        Activity to ``(least duration, cost of a day saved)``; activities without an offer keep
        their duration.

    Returns
    -------
    TimeCost
        ``costs`` and the ``durations`` of all activities by duration of the project, with
        ``shortest`` and ``cheapest(cost_a_day)``.

    Raises
    ------
    ValueError
        If the plan is bad, an activity is unknown, a least duration is above the planned one or
        not whole, or a saved day costs nothing.

    Notes
    -----
    Formula: the least ``sum(days saved * cost of a day)`` under which no path is longer than
    the duration; found by its dual, a flow along the longest paths left, so every day is the
    cheapest possible, one handed back elsewhere included. Unit: that of the costs.
    Source: Fulkerson, "A network flow computation for project cost curves", Management Science
    7, 1961.

    Examples
    --------
    >>> plan = {"A": (4, ""), "B": (8, "A"), "C": (6, "A"), "D": (3, "B, C")}
    >>> curve = crash(plan, {"A": (3, 900), "B": (5, 600), "C": (4, 500)})
    >>> curve.costs
    {15: 0, 14: 600, 13: 1200, 12: 2100, 11: 3200}
    >>> curve.cheapest(1_000), curve.durations[12]["A"]
    (12, 3)
    """
    links = read_plan(plan)
    forward_pass(links)
    names = links.names
    longest = [
        _whole(days, f"Duration of '{name}'")
        for name, days in zip(names, links.durations, strict=True)
    ]
    least, price = list(longest), [0.0] * len(names)
    table = check.rows(offers, "offer", _FIELDS) if check.mapped(offers, "The offers") else {}
    for name, (days, cost) in table.items():
        check.known(name, plan, "activity")
        at = names.index(name)
        least[at] = _whole(days, f"The least duration of '{name}'")
        price[at] = float(check.number(cost, f"The cost of a day saved on '{name}'", above=0))
        if least[at] > longest[at]:
            raise ValueError(
                f"The least duration of '{name}' is {least[at]}, above the {longest[at]} of the "
                "plan: give at most that."
            )
    arcs = _arcs(links, longest, least, price)
    return _curve(arcs, names, longest, least, price)


def _whole(value: Any, what: str) -> int:
    return int(check.number(value, what, low=0, high=LONGEST, whole=True))


def _arcs(links: Links, longest: list[int], least: list[int], price: list[float]) -> list[_Arc]:
    """The plan as spans between events: 0 is the start, 1 the end, then two an activity."""
    arcs = []
    for at in range(len(longest)):
        begin, finish = 2 + 2 * at, 3 + 2 * at
        arcs += [_Arc(0, begin, 0, math.inf), _Arc(finish, 1, 0, math.inf)]
        arcs.append(_Arc(begin, finish, least[at], math.inf))
        arcs.append(_Arc(finish, begin, -longest[at], math.inf))  # it is not stretched
        if least[at] < longest[at]:
            arcs.append(_Arc(begin, finish, longest[at], price[at]))
        for link in links.before[at]:
            for kind, lag in links.ties.get((link, at), [("FS", 0)]):
                start = 2 + 2 * link + (kind[0] == "F")
                length = int(check.number(lag, "A lag", low=-LONGEST, high=LONGEST, whole=True))
                arcs.append(_Arc(start, begin + (kind[1] == "F"), length, math.inf))
    return arcs


def _curve(
    arcs: list[_Arc], names: list, longest: list[int], least: list[int], price: list[float]
) -> TimeCost:
    """Push flow along the longest path left; its length is the duration that it pays for."""
    flow = [0.0] * len(arcs)
    costs: dict[int, check.Number] = {}
    durations: dict[int, dict[Any, int]] = {}
    wanted = None
    while True:
        times, came = _longest(arcs, flow)
        days = times[1]
        wanted = days if wanted is None else wanted
        while wanted >= days:  # the same cut serves all of these
            kept = _longest(arcs, flow, wanted)[0]
            lasts = [kept[3 + 2 * at] - kept[2 + 2 * at] for at in range(len(longest))]
            saved = zip(longest, lasts, price, strict=True)
            cost = sum((most - now) * each for most, now, each in saved)
            costs[wanted] = int(cost) if cost == int(cost) else cost
            durations[wanted] = dict(zip(names, lasts, strict=True))
            wanted -= 1
        path = []
        event = 1
        while event:
            at, onward = came[event]
            path.append((at, onward))
            event = arcs[at].start if onward else arcs[at].end
        room = min(arcs[at].room - flow[at] if onward else flow[at] for at, onward in path)
        if math.isinf(room):
            return TimeCost(costs, durations)
        for at, onward in path:
            flow[at] += room if onward else -room


def _longest(
    arcs: list[_Arc], flow: list[float], held: int | None = None
) -> tuple[list[int], dict[int, tuple[int, bool]]]:
    """Latest-bound times of all events from the start, and the arc by which each is reached.

    ``held`` fixes the time between start and end.
    """
    steps = []
    for at, arc in enumerate(arcs):
        if flow[at] < arc.room:
            steps.append((arc.start, arc.end, arc.length, (at, True)))
        if flow[at] > 0:
            steps.append((arc.end, arc.start, -arc.length, (at, False)))
    if held is not None:
        steps += [(0, 1, held, (-1, True)), (1, 0, -held, (-1, False))]
    size = 1 + max(arc.end for arc in arcs)
    times: list[Any] = [-math.inf] * max(size, 2)
    times[0] = 0
    came: dict[int, tuple[int, bool]] = {}
    for _ in times:
        moved = False
        for start, end, length, step in steps:
            if times[start] + length > times[end]:
                times[end], came[end], moved = times[start] + length, step, True
        if not moved:
            break
    return times, came
