"""Answers survive wording and order, and end with the key; those of the first edition count."""

from __future__ import annotations

import copy
import csv
import json
import random
from datetime import UTC, datetime
from pathlib import Path

import content_samples as samples
import pytest
import yaml
from msgspec.structs import replace
from quiz_learner import WRONG, Learner
from record_samples import attempt
from review_samples import answered

import helpers.questions
from helpers.authoring.ids import with_ids
from helpers.classroom import ClassData
from helpers.classroom import Learner as Pupil
from helpers.classroom.beliefs import holdings
from helpers.classroom.statistics import question_statistics
from helpers.content import counted, load_course, load_lesson, load_questions
from helpers.content.library import reading_from
from helpers.lesson.interactions import describer
from helpers.questions import TYPES, counts, response_of, retired_apart
from helpers.quiz import Quiz
from helpers.record import Record, progress
from helpers.review import first_tries, question_schedule

COURSE = load_course()
QUESTIONS = {q.id: (e.id, q) for e in COURSE.lessons for q in load_questions(e.id)}
TABLE = Path(helpers.questions.__file__).with_name("first_edition.csv")
WORDING = {"stem", "stimulus", "text", "feedback", "not_chosen", "label", "otherwise", "match"}
WORDING |= {"title", "about"}


def with_letters(data: dict) -> dict:
    """A sample question whose entries have ids, as `check --write-ids` writes them."""
    text, _ = with_ids(samples.as_yaml({"lesson": samples.LESSON, "questions": [data]}))
    return yaml.safe_load(text)["questions"][0]


SAMPLES = {data["type"]: with_letters(data) for data in samples.PLAIN}
each_type = pytest.mark.parametrize("kind", SAMPLES)


