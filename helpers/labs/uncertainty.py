"""Labs of an uncertain plan: many possible ends, and the date to promise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from helpers.charts.chart import Chart
from helpers.charts.forms import BarPanel, Dots, Line, Series, Spot, chances, dot_rows
from helpers.charts.style import NEUTRAL, PRODUCT, PROJECT, Look
from helpers.charts.words import number
from helpers.methods import pert, pert_path, simulate_schedule
from helpers.velolink import load_case

from .registry import Case, lab
from .result import LabResult, beside
from .scales import ceiling, frame, three_ticks

if TYPE_CHECKING:
    from helpers.methods.monte_carlo import Simulation

_DAY, _PERCENT, _EURO = number(before="day "), number(after="%"), number(before="EUR ")
_MARKERS = "osDvP"  # a sign for each path
_END = Look(PROJECT.colour)
_SHOWN = 12  # runs drawn at a time


# ------------------------------------------------------------ the whole network, many times


@lab("same", "few", "all")
def monte_carlo(
    case: Case, *, percent: int, shared: int, runs: int, seed: int, **worst: float
) -> LabResult:
    """Run the network with drawn durations: when it ends, and what was critical how often."""
    project = load_case().project
    estimates: dict[str, tuple[float, float, float]] = dict(project.estimates)
    for name in case["open"]:
        best, likely, _ = estimates[name]
        estimates[name] = (best, likely, worst[f"worst_{name.lower()}"])
        with beside(f"worst_{name.lower()}"):
            pert(*estimates[name], item=name)
    ends = _ends(estimates, shared, runs, seed)
    apart = _ends(estimates, 0, runs, seed) if shared else None
    before = _ends(project.estimates, 0, runs, seed)
    path = pert_path(estimates, ends.path)
    planned = project.planned_end
    date, kept = ends.percentile(percent), 100 * ends.chance_by(planned)
    shift = date - before.percentile(percent)
    framed = frame(
        case,
        f"{percent} in 100 runs end by day {date:.1f}; the planned day {planned} is kept in "
        f"{kept:.0f}",
    )
    often = {name: round(100 * share, 1) for name, share in ends.criticality.items()}
    low, high = ends.percentile(10), ends.percentile(90)
    return LabResult(
        _ends_chart(case, percent, ends, apart, path, often, framed),
        (
            f"{percent}% of the runs end by day {date:.1f}, half by day "
            f"{ends.percentile(50):.1f}. Day {planned} is kept in {kept:.0f}%.",
            f"Eight runs in ten end between day {low:.1f} and day {high:.1f}: a span of "
            f"{high - low:.1f} days.",
            f"The mean end is day {ends.mean:.1f}. The path with the highest mean, "
            f"{'-'.join(ends.path)}, has a mean of {path.mean:.1f}.",
            f"D was critical in {often['D']:.0f}% of the runs, C in {often['C']:.0f}%.",
        ),
        "same" if shift < 0.5 else "few" if shift < 9 else "all",
    )


@lru_cache(maxsize=16)
def _drawn(three: tuple, shared: int, runs: int, seed: int) -> Simulation:
    return simulate_schedule(
        load_case().project.network, dict(three), correlation=shared / 100, runs=runs, seed=seed
    )


def _ends(estimates: Mapping[str, tuple], shared: int, runs: int, seed: int) -> Simulation:
    """Runs of the whole network, kept for the next touch of a control."""
    return _drawn(tuple(estimates.items()), shared, runs, seed)


ROOM = 14  # days at the right end of the axis that the words at a point take


def _ends_chart(
    case, percent: int, runs: Simulation, apart: Simulation | None, path, often, framed
) -> Chart:
    project = load_case().project
    days, planned = range(70, 131, 2), project.planned_end
    date, kept = round(runs.percentile(percent), 1), round(100 * runs.chance_by(planned), 1)
    shares = [round(100 * runs.chance_by(day), 1) for day in days]
    without = [
        Line(
            "The same without shared luck",
            [round(100 * one.chance_by(d), 1) for d in days],
            PRODUCT,
            ":",
        )
        for one in ([apart] if apart else [])
    ]
    by_pert = [round(100 * path.chance_by(day), 1) for day in days]
    names = [name for name in often if name not in case["always"]]
    return chances(
        days,
        [
            Line("Whole network, run by run", shares, PROJECT),
            *without,
            Line("One path, by PERT", by_pert, NEUTRAL, "--"),
        ],
        [
            Spot(f"{_PERCENT(kept)} by day {planned}", planned, kept, PROJECT),
            Spot(
                f"{percent}% by day {date:.1f}",
                date,
                percent,
                PROJECT,
                "left" if date > days[-1] - ROOM else "right",
            ),
        ],
        **framed,
        write_across=_DAY,
        write_up=_PERCENT,
        below=BarPanel(
            "How often each activity was critical",
            [project.titles[name] for name in names],
            [Series("", [often[name] for name in names], NEUTRAL)],
            "Share of the runs",
            "Activity",
            110,
            ticks=(0, 50, 100),
            write=_PERCENT,
        ),
        note=f"{runs.runs:,} runs. {', '.join(case['always'])} were critical in all of them.",
    )


# ------------------------------------------------------------ paths that meet


@lab("half", "some", "few")
def merge_bias(
    case: Case, *, paths: int, page: int, best: float, likely: float, worst: float, shared: int
) -> LabResult:
    """Let some like paths meet, and compare the end with the mean of one of them."""
    three = best, likely, worst
    with beside("likely"):
        mean = pert(*three, item="each path").mean
    names = [f"Path {number}" for number in range(1, paths + 1)]
    # An activity has random numbers of its own, so a path alone is the same path as in company.
    alone = [_meeting([name], three, shared, case) for name in names]
    whole = _meeting(names, three, shared, case)
    even = alone[0].percentile(50)
    chance = 100 * whole.chance_by(even)
    later = max(whole.mean - mean, 0)
    if len(names) == 1:
        title = f"One path takes {mean:.1f} days on average, and the whole ends with it"
        first = f"The one path is in by day {even:.1f} in half of the runs."
    else:
        title = (
            f"Each path takes {mean:.1f} days on average; the last of {len(names)} is in after "
            f"{whole.mean:.1f}"
        )
        first = (
            f"One path is in by day {even:.1f} in half of the runs; all {len(names)} are in by "
            f"then in {chance:.0f}%."
        )
    framed = frame(case, title)
    return LabResult(
        _runs_chart(names, alone, whole, mean, page, (best, worst), framed),
        (first, f"The mean end is day {whole.mean:.1f}, {later:.1f} after the mean of each path."),
        "half" if chance > 40 else "some" if chance > 20 else "few",
    )


def _meeting(names: list[str], three: tuple, shared: int, case: Mapping[str, Any]) -> Simulation:
    """Runs of some paths that start together; the whole ends with the last of them."""
    return simulate_schedule(
        {name: (three[1], "") for name in names},
        dict.fromkeys(names, three),
        correlation=shared / 100,
        runs=case["runs"],
        seed=case["seed"],
    )


def _runs_chart(
    names, alone, whole, mean: float, page: int, ends: tuple[float, float], framed: dict[str, Any]
) -> Chart:
    first = page * _SHOWN % (whole.runs - _SHOWN)
    shown = slice(first, first + _SHOWN)
    low = max(ends[0] // 10 * 10 - 10, 0)
    high = ends[1] // 10 * 10 + 10
    paths = [
        Dots(name, _shown(one, shown), Look(NEUTRAL.colour, marker))
        for name, one, marker in zip(names, alone, _MARKERS, strict=False)
    ]
    last = Dots("End of the run", _shown(whole, shown), _END, ring=True)
    return dot_rows(
        [str(number) for number in range(1, _SHOWN + 1)],
        [*paths, last],
        **framed,
        span=(low, high),
        ticks=range(int(low), int(high) + 1, 10),
        key=[
            (Look(NEUTRAL.colour), "A path, each with its own sign"),
            (_END, "The ring: the last path is in, and the run ends"),
        ],
        refs=[("Mean of each path", round(mean, 1)), ("Mean end", round(whole.mean, 1))],
        note=f"Twelve of {whole.runs:,} runs. The two means are those of all runs.",
    )


def _shown(runs: Simulation, part: slice) -> list[float]:
    return [round(float(end), 1) for end in runs.durations[part]]


# ------------------------------------------------------------ the date to promise


@lab("plan", "even", "sure")
def promise(case: Case, *, day: int, late: int, later: int) -> LabResult:
    """Weigh the cost of being late against that of promising late, for every date."""
    project = load_case().project
    runs = _ends(project.estimates, 0, case["runs"], case["seed"])
    planned = project.planned_end
    days = range(planned, case["last"] + 1)
    waiting = {one: late * runs.mean_excess(one) for one in days}
    promised = {one: later * (one - planned) for one in days}
    total = {one: waiting[one] + promised[one] for one in days}
    cheapest = min(days, key=total.__getitem__)
    kept, best = 100 * runs.chance_by(day), 100 * runs.chance_by(cheapest)
    framed = frame(
        case, f"Day {day} is kept in {kept:.0f} of 100 runs; day {cheapest} costs the least"
    )
    return LabResult(
        _cost_chart(waiting, promised, total, day, cheapest, framed),
        (
            f"Promise day {day}: kept in {kept:.0f}% of the runs. On average it costs "
            f"{_EURO(round(total[day], -2))}, of which {_EURO(round(waiting[day], -2))} for "
            "days after the promise.",
            f"The lowest cost is {_EURO(round(total[cheapest], -2))}, at day {cheapest}, which is "
            f"kept in {best:.0f}%.",
            f"From day {day} on, one more day of promise saves about "
            f"{_EURO(round(late * (1 - kept / 100), -2))} of lateness and costs "
            f"{_EURO(later)}.",
        ),
        "plan" if best < 35 else "even" if best < 65 else "sure",
    )


def _cost_chart(late, later, total, chosen: int, cheapest: int, framed: dict[str, Any]) -> Chart:
    shown = [day for day in total if day % 2 == 0]
    thousands = [[round(cost[day] / 1000, 1) for day in shown] for cost in (late, later, total)]
    high = ceiling(max(max(line) for line in thousands))
    cost = round(total[chosen] / 1000, 1)
    words = f"day {chosen}: {cost:,.1f}"
    side = "above right" if chosen <= cheapest and chosen < 100 else "above left"
    return chances(
        shown,
        [
            Line("Being late, on average", thousands[0], NEUTRAL, "--"),
            Line("Opening a day later, each", thousands[1], PRODUCT, ":"),
            Line("Both together", thousands[2], PROJECT),
        ],
        [Spot(words, chosen, cost, PROJECT, side)],
        **framed,
        write_across=_DAY,
        span=(shown[0] - 1, shown[-1] + 1),
        ticks=range(shown[0], shown[-1] + 1, 6),
        high=high * 1.12,
        up_ticks=three_ticks(high),
        refs=[(f"Lowest cost: day {cheapest}", cheapest)],
    )
