"""The game from outside: cards, moves, undo, replay, whose call it is, bad input."""

from __future__ import annotations

import ast
import doctest
import hashlib
import importlib
import inspect
import json
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from simulation_plays import DECISIONS, STRATEGIES, P, finish, random_play, scores_of

import helpers.simulation as simulation
from helpers.simulation import EXAMPLES, Game, play, review, strategies, tournament

FOLDER = Path(simulation.__file__).parent
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")


def fingerprint(game: Game) -> str:
    """All that a finished game shows, rounded, as one short text."""
    numbers = [[m.score for m in card.measures] for card in game.scorecards()]
    numbers += [[w.actual_cost, w.expected_week, w.earned_value] for w in game.history]
    numbers += [[w.planned_value, w.forecast_cost, w.safe_cost] for w in game.history]
    numbers += [[w.members, w.rides, w.margin] for w in game.ridership]
    rounded = [[round(x, 5) + 0.0 for x in row] for row in numbers]
    text = json.dumps([rounded, [list(entry) for entry in game.log]])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


GOLDEN = {
    "balanced": "c50aaacede38bc4d",
    "cautious_planner": "baeb3af506fb5631",
    "feature_factory": "c1d1b438e3a4939d",
    "evidence_first": "2640211a5193fafe",
    "date_keeper": "c859fad4809a6a7d",
}


@pytest.mark.parametrize("strategy", GOLDEN)
def test_a_seed_gives_the_same_play_on_every_version_of_python(strategy):
    assert fingerprint(play(strategy, 2026)) == GOLDEN[strategy]
    assert fingerprint(play(strategy, 2027)) != GOLDEN[strategy]


