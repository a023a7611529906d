"""Labs that measure: where a funnel gives way, who stays, what a member brings."""

from __future__ import annotations

from typing import Any

from helpers import methods
from helpers.charts.forms import BarPanel, Cell, Series, bar_panels, bars, triangle
from helpers.charts.style import NEUTRAL, PALE, PRODUCT
from helpers.charts.words import number
from helpers.velolink import load_case

from .registry import Case, lab
from .result import LabResult
from .scales import ceiling, frame, three_ticks

# ------------------------------------------------------------ funnel


@lab("equal", lambda case: (step["id"] for step in case["steps"][1:]))
def funnel(
    case: Case,
    *,
    step: str,
    lift: int,
    counted: str,
    goal: str,
    riders: int,
    rides: float,
    days: float,
) -> LabResult:
    """Lift one step of the funnel, and compare what the same lift brings at the others."""
    people_at = load_case().service.funnel
    steps = [step | {"people": people_at[step["count"]]} for step in case["steps"]]
    first, *later = steps
    counts = {step["name"]: step["people"] for step in steps}
    aim = next(one for one in later if one["id"] == goal)
    place = next(n for n, one in enumerate(later) if one["id"] == step)
    rates = [one.step_rate for one in methods.funnel(counts)[1:]]
    share = lift / 100
    lines = [
        methods.funnel_leverage(
            counts, goal=aim["name"], points=share if counted == "points" else share * rate
        )[n]
        for n, rate in enumerate(rates)
    ]
    gains = [_whole(line.gain) for line in lines]
    grown = lines[place].new_rate / rates[place]
    people = [step["people"] for step in later]
    lifted = [_whole(n * grown) if row >= place else n for row, n in enumerate(people)]
    unit = "percent" if counted == "percent" else "point" + "s" * (lift > 1)
    chosen = later[place]
    names = [
        f"{step['name']} ({rate:.1%} of {before['words']})"
        for before, step, rate in zip(steps, later, rates, strict=False)
    ]
    most = [n for n, gain in enumerate(gains) if gain == max(gains)]
    reach = ceiling(1.3 * max(gains), 100), ceiling(1.3 * max(lifted))
    before = f"{first['people']:,} {first['words']} bring {aim['people']:,} {aim['words']}"
    chart = bar_panels(
        [
            BarPanel(
                "People at each step",
                names,
                [Series("People", lifted, PRODUCT)],
                "people",
                "Step",
                reach[1],
                row_looks=[
                    NEUTRAL if now == was else PRODUCT
                    for now, was in zip(lifted, people, strict=True)
                ],
                ticks=three_ticks(reach[1]),
            ),
            BarPanel(
                "The same lift, step by step",
                names,
                [Series("Gain", gains, PRODUCT)],
                f"more {aim['words']}",
                "Step",
                reach[0],
                row_looks=[PRODUCT if row == place else NEUTRAL for row in range(len(later))],
                ticks=three_ticks(reach[0]),
            ),
        ],
        **frame(
            case,
            f"{lift} {unit} more at {chosen['words']}: {gains[place]:,} more {aim['words']}"
            if lift
            else f"Nothing is lifted: {before}",
        ),
    )
    if not lift:
        found = [f"Nothing is lifted: {before}.", "Set a lift to see what it brings at each step."]
    else:
        now = aim["people"] + gains[place]
        best = "most at: " + ", ".join(later[n]["words"] for n in most)
        if _leader(later, gains, aim) == "equal":
            best = "as much at each step up to the goal"
        effect = f"That makes {now:,} {aim['words']} instead of {aim['people']:,}."
        if not gains[place]:
            effect = "It comes after the goal, so nothing changes there."
        found = [
            f"{chosen['name']}: from {rates[place]:.1%} to {lines[place].new_rate:.1%}. {effect}",
            f"The same lift brings {best} ({max(gains):,} more).",
        ]
    return LabResult(chart, (*found, _north_star(riders, rides, days)), _leader(later, gains, aim))


def _whole(people: float) -> int:
    """The nearest whole number of people, a half upwards, so that sums of them agree."""
    return int(people + 0.5 + 1e-9)


def _leader(steps: list[dict[str, Any]], gains: list[int], goal: dict[str, Any]) -> str:
    """The step where a lift brings most, or "equal" where it matters at no step up to the goal."""
    counted = gains[: steps.index(goal) + 1]
    if max(counted) - min(counted) <= 1:  # whole people: rounding may part them by one
        return "equal"
    return steps[gains.index(max(gains))]["id"]


def _north_star(riders: int, rides: float, days: float) -> str:
    return (
        f"North Star: {riders:,} riders x {rides:.4g} rides on a riding day x {days:.4g} riding "
        f"days = {methods.north_star(riders, rides, days):,.0f} rides a week. A tenth more of any "
        f"one of the three makes {methods.north_star(riders * 1.1, rides, days):,.0f}."
    )


