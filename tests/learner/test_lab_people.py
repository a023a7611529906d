"""The lab of the lesson on people: who stands where, by the facts of its table."""

from __future__ import annotations

import pytest
from lab_plays import at_move, cells, play

TODAY = {
    "office": "close",
    "provider": "satisfied",
    "wheelchair": "informed",
    "councillor": "satisfied",
    "rider": "informed",
    "shops": "watch",
}
IN_COURT = TODAY | {"wheelchair": "close", "councillor": "close", "shops": "informed"}


def test_half_is_placed_and_the_first_misfit_is_explained():
    result = play("stakeholder_map")
    assert result.findings[0].startswith("3 of 6 stand") and "votes" in result.findings[0]
    assert result.chart.title.startswith("3 of 6") and result.came_true == ""


@pytest.mark.parametrize(("moment", "key"), [("today", TODAY), ("court", IN_COURT)])
def test_each_moment_has_one_map_that_fits(moment, key):
    assert play("stakeholder_map", moment=moment, **key).findings[0].startswith("6 of 6 stand")
    for who, box in key.items():
        other = "watch" if box != "watch" else "close"
        said = play("stakeholder_map", moment=moment, **key | {who: other}).findings[0]
        assert said.startswith("5 of 6 stand") and "Look again" in said


def test_the_boxes_drawn_hold_the_names_placed_there():
    upper, lower = cells(play("stakeholder_map", **TODAY))
    assert upper["Much interest"] == "Keep close: City transport office"
    assert upper["Little interest"] == "Keep satisfied: Old payment provider, Council member"
    assert lower["Much interest"] == "Keep informed: Wheelchair users' group, Rider with ideas"
    assert lower["Little interest"] == "Little effort: Shops beside the docks"
    everybody = play("stakeholder_map", **dict.fromkeys(TODAY, "close"))
    assert cells(everybody)[1]["Little interest"] == "Little effort: nobody"


def test_what_follows_is_said_for_the_boxes_in_use_alone():
    said = play("stakeholder_map", **dict.fromkeys(TODAY, "watch")).findings[1]
    assert "be easy to reach" in said and "ask before" not in said


def test_the_map_takes_the_hurt_and_the_curious_for_alike():
    assert "treats them alike" in play("stakeholder_map", **TODAY).findings[2]
    apart = play("stakeholder_map", **TODAY | {"wheelchair": "close"}).findings[2]
    assert "alike" not in apart and "who is hurt" in apart


def test_an_event_moves_three():
    assert at_move("stakeholder_map").came_true == "three"
