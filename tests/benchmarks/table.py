"""One table for all benchmarks: what was measured, its limit, and the verdict."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One measured figure.

    Parameters
    ----------
    name : str
        What was measured.
    value : float or str
        The figure; a text where there is nothing to compare, such as why it was not measured.
    unit : str
        Its unit.
    limit : float, optional
        The most it may be; without one the row is information.
    """

    name: str
    value: float | str
    unit: str = ""
    limit: float | None = None

    @property
    def verdict(self) -> str:
        """``ok``, ``BREACH``, ``not measured``, or nothing where there is no limit."""
        if self.limit is None:
            return ""
        if isinstance(self.value, str):
            return "not measured"
        return "ok" if self.value <= self.limit else "BREACH"  # what is no number is a breach

    def __str__(self) -> str:
        figure = self.value if isinstance(self.value, str) else number(self.value)
        most = "" if self.limit is None else f"at most {number(self.limit)}"
        return f"{self.name:<62}{figure:>10} {self.unit:<7}{most:<16}{self.verdict}".rstrip()


def number(value: float) -> str:
    """A figure with as many places as can be compared: none from a hundred on."""
    return f"{value:,.0f}" if value >= 100 or value % 1 == 0 else f"{value:.2f}"


def print_table(rows: Iterable[Row]) -> int:
    """Print the rows as they come, then the breaches once more.

    Returns
    -------
    int
        How many figures are above their limits.
    """
    breached = []
    for row in rows:
        print(row, flush=True)
        if row.verdict == "BREACH":
            breached.append(row)
    for row in breached:
        print(f"BREACH: {row.name}: {number(row.value)} {row.unit}, at most {number(row.limit)}")
    return len(breached)


Clock = Callable[[], float]


def timed(act: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """Milliseconds of one call."""
    start = clock()
    act()
    return 1000 * (clock() - start)


def quickest(act: Callable[[], object], tries: int = 5, clock: Clock = time.perf_counter) -> float:
    """Milliseconds of the quickest of some calls: other programs only ever add to a time."""
    return min(timed(act, clock) for _ in range(tries))


def typical(act: Callable[[], object], tries: int = 5, clock: Clock = time.perf_counter) -> float:
    """Milliseconds of the median of some calls."""
    return statistics.median(timed(act, clock) for _ in range(tries))
