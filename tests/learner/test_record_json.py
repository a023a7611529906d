"""A record as a file: what is exported is read back, and what is not an export is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_samples import attempt, is_one_sentence, sql

from helpers.record import (
    BadExport,
    json_export,
    open_record,
    read_answers,
    read_export,
    to_csv,
    to_json,
)
from helpers.record.attempt import FIELDS, new_attempt

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=8,
)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "ana.json"


# ---------------------------------------------------------------- out and in again


@settings(max_examples=60, deadline=None, database=None)
@given(st.lists(st.builds(attempt, st.text(min_size=1), JSON, seconds=st.floats(0, 1e9))))
def test_what_is_exported_is_read_back(tmp_path_factory, attempts):
    path = tmp_path_factory.getbasetemp() / "round-trip.json"
    path.write_text(to_json(attempts, "Ana \u00dc"), encoding="utf-8")
    export = read_export(path)
    assert export.attempts == tuple(attempts) and export.profile == "Ana \u00dc"
    assert read_answers(path) == (attempts, 0)


def test_the_file_is_what_its_description_says(path):
    path.write_text(to_json([attempt(response=["\ud800"])], "Ana"))
    content = json.loads(path.read_bytes().decode("ascii"))
    assert list(content) == ["format", "version", "profile", "exported", "sha256", "attempts"]
    assert all(f"``{key}``" in json_export.__doc__ for key in content)
    assert tuple(content["attempts"][0]) == FIELDS
    assert "seed" not in path.read_text()


# ---------------------------------------------------------------- what is refused


def _with(**changes):
    return lambda content: content | changes


def _attempt(**changes):
    def change(content):
        content["attempts"][1] |= changes
        return content

    return change


def _without(key):
    def change(content):
        del (content["attempts"][1] if key in FIELDS else content)[key]
        return content

    return change


def _text(old, new, count=1):
    def change(content):
        text = json.dumps(content)
        assert old in text
        return text.replace(old, new, count)

    return change


def _whole(text):
    return lambda content: text


def _repeated(content):
    content["attempts"].append(content["attempts"][0])
    return content


BAD = {
    "empty": (_whole(""), "line 1, column 1"),
    "cut off": (lambda content: json.dumps(content)[:-40], "line 1, column"),
    "not UTF-8": (_whole(b"{\xff}"), "byte 2 is not UTF-8"),
    "UTF-16": (_whole("{}".encode("utf-16")), "not UTF-8"),
    "no JSON": (_whole("Dear Sir"), "line 1, column 1"),
    "a list": (_whole("[]"), "not an export of this course"),
    "other JSON": (_whole('{"format": "photos"}'), "not an export of this course"),
    "a newer format": (_with(version=2), "a newer version"),
    "an impossible version": (_with(version=0), "version: Invalid enum value 0"),
    "a version in words": (_with(version="1"), "version: Expected"),
    "no version": (_without("version"), "`version`"),
    "no attempts": (_without("attempts"), "`attempts`"),
    "attempts by name": (_with(attempts={}), "attempts: Expected `array`"),
    "an unknown key": (_with(seed="x"), "`seed`"),
    "a long profile": (_with(profile="x" * 201), "profile: Expected"),
    "a broken profile": (_with(profile="\ud800"), "profile: a character is broken"),
    "no time of export": (_with(exported="today"), "exported: 'today' is no ISO 8601 time"),
    "an attempt that is none": (_with(attempts=[1]), "attempt 1: Expected `object`"),
    "an unknown field": (_attempt(name="Ana"), "attempt 2: Object contains unknown field `name`"),
    "a missing field": (_without("run"), "attempt 2: Object missing required field `run`"),
    "a score above 1": (_attempt(score=1.5), "attempt 2, score: Expected `float` <= 1"),
    "a score in words": (_attempt(score="1"), "attempt 2, score: Expected `float`"),
    "a negative hint": (_attempt(hints=-1), "attempt 2, hints: Expected `int` >= 0"),
    "an unknown outcome": (_attempt(outcome="won"), "attempt 2, outcome: Invalid enum value 'won'"),
    "no question": (_attempt(question=""), "attempt 2, question: Expected `str` of length >= 1"),
    "half a character": (_attempt(question="\ud800"), "attempt 2: 'utf-8' codec can't encode"),
    "no zone": (_attempt(at="2026-01-01T00:00:00"), "attempt 2, at: the time '2026-01-01"),
    "no time": (_attempt(at="noon"), "attempt 2, at: 'noon' is no ISO 8601 time"),
    "a long time": (_attempt(at="noon" * 9000), "attempt 2, at: 'noonnoon"),
    "a long outcome": (_attempt(outcome="w" * 9000), "attempt 2, outcome: Invalid enum value"),
    "a long key": (_attempt(**{"k" * 9000: 1}), "attempt 2: Object contains unknown field"),
    "a far future": (_attempt(at="9999-12-31T23:59:59+00:00"), "attempt 2, at: the time"),
    "not a number": (_text('"score": 1.0', '"score": NaN'), "NaN is not a number in JSON"),
    "a huge integer": (
        _text('"response": 0', '"response": ' + "9" * 5000),
        "a number of more than 4,300 digits",
    ),
    "a key twice": (_text('"hints": 0', '"hints": 0, "hints": 1'), "the key 'hints' stands twice"),
    "an id twice": (_repeated, "attempt 4: the id is that of attempt 1"),
    "another answer": (_attempt(response=7), "changed after they were exported"),
    "a better result": (_attempt(outcome="partly"), "changed after they were exported"),
    "an attempt lost": (lambda c: c | {"attempts": c["attempts"][1:]}, "changed after"),
    "a wrong checksum": (_with(sha256="0" * 64), "changed after they were exported"),
    "deep lists": (_whole("[" * 100_000), "more than 50 lists or objects"),
    "deep objects": (_attempt(response=json.loads('{"a":' * 60 + "1" + "}" * 60)), "more than 50"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_export_is_refused_in_a_sentence(name, path):
    change, said = BAD[name]
    attempts = [attempt(f"q{n}", n, outcome="correct") for n in range(3)]
    content = change(json.loads(to_json(attempts, "Ana")))
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    for read in (read_export, read_answers):
        with pytest.raises(BadExport) as caught:
            read(path)
        text = str(caught.value)
        assert text.startswith("ana.json: ") and said in text and is_one_sentence(text)
        assert len(text) < 400 and re.search(r"; (export the record again|choose|install)", text)


def test_a_bracket_in_a_text_is_no_nesting(path):
    attempts = [attempt(response="[" * 200 + '\\"' + "{" * 200)]
    path.write_text(to_json(attempts, "Ana"))
    assert list(read_export(path).attempts) == attempts


def test_places_that_hold_no_export(tmp_path, path, monkeypatch):
    (tmp_path / "folder").mkdir()
    sql(tmp_path / "photos.sqlite", "CREATE TABLE photos (name)")
    damaged = open_record(tmp_path / "damaged.sqlite")
    damaged.append(attempt())
    content = bytearray(damaged.path.read_bytes())
    content[100:3000] = b"\xff" * 2900
    damaged.path.write_bytes(content)
    newer = open_record(tmp_path / "newer.sqlite")
    sql(newer.path, "PRAGMA user_version=99")
    sql(newer.path, "DROP TABLE meta")
    endless = tmp_path / "endless.sqlite"
    sql(
        endless,
        "CREATE VIEW attempts AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM n) SELECT i AS id FROM n",
    )
    sql(endless, "CREATE TABLE meta (key, value)")
    path.write_text(to_json([], "Ana"))
    (tmp_path / "big.json").write_text(" " * 100)
    large = open_record(tmp_path / "large.sqlite").path
    with large.open("ab") as file:
        file.truncate(10 * json_export.LARGEST)
    for name, said in {
        "folder": "not a file",
        "none.json": "no such file",
        "x\0y": "no such file",
        "photos.sqlite": "no record of this course",
        "large.sqlite": "larger than 64 MB",
        "damaged.sqlite": "damaged",
        "newer.sqlite": "newer version",
        "endless.sqlite": "damaged",
    }.items():
        with pytest.raises(BadExport) as caught:
            read_answers(tmp_path / name)
        assert said in str(caught.value) and is_one_sentence(str(caught.value))
    sql(endless, "PRAGMA user_version=99")
    with pytest.raises(BadExport, match="newer version"):
        read_answers(endless)
    monkeypatch.setattr(json_export, "LARGEST", 64)
    with pytest.raises(BadExport, match="larger than"):
        read_answers(tmp_path / "big.json")
    for no_name in (7, "", None):
        with pytest.raises(BadExport, match="is not the name of a file; give one in quotes"):
            read_answers(no_name)


def test_a_newer_file_whose_tables_are_views_is_never_read(tmp_path):
    """The learner's own file may be newer; a query that never ends would stop the lesson."""
    path = tmp_path / "record.sqlite"
    sql(
        path,
        "CREATE VIEW attempts AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
        "FROM n) SELECT i AS id FROM n",
    )
    sql(path, "CREATE TABLE meta (key, value)")
    sql(path, "PRAGMA user_version=99")
    record = open_record(path)
    assert not record.keeps and "no record of this course" in record.notice
    assert record.attempts() == []


