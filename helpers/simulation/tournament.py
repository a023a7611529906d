"""Strategies played to the end, one by one or many seeds at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .game import Game
from .parameters import Parameters
from .strategies import STRATEGIES, Strategy


class Result(NamedTuple):
    """One play: strategy, seed, and both overall scores."""

    strategy: str
    seed: int
    delivery: float
    product: float


def play(strategy: str | Strategy, seed: int, parameters: Parameters | None = None) -> Game:
    """Play a strategy in both chairs to the end and return the finished game."""
    game = Game(seed, "both", parameters, strategy)
    while not game.finished:
        for name in game.offered:
            game.decide(name, game.pilot(game.known, name))
        game.advance()
    return game


def tournament(
    seeds: Iterable[int],
    strategies: Iterable[str] | Mapping[str, Strategy] = STRATEGIES,
    parameters: Parameters | None = None,
) -> tuple[Result, ...]:
    """Play each strategy on each seed and return one row for each play."""
    table = strategies if isinstance(strategies, Mapping) else {n: STRATEGIES[n] for n in strategies}
    rows = []
    for seed in seeds:
        for name, strategy in table.items():
            cards = play(strategy, seed, parameters).scorecards()
            rows.append(Result(name, seed, cards.delivery.overall, cards.product.overall))
    return tuple(rows)


# Plays worth a look: strategy and seed.
EXAMPLES = {
    "green_delivery_red_product": ("date_keeper", 1),
    "red_delivery_green_product": ("evidence_first", 1),
}
