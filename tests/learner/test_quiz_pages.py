"""The quiz as a pager: from page to page, to the result, and what happens without a record."""

from __future__ import annotations

import content_samples as samples
import pytest
from quiz_learner import Learner

from helpers.content import load_course, load_questions
from helpers.document import para
from helpers.quiz import Quiz
from helpers.record import Record

ALL = samples.questions()
SINGLE, MULTIPLE, VERDICT = ALL[:3]
TITLES = {"wind": "Wind & string", "kite-fly": "Fly a kite", "kite-build": "Build <one>"}


@pytest.fixture
def record(tmp_path) -> Record:
    return Record(tmp_path / "record.sqlite", "test")


def learner_of(questions, record, **more) -> Learner:
    return Learner(Quiz("Trial", questions, record, samples.LESSON, **more))


def named(word: str) -> str:
    return TITLES[word]


# ------------------------------------------------------------ pages


def test_back_and_next_lead_through_all_questions_to_the_result_and_round(record):
    learner = learner_of(ALL[:3], record)
    assert "Trial · question 1 of 3" in learner.head
    assert "Back" not in learner.buttons
    for question in ALL[:3]:
        assert question.stem in learner.head
        learner.press("Next" if question is not VERDICT else "Result")
    assert "Trial: your result" in learner.head
    assert learner.buttons == ["Back", "First question"]
    assert learner.fields == []
    learner.press("Back")
    assert VERDICT.stem in learner.head
    learner.press("Back")
    assert MULTIPLE.stem in learner.head
    learner.press("Next")
    learner.press("Result")
    learner.press("First question")
    assert SINGLE.stem in learner.head
    assert learner.buttons == ["Check", "Hint (1 of 2)", "Next"]


def test_one_question_alone_has_no_result_to_go_to(record):
    """Its feedback says it all; only what is closed with advice leads there."""
    alone = learner_of([SINGLE], record)
    assert alone.buttons == ["Check", "Hint (1 of 2)"]
    alone.fill(SINGLE, SINGLE.key)
    alone.press("Check")
    assert alone.buttons == ["Check", "Hint (1 of 2)"] and alone.tail.startswith("Correct.")
    advised = learner_of([SINGLE], record, closing=lambda s: para("Read on."))
    assert advised.buttons == ["Check", "Hint (1 of 2)", "Result"]
    steps = learner_of([q for q in ALL if len(q.parts) > 1][:1], record)
    assert steps.buttons == ["Next step", "Hint (1 of 2)"]
    steps.quiz.answer(steps.quiz.session.question.key)
    assert "Result" not in steps.buttons


def test_the_stimulus_stands_before_the_stem_and_what_to_do_after_it(record):
    head = learner_of([SINGLE], record).head
    assert head.index("A kite lies on the") < head.index(SINGLE.stem)
    assert head.endswith("Choose one option.")


def test_feedback_of_one_page_does_not_stay_on_the_next(record):
    learner = learner_of(samples.many_choices(2), record)
    learner.fill(SINGLE, 1)
    learner.press("Check")
    learner.press("Next")
    assert learner.tail == "" and learner.quiz._companion.status == ""
    learner.press("Back")
    assert learner.tail.startswith("Correct.")


@pytest.mark.parametrize("number", [0, 4, -1, 99])
def test_a_page_that_is_not_there_is_a_sentence(number, record):
    learner = learner_of(ALL[:3], record)
    with pytest.raises(IndexError, match=rf"There is no question {number}; choose 1 to 3\."):
        learner.quiz.go(number)
    assert SINGLE.stem in learner.head


def test_a_quiz_works_from_python_before_any_widget_is_made(record):
    quiz = Quiz("Trial", ALL, record, samples.LESSON)
    for number, question in enumerate(ALL, 1):
        quiz.go(number)
        assert quiz.hint() == question.hints[0]
        quiz.answer(question.key)
        assert quiz.check().outcome == "correct"
    assert quiz._box is None
    quiz.go(1)
    assert Learner(quiz).tail.startswith("Correct.")
    assert len(record.attempts()) == len(ALL)


# ------------------------------------------------------------ the result