@pytest.mark.parametrize("profile", ["x" * 300, "half \ud800 of it", "\u00e4" * 201])
def test_whatever_the_name_its_export_is_read_again(profile, path):
    path.write_text(to_json([attempt()], profile))
    assert len(read_export(path).attempts) == 1


def test_an_odd_clock_keeps_the_export_readable(path, monkeypatch):
    """A flat clock battery west of Greenwich shows 1969; beyond 1900 to 2999 nothing is kept."""
    monkeypatch.setenv("COURSE_CLOCK", "1969-12-31T19:00:00-05:00")
    facts = {"question": "q", "version": "1", "lesson": "02", "response": 1}
    old = new_attempt(**facts, outcome="correct", score=1)
    assert old.at.startswith("1969-12-31T19:00:00")
    ends = {"0001-01-01T00:00:00+14:00": "1900", "9999-12-31T23:59:59-12:00": "2999"}
    for clock, year in ends.items():
        monkeypatch.setenv("COURSE_CLOCK", clock)
        one = new_attempt(**facts, outcome="correct", score=1)
        assert one.at.startswith(year)
        monkeypatch.delenv("COURSE_CLOCK")
        path.write_text(to_json([old, one], "Ana"))
        assert read_export(path).attempts == (old, one)


# ---------------------------------------------------------------- the table


