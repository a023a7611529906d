"""What planted faults showed to be untested (see `test_mutations`): cards, dashboard, lesson."""

from __future__ import annotations

import content_samples as samples
import pytest
from quiz_learner import Learner

from helpers import open_lesson
from helpers.cards import sorry
from helpers.content import load_course, load_lesson, load_questions, question_version
from helpers.dashboard import dashboard, results_by_objective, resume_point
from helpers.grading import key_of
from helpers.quiz import Quiz
from helpers.record import Record, new_attempt

SECOND = "01_two_jobs_one_abbreviation"


@pytest.fixture
def record(tmp_path) -> Record:
    return Record(tmp_path / "record.sqlite", "test")


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Open a lesson with a record of its own."""
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    return open_lesson


def answer(record: Record, lesson_id: str, ids: list[str], outcome: str = "correct") -> None:
    """Keep an answer to some questions of a lesson."""
    for question in load_questions(lesson_id):
        if question.id in ids:
            record.append(
                new_attempt(
                    question=question.id,
                    version=question_version(question),
                    lesson=lesson_id,
                    response=key_of(question),
                    outcome=outcome,
                    score=float(outcome == "correct"),
                    seconds=60.0,
                )
            )


def test_tries_outlive_the_kernel(record):
    single = samples.questions()[0]
    first = Learner(Quiz("Trial", [single], record, samples.LESSON))
    for response in (0, 2):
        first.fill(single, response)
        first.press("Check")
    back = Learner(Quiz("Trial", [single], Record(record.path, "test"), samples.LESSON))
    assert "Show answer" in back.buttons


def test_a_card_shows_its_sentence_as_text():
    card = sorry("There is no lesson '<b>x</b>' & co.")
    assert "&lt;b&gt;x&lt;/b&gt;&#x27; &amp; co." in card.html
    assert card.text == "There is no lesson '<b>x</b>' & co."
    assert set(card._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_a_lesson_files_answers_under_its_own_id(lesson):
    opened = lesson(SECOND)
    for quiz in (opened.check(opened.content.sections[0].id), opened.exit_quiz()):
        quiz.answer(key_of(quiz.session.question))
        assert quiz.check().outcome == "correct"
    kept = opened.record.attempts()
    assert [a.lesson for a in kept] == [SECOND, SECOND]
    assert kept[1].question == opened.content.exit_quiz[0]


def test_the_dashboard_leads_to_the_first_open_section(record):
    course = load_course()
    content = load_lesson(SECOND)
    assert resume_point(course, []) == (course.lessons[0].id, "")
    assert "Begin with" in dashboard(course, record).text
    answer(record, SECOND, content.sections[0].checks)
    title = next(part.title for part in content.sections[1:] if part.checks)
    assert resume_point(course, record.attempts()) == (SECOND, title)
    card = dashboard(course, record)
    assert card.text.endswith(f"Continue where you left off: {content.title}, {title}")
    assert f"{SECOND}.ipynb#{title.replace(' ', '-')}" in card.html
    done = len(content.sections[0].checks)
    total = len(load_questions(SECOND))
    assert f" {content.title}: {done} of {total} mastered, {done} of about" in card.text
    for part in content.sections:
        answer(record, SECOND, part.checks)
    assert resume_point(course, record.attempts()) == (SECOND, "")
    answer(record, SECOND, content.exit_quiz)
    following = course.lessons[[e.id for e in course.lessons].index(SECOND) + 1].id
    assert resume_point(course, record.attempts())[0] == following


def test_results_name_the_sections_of_open_questions(record):
    content, questions = load_lesson(SECOND), load_questions(SECOND)
    lines, rows = results_by_objective(content, questions, [])
    assert len(lines) == len(rows) == len(content.objectives)
    assert all(line.startswith("□□□□□□□□□□ ") for line in lines)
    assert not any("Read again" in row for row in rows)
    answer(record, SECOND, [questions[0].id], outcome="incorrect")
    _, rows = results_by_objective(content, questions, record.attempts())
    title = next(part.title for part in content.sections if part.id == questions[0].section)
    asked = [o.id for o in content.objectives].index(questions[0].objectives[0])
    assert "Read again: " in rows[asked] and f"#{title.replace(' ', '-')}" in rows[asked]
    answer(record, SECOND, [question.id for question in questions])
    lines, rows = results_by_objective(content, questions, record.attempts())
    assert all(line.startswith("■■■■■■■■■■ ") for line in lines)
    assert not any("Read again" in row for row in rows)


def test_the_diagnostic_says_what_to_skip(lesson):
    opened = lesson("00_start_here")
    quiz = opened.diagnostic()
    strong, weak = [area for area in opened.course.areas if area.lessons][:2]
    for number, question in enumerate(quiz.session.questions, 1):
        quiz.go(number)
        if question.area == strong.id:
            quiz.answer(key_of(question))
            quiz.check()
    learner = Learner(quiz)
    learner.press("Result")
    assert f"{strong.title} : 2 of 2; you may skim" in learner.head
    assert f"{weak.title} : 0 of 2; work through" in learner.head


def test_an_unknown_name_is_a_sentence_with_the_known_ones(lesson):
    opened = lesson(SECOND)
    assert "life_lines" in opened.chart("life_line").text
    section = opened.check("no-such-section").text
    assert all(part.id in section for part in opened.content.sections)
    closed = lesson("01_two_jobs")
    assert SECOND in closed.text and closed.exit_quiz().text == closed.text
