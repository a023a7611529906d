"""The game's tables of figures: what ways of playing bring, and what each option changes.

The rules were fixed first and the numbers tuned on ``TUNED``; figures are reported on ``FRESH``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from statistics import mean
from typing import NamedTuple

from simulation_plays import DECISIONS, STRATEGIES, with_choices

from helpers.simulation import Game, play

TUNED, FRESH = range(1, 201), range(201, 401)
REPORTING = ("forecast", "status")
"""Where the truth never loses; of all other decisions no option is always right."""
KINDS = {row.kind: tuple(option.id for option in row.options) for row in DECISIONS.values()}


class Ending(NamedTuple):
    """What a play came to."""

    delivery: float
    product: float
    launch: float  # week; 0 if the project was stopped
    cost: float
    green: bool  # the delivery card
    late: bool  # after the week that Ines committed first
    ownership: float


def ending(game: Game) -> Ending:
    """Read a finished game."""
    cards, state = game.scorecards(), game._state
    first = state.committed[0][1]
    return Ending(
        cards.delivery.overall,
        cards.product.overall,
        state.launched,
        state.spent,
        cards.delivery.colour == "green",
        state.launched > first,
        cards.delivery.measure("delivery_ownership").score,
    )


def in_chair(chair: str, seed: int, **choices: str) -> Game:
    """Play a chair by these choices, by kind or name, else by Balanced; the other's autopilot."""
    game, mine = Game(seed, chair), with_choices(**choices)
    while not game.finished:
        for name in filter(game.mine, game.offered):
            if option := mine(game.known, name):
                game.decide(name, option)
        game.advance()
    return game


def in_silence(chair: str, seed: int, since: int = 1) -> Game:
    """Only press on from a week on, Balanced before it, with the autopilot in the other chair."""
    game = Game(seed, chair)
    while not game.finished:
        for name in filter(game.mine, game.offered if game.week < since else ()):
            if option := game.pilot(game.known, name):
                game.decide(name, option)
        game.advance()
    return game


def taking_all(chair: str, seed: int) -> Game:
    """Play a chair by Balanced and take every call of the other's too, with the same answers."""
    game = Game(seed, chair)
    while not game.finished:
        for name in game.offered:
            game.decide(name, game.pilot(game.known, name), override=True)
        game.advance()
    return game


WAYS = {
    "honest, balanced": {},
    "always green, never asks Ines": {"status": "green", "escalate": "wait"},
    "always green": {"status": "green"},
    "hopeful dates": {"forecast": "hopeful"},
    "padded dates": {"forecast": "padded"},
    "always red": {"status": "red"},
    "no date, a new plan later": {"recommend": "none"},
    "stops whatever the figures say": {"gate": "stop"},
}
FAST = {
    "contract_risk": "reduce",
    "firmware_risk": "reduce",
    "sequence": "app",
    "speed_up": "add_people",
    "spike": "none",
    "test_bench": "buy",
    "vendor": "fast_lane",
    "escalate": "help_then_date",
}
SLOW = {
    "contract_risk": "accept",
    "firmware_risk": "accept",
    "sequence": "payment",
    "speed_up": "none",
    "late_people": "add_people",
    "vendor": "penalty",
    "escalate": "replan",
}
ASKING = {
    "discovery": "thorough",
    "prototype": "test",
    "price_test": "test",
    "lockers": "ask",
    "weak_bets": "proven",
    "beta_plan": "long",
    "go_no_go": "fix",
}
GUESSING = {
    "discovery": "none",
    "order": "loudest",
    "price_test": "none",
    "price": "higher",
    "lockers": "accept",
    "weak_bets": "all",
    "beta_plan": "quick",
    "demo": "build",
    "scope_cut": "two",
    "go_no_go": "launch",
}
"""Sensible plays of one chair: those of Tomás differ in the date, those of Mina in the worth."""


def endings(plays: Iterable[Game]) -> list[Ending]:
    """Read finished games."""
    return [ending(game) for game in plays]


def average(rows: list[Ending], field: str) -> float:
    """The mean of one figure; of the launch over the plays that have one."""
    values = [getattr(row, field) for row in rows]
    return mean(value for value in values if value or field != "launch")


@lru_cache(maxsize=4)
def chair_table(seeds: range) -> dict[str, list[Ending]]:
    """Ways to play Tomás's chair and Mina's, the autopilot in the other."""
    table = {
        name: endings(in_chair("project", s, **ways) for s in seeds) for name, ways in WAYS.items()
    }
    table["only presses on"] = endings(in_silence("project", s) for s in seeds)
    table["presses on from week 12"] = endings(in_silence("project", s, 12) for s in seeds)
    table["takes every call of Mina's"] = endings(taking_all("project", s) for s in seeds)
    for name, chair, choices in (
        ("Tomás, fast", "project", FAST),
        ("Tomás, slow", "project", SLOW),
        ("Mina, asking", "product", ASKING),
        ("Mina, guessing", "product", GUESSING),
    ):
        table[name] = endings(in_chair(chair, s, **choices) for s in seeds)
    return table


def held_by_quarter(seeds: range) -> list[float]:
    """How often the honest "eight in ten" held, in each quarter of the twenty weeks."""
    held: list[list[bool]] = [[] for _ in range(4)]
    for seed in seeds:
        game = in_chair("project", seed)
        for known in game.history:
            if known.week <= 20 and not known.launched:
                held[(known.week - 1) // 5].append(game._state.launched <= known.safe_week)
    return [mean(rows) for rows in held]


@lru_cache(maxsize=4)
def strategy_table(seeds: range) -> dict[str, list[Ending]]:
    """Every documented strategy in both chairs."""
    return {name: endings(play(way, s) for s in seeds) for name, way in STRATEGIES.items()}


class Effect(NamedTuple):
    """What an option changes against the first other one, with all else by a base strategy."""

    delivery: float  # mean of the sizes of the changes
    product: float
    launch: float  # weeks
    best: float  # share of seeds in which no other option gives a higher sum of the two cards
    mean_delivery: float


@lru_cache(maxsize=4)
def option_table(seeds: range, base: str = "balanced") -> dict[tuple[str, str], Effect]:
    """What each option of each kind of decision changes, chosen each time it is asked."""
    found = {}
    for kind, options in KINDS.items():
        plays = {
            option: endings(play(with_choices(base, **{kind: option}), s) for s in seeds)
            for option in options
        }
        sums = {o: [row.delivery + row.product for row in rows] for o, rows in plays.items()}
        for option, rows in plays.items():
            others = [other for other in options if other != option]

            def apart(field: str, option=option, others=others, plays=plays) -> float:
                """The least mean distance to another option: 0 if one does just the same."""
                return min(
                    mean(
                        abs(getattr(a, field) - getattr(b, field))
                        for a, b in zip(plays[option], plays[other], strict=True)
                    )
                    for other in others
                )

            best = mean(
                sums[option][i] >= max(sums[other][i] for other in others) + 1e-9
                for i in range(len(rows))
            )
            found[kind, option] = Effect(
                apart("delivery"),
                apart("product"),
                apart("launch"),
                best,
                mean(r.delivery for r in rows),
            )
    return found
