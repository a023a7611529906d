"""What a learner can do with the record in one line of a lesson, and what is said then."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from record_samples import ana, attempt, ids, is_one_sentence, lesson_of, sql

from helpers.record import open_record, places, profiles, read_export, use_profile
from helpers.record import record as record_module
from helpers.record.erase import belongings


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_RECORD", raising=False)
    monkeypatch.setenv("COURSE_CLOCK", "2026-03-01T08:09:10+01:00")
    monkeypatch.setattr(places, "user_data_path", lambda *_, **__: tmp_path / "data")
    monkeypatch.setattr(record_module, "PATIENCE", 0.2)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def test_the_learner_exports_and_imports_in_one_line():
    record = ana()
    lesson = lesson_of(record)
    said = [lesson.export(kind).text for kind in ("json", "csv", "xapi", "json")]
    written = [
        "product-or-project-record-Ana-20260301.json",
        "product-or-project-record-Ana-20260301.csv",
        "product-or-project-xapi-Ana-20260301.json",
        "product-or-project-record-Ana-20260301-2.json",
    ]
    assert sorted(os.listdir()) == sorted(written)
    for text, name in zip(said, written, strict=True):
        assert text.startswith(f"3 answers are in the file {name}.")
        assert "sends nothing anywhere" in text
    assert read_export(written[0]).attempts == tuple(record.facts())
    assert read_export(written[0]).profile == "Ana"
    assert Path(written[1]).read_bytes().startswith(b"\xef\xbb\xbfid,question")
    assert len(json.loads(Path(written[2]).read_text())) == 3
    ben = lesson_of(use_profile("Ben"))
    text = ben.import_record(written[0]).text
    assert text == "3 answers were brought in.\n\nRun the notebook again to see what changed."
    assert ben.import_record(written[3]).text == (
        "0 answers were brought in. 3 answers were here already."
    )
    assert ben.record.facts() == record.facts()
    lesson.export("xapi", "x.json", name="Ana B")
    assert json.loads(Path("x.json").read_text())[0]["actor"]["name"] == "Ana B"
    lesson.export(path="y.json", name="Ana B")
    assert read_export("y.json").profile == "Ana B"


def test_no_file_is_overwritten_and_none_is_left_half_written(tmp_path, monkeypatch):
    lesson = lesson_of(ana())
    Path("mine.json").write_text("mine")
    assert "is there already" in lesson.export(path="mine.json").text
    assert Path("mine.json").read_text() == "mine"
    assert "No file could be written" in lesson.export(path="no/where.json").text
    assert "No file could be written" in lesson.export(path=7).text
    assert "no kind of export 'pdf'" in lesson.export("pdf").text
    (tmp_path / "usb").mkdir()
    text = lesson.export(path=tmp_path / "usb").text
    assert str(tmp_path / "usb" / "product-or-project-record-Ana-20260301.json") in text
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    assert "No space left" in lesson.export(path="half.json").text
    assert os.listdir() == ["mine.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"kind": ["json"]}, "no kind of export ['json']"),
        ({"kind": {}}, "no kind of export {}"),
        ({"kind": None}, "no kind of export None"),
        ({"kind": "xapi", "name": 7}, "The name 7 is no text; put it in quotes."),
        ({"kind": "json", "name": 7}, "The name 7 is no text; put it in quotes."),
        ({"name": None}, "The name None is no text; put it in quotes."),
        ({"path": "~nobodyx/y.json"}, "No file could be written (Could not determine home"),
        ({"path": "a\0b"}, "No file could be written (embedded null byte)"),
        ({"path": ["x.json"]}, "No file could be written"),
    ],
)
def test_what_cannot_be_exported_is_a_sentence(arguments, said):
    text = lesson_of(ana()).export(**arguments).text
    assert (
        said in text and is_one_sentence(text.removeprefix("Please note. ")) and os.listdir() == []
    )


def test_what_cannot_be_imported_is_a_sentence():
    lesson = lesson_of(ana())
    Path("bad.json").write_text("{")
    for path, said in {"bad.json": "line 1", "none.json": "no such file", 7: "quotes"}.items():
        text = lesson.import_record(path).text
        assert said in text and is_one_sentence(text.removeprefix("Please note. "))
    lesson.export(path="good.json")
    assert "guest" in lesson_of(open_record("guest")).import_record("good.json").text


def test_differing_and_unreadable_answers_are_reported():
    record = ana(2)
    aside = record.start_over()
    change = (
        "INSERT INTO attempts SELECT 'odd', question, version, lesson, 'no json', outcome, "
        "score, confidence, hints, seconds, at, run FROM attempts LIMIT 1"
    )
    sql(aside, change)
    first, _ = ids(aside)[:2]
    record.append(attempt("other"))
    change = (
        "INSERT INTO attempts SELECT ?, question, version, lesson, '9', outcome, score, "
        "confidence, hints, seconds, at, run FROM attempts LIMIT 1"
    )
    sql(record.path, change, first)
    text = lesson_of(record).import_record(str(aside)).text
    assert text == (
        "1 answer was brought in.\n\n1 answer differed from what is kept here under the same "
        "number, and the one here stays (questions: q0).\n\n1 answer in the file could not be "
        "read and had to be left out.\n\nRun the notebook again to see what changed."
    )


def test_the_learner_starts_over_in_one_line():
    lesson = lesson_of(ana())
    text = lesson.start_over().text
    aside = next(p for p in belongings(lesson.record.path) if ".backup-" in p.name)
    assert text.startswith(f"3 answers are set aside in {aside.name}, and you begin with none.")
    assert f"lesson.import_record({aside.as_posix()!r})" in text
    assert "no answer yet" in lesson.start_over().text
    assert "guest" in lesson_of(open_record("guest")).start_over().text


def test_the_learner_is_forgotten_only_when_that_is_meant():
    lesson = lesson_of(ana())
    for said in ("", "ana", True, None):
        text = lesson.forget_me(said).text if said != "" else lesson.forget_me().text
        assert "Ana.sqlite" in text and "lesson.forget_me(confirm='Ana')" in text
        assert len(open_record().facts()) == 3
    text = lesson.forget_me(confirm="Ana").text
    assert text.startswith("Deleted for good: Ana.sqlite.") and "exports" in text
    assert profiles() == [] and "guest" in lesson.forget_me().text
    assert "deleted" in lesson._repr_mimebundle_()["text/plain"]


def test_what_could_not_be_deleted_is_said(monkeypatch):
    lesson = lesson_of(ana())
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: (_ for _ in ()).throw(OSError("in use")))
    text = lesson.forget_me(confirm="Ana").text
    assert "Deleted for good: no file." in text and "please look at it yourself" in text
    assert "Ana.sqlite" in text


def test_names_of_files_are_shown_as_text():
    record = ana()
    record.name = "<b>x"
    lesson = lesson_of(record)
    for card in (
        lesson.forget_me(),
        lesson.export(),
        lesson.import_record("<i>.json"),
        lesson.start_over(),
    ):
        assert "<b>" not in card.html and "<i>" not in card.html
    assert os.listdir() == ["product-or-project-record-b-x-20260301.json"]
