"""What a learner can do with the record in one line of a lesson, and what is said then."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from record_samples import ana, attempt, ids, is_one_sentence, lesson_of, sql

from helpers.record import open_record, profile_files, profiles, read_export, use_profile
from helpers.record import record as record_module
from helpers.record.erase import belongings


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_RECORD", raising=False)
    monkeypatch.setenv("COURSE_CLOCK", "2026-03-01T08:09:10+01:00")
    monkeypatch.setattr(profile_files, "user_data_path", lambda *_, **__: tmp_path / "data")
    monkeypatch.setattr(record_module, "PATIENCE", 0.2)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def said_in(text: str) -> str:
    """What a card says after the words that every such card begins with."""
    assert text.startswith("Please note. ")
    return text.removeprefix("Please note. ")


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


def test_a_disk_that_fills_up_leaves_no_part_of_a_file():
    """Not even where the kernel ends on the way: the name is given last."""
    code = """
import resource, sys
from record_samples import lesson_of
from helpers.record import open_record
lesson = lesson_of(open_record(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
for kind in ("json", "csv", "xapi"):
    print(lesson.export(kind, "out").text)
"""
    record = ana(20)
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = subprocess.run(
        [sys.executable, "-c", code, str(record.path)], env=env, capture_output=True, text=True
    )
    assert run.stdout.count("No file could be written (File too large)") == 3, run.stderr
    assert os.listdir() == []


def test_a_folder_given_twice_a_day_gets_a_numbered_file(tmp_path):
    lesson = lesson_of(ana())
    (tmp_path / "usb").mkdir()
    for _ in range(2):
        assert "3 answers are in the file" in lesson.export("json", tmp_path / "usb").text
    name = "product-or-project-record-Ana-20260301"
    assert sorted(os.listdir(tmp_path / "usb")) == [f"{name}-2.json", f"{name}.json"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access rights in another way.")
def test_exports_are_for_their_owner(tmp_path, monkeypatch):
    before = os.umask(0o022)
    try:
        lesson_of(ana()).export(path="mine.json")
    finally:
        os.umask(before)
    assert os.stat("mine.json").st_mode & 0o777 == 0o600
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError(95, "no links")))
    lesson_of(ana()).export(path="stick.json")  # a memory stick knows no links
    assert "is there already" in lesson_of(ana()).export(path="stick.json").text
    assert sorted(os.listdir()) == ["mine.json", "stick.json"]
    monkeypatch.delattr(os, "link")  # nor does Python in a browser
    lesson_of(ana()).export(path="browser.json")
    assert "is there already" in lesson_of(ana()).export(path="browser.json").text
    assert sorted(os.listdir()) == ["browser.json", "mine.json", "stick.json"]


def test_a_pasted_path_of_windows_is_advised():
    lesson = lesson_of(ana())
    for text in (
        lesson.import_record("D:\new\test.json").text,
        lesson.export(path="D:\new\test.json").text,
    ):
        assert 'write the folders with / as in "D:/new/test.json"' in text
        assert is_one_sentence(said_in(text))


@pytest.mark.parametrize(
    "name",
    [
        "\u0936\u094d\u0930\u0940 \u0930\u093e\u091c",
        "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    ],
)
def test_a_name_keeps_what_its_script_needs(name):
    """Vowel signs of Hindi, the joiner of Sinhala, the non-joiner of Persian."""
    record = use_profile(name)
    assert record.name == name and profiles() == [name] and record.append(attempt())
    lesson_of(record).export()
    assert os.listdir() == [f"product-or-project-record-{name.replace(' ', '-')}-20260301.json"]


@pytest.mark.parametrize("name", ["An\u200da", "Ana\u200d", "\u200cAna", "\u0928\u200d "])
def test_a_joiner_that_spells_nothing_is_refused(name):
    with pytest.raises(ValueError, match="profile name"):
        use_profile(name)


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
    assert said in text and is_one_sentence(said_in(text)) and os.listdir() == []


def test_what_cannot_be_imported_is_a_sentence():
    lesson = lesson_of(ana())
    Path("bad.json").write_text("{")
    for path, said in {"bad.json": "line 1", "none.json": "no such file", 7: "quotes"}.items():
        text = lesson.import_record(path).text
        assert said in text and is_one_sentence(said_in(text))
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


def test_starting_over_counts_what_is_set_aside():
    """Another notebook may have kept an answer between two looks."""
    lesson = lesson_of(ana())
    real = lesson.record.start_over

    def late():
        open_record(lesson.record.path).append(attempt("late"))
        return real()

    lesson.record.start_over = late
    assert lesson.start_over().text.startswith("4 answers are set aside in ")


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
    assert text.startswith("Deleted for good: Ana.sqlite, .Ana.sqlite.copy.") and "exports" in text
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
