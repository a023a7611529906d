"""What a learner has reached, derived from attempts and the course's content; pure functions.

A question is *answered* when there is an attempt at it that is not a reveal. It is *mastered*
when its last answer is correct and was not copied: no reveal of that question stands before
that answer in the same kernel run. So a correct answer in a later sitting makes good for a
reveal, a reveal after a correct answer takes nothing away, and a later wrong answer does.
Hints and confidence do not matter here. It was *right at first* when the very first attempt at it,
a reveal among them, was a correct answer: that never changes again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec import Struct

from .attempt import moment_of

if TYPE_CHECKING:
    from helpers.content.model import Lesson
    from helpers.questions import Question

    from .attempt import Attempt

LONGEST_SECONDS = 300.0
"""What one attempt adds to the time spent, at most: nobody thinks about one question overnight."""


class Tally(Struct, frozen=True, kw_only=True):
    """Counts of questions. ``share`` is the mastered part, from 0 to 1."""

    asked: int
    answered: int
    right_first: int
    mastered: int

    @property
    def share(self) -> float:
        return self.mastered / self.asked if self.asked else 0.0


class ObjectiveProgress(Tally, frozen=True, kw_only=True):
    """The tally of one objective."""

    id: str
    text: str


class LessonProgress(Tally, frozen=True, kw_only=True):
    """The tally of one lesson, each question counted once, and of its objectives in order."""

    id: str
    title: str
    minutes_spent: float
    objectives: tuple[ObjectiveProgress, ...]


def progress(
    lesson: Lesson, questions: Iterable[Question], attempts: Iterable[Attempt]
) -> LessonProgress:
    """Return what was reached in one lesson.

    Parameters
    ----------
    lesson
        The lesson, for its objectives.
    questions
        The questions that the lesson asks. Each counts for every objective it names.
    attempts
        All attempts of the record, oldest first, as `helpers.content.counted` gives them. Answers
        count wherever they were given, by question id; minutes count where ``Attempt.lesson`` is
        this lesson, and no minute counts twice.
    """
    questions = list(questions)
    attempts = list(attempts)
    ids = {question.id for question in questions}
    mine = [a for a in attempts if a.question in ids]
    answered, mastered = standing(mine)
    first = right_first(mine)
    seconds = _spent(a for a in attempts if a.lesson == lesson.id)

    def tally(ids: set[str]) -> dict[str, int]:
        return {
            "asked": len(ids),
            "answered": len(ids & answered),
            "right_first": len(ids & first),
            "mastered": len(ids & mastered),
        }

    return LessonProgress(
        id=lesson.id,
        title=lesson.title,
        minutes_spent=seconds / 60,
        objectives=tuple(
            ObjectiveProgress(
                id=objective.id,
                text=objective.text,
                **tally({q.id for q in questions if objective.id in q.objectives}),
            )
            for objective in lesson.objectives
        ),
        **tally(ids),
    )


def _spent(attempts: Iterable[Attempt]) -> float:
    """Return the seconds spent. Many questions stand open at once, so their times may overlap."""
    ends = ((moment_of(a.at).timestamp(), min(a.seconds, LONGEST_SECONDS)) for a in attempts)
    spent, until = 0.0, 0.0
    for start, end in sorted((end - seconds, end) for end, seconds in ends):
        spent += max(0.0, end - max(start, until))
        until = max(until, end)
    return spent


def right_first(attempts: Iterable[Attempt]) -> set[str]:
    """Return the ids of the questions whose first attempt was a correct answer."""
    first: dict[str, str] = {}
    for attempt in attempts:
        first.setdefault(attempt.question, attempt.outcome)
    return {question for question, outcome in first.items() if outcome == "correct"}


def standing(attempts: Iterable[Attempt]) -> tuple[set[str], set[str]]:
    """Return the ids of the questions answered, and of those mastered; see the module's text."""
    revealed: set[tuple[str, str]] = set()
    answered: set[str] = set()
    mastered: set[str] = set()
    for attempt in attempts:
        sitting = (attempt.question, attempt.run)
        if attempt.outcome == "revealed":
            revealed.add(sitting)
            continue
        answered.add(attempt.question)
        if attempt.outcome == "correct" and sitting not in revealed:
            mastered.add(attempt.question)
        else:
            mastered.discard(attempt.question)
    return answered, mastered
