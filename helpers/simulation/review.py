"""The after-action review: the run against the autopilot, against hindsight, and what facts paid.

Every number comes from replays of the model; none is a judgement of the player.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from .decisions import LogEntry
from .game import Game

PASSES = 2


class Outcome(NamedTuple):
    """How a play ended: both overall scores, launch week (0: stopped), EUR, rides a week."""

    delivery: float
    product: float
    launch_week: float
    cost: float
    rides: float


class DifferingChoice(NamedTuple):
    """A choice that the autopilot would not have made, and what it alone changed.

    First with the luck of this seed, then on average over others; all else is played as it was.
    """

    week: int
    decision: str
    yours: str
    autopilot: str
    delivery: float
    product: float
    typical_delivery: float
    typical_product: float


class Bought(NamedTuple):
    """A piece of information: its cost, its worth on this seed and on average over others.

    Both plays are yours up to the purchase and the autopilot's from there on, once with the
    information and once without.  One seed is luck; look at ``typical`` first.
    """

    week: int
    decision: str
    option: str
    cost: float
    delivery: float
    product: float
    typical_delivery: float
    typical_product: float


class BetTruth(NamedTuple):
    """What a bet was truly worth, in points: was it shipped, had riders been asked before?"""

    bet: str
    name: str
    shipped: bool
    researched: bool
    effect: float


class Review(NamedTuple):
    """All parts of the review.

    ``hindsight`` is the best play found by changing one decision at a time, twice over, with the
    luck of this seed known: close to what perfect information is worth, and never above it.
    """

    run: Outcome
    autopilot: Outcome
    hindsight: Outcome
    steps: tuple[DifferingChoice, ...]
    information: tuple[Bought, ...]
    overrides: tuple[str, ...]
    bets: tuple[BetTruth, ...]


Choices = dict[tuple[int, str], str]
LEFT = ""
"""Instead of an option: the decision was left open."""


def _outcome(game: Game) -> Outcome:
    cards = game.scorecards()
    return Outcome(
        cards.delivery.overall,
        cards.product.overall,
        game._state.launched,
        cards.delivery.measure("cost").value,
        cards.product.measure("mission").value,
    )


def _play(game: Game, choices: Choices, **how: Any) -> Outcome:
    return _outcome(_again(game, choices, **how))


def _again(
    game: Game, choices: Choices, *, chair: str = "", until: int = 0, seed: int | None = None
) -> Game:
    """Play these choices, by week or else by decision; the autopilot answers all that is left.

    With ``until``, all after that week is the autopilot's.
    """
    seed = game.seed if seed is None else seed
    again = Game(seed, chair or game.chair, game.parameters, game.autopilot)
    by_name = {name: option for (_, name), option in choices.items()}
    while not again.finished:
        for name in again.offered:
            option, mine = None, again.mine(name)
            if not until or again.week <= until:
                option = choices.get((again.week, name)) or (by_name.get(name) if mine else None)
            if option is None and mine:
                option = game.pilot(again.known, name)
            if option:
                again.decide(name, option, override=True)
        again.advance()
    return again


def _autopilot_choices(game: Game) -> Choices:
    """Return what the autopilot would have answered each week, given what was known."""
    again, found = Game(game.seed, game.chair, game.parameters, game.autopilot), {}
    taken = {(entry.week, entry.decision): entry for entry in game.log}
    while not again.finished:
        for name in again.offered:
            found[again.week, name] = game.pilot(again.known, name)
            entry = taken[again.week, name]
            if entry.by != "autopilot":
                again.decide(name, entry.option, override=True)
        again.advance()
    return found


def _hindsight(game: Game, run: Outcome) -> Outcome:
    """Change one decision at a time for the better, with the luck of the seed known."""

    def worth(outcome: Outcome) -> float:
        return outcome.delivery + outcome.product

    everything = {(entry.week, entry.decision): entry.option for entry in game.log}
    plays = [(start, _again(game, start, chair="both")) for start in (everything, {})]
    choices, played, best = max(
        ((start, again, _outcome(again)) for start, again in plays), key=lambda row: worth(row[2])
    )
    for _ in range(PASSES):
        before = worth(best)
        for name, asked in game.catalogue.items():
            for option in asked.options:
                made = {entry.option for entry in played.log if entry.decision == name}
                if made <= {option.id}:  # never asked, or answered so each time
                    continue
                others = {key: value for key, value in choices.items() if key[1] != name}
                changed = others | {(0, name): option.id}
                again = _again(game, changed, chair="both")
                if worth(outcome := _outcome(again)) > worth(best):
                    choices, played, best = changed, again, outcome
        if worth(best) == before:
            break
    return max(run, best, key=worth)


def _override_words(game: Game, entry: LogEntry, step: DifferingChoice | None) -> str:
    asked, p = game.catalogue[entry.decision], game.parameters
    taken = f"Week {entry.week}, {asked.ask} This is the call of {p.chair(entry.owner)}."
    slower = f"It was taken from the other chair, and the team worked {p.override_loss:.0%} slower"
    if step is None:
        return f"{taken} {slower} that week, for the same choice as the autopilot's."
    his, yours = (asked.option(one).text.rstrip(".") for one in (step.autopilot, step.yours))
    return (
        f"{taken} {slower} that week. Against the autopilot's “{his}”, the choice of “{yours}” "
        f"changed delivery by {step.delivery:+.0f} and product by {step.product:+.0f}."
    )


def review(game: Game, *, others: int = 20) -> Review:
    """Look back on a finished game.

    Parameters
    ----------
    game : Game
        A finished game.
    others : int
        Number of other seeds for the typical worth of choices and of information, from 1.

    Returns
    -------
    Review
        The run, the autopilot in both chairs on the same seed, and hindsight; the effect of each
        choice that differs from the autopilot's; the worth of information bought; overrides.

    Raises
    ------
    ValueError
        If the game is not over, or ``others`` is not a whole number from 1.

    Examples
    --------
    >>> from helpers.simulation import play
    >>> look = review(play("feature_factory", seed=3), others=1)
    >>> look.hindsight.product >= look.run.product
    True
    """
    if not game.finished:
        raise ValueError(f"The game stands at week {game.week}: play on to the end to review it.")
    if type(others) is not int or others < 1:
        raise ValueError(f"The number of other seeds is {others!r}: give a whole number from 1.")
    run = _outcome(game)
    mine = [entry for entry in game.log if entry.by != "autopilot"]
    choices = {(e.week, e.decision): LEFT if e.by == "default" else e.option for e in mine}
    pilot = _autopilot_choices(game)
    seeds = range(game.seed + 1, game.seed + 2 + others // 2)  # half as many: there are more steps
    usual: list[Outcome] = []
    steps = {}
    for entry in mine:
        key = (entry.week, entry.decision)
        if pilot[key] == entry.option:
            continue
        changed = choices | {key: pilot[key]}
        if entry.override:
            del changed[key]
        other = _play(game, changed)
        usual = usual or [_play(game, choices, seed=seed) for seed in seeds]
        rows = [_gain(a, _play(game, changed, seed=b)) for a, b in zip(usual, seeds, strict=True)]
        steps[key] = DifferingChoice(
            *key, entry.option, pilot[key], *_gain(run, other), *_typical(rows)
        )
    return Review(
        run,
        _play(game, {}, chair="both"),
        _hindsight(game, run),
        tuple(steps.values()),
        tuple(_bought(game, entry, choices, others) for entry in mine if _blind(game, entry)),
        tuple(
            _override_words(game, entry, steps.get((entry.week, entry.decision)))
            for entry in mine
            if entry.override
        ),
        bet_truths(game),
    )


def bet_truths(game: Game) -> tuple[BetTruth, ...]:
    """Lay open the hidden worth of all bets."""
    state, world = game._state, game._world
    shipped = () if state.stopped else state.bets
    return tuple(
        BetTruth(b.id, b.name, b.id in shipped, b.id in state.researched, world.effect[b.id])
        for b in game.parameters.bets
    )


def _blind(game: Game, entry: LogEntry) -> str:
    """The option that would have bought less information; "" if none was bought."""
    return game.catalogue[entry.decision].option(entry.option).blind


def _bought(game: Game, entry: LogEntry, choices: Choices, others: int) -> Bought:
    """Play on from a purchase with the autopilot, with the information and without."""
    key = (entry.week, entry.decision)
    without = choices | {key: _blind(game, entry)}

    def gain(seed: int) -> tuple[float, float]:
        a = _play(game, choices, until=entry.week, seed=seed)
        b = _play(game, without, until=entry.week, seed=seed)
        return _gain(a, b)

    rows = [gain(game.seed + step) for step in range(1, others + 1)]
    cost = game.catalogue[entry.decision].option(entry.option).cost
    return Bought(*key, entry.option, cost, *gain(game.seed), *_typical(rows))


def _gain(one: Outcome, other: Outcome) -> tuple[float, float]:
    """What one play scored more than another, on both cards."""
    return one.delivery - other.delivery, one.product - other.product


def _typical(gains: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of gains over other luck, on both cards."""
    delivery, product = zip(*gains, strict=True)
    return sum(delivery) / len(gains), sum(product) / len(gains)
