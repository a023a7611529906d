"""Plans as they are: links of four kinds, bought days, dates, durations that move together."""

from __future__ import annotations

import math
import random
import sys
from datetime import date, timedelta
from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from method_samples import ESTIMATES, PLAN
from tiers import CI

from helpers.methods import change_impact, cpm, crash, simulate_schedule, working_dates

QUICK = settings(max_examples=100 if CI else 15, deadline=None, database=None, derandomize=True)
KINDS = ("FS", "FS", "SS", "FF", "SF")
HUB = {  # a new bike hub, checked by brute force elsewhere: all four kinds of links
    "P": (6, ""),
    "Q": (12, "P"),
    "R": (9, "Q SS+4, Q FF+2"),
    "S": (6, "R FS-2"),
    "T": (3, "S SS+1"),
    "U": (8, "S SF+3"),
    "V": (2, "S, T, U"),
}
HUB_TIMES = {  # early start and finish, late start and finish, total float
    "P": (0, 6, 0, 6, 0),
    "Q": (6, 18, 6, 18, 0),
    "R": (11, 20, 11, 20, 0),
    "S": (18, 24, 18, 24, 0),
    "T": (19, 22, 21, 24, 2),
    "U": (13, 21, 16, 24, 3),
    "V": (24, 26, 24, 26, 0),
}
SHOP = {  # moving a repair shop
    "a": (4, ""),
    "b": (8, "a"),
    "c": (6, "a"),
    "d": (5, "b"),
    "e": (6, "c"),
    "f": (3, "d, e"),
}
OFFERS = {"a": (3, 900), "b": (5, 600), "c": (4, 500), "d": (3, 800), "e": (3, 700), "f": (2, 1400)}
CURVE = {20: 33400, 19: 34000, 18: 34900, 17: 36000, 16: 37100, 15: 38500, 14: 40000, 13: 41500}


def random_plan(seed: int, size: int, days: int = 8) -> dict:
    rng = random.Random(seed)
    plan: dict = {}
    for at in range(size):
        waits = [
            (f"n{other}", rng.choice(KINDS), rng.randint(-3, 4))
            for other in range(at)
            for _ in range(2)
            if rng.random() < 0.3
        ]
        plan[f"n{at}"] = (rng.randint(0, days), waits)
    items = list(plan.items())
    rng.shuffle(items)
    return dict(items)


plans = st.builds(random_plan, st.integers(0, 10_000), st.integers(1, 8))


def least_gap(plan, before, name, kind, lag):
    """From start to start, by the definition of each kind."""
    ends = {"S": (0, 0), "F": (plan[before][0], plan[name][0])}
    return ends[kind[0]][0] + lag - ends[kind[1]][1]


def keeps_every_link(plan, starts) -> bool:
    return all(start >= -1e-9 for start in starts.values()) and all(
        starts[name] - starts[before] >= least_gap(plan, before, name, kind, lag) - 1e-9
        for name, (_, waits) in plan.items()
        for before, kind, lag in waits
    )


# ---------------------------------------------------------------- links


def test_a_plan_with_all_four_kinds():
    schedule = cpm(HUB)
    assert schedule.duration == 26 and schedule.critical_paths() == (tuple("PQRSV"),)
    assert {name: times[1:6] for name, times in schedule.activities.items()} == HUB_TIMES
    without_ff = HUB | {"R": (9, "Q SS+4")}
    longer = {"Q": (16, "P")}
    ends = [cpm(plan).duration for plan in (without_ff, without_ff | longer, HUB | longer)]
    assert ends == [25, 25, 30]
    assert change_impact(HUB, {"Q": 4}).after == 30


def test_a_longer_task_can_end_a_plan_sooner():
    ends = [
        cpm({"X": (10, ""), "Y": (days, "X FF"), "Z": (6, "Y SS+1")}).duration for days in (4, 5, 6)
    ]
    assert ends == [13, 12, 11]


def test_links_may_be_written_in_many_ways():
    same = ["Q SS+4, Q FF+2", "Q ss + 4, Q FF+2", [("Q", "SS", 4), ("Q", "FF", 2)], "Q FF+2,Q SS+4"]
    found = [cpm(HUB | {"R": (9, waits)}).activities for waits in same]
    assert all(one == found[0] for one in found)
    assert cpm({"Q": (4, ""), "R": (1, "Q +2")}).duration == 7
    assert cpm({"Q": ("4 days", ""), "R": ("1 day", "Q FS-2 days")}).duration == 4
    assert cpm({"Q": (4, ""), "R": (1, "Q, Q SS+6")}).duration == 7
    assert cpm({"Q SS+1": (4, ""), "R": (1, "Q SS+1")}).duration == 5  # a name is a name first


