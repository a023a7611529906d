"""What marking returns."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

Outcome = Literal["not_attempted", "correct", "partly", "incorrect"]

WORDS: dict[str, str] = {
    "not_attempted": "Not answered yet",
    "correct": "Correct",
    "partly": "Partly right",
    "incorrect": "Not yet",
    "revealed": "Answer shown",
}


class Remark(Struct, frozen=True):
    """One piece of feedback. ``about`` is the plain text of the entry it speaks of, or ""."""

    text: str
    about: str = ""


class Result(Struct, frozen=True):
    """The outcome of one response: ``score`` from 0 to 1 and the remarks to show, in order."""

    outcome: Outcome
    score: float
    remarks: tuple[Remark, ...] = ()

    @property
    def word(self) -> str:
        """The outcome in words, which come before any colour."""
        return WORDS[self.outcome]


def NOT_ANSWERED(why: str) -> Result:
    """The result for a missing, incomplete or misshapen response; nothing is recorded for it."""
    return Result("not_attempted", 0.0, (Remark(why),))


def judged(score: float, remarks: list[Remark]) -> Result:
    """Turn a score into an outcome: 1 is correct, from one half partly, below that incorrect."""
    score = round(min(1.0, max(0.0, score)), 4)
    outcome: Outcome = "correct" if score == 1 else "partly" if score >= 0.5 else "incorrect"
    return Result(outcome, score, tuple(remarks))


def share(size: int, wrong: list[Any], what: str, score: float | None = None) -> Result:
    """Judge by the entries in their place; those that are ``wrong`` get their feedback."""
    right = size - len(wrong)
    head = Remark(f"{'All' if not wrong else f'{right} of'} {size} {what}.")
    remarks = [Remark(entry.feedback, entry.text) for entry in wrong]
    return judged(right / size if score is None else score, [head, *remarks])
