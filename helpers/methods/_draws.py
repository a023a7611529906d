"""Numbers drawn at random: durations between three estimates, some of them with shared luck."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise
from statistics import NormalDist
from typing import Any

REACH, STEPS = 6.0, 600  # of the table that turns a normal number into one of beta-PERT


def shape(o: float, m: float, p: float) -> tuple[float, float]:
    """The two numbers of the beta distribution of three estimates."""
    return 1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o)


def mix(shared: float, cause: Any, own: Any) -> Any:
    """A normal number made of a common one and of one's own."""
    return math.sqrt(shared) * cause + math.sqrt(1 - shared) * own


@lru_cache(maxsize=256)
def table_of_normal(a: float, b: float) -> list[float]:
    """Values of a beta distribution that are as likely to be undercut as normal numbers are."""
    cells = 4_000
    density = [(at / cells) ** (a - 1) * (1 - at / cells) ** (b - 1) for at in range(cells + 1)]
    below = [0.0]
    for left, right in pairwise(density):
        below.append(below[-1] + left + right)
    normal, table, at = NormalDist(), [], 0
    for step in range(STEPS + 1):
        wanted = normal.cdf(-REACH + 2 * REACH * step / STEPS) * below[-1]
        while at < cells - 1 and below[at + 1] < wanted:
            at += 1
        table.append((at + (wanted - below[at]) / (below[at + 1] - below[at])) / cells)
    return table


def looked_up(normal: float, table: list[float]) -> float:
    """Read a table between its steps."""
    place = min(max((normal + REACH) * STEPS / (2 * REACH), 0.0), float(STEPS))
    at = min(int(place), STEPS - 1)
    return table[at] + (table[at + 1] - table[at]) * (place - at)
