"""A learner who clicks at random: any response to a question, and a walk through a quiz."""

from __future__ import annotations

import random
from typing import Any

from helpers.questions import (
    MarkUp,
    Matching,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SortIntoGroups,
)
from helpers.quiz import Quiz

NONSENSE = [None, "", True, -1, 10**9, [], [None], [0, 0], {}, {"owner": 0}, "12,5", "x" * 99, 0.5]


def some_response(question, dice: random.Random) -> Any:
    """A response that may be right, wrong, incomplete or nonsense."""
    if dice.random() < 0.15:
        return dice.choice(NONSENSE)
    if dice.random() < 0.25:
        return question.key
    match question:
        case SortIntoGroups():
            ids = [g.id for g in question.groups] + [None]
            return [dice.choice(ids) for _ in question.items]
        case MarkUp():
            ids = ["sound", *(flaw.id for flaw in question.flaws), None]
            return [dice.choice(ids) for _ in question.clauses]
        case Matching():
            return [dice.randrange(len([c.text for c in question.offered])) for _ in question.pairs]
        case Ordering():
            return dice.sample(range(len(question.items)), len(question.items))
        case Numeric():
            return str(dice.choice([question.answer, dice.uniform(-10, 1e6), "about ten"]))
        case Scenario():
            asked = [i for i in range(len(question.consult)) if dice.random() < 0.5]
            return {
                "owner": dice.randrange(len(question.owners)),
                "reason": dice.randrange(len(question.reasons)),
                "consult": asked,
            }
    picked = [i for i in range(len(question.options)) if dice.random() < 0.5]
    return picked if question.kind == "multiple_response" else dice.choice([0, 1])


def walk(quiz: Quiz, steps: int, dice: random.Random) -> int:
    """Take random steps; return how many answers had to be kept."""
    quiz.widget  # noqa: B018 (builds the live view)
    kept = 0
    for _ in range(steps):
        act = dice.choice(["answer", "answer", "check", "check", "hint", "reveal", "go", "sure"])
        state = quiz.session.now
        if act == "answer":
            quiz.answer(some_response(quiz.session.question, dice))
        elif act == "check":
            before = state.tries
            result = quiz.check()
            assert 0 <= result.score <= 1
            assert (result.outcome == "correct") == (result.score == 1)
            kept += quiz.session.now.tries - before
        elif act == "hint":
            quiz.hint()
        elif act == "reveal" and quiz.session.may_reveal:
            kept += not state.revealed
            quiz.reveal()
        elif act == "go":
            quiz.go(dice.randint(1, len(quiz.session.questions)))
        else:
            quiz.session.sure(dice.choice([None, "guess", "fairly", "sure"]))
    return kept


def wrong_response(question: Question, dice: random.Random) -> Any:
    """A response that is not right, as a learner might give it."""

    def draw(choices, right):
        return dice.choice([i for i in range(len(choices)) if i not in right])

    for _ in range(100):
        response = question.miss(dice, draw)
        if question.grade(response).outcome in ("partly", "incorrect"):
            return response
    raise AssertionError(f"{question.id} takes everything for right")
