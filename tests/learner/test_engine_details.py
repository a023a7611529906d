"""What planted faults showed to be untested (see `test_mutations`): cards, dashboard, lesson."""

from __future__ import annotations

import content_samples as samples
import pytest
from project_files import notebook_of
from quiz_learner import Learner

from helpers import open_lesson
from helpers.authoring.committed import drop_views
from helpers.content import ContentError, load_course, load_lesson, load_questions
from helpers.dashboard import dashboard, results_by_objective, resume_point
from helpers.document import Card, bullets, lesson_link, sorry
from helpers.quiz import Quiz
from helpers.record import Record, new_attempt

SECOND = "two_jobs_one_abbreviation"


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
                    version=question.version,
                    lesson=lesson_id,
                    response=question.key,
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


def test_the_full_answer_stands_in_the_order_on_show(tmp_path):
    single = samples.questions()[0]
    orders = set()
    for number in range(6):
        own = Record(tmp_path / f"{number}.sqlite", "test")
        learner = Learner(Quiz("Trial", [single], own, samples.LESSON))
        shown = list(learner.fields[0]._options_labels)
        learner.quiz.reveal()
        places = [learner.tail.index(f": {label}") for label in shown]
        assert places == sorted(places)
        orders.add(tuple(shown))
    assert len(orders) > 1


def test_an_ordering_question_offers_a_place_for_each_step(record):
    order = samples.questions()[5]
    learner = Learner(Quiz("Trial", [order], record, samples.LESSON))
    for field in learner.fields:
        assert [str(label) for label in field._options_labels][1:] == ["1", "2", "3", "4"]


def test_hints_stay_until_the_page_is_turned(record):
    single, multiple = samples.questions()[:2]
    learner = Learner(Quiz("Trial", [single, multiple], record, samples.LESSON))
    learner.press("Hint (1 of 2)")
    learner.press("Hint (2 of 2)")
    assert all(hint in learner.tail for hint in single.hints)
    learner.press("Next")
    assert not any(hint in learner.tail for hint in single.hints)


def test_confidence_by_hand_is_kept_on_every_page(record):
    questions = samples.many_choices(2)
    learner = Learner(Quiz("Trial", questions, record, samples.LESSON))
    for number, question in enumerate(questions):
        learner.sure.index = number
        learner.fill(question, 1)
        learner.press("Check")
        learner.press("Next" if number == 0 else "Result")
    assert [a.confidence for a in record.attempts()] == ["guess", "fairly"]


def test_the_time_of_an_answer_begins_when_its_question_is_shown(record, monkeypatch):
    clock = iter([100.0, 107.0, 107.0, 110.0, 125.0, 125.0])
    monkeypatch.setattr("helpers.quiz.session.time.monotonic", lambda: next(clock))
    quiz = Quiz("Trial", samples.many_choices(2), record, samples.LESSON)
    for number in (1, 2):
        quiz.answer(1)
        quiz.check()
        if number == 1:
            quiz.go(2)
    assert [a.seconds for a in record.attempts()] == [7.0, 15.0]


def test_places_are_counted_in_words():
    sort = samples.questions()[3]
    key = sort.key
    assert sort.grade(key).remarks[0].text == "All 4 items are in their group."
    one_wrong = [next(g.id for g in sort.groups if g.id != key[0]), *key[1:]]
    assert sort.grade(one_wrong).remarks[0].text == "3 of 4 items are in their group."


def test_the_spoken_feedback_names_what_it_speaks_of(record):
    multiple = samples.questions()[1]
    learner = Learner(Quiz("Trial", [multiple], record, samples.LESSON))
    learner.fill(multiple, [0, 2])
    learner.press("Check")
    one, other = (f"{name}: A reason for {name}." for name in ("String", "Frame"))
    assert learner.quiz._companion.status in (  # in the order in which they stand on the page
        f"Partly right. {one} {other} One more option belongs to the answer.",
        f"Partly right. {other} {one} One more option belongs to the answer.",
    )


