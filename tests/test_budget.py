"""What a lesson may cost: time to open, modules, memory. The quiz's cost: `test_quiz_traffic`."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from live_kernel import ROOT, code_cells, live_kernel

from helpers.authoring.reproducible import fixed_environment

LESSON = "04_what_is_the_difference"
HEAVY = ("matplotlib", "numpy", "networkx", "pandas", "scipy")
OPENING = f"""
import time
start = time.perf_counter()
from helpers import open_lesson
lesson = open_lesson({LESSON!r})
lesson._repr_mimebundle_()
print(time.perf_counter() - start)
import sys
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""
LONGEST = 1.0  # seconds, in a new process and on a busy machine
HEAVIEST = 105.0  # megabytes of a kernel after a whole lesson


def opening(folder) -> tuple[float, str]:
    """Open a lesson in a new process: seconds, and the heavy modules that were loaded."""
    done = subprocess.run(
        [sys.executable, "-c", OPENING],
        cwd=ROOT,
        env=os.environ | fixed_environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, modules = done.stdout.split("\n")[:2]
    return float(seconds), modules


def test_opening_a_lesson_is_quick_and_loads_nothing_heavy(tmp_path):
    runs = []
    while len(runs) < 5 and not any(seconds <= LONGEST for seconds, _ in runs):
        runs.append(opening(tmp_path))
    assert {modules for _, modules in runs} == {""}
    assert min(seconds for seconds, _ in runs) <= LONGEST


def test_a_whole_lesson_fits_into_little_memory(tmp_path):
    with live_kernel(tmp_path) as kernel:
        if kernel.megabytes() is None:
            pytest.skip("memory is weighed on Linux only: run this test there")
        bare = kernel.megabytes()
        for cell in code_cells(ROOT / "notebooks" / f"{LESSON}.ipynb"):
            kernel.run(cell)
        assert kernel.run("print('matplotlib' in __import__('sys').modules)") == "True\n"
        whole = kernel.megabytes()
    assert 10 < bare < whole <= HEAVIEST
