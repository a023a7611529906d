"""Labs of a plan that meets the world: links that overlap, bought days, the baseline today."""

from __future__ import annotations

from typing import Any

from helpers.charts.chart import Chart
from helpers.charts.forms import Compared, Line, Spot, Task, baseline_bars, chances, gantt
from helpers.charts.style import NEUTRAL, PRODUCT, PROJECT
from helpers.charts.words import number
from helpers.methods import cpm, crash, working_dates
from helpers.methods.schedule import Schedule
from helpers.velolink import Project, load_case

from .registry import Case, lab
from .result import LabResult
from .scales import ceiling, euros, frame, three_ticks

_DAY = number(before="day ")
_LONGEST = 260  # working days that a calendar is asked for


# ------------------------------------------------------------ links that overlap, and dates


@lab("same", "some", "all")
def overlap(
    case: Case,
    *,
    build_days: int,
    build_link: str,
    build_lag: int,
    test_link: str,
    test_lag: int,
    both_ends: bool,
    calendar: str,
) -> LabResult:
    """Let work overlap by the kind and the lag of two links, and read the dates of the plan."""
    project = load_case().project

    def worked_out(days: int) -> Schedule:
        links = [("F", test_link, test_lag)]
        links += [("F", "FF", case["after_build"])] if both_ends else []
        network = project.network
        return cpm(
            network
            | {
                "F": (days, ["B", ("D", build_link, build_lag)]),
                "H": (network["H"][0], ["E", *links, "G"]),
            }
        )

    schedule = worked_out(build_days)
    times, planned = schedule.activities, project.network["F"][0]
    end = int(schedule.duration)
    dates = working_dates(
        project.start,
        _LONGEST,
        holidays=project.closed if "closed" in calendar else [],
        weekend=["Sunday"] if "six" in calendar else ["Saturday", "Sunday"],
    )
    last = f"{dates[end - 1]:%A} {_date(dates[end - 1])} {dates[end - 1].year}"
    found = [f"The plan ends on day {end}, which is {last}. {_moved(end - project.planned_end)}"]
    found.append(
        f"F runs from day {times['F'].early_start} to {times['F'].early_finish}, H from day "
        f"{times['H'].early_start} to {times['H'].early_finish}."
    )
    if (early := times["F"].early_finish - times["H"].early_finish) > 0:
        found.append(
            f"Look: the test would end {early} day{'s' * (early > 1)} before the app is built. "
            "These links allow it, so a link is missing."
        )
    ticks = range(0, end + 1, 20 if end > 60 else 10)
    chart = gantt(
        [
            Task(project.titles[name], one.early_start, one.duration, one.total_float, one.critical)
            for name, one in times.items()
        ],
        [],
        **frame(case, f"The plan ends on day {end}, {_date(dates[end - 1])}"),
        high=max(100, end) * 1.12,
        ticks=ticks,
        tick_write=lambda day: f"{_date(dates[int(day)])}",
        pitch=0.34,
    )
    shift, more = end - worked_out(planned).duration, build_days - planned
    return LabResult(
        chart, tuple(found), "same" if not shift else "all" if shift >= more else "some"
    )


def _date(day: Any) -> str:
    return f"{day.day} {day:%b}"


def _moved(days: int) -> str:
    if not days:
        return "That is as in the plan of Relaunch 2.0."
    much = f"{abs(days)} day{'s' * (abs(days) > 1)}"
    return f"That is {much} {'later' if days > 0 else 'sooner'} than in the plan of Relaunch 2.0."


# ------------------------------------------------------------ bought days


@lab("none", "one", "two", "most")
def bought_days(case: Case, *, end: int, delay: int, back_end: int) -> LabResult:
    """Buy the cheapest days that bring the end forward, against what each day of waiting costs."""
    project = load_case().project
    offers = project.offers | {"D": (project.offers["D"][0], back_end)}
    curve = crash(project.network, offers)
    planned, shortest = project.planned_end, curve.shortest
    waiting = {day: delay * (day - shortest) for day in curve.costs}
    total = {day: curve.costs[day] + waiting[day] for day in curve.costs}
    cheapest = curve.cheapest(delay)
    bought = {
        name: days - curve.durations[end][name]
        for name, (days, _) in project.network.items()
        if days > curve.durations[end][name]
    }
    said = ", ".join(f"{days} on {name}" for name, days in bought.items()) or "none"
    found = [f"To end on day {end}, buy these days: {said}. They cost {euros(curve.costs[end])}."]
    if end > shortest:
        step = curve.costs[end - 1] - curve.costs[end]
        pays = "pays" if step < delay else "breaks even" if step == delay else "doesn't pay"
        found.append(
            f"One day more costs {euros(step)} and saves {euros(delay)} of waiting. It {pays}."
        )
    else:
        every = sum((project.network[n][0] - days) * cost for n, (days, cost) in offers.items())
        found.append(
            f"No money buys a shorter plan. All days on offer would cost {euros(every)}, "
            "and end on the same day."
        )
    saved = total[planned] - total[cheapest]
    found.append(
        f"The cheapest end is day {cheapest}, {euros(saved)} below the plan of day {planned}."
        if saved
        else f"The cheapest end is day {planned}: no day is worth its price."
    )
    framed = frame(case, f"The cheapest end is day {cheapest}; you chose day {end}")
    bought_on = sum(project.network[n][0] > curve.durations[cheapest][n] for n in project.network)
    came = ("none", "one", "two")[bought_on] if bought_on < 3 else "most"
    return LabResult(
        _curve_chart(curve.costs, waiting, total, end, cheapest, framed), tuple(found), came
    )