@QUICK
@given(plans)
def test_times_are_the_earliest_and_the_latest_that_keep_every_link(plan):
    schedule = cpm(plan)
    early = {name: times.early_start for name, times in schedule.activities.items()}
    late = {name: times.late_start for name, times in schedule.activities.items()}
    assert keeps_every_link(plan, early) and keeps_every_link(plan, late)
    for name, (days, _) in plan.items():
        assert early[name] == 0 or not keeps_every_link(plan, early | {name: early[name] - 1})
        pushed = late[name] + 1 + days > schedule.duration
        assert pushed or not keeps_every_link(plan, late | {name: late[name] + 1})
        times = schedule.activities[name]
        assert 0 <= times.free_float <= times.total_float


@QUICK
@given(plans)
def test_ends_are_the_longest_ways_of_networkx(plan):
    graph = nx.DiGraph()
    for name, (days, waits) in plan.items():
        graph.add_edge("start", name, weight=0)
        for before, kind, lag in waits:
            gap = least_gap(plan, before, name, kind, lag)
            known = graph.get_edge_data(before, name, {"weight": -math.inf})["weight"]
            graph.add_edge(before, name, weight=max(gap, known))
        graph.add_edge(name, "end", weight=days)
    for one in graph.edges:
        graph.edges[one]["weight"] *= -1
    far = nx.single_source_bellman_ford_path_length(graph, "start")
    schedule = cpm(plan)
    assert schedule.duration == -far["end"]
    assert {n: t.early_start for n, t in schedule.activities.items()} == {n: -far[n] for n in plan}


@QUICK
@given(plans)
def test_a_delay_of_a_critical_start_delays_the_end(plan):
    schedule = cpm(plan)
    for path in schedule.critical_paths(limit=20):
        assert set(path) <= set(schedule.critical)
        assert schedule.activities[path[0]].early_start == 0


# ---------------------------------------------------------------- bought days


def test_the_worked_curve_of_time_and_cost():
    curve = crash(SHOP, OFFERS)
    assert {days: 33_400 + cost for days, cost in curve.costs.items()} == CURVE
    assert (curve.shortest, curve.cheapest(1_300), curve.cheapest(0)) == (13, 16, 20)
    assert curve.durations[20] == {name: days for name, (days, _) in SHOP.items()}


@QUICK
@given(plans.filter(lambda plan: len(plan) <= 5), st.randoms(use_true_random=False))
def test_the_curve_against_every_way_to_buy_days(plan, rng):
    offers = {
        name: (rng.randint(max(0, days - 3), days), rng.randint(1, 9))
        for name, (days, _) in plan.items()
    }
    best: dict = {}
    for chosen in product(*(range(offers[n][0], days + 1) for n, (days, _) in plan.items())):
        bought = {n: (now, plan[n][1]) for n, now in zip(plan, chosen, strict=True)}
        end = cpm(bought).duration
        cost = sum((plan[n][0] - bought[n][0]) * offers[n][1] for n in plan)
        best[end] = min(best.get(end, math.inf), cost)
    curve = crash(plan, offers)
    assert max(curve.costs) == cpm(plan).duration
    for end, cost in curve.costs.items():
        assert cost == min(other for days, other in best.items() if days <= end)
        bought = {n: (now, plan[n][1]) for n, now in curve.durations[end].items()}
        assert cpm(bought).duration <= end
        assert cost == sum((plan[n][0] - bought[n][0]) * offers[n][1] for n in plan)
    assert curve.shortest == min(best)


# ---------------------------------------------------------------- dates


@QUICK
@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 60),
    st.sets(st.integers(0, 100), max_size=9),
)
def test_working_days_are_counted_one_by_one(start, count, off):
    holidays = [start + timedelta(place) for place in off]
    found = working_dates(start, count, holidays=holidays)
    every = [start + timedelta(place) for place in range(200)]
    right = [day for day in every if day.weekday() < 5 and day not in holidays]
    assert found == right[:count]


def test_some_work_on_saturdays():
    assert working_dates("2028-12-22", 3, weekend=["Sunday"])[1] == date(2028, 12, 23)


# ---------------------------------------------------------------- durations that move together

ROW = {str(at): (12, str(at - 1) if at else "") for at in range(5)}
EVEN = {name: (0, 12, 24) for name in ROW}  # a beta with mean 12 and a standard deviation of 4.54


@pytest.fixture(params=["numpy", "standard library"])
def sampler(request, monkeypatch):
    """Simulate with numpy, and as where numpy is missing."""
    if request.param == "numpy":
        return request.param, 40_000 if CI else 10_000
    monkeypatch.setitem(sys.modules, "numpy", None)
    return request.param, 20_000 if CI else 3_000


