"""No wrong key passes: every question's key is held against what somebody answered blind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from bank_samples import LESSON, ask, options
from key_flips import flips, put

from helpers.authoring import commands
from helpers.authoring.check.course import Asked, AuthoredCourse, Bank, read_course
from helpers.authoring.check.second_keys import FILE, answered, disagreements, second_keys_agree
from helpers.authoring.key_sheet import question_sheet
from helpers.content import course_root
from helpers.content.reading import read_yaml
from helpers.questions import Question
from helpers.questions.parts import AnswerPart, Match, Order

_TOLD = [
    {"text": t, "feedback": f"About {t}."} for t in ("Tie the string", "Wait for wind", "Let go")
]
_PLACED = [{"group": "air", **_TOLD[0]}, {"group": "air", **_TOLD[1]}, {"group": "sea", **_TOLD[2]}]
_GROUPS = [{"id": "air", "label": "Before it flies"}, {"id": "sea", "label": "As it flies"}]
_WHY = [
    {"verdict": True, "text": "it is light", "feedback": "It is.", "correct": True},
    {"verdict": False, "text": "it is light", "feedback": "That is why it flies."},
    {"verdict": False, "text": "it is red", "feedback": "Colour lifts nothing."},
]
_WHO = [
    {"text": "The flyer, with both hands", "feedback": "Holds it.", "accepted": True},
    {"text": "The flyer's brother", "feedback": "Looks on."},
    {"text": "The builder", "feedback": "Is at home."},
]
TOY: Bank = [
    ask(id="kite-lift", options=options("Wind from the sea", "Wind from a fan", "Rain")),
    ask("multiple_response", id="kite-parts", options=options("String", "Motor", "Frame", key=1)),
    ask("true_false_reason", id="kite-light", options=_WHY),
    ask("sort_into_groups", id="kite-when", groups=_GROUPS, items=_PLACED),
    ask("ordering", id="kite-steps", items=_TOLD),
    ask(
        "matching",
        id="kite-for",
        pairs=[{"match": f"For use {n}", **told} for n, told in enumerate(_TOLD)],
        distractors=[{"text": "For nothing"}],
    ),
    ask(
        "scenario",
        id="kite-call",
        certainty="clear",
        owners=_WHO,
        reasons=options("It pulls", "It shines"),
        consult=options("The neighbour", "The bird", "The sea"),
    ),
]
KEYS: dict[str, Any] = {
    "kite-lift": ["Wind from the sea"],
    "kite-parts": ["motor"],
    "kite-light": ["True"],
    "kite-when": {"Tie": "Before", "Wait for": "Before it", "Let go": "As it flies"},
    "kite-steps": ["Tie the", "Wait", "Let"],
    "kite-for": {"Tie": "For use 0", "Wait": "For use 1", "Let": "For use 2"},
    "kite-call": {
        "owner": ["The flyer, with"],
        "reason": ["It pulls"],
        "consult": ["The neighbour"],
    },
}


def toy(tmp_path: Path, keys: Any, bank: Bank = TOY) -> list[str]:
    """What the rule says of the toy bank with these second keys."""
    (tmp_path / FILE).write_text(yaml.safe_dump(keys, allow_unicode=True), "utf-8")
    course = AuthoredCourse(lessons={LESSON: None}, bank=bank, root=tmp_path)  # type: ignore[dict-item]
    return second_keys_agree(course)


def test_second_keys_that_agree_are_let_pass(tmp_path):
    assert toy(tmp_path, {LESSON: KEYS}) == []


@pytest.mark.parametrize("asked", TOY, ids=lambda asked: asked.question.id)
def test_each_key_of_a_toy_bank_is_caught_when_it_is_flipped(asked):
    flipped = list(flips(asked.question))
    assert len(flipped) > 1
    for wrong in flipped:
        found = disagreements(Asked(LESSON, wrong), KEYS[wrong.id])
        assert found and all(one.endswith(".") and wrong.id in one for one in found), wrong


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("kite-lift", ["Wind from"], "fits no entry or several"),
        ("kite-lift", ["Snow"], "fits no entry or several"),
        ("kite-lift", "Wind from the sea", "is not a list"),
        ("kite-lift", [], "by the second key []"),
        ("kite-light", ["False"], "fits no entry or several"),
        ("kite-when", ["Tie"], "is not 'item: group'"),
        ("kite-when", {"Tie": "Before", "Wait": "Before"}, "leaves out 'Let go'"),
        ("kite-when", KEYS["kite-when"] | {"Cut": "Before"}, "'Cut': 'Before' fits no entry"),
        ("kite-call", ["The flyer, with"], "give owner, reason, consult"),
        ("kite-fly", ["Wind"], "there is no question 'kite-fly'"),
    ],
)
def test_a_second_key_that_says_nothing_clear_is_told(tmp_path, name, told, said):
    found = toy(tmp_path, {LESSON: KEYS | {name: told}})
    assert len(found) == 1 and said in found[0] and found[0].endswith(".")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({LESSON: {n: k for n, k in KEYS.items() if n != "kite-lift"}}, "kite-lift: it has no"),
        ({LESSON: KEYS, "boats": {}}, "there is no lesson 'boats'"),
        ({}, "kites has no second keys"),
        ([LESSON], "the file is a list"),
        ({LESSON: ["kite-lift"]}, "it is not a list of questions by lesson"),
    ],
)
def test_a_file_that_lacks_something_is_told(tmp_path, keys, said):
    (found,) = toy(tmp_path, keys)
    assert said in found


def test_a_course_without_the_file_is_told(tmp_path):
    course = AuthoredCourse(lessons={LESSON: None}, bank=TOY, root=tmp_path)  # type: ignore[dict-item]
    (found,) = second_keys_agree(course)
    assert FILE in found


def test_questions_still_to_be_written_are_not_asked_about(tmp_path):
    stubs = [Asked(LESSON, put(a.question, stem=f"TODO {a.question.stem}")) for a in TOY]
    assert toy(tmp_path, {}, stubs) == []
    assert toy(tmp_path, {LESSON: {"kite-lift": KEYS["kite-lift"]}}, [TOY[0], *stubs[1:]]) == []


# ---------------------------------------------------------------- the course


@pytest.fixture(scope="module")
def course() -> AuthoredCourse:
    return read_course(course_root(), None)


def test_the_course_agrees_with_its_second_keys(course):
    found = second_keys_agree(course)
    assert not found, "\n".join(found)


def test_every_flipped_key_of_the_course_is_caught(course):
    """Each key of each question, one at a time."""
    told, tried = read_yaml(course.root / FILE, FILE), 0
    for asked in course.bank:
        for wrong in flips(asked.question):
            tried += 1
            assert disagreements(Asked(asked.lesson, wrong), told[asked.lesson][wrong.id]), wrong
    assert tried > 2000


def told_of(question: Question) -> Any:
    """A question's own key in the form of a second key."""

    def told(part: AnswerPart) -> Any:
        if isinstance(part, Match):
            places = {target.id: target.text for target in part.targets}
            return {choice.text: places[choice.place] for choice in part.choices}
        right = part.key() if isinstance(part, Order) else part.right
        return [part.choices[place].text for place in right]

    if len(question.parts) == 1:
        return told(question.parts[0])
    return {part.name: told(part) for part in question.parts}


