"""An invented class: to see the pictures before a real class has answered, and to test them."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from helpers.content import load_course, load_questions
from helpers.questions import Question
from helpers.questions.parts import Choice
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
    course = [(entry.id, load_questions(entry.id)) for entry in load_course().lessons]
    return ClassData(
        tuple(_learner(number, seed, course) for number in range(1, learners + 1)), invented=True
    )


def _learner(number: int, seed: int, course) -> Learner:
    own = random.Random(f"{seed}:{number}")
    ability = own.gauss(-0.1, 1.0)
    last = len(course) if own.random() < 0.8 else own.randint(3, len(course))
    attempts: list[Attempt] = []
    for place, (lesson, questions) in enumerate(course[:last]):
        for question in questions:
            # A generator for each answer, so that a new question changes no other answer.
            chance = random.Random(f"{seed}:{number}:{question.id}")
            hard = random.Random(f"{seed}:{question.id}").gauss(0, 0.7)
            likely = 1 / (1 + math.exp(hard - ability - _PROGRESS * place))
            for again in (False, True):
                right = chance.random() < likely + 0.25 * again
                response = question.key if right else _wrong(question, chance)
                attempts.append(_attempt(attempts, number, seed, lesson, question, response))
                if attempts[-1].outcome == "correct" or chance.random() > _AGAIN:
                    break
    return Learner(f"Invented learner {number:02d}", tuple(attempts))


def _attempt(
    before: list[Attempt], number: int, seed: int, lesson: str, question: Question, response: Any
) -> Attempt:
    result = question.grade(response)
    assert result.outcome != "not_attempted"
    return Attempt(
        id=f"invented-{seed}-{number}-{len(before)}",
        question=question.id,
        version=question.version,
        lesson=lesson,
        response=question.kept(response),
        outcome=result.outcome,
        score=result.score,
        confidence=None,
        hints=0,
        seconds=40.0,
        at=(_START + timedelta(minutes=len(before))).isoformat(timespec="milliseconds"),
        run=f"invented-{number}",
    )


def _wrong(question: Question, chance: random.Random) -> Any:
    """A response that is not right; an entry with a belief behind it is drawn more often."""

    def draw(choices: Sequence[Choice], right: Sequence[int]) -> int:
        wrong = [i for i in range(len(choices)) if i not in right]
        weights = [1 if choices[i].belief is None else _LEANING for i in wrong]
        return chance.choices(wrong, weights)[0]

    return question.miss(chance, draw)