def test_the_result_counts_by_objective_and_names_sections_to_read_again(record):
    learner = learner_of(ALL[:4], record, objective=named, section=named)
    learner.fill(SINGLE, 1)  # kite-fly: correct
    learner.press("Check")
    learner.press("Next")
    learner.fill(MULTIPLE, [0, 2])  # kite-fly: partly
    learner.press("Check")
    learner.press("Next")
    learner.fill(VERDICT, 0)  # kite-build: correct
    learner.press("Check")
    learner.press("Next")  # kite-fly: not answered
    learner.press("Result")
    fly, build = learner.head.split("Build <one>")
    assert "2 of 4 mastered, 2 of 4 right at the first answer." in fly
    assert "1 of 3 mastered : 1 partly right, 1 not answered yet." in fly
    assert "Read again: Wind & string" in fly
    assert "1 of 1 mastered." in build and "Read again" not in build
    markup = learner.quiz._head.value
    assert 'data-goto="Wind &amp; string"' in markup and "Build &lt;one&gt;" in markup


def test_the_result_follows_later_answers_and_ends_with_the_closing_words(record):
    learner = learner_of([SINGLE], record, closing=lambda s: para(f"Of {len(s.questions)}."))
    learner.press("Result")
    assert (
        "0 of 1 mastered, 0 of 1 right at the first answer." in learner.head
        and learner.head.endswith("Of 1.")
    )
    learner.press("Back")
    learner.fill(SINGLE, 1)
    learner.press("Check")
    learner.press("Result")
    assert "Well done: the question right at the first answer." in learner.head


def test_an_unknown_objective_or_section_is_shown_by_its_id(record):
    learner = learner_of([SINGLE, VERDICT], record)
    learner.press("Next")
    learner.press("Result")
    assert "kite-fly" in learner.head and "wind" in learner.head


# ------------------------------------------------------------ without a record


def test_a_guest_learns_and_leaves_nothing(record):
    guest = Record(None, "guest")
    learner = learner_of([SINGLE, VERDICT], guest)
    learner.fill(SINGLE, 1)
    learner.press("Check")
    assert learner.tail == "Correct. Wait for wind: A reason for Wait for wind."
    learner.press("Next")
    learner.press("Result")
    assert "1 of 2 mastered, 1 of 2 right at the first answer." in learner.head
    assert Record(None, "guest").attempts() == []


def test_feedback_shows_even_where_nothing_can_be_kept_and_says_so(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    record = Record(tmp_path / "file" / "record.sqlite", "test")
    assert not record.keeps
    learner = learner_of([SINGLE, VERDICT], record)
    learner.fill(SINGLE, 0)
    learner.press("Check")
    assert learner.tail.startswith("Not yet. Run: A reason for Run.")
    assert learner.tail.endswith(f"Please note. {record.notice}")
    learner.press("Hint (1 of 2)")
    learner.quiz.reveal()
    assert "The answer." in learner.tail and record.notice in learner.tail
    learner.press("Next")
    learner.press("Result")
    assert "0 of 2 mastered" in learner.head


def test_a_record_that_starts_to_fail_is_told_of_at_the_next_answer(record, monkeypatch):
    learner = learner_of([SINGLE], record)
    learner.fill(SINGLE, 0)
    learner.press("Check")
    assert "Please note" not in learner.tail
    monkeypatch.setattr(type(record), "append", lambda self, attempt: False)
    monkeypatch.setattr(type(record), "notice", "Answers are not being kept, since <disk> is full.")
    learner.fill(SINGLE, 3)
    learner.press("Check")
    assert learner.tail.startswith("Not yet. Cut the string")
    assert learner.tail.endswith("Please note. Answers are not being kept, since <disk> is full.")


# ------------------------------------------------------------ the whole course


@pytest.mark.parametrize("lesson", [entry.id for entry in load_course().lessons])
def test_every_question_of_the_course_can_be_answered_by_hand(lesson, record):
    questions = list(load_questions(lesson))
    learner = learner_of(questions, record)
    for question in questions:
        assert question.id == learner.quiz.session.question.id
        learner.fill(question, question.key)
        learner.press("Check")
        assert learner.tail.startswith("Correct."), question.id
        learner.press("Result" if question is questions[-1] else "Next")
    assert f"Well done: all {len(questions)} right at the first answer." in learner.head
    assert [a.outcome for a in record.attempts()] == ["correct"] * len(questions)
