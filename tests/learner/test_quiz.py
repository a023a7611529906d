"""The quiz without a browser: what is kept, what is shown, what comes back."""

from __future__ import annotations

from typing import Any

import content_samples as samples
import pytest
from quiz_learner import JUNK, WRONG, Learner

from helpers.controls import Companion
from helpers.quiz import Quiz
from helpers.quiz.session import display_order
from helpers.record import Record

ALL = samples.questions()
SINGLE, MULTIPLE, VERDICT, SORT, MATCH, ORDER, NUMBER, CALL, PAPER = ALL
each_type = pytest.mark.parametrize("question", ALL, ids=lambda q: q.kind)


@pytest.fixture
def record(tmp_path) -> Record:
    return Record(tmp_path / "record.sqlite", "test")


def quiz_of(questions: list[Any], record: Record, **more: Any) -> Quiz:
    return Quiz("Trial", questions, record, samples.LESSON, **more)


def learner_of(questions: list[Any], record: Record, **more: Any) -> Learner:
    return Learner(quiz_of(questions, record, **more))


def same(given: Any, wanted: Any) -> bool:
    return repr(given) == repr(wanted)


# ------------------------------------------------------------ answering


@each_type
def test_nothing_is_kept_of_a_question_that_is_not_answered(question, record):
    learner = learner_of([question], record)
    learner.press("Check")
    assert learner.tail.startswith("Not answered yet.")
    for response in JUNK:
        learner.quiz.answer(response)
        assert learner.quiz.check().outcome == "not_attempted"
        assert learner.tail.startswith("Not answered yet.")
    assert record.attempts() == []
    assert "Hint (1 of 2)" in learner.buttons, "no try was used up"


@each_type
@pytest.mark.parametrize("pick", ["right", "wrong"])
def test_a_response_by_hand_is_kept_and_judged(question, pick, record):
    response = question.key if pick == "right" else WRONG[question.id]
    learner = learner_of([question], record)
    learner.fill(question, response)
    assert record.attempts() == [], "a draft is not an answer"
    learner.press("Check")
    (attempt,) = record.attempts()
    result = question.grade(response)
    assert same(attempt.response, question.kept(response))
    assert (attempt.outcome, attempt.score) == (result.outcome, result.score)
    assert (attempt.question, attempt.lesson) == (question.id, samples.LESSON)
    assert attempt.seconds >= 0
    assert learner.tail.startswith(result.word)
    for remark in result.remarks:
        assert remark.text in learner.tail
    assert learner.quiz._companion.status.startswith(result.word)


@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, VERDICT], ids=lambda q: q.id)
def test_every_option_is_offered_and_stands_for_itself(question, record):
    """Shown in another order than the authors', as nearly every learner sees it."""
    count = len(question.options)
    record.seed = next(
        seed
        for seed in map(str, range(99))
        if display_order(question, count, seed)[-1] not in (0, count - 1)
    )
    learner = learner_of([question], record)
    for i in range(count):
        response = [i] if question is MULTIPLE else i
        learner.fill(question, response)
        assert same(learner.quiz._fields._read(), response)


def test_feedback_stands_in_the_order_of_the_rows(record):
    learner = learner_of([SORT], record)
    wrong = [next(g.id for g in SORT.groups if g.id != item.group) for item in SORT.items]
    learner.quiz.answer(wrong)
    result = learner.quiz.check()
    rows = [SORT.items[i].text for i in display_order(SORT, len(SORT.items), record.seed)]
    assert {r.about for r in result.remarks[1:]} == set(rows)
    told = [learner.tail.index(f"{text}: ") for text in rows]
    assert told == sorted(told)


@each_type
def test_a_response_from_python_stands_in_the_controls_and_reads_back(question, record):
    for response in (question.key, WRONG[question.id]):
        learner = learner_of([question], record)
        learner.quiz.answer(response)
        by_hand = learner_of([question], record)
        by_hand.fill(question, response)
        by_hand.press("Check")  # then all steps of a question stand there
        assert [f.value for f in learner.fields] == [f.value for f in by_hand.fields]
        assert same(learner.quiz._fields._read(), response)


