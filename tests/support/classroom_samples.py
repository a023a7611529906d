"""Small classes for the tests of the classroom: who answered what, in the course's questions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from helpers.classroom import ClassData, Learner, sample_class
from helpers.content import load_course, load_lesson, load_questions
from helpers.questions import Question
from helpers.record import Attempt, new_attempt, to_json

LESSON = "what_is_the_difference"
QUESTIONS = {q.id: (e.id, q) for e in load_course().lessons for q in load_questions(e.id)}


def of_type(kind: str) -> Question:
    """The first question of the course of a type."""
    return next(q for _, q in QUESTIONS.values() if q.kind == kind)


def wrong_option(question: Question, with_belief: bool = True) -> int:
    """The first wrong option, with a belief behind it or without."""
    return next(
        i
        for i, option in enumerate(question.options)
        if not option.correct and (option.misconception is not None) == with_belief
    )


def answered(name: str, response: Any = None, **more: Any) -> Attempt:
    """An attempt at a question, marked; without a response the right one."""
    lesson, question = QUESTIONS[name]
    response = question.key if response is None else response
    result = question.grade(response)
    facts = {
        "version": question.version,
        "lesson": lesson,
        "response": question.kept(response),
        "outcome": result.outcome,
        "score": result.score,
    }
    return new_attempt(question=name, **facts | more)


def revealed(name: str) -> Attempt:
    """The answer of a question, shown."""
    return answered(name, outcome="revealed", score=0.0, response=None)


def class_of(learners: Iterable[Iterable[Attempt]]) -> ClassData:
    """A class whose learners are called L01, L02, ..."""
    return ClassData(tuple(Learner(f"L{n:02d}", tuple(a)) for n, a in enumerate(learners, 1)))


def big_class(folder: Path, learners: int, answers: int) -> None:
    """Write so many learners' files, each with so many first answers to different questions."""
    course = [entry.id for entry in load_course().lessons]
    start, end = load_lesson(course[0]).exit_quiz, load_lesson(course[-1]).exit_quiz
    wanted = [*start, *end, *(q.id for q in load_questions(LESSON))]
    whole = []
    for learner in sample_class().learners:
        first = {a.question: a for a in reversed(learner.attempts)}
        if len(first) >= answers and first.keys() >= set(end):
            rest = [name for name in first if name not in wanted]
            whole.append([first[name] for name in [*wanted, *rest][:answers]])
    assert len(whole) >= 10  # different people, so that there is something to reckon
    for n in range(learners):
        own = [msgspec.structs.replace(a, id=f"{n}-{a.id}") for a in whole[n % len(whole)]]
        path = folder / f"{n:03d}.json"
        path.write_text(to_json(own, Learner(str(n), ()).key), encoding="utf-8")
