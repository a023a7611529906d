"""The course of one quiz without any widget: drafts, tries, hints, attempts kept."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from helpers.document import Shown
from helpers.questions import Question, Result, SolutionLine, counts, response_of
from helpers.record import Attempt, Record, new_attempt, standing
from helpers.record.attempt import Confidence, Outcome
from helpers.record.progress import right_first

TRIES_BEFORE_ANSWER = 2
PRINT_SEED = "print"


def display_order(question: Question, size: int, seed: str) -> list[int]:
    """Return the order in which a question's entries are shown: the same for the same seed."""
    order = list(range(size))
    random.Random(f"{seed}:{question.id}").shuffle(order)
    if question.key_is_file_order and order == sorted(order):
        order.reverse()  # it must not open solved
    return order


def as_displayed(question: Question, lines: list[SolutionLine], seed: str) -> list[SolutionLine]:
    """Put the lines of a full answer into the order in which this learner sees the options."""
    if not question.solution_is_shuffled:
        return lines
    return [lines[i] for i in display_order(question, len(lines), seed)]


def remarks_as_displayed(question: Question, result: Result, seed: str) -> Result:
    """Put the remarks on entries into the order in which this learner sees the entries."""
    if not question.solution_is_shuffled:
        return result
    texts = [choice.text for choice in question.parts[0].choices]
    shown = [texts[i] for i in display_order(question, len(texts), seed)]
    about = iter(
        sorted((r for r in result.remarks if r.about in shown), key=lambda r: shown.index(r.about))
    )
    remarks = tuple(next(about) if r.about in shown else r for r in result.remarks)
    return Result(result.outcome, result.score, remarks)


def printed(question: Question) -> list[tuple[str, list[str]]]:
    """What is offered for choice, in print order: pairs of a heading and plain entries."""

    def shuffle(entries: Sequence[str]) -> list[str]:
        return [entries[i] for i in display_order(question, len(entries), PRINT_SEED)]

    return question.printed(shuffle)


@dataclass
class Progress:
    """Where the learner stands with one question of this quiz."""

    response: Any = None
    confidence: Confidence | None = None
    tries: int = 0
    hints: int = 0
    revealed: bool = False
    result: Result | None = None
    restored: bool = False
    checked: Any = None
    opened: float = 0.0
    attempts: list[Attempt] = field(default_factory=list)


@dataclass(frozen=True)
class Returning:
    """Where a question that is brought back comes from.

    ``lesson`` is the id that its attempts are filed under, ``mark`` the words that stand over the
    question, ``reread`` a link, and ``picture`` draws the picture it speaks of.
    """

    lesson: str
    mark: str
    reread: Shown | None = None
    picture: Callable[[], Shown] | None = None


