"""The record in a browser, with a folder in place of its drive: nothing is lost between tabs."""

from __future__ import annotations

import os
import random
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from record_samples import attempt

from helpers.lesson import LessonView
from helpers.record import browser as in_browser
from helpers.record import forget, open_record, profiles, read_answers, use_profile


@pytest.fixture
def page(tmp_path, monkeypatch):
    """Open the profile as a new page does: the drive is kept, the kernel's memory is not."""
    drive = tmp_path / "drive"
    drive.mkdir()
    monkeypatch.delenv("COURSE_RECORD", raising=False)
    monkeypatch.setattr(in_browser, "DRIVE", drive)
    monkeypatch.setattr(in_browser, "HOME", drive / "product-or-project")
    monkeypatch.setattr(in_browser, "in_a_browser", lambda: True)
    count = 0

    def opened(profile: str = ""):
        nonlocal count
        count += 1
        monkeypatch.setattr(
            "helpers.record.profile_files.user_data_path",
            lambda *_, memory=tmp_path / f"memory{count}", **__: memory,
        )
        return use_profile(profile) if profile else open_record()

    return opened


LESSON = "what_is_the_difference"


def said(shown) -> str:
    return shown._repr_mimebundle_()["text/plain"]


def end(quiz) -> str:
    """What the result says after the last question."""
    quiz.go(len(quiz.session.questions))
    assert quiz.widget
    button = next(b for b in quiz.widget.children[-3].children if b.description == "Result")
    button.click()
    return quiz.widget.children[0].value


def ids(record) -> set[str]:
    return {one.id for one in record.facts()}


def test_an_answer_survives_the_page_and_the_seed_with_it(page):
    first = page()
    given = [attempt(f"q{i}") for i in range(20)]
    assert all(first.append(one) for one in given)
    later = page()
    assert later.attempts() == given
    assert later.seed == first.seed
    assert later.keeps and not later.notice


def test_two_tabs_lose_nothing(page):
    tabs = [page(), page()]
    given = [attempt(f"q{i}") for i in range(1000)]
    for one in given:
        assert random.Random(one.id).choice(tabs).append(one)
    assert ids(page()) == {one.id for one in given}
    assert all(ids(tab) == {one.id for one in given} for tab in tabs)


def test_start_over_sets_all_aside_and_it_can_be_brought_back(page):
    record, given = page(), [attempt(f"q{i}") for i in range(5)]
    for one in given:
        record.append(one)
    aside = record.start_over()
    assert not record.facts() and not page().facts()
    back = page()
    back.merge(read_answers(aside)[0])
    assert ids(page()) == {one.id for one in given}


def test_who_is_forgotten_is_not_found_again(page, tmp_path):
    record = page()
    record.append(attempt("q1"))
    done = forget(record)
    assert done.deleted and not done.left
    assert not [file for file in (tmp_path / "drive").rglob("*") if file.is_file()]
    assert not page().facts()


def test_profiles_are_apart_and_the_last_one_is_remembered(page):
    page("Ana").append(attempt("q1"))
    page("Bo").append(attempt("q2"))
    assert profiles() == ["Ana", "Bo"]
    assert page().name == "Bo" and len(page().facts()) == 1


def test_a_page_without_storage_says_so_and_goes_on(page, tmp_path, monkeypatch):
    monkeypatch.setattr(in_browser, "DRIVE", tmp_path / "none")
    monkeypatch.setattr(in_browser, "HOME", tmp_path / "none" / "course")
    record = page()
    assert "cannot keep your answers" in record.notice
    assert not record.append(attempt("q1")) and not record.keeps
    assert len(record.facts()) == 1, "until the page is closed they are there"
    assert not (tmp_path / "none").exists()


def test_a_full_drive_is_told_and_the_answer_waits(page, monkeypatch):
    record = page()
    record.append(attempt("q1"))
    write = Path.write_bytes

    def full(self, data):
        if self.suffix == ".jsonl":
            raise OSError(28, "No space left on device")
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert not record.append(attempt("q2"))
    assert "No space left" in record.notice
    monkeypatch.setattr(Path, "write_bytes", write)
    assert record.append(attempt("q3")) and not record.notice
    assert len(page().facts()) == 3


def test_a_torn_line_costs_that_answer_alone(page, tmp_path):
    record = page()
    for i in range(3):
        record.append(attempt(f"q{i}"))
    [file] = (tmp_path / "drive").rglob("*.jsonl")
    file.write_bytes(file.read_bytes()[:-20])
    assert len(page().facts()) == 2


def test_an_export_is_saved_by_a_link_and_another_device_takes_it_in(page):
    page()
    lesson = LessonView(LESSON)
    lesson.record.append(attempt("q1"))
    saved = lesson.export()
    assert said(saved).startswith("Save the file product-or-project-record-learner")
    link = BeautifulSoup(saved.widget.children[0].value, "html.parser").a
    assert link["download"] == saved.name
    data = b64decode(link["href"].partition("base64,")[2])
    page("Bo")
    other = LessonView(LESSON)
    taken = other.import_record()
    chosen = {"name": saved.name, "type": "", "size": 0, "last_modified": datetime.now(UTC)}
    assert taken.widget
    taken.chooser.value = [chosen | {"content": memoryview(data)}]
    assert ids(other.record) == ids(lesson.record)
    assert "1 answer was brought in" in taken.widget.children[1].value
    taken.chooser.value = [chosen | {"content": memoryview(b"{")}]
    assert "1 answer" not in taken.widget.children[1].value and len(ids(other.record)) == 1


def test_words_speak_of_the_browser(page):
    page()
    lesson = LessonView(LESSON)
    lesson.record.append(attempt("q1"))
    words = " ".join(map(said, [lesson.use_profile("Ana"), lesson.dashboard(), lesson.forget_me()]))
    assert "kept in this browser" in words and "answers of Ana in this browser" in words
    assert "computer" not in words and "sqlite" not in words
    assert "some browsers do that by themselves" in words


def test_where_answers_go_with_the_page_the_result_offers_a_copy(page, tmp_path, monkeypatch):
    page()
    lesson = LessonView(LESSON)
    assert "Save a copy" not in end(lesson.exit_quiz())
    monkeypatch.setattr(in_browser, "DRIVE", tmp_path / "none")
    monkeypatch.setattr(in_browser, "HOME", tmp_path / "none" / "course")
    page()
    lesson = LessonView(LESSON)
    assert "cannot keep your answers" in said(lesson)
    quiz = lesson.exit_quiz()
    assert 'download="product-or-project-record' in end(quiz)


def test_many_old_files_become_one_and_an_open_tab_goes_on(page, tmp_path):
    tabs = [page() for _ in range(in_browser.MOST_FILES + 2)]
    for number, tab in enumerate(tabs):
        tab.append(attempt(f"q{number}"))
    files = sorted((tmp_path / "drive").rglob("*.jsonl"))
    assert len(files) == len(tabs)
    assert len(ids(page())) == len(tabs) and all(file.exists() for file in files), "still young"
    for file in files:
        os.utime(file, (1, 1))
    assert len(ids(page())) == len(tabs)
    [left] = (tmp_path / "drive").rglob("*.jsonl")
    tabs[0].append(attempt("later"))
    assert len(ids(page())) == len(tabs) + 1


def test_a_tab_hears_of_answers_in_another(page):
    one, other = page(), page()
    before = one.stamp
    assert before == one.stamp
    other.append(attempt("q1"))
    assert one.stamp != before and len(one.attempts()) == 1
