"""Labs that learn: how long a test takes, what peeking costs, how goals went."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from helpers import methods
from helpers.charts.forms import BarPanel, Series, Track, WatchPanel, bar_panels, bars, watch_panels
from helpers.charts.style import INK, NEUTRAL, PALE, PRODUCT, Look
from helpers.charts.words import number
from helpers.velolink import Span, load_case

from .registry import Case, lab
from .result import FieldError, LabResult, beside
from .scales import ceiling, frame, three_ticks

# ------------------------------------------------------------ plan of an A/B test


@lab("fewer", "twice", "fourfold")
def ab_plan(
    case: Case, *, base: float, effect: float, riders: int, alpha: float, power: float
) -> LabResult:
    """Work out how many riders an A/B test needs, and how many days they take to come."""
    needed, days = _plan(base, effect, riders, alpha, power)
    first_needed, first_days = _plan(**case["start"])
    names = ["First plan", "Your plan"]
    looks = [NEUTRAL, PRODUCT]

    def panel(title: str, rows: list[int], label: str) -> BarPanel:
        high = ceiling(1.25 * max(rows))
        return BarPanel(
            title,
            names,
            [Series(title, rows, PRODUCT)],
            label,
            "Plan",
            high,
            row_looks=looks,
            ticks=three_ticks(high),
        )

    chart = bar_panels(
        [
            panel("Riders needed in each arm", [first_needed, needed], "riders"),
            panel("Days until both arms are full", [first_days, days], "days"),
        ],
        **frame(case, f"Your plan: {needed:,} riders in each arm, which takes {_days(days)}"),
    )
    weeks, window = math.ceil(days / 7), case["window"]
    found = (
        f"Your plan needs {needed:,} riders in each arm, {2 * needed:,} in all: {_days(days)} at "
        f"{riders:,} a day.",
        f"If B is truly better by {_points(effect)}, about {power:.4g} of 100 "
        f"such tests will show it. If B is no different, about {alpha:.4g} of 100 will "
        "still report a difference.",
        f"In whole weeks, so that each weekday counts alike: {7 * weeks:,} days. "
        f"The riders of the last day have {window} days to act, so read the result "
        f"{7 * weeks + window:,} days after the start.",
    )
    return LabResult(chart, found, _times(needed / first_needed))


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days:,} days"


def _points(points: float) -> str:
    return "1 point" if points == 1 else f"{points:.4g} points"


def _times(ratio: float) -> str:
    """The prediction that a number of riders, over that of the first plan, bears out."""
    if ratio == 1:
        return ""
    return "fewer" if ratio < 1 else "twice" if ratio < 3 else "fourfold"


def _plan(base: float, effect: float, riders: int, alpha: float, power: float) -> tuple[int, int]:
    """Riders in each arm, and days until both arms are full."""
    hoped = base + effect
    if hoped >= 100:
        raise FieldError(
            "effect",
            f"Smallest rise worth finding: {base:.4g}% and {_points(effect)} "
            "more make 100% or over, which no rate can pass; lower one of them.",
        )
    needed = methods.sample_size(base / 100, hoped / 100, alpha=alpha / 100, power=power / 100)
    return needed, math.ceil(2 * needed / riders)


# ------------------------------------------------------------ peeking


class _Watched(NamedTuple):
    """Many tests of two equal versions: the lead by test and day, and where it looks real."""

    lead: list[list[float]]  # rows of tests, columns of days, in chance errors
    alarm: list[list[bool]]
    limit: float

    def stopped(self, looked: Collection[int]) -> list[float]:
        """The share in per cent that is called a winner by each day, for looks on some days."""
        days = len(self.lead[0])
        firsts = Counter(
            next((day for day in range(1, days + 1) if row[day - 1] and day in looked), 0)
            for row in self.alarm
        )
        by = accumulate(firsts[day] for day in range(1, days + 1))
        return [100 * count / len(self.alarm) for count in by]


@lru_cache(maxsize=2)
def _watch(rate: float, per_arm: int, days: int, runs: int, seed: int) -> _Watched:
    found = methods.simulate_peeking(rate=rate, per_arm=per_arm, looks=days, runs=runs, seed=seed)
    lead = [list(map(float, row)) for row in found.z_scores]
    alarm = [[abs(z) > found.critical_z for z in row] for row in lead]
    return _Watched(lead, alarm, found.critical_z)


_ONE = Look(INK, "o")
_LOOKS = {
    "daily": ("every day", range(1, 1000)),
    "weekly": ("once a week", range(7, 1000, 7)),
    "end": ("on the last day", ()),
}


@lab("five", "ten", "more")
def peeking(case: Case, *, day: int, test: int, looks: str) -> LabResult:
    """Run a test without any difference on by a day, beside all the tests like it."""
    days, runs = case["days"], case["runs"]
    watched = _watch(case["rate"], case["per_day"] * days, days, runs, case["seed"])
    today = min(day, days)
    manner, planned = _LOOKS[looks]
    shares = watched.stopped({*planned, days})[:today]
    once = [100 * sum(column) / runs for column in zip(*watched.alarm, strict=True)][:today]
    lead = watched.lead[test - 1][:today]
    loud = [day for day in range(1, today + 1) if watched.alarm[test - 1][day - 1]]
    xs = [float(day) for day in range(1, today + 1)]
    limit = round(watched.limit, 2)
    says = "the tool prints 'significant'" if today in loud else "the tool prints nothing"
    percent, digits = number(1, after="%"), number(2)
    chart = watch_panels(
        [
            WatchPanel(
                "The one test that you watch: lead of B, 'significant' beyond the dashes",
                [Track("Lead of B over A", xs, [round(z, 2) for z in lead], _ONE)],
                "lead",
                (-5, 5),
                (-4, -limit, 0, limit, 4),
                (("B is 'significantly' ahead", limit), ("A is 'significantly' ahead", -limit)),
                digits,
            ),
            WatchPanel(
                f"All {runs:,} tests like it: share called a winner so far",
                [
                    Track("Stopped so far", xs, [round(share, 1) for share in shares], PRODUCT),
                    Track("'Significant' today", xs, [round(share, 1) for share in once], NEUTRAL),
                ],
                "% of tests",
                (0, 40),
                (0, 10, 20, 30, 40),
                write=percent,
            ),
        ],
        **frame(case, f"Day {today}: A and B are the same, and {says}", limit=limit),
        span=(0.3, days + 3.2),
        ticks=(1, 7, 14, 21, days),
        write_across=number(before="day "),
        key=[
            (
                PRODUCT,
                "Stopped so far at a 'significant' result by whoever keeps to your way of looking",
            ),
            (NEUTRAL, "'Significant' on this day, for whoever looks on this one day alone"),
        ],
    )
    first = f" The first 'significant' came on day {loud[0]}." if loud and loud[0] < today else ""
    found = [
        f"Day {today} of {days}, test {test:,}: {says}.{first}",
        f"Of {runs:,} tests without any difference, {shares[-1]:.1f}% have been called by day "
        f"{today} by whoever looks {manner}, and {once[-1]:.1f}% by whoever looks on day {today} "
        "alone.",
    ]
    if today == days:
        found.append("The test is over. Choose another test, or press Start values.")
    came = "five" if shares[-1] < 8 else "ten" if shares[-1] < 18 else "more"
    return LabResult(chart, tuple(found), came)


# ------------------------------------------------------------ OKR


@lab("higher", "same", "lower")
def okr(case: Case, *, agreed: str, **given: float) -> LabResult:
    """Grade the key results of an objective from start, target and where they stand now."""
    results = case["key_results"]
    rides, service = results["rides"], load_case().service
    usual = methods.okr_mean(
        {
            "rides": _three(rides),
            "dock": _span(service.first_dock),
            "complaints": _span(service.complaints),
        }
    )
    grades = {}
    for name, row in results.items():
        with beside(f"{name}_target"):
            grades[name] = methods.okr_score(*_three(_given(given, name)), item=row["name"])
    mean = methods.okr_mean({name: _three(_given(given, name)) for name in results})
    rows = [(row["name"], grades[name]) for name, row in results.items()]
    stretch = agreed == "stretch"
    chart = bars(
        [(name, round(grade, 3)) for name, grade in [*rows, ("Mean of the three", mean)]],
        **frame(
            case, f"The mean grade is {_two(mean)}; the lowest is {_two(min(grades.values()))}"
        ),
        write=number(2),
        label_write=_two,
        looks=[*[PRODUCT] * len(rows), PALE],
    )
    found = (
        f"Grades: {', '.join(map(_two, grades.values()))}. Their mean is {_two(mean)}.",
        case["reading"][agreed][round(mean, 1) >= 0.7 if stretch else mean == 1],
    )
    gap = round(mean - usual, 9)
    return LabResult(chart, found, "same" if not gap else "higher" if gap > 0 else "lower")


def _two(grade: float) -> str:
    """A grade with two decimals, 0.625 as 0.63."""
    return f"{grade + 1e-9:.2f}"


def _given(given: dict[str, float], name: str) -> dict[str, float]:
    return {part: given[f"{name}_{part}"] for part in ("start", "target", "now")}


def _span(goal: Span) -> tuple[float, float, float]:
    return goal.now if goal.start is None else goal.start, goal.target, goal.now


def _three(row: dict[str, float]) -> tuple[float, float, float]:
    return row["start"], row["target"], row["now"]
