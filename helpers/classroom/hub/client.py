"""The results service as a teacher's notebook calls it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from helpers.classroom.class_data import ClassData, Learner
from helpers.record import Attempt
from helpers.sharing.calls import NoAnswer, OpenQuestion, ResultsService

MOST = 1_000_000
"""Answers of a class; nobody teaches so many."""


class _Row(msgspec.Struct, frozen=True):
    learner: str
    attempt: Attempt


class _Page(msgspec.Struct, frozen=True):
    answers: list[_Row]
    following: int | None


class GivenAnswer(msgspec.Struct, frozen=True):
    """A response to the open question, how it was judged, and how many gave it first."""

    response: Any
    outcome: str
    learners: int


class PulseCounts(msgspec.Struct, frozen=True):
    """The open question (None when there is none), since when, and the answers, most first."""

    question: str | None
    opened: str | None
    counts: tuple[GivenAnswer, ...]

    @property
    def learners(self) -> int:
        """How many learners have answered."""
        return sum(row.learners for row in self.counts)


class OpenedVote(msgspec.Struct, frozen=True):
    """A vote at the Hub: its join code, and the path of the teacher's page."""

    code: str
    teacher: str


def read_class(address: str | None = None, token: str | None = None) -> ClassData:
    """Read the answers of a class from the Hub, each learner's in the order of arrival.

    Parameters
    ----------
    address, token : str, optional
        As for :class:`helpers.sharing.calls.ResultsService`; on the Hub, leave them out.

    Raises
    ------
    helpers.sharing.calls.NoAnswer
        When the service is away, or the token's owner is not in the group ``teachers``.
    ValueError
        When there is no address or no token.
    """
    service = ResultsService(address, token)
    found: dict[str, list[Attempt]] = {}
    after: int | None = 0
    count = 0
    while after is not None:
        page = service.call("GET", f"/api/class?after={after}", None, _Page)
        for row in page.answers:
            found.setdefault(row.learner, []).append(row.attempt)
        count += len(page.answers)
        if page.following is not None and (page.following <= after or not page.answers):
            raise NoAnswer("The results service sends the same page again and again.")
        if count > MOST:
            raise NoAnswer(f"The results service sends more than {MOST:,} answers.")
        after = page.following
    return ClassData(tuple(Learner(name, tuple(rows)) for name, rows in sorted(found.items())))


def open_question(question: str, address: str | None = None, token: str | None = None) -> None:
    """Open one question for all; answers count from now on. Raises as :func:`read_class`."""
    ResultsService(address, token).call("POST", "/api/pulse", {"question": question}, OpenQuestion)


def close_question(address: str | None = None, token: str | None = None) -> None:
    """Close the question that is open. Raises as :func:`read_class`."""
    ResultsService(address, token).call("DELETE", "/api/pulse", None, OpenQuestion)


def read_pulse(address: str | None = None, token: str | None = None) -> PulseCounts:
    """Return how the class has answered the open question so far. Raises as :func:`read_class`."""
    return ResultsService(address, token).call("GET", "/api/pulse", None, PulseCounts)


def open_vote(
    names: Sequence[str], seats: int, address: str | None = None, token: str | None = None
) -> OpenedVote:
    """Open a vote for devices. Raises as :func:`read_class`."""
    service = ResultsService(address, token)
    return service.call("POST", "/api/vote", {"questions": list(names), "seats": seats}, OpenedVote)
