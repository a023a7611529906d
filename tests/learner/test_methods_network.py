"""Critical path method: worked numbers, networkx as a second opinion, properties."""

import random
from fractions import Fraction
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from method_samples import PLAN, graph_of
from tiers import CI

from helpers.methods import change_impact, cpm

QUICK = settings(max_examples=200 if CI else 40, deadline=None, database=None, derandomize=True)
WORKED = {
    "A": (10, 0, 10, 0, 10, 0, 0),
    "B": (15, 10, 25, 20, 35, 10, 10),
    "C": (28, 10, 38, 15, 43, 5, 0),
    "D": (25, 10, 35, 10, 35, 0, 0),
    "E": (18, 10, 28, 37, 55, 27, 27),
    "F": (20, 35, 55, 35, 55, 0, 0),
    "G": (12, 38, 50, 43, 55, 5, 5),
    "H": (12, 55, 67, 55, 67, 0, 0),
    "I": (10, 67, 77, 67, 77, 0, 0),
    "J": (5, 77, 82, 77, 82, 0, 0),
}


def random_plan(size, seed, durations=None, links=2):
    """A random plan in shuffled listing order."""
    rng = random.Random(seed)
    names = [f"a{place}" for place in range(size)]
    plan = {}
    for place, name in enumerate(names):
        count = rng.randint(0, min(place, links))
        duration = rng.randint(0, 30) if durations is None else rng.choice(durations)
        plan[name] = (duration, rng.sample(names[:place], count))
    shuffled = list(plan.items())
    rng.shuffle(shuffled)
    return dict(shuffled)


def longest_to_and_from(plan):
    """Longest path to the start and from the finish of every activity, by networkx."""
    graph = graph_of(plan)
    forward, backward = nx.DiGraph(), nx.DiGraph()
    for name, (duration, _) in plan.items():
        forward.add_edge("START", name, weight=0)
        backward.add_edge("END", name, weight=0)
        for after in graph.successors(name):
            forward.add_edge(name, after, weight=duration)
            backward.add_edge(after, name, weight=plan[after][0])
    result = []
    for first, other in (("START", forward), ("END", backward)):
        order = list(nx.topological_sort(other))
        longest = dict.fromkeys(order, 0)
        for name in order:
            for before in other.predecessors(name):
                length = longest[before] + other[before][name]["weight"]
                longest[name] = max(longest[name], length)
        result.append(longest)
        assert first in order
    return result


def assert_agrees_with_networkx(plan):
    schedule = cpm(plan)
    graph = nx.DiGraph()
    graph.add_nodes_from([*plan, "END"])
    for name, (duration, waits) in plan.items():
        graph.add_edge(name, "END", weight=duration)
        graph.add_edges_from((before, name, {"weight": plan[before][0]}) for before in waits)
    assert schedule.duration == nx.dag_longest_path_length(graph, weight="weight")
    before, after = longest_to_and_from(plan)
    for name, times in schedule.activities.items():
        assert times.early_start == before[name]
        assert times.total_float == schedule.duration - before[name] - times.duration - after[name]
        nexts = [schedule.activities[other].early_start for other in graph[name] if other != "END"]
        assert times.free_float == min(nexts, default=schedule.duration) - times.early_finish


def test_worked_numbers():
    schedule = cpm(PLAN)
    assert schedule.duration == 82
    assert {name: tuple(times) for name, times in schedule.activities.items()} == WORKED
    assert schedule.critical == tuple("ADFHIJ")
    assert schedule.critical_paths() == (tuple("ADFHIJ"),)
    assert schedule.critical_path_count() == 1
    assert schedule.activities["A"].critical
    assert not schedule.activities["G"].critical
    assert schedule.predecessors["F"] == ("B", "D")


def test_whole_numbers_stay_whole_numbers():
    assert all(type(figure) is int for times in cpm(PLAN).activities.values() for figure in times)


@pytest.mark.parametrize(
    ("extra", "after"),
    [({}, 82), ({"G": 5}, 82), ({"G": 8}, 85), ({"F": 8}, 90), ({"E": 27}, 82), ({"E": 30}, 85)],
)
def test_change_requests_worked_numbers(extra, after):
    impact = change_impact(PLAN, extra)
    assert (impact.before, impact.after, impact.delay) == (82, after, after - 82)
    for name, more in extra.items():
        assert impact.delay == max(0, more - impact.float_before[name])


def test_a_change_can_move_the_critical_path():
    impact = change_impact(PLAN, {"G": 8})
    assert impact.newly_critical == ("C", "G")
    assert change_impact(PLAN, {"D": -5, "F": "-2 days"}).after == 77


def test_two_changes_on_one_chain_share_its_float():
    assert change_impact(PLAN, {"C": 5, "G": 5}).delay == 5


@pytest.mark.parametrize("part", range(10))
def test_500_random_networks_against_networkx(part):
    largest = 2000 if CI else 40
    for seed in range(part, 500, 10):  # as many between 1 and 10 activities as between 100 and 1000
        size = round(largest ** (seed / 499))
        assert_agrees_with_networkx(random_plan(size, seed, links=1 + seed % 4))


@pytest.mark.parametrize("seed", range(8 if CI else 2))
def test_networks_of_2000_activities_against_networkx(seed):
    assert_agrees_with_networkx(random_plan(2000, seed, links=3))


