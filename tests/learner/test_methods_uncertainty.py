"""PERT, Monte Carlo and risk: worked numbers, analytic and brute-force second opinions."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from method_samples import ESTIMATES, PLAN
from tiers import CI

from helpers.methods import (
    cost_distribution,
    pert,
    pert_path,
    response_value,
    risk_scores,
    risk_value,
    simulate_schedule,
    turned_pairs,
)
from helpers.methods import monte_carlo as engine

COUNT = 200 if CI else 40
QUICK = settings(max_examples=COUNT, deadline=None, database=None, derandomize=True)
RISKS = {"R1": (0.30, -60_000), "R2": (0.15, -90_000), "R3": (0.20, -10_000), "O1": (0.25, 30_000)}
three_points = st.tuples(*[st.floats(0, 100)] * 3).map(lambda row: tuple(sorted(row)))


def test_pert_worked_numbers():
    means = {name: pert(*row).mean for name, row in ESTIMATES.items()}
    assert [means[name] for name in "ADFHIJ"] == [10.5, 27.0, 21.5, 13.0, 10.5, 5.5]
    path = pert_path(ESTIMATES, list("ADFHIJ"))
    assert path.mean == pytest.approx(88.0)
    assert path.sd == pytest.approx(6.02, abs=5e-3)
    chances = [path.chance_by(date) for date in (82, 90, 95)]
    assert chances == pytest.approx([0.159, 0.630, 0.878], abs=6e-4)


def test_pert_percentile_turns_chance_by_round():
    path = pert_path(ESTIMATES, list("ADFHIJ"))
    assert path.chance_by(path.percentile(80)) == pytest.approx(0.8)
    assert path.percentile(100) == math.inf
    sure = pert(4, 4, 4)
    assert (sure.percentile(80), sure.chance_by(4), sure.chance_by(3.9)) == (4, 1, 0)


@QUICK
@given(three_points, st.floats(0.01, 100))
def test_pert_lies_within_its_estimates_and_scales(row, factor):
    result = pert(*row)
    assert row[0] - 1e-9 <= result.mean <= row[2] + 1e-9
    assert result.sd >= 0
    scaled = pert(*(value * factor for value in row))
    assert scaled == pytest.approx((result.mean * factor, result.sd * factor))


@QUICK
@given(st.permutations("ADFHIJ"))
def test_pert_path_does_not_depend_on_the_order(path):
    assert pert_path(ESTIMATES, path) == pytest.approx(pert_path(ESTIMATES, list("ADFHIJ")))


@pytest.fixture(scope="module")
def relaunch():
    return simulate_schedule(PLAN, ESTIMATES)


def test_monte_carlo_worked_numbers(relaunch):
    assert relaunch.runs == 50_000
    assert relaunch.mean == pytest.approx(89.6, abs=0.15)
    assert relaunch.sd == pytest.approx(6.2, abs=0.1)
    dates = [relaunch.percentile(percent) for percent in (50, 80, 90)]
    assert dates == pytest.approx([89.3, 94.8, 97.7], abs=0.2)
    chances = [relaunch.chance_by(date) for date in (82, 90, 95)]
    assert chances == pytest.approx([0.110, 0.542, 0.808], abs=0.01)
    assert relaunch.path == tuple("ADFHIJ")
    assert relaunch.merge_bias == pytest.approx(1.6, abs=0.1)
    assert relaunch.mean - relaunch.merge_bias == pytest.approx(88.0, abs=0.15)
    index = relaunch.criticality
    expected = {"D": 0.72, "C": 0.28, "G": 0.28, "B": 0.001, "E": 0.0}
    assert {name: index[name] for name in expected} == pytest.approx(expected, abs=0.01)
    assert [index[name] for name in "AHIJ"] == [1, 1, 1, 1]


def test_percentiles_and_means_are_those_of_numpy(relaunch):
    days = relaunch.durations
    for percent in (0, 5, 50, 80, 99.5, 100):
        assert relaunch.percentile(percent) == pytest.approx(np.percentile(days, percent))
    assert (relaunch.mean, relaunch.sd) == pytest.approx((days.mean(), days.std()))
    assert relaunch.chance_by(90) == (days <= 90).mean()
    assert relaunch.mean_excess(90) == pytest.approx(np.maximum(days - 90, 0).mean())


def test_chain_against_the_analytic_mean_and_variance():
    chain = {"A": (0, ""), "B": (0, "A"), "C": (0, "B"), "D": (5, "C")}
    estimates = {"A": (2, 4, 9), "B": (1, 1, 6), "C": (3, 8, 8)}
    result = simulate_schedule(chain, estimates, runs=200_000)
    mean, variance = 5.0, 0.0
    for o, m, p in estimates.values():
        a, b = 1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o)
        mean += o + (p - o) * a / (a + b)
        variance += (p - o) ** 2 * a * b / ((a + b) ** 2 * (a + b + 1))
    assert result.mean == pytest.approx(mean, abs=4 * math.sqrt(variance / 200_000))
    assert result.sd**2 == pytest.approx(variance, rel=0.02)
    assert result.merge_bias == pytest.approx(0, abs=1e-9)
    assert set(result.criticality.values()) == {1.0}


def test_two_equal_branches_against_the_expected_maximum():
    plan = {"a": (0, ""), "b": (0, ""), "end": (0, "a, b")}
    uniform_like = {"a": (0, 5, 10), "b": (0, 5, 10)}  # Beta(3, 3) on 0 to 10
    result = simulate_schedule(plan, uniform_like, runs=100_000)
    grid = np.linspace(0, 1, 20_001)
    cdf = 10 * grid**3 - 15 * grid**4 + 6 * grid**5
    assert result.mean == pytest.approx(10 * np.trapezoid(1 - cdf**2, grid), abs=0.03)
    assert result.criticality["a"] == pytest.approx(0.5, abs=0.01)


def test_same_seed_same_result_and_other_seed_other_result():
    first, again, other = (
        simulate_schedule(PLAN, ESTIMATES, runs=500, seed=seed) for seed in (1, 1, 2)
    )
    assert (first.durations == again.durations).all()
    assert (first.durations != other.durations).any()


def test_listing_order_and_block_size_do_not_count(monkeypatch):
    base = simulate_schedule(PLAN, ESTIMATES, runs=3_000)
    turned = simulate_schedule(
        dict(reversed(PLAN.items())), dict(reversed(ESTIMATES.items())), runs=3_000
    )
    assert (turned.durations == base.durations).all()
    assert turned.criticality == base.criticality
    monkeypatch.setattr(engine, "_BLOCK", 5_000)
    blocks = simulate_schedule(PLAN, ESTIMATES, runs=3_000)
    assert (blocks.durations == base.durations).all()
    assert blocks.merge_bias == pytest.approx(base.merge_bias)


def test_one_changed_estimate_leaves_the_other_draws_alone():
    base = simulate_schedule(PLAN, ESTIMATES, runs=2_000)
    later = simulate_schedule(PLAN, ESTIMATES | {"J": (5, 6, 10)}, runs=2_000)
    assert later.durations - base.durations == pytest.approx(1)


def test_scaling_the_unit_scales_the_result():
    base = simulate_schedule(PLAN, ESTIMATES, runs=2_000)
    hours = {name: tuple(8 * value for value in row) for name, row in ESTIMATES.items()}
    scaled = simulate_schedule(PLAN, hours, runs=2_000)
    assert scaled.durations == pytest.approx(8 * base.durations)
    assert scaled.criticality == base.criticality


def test_activities_without_a_spread_keep_their_duration():
    result = simulate_schedule(PLAN, {"J": (5, 5, 5)}, runs=100)
    assert (result.durations == 82).all()
    assert [name for name, share in result.criticality.items() if share] == list("ADFHIJ")


def test_emv_worked_numbers():
    register = risk_value(RISKS)
    assert register.by_risk == pytest.approx(
        {"R1": -18_000, "R2": -13_500, "R3": -2_000, "O1": 7_500}
    )
    assert register.net == pytest.approx(-26_000)
    assert register.threats == pytest.approx(-33_500)
    assert register.opportunities == pytest.approx(7_500)
    assert risk_value({"R1": ("30%", -60_000)}).net == pytest.approx(-18_000)


EDGES = {
    "chance_edges": [0.1, 0.3, 0.5, 0.7, 1],
    "impact_edges": [5_000, 20_000, 60_000, 120_000, 200_000],
}


small_registers = st.dictionaries(
    st.text(max_size=3), st.tuples(st.floats(0, 1), st.integers(-200, 200)), min_size=1, max_size=5
)


def test_the_matrix_ranks_our_own_register_against_its_expected_values():
    scores = {name: found.score for name, found in risk_scores(RISKS, **EDGES).items()}
    assert scores == {"R1": 6, "R2": 8, "R3": 4, "O1": 6}
    assert turned_pairs(RISKS, **EDGES) == (("R2", "R1"),)
    likelier = RISKS | {"R1": (0.31, -60_000)}
    assert risk_scores(likelier, **EDGES)["R1"] == (3, 3, 9)
    assert turned_pairs(likelier, **EDGES) == ()
    assert risk_scores({"R1": ("30%", -60_001)}, **EDGES)["R1"].score == 8


@QUICK
@given(small_registers)
def test_turned_pairs_are_those_that_a_plain_count_finds(register):
    edges = {"chance_edges": [0.2, 0.6, 1], "impact_edges": [50, 200]}
    scores = {
        name: (1 + (chance > 0.2) + (chance > 0.6)) * (1 + (abs(money) > 50))
        for name, (chance, money) in register.items()
    }
    assert {name: one.score for name, one in risk_scores(register, **edges).items()} == scores
    wanted = {
        (one, two)
        for one, two in product(register, repeat=2)
        if (register[one][1] > 0) == (register[two][1] > 0)
        and scores[one] > scores[two]
        and abs(register[one][0] * register[one][1]) < abs(register[two][0] * register[two][1])
    }
    assert set(turned_pairs(register, **edges)) == wanted


def test_cost_distribution_worked_numbers():
    result = cost_distribution(RISKS)
    assert result.combinations == 16
    assert len(result.costs) == 14
    assert 26_000 not in result.costs
    assert result.mean == pytest.approx(26_000)
    assert result.chance_within(0) == pytest.approx(0.506, abs=5e-4)
    assert result.chance_within(60_000) == pytest.approx(0.833, abs=5e-4)
    assert result.chance_within(90_000) == pytest.approx(0.939, abs=5e-4)
    assert (result.reserve(0.8), result.reserve(0.9)) == (60_000, 90_000)


def test_response_worked_numbers():
    result = response_value(0.30, -60_000, 8_000, new_probability=0.10)
    assert result[:3] == pytest.approx((12_000, 8_000, 4_000))
    assert result.worthwhile
    assert not response_value(0.30, -60_000, 8_000, new_impact=-50_000).worthwhile


registers = st.lists(st.tuples(st.floats(0, 1), st.integers(-50, 50)), min_size=1, max_size=8).map(
    lambda rows: {f"risk {place}": row for place, row in enumerate(rows)}
)


@QUICK
@given(registers)
def test_distribution_against_brute_enumeration(register):
    brute = {}
    for happens in product((False, True), repeat=len(register)):
        cost, chance = 0, 1.0
        for yes, (probability, impact) in zip(happens, register.values(), strict=True):
            cost -= impact if yes else 0
            chance *= probability if yes else 1 - probability
        brute[cost] = brute.get(cost, 0) + chance
    brute = {cost: chance for cost, chance in brute.items() if chance > 1e-30}
    result = cost_distribution(register)
    found = dict(zip(result.costs, result.probabilities, strict=True))
    assert {cost: chance for cost, chance in found.items() if chance > 1e-30} == pytest.approx(
        brute
    )
    assert math.fsum(result.probabilities) == pytest.approx(1)
    assert result.mean == pytest.approx(-risk_value(register).net, abs=1e-9)
    assert list(result.costs) == sorted(set(result.costs))


@QUICK
@given(registers, st.integers(1, 1000), st.randoms(use_true_random=False))
def test_distribution_scales_and_ignores_the_listing(register, factor, rng):
    items = [(name, (chance, impact * factor)) for name, (chance, impact) in register.items()]
    rng.shuffle(items)
    base, other = cost_distribution(register), cost_distribution(dict(items))
    assert [cost * factor for cost in base.costs] == list(other.costs)
    assert other.probabilities == pytest.approx(base.probabilities)


def test_decimal_impacts_meet_exactly():
    result = cost_distribution({"a": (0.5, -0.1), "b": (0.5, -0.2), "c": (0.5, -0.3)})
    assert result.costs == (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


@QUICK
@given(registers, st.floats(0, 1))
def test_reserve_covers_what_it_promises(register, confidence):
    result = cost_distribution(register)
    assert result.chance_within(result.reserve(confidence)) >= confidence - 1e-9