def test_a_scenario_is_asked_step_by_step_and_then_stands_there_whole(record):
    question = next(q for q in ALL if q.kind == "scenario")
    learner = learner_of([question], record)
    learner.press("Next step")
    assert learner.tail.startswith("Not answered yet.") and "Step 1 of 3" in learner.head
    assert len(learner.fields) == 1 and record.attempts() == []
    learner.fields[0].index = 0
    chosen = learner.fields[0].label
    learner.press("Next step")
    assert f"Step 2 of 3 Who decides? {chosen}" in learner.head
    learner.press("Back")
    assert learner.fields[0].index == 0, "what was chosen is there again"
    learner.fill(question, question.key)
    assert learner.buttons[0] == "Check"
    learner.press("Check")
    assert learner.tail.startswith("Correct.") and "Step" not in learner.head
    assert len(learner.fields) == 2 + len(question.consult)


@each_type
def test_a_quiz_opens_with_no_control_set(question, record):
    for field in learner_of([question], record).fields:
        assert field.value in (None, False, "")


def test_all_types_in_one_quiz_share_controls_without_mixing_answers(record):
    learner = learner_of(ALL, record)
    for question in ALL:
        learner.fill(question, question.key)
        learner.press("Next" if question is not ALL[-1] else "Check")
    for number, question in enumerate(ALL, 1):
        learner.quiz.go(number)
        assert same(learner.quiz.session.now.response, question.key)
        assert learner.quiz.check().outcome == "correct"
    assert {a.question for a in record.attempts()} == {q.id for q in ALL}


def test_two_questions_with_the_same_options_do_not_share_an_answer(record):
    twins = samples.many_choices(2)
    learner = learner_of(twins, record)
    learner.fill(twins[0], 1)
    learner.press("Next")
    assert learner.fields[0].value is None
    learner.press("Check")
    assert record.attempts() == []
    learner.press("Back")
    assert learner.fields[0].value == 1


def test_half_a_response_survives_turning_the_page(record):
    learner = learner_of([ORDER, MATCH, SORT, SINGLE], record)
    for _ in range(3):
        learner.fields[1].index = 1
        drafts = [f.value for f in learner.fields]
        learner.press("Check")
        assert learner.tail.startswith("Not answered yet.")
        learner.press("Next")
        learner.press("Back")
        assert [f.value for f in learner.fields] == drafts
        learner.press("Next")


def test_two_steps_in_one_place_are_no_answer(record):
    learner = learner_of([ORDER], record)
    for field in learner.fields:
        field.index = 1
    learner.press("Check")
    assert "its own place" in learner.tail
    assert [f.index for f in learner.fields] == [1, 1, 1, 1]


class Watching(Record):
    """Looks at the screen at the moment when it is given an attempt."""

    screen: Any = None

    def append(self, attempt: Any) -> bool:
        self.seen = (self.screen.tail, self.screen.quiz._companion.status)
        return super().append(attempt)


@each_type
def test_an_answer_is_kept_before_its_feedback_shows(question, tmp_path):
    record = Watching(tmp_path / "record.sqlite", "test")
    record.screen = learner = learner_of([question], record)
    learner.fill(question, question.key)
    learner.press("Check")
    assert record.seen == ("", "")
    assert learner.tail.startswith("Correct.")


def test_an_answer_shown_is_kept_before_it_shows(tmp_path):
    record = Watching(tmp_path / "record.sqlite", "test")
    record.screen = learner = learner_of([SINGLE], record)
    for label in ("Hint (1 of 2)", "Hint (2 of 2)", "Show answer"):
        learner.press(label)
    assert "The answer" not in record.seen[0] and "The answer" in learner.tail


def test_the_same_answer_checked_twice_is_one_attempt(record):
    learner = learner_of([SINGLE, MULTIPLE], record)
    for response, count in ((0, 1), (0, 1), (3, 2), (0, 3), (1, 4), (1, 4)):
        learner.fill(SINGLE, response)
        learner.press("Check")
        learner.press("Check")
        assert len(record.attempts()) == count
        assert learner.tail.startswith("Correct." if response == 1 else "Not yet.")
    learner.quiz.answer(True)
    assert learner.quiz.check().outcome == "not_attempted", "True is not option 1"


def test_the_same_wrong_answer_checked_twice_says_that_it_is_the_same(record):
    learner = learner_of([SINGLE], record)
    still = "Still the same answer; change one."
    for response, said in ((0, True), (1, False)):
        learner.fill(SINGLE, response)
        learner.press("Check")
        assert still not in learner.tail
        learner.press("Check")
        assert (still in learner.tail) == said
        assert learner.quiz.widget.children[-1].status.startswith(still) == said


