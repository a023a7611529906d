"""Exhibits of the running example: every number invented, and stamped so."""

from __future__ import annotations

from helpers.content import load_figure
from helpers.methods import change_impact as impact_of
from helpers.velolink import load_case

from ..chart import Chart, Facts, facts_of
from ..forms import Life, Mark, Series, Stage, Task, Track, curves, gantt, grouped_bars
from ..forms import life_lines as draw_lives
from ..registry import exhibit
from ..style import NEUTRAL, PALE, PRODUCT, PROJECT
from ..words import number

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


_INVENTED = "VeloLink and all its numbers are invented."


def _facts(table: str, population: str, *caveats: str, title: str, alt: str) -> Facts:
    """What stands beside a picture drawn from ``velolink.yaml``."""
    source = (
        f"Source: VeloLink, the course's running example: {table}, the course authors, 2026. "
        f"{population}. Licence: same terms as the course."
    )
    return Facts(title, alt, source, (_INVENTED, *caveats), illustrative=True)


def _year(month: str) -> float:
    """``2019-03`` as a place on an axis of years."""
    year, _, in_year = month.partition("-")
    if not (year.isdecimal() and in_year.isdecimal()):
        raise ValueError(f"{month!r} is no month; write one such as 2019-03")
    return int(year) + (int(in_year) - 1) / 12


def _month(place: float) -> str:
    year, month = divmod(round(place * 12), 12)
    return f"{_MONTHS[month]} {year}"


@exhibit
def life_lines() -> Chart:
    figure = load_figure("velolink_life_lines")
    looks = {"product": PRODUCT, "project": PROJECT}
    lives = [
        Life(
            row["name"],
            _year(row["start"]),
            _year(row["end"]) if row["end"] else None,
            looks[row["kind"]],
        )
        for row in figure.rows
    ]
    return draw_lives(
        lives,
        facts_of(
            figure.info,
            title="The product has no planned end; every project within it has one",
            alt="A time axis from 2019 to 2028. The product runs from 2019 to the edge as an "
            "arrow; three projects are short bars with a start and an end.",
        ),
        time_label="Calendar year",
        category_label="Product or project",
        span=(2018.8, 2028.5),
        write=_month,
        ticks=range(2019, 2029),
        tick_write=lambda place: f"{place:.0f}",
    )


@exhibit
def relaunch_gantt() -> Chart:
    project = load_case().project
    times = project.schedule.activities
    tasks = [
        Task(
            f"{one.id}  {one.name}",
            times[one.id].early_start,
            one.days,
            times[one.id].total_float,
            times[one.id].critical,
        )
        for one in project.activities
    ]
    end, critical = project.planned_end, len(project.schedule.critical)
    milestones = [
        Mark("Scope\nsigned off", times["A"].early_finish),
        Mark("Tests\npassed", times["H"].early_finish),
        Mark("Plan\nends", end),
        Mark("Promised\nto the city", project.promised_day),
    ]
    return gantt(
        tasks,
        milestones,
        _facts(
            "schedule of Relaunch 2.0",
            "Ten activities of one project",
            "Each activity has one likely duration here. A later lesson shows how far durations "
            "can stray.",
            "Payment contract and payment integration share the same 5 days of float.",
            title=f"The plan takes {end} working days, and {critical} of its {len(tasks)} "
            "activities have no slack",
            alt="A Gantt chart of ten activities. Six form the critical path and are hatched; "
            "four can slip by 5 to 27 days. Milestones stand below.",
        ),
        time_label="Working days from the start",
        category_label="Activity",
        high=112,
        ticks=range(0, 101, 20),
        pitch=0.25,
    )


@exhibit
def product_life_cycle() -> Chart:
    figure, stages = load_figure("velolink_life_cycle"), load_figure("velolink_life_stages")
    bands = [
        Stage(row["stage"], row.number("start"), row.number("end"), row["work"])
        for row in stages.rows
    ]
    return curves(
        [Track("riders", figure.numbers("year"), figure.numbers("weekly_riders"), PRODUCT)],
        facts_of(
            figure.info,
            title="The product manager's work changes with the stage; it does not stop at launch",
            alt="A curve of weekly riders over thirteen years that rises, stays level and falls. "
            "Five stages are marked with the product manager's work in each.",
        ),
        across_label="Years since the product began",
        up_label="Riders a week",
        span=(-0.5, 13.4),
        high=15_000,
        ticks=range(0, 14),
        up_ticks=range(0, 6001, 2000),
        stages=bands,
        callouts=[("Relaunch 2.0", 7.0, 6000)],
        write_across=number(before="year "),
        number_points=False,
        height=3.3,
        note="Years 8 to 13 show one possible future.",
    )


@exhibit
def relaunch_burnup() -> Chart:
    backlog = load_case().project.backlog
    sprints = list(range(len(backlog.done)))
    scope = [backlog.scope + backlog.added * (one >= backlog.added_in_sprint) for one in sprints]
    pace = backlog.done[-1] / sprints[-1]
    return curves(
        [
            Track("Scope", sprints, scope, NEUTRAL, dashed=True),
            Track("Work done", sprints, backlog.done, PROJECT),
        ],
        _facts(
            "burnup",
            "One team, four sprints",
            f"The scope is the app's whole backlog. The release of 1 April needs {backlog.release} "
            "of its points.",
            "Points are one team's own measure. They do not compare teams.",
            title=f"The team finished {pace:.0f} points a sprint while the scope grew by "
            f"{backlog.added}",
            alt="Two lines over four sprints: the scope stays at 120 points and rises to 140 in "
            "sprint 3; the work done rises steadily to 60.",
        ),
        across_label="Sprint",
        up_label="Story points",
        span=(-0.25, 4.9),
        high=165,
        write_across=number(before="sprint "),
        ticks=range(0, 5),
        up_ticks=range(0, 151, 50),
    )


@exhibit
def change_impact() -> Chart:
    project = load_case().project
    names = {one.id: one.name for one in project.activities}
    asked = sorted(
        project.change_requests,
        key=lambda one: impact_of(project.network, {one.activity: one.days}).delay,
    )
    impacts = [impact_of(project.network, {one.activity: one.days}) for one in asked]
    return grouped_bars(
        [
            f"{names[one.activity]}: {one.days} days more,\nfinish on day {impact.after}"
            for one, impact in zip(asked, impacts, strict=True)
        ],
        [
            Series("Days added to the activity", [one.days for one in asked], PALE),
            Series("Days by which the finish moves", [one.delay for one in impacts], PROJECT),
        ],
        _facts(
            "change requests",
            "Four change requests to one plan of 82 days",
            "Each request is taken alone. Two together can share the same float.",
            title="Eight more days move the finish by 8 days in one place and by 3 in another",
            alt="Four change requests, each with two bars: the days it adds to an activity, and "
            "the days by which the whole project ends later.",
        ),
        value_label="Working days",
        category_label="Change request",
        high=32,
        ticks=(0, 10, 20, 30),
        write=number(),
        pitch=0.46,
        note="The plan without changes ends on day 82. A request eats the float of its activity "
        "first: 5 days for payment integration, 27 for the sensor firmware, none for the app.",
    )
