"""Every invented number of the game, in one place, with its unit.

`Parameters()` is the VeloLink case.  VeloLink, its people and all numbers here are invented; the
network, the risks and the budget are those of the course's other lessons.  Change a number with
``dataclasses.replace(Parameters(), contingency=0)``.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import NamedTuple

_PLACE = {letter: place for place, letter in enumerate("ABCDEFGHIJ")}


class Activity(NamedTuple):
    """One activity: three estimates in working days, what it waits for, does the team do it?"""

    id: str
    name: str
    optimistic: float
    likely: float
    pessimistic: float
    after: str
    team: bool

    @property
    def mean(self) -> float:
        """Expected working days, (O + 4 M + P) / 6."""
        return (self.optimistic + 4 * self.likely + self.pessimistic) / 6


class Bet(NamedTuple):
    """A feature nobody can be sure of.

    ``points`` is its size.  With chance ``luck`` it lifts ``measure`` by about ``gain`` percentage
    points, else it costs up to ``loss`` points.  ``loudness``: 1 is asked for the loudest.
    """

    id: str
    name: str
    points: int
    measure: str
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
        return f"{points:+.1f} percentage points of {self.lifts}"


class Risk(NamedTuple):
    """A threat that may strike as its activity ends: chance, cost in EUR, further working days."""

    id: str
    name: str
    chance: float
    cost: float
    activity: str
    days: float

    @property
    def position(self) -> int:
        """The position of its activity."""
        return _PLACE[self.activity]


ACTIVITIES = (
    Activity("A", "Discovery and scope sign-off", 8, 10, 15, "", False),
    Activity("B", "UX design", 11, 15, 22, "A", True),
    Activity("C", "Payment provider contract and sandbox", 16, 28, 52, "A", False),
    Activity("D", "Back-end APIs", 18, 25, 44, "A", True),
    Activity("E", "Dock sensor firmware", 12, 18, 36, "A", False),
    Activity("F", "App front-end build", 15, 20, 34, "BD", True),
    Activity("G", "Payment integration", 8, 12, 22, "CD", True),
    Activity("H", "System test and accessibility audit", 9, 12, 21, "EFG", True),
    Activity("I", "Beta with 200 riders", 8, 10, 15, "H", False),
    Activity("J", "Go-live and hypercare", 4, 5, 9, "I", False),
)
BETS = (
    Bet("docks", "live dock counts", 16, "second_ride", 0.40, 10, 5, 3),
    Bet("refund", "refund for faulty bikes", 10, "second_ride", 0.40, 7, 3, 5),
    Bet("unlock", "one-tap unlock", 10, "activation", 0.35, 8, 5, 4),
    Bet("group", "group rides", 14, "activation", 0.20, 9, 7, 1),
    Bet("dark", "dark mode", 4, "activation", 0.20, 3, 3, 2),
    Bet("lockers", "helmet lockers", 12, "second_ride", 0.20, 5, 5, 1),
)
RISKS = (
    Risk("R1", "The payment contract slips", 0.30, 60_000, "C", 10),
    Risk("R2", "The sensor firmware fails certification", 0.15, 90_000, "E", 15),
    Risk("R3", "The app store rejects the app", 0.20, 10_000, "J", 3),
)


@dataclass(frozen=True)
class Parameters:
    """The case that is played.  Money in EUR, time in working days or weeks, effects in points.

    A "point" of an effect is a percentage point of activation or second-ride share; a point of
    scope is a story point.
    """

    # time and money
    activities: tuple[Activity, ...] = ACTIVITIES
    weeks: int = 20  # weeks of play, and the week promised to the city
    days_a_week: int = 5
    budget: float = 400_000  # EUR, with contingency
    contingency: float = 60_000  # EUR of the budget, for risks and responses
    person_week: float = 3_000  # EUR for one person of the team
    other_week: float = 3_500  # EUR of other cost, a week until launch
    merge_days: float = 1.6  # what merging paths add to the expected end, at the start
    go_wait: float = 2.5  # days until the next Monday, when go or no go is decided
    # people (the toy model of Brooks' law of the course)
    team: int = 5
    added: int = 2  # people who join at a time
    ramp_weeks: int = 4  # a newcomer yields nothing for so long
    mentor: float = 0.5  # part of a veteran that a newcomer takes meanwhile
    coordination: float = 0.02  # output lost for each head beyond the first
    # scope
    bets: tuple[Bet, ...] = BETS
    requested: str = "lockers"  # the bet that comes as a change request
    core_points: int = 66
    scope_share: float = 0.6  # part of the work on D, F, H that grows with scope
    demo_days: float = 4  # working days that the demonstration takes from F or H
    demo_fund: float = 10_000  # EUR that the chief executive adds after it
    # risks and their responses
    risks: tuple[Risk, ...] = RISKS
    contract_response: float = 8_000  # EUR; R1 falls to the chance below
    contract_chance: float = 0.10
    firmware_response: float = 12_000  # EUR; R2 falls to the chance below
    firmware_chance: float = 0.05
    grant: float = 30_000  # EUR that the city may add to the budget
    grant_chance: float = 0.25
    grant_cost: float = 2_000  # EUR for the application
    fast_lane: float = 10_000  # EUR to a vendor; halves the days that a risk added
    penalty: float = 15_000  # EUR back from a vendor, for a sour month
    penalty_days: float = 3  # working days lost in the quarrel
    extra_fund: float = 20_000  # EUR that the sponsor adds once asked in time
    # ways to be faster
    overlap: float = 0.4  # part of D that may be open when F starts on the fast track
    rework: float = 1.15  # F grows by this factor on the fast track
    focus_gain: float = 1.15  # pace of the favoured chain
    focus_loss: float = 0.95  # pace of the other chain
    test_cost: float = 15_000  # EUR for a second test environment
    test_factor: float = 0.85  # H shrinks by this factor with it
    override_loss: float = 0.1  # pace lost for a week when a chair takes the other's call
    # information
    interviews_cost: float = 5_000
    interviews_noise: float = 3.0  # standard deviation, points
    discovery_cost: float = 14_000  # interviews and prototypes
    discovery_noise: float = 1.2
    discovery_days: float = 3  # working days that thorough discovery adds to A
    request_cost: float = 3_000  # to ask riders about a requested bet
    prototype_cost: float = 6_000
    prototype_noise: float = 0.8
    price_test_cost: float = 4_000
    price_noise: float = 0.25  # standard deviation of the elasticity found
    spike_cost: float = 5_000
    beta_noise: tuple[float, float, float] = (6.0, 4.0, 2.5)  # quick, planned, long
    beta_factor: tuple[float, float, float] = (0.6, 1.0, 1.4)  # of activity I
    beta_cost: tuple[float, float, float] = (0, 0, 6_000)
    # defects, in points of activation and of second-ride share
    defects: float = 3.0
    fast_defects: float = 0.8  # more, on the fast track
    newcomer_defects: float = 0.5  # more, with newcomers
    test_defects: float = 0.7  # fewer, with a second test environment
    beta_defects: tuple[float, float, float] = (1.0, 0.0, -1.0)
    fix_days: float = 6
    fix_cost: float = 8_000
    fix_share: float = 0.7  # of the defects, mended before launch
    drop_days: float = 2  # to take weak features out
    mend_share: float = 0.3  # of the defects, mended in a week that the launch waits
    support_cost: float = 6_000
    support_defects: float = 0.8
    # riders
    installs: float = 770  # a week
    activation: float = 0.42  # first ride within 7 days, of installs
    second_ride: float = 0.45  # second ride within 30 days, of first rides
    core_gain: float = 3.0  # points that the relaunch itself adds to both
    conversion: float = 0.40  # members, of second rides, at the usual price
    members: float = 3_000  # at the start
    churn: float = 0.019  # of members, a week
    churn_share: float = 0.3  # part of the elasticity that shows in the churn of members
    price: float = 9.0  # EUR a month
    prices: tuple[float, float, float] = (7.0, 9.0, 11.0)
    elasticity: tuple[float, float] = (0.2, 1.6)  # range of the hidden truth
    margin: float = 0.60  # of revenue
    rides_member: float = 1.6  # a week
    rides_new: float = 1.2  # of each rider who comes back, in the week of the second ride
    season: float = 0.08  # standard deviation of the weekly noise in installs
    ridership_weeks: int = 26

    def __post_init__(self) -> None:
        seen = ""
        for row in self.activities:
            if not 0 < row.optimistic <= row.likely <= row.pessimistic:
                raise ValueError(f"Activity '{row.id}': give three rising estimates above 0.")
            for other in row.after:
                if other not in seen:
                    raise ValueError(f"Activity '{row.id}' waits for '{other}': list that first.")
            seen += row.id
        if seen != "ABCDEFGHIJ":
            raise ValueError(f"The network has the activities '{seen}': the game needs A to J.")
        chances = [(risk.id, risk.chance) for risk in self.risks]
        for name, chance in (*chances, *((bet.id, bet.luck) for bet in self.bets)):
            if not 0 <= chance <= 1:
                raise ValueError(f"The chance of '{name}' is {chance}: give 0 to 1.")
        if type(self.weeks) is not int or not 20 <= self.weeks <= 40:
            raise ValueError(f"'weeks' is {self.weeks!r}: give a whole number from 20 to 40.")
        for name in ("team", "budget", "person_week", "members", "price", "installs"):
            if not getattr(self, name) > 0:
                raise ValueError(f"'{name}' is {getattr(self, name)!r}: give a number above 0.")

    @cached_property
    def _hash(self) -> int:
        return hash(tuple(getattr(self, one.name) for one in fields(self)))

    def __hash__(self) -> int:
        return self._hash  # reckoned once: plans are looked up by it each week

    @cached_property
    def after(self) -> tuple[tuple[int, ...], ...]:
        """The predecessors of each activity, by position."""
        return tuple(tuple(_PLACE[o] for o in a.after) for a in self.activities)

    @cached_property
    def means(self) -> tuple[float, ...]:
        """The expected working days of each activity."""
        return tuple(activity.mean for activity in self.activities)

    @cached_property
    def bet(self) -> dict[str, Bet]:
        """The bets by id."""
        return {bet.id: bet for bet in self.bets}

    @cached_property
    def planned_points(self) -> int:
        """Scope at the start, in points: the core and every bet that nobody had to request."""
        return self.core_points + sum(b.points for b in self.bets if b.id != self.requested)

    @cached_property
    def reserved(self) -> frozenset[str]:
        """What contingency pays for, as it stands in the ledger: threats, and responses to them."""
        responses = ("contract_risk", "firmware_risk", "test_bench", "vendor")
        return frozenset([*responses, *(risk.name for risk in self.risks)])

    @cached_property
    def variances(self) -> tuple[float, ...]:
        """The variance of each activity in square days, ((P - O) / 6) squared."""
        return tuple(((a.pessimistic - a.optimistic) / 6) ** 2 for a in self.activities)

    @cached_property
    def all_days(self) -> float:
        """The expected working days of all activities together."""
        return sum(self.means)

    @cached_property
    def hope(self) -> float:
        """The part of expected time that a plan of most likely times leaves out."""
        return 1 - sum(activity.likely for activity in self.activities) / self.all_days

    @property
    def work_budget(self) -> float:
        """The budget without contingency: the budget at completion of earned value, in EUR."""
        return self.budget - self.contingency


VELOLINK = Parameters()  # one for all plays, so that what it caches is worked out once