# ------------------------------------------------------------ cohorts


@lab("lower", "same", "higher")
def cohorts(case: Case, *, april: int, below: str, cells: str) -> LabResult:
    """Draw the triangle of cohorts, with the bottom row over the chosen denominator."""
    joined: dict[str, list[int]] = case["cohorts"]
    known = joined | ({case["newest"]: [april]} if april else {})
    rates = methods.retention_table(known).rates
    months = range(1, max(map(len, known.values())))
    whole = {month: _pooled(known, month, below) for month in months}
    percent = cells == "percent"
    rows = []
    for name in [*joined, case["newest"]]:
        counts = known.get(name, [0])
        row: list[Cell | None] = [Cell(f"{counts[0]:,}")]
        for count, share in zip(counts[1:], rates.get(name, ())[1:], strict=True):
            row.append(Cell(f"{share:.1%}" if percent else f"{count:,}", share))
        rows.append(row + [None] * (len(months) + 1 - len(row)))
    everybody = sum(counts[0] for counts in known.values())
    rows.append(
        [
            Cell(f"{everybody:,}"),
            *(
                Cell(f"{m.rate:.1%}" if percent else f"{m.active:,} of {m.observed:,}", m.rate)
                for m in whole.values()
            ),
        ]
    )
    old = [rates[name][2] for name, counts in known.items() if len(counts) > 2]
    second = whole[2]
    where = "between them"
    if not min(old) <= second.rate <= max(old):
        where = "below both" if second.rate < min(old) else "above both"
    one, other = (f"{share:.1%}" for share in old)
    chart = triangle(
        [*joined, case["newest"], "All together"],
        ["Joined", *(f"Month {month}" for month in months)],
        rows,
        **frame(case, f"Month 2: {one} and {other} by cohort, {second.rate:.1%} together, {where}"),
    )
    found = [
        f"All together, month 2: {second.active:,} of {second.observed:,} riders, "
        f"{second.rate:.1%}. The two cohorts with a month 2 stand at {one} and {other}.",
        case["under_the_line"][below].format(everybody=everybody, second=second.observed),
    ]
    plain = _pooled(joined, 2, below).rate
    if april:
        found.append(f"Without {case['newest']} the same cell would read {plain:.1%}.")
    gap = round(second.rate - plain, 9)
    return LabResult(chart, tuple(found), "same" if not gap else "lower" if gap < 0 else "higher")


def _pooled(known: dict[str, list[int]], month: int, below: str):
    """All cohorts together at one age, over the chosen denominator."""
    if below == "before":  # followed from the month before, as if they had joined then
        late = {n: counts[month - 1 : month + 1] for n, counts in known.items()}
        return methods.pooled_retention({n: c for n, c in late.items() if len(c) == 2}, 1)
    return methods.pooled_retention(known, month, all_joiners=below == "all")


# ------------------------------------------------------------ unit economics


def _euros(value: float) -> str:
    return f"EUR {value:,.2f}"


@lab("less", "same", "more")
def unit_economics(
    case: Case, *, arpu: float, margin: float, churn: float, cac: float
) -> LabResult:
    """Set what a member brings, month by month, beside what the member cost to win."""
    kept, leaving = margin / 100, churn / 100
    result = methods.unit_economics(arpu, kept, leaving, cac)
    spans = {n: methods.ltv(arpu, kept, leaving, months=n) for n in case["months"]}
    revenue = methods.ltv(arpu, 1, leaving)
    rows = [
        ("Cost of winning a member (CAC)", cac),
        *((f"Margin of the first {n} months", worth) for n, worth in spans.items()),
        ("Margin of the whole stay (LTV)", result.ltv),
        ("Revenue of the whole stay", revenue),
    ]
    high = ceiling(1.2 * max(cac, revenue))
    chart = bars(
        [(name, round(value, 2)) for name, value in rows],
        **frame(case, f"A member costs {_euros(cac)} to win and brings {_euros(result.ltv)}"),
        write=number(2, before="EUR "),
        looks=[NEUTRAL, *[PRODUCT] * (len(spans) + 1), PALE],
        high=high,
        ticks=three_ticks(high),
    )
    last = case["months"][-1]
    found = (
        f"LTV is {_euros(result.ltv)}, {result.ltv_to_cac:,.2f} times the cost of winning a "
        "member.",
        f"A member who stays has paid back the cost after {result.payback:,.2f} months. The mean "
        f"stay is {result.lifetime:,.1f} months.",
        f"{_euros(spans[last])} of the LTV comes in the first {last} months. With revenue instead "
        f"of margin it would look like {_euros(revenue)}.",
    )
    service = load_case().service
    grown, fallen = result.ltv / service.lifetime_value - 1, 1 - leaving / service.churn
    came = "same" if abs(grown - fallen) < 1e-9 else "more" if grown > fallen else "less"
    return LabResult(chart, found, came)
