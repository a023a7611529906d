"""What a quiz of short choice questions costs, beside a bare pager built in the same run."""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import ipywidgets as widgets
from content_samples import short_choices
from live_kernel import live_kernel
from table import Row, timed
from widget_traffic import watched

from helpers.quiz import Quiz
from helpers.record import Record

ROUNDS = 3
MOST_MODELS, MOST_BYTES = 20, 14_000
FOLDER = tempfile.TemporaryDirectory()
RECORD = Record(Path(FOLDER.name) / "record.sqlite", "bench")


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
    return Quiz("Quiz", questions, RECORD, "bench").widget


def traffic(make: Callable, count: int) -> tuple[int, int]:
    """Models and bytes to the browser."""
    with watched() as seen:
        make(short_choices(count))
    return seen.models, seen.bytes


def build(name: str, count: int) -> float:
    """Processor milliseconds of one build: what a kernel measures of itself."""
    questions = short_choices(count)
    return timed(lambda: globals()[name](questions), process_time)


def built(name: str, count: int) -> tuple[float, float]:
    """Milliseconds of the first build in a new kernel, and of the next ones there."""
    ready = f"import sys; sys.path[:0] = {sys.path!r}\nimport bench_quiz, markdown_it"
    with tempfile.TemporaryDirectory() as folder, live_kernel(Path(folder)) as kernel:
        kernel.run(ready)
        once = f"print(bench_quiz.build({name!r}, {count}))"
        cold, *warm = [float(kernel.run(once)) for _ in range(6)]
    return cold, statistics.median(warm)


def rows() -> Iterator[Row]:
    models, size = traffic(course_quiz, 10)
    yield Row("quiz of 10: widget models", models, limit=MOST_MODELS)
    yield Row("quiz of 10: to the browser", size, "bytes", MOST_BYTES)
    more_models, more = traffic(course_quiz, 40)
    yield Row("quiz of 40: widget models", more_models, limit=MOST_MODELS)
    yield Row("quiz of 40: to the browser", more, "bytes", 1.1 * size)
    yield Row("pager of 10: widget models", traffic(pager, 10)[0])
    yield Row("pager of 10: to the browser", traffic(pager, 10)[1], "bytes")
    kinds = {"pager": ("pager", 10), "quiz of 10": ("course_quiz", 10)}
    kinds["quiz of 40"] = ("course_quiz", 40)
    rounds = [{name: built(*kind) for name, kind in kinds.items()} for _ in range(ROUNDS)]
    for part, state in enumerate(("cold", "warm")):
        for name in kinds:
            middle = statistics.median(found[name][part] for found in rounds)
            yield Row(f"{name}: build, {state}", middle, "ms")
        ratio = statistics.median(f["quiz of 10"][part] / f["pager"][part] for f in rounds)
        yield Row(f"  quiz of 10 / pager, {state}", ratio, "times", 2 if part == 0 else None)
