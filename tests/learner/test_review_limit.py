"""Twenty a day: one limit for the questions and the cards that come back, wherever that is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from review_samples import FIRST, FOURTH, MONDAY, SECOND, answered, full_record, questions_of

from helpers import open_lesson
from helpers.flashcards.term_cards import finished
from helpers.record import now
from helpers.review import A_DAY

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
CARDS = "fifty_product_terms"
MISSED = [answered(q.id, MONDAY, lesson=e) for e in (FIRST, SECOND) for q in questions_of(e)][:28]


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Open a lesson on Tuesday, or an hour later; 28 questions were missed on Monday."""
    path = tmp_path / "record.sqlite"
    monkeypatch.setenv("COURSE_RECORD", str(path))
    full_record(path, MISSED)

    def opening(lesson: str = "start_here", later: timedelta = DAY):
        monkeypatch.setenv("COURSE_CLOCK", (MONDAY + later).isoformat())
        return open_lesson(lesson)

    return opening


def answer(quiz, size: int) -> None:
    """Answer so many questions of a quiz rightly."""
    for number in range(1, size + 1):
        quiz.go(number)
        quiz.answer(quiz.session.question.key)
        quiz.check()


def rate(deck, size: int, rating: int = 4) -> int:
    """Rate so many cards, or all that are up; return how many that were."""
    for number in range(size):
        if deck.term is None:
            return number
        deck.turn()
        deck.rate(rating)
    return size


def test_after_twenty_questions_no_card_comes_up_unasked(opened):
    deck = opened(CARDS).flashcards().deck
    assert len(MISSED) == 28 and len(deck.plan().queue) == A_DAY == 20
    answer(opened().review(), 20)
    later = opened(CARDS).flashcards(), opened().dashboard().text, opened().review().text
    assert later[0].deck.term is None and later[0].deck.plan().held == 50 + 10  # project words
    assert finished(later[0].deck, now()).startswith(
        "Done for now: 0 different cards and 20 questions today. 60 more cards wait for another day"
    )
    assert "Review today" not in later[1] and "The deck" not in later[1]
    assert later[2] == (
        "You have reviewed 20 questions today, and that is enough. "
        "8 more questions can wait for tomorrow, or run lesson.review(a_day=28)."
    )
    assert rate(deck, 60) == 1, "a deck that was open stops after the card that was up"
    assert deck.more(5) == 5 - 1 and rate(deck, 60) == 4
    assert rate(opened(CARDS).flashcards(a_day=30).deck, 60) == 5
    assert rate(opened(CARDS, 2 * DAY).flashcards().deck, 60) == 20, "a new day"


def test_after_twenty_cards_no_question_comes_up_unasked(opened):
    assert rate(opened(CARDS).flashcards().deck, 60) == 20
    text = (
        "You have reviewed 20 cards today, and that is enough. "
        "28 more questions can wait for tomorrow, or run lesson.review(a_day=48)."
    )
    assert opened().review().text == text and text in opened().dashboard().text
    assert opened(FOURTH).exit_quiz().session.returning == {}
    assert len(opened().review(a_day=25).session.questions) == 5
    assert len(opened().review(a_day=48).session.questions) == 28
    assert len(opened(later=2 * DAY).review().session.questions) == 20


def test_questions_and_cards_share_the_twenty(opened):
    answer(opened().review(), 6)
    assert rate(opened(CARDS).flashcards().deck, 5) == 5
    assert len(opened().review().session.questions) == 9
    assert "Review today: 9 questions\n" in opened().dashboard().text
    assert rate(opened(CARDS).flashcards().deck, 60) == 9
    assert "You have reviewed 6 questions and 14 cards today" in opened().review().text


def test_what_an_exit_quiz_mixed_in_counts_when_it_is_answered(opened):
    quiz = opened(FOURTH).exit_quiz()
    assert len(quiz.session.returning) == 3
    assert len(opened().review().session.questions) == 20, "shown is not answered"
    for number, question in enumerate(quiz.session.questions, 1):
        quiz.go(number)
        if question.id in quiz.session.returning:
            quiz.answer(question.key)
            quiz.check()
    assert len(opened().review().session.questions) == 17
    answer(opened().review(), 16)
    assert len(opened(FOURTH).exit_quiz().session.returning) == 1
    assert rate(opened(CARDS).flashcards().deck, 60) == 1


def test_cards_that_wait_are_said_when_the_day_is_full(opened):
    rate(opened(CARDS, timedelta(0)).flashcards().deck, 20, rating=1)  # on Monday, again and again
    answer(opened().review(), 20)
    said = opened().dashboard().text
    assert "You have reviewed 20 questions today, and that is enough. 8 more questions and " in said
    assert " more cards can wait for tomorrow, or run lesson.review(a_day=28)." in said


def test_a_card_that_is_still_learned_today_comes_back_above_the_limit(opened):
    deck = opened(CARDS).flashcards().deck
    rate(deck, 3, rating=1)
    answer(opened().review(), 17)
    assert "Review today: 3 cards\n" in opened(later=DAY + HOUR).dashboard().text
    assert len(opened(CARDS, DAY + HOUR).flashcards().deck.plan().due) == 3
