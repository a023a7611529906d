"""The game's hidden world: how luck is drawn, what research shows, what riders make of it."""

from __future__ import annotations

import math
import random

import pytest
from simulation_plays import CALM, P, with_choices

from helpers.simulation import Game
from helpers.simulation.known import know, worth_to_come
from helpers.simulation.model import start
from helpers.simulation.ridership import ride
from helpers.simulation.world import bell_draw, draw_world, pert_draw
from helpers.velolink import load_case

# ---------------------------------------------------------------- what is known


def test_the_table_shows_nothing_hidden():
    first = [know(start(draw_world(seed, P), P), P, None) for seed in range(20)]
    assert all(known == first[0] for known in first)
    seen = {seed: Game(seed) for seed in (1, 2)}
    for game in seen.values():
        game.advance()
    assert seen[1].known == seen[2].known and seen[1].card() == seen[2].card()


def test_later_facts_do_not_change_earlier_tables():
    game = Game(1)
    early = game.known
    game.decide("discovery", "interviews")
    game.advance()
    assert early.evidence == {} and len(game.known.evidence) == 5


def test_dearer_research_is_closer_to_the_truth():
    def error(strategy) -> float:
        total = 0.0
        for seed in range(150):
            game = Game(seed)
            for _ in range(5):
                for name in game.offered:
                    game.decide(name, strategy(game.known, name))
                game.advance()
            truth = game._world.effect
            rows = game.known.evidence.items()
            total += sum((e.points - truth[name]) ** 2 for name, e in rows) / len(rows)
        return math.sqrt(total / 150)

    rough = error(with_choices(discovery="interviews"))
    fair = error(with_choices(discovery="thorough"))
    good = error(with_choices(discovery="none", prototype="test"))
    assert rough == pytest.approx(3.0, rel=0.1) and fair == pytest.approx(1.2, rel=0.1)
    assert good == pytest.approx(0.8, rel=0.15)


# ---------------------------------------------------------------- luck and riders


def test_draws_have_the_mean_that_estimates_promise():
    rand = random.Random(1).random
    for activity, expected in zip(P.activities, P.means, strict=True):
        points = activity.optimistic, activity.days, activity.pessimistic
        draws = [pert_draw(rand, *points) for _ in range(4_000)]
        assert points[0] <= min(draws) and max(draws) <= points[2]
        assert sum(draws) / 4_000 == pytest.approx(expected, rel=0.02)
    assert [pert_draw(rand, *row) for row in [(4, 4, 4)]] == [4]
    assert 1 <= pert_draw(rand, 1, 1, 9) <= 9 and 1 <= pert_draw(rand, 1, 9, 9) <= 9
    bells = [bell_draw(rand) for _ in range(8_000)]
    assert abs(sum(bells)) / 8_000 < 0.04 and min(bells) >= -3 and max(bells) <= 3
    assert sum(x * x for x in bells) / 8_000 == pytest.approx(1, rel=0.05)


def test_riders_by_hand():
    state = start(CALM, P)
    state.launched, state.defects, state.bets = 19.2, 0.0, []
    rows = ride(state, CALM, P)
    last, first = rows[19], rows[20]
    activated = 770 * 0.45
    assert [row.relaunched for row in rows[18:21]] == [False, False, True]
    assert last.activated == pytest.approx(770 * 0.42)
    assert last.margin == pytest.approx(last.members * 9 * 12 / 52 * 0.6)
    assert first.relaunched and first.activated == pytest.approx(activated)
    assert first.members == pytest.approx(last.members * 0.981 + activated * 0.48 * 0.40)
    assert first.margin == pytest.approx(first.members * 9 * 12 / 52 * 0.6 + P.saved_week)
    state.price = 11.0
    dear = ride(state, CALM, P)[20]
    lost = 2 / 9
    assert dear.members == pytest.approx(
        last.members * (1 - 0.019 * (1 + 0.3 * lost)) + activated * 0.48 * 0.40 * (1 - lost)
    )


def test_a_week_of_delay_costs_what_the_business_case_says():
    """Before the committed date as after it: the week's benefits; and the case's, to the euro."""
    case = load_case()
    year = case.flows()[-1]
    members = case.business_case.members * 9 * 12 * 0.6
    assert P.saved_week * 52 == pytest.approx(year - members)
    state = start(CALM, P)
    for launch in (15.0, 24.0):
        worth = [worth_to_come(launch + more, state, P) for more in (0, 1)]
        assert worth[0] - worth[1] == pytest.approx(case.flows()[1] / 52 / 1.06)
        state.launched = launch
        early = sum(row.margin for row in ride(state, CALM, P))
        state.launched = launch + 1
        late = sum(row.margin for row in ride(state, CALM, P))
        assert early - late == pytest.approx(P.saved_week)  # riders like this app as the old one


def test_a_contract_cut_short_leaves_fewer_benefits_and_members():
    state = start(CALM, P)
    whole, members = worth_to_come(20, state, P), ride(state, CALM, P)[-1].members
    state.years = 1
    assert worth_to_come(20, state, P) == pytest.approx(P.benefits[0] / 1.06)
    assert worth_to_come(20, state, P) < whole / 3
    assert ride(state, CALM, P)[-1].members < members - 100
