"""People and buffers: Brooks' law as a toy model, and critical-chain buffers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

from . import _checks as check

FEVER_LIMIT = 1.0
_DAYS = ("day", "working day")


class ChainPlan(NamedTuple):
    """A chain with safe and with aggressive estimates, and three sizes of project buffer."""

    safe: float
    aggressive: float
    half_of_chain: float
    half_of_removed: float
    root_of_squares: float
    plan_half_of_chain: float
    plan_half_of_removed: float
    plan_root_of_squares: float


class Fever(NamedTuple):
    """One point of a fever chart: buffer used, its ratio to the chain done, act or not."""

    buffer_used: float
    ratio: float
    act: bool


def communication_links(people: Any) -> int:
    """Count the pairs of people who may need to talk.

    Parameters
    ----------
    people : int
        Size of the team, from 0.

    Returns
    -------
    int
        Number of pairs.

    Raises
    ------
    ValueError
        If the size is not a whole number from 0.

    Notes
    -----
    Formula: ``n (n - 1) / 2``. Unit: pairs.
    Source: Frederick P. Brooks, "The Mythical Man-Month", 1975.

    Examples
    --------
    >>> [communication_links(n) for n in (5, 6, 9, 12)]
    [10, 15, 36, 66]
    """
    count = int(check.number(people, "The size of the team", low=0, whole=True))
    return count * (count - 1) // 2


def _rates(team: Any, added: Any, ramp: Any, mentor: Any, loss: Any) -> tuple[float, float, float]:
    """Read the settings: work a day while newcomers learn, days of that, work a day after."""
    veterans = int(check.number(team, "The team", low=1, whole=True))
    fresh = int(check.number(added, "The number of people added", low=0, whole=True))
    check.fits(ramp, "The ramp-up time", _DAYS, "give it in days")
    days = check.number(ramp, "The ramp-up time", low=0)
    taken = check.number(mentor, "The mentoring per newcomer", low=0)
    friction = max(0.0, 1 - check.share(loss, "The coordination loss") * (veterans + fresh - 1))
    learning = max(0.0, veterans - taken * fresh) * friction
    return learning, days, (veterans + fresh) * friction


def brooks_work(
    days: Any, *, added: Any = 0, team: Any = 5, ramp: Any = 20, mentor: Any = 0.5, loss: Any = 0.02
) -> float:
    """Say how much work a team has done after some days if people join on day 0.

    Parameters
    ----------
    days : number
        Days since the newcomers joined, from 0.
    added, team : int
        Newcomers and veterans.
    ramp : number
        Days in which a newcomer yields nothing and needs a mentor.
    mentor : number
        Part of a veteran that one newcomer takes in that time.
    loss : number
        Share of output lost to coordination for each head beyond the first.

    Returns
    -------
    float
        Work done, in person-days of one undisturbed person.

    Raises
    ------
    ValueError
        If a setting is out of range, or a time is not in days.

    Notes
    -----
    Formula: ``(team - mentor * added) * (1 - loss * (heads - 1))`` a day during the ramp-up,
    ``heads * (1 - loss * (heads - 1))`` after it. Unit: person-days.
    Source: toy model of our own after Brooks 1975; its numbers illustrate, they are not data.

    Examples
    --------
    >>> round(brooks_work(30, added=2), 1)
    132.0
    """
    check.fits(days, "The number of days", _DAYS, "give it in days")
    time = check.number(days, "The number of days", low=0)
    learning, until, later = _rates(team, added, ramp, mentor, loss)
    return learning * min(time, until) + later * max(time - until, 0)


def brooks_days(
    work: Any, *, added: Any = 0, team: Any = 5, ramp: Any = 20, mentor: Any = 0.5, loss: Any = 0.02
) -> int:
    """Say on which day the work is done if people join now.

    Parameters
    ----------
    work : number
        Work left, in person-days, from 0.
    added, team, ramp, mentor, loss : number
        As for `brooks_work`.

    Returns
    -------
    int
        Days, rounded up.

    Raises
    ------
    ValueError
        If a setting is out of range or in another unit, or coordination eats up all output.

    Notes
    -----
    Formula: `brooks_work` solved for the day. Unit: days. Source: as for `brooks_work`. Adding
    people to a late project delays it only if little work is left.

    Examples
    --------
    >>> [brooks_days(100, added=n) for n in (0, 1, 2, 4)]
    [22, 24, 25, 27]
    >>> [brooks_days(400, added=n) for n in (0, 1, 2, 4)]
    [87, 80, 74, 67]
    """
    check.fits(work, "The work left", ("person-day",), "give it in person-days")
    left = check.number(work, "The work left", low=0)
    learning, until, later = _rates(team, added, ramp, mentor, loss)
    if left <= learning * until:
        return math.ceil(left / learning - 1e-9) if left else 0
    if later == 0:
        raise ValueError(
            f"A coordination loss of {loss!r} leaves no output for {team} + {added} people: "
            "lower the loss or add fewer."
        )
    return math.ceil(until + (left - learning * until) / later - 1e-9)


def chain_plan(tasks: Mapping[Any, Any]) -> ChainPlan:
    """Cut the safety out of a chain of tasks and put part of it into one buffer.

    Parameters
    ----------
    tasks : mapping
        Task to ``(safe duration, aggressive duration)`` along the chain, in one unit.

    Returns
    -------
    ChainPlan
        Sums of both kinds, three buffers (half of the aggressive chain, half of the removed
        safety, root of the sum of its squares) and the plan with each buffer.

    Raises
    ------
    ValueError
        If there is no task, a duration is negative, the aggressive one is longer than the safe
        one, or units are mixed.

    Notes
    -----
    Formula: see the fields; removed safety is ``safe - aggressive``. Unit: that of the durations.
    Source: Goldratt, "Critical Chain", 1997 (half); Newbold, "Project Management in the Fast
    Lane", 1998 (root of squares). Evidence for the method is mostly from cases.

    Examples
    --------
    >>> plan = chain_plan({"a": (10, 6), "b": (8, 5), "c": (12, 7), "d": (6, 4)})
    >>> plan.safe, plan.aggressive, plan.half_of_chain, round(plan.root_of_squares, 2)
    (36, 22, 11.0, 7.35)
    """
    table = check.rows(tasks, "task", ("safe duration", "aggressive duration"))
    check.one_unit(
        (
            (f"{name} {kind}", value)
            for name, row in table.items()
            for kind, value in zip(("safe", "aggressive"), row, strict=True)
        ),
        "Duration",
    )
    safe: float = 0
    short: float = 0
    cuts = []
    for name, (long_one, short_one) in table.items():
        long_time = check.number(long_one, f"The safe duration of '{name}'", low=0)
        short_time = check.number(short_one, f"The aggressive duration of '{name}'", low=0)
        if short_time > long_time:
            raise ValueError(
                f"The aggressive duration of '{name}' ({short_time}) is above the safe one "
                f"({long_time}): swap or correct them."
            )
        safe += long_time
        short += short_time
        cuts.append(long_time - short_time)
    buffers = (short / 2, sum(cuts) / 2, math.hypot(*cuts))
    return ChainPlan(safe, short, *buffers, *(short + buffer for buffer in buffers))


def fever(chain_done: Any, buffer_used: Any, buffer: Any, *, limit: Any = FEVER_LIMIT) -> Fever:
    """Read the fever chart: is the buffer used up faster than the chain is done?

    Parameters
    ----------
    chain_done : number
        Share of the chain that is done, above 0 and at most 1.
    buffer_used, buffer : number
        Buffer time used so far and the whole buffer, in one unit; the buffer above 0.
    limit : number
        Ratio above which to act.

    Returns
    -------
    Fever
        Share of the buffer used, its ratio to ``chain_done``, and whether to act.

    Raises
    ------
    ValueError
        If nothing of the chain is done yet, a value is out of range, or units are mixed.

    Notes
    -----
    Formula: ``ratio = (buffer used / buffer) / chain done``. Unit: none.
    Source: buffer management after Goldratt 1997; one limit instead of coloured zones is ours.

    Examples
    --------
    >>> fever(0.40, 5.5, 11)
    Fever(buffer_used=0.5, ratio=1.25, act=True)
    """
    check.one_unit((("the part used", buffer_used), ("the whole", buffer)), "Buffer")
    done = check.share(chain_done, "The share of the chain done")
    if done == 0:
        raise ValueError("Nothing of the chain is done yet: wait for the first finished task.")
    used = check.number(buffer_used, "The buffer used", low=0) / check.number(
        buffer, "The buffer", above=0
    )
    ratio = used / done
    return Fever(used, ratio, ratio > check.number(limit, "The limit", above=0) + 1e-12)
