"""The running example: every fact of VeloLink and Relaunch 2.0, and what follows from them.

The facts stand once, in ``lessons_data/velolink.yaml``; what follows is computed here with
`helpers.methods`. All of it is invented. Money in EUR; "day 50" is the end of the fiftieth
working day; a week has five.

>>> case = load_case()
>>> case.project.planned_end, case.project.budget_at_completion, case.project.cost_baseline
(82, 340000, 400000)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from helpers.content import ContentError, course_root
from helpers.content.decoding import decode
from helpers.content.reading import read_yaml
from helpers.methods import change_impact, cpm, earned_schedule, evm, irr, npv, payback, pert_path
from helpers.methods.earned_value import EarnedSchedule, EarnedValue
from helpers.methods.schedule import Schedule
from helpers.questions import Model

FILE = "velolink.yaml"
WEEK = 5
"""Working days."""


class Span(Model):
    """Where a measure stood, stands and should stand."""

    now: float
    target: float
    start: float | None = None


class Service(Model):
    """VeloLink as it is when Relaunch 2.0 begins."""

    town: str
    operator: str
    stations: int
    bikes: int
    members: int
    member_price: float
    weekly_riders: int
    weekly_rides: int
    weekly_single_rides: int
    single_fare: float
    margin: float
    churn: float
    acquisition_cost: float
    city_fee: int
    fixed_cost: int
    funnel: dict[str, int]
    weekly_installs: int
    launch_daily_installs: int
    complaints: Span
    first_dock: Span
    second_ride_goal: Span

    @property
    def lifetime_value(self) -> float:
        """EUR that a member leaves over the whole stay."""
        return self.member_price * self.margin / self.churn


class Activity(Model):
    """One activity of the plan: three estimates in working days, and what it costs a day.

    ``saved_day`` is what each day costs by which it is made shorter, down to ``least`` days; 0
    where money buys none.
    """

    id: str
    name: str
    short: str
    after: list[str]
    optimistic: int
    days: int
    pessimistic: int
    cost_a_day: int
    team: bool = False
    least: int = 0
    saved_day: int = 0

    @property
    def cost(self) -> int:
        """Planned cost in EUR."""
        return self.days * self.cost_a_day


class Response(Model):
    """What changes a risk's chance, for money."""

    name: str
    cost: int
    chance: float


class Risk(Model):
    """A threat (``money`` below 0) or a chance; it may strike as its activity ends."""

    id: str
    name: str
    chance: float
    money: int
    days: int
    activity: str
    response: Response

    @property
    def cost(self) -> int:
        """EUR that it costs; below 0 for a chance."""
        return -self.money


class Tolerance(Model):
    """How far the project manager may go beyond planned end and cost baseline."""

    days: int
    cost: int


class ChangeRequest(Model):
    """Days and EUR that a wish adds to one activity."""

    id: str
    name: str
    activity: str
    days: int
    money: int


class Backlog(Model):
    """The app's story points: ``done`` in all at the end of each sprint, from sprint 0 on."""

    scope: int
    added_in_sprint: int
    added: int
    done: list[int]
    release: int


class Idea(Model):
    """One idea for the product: what it takes, whom it may reach, which goals it serves."""

    id: str
    name: str
    effort: float
    serves: list[str] = []
    reach: int = 0
    impact: float = 0.0
    confidence: float = 0.0
    promised: str = ""
    weeks: int = 0

    @property
    def score(self) -> float:
        """RICE: people in a quarter, weighted by impact and confidence, for a person-month."""
        return self.reach * self.impact * self.confidence / self.effort


class Estimates(Model):
    """Three estimates of one piece of work, in working days."""

    optimistic: int
    likely: int
    pessimistic: int


class Quarrel(Model):
    """Day 60: shall group rides stay in the release?"""

    day: int
    build: Estimates
    group_rides_days: int


