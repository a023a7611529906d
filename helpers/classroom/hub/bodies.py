"""What a request's body may be: strict JSON, of limited size and depth, with exact fields."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from helpers.record import Attempt
from helpers.record.attempt import to_row
from helpers.record.json_export import strict_json

LARGEST = 2**20
"""Bytes of a body: some 2,500 answers of the usual size."""
DEEPEST = 20
"""Lists and objects in each other. The course's own answers, in their batch, need eight."""
LONGEST_RESPONSE = 20_000
"""Characters of a response as JSON."""
KEY = re.compile(r"[A-Za-z0-9_.:+-]{1,200}")
"""What an id may be; those of the course are. Databases differ about other characters."""

T = TypeVar("T")


class BadBody(ValueError):
    """A body that is not taken. The text names place, fault and mend in one sentence."""


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Answers that a learner hands in."""

    attempts: Annotated[tuple[Attempt, ...], Meta(min_length=1, max_length=500)]


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The question that a teacher opens."""

    question: Annotated[str, Meta(min_length=1, max_length=200)]


class Voting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The questions, or plans, that a teacher lets devices vote on."""

    questions: Annotated[tuple[str, ...], Meta(min_length=1, max_length=50)]
    seats: int


def attempts_in(body: bytes) -> tuple[Attempt, ...]:
    """Return the answers in a body, each with an id of its own and fit for any database.

    Raises
    ------
    BadBody
        When anything about it is wrong; then none is taken.
    """
    attempts = decoded(body, Batch).attempts
    seen: set[str] = set()
    for number, one in enumerate(attempts, 1):
        fault = "its id is that of an answer before it" if one.id in seen else _fault(one)
        if fault:
            raise BadBody(f"Answer {number} of the body is not taken because {fault}; correct it.")
        seen.add(one.id)
    return attempts


def question_in(body: bytes) -> str:
    """Return the question that a teacher opens; raises :class:`BadBody`."""
    question = decoded(body, Opening).question
    if not KEY.fullmatch(question):
        raise BadBody("The question's id holds odd characters; copy it from the lesson's data.")
    return question


def decoded(body: bytes, kind: type[T]) -> T:
    """Return a body as the struct that it must be."""
    try:
        return msgspec.convert(strict_json(body.decode("utf-8"), DEEPEST), kind)
    except ValueError as error:
        why = " ".join(str(error).split()).rstrip(".")[:200]
        raise BadBody(f"The body cannot be read ({why}); send JSON as the course does.") from None


def _fault(attempt: Attempt) -> str:
    for name in ("id", "question", "version", "lesson", "run"):
        if not KEY.fullmatch(getattr(attempt, name)) and (name != "version" or attempt.version):
            return f"its {name} is too long or holds odd characters"
    try:
        response = to_row(attempt)[4]
    except (ValueError, TypeError, RecursionError) as error:
        return " ".join(str(error).split()).rstrip(".")[:200]
    if len(response) > LONGEST_RESPONSE:
        return f"its response is longer than {LONGEST_RESPONSE:,} characters"
    if len(attempt.at) > 40:
        return "its time is no time of this course"
    return ""


def as_json(data: Any) -> bytes:
    """Return an answer's body."""
    return json.dumps(msgspec.to_builtins(data), allow_nan=False).encode("ascii")
