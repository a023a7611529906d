"""What a chair can know: all that cards show and strategies may use, and nothing hidden.

The figures of control (expected launch, earned and planned value, cost to come, contingency) are
worked out here from the state of the project and put together as `Known`.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from .model import LEAST, NOTHING, D, Evidence, F, J, State, focus, paces, start, work_week
from .parameters import Parameters, Risk
from .world import draw_world

EIGHT_IN_TEN = 0.84  # standard deviations above the mean


class Known(NamedTuple):
    """The figures on the table at the start of a week."""

    week: int
    plan_week: float  # launch by most likely times
    expected_week: float  # launch by expected times, threats and waits
    safe_week: float  # eight chances in ten
    promised_week: int  # committed to the city; before that, what the city hopes for
    odds: float  # chance of a launch by the promised week
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
    committed: bool
    helped: bool
    replanned: bool
    stopped: bool
    trust: float  # from 0 to 1
    work_left: float  # working days of all activities, as the team expects them
    worth_to_come: float  # EUR of today that the relaunch brings while the contract lasts
    cost_to_come: float
    years: int  # left of the contract with the city


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
        promised_week=state.promise,
        odds=odds(state.promise, expected, spread),
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
        colour=colour(odds(state.promise, expected, spread), cost, state, p),
        beta=beta,
        seen=dict(state.seen),
        contingency=contingency_left(state, p),
        launched=bool(state.launched),
        committed=bool(state.committed),
        helped=bool(state.helped),
        replanned=bool(state.replanned),
        stopped=bool(state.stopped),
        trust=trust_left(state),
        work_left=sum(state.guess),
        worth_to_come=0.0 if state.stopped else worth_to_come(expected, state, p),
        cost_to_come=0.0 if state.launched else cost - state.spent,
        years=state.years,
    )


def odds(week: float, expected: float, spread: float) -> float:
    """Return the chance of a launch by a week, on the bell around the expected one."""
    if spread <= NOTHING:
        return float(expected <= week)
    return (1 + math.erf((week - expected) / spread / math.sqrt(2))) / 2


def colour(chance: float, cost: float, state: State, p: Parameters) -> str:
    """Return the status by rule: by the chance of the promise, and by the expected cost."""
    if chance < p.red_odds or cost > p.red_cost * state.budget:
        return "red"
    return "amber" if chance < p.green_odds or cost > state.budget else "green"


def trust_left(state: State) -> float:
    """Return what is left of the trust of Ines and the city, from 0 to 1."""
    return math.prod(kept for _, kept in state.trust)


def worth_to_come(launch: float, state: State, p: Parameters) -> float:
    """Return what the relaunch brings while the contract lasts, in EUR of today.

    By the business case: its benefits year by year, discounted; each week of launch after week
    20 takes a week of the first year.
    """
    benefits = list(p.benefits[: state.years])
    benefits[0] -= (launch - p.weeks) * p.benefits[0] / 52
    return sum(amount / (1 + p.rate) ** year for year, amount in enumerate(benefits, 1))


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
    factors, guess, changes = focus(state, p), state.guess, paces(state, p)
    ends, spreads, teams = [0.0] * 10, [0.0] * 10, [0.0] * 10
    threats, shocks = [0.0] * 10, [0.0] * 10
    for position, chance, risk in open_threats(state, p):
        threats[position] = chance * risk.days
        shocks[position] = chance * (1 - chance) * risk.days**2
    for i in range(10):
        days = guess[i]
        if days <= 0:
            continue
        begin = spread = together = 0.0
        for other in p.after[i]:
            end = ends[other]
            if state.fast and i == F and other == D:
                overlap = min(guess[D], p.overlap * p.means[D])
                end = max(0.0, end - overlap / (factors[D] * changes[0][1] or LEAST))
            if end > begin:
                begin, spread, together = end, spreads[other], teams[other]
        work = days + threats[i]
        if p.activities[i].team:
            ends[i] = _end(begin, work, factors[i], changes)
        else:
            ends[i] = begin + work / factors[i]
        unsure = 0.0 if i in state.sure else math.sqrt(min(1.0, days / p.means[i]))
        spreads[i] = spread + unsure * p.variances[i] + shocks[i]
        teams[i] = together + (days if p.activities[i].team and unsure else 0.0)
    left = ends[J] / p.days_a_week
    plan = state.week - 1 + left * (1 - p.hope)
    merge = p.merge_days * min(1.0, sum(guess) / p.all_days)
    waits = 0.0 if state.go else p.go_wait
    expected = state.week - 1 + left + (merge + waits) / p.days_a_week
    spread = spreads[J] + (state.shared_spread * teams[J]) ** 2
    spread += 0.0 if state.go else p.days_a_week**2 / 12  # any day of the week before the decision
    return plan, expected, math.sqrt(spread) / p.days_a_week


def _end(begin: float, work: float, factor: float, changes: list[tuple[float, float]]) -> float:
    """Return the day from now on which work of the team ends, while its speed changes."""
    for until, pace in changes:
        speed = pace * factor or LEAST
        if begin + work / speed <= until:
            return begin + work / speed
        if begin < until:
            work -= (until - begin) * speed
            begin = until
    raise AssertionError("the last speed holds for ever")


def expected_costs(state: State, p: Parameters, *launches: float) -> list[float]:
    """Return what it will cost in EUR for each week of launch.

    That is what is spent, the weeks to come, open threats, and what a late week costs.
    """
    threats = sum(chance * risk.cost for _, chance, risk in open_threats(state, p))
    week_cost = state.people * p.person_week + p.other_week
    sure, late_from = state.spent + threats, max(state.promise, state.week - 1)
    if state.launched or state.stopped:
        return [state.spent for _ in launches]
    return [
        sure
        + max(0.0, launch - state.week + 1) * week_cost
        + max(0.0, launch - late_from) * p.late_week
        for launch in launches
    ]


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
