"""Questions that come back, played through the view: mixed into an exit quiz, and in the review."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hostile import SCRIPTS, live_tags
from project_files import notebook_of
from quiz_learner import Learner
from review_samples import FIRST, FOURTH, MONDAY, SECOND, answered, full_record, questions_of
from widget_traffic import watched

from helpers import open_lesson
from helpers.content import load_course, load_lesson, load_questions
from helpers.quiz import Quiz, Returning
from helpers.quiz.words import paper as on_paper
from helpers.record import Record, progress

DAY = timedelta(days=1)
LESSONS = [entry.id for entry in load_course().lessons]
MARK = "From an earlier lesson: "
CHECKED = {question for part in load_lesson(FIRST).sections for question in part.checks}
PLAIN = [q for q in questions_of(FIRST, chart=False) if "choice" in q.kind]
IN_A_CHECK = next(q for q in questions_of(FIRST, chart=False) if q.id in CHECKED)
PICTURED = questions_of(SECOND, chart=True)[0]


@pytest.fixture
def clock(monkeypatch):
    def set_to(moment) -> None:
        monkeypatch.setenv("COURSE_CLOCK", moment.isoformat())

    set_to(MONDAY + DAY)
    return set_to


@pytest.fixture
def opened(tmp_path, monkeypatch, clock):
    """Open a lesson on a record that begins with the attempts given."""

    def opening(lesson: str, *attempts):
        path = tmp_path / "record.sqlite"
        monkeypatch.setenv("COURSE_RECORD", str(path))
        if attempts:
            full_record(path, list(attempts))
        return open_lesson(lesson)

    return opening


def paper(view) -> dict[str, str]:
    bundle = view._repr_mimebundle_()
    return {kind: bundle[kind] for kind in ("text/plain", "text/html")}


def turn_to(learner: Learner, question_id: str):
    """Go to a question of the quiz and return it."""
    asked = learner.quiz.session.questions
    number = next(n for n, q in enumerate(asked, 1) if q.id == question_id)
    learner.quiz.go(number)
    return asked[number - 1]


# ---------------------------------------------------------------- mixed into the exit quiz


@pytest.mark.parametrize("lesson", LESSONS[1:])
def test_with_an_empty_record_an_exit_quiz_is_its_own(opened, lesson):
    view = opened(lesson)
    own = {q.id: q for q in load_questions(lesson)}
    asked = [own[question] for question in view.content.exit_quiz]
    quiz = view.exit_quiz()
    assert quiz.session.questions == asked and quiz.session.returning == {}
    plain = Quiz("Exit quiz", asked, Record(None, "guest"), lesson)
    assert paper(quiz) == paper(plain)


def test_up_to_three_due_questions_stand_among_the_lessons_own(opened):
    missed = [answered(q.id) for q in questions_of(FIRST)[:5]]
    view = opened(FOURTH, *missed)
    asked = [q.id for q in view.exit_quiz().session.questions]
    own = list(view.content.exit_quiz)
    assert [q for q in asked if q in own] == own
    assert [n for n, q in enumerate(asked, 1) if q not in own] == [3, 6, 9]


@pytest.mark.parametrize("lesson", [FIRST, SECOND])
def test_only_earlier_lessons_lend_questions(opened, lesson):
    missed = [answered(q.id, lesson=SECOND) for q in questions_of(SECOND)]
    assert opened(lesson, *missed).exit_quiz().session.returning == {}


def test_the_diagnostic_and_unknown_questions_do_not_come_back(opened):
    start = "start_here"
    probes = [answered(q.id, lesson=start) for q in load_questions(start)]
    assert {q.area == "" for q in load_questions(start)} == {True, False}
    gone = [answered("a-question-of-old"), answered("drill-x", lesson="fifty_product_terms")]
    assert opened(FOURTH, *probes, *gone).exit_quiz().session.returning == {}
    assert "Nothing is due for review" in opened(start).review().text


def test_a_returning_question_says_where_it_is_from_and_opens_without_the_old_answer(opened):
    question = PLAIN[0]
    view = opened(FOURTH, answered(question.id, response=1, confidence="sure"))
    learner = Learner(view.exit_quiz())
    assert MARK not in learner.head
    turn_to(learner, question.id)
    assert MARK + load_lesson(FIRST).title in learner.head
    assert all(field.value in (None, False, "") for field in learner.fields)
    assert learner.sure.value is None and learner.tail == ""
    assert learner.buttons[1].startswith("Hint (1 of")


def test_a_returning_question_is_filed_under_its_own_lesson_and_counts_there(opened, clock):
    question = IN_A_CHECK
    view = opened(FOURTH, answered(question.id))
    learner = Learner(view.exit_quiz())
    own = learner.quiz.session.questions[0]
    for one in (own, question):
        turn_to(learner, one.id)
        learner.fill(one, one.key)
        learner.sure.index = 2
        learner.press("Check")
        assert learner.tail.startswith("Correct.")
    kept = view.record.attempts()
    assert [(a.question, a.lesson) for a in kept[1:]] == [(own.id, FOURTH), (question.id, FIRST)]
    done = progress(load_lesson(FIRST), load_questions(FIRST), kept)
    assert done.mastered == 1 and done.minutes_spent > 0
    assert opened(FOURTH).exit_quiz().session.returning == {}, "it is not due any more"
    home = next(s for s in load_lesson(FIRST).sections if question.id in s.checks)
    back = Learner(opened(FIRST).check(home.id))
    turn_to(back, question.id)
    assert "your last answer" in back.tail, "its own lesson shows the new answer"


def test_an_answer_shown_there_brings_the_question_back(opened, clock):
    question = PLAIN[0]
    learner = Learner(opened(FOURTH, answered(question.id)).exit_quiz())
    turn_to(learner, question.id)
    while "Show answer" not in learner.buttons:
        learner.press(next(b for b in learner.buttons if b.startswith("Hint")))
    learner.press("Show answer")
    clock(MONDAY + 2 * DAY)
    again = opened(FOURTH)
    assert set(again.exit_quiz().session.returning) == {question.id}
    assert again.record.attempts()[-1].outcome == "revealed"


def test_the_result_names_the_other_lesson_and_links_to_its_section(opened):
    question = PLAIN[0]
    learner = Learner(opened(FOURTH, answered(question.id)).exit_quiz())
    asked = len(learner.quiz.session.questions)
    learner.quiz.go(asked)
    learner.press("Result")
    title = next(s.title for s in load_lesson(FIRST).sections if s.id == question.section)
    assert f"{MARK}{load_lesson(FIRST).title} 0 of 1 mastered : 1 not answered yet." in learner.head
    assert f'href="{notebook_of(FIRST)}#{title.replace(" ", "-")}"' in learner.quiz._head.value
    assert f"0 of {asked} mastered, 0 of {asked} right at the first" in learner.head
    assert question.objectives[0] not in learner.head


def test_a_question_about_a_picture_brings_its_picture(opened):
    learner = Learner(opened(FOURTH, answered(PICTURED.id, lesson=SECOND)).exit_quiz())
    turn_to(learner, PICTURED.id)
    head = learner.box.children[0].value
    assert re.search(r'<img alt="[^"]{30,}" src="data:image/png;base64,', head)
    assert head.index("<img") < head.index(f"{learner.quiz._uid}-stem")
    turn_to(learner, learner.quiz.session.questions[0].id)
    assert "<img" not in learner.box.children[0].value


def test_on_paper_a_returning_question_is_marked_and_tells_no_key(opened):
    question = PLAIN[0]
    shown = paper(opened(FOURTH, answered(question.id)).exit_quiz())
    mark = MARK + load_lesson(FIRST).title
    assert shown["text/plain"].count(mark) == 1 and shown["text/html"].count(mark) == 1
    assert f'href="{notebook_of(FIRST)}#' in shown["text/html"]
    secrets = [option.feedback for option in question.options] + list(question.hints)
    assert not any(secret in text for secret in secrets for text in shown.values())


@pytest.mark.parametrize("text", SCRIPTS[:12])
def test_a_mark_is_shown_as_text(text):
    returning = {question.id: Returning(FIRST, text) for question in PLAIN[:2]}
    assert live_tags(on_paper("Quiz", PLAIN[:1], returning).html) == []
    assert text in on_paper("Quiz", PLAIN[:1], returning).text
    guest = Record(None, "guest")
    asked = Learner(Quiz("Quiz", PLAIN[:1], guest, FOURTH, returning=returning))
    assert live_tags(asked.box.children[0].value) == []
    learner = Learner(Quiz("Quiz", PLAIN[:2], guest, FOURTH, returning=returning))
    learner.press("Next")
    learner.press("Result")
    assert live_tags(learner.box.children[0].value) == []


# ---------------------------------------------------------------- today's review


def test_a_review_is_played_to_its_end_and_then_there_is_none(opened, clock):
    wrong = PLAIN[:3]
    view = opened("start_here", *(answered(q.id, MONDAY) for q in wrong))
    quiz = view.review()
    assert quiz.title == "Review today" and len(quiz.session.questions) == 3
    learner = Learner(quiz)
    for number in range(1, 4):
        question = quiz.session.question
        assert f"Review today · question {number} of 3" in learner.head
        assert f"From lesson 1: {load_lesson(FIRST).title}" in learner.head
        learner.fill(question, question.key)
        learner.press("Check")
        learner.press("Next" if number < 3 else "Result")
    assert (
        "Well done: all 3 right at the first answer." in learner.head
        and "Read again" not in learner.head
    )
    assert {a.lesson for a in view.record.attempts()} == {FIRST}
    assert view.review().text == (
        "Nothing is due for review now. The next question comes back on 7 January 2026."
    )


def test_a_review_asks_anew_even_in_the_lesson_where_the_old_answer_stands(opened, clock):
    clock(MONDAY)
    lesson = opened(FIRST)
    home = next(s for s in lesson.content.sections if IN_A_CHECK.id in s.checks)
    learner = Learner(lesson.check(home.id))
    question = turn_to(learner, IN_A_CHECK.id)
    learner.quiz.reveal()
    learner.fill(question, question.key)
    learner.press("Check")
    clock(MONDAY + DAY)
    check, review = Learner(lesson.check(home.id)), Learner(lesson.review())
    turn_to(check, question.id)
    assert "your last answer" in check.tail
    assert review.quiz.session.question == question and review.tail == ""
    assert all(field.value in (None, False, "") for field in review.fields)
    assert review.buttons[1].startswith("Hint (1 of")


def test_a_review_is_limited_to_twenty_a_day_unless_asked(opened, clock):
    questions = [(e, q) for e in LESSONS[1:4] for q in questions_of(e)]
    view = opened("start_here", *(answered(q.id, lesson=e) for e, q in questions))
    assert len(questions) > 30 and len(view.review().session.questions) == 20
    assert len(view.review(a_day=25).session.questions) == 25
    quiz = view.review()
    for number, question in enumerate(quiz.session.questions, 1):
        quiz.go(number)
        quiz.answer(question.key)
        quiz.check()
    left = len(questions) - 20
    assert view.review().text == (
        f"You have reviewed 20 questions today, and that is enough. {left} more questions can wait "
        f"for tomorrow, or run lesson.review(a_day={len(questions)})."
    )
    assert len(view.review(a_day=len(questions)).session.questions) == left
    for wrong in (0, "many", 2.5, True):
        assert "give a whole number from 1 up" in view.review(a_day=wrong).text


def test_confident_mistakes_open_the_review(opened, clock):
    late = answered(PLAIN[2].id, MONDAY + timedelta(minutes=30), confidence="sure")
    view = opened("start_here", *(answered(q.id) for q in PLAIN[:2]), late)
    assert [q.id for q in view.review().session.questions][0] == PLAIN[2].id


def test_a_review_costs_no_more_models_than_any_quiz(opened, clock):
    choice = [q for e in LESSONS[1:] for q in questions_of(e, chart=False)]
    choice = [q for q in choice if q.kind == "single_choice"][:20]
    homes = {q.id: e for e in LESSONS for q in load_questions(e)}
    view = opened("start_here", *(answered(q.id, lesson=homes[q.id]) for q in choice))
    with watched() as traffic:
        learner = Learner(view.review())
        for number in range(1, 21):
            learner.quiz.go(number)
    assert traffic.models <= 20


def test_a_lesson_that_cannot_be_read_lends_nothing(opened, clock, monkeypatch):
    from helpers.content import ContentError, library

    def load(lesson_id):
        if lesson_id == FIRST:
            raise ContentError(["questions/01.yaml: broken; mend it."])
        return load_questions(lesson_id)

    monkeypatch.setattr(library, "load_questions", load)
    view = opened(FOURTH, answered(PLAIN[0].id), answered(PICTURED.id, lesson=SECOND))
    assert set(view.exit_quiz().session.returning) == {PICTURED.id}
