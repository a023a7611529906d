"""The learner's record: what goes in comes out, for every learner, profile, clock and zone."""

from __future__ import annotations

import math
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_samples import attempt, ids, is_one_sentence, latest, sql

from helpers.content.model import Lesson, Objective
from helpers.questions import Numeric
from helpers.record import (
    new_attempt,
    now,
    open_record,
    profile_files,
    profiles,
    progress,
    use_profile,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    for name in ("COURSE_RECORD", "COURSE_CLOCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(profile_files, "user_data_path", lambda *_, **__: tmp_path / "data")


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "record.sqlite"


# ---------------------------------------------------------------- round trip

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=8,
)
ATTEMPTS = st.builds(
    new_attempt,
    question=st.text(min_size=1),
    version=st.text(),
    lesson=st.text(min_size=1),
    response=JSON,
    outcome=st.sampled_from(["correct", "partly", "incorrect", "revealed"]),
    score=st.floats(0, 1),
    confidence=st.sampled_from([None, "guess", "fairly", "sure"]),
    hints=st.integers(0, 9),
    seconds=st.floats(0, 1e6),
)


@settings(max_examples=60, deadline=None, database=None)
@given(ATTEMPTS)
def test_what_is_kept_is_read_back(tmp_path_factory, one):
    path = tmp_path_factory.getbasetemp() / "round-trip.sqlite"
    assert open_record(path).append(one)
    assert open_record(path).attempts(question=one.question, lesson=one.lesson)[-1] == one


@pytest.mark.parametrize("surrogate", ["\ud800", "\udfff x", "\0", "\u202e"])
def test_any_text_a_browser_sends_is_kept(path, surrogate):
    assert open_record(path).append(attempt(response=[surrogate]))
    assert latest(open_record(path))["q"].response == [surrogate]


def test_order_filters_latest_and_seed(path):
    record = open_record(path)
    for question, lesson in [("a", "01"), ("b", "02"), ("a", "02")]:
        record.append(attempt(question, lesson=lesson, response=lesson))
    again = open_record(path)
    assert [a.question for a in again.attempts()] == ["a", "b", "a"]
    assert [a.question for a in again.attempts(lesson="02")] == ["b", "a"]
    assert [a.lesson for a in again.attempts(question="a")] == ["01", "02"]
    assert latest(again)["a"].response == "02"
    assert again.seed == record.seed != open_record(path.with_name("other.sqlite")).seed
    assert (again.name, again.keeps, again.notice) == ("record", True, "")


def test_the_same_attempt_is_kept_once_and_never_changed(path):
    record, one = open_record(path), attempt(response="first")
    assert record.append(one) and record.append(one) and record.append(replace(one, response="2"))
    for change in ("UPDATE attempts SET score = 0", "DELETE FROM attempts"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            sql(path, change)
    sql(
        path,
        "INSERT OR REPLACE INTO attempts SELECT id, question, version, lesson, '9', "
        "outcome, score, confidence, hints, seconds, at, run FROM attempts",
    )
    assert [a.response for a in record.attempts()] == ["first"]


def test_the_kept_answer_does_not_follow_later_changes_of_the_response(path):
    record, response = open_record("guest"), ["a"]
    record.append(attempt(response=response))
    response.append("b")
    assert latest(record)["q"].response == ["a"]


@pytest.mark.parametrize(
    "change",
    [
        {"response": {1, 2}},
        {"response": math.nan},
        {"score": 2.0},
        {"score": math.nan},
        {"outcome": "maybe"},
        {"hints": -1},
        {"hints": 2**70},
        {"at": "2026-01-01T00:00:00"},
        {"at": "noon"},
        {"question": ""},
        {"question": "\ud800"},
        {"confidence": "very"},
        None,
    ],
)
def test_a_malformed_attempt_stops_nothing(path, change):
    record = open_record(path)
    assert not record.append(replace(attempt(), **change) if change else None)
    assert is_one_sentence(record.notice) and record.keeps
    assert record.append(attempt()) and record.notice == "" and len(ids(path)) == 1


# ---------------------------------------------------------------- places, clock


def test_a_guest_keeps_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", "guest")
    for record in (open_record(), open_record("Guest"), open_record("guest")):
        assert (record.name, record.keeps, record.seed) == ("guest", False, "")
        assert not record.append(attempt()) and is_one_sentence(record.notice)
        assert list(latest(record)) == ["q"]
        assert record.attempts(lesson="01") == []
        record.close()
    assert list(tmp_path.iterdir()) == [] and open_record().attempts() == []


def test_profiles(tmp_path, monkeypatch):
    assert open_record().name == "learner" and profiles() == ["learner"]
    ana = use_profile("  Ana   María ")
    assert ana.name == "Ana María" and ana.append(attempt())
    assert open_record().name == "Ana María" and use_profile("ANA MARÍA").attempts()
    assert use_profile("हिन्दी 2").keeps and use_profile("王").keeps
    assert profiles() == ["Ana María", "learner", "हिन्दी 2", "王"]
    assert use_profile("guest").name == "guest" == open_record().name and not open_record().keeps
    for name in ["", "..", "a/b", "a\\b", "con", "x" * 41, "a.b", "-a", "\u202ea", "a\0", "<b>"]:
        with pytest.raises(ValueError, match="profile name"):
            use_profile(name)
    assert open_record().name == "guest"
    (tmp_path / "data" / "profile.txt").write_bytes(b"\xff../evil")
    assert open_record().name == "learner"
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "named.sqlite"))
    assert open_record().name == "named" and use_profile("Ana María").name == "Ana María"


