"""A folder of learners' files: what is wrong is named with its reason and stops nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest
from record_samples import attempt

from helpers.classroom import ClassData, class_results, read_folder
from helpers.record import to_json


def hand_in(folder: Path, name: str, attempts, profile: str | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_json(attempts, profile or path.stem), encoding="utf-8")
    return path


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _text(words: str | bytes):
    data = words if isinstance(words, bytes) else words.encode()
    return lambda path: path.write_bytes(data)


def _edit(old: str, new: str):
    return lambda path: edited(path, old, new)


def _folder(path: Path) -> None:
    path.unlink()
    (path / "inside").mkdir(parents=True)


BAD = {
    "half uploaded": ("bad.json", _half, "line "),
    "empty": ("bad.json", _text(""), "line 1"),
    "not JSON": ("bad.json", _text("I had no time, sorry"), "line 1, column 1"),
    "not text": ("bad.json", _text(b"\xff\xfe\x00{"), "not UTF-8"),
    "foreign": ("bad.json", _text('{"answers": []}'), "not an export of this course"),
    "a list": ("bad.json", _text("[1, 2]"), "not an export of this course"),
    "too deep": ("bad.json", _text("[" * 5000), "lists or objects in each other"),
    "an endless number": ("bad.json", _text('{"format": NaN}'), "not a number"),
    "a key twice": ("bad.json", _text('{"format": 1, "format": 2}'), "stands twice"),
    "an answer made right": ("bad.json", _edit('"incorrect"', '"correct"'), "were changed after"),
    "a better score": ("bad.json", _edit('"score": 0.0', '"score": 1.0'), "were changed after"),
    "another checksum": ("bad.json", _edit('"sha256": "', '"sha256": "0'), "were changed after"),
    "a newer version": ("bad.json", _edit('"version": 1,', '"version": 2,'), "newer version"),
    "an unknown key": ("bad.json", _edit('"profile"', '"name": "x", "profile"'), "unknown field"),
    "no zone": ("bad.json", _edit("+00:00", ""), "no zone"),
    "a word document": ("bad.docx", _text(b"PK"), "no .json file"),
    "a packed folder": ("bad.zip", _text(b"PK"), "unpack it first"),
}


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setenv("COURSE_CLOCK", "2026-01-05T09:00:00+00:00")


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_named_with_its_reason_and_the_rest_is_read(kind, tmp_path, clock):
    name, spoil, reason = BAD[kind]
    good = attempt("q1"), attempt("q2")
    hand_in(tmp_path, "a good one.json", good)
    hand_in(tmp_path, "z another.json", [attempt("q3")])
    spoil(hand_in(tmp_path, name, [attempt("q4", outcome="incorrect", score=0.0)]))
    data = read_folder(tmp_path)
    assert [one.key for one in data.learners] == ["a good one.json", "z another.json"]
    assert data.learners[0].attempts == good
    assert len(data.problems) == 1
    assert data.problems[0].startswith(f"{name}: ") and reason in data.problems[0]
    assert data.problems[0].endswith(".") and "\n" not in data.problems[0]


def test_hidden_files_are_passed_over_and_folders_inside_are_read(tmp_path):
    hand_in(tmp_path, "Ana_1/record.json", [attempt("q1")], "Ana")
    hand_in(tmp_path, "Ben_2/record.json", [attempt("q2")], "Ben")
    hand_in(tmp_path, ".trash/old.json", [attempt("q3")])
    hand_in(tmp_path, "__MACOSX/Ana_1/record.json", [attempt("q4")])
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "Ben_2/._record.json").write_bytes(b"\0")
    (tmp_path / "Cem_3").mkdir()
    _half(hand_in(tmp_path, "Dora_4/record.json", [attempt("q5")]))
    data = read_folder(tmp_path)
    assert [one.key for one in data.learners] == ["Ana_1/record.json", "Ben_2/record.json"]
    assert len(data.problems) == 1 and data.problems[0].startswith("Dora_4/record.json: line ")


def test_a_folder_that_is_none_is_said(tmp_path):
    with pytest.raises(ValueError, match="there is no such folder; correct the path"):
        class_results(tmp_path / "nobody")
    file = hand_in(tmp_path, "a.json", [])
    with pytest.raises(ValueError, match="no such folder"):
        read_folder(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are files on Unix only")
def test_a_pipe_does_not_hang_the_reading(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    data = read_folder(tmp_path)
    assert data.learners == () and "it is not a file" in data.problems[0]


# ---------------------------------------------------------------- whose is what


def test_two_exports_of_one_learner_are_one_learner(tmp_path):
    one, two, three, four = (attempt(f"q{n}") for n in range(4))
    hand_in(tmp_path, "monday.json", [one, two], "Ana")
    hand_in(tmp_path, "friday.json", [one, two, three], "Ana")
    hand_in(tmp_path, "sunday.json", [three, four], "Ana")
    data = read_folder(tmp_path)
    assert [one.key for one in data.learners] == ["friday.json"]
    assert {a.id for a in data.learners[0].attempts} == {one.id, two.id, three.id, four.id}
    assert [p.partition(":")[0] for p in data.problems] == ["monday.json", "sunday.json"]
    assert all("another export of the learner of friday.json" in p for p in data.problems)


def test_a_file_that_joins_two_others_joins_their_learners(tmp_path):
    one, two = attempt("q1"), attempt("q2")
    hand_in(tmp_path, "a.json", [one], "Ana")
    hand_in(tmp_path, "b.json", [two], "Ana")
    assert len(read_folder(tmp_path).learners) == 2
    hand_in(tmp_path, "c.json", [one, two], "Ana")
    data = read_folder(tmp_path)
    assert len(data.learners) == 1 and len(data.learners[0].attempts) == 2


def test_namesakes_are_learners_of_their_own_and_share_one_line(tmp_path):
    for file in ("a.json", "b.json", "c.json"):
        hand_in(tmp_path, file, [attempt("q1")], "Ana")
    for file in ("d.json", "e.json"):
        hand_in(tmp_path, file, [attempt("q1")], "Ben")
    data = read_folder(tmp_path)
    assert len(data.learners) == 5 and {one.name for one in data.learners} == {"Ana", "Ben"}
    assert data.problems == (
        "a.json, b.json, c.json ('Ana'); d.json, e.json ('Ben'): files with the same profile and "
        "no answer in common; each counts as a learner of its own.",
    )


def test_a_class_without_names_is_no_clash(tmp_path):
    for number in range(30):
        hand_in(tmp_path, f"{number}.json", [attempt("q1")], "learner")
    data = read_folder(tmp_path)
    assert len(data.learners) == 30 and not data.problems
    assert not any(one.name for one in data.learners)


def test_copied_answers_count_once_and_are_named(tmp_path):
    shared, own = [attempt("q1"), attempt("q2")], attempt("q3")
    hand_in(tmp_path, "a.json", shared, "Ana")
    hand_in(tmp_path, "b.json", [*shared, own], "Ben")
    hand_in(tmp_path, "c.json", shared, "Cem")
    data = read_folder(tmp_path)
    assert {one.key: len(one.attempts) for one in data.learners} == {"a.json": 2, "b.json": 1}
    assert "b.json: it holds answers that also stand in a.json, under another" in data.problems[0]
    assert data.problems[-1] == "c.json: it holds no answers of its own, so it was left out."


def test_an_answer_that_reads_otherwise_in_a_later_file_is_named(tmp_path):
    wrong = attempt("q1", outcome="incorrect", score=0.0)
    right = msgspec.structs.replace(wrong, outcome="correct", score=1.0)
    hand_in(tmp_path, "a.json", [wrong], "Ana")
    hand_in(tmp_path, "b.json", [right, attempt("q2")], "Ana")
    data = read_folder(tmp_path)
    assert [a.outcome for a in data.learners[0].attempts][0] == "incorrect"
    assert "b.json: one answer reads otherwise in an earlier file" in " ".join(data.problems)


def test_the_same_file_twice_changes_nothing(tmp_path):
    kept = [attempt("q1"), attempt("q2")]
    hand_in(tmp_path, "a.json", kept, "Ana")
    (tmp_path / "a (1).json").write_bytes((tmp_path / "a.json").read_bytes())
    data = read_folder(tmp_path)
    assert len(data.learners) == 1 and list(data.learners[0].attempts) == kept


def test_problems_are_listed_and_names_cannot_run(tmp_path):
    name = "<img src=x onerror=window.pwned=1>.json"
    (tmp_path / name).write_text("{}")
    hand_in(tmp_path, "a.json", [attempt("q1")])
    shown = class_results(tmp_path)
    named = shown.overview(named=True)
    assert "<img" not in named.html and "&lt;img" in named.html
    assert f"- {name}: it is not an export" in named.text


def test_no_file_is_named_unless_asked_for(tmp_path):
    hand_in(tmp_path, "Ana Silva.json", [attempt("q1")], "Ana")
    hand_in(tmp_path, "Ana Souza.json", [attempt("q1")], "Ana")
    (tmp_path / "Ben Okoro.json").write_text("{}")
    shown = class_results(tmp_path)
    assert "Ana" not in repr(shown) and "Ben" not in repr(shown)
    remarks = "2 remarks on files or answers that were left out or are in doubt"
    assert f"{remarks}: results.overview(named=True) names the files." in repr(shown)


def test_an_empty_folder_is_an_empty_class(tmp_path):
    shown = class_results(tmp_path)
    assert shown.data == ClassData((), ())
    assert repr(shown) == "0 learners, 0 answers to the course's questions."
    for picture in (
        shown.heat_map(),
        shown.difficulty("what_is_the_difference"),
        shown.gain(),
        shown.beliefs(),
        shown.discrimination("what_is_the_difference"),
        shown.wrong_choices("what_is_the_difference"),
        shown.teach_again(),
    ):
        said = picture.text.removeprefix("Please note. ")
        assert said.startswith(("Nobody in this class has", "No first answer in this"))


def test_json_is_read_however_it_is_set(tmp_path):
    """An editor may have sorted the keys or put a mark before the first byte."""
    path = hand_in(tmp_path, "a.json", [attempt("q1")], "Ana")
    data = json.loads(path.read_text())
    text = json.dumps(data, sort_keys=True, indent=2)
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(read_folder(tmp_path).learners) == 1
