"""The labs that choose: scores, delay and roadmap, worked out anew."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from helpers.labs import Lab
from helpers.velolink import load_case


def play(lab_id: str, **changed):
    lab = Lab(lab_id)
    return lab.play(lab.start() | changed)


def rows(result) -> dict[str, list[str]]:
    """The numbers drawn, by the name of their row."""
    return {row[0]: row[1:] for row in result.chart.table()[1:]}


# ---------------------------------------------------------------- rice

IDEAS = {  # the worked case: reach, impact, confidence, effort
    "dark": (15_000, 0.25, 100, 1),
    "refund": (1_800, 3, 100, 1.5),
    "unlock": (12_000, 1, 80, 3),
    "docks": (9_000, 2, 80, 5),
    "group": (2_500, 2, 50, 4),
}


@pytest.mark.parametrize(
    "changed", [{}, {"dark": 80}, {"unlock": 95, "group": 100}, {"docks": 10, "dark": 60}]
)
def test_scores_and_the_changes_that_turn_them(changed):
    result = play("rice", **{f"confidence_{name}": value for name, value in changed.items()})
    now = {name: row[0] * row[1] / row[3] for name, row in IDEAS.items()}
    sure = {name: changed.get(name, row[2]) for name, row in IDEAS.items()}
    scores = {name: now[name] * sure[name] / 100 for name in IDEAS}
    expected = [[f"{now[n] / 2:,.0f}", f"{now[n]:,.0f}", f"{scores[n]:,.0f}"] for n in IDEAS]
    assert list(rows(result).values()) == expected
    ranked = sorted(scores, key=lambda name: -scores[name])
    assert f"leads with {scores[ranked[0]]:,.0f}" in result.chart.title
    tie = 100 * scores[ranked[1]] / now[ranked[0]]
    assert f"at a confidence of {tie:.4g}%, instead of {sure[ranked[0]]}%" in result.findings[1]
    able = [n for n in ranked[1:] if now[n] >= scores[ranked[0]]]
    needs = [f"needs {100 * scores[ranked[0]] / now[n]:.4g}%" for n in able]
    assert re.findall(r"needs [\d.]+%", result.findings[2]) == needs
    place = ranked.index("dark") + 1
    assert result.came_true == {1: "first", 2: "second"}.get(place, "third")


def test_a_shared_lead_is_said():
    result = play("rice", confidence_dark=50, confidence_refund=50, confidence_docks=100)
    assert result.chart.title == "Live dock accuracy leads with 3,600"
    result = play("rice", confidence_dark=50, confidence_docks=100)
    assert result.chart.title.startswith("Auto-refund and Live dock accuracy share")


# ---------------------------------------------------------------- cost of delay

MONEY = {"pay_cost": 1_200, "dock_cost": 800, "refund_cost": 300}
JOBS = ("Pay", "Dock", "Refund")


@pytest.mark.parametrize(
    "changed", [{}, MONEY, MONEY | {"pay_weeks": 1}, {"dock_cost": 0, "refund_weeks": 12}]
)
@pytest.mark.parametrize("order", ["pay_dock_refund", "refund_pay_dock", "dock_refund_pay"])
def test_every_order_is_priced(changed, order):
    result = play("cost_of_delay", order=order, **changed)
    value = {"pay_weeks": 4, "dock_weeks": 2, "refund_weeks": 1} | dict.fromkeys(MONEY, 800)
    value |= changed
    prices = {}
    for names in permutations(JOBS):
        weeks = [value[f"{name.lower()}_weeks"] for name in names]
        costs = [value[f"{name.lower()}_cost"] for name in names]
        prices[", ".join(names)] = sum(costs[n] * sum(weeks[: n + 1]) for n in range(3))
    assert rows(result) == {name: [f"EUR {price:,.0f}"] for name, price in prices.items()}
    mine = prices[order.replace("_", ", ").title()]
    best = min(prices.values())
    assert f": EUR {mine:,.0f}. The cheapest order: EUR {best:,.0f}" in result.chart.title
    assert (f"EUR {mine - best:,.0f} more than" in result.findings[0]) == (mine > best)
    assert f"highest CD3 first EUR {best:,.0f}" in result.findings[1]
    assert f"Refund, Pay, Dock: EUR {prices['Refund, Pay, Dock']:,.0f}" in result.findings[2]


def test_neither_the_shortest_nor_the_dearest_wins_the_worked_case():
    result = play("cost_of_delay", **MONEY)
    drawn = {name: int(cells[0][4:].replace(",", "")) for name, cells in rows(result).items()}
    assert drawn["Dock, Pay, Refund"] == drawn["Dock, Refund, Pay"] == 10_900
    assert sorted(drawn.values()) == [10_900, 10_900, 11_100, 11_700, 11_900, 11_900]
    said = result.findings[1]
    assert "Shortest first costs EUR 11,100, dearest wait first EUR 11,700" in said
    assert "Pay 300, Dock 400, Refund 300" in said
    assert "Pay 3.25, Dock 3.20, Refund 5.00" in result.findings[2]
    assert result.came_true == "neither"
    dear = {"pay_cost": 3_000, "dock_cost": 800, "refund_cost": 300}
    assert play("cost_of_delay", **dear).came_true == "dear"


def test_a_rule_that_leaves_jobs_level_has_a_range():
    """At the start all waits cost the same, so "dearest first" allows each of the six orders."""
    start = play("cost_of_delay")
    said = "first costs EUR 8,800, dearest wait first EUR 8,800 to 13,600 (a tie), and highest"
    assert said in start.findings[1] and "CD3 first EUR 8,800. CD3" in start.findings[1]
    assert start.came_true == "short"
    even = play("cost_of_delay", **MONEY, pay_weeks=2)  # Refund first, then either of the two
    said = "first costs EUR 7,900 to 8,700 (a tie), dearest wait first EUR 7,100, and"
    assert said in even.findings[1]
    even = play("cost_of_delay", **MONEY, pay_weeks=3, dock_weeks=3, refund_weeks=3)
    assert "(a tie)" in even.findings[1]  # the shortest may be any, so that rule found nothing
    assert even.came_true == "dear"


# ---------------------------------------------------------------- roadmap


def months(result, kind: str) -> float:
    """Work in Now of one kind, added up from the cards that were drawn."""
    head, *body = result.chart.table()
    cell = next((row[head.index(kind)] for row in body if row[0] == "Now"), "")
    return sum(float(n) for n in re.findall(r"([\d.]+) person-month", cell))


@pytest.mark.parametrize(
    ("changed", "kinds", "leader"),
    [
        ({}, (1.5, 1, 4.5), "dark"),
        ({"goal": "second"}, (1.5, 1.5, 4), "refund"),
        ({"goal": "calls"}, (1.5, 4.5, 1), "refund"),
        ({"goal": "second", "docks": "now", "unlock": "out"}, (1.5, 6.5, 1), "refund"),
        ({"goal": "calls", "docks": "now", "pay": "later"}, (0, 9.5, 1), "refund"),
    ],
)
def test_now_is_held_against_room_and_goal(changed, kinds, leader):
    result = play("roadmap", **changed)
    names = ("promised", "serves the goal", "serves another goal")
    used, room = sum(kinds), 8
    assert tuple(months(result, name) for name in names) == kinds
    said = f"Now holds {used:g} of 8 person-months, {kinds[1]:g} of them for the goal"
    assert result.chart.title == said
    over = f"{used - room:g} person-months over its room"
    assert (over in result.findings[2]) == (used > room)
    missed = "Payment provider is promised by 1 April, but it isn't in Now"
    assert (missed in result.findings[2]) == (changed.get("pay") == "later")
    assert result.came_true == leader
    assert "Line at 8 person-months: room in Now." in result.chart.text


def test_the_best_score_need_not_serve_the_goal():
    said = play("roadmap", goal="second").findings[1]
    assert "Highest score of all: Dark mode, 3,750." in said
    assert "that serve the goal: Auto-refund, 3,600." in said


@pytest.mark.parametrize(("dates", "dated"), [("promised", 1), ("soon", 4), ("everything", 6)])
def test_dates_stand_where_they_were_put(dates, dated):
    result = play("roadmap", dates=dates)
    assert len(re.findall(r", 1 (?:April|July|October), ", result.chart.text)) == dated
    assert ("nobody was promised" in result.findings[2]) == (dated > 1)
    left = play("roadmap", dates="everything", group="out")
    assert "1 October" not in left.chart.text and "Group ride" in left.chart.text


def test_the_case_file_holds_the_worked_ideas():
    ideas = {idea.id: idea for idea in load_case().ideas}
    scored = {n: (i.reach, i.impact, 100 * i.confidence, i.effort) for n, i in ideas.items()}
    assert {n: scored[n] for n in IDEAS} == IDEAS
    assert set(ideas) - set(IDEAS) == {"pay"}  # promised, so it has no score
