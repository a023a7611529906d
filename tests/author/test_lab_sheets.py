"""The sheets of the labs: each one is sound, and each fault is a sentence that names its place."""

from __future__ import annotations

import copy

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from project_files import ROOT, notebook_of

from helpers.authoring.check import check_course
from helpers.content import ContentError, course_root, load_course, load_lab, load_lesson
from helpers.content.labs import Field, read_lab, value_fault
from helpers.labs import LABS, Lab

SHEETS = sorted(path.stem for path in (course_root() / "labs").glob("*.yaml"))
GOOD = {
    "id": "tides",
    "title": "Tides",
    "task": "Move the moon.",
    "fields": [
        {"id": "height", "label": "Height", "kind": "number", "start": 2.5, "low": 0, "high": 9},
        {"id": "boats", "label": "Boats", "kind": "whole", "start": 3},
        {
            "id": "moon",
            "label": "Moon",
            "kind": "choice",
            "start": "new",
            "options": [{"id": "new", "text": "New moon"}, {"id": "full", "text": "Full moon"}],
        },
        {"id": "note", "label": "Note", "kind": "text", "start": ""},
        {"id": "storm", "label": "Storm", "kind": "yes_no", "start": False},
        {"id": "days", "label": "Next day", "kind": "press", "start": 0, "high": 30},
    ],
    "worked": {
        "case": "A bay.",
        "told": ["The moon is full.", "So the water is high."],
        "half": {"ask": "How high?", "answer": 3, "right": "Three.", "wrong": "Look up."},
    },
    "prediction": {
        "ask": "Higher or lower?",
        "options": [
            {"id": "up", "text": "Higher.", "feedback": "The moon pulls."},
            {"id": "down", "text": "Lower.", "feedback": "Look again."},
        ],
        "move": {"moon": "full"},
    },
    "explain": {"ask": "Why?", "answer": "The moon pulls."},
    "picture": {"alt": "Two bars."},
    "data": {"levels": [1, 2.5], "names": {"a": "Bay"}},
}

# where in the sheet, what stands there, what the sentence says
FAULTS = {
    "another id": (["id"], "other", "the id is 'other'; make it the file's name"),
    "two fields of one id": (["fields", 1, "id"], "height", "the field id 'height' stands twice"),
    "two fields of one label": (["fields", 1, "label"], "Height", "label 'Height' stands twice"),
    "an id that is no word": (["fields", 0, "id"], "the height", "the id is no plain word"),
    "a choice without options": (["fields", 2, "options"], [], "a choice has options"),
    "options of a number": (["fields", 0, "options"], [{"id": "a", "text": "A"}], "only a choice"),
    "an option twice": (["fields", 2, "options", 1, "id"], "new", "option 'new' stands twice"),
    "a start beyond the range": (["fields", 0, "start"], 10, "start: 10 is not between 0 and 9"),
    "a start of another kind": (["fields", 1, "start"], 2.5, "start: 2.5 is not a whole number"),
    "a start that is no option": (["fields", 2, "start"], "half", "'half' is not one of new, full"),
    "a start that is no text": (["fields", 3, "start"], 7, "start: 7 is not text"),
    "a start that is no truth": (["fields", 4, "start"], 1, "start: 1 is not true or false"),
    "an unknown kind": (["fields", 0, "kind"], "slider", "'slider' is not one of number"),
    "a move of no field": (["prediction", "move"], {"sun": 1}, "unknown field 'sun'"),
    "a move to a bad value": (["prediction", "move"], {"boats": -1}, "move: boats: -1 is not"),
    "a move that is no keys": (["prediction", "move"], 3, "move: a whole number where names"),
    "one prediction": (["prediction", "options"], [GOOD["prediction"]["options"][0]], "one option"),
    "a prediction twice": (["prediction", "options", 1, "id"], "up", "option 'up' stands twice"),
    "one step": (["worked", "told"], ["So."], "worked: the case has fewer than two steps; tell"),
    "less than right": (["worked", "half", "tolerance"], -1, "half: the tolerance is below zero"),
    "half without an end": (["worked", "half"], {"ask": "How?"}, "the key 'answer' is missing"),
    "no answer": (["explain"], {"ask": "Why?"}, "explain: the key 'answer' is missing"),
    "no words for the picture": (["picture"], {}, "picture: the key 'alt' is missing"),
    "nothing in the case": (["data", "levels"], [1, None], "data: levels: entry 2: nothing where"),
    "an endless number": (["data", "levels"], [float("inf")], "is not a finite number"),
    "a hidden sign": (["data", "names", "a"], "Bay\u202e", "it holds U+202E"),
}


def spoiled(path: list, value) -> dict:
    sheet = copy.deepcopy(GOOD)
    place = sheet
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return sheet


def read(sheet: dict, folder):
    (folder / "tides.yaml").write_text(yaml.safe_dump(sheet, allow_unicode=True), encoding="utf-8")
    return read_lab("tides", folder)


def test_a_sound_sheet_is_read(tmp_path):
    sheet = read(GOOD, tmp_path)
    assert [field.id for field in sheet.fields][:2] == ["height", "boats"]
    assert sheet.prediction.move == {"moon": "full"}
    assert sheet.data == GOOD["data"]


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_sheet_is_a_sentence(name, tmp_path):
    path, value, said = FAULTS[name]
    with pytest.raises(ContentError) as caught:
        read(spoiled(path, value), tmp_path)
    assert any(said in problem for problem in caught.value.problems), caught.value.problems
    assert all(problem.startswith("labs/tides.yaml: ") for problem in caught.value.problems)


def test_an_unknown_lab_names_the_nearest():
    with pytest.raises(ContentError, match="There is no lab 'rise'; the nearest: rice"):
        load_lab("rise")


def test_the_check_of_the_course_reads_the_sheets(tmp_path):
    (tmp_path / "labs").mkdir()
    bad = yaml.safe_dump(spoiled(["fields", 0, "start"], 10))
    (tmp_path / "labs/tides.yaml").write_text(bad, encoding="utf-8")
    found = check_course(tmp_path, only=["data"]).problems
    assert any("labs/tides.yaml: field height: start:" in line for line in found)


def test_a_sheet_without_a_function_is_a_sentence(monkeypatch):
    monkeypatch.delitem(LABS, "rice")
    with pytest.raises(ContentError, match="labs/rice.yaml: no function plays it"):
        Lab("rice")


def test_a_lesson_made_of_labs_takes_40_to_70_minutes_at_the_first_visit():
    """A longer one marks the sections that can wait, and says how long it is without them."""
    long = {
        entry.id: entry.minutes
        for entry in load_course().lessons
        if sum(bool(section.labs) for section in load_lesson(entry.id).sections) > 1
    }
    assert len(long) == 5
    for lesson, minutes in long.items():
        if minutes > 70:
            text = (ROOT / "notebooks" / notebook_of(lesson)).read_text(encoding="utf-8")
            assert f"takes about {minutes} minutes" in text and "*For a second visit.*" in text
            minutes = int(text.split("Leave them out today, and it's about ")[1][:2])
        assert 40 <= minutes <= 70, lesson


NUMBER = Field("n", "N", "number", 1.0, low=-2.0, high=5.5, unit="days")


@given(st.floats())
def test_a_number_is_taken_only_within_its_range(value):
    fault = value_fault(NUMBER, value)
    assert (fault == "") == (-2.0 <= value <= 5.5)
    assert not fault or fault.endswith("between -2 and 5.5 days; enter a number in that range.")
