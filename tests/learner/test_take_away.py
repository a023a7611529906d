"""The short path on one page, and how to report a mistake."""

from __future__ import annotations

import re
from pathlib import Path

import content_samples as samples
import pytest
from quiz_learner import Learner

from helpers import open_lesson
from helpers.charts import draw
from helpers.content import load_course, load_lesson
from helpers.document import md_line
from helpers.finish.take_away import FILE, take_away_html
from helpers.quiz import Quiz
from helpers.record import Record


@pytest.fixture(autouse=True)
def _record_of_its_own(tmp_path_factory, monkeypatch):
    """Notes are kept: those of a test must not stand in the record of whoever runs it."""
    folder = tmp_path_factory.mktemp("record")
    monkeypatch.setenv("COURSE_RECORD", str(folder / "record.sqlite"))


def test_the_page_holds_every_key_point_of_the_short_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lesson = open_lesson("start_here")
    view = lesson.take_away()
    assert "Keep a page to take away" in view._repr_mimebundle_()["text/plain"]
    assert not list(tmp_path.iterdir()), "nothing is written unasked"
    view.widget.children[1].children[0].click()
    assert FILE in view.widget.children[2].value
    said = view.keep().text
    assert FILE in said and [p.name for p in tmp_path.glob("*.html")] == [FILE]
    page = (tmp_path / FILE).read_text(encoding="utf-8")
    for entry in load_course().lessons:
        for point in load_lesson(entry.id).key_points:
            assert (md_line(point).html in page) == entry.short_path, point
    for row in draw("five_differences").table():
        assert all(f">{cell}<" in page for cell in row), "the two jobs stand side by side"
    assert not re.search("https?://|<script", page), "it loads nothing and runs nothing"
    assert lesson.take_away().keep().text == said
    assert [p.name for p in tmp_path.glob("*.html")] == [FILE], "the same page is written once"
    (tmp_path / FILE).write_text("my own", encoding="utf-8")
    view.keep()
    assert len(list(tmp_path.glob("*.html"))) == 2, "what is there is left as it is"
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "my own"


def test_hostile_words_stay_words():
    bad = "<script>alert(1)</script>"
    page = take_away_html("<b>Course</b>", [("<i>One</i>", [bad])], [[bad], [bad]], [(bad, bad)])
    assert "<script>" not in page and "<i>" not in page and "<b>" not in page


def test_own_notes_of_the_short_path_are_taken_along(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lesson = open_lesson("start_here")
    assert "In your own words" not in (lesson.take_away().keep(), Path(FILE).read_text())[1]
    lesson.note("two-decisions").guess("Prices & routes; dates are for others")
    lesson.note("documents-mended-reason").guess("900 more members")
    Path(FILE).unlink()
    lesson.take_away().keep()
    page = Path(FILE).read_text(encoding="utf-8")
    assert "Prices &amp; routes" in page and "900 more members" not in page


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpers.lesson.final_check.write_whole", full)
    assert "No space left on device" in open_lesson("start_here").take_away().keep().text


@pytest.mark.parametrize("question", samples.questions(), ids=lambda q: q.kind)
def test_a_mistake_can_be_reported_with_the_id_of_the_question(question):
    learner = Learner(Quiz("Trial", [question] * 2, Record(None, "guest"), "l"))
    assert learner.report == "", "nothing is answered yet"
    learner.quiz.answer(question.key)
    learner.press("Check")
    assert f"Mistake in question {question.id} (version {question.version}):" in learner.report
    assert "Nothing is sent by itself." in learner.report
    learner.press("Next")
    learner.press("Result")
    assert learner.report == ""
