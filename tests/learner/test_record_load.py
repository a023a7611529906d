"""Thousands of attempts: what one more costs, and how the dashboard grows; counted in calls."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from record_samples import attempt

from helpers import open_lesson
from helpers.content import load_course
from helpers.record import open_record, store
from helpers.record.attempt import to_row

LESSONS = [entry.id for entry in load_course().lessons]


def filled(path: Path, count: int):
    """A record with so many attempts, spread over the questions and lessons of the course."""
    record = open_record(path)
    outcomes = ["correct", "incorrect", "partly", "revealed"]
    rows = (
        to_row(
            attempt(
                f"q{number % 400}",
                [number % 4],
                outcomes[number % 7 % 4],
                seconds=20,
                lesson=LESSONS[number % len(LESSONS)],
                confidence=[None, "sure"][number % 2],
            )
        )
        for number in range(count)
    )
    store.write(path, rows, 5, record.seed)
    return record


def calls_of(act) -> int:
    """How many functions are called: a measure of work that no other program disturbs.

    Nor does the collector, which would call what other tests have left behind.
    """
    count = 0

    def hear(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    gc.disable()
    sys.setprofile(hear)
    try:
        act()
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


def test_the_dashboard_grows_no_worse_than_linearly(tmp_path, full, counted):
    """Each further answer costs no more calls than one before it, whatever is fixed."""
    small = 10_000 if full else 1_000
    lesson = open_lesson("start_here")
    lesson.dashboard()  # what is read once is read now
    calls = []
    for count in (small, 2 * small, 4 * small):
        lesson.record = filled(tmp_path / f"{count}.sqlite", count)
        lesson.dashboard()
        calls.append(calls_of(lesson.dashboard))
    counted(
        f"dashboard with {small:,} attempts: {calls[0]:,} calls, "
        f"with {4 * small:,}: {calls[2]:,} calls"
    )
    assert calls[2] - calls[1] <= 2 * (calls[1] - calls[0])


def test_an_answer_costs_the_same_in_a_long_record(tmp_path):
    calls = []
    for count in (10, 5_000):
        record = filled(tmp_path / f"{count}.sqlite", count)
        assert record.append(attempt("first"))
        calls.append(calls_of(lambda record=record: record.append(attempt("next"))))
        assert record.keeps and len(record.facts()) == count + 2
    assert calls[1] <= 1.1 * calls[0]