def test_only_random_random_is_used():
    used = set()
    for stem in MODULES:
        tree = ast.parse((FOLDER / f"{stem}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= sys.stdlib_module_names, stem
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                read = {"msgspec", "helpers"} if stem == "parameters" else set()
                assert node.module.partition(".")[0] in sys.stdlib_module_names | read, stem
            elif isinstance(node, ast.Attribute) and "random" in ast.unparse(node.value):
                used.add(f"{stem}:{ast.unparse(node)}")
    assert used == {"world:random.Random", "world:random.Random(seed).random"}


# ---------------------------------------------------------------- weeks and cards


def test_twenty_weeks_with_at_most_three_decisions_each():
    asked = set()
    for seed in range(30):
        game = Game(seed)
        for week in range(1, 21):
            card = game.card()
            assert (game.week, card.week, game.finished) == (week, week, False)
            assert len(card.decisions) <= 3 and len(card.known) >= 3
            for row in card.decisions:
                assert row.owner in ("product", "project")
                assert row.default in [option.id for option in row.options]
                texts = [row.ask, *(f"{o.text} {o.note}" for o in row.options)]
                assert not [text for text in texts if "{" in text or "None" in text]
                assert all(type(option.cost) in (int, float) for option in row.options)
                asked.add(row.id)
            game.advance()
        if not game.finished:  # the play runs on for one decision, and no other
            assert game.week > 20 and game.offered == ("go_no_go",)
            game.advance()
        assert (game.week, game.finished, game.offered) == (20, True, ())
        assert [row.week for row in game.ridership] == list(range(1, 47))
    assert asked == set(DECISIONS)


def test_both_chairs_have_about_as_much_to_say():
    owners = [row.owner for row in DECISIONS.values()]
    assert owners.count("product") >= 9 and owners.count("project") >= 9


def test_costs_of_the_case_stand_in_the_words():
    dear = Game(1, "both", replace(P, interviews_cost=7_777, discovery_days=13))
    options = [option for row in dear.card().decisions for option in row.options]
    assert [o.cost for o in options if o.id == "interviews"] == [7_777]
    assert any("takes 13 days longer" in option.note for option in options)


# ---------------------------------------------------------------- moves


def test_a_choice_waits_for_the_end_of_the_week_and_may_be_changed():
    game = Game(3)
    game.decide("discovery", "thorough")
    game.decide("discovery", "interviews")
    assert game.pending == {"discovery": "interviews"} and game.log == ()
    game.advance()
    assert [(e.decision, e.option, e.by) for e in game.log] == [
        ("discovery", "interviews", "both"),
        ("contract_risk", "accept", "default"),
    ]
    assert set(game.known.evidence) == {"docks", "refund", "unlock", "group", "dark"}
    assert sum(amount for _, item, amount in game.ledger if item == "discovery") == 5_000


@pytest.mark.parametrize("chair", ["product", "project", "both"])
@pytest.mark.parametrize("seed", range(6))
def test_undo_goes_back_one_week_exactly(chair, seed):
    game = random_play(seed, chair, weeks=seed * 3 + 2)
    before = Game.replay(game.seed, chair, game.moves)
    seen = (game.card(), game.log, game.history, game.moves, game.known)
    game.advance()
    game.undo()
    assert game.pending == {}
    for week, name, option in before.moves:
        if week == game.week and name != "advance":
            game.decide(name, option, override=True)
    assert (game.card(), game.log, game.history, game.moves, game.known) == seen


def test_the_last_week_can_be_undone():
    game = play("balanced", 6)
    end = scores_of(game)
    game.undo()
    assert (game.week, game.finished, game.ridership) == (20, False, ())
    game.advance()
    assert game.finished and scores_of(game) == end
    for _ in range(20):
        game.undo()
    assert (game.week, game.moves, game.log) == (1, [], ())


@pytest.mark.parametrize("chair", ["product", "project", "both"])
@pytest.mark.parametrize("seed", range(6))
def test_seed_and_moves_are_the_whole_game(chair, seed):
    game = finish(random_play(seed, chair, weeks=20))
    moves = json.loads(json.dumps(game.moves))
    again = Game.replay(game.seed, chair, moves)
    assert (again.log, again.history, again.ridership) == (game.log, game.history, game.ridership)
    assert scores_of(again) == scores_of(game)


# ---------------------------------------------------------------- whose call


def test_the_other_chair_is_taken_by_the_autopilot():
    game = finish(Game(4, "product", autopilot="cautious_planner"))
    by = {(entry.owner, entry.by) for entry in game.log}
    assert by == {("product", "default"), ("project", "autopilot")}
    told = {entry.option for entry in game.log if entry.decision.startswith("forecast")}
    assert told == {"padded"}


def test_the_other_chairs_call_is_taken_aloud_or_not_at_all():
    game = Game(4, "product")
    with pytest.raises(ValueError, match=r"Week 1, decision 'contract_risk', is the call of Tomás"):
        game.decide("contract_risk", "accept")
    assert game.pending == {}
    game.decide("contract_risk", "accept", override=True)
    game.advance()
    entry = next(entry for entry in game.log if entry.decision == "contract_risk")
    assert (entry.by, entry.owner, entry.override) == ("product", "project", True)
    (words,) = review(finish(game), others=1).overrides
    assert "Tomás, project manager" in words and "10% slower" in words


def test_an_override_slows_the_team_for_its_week_only():
    left = {}
    for taken in (False, True):
        game = Game(8, "product")
        for week in range(1, 10):
            if taken and week == 6:  # the team builds; the choice itself is the autopilot's
                for name in ("spike", "grant"):
                    game.decide(name, game.pilot(game.known, name), override=True)
            game.advance()
        left[taken] = [row.work_left for row in game.history]
    assert left[False][:5] == left[True][:5]
    lost = [slow - fast for slow, fast in zip(left[True], left[False], strict=True)]
    assert 0.5 < lost[5] < 3 and lost[6] == pytest.approx(lost[5], abs=1.5)


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Game("7"), "The seed is '7': give a whole number"),
        (lambda: Game(True), "The seed is True"),
        (lambda: Game(-1), "The seed is -1"),
        (lambda: Game(1, "mina"), "The chair is 'mina': choose one of product, project, both"),
        (lambda: Game(1, autopilot="best"), "The autopilot is 'best': choose one of balanced"),
        (lambda: Game(1, autopilot=["x"]), "The autopilot is"),
        (lambda: Game(1, parameters={"team": 3}), "The parameters are"),
        (lambda: Game(1).decide("order", "loudest"), "Week 1 has no decision 'order'.*discovery"),
        (lambda: Game(1).decide(None, "none"), "Week 1 has no decision None"),
        (
            lambda: Game(1).decide("discovery", "much"),
            "The decision 'discovery' has no option 'much': choose one of none, interviews",
        ),
        (lambda: Game(1).undo(), "nothing to undo"),
        (lambda: Game(1).scorecards(), "week 1 of 20: play on"),
        (lambda: review(Game(1)), "play on to the end to review"),
        (lambda: review(play("balanced", 1), others=0), "number of other seeds is 0"),
        (lambda: finish(Game(1)).advance(), r"The game is over: call undo\(\)"),
        (lambda: finish(Game(1)).decide("price", "keep"), "The game is over"),
        (lambda: Game.replay(1, "both", [[2, "advance", ""]]), "does not fit: the game stands at"),
        (lambda: Game.replay(1, "both", [[1, "order", "loudest"]]), "has no decision 'order'"),
        (lambda: Game.replay(1, "both", [7]), "The move 7 is not one"),
        (lambda: Game.replay(1, "both", [["a"]]), r"The move \['a'\] is not one"),
        (lambda: play(lambda known, name: "x", 1), "has no option 'x'"),
        (lambda: finish(Game(1, "product", autopilot=lambda k, n: "x")), "has no option 'x'"),
        (lambda: play("best", 1), "The strategy is 'best': choose one of balanced"),
        (lambda: tournament([1], ["best"]), "The strategy is 'best'"),
        (lambda: replace(P, weeks=5), "'weeks' is 5: give a whole number from 20 to 40"),
        (lambda: replace(P, team=0), "'team' is 0: give a number above 0"),
        (lambda: replace(P, activities=[]), "the game needs A to J"),
    ],
)
def test_bad_input_ends_in_one_sentence(call, message):
    with pytest.raises(ValueError, match=message) as caught:
        call()
    assert "\n" not in str(caught.value) and str(caught.value).endswith(".")


def test_a_scorecard_names_its_measures():
    card = play("balanced", 1).scorecards().delivery
    assert card.measure("date").id == "date"
    with pytest.raises(KeyError, match="no measure 'speed': choose one of date, cost"):
        card.measure("speed")


# ---------------------------------------------------------------- the package


@pytest.mark.parametrize("stem", [*MODULES, "__init__"])
def test_examples_run(stem):
    name = "helpers.simulation" if stem == "__init__" else f"helpers.simulation.{stem}"
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_what_is_public_is_documented():
    for name in simulation.__all__:
        assert inspect.getdoc(getattr(simulation, name)) or not callable(getattr(simulation, name))
    assert all(inspect.getdoc(strategy) for strategy in strategies().values())
    assert {name for name, _ in EXAMPLES.values()} <= set(STRATEGIES)
