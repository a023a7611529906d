"""What a chair can know: all that cards show and strategies may use, and nothing hidden.

The figures of control (expected launch, earned and planned value, cost to come, contingency) are
worked out here from the state of the project and put together as `Known`.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from .model import LEAST, NOTHING, D, Evidence, F, J, State, speeds, start, work_week
from .parameters import Parameters, Risk
from .world import draw_world

EIGHT_IN_TEN = 0.84  # standard deviations above the mean


class Known(NamedTuple):
    """The figures on the table at the start of a week."""

    week: int
    plan_week: float  # launch by most likely times
    expected_week: float  # launch by expected times, threats and waits
    safe_week: float  # eight chances in ten
    promised_week: int
    planned_value: float
    earned_value: float
    actual_cost: float
    budget: float
    forecast_cost: float
    safe_cost: float  # what it will cost if the launch comes in the safe week
    points: float
    bets: tuple[str, ...]
    evidence: dict[str, Evidence]
    elasticity: float | None
    people: int
    colour: str  # what the figures say: green, amber or red
    beta: dict[str, float] | None  # measured activation and second ride, once the beta is over
    seen: dict[str, float]  # bet to its effect by the beta alone, in percentage points
    contingency: float  # EUR left; below 0 where more was needed
    launched: bool
    told_week: float | None  # the last date told to the city
    work_left: float  # working days of all activities, as the team expects them


def know(state: State, p: Parameters, beta: dict[str, float] | None) -> Known:
    """Put the figures of a week together."""
    plan, expected, spread = forecast(state, p)
    safe = expected + EIGHT_IN_TEN * spread
    cost, safe_cost = expected_costs(state, p, expected, safe)
    return Known(
        week=state.week,
        plan_week=plan,
        expected_week=expected,
        safe_week=safe,
        promised_week=p.weeks,
        planned_value=planned_value(state.week - 1, p),
        earned_value=earned_value(state, p),
        actual_cost=state.spent,
        budget=state.budget,
        forecast_cost=cost,
        safe_cost=safe_cost,
        points=state.points,
        bets=tuple(state.bets),
        evidence=dict(state.evidence),
        elasticity=state.elasticity,
        people=state.people,
        colour=colour(expected, safe, cost, state, p),
        beta=beta,
        seen=dict(state.seen),
        contingency=contingency_left(state, p),
        launched=bool(state.launched),
        told_week=state.reports[-1][1] if state.reports else None,
        work_left=sum(state.guess),
    )


def colour(expected: float, safe: float, cost: float, state: State, p: Parameters) -> str:
    """Return the status by rule.

    Red: the launch is expected a week late or the cost 5% over.  Amber: it is expected late or
    over, or eight chances in ten do not reach the promise.  Green: all else.
    """
    if expected > p.weeks + p.red_weeks or cost > p.red_cost * state.budget:
        return "red"
    return "amber" if safe > p.weeks or cost > state.budget else "green"


def open_threats(state: State, p: Parameters) -> list[tuple[int, float, Risk]]:
    """Return what may still strike: position, the chance that it has now, and the risk."""
    return [
        (position, state.chance[risk.id], risk)
        for risk, position in p.threats
        if risk.id not in state.struck and state.guess[position] > 0
    ]


def forecast(state: State, p: Parameters) -> tuple[float, float, float]:
    """Return the launch by a plan, its expected week, and the standard deviation, in weeks.

    The plan takes each activity left at its most likely time.  The expected week takes expected
    times and adds what a plan forgets: open threats, the merge bias, and the wait for the
    go decision.
    """
    if state.launched:
        return state.launched, state.launched, 0.0
    speed, guess = speeds(state, p), state.guess
    ends, spreads = [0.0] * 10, [0.0] * 10
    threats = [0.0] * 10
    for position, chance, risk in open_threats(state, p):
        threats[position] = chance * risk.days
    for i in range(10):
        days = guess[i]
        if days <= 0:
            continue
        begin = spread = 0.0
        for other in p.after[i]:
            end = ends[other]
            if state.fast and i == F and other == D:
                end = max(0.0, end - p.overlap * p.means[D] / speed[D])
            if end > begin:
                begin, spread = end, spreads[other]
        share = min(1.0, days / p.means[i])
        ends[i] = begin + (days + threats[i]) / (speed[i] or LEAST)
        spreads[i] = spread + share * p.variances[i]
    left = ends[J] / p.days_a_week
    plan = state.week - 1 + left * (1 - p.hope)
    merge = p.merge_days * min(1.0, sum(guess) / p.all_days)
    waits = 0.0 if state.go else p.go_wait
    expected = state.week - 1 + left + (merge + waits) / p.days_a_week
    return plan, expected, math.sqrt(spreads[J]) / p.days_a_week


def expected_costs(state: State, p: Parameters, *launches: float) -> list[float]:
    """Return what it will cost in EUR for each week of launch: spent, weeks, open threats."""
    threats = sum(chance * risk.cost for _, chance, risk in open_threats(state, p))
    week_cost = state.people * p.person_week + p.other_week
    sure = state.spent + threats
    return [sure + max(0.0, launch - state.week + 1) * week_cost for launch in launches]


def contingency_left(state: State, p: Parameters) -> float:
    """Return what is left of the contingency in EUR; below 0 where more was needed."""
    items = p.reserved
    return p.contingency - sum(amount for _, item, amount in state.ledger if item in items)


def earned_value(state: State, p: Parameters) -> float:
    """Return the earned value in EUR: work budget by planned days, times the share done."""
    total = 0.0
    for i, mean in enumerate(p.means):
        share = 1.0 if state.left[i] <= NOTHING else min(0.95, state.done[i] / mean)
        total += mean * share
    return p.work_budget * min(1.0, total / p.all_days)


@lru_cache(maxsize=8)
def plan_of_work(p: Parameters) -> tuple[float, ...]:
    """Return the planned value after 0, 1, 2 ... weeks: what is earned at expected times."""
    calm = draw_world(0, p)._replace(work=p.means, risk={risk.id: 1.0 for risk in p.risks})
    state, values = start(calm, p), [0.0]
    state.go = True
    while not state.launched:
        work_week(state, calm, p)
        state.week += 1
        values.append(earned_value(state, p))
    return tuple(values)


def planned_value(week: int, p: Parameters) -> float:
    """Return the planned value at the end of a week, in EUR."""
    values = plan_of_work(p)
    return values[min(week, len(values) - 1)]