@pytest.mark.parametrize("shared", [0, 0.25, 0.5, 1])
def test_the_spread_of_a_row_grows_as_the_formula_says(sampler, shared):
    _, runs = sampler
    result = simulate_schedule(ROW, EVEN, correlation=shared, runs=runs)
    one = 24 * math.sqrt(9 / (36 * 7))
    right = one * math.sqrt(5 + 20 * shared)
    assert result.runs == runs == len(result.durations)
    assert result.mean == pytest.approx(60, abs=4 * right / math.sqrt(runs))
    assert result.sd == pytest.approx(right, rel=0.02 + 3 / math.sqrt(2 * runs))


def ends_by_rank(shared: float, runs: int = 60_000) -> dict[int, float]:
    """Chances of the relaunch's days: beta draws in the order of normal numbers that hang together.

    Worked out while numpy is there, before `sampler` hides it.
    """
    draw = np.random.default_rng(5)
    common, end = draw.standard_normal(runs), {}
    for name, (o, m, p) in ESTIMATES.items():
        lasts = np.sort(
            o + (p - o) * draw.beta(1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o), runs)
        )
        mixed = math.sqrt(shared) * common + math.sqrt(1 - shared) * draw.standard_normal(runs)
        waits = [end[other] for other in PLAN[name][1].replace(" ", "").split(",") if other]
        end[name] = np.max(waits or [np.zeros(runs)], axis=0) + lasts[mixed.argsort().argsort()]
    return {day: float((end["J"] <= day).mean()) for day in (82, 90, 100)}


@pytest.fixture(scope="module")
def by_rank():
    return {shared: ends_by_rank(shared) for shared in (0, 0.3, 0.6)}


@pytest.mark.parametrize(
    ("shared", "mean", "p80"), [(0, 89.6, 94.8), (0.3, 89.1, 97.0), (0.6, 88.6, 98.5)]
)
def test_shared_luck_widens_the_relaunch(by_rank, sampler, shared, mean, p80):
    name, runs = sampler
    result = simulate_schedule(PLAN, ESTIMATES, correlation=shared, runs=runs)
    error = 3 * 10 / math.sqrt(runs)
    assert result.mean == pytest.approx(mean, abs=error)
    assert result.percentile(80) == pytest.approx(p80, abs=2 * error)
    assert result.merge_bias == pytest.approx(mean - 88.0, abs=error)
    for day, chance in by_rank[shared].items():
        assert result.chance_by(day) == pytest.approx(chance, abs=2 / math.sqrt(runs))
    assert result.path == tuple("ADFHIJ")
    again, once_more = (
        simulate_schedule(PLAN, ESTIMATES, correlation=shared, runs=200).durations for _ in "12"
    )
    assert list(again) == list(once_more)
    assert isinstance(again, list) is (name != "numpy")


def test_two_paths_that_share_their_luck(sampler):
    _, runs = sampler
    both = {"a": (40, ""), "b": (40, "")}
    wide = dict.fromkeys(both, (20, 40, 60))
    for shared in (0, 0.5, 1):
        result = simulate_schedule(both, wide, correlation=shared, runs=runs)
        right = 0.25 + math.asin(shared) / (2 * math.pi)
        assert result.chance_by(40) == pytest.approx(right, abs=2 / math.sqrt(runs))


def test_draws_keep_the_distribution_of_one_activity(sampler):
    _, runs = sampler
    alone, mixed = (
        simulate_schedule({"A": (25, "")}, {"A": (18, 25, 44)}, correlation=shared, runs=runs)
        for shared in (0, 0.7)
    )
    for percent in (10, 50, 90):
        assert mixed.percentile(percent) == pytest.approx(alone.percentile(percent), abs=0.6)


@pytest.mark.parametrize("seed", range(6))
def test_runs_keep_every_link(sampler, seed):
    plan = random_plan(seed, 7)
    estimates = {name: (days, days, days) for name, (days, _) in plan.items()}
    schedule, result = cpm(plan), simulate_schedule(plan, estimates, runs=3)
    assert list(result.durations) == [schedule.duration] * 3
    assert [n for n, share in result.criticality.items() if share] == list(schedule.critical)
    assert result.merge_bias == pytest.approx(0)


def test_one_changed_estimate_leaves_the_other_draws_alone(sampler):
    first, other = (
        simulate_schedule(PLAN, ESTIMATES | more, correlation=0.4, runs=300)
        for more in ({}, {"J": (5, 6, 10)})
    )
    later = [b - a for a, b in zip(first.durations, other.durations, strict=True)]
    assert later == pytest.approx([1] * 300)
