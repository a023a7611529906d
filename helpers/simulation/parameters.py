"""The case that is played: the game's words and numbers, and the facts of Relaunch 2.0.

What the game invents stands in ``lessons_data/game.yaml``; what is true of Relaunch 2.0 comes
from `helpers.velolink`. Change a number with ``replace(load_parameters(), team=6)`` of
`msgspec.structs`.
"""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path
from string import Formatter
from typing import Any, Literal

from msgspec.structs import asdict

from helpers.content import ContentError, course_root
from helpers.content.decoding import decode
from helpers.content.reading import read_yaml
from helpers.questions import Model
from helpers.velolink import WEEK, Activity, Case, Risk, Swap, load_case

FILE = "game.yaml"
MOST = 3
"""Decisions a week."""
LETTERS = "ABCDEFGHIJ"
Owner = Literal["product", "project"]


def tenths(change: float) -> str:
    """A change in tenths with its sign, without a minus zero."""
    return f"{round(change, 1):+.1f}" if round(change, 1) else "0"


class Chair(Model):
    """One of the two jobs, and who has it."""

    name: str
    role: str

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class Bet(Model):
    """A feature nobody can be sure of.

    ``points`` is its size.  With chance ``luck`` it lifts ``measure`` by about ``gain`` percentage
    points, else it costs up to ``loss`` points.  ``loudness``: 1 is asked for the loudest.
    """

    id: str
    name: str
    points: int
    measure: Literal["activation", "second_ride"]
    luck: float
    gain: float
    loss: float
    loudness: int

    @property
    def lifts(self) -> str:
        """What it is to lift, in words."""
        return {"activation": "first rides", "second_ride": "second rides"}[self.measure]

    def worth(self, points: float) -> str:
        """An effect of it in words."""
        return f"{tenths(points)} percentage points of {self.lifts}"


class OptionText(Model):
    """One choice as authored: ``cost`` names a number, ``{}`` in the words stand for numbers.

    ``news`` stands on the next card.  ``blind`` is the option that would buy less information.
    """

    id: str
    text: str
    cost: str = ""
    note: str = ""
    news: str = ""
    blind: str = ""


class DecisionText(Model):
    """One question as authored: offered in its ``weeks``, or without any when its case arises.

    ``row`` is the row of the decision table that it applies, ``about`` the question in a few words;
    with ``sponsor`` its owner only recommends.
    """

    id: str
    owner: Owner
    row: str
    about: str
    ask: str
    default: str
    options: list[OptionText]
    weeks: list[int] = []
    ask_again: str = ""
    after_launch: bool = False
    sponsor: bool = False

    def names(self) -> list[tuple[str, int | None]]:
        """What it is called in each of its weeks: by its id, and the week if there are several."""
        if len(self.weeks) < 2:
            return [(self.id, week) for week in self.weeks] or [(self.id, None)]
        return [(f"{self.id}_{week}", week) for week in self.weeks]


class MeasureText(Model):
    """One line of a scorecard: its weight, where it scores 0 and 100, and its sentence."""

    id: str
    name: str
    unit: str
    weight: float
    zero: float
    full: float
    says: str


class CardTexts(Model):
    """The lines of both scorecards."""

    delivery: list[MeasureText]
    product: list[MeasureText]


class StrategyText(Model):
    """A way to play: what it is, and an option or a rule's name for each decision."""

    says: str
    answers: dict[str, str]


class Chairs(Model):
    """Who has which job."""

    product: Chair
    project: Chair


class ByBeta(Model):
    """A number for each size of the beta."""

    quick: float
    planned: float
    long: float


class Prices(Model):
    """EUR a month, beside the price of now."""

    lower: float
    higher: float


class Trust(Model):
    """What part of it is left after each thing that costs some."""

    false_green: float
    false_alarm: float
    silence: float
    calm_silence: float
    early: float
    late: float
    missed: float
    money: float
    withdrawn: float
    unfounded: float
    hopeful: float
    padded: float
    no_forecast: float


class Numbers(Model):
    """What the game invents; units and meanings stand in the file."""

    person_week: float
    added_week: float
    other_week: float
    merge_days: float
    go_wait: float
    overrun: float
    shared_luck: float
    green_odds: float
    red_odds: float
    early_bonus: float
    team: int
    added: int
    ramp_weeks: int
    mentor: float
    coordination: float
    override_loss: float
    core_points: int
    hurry: float
    proven: float
    scope_share: float
    usual_cut: float
    steered: float
    unforeseen: float
    demo_days: float
    demo_fund: float
    grant_cost: float
    fast_lane: float
    penalty: float
    penalty_days: float
    extra_fund: float
    help_weeks: int
    help_gain: float
    early_news: int
    replan_counts: float
    withdrawn: float
    offer_again: int
    padding: float
    silent_miss: float
    trust: Trust
    taken: float
    left_open: float
    cut_week: int
    cut_to_one: float
    cut_to_two: float
    cut_joining: float
    overlap: float
    rework: float
    focus_gain: float
    focus_loss: float
    test_cost: float
    test_factor: float
    interviews_cost: float
    interviews_noise: float
    discovery_cost: float
    discovery_noise: float
    discovery_days: float
    request_cost: float
    prototype_cost: float
    prototype_noise: float
    price_test_cost: float
    price_noise: float
    spike_cost: float
    beta_noise: ByBeta
    beta_factor: ByBeta
    beta_cost: ByBeta
    defects: float
    fast_defects: float
    newcomer_defects: float
    test_defects: float
    beta_defects: ByBeta
    fix_days: float
    fix_cost: float
    fix_share: float
    drop_days: float
    mend_share: float
    support_cost: float
    support_defects: float
    core_gain: float
    churn: float
    churn_share: float
    prices: Prices
    elasticity_low: float
    elasticity_high: float
    rides_new: float
    season: float
    ridership_weeks: int


