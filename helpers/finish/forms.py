"""The two forms of the test: the questions of the start and their counterparts at the end.

The questions of the diagnostic are its lesson's exit quiz. The final test is the last lesson's, and
its first questions are the counterparts, one by one and in the same order.

Which answers count. Of each question the first attempt, and nothing that came later. A first
attempt that is a reveal counts as not right, for the answer was seen before one was given. At the
start a question left open counts as not right, too: the diagnostic asks learners to leave open what
they do not know. What was answered there only after the final test began is no start and is left
out. Both forms give feedback and hints at once, so both are taken alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from helpers.methods import paired_gain

if TYPE_CHECKING:
    from helpers.content.model import Lesson
    from helpers.methods.gain import PairedGain
    from helpers.questions import Question
    from helpers.record import Attempt


class Comparison(NamedTuple):
    """First answers on both forms: the gain, the marks by area, answers that came after a hint."""

    gain: PairedGain
    areas: dict[str, tuple[list[bool], list[bool]]]
    hinted_before: int
    hinted_after: int


def first_attempts(ids: Iterable[str], attempts: Iterable[Attempt]) -> dict[str, Attempt]:
    """Return the first attempt at each of some questions, an answer or a reveal, by question id.

    ``attempts`` are the record's, in the order in which they were kept.
    """
    wanted = set(ids)
    found: dict[str, Attempt] = {}
    for attempt in attempts:
        if attempt.question in wanted:
            found.setdefault(attempt.question, attempt)
    return found


def tried(lesson: Lesson, attempts: Iterable[Attempt]) -> int:
    """How many questions of a lesson's exit quiz have been answered or shown at least once."""
    return len(first_attempts(lesson.exit_quiz, attempts))


def right_at_first(lesson: Lesson, attempts: Iterable[Attempt]) -> int:
    """How many questions of a lesson's exit quiz were right at the first attempt."""
    return sum(_right(a) for a in first_attempts(lesson.exit_quiz, attempts).values())


def compare(
    start: Lesson, end: Lesson, questions: Iterable[Question], attempts: Sequence[Attempt]
) -> Comparison | str:
    """Compare first answers on the two forms, or say in one sentence why it is too early.

    Parameters
    ----------
    start, end : Lesson
        The lesson with the diagnostic, and the one with the final test.
    questions : iterable of Question
        The diagnostic's, for their areas.
    attempts : sequence of Attempt
        The whole record, oldest first.
    """
    both = list(zip(start.exit_quiz, end.exit_quiz, strict=False))
    begun = next((n for n, a in enumerate(attempts) if a.question in end.exit_quiz), len(attempts))
    before = first_attempts((first for first, _ in both), attempts[:begun])
    after = first_attempts((second for _, second in both), attempts)
    if not before:
        return (
            f"None of the {len(both)} questions of the start was answered before the final test, "
            "so there is nothing to compare it with. The final test still shows where you stand."
        )
    if len(after) < len(both):
        return (
            f"You have tried {len(after)} of the {len(both)} questions that are compared. Finish "
            "the final test, then start this page again."
        )
    then = [_right(before.get(first)) for first, _ in both]
    now = [_right(after.get(second)) for _, second in both]
    area = {question.id: question.area for question in questions}
    areas: dict[str, tuple[list[bool], list[bool]]] = {}
    for (first, _), *marks in zip(both, then, now, strict=True):
        for side, mark in zip(areas.setdefault(area[first], ([], [])), marks, strict=True):
            side.append(mark)
    return Comparison(
        paired_gain(then, now),
        areas,
        sum(a.hints > 0 for a in before.values()),
        sum(a.hints > 0 for a in after.values()),
    )


def _right(attempt: Attempt | None) -> bool:
    return attempt is not None and attempt.outcome == "correct"
