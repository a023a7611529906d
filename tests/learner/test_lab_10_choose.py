"""The labs of lesson 10 that choose: scores, delay and roadmap, worked out anew."""

from __future__ import annotations

import re
from itertools import permutations

import pytest

from helpers.content import load_lab
from helpers.labs import Lab


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
    assert f"at a confidence of {tie:.4g}%, in place of {sure[ranked[0]]}%" in result.findings[1]
    able = [n for n in ranked[1:] if now[n] >= scores[ranked[0]]]
    needs = [f"needs {100 * scores[ranked[0]] / now[n]:.4g}%" for n in able]
    assert re.findall(r"needs [\d.]+%", result.findings[2]) == needs
    place = ranked.index("dark") + 1
    assert result.came_true == {1: "first", 2: "second"}.get(place, "third")


def test_a_shared_lead_is_said():
    result = play("rice", confidence_dark=50, confidence_refund=50, confidence_docks=100)
    assert result.chart.title == "Live dock accuracy leads with 3,600"
    result = play("rice", confidence_dark=50, confidence_docks=100)
    assert result.chart.title.startswith("Faulty-bike auto-refund and Live dock accuracy share")


# ---------------------------------------------------------------- cost of delay

MONEY = {"pay_cost": 12_000, "dock_cost": 8_000, "refund_cost": 3_000}
JOBS = ("Pay", "Dock", "Refund")


@pytest.mark.parametrize(
    "changed", [{}, MONEY, MONEY | {"pay_weeks": 1}, {"dock_cost": 0, "refund_weeks": 12}]
)
@pytest.mark.parametrize("order", ["pay_dock_refund", "refund_pay_dock", "dock_refund_pay"])
def test_every_order_is_priced(changed, order):
    result = play("cost_of_delay", order=order, **changed)
    value = {"pay_weeks": 4, "dock_weeks": 2, "refund_weeks": 1} | dict.fromkeys(MONEY, 8_000)
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
    assert drawn["Dock, Pay, Refund"] == drawn["Dock, Refund, Pay"] == 109_000
    assert sorted(drawn.values()) == [109_000, 109_000, 111_000, 117_000, 119_000, 119_000]
    said = result.findings[1]
    assert "Shortest first costs EUR 111,000, dearest wait first EUR 117,000" in said
    assert "Pay 3,000, Dock 4,000, Refund 3,000" in said
    assert "Pay 3.25, Dock 3.20, Refund 5.00" in result.findings[2]
    assert result.came_true == "neither"
    dear = {"pay_cost": 30_000, "dock_cost": 8_000, "refund_cost": 3_000}
    assert play("cost_of_delay", **dear).came_true == "dear"


def test_a_rule_that_leaves_jobs_level_has_a_range():
    """At the start all waits cost the same, so "dearest first" allows each of the six orders."""
    start = play("cost_of_delay")
    said = "first costs EUR 88,000, dearest wait first EUR 88,000 to 136,000 (a tie), and highest"
    assert said in start.findings[1] and "CD3 first EUR 88,000. CD3" in start.findings[1]
    assert start.came_true == "short"
    even = play("cost_of_delay", **MONEY, pay_weeks=2)  # Refund first, then either of the two
    said = "first costs EUR 79,000 to 87,000 (a tie), dearest wait first EUR 71,000, and"
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
    missed = "Payment provider is promised by 1 April, and it is not in Now"
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


def test_the_sheets_agree_on_the_ideas():
    scored = {idea["id"]: idea for idea in load_lab("rice").data["ideas"]}
    sure = {f.id.removeprefix("confidence_"): f.start for f in load_lab("rice").fields}
    for card in load_lab("roadmap").data["cards"]:
        if card["serves"]:
            idea = scored.pop(card["id"])
            for name in ("reach", "impact", "effort"):
                assert card[name] == idea[name]
            assert card["confidence"] * 100 == sure[card["id"]]
    assert not scored
    assert {n: (i[0], i[1], i[3]) for n, i in IDEAS.items()} == {
        i["id"]: (i["reach"], i["impact"], i["effort"]) for i in load_lab("rice").data["ideas"]
    }
