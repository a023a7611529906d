"""Strict nbval over every notebook, as a newcomer's run does it: two at a time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from live_kernel import ROOT
from table import Row

COMMAND = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile"]


def rows() -> Iterator[Row]:
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, *COMMAND, "notebooks"], cwd=ROOT, capture_output=True, text=True
    )
    taken = perf_counter() - start
    closing = done.stdout.strip().rpartition("\n")[2]
    yield Row("strict nbval, all notebooks, two at a time", taken, "s", 45)
    differing = sum(map(int, re.findall(r"(\d+) (?:failed|error)", closing)))
    yield Row("  cells that differ", differing, "", 0)
