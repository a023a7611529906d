"""The speed limits of the methods; `benchmarks/bench_methods.py` prints what is measured."""

from __future__ import annotations

import pytest
from method_speed import MEASURES

ROUNDS = 3


@pytest.mark.parametrize("name", MEASURES)
def test_the_methods_keep_their_speed_limit(name, counted):
    """The best of up to three measures, as other work on the machine can only make one worse."""
    measure, limit = MEASURES[name]
    ratios: list[float] = []
    while not ratios or (min(ratios) > limit and len(ratios) < ROUNDS):
        ratios.append(measure()[1])
    counted(f"{min(ratios):.2f}, at most {limit:g}, rounds: {len(ratios)}")
    assert min(ratios) <= limit, ratios
