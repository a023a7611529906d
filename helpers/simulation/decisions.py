"""The decisions of the game: who owns them, when they are offered, in which words.

The owners follow the course's key of decision rights.  Costs stand in `Option.cost`; what an
option does stands in `consequences`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from .model import NOTHING, C, E, State, beta_over
from .parameters import Parameters

NAMES = {"product": "Mina, product manager", "project": "Tomás, project manager"}
MOST = 3  # decisions a week


class Option(NamedTuple):
    """One choice: its words, its cost in EUR, and a note on what else it does.

    In the table of all decisions a cost may be the name of one of the game's parameters;
    what is shown on a card holds the number.
    """

    id: str
    text: str
    cost: Any = 0
    note: str = ""


class Decision(NamedTuple):
    """One question of a week; ``default`` is taken if the week passes without an answer."""

    id: str
    owner: str
    ask: str
    options: tuple[Option, ...]
    default: str


class LogEntry(NamedTuple):
    """A decision taken: ``by`` the chair played, "autopilot" or "default"; whose call it was."""

    week: int
    decision: str
    option: str
    by: str
    owner: str
    override: bool


_FORECAST = (
    Option("plan", "The plan's date, if every step takes its likely time"),
    Option("expected", "The expected date, with about an even chance"),
    Option("safe", "A date with eight chances in ten"),
    Option("promise", "The end of week {weeks}, as promised"),
)
_STATUS = (Option("green", "Green"), Option("amber", "Amber"), Option("red", "Red"))


def _d(name: str, owner: str, ask: str, default: str, *options: Option) -> Decision:
    return Decision(name, owner, ask, options, default)


_ALL = (
    _d(
        "discovery",
        "product",
        "How much do you spend on finding out what riders need?",
        "none",
        Option("none", "Nothing. The ideas on the list will do."),
        Option(
            "interviews",
            "Interview riders about every idea",
            "interviews_cost",
            "Rough evidence on every bet.",
        ),
        Option(
            "thorough",
            "Interviews, and paper prototypes of every idea",
            "discovery_cost",
            "Better evidence. Discovery takes {discovery_days:g} days longer.",
        ),
    ),
    _d(
        "contract_risk",
        "project",
        "The payment contract may slip: {R1}. What do you do about it?",
        "accept",
        Option("accept", "Accept the risk and watch it"),
        Option(
            "reduce",
            "Pay a lawyer to settle the hard clauses early",
            "contract_response",
            "The chance falls to {contract_chance:.0%}.",
        ),
    ),
    _d(
        "forecast_2",
        "project",
        "The city asks for the first forecast. Which date do you give?",
        "expected",
        *_FORECAST,
    ),
    _d(
        "order",
        "product",
        "In which order are the bets built? A later cut takes the last.",
        "loudest",
        Option("loudest", "The one that is asked for the loudest comes first"),
        Option("evidence", "The one with the best evidence comes first"),
        Option("smallest", "The smallest comes first"),
    ),
    _d(
        "sequence",
        "project",
        "Two chains want the same specialists. Who goes first?",
        "even",
        Option("even", "Share them evenly"),
        Option("app", "Back end and app first", 0, "That chain is faster, payment slower."),
        Option("payment", "Payment first", 0, "That chain is faster, the app slower."),
    ),
    _d(
        "firmware_risk",
        "project",
        "The sensors may fail certification: {R2}. What do you do about it?",
        "accept",
        Option("accept", "Accept the risk and watch it"),
        Option(
            "reduce",
            "Pay for a trial run at the test house",
            "firmware_response",
            "The chance falls to {firmware_chance:.0%}.",
        ),
    ),
    _d(
        "price_test",
        "product",
        "Do you find out what riders would pay?",
        "none",
        Option("none", "No, the price is known"),
        Option(
            "test",
            "Test three prices in one district",
            "price_test_cost",
            "Shows how many buyers a higher price loses.",
        ),
    ),
    _d(
        "speed_up",
        "project",
        "Do you buy time now, while much work is left?",
        "none",
        Option("none", "No"),
        Option(
            "fast_track",
            "Start the app before the back end is ready",
            0,
            "Saves days, brings rework and defects.",
        ),
        Option(
            "add_people",
            "Add {added} people to the team",
            0,
            "Each costs EUR {person_week:,.0f} a week and needs {ramp_weeks} weeks to learn.",
        ),
    ),
    _d(
        "prototype",
        "product",
        "Do you test the largest bet without evidence (or, if all have "
        "some, the largest) with a working prototype?",
        "none",
        Option("none", "No"),
        Option("test", "Yes, with twenty riders", "prototype_cost", "Good evidence on one bet."),
    ),
    _d(
        "spike",
        "project",
        "Payment and app build are new ground. Do you look ahead?",
        "none",
        Option("none", "No, we shall see"),
        Option(
            "spike",
            "Run a spike: one week of trial code",
            "spike_cost",
            "Shows how long the app build, the payment integration and the system test will "
            "truly take.",
        ),
    ),
    _d(
        "grant",
        "project",
        "The city offers a marketing grant. Do you apply?",
        "skip",
        Option("skip", "No"),
        Option("apply", "Yes", "grant_cost", "One chance in four of EUR {grant:,.0f} more budget."),
    ),
    _d(
        "lockers",
        "product",
        "The city asks for helmet lockers. Tomás says: {requested_points} "
        "story points more. What do you answer?",
        "later",
        Option("accept", "Yes, in this relaunch", 0, "A promise, and more work."),
        Option(
            "ask",
            "Ask riders first, and build them only if they help",
            "request_cost",
            "Fair evidence on one bet.",
        ),
        Option("later", "Not in this relaunch"),
    ),
    _d(
        "weak_bets",
        "product",
        "Which bets do you keep?",
        "all",
        Option("all", "All of them"),
        Option("proven", "Drop those whose evidence is zero or less"),
        Option("only_proven", "Keep only those with evidence above zero"),
    ),
    _d("status_8", "project", "Which colour goes into the report to Ines?", "green", *_STATUS),
    _d(
        "forecast_9",
        "project",
        "The city asks for a new forecast. Which date do you give?",
        "expected",
        *_FORECAST,
    ),
    _d(
        "beta_plan",
        "product",
        "How large a beta do you want?",
        "planned",
        Option(
            "quick",
            "A short beta with 80 riders",
            "beta_cost_0",
            "Shorter, but more defects slip through.",
        ),
        Option("planned", "The planned beta with 200 riders", "beta_cost_1"),
        Option(
            "long",
            "A longer beta with 400 riders",
            "beta_cost_2",
            "Longer, and more defects are found.",
        ),
    ),
    _d(
        "demo",
        "product",
        "The chief executive wants a demonstration in ten days. Do you agree?",
        "show_beta",
        Option(
            "build",
            "Yes, build it",
            0,
            "Takes {demo_days:g} days. The chief executive adds EUR {demo_fund:,.0f}.",
        ),
        Option("show_beta", "Show what is there", 0, "No extra work."),
    ),
    _d(
        "test_bench",
        "project",
        "Do you spend contingency on a second test environment?",
        "none",
        Option("none", "No"),
        Option("buy", "Yes", "test_cost", "The system test gets shorter and finds more."),
    ),
    _d(
        "forecast_12",
        "project",
        "The city asks for a new forecast. Which date do you give?",
        "expected",
        *_FORECAST,
    ),
    _d(
        "scope_cut",
        "product",
        "Do you cut scope to hold the date?",
        "none",
        Option("none", "No, build what was agreed"),
        Option("last", "Cut the last bet in the order"),
        Option("two", "Keep only the first two bets"),
    ),
    _d("status_13", "project", "Which colour goes into the report to Ines?", "green", *_STATUS),
    _d(
        "late_people",
        "project",
        "The end is near. Do you add people now?",
        "none",
        Option("none", "No"),
        Option(
            "add_people",
            "Add {added} people to the team",
            0,
            "Each costs EUR {person_week:,.0f} a week and needs {ramp_weeks} weeks to learn.",
        ),
    ),
    _d(
        "price",
        "product",
        "What does membership cost after the relaunch?",
        "keep",
        Option("lower", "EUR {price_0:g} a month"),
        Option("keep", "EUR {price_1:g} a month, as now"),
        Option("higher", "EUR {price_2:g} a month"),
    ),
    _d(
        "forecast_16",
        "project",
        "The city asks for a new forecast. Which date do you give?",
        "expected",
        *_FORECAST,
    ),
    _d("status_17", "project", "Which colour goes into the report to Ines?", "green", *_STATUS),
    _d(
        "support",
        "project",
        "Do you pay for a support crew around the launch?",
        "none",
        Option("none", "No"),
        Option("hire", "Yes", "support_cost", "Fewer defects reach riders."),
    ),
    _d(
        "vendor",
        "project",
        "A vendor is late. What do you do?",
        "wait",
        Option("wait", "Wait and watch"),
        Option("fast_lane", "Pay for a fast lane", "fast_lane", "Halves the days lost."),
        Option(
            "penalty",
            "Claim the penalty in the contract",
            0,
            "EUR {penalty:,.0f} back, and {penalty_days:g} days of quarrel.",
        ),
    ),
    _d(
        "escalate",
        "project",
        "The figures are no longer green. Do you tell Ines now?",
        "wait",
        Option(
            "escalate",
            "Yes, with options",
            0,
            "She adds EUR {extra_fund:,.0f}. The paper slows the team for a week.",
        ),
        Option("wait", "Not yet, it may still turn"),
    ),
    _d(
        "go_no_go",
        "product",
        "The beta is over. Go or no go?",
        "launch",
        Option("launch", "Launch as it is"),
        Option(
            "drop",
            "Take out the bets whose evidence is now below zero, then launch",
            0,
            "Takes {drop_days:g} days, if there are any.",
        ),
        Option(
            "fix",
            "Take those out and mend the worst defects, then launch",
            "fix_cost",
            "Takes {fix_days:g} days.",
        ),
        Option(
            "wait",
            "Not yet: another week of mending",
            0,
            "Mends {mend_share:.0%} of the defects. Up to week {weeks} you decide again.",
        ),
    ),
)
DECISIONS = {row.id: row for row in _ALL}
OPTIONS = {row.id: tuple(option.id for option in row.options) for row in _ALL}

# The week in which a decision is offered.  Those of FREE come when their case arises.
WEEKS = {
    1: ("discovery", "contract_risk"),
    2: ("forecast_2",),
    3: ("order", "sequence"),
    4: ("price_test", "firmware_risk"),
    5: ("prototype", "speed_up"),
    6: ("spike", "grant"),
    7: ("lockers",),
    8: ("weak_bets", "status_8"),
    9: ("forecast_9",),
    10: ("beta_plan",),
    11: ("demo", "test_bench"),
    12: ("forecast_12",),
    13: ("scope_cut", "status_13"),
    14: ("price", "late_people"),
    16: ("forecast_16",),
    17: ("status_17",),
    18: ("support",),
}
FREE = ("go_no_go", "vendor", "escalate")
ESCALATION_WEEKS = (7, 10, 15, 19)
OPEN_AFTER_LAUNCH = ("price",)


def late_vendor(state: State) -> int | None:
    """Return the activity of a vendor that a risk has struck and that is still open."""
    for risk, position in (("R1", C), ("R2", E)):
        if risk in state.struck and state.left[position] > NOTHING:
            return position
    return None


def offered(state: State, colour: str) -> tuple[str, ...]:
    """Return the decisions of this week, at most three."""
    ids = WEEKS.get(state.week, ())
    if state.launched:
        return tuple(name for name in ids if name in OPEN_AFTER_LAUNCH)
    return (*ids, *(name for name in FREE if _arises(name, state, colour)))[:MOST]


def _arises(name: str, state: State, colour: str) -> bool:
    if name == "go_no_go":
        return not state.go and beta_over(state)
    if name == "vendor":
        return name not in state.choices and late_vendor(state) is not None
    return not state.escalated and colour != "green" and state.week in ESCALATION_WEEKS


def check_option(week: int, decision: str, option: str) -> None:
    """Refuse an option that a decision has not."""
    if option not in OPTIONS[decision]:
        raise ValueError(
            f"Week {week}, decision '{decision}', has no option {option!r}: "
            f"choose one of {', '.join(OPTIONS[decision])}."
        )


@lru_cache(maxsize=8)
def catalogue(p: Parameters) -> dict[str, Decision]:
    """Return all decisions with the numbers of a case put into their words."""
    words = {name: getattr(p, name) for name in p.__dataclass_fields__}
    words["requested_points"] = p.bet[p.requested].points
    for risk in p.risks:
        words[risk.id] = f"{risk.chance:.0%}, EUR {risk.cost:,.0f} and {risk.days:g} days"
    for name in ("prices", "beta_cost"):
        short = name.removesuffix("s")
        words |= {f"{short}_{i}": value for i, value in enumerate(getattr(p, name))}

    def fill(option: Option) -> Option:
        cost = words[option.cost] if isinstance(option.cost, str) else option.cost
        return Option(option.id, option.text.format(**words), cost, option.note.format(**words))

    return {
        row.id: row._replace(ask=row.ask.format(**words), options=tuple(map(fill, row.options)))
        for row in _ALL
    }
