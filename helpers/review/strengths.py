"""The strongest and the weakest objective, by the last first try at each question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .tries import Tries

ENOUGH = 3
"""An objective is ranked when so many of its questions were tried."""


class Strength(NamedTuple):
    """One objective: how many of its questions were tried, and how many were right."""

    objective: str
    tried: int
    right: int


def strongest_and_weakest(
    tries: Tries, objectives: Mapping[str, Iterable[str]]
) -> tuple[Strength, Strength] | None:
    """Return the strongest and the weakest objective; None where that cannot be said.

    Parameters
    ----------
    tries
        The first tries of a record.
    objectives
        The ids of the questions of each objective, by its id.

    Notes
    -----
    What counts is the share of right answers among the last first tries at each question. An
    objective needs `ENOUGH` of them. Of equal shares, the one with more questions tried is taken.
    There is no answer while all ranked objectives have the same share.
    """
    right = {attempt.question: attempt.outcome == "correct" for _, attempt in tries.first}
    known = {name: [right[q] for q in own if q in right] for name, own in objectives.items()}
    found = [Strength(o, len(own), sum(own)) for o, own in known.items() if len(own) >= ENOUGH]
    if not found:
        return None
    strongest = max(found, key=lambda one: (one.right / one.tried, one.tried))
    weakest = min(found, key=lambda one: (one.right / one.tried, -one.tried))
    if strongest.right / strongest.tried == weakest.right / weakest.tried:
        return None
    return strongest, weakest
