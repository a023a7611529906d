"""An invented class: to see the pictures before a real class has answered, and to test them."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta
from typing import Any

from helpers.content import load_course, load_questions, question_version
from helpers.content.model import (
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SortIntoGroups,
)
from helpers.grading import grade, key_of
from helpers.record import Attempt

from .class_data import ClassData, Learner

_START = datetime(2026, 1, 5, 9, tzinfo=UTC)
_LEANING = 4  # how much likelier a wrong option is when a known belief stands behind it
_PROGRESS = 0.09  # what each lesson adds to everybody's ability, in logits
_AGAIN = 0.5  # the share of missed questions that are tried a second time


def sample_class(learners: int = 30, seed: int = 1) -> ClassData:
    """Return a class that does not exist, the same one for the same arguments.

    Most learners answer every question of the course; some stop halfway. Abilities and the
    questions' difficulties are drawn at random, and wrong options behind which a belief stands
    draw more learners than others. Everything drawn from it says that it is invented.

    Parameters
    ----------
    learners : int
        How many.
    seed : int
        Which class.
    """
    course = [
        (entry.id, [(q, question_version(q)) for q in load_questions(entry.id)])
        for entry in load_course().lessons
    ]
    return ClassData(
        tuple(_learner(number, seed, course) for number in range(1, learners + 1)), invented=True
    )


def _learner(number: int, seed: int, course) -> Learner:
    own = random.Random(f"{seed}:{number}")
    ability = own.gauss(-0.1, 1.0)
    last = len(course) if own.random() < 0.8 else own.randint(3, len(course))
    attempts: list[Attempt] = []
    for place, (lesson, questions) in enumerate(course[:last]):
        for question, version in questions:
            # A generator for each answer, so that a new question changes no other answer.
            chance = random.Random(f"{seed}:{number}:{question.id}")
            hard = random.Random(f"{seed}:{question.id}").gauss(0, 0.7)
            likely = 1 / (1 + math.exp(hard - ability - _PROGRESS * place))
            for again in (False, True):
                right = chance.random() < likely + 0.25 * again
                response = key_of(question) if right else _wrong(question, chance)
                attempts.append(
                    _attempt(attempts, number, seed, lesson, question, version, response)
                )
                if attempts[-1].outcome == "correct" or chance.random() > _AGAIN:
                    break
    return Learner(f"Invented learner {number:02d}", tuple(attempts))


def _attempt(
    before: list[Attempt],
    number: int,
    seed: int,
    lesson: str,
    question: Question,
    version: str,
    response: Any,
) -> Attempt:
    result = grade(question, response)
    return Attempt(
        id=f"invented-{seed}-{number}-{len(before)}",
        question=question.id,
        version=version,
        lesson=lesson,
        response=response,
        outcome=result.outcome,
        score=result.score,
        confidence=None,
        hints=0,
        seconds=40.0,
        at=(_START + timedelta(minutes=len(before))).isoformat(timespec="milliseconds"),
        run=f"invented-{number}",
    )


def _wrong(question: Question, chance: random.Random) -> Any:
    """A response that is not right, as a learner might give it."""
    key = key_of(question)
    match question:
        case MultipleResponse():
            if len(key) > 1 and chance.random() < 0.4:
                return [i for i in key if i != chance.choice(key)] or key[:1]
            return sorted([*key[: max(1, len(key) - 1)], _drawn(question.options, key, chance)])
        case SortIntoGroups():
            at = _drawn(question.items, [], chance)
            other = [g.id for g in question.groups if g.id != key[at]]
            return [chance.choice(other) if i == at else group for i, group in enumerate(key)]
        case Matching():
            one, other = chance.sample(range(len(key)), 2)
            key[one], key[other] = key[other], key[one]
            return key
        case Ordering():
            at = chance.randrange(len(key) - 1)
            key[at], key[at + 1] = key[at + 1], key[at]
            return key
        case Numeric():
            if question.near_misses and chance.random() < 0.8:
                return f"{chance.choice(question.near_misses).value:.12g}"
            return f"{question.answer * 2 + 10 * (question.tolerance + 1):.12g}"
        case Scenario():
            right = [i for i, owner in enumerate(question.owners) if owner.accepted]
            if chance.random() < 0.6:
                return key | {"owner": _drawn(question.owners, right, chance)}
            return key | {"reason": _drawn(question.reasons, [key["reason"]], chance)}
    return _drawn(question.options, [key], chance)


def _drawn(entries, right: list[int], chance: random.Random) -> int:
    """The place of an entry that is not right; one with a belief behind it is drawn more often."""
    wrong = [i for i in range(len(entries)) if i not in right]
    weights = [1 if entries[i].misconception is None else _LEANING for i in wrong]
    return chance.choices(wrong, weights)[0]
