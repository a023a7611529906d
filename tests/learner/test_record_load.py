"""A hundred thousand attempts: what an answer costs then, and how the dashboard grows."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time

from record_samples import attempt

from helpers import open_lesson
from helpers.content import load_course
from helpers.record import open_record, schema, store
from helpers.record.attempt import to_row

MOST_OVER_BARE = 10  # milliseconds, at the 95th percentile
TABLES = [s for s in schema.VERSION_1 if s.startswith("CREATE TABLE")]
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
    """The percentile, in milliseconds."""
    return sorted(times)[int(len(times) * share)] * 1000


def test_an_answer_is_kept_nearly_as_fast_as_sqlite_can(tmp_path, full, counted):
    count, rounds = (100_000, 200) if full else (5_000, 40)
    record = filled(tmp_path / "record.sqlite", count)
    over = []
    with closing(bare(tmp_path / "bare.sqlite", record.path)) as con:
        for _ in range(3):  # another program may hold up the disk for a moment
            ours: list[float] = []
            theirs: list[float] = []
            for number in range(rounds):
                one = attempt(f"new{number}", response=[number])
                acts = [
                    (ours, lambda one=one: record.append(one)),
                    (theirs, lambda one=one: insert(con, to_row(one))),
                ]
                for times, act in acts if number % 2 else acts[::-1]:
                    start = perf_counter()
                    act()
                    times.append(perf_counter() - start)
            over.append(at(0.95, ours) - at(0.95, theirs))
            if over[-1] <= MOST_OVER_BARE:
                break
        assert con.execute("SELECT count(*) FROM attempts").fetchone() == (len(record.facts()),)
    assert record.keeps and len(record.facts()) == count + rounds * len(over)
    counted(
        f"{count:,} attempts: p95 {at(0.95, ours):.1f} ms, bare SQLite {at(0.95, theirs):.1f} ms; "
        f"median {at(0.5, ours):.1f} and {at(0.5, theirs):.1f} ms"
    )
    assert over[-1] <= MOST_OVER_BARE


def calls_of(act) -> int:
    """How many functions are called: a measure of work that no other program disturbs."""
    count = 0

    def hear(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(hear)
    try:
        act()
    finally:
        sys.setprofile(None)
    return count


def test_the_dashboard_grows_no_worse_than_linearly(tmp_path, full, counted):
    """Each further answer costs no more calls than one before it, whatever is fixed."""
    small = 10_000 if full else 1_000
    lesson = open_lesson("start_here")
    lesson.dashboard()  # what is read once is read now
    took, calls = [], []
    for count in (small, 2 * small, 4 * small):
        lesson.record = filled(tmp_path / f"{count}.sqlite", count)
        best = float("inf")
        for _ in range(3):
            start = process_time()
            lesson.dashboard()
            best = min(best, process_time() - start)
        took.append(best)
        calls.append(calls_of(lesson.dashboard))
    counted(
        f"dashboard with {small:,} attempts {took[0] * 1000:.0f} ms and {calls[0]:,} calls, "
        f"with {4 * small:,} {took[2] * 1000:.0f} ms and {calls[2]:,} calls"
    )
    assert calls[2] - calls[1] <= 2 * (calls[1] - calls[0])
