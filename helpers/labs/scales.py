"""What the pictures of several labs share: their source, and axes that seldom change."""

from __future__ import annotations

import math

SOURCE = "Source: VeloLink, the running example of this course, the course authors, 2026."


def ceiling(value: float, least: float = 10.0) -> float:
    """The end of an axis: 1, 2 or 5 times a power of ten, not under ``value`` or ``least``.

    So an axis keeps its end while its bars move a little, and the picture does not jump.

    >>> ceiling(4_283), ceiling(3)
    (5000.0, 10.0)
    """
    wanted = max(value, least)
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= wanted * (1 - 1e-12))


def three_ticks(high: float) -> list[float]:
    """Ticks at the start, the middle and the end of an axis."""
    return [0, high / 2, high]
