"""The lesson with the final test for tests, also while it is a draft; import the fixtures."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
import yaml

from helpers import open_lesson
from helpers.content import course_root, library, load_lesson, load_questions
from helpers.record import new_attempt

START, END = "start_here", "final_check"


@pytest.fixture(scope="session")
def final_root(tmp_path_factory) -> Path:
    """A copy of the course's data that lists the last lesson, and no other draft."""
    root = tmp_path_factory.mktemp("final") / "lessons_data"
    shutil.copytree(course_root(), root)
    path = root / "course.yaml"
    course = yaml.safe_load(path.read_text(encoding="utf-8"))
    if all(entry["id"] != END for entry in course["lessons"]):
        own = yaml.safe_load((root / "lessons" / f"{END}.yaml").read_text(encoding="utf-8"))
        entry = {"notebook": f"15_{END}"} | {key: own[key] for key in ("id", "title", "minutes")}
        course["lessons"].append(entry)
        path.write_text(yaml.safe_dump(course, allow_unicode=True), encoding="utf-8")
    return root


@pytest.fixture
def final_lesson(final_root, tmp_path, monkeypatch):
    """The last lesson, open on an empty record; files are written into a folder of its own."""
    monkeypatch.setattr(library, "course_root", lambda: final_root)
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    monkeypatch.setenv("COURSE_CLOCK", "2026-01-05T09:00:00+00:00")
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return open_lesson(END)


def form(lesson_id: str) -> list[str]:
    """The questions of a lesson's exit quiz: the diagnostic, or the final test."""
    return load_lesson(lesson_id).exit_quiz


def answer(lesson, questions: list[str], outcome: str = "correct", **more) -> None:
    """Keep an attempt at each question, right or not, or as a reveal."""
    homes = {q.id: (e.id, q) for e in lesson.course.lessons for q in load_questions(e.id)}
    for question in questions:
        home, asked = homes[question]
        facts = {
            "version": asked.version,
            "response": 0,
            "score": float(outcome == "correct"),
        } | more
        lesson.record.append(new_attempt(question=question, lesson=home, outcome=outcome, **facts))


def master(lesson, lesson_id: str, objective: str) -> None:
    """Answer every question of an objective rightly."""
    for question in load_questions(lesson_id):
        if objective in question.objectives:
            assert question.grade(question.key).outcome == "correct"
            answer(lesson, [question.id])


def plain(html: str) -> str:
    """HTML as its words."""
    html = re.sub(r"</?(em|strong|code)>", "", html)  # these stand within words and their commas
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
