"""How heavy is the course? Run ``python tests/benchmarks/bench_course.py``; prints one table.

The rows are those of the house plan: a standard quiz of short choice questions beside a bare pager
built in the same run (imports are not part of a build), opening a lesson in a running kernel,
memory, strict nbval, the record. Counts and bytes are exact. Times depend on the machine and on
what else runs on it: the load is printed, and only a table from an idle machine can be compared
with another. Processor seconds depend on it less. The exit status is 1 if a limit is broken. It
takes one to three minutes.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import ipywidgets as widgets
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from live_kernel import code_cells, live_kernel  # noqa: E402
from review_samples import full_record, many_attempts, quickest  # noqa: E402
from test_quiz_traffic import short_choices  # noqa: E402
from widget_traffic import watched  # noqa: E402

from helpers import open_lesson  # noqa: E402
from helpers.quiz import Quiz  # noqa: E402
from helpers.record import Record  # noqa: E402

LESSON = "04_what_is_the_difference"
ROUNDS = 5
EMPTY = """{"cells": [{"cell_type": "code", "execution_count": 1, "id": "a", "metadata": {},
"outputs": [], "source": ["pass"]}], "metadata": {"kernelspec": {"display_name": "Python 3",
"language": "python", "name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}"""


def pager(questions: list) -> widgets.VBox:
    """The bare one-question pager: no record, no hints, no keys; eleven models, as in the plan."""
    layout, at = widgets.Layout(), 0
    ask, say = widgets.HTML(questions[0].stem, layout=layout), widgets.HTML(layout=layout)
    names = [option.text for option in questions[0].options]
    choose = widgets.RadioButtons(options=names, value=None, layout=layout)
    check = widgets.Button(description="Check", layout=layout)
    onward = widgets.Button(description="Next", layout=layout, style=check.style)

    def mark(_button) -> None:
        chosen = [option for option in questions[at].options if option.text == choose.value]
        say.value = chosen[0].feedback if chosen else "Not answered yet"

    def turn(_button) -> None:
        nonlocal at
        at = (at + 1) % len(questions)
        ask.value, say.value = questions[at].stem, ""
        choose.options = [option.text for option in questions[at].options]
        choose.value = None

    check.on_click(mark)
    onward.on_click(turn)
    return widgets.VBox([ask, choose, check, onward, say], layout=layout)


def course_quiz(questions: list) -> widgets.VBox:
    """The course's quiz, with a record that is a file."""
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder) / "record.sqlite", "bench")
        start = time.perf_counter()
        box = Quiz("Quiz", questions, record, "bench").widget
        course_quiz.seconds = time.perf_counter() - start
    return box


def bare_pager(questions: list) -> widgets.VBox:
    """The pager, timed in the same way."""
    start = time.perf_counter()
    box = pager(questions)
    bare_pager.seconds = time.perf_counter() - start
    return box


def traffic(make, count: int) -> tuple[int, int]:
    """Models and bytes to the browser."""
    with watched() as seen:
        make(short_choices(count))
    return seen.models, seen.bytes


def built(make, count: int) -> tuple[float, float]:
    """Milliseconds of the first build in a new kernel, and of the next ones there."""
    ready = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import bench_course as b, markdown_it\n"
        f"questions = b.short_choices({count})"
    )
    once = f"_ = b.{make.__name__}(questions); print(1000 * b.{make.__name__}.seconds)"
    with tempfile.TemporaryDirectory() as folder, live_kernel(Path(folder)) as kernel:
        kernel.run(ready)
        cold, *warm = [float(kernel.run(once)) for _ in range(8)]
    return cold, statistics.median(warm)


