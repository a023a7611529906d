"""What a lesson may cost: time to open, and memory.

Other costs are held elsewhere: the quiz's models and bytes in `test_quiz_traffic`, modules loaded
in `test_structure`, images in `test_authoring`. `benchmarks/bench_course.py` prints them all.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from live_kernel import ROOT, code_cells, live_kernel
from project_files import notebook_of
from yardstick import Yardstick

from helpers.authoring.reproducible import fixed_environment
from helpers.charts import draw, exhibit_ids

LESSON = "what_is_the_difference"
OPENING = f"""
import time
start = time.perf_counter()
from helpers import open_lesson
lesson = open_lesson({LESSON!r})
lesson._repr_mimebundle_()
print(time.perf_counter() - start)
"""
LONGEST = 1.0  # seconds, in a new process and on a busy machine
HEAVIEST = 105.0  # megabytes of a kernel after a whole lesson


def opening(folder) -> float:
    """Open a lesson in a new process; return the seconds that its first cell takes there."""
    done = subprocess.run(
        [sys.executable, "-c", OPENING],
        cwd=ROOT,
        env=os.environ | fixed_environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


@pytest.mark.alone
def test_opening_a_lesson_is_quick(tmp_path):
    tries, machine = [], Yardstick()
    while not tries or (min(tries) > LONGEST * machine.slowness and len(tries) < 5):
        tries.append(opening(tmp_path))
        machine.look()
    assert min(tries) <= LONGEST * machine.slowness, (tries, str(machine))


def test_a_whole_lesson_fits_into_little_memory(tmp_path, counted):
    """Where this process shares the libraries' pages with the kernel, as two learners' kernels do.

    Else the figure would hang on what other programs happen to run.
    """
    draw(exhibit_ids()[0]).png()
    with live_kernel(tmp_path) as kernel:
        if kernel.megabytes() is None:
            pytest.skip("memory is weighed on Linux only: run this test there")
        bare = kernel.megabytes()
        for cell in code_cells(ROOT / "notebooks" / notebook_of(LESSON)):
            kernel.run(cell)
        assert kernel.run("print('matplotlib' in __import__('sys').modules)") == "True\n"
        whole = kernel.megabytes()
    counted(f"a kernel of {whole:.0f} MB after the lesson, {bare:.0f} before")
    assert 10 < bare < whole <= HEAVIEST
