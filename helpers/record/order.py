"""The order of attempts that come from several machines.

What one machine kept stays in the order in which it was kept, whatever its clock did meanwhile.
Such strands are woven into each other by time. So a lesson answered on two machines reads the
same on both after an import in either direction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from heapq import merge

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
    if len(strands) < 2:
        return [attempt for strand in strands.values() for attempt in strand]
    # of the strands' next attempts, the oldest; so one that a clock dates back cannot overtake
    return list(merge(*strands.values(), key=lambda one: datetime.fromisoformat(one.at)))