def _curve_chart(bought, waiting, total, chosen: int, cheapest: int, framed) -> Chart:
    days = sorted(total)
    thousands = [[round(cost[day] / 1000, 2) for day in days] for cost in (bought, waiting, total)]
    high = ceiling(max(max(line) for line in thousands))
    cost = round(total[chosen] / 1000, 2)
    return chances(
        days,
        [
            Line("Bought days", thousands[0], NEUTRAL, "--"),
            Line("Waiting for the end", thousands[1], PRODUCT, ":"),
            Line("Both together", thousands[2], PROJECT),
        ],
        [Spot(f"day {chosen}: {cost:,.2f}", chosen, cost, PROJECT, "above right")],
        **framed,
        write_across=_DAY,
        span=(days[0] - 1, days[-1] + 4),
        ticks=range(days[0] + 1, days[-1] + 1, 6),
        high=high * 1.12,
        up_ticks=three_ticks(high),
        refs=[(f"Cheapest: day {cheapest}", cheapest)],
    )


# ------------------------------------------------------------ the baseline today


@lab("same", "some", "all")
def baseline_today(case: Case, *, build: int, rides: bool, test: int) -> LabResult:
    """Hold the forecast of week 10 against the baseline, activity by activity."""
    project = load_case().project
    today = project.review_day
    spans = _forecast(project, build, rides, test)
    ends = {name: end for name, (_, end) in spans.items()}
    end, planned = ends["J"], project.planned_end
    index = round(project.earned_schedule(today).forecast)
    tasks = [
        Compared(
            project.titles[name],
            (times.early_start, times.early_finish),
            spans[name],
            ends[name] <= today,
        )
        for name, times in project.schedule.activities.items()
    ]
    room = project.promised_day - end
    over = end - project.latest_day
    told = (
        f"That is {abs(room)} day{'s' * (abs(room) != 1)} {'before' if room > 0 else 'after'} the "
        "promised day"
        if room
        else "That is the promised day"
    )
    found = [
        f"The network sees the end on day {end}: {end - planned} days after the baseline. {told}, "
        f"day {project.promised_day}.",
        f"The index of week 10 says day {index}. It stretches the whole plan by the pace so "
        "far; the network looks only at the work that is left.",
        f"Tomás may let the end run to day {project.latest_day} by himself. "
        + (
            f"This is {over} days beyond it, so Ines has to know."
            if over > 0
            else "This is within."
        ),
    ]
    chart = baseline_bars(
        tasks,
        [("Today", today), ("Promise", project.promised_day)],
        **frame(case, f"Today's forecast is day {end}; the baseline said day {planned}"),
        high=150 if end > 118 else 125,
        ticks=range(0, 126, 25),
    )
    likely = _forecast(project, project.quarrel.build.likely, False, project.network["H"][0])
    shift = end - likely["J"][1]
    return LabResult(
        chart,
        tuple(found),
        "same" if not shift else "some" if shift < project.quarrel.group_rides_days else "all",
    )


def _forecast(project: Project, build: int, rides: bool, test: int) -> dict[str, tuple[int, int]]:
    """Start and end of each activity: as it was, or by the days that the work left takes."""
    spans = {name: (first, last) for name, (first, last) in project.course.items()}
    begun = spans["F"][0]
    spans["F"] = (begun, begun + build + rides * project.quarrel.group_rides_days)
    start = max(spans[name][1] for name in project.network["H"][1])
    for name, days in (("H", test), ("I", project.network["I"][0]), ("J", project.network["J"][0])):
        spans[name] = (start, start + days)
        start += days
    return spans
