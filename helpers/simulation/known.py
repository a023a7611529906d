"""What a chair can know: all that cards show and strategies may use, and nothing hidden.

The figures of control (expected launch, earned and planned value, cost to come, contingency) are
worked out here from the state of the project and put together as `Known`.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from .model import (
    LEAST,
    NOTHING,
    SCOPED,
    D,
    Evidence,
    F,
    J,
    State,
    focus,
    paces,
    start,
    team_cost,
    work_week,
)
from .parameters import Parameters, Risk
from .world import draw_world

EIGHT_IN_TEN = 0.84  # standard deviations above the mean
TAIL = 1e-9  # a chance too small to divide by
Views = list[tuple[float, float]]  # see `outlook`


class Known(NamedTuple):
    """The figures on the table at the start of a week."""

    week: int
    plan_week: float  # launch by most likely times
    expected_week: float  # launch by expected times, threats and waits
    safe_week: float  # eight chances in ten
    promised_week: int  # committed to the city; before that, what the city hopes for
    first_week: int  # what was committed first, before any new plan
    odds: float  # chance of a launch by the promised week
    date_odds: float  # the same within tolerance
    money_odds: float  # chance that the money lasts, within tolerance
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
    lent: bool  # people lent by Ines help this week
    slower: tuple[str, ...]  # activities under way that take longer than was thought
    colour: str  # what the figures say: green, amber or red
    beta: dict[str, float] | None  # measured activation and second ride, once the beta is over
    seen: dict[str, float]  # bet to its effect by the beta alone, in percentage points
    contingency: float  # EUR left; below 0 where more is needed
    contingency_granted: float  # with what was added to the budget or kept from it
    contingency_paid: float  # for threats, responses, and what was bought
    launched: bool
    committed: bool
    helped: bool
    replanned: bool
    stopped: bool
    trust: float  # from 0 to 1
    work_left: float  # working days of all activities, as the team expects them
    worth_to_come: float  # EUR of today that the relaunch brings while the contract lasts
    swap_worth: float  # EUR of today, from here, of only changing the payment provider
    cost_to_come: float
    years: int  # left of the contract with the city

    @property
    def cpi(self) -> float:
        """Earned value over the cost of the work, without what contingency paid; 1 before any."""
        cost = self.actual_cost - self.contingency_paid
        return self.earned_value / cost if cost else 1.0


def know(state: State, p: Parameters, beta: dict[str, float] | None) -> Known:
    """Put the figures of a week together."""
    views = outlook(state, p)
    plan, expected, spread = forecast(state, p, views)
    safe = expected + EIGHT_IN_TEN * spread
    cost, safe_cost = expected_costs(state, p, expected, safe)
    granted, paid, left = contingency(state, p, cost)
    date = odds(state.promise + p.tolerance_weeks, expected, spread)
    money = odds(state.budget + p.tolerance_cost, cost, cost_spread(state, p, cost, safe_cost))
    return Known(
        week=state.week,
        plan_week=plan,
        expected_week=expected,
        safe_week=safe,
        promised_week=state.promise,
        first_week=state.committed[0][1] if state.committed else state.promise,
        odds=odds(state.promise, expected, spread),
        date_odds=date,
        money_odds=money,
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
        lent=state.week <= state.help_until,
        slower=slower(state, p, views),
        colour=colour(min(date, money), p),
        beta=beta,
        seen=dict(state.seen),
        contingency=left,
        contingency_granted=granted,
        contingency_paid=paid,
        launched=bool(state.launched),
        committed=bool(state.committed),
        helped=bool(state.helped),
        replanned=bool(state.replanned),
        stopped=bool(state.stopped),
        trust=trust_left(state),
        work_left=sum(state.guess),
        worth_to_come=0.0 if state.stopped else worth_to_come(expected, state, p),
        swap_worth=swap_worth(state, p),
        cost_to_come=0.0 if state.launched else cost - state.spent,
        years=state.years,
    )


def odds(limit: float, expected: float, spread: float) -> float:
    """Return the chance to stay within a limit, on the bell around what is expected."""
    if spread <= NOTHING:
        return float(expected <= limit)
    return (1 + math.erf((limit - expected) / spread / math.sqrt(2))) / 2


def cost_spread(state: State, p: Parameters, cost: float, safe_cost: float) -> float:
    """Return the standard deviation of the cost: of the weeks to come, and of open threats."""
    struck = (chance * (1 - chance) * risk.cost**2 for _, chance, risk in open_threats(state, p))
    return math.sqrt(((safe_cost - cost) / EIGHT_IN_TEN) ** 2 + sum(struck))


def colour(chance: float, p: Parameters) -> str:
    """Return the status by rule: by the lower of the chances of date and money in tolerance."""
    return "red" if chance < p.red_odds else "amber" if chance < p.green_odds else "green"


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


def swap_worth(state: State, p: Parameters) -> float:
    """Return what only changing the payment provider is worth from here, in EUR of today.

    By the business case: what is done of its work needs no more; its gains end with the contract.
    """
    cost = float(p.swap.contingency)
    for i, share, price in p.swap_work:
        done = 1.0 if state.left[i] <= NOTHING else state.done[i] / p.means[i]
        cost += price * max(0.0, share - done)
    return p.swap_gains[state.years] - cost


def open_threats(state: State, p: Parameters) -> list[tuple[int, float, Risk]]:
    """Return what may still strike: position, the chance that it has now, and the risk."""
    return [
        (position, state.chance[risk.id], risk)
        for risk, position in p.threats
        if risk.id not in state.struck and state.guess[position] > 0
    ]


def forecast(state: State, p: Parameters, views: Views) -> tuple[float, float, float]:
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
        if guess[i] <= 0:
            continue
        days, left_open = views[i]
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
        spreads[i] = spread + left_open * p.variances[i] + shocks[i]
        teams[i] = together + p.activities[i].team * state.hoped[i] * math.sqrt(left_open)
    left = ends[J] / p.days_a_week
    plan = state.week - 1 + left * (1 - p.hope)
    merge = p.merge_days * min(1.0, sum(guess) / p.all_days)
    waits = 0.0 if state.go else p.go_wait
    expected = state.week - 1 + left + (merge + waits) / p.days_a_week
    spread = spreads[J] + (state.shared_spread * teams[J]) ** 2
    spread += 0.0 if state.go else p.days_a_week**2 / 12  # any day of the week before the decision
    factor = p.steered if open_scope(state) else p.unforeseen
    return plan, expected, factor * math.sqrt(spread) / p.days_a_week


def outlook(state: State, p: Parameters) -> Views:
    """Return the days that each activity is expected to need yet, and how unsure that is.

    The longer one has gone on, the longer it is expected to be altogether: of all the lengths that
    it could have, only those beyond the days done are left.  As far as this may come from what the
    team's work has in common, the team's activities that have not begun are expected to be longer,
    too.  Unsure is the share of its variance that is left, none where its length is known.
    """
    found, slower = [(0.0, 0.0)] * len(state.guess), 0.0
    for i, guess in enumerate(state.guess):
        if guess <= 0:
            continue
        done, hoped = state.done[i], state.hoped[i] * foreseen(state, p, i)
        if i in state.sure:
            found[i] = guess, 0.0
            continue
        team = p.activities[i].team
        common = state.shared_spread * hoped if team else 0.0
        spread = math.sqrt(p.variances[i] + common**2)
        if done <= 0 or spread <= NOTHING:
            found[i] = max(hoped - done, LEAST) * (1 + slower * team), 1.0
            continue
        place = (done - hoped) / spread
        beyond = math.erfc(place / math.sqrt(2)) / 2
        if beyond < TAIL:
            rate, unsure = place + 1 / place, 1 / place**2
        else:
            rate = math.exp(-(place**2) / 2) / math.sqrt(2 * math.pi) / beyond
            unsure = 1 + place * rate - rate**2
        found[i] = hoped - done + spread * rate, unsure
        slower = max(slower, spread * rate * (common / spread) ** 2 / hoped)
    return found


def slower(state: State, p: Parameters, views: Views) -> tuple[str, ...]:
    """Return the activities under way that will take a day or more longer than was thought."""
    return tuple(
        p.activities[i].name
        for i, (days, _) in enumerate(views)
        if days and state.done[i] > 0 and i not in state.sure
        if state.done[i] + days >= state.hoped[i] * foreseen(state, p, i) + 1
    )


def open_scope(state: State) -> bool:
    """Say whether the bets have still to be looked through."""
    return "weak_bets" not in state.choices


def foreseen(state: State, p: Parameters, i: int) -> float:
    """Return by what factor the work of an activity is expected to shrink with the scope.

    Until the bets have been looked through, it is expected that a part of them will be dropped,
    as teams like this one have done before.
    """
    if i not in SCOPED or not open_scope(state):
        return 1.0
    dropped = p.usual_cut * (state.points - p.core_points) / p.planned_points
    return 1 - p.scope_share * dropped


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
    week_cost = team_cost(state, p) + p.other_week
    sure, late_from = state.spent + threats, max(state.promise, state.week - 1)
    if state.launched or state.stopped:
        return [state.spent for _ in launches]
    return [
        sure
        + max(0.0, launch - state.week + 1) * week_cost
        + max(0.0, launch - late_from) * p.late_week
        for launch in launches
    ]


def contingency(state: State, p: Parameters, cost: float) -> tuple[float, float, float]:
    """Return the contingency granted, what was paid from it, and what is left, in EUR.

    It is charged with what it has paid, and with all else that is expected to cost more than the
    plan; so never more is left than of the money granted.  Below 0, more is needed.
    """
    granted = state.budget - p.work_budget
    paid = sum(amount for _, item, amount in state.ledger if item in p.reserved)
    return granted, paid, min(granted - paid, state.budget - cost)


def work_done(state: State, p: Parameters) -> float:
    """Return the share of the work that is done, each activity weighted by its planned days."""
    total = 0.0
    for i, mean in enumerate(p.means):
        share = 1.0 if state.left[i] <= NOTHING else min(0.95, state.done[i] / mean)
        total += mean * share
    return min(1.0, total / p.all_days)


@lru_cache(maxsize=8)
def plan_of_work(p: Parameters) -> tuple[float, ...]:
    """Return the share of the work that is done after 0, 1, 2 ... weeks at expected times."""
    calm = draw_world(0, p)._replace(work=p.means, risk={risk.id: 1.0 for risk in p.risks})
    state, shares = start(calm, p), [0.0]
    state.go = True
    while not state.launched:
        work_week(state, calm, p)
        state.week += 1
        shares.append(work_done(state, p))
    return tuple(shares)


def earned_value(state: State, p: Parameters) -> float:
    """Return the earned value in EUR: what was planned to be spent until as much work is done.

    The cost of the plan runs by the week; so does the earned value, and a CPI means something.
    """
    done, plan = work_done(state, p), plan_of_work(p)
    week = next(week for week, share in enumerate(plan) if share >= done)
    if week:
        before, after = plan[week - 1], plan[week]
        return planned_value(week - 1 + (done - before) / (after - before), p)
    return 0.0


def planned_value(week: float, p: Parameters) -> float:
    """Return the planned value at the end of a week, in EUR: the budget spread over the plan."""
    return p.work_budget * min(1.0, week / (len(plan_of_work(p)) - 1))
