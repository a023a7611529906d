"""Without matplotlib: words and tables, and a button that brings it where it can be had."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from project_files import ROOT

from helpers.capstone import CapstoneView
from helpers.charts import chart, drawing_library
from helpers.controls import LoadButton
from helpers.labs import LABS, Lab, LabView
from helpers.record import open_record


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """No matplotlib, but 12 MB to load; a call brings it."""
    there = {"matplotlib": False}

    def can_draw():
        return there["matplotlib"]

    can_draw.cache_clear = lambda: None
    monkeypatch.setattr(chart, "can_draw", can_draw)
    monkeypatch.setattr(drawing_library, "can_draw", can_draw)
    size = tmp_path / "size.txt"
    size.write_text("12")
    monkeypatch.setattr(drawing_library, "SIZE", size)

    async def load(name):
        assert name == "matplotlib"
        there[name] = there["comes"]

    monkeypatch.setitem(sys.modules, "pyodide_js", SimpleNamespace(loadPackage=load))
    there["comes"] = True
    return there


def buttons(view) -> list[LoadButton]:
    found, waiting = [], [view.widget]
    while waiting:
        one = waiting.pop()
        found += [one] if isinstance(one, LoadButton) else []
        waiting += getattr(one, "children", ())
    return found


def pressed(button: LoadButton) -> None:
    """Press in a thread of its own: in this one a browser test may keep a loop running."""
    with ThreadPoolExecutor(1) as other:
        other.submit(asyncio.run, button.press()).result()


def test_a_press_brings_the_pictures(bare):
    view = LabView(Lab("rice"))
    [button] = buttons(view)
    assert "Load the drawing library (about 12 MB)" in button.button.description
    assert "<img" not in view.screen.picture and "<table" in view.screen.picture
    pressed(button)
    assert "<img" in view.screen.picture and not button.children
    assert bare["matplotlib"] and not buttons(LabView(Lab("rice")))


def test_where_it_does_not_come_that_is_said_and_the_words_stay(bare):
    bare["comes"] = False
    view = LabView(Lab("rice"))
    [button] = buttons(view)
    pressed(button)
    assert "did not come" in button.said.value and not button.button.disabled
    assert "<table" in view.screen.picture


def test_the_game_has_the_button_too(bare):
    assert len(buttons(CapstoneView(open_record("guest"), "twenty_weeks_in_both_chairs"))) == 1


def test_nothing_is_offered_where_nothing_can_be_had(bare, monkeypatch, tmp_path):
    monkeypatch.setattr(drawing_library, "SIZE", tmp_path / "none")
    assert not buttons(LabView(Lab("rice")))


def test_in_a_browser_the_words_speak_of_the_page(bare, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    view = LabView(Lab("rice"))
    assert view.widget and "This page draws no new pictures" in view.screen.picture


@pytest.mark.parametrize("lab_id", sorted(LABS))
def test_every_lab_finds_and_tells_without_a_picture(lab_id, bare):
    view = LabView(Lab(lab_id))
    assert view.widget and view.screen.findings and "<table" in view.screen.picture


def test_charts_keep_to_what_the_browsers_matplotlib_knows():
    """Pyodide has 3.10.8, the pins a later one: all pictures were drawn with both."""
    for path in (ROOT / "helpers/charts").rglob("*.py"):
        assert "hatchcolor" not in path.read_text("utf-8"), path
