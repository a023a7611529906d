"""The model of the game on one page: its equations, their sources, and what is invented.

**Work.** Ten activities; each waits for the ones before it. Its true length is drawn before week 1,
with the mean (O + 4 M + P) / 6, and stays hidden. In a week of 5 days an open activity advances by
``days * pace``. Work left never falls below 0. Time left over goes to the next one.

**People.** ``pace = (veterans - 0.5 newcomers) (1 - 0.02 (heads - 1))``, divided by the same for
the first five people. It holds for what the team does: B, D, F, G, H. A newcomer becomes a veteran
after 4 weeks.

**Scope.** Of the work on D, F and H, 35% grows with the points of the core and the kept bets. A cut
or an addition changes only work that is left.

**Risks.** A threat strikes as its activity ends, if its hidden draw is below its chance. It costs
days and money. A response lowers the chance. Durations move together: all the team's work is longer
or shorter by one hidden factor, on average a bit longer than was estimated.

**Figures.** Actual cost is the sum of the ledger. Contingency pays for threats that strike, for
responses to them, for time and help that is bought, and for work that takes longer than planned.
What is left of it is never more than the money granted less the expected cost. The cost of the plan
runs by the week, so planned value does, too: the budget without contingency, spread evenly over the
weeks of a plan in which every activity takes its expected time. Earned value is what that plan
would have spent to get as much work done, counted in planned days. The CPI is earned value over
what the work has cost, without what contingency paid. The expected launch takes expected times,
never hidden ones, with what teams like this one took longer before. It learns from each finished
activity how fast the team is, and from an open one that goes on and on. It adds open threats, the
merge bias and the wait for the go decision, and until week 8 it expects that about half of the
bets' points will be dropped, as is usual. It knows that newcomers will learn and that lent people
will leave. With 0.84 standard deviations more, it is kept eight times in ten: over 200 plays of the
autopilot in 75 to 85 of 100. The expected cost is what is spent, the weeks to the expected launch,
of each open threat the chance times the cost, and what late weeks cost.

**Status.** Two chances count: that the launch comes within tolerance of the committed week (a week
later at most), and that the cost stays within tolerance of the money granted (EUR 10,000 more at
most). The status is green if both are at least 65%, red if one is below 30%, else amber. A report
is true if it tells this colour.

**Worth.** Each bet has a hidden effect on activation or on second rides. Evidence is that effect
plus an error; dearer research has a smaller one. Two pieces of evidence are weighed, each by one
over its squared error. Defects lower both shares, and a bet that is built later is polished less.
Then, week by week, with the old app until the launch and the new one after it: ``members = members
(1 - churn) + installs * activation * second ride * conversion``. A higher price lowers conversion
and raises churn; how much is hidden.

**Delay.** Riders have the new app from its launch on, not from a promised day. So each week of
delay costs what the business case says that a week brings, before and after the committed date.
After it, penalty and goodwill come on top.

**Ines.** She commits the first whole week with the chance that Tomás recommends, at most one after
the one the city hopes for; without a recommendation she takes the plan's (row `commit-date`). Once
a week is committed, she can be asked as soon as the status is not green, again when its colour
changes, and else every third week. Asked for help, she adds money and lends people once; half as
much if a report was missing or greener than the figures. Asked for a new plan, she agrees if the
committed week is no longer green, and tells the city the week with eight chances in ten; late news
costs more trust than early news (row `beyond-tolerance`). In week 12 she stops the project if a
stop is recommended and what is to come is worth at most what it costs (row `stop-project`). A stop
that the figures do not bear out costs trust, and the team some days; not so where the next best way
is worth more than going on. A justified one withdraws the public date, which costs, too. In some
plays the city cuts its contract short in week 11. Then only the figures can say whether to go on.
Beside them stands the next best way of the business case, only to change the payment provider in
the old app, by the work on it that is left. It is there to compare with; the game does not play it.

**Scores.** A launch is late against the date that holds, and each week by which a new plan put off
the first one counts half. The first date stays a promise; so does one withdrawn by a stop, and it
counts as a week late. A range told is scored against the launch so that nobody does better, on
average, than with the dates that are believed. Trust, and ownership of calls, lose a part with each
false or missing report, and with each call taken or left open: none is ever free. Padded, hopeful
and missing forecasts cost trust when they come out: when Ines asks again, or at the launch.
Delivery is amber at best where Ines could have helped and did not know, where no forecast or no
report was ever given, where she asked twice or more and was told nothing, or something other than
the figures say, where a stop was recommended against the figures, where ownership falls below 25 of
100, and where the date is missed by more than the tolerance though a new plan could have been
brought. It is so, too, where the week that she committed first is missed, or the money exceeded, by
more than the tolerance; then only what lies above amber counts less. Money is a broken promise only
beyond tolerance; the city, which is told a date, knows none. No silence is held against a chair
that was never offered to ask.

**The end.** Work left after week 20 runs on without decisions but one: when the beta ends, Mina
says go or no go. If she then waits, the app is launched a week later.

**Chairs.** Each decision applies a row of the course's table of decision rights. Where the row
gives it to the sponsor, the chair recommends and Ines decides. Whoever takes the other chair's call
is logged, and the team, which hears two voices, is 10% slower for that week.

**Published, and held in direction only.** People added late slow a late project (Brooks, *The
Mythical Man-Month*, 1975; the toy model is the course's own). Where paths merge, the end comes
later on average than on the longest path alone (Van Slyke, Operations Research 11, 1963). First
dates are often missed: 8.5% of big projects kept both budget and date (Flyvbjerg & Gardner, *How
Big Things Get Done*, 2023), and members of a trade body say that 53 to 55% of theirs are on time
(PMI, *Pulse of the Profession*, 2020 and 2021). These two are not comparable. About a third of one
firm's well-made experiments improved what they were to improve (Kohavi et al., *Online
Experimentation at Microsoft*, 2009).

**Invented.** VeloLink, every number in `parameters`, the shape of every effect, and the weights of
the scorecards. The game shows how such forces act together. It predicts nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from .parameters import Parameters
from .world import World

A, B, C, D, E, F, G, H, I, J = range(10)  # noqa: E741 (the letters of the network)
SCOPED = (D, F, H)
FIRST_CHAIN, PAYMENT_CHAIN = (D, F), (C, G)
NOTHING = 1e-9  # days of work that count as none
LEAST = 0.1  # of its mean: an open activity is never expected to need less than this


class Evidence(NamedTuple):
    """What is believed of a bet: its effect in percentage points, and the standard error."""

    points: float
    spread: float

    @property
    def quality(self) -> str:
        """The error in a word."""
        return "rough" if self.spread > 2 else "fair" if self.spread > 1 else "good"

    def weighed(self, other: Evidence) -> Evidence:
        """Return both together, each weighted by one over its squared error."""
        mine, yours = self.spread**2, other.spread**2
        points = (self.points * yours + other.points * mine) / (mine + yours)
        return Evidence(points, self.spread * other.spread / math.sqrt(mine + yours))


@dataclass(slots=True)
class State:
    """Where the project stands at the start of ``week``; lists are by position of activity."""

    week: int
    left: list[float]  # true working days of work left
    guess: list[float]  # the same as the team expects it
    done: list[float]  # working days of work done
    hoped: list[float]  # all days of each activity, as the team expected them at first
    bets: list[str]  # kept, first ones safest
    points: float
    budget: float
    veterans: int
    promise: int  # the week that is committed to the city; before week 2 the one it hopes for
    shared_spread: float  # standard deviation of what the team's work has in common
    years: int  # left of the contract with the city
    newcomers: list[tuple[int, int]] = field(default_factory=list)  # people, week they are ready
    focus: str = "even"
    fast: bool = False
    go: bool = False
    slow_week: int = 0  # overrides in this week
    shared: float = 0.0  # what the team believes that its work has in common
    sure: set[int] = field(default_factory=set)  # activities whose length a spike has shown
    help_until: int = 0  # last week in which lent people help
    committed: list[tuple[int, int]] = field(default_factory=list)  # week, week committed
    gate: tuple[float, float, float] = (0.0, 0.0, 0.0)  # spent; worth of going on; of a swap
    stopped: int = 0  # week
    defects: float = 0.0
    price: float = 0.0
    chance: dict[str, float] = field(default_factory=dict)
    struck: dict[str, int] = field(default_factory=dict)  # risk to its week
    evidence: dict[str, Evidence] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)  # bet: points, by the beta alone
    elasticity: float | None = None
    researched: list[str] = field(default_factory=list)  # bets with evidence from before the beta
    beta: str = "planned"
    accepted: list[str] = field(default_factory=list)  # change requests
    reports: list[tuple[int, float, float]] = field(default_factory=list)  # week, even, 8 in 10
    trust: list[tuple[str, float]] = field(default_factory=list)  # what cost it, and what it left
    hidden: list[tuple[str, float]] = field(default_factory=list)  # the same, not yet out
    offers: list[tuple[int, str]] = field(default_factory=list)  # week, colour: Ines could be asked
    concealed: list[int] = field(default_factory=list)  # weeks in which Ines could have helped
    untrue: list[int] = field(default_factory=list)  # weeks in which she was told other figures
    untold: list[int] = field(default_factory=list)  # weeks in which she asked in vain
    unfounded: int = 0  # week in which a stop was recommended against the figures
    false_green: bool = False
    helped: int = 0  # week in which Ines gave money and people
    replanned: int = 0  # week
    ledger: list[tuple[int, str, float]] = field(default_factory=list)
    spent: float = 0.0
    news: list[str] = field(default_factory=list)  # what happened in the week before
    launched: float = 0.0  # weeks from the start; 0 before the launch
    choices: dict[str, str] = field(default_factory=dict)

    def pay(self, item: str, amount: float) -> None:
        """Enter a cost in the ledger (a refund is negative)."""
        if amount:
            self.ledger.append((self.week, item, amount))
            self.spent += amount

    def come_out(self) -> None:
        """Let false forecasts come out, and cost their trust."""
        self.news += [f"{why} That has come out." for why, _ in self.hidden]
        self.trust += self.hidden
        self.hidden = []

    @property
    def people(self) -> int:
        """Heads in the team."""
        return self.veterans + sum(count for count, _ in self.newcomers)


def start(world: World, p: Parameters) -> State:
    """Return the state at the start of week 1."""
    bets = [bet.id for bet in p.bets if bet.id != p.requested]
    return State(
        1,
        list(world.work),
        list(p.expected),
        [0.0] * 10,
        list(p.expected),
        bets,
        p.planned_points,
        p.budget,
        p.team,
        p.weeks,
        p.shared_luck,
        len(p.benefits),
        shared=p.overrun,
        defects=p.defects,
        price=p.price,
        chance={risk.id: risk.chance for risk, _ in p.threats},
    )


def team_cost(state: State, p: Parameters) -> float:
    """Return what the team costs in a week, in EUR."""
    return p.team * p.person_week + (state.people - p.team) * p.added_week


def output(veterans: float, newcomers: float, p: Parameters) -> float:
    """Return the work of a team in a day, in days of one undisturbed person."""
    friction = max(0.0, 1 - p.coordination * (veterans + newcomers - 1))
    return max(0.0, veterans - p.mentor * newcomers) * friction


def pace(state: State, p: Parameters, week: int | None = None) -> float:
    """Return the team's speed, 1 for the first team undisturbed; in a later week if one is given.

    By then newcomers have learned and lent people have left.
    """
    week = state.week if week is None else week
    fresh = sum(count for count, ready in state.newcomers if ready > week)
    veterans = state.people - fresh
    speed, usual = 1.0, output(p.team, 0, p)
    if veterans != p.team or fresh:
        speed = output(veterans, fresh, p) / usual if usual else 0.0
    return speed * (1 + p.help_gain) if week <= state.help_until else speed


def paces(state: State, p: Parameters) -> list[tuple[float, float]]:
    """Return the team's speed from now on: until which day from now, and how fast."""
    weeks = {ready for _, ready in state.newcomers} | {state.help_until + 1}
    changes = sorted(week for week in weeks if week > state.week)
    days = [p.days_a_week * (week - state.week) for week in changes]
    return list(
        zip([*days, math.inf], (pace(state, p, w) for w in (state.week, *changes)), strict=True)
    )


