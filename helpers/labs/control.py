"""Labs of the lab control: what the money has bought, what a change does, when it will be done."""

from __future__ import annotations

from math import ceil
from typing import Any

from helpers.charts.forms import BarPanel, Mark, Ray, Series, Track, bar_panels, burn_charts, cone
from helpers.charts.style import INK, NEUTRAL, PALE, PROJECT, Look
from helpers.charts.words import number
from helpers.methods import burn, change_impact, forecast_sprints
from helpers.velolink import WEEK, Project, Tolerance, load_case

from .registry import Case, lab
from .result import LabResult
from .scales import euros, frame

_DARK = Look(INK, "D")
_EUR = number(before="EUR ")


# ------------------------------------------------------------ earned value

_ASSUMED = {"typical": "as so far", "one_off": "as planned", "both": "cost and pace"}


@lab("level", "late", "worse")
def earned_value(case: Case, *, week: int, rest: str) -> LabResult:
    """Hold the work done against plan and cost at the end of a week, and look ahead."""
    project = load_case().project
    days = [WEEK * one for one in range(1, week + 1)]
    status, pace = project.status(days[-1]), project.earned_schedule(days[-1])
    bac = int(status.bac)
    ends = {
        "typical": round(status.eac_typical, -2),
        "one_off": round(status.eac_one_off, -2),
        "both": round(status.eac_cost_and_schedule, -2),
    }
    end = pace.forecast
    rays = [
        Ray(_ASSUMED[name], round(end / WEEK, 1), round(cost), name == rest)
        for name, cost in ends.items()
    ]
    weeks = [float(one) for one in range(week + 1)]
    plan = [float(one) for one in range(max(week, ceil(project.planned_end / WEEK)) + 1)]
    done = status.ev == bac
    title = (
        f"Week {week}: the work was done on day {project.real_end} and has cost "
        f"{euros(status.ac)}; the plan said day {project.planned_end} and {bac:,}"
        if done
        else f"Week {week}: if the rest goes {_WAYS[rest]}, the whole costs about "
        f"{euros(ends[rest])}, of a cost baseline of {project.cost_baseline:,}"
    )
    chart = cone(
        [
            Track(
                "Planned value",
                plan,
                [round(project.planned_value(WEEK * one)) for one in plan],
                NEUTRAL,
                dashed=True,
            ),
            Track(
                "Earned value", weeks, [0.0, *(project.earned_value(day) for day in days)], PROJECT
            ),
            Track("Actual cost", weeks, [0.0, *(project.actual_cost(day) for day in days)], _DARK),
        ],
        (week, status.ac),
        [] if done else rays,
        **frame(case, title),
        limit=Mark("Budget at completion", bac),
        more_limits=[
            Mark("Cost baseline: with contingency", project.cost_baseline),
            Mark("With the management reserve", project.cost_baseline + project.management_reserve),
        ],
        due=Mark("Plan", project.planned_end / WEEK),
        more_dues=[Mark("Promise", project.promised_day / WEEK)],
        key=[
            (NEUTRAL, f"Planned value (PV), the work due by now: {euros(status.pv)}"),
            (PROJECT, f"Earned value (EV), planned cost of the work done: {euros(status.ev)}"),
            (_DARK, f"Actual cost (AC), what it has cost: {euros(status.ac)}"),
        ],
        write_across=number(before="week "),
        write_up=_EUR,
        tick_write=lambda value: f"{value / 1000:.0f}",
    )
    ratios = (
        f"Week {week}: CPI {status.cpi:.2f}, SPI {status.spi:.2f}, and by earned schedule "
        f"SPI(t) {pace.spi_t:.2f}. The work stands where the plan stood on day {pace.earned:.0f}."
    )
    if done:
        left = project.cost_baseline - status.ac
        last = (
            f"All work is done. It cost {euros(-status.vac)} more than its plan, paid out of the "
            f"contingency; {euros(left)} of that are left."
        )
        return LabResult(chart, (ratios, last), _level(status.spi))
    ahead = "; ".join(f"{euros(ends[name])} {_WAYS[name]}" for name in ends)
    room = project.cost_baseline - status.ac
    needed = (status.bac - status.ev) / room
    steep = (
        f"To stay inside the cost baseline, each euro from now on has to buy EUR {needed:.2f} of "
        f"planned work (TCPI); so far it bought {status.cpi:.2f}."
    )
    when = f"By the index alone the end is day {end:.0f}{_by_network(project, days[-1])}."
    return LabResult(chart, (ratios, f"Cost at the end: {ahead}.", when, steep), _level(status.spi))


def _by_network(project: Project, day: int) -> str:
    """The end by the likely times of what is left, while group rides are in question."""
    if not project.review_day <= day <= project.quarrel.day:
        return ""
    with_them, without = (project.forecast(group_rides=one) for one in (True, False))
    return f"; by the network day {with_them} with group rides, day {without} without"


_WAYS = {"typical": "as so far", "one_off": "as planned", "both": "worse, pressed by cost and pace"}


def _level(spi: float) -> str:
    if spi > 0.995:
        return "level"
    return "late" if spi > 0.8 else "worse"


# ------------------------------------------------------------ change requests