class GameFile(Model):
    """``game.yaml``."""

    chairs: Chairs
    numbers: Numbers
    requested: str
    bets: list[Bet]
    decisions: list[DecisionText]
    green: float
    amber: float
    scorecards: CardTexts
    strategies: dict[str, StrategyText]


class Parameters(Numbers, frozen=True, eq=False, dict=True):
    """The case that is played: the game's numbers, and those of Relaunch 2.0.

    A "point" of an effect is a percentage point of activation or second-ride share; a point of
    scope is a story point.
    """

    file: GameFile
    bets: list[Bet]
    requested: str
    activities: list[Activity]
    risks: list[Risk]
    weeks: int  # of play, and promised to the city
    budget: float  # EUR, with contingency
    contingency: float
    installs: float  # a week
    activation: float  # first ride, of installs
    second_ride: float  # of first rides
    conversion: float  # members, of second rides, at the usual price
    members: float
    rides_member: float  # a week
    price: float  # EUR a month
    margin: float  # of revenue
    benefits: list[float]  # EUR of each year of the contract, by the business case
    swap: Swap  # the cheaper way: only the payment provider is changed, in the old app,
    swap_benefits: list[float]  # and what it brings in each year
    rate: float  # at which they are discounted
    saved_week: float  # EUR a week that the relaunch brings beside its members
    late_week: float  # EUR: penalty and goodwill of a week after the committed date
    tolerance_weeks: float  # how far the launch may pass the committed week before Ines is asked
    tolerance_cost: float  # EUR, and how far the cost may pass the money granted
    days_a_week: int = WEEK

    def __post_init__(self) -> None:
        if (seen := "".join(one.id for one in self.activities)) != LETTERS:
            raise ValueError(f"The network has the activities '{seen}': the game needs A to J.")
        for one in self.activities:
            for other in one.after:
                if other >= one.id:
                    raise ValueError(f"Activity '{one.id}' waits for '{other}': list that first.")
        if missing := {"R1", "R2", "O1"} - {risk.id for risk in self.risks}:
            raise ValueError(f"The case has no risk {min(missing)}: the game needs R1, R2 and O1.")
        chances = [(risk.id, risk.chance) for risk in self.risks]
        for name, chance in (*chances, *((bet.id, bet.luck) for bet in self.bets)):
            if not 0 <= chance <= 1:
                raise ValueError(f"The chance of '{name}' is {chance}: give 0 to 1.")
        if self.requested not in self.bet:
            raise ValueError(f"The requested bet '{self.requested}' is none: give a bet's id.")
        if type(self.weeks) is not int or not 20 <= self.weeks <= 40:
            raise ValueError(f"'weeks' is {self.weeks!r}: give a whole number from 20 to 40.")
        for name in ("team", "budget", "person_week", "members", "price", "installs"):
            if not getattr(self, name) > 0:
                raise ValueError(f"'{name}' is {getattr(self, name)!r}: give a number above 0.")

    @cached_property
    def after(self) -> tuple[tuple[int, ...], ...]:
        """The predecessors of each activity, by position."""
        return tuple(tuple(map(LETTERS.index, one.after)) for one in self.activities)

    @cached_property
    def means(self) -> tuple[float, ...]:
        """The expected working days of each activity, (O + 4 M + P) / 6."""
        return tuple((a.optimistic + 4 * a.days + a.pessimistic) / 6 for a in self.activities)

    @cached_property
    def expected(self) -> tuple[float, ...]:
        """The means, with what teams like this one have taken longer than they estimated."""
        return tuple(
            mean * (1 + self.overrun) if activity.team else mean
            for mean, activity in zip(self.means, self.activities, strict=True)
        )

    @cached_property
    def bet(self) -> dict[str, Bet]:
        """The bets by id."""
        return {bet.id: bet for bet in self.bets}

    @cached_property
    def risk(self) -> dict[str, Risk]:
        """The risks by id, and the chance of a grant."""
        return {risk.id: risk for risk in self.risks}

    @cached_property
    def threats(self) -> list[tuple[Risk, int]]:
        """What may strike, each with the position of its activity."""
        return [(one, LETTERS.index(one.activity)) for one in self.risks if one.cost > 0]

    @cached_property
    def planned_points(self) -> int:
        """Scope at the start, in points: the core and every bet that nobody had to request."""
        return self.core_points + sum(b.points for b in self.bets if b.id != self.requested)

    @cached_property
    def reserved(self) -> frozenset[str]:
        """What contingency pays for, as it stands in the ledger: threats, responses, purchases."""
        rows = ("risk-response", "contingency", "vendor")
        bought = (one.id for one in self.file.decisions if one.row in rows)
        return frozenset(["added", *bought, *(risk.name for risk, _ in self.threats)])

    @cached_property
    def swap_work(self) -> list[tuple[int, float, float]]:
        """Of each activity that a swap needs: its position, the share of it, and its cost."""
        shares = self.swap.activities
        return [
            (i, shares[one.id], one.cost)
            for i, one in enumerate(self.activities)
            if one.id in shares
        ]

    @cached_property
    def swap_gains(self) -> list[float]:
        """What a swap brings in 0, 1, 2 ... years, in EUR of today."""
        gains = [0.0]
        for year, amount in enumerate(self.swap_benefits, 1):
            gains.append(gains[-1] + amount / (1 + self.rate) ** year)
        return gains

    @cached_property
    def variances(self) -> tuple[float, ...]:
        """The variance of each activity in square days, ((P - O) / 6) squared."""
        return tuple(((a.pessimistic - a.optimistic) / 6) ** 2 for a in self.activities)

    @cached_property
    def all_days(self) -> float:
        """The expected working days of all activities together."""
        return sum(self.means)

    @property
    def all_weeks(self) -> int:
        """The weeks of the project and those of ridership after it."""
        return self.weeks + self.ridership_weeks

    @cached_property
    def hope(self) -> float:
        """The part of expected time that a plan of most likely times leaves out."""
        return 1 - sum(activity.days for activity in self.activities) / sum(self.expected)

    @property
    def work_budget(self) -> float:
        """The budget without contingency: the budget at completion of earned value, in EUR."""
        return self.budget - self.contingency

    def chair(self, owner: str) -> Chair:
        """Who has a job, by its id."""
        return getattr(self.file.chairs, owner)

    @cached_property
    def words(self) -> dict[str, Any]:
        """What ``{}`` in a text of the file may name."""
        own = {name: getattr(self, name) for name in self.__struct_fields__}
        names = {activity.id: activity.name for activity in self.activities}
        points = self.bet[self.requested].points
        more = {"requested_points": points, "all_weeks": self.all_weeks}
        more["latest_promise"] = self.weeks + 1
        return own | names | self.risk | more

    def number(self, name: str) -> float:
        """A number by the name that an option's cost gives; 0 without one."""
        return float(Formatter().get_field(name, (), self.words)[0]) if name else 0


