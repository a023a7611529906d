"""The lab on ways of working: a Kanban board, its limit, and what its picture says."""

from __future__ import annotations

from helpers.charts.forms import Track, curves
from helpers.charts.style import INK, NEUTRAL, PROJECT, Look
from helpers.charts.words import number
from helpers.methods import ageing, cumulative_flow, littles_law, run_board
from helpers.velolink import load_case

from .registry import Case, lab
from .result import LabResult
from .scales import ceiling, frame, three_ticks

_DARK = Look(INK, "D")
_NEAR = 2  # cards by which two boards do not differ


@lab("more", "same", "fewer")
def kanban_board(case: Case, *, limit: int, days: int) -> LabResult:
    """Run the board under a limit, beside the same cards with the limit of the case."""
    people = load_case().project.team
    cards, freely = (
        run_board(
            most,
            days,
            people=people,
            waiting=case["waiting"],
            asked_a_day=case["asked_a_day"],
            seed=case["seed"],
        )
        for most in (limit, case["no_limit"])
    )
    flow, ages = cumulative_flow(cards, days), ageing(cards, days)
    done, free = flow.finished[-1], cumulative_flow(freely, days).finished[-1]
    points = sorted({*range(0, days + 1, case["every"]), days})
    asked, started, finished = (
        Track(name, [float(day) for day in points], [line[day] for day in points], look, dashed)
        for name, line, look, dashed in (
            ("Asked for", flow.asked, NEUTRAL, True),
            ("Started", flow.started, PROJECT, False),
            ("Finished", flow.finished, _DARK, False),
        )
    )
    high = ceiling(max(flow.asked[-1], 100))
    oldest = max(ages.ages.values(), default=0)
    chart = curves(
        [asked, started, finished],
        **frame(
            case,
            f"With a limit of {limit}, {done} cards are finished in {days} days; {flow.wip[-1]} "
            f"are in progress, the oldest for {_days(oldest)}",
        ),
        span=(0, case["longest"]),
        high=high,
        ticks=range(0, case["longest"] + 1, 10),
        up_ticks=three_ticks(high),
        between=(started, finished),
        number_points=False,
        write_across=number(before="day "),
        tick_write=number(),
    )
    same = limit == case["no_limit"]
    beside = "" if same else f" With a limit of {case['no_limit']} it would be {free}."
    way = "more" if done > free + _NEAR else "fewer" if done < free - _NEAR else "same"
    return LabResult(
        chart,
        (
            f"Finished: {done}." + beside,
            f"In progress on day {days}: {flow.wip[-1]}. Not started, so Mina may still change "
            f"the order: {flow.asked[-1] - flow.started[-1]}.",
            _law(flow.mean_wip, flow.throughput, flow.cycle_time, flow.steady),
            _old(ages.expected, len(ages.over), oldest),
        ),
        way,
    )


def _days(value: float) -> str:
    return f"{value:,.10g} day{'' if value == 1 else 's'}"


def _law(wip: float, pace: float, took: float | None, steady: bool) -> str:
    """Little's law beside what the cards took, over the second half of the days."""
    if not pace or took is None:
        return "Little's law: nothing was finished in the second half, so there is no pace yet."
    law = littles_law(wip=f"{wip} cards", throughput=f"{pace} cards/day")
    said = (
        f"Little's law, second half: {wip:.1f} cards in progress / {pace:.2f} finished a day = "
        f"{law:.1f} days. The cards that were finished took {took:.1f}."
    )
    if steady:
        return said
    return (
        f"{said} The board isn't steady: its open cards get more or older. So don't quote the law "
        "here, nor the mean of those that got through."
    )


def _old(expected: int | None, over: int, oldest: int) -> str:
    """The age of open cards beside the time that finished ones took."""
    if expected is None:
        return f"Ageing: no card is finished yet, and the oldest open one is {_days(oldest)} old."
    are = {0: "No open card is", 1: "One open card is"}.get(over, f"{over} open cards are")
    return (
        f"Ageing: 85% of the finished cards took {_days(expected)} at most. {are} older than that, "
        f"and the oldest is {_days(oldest)} old."
    )
