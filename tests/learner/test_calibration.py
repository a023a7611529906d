"""How sure and how right: what counts, the shares and their ranges, few answers, the picture."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from quiz_learner import Learner
from review_samples import FIRST, LATER, MONDAY, answered, full_record, questions_of
from scipy.stats import binomtest

from helpers import open_lesson
from helpers.charts.exhibits.record import SOURCE, calibration
from helpers.review import confidence_steps, first_tries
from helpers.review.calibration import ENOUGH, ConfidenceStep
from helpers.review.tries import PAUSE

MINUTE = timedelta(minutes=1)


def steps_of(*attempts):
    tries = first_tries(attempts, LATER)
    return {s.name: (s.right, s.answers) for s in confidence_steps(tries)}


def answers(confidence: str, right: int, wrong: int, start: int = 0) -> list:
    """Answers to different questions, so many right and so many wrong."""
    outcomes = ["correct"] * right + ["incorrect"] * wrong
    return [
        answered(f"{confidence}-{start + n}", MONDAY + n * MINUTE, outcome, confidence=confidence)
        for n, outcome in enumerate(outcomes)
    ]


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Open the first page on a record with the attempts given."""

    def opening(*attempts):
        monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
        if attempts:
            full_record(tmp_path / "record.sqlite", list(attempts))
        return open_lesson("start_here")

    return opening


# ---------------------------------------------------------------- what counts


def test_right_and_all_answers_are_counted_at_each_step():
    given = answers("guess", 2, 5) + answers("fairly", 4, 3) + answers("sure", 8, 1)
    assert steps_of(*given) == {"Guess": (2, 7), "Fairly sure": (4, 7), "Sure": (8, 9)}


def test_partly_right_is_not_right_and_an_answer_shown_is_none():
    given = [
        answered("a", outcome="partly", confidence="sure"),
        answered("b", outcome="revealed", confidence="sure"),
        answered("c", outcome="correct"),
    ]
    assert steps_of(*given)["Sure"] == (0, 1)
    assert sum(answers for _, answers in steps_of(*given).values()) == 1


def test_a_second_try_with_the_feedback_in_sight_does_not_count():
    wrong = answered("q", confidence="sure")
    retry = answered("q", MONDAY + MINUTE, "correct", confidence="sure")
    later = answered("q", MONDAY + MINUTE + PAUSE, "correct", confidence="sure")
    assert steps_of(wrong, retry)["Sure"] == (0, 1)
    assert steps_of(wrong, retry, later)["Sure"] == (1, 2)


@pytest.mark.parametrize(("right", "answers"), [(0, 10), (7, 10), (37, 48), (100, 100), (1, 1)])
def test_the_range_is_wilsons(right, answers):
    wanted = binomtest(right, answers).proportion_ci(0.95, method="wilson")
    assert ConfidenceStep("Sure", answers, right).interval == pytest.approx(
        (wanted.low, wanted.high)
    )


@pytest.mark.parametrize(("answers", "enough"), [(0, False), (ENOUGH - 1, False), (ENOUGH, True)])
def test_a_share_needs_ten_answers(answers, enough):
    assert ConfidenceStep("Sure", answers, 0).enough is enough


# ---------------------------------------------------------------- what is shown


def test_without_answers_there_is_a_sentence(opened):
    card = opened().calibration()
    assert card.text == (
        "How sure you say you are, and how often you are then right, shows here once you have said"
        " the same, such as sure, at 10 answers. So far: guess 0, fairly sure 0, sure 0."
    )
    assert "<img" not in card.html and card.text == opened().calibration().text


def test_with_few_answers_there_is_a_sentence_and_no_share(opened):
    card = opened(*answers("sure", 9, 0), *answers("guess", 1, 3)).calibration()
    assert card.text.endswith("So far: guess 4, fairly sure 0, sure 9.")
    assert "%" not in card.text


def test_the_picture_shows_shares_with_counts_and_says_whose_they_are(opened):
    chart = opened(*answers("guess", 4, 8), *answers("sure", 15, 5)).calibration()
    assert chart.title == 'When you said "sure", you were right 15 times out of 20'
    assert chart.table() == [
        ["How sure you were", "Right at the first try (% of answers)"],
        ["Guess: 4 of 12 right", "33%"],
        ["Sure: 15 of 20 right", "75%"],
    ]
    assert "A likely range (95%): Guess 14% to 61%; Sure 53% to 89%." in chart.text
    assert "Under 10 answers, so no share yet: fairly sure 0." in chart.text
    assert "your own answers in this course, not sent anywhere" in chart.source_line == SOURCE
    bundle = chart._repr_mimebundle_()
    assert bundle["text/plain"] == chart.text and SOURCE.split(": ")[1] in bundle["text/html"]
    assert len(re.search(r'<img alt="([^"]+)"', bundle["text/html"])[1].split()) > 15


def test_how_to_read_it_is_one_sentence_on_the_picture():
    text = calibration([("Sure", 10, 10, (0.72, 1.0))]).text
    reading = re.search(r"How to read it: ([^.]+)\.", text)
    assert "the surer you were, the longer the bar should be" in reading[1]
    assert "no share yet" not in text


def test_all_right_and_all_wrong_can_be_drawn():
    chart = calibration([("Guess", 12, 0, (0.0, 0.24)), ("Sure", 12, 12, (0.76, 1.0))])
    assert [row[1] for row in chart.table()[1:]] == ["0%", "100%"]
    assert chart.png().startswith(b"\x89PNG")


def test_answers_by_hand_fill_it(opened, monkeypatch):
    """All of a lesson, always sure; every single choice is answered wrongly, then tried again."""
    monkeypatch.setenv("COURSE_CLOCK", MONDAY.isoformat())
    view, lesson, right = opened(), open_lesson(FIRST), 0
    for quiz in [lesson.check(part.id) for part in lesson.content.sections] + [lesson.exit_quiz()]:
        learner = Learner(quiz)
        for number, question in enumerate(quiz.session.questions, 1):
            quiz.go(number)
            learner.sure.index = 2
            if question.kind == "single_choice":
                learner.fill(question, [not o.correct for o in question.options].index(True))
                learner.press("Check")
            else:
                right += 1
            learner.fill(question, question.key)
            learner.press("Check")
            assert learner.tail.startswith("Correct.")
    asked = len(questions_of(FIRST))
    assert 0 < right < asked
    assert view.calibration().table()[1][0] == f"Sure: {right} of {asked} right"