def focus(state: State, p: Parameters) -> list[float]:
    """Return by how much the sequence makes each activity faster or slower."""
    result = [1.0] * 10
    if state.focus != "even":
        first, second = FIRST_CHAIN, PAYMENT_CHAIN
        if state.focus == "payment":
            first, second = second, first
        for position in first:
            result[position] *= p.focus_gain
        for position in second:
            result[position] *= p.focus_loss
    return result


def speeds(state: State, p: Parameters) -> list[float]:
    """Return the speed of each activity this week: the team's pace, the focus, two voices."""
    team = pace(state, p) * (1 - p.override_loss) ** state.slow_week
    return [
        factor * team if activity.team else factor
        for factor, activity in zip(focus(state, p), p.activities, strict=True)
    ]


def may_run(state: State, position: int, p: Parameters) -> bool:
    """Say whether an unfinished activity may go on: predecessors, fast track, go decision."""
    left = state.left
    for other in p.after[position]:
        if left[other] > NOTHING and not (
            state.fast and position == F and other == D and state.guess[D] <= p.overlap * p.means[D]
        ):
            return False
    return position != J or state.go


def stretch(state: State, position: int, factor: float) -> None:
    """Make the work left of an activity longer or shorter; none stays none."""
    state.left[position] *= factor
    state.hoped[position] += (factor - 1) * state.guess[position]
    state.guess[position] *= factor


