"""Documented strategies: what each answers, from what is known and from nothing hidden.

A strategy is a function of `Known` and the id of a decision.  It returns the id of an option.
Those of ``game.yaml`` name an option for each kind of decision, or one of the rules below.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from .decisions import catalogue
from .known import Known
from .parameters import Parameters, StrategyText, load_parameters

Strategy = Callable[[Known, str], str]


def by_the_figures(known: Known) -> str:
    """The colour that the figures say."""
    return known.colour


def by_the_price_test(known: Known) -> str:
    """The price that a test speaks for; as now without a test."""
    if known.elasticity is None:
        return "keep"
    return "higher" if known.elasticity < 0.45 else "lower" if known.elasticity > 0.85 else "keep"


def nothing(known: Known) -> str:
    """No answer: the default is taken."""
    return ""


def help_then_date(known: Known) -> str:
    """Ask for help; when that has come and the promise has an even chance at most, a new date."""
    if not known.helped:
        return "help"
    return "replan" if known.odds <= 0.5 and not known.replanned else "wait"


def stop_if_unjustified(known: Known) -> str:
    """Stop if going on costs more than it brings."""
    return "stop" if known.worth_to_come < known.cost_to_come else "go_on"


def last_if_late(known: Known) -> str:
    """Cut the last bet if the launch is expected late."""
    return "last" if known.expected_week > known.promised_week else "none"


def two_if_tight(known: Known) -> str:
    """Cut one bet, and all but two if the launch is expected in the last two weeks or later."""
    return "two" if known.expected_week > known.promised_week - 2 else "last"


def two_unless_safe(known: Known) -> str:
    """Cut one bet, and all but two if the promise has fewer than eight chances in ten."""
    return "two" if known.safe_week > known.promised_week else "last"


def drop_if_in_time(known: Known) -> str:
    """Take out what has failed if the launch is expected in time."""
    return "drop" if known.expected_week <= known.promised_week else "launch"


RULES: dict[str, Callable[[Known], str]] = {
    rule.__name__: rule
    for rule in (
        by_the_figures,
        by_the_price_test,
        nothing,
        help_then_date,
        stop_if_unjustified,
        last_if_late,
        two_if_tight,
        two_unless_safe,
        drop_if_in_time,
    )
}


def _strategy(text: StrategyText, kinds: dict[str, str]) -> Strategy:
    def answer(known: Known, name: str) -> str:
        given = text.answers[kinds[name]]
        return RULES[given](known) if given in RULES else given

    answer.__doc__ = text.says
    return answer


@lru_cache(maxsize=8)
def _strategies(p: Parameters) -> dict[str, Strategy]:
    kinds = {row.id: row.kind for row in catalogue(p).values()}
    return {name: _strategy(text, kinds) for name, text in p.file.strategies.items()}


def strategies() -> dict[str, Strategy]:
    """Return the documented strategies by name."""
    return _strategies(load_parameters())


def find_strategy(strategy: str | Strategy, what: str) -> Strategy:
    """Return a strategy by its name, or the function itself."""
    if callable(strategy):
        return strategy
    found = strategies()
    if strategy not in tuple(found):
        raise ValueError(f"The {what} is {strategy!r}: choose one of {', '.join(found)}.")
    return found[strategy]
