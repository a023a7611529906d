"""RICE, MoSCoW, WSJF, CD3, Kano, opportunities: worked numbers and properties."""

from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiers import CI

from helpers.methods import (
    best_order,
    cd3,
    check_tree,
    delay_cost,
    kano_category,
    kano_count,
    kano_result,
    ordering_costs,
    rice,
    rice_break_even,
    rice_table,
    wsjf_relative,
)

COUNT = 200 if CI else 40
QUICK = settings(max_examples=COUNT, deadline=None, database=None, derandomize=True)
IDEAS = {
    "Faulty-bike auto-refund": (1_800, 3, 1.0, 1.5),
    "One-tap unlock": (12_000, 1, 0.8, 3),
    "Live dock accuracy": (9_000, 2, 0.8, 5),
    "Dark mode": (15_000, 0.25, 1.0, 1),
    "Group ride": (2_500, 2, 0.5, 4),
}
JOBS = {"Pay": (12_000, 4), "Dock": (8_000, 2), "Refund": (3_000, 1)}
amounts = st.floats(0.01, 1e6)
jobs = st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 30)), min_size=1, max_size=6).map(
    lambda rows: {f"job {place}": row for place, row in enumerate(rows)}
)


def test_rice_worked_numbers():
    assert [(row.rank, row.name, row.score) for row in rice_table(IDEAS)] == [
        (1, "Dark mode", 3750),
        (2, "Faulty-bike auto-refund", 3600),
        (3, "One-tap unlock", 3200),
        (4, "Live dock accuracy", 2880),
        (5, "Group ride", 625),
    ]


def test_rice_order_is_fragile():
    doubted = rice_table(IDEAS | {"Dark mode": (15_000, 0.25, 0.8, 1)})
    assert (doubted[2].rank, doubted[2].name, doubted[2].score) == (3, "Dark mode", 3000)
    assert rice(15_000, 0.25, "80%", 1) == 3000


@pytest.mark.parametrize("factor", ["reach", "impact", "confidence", "effort"])
def test_rice_break_even_makes_the_scores_equal(factor):
    value = rice_break_even(IDEAS, "Live dock accuracy", "Group ride", factor)
    row = list(IDEAS["Live dock accuracy"])
    row[("reach", "impact", "confidence", "effort").index(factor)] = value
    assert rice(*row) == pytest.approx(625)


def test_rice_break_even_of_dark_mode_and_of_a_hopeless_rival():
    assert rice_break_even(IDEAS, "Dark mode", "Faulty-bike auto-refund") == pytest.approx(0.96)
    assert rice_break_even(IDEAS, "Group ride", "Dark mode") == pytest.approx(3.0)
    assert rice_break_even(IDEAS, "Group ride", "Group ride", "effort") == pytest.approx(4)


def test_rice_ties_share_a_rank():
    table = rice_table({"a": (10, 1, 1, 1), "b": (20, 1, 1, 1), "c": (10, 1, 1, 1)})
    assert [(row.rank, row.name) for row in table] == [(1, "b"), (2, "a"), (2, "c")]


@QUICK
@given(amounts, amounts, st.floats(0, 1), amounts, st.floats(0.1, 100))
def test_rice_scales_with_reach_and_against_effort(reach, impact, confidence, effort, factor):
    base = rice(reach, impact, confidence, effort)
    assert rice(reach * factor, impact, confidence, effort) == pytest.approx(base * factor)
    assert rice(reach, impact, confidence, effort * factor) == pytest.approx(base / factor)


@QUICK
@given(st.permutations(list(IDEAS)))
def test_rice_ranking_does_not_depend_on_the_listing(order):
    assert rice_table({name: IDEAS[name] for name in order}) == rice_table(IDEAS)


@pytest.mark.parametrize(
    ("parts", "score"),
    [((5, 3, 2, 2), 5.0), ((5, 13, 8, 8), 3.25), ((8, 5, 3, 5), 3.2), ((3, 1, 5, 8), 1.125)],
)
def test_wsjf_worked_numbers(parts, score):
    assert wsjf_relative(*parts) == pytest.approx(score)


def test_wsjf_scale_can_be_switched_off():
    assert wsjf_relative(4, 4, 4, 6, scale=None) == 2


