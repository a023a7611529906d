"""Which beliefs a class holds: first answers that chose an option behind which a belief stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from helpers.content import question_version
from helpers.content.model import Question

from .class_data import ClassData
from .statistics import first_answers
from .wrong import slips


class Holding(NamedTuple):
    """A belief, how many learners it drew, and the questions where it did, the commonest first."""

    belief: int
    learners: int
    questions: tuple[str, ...]


def holdings(data: ClassData, questions: dict[str, list[Question]]) -> list[Holding]:
    """Count each belief once for each learner whose first answers show it, most first.

    Parameters
    ----------
    data : ClassData
        The learners' attempts. Answers to an earlier wording of a question are not read.
    questions : dict
        The questions of each lesson, by lesson id.
    """
    known = {q.id: (q, question_version(q)) for entries in questions.values() for q in entries}
    asked = frozenset(known)
    learners: Counter[int] = Counter()
    where: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for learner in data.learners:
        own: set[int] = set()
        for name, attempt in first_answers(learner.attempts, asked).items():
            question, version = known[name]
            if attempt.version != version or attempt.outcome == "correct":
                continue
            shown = {slip.belief for slip in slips(question, attempt.response)} - {None}
            own |= shown
            for belief in shown:
                where[belief][name] += 1
        learners.update(own)
    ranked = sorted(learners.items(), key=lambda entry: (-entry[1], entry[0]))
    return [
        Holding(belief, count, tuple(sorted(where[belief], key=lambda n: (-where[belief][n], n))))
        for belief, count in ranked
    ]
