"""Strategies played to the end, one by one or many seeds at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .game import Game
from .parameters import Parameters
from .strategies import STRATEGIES, Strategy, find_strategy


class PlayScores(NamedTuple):
    """One play: strategy, seed, and both overall scores."""

    strategy: str
    seed: int
    delivery: float
    product: float


def play(strategy: str | Strategy, seed: int, parameters: Parameters | None = None) -> Game:
    """Play a strategy in both chairs to the end and return the finished game.

    Raises
    ------
    ValueError
        If the strategy is unknown or answers with an unknown option, or the seed is bad.
    """
    choose, game = find_strategy(strategy, "strategy"), Game(seed, "both", parameters)
    while not game.finished:
        for name in game.offered:
            game.decide(name, choose(game.known, name))
        game.advance()
    return game


def tournament(
    seeds: Iterable[int],
    strategies: Iterable[str] | Mapping[str, Strategy] = STRATEGIES,
    parameters: Parameters | None = None,
) -> tuple[PlayScores, ...]:
    """Play each strategy on each seed and return one row for each play.

    Raises
    ------
    ValueError
        As for `play`.
    """
    if not isinstance(strategies, Mapping):
        strategies = {name: find_strategy(name, "strategy") for name in strategies}
    rows = []
    for seed in seeds:
        for name, strategy in strategies.items():
            cards = play(strategy, seed, parameters).scorecards()
            rows.append(PlayScores(name, seed, cards.delivery.overall, cards.product.overall))
    return tuple(rows)


# The two cards disagree: strategy and seed.  Both plays meet the same luck.
EXAMPLES = {
    "green_delivery_red_product": ("date_keeper", 50),
    "red_delivery_green_product": ("evidence_first", 50),
}