class Project(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Relaunch 2.0: its plan, its limits, and what really happened."""

    title: str
    start: str
    closed: list[str]
    sponsor: str
    deliverables: list[str]
    out: list[str]
    team: int
    contingency: int
    management_reserve: int
    tolerance: Tolerance
    promised_day: int
    go_live: str
    late_day: int
    activities: list[Activity]
    risks: list[Risk]
    course: dict[str, list[int]]
    euro_buys: float
    review_day: int
    extended_on: int
    change_requests: list[ChangeRequest]
    backlog: Backlog
    quarrel: Quarrel

    # ------------------------------------------------------------ the plan

    @property
    def network(self) -> dict[str, tuple[int, list[str]]]:
        """The plan as `helpers.methods.cpm` reads it: days and what each activity waits for."""
        return {one.id: (one.days, one.after) for one in self.activities}

    @property
    def estimates(self) -> dict[str, tuple[int, int, int]]:
        """Optimistic, most likely and pessimistic days of each activity."""
        return {one.id: (one.optimistic, one.days, one.pessimistic) for one in self.activities}

    @property
    def offers(self) -> dict[str, tuple[int, int]]:
        """Least days and the cost of each saved day, as `helpers.methods.crash` reads them."""
        return {one.id: (one.least, one.saved_day) for one in self.activities if one.saved_day}

    @property
    def titles(self) -> dict[str, str]:
        """The letter and the short name of each activity."""
        return {one.id: f"{one.id} {one.short}" for one in self.activities}

    @cached_property
    def schedule(self) -> Schedule:
        """The plan's times, floats and critical activities."""
        return cpm(self.network)

    @property
    def planned_end(self) -> int:
        """The day on which the plan ends."""
        return int(self.schedule.duration)

    @property
    def latest_day(self) -> int:
        """The day up to which the project manager may let the end run without asking."""
        return self.planned_end + self.tolerance.days

    @property
    def budget_at_completion(self) -> int:
        """The cost of all activities as planned; contingency is not part of it."""
        return sum(one.cost for one in self.activities)

    @property
    def cost_baseline(self) -> int:
        """Budget at completion and contingency."""
        return self.budget_at_completion + self.contingency

    @property
    def cost_limit(self) -> int:
        """What the project manager may spend without asking."""
        return self.cost_baseline + self.tolerance.cost

    def planned_value(self, day: float, *, late: bool = False) -> float:
        """The planned cost of the work that is due by ``day``, each activity's spread evenly.

        Parameters
        ----------
        day : float
            Working days since the start.
        late : bool
            By the latest starts in place of the earliest.
        """
        times = self.schedule.activities
        start = "late_start" if late else "early_start"
        return sum(
            one.cost * _share(getattr(times[one.id], start), one.days, day)
            for one in self.activities
        )

    # ------------------------------------------------------------ what happened

    @property
    def real_end(self) -> int:
        """The day on which operations sign."""
        return max(last for _, last in self.course.values())

    @property
    def real_cost(self) -> int:
        """What it has cost in the end, to the hundred."""
        return _hundreds(self.budget_at_completion / self.euro_buys)

    def earned_value(self, day: float) -> int:
        """The planned cost of the work that is done by ``day``, to the hundred."""
        done = 0.0
        for one in self.activities:
            first, last = self.course[one.id]
            done += one.cost * _share(first, last - first, day)
        return _hundreds(done)

    def actual_cost(self, day: float) -> int:
        """What the work done by ``day`` has cost, to the hundred."""
        return _hundreds(self.earned_value(day) / self.euro_buys)

    def drawdown(self, day: float) -> dict[str, int]:
        """EUR of the contingency on ``day``: taken by what, still to be taken, and then left.

        Actual cost holds all that was paid. So the response that was bought (against R1) is part
        of what it lies above earned value, and the rest of that are estimates too low.
        """
        bought = next(risk for risk in self.risks if risk.id == "R1").response.cost
        over = self.actual_cost(day) - self.earned_value(day)
        expected = _hundreds(self.status(day).eac_typical) - self.budget_at_completion
        return {
            "response": bought,
            "estimates": over - bought,
            "to_come": expected - over,
            "left": self.contingency - expected,
        }

    def status(self, day: float) -> EarnedValue:
        """The earned value measures on ``day``."""
        planned, earned = self.planned_value(day), self.earned_value(day)
        return evm(self.budget_at_completion, planned, earned, self.actual_cost(day))

    def earned_schedule(self, day: float) -> EarnedSchedule:
        """How far the work has come, in days of the plan."""
        curve = [self.planned_value(one) for one in range(1, self.planned_end + 1)]
        return earned_schedule(curve, self.earned_value(day), min(day, self.real_end))

    def forecast(self, *, group_rides: bool) -> int:
        """The end as the network sees it on the day of the quarrel, by the likely times."""
        start, _ = self.course["F"]
        likely = (days for _, days, _ in self._what_is_left(group_rides=group_rides).values())
        return start + sum(likely)

    def odds(self, day: int, *, group_rides: bool) -> float:
        """The chance, by PERT, that the end of `forecast` comes by ``day``."""
        start, _ = self.course["F"]
        left = self._what_is_left(group_rides=group_rides)
        return pert_path(left, left).chance_by(day - start)

    def _what_is_left(self, *, group_rides: bool) -> dict[str, tuple[int, int, int]]:
        """Estimates from the start of the app build on: Jun's new ones for it, then the plan's."""
        build, more = self.quarrel.build, self.quarrel.group_rides_days if group_rides else 0
        app = (build.optimistic + more, build.likely + more, build.pessimistic + more)
        return {"F": app, **{name: self.estimates[name] for name in "HIJ"}}


class Swap(Model):
    """The cheaper way: change the payment provider inside the old app. Shares of activities."""

    activities: dict[str, float]
    contingency: int
    running_cost: int


class BusinessCase(Model):
    """What the relaunch is to bring: amounts a year, unless they say otherwise."""

    years: int
    rate: float
    members: int
    first_year_share: float
    weekly_rides: int
    city_bonus: int
    provider_saving: int
    support_saving: int
    running_cost: int
    swap: Swap


class Worth(NamedTuple):
    """What a way is worth: present value, rate of return, payback in years (None: never)."""

    invest: float
    npv: float
    irr: float | None
    payback: float | None
    discounted_payback: float | None


def worth(flows: list[float], rate: float) -> Worth:
    """Judge the cash flows of one way."""
    return Worth(-flows[0], npv(flows, rate), irr(flows), payback(flows), payback(flows, rate))


class Case(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``velolink.yaml``. ``told`` lists, by place, numbers that only this place makes up."""

    service: Service
    project: Project
    business_case: BusinessCase
    ideas: list[Idea]
    told: dict[str, list[str]] = {}

    def flows(self, *, later_by: float = 0.0, dearer_by: float = 0.0) -> list[float]:
        """Cash flow of each year from 0, as the charter has it.

        Parameters
        ----------
        later_by : float
            Weeks by which the start is late: they shorten year 1, as the contract ends when it
            ends.
        dearer_by : float
            EUR by which the relaunch costs more than its baseline.
        """
        case, service = self.business_case, self.service
        growing = (
            case.members * service.member_price * 12 * service.margin
            + case.weekly_rides * 52 * service.single_fare * service.margin
            + case.city_bonus
            + case.support_saving
        )
        fixed = case.provider_saving - case.running_cost
        first = (growing * case.first_year_share + fixed) * (1 - later_by / 52)
        invest = self.project.cost_baseline + dearer_by
        return [-float(invest), first, *[growing + fixed] * (case.years - 1)]

    @property
    def swap_flows(self) -> list[float]:
        """Cash flows of changing the provider only."""
        case, swap = self.business_case, self.business_case.swap
        costs = {one.id: one.cost for one in self.project.activities}
        invest = sum(costs[name] * share for name, share in swap.activities.items())
        yearly = case.provider_saving - swap.running_cost
        return [-(invest + swap.contingency), *[float(yearly)] * case.years]

    @property
    def later_day(self) -> int:
        """EUR that a working day of a full year brings, to the hundred; lost by opening later."""
        return _hundreds(self.flows()[-1] / (52 * WEEK))

    def delay_costs(self) -> dict[str, int]:
        """What a week of waiting costs, in EUR to the hundred: three jobs of the product lab."""
        case, service = self.business_case, self.service
        docks = case.weekly_rides * 52 * service.single_fare * service.margin + case.city_bonus
        yearly = {"pay": case.provider_saving, "dock": docks, "refund": case.support_saving}
        return {job: _hundreds(amount / 52) for job, amount in yearly.items()}


def _share(start: float, days: float, day: float) -> float:
    return min(max(day - start, 0.0), days) / days


def _hundreds(amount: float) -> int:
    return int(round(amount, -2))


def _problems(case: Case) -> list[str]:
    """Facts that do not go together, as sentences."""
    project, found = case.project, []
    ids = [one.id for one in project.activities]

    def say(what: str, mend: str) -> None:
        found.append(f"{FILE}: {what}; {mend}.")

    for name in {*ids} ^ {*project.course}:
        say(f"activity {name} stands in the plan or in the course of events only", "add the other")
    for one in project.activities:
        if one.saved_day and not 0 < one.least <= one.days:
            say(f"activity {one.id} cannot be made {one.least} days long", "give 1 to its days")
        if not one.optimistic <= one.days <= one.pessimistic:
            say(f"activity {one.id} has its estimates out of order", "lowest first")
        for name in one.after:
            if name not in ids:
                say(f"activity {one.id} waits for the unknown {name!r}", "use a known letter")
            elif project.course.get(one.id, [0])[0] < project.course.get(name, [0, 0])[1]:
                say(f"activity {one.id} starts before {name} has ended", "correct the course")
    build = project.quarrel.build
    if not build.optimistic <= build.likely <= build.pessimistic:
        say("the new estimates of the app build are out of order", "lowest first")
    for risk in project.risks:
        if risk.activity not in ids:
            what = f"risk {risk.id} names the unknown activity {risk.activity!r}"
            say(what, "use a known letter")
    for request in project.change_requests:
        if request.activity not in ids:
            what = f"change request {request.id} names the unknown activity {request.activity!r}"
            say(what, "use a known letter")
    for (above, more), (below, fewer) in pairwise(case.service.funnel.items()):
        if fewer > more:
            say(f"the funnel grows from {above} to {below}", "give each step at most the one above")
    return found


@cache
def read_case(root: Path) -> Case:
    case = decode(read_yaml(root / FILE, FILE), Case, FILE)
    if found := _problems(case):
        raise ContentError(found)
    return case


def load_case(root: Path | None = None) -> Case:
    """Read ``velolink.yaml``.

    Raises
    ------
    ContentError
        When the file cannot be read or its facts contradict each other; one sentence a fault.
    """
    return read_case(course_root() if root is None else Path(root))


def facts(case: Case) -> dict[str, float]:
    """Every number of the case, given and computed, by a name that says what it is."""
    found: dict[str, float] = {}

    def walk(name: str, value: Any) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = float(value)
        elif isinstance(value, Mapping):
            for key, inner in value.items():
                walk(f"{name}.{key}", inner)
        elif isinstance(value, list | tuple):
            for place, inner in enumerate(value):
                key = inner.get("id", place) if isinstance(inner, Mapping) else place
                walk(f"{name}.{key}", inner)

    for part, value in msgspec.to_builtins(case).items():
        walk(part, value)
    project, rate = case.project, case.business_case.rate
    for name in (
        "planned_end",
        "latest_day",
        "budget_at_completion",
        "cost_baseline",
        "cost_limit",
        "real_end",
        "real_cost",
    ):
        walk(f"project.{name}", getattr(project, name))
    times = project.schedule.activities
    for one in project.activities:
        walk(f"project.schedule.{one.id}", times[one.id]._asdict())
        walk(f"project.activities.{one.id}.cost", one.cost)
        walk(f"project.late.{one.id}.days", project.course[one.id][1] - times[one.id].early_finish)
    for day in range(WEEK, project.real_end + WEEK, WEEK):
        status = project.status(day)
        for name in ("pv", "ev", "ac", "eac_typical", "eac_one_off", "eac_cost_and_schedule"):
            walk(f"project.status.day_{day}.{name}", getattr(status, name))
    day, status = project.review_day, project.status(project.review_day)
    walk(f"project.status.day_{day}", status._asdict())
    walk(f"project.earned_schedule.day_{day}", project.earned_schedule(day)._asdict())
    walk("project.contingency", project.drawdown(day))
    walk(
        "project.money.with_the_management_reserve",
        project.cost_baseline + project.management_reserve,
    )
    walk("project.buffer.days", project.promised_day - project.planned_end)
    for which, kept in (("with", True), ("without", False)):
        end = project.forecast(group_rides=kept)
        walk(f"project.forecast.{which}_group_rides", end)
        app = project.quarrel.build.likely + kept * project.quarrel.group_rides_days
        walk(f"project.build.{which}_group_rides.days", app)
        odds = project.odds(project.promised_day, group_rides=kept)
        walk(f"project.odds.{which}_group_rides", odds)
        walk(f"project.room.{which}_group_rides.days", project.promised_day - end)
    for risk in project.risks:
        walk(f"project.risks.{risk.id}.expected_cost", risk.chance * risk.cost)
        walk(f"project.risks.{risk.id}.residual_cost", risk.response.chance * risk.cost)
        fall = risk.chance - risk.response.chance
        walk(f"project.risks.{risk.id}.response.saving", fall * risk.cost)
    walk("project.expected_cost", sum(risk.chance * risk.cost for risk in project.risks))
    for request in project.change_requests:
        later = change_impact(project.network, {request.activity: request.days})
        walk(f"project.change_requests.{request.id}.finish.days", [later.after, later.delay])
    backlog = project.backlog
    walk("project.backlog.whole", backlog.scope + backlog.added)
    walk("project.backlog.left", backlog.scope + backlog.added - backlog.done[-1])
    walk("project.backlog.pace", backlog.done[-1] / (len(backlog.done) - 1))
    walk("business_case.relaunch", worth(case.flows(), rate)._asdict())
    walk("business_case.swap_only", worth(case.swap_flows, rate)._asdict())
    walk("business_case.net_cost_a_full_year", case.flows()[-1])
    walk("business_case.members_then", case.service.members + case.business_case.members)
    for idea in case.ideas:
        walk(f"ideas.{idea.id}.score", idea.score)
    walk("delay_cost", case.delay_costs())
    walk("later_day", case.later_day)
    service = case.service
    walk("service.lifetime_value", service.lifetime_value)
    steps = [*service.funnel.items()]
    for (_, above), (name, below) in pairwise(steps):
        walk(f"service.funnel.share_of_{name}", below / above)
    return {name: value for name, value in found.items() if isfinite(value)}
