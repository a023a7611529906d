"""The lab of satisfaction scores: what riders say, and how much chance is in it."""

from __future__ import annotations

import math

from helpers import methods
from helpers.charts.forms import intervals
from helpers.charts.words import number
from helpers.methods.satisfaction import Score

from .registry import Case, lab
from .result import FieldError, LabResult
from .scales import frame


@lab("chance", "more")
def satisfaction(
    case: Case, *, answers: int, promoters: int, detractors: int, satisfied: int
) -> LabResult:
    """Put intervals on two scores, and ask whether a rise is more than chance."""
    if promoters + detractors > 100:
        raise FieldError(
            "detractors",
            f"Detractors: {promoters}% and {detractors}% make more than all who answered; lower "
            "one of them.",
        )
    before = _nps(answers, case["before"]["promoters"], case["before"]["detractors"])
    now = _nps(answers, promoters, detractors)
    happy = methods.csat(round(answers * satisfied / 100), answers)
    change = now.value - before.value
    around = math.hypot(*((one.high - one.low) / 2 for one in (before, now)))
    low, high = change - around, change + around
    real = low > 0 or high < 0
    title = (
        f"NPS {round(now.value):+d}: with {answers:,} answers, the true score may lie anywhere "
        f"from {round(now.low):+d} to {round(now.high):+d}"
    )
    rows = [
        (name, round(one.value), round(one.low), round(one.high))
        for name, one in zip(case["rows"], (before, now, happy), strict=True)
    ]
    chart = intervals(
        rows, **frame(case, title), series="Score", low=-100, high=118, write=number()
    )
    verdict = (
        "Chance alone hardly explains it."
        if real
        else "0 lies in between, so it may well be chance."
    )
    found = (
        f"The NPS has changed by {round(change):+d} points, give or take {around:.0f}: from "
        f"{round(low):+d} to {round(high):+d}. {verdict}",
        f"CSAT: {happy.value:.0f}% are satisfied, and the true share may lie from "
        f"{happy.low:.0f}% to {happy.high:.0f}%.",
        case["silent"],
    )
    return LabResult(chart, found, "more" if real else "chance")


def _nps(answers: int, promoters: int, detractors: int) -> Score:
    up, down = round(answers * promoters / 100), round(answers * detractors / 100)
    up = min(up, answers - down)  # both may have been rounded up
    return methods.nps(up, answers - up - down, down)
