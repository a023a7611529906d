"""Keeping an answer, and what the cards show of a long record."""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from time import process_time

from content_samples import short_choices
from live_kernel import ROOT
from record_samples import attempt
from review_samples import MONDAY, answered, full_record, many_attempts
from table import Row, quickest, timed

from helpers import open_lesson
from helpers.quiz import Quiz
from helpers.record import Attempt, Record, schema, store
from helpers.record.attempt import to_row

COLD = """
import time
from helpers import open_lesson
lesson = open_lesson("start_here")
start = time.process_time()
card = lesson.dashboard()
print(1000 * (time.process_time() - start))
assert "In all: " in card.text
"""
TABLES = [s for s in schema.VERSION_1 if s.startswith("CREATE TABLE")]


def bare(path: Path, like: Path) -> sqlite3.Connection:
    """A connection that is open already, to a plain table with the same rows and durability."""
    con = sqlite3.connect(path, isolation_level=None)
    for statement in [*TABLES, *(f"PRAGMA {pragma}" for pragma in store.PRAGMAS)]:
        con.execute(statement)
    con.execute("PRAGMA journal_mode=DELETE")
    con.execute("ATTACH ? AS like", (str(like),))
    con.execute("INSERT INTO main.attempts SELECT * FROM like.attempts ORDER BY rowid")
    con.execute("DETACH like")
    return con


def insert(con: sqlite3.Connection, row: tuple) -> None:
    con.execute("BEGIN IMMEDIATE")
    con.execute(store._INSERT, row)
    con.execute("COMMIT")


def at(share: float, times: list[float]) -> float:
    """The percentile."""
    return sorted(times)[int(len(times) * share)]


def beside_bare_sqlite(record: Record, folder: Path, answers: int = 200) -> Iterator[Row]:
    """What one more answer in a long record takes, and SQLite alone with the same rows."""
    ours, theirs = [], []
    with closing(bare(folder / "bare.sqlite", record.path)) as con:
        for number in range(answers):
            one = attempt(f"new{number}", response=[number])
            ours.append(timed(lambda one=one: record.append(one)))
            theirs.append(timed(lambda one=one: insert(con, to_row(one))))
    assert record.keeps
    yield Row("answer kept, median", at(0.5, ours), "ms")
    over = at(0.95, ours) - at(0.95, theirs)
    yield Row("answer kept, 95th percentile over that of bare SQLite", over, "ms", 10)


def check_time(record: Record) -> float:
    """Milliseconds to mark an answer and keep it, median of forty."""
    quiz, times = Quiz("Quiz", short_choices(40), record, "bench"), []
    _ = quiz.widget
    for number, question in enumerate(quiz.session.questions, 1):
        quiz.go(number)
        quiz.answer(question.key)
        times.append(timed(quiz.check))
    return statistics.median(times)


def first_dashboard(path: Path) -> float:
    """Processor milliseconds of the first dashboard in a new kernel, the quicker of two."""

    def once() -> float:
        done = subprocess.run(
            [sys.executable, "-c", COLD],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=os.environ | {"COURSE_RECORD": str(path), "COURSE_CLOCK": ""},
        )
        return float(done.stdout)

    return min(once(), once())


def rating(number: int) -> Attempt:
    """A rating of one of fifty cards, an hour after the one before."""
    response = {"rating": number % 4 + 1, "mode": "deck"}
    at = MONDAY + timedelta(hours=number)
    return answered(f"card:{number % 50}", at, "correct", response=response)


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as made:
        folder, found = Path(made), {}
        yield Row(
            "answer marked and kept, in Python", check_time(Record(folder / "q.sqlite", "b")), "ms"
        )
        lesson = open_lesson("start_here")
        for size in (10_000, 100_000):
            path = folder / f"{size}.sqlite"
            lesson.record = full_record(path, many_attempts(size))
            found[size] = quickest(lesson.dashboard, clock=process_time)
            read = quickest(lesson.record.attempts)
            yield Row(f"record: reading {size:,} attempts", read, "ms")
            limit = 150 if size == 10_000 else None
            yield Row(f"dashboard over {size:,} attempts", found[size], "ms", limit)
            if size == 10_000:
                yield Row("  the first one in a new kernel", first_dashboard(path), "ms", 400)
            for name in ("review", "recap", "calibration", "progress_chart"):
                taken = quickest(getattr(lesson, name), 2)
                yield Row(f"  {name} over {size:,} attempts", taken, "ms")
        yield Row(
            "dashboard: ten times the attempts take", found[100_000] / found[10_000], "times", 10
        )
        yield from beside_bare_sqlite(lesson.record, folder)
