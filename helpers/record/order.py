"""The order of attempts, also of those that come from several machines, and their times.

What one machine kept stays in the order in which it was kept, whatever its clock did meanwhile.
Such strands are woven into each other by time. So a lesson answered on two machines reads the
same on both after an import in either direction.

What is reckoned from times (what is due, first tries, progress by day) needs times that agree
with that order and do not lie ahead. An attempt keeps the time that its clock showed; for such
reckoning, :func:`set_right` says when it must have been.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import merge
from itertools import pairwise
from operator import itemgetter

from msgspec.structs import replace

from .attempt import Attempt

Span = tuple[int, int]
"""The first and the last number of the rows that one import brought in."""


def in_order(numbered: Iterable[tuple[int, Attempt]], imports: Sequence[Span]) -> list[Attempt]:
    """Return the attempts, oldest first.

    Parameters
    ----------
    numbered
        Rows' numbers with their attempts, in the order in which they were kept.
    imports
        The spans of rows that were imported; all others were kept on this machine.
    """
    if not imports:
        return [attempt for _, attempt in numbered]
    spans = sorted(imports)
    firsts = [first for first, _ in spans]
    strands: dict[int, list[Attempt]] = {}
    for number, attempt in numbered:
        place = bisect_right(firsts, number) - 1
        inside = place >= 0 and number <= spans[place][1]
        strands.setdefault(place if inside else -1, []).append(attempt)
    # of the strands' next attempts, the oldest; so one that a clock dates back cannot overtake
    return list(merge(*strands.values(), key=lambda one: datetime.fromisoformat(one.at)))


def set_right(attempts: Iterable[Attempt], now: datetime) -> list[Attempt]:
    """Return the attempts in their order, with times that never go back and are not yet to come.

    A time is believed if it belongs to the longest run of times that do not go back; of several
    such runs, to the one that ends earliest, as after a clock that was ahead. Any other attempt
    gets the time of the next believed one if its own is later, or of the one before if its own
    is earlier. If nothing believed follows, it is of now at the latest.

    Parameters
    ----------
    attempts
        All attempts of a record, in the order of :func:`in_order`: a part of them may not tell
        which clock was wrong.
    now
        No answer can be later.
    """
    attempts = list(attempts)
    times = [(datetime.fromisoformat(attempt.at), attempt.at) for attempt in attempts]
    latest = (now, now.isoformat(timespec="milliseconds"))
    moment = itemgetter(0)
    if all(one[0] <= other[0] for one, other in pairwise([*times, latest])):
        return attempts
    believed = _longest_run([at if at <= now else None for at, _ in times])
    ceilings = [latest]
    for place in reversed(range(len(times))):
        ceilings.append(times[place] if place in believed else ceilings[-1])
    found: list[Attempt] = []
    floor = min(times[0], ceilings[-1], key=moment)
    for attempt, time, ceiling in zip(attempts, times, ceilings[:0:-1], strict=True):
        floor = max(min(time, ceiling, key=moment), floor, key=moment)
        found.append(attempt if floor[1] == attempt.at else replace(attempt, at=floor[1]))
    return found


def _longest_run(times: Sequence[datetime | None]) -> set[int]:
    """The places of the longest run of times that do not go back; ``None`` is never in it."""
    ends: list[datetime] = []  # for each length of a run, the earliest end that one may have,
    places: list[int] = []  # and where that stands
    before: dict[int, int] = {}
    for place, time in enumerate(times):
        if time is None:
            continue
        length = bisect_right(ends, time)
        if length:
            before[place] = places[length - 1]
        ends[length : length + 1] = [time]
        places[length : length + 1] = [place]
    run = set()
    at = places[-1] if places else None
    while at is not None:
        run.add(at)
        at = before.get(at)
    return run
