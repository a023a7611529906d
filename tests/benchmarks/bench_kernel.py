"""Opening a lesson in a new process and in a running kernel, and the kernel's memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from live_kernel import HEAVIEST, LESSON, ROOT, code_cells, live_kernel
from project_files import notebook_of
from table import Row

from helpers.authoring.reproducible import fixed_environment

OPENING = f"""
import time
start = time.perf_counter()
from helpers import open_lesson
lesson = open_lesson({LESSON!r})
lesson._repr_mimebundle_()
print(time.perf_counter() - start)
"""
TIMED = "import time; _t = time.perf_counter()\n{}\nprint(1000 * (time.perf_counter() - _t))"
LOADED = "import sys; print(*[m for m in ('matplotlib', 'numpy', 'networkx') if m in sys.modules])"


def opening(folder: Path) -> float:
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


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        quickest = min(opening(folder) for _ in range(3))
        yield Row("a lesson's first cell in a new process", quickest, "s", 1)
        with live_kernel(folder) as kernel:
            weighed = [("kernel, bare", kernel.megabytes())]
            imported = float(kernel.run(TIMED.format("from helpers import open_lesson")))
            yield Row("from helpers import open_lesson, running kernel", imported, "ms", 100)
            opened = float(kernel.run(TIMED.format(f"lesson = open_lesson({LESSON!r})")))
            yield Row("open_lesson of lesson 04, first call", opened, "ms")
            loaded = kernel.run(LOADED).strip() or "none"
            yield Row("heavy modules loaded before the first chart", loaded)
            first, *cells = code_cells(ROOT / "notebooks" / notebook_of(LESSON))
            kernel.run(first)
            quiz = next(cell for cell in cells if "lesson.check(" in cell)
            shown = float(kernel.run(TIMED.format(f"_ = {quiz}._repr_mimebundle_()")))
            yield Row("first check of lesson 04, with its paper", shown, "ms")
            weighed.append(("kernel, with one quiz", kernel.megabytes()))
            for cell in cells:
                kernel.run(cell)
            weighed.append(("kernel, after the whole of lesson 04", kernel.megabytes()))
    for place, (name, size) in enumerate(weighed, 1):
        limit = HEAVIEST if place == len(weighed) else None
        yield Row(name, "only on Linux" if size is None else size, "MB", limit)