@lab("three", "eight", "thirteen")
def change_requests(case: Case, **choice: bool) -> LabResult:
    """Run the accepted requests through the plan, each alone and all together."""
    project = load_case().project
    plan, asked, limits = project.network, project.change_requests, project.tolerance
    accepted = [request for request in asked if choice[request.id]]
    extra: dict[str, int] = {}
    for request in accepted:
        extra[request.activity] = extra.get(request.activity, 0) + request.days
    together = change_impact(plan, extra)
    money = sum(request.money for request in accepted)
    alone = {one.id: change_impact(plan, {one.activity: one.days}).delay for one in asked}
    names = [f"{one.name} ({one.activity}, +{one.days} days)" for one in asked]
    names.append("All accepted, together")
    looks = [NEUTRAL if one in accepted else PALE for one in asked] + [PROJECT]
    moved = (
        f"moves from day {together.before} to day {together.after}"
        if together.delay
        else f"stays on day {together.after}"
    )
    chart = bar_panels(
        [
            BarPanel(
                "Later finish",
                names,
                [Series("days", [*alone.values(), together.delay])],
                "Working days",
                "Change request",
                11,
                looks,
                (0, 5, 10),
            ),
            BarPanel(
                "Extra cost",
                names,
                [Series("cost", [*(one.money for one in asked), money])],
                "EUR",
                "Change request",
                38_000,
                looks,
                (0, 15_000, 30_000),
            ),
        ],
        **frame(
            case,
            f"{len(accepted)} of {len(asked)} requests accepted: the finish {moved}, and EUR "
            f"{money:,} more are spent",
        ),
        key=[
            (PALE, "Refused: what it would do alone"),
            (NEUTRAL, "Accepted: what it does alone"),
            (PROJECT, "All accepted requests together, run through the plan"),
        ],
        note=f"The tolerance: up to {limits.days} working days later and up to EUR "
        f"{limits.cost:,} more, all changes taken together.",
    )
    return LabResult(
        chart,
        (
            _moved(together, extra, [alone[one.id] for one in accepted]),
            _who_decides(together.delay, money, limits, len(accepted)),
        ),
        {3: "three", 8: "eight", 13: "thirteen"}.get(together.delay, ""),
    )


def _moved(together: Any, extra: dict[str, int], alone: list[int]) -> str:
    """Say by how much the finish moves, and why not by the sum."""
    if not extra:
        return f"No request is accepted. The plan still ends on day {together.after}."
    floats = " and ".join(
        f"{name} gets {days} days more and had {together.float_before[name]} of float"
        for name, days in extra.items()
    )
    moved = f"moves by {together.delay} days to" if together.delay else "stays on"
    said = f"The finish {moved} day {together.after}: {floats}."
    if len(alone) > 1:
        said += (
            f" Alone, the requests would move it by {' + '.join(map(str, alone))} = {sum(alone)}."
        )
    return said


def _who_decides(days: int, money: int, limits: Tolerance, count: int) -> str:
    if not count:
        return "There is nothing to decide yet. A refusal, too, goes into the log with its reason."
    used = f"That's {days} of {limits.days} days and EUR {money:,} of {limits.cost:,}"
    if days > limits.days or money > limits.cost:
        return f"{used}: beyond the tolerance, so Ines decides. Mina says what it's worth."
    return f"{used}: within the tolerance, so Mina decides, now that Tomás has traced the impact."


# ------------------------------------------------------------ burn-down and burn-up

_SCOPE = {"yes": "goes on growing as it did", "no": "stays"}


@lab("six", "eight", "more")
def burn_pair(case: Case, *, added: int, grows: str) -> LabResult:
    """Draw the work left above the work done and the scope, and forecast the end."""
    backlog = load_case().project.backlog
    late, finished = backlog.added_in_sprint, backlog.done
    scope = [backlog.scope + (added if n >= late else 0) for n in range(len(finished))]
    chart_of = burn(scope, finished)
    now = len(chart_of.velocities)
    growth = [added if n == late else 0 for n in range(1, now + 1)]
    future = forecast_sprints(
        chart_of.remaining[-1],
        chart_of.velocities,
        scope_changes=growth if grows == "yes" else (),
        runs=case["runs"],
        horizon=case["horizon"],
    )
    half, most = (int(future.percentile(share)) for share in (50, 80))
    sprints = [float(n) for n in range(now + 1)]
    before, after = chart_of.remaining[late - 1], chart_of.remaining[late]
    way = "up" if after > before else "down" if after < before else "unmoved"
    chart = burn_charts(
        Track("Work left", sprints, chart_of.remaining, _DARK),
        [
            Track("Scope", sprints, scope, NEUTRAL, dashed=True),
            Track("Work done", sprints, finished, PROJECT),
        ],
        [Mark("half of the futures", now + half), Mark("8 in 10", now + most)],
        **frame(
            case,
            f"In sprint {late} the burn-down goes {way}, from {before} to {after} points; 8 of 10 "
            f"futures end by sprint {now + most}",
        ),
        write_across=number(before="sprint "),
    )
    return LabResult(
        chart,
        (
            f"In sprint {late} the team finished {chart_of.velocities[late - 1]} points while "
            f"{added} were added, so the work left went from {before} to {after}.",
            f"{chart_of.remaining[-1]} points are left. If the scope "
            f"{_SCOPE[grows]}, half of the futures need "
            f"{half} more sprints or fewer, and 8 in 10 need {most} or fewer.",
        ),
        "six" if most <= 6 else "eight" if most <= 9 else "more",
    )