def test_a_table_is_read_back_by_any_reader_of_csv():
    attempts = [attempt('a "b", c', {"x": [1, "y\n\u00dc"]}), attempt("d", None, confidence="sure")]
    rows = list(csv.DictReader(io.StringIO(to_csv(attempts), newline="")))
    assert tuple(rows[0]) == FIELDS and len(rows) == 2
    assert rows[0]["question"] == 'a "b", c' and json.loads(rows[0]["response"])["x"][1] == "y\nÜ"
    assert rows[1]["confidence"] == "sure" and rows[0]["confidence"] == ""


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\n=1",
        "\uff1d1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_no_cell_is_a_formula(text):
    table = to_csv([attempt(text, -5, lesson=text, version=text)])
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert row["question"] == row["lesson"] == row["version"]
    assert row["question"].startswith("'") and row["question"].replace("'", "") == text.replace(
        "'", ""
    )
    assert row["response"] == "'-5" and row["score"] == "1.0"
    assert not [cell for cell in row.values() if cell.lstrip(" ").startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("text", ["a;=1+1", "a; @SUM(A1)", "x\n-1", "x\t+1", "[1;=2]"])
def test_no_cell_is_a_formula_where_semicolons_part_cells(text):
    """A table that is opened with a double click in a country of decimal commas."""
    table = to_csv([attempt(text, [text])])
    cells = [cell for line in table.splitlines() for cell in re.split(r"[;\t]", line)]
    assert not [cell for cell in cells if re.match(r"[\s\"\[]*[=+\-@]", cell)], table


def test_an_export_costs_little(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(to_json([attempt(str(n), [n]) for n in range(2000)], "Ana"))
    assert os.path.getsize(path) < 2000 * 400 and json_export.LARGEST > 150_000 * 400
