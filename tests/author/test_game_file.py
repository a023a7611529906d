"""``game.yaml``: what an author can get wrong in the game's words and numbers is one sentence."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from helpers.authoring.check import check_course
from helpers.content import course_root
from helpers.simulation import Game, load_parameters

TABLE = ("figures/decision_rights.csv", "figures/decision_rights.yaml")


def problems(tmp_path, change: Callable[[dict[str, Any]], object]) -> list[str]:
    """What the check says of the game after one change to its file."""
    (tmp_path / "figures").mkdir()
    for name in ("course.yaml", "velolink.yaml", *TABLE):
        shutil.copy(course_root() / name, tmp_path / name)
    data = yaml.safe_load((course_root() / "game.yaml").read_text("utf-8"))
    change(data)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (tmp_path / "game.yaml").write_text(text, "utf-8")
    found = check_course(tmp_path, only=["game", "data"]).problems
    return [sentence for sentence in found if "game.yaml" in sentence]


def decision(data: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in data["decisions"] if row["id"] == name)


def put(name: str, key: str, value: Any, option: int | None = None):
    """A change to a decision, or to one of its options."""

    def change(data):
        row = decision(data, name)
        (row if option is None else row["options"][option])[key] = value

    return change


def test_the_game_as_it_is_has_no_fault(tmp_path):
    assert problems(tmp_path, lambda data: None) == []


BEST = {"id": "best", "text": "The best one"}
FAULTS = [
    (put("order", "owner", "sponsor"), "decision order: owner: 'sponsor' is not one of product"),
    (put("order", "weeks", [23]), "decision order: there is no week 23; give weeks from 1 to 20"),
    (put("order", "row", "backlog"), "decision order: unknown row of the decision table 'backlog'"),
    (put("order", "row", "forecast"), "by the row 'forecast' the project manager decides, and"),
    (put("gate", "sponsor", False), "by the row 'stop-project' the sponsor decides, and here the"),
    (put("price", "sponsor", True), "by the row 'price' the product manager decides, and here"),
    (put("status", "weeks", [8, 8]), "decision status: a week stands twice; delete one"),
    (put("order", "weeks", []), "decision order: it has no weeks; give it 'weeks'"),
    (put("vendor", "weeks", [5]), "decision vendor: it has weeks, but comes when its case arises"),
    (put("grant", "weeks", [5, 5]), "week 5 has 4 decisions, and 3 are the most"),
    (put("order", "default", "best"), "decision order: unknown option 'best'"),
    (lambda d: decision(d, "order")["options"].append(BEST), "option best: the game has no rule"),
    (put("spike", "id", "slice"), "decision slice: option spike: the game has no rule for it"),
    (put("spike", "id", "grant"), "game.yaml: decision grant: the id stands twice"),
    (put("spike", "blind", "no", 1), "decision spike: unknown option 'no'"),
    (put("spike", "cost", "spikes", 1), "the cost 'spikes' is no number of the game"),
    (put("spike", "cost", "beta_cost", 1), "the cost 'beta_cost' is no number of the game"),
    (put("spike", "note", "EUR {spikes}.", 1), "has something in braces that the game cannot fill"),
    (put("spike", "ask", "Week {weeks:q}?"), "has something in braces that the game cannot fill"),
    (put("spike", "news", "A {0}.", 1), "has something in braces that the game cannot fill"),
    (lambda d: d["decisions"].remove(decision(d, "go_no_go")), "decision go_no_go is missing"),
    (lambda d: d["numbers"].update(teem=5), "teem"),
    (lambda d: d["numbers"].pop("team"), "the key 'team' is missing"),
    (lambda d: d["numbers"].update(team=0), "'team' is 0: give a number above 0"),
    (lambda d: d["numbers"].update(weeks=20), "weeks"),
    (lambda d: d["bets"][0].update(luck=1.5), "The chance of 'docks' is 1.5: give 0 to 1"),
    (lambda d: d["bets"][0].update(measure="fun"), "'fun' is not one of activation, second_ride"),
    (lambda d: d.update(requested="boats"), "The requested bet 'boats' is none"),
    (lambda d: d["chairs"]["product"].update(name="Nina"), "chairs: unknown person 'Nina'"),
    (
        lambda d: d["strategies"]["balanced"]["answers"].update(price="by_luck"),
        "strategy balanced: price: unknown option or rule 'by_luck'",
    ),
    (
        lambda d: d["strategies"]["balanced"]["answers"].pop("price"),
        "strategy balanced: it has no answer to price",
    ),
    (lambda d: d["strategies"].pop("date_keeper"), "unknown strategy 'date_keeper'"),
    (lambda d: d["scorecards"]["product"].pop(4), "product: the measure mission is missing"),
    (
        lambda d: d["scorecards"]["delivery"][0].update(zero=4, full=4),
        "measure date: zero and full are the same",
    ),
    (lambda d: d["scorecards"]["delivery"][0].update(says="{late}"), "measure date: '{late}'"),
]


@pytest.mark.parametrize(("change", "said"), FAULTS)
def test_a_fault_is_named_with_its_place(tmp_path, change, said):
    found = problems(tmp_path, change)
    assert any(said in sentence for sentence in found), found
    assert all(
        sentence.startswith(("game.yaml: ", "game.yaml (with velolink.yaml): "))
        for sentence in found
    )


def test_a_decision_in_several_weeks_is_asked_in_each():
    asked = Game(1).catalogue
    names = ["forecast_2", "forecast_9", "forecast_13", "forecast_16"]
    assert [name for name in asked if asked[name].kind == "forecast"] == names
    assert "asks when" in asked["forecast_2"].ask and "asks again" in asked["forecast_9"].ask


def test_facts_of_the_case_are_those_of_the_case():
    p = load_parameters()
    assert (p.weeks, p.budget, p.contingency, p.installs, p.members) == (
        (20, 400_000, 60_000, 770, 3_000)
    )
    assert (p.activation, p.second_ride, p.conversion, p.price) == (0.42, 0.45, 0.40, 9.0)
    assert (p.rides_member, p.margin) == (1.6, 0.60)
    assert [risk.id for risk, _ in p.threats] == ["R1", "R2", "R3"]
