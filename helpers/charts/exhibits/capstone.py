"""Charts of the capstone: drawn from a play or a tournament that ran just now, all invented."""

from __future__ import annotations

from collections.abc import Sequence

from ..chart import Chart, Facts
from ..forms import (
    BarPanel,
    Mark,
    Ray,
    Series,
    Strip,
    Track,
    bar_panels,
    cone,
    curves,
    grouped_bars,
)
from ..forms import percentile_strips as strips
from ..style import INK, NEUTRAL, PRODUCT, PROJECT, Look
from ..words import number

SOURCE = "Source: the model of this lesson, run just now; every number is invented."
_COST = Look(INK, "D")


def _facts(title: str, alt: str) -> Facts:
    return Facts(title, alt, SOURCE, illustrative=True)


def week_curves(
    planned: Sequence[float],
    earned: Sequence[float],
    actual: Sequence[float],
    ends: Sequence[tuple[str, float, float]],
    *,
    weeks: int,
    budget: float,
) -> Chart:
    """Planned value, earned value and actual cost week by week from 0, and the ends foreseen.

    Money is in thousands of EUR.  An end has a name, a week and a cost; none after the launch.
    """
    ahead = earned[-1] - planned[-1]
    side = "ahead of" if ahead >= 0.5 else "behind" if ahead <= -0.5 else "level with"
    places = [float(week) for week in range(len(planned))]
    latest = max([float(weeks), places[-1], *(week for _, week, _ in ends)])
    top = max([budget, *planned, *earned, *actual, *(cost for _, _, cost in ends)])
    return cone(
        [
            Track("Planned value", places, planned, NEUTRAL, dashed=True),
            Track("Earned value", places, earned, PROJECT),
            Track("Actual cost", places, actual, _COST),
        ],
        (places[-1], actual[-1]),
        [Ray(name, week, cost, name == ends[0][0]) for name, week, cost in ends],
        _facts(
            f"Work worth EUR {earned[-1]:,.0f} thousand is done, {side} the plan",
            "Three lines over the weeks: planned value, earned value and actual cost. From the "
            "last cost the forecasts run on. Lines mark the budget and the promised week.",
        ),
        across_label="End of week",
        up_label="Thousand EUR",
        across=latest * 1.55,
        high=top * 1.12,
        ticks=range(0, int(latest) + 1, 4),
        up_ticks=range(0, int(top) + 1, 100),
        limit=Mark("Budget", budget),
        due=Mark("Promised", weeks),
        key=[
            (NEUTRAL, "Planned value: the work due by now"),
            (PROJECT, "Earned value: the work done"),
            (_COST, "Actual cost: what was spent"),
        ],
        write_across=number(before="week "),
        write_up=number(),
        height=2.9,
    )


def scorecard_bars(
    delivery: Sequence[tuple[str, float]], product: Sequence[tuple[str, float]], title: str
) -> Chart:
    """Two panels of scores from 0 to 100, one for each scorecard."""
    panels = [
        BarPanel(
            name,
            [measure for measure, _ in rows],
            [Series("", [round(score, 1) for _, score in rows], look)],
            "Score, 0 to 100",
            "Measure",
            118,
            ticks=range(0, 101, 25),
            write=number(0),
            label_write=lambda value: f"{value:.0f}",
        )
        for name, rows, look in (
            ("Delivery scorecard", delivery, PROJECT),
            ("Product scorecard", product, PRODUCT),
        )
    ]
    alt = "Two panels of bars: the measures of delivery, and those of the product."
    return bar_panels(panels, _facts(title, alt))


def compared_plays(plays: Sequence[tuple[str, float, float]], title: str) -> Chart:
    """The two overall scores of several plays: name, delivery, product."""
    return grouped_bars(
        [name for name, _, _ in plays],
        [
            Series("Delivery", [round(row[1], 1) for row in plays], PROJECT),
            Series("Product", [round(row[2], 1) for row in plays], PRODUCT),
        ],
        _facts(title, "Pairs of bars: the delivery and the product score of each play."),
        value_label="Overall score, 0 to 100",
        category_label="Play",
        high=118,
        ticks=range(0, 101, 25),
    )


def rider_curves(rides: Sequence[float], before: float) -> Chart:
    """Rides a week, from the first week of the project to half a year after the twentieth."""
    weeks = [float(week) for week in range(1, len(rides) + 1)]
    high = max(*rides, before)
    change = round(sum(rides) / len(rides)) - round(before)
    word = "more" if change >= 0 else "fewer"
    return curves(
        [
            Track("Rides", weeks, [round(value) for value in rides], PRODUCT),
            Track("Before", [1.0, weeks[-1]], [round(before)] * 2, NEUTRAL, dashed=True),
        ],
        _facts(
            f"Over {len(rides)} weeks there are {abs(change):,} {word} rides a week than before, "
            "on average",
            "A line of rides a week, and a dashed level: the rides before.",
        ),
        across_label="Week",
        up_label="Rides a week",
        span=(0, len(rides) * 1.18),
        high=high * 1.12,
        ticks=range(0, len(rides) + 1, 4),
        up_ticks=range(0, int(high) + 1, 2000),
        write_across=number(before="week "),
        number_points=False,
        height=2.9,
    )


def tournament_strips(rows: Sequence[tuple[str, Sequence[float], Sequence[float]]]) -> Chart:
    """The spread of both scores by strategy: name, delivery scores, product scores."""
    made, medians = [], []
    for name, delivery, product in rows:
        for card, values, look in (("delivery", delivery, PROJECT), ("product", product, PRODUCT)):
            strip = _strip(f"{name}: {card}", values, look)
            made.append(strip)
            medians.append((strip.median, card, name))
    best = {}
    for card in ("delivery", "product"):
        top = max(median for median, which, _ in medians if which == card)
        first = [name for median, which, name in medians if (median, which) == (top, card)]
        best[card] = f"{' and '.join(first)} ({top})"
    said = f"Best median delivery: {best['delivery']}. Best median product: {best['product']}"
    plays = len(rows[0][1])
    return strips(
        made,
        _facts(
            said,
            "For each strategy two strips, delivery and product, from the 10th to the "
            "90th percentile of the overall score, with the median.",
        ),
        value_label="Overall score, 0 to 100",
        category_label="Strategy and scorecard",
        high=112,
        write=number(0),
        note=f"{plays} plays of each strategy, the same {plays} seeds for all.",
    )


def _strip(name: str, values: Sequence[float], look: Look) -> Strip:
    ordered = sorted(values)

    def at(share: float) -> float:
        place = share * (len(ordered) - 1)
        low = int(place)
        high = min(low + 1, len(ordered) - 1)
        return round(ordered[low] + (ordered[high] - ordered[low]) * (place - low))

    return Strip(name, at(0.1), at(0.25), at(0.5), at(0.75), at(0.9), look)
