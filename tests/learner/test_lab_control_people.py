"""Labs of control on risks and people: numbers worked out anew, refusals."""

from __future__ import annotations

import re
from html import unescape
from itertools import combinations, product

import pytest
from lab_plays import MENDED, cells, play

from helpers.content import load_figure
from helpers.labs import Lab, LabView

# ---------------------------------------------------------------- risks and responses

RISKS = {
    "r1": (0.3, 60, 8, 0.1),
    "r2": (0.15, 90, 12, 0.05),
    "r3": (0.2, 10, 1, 0.05),
    "o1": (0.25, -30, 2, 0.5),
}


def enough(pot: float, chosen: tuple[str, ...]) -> float:
    """The chance that a pot, in thousands, pays for the responses and what happens."""
    price = sum(RISKS[name][2] for name in chosen)
    chances = {n: row[3] if n in chosen else row[0] for n, row in RISKS.items()}
    covered = 0.0
    for happens in product((True, False), repeat=4):
        weight, cost = 1.0, price
        for name, hit in zip(RISKS, happens, strict=True):
            weight *= chances[name] if hit else 1 - chances[name]
            cost += RISKS[name][1] * hit
        covered += weight * (cost <= pot)
    return 100 * covered


def near(chance: float):
    """A chance as it may be written with one decimal, a half rounded either way."""
    return pytest.approx(chance, abs=0.0501)


def percent(pattern: str, text: str) -> float:
    return float(re.search(pattern, text)[1])


CHOSEN = [c for size in range(5) for c in combinations(RISKS, size)]


@pytest.mark.parametrize("chosen", CHOSEN, ids="-".join)
def test_cover_is_the_sum_over_all_that_can_happen(chosen):
    responses = dict.fromkeys(chosen, True)
    for pot in (26, 60, 68, 90, 150):
        result = play("risk_responses", contingency=1000 * pot, **responses)
        now, before = enough(pot, chosen), enough(pot, ())
        assert percent(r"enough in ([\d.]+)% of all cases", result.findings[0]) == near(now)
        assert percent(r"([\d.]+)% without responses", result.chart.text) == near(before)
        if chosen:
            assert percent(r"([\d.]+)% with your", result.chart.text) == near(now)
        verdict = "rises" if now > before + 1e-9 else "falls" if now < before - 1e-9 else "stays"
        assert result.came_true == (verdict if chosen else "")
    mean = sum(RISKS[n][2] for n in chosen) + sum(
        (row[3] if name in chosen else row[0]) * row[1] for name, row in RISKS.items()
    )
    assert f"Line at EUR {1000 * mean:,.0f}: Expected value." in result.chart.text
    assert f"cost EUR {1000 * mean:,.0f}" in result.findings[-1]
    for row in cells(result):
        amount = int(re.sub(r"[^\d-]", "", next(iter(row.values())).replace("\u2212", "-"))) / 1000
        for name, responses in (("Without responses", ()), ("With your responses", chosen)):
            if shown := row.get(name):
                assert float(shown.rstrip("%")) == near(enough(amount, responses))


def test_worth_is_the_saving_less_the_price():
    said = play("risk_responses", r1=True, r2=True, r3=True, o1=True).findings[1]
    assert "R1 +4,000, R2 \u22123,000, R3 +500, O1 +5,500." in said
    assert "R1 0." in play("risk_responses", r1=True, price=12_000).findings[1]
    assert "R1 \u22121,000." in play("risk_responses", r1=True, price=13_000).findings[1]


def test_a_response_that_the_plan_pays_for_leaves_the_pot_whole():
    result = play("risk_responses", r1=True, paid="plan")
    assert result.came_true == "rises" and "in 86.4% of all cases" in result.findings[0]
    assert "all EUR 60,000 are left" in result.findings[0]
    both = [play("risk_responses", r1=True, paid=way).findings[-1] for way in ("pot", "plan")]
    assert both[0] == both[1]  # the money is the same
    assert play("risk_responses", r2=True, contingency=10_000, paid="plan").findings


def test_a_chance_holds_from_its_sum_on():
    (ax,) = play("risk_responses", r1=True).chart.figure.axes
    stairs = [line for line in ax.lines if line.get_label().endswith("responses")]
    assert [line.get_drawstyle() for line in stairs] == ["steps-post"] * 2


def test_a_pot_that_cannot_pay_for_the_responses_is_refused():
    view = LabView(Lab("risk_responses"))
    assert view.widget.children
    view.set("r2", True)
    before = view.screen.picture
    view.set("contingency", 10_000)
    said = "Contingency: EUR 10,000 do not pay for responses of EUR 12,000; raise it, or choose"
    assert said in unescape(view.screen.beside["contingency"]) and view.screen.picture == before
    assert view.screen.beside["r1"] == ""
    view.set("contingency", 12_000)
    assert view.screen.beside["contingency"] == "" and view.screen.picture != before


# ---------------------------------------------------------------- the matrix of scores

