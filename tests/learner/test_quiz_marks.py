"""What the page is told after Check: a mark for each row, the next step, and never the key."""

from __future__ import annotations

import random

import content_samples as samples
import pytest

from helpers.questions.parts import ChooseMany
from helpers.quiz import Quiz
from helpers.record import Record

QUESTIONS = {question.kind: question for question in samples.questions()}


def quiz_of(question):
    quiz = Quiz("Quiz", [question], Record(None, "guest"), "l")
    assert quiz.widget
    return quiz


def signal(quiz):
    companion = quiz.widget.children[-1]
    return companion.state, companion.marks


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_a_right_answer_has_right_rows_and_leads_on(question):
    quiz = quiz_of(question)
    assert signal(quiz) == ("asked", [])
    quiz.answer(question.key)
    quiz.check()
    state, marks = signal(quiz)
    assert state == "done" and "right" in marks and not {"wrong", "missed"} & {*marks}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
def test_marks_stand_on_the_rows_that_were_answered(question):
    """Played through many wrong answers: a row is right just if its own choice is."""
    quiz = quiz_of(question)
    dice = random.Random(7)
    for _ in range(20):
        response = question.miss(dice, lambda choices, right: _wrong(dice, choices, right))
        quiz.answer(response)
        if quiz.check().outcome == "correct":
            continue
        state, marks = signal(quiz)
        assert state == "again"
        told = {"wrong", "missed"} & {*marks}
        assert told or any(isinstance(part, ChooseMany) for part in question.parts)


def _wrong(dice, choices, right):
    return dice.choice([i for i in range(len(choices)) if i not in right])


def test_the_one_right_choice_is_marked_only_when_the_answer_is_shown():
    question = QUESTIONS["single_choice"]
    quiz = quiz_of(question)
    for wrong in [i for i in range(len(question.options)) if i != question.key]:
        quiz.answer(wrong)
        quiz.check()
        state, marks = signal(quiz)
        assert state == "again" and sorted(filter(None, marks)) == ["wrong"]
    quiz.reveal()
    state, marks = signal(quiz)
    assert state == "shown" and sorted(filter(None, marks)) == ["missed", "wrong"]


def test_what_a_choice_of_several_leaves_out_is_marked_from_the_second_try_on():
    question = QUESTIONS["multiple_response"]
    quiz = quiz_of(question)
    quiz.answer(question.key[:1])
    quiz.check()
    assert "missed" not in signal(quiz)[1]
    wrong = next(i for i in range(len(question.options)) if i not in question.key)
    quiz.answer([question.key[0], wrong])
    quiz.check()
    assert "missed" in signal(quiz)[1]


def test_a_changed_draft_takes_the_marks_away():
    question = QUESTIONS["single_choice"]
    wrong = next(i for i in range(len(question.options)) if i != question.key)
    quiz = quiz_of(question)
    quiz.answer(wrong)
    quiz.check()
    radio = quiz.widget.children[1]
    radio.value = question.key
    assert signal(quiz) == ("asked", [])


def test_an_answer_that_is_not_whole_marks_nothing():
    quiz = quiz_of(QUESTIONS["matching"])
    quiz.check()
    assert signal(quiz) == ("asked", [])