def prolong(state: State, position: int, days: float) -> None:
    """Add days to an unfinished activity (to J after that)."""
    place = position if state.left[position] > NOTHING else J
    state.left[place] += days
    state.guess[place] += days
    state.hoped[place] += days


def learn_pace(state: State, p: Parameters, position: int) -> None:
    """Learn from a finished activity of the team how long the others will take.

    What the team's work has in common is weighed: what was believed against what was seen, each
    by one over its squared error.  The work left of the team grows or shrinks with the belief.
    """
    if not p.activities[position].team or position in state.sure or not state.shared_spread:
        return
    seen = state.done[position] / state.hoped[position] * (1 + state.shared) - 1
    error, variance = p.variances[position] / p.means[position] ** 2, state.shared_spread**2
    weight = variance / (variance + error)
    believed = state.shared + weight * (seen - state.shared)
    for other, activity in enumerate(p.activities):
        if activity.team and state.left[other] > NOTHING and other not in state.sure:
            factor = (1 + believed) / (1 + state.shared)
            state.hoped[other] += (factor - 1) * state.guess[other]
            state.guess[other] *= factor
    state.shared, state.shared_spread = believed, math.sqrt((1 - weight) * variance)


def set_points(state: State, points: float, p: Parameters) -> None:
    """Change the scope: the work left of D, F and H follows in part."""

    def size(scope: float) -> float:
        return 1 - p.scope_share + p.scope_share * scope / p.planned_points

    factor = size(points) / size(state.points)
    state.points = points
    for position in SCOPED:
        stretch(state, position, factor)


