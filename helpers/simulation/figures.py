"""The figures of control: expected launch, earned and planned value, cost to come, contingency."""

from __future__ import annotations

import math
from functools import lru_cache

from .model import LEAST, NOTHING, D, F, J, State, speeds, start, work_week
from .parameters import Parameters, Risk
from .world import draw_world


def open_risks(state: State, p: Parameters) -> list[tuple[Risk, float]]:
    """Return the risks that may still strike, each with the chance that it has now."""
    return [
        (risk, state.chance[risk.id])
        for risk in p.risks
        if risk.id not in state.struck and state.guess[risk.position] > 0
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
    for risk, chance in open_risks(state, p):
        threats[risk.position] = chance * risk.days
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
    threats = sum(chance * risk.cost for risk, chance in open_risks(state, p))
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
