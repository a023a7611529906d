"""People: the links between them, and Brooks' law as a toy model."""

from __future__ import annotations

import math
from typing import Any

from . import _checks as check

_DAYS = ("day", "working day")


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
            f"A coordination loss of {check.shown(loss)} leaves no output for "
            f"{team} + {added} people: "
            "lower the loss or add fewer."
        )
    return math.ceil(until + (left - learning * until) / later - 1e-9)
