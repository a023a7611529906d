"""Answers of the first edition count: it had other versions, and lesson ids with a number."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from final_course import form
from msgspec.structs import replace
from review_samples import FIRST, FOURTH, SECOND, answered, full_record, questions_of

import helpers.questions
from helpers import open_lesson
from helpers.classroom import class_results
from helpers.dashboard import resume_point
from helpers.lesson.interactions import describer
from helpers.questions import Question
from helpers.questions.versions import counts
from helpers.record import open_record, read_export, standing, to_json, to_xapi

TABLE = Path(helpers.questions.__file__).with_name("first_edition.csv")
VERSIONS = {row["question"]: row["old"] for row in csv.DictReader(TABLE.open(encoding="utf-8"))}
OLD = {FIRST: "01_two_jobs_one_abbreviation", FOURTH: "04_what_is_the_difference"}


def still_counting(lesson: str) -> list[Question]:
    """The lesson's questions of the first edition whose key is the same today."""
    known = [q for q in questions_of(lesson) if q.id in VERSIONS]
    return [q for q in known if counts(q, VERSIONS[q.id])]


RIGHT = [
    answered(q.id, outcome="correct", lesson=OLD[FOURTH], version=VERSIONS[q.id])
    for q in still_counting(FOURTH)
]
MISSED = [answered(q.id, lesson=OLD[FIRST], version=VERSIONS[q.id]) for q in still_counting(FIRST)]
assert len(RIGHT) > 2 and len(MISSED) > 2
KEPT = [*RIGHT, *MISSED]


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A record of the first edition, which the lessons use."""
    path = tmp_path / "old.sqlite"
    full_record(path, KEPT)
    monkeypatch.setenv("COURSE_RECORD", str(path))
    monkeypatch.setenv("COURSE_CLOCK", "2026-02-01T09:00:00+00:00")
    return path


def test_old_answers_are_found_under_the_lesson_of_today(path):
    record = open_record(path)
    assert {a.lesson for a in record.attempts()} == {FIRST, FOURTH}
    assert len(record.attempts(lesson=FOURTH)) == len(RIGHT)
    assert record.attempts(lesson=OLD[FOURTH]) == record.attempts(lesson=FOURTH)
    assert record.attempts(lesson="x") == []


def test_they_are_shown_counted_and_come_back(path):
    lesson = open_lesson(FOURTH)
    rows = lesson.dashboard().text.split("\n")
    row = next(row for row in rows if row.startswith("04 What is the difference? (short path) | "))
    assert f" {len(RIGHT)} of {len(questions_of(FOURTH))} mastered | " in row
    asked = lesson.exit_quiz().session
    old = {attempt.question for attempt in RIGHT}
    own = [n for n, q in enumerate(asked.questions) if q.id in old - {*asked.returning}]
    assert own and all(asked._progress[n].restored for n in own)
    on = (
        SECOND if len(MISSED) == len(questions_of(FIRST)) else FIRST
    )  # the one after, if all was asked
    assert resume_point(lesson.course, lesson.record.attempts())[0] == on
    back = lesson.review().session
    assert {q.id for q in back.questions} <= {a.question for a in MISSED} and back.questions
    assert {one.lesson for one in back.returning.values()} == {FIRST}


def test_a_notebook_of_the_first_edition_opens_its_lesson(path):
    assert open_lesson(OLD[FOURTH]).content.id == FOURTH
    assert "There is no lesson" in open_lesson("04_what_is").text


def test_an_old_export_is_whole_and_each_answer_comes_in_once(path, tmp_path):
    file = tmp_path / "old.json"
    file.write_text(to_json(KEPT, "Ana"), encoding="utf-8")
    assert json.loads(file.read_text())["attempts"][0]["lesson"] == OLD[FOURTH]
    export = read_export(file)
    assert {a.lesson for a in export.attempts} == {FIRST, FOURTH}
    record = open_record(path)
    assert record.merge(export.attempts)[:2] == (0, len(KEPT))
    fresh = open_record(tmp_path / "new.sqlite")
    assert fresh.merge(export.attempts)[:2] == (len(KEPT), 0)
    again = tmp_path / "again.json"
    again.write_text(to_json(fresh.facts(), "Ana"), encoding="utf-8")
    assert read_export(again).attempts == tuple(fresh.attempts())


def test_a_class_counts_old_and_new_files_of_one_learner_once(path, tmp_path):
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "old.json").write_text(to_json(KEPT, "Ana"), encoding="utf-8")
    (folder / "new.json").write_text(to_json(open_record(path).facts(), "Ana"), encoding="utf-8")
    results = class_results(folder, shuffle=1)
    (ana,) = results.data.learners
    assert len(ana.attempts) == len(KEPT)
    assert not [said for said in results.data.problems if "reads otherwise" in said]
    assert len(standing(ana.attempts)[1]) == len(RIGHT)
    assert results.difficulty(OLD[FOURTH]).text == results.difficulty(FOURTH).text


def test_statements_name_the_lesson_of_today(path):
    course = open_lesson(FOURTH).course
    said = to_xapi(open_record(path).facts(), "s", describer(course))
    parents = {
        s["context"]["contextActivities"]["parent"][0]["id"].rpartition("/")[2]
        for s in json.loads(said)
    }
    assert parents == {FIRST, FOURTH}


def test_the_rows_on_disk_stay_as_they_were_written(path):
    import sqlite3

    record = open_record(path)
    record.append(replace(RIGHT[0], id="again"))
    with sqlite3.connect(path) as con:
        found = {row[0] for row in con.execute("SELECT lesson FROM attempts")}
    assert found == {*OLD.values(), FOURTH} and len(form(FOURTH)) > 5
