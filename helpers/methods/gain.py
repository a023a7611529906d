"""What was learned between two forms of a test, and how little a few questions can say."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from . import _checks as check


class PairedGain(NamedTuple):
    """Right answers before and after on the same number of paired questions.

    ``up`` pairs went from wrong to right, ``down`` pairs from right to wrong. ``low`` and ``high``
    bound the gain that such questions are likely to show.
    """

    asked: int
    before: int
    after: int
    up: int
    down: int
    low: float
    high: float

    @property
    def gain(self) -> int:
        """Right answers more than before; negative when there are fewer."""
        return self.up - self.down

    @property
    def least(self) -> int:
        """The lower bound in whole questions, rounded outwards."""
        return math.floor(self.low)

    @property
    def most(self) -> int:
        """The upper bound in whole questions, rounded outwards."""
        return math.ceil(self.high)

    @property
    def shown(self) -> bool:
        """Whether the questions alone show a change: no change lies outside the bounds."""
        return self.least > 0 or self.most < 0


def paired_gain(before: Any, after: Any, *, level: Any = 0.95) -> PairedGain:
    """Compare right answers on paired questions, with an interval that suits a dozen of them.

    Parameters
    ----------
    before, after : list
        For each pair of questions, whether the first and the second was answered right: yes or
        no, or 1 or 0.
    level : number
        Confidence level of the interval, between 0 and 1.

    Returns
    -------
    PairedGain
        The counts, and the bounds of the gain in questions out of those asked.

    Raises
    ------
    ValueError
        If the lists are empty or of different length, an entry is no yes or no, or the level is
        not strictly between 0 and 1.

    Notes
    -----
    Formula: with ``b`` pairs up, ``c`` down and ``n`` pairs, ``p = (b + 1) / (n + 2)``,
    ``q = (c + 1) / (n + 2)`` and ``n (p - q -/+ z sqrt((p + q - (p - q)**2) / (n + 2)))``, cut at
    ``-n`` and ``n``. Unit: questions out of ``n``.
    Source: Bonett & Price, "Adjusted Wald confidence interval for a difference of binomial
    proportions based on paired data", Journal of Educational and Behavioral Statistics 37, 2012;
    advised for small samples by Fagerland, Lydersen & Laake, Statistics in Medicine 33, 2014.
    The pairs are taken as a sample of questions of this kind, and the learner as given.

    Examples
    --------
    >>> gain = paired_gain([0, 0, 0, 1, 1, 0], [1, 1, 1, 1, 0, 0])
    >>> gain.before, gain.after, gain.gain, gain.least, gain.most
    (2, 4, 2, -2, 5)
    """
    from statistics import NormalDist

    first = _marks(before, "before")
    second = _marks(after, "after")
    if len(first) != len(second):
        raise ValueError(
            f"There are {len(first)} answers before and {len(second)} after: give one of each for "
            "every pair."
        )
    if not first:
        raise ValueError("There is no pair of questions yet: give at least one.")
    z = NormalDist().inv_cdf((1 + check.share(level, "The level", open_ends=True)) / 2)
    size = len(first)
    up = sum(not one and other for one, other in zip(first, second, strict=True))
    down = sum(one and not other for one, other in zip(first, second, strict=True))
    p, q = (up + 1) / (size + 2), (down + 1) / (size + 2)
    reach = z * math.sqrt((p + q - (p - q) ** 2) / (size + 2))
    return PairedGain(
        size,
        sum(first),
        sum(second),
        up,
        down,
        max(-1.0, p - q - reach) * size,
        min(1.0, p - q + reach) * size,
    )


def _marks(answers: Any, when: str) -> list[bool]:
    found = []
    for place, mark in enumerate(check.listed(answers, f"The answers {when}"), 1):
        mark = check.plain(mark)
        if isinstance(mark, (str, bytes)) or not (mark is True or mark is False or mark in (0, 1)):
            raise ValueError(f"Answer {place} {when} is {check.shown(mark)}: give True or False.")
        found.append(bool(mark))
    return found