def reworded(value, key=""):
    """The same question with every text changed, hints and feedback included."""
    if isinstance(value, dict):
        return {k: reworded(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [f"{v} Hm." if key == "hints" else reworded(v, key) for v in value]
    return f"Zz {value}, so to say" if key in WORDING else value


def reordered(data: dict) -> dict:
    """The same question with its entries the other way round in the file."""
    if data["type"] == "ordering":  # where the order is the key
        return data
    return {
        key: value[::-1] if isinstance(value, list) and isinstance(value[0], dict) else value
        for key, value in data.items()
    }


def key_changes(data: dict) -> list[dict]:
    """Changes that decide the mark: another key, tolerance, unit or revision, one entry more."""
    found = [data | {"revision": 1}]
    for key, value in (("answer", 13), ("tolerance", 0.2), ("unit", "feet"), ("certainty", "")):
        if key in data:
            found.append(data | {key: value or "clear"})
    if data["type"] == "ordering":
        found.append(data | {"items": data["items"][::-1]})
    for name, entries in data.items():
        if not isinstance(entries, list) or not isinstance(entries[0], dict):
            continue
        if "id" in entries[0]:
            text = "label" if name in ("groups", "flaws") else "text"
            more = entries[-1] | {"id": "new", text: "One more"}
            found.append(
                data | {name: [*entries, more | ({"match": "New"} if name == "pairs" else {})]}
            )
            found.append(data | {name: entries[:-1]})
        for n, entry in enumerate(entries):
            for mark in ("correct", "accepted"):
                if mark in entry or mark == "correct" and "not_chosen" in entry:
                    turned = entry | {mark: not entry.get(mark)}
                    found.append(data | {name: [*entries[:n], turned, *entries[n + 1 :]]})
            if "group" in entry:
                other = next(g["id"] for g in data["groups"] if g["id"] != entry["group"])
                moved = entry | {"group": other}
                found.append(data | {name: [*entries[:n], moved, *entries[n + 1 :]]})
            if name == "clauses":
                other = next(f["id"] for f in data["flaws"] if f["id"] != entry.get("fault"))
                turned = {k: v for k, v in entry.items() if k != "tempting"} | {"fault": other}
                found.append(data | {name: [*entries[:n], turned, *entries[n + 1 :]]})
    return found


# ---------------------------------------------------------------- wording, order, key


def test_there_is_a_sample_of_every_type():
    assert set(SAMPLES) == set(TYPES)


@each_type
def test_no_wording_and_no_order_makes_another_version(kind):
    one = samples.question(SAMPLES[kind])
    other = samples.question(reworded(SAMPLES[kind]))
    assert other.stem != one.stem and other.version == one.version
    assert samples.question(reordered(SAMPLES[kind])).version == one.version


@each_type
def test_whatever_decides_the_mark_makes_another_version(kind):
    found = [samples.question(data).version for data in key_changes(SAMPLES[kind])]
    assert len(found) >= 2 and samples.question(SAMPLES[kind]).version not in found


@each_type
@pytest.mark.parametrize("edit", [reworded, reordered, lambda d: reordered(reworded(d))])
def test_an_answer_is_the_same_after_another_wording_or_order(kind, edit, tmp_path):
    before, after = samples.question(SAMPLES[kind]), samples.question(edit(SAMPLES[kind]))
    record = Record(tmp_path / "record.sqlite", "test")
    for response in (WRONG[before.id], before.key):
        first = Learner(Quiz("Quiz", [before], record, samples.LESSON))
        first.fill(before, response)
        first.press("Check")
        back = Learner(Quiz("Quiz", [after], record, samples.LESSON)).quiz.session.now
        assert back.tries == len(record.attempts())
        assert back.result.score == before.grade(response).score
        assert after.kept(back.response) == before.kept(response)


@each_type
def test_an_answer_ends_with_its_key(kind, tmp_path):
    before, after = (samples.question(d) for d in (SAMPLES[kind], key_changes(SAMPLES[kind])[-1]))
    record = Record(tmp_path / "record.sqlite", "test")
    first = Learner(Quiz("Quiz", [before], record, samples.LESSON))
    first.fill(before, before.key)
    first.press("Check")
    first.quiz.reveal()
    other = samples.question(SAMPLES[kind], id="other")
    back = Learner(Quiz("Quiz", [after, other], record, samples.LESSON))
    assert back.tail == "" and all(f.value in (None, False, "") for f in back.fields)
    assert "Hint (1 of 2)" in back.buttons
    anew = back.quiz.session.progress_of(0)
    assert (anew.tries, anew.revealed, anew.attempts) == (0, False, [])
    back.press("Next")
    back.press("Result")
    assert "0 of 2 mastered," in back.head and "not answered yet" in back.head
    kept = record.attempts()
    assert [response_of(after, one) for one in kept] == [None, None]
    assert [one.question for one in retired_apart(kept, [after])] == [
        f"{before.id}@{before.version}"
    ] * 2
    assert retired_apart(kept, [before]) == kept


@each_type
def test_what_is_kept_names_ids_and_no_places(kind):
    question = samples.question(SAMPLES[kind])
    assert not any(ch.isdigit() for ch in json.dumps(question.kept(question.key))) or (
        kind == "numeric"
    )
    assert question.response(question.kept(question.key)) == question.key


def test_without_ids_the_wording_is_the_id():
    one, other = samples.question(samples.SINGLE), copy.deepcopy(samples.SINGLE)
    other["options"].reverse()
    assert samples.question(other).version == one.version
    other["options"][0]["text"] += " now"
    assert samples.question(other).version != one.version


# ---------------------------------------------------------------- the first edition

ROWS = list(csv.DictReader(TABLE.open(encoding="utf-8")))


def first_edition(question) -> tuple[object, object, str]:
    """A wrong and a right response as the first edition kept them, and the version it had."""
    row = next(row for row in ROWS if row["question"] == question.id)
    letters = "abcdefghijklmnopqrstuvwxyz"

    def placed(kept):
        if isinstance(kept, dict) and question.kind == "scenario":
            return {name: placed(value) for name, value in kept.items()}
        if isinstance(kept, dict):
            ids = row["offered"]
            values = [kept[c] for c in letters if c in kept]
            return [ids.index(v) for v in values] if ids else values
        if isinstance(kept, list):
            return [letters.index(one) for one in kept]
        return letters.index(kept) if kept in tuple(letters) else kept

    dice = random.Random(question.id)
    wrong = question.miss(
        dice, lambda choices, right: next(i for i in range(len(choices)) if i not in right)
    )
    return placed(question.kept(wrong)), placed(question.kept(question.key)), row["old"]


FIRST = {row["question"]: row["old"] for row in ROWS}


def test_the_table_needs_no_question_and_says_each_version_once():
    assert len(ROWS) == 328 and len({row["old"] for row in ROWS}) == 328
    assert all(len(row["old"]) == len(row["new"]) == 12 for row in ROWS)
    assert {row["offered"] != "" for row in ROWS} == {True, False}


OLD_LESSONS = [  # those with a question that the first edition had and whose answers still count
    entry.id
    for entry in COURSE.lessons
    if any(counts(q, FIRST.get(q.id, "")) for q in load_questions(entry.id))
]


def test_all_lessons_of_the_first_edition_have_answers_that_count():
    assert len(OLD_LESSONS) == 17  # the gate took four questions of the control lab along


@pytest.mark.parametrize("lesson", OLD_LESSONS)
def test_answers_of_the_first_edition_count(lesson, tmp_path):
    asked = [q for q in load_questions(lesson) if counts(q, FIRST.get(q.id, ""))]
    record = Record(tmp_path / "record.sqlite", "test")
    for question in asked:
        wrong, right, version = first_edition(question)
        facts = {"version": version, "lesson": lesson}
        record.append(attempt(question.id, wrong, "incorrect", score=0.0, **facts))
        record.append(attempt(question.id, right, confidence="sure", hints=1, **facts))
    session = Quiz("Quiz", asked, record, lesson).session
    attempts = record.attempts()
    for n, question in enumerate(asked):
        state = session.progress_of(n)
        assert (state.tries, state.hints, state.confidence) == (2, 1, "sure")
        assert state.response == question.key and state.result.outcome == "correct"
        missed = question.grade(response_of(question, attempts[2 * n]))
        assert missed.outcome in ("incorrect", "partly"), question.id
    assert retired_apart(attempts, asked) == attempts


def test_odd_answers_of_the_first_edition_are_shown_as_none():
    for name, (_, question) in QUESTIONS.items():
        version = FIRST.get(name, "")
        for odd in (None, True, -1, 99, [], [99], [None], {}, {"owner": 0}, [[0]], {"a": []}):
            given = attempt(name, odd, version=version)
            assert question.grade(response_of(question, given)).outcome == "not_attempted"


def test_progress_class_and_xapi_read_the_first_edition():
    asked = {entry.id: list(load_questions(entry.id)) for entry in COURSE.lessons}
    old = {}
    for lesson, questions in asked.items():
        known = [q for q in questions if counts(q, FIRST.get(q.id, ""))]
        facts = {"outcome": "incorrect", "lesson": lesson}
        old[lesson] = [
            attempt(q.id, wrong, version=version, **facts)
            for q, (wrong, _, version) in zip(known, map(first_edition, known), strict=True)
        ]
        done = progress(load_lesson(lesson), questions, old[lesson])
        assert (done.answered, done.asked) == (len(known), len(questions))
    everything = [one for kept in old.values() for one in kept]
    assert len(everything) > 100 and counted(COURSE, everything) == everything
    data = ClassData((Pupil("L1", tuple(everything)),))
    rows = question_statistics(data, asked)
    assert sum(row.n for row in rows) == len(everything)
    assert all(row.older == 0 for row in rows)
    assert sum(row.chosen is not None for row in rows) >= 0.8 * len(everything)
    assert holdings(data, asked, 1)
    describe = describer(COURSE)
    assert all(describe(one).response for one in everything)
    assert describe(replace(everything[0], version="0" * 12)) is None


# ---------------------------------------------------------------- what follows from the answers


def sound_changes(data: dict) -> list[dict]:
    """Changes of the key that leave a sound question."""
    return [d for d in key_changes(data) if not samples.question(d).faults("here")]


def course_with(root: Path, kind: str, change) -> Path:
    """The sample course with ids, its question of a type changed."""
    files = samples.course()
    files[samples.QUESTION_FILE]["questions"] = [
        change(data) if name == kind else data for name, data in SAMPLES.items()
    ]
    return samples.build(root, files)


@each_type
def test_tries_progress_and_schedule_stay_with_the_wording_and_end_with_the_key(kind, tmp_path):
    question = samples.question(SAMPLES[kind])
    wrong = question.kept(WRONG[question.id])
    first, second = (datetime(2026, 1, day, tzinfo=UTC) for day in (5, 6))
    facts = {"version": question.version, "lesson": samples.LESSON}
    kept = [
        answered(question.id, first, response=wrong, **facts),
        answered(question.id, second, "correct", response=question.kept(question.key), **facts),
    ]
    for change, stays in (
        (lambda data: data, True),
        (reworded, True),
        *((lambda data, n=n: sound_changes(data)[n], False) for n in (0, -1)),
    ):
        with reading_from(course_with(tmp_path, kind, change)):
            course = load_course()
            found = counted(course, kept)
            done = progress(load_lesson(samples.LESSON), load_questions(samples.LESSON), found)
            now = datetime(2026, 3, 1, tzinfo=UTC)
            schedule = question_schedule(first_tries(found, now))
        assert (done.answered, done.mastered) == ((1, 1) if stays else (0, 0))
        assert (question.id in schedule.memories) is stays
        assert done.minutes_spent == 1.0, "the time was spent all the same"