def test_the_second_try_says_what_was_missed(record):
    learner = learner_of([MULTIPLE], record)
    learner.fill(MULTIPLE, [0])
    learner.press("Check")
    assert "Why Tail fits." not in learner.tail
    learner.fill(MULTIPLE, [0, 2])
    learner.press("Check")
    assert "Why Tail fits." in learner.tail


# ------------------------------------------------------------ confidence, hints, the answer


def test_confidence_is_kept_with_the_answer_and_stays_with_its_question(record):
    learner = learner_of(samples.many_choices(2), record)
    learner.sure.index = 2
    learner.fill(SINGLE, 1)
    learner.press("Check")
    learner.press("Next")
    assert learner.sure.value is None
    learner.quiz.session.sure("guess")
    learner.fill(SINGLE, 0)
    learner.press("Check")
    assert [a.confidence for a in record.attempts()] == ["sure", "guess"]
    learner.press("Back")
    assert learner.sure.value == "sure"


def test_no_confidence_is_no_statement(record):
    quiz = quiz_of([SINGLE], record)
    with pytest.raises(ValueError, match="'very' is no step of confidence; say guess"):
        quiz.session.sure("very")
    quiz.answer(1)
    quiz.check()
    assert record.attempts()[0].confidence is None


def test_hints_come_one_by_one_and_then_the_answer(record):
    learner = learner_of([SINGLE], record)
    learner.press("Hint (1 of 2)")
    assert learner.tail == "Hint 1 of 2. Look at the string."
    learner.press("Hint (2 of 2)")
    assert "Think of the wind." in learner.tail
    assert learner.quiz.hint() is None
    assert record.attempts() == [], "a hint is no attempt"
    learner.fill(SINGLE, 0)
    learner.press("Check")
    assert record.attempts()[0].hints == 2
    learner.press("Show answer")


@pytest.mark.parametrize("tries", [1, 2])
def test_the_answer_is_offered_after_two_tries(tries, record):
    learner = learner_of([SINGLE], record)
    for response in range(0, 2 * tries, 2):
        learner.fill(SINGLE, response)
        learner.press("Check")
    assert ("Show answer" in learner.buttons) == (tries == 2)


@each_type
def test_the_answer_tells_every_reason_and_is_never_a_correct_one(question, record):
    learner = learner_of([question, VERDICT if question is SINGLE else SINGLE], record)
    learner.quiz.reveal()
    learner.quiz.reveal()
    (attempt,) = record.attempts()
    assert (attempt.outcome, attempt.score) == ("revealed", 0.0)
    for line in learner.quiz.reveal():
        assert f"{line.mark}: {line.about} {line.reason}" in learner.tail
    learner.press("Next")
    learner.press("Result")
    assert (
        "0 of 2 mastered, 0 of 2 right at the first answer." in learner.head
        and "answer shown" in learner.head
    )


def test_an_answer_copied_after_it_was_shown_does_not_count(record):
    learner = learner_of([SINGLE, VERDICT], record)
    learner.quiz.reveal()
    learner.fill(SINGLE, 1)
    learner.press("Check")
    assert learner.tail.startswith("Correct.")
    learner.press("Next")
    learner.fill(VERDICT, 0)
    learner.press("Check")
    learner.quiz.reveal()  # to look it up after a right answer takes nothing away
    learner.press("Result")
    assert "1 of 2 mastered," in learner.head
    again = learner_of([SINGLE, VERDICT], record)
    again.press("Next")
    again.press("Result")
    assert again.head == learner.head


def test_a_page_that_asks_where_the_companion_comes_from_is_told(record, monkeypatch):
    """Google Colab does; everywhere else there is nothing to tell, and outputs stay as they are."""
    quiz = quiz_of([SINGLE], record)
    assert isinstance(quiz._repr_mimebundle_(), dict)
    about = {"application/vnd.jupyter.widget-view+json": {"colab": {"custom_widget_manager": {}}}}
    monkeypatch.setattr(Companion, "_repr_mimebundle_", lambda self, **_: ({}, about))
    data, told = quiz._repr_mimebundle_()
    assert told == about and "text/plain" in data