def test_a_card_shows_its_sentence_as_text():
    card = sorry("There is no lesson '<b>x</b>' & co.")
    assert "&lt;b&gt;x&lt;/b&gt;' &amp; co." in card.html
    assert card.text == "Please note. There is no lesson '<b>x</b>' & co."
    assert set(card._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_a_link_leads_to_a_notebook_or_to_a_heading_in_it():
    html = lesson_link("02_x", "X & Y").html
    assert 'href="02_x.ipynb"' in html and ">X &amp; Y<" in html
    assert 'href="02_x.ipynb#Two-words"' in lesson_link("02_x", "X", "Two words").html


def test_nothing_of_a_dropped_view_stays_behind():
    view = "application/vnd.jupyter.widget-view+json"
    output = {"data": {view: {}, "text/html": "x"}, "metadata": {view: {"a": 1}, "text/html": {}}}
    assert drop_views({"cells": [{"outputs": [output]}]}) == 1
    assert output == {"data": {"text/html": "x"}, "metadata": {"text/html": {}}}


def test_a_lesson_files_answers_under_its_own_id(lesson):
    opened = lesson(SECOND)
    for quiz in (opened.check(opened.content.sections[0].id), opened.exit_quiz()):
        quiz.answer(quiz.session.question.key)
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
    assert card.text.startswith(f"Continue where you left off: {content.title}, {title}\n")
    assert f"{notebook_of(SECOND)}#{title.replace(' ', '-')}" in card.html
    done = len(content.sections[0].checks)
    total = len(load_questions(SECOND))
    entry = course.entry(SECOND)
    short = " (short path)" if entry.short_path else ""
    row = next(x for x in card.text.split("\n") if x.startswith(f"{entry.label}{short} | "))
    assert f" {done} of {total} mastered | {done} of about" in row
    for part in content.sections:
        answer(record, SECOND, part.checks)
    assert resume_point(course, record.attempts()) == (SECOND, "")
    answer(record, SECOND, content.exit_quiz)
    following = course.lessons[[e.id for e in course.lessons].index(SECOND) + 1].id
    assert resume_point(course, record.attempts())[0] == following


def test_results_name_the_sections_of_open_questions(record):
    content, questions = load_lesson(SECOND), load_questions(SECOND)

    def results():
        found = bullets(results_by_objective(load_course(), content, questions, record.attempts()))
        return found.text.removeprefix("- ").split("\n- "), found.html.split("<li>")[1:]

    lines, rows = results()
    assert len(lines) == len(rows) == len(content.objectives)
    assert not any("□" in line or "mastered" in line for line in lines)
    assert not any("Read again" in row for row in rows)
    answer(record, SECOND, [questions[0].id], outcome="incorrect")
    _, rows = results()
    title = next(part.title for part in content.sections if part.id == questions[0].section)
    asked = [o.id for o in content.objectives].index(questions[0].objectives[0])
    assert "Read again: " in rows[asked] and f"#{title.replace(' ', '-')}" in rows[asked]
    answer(record, SECOND, [question.id for question in questions])
    lines, rows = results()
    assert all(line.startswith("■■■■■■■■■■ ") for line in lines)
    assert not any("Read again" in row for row in rows)


def test_the_diagnostic_counts_first_answers_and_says_what_to_read_first(lesson):
    opened = lesson("start_here")
    quiz = opened.diagnostic()
    areas = {area.id: area for area in opened.course.areas}
    how = {
        "product_job": [{}, {}],  # both known: only this area has lessons to skim
        "project_job": [{}, {"sure": "guess"}],
        "difference": [{}, {}],  # 04 is on the short path
        "product_methods": [{}, {}],  # labs
        "project_methods": [{"first_wrong": True}, {"hint": True}],
        "documents": [{}],  # one answer alone skips nothing
    }
    for number, question in enumerate(quiz.session.questions, 1):
        quiz.go(number)
        if not how.get(question.area):
            continue
        told = how[question.area].pop(0)
        if told.get("first_wrong"):
            quiz.answer(next(i for i in range(4) if i != question.key))
            quiz.check()
        if told.get("hint"):
            quiz.hint()
        quiz.session.sure(told.get("sure"))
        quiz.answer(question.key)
        assert quiz.check().outcome == "correct"
    learner = Learner(quiz)
    learner.press("Result")
    said = learner.head
    for area, known in (("product_job", 2), ("project_job", 1), ("difference", 2)):
        assert f"{areas[area].title} : {known} of 2 known" in said
    assert f"{areas['project_methods'].title} : 0 of 2 known; work through" in said
    assert f"{areas['product_methods'].title} : 2 of 2 known; work through" in said
    assert f"{areas['documents'].title} : 1 of 1 known; work through" in said
    assert said.count("you may skim") == 2
    skimmed = [part.split(" and go straight")[0] for part in said.split("you may skim")[1:]]
    kept = [entry.title for entry in opened.course.lessons if entry.short_path]
    kept += [e.title for e in opened.course.lessons if "lab:" in e.title]
    assert len(kept) >= 6 and not [t for t in kept for part in skimmed if t in part]
    assert "Read first: Two jobs, one abbreviation" in said.replace(" .", ".")
    again = lesson("start_here").diagnostic()
    assert again.session.known_by_area() == quiz.session.known_by_area()


def test_an_unknown_name_is_a_sentence_with_the_known_ones(lesson):
    opened = lesson(SECOND)
    assert "life_lines" in opened.chart("life_line").text
    section = opened.check("no-such-section").text
    assert all(part.id in section for part in opened.content.sections)
    for other, without in (("start_here", "diagnostic"), ("final_check", "final-test")):
        opened = lesson(other)
        for part in opened.content.sections:
            found = opened.check(part.id)
            assert bool(part.checks) == (not isinstance(found, Card))
        said = opened.check(without).text
        assert said.startswith(f"Please note. No check follows the section {without!r}; ")
    for odd in (None, 7, ["life"]):
        assert f"This lesson has no section {odd!r}; it has " in opened.check(odd).text
    numbered = lesson("07_two_jobs_one_abbreviation")  # as the first edition's notebooks say it
    assert numbered.content.id == SECOND
    closed = lesson("01_two_jobs")
    assert SECOND in closed.text and closed.exit_quiz().text == closed.text


def test_a_lesson_that_cannot_be_read_is_listed_with_the_reason(record, monkeypatch):
    def load(lesson_id):
        if lesson_id == SECOND:
            raise ContentError(["x.yaml: <b>; mend it.", "y.yaml: another fault."])
        return load_lesson(lesson_id)

    monkeypatch.setattr("helpers.dashboard.load_lesson", load)
    card = dashboard(load_course(), record)
    assert f"{load_lesson(SECOND).title} | x.yaml: <b>; mend it." in card.text
    assert "x.yaml: &lt;b&gt;; mend it." in card.html and "another fault" not in card.text


def test_a_guest_is_told_on_the_title_card_and_on_the_dashboard(lesson, monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", "guest")
    opened = lesson(SECOND)
    for bundle in (opened._repr_mimebundle_(), opened.dashboard()._repr_mimebundle_()):
        assert "Please note. You are working as a guest" in bundle["text/plain"]
        assert "You are working as a guest" in bundle["text/html"]
    assert opened.content.question in opened._repr_mimebundle_()["text/plain"]
    assert opened.content.title in bundle["text/plain"]


def test_every_recap_but_the_last_leads_on(lesson):
    ids = [entry.id for entry in load_course().lessons]
    recaps = [lesson(lesson_id).recap() for lesson_id in ids]
    onward = [f'href="{notebook_of(after)}"' for after in ids[1:]]
    assert all(href in r.html for r, href in zip(recaps, onward, strict=False))
    assert [("Next: " in r.text) for r in recaps] == [True] * (len(ids) - 1) + [False]
