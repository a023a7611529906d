"""Attempts to keep, and a look into the record's file, for the tests of the record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from helpers.record import Attempt, new_attempt


def attempt(question="q", response=1, outcome="correct", **more) -> Attempt:
    facts = {"version": "1", "lesson": "02", "score": 1.0} | more
    return new_attempt(question=question, response=response, outcome=outcome, **facts)


def sql(path: Path, statement: str, *values) -> list[tuple]:
    with closing(sqlite3.connect(path)) as con, con:
        return con.execute(statement, values).fetchall()


def ids(path: Path) -> list[str]:
    return [row[0] for row in sql(path, "SELECT id FROM attempts ORDER BY rowid")]