def test_profiles_where_the_folder_cannot_be_made(tmp_path):
    (tmp_path / "data").write_text("in the way")
    record = use_profile("Ana")
    said = record.notice.partition(". ")
    assert not record.keeps and is_one_sentence(f"{said[0]}.") and is_one_sentence(said[2])
    assert "a file where a folder should be" in said[0] and "this notebook only" in said[2]
    assert profiles() == []


def test_the_clock_can_be_fixed_set_back_and_moved_between_zones(path, monkeypatch):
    assert now().tzinfo is not None
    record = open_record(path)
    times = [
        "2026-05-01T09:00:00+02:00",
        "2026-04-01T09:00:00Z",
        "2026-04-30T20:00:00-07:00",
        "2020-01-01",
    ]
    for number, moment in enumerate(times):
        monkeypatch.setenv("COURSE_CLOCK", moment)
        assert now() == datetime.fromisoformat(now().isoformat())
        assert record.append(attempt(f"q{number % 2}", response=number, seconds=-5))
    kept = open_record(path).attempts()
    assert [a.response for a in kept] == [0, 1, 2, 3] and {a.seconds for a in kept} == {0.0}
    assert kept[0].at == "2026-05-01T09:00:00.000+02:00" and kept[3].at.endswith("+00:00")
    assert latest(record)["q0"].response == 2 and latest(record)["q1"].response == 3
    monkeypatch.setenv("COURSE_CLOCK", "teatime")
    assert abs(now() - datetime.now().astimezone()) < timedelta(minutes=1)
    assert record.append(attempt("tea")) and record.keeps
    assert record.notice.startswith("COURSE_CLOCK is 'teatime'") and is_one_sentence(record.notice)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows sets its zone elsewhere.")
def test_a_machine_that_travels_keeps_order_and_zones(path, monkeypatch):
    record = open_record(path)
    try:
        for zone in ("EAST-5:30", "WEST7"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            assert record.append(attempt(zone))
    finally:
        monkeypatch.undo()
        time.tzset()
    east, west = open_record(path).attempts()
    assert (east.question, east.at[-6:]) == ("EAST-5:30", "+05:30")
    assert (west.question, west.at[-6:]) == ("WEST7", "-07:00")
    assert datetime.fromisoformat(east.at) <= datetime.fromisoformat(west.at)


def test_importing_is_cheap():
    heavy = {"ipywidgets", "IPython", "numpy", "matplotlib", "yaml", "helpers.content"}
    code = f"import sys, helpers.record; print(sorted({heavy!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


# ---------------------------------------------------------------- progress


def test_progress_by_lesson_and_objective():
    objectives = [Objective(id="o1", text="Name it"), Objective(id="o2", text="Use it")]
    lesson = Lesson(
        id="02",
        title="Two",
        question="?",
        minutes=20,
        activity_minutes=5,
        area="a",
        objectives=objectives,
        sections=[],
        exit_quiz=[],
        key_points=[],
    )
    both = ["o1", "o2"]
    questions = [
        Numeric(
            id=name,
            stem="",
            objectives=both if name == "a" else ["o1"],
            section="s",
            level="apply",
            hints=[],
            answer=1,
            tolerance=0,
            unit="",
            feedback="",
            otherwise="",
            near_misses=[],
        )
        for name in "abcdefg"
    ]

    def one(question, outcome, run="1", seconds=60.0, lesson="02"):
        made = attempt(question, outcome=outcome, seconds=seconds, lesson=lesson)
        at = (datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=next(clock))).isoformat()
        return replace(made, run=run, at=at)

    clock = iter(range(0, 600, 6))
    done = progress(
        lesson,
        questions,
        [
            one("a", "incorrect"),
            one("a", "correct"),  # mastered at the second try
            one("b", "correct"),
            one("b", "incorrect", "2", lesson="05"),  # forgotten since
            one("c", "revealed"),
            one("c", "correct"),  # copied
            one("d", "revealed"),
            one("d", "correct", "2", seconds=9e4),  # known in a later sitting
            one("e", "correct"),
            one("e", "revealed"),  # looked up after it was known
            one("f", "revealed"),  # never answered
            one("elsewhere", "correct"),
        ],
    )
    assert (done.id, done.asked, done.answered, done.mastered) == ("02", 7, 5, 3)
    assert done.minutes_spent == 10 + 5 and done.share == 3 / 7
    counts = [(o.id, o.asked, o.answered, o.mastered) for o in done.objectives]
    assert counts == [("o1", 7, 5, 3), ("o2", 1, 1, 1)]
    assert progress(lesson, [], []).share == 0
    open_at_once = [one(name, "correct") for name in "abc"]  # shown together, answered as one
    together = [replace(a, at=open_at_once[0].at) for a in open_at_once]
    assert progress(lesson, questions, together).minutes_spent == 1, "no minute counts twice"
