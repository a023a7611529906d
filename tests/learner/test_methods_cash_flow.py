"""Cash flows: textbook values, properties, and what is refused."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from helpers.methods import benefit_cost_ratio, irr, npv, payback

YEARS = st.lists(st.integers(1, 10_000), min_size=1, max_size=8)


def test_values_by_hand():
    assert npv([-1_000, 500, 400, 300, 100], 0.1) == pytest.approx(78.8198, abs=1e-4)
    assert irr([-1_000, 500, 400, 300, 100]) == pytest.approx(0.144888, abs=1e-6)
    assert payback([-1_000, 500, 400, 300]) == pytest.approx(2 + 100 / 300)
    assert payback([-1_000, 500, 400]) is None
    assert benefit_cost_ratio([-1_000, 500, 400, 300, 100], 0.1) == pytest.approx(1.07882, abs=1e-5)


@given(YEARS, st.integers(1, 20_000), st.integers(0, 40))
def test_the_present_value_in_exact_fractions(years, cost, percent):
    rate = Fraction(percent, 100)
    exact = -cost + sum(Fraction(flow) / (1 + rate) ** n for n, flow in enumerate(years, 1))
    assert npv([-cost, *years], percent / 100) == pytest.approx(float(exact), abs=1e-6)


@given(YEARS, st.integers(1, 20_000))
def test_the_internal_rate_is_where_the_value_is_zero(years, cost):
    flows = [-cost, *years]
    found = irr(flows)
    value = lambda rate: sum(flow / (1 + rate) ** n for n, flow in enumerate(flows))  # noqa: E731
    if found is None:
        assert value(-0.99) < 0
    else:
        assert found == pytest.approx(brentq(value, -0.99, 1e6), abs=1e-6)


@given(YEARS, st.integers(1, 20_000), st.integers(0, 40))
def test_value_ratio_and_payback_tell_one_story(years, cost, percent):
    flows, rate = [-cost, *years], percent / 100
    value = npv(flows, rate)
    if abs(value) > 1e-6:
        assert (value > 0) is (benefit_cost_ratio(flows, rate) > 1)
        assert (value > 0) is (payback(flows, rate) is not None)
    simple, discounted = payback(flows), payback(flows, rate)
    assert discounted is None or simple <= discounted + 1e-9


@pytest.mark.parametrize("flows", [[-1, 3, -2.5], [100, 60], [-100, -1], [0, 0]])
def test_no_rate_or_more_than_one_is_none(flows):
    assert irr(flows) is None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: npv([100], 0.1), "add a year"),
        (lambda: npv("nothing", 0.1), "cash flows"),
        (lambda: npv([-100, "ten"], 0.1), "year 1"),
        (lambda: npv([-100, math.nan], 0.1), "year 1"),
        (lambda: npv([-100, 60], 6), "rate"),
        (lambda: payback([-100, 60], -0.1), "rate"),
        (lambda: benefit_cost_ratio([100, 60], 0.1), "give the investment as a cost"),
    ],
)
def test_bad_entries_are_refused_in_a_sentence(call, said):
    with pytest.raises(ValueError, match=said):
        call()
