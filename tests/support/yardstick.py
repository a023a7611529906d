"""How fast the machine is just now: a shared one runs at times at half its speed, or less.

Limits in seconds hold for a processor core that is left alone (2.1 GHz Xeon, Python 3.11). Beside
each timed piece of work the same fixed piece is timed, too; where that takes longer than there,
the limit is longer by as much. On a quicker machine nothing is changed.
"""

from __future__ import annotations

import gc
from statistics import median
from time import process_time

NOMINAL = 0.019  # seconds that `work` takes on that core


def work() -> int:
    """Do something that takes a while, and always as much: make objects, sort and read them."""
    rows = [{"number": n * 7919 % 10_007, "name": str(n)} for n in range(20_000)]
    rows.sort(key=lambda row: row["number"])
    return sum(row["number"] + len(row["name"]) for row in rows)


class Yardstick:
    """Times the fixed piece of work whenever it is asked to; the median of all looks counts.

    The median, so that a moment's disturbance of it excuses nothing that is timed beside it.
    """

    def __init__(self) -> None:
        self._times: list[float] = []

    def look(self) -> Yardstick:
        """Time it three times more; what other tests have left in memory must not slow it."""
        was = gc.isenabled()
        gc.disable()
        for _ in range(3):
            start = process_time()
            work()
            self._times.append(process_time() - start)
        if was:
            gc.enable()
        return self

    @property
    def slowness(self) -> float:
        """How many times slower than nominal the machine is; at least 1."""
        return max(1.0, median(self._times) / NOMINAL) if self._times else 1.0

    def __str__(self) -> str:
        return f"machine {self.slowness:.2f} times slower than nominal"