def test_whatever_key_of_the_bank_is_flipped_a_second_key_can_show_it(course):
    tried = 0
    for asked in course.bank:
        if answered(asked.question):
            told = told_of(asked.question)
            assert disagreements(asked, told) == []
            for wrong in flips(asked.question):
                tried += 1
                assert disagreements(Asked(asked.lesson, wrong), told), wrong
    assert tried > 1000


# ---------------------------------------------------------------- the sheet to answer


def test_a_sheet_gives_nothing_away(course):
    """A question with another key has the same sheet, and no reason stands in it."""
    for asked in course.bank:
        bare = put(asked.question, chart="")
        sheet = question_sheet(bare)
        assert all(question_sheet(wrong) == sheet for wrong in list(flips(bare))[::5]), bare.id
        assert not any(entry.feedback[:60] in sheet for entry in bare.entries()), bare.id


def test_a_filled_sheet_is_read_as_second_keys(tmp_path):
    sheet = "\n".join(question_sheet(asked.question) for asked in TOY)
    assert list(yaml.safe_load(sheet)) == list(KEYS)
    for empty, told in (("kite-lift: []", "kite-lift: [Wind from a fan]"), ("[]", "[Rain]")):
        sheet = sheet.replace(empty, told)
    found = toy(tmp_path, {LESSON: yaml.safe_load(sheet)})
    assert any("kite-lift" in one and "Wind from a fan" in one for one in found)


def test_the_command_prints_a_sheet_or_says_why_not(capsys):
    assert commands.main(["key-sheet", "where_the_roles_overlap"]) == 0
    assert "overlap-one-may-go: []" in capsys.readouterr().out
    assert commands.main(["key-sheet", "no_such_lesson"]) == 1
    assert "no_such_lesson" in capsys.readouterr().out