def in_a_kernel(folder: Path) -> dict[str, float | str]:
    """Opening a lesson in a running kernel, and its memory step by step."""
    timed = "import time; _t = time.perf_counter()\n{}\nprint(1000 * (time.perf_counter() - _t))"
    found: dict[str, float | str] = {}
    with live_kernel(folder) as kernel:
        found["bare"] = kernel.megabytes() or float("nan")
        found["import"] = float(kernel.run(timed.format("from helpers import open_lesson")))
        found["open"] = float(kernel.run(timed.format(f"lesson = open_lesson({LESSON!r})")))
        heavy = ("matplotlib", "numpy", "networkx")
        loaded = f"import sys; print(*[m for m in {heavy!r} if m in sys.modules])"
        found["loaded"] = kernel.run(loaded).strip() or "none"
        first, *cells = code_cells(ROOT / "notebooks" / f"{LESSON}.ipynb")
        kernel.run(first)
        quiz = next(cell for cell in cells if "lesson.check(" in cell)
        found["first quiz"] = float(kernel.run(timed.format(f"_ = {quiz}._repr_mimebundle_()")))
        found["with a quiz"] = kernel.megabytes() or float("nan")
        for cell in cells:
            kernel.run(cell)
        found["whole"] = kernel.megabytes() or float("nan")
    return found


def now() -> tuple[float, float]:
    """Seconds passed, and seconds that a processor worked for this process and those it ended."""
    return time.perf_counter(), sum(os.times()[:4])


class _Clock:
    """Notes when pytest comes to each notebook, and which differ."""

    def __init__(self) -> None:
        self.starts: list[tuple[str, tuple[float, float]]] = []
        self.failed: set[str] = set()

    def pytest_runtest_logstart(self, location: tuple) -> None:
        name = Path(location[0]).name
        if not self.starts or self.starts[-1][0] != name:
            self.starts.append((name, now()))

    def pytest_runtest_logreport(self, report) -> None:
        if report.failed:
            self.failed.add(Path(report.location[0]).name)

    def pytest_sessionfinish(self) -> None:
        self.starts.append(("", now()))