class Session:
    """One learner's way through some questions.

    Parameters
    ----------
    questions : sequence of Question
        Asked in this order.
    record : Record
        Takes every attempt before its feedback is returned.
    lesson : str
        The lesson id that attempts are filed under.
    returning : mapping, optional
        The questions that are brought back, by id. Such a question opens without the old answer,
        since it is there to be recalled, and its attempts are filed under its own lesson.
    """

    def __init__(
        self,
        questions: Sequence[Question],
        record: Record,
        lesson: str,
        returning: Mapping[str, Returning] | None = None,
    ):
        self.questions = list(questions)
        self.record = record
        self.lesson = lesson
        self.returning = dict(returning or {})
        self.position = 0
        self._progress = [self._restore(q) for q in self.questions]
        self._open()

    # ------------------------------------------------------------ where we are

    @property
    def question(self) -> Question:
        """The question on show."""
        return self.questions[self.position]

    @property
    def now(self) -> Progress:
        """The learner's progress with the question on show."""
        return self._progress[self.position]

    def progress_of(self, index: int) -> Progress:
        """The learner's progress with the question at ``index``."""
        return self._progress[index]

    def go(self, position: int) -> None:
        """Show the question at ``position``; out of range is an IndexError with a sentence."""
        if not 0 <= position < len(self.questions):
            raise IndexError(
                f"There is no question {position + 1}; choose 1 to {len(self.questions)}."
            )
        self.position = position
        self._open()

    # ------------------------------------------------------------ what the learner does

    def answer(self, response: Any) -> None:
        """Take a draft response to the question on show; nothing is marked or kept yet."""
        self.now.response = response

    def sure(self, confidence: Confidence | None) -> None:
        """Say how sure: ``guess``, ``fairly``, ``sure``, or None for no statement."""
        if confidence not in (None, "guess", "fairly", "sure"):
            raise ValueError(f"{confidence!r} is no step of confidence; say guess, fairly or sure.")
        self.now.confidence = confidence

    def check(self) -> Result:
        """Mark the draft. A new, complete response is on disk before this returns."""
        state = self.now
        result = self.question.grade(state.response, state.tries + 1)
        if result.outcome == "not_attempted":
            return result
        if state.result and state.response == state.checked:
            return state.result  # the same click twice is one attempt
        state.tries += 1
        self._keep(result.outcome, result.score)
        state.result, state.checked, state.restored = result, state.response, False
        return result

    def hint(self) -> str | None:
        """Return the next hint, or None when there is none left."""
        text = self.question.next_hint(self.now.hints)
        if text is not None:
            self.now.hints += 1
        return text

    def right_by_area(self) -> dict[str, list[bool]]:
        """Return, for each question in its order, whether it is right now, under its area."""
        marks: dict[str, list[bool]] = {}
        for index, question in enumerate(self.questions):
            marks.setdefault(question.area, []).append(self.outcome_of(index) == "correct")
        return marks

    def known_by_area(self) -> dict[str, list[bool]]:
        """Return, for each question in its order, whether it was known at first, under its area.

        The first answer was right without a hint, and was not said to be a guess.
        """
        marks: dict[str, list[bool]] = {}
        for question, state in zip(self.questions, self._progress, strict=True):
            first = state.attempts[0] if state.attempts else None
            known = first is not None and first.outcome == "correct" and not first.hints
            marks.setdefault(question.area, []).append(
                bool(known and first and first.confidence != "guess")
            )
        return marks

    @property
    def may_reveal(self) -> bool:
        """Whether "Show answer" is offered: after two tries or the last hint."""
        state = self.now
        return state.tries >= TRIES_BEFORE_ANSWER or state.hints >= len(self.question.hints)

    def reveal(self) -> list[SolutionLine]:
        """Return the reason for every option; recorded as revealed, never as correct."""
        if not self.now.revealed:
            self.now.revealed = True
            self._keep("revealed", 0.0)
        return self.question.solution()

    # ------------------------------------------------------------ keeping and restoring

    def _open(self) -> None:
        self.now.opened = time.monotonic()

    def _keep(self, outcome: Outcome, score: float) -> None:
        state, question = self.now, self.question
        origin = self.returning.get(question.id)
        elapsed, state.opened = time.monotonic() - state.opened, time.monotonic()
        attempt = new_attempt(
            question=question.id,
            version=question.version,
            lesson=origin.lesson if origin else self.lesson,
            response=question.kept(state.response),
            outcome=outcome,
            score=score,
            confidence=state.confidence,
            hints=state.hints,
            seconds=round(elapsed, 1),
        )
        state.attempts.append(attempt)
        self.record.append(attempt)

    def _restore(self, question: Question) -> Progress:
        """Rebuild the learner's place from the record, of the answers that still count."""
        if question.id in self.returning:
            return Progress()
        own = self._attempts.get(question.id, [])
        mine = [a for a in own if counts(question, a.version)]
        state = Progress(attempts=mine)
        if not mine:
            return state
        judged = [a for a in mine if a.outcome != "revealed"]
        state.tries = len(judged)
        state.revealed = len(judged) < len(mine)
        state.hints = min(max(a.hints for a in mine), len(question.hints))
        state.restored = True
        if judged:
            last = judged[-1]
            state.response, state.confidence = response_of(question, last), last.confidence
            result = question.grade(state.response, state.tries)
            if result.outcome != "not_attempted":
                state.result, state.checked = result, state.response
        return state

    @cached_property
    def _attempts(self) -> dict[str, list[Attempt]]:
        found: dict[str, list[Attempt]] = {}
        for attempt in self.record.attempts(lesson=self.lesson):
            found.setdefault(attempt.question, []).append(attempt)
        return found

    # ------------------------------------------------------------ the result card

    def outcome_of(self, index: int) -> str:
        """The last outcome of the question at ``index``; a copied answer counts as revealed."""
        question, state = self.questions[index], self._progress[index]
        outcome = state.result.outcome if state.result else "not_attempted"
        copied = outcome == "correct" and question.id not in standing(state.attempts)[1]
        return "revealed" if copied or (state.revealed and outcome != "correct") else outcome

    @property
    def mastered(self) -> int:
        """How many questions the last answer, not copied, makes right."""
        return sum(self.outcome_of(i) == "correct" for i in range(len(self.questions)))

    @property
    def right_first(self) -> int:
        """How many questions were right at the first attempt."""
        return sum(bool(right_first(state.attempts)) for state in self._progress)

    def summary(self) -> dict[str, list[tuple[Question, str]]]:
        """Return, for each objective, its questions with their last outcome.

        Questions that are brought back are left out: their objectives are those of other lessons.
        """
        found: dict[str, list[tuple[Question, str]]] = {}
        for index, question in enumerate(self.questions):
            for objective in question.objectives if question.id not in self.returning else ():
                found.setdefault(objective, []).append((question, self.outcome_of(index)))
        return found

    def brought_back(self) -> dict[str, list[tuple[Question, str]]]:
        """Return, for each mark, the questions that were brought back with their last outcome."""
        found: dict[str, list[tuple[Question, str]]] = {}
        for index, question in enumerate(self.questions):
            if origin := self.returning.get(question.id):
                found.setdefault(origin.mark, []).append((question, self.outcome_of(index)))
        return found
