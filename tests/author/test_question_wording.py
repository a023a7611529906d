"""Ids are written into question files in place, and a turned wording is seen."""

from __future__ import annotations

import subprocess

import content_samples as samples
import pytest
import yaml
from content_samples import QUESTION_FILE, build, course

from helpers.authoring.check import check_course
from helpers.authoring.ids import with_ids, write_ids
from helpers.content import ContentError

BEFORE = """\
lesson: kites  # a comment
questions:
- id: one
  type: single_choice
  options:
  - text: "A kite: é"   # kept
    feedback: >-
      Folded
      text.
  - {text: Second, feedback: Two.}

  - id: a
    text: Third
- id: two
  type: matching
  pairs:
    - text: First
      match: One
  distractors:
  - text: Nothing
- id: three
  type: no_type
  options:
  - text: Left alone
"""
AFTER = """\
lesson: kites  # a comment
questions:
- id: one
  type: single_choice
  options:
  - id: b
    text: "A kite: é"   # kept
    feedback: >-
      Folded
      text.
  - {id: c, text: Second, feedback: Two.}

  - id: a
    text: Third
- id: two
  type: matching
  pairs:
    - id: a
      text: First
      match: One
  distractors:
  - id: b
    text: Nothing
- id: three
  type: no_type
  options:
  - text: Left alone
"""


def test_ids_are_written_in_place_and_once():
    assert with_ids(BEFORE) == (AFTER, 4)
    assert with_ids(AFTER) == (AFTER, 0)


def test_every_entry_of_a_course_gets_its_id(tmp_path):
    root = build(tmp_path, course())
    assert "entries have no id" in " ".join(check_course(root, only=["questions"]).advice)
    written = write_ids(root)
    assert list(written) == [QUESTION_FILE] and written[QUESTION_FILE] >= 25
    assert write_ids(root) == {}
    assert "entries have no id" not in " ".join(check_course(root, only=["questions"]).advice)


@pytest.mark.parametrize("text", ["questions: [", "- x", "questions:\n- options: {a: 1}\n", ""])
def test_a_file_that_is_odd_is_named_or_left_alone(text, tmp_path):
    root = build(tmp_path, course() | {QUESTION_FILE: text})
    try:
        assert write_ids(root) == {}
    except ContentError as error:
        assert QUESTION_FILE in str(error)
    assert (root / QUESTION_FILE).read_text("utf-8") == text


def test_the_courses_own_entries_have_ids():
    found = check_course(only=["questions"])
    assert not [s for s in found.advice if "have no id" in s]


# ---------------------------------------------------------------- against the last commit


@pytest.fixture
def committed(tmp_path):
    """A course with ids in a repository; a function edits one question and returns the advice."""
    root = build(tmp_path / "lessons_data", course())
    write_ids(root)
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "x"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    path = root / QUESTION_FILE

    def advice(change) -> list[str]:
        data = yaml.safe_load(path.read_text("utf-8"))
        change({question["id"]: question for question in data["questions"]})
        path.write_text(samples.as_yaml(data), "utf-8")
        return [s for s in check_course(root, only=["questions"]).advice if "revision" in s]

    return advice


def test_a_mended_word_is_no_matter(committed):
    assert committed(lambda asked: None) == []
    assert committed(lambda a: a["kite-single"].update(stem="A stem about one single?")) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("stem", "the stem gains or loses a negation"),
        ("option", "the text of 'b' in options gains or loses a negation"),
        ("other", "the text of 'a' in options says something else than before"),
        ("swap", "the text of 'a' in options has moved to the text of 'b' in options"),
        ("match", "the match of 'a' in pairs has moved to the match of 'b' in pairs"),
    ],
)
def test_a_wording_that_may_turn_the_meaning_is_named(name, said, committed):
    def change(asked):
        options, pairs = asked["kite-single"]["options"], asked["kite-match"]["pairs"]
        if name == "stem":
            asked["kite-single"]["stem"] = "Which is not a stem about single?"
        elif name == "option":
            options[1]["text"] = "Don't wait for wind"
        elif name == "other":
            options[0]["text"] = "Ask somebody who knows"
        elif name == "swap":
            options[0]["text"], options[1]["text"] = options[1]["text"], options[0]["text"]
        else:
            pairs[0]["match"], pairs[1]["match"] = pairs[1]["match"], pairs[0]["match"]

    found = committed(change)
    assert any(said in sentence for sentence in found), found
    assert all("raise 'revision' by one." in sentence for sentence in found)


def test_with_a_revision_or_another_key_nothing_is_said(committed):
    def revised(asked):
        asked["kite-single"].update(stem="Which is not one?", revision=1)

    assert committed(revised) == []


def test_without_git_nothing_is_compared(tmp_path, monkeypatch):
    root = build(tmp_path, course())
    monkeypatch.setenv("PATH", "")
    assert not [s for s in check_course(root, only=["questions"]).advice if "revision" in s]