AFTER = {  # worked out by hand: chance, thousands of EUR
    ("R1", "accept"): (0.3, 60),
    ("R1", "avoid"): (0.0, 60),
    ("R1", "mitigate"): (0.1, 60),
    ("R1", "transfer"): (0.3, 15),
    ("R1", "escalate"): (0.0, 0),
    ("O1", "accept"): (0.25, 30),
    ("O1", "avoid"): (1.0, 30),
    ("O1", "mitigate"): (0.5, 30),
    ("O1", "transfer"): (0.8, 15),
    ("O1", "escalate"): (0.0, 0),
}
NAMED = {"avoid": "exploit", "mitigate": "enhance", "transfer": "share"}


@pytest.mark.parametrize(("risk", "response"), AFTER)
def test_each_named_response_changes_what_its_name_says(risk, response):
    result = play("risk_matrix", risk=risk, response=response)
    chance, money = AFTER[risk, response]
    row = next(row for row in cells(result) if row["Chance / Risk"] == risk)
    assert row["After the response"] == f"EUR {1000 * chance * money:,.0f}"
    sort, name = ("a threat", response) if risk == "R1" else ("a chance", NAMED.get(response))
    assert f"{risk} is {sort}: {name or response}." in result.findings[1]
    drawn = [text for text in result.chart.figure.axes[0].texts if risk in text.get_text()]
    assert len(drawn) == (chance > 0)


def test_the_matrix_stands_against_the_money_until_a_point_of_chance_turns_it():
    start, moved = play("risk_matrix"), play("risk_matrix", chance=31)
    assert "The matrix ranks R2 above R1, 8 to 6." in start.findings[0]
    assert "EUR 18,000 against 13,500" in start.findings[0] and start.came_true == "R2"
    assert "turns no pair of threats round" in moved.findings[0] and moved.came_true == "R1"
    assert play("risk_matrix", chance=15, money=90_000).came_true == "level"


# ---------------------------------------------------------------- decision rights


def faults(**values: str) -> int:
    said = play("raci_repair", **values).findings[0]
    broken = re.match(r"Rules broken: (\d)\.", said)
    assert broken or said.startswith("All rules are kept")
    return int(broken[1]) if broken else 0


def test_the_table_starts_with_four_faults_and_each_mend_takes_one_away():
    assert faults() == 4 and "breaks 4 rules" in play("raci_repair").chart.title
    assert "2 people accountable (Mina and Tomás)" in play("raci_repair").findings[0]
    done: dict[str, str] = {}
    for number, field in enumerate(("schedule_mina", "risk_tomas", "price_priya"), 1):
        done[field] = MENDED[field]
        assert faults(**done) == 4 - number
    assert "makes Tomás accountable: give the A to Ines" in play("raci_repair", **done).findings[0]
    assert faults(**MENDED) == 0


SHORTER = {
    "Schedule baseline and forecast": "Schedule forecast",
    "Money or time beyond tolerance": "Spend beyond tolerance",
}


def test_a_mended_table_is_the_courses_key():
    result = play("raci_repair", **MENDED)
    drawn = {row["Decision"]: row for row in cells(result)}
    for row in load_figure("decision_rights").rows:
        name = SHORTER.get(row["decision"], row["decision"])
        if name in drawn:
            shown = drawn.pop(name)
            people = (
                "product_manager",
                "project_manager",
                "engineering_lead",
                "product_marketing",
                "sponsor",
            )
            assert list(shown.values())[1:] == [row[person] for person in people]
    assert not drawn and "that of this course's key" in result.findings[0]


def test_rules_can_be_kept_against_the_key():
    result = play(
        "raci_repair",
        **MENDED | {"schedule_mina": "I", "tolerance_tomas": "C", "tolerance_ines": "A/R"},
    )
    assert result.came_true == "none" and "differ from this course's key: 3" in result.findings[1]
    assert play("raci_repair", **MENDED | {"price_priya": "A"}).came_true == "one_accountable"


# ---------------------------------------------------------------- Brooks


def last_day(left: int, added: int, ramp: int) -> int:
    """Walk through the days of the toy."""
    day, done, friction = 0, 0.0, 1 - 0.02 * (4 + added)
    while done < left - 1e-6:
        day += 1
        done += friction * (5 - 0.5 * added if day <= ramp else 5 + added)
    return day


@pytest.mark.parametrize("ramp", [0, 20, 40])
@pytest.mark.parametrize("left", [20, 100, 150, 200, 400, 500])
def test_the_bars_are_a_walk_through_the_days(left, ramp):
    result = play("brooks", left=left, ramp=ramp)
    days = [last_day(left, n, ramp) for n in range(7)]
    rows = [list(row.values()) for row in cells(result)]
    assert [row[1] for row in rows] == [str(day) for day in days]
    assert [re.search(r"\d+ pairs", row[0])[0] for row in rows] == [
        f"{n} pairs" for n in (10, 15, 21, 28, 36, 45, 55)
    ]
    gap = days[4] - days[0]
    assert result.came_true == ("later" if gap > 0 else "sooner" if gap < 0 else "same")
    turn = re.search(r"when (\d+) person-days or more", result.findings[1])
    helps = [last_day(n, 4, ramp) < last_day(n, 0, ramp) for n in range(10, 501, 10)]
    place = int(turn[1]) // 10 - 1
    assert all(helps[place:]) and (place == 0 or not helps[place - 1])


def test_nobody_added_is_said_plainly():
    assert play("brooks", added=0).findings == ("Nobody is added: five people end on day 22.",)