def test_cd3_worked_numbers():
    assert [cd3(*JOBS[name]) for name in ("Pay", "Dock", "Refund")] == [3000, 4000, 3000]
    costs = {result.order: result.cost for result in ordering_costs(JOBS)}
    assert costs == {
        ("Dock", "Pay", "Refund"): 109_000,
        ("Dock", "Refund", "Pay"): 109_000,
        ("Refund", "Dock", "Pay"): 111_000,
        ("Pay", "Dock", "Refund"): 117_000,
        ("Pay", "Refund", "Dock"): 119_000,
        ("Refund", "Pay", "Dock"): 119_000,
    }
    assert [result.cost for result in ordering_costs(JOBS)] == sorted(costs.values())
    assert best_order(JOBS).cost == 109_000
    assert delay_cost(JOBS, iter(["Refund", "Dock", "Pay"])) == 111_000


@QUICK
@given(jobs)
def test_falling_cd3_is_never_beaten(table):
    costs = [result.cost for result in ordering_costs(table)]
    assert best_order(table).cost == costs[0] == min(costs)
    assert len(costs) == len(list(permutations(table)))


@QUICK
@given(jobs, st.integers(1, 50), st.randoms(use_true_random=False))
def test_delay_cost_scales_and_ignores_the_listing(table, factor, random):
    scaled = {name: (rate * factor, time) for name, (rate, time) in table.items()}
    assert best_order(scaled).cost == best_order(table).cost * factor
    names = list(table)
    random.shuffle(names)
    assert best_order({name: table[name] for name in names}).cost == best_order(table).cost


def test_kano_table_as_printed():
    words = ("like", "must-be", "neutral", "live-with", "dislike")
    printed = "QAAAO RIIIM RIIIM RIIIM RRRRQ".replace(" ", "")
    assert [kano_category(*pair) for pair in product(words, words)] == list(printed)


def test_kano_worked_numbers():
    sound = kano_result({"A": 11, "O": 4, "M": 1, "I": 3, "R": 1, "Q": 0})
    assert (sound.n, sound.category) == (20, "A")
    assert sound.better == pytest.approx(0.789, abs=5e-4)
    assert sound.worse == pytest.approx(-0.263, abs=5e-4)
    count = kano_result({"A": 1, "O": 6, "M": 11, "I": 2})
    assert (count.category, count.better, count.worse) == ("M", 0.35, -0.85)


def test_kano_tie_goes_to_the_stronger_claim():
    assert kano_result({"A": 5, "M": 5, "I": 5}).category == "M"


def test_kano_count_feeds_kano_result():
    answers = [("like", "neutral")] * 3 + [("dislike", "like")]
    assert kano_result(kano_count(answers)).better == 1


GOAL = "Second ride within 30 days 45% -> 60%"
DOCK = "I cannot tell if my end dock is full"
TREE = {
    GOAL: ("outcome", ""),
    DOCK: ("opportunity", GOAL),
    "A broken bike cost me money": ("opportunity", GOAL),
    "I forgot how to end a ride": ("opportunity", GOAL),
    "Live counts": ("solution", DOCK),
    "Reserve a dock": ("solution", DOCK),
    "Overflow zone": ("solution", DOCK),
    "Fake door for reserving": ("test", "Reserve a dock"),
}


def test_a_sound_tree_has_no_findings():
    assert check_tree(TREE, target=DOCK, chosen=["Reserve a dock"]) == ()


@pytest.mark.parametrize(
    ("change", "more", "rules"),
    [
        ({"Reach 5 cities": ("outcome", "")}, {}, ["one_root"]),
        ({GOAL: ("opportunity", None)}, {}, ["one_root", "parent"]),
        ({"Overflow zone": ("solution", GOAL)}, {}, ["parent"]),
        ({"Overflow zone": ("solution", "")}, {"target": DOCK}, ["parent", "compare_three"]),
        ({}, {"chosen": ["Live counts"]}, ["test"]),
        ({"a": ("opportunity", "b"), "b": ("opportunity", "a")}, {}, ["parent", "parent"]),
        ({GOAL: ("outcome", DOCK)}, {}, ["parent"]),
    ],
)
def test_tree_rules(change, more, rules):
    assert [finding.rule for finding in check_tree(TREE | change, **more)] == rules
