"""What a chair can know: all that cards show and strategies may use, and nothing hidden."""

from __future__ import annotations

from typing import NamedTuple

from .figures import contingency_left, earned_value, expected_costs, forecast, planned_value
from .model import Evidence, State
from .parameters import Parameters

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


def know(state: State, p: Parameters, beta: dict[str, float] | None) -> Known:
    """Put the figures of a week together."""
    plan, expected, spread = forecast(state, p)
    safe = expected + EIGHT_IN_TEN * spread
    cost, safe_cost = expected_costs(state, p, expected, safe)
    return Known(
        state.week,
        plan,
        expected,
        safe,
        p.weeks,
        planned_value(state.week - 1, p),
        earned_value(state, p),
        state.spent,
        state.budget,
        cost,
        safe_cost,
        state.points,
        tuple(state.bets),
        dict(state.evidence),
        state.elasticity,
        state.people,
        colour(expected, safe, cost, state, p),
        beta,
        dict(state.seen),
        contingency_left(state, p),
        bool(state.launched),
    )


def colour(expected: float, safe: float, cost: float, state: State, p: Parameters) -> str:
    """Return the status by rule.

    Red: the launch is expected a week late or the cost 5% over.  Amber: it is expected late or
    over, or eight chances in ten do not reach the promise.  Green: all else.
    """
    if expected > p.weeks + 1 or cost > 1.05 * state.budget:
        return "red"
    if safe > p.weeks or cost > state.budget:
        return "amber"
    return "green"


class WeekState(NamedTuple):
    """The figures at the end of a week, for charts."""

    week: int
    planned_value: float
    earned_value: float
    actual_cost: float
    budget: float
    expected_week: float
    safe_week: float
    forecast_cost: float
    safe_cost: float
    told_week: float | None
    work_left: float
    people: int
    points: float
    evidence: int
    colour: str
    news: tuple[str, ...]


def week_state(state: State, known: Known) -> WeekState:
    """Return the figures at the end of the week that has just been played."""
    told = state.reports[-1][1] if state.reports else None
    return WeekState(
        state.week - 1,
        known.planned_value,
        known.earned_value,
        known.actual_cost,
        known.budget,
        known.expected_week,
        known.safe_week,
        known.forecast_cost,
        known.safe_cost,
        told,
        sum(state.guess),
        known.people,
        known.points,
        len(known.evidence),
        known.colour,
        tuple(state.news),
    )
