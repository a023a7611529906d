"""Calibration: how often a learner is right when sure, fairly sure, or guessing.

Counted are first tries (see `helpers.review.tries`) at which the learner said how sure they were.
Partly right is not right here. An answer that was shown is none.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from .tries import Tries

STEPS = {"guess": "Guess", "fairly": "Fairly sure", "sure": "Sure"}
ENOUGH = 10
"""With fewer answers at a step there is no share: one answer would move it by over ten points."""
_Z = 1.959964  # of a 95% interval


class ConfidenceStep(NamedTuple):
    """One step of confidence: its name, how many answers, and how many of them were right."""

    name: str
    answers: int
    right: int

    @property
    def enough(self) -> bool:
        """Whether there are answers enough to speak of a share."""
        return self.answers >= ENOUGH

    @property
    def share(self) -> float:
        """The part that was right, from 0 to 1."""
        return self.right / self.answers

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval of the share (Wilson 1927), each end from 0 to 1."""
        n, p = self.answers, self.share
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        reach = _Z / (1 + _Z**2 / n) * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return max(0.0, middle - reach), min(1.0, middle + reach)


def confidence_steps(tries: Tries) -> tuple[ConfidenceStep, ConfidenceStep, ConfidenceStep]:
    """Count right answers at each step of confidence, from guess to sure."""

    def step(said: str) -> ConfidenceStep:
        given = [a.outcome for _, a in tries.first if a.confidence == said]
        answers = len(given) - given.count("revealed")
        return ConfidenceStep(STEPS[said], answers, given.count("correct"))

    return step("guess"), step("fairly"), step("sure")
