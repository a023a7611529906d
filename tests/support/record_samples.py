"""Attempts to keep, and a look into the record's file, for the tests of the record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from review_samples import versions

from helpers import open_lesson
from helpers.record import Attempt, Record, new_attempt, use_profile

SECRET = "never to be read again"


def attempt(question="q", response=1, outcome="correct", **more) -> Attempt:
    facts = {"version": versions().get(question, "1"), "lesson": "02", "score": 1.0} | more
    return new_attempt(question=question, response=response, outcome=outcome, **facts)


def sql(path: Path, statement: str, *values) -> list[tuple]:
    with closing(sqlite3.connect(path)) as con, con:
        return con.execute(statement, values).fetchall()


def is_one_sentence(text: str) -> bool:
    return text.endswith(".") and ". " not in text and "\n" not in text


def ids(path: Path) -> list[str]:
    return [row[0] for row in sql(path, "SELECT id FROM attempts ORDER BY rowid")]


def latest(record: Record) -> dict[str, Attempt]:
    """The last attempt of each question, by question id; a reveal counts as one."""
    return {attempt.question: attempt for attempt in record.attempts()}


def ana(answers: int = 3) -> Record:
    """The record of the profile Ana, with so many more answers."""
    record = use_profile("Ana")
    for number in range(answers):
        record.append(attempt(f"q{number}", SECRET))
    return record


def lesson_of(record: Record):
    """A lesson that keeps its answers there."""
    lesson = open_lesson("what_is_a_product_manager")
    lesson.record = record
    return lesson
