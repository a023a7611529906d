"""The lab on ways of working: a board told from its cards, its words, its prediction."""

from __future__ import annotations

import re

import pytest
from lab_plays import at_move, cells, number, play
from picture_oracle import disagreements

from helpers.labs import Lab
from helpers.methods import run_board
from helpers.velolink import load_case

DATA = Lab("kanban_board").sheet.data


def board(limit: int, days: int):
    """The cards of the lab, as the method gives them."""
    return run_board(
        limit,
        days,
        people=load_case().project.team,
        waiting=DATA["waiting"],
        asked_a_day=DATA["asked_a_day"],
        seed=DATA["seed"],
    )


@pytest.mark.parametrize("days", [20, 40, 60])
@pytest.mark.parametrize("limit", [1, 5, 8, 30])
def test_picture_and_words_count_the_cards(limit, days):
    result, cards = play("kanban_board", limit=limit, days=days), board(limit, days)
    assert disagreements(result.chart) == []
    for row in cells(result):
        day = number(row["Working day"])
        for name, moment in (("Asked for", 0), ("Started", 1), ("Finished", 2)):
            gone = sum(card[moment] is not None and card[moment] <= day for card in cards)
            assert number(row[name]) == gone
    done = sum(card.finished is not None for card in cards)
    free = sum(card.finished is not None for card in board(30, days))
    beside = f" With a limit of 30 it would be {free}." if limit != 30 else ""
    assert result.findings[0] == f"Finished: {done}.{beside}"
    begun = sum(card.started is not None for card in cards)
    assert f"In progress on day {days}: {begun - done}." in result.findings[1]
    assert result.findings[1].endswith(f"order: {len(cards) - begun}.")
    gain = done - free
    assert result.came_true == ("more" if gain > 2 else "fewer" if gain < -2 else "same")


def test_the_law_is_near_the_truth_on_a_steady_board_and_disowned_on_another():
    pattern = r"= ([\d.]+) days\. The cards that were finished took ([\d.]+)\."
    said = play("kanban_board", limit=5).findings[2]
    law, took = map(float, re.search(pattern, said).groups())
    assert law == pytest.approx(took, rel=0.1) and "don't quote" not in said
    said = play("kanban_board", limit=30).findings[2]
    law, took = map(float, re.search(pattern, said).groups())
    assert law > 2 * took and "don't quote the law" in said


def test_what_the_lesson_tells_of_the_board():
    assert play("kanban_board", limit=5).findings[0].startswith("Finished: 51.")
    free = play("kanban_board")
    assert free.findings[0].startswith("Finished: 33.")
    assert "= 42.8 days. The cards that were finished took 16.9." in free.findings[2]
    assert free.findings[3].endswith("the oldest is 34 days old.")
    assert at_move("kanban_board").came_true == "more"
