"""The quiz after a restart: answers, tries and hints come back."""

from __future__ import annotations

import content_samples as samples
import pytest
from quiz_learner import JUNK, WRONG, Learner

from helpers.quiz import Quiz
from helpers.quiz.session import display_order
from helpers.record import Record, new_attempt

ALL = samples.questions()
SINGLE, MULTIPLE, VERDICT, SORT, MATCH, ORDER, NUMBER, CALL, PAPER = ALL
each_type = pytest.mark.parametrize("question", ALL, ids=lambda q: q.kind)


@pytest.fixture
def record(tmp_path) -> Record:
    return Record(tmp_path / "record.sqlite", "test")


def learner_of(questions, record) -> Learner:
    return Learner(Quiz("Trial", questions, record, samples.LESSON))


@each_type
def test_an_answer_is_there_again_in_a_new_quiz(question, record, tmp_path):
    for response in (WRONG[question.id], question.key):
        first = learner_of([question], record)
        first.fill(question, response)
        first.sure.index = 1
        first.press("Check")
        kept = len(record.attempts())
        back = learner_of([question], Record(tmp_path / "record.sqlite", "test"))
        result = question.grade(response, kept)
        assert back.tail.startswith(f"{result.word} (your last answer).")
        assert [f.value for f in back.fields] == [f.value for f in first.fields]
        assert back.sure.value == "fairly"
        back.press("Check")
        assert len(record.attempts()) == kept, "the same answer is not kept twice"


def test_tries_hints_and_the_shown_answer_are_remembered(record):
    first = learner_of([SINGLE, MULTIPLE], record)
    first.press("Hint (1 of 2)")
    first.fill(SINGLE, 0)
    first.press("Check")
    first.press("Next")
    first.quiz.reveal()
    back = learner_of([SINGLE, MULTIPLE], record)
    assert "Hint (2 of 2)" in back.buttons
    back.press("Next")
    back.quiz.reveal()
    assert [a.outcome for a in record.attempts()] == ["incorrect", "revealed"]


@each_type
def test_an_odd_response_in_the_record_is_shown_as_no_answer(question, record):
    for response in JUNK[:-2]:
        record.append(
            new_attempt(
                question=question.id,
                version=question.version,
                lesson=samples.LESSON,
                response=response,
                outcome="correct",
                score=1.0,
            )
        )
        back = learner_of([question], record)
        assert "your last answer" not in back.tail
        assert back.quiz.check().outcome == "not_attempted"


def test_the_order_on_show_is_the_same_for_a_record_and_differs_between_records(tmp_path):
    records = [Record(tmp_path / f"{n}.sqlite", "test") for n in range(12)]
    orders = [learner_of([SINGLE], r).fields[0]._options_labels for r in records]
    again = [
        learner_of([SINGLE], Record(r.path, "test")).fields[0]._options_labels for r in records
    ]
    assert orders == again
    assert len(set(orders)) > 3


def test_an_ordering_question_never_opens_in_its_right_order():
    assert all(display_order(ORDER, 4, str(seed)) != [0, 1, 2, 3] for seed in range(200))
