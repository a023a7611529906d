"""Where numpy is missing, as in a browser, sampling says the same but for chance."""

from __future__ import annotations

import math
import sys

import pytest

from helpers.methods import forecast_sprints, simulate_peeking

RUNS = 1_500


@pytest.fixture
def both(monkeypatch):
    """Make something with numpy, and without it."""

    def make(method, *args, **settings):
        with_numpy = method(*args, **settings)
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, "numpy", None)
            return with_numpy, method(*args, **settings)

    return make


def near(one: float, other: float) -> bool:
    """Two shares of so many runs each, four standard errors apart at most."""
    middle = (one + other) / 2
    return abs(one - other) <= 4 * math.sqrt(2 * middle * (1 - middle) / RUNS) + 1e-9


def test_peeking_raises_as_many_false_alarms(both):
    there, here = both(simulate_peeking, rate=0.42, per_arm=200, looks=5, runs=RUNS)
    assert isinstance(here.z_scores, list) and len(here.z_scores) == RUNS
    assert near(there.one_look, here.one_look) and near(there.any_look, here.any_look)
    assert here.any_look > here.one_look and here.critical_z == there.critical_z


@pytest.mark.parametrize("growth", [(), (0, 0, 6)])
def test_a_forecast_of_sprints_has_the_same_shape(growth, both):
    there, here = both(forecast_sprints, 80, [9, 14, 16, 15], scope_changes=growth, runs=RUNS)
    assert isinstance(here.sprints, list) and here.sprints == sorted(here.sprints)
    for sprint in range(4, 14):
        assert near(there.chance_by(sprint), here.chance_by(sprint)), sprint


def test_what_never_ends_is_infinite_without_numpy_too(both):
    for found in both(forecast_sprints, 10, [1], scope_changes=[1], runs=50, horizon=20):
        assert math.isinf(found.percentile(50)) and found.chance_by(20) == 0
    for found in both(forecast_sprints, 0, [1], runs=50):
        assert found.percentile(50) == 0


def test_a_seed_gives_the_same_numbers_again(both):
    first = both(simulate_peeking, per_arm=50, looks=5, runs=20, seed=3)[1]
    again = both(simulate_peeking, per_arm=50, looks=5, runs=20, seed=3)[1]
    assert first == again
