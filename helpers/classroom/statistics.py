"""How questions behave in a class: difficulty, discrimination, and what the wrong ones chose.

Only first answers count. An answer given after the solution was shown is none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from statistics import NormalDist
from typing import NamedTuple

from helpers.questions import Question, Slip, counts, response_of
from helpers.record import Attempt

from .class_data import ClassData

FEWEST = 10
"""Answers below which no discrimination is given: chance would rule it."""


class Discrimination(NamedTuple):
    """A point-biserial correlation with the other questions, its interval, and how many learners.

    ``r``, ``low`` and ``high`` are None where ``why`` says in a sentence why there is no number.
    """

    n: int
    r: float | None
    low: float | None
    high: float | None
    why: str = ""


class QuestionStatistics(NamedTuple):
    """One question in one class.

    ``difficulty`` is the share of right first answers, from 0 to 1 (a high share is an easy
    question), or None without answers. ``chosen`` is the wrong choice made most often and
    ``times`` how often; ``older`` counts first answers to a version with another key, which are
    left out.
    """

    question: str
    lesson: str
    n: int
    difficulty: float | None
    discrimination: Discrimination
    chosen: Slip | None
    times: int
    older: int


def first_answers(attempts: Iterable[Attempt], questions: frozenset[str]) -> dict[str, Attempt]:
    """Return each question's first attempt, where that was an answer and no reveal."""
    found: dict[str, Attempt] = {}
    for attempt in attempts:
        if attempt.question in questions:
            found.setdefault(attempt.question, attempt)
    return {name: a for name, a in found.items() if a.outcome != "revealed"}


def question_statistics(
    data: ClassData, questions: dict[str, list[Question]]
) -> list[QuestionStatistics]:
    """Describe every question of the course in this class.

    Parameters
    ----------
    data : ClassData
        The learners' attempts.
    questions : dict
        The questions of each lesson, by lesson id.

    Notes
    -----
    Discrimination is the corrected point-biserial correlation: of right (1) or not (0) with the
    share of the learner's *other* first answers that were right. Its 95% interval is Fisher's:
    ``tanh(atanh(r) -/+ 1.96 / sqrt(n - 3))``. Unit: none, from -1 to 1.
    Source: Lord & Novick, Statistical Theories of Mental Test Scores, 1968; Fisher, 1921.
    """
    known = {q.id: q for entries in questions.values() for q in entries}
    names, answers, older = frozenset(known), [], Counter[str]()
    for learner in data.learners:
        own = first_answers(learner.attempts, names)
        answers.append({n: a for n, a in own.items() if counts(known[n], a.version)})
        older.update(own.keys() - answers[-1].keys())
    right = [{name: a.outcome == "correct" for name, a in own.items()} for own in answers]
    sums = [sum(own.values()) for own in right]
    return [
        _one(question, lesson, answers, right, sums, older[question.id])
        for lesson, entries in questions.items()
        for question in entries
    ]


def _one(
    question: Question,
    lesson: str,
    answers: list[dict[str, Attempt]],
    right: list[dict[str, bool]],
    sums: list[int],
    older: int,
) -> QuestionStatistics:
    name = question.id
    marks, rests = [], []
    tally: Counter[Slip] = Counter()
    for own, marked, total in zip(answers, right, sums, strict=True):
        if name not in own:
            continue
        mark = marked[name]
        marks.append(mark)
        rests.append((total - mark) / (len(marked) - 1) if len(marked) > 1 else None)
        if not mark:
            tally.update(set(question.slips(response_of(question, own[name]))))
    chosen = max(tally, key=lambda slip: (tally[slip], slip.text), default=None)
    times = tally[chosen] if chosen else 0
    difficulty = sum(marks) / len(marks) if marks else None
    found = discrimination(marks, rests)
    return QuestionStatistics(name, lesson, len(marks), difficulty, found, chosen, times, older)


def discrimination(marks: list[bool], rests: list[float | None]) -> Discrimination:
    """Correlate right or not with the share right elsewhere; a sentence where that says nothing."""
    pairs = [(float(m), r) for m, r in zip(marks, rests, strict=True) if r is not None]
    n = len(pairs)
    if n < FEWEST:
        why = f"{n} answers; {FEWEST} are needed before this says anything."
        return Discrimination(n, None, None, None, why)
    xs, ys = zip(*pairs, strict=True)
    x, y = sum(xs) / n, sum(ys) / n
    across = sum((a - x) ** 2 for a in xs) * sum((b - y) ** 2 for b in ys)
    if across <= 1e-12:
        same = "right here" if x == 1 else "wrong here" if x == 0 else "equally good elsewhere"
        return Discrimination(n, None, None, None, f"All {n} learners were {same}.")
    r = sum((a - x) * (b - y) for a, b in pairs) / math.sqrt(across)
    r = max(-1.0, min(1.0, r))
    half = NormalDist().inv_cdf(0.975) / math.sqrt(n - 3)
    z = math.atanh(max(-0.999999, min(0.999999, r)))
    return Discrimination(n, r, math.tanh(z - half), math.tanh(z + half))
