"""Attempts for the tests of review, calibration and dashboard, and a record full of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count, cycle
from pathlib import Path

from helpers.content import load_course, load_questions
from helpers.record import Attempt, Record, store
from helpers.record.attempt import to_row

MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
LATER = MONDAY + timedelta(days=400)  # no sample is from a clock that is ahead
FIRST = "two_jobs_one_abbreviation"
SECOND = "what_is_a_product_manager"
FOURTH = "what_is_the_difference"
_ids = count()


@cache
def versions() -> dict[str, str]:
    """The version of each question of the course."""
    return {q.id: q.version for e in load_course().lessons for q in load_questions(e.id)}


def answered(
    question: str, at: datetime = MONDAY, outcome: str = "incorrect", lesson: str = FIRST, **more
) -> Attempt:
    """One attempt at a question, as a lesson would have kept it."""
    facts = {
        "version": versions().get(question, "v"),
        "response": 0,
        "score": float(outcome == "correct"),
        "confidence": None,
        "hints": 0,
        "seconds": 30.0,
        "run": "r",
    }
    facts |= more
    at_text = at.isoformat(timespec="milliseconds")
    name = f"sample-{next(_ids)}"
    return Attempt(id=name, question=question, lesson=lesson, outcome=outcome, at=at_text, **facts)


def questions_of(lesson: str, chart: bool | None = None) -> list:
    """A lesson's questions; with or without a picture, if so wished."""
    return [q for q in load_questions(lesson) if chart is None or bool(q.chart) is chart]


def many_attempts(size: int, days: int = 90) -> list[Attempt]:
    """Made-up attempts at all questions of the course in turn, over the days up to now."""
    course = [(entry.id, q) for entry in load_course().lessons for q in load_questions(entry.id)]
    start, step = datetime.now(UTC) - timedelta(days=days), timedelta(days=days) / size
    sure = ("guess", "fairly", "sure", None)
    return [
        answered(
            question.id,
            start + number * step,
            "correct" if number % 3 else "incorrect",
            lesson,
            response=number % 4,
            confidence=sure[number % 4],
        )
        for number, (lesson, question) in zip(range(size), cycle(course), strict=False)
    ]


def full_record(path: Path, attempts: list[Attempt]) -> Record:
    """A record that holds the attempts, in a new file."""
    record = Record(path, "full")
    store.write(path, [to_row(attempt) for attempt in attempts], 5.0)
    return record
