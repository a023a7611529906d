"""One answer of a learner, as a fact: what was asked, what was said, how it was judged, when."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import uuid4

import msgspec
from msgspec import Meta

Outcome = Literal["correct", "partly", "incorrect", "revealed", "played"]
"""How an answer was judged; ``played`` is a step or a guess that nobody judges."""
Confidence = Literal["guess", "fairly", "sure"]
Word = Annotated[str, Meta(min_length=1)]

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2999, 12, 31, tzinfo=UTC)
"""What a clock may show. Times beyond would break the reckoning of dates."""

RUN = uuid4().hex
"""The id of this kernel run. It changes with every restart."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """One click on "Check" or "Show answer". ``response`` is anything that JSON can hold."""

    id: Word
    question: Word
    version: str
    lesson: Word
    response: Any
    outcome: Outcome
    score: Annotated[float, Meta(ge=0, le=1)]
    confidence: Confidence | None
    hints: Annotated[int, Meta(ge=0, le=1_000_000)]
    seconds: Annotated[float, Meta(ge=0, le=1e9)]
    at: str
    run: Word


FIELDS = Attempt.__struct_fields__

NUMBERED = "[0-9][0-9]_?*"
"""The lesson ids of the first edition began with their notebook's number (a pattern of GLOB)."""
_NUMBER = re.compile(r"\A[0-9]{2}_(?=.)", re.DOTALL)


def lesson_today(lesson: str) -> str:
    """Return a lesson's id without the number that the first edition filed attempts under."""
    return _NUMBER.sub("", lesson)


def as_today(attempt: Attempt) -> Attempt:
    """Return a stored attempt as it counts today: under its lesson's id without a number."""
    return msgspec.structs.replace(attempt, lesson=lesson_today(attempt.lesson))


def now() -> datetime:
    """Return the time with its zone: of this machine, or the one that ``COURSE_CLOCK`` fixes.

    ``COURSE_CLOCK`` is an ISO 8601 time for tests and for refreshing notebooks; without an
    offset it is read as UTC. Where it is none, this machine's clock counts and
    :func:`clock_fault` says so: no answer waits for a setting.
    """
    moment = _fixed()
    if moment is None:
        return datetime.now().astimezone()
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def clock_fault() -> str:
    """Return a sentence where ``COURSE_CLOCK`` is no time, or ""."""
    given = os.environ.get("COURSE_CLOCK", "").strip()
    if not given or _fixed():
        return ""
    return (
        f"COURSE_CLOCK is {given[:40]!r}, which is not an ISO 8601 time, so this computer's clock "
        "counts; set it to something like 2026-01-31T09:00:00+01:00 or remove it."
    )


def _fixed() -> datetime | None:
    try:
        return datetime.fromisoformat(os.environ.get("COURSE_CLOCK", "").strip())
    except ValueError:
        return None


def new_attempt(
    *,
    question: str,
    version: str,
    lesson: str,
    response: Any,
    outcome: Outcome,
    score: float,
    confidence: Confidence | None = None,
    hints: int = 0,
    seconds: float = 0.0,
) -> Attempt:
    """Return an attempt with a new id, the time of now and the id of this run.

    ``seconds`` is the time since the question was shown or last checked. A negative time (a
    clock that was set back) counts as 0, and an absurd clock as the nearest that is allowed.
    """
    return Attempt(
        id=uuid4().hex,
        question=question,
        version=version,
        lesson=lesson,
        response=response,
        outcome=outcome,
        score=float(score),
        confidence=confidence,
        hints=int(hints),
        seconds=max(0.0, float(seconds)),
        at=min(max(now(), EARLIEST), LATEST).isoformat(timespec="milliseconds"),
        run=RUN,
    )


def activity(
    question: str, lesson: str, response: Any, version: str = "1", seconds: float = 0.0
) -> Attempt:
    """Return what was done apart from questions, which nobody marks: a choice, a note, a play."""
    return new_attempt(
        question=question,
        version=version,
        lesson=lesson,
        response=response,
        outcome="played",
        score=0.0,
        seconds=seconds,
    )


def checked(values: Mapping[str, Any]) -> Attempt:
    """Return the attempt that ``values`` describe, with every field checked.

    Raises
    ------
    ValueError
        If a field is missing, of the wrong type or out of range (``msgspec.ValidationError``
        is a ``ValueError``), or if ``at`` is no time that :func:`moment_of` takes.
    """
    attempt = msgspec.convert(values, Attempt)
    moment_of(attempt.at)
    return attempt


def moment_of(text: str) -> datetime:
    """Return the time in an ISO 8601 text.

    Raises
    ------
    ValueError
        If it is none, has no zone, or lies before :data:`EARLIEST` or after :data:`LATEST`.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no ISO 8601 time") from None
    if moment.tzinfo is None:
        raise ValueError(f"the time {text[:40]!r} has no zone")
    if not EARLIEST <= moment <= LATEST:
        years = f"{EARLIEST.year} to {LATEST.year}"
        raise ValueError(f"the time {text[:40]!r} has a year outside {years}")
    return moment


def to_row(attempt: Attempt) -> tuple[Any, ...]:
    """Return the attempt as a row of the table; ``response`` becomes ASCII-only JSON.

    Raises
    ------
    TypeError, ValueError, RecursionError
        If the attempt cannot be kept as it is: a wrong field, or a response that is not JSON.
    """
    if not isinstance(attempt, Attempt):
        raise TypeError(f"an Attempt was expected, not {type(attempt).__name__}")
    values = {name: getattr(attempt, name) for name in FIELDS}
    response = json.dumps(attempt.response, allow_nan=False)
    checked(values | {"response": None})
    row = tuple((values | {"response": response}).values())
    for cell in row:
        if isinstance(cell, str):
            cell.encode()
    return row


def from_row(row: tuple[Any, ...]) -> Attempt:
    """Return the attempt in a row of the table, whose texts may be bytes, `as_today`.

    Raises
    ------
    ValueError, TypeError, RecursionError
        If the row is not an attempt.
    """
    if isinstance(row[0], bytes):
        row = tuple(cell.decode() if isinstance(cell, bytes) else cell for cell in row)
    values = dict(zip(FIELDS, row, strict=True))
    try:
        values["response"] = msgspec.json.decode(values["response"])
    except msgspec.DecodeError:  # half a character, which only the slower reader takes
        values["response"] = json.loads(values["response"])
    return as_today(checked(values))


def readable(row: tuple[Any, ...]) -> Attempt | None:
    """Return the attempt in a row as :func:`from_row` does, or None where it is none."""
    try:
        return from_row(row)
    except (ValueError, TypeError, RecursionError):
        return None
