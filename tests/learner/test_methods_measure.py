"""North Star, funnel, OKR, cohorts, LTV, A/B tests: worked numbers and cross-checks."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiers import CI

from helpers.methods import (
    csat,
    funnel,
    funnel_leverage,
    ltv,
    north_star,
    nps,
    okr_mean,
    okr_score,
    pooled_retention,
    retention_table,
    sample_size,
    simulate_peeking,
    unit_economics,
)

COUNT = 200 if CI else 40
QUICK = settings(max_examples=COUNT, deadline=None, database=None, derandomize=True)
AARRR = [
    ("Visits", 40_000),
    ("Installs", 10_000),
    ("First ride", 4_200),
    ("Second ride", 1_890),
    ("Paying member", 756),
    ("Referred", 151),
]
COHORTS = {"Jan": [500, 300, 240, 210], "Feb": [600, 330, 276], "Mar": [550, 319]}
KEY_RESULTS = {"Rides": (1.9, 2.5, 2.3), "First dock": (62, 80, 74), "Complaints": (14, 6, 9)}
rates = st.floats(0.01, 0.99)


def test_north_star_worked_number():
    assert north_star(6_000, 2.3) == pytest.approx(13_800)


def test_funnel_worked_numbers():
    steps = funnel(AARRR)
    expected = [0.25, 0.42, 0.45, 0.40, 0.20]
    assert steps[0].step_rate is None
    assert [step.step_rate for step in steps[1:]] == pytest.approx(expected, abs=5e-4)
    assert steps[4].overall_rate == pytest.approx(0.0189)
    assert funnel(dict(AARRR)) == steps


def test_lowest_rate_is_not_the_place_with_most_leverage():
    lines = funnel_leverage(AARRR, goal="Paying member", points=0.05)
    gains = {line.name: line.gain for line in lines}
    assert gains["Referred"] == 0  # the lowest rate of all
    assert max(gains, key=gains.get) == "Installs"
    assert gains["Installs"] == pytest.approx(756 * 0.05 / 0.25)


def test_funnel_with_an_empty_step():
    steps = funnel([("a", 10), ("b", 0), ("c", 0)])
    assert [step.step_rate for step in steps] == [None, 0, None]
    assert [step.overall_rate for step in funnel([("a", 0), ("b", 0)])] == [None, None]


def test_leverage_stops_at_certainty():
    assert funnel_leverage([("a", 10), ("b", 9)], points=0.5)[0].new_rate == 1


def test_okr_worked_numbers():
    scores = [okr_score(*row) for row in KEY_RESULTS.values()]
    assert scores == pytest.approx([0.667, 0.667, 0.625], abs=5e-4)
    assert okr_mean(KEY_RESULTS) == pytest.approx(0.653, abs=5e-4)


def test_okr_scores_stay_between_0_and_1():
    assert (okr_score(10, 20, 5), okr_score(10, 20, 40)) == (0, 1)


@QUICK
@given(*[st.integers(-1000, 1000)] * 3, st.floats(0.01, 100))
def test_okr_does_not_depend_on_the_unit(start, target, actual, factor):
    if start != target:
        score = okr_score(start, target, actual)
        assert 0 <= score <= 1
        scaled = okr_score(start * factor, target * factor, actual * factor)
        assert scaled == pytest.approx(score, abs=1e-9)


def test_retention_worked_numbers():
    table = retention_table(COHORTS)
    assert table.rates["Jan"] == pytest.approx((1, 0.60, 0.48, 0.42))
    assert table.rates["Feb"] == pytest.approx((1, 0.55, 0.46))
    assert table.rates["Mar"] == pytest.approx((1, 0.58))
    first, second = table.pooled[1:3]
    assert (first.active, first.observed) == (949, 1650)
    assert first.rate == pytest.approx(0.575, abs=5e-4)
    assert (second.active, second.observed) == (516, 1100)
    assert second.rate == pytest.approx(0.469, abs=5e-4)


def test_the_planted_denominator_error():
    wrong = pooled_retention(COHORTS, 2, all_joiners=True)
    assert (wrong.active, wrong.observed) == (516, 1650)
    assert pooled_retention(COHORTS, 2).rate > wrong.rate


def test_months_to_come_may_be_left_empty():
    padded = {"Jan": COHORTS["Jan"], "Feb": [600, 330, 276, None], "Mar": [550, 319, None, None]}
    assert retention_table(padded) == retention_table(COHORTS)


@QUICK
@given(st.permutations(list(COHORTS)))
def test_pooled_retention_does_not_depend_on_the_order(order):
    assert retention_table({name: COHORTS[name] for name in order}).pooled == (
        retention_table(COHORTS).pooled
    )


def test_ltv_worked_numbers():
    result = unit_economics(9, 0.60, 0.08, 25)
    assert result.margin_per_month == pytest.approx(5.40)
    assert result.lifetime == pytest.approx(12.5)
    assert result.ltv == pytest.approx(67.50)
    assert result.ltv_to_cac == pytest.approx(2.70)
    assert result.payback == pytest.approx(4.63, abs=5e-3)
    assert ltv(9, 0.60, 0.08, months=24) == pytest.approx(58.38, abs=5e-3)
    assert ltv(9, 0.60, 0.06) == pytest.approx(90)
    assert ltv(9, 0.60, 0.06) / ltv(9, 0.60, 0.08) - 1 == pytest.approx(0.33, abs=5e-3)
    assert ltv(9, 1, 0.08) == pytest.approx(112.5)
    assert ltv("9 EUR/month", "60%", "8%/month") == pytest.approx(67.5)


@QUICK
@given(st.floats(1, 100), rates, rates, st.integers(1, 60))
def test_limited_ltv_is_the_sum_of_its_months(arpu, margin, churn, months):
    by_hand = math.fsum(arpu * margin * (1 - churn) ** month for month in range(months))
    assert ltv(arpu, margin, churn, months=months) == pytest.approx(by_hand)
    assert by_hand <= ltv(arpu, margin, churn) * (1 + 1e-12)


def test_ltv_without_churn_needs_a_limit():
    assert ltv(9, 0.6, 0, months=10) == pytest.approx(54)


def test_sample_size_worked_numbers():
    assert sample_size(0.42, 0.45) == 4283
    assert sample_size(0.42, 0.45, method="arcsine") == 4286
    assert sample_size(0.45, 0.42) == 4283


@QUICK
@given(rates, rates, st.floats(0.001, 0.2), st.floats(0.5, 0.99))
def test_sample_size_against_scipy(p1, p2, alpha, power):
    """With so many people in each arm a test has the power that was wanted, with one less not."""
    norm = pytest.importorskip("scipy.stats").norm
    if abs(p1 - p2) < 1e-4:
        return
    cohens_h = abs(2 * math.asin(math.sqrt(p2)) - 2 * math.asin(math.sqrt(p1)))
    shifts = {  # the difference in standard errors of an arm of one person
        "normal": abs(p2 - p1) / math.sqrt(p1 * (1 - p1) + p2 * (1 - p2)),
        "arcsine": cohens_h / math.sqrt(2),
    }
    for method, shift in shifts.items():
        n = sample_size(p1, p2, alpha=alpha, power=power, method=method)
        reached = norm.cdf(shift * math.sqrt(n) - norm.ppf(1 - alpha / 2))
        assert reached >= power - 1e-12
        assert norm.cdf(shift * math.sqrt(n - 1) - norm.ppf(1 - alpha / 2)) < power + 1e-12


def test_the_planned_sample_has_the_planned_power():
    norm = pytest.importorskip("scipy.stats").norm
    n = sample_size(0.42, 0.45)
    error = math.sqrt((0.42 * 0.58 + 0.45 * 0.55) / n)
    assert norm.cdf(0.03 / error - norm.ppf(0.975)) == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize(("looks", "published"), [(1, 0.05), (5, 0.142), (10, 0.193)])
def test_peeking_against_the_published_rates(looks, published):
    result = simulate_peeking(looks=looks, runs=20_000)
    assert result.any_look == pytest.approx(published, abs=0.012)
    assert result.one_look == pytest.approx(0.05, abs=0.008)
    assert result.z_scores.shape == (20_000, looks)


def test_peeking_repeats_for_a_seed():
    first, again, other = (simulate_peeking(seed=seed, runs=500) for seed in (1, 1, 2))
    assert (first.z_scores == again.z_scores).all()
    assert (first.z_scores != other.z_scores).any()


# ---------------------------------------------------------------- satisfaction scores


def test_nps_worked_numbers():
    score = nps(25, 14, 11)
    p, d, n = 25.75 / 53, 11.75 / 53, 53  # Rocks (2016): 3/4, 3/2 and 3/4 of an answer more
    half = NormalDist().inv_cdf(0.975) * math.sqrt((p + d - (p - d) ** 2) / n)
    assert score == pytest.approx((28, 100 * (p - d - half), 100 * (p - d + half), 50))
    assert nps(20, 0, 0).high == 100 and nps(20, 0, 0).low < 75  # twenty alike are not all


@pytest.mark.parametrize("answers", [12, 30])
@pytest.mark.parametrize(("up", "down"), [(0.5, 0.22), (0.2, 0.2), (0.75, 0.1)])
def test_most_intervals_hold_the_true_score(answers, up, down):
    """Each possible count of answers, weighed by its chance."""
    held = 0.0
    for p in range(answers + 1):
        for d in range(answers - p + 1):
            middle = answers - p - d
            ways = math.comb(answers, p) * math.comb(answers - p, d)
            found = nps(p, middle, d)
            chance = ways * up**p * down**d * (1 - up - down) ** middle
            held += chance * (found.low <= 100 * (up - down) <= found.high)
    assert 0.92 < held < 0.985


@QUICK
@given(st.integers(1, 400), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.99]))
def test_both_ends_of_csat_lie_just_z_errors_away(answers, share, confidence):
    satisfied = round(answers * share)
    found = csat(satisfied, answers, confidence=confidence)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    assert found.low <= found.value + 1e-9 and found.value - 1e-9 <= found.high
    for end in (found.low / 100, found.high / 100):
        if 1e-6 < end < 1 - 1e-6:
            error = math.sqrt(end * (1 - end) / answers)
            assert abs(satisfied / answers - end) == pytest.approx(z * error, rel=1e-6)


@QUICK
@given(st.tuples(*[st.integers(0, 300)] * 3).filter(any), st.integers(2, 5))
def test_more_answers_of_the_same_kind_say_the_same_more_surely(counts, times):
    few, many = nps(*counts), nps(*(count * times for count in counts))
    assert many.value == pytest.approx(few.value)
    assert many.high - many.low <= few.high - few.low + 1e-9
    turned = nps(*counts[::-1])
    assert turned[:3] == pytest.approx((-few.value, -few.high, -few.low))
