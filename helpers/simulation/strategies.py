"""Five documented strategies: what each answers, from what is known and from nothing hidden.

A strategy is a function of `Known` and the id of a decision.  It returns the id of an option.
"""

from __future__ import annotations

from collections.abc import Callable

from .known import Known

Strategy = Callable[[Known, str], str]


def _figures(known: Known, name: str) -> str | None:
    """Honest reports: the expected date and the colour that the figures say."""
    if name.startswith("forecast"):
        return "expected"
    if name.startswith("status"):
        return known.colour
    return "escalate" if name == "escalate" else None


def _price(known: Known) -> str:
    """The price that a test speaks for; as now without a test."""
    if known.elasticity is None:
        return "keep"
    return "higher" if known.elasticity < 0.45 else "lower" if known.elasticity > 0.85 else "keep"


def balanced(known: Known, name: str) -> str:
    """Interviews, cheap responses to risks, weak bets dropped, figures told as they are."""
    if name == "scope_cut":
        return "last" if known.expected_week > known.promised_week else "none"
    if name == "go_no_go":
        return "drop" if known.expected_week <= known.promised_week else "launch"
    if name == "price":
        return _price(known)
    fixed = {
        "discovery": "interviews",
        "contract_risk": "reduce",
        "order": "evidence",
        "sequence": "even",
        "firmware_risk": "accept",
        "price_test": "none",
        "speed_up": "none",
        "prototype": "none",
        "spike": "none",
        "grant": "apply",
        "lockers": "ask",
        "weak_bets": "proven",
        "beta_plan": "planned",
        "demo": "show_beta",
        "test_bench": "none",
        "late_people": "none",
        "support": "none",
        "vendor": "wait",
    }
    return _figures(known, name) or fixed[name]


def cautious_planner(known: Known, name: str) -> str:
    """Every risk gets a response, every change a no, every date a reserve; no bold bet."""
    if name.startswith("forecast"):
        return "safe"
    if name == "scope_cut":
        return "two" if known.safe_week > known.promised_week else "last"
    fixed = {
        "discovery": "none",
        "contract_risk": "reduce",
        "order": "smallest",
        "sequence": "payment",
        "firmware_risk": "reduce",
        "price_test": "none",
        "speed_up": "none",
        "prototype": "none",
        "spike": "spike",
        "grant": "apply",
        "lockers": "later",
        "weak_bets": "all",
        "beta_plan": "planned",
        "demo": "show_beta",
        "test_bench": "buy",
        "late_people": "none",
        "price": "keep",
        "support": "hire",
        "vendor": "fast_lane",
        "go_no_go": "launch",
    }
    return _figures(known, name) or fixed[name]


def feature_factory(known: Known, name: str) -> str:
    """All wishes are built, the loudest first; no research, no cut, always green."""
    fixed = {
        "discovery": "none",
        "contract_risk": "accept",
        "order": "loudest",
        "sequence": "app",
        "firmware_risk": "accept",
        "price_test": "none",
        "speed_up": "fast_track",
        "prototype": "none",
        "spike": "none",
        "grant": "skip",
        "lockers": "accept",
        "weak_bets": "all",
        "beta_plan": "quick",
        "demo": "build",
        "test_bench": "none",
        "scope_cut": "none",
        "late_people": "add_people",
        "price": "higher",
        "support": "none",
        "vendor": "wait",
        "escalate": "wait",
        "go_no_go": "launch",
    }
    if name.startswith("forecast"):
        return "plan"
    return "green" if name.startswith("status") else fixed[name]


def evidence_first(known: Known, name: str) -> str:
    """Thorough discovery, only bets with evidence, a long beta, and a launch when it is ready."""
    if name == "price":
        return _price(known)
    fixed = {
        "discovery": "thorough",
        "contract_risk": "accept",
        "order": "evidence",
        "sequence": "app",
        "firmware_risk": "accept",
        "price_test": "test",
        "speed_up": "none",
        "prototype": "test",
        "spike": "none",
        "grant": "skip",
        "lockers": "later",
        "weak_bets": "proven",
        "beta_plan": "long",
        "demo": "show_beta",
        "test_bench": "none",
        "scope_cut": "none",
        "late_people": "none",
        "support": "hire",
        "vendor": "wait",
        "go_no_go": "fix",
    }
    return _figures(known, name) or fixed[name]


def date_keeper(known: Known, name: str) -> str:
    """The promised date and the budget are all: cut early, spend little, launch as it is."""
    if name.startswith("forecast"):
        return "expected"
    if name == "scope_cut":
        return "two" if known.expected_week > known.promised_week - 2 else "last"
    fixed = {
        "discovery": "none",
        "contract_risk": "reduce",
        "order": "smallest",
        "sequence": "even",
        "firmware_risk": "accept",
        "price_test": "none",
        "speed_up": "none",
        "prototype": "none",
        "spike": "none",
        "grant": "apply",
        "lockers": "later",
        "weak_bets": "all",
        "beta_plan": "quick",
        "demo": "show_beta",
        "test_bench": "none",
        "late_people": "none",
        "price": "keep",
        "support": "none",
        "vendor": "fast_lane",
        "go_no_go": "launch",
    }
    return _figures(known, name) or fixed[name]


STRATEGIES: dict[str, Strategy] = {
    f.__name__: f
    for f in (balanced, cautious_planner, feature_factory, evidence_first, date_keeper)
}


def find_strategy(strategy: str | Strategy, what: str) -> Strategy:
    """Return a strategy by its name, or the function itself."""
    if callable(strategy):
        return strategy
    if strategy not in tuple(STRATEGIES):
        names = ", ".join(STRATEGIES)
        raise ValueError(f"The {what} is {strategy!r}: choose one of {names}.")
    return STRATEGIES[strategy]