def strict_nbval(folder: Path) -> tuple[dict[str, tuple[float, float]], set[str]]:
    """What each notebook takes in one run of strict nbval (see `now`), and those that differ."""
    for name in ("empty_0", "empty_1", "empty_2"):
        (folder / f"{name}.ipynb").write_text(EMPTY, encoding="utf-8")
    paths = [*sorted(folder.glob("*.ipynb")), *sorted((ROOT / "notebooks").glob("*.ipynb"))]
    clock = _Clock()
    options = ["-q", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    os.chdir(ROOT)
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main([*options, "--rootdir", str(ROOT), *map(str, paths)], plugins=[clock])
    taken = {
        name: (end[0] - start[0], end[1] - start[1])
        for (name, start), (_, end) in zip(clock.starts, clock.starts[1:], strict=False)
    }
    return taken, clock.failed


def record_times(folder: Path) -> dict[str, float]:
    """Milliseconds to keep one answer, and to check one."""
    record = Record(folder / "one.sqlite", "bench")
    appends, checks = [], []
    for attempt in many_attempts(100):
        start = time.perf_counter()
        assert record.append(attempt)
        appends.append(1000 * (time.perf_counter() - start))
    quiz = Quiz("Quiz", short_choices(40), record, "bench")
    _ = quiz.widget
    for number, question in enumerate(quiz.session.questions, 1):
        quiz.go(number)
        quiz.answer(question.key)
        start = time.perf_counter()
        assert quiz.check().outcome == "correct"
        checks.append(1000 * (time.perf_counter() - start))
    return {
        "append": statistics.median(appends),
        "slowest append": max(appends),
        "check": statistics.median(checks),
    }


def record_rows(table: Table, folder: Path) -> None:
    """What a lesson shows of a long record; the lessons' files were read before."""
    for name, value in record_times(folder).items():
        table.line(f"record: {name}", value, "ms")
    lesson = open_lesson("00_start_here")
    found = {}
    for size in (10_000, 100_000):
        lesson.record = full_record(folder / f"{size}.sqlite", many_attempts(size))
        found[size] = quickest(lesson.dashboard)
        table.line(f"record: reading {size:,} attempts", quickest(lesson.record.attempts), "ms")
        limit = 150 if size == 10_000 else None
        table.line(f"dashboard over {size:,} attempts", found[size], "ms", limit)
        for name in ("review", "recap", "calibration", "progress_chart"):
            table.line(f"  {name} over {size:,} attempts", quickest(getattr(lesson, name), 2), "ms")
    ratio = found[100_000] / found[10_000]
    table.line("dashboard: ten times the attempts take", ratio, "times", 10)


class Table:
    """Prints rows as they come and remembers a broken limit."""

    broken = False

    def line(self, name: str, value, unit: str = "", limit: float | None = None) -> None:
        """One row; a value above its limit is called BROKEN."""
        over = limit is not None and not value <= limit
        self.broken = self.broken or over
        shown = value if isinstance(value, str) else f"{value:,.{0 if value >= 1000 else 2}f}"
        shown = f"{value:,}" if isinstance(value, int) else shown
        bound = "" if limit is None else f"at most {limit:,g}" + ("  BROKEN" if over else "")
        print(f"{name:<58}{shown:>10} {unit:<8}{bound}", flush=True)


def quiz_rows(table: Table) -> None:
    """The standard quiz and the bare pager."""
    models, size = traffic(course_quiz, 10)
    table.line("quiz of 10: widget models", models, limit=20)
    table.line("quiz of 10: to the browser", size, "bytes", 12_000)
    more_models, more = traffic(course_quiz, 40)
    table.line("quiz of 40: widget models", more_models, limit=20)
    table.line("quiz of 40: to the browser", more, "bytes", 1.1 * size)
    table.line("pager of 10: widget models", traffic(bare_pager, 10)[0])
    table.line("pager of 10: to the browser", traffic(bare_pager, 10)[1], "bytes")
    kinds = {"pager": (bare_pager, 10), "quiz of 10": (course_quiz, 10)}
    kinds["quiz of 40"] = (course_quiz, 40)
    rounds = [{name: built(*kind) for name, kind in kinds.items()} for _ in range(ROUNDS)]
    for part, state in enumerate(("cold", "warm")):
        for name in kinds:
            middle = statistics.median(found[name][part] for found in rounds)
            table.line(f"{name}: build, {state} (median of {ROUNDS})", middle, "ms")
        ratio = statistics.median(f["quiz of 10"][part] / f["pager"][part] for f in rounds)
        table.line(f"  quiz of 10 / pager, {state}", ratio, "x", 2 if part == 0 else None)


def main() -> int:
    """Measure, print the table, return 1 if a limit is broken."""
    table = Table()
    if hasattr(os, "getloadavg"):
        table.line("load of the machine before, per processor", os.getloadavg()[0] / os.cpu_count())
    quiz_rows(table)
    folder = Path(tempfile.mkdtemp())
    try:
        found = in_a_kernel(folder)
        table.line("from helpers import open_lesson, running kernel", found["import"], "ms", 100)
        table.line("open_lesson of lesson 04, first call", found["open"], "ms")
        table.line("heavy modules loaded before the first chart", found["loaded"])
        table.line("first check of lesson 04, with its paper", found["first quiz"], "ms")
        table.line("kernel, bare", found["bare"], "MB")
        table.line("kernel, with one quiz", found["with a quiz"], "MB")
        table.line("kernel, after the whole of lesson 04", found["whole"], "MB", 105)
        record_rows(table, folder)
        taken, differing = strict_nbval(folder)
        empty, work = (
            statistics.mean(taken[f"empty_{n}.ipynb"][part] for n in (1, 2)) for part in (0, 1)
        )
        table.line("strict nbval: a further empty notebook", empty, "s")
        table.line("strict nbval: the same, processor", work, "s")
        for name in sorted(name for name in taken if name[:2].isdigit()):
            note = " (differs)" if name in differing else ""
            table.line(f"  {name[:-6]}{note}, beyond that", taken[name][0] - empty, "s", 2)
            table.line("    the same, processor", taken[name][1] - work, "s")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if hasattr(os, "getloadavg"):
        table.line("load of the machine after, per processor", os.getloadavg()[0] / os.cpu_count())
    return int(table.broken)


if __name__ == "__main__":
    sys.exit(main())