def strikes(state: State, world: World, p: Parameters, position: int) -> bool:
    """Let a threat strike an activity that is about to end; say whether one did."""
    for risk, struck in p.threats:
        if struck == position and risk.id not in state.struck:
            if world.risk[risk.id] >= state.chance[risk.id]:
                continue
            state.struck[risk.id] = state.week
            state.left[position] = state.guess[position] = risk.days
            state.hoped[position] = state.done[position] + risk.days
            state.sure.add(position)
            state.pay(risk.name, risk.cost)
            state.news.append(f"{risk.name}: {risk.days:g} more days and EUR {risk.cost:,.0f}.")
            return True
    return False


def work_week(state: State, world: World, p: Parameters) -> None:
    """Let one week of work pass: from one end of an activity to the next."""
    speed = speeds(state, p)
    left, guess, done = state.left, state.guess, state.done
    time = float(p.days_a_week)
    while time > NOTHING:
        open_now = [
            i for i in range(10) if left[i] > NOTHING and speed[i] > 0 and may_run(state, i, p)
        ]
        if not open_now:
            break
        step = min(time, min(left[i] / speed[i] for i in open_now))
        if state.fast and D in open_now and guess[D] > p.overlap * p.means[D]:
            step = min(step, 1.0)  # look again each day whether F may start
        for i in open_now:
            work = min(step * speed[i], left[i])
            left[i] -= work
            done[i] += work
            guess[i] = max(guess[i] - work, LEAST * p.means[i])
            if left[i] <= NOTHING and not strikes(state, world, p, i):
                left[i] = guess[i] = 0.0
                learn_pace(state, p, i)
                state.news.append(f"Finished: {p.activities[i].name}.")
                if i == J:
                    past = (state.week - 1) * p.days_a_week
                    state.launched = (past + p.days_a_week - time + step) / p.days_a_week
        time -= step


def end_week(state: State, world: World, p: Parameters) -> None:
    """Work a week, pay for it, and let newcomers become veterans."""
    if not state.launched and not state.stopped:
        added = team_cost(state, p) - p.team * p.person_week
        work_week(state, world, p)
        state.pay("team", p.team * p.person_week)
        state.pay("added", added)
        state.pay("other", p.other_week)
        late = min(state.launched or math.inf, state.week) - max(state.promise, state.week - 1)
        if late > NOTHING:
            state.pay("late", late * p.late_week)
            state.news.append(f"Late: penalty and goodwill cost EUR {late * p.late_week:,.0f}.")
    if state.launched or state.stopped:
        state.come_out()
    state.slow_week = 0
    state.week += 1
    ready = sum(count for count, week in state.newcomers if week <= state.week)
    if ready:
        state.veterans += ready
        state.newcomers = [row for row in state.newcomers if row[1] > state.week]


def beta_over(state: State) -> bool:
    """Say whether the beta has ended."""
    return state.left[I] <= NOTHING
