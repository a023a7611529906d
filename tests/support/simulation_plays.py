"""Ways to play the capstone's game in tests: at random, to the end, over many seeds."""

from __future__ import annotations

import random
from statistics import mean

from helpers.simulation import Game, load_parameters, play, strategies
from helpers.simulation.decisions import catalogue
from helpers.simulation.strategies import RULES
from helpers.simulation.world import World

P = load_parameters()
DECISIONS = catalogue(P)
OPTIONS = {name: tuple(option.id for option in row.options) for name, row in DECISIONS.items()}
STRATEGIES = strategies()
# A world without luck: expected times, no threat, bets and research without effect or error.
CALM = World(
    P.means,
    {risk.id: 1.0 for risk in P.risks},
    1.0,
    {bet.id: 0.0 for bet in P.bets},
    {bet.id: (0.0, 0.0, 0.0) for bet in P.bets},
    1.0,
    0.0,
    (1.0,) * P.all_weeks,
    0.0,
    1.0,
)


def finish(game: Game) -> Game:
    """Let the rest of a game pass undecided."""
    while not game.finished:
        game.advance()
    return game


def decide_at_random(game: Game, dice: random.Random) -> None:
    """Decide some of the week's decisions, now and then the other chair's."""
    for name in game.offered:
        if dice.random() < (0.8 if game.mine(name) else 0.15):
            game.decide(name, dice.choice(OPTIONS[name]), override=True)


def random_play(seed: int, chair: str, weeks: int) -> Game:
    """Play some weeks at random and decide at random in the next one."""
    dice = random.Random(seed)
    game = Game(seed, chair)
    for _ in range(weeks):
        if game.finished:
            break
        decide_at_random(game, dice)
        game.advance()
    if not game.finished:
        decide_at_random(game, dice)
    return game


def scores_of(game: Game) -> tuple[float, float]:
    """Both overall scores."""
    cards = game.scorecards()
    return cards.delivery.overall, cards.product.overall


def with_choices(base: str = "balanced", **choices: str):
    """A strategy that makes these choices, by name or kind, and is otherwise ``base``.

    A choice may be an option or one of the rules of strategies.
    """

    def answer(known, name: str) -> str:
        given = choices.get(name) or choices.get(DECISIONS[name].kind)
        if given is None:
            return STRATEGIES[base](known, name)
        return RULES[given](known) if given in RULES else given

    return answer


def launches(seeds, base: str = "balanced", **choices: str) -> list[float]:
    """Weeks to the launch, seed by seed."""
    strategy = with_choices(base, **choices)
    return [play(strategy, seed)._state.launched for seed in seeds]


def means(rows, strategy: str) -> tuple[float, float]:
    """Mean delivery and product scores of a strategy in a tournament."""
    mine = [row for row in rows if row.strategy == strategy]
    return mean(row.delivery for row in mine), mean(row.product for row in mine)