@pytest.mark.parametrize("seed", range(60))
def test_all_critical_paths_against_enumeration(seed):
    plan = random_plan(9, seed, durations=[0, 1, 1, 2], links=3)
    schedule = cpm(plan)
    graph = graph_of(plan)
    found = set()
    for first in (name for name in plan if not graph.in_degree(name)):
        for last in (name for name in plan if not graph.out_degree(name)):
            paths = [[first]] if first == last else nx.all_simple_paths(graph, first, last)
            for path in paths:
                if sum(plan[name][0] for name in path) == schedule.duration:
                    found.add(tuple(path))
    listed = schedule.critical_paths()
    assert set(listed) == found
    assert len(listed) == len(found) == schedule.critical_path_count()


def test_a_plan_with_very_many_critical_paths_is_counted_not_listed():
    plan = {"s": (1, "")}
    last = "s"
    for step in range(60):
        plan |= {f"u{step}": (1, [last]), f"v{step}": (1, [last])}
        plan[f"m{step}"] = (0, [f"u{step}", f"v{step}"])
        last = f"m{step}"
    schedule = cpm(plan)
    assert schedule.critical_path_count() == 2**60
    assert len(schedule.critical_paths(limit=5)) == 5
    assert len(schedule.critical_paths()) == 1000


def test_a_chain_of_2000_needs_no_deep_recursion():
    plan = {place: (1, [place - 1] if place else []) for place in range(2000)}
    assert cpm(plan).critical_paths() == (tuple(range(2000)),)


def test_forms_of_writing_predecessors():
    same = [
        {"A": (1, ""), "B": (2, "A"), "C": (3, "A,B")},
        {"A": (1, "-"), "B": (2, ["A"]), "C": (3, ("A", "B", "A"))},
        {"A": (1, None), "B": (2, {"A"}), "C": ("3 days", " A , B ")},
        {"C": (3, iter("AB")), "B": ["2d", "A"], "A": (1.0, [])},
    ]
    results = [cpm(plan) for plan in same]
    assert all(result.activities == results[0].activities for result in results)


def test_decimal_fractions_leave_no_ghost_float():
    plan = {"a": (0.1, ""), "b": (0.2, "a"), "c": (0.3, ""), "d": (0.7, "b, c")}
    schedule = cpm(plan)
    assert set(schedule.critical) == {"a", "b", "c", "d"}
    assert schedule.critical_path_count() == 2


plans = st.builds(
    random_plan,
    st.integers(1, 25),
    st.integers(0, 10_000),
    st.lists(st.floats(0, 100), min_size=1, max_size=9) | st.none(),
    st.integers(1, 4),
)


@QUICK
@given(plans)
def test_floats_are_never_negative_and_free_is_within_total(plan):
    schedule = cpm(plan)
    near = 1e-9 * schedule.duration
    for times in schedule.activities.values():
        assert times.free_float >= 0
        assert times.total_float >= 0
        assert times.free_float <= times.total_float + near
        assert times.early_start >= 0
        assert times.late_finish <= schedule.duration * (1 + 1e-9)


@QUICK
@given(plans)
def test_every_critical_path_is_as_long_as_the_project(plan):
    schedule = cpm(plan)
    paths = schedule.critical_paths(limit=50)
    assert paths
    for path in paths:
        length = sum(plan[name][0] for name in path)
        assert length == pytest.approx(schedule.duration, rel=1e-9)
        assert all(before in schedule.predecessors[after] for before, after in pairwise(path))
        assert not schedule.predecessors[path[0]]
        assert set(path) <= set(schedule.critical)


@QUICK
@given(plans, st.floats(0.001, 1000))
def test_another_unit_scales_every_time(plan, factor):
    base = cpm(plan)
    scaled = cpm({name: (time * factor, waits) for name, (time, waits) in plan.items()})
    assert scaled.duration == pytest.approx(base.duration * factor)
    assert scaled.critical == base.critical
    for name, times in base.activities.items():
        expected = [figure * factor for figure in times]
        near = 1e-6 * scaled.duration
        assert list(scaled.activities[name]) == pytest.approx(expected, abs=near)


@QUICK
@given(plans, st.randoms(use_true_random=False))
def test_listing_order_does_not_count(plan, rng):
    items = list(plan.items())
    rng.shuffle(items)
    other, base = cpm(dict(items)), cpm(plan)
    assert other.activities == base.activities
    assert set(other.critical_paths()) == set(base.critical_paths())


@QUICK
@given(plans, st.data())
def test_using_up_total_float_never_delays(plan, data):
    base = cpm(plan)
    name = data.draw(st.sampled_from(sorted(plan)))
    slack = base.activities[name].total_float
    assert change_impact(plan, {name: slack}).delay <= 1e-9 * max(base.duration, 1)
    more = change_impact(plan, {name: slack + 10})
    assert more.delay == pytest.approx(10, abs=1e-6)


def test_numpy_numbers_and_fractions_are_welcome():
    np = pytest.importorskip("numpy")
    schedule = cpm(
        {"a": (np.int64(3), ""), "b": (np.float64(0.5), "a"), "c": (Fraction(1, 2), "b")}
    )
    assert schedule.duration == 4
    assert type(schedule.activities["a"].duration) is int