def _parameters(file: GameFile, case: Case) -> Parameters:
    project, service, funnel = case.project, case.service, case.service.funnel
    benefits, members = case.flows()[1:], case.business_case.members
    by_members = members * service.member_price * 12 * service.margin
    return Parameters(
        **asdict(file.numbers),
        file=file,
        bets=file.bets,
        requested=file.requested,
        activities=project.activities,
        risks=project.risks,
        weeks=project.promised_day // WEEK,
        budget=project.cost_baseline,
        contingency=project.contingency,
        installs=service.weekly_installs,
        activation=funnel["first_ride"] / funnel["installs"],
        second_ride=funnel["second_ride"] / funnel["first_ride"],
        conversion=funnel["member"] / funnel["second_ride"],
        members=service.members,
        rides_member=(service.weekly_rides - service.weekly_single_rides) / service.members,
        price=service.member_price,
        margin=service.margin,
        benefits=benefits,
        swap=case.business_case.swap,
        swap_benefits=case.swap_flows[1:],
        rate=case.business_case.rate,
        saved_week=(benefits[-1] - by_members) / 52,
        tolerance_weeks=project.tolerance.days / WEEK,
        tolerance_cost=project.tolerance.cost,
        late_week=(project.late_day - case.later_day) * WEEK,
    )


@cache
def read_parameters(root: Path) -> Parameters:
    file, case = decode(read_yaml(root / FILE, FILE), GameFile, FILE), load_case(root)
    try:
        return _parameters(file, case)
    except KeyError as error:
        raise ContentError([f"velolink.yaml: the funnel lacks {error}; add the step."]) from None
    except (ValueError, ZeroDivisionError) as error:
        raise ContentError([f"{FILE} (with velolink.yaml): {error}"]) from None


def load_parameters(root: Path | None = None) -> Parameters:
    """Read ``game.yaml``, and what it takes from ``velolink.yaml``.

    Raises
    ------
    ContentError
        When a file cannot be read or cannot be played; one sentence a fault.
    """
    return read_parameters(course_root() if root is None else Path(root))
