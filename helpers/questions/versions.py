"""Which answers still count: those to a question's present version, and their first edition.

The first edition took a question's whole wording for its version and kept places for ids. The
table beside this file says which version each became; it needs no question file, and is read when
an unknown version is met. Entries got their ids in the order of the first edition's files:
a, b, c, ... Only matches stood in another order, that of the alphabet, which the table keeps.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from .base import Question
from .parts import AnswerPart, Match

if TYPE_CHECKING:
    from helpers.record import Attempt

_TABLE = Path(__file__).with_name("first_edition.csv")


@cache
def _first_edition() -> dict[str, tuple[str, str]]:
    """Versions of the first edition: what they became, and the order of their matches."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["old"]: (row["new"], row["offered"]) for row in csv.DictReader(file)}


def counts(question: Question, version: str) -> bool:
    """Whether an answer to this version of a question still counts."""
    if version == question.version:
        return True
    return _first_edition().get(version, ("", ""))[0] == question.version


def response_of(question: Question, attempt: Attempt) -> Any:
    """The response of an attempt at a question; None if it no longer counts or does not fit."""
    kept = attempt.response
    if attempt.version != question.version:
        new, offered = _first_edition().get(attempt.version, ("", ""))
        if new != question.version:
            return None
        kept = _with_ids(question, kept, offered)
    return question.response(kept)


def _with_ids(question: Question, response: Any, offered: str) -> Any:
    """A response of the first edition as it would be kept today."""

    def named(value: Any, ids: str = ascii_lowercase) -> Any:
        return ids[value] if type(value) is int and 0 <= value < len(ids) else value

    def whole(part: AnswerPart, given: Any) -> Any:
        if not isinstance(given, list):
            return named(given)
        values = [named(value, offered or ascii_lowercase) for value in given]
        is_match = isinstance(part, Match)
        return dict(zip(ascii_lowercase, values, strict=False)) if is_match else values

    return question.whole([whole(part, given) for part, given in question.given(response)])


def retired_apart(attempts: Iterable[Attempt], questions: Iterable[Question]) -> list[Attempt]:
    """Return the attempts, with those that no longer count under a name that no question has.

    So they stay in the learner's time and history, and are no answers any more.
    """
    known = {question.id: question for question in questions}
    found = []
    for attempt in attempts:
        question = known.get(attempt.question)
        if question is not None and not counts(question, attempt.version):
            attempt = replace(attempt, question=f"{attempt.question}@{attempt.version}")
        found.append(attempt)
    return found
