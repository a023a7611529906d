"""Which beliefs a class holds: first answers that chose an option behind which a belief stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import NamedTuple

from helpers.questions import Question, counts, response_of

from .class_data import ClassData
from .statistics import first_answers


class Holding(NamedTuple):
    """How far a class holds a belief.

    ``offered`` counts first answers to questions where an option stands for the belief, ``chosen``
    those that chose one, and ``learners`` the people who did so at least once. ``questions`` are
    those where it was chosen, the commonest first.
    """

    belief: int
    chosen: int
    offered: int
    learners: int
    questions: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part of the answers that could have shown the belief and did, from 0 to 1."""
        return self.chosen / self.offered


def holdings(data: ClassData, questions: dict[str, list[Question]], least: int) -> list[Holding]:
    """Weigh each belief that an answer showed; the one with the highest share comes first.

    Parameters
    ----------
    data : ClassData
        The learners' attempts. Answers to an earlier version of a question are not read.
    questions : dict
        The questions to look at, by lesson id.
    least : int
        Answers that must have been able to show a belief. Beliefs with fewer come last.
    """
    known = {
        q.id: (q, {e.misconception for e in q.entries() if e.misconception is not None})
        for entries in questions.values()
        for q in entries
    }
    asked = frozenset(known)
    offered: Counter[int] = Counter()
    where: defaultdict[int, Counter[str]] = defaultdict(Counter)
    people: Counter[int] = Counter()
    for learner in data.learners:
        own: set[int] = set()
        for name, attempt in first_answers(learner.attempts, asked).items():
            question, beliefs = known[name]
            if not beliefs or not counts(question, attempt.version):
                continue
            offered.update(beliefs)
            if attempt.outcome == "correct":
                continue
            response = response_of(question, attempt)
            slips = question.slips(response)
            shown = {slip.belief for slip in slips if slip.belief is not None}
            own |= shown
            for belief in shown:
                where[belief][name] += 1
        people.update(own)
    found = [
        Holding(
            belief,
            chosen.total(),
            offered[belief],
            people[belief],
            tuple(sorted(chosen, key=lambda name: (-chosen[name], name))),
        )
        for belief, chosen in where.items()
    ]
    return sorted(found, key=lambda h: (h.offered < least, -h.share, h.belief))
