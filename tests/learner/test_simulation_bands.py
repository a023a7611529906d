"""The bands that the game must keep, on seeds that it was not tuned on.

``python tests/benchmarks/bench_game.py`` prints the figures behind them.
"""

from __future__ import annotations

import csv
import re

import game_figures as figures
import pytest
from game_figures import FRESH, average
from simulation_plays import DECISIONS, STRATEGIES, P

from helpers.content import course_root
from helpers.simulation import model, play


@pytest.fixture(scope="module")
def ways() -> dict[str, list[figures.Ending]]:
    """Ways to play one chair, the autopilot in the other, on all fresh seeds."""
    return figures.chair_table(FRESH)


def test_honesty_pays_and_silence_costs(ways):
    honest = average(ways["honest, balanced"], "delivery")
    for other in ("only presses on", "always green, never asks Ines"):
        assert honest >= average(ways[other], "delivery") + 10, other
    assert average(ways["only presses on"], "green") <= 0.40
    for other in ("always green", "hopeful dates", "padded dates"):
        assert honest >= average(ways[other], "delivery") + 3, other


def test_no_way_of_staying_silent_ends_green():
    """Nor is honest play ever blamed for not asking Ines: she could be asked in time."""
    silent = {"forecast": "none", "status": "none", "escalate": "wait"}
    for ways in (silent, {"forecast": "none"}, {"status": "none"}):
        rows = figures.endings(figures.in_chair("project", seed, **ways) for seed in FRESH[:20])
        assert average(rows, "green") == 0, ways
    for seed in FRESH[:60]:
        card = figures.in_chair("project", seed).scorecards().delivery
        assert "had not been asked" not in card.measure("trust").sentence, seed


def test_what_is_told_otherwise_is_never_green_and_green_is_within_tolerance(ways):
    """Neither crying wolf nor padding; nor a first date or money missed beyond tolerance."""
    for told in ("always red", "padded dates", "hopeful dates"):
        assert average(ways[told], "green") <= 0.01, told  # red may be true each time
    for way in ("balanced", "evidence_first", "date_keeper"):
        for seed in FRESH[:60]:
            game = play(way, seed)
            state, card = game._state, game.scorecards().delivery
            late = state.launched - state.committed[0][1] > P.tolerance_weeks
            if late or state.spent > state.budget + P.tolerance_cost:
                assert card.colour != "green" and card.note.endswith("amber at best."), (way, seed)


def test_no_lazy_habit_ends_green_more_often_than_not(ways):
    """And a lie to Ines while she could act never does."""
    for habit in ("only presses on", "presses on from week 12", "stops whatever the figures say"):
        assert average(ways[habit], "green") <= 0.30, habit
    for habit in ("always green, never asks Ines", "takes every call of Mina's"):
        assert average(ways[habit], "green") <= 0.50, habit
    for seed in FRESH[:60]:
        game = figures.in_chair("project", seed, status="green", escalate="wait")
        assert not (game._state.concealed and figures.ending(game).green), seed
    assert average(ways["honest, balanced"], "green") >= 0.60


def test_no_date_and_a_new_plan_later_is_no_way_to_green(ways):
    """Without a recommendation Ines commits the plan's week, which is nearly always missed."""
    rows = ways["no date, a new plan later"]
    assert average(rows, "late") >= 0.6 and average(rows, "green") <= 0.40


def test_honest_play_is_late_in_about_a_third_of_the_seeds(ways):
    assert 0.25 <= average(ways["honest, balanced"], "late") <= 0.40


def test_eight_in_ten_holds_in_about_eight_of_ten_plays_early_and_late():
    """Whenever it is told: in each quarter of the twenty weeks."""
    shares = figures.held_by_quarter(FRESH)
    assert len(shares) == 4 and all(0.75 <= share <= 0.85 for share in shares), shares


def test_both_chairs_move_their_own_card(ways):
    apart = {
        field: average(ways[one], field) - average(ways[other], field)
        for field, one, other in (
            ("launch", "Tomás, slow", "Tomás, fast"),
            ("product", "Mina, asking", "Mina, guessing"),
        )
    }
    assert apart["launch"] >= 3 and apart["product"] >= 25


