"""The game from inside: nothing is lost or made up, and no nonsense in random plays."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from msgspec.structs import replace
from simulation_plays import CALM, STRATEGIES, P, decide_at_random, finish, random_play, scores_of
from tiers import CI

from helpers.simulation import Game, play
from helpers.simulation.known import forecast
from helpers.simulation.model import A, D, F, H, I, J, output, set_points, start, stretch, work_week
from helpers.simulation.scores import scale
from helpers.simulation.world import draw_world

COUNT = 10_000 if CI else 500


# ---------------------------------------------------------------- random plays


def added(game: Game) -> float:
    """What others added to the budget, by the decisions in the log."""
    p = game.parameters
    gifts = {
        ("grant", "apply"): 30_000 if game._world.grant < 0.25 else 0,
        ("demo", "build"): p.demo_fund,
        ("vendor", "penalty"): p.penalty,
        ("escalate", "escalate"): p.extra_fund,
    }
    return sum(gifts.get((entry.decision, entry.option), 0) for entry in game.log)


def sound(game: Game) -> None:
    """Assert that all a game shows makes sense."""
    p, rows = game.parameters, game.history
    assert 1 <= game.week <= p.weeks and len(rows) <= 60
    assert [row.week for row in rows] == list(range(2, len(rows) + 2))
    for row in rows:
        numbers = [v for v in row._replace(contingency=0) if isinstance(v, int | float)]
        assert all(math.isfinite(value) and value >= 0 for value in numbers), row
        assert row.earned_value <= p.work_budget + 1e-6 and row.planned_value <= p.work_budget
        assert p.core_points <= row.points <= p.core_points + sum(bet.points for bet in p.bets)
        assert row.people in (p.team, p.team + p.added, p.team + 2 * p.added)
    for before, after in pairwise(rows):
        assert after.actual_cost >= before.actual_cost and after.budget >= before.budget
        assert after.earned_value >= before.earned_value - 1e-9
        assert after.people >= before.people and set(after.evidence) >= set(before.evidence)
    state = game._state
    assert min(state.left + state.guess + state.done) >= 0
    assert game.known.budget == pytest.approx(p.budget + added(game))
    spent = sum(amount for _, _, amount in game.ledger)
    assert game.known.actual_cost == pytest.approx(spent, abs=1e-6)
    assert set(game.known.bets) <= set(p.bet)
    assert game.known.points == p.core_points + sum(p.bet[name].points for name in game.known.bets)
    if game.finished:
        for card in game.scorecards():
            assert 0 <= card.overall <= 100 and card.colour in ("green", "amber", "red")
            assert all(0 <= m.score <= 100 and math.isfinite(m.value) for m in card.measures)
        assert len(game.ridership) == 26
        launches = [e for e in game.log if e.decision == "go_no_go" and e.option != "wait"]
        assert len(launches) == 1 and game.log.index(launches[0]) == max(
            place for place, e in enumerate(game.log) if e.decision == "go_no_go"
        )
        assert all(math.isfinite(value) and value >= 0 for row in game.ridership for value in row)


def test_random_decisions_make_no_nonsense():
    dice, overrides, undone = random.Random(5), 0, 0
    for number in range(COUNT):
        chair = dice.choice(["product", "project", "both"])
        game = Game(dice.randrange(10**9), chair, autopilot=dice.choice(list(STRATEGIES)))
        while not game.finished:
            decide_at_random(game, dice)
            game.advance()
            if dice.random() < 0.01:
                game.undo()
                undone += 1
        sound(game)
        overrides += any(entry.override for entry in game.log)
        if number % 50 == 0:
            moves = game.moves
            assert scores_of(Game.replay(game.seed, chair, moves, None, game.autopilot)) == (
                scores_of(game)
            )
            game.card()
    print(f"{COUNT} random plays, {overrides} with an override, {undone} weeks undone")
    assert overrides > COUNT / 4 and undone > COUNT / 50


def _lose_a_cost(game: Game) -> None:
    game._state.ledger.pop()


def _undo_work_that_is_done(game: Game) -> None:
    game._state.left[H] = -0.5


def _print_money(game: Game) -> None:
    game.known = game.known._replace(budget=game.known.budget + 99_999)


def _launch_in_silence(game: Game) -> None:
    game._log = [entry for entry in game._log if entry.decision != "go_no_go"]


@pytest.mark.parametrize(
    "spoil", [_lose_a_cost, _undo_work_that_is_done, _print_money, _launch_in_silence]
)
def test_sound_would_notice(spoil):
    game = random_play(3, "both", weeks=20)
    sound(game)
    spoil(game)
    with pytest.raises(AssertionError):
        sound(game)


@pytest.mark.parametrize(
    "harsh",
    [
        {"coordination": 0.25},
        {"override_loss": 1.0},
        {"budget": 1, "contingency": 0},
        {"elasticity_low": 30.0, "elasticity_high": 40.0},
        {"defects": 500.0},
    ],
)
def test_harsh_cases_stay_in_bounds(harsh):
    p = replace(P, **harsh)
    for seed in range(5):
        game, dice = Game(seed, "product", p), random.Random(seed)
        while not game.finished:
            decide_at_random(game, dice)
            game.advance()
        assert all(0 <= m.score <= 100 for card in game.scorecards() for m in card.measures)
        assert all(math.isfinite(row.margin) and row.members >= 0 for row in game.ridership)


# ---------------------------------------------------------------- money and people


def test_every_euro_is_in_the_ledger():
    game = play("cautious_planner", 11)
    teams = [amount for _, item, amount in game.ledger if item == "team"]
    assert teams == [P.team * P.person_week] * math.ceil(game.known.expected_week)
    bought = {e.decision for e in game.log if e.option in ("reduce", "spike", "buy", "hire")}
    assert bought == {"contract_risk", "firmware_risk", "spike", "test_bench", "support"}
    paid = {item: amount for _, item, amount in game.ledger if item in bought}
    assert paid == {
        "contract_risk": 8_000,
        "firmware_risk": 12_000,
        "spike": 5_000,
        "test_bench": 15_000,
        "support": 6_000,
    }


def test_people_come_once_and_learn_for_four_weeks():
    game = Game(2)
    for week in range(1, 16):
        if week == 5:
            game.decide("speed_up", "add_people")
        game.advance()
        state = game._state
        fresh = sum(count for count, _ in state.newcomers)
        assert state.veterans + fresh == state.people == (P.team if week < 5 else P.team + 2)
        assert fresh == (2 if 5 <= week < 8 else 0)
    paid = [amount for _, item, amount in game.ledger if item == "team"]
    assert paid == [15_000] * 4 + [21_000] * 11


def test_output_is_the_toy_model_of_the_course():
    assert output(5, 0, P) == pytest.approx(5 * 0.92)
    assert output(5, 2, P) == pytest.approx((5 - 1) * 0.88)
    assert output(7, 0, P) == pytest.approx(7 * 0.88)
    assert output(0, 4, P) == 0


# ---------------------------------------------------------------- work


def weeks_to_launch(state, world=CALM) -> int:
    state.go = True
    while not state.launched:
        work_week(state, world, P)
        state.week += 1
    return state.launched


def test_calm_expected_times_end_when_the_network_says():
    assert weeks_to_launch(start(CALM, P)) * 5 == pytest.approx(88.0)  # A-D-F-H-I-J
    assert start(CALM, P).points == 120 and sum(P.means) == pytest.approx(166.5)


def test_the_forecast_is_the_network_with_what_a_plan_forgets():
    plan, expected, spread = forecast(start(CALM, P), P)
    threats = 0.20 * 3  # R1 and R2 lie off the longest path
    assert plan * 5 == pytest.approx((88.0 + threats) * 155 / 166.5)
    assert expected * 5 == pytest.approx(88.0 + threats + 1.6 + 2.5)
    assert spread * 5 == pytest.approx(6.02, abs=0.005)


def test_scope_changes_only_work_that_is_left():
    state = start(CALM, P)
    state.left[D] = state.guess[D] = 0.0
    state.left[F] = 10.0
    set_points(state, 66, P)
    factor = 0.4 + 0.6 * 66 / 120
    assert (state.left[D], state.left[F]) == (0.0, pytest.approx(10 * factor))
    assert state.left[H] == pytest.approx(P.means[H] * factor)
    set_points(state, 120, P)
    assert state.left[F] == pytest.approx(10.0)
    stretch(state, D, 3.0)
    assert state.left[D] == 0.0


def test_a_threat_strikes_as_its_activity_ends_and_only_below_its_chance():
    lucky = CALM._replace(risk={"R1": 1.0, "R2": 1.0, "R3": 0.20})
    unlucky = CALM._replace(risk={"R1": 1.0, "R2": 1.0, "R3": 0.19})
    state = start(lucky, P)
    assert weeks_to_launch(state, lucky) * 5 == pytest.approx(88.0) and not state.struck
    state = start(unlucky, P)
    assert weeks_to_launch(state, unlucky) * 5 == pytest.approx(91.0)
    assert list(state.struck) == ["R3"] and state.spent == 10_000


def test_nothing_starts_before_its_predecessors():
    for seed in range(40):
        world = draw_world(seed, P)
        state = start(world, P)
        while not state.launched and state.week < 60:
            before = list(state.done)
            work_week(state, world, P)
            for i, activity in enumerate(P.activities):
                if state.done[i] > before[i] == 0:
                    assert all(state.left["ABCDEFGHIJ".index(o)] == 0 for o in activity.after)
            state.go, state.week = state.left[I] == 0, state.week + 1
        assert sum(state.left) == 0 and state.done[J] > 0


# ---------------------------------------------------------------- ends


def test_scale_is_straight_and_bounded():
    assert [scale(x, 4, 0) for x in (5, 4, 3, 0, -1)] == [0, 0, 25, 100, 100]


def test_all_defaults_reach_the_end():
    games = [finish(Game(seed)) for seed in range(20)]
    assert all(game.finished and game.known.launched for game in games)
    assert P.means[A] == 10.5
