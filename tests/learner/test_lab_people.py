"""The lab of the lesson on people: who stands where, by the facts of its table."""

from __future__ import annotations

import pytest
from lab_plays import at_move, cells, play
from project_files import ROOT, notebook_of

from helpers.labs import Lab, LabView

TODAY = {
    "office": "close",
    "provider": "satisfied",
    "wheelchair": "informed",
    "councillor": "satisfied",
    "rider": "informed",
    "shops": "watch",
}


def test_three_have_no_place_yet_and_their_facts_stand_under_the_map():
    result = play("stakeholder_map")
    assert [line.split(".")[0] for line in result.findings] == [
        "Still to place: Council member",
        "Still to place: Rider with ideas",
        "Still to place: Shops beside the docks",
    ]
    assert "votes" in result.findings[0] and "3 of 6" in result.chart.title
    assert "No place yet: Council member" in result.chart.text


def test_the_lesson_tells_the_facts_of_the_lab():
    told = (ROOT / "notebooks" / notebook_of("people")).read_text(encoding="utf-8")
    for one in Lab("stakeholder_map").sheet.data["people"].values():
        assert f"| {one['name']} | {one['fact']} |" in told


def test_one_map_fits_and_the_first_misfit_is_explained_once_all_stand():
    assert play("stakeholder_map", **TODAY).findings[0].startswith("6 of 6 stand")
    for who, box in TODAY.items():
        other = "watch" if box != "watch" else "close"
        said = play("stakeholder_map", **TODAY | {who: other}).findings[0]
        assert said.startswith("5 of 6 stand") and "Look again" in said


def test_the_boxes_drawn_hold_the_names_placed_there():
    upper, lower = cells(play("stakeholder_map", **TODAY))
    asked = "Keep close, ask before you decide"
    assert upper["Much interest"] == f"{asked}: City transport office"
    assert upper["Little interest"].endswith(": Old payment provider, Council member")
    assert lower["Much interest"].endswith(": Wheelchair users' group, Rider with ideas")
    assert lower["Little interest"].endswith(": Shops beside the docks")
    everybody = play("stakeholder_map", **dict.fromkeys(TODAY, "close"))
    assert cells(everybody)[1]["Little interest"].endswith(": nobody")


def test_the_map_takes_the_hurt_and_the_curious_for_alike():
    assert "treats them alike" in play("stakeholder_map", **TODAY).findings[1]
    apart = play("stakeholder_map", **TODAY | {"wheelchair": "close"}).findings[1]
    assert "alike" not in apart and "who is hurt" in apart


@pytest.mark.parametrize(("placed", "arrows"), [(TODAY, 3), ({}, 1)])
def test_an_event_moves_three_from_where_they_were_placed(placed, arrows):
    assert at_move("stakeholder_map").came_true == "three"
    result = play("stakeholder_map", moment="court", **placed)
    upper, lower = cells(result)
    assert upper["Much interest"].endswith("office, Wheelchair users' group, Council member")
    assert lower["Much interest"].endswith("Shops beside the docks")
    assert len(result.findings) == 3
    (ax,) = result.chart.figure.axes
    assert sum(type(patch).__name__ == "FancyArrowPatch" for patch in ax.patches) == arrows


def test_what_was_placed_stays_when_the_event_is_tried():
    view = LabView(Lab("stakeholder_map"))
    for who, box in TODAY.items():
        view.set(who, box)
    view.predict("one")
    assert view.values == TODAY | {"moment": "court"} and view.result.came_true == "three"
    view.set("moment", "today")
    assert view.result.findings[0].startswith("6 of 6 stand")
