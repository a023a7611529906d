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
from helpers.simulation.known import forecast, outlook
from helpers.simulation.model import (
    A,
    B,
    D,
    F,
    H,
    I,
    J,
    end_week,
    output,
    set_points,
    start,
    stretch,
    work_week,
)
from helpers.simulation.scores import scale
from helpers.simulation.world import draw_world

COUNT = 2_000 if CI else 500


# ---------------------------------------------------------------- random plays


def added(game: Game) -> float:
    """What others added to the budget, by the decisions in the log."""
    p = game.parameters
    gifts = {
        ("grant", "apply"): 30_000 if game._world.grant < 0.25 else 0,
        ("demo", "build"): p.demo_fund,
        ("vendor", "penalty"): p.penalty,
    }
    state = game._state
    bonus = (p.weeks - state.promise) * p.early_bonus  # the city keeps it for a later promise
    lent = (0, p.help_weeks)[bool(state.helped)] and p.extra_fund
    if state.helped and state.help_until - state.helped < p.help_weeks:
        lent /= 2
    return bonus + lent + sum(gifts.get((entry.decision, entry.option), 0) for entry in game.log)


def sound(game: Game) -> None:
    """Assert that all a game shows makes sense."""
    p, rows = game.parameters, game.history
    assert 1 <= game.week <= p.weeks and len(rows) <= 60
    assert [row.week for row in rows] == list(range(2, len(rows) + 2))
    for row in rows:
        calm = row._replace(contingency=0, worth_to_come=0, swap_worth=0)
        numbers = [v for v in calm if isinstance(v, int | float)]
        assert (
            math.isfinite(row.worth_to_come + row.swap_worth)
            and 0 <= row.odds <= 1
            and 0 < row.trust <= 1
        )
        assert all(math.isfinite(value) and value >= 0 for value in numbers), row
        assert row.earned_value <= p.work_budget + 1e-6 and row.planned_value <= p.work_budget
        assert p.core_points <= row.points <= p.core_points + sum(bet.points for bet in p.bets)
        assert row.people in (p.team, p.team + p.added, p.team + 2 * p.added)
    for before, after in pairwise(rows):
        assert after.actual_cost >= before.actual_cost
        later = after.promised_week - before.promised_week
        assert after.budget >= before.budget - p.early_bonus * max(0, later)
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
        assert len(game.ridership) == p.all_weeks
        if game.known.stopped:
            assert not (game.known.launched or any(row.relaunched for row in game.ridership))
            return
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
    game = random_play(1, "both", weeks=20)
    assert game.known.launched
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
    late = sum(amount for _, item, amount in game.ledger if item == "late")
    assert late == pytest.approx(
        P.late_week * max(0, game.known.expected_week - game.known.promised_week)
    )
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
    for item, wanted in (("team", [15_000] * 15), ("added", [4_000] * 11)):
        assert [amount for _, name, amount in game.ledger if name == item] == wanted


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
    plan, expected, spread = forecast(start(CALM, P), P, outlook(start(CALM, P), P))
    threats = 0.20 * 3  # R1 and R2 lie off the longest path
    team = P.means[D] + P.means[F] + P.means[H]
    usual = 1 - P.scope_share * P.usual_cut * 54 / 120  # bets that will be dropped
    slower = (usual * (1 + P.overrun) - 1) * team
    everything = 166.5 + P.overrun * (P.means[1] + team + P.means[6])
    assert plan * 5 == pytest.approx((88.0 + slower + threats) * 155 / everything)
    assert expected * 5 == pytest.approx(88.0 + slower + threats + 1.6 + 2.5)
    together = P.shared_luck * team * (1 + P.overrun)
    shock, wait = 0.20 * 0.80 * 3**2, 5**2 / 12
    whole = math.sqrt(6.02**2 + together**2 + shock + wait)
    assert spread * 5 == pytest.approx(P.steered * whole, abs=0.02)


def test_the_longer_an_activity_goes_on_the_longer_it_will_be_and_the_rest_of_the_teams_with_it():
    """Work left falls by less than the days done, and never to nothing while it is open."""
    state, seen = start(CALM, P), []
    state.guess[A] = state.left[A] = 0.0
    for done in range(0, 80, 5):
        state.done[B] = state.done[D] = float(done)
        seen.append([days for days, _ in outlook(state, P)])
    for before, after in pairwise(seen):
        assert 0 < before[D] - after[D] < 5 and after[D] > 0.5
        assert after[F] >= before[F] and after[I] == before[I]  # the beta is not the team's
    assert seen[-1][F] > 1.3 * seen[0][F]
    state.sure.add(D)
    assert outlook(state, P)[D] == (state.guess[D], 0.0)


def test_the_forecast_foresees_that_newcomers_learn_and_lent_people_leave():
    """What is forecast in a calm world is what happens in it, whoever comes and goes."""
    calm = replace(P, overrun=0.0, shared_luck=0.0)
    for change in ({"newcomers": [(2, 9)]}, {"help_until": 8}, {}):
        state = start(CALM, calm)
        state.week, state.go = 5, True
        state.chance = dict.fromkeys(state.chance, 0.0)
        state.choices["weak_bets"] = "all"
        for name, value in change.items():
            setattr(state, name, value)
        _, expected, _ = forecast(state, calm, outlook(state, calm))
        expected -= calm.merge_days * min(1.0, sum(state.guess) / calm.all_days) / 5
        while not state.launched:
            end_week(state, CALM, calm)
        assert expected == pytest.approx(state.launched, abs=0.01), change


def test_a_finished_activity_tells_how_long_the_others_will_take():
    """A team that took a third longer than hoped is expected to go on so, in part."""
    state = start(CALM, P)
    state.left[D] = P.expected[D] * 1.3
    before = state.guess[F]
    for other in (0, 1):
        state.left[other] = state.guess[other] = 0.0
    while state.left[D] > 0:
        work_week(state, CALM, P)
    assert before * 1.05 < state.guess[F] < before * 1.3
    assert state.shared > P.overrun and state.shared_spread < P.shared_luck


def test_scope_changes_only_work_that_is_left():
    state = start(CALM, P)
    state.left[D] = state.guess[D] = 0.0
    state.left[F] = 10.0
    set_points(state, 66, P)
    factor = 1 - P.scope_share + P.scope_share * 66 / 120
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
