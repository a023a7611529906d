"""What riders say in one number, and how little a few answers know: NPS and CSAT."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any, NamedTuple

from . import _checks as check

PSEUDO = (0.75, 1.5, 0.75)
"""Answers that the interval of an NPS adds to promoters, passives and detractors."""


class Score(NamedTuple):
    """A score and the ends of its interval, in points from -100 (NPS) or 0 (CSAT) to 100."""

    value: float
    low: float
    high: float
    answers: int


def _z(confidence: Any) -> float:
    return NormalDist().inv_cdf((1 + check.share(confidence, "The confidence", open_ends=True)) / 2)


def _count(value: Any, what: str, high: int | None = None) -> int:
    return int(check.number(value, what, low=0, high=high, whole=True))


def nps(promoters: Any, passives: Any, detractors: Any, *, confidence: Any = 0.95) -> Score:
    """Net Promoter Score: the share of promoters less that of detractors, with its interval.

    Parameters
    ----------
    promoters, passives, detractors : int
        How many answered 9 or 10, 7 or 8, and 0 to 6, on a scale from 0 to 10.
    confidence : number
        Share of such intervals that hold the true score, such as 0.95.

    Returns
    -------
    Score
        Points from -100 to 100.

    Raises
    ------
    ValueError
        If a count is no whole number from 0, there is no answer, or the confidence is no share.

    Notes
    -----
    Formula: ``100 * (P - D) / n``. Interval: adjusted Wald. With 3/4 of an answer more at both
    ends and 3/2 in the middle, ``100 * (p - d ± z * sqrt((p + d - (p - d)**2) / (n + 3)))``, cut
    at -100 and 100. It takes the answers as drawn at random. Unit: points.
    Source: Reichheld, "The one number you need to grow", Harvard Business Review, December 2003;
    interval: Rocks, "Interval estimation for the Net Promoter Score", The American
    Statistician 70, 2016.

    Examples
    --------
    >>> score = nps(25, 14, 11)
    >>> score.value, round(score.low), round(score.high)
    (28.0, 5, 48)
    """
    named = {"promoters": promoters, "passives": passives, "detractors": detractors}
    counts = [_count(value, f"The number of {name}") for name, value in named.items()]
    answers = sum(counts)
    if not answers:
        raise ValueError("Nobody has answered yet: give at least one answer.")
    z = _z(confidence)
    more = answers + sum(PSEUDO)
    p, _, d = ((count + extra) / more for count, extra in zip(counts, PSEUDO, strict=True))
    half = z * math.sqrt((p + d - (p - d) ** 2) / more)
    low, high = max(p - d - half, -1.0), min(p - d + half, 1.0)
    return Score(100 * (counts[0] - counts[2]) / answers, 100 * low, 100 * high, answers)


def csat(satisfied: Any, answers: Any, *, confidence: Any = 0.95) -> Score:
    """Customer satisfaction score: the share of satisfied answers, with its interval.

    Parameters
    ----------
    satisfied, answers : int
        How many are satisfied (such as 4 or 5 of 5), of how many who answered.
    confidence : number
        As for `nps`.

    Returns
    -------
    Score
        Per cent from 0 to 100.

    Raises
    ------
    ValueError
        If a count is no whole number, more are satisfied than answered, or nobody answered.

    Notes
    -----
    Formula: ``100 * satisfied / answers``. Interval: Wilson's, of all shares that lie within z
    standard errors of the one found. Unit: per cent of the answers.
    Source: Wilson, "Probable inference, the law of succession, and statistical inference",
    Journal of the American Statistical Association 22, 1927.

    Examples
    --------
    >>> score = csat(40, 50)
    >>> score.value, round(score.low), round(score.high)
    (80.0, 67, 89)
    """
    count = int(check.number(answers, "The number of answers", low=1, whole=True))
    share = _count(satisfied, "The number of satisfied answers", count) / count
    z = _z(confidence)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    spread = math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    half = z * spread / (1 + z * z / count)
    return Score(100 * share, 100 * max(middle - half, 0), 100 * min(middle + half, 1), count)