def test_taking_every_call_of_the_other_chair_costs_ownership_on_both_cards(ways):
    honest, taking = ways["honest, balanced"], ways["takes every call of Mina's"]
    lost = average(honest, "ownership") - average(taking, "ownership")
    for card in (P.file.scorecards.delivery, P.file.scorecards.product):
        (weight,) = [m.weight for m in card if m.name == "Ownership"]
        assert lost * weight / sum(m.weight for m in card) >= 8
    for field in ("delivery", "product"):
        assert average(honest, field) >= average(taking, field) + 5
    for name in ("delivery", "product"):
        card = getattr(play("balanced", 201).scorecards(), name)
        assert card.measure(f"{name}_ownership").name == "Ownership"


def test_no_option_is_dead_and_none_always_right():
    """Against each other one it moves a card by half a point, or the launch by a day, on average.

    Where a vendor must be late first, by a quarter of a point.
    """
    table = figures.option_table(FRESH[:50])
    for (kind, option), row in table.items():
        least = 0.2 if kind == "vendor" else 0.4
        assert max(row.delivery, row.product, 2 * row.launch) >= least, (kind, option)
        if kind not in figures.REPORTING:
            assert row.best <= 0.97, (kind, option)


def test_the_truth_never_loses_on_average():
    """Against each other thing that can be told, whatever the figures say."""
    table = figures.option_table(FRESH[:50])
    honest = table["forecast", "range"].mean_delivery
    for kind in figures.REPORTING:
        for option in figures.KINDS[kind]:
            assert honest >= table[kind, option].mean_delivery, (kind, option)


def test_stopping_pays_where_the_rest_is_not_worth_its_cost():
    cut = [seed for seed in FRESH if play("balanced", seed)._state.years == 1]
    go_on = figures.endings(play("balanced", seed) for seed in cut)
    stop = figures.endings(play("stop_when_unjustified", seed) for seed in cut)
    assert len(cut) >= 15 and all(row.launch == 0 for row in stop)
    assert average(stop, "delivery") > average(go_on, "delivery") + 5
    assert average(stop, "product") > average(go_on, "product") - 2


def test_ways_of_working_are_at_least_six():
    wanted = {"silence", "date_keeper", "evidence_first", "feature_factory", "balanced"}
    assert wanted | {"stop_when_unjustified"} <= set(STRATEGIES)


# ---------------------------------------------------------------- whose call


def decision_rights() -> dict[str, dict[str, str]]:
    path = course_root() / "figures" / "decision_rights.csv"
    with path.open(encoding="utf-8") as lines:
        return {row["id"]: row for row in csv.DictReader(lines)}


CHAIRS = {"product": "product_manager", "project": "project_manager"}


def test_each_decision_is_whose_the_decision_table_says():
    rows = decision_rights()
    for decision in DECISIONS.values():
        row = rows[decision.row]
        (accountable,) = [who for who, letters in row.items() if "A" in letters.split("/")]
        if decision.sponsor:
            assert accountable == "sponsor", decision.id
            assert row[CHAIRS[decision.owner]] in ("R", "C"), decision.id  # who recommends
        else:
            assert accountable == CHAIRS[decision.owner], decision.id


def test_the_page_of_the_model_cites_the_rows_of_what_ines_decides():
    """Each is a row of the table, the sponsor's, and one that the game offers for her."""
    (rules,) = [part for part in model.__doc__.split("\n\n") if part.startswith("**Ines.**")]
    cited = set(re.findall(r"row\s+`([a-z-]+)`", rules))
    assert cited == {decision.row for decision in DECISIONS.values() if decision.sponsor}
    rows = decision_rights()
    assert all("A" in rows[row]["sponsor"].split("/") for row in cited)


def test_the_sponsors_calls_are_dates_money_beyond_tolerance_and_stopping():
    found = {decision.row for decision in DECISIONS.values() if decision.sponsor}
    assert found == {"commit-date", "beyond-tolerance", "stop-project"}
