"""Clocks ahead or set back: no mistake is buried, and the picture says what is reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_samples import FIRST, MONDAY, SECOND, answered, full_record, questions_of

from helpers import open_lesson
from helpers.content.model import Term
from helpers.dashboard import mastered_by_day
from helpers.record import standing
from helpers.record.order import set_right
from helpers.review import Deck, due_cards, first_tries

DAY = timedelta(days=1)
YEARS = 3650 * DAY
NOW = MONDAY + 30 * DAY
DECK = {"lesson": "fifty_product_terms", "response": {"rating": 1, "mode": "deck"}}


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Open a lesson so many days after Monday, on a record with the attempts given."""

    def opening(days: float, *attempts, lesson: str = "start_here"):
        path = tmp_path / "record.sqlite"
        monkeypatch.setenv("COURSE_CLOCK", (MONDAY + days * DAY).isoformat())
        monkeypatch.setenv("COURSE_RECORD", str(path))
        if attempts:
            full_record(path, list(attempts))
        return open_lesson(lesson)

    return opening


def kept(*moments: datetime) -> list:
    """Attempts at those times, in the order in which they were kept."""
    return [answered(f"q{n}", at) for n, at in enumerate(moments)]


def times(attempts, now: datetime = NOW) -> list[datetime]:
    return [datetime.fromisoformat(a.at) for a in set_right(attempts, now)]


# ---------------------------------------------------------------- times set right


def test_times_in_order_stay_as_they_are():
    attempts = kept(MONDAY, MONDAY, MONDAY + DAY, NOW)
    assert all(one is two for one, two in zip(set_right(attempts, NOW), attempts, strict=True))
    assert set_right([], NOW) == []


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        ([0, 3650, 1, 2], [0, 1, 1, 2]),  # ahead for one answer, then corrected
        ([3650, 3651, 1], [1, 1, 1]),
        ([0, 3650], [0, 30]),  # nothing follows: it is of now at the latest
        ([3650], [30]),
        ([0, 9, 8], [0, 8, 8]),  # a day back; which of the two is wrong cannot be told
        ([0, 9, 9.1, 8], [0, 9, 9.1, 9.1]),
        ([5, 6, -20000, 7], [5, 6, 6, 7]),  # an empty battery must not take all others along
        ([5, 6, 20, -20000, 7, 8], [5, 6, 7, 7, 7, 8]),
        ([9, 10, 3650, -20000, 20], [9, 10, 20, 20, 20]),
        ([-20000, 5], [-20000, 5]),
    ],
)
def test_a_wrong_time_becomes_that_of_a_neighbour(days, wanted):
    attempts = kept(*(MONDAY + n * DAY for n in days))
    assert times(attempts) == [MONDAY + n * DAY for n in wanted]
    assert [a.question for a in set_right(attempts, NOW)] == [a.question for a in attempts]


def test_zones_are_compared_as_moments():
    east = timezone(timedelta(hours=14))
    attempts = kept(MONDAY, (MONDAY + timedelta(hours=1)).astimezone(east), MONDAY + 2 * DAY)
    assert set_right(attempts, NOW) == attempts


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-9, 60), max_size=30))
def test_times_set_right_never_go_back_and_are_not_to_come(days):
    attempts = kept(*(MONDAY + n * DAY for n in days))
    found = times(attempts)
    assert all(one <= other for one, other in pairwise(found))
    assert all(at <= NOW for at in found)
    assert times(set_right(attempts, NOW)) == found, "what is right stays"
    assert set(found) <= {MONDAY + n * DAY for n in days} | {NOW}


# ---------------------------------------------------------------- ten years ahead


def test_what_was_missed_with_a_clock_ten_years_ahead_comes_back(opened):
    missed = [answered(q.id, MONDAY + YEARS, confidence="sure") for q in questions_of(FIRST)[:3]]
    after = answered(questions_of(SECOND)[0].id, MONDAY, "correct", SECOND)
    assert len(opened(1, *missed, after).review().session.questions) == 3
    lent = opened(1, lesson="what_is_the_difference").exit_quiz().session.returning
    assert set(lent) == {a.question for a in missed}
    assert "Review today: 3 questions\n" in opened(1).dashboard().text


def test_a_clock_that_is_ahead_still_delays_nothing_for_years(opened):
    missed = answered(questions_of(FIRST)[0].id, MONDAY + YEARS)
    assert "comes back on 6 January 2026" in opened(0, missed).review().text


def test_a_card_rated_with_a_clock_ahead_comes_back(opened):
    attempts = [answered("card:a", MONDAY + YEARS, **DECK), answered("q", MONDAY, "correct")]
    assert due_cards(attempts, MONDAY + DAY).due == 1
    term = Term(
        term="A",
        definition="A.",
        example="A.",
        related=[],
        source="A test",
        misconception="A.",
        family="product",
        core50=True,
    )
    deck = Deck([term], opened(1, *attempts).record, DECK["lesson"])
    assert deck.schedule()["A"] < MONDAY + DAY and deck.plan().due == ("card:a",)
    deck.turn()
    deck.rate(3)
    again = Deck([term], deck.record, DECK["lesson"])
    assert again.schedule() == deck.schedule() and again.schedule()["A"] < MONDAY + 30 * DAY


# ---------------------------------------------------------------- the picture and the dashboard


@pytest.mark.parametrize("ahead", [YEARS, DAY, -20_000 * DAY])
def test_the_picture_ends_with_what_the_dashboard_says(opened, ahead):
    one, two, three, four = (q.id for q in questions_of(FIRST)[:4])
    attempts = [
        answered(three, MONDAY - DAY, "correct"),
        answered(four, MONDAY - DAY, "correct"),
        answered(one, MONDAY + DAY + ahead, "incorrect"),
        answered(four, MONDAY + DAY + ahead, "incorrect"),
        answered(one, MONDAY, "correct"),
        answered(two, MONDAY + DAY, "correct"),
    ]
    lesson = opened(2, *attempts)
    assert "In all: 3 of " in lesson.dashboard().text
    chart = lesson.progress_chart()
    assert chart.title.startswith("You have mastered 3 of ")
    assert chart.table()[-1] == ["6 Jan 2026", "3"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(-9, 60), st.sampled_from("ab"), st.booleans()), max_size=12))
def test_the_last_day_counts_what_is_mastered_now(entries):
    attempts = [
        answered(question, MONDAY + day * DAY, "correct" if right else "incorrect")
        for day, question, right in entries
    ]
    days = mastered_by_day(attempts, {"a", "b"}, NOW)
    assert [day for day, _ in days] == sorted({day for day, _ in days})
    assert (days[-1][1] if days else 0) == len(standing(attempts)[1])
    assert not days or days[-1][0] <= NOW.astimezone(UTC).date()


def test_an_empty_battery_leaves_the_first_tries_of_other_days():
    """Three days' answers to one question, and one of another question dated 1970."""
    attempts = [answered("q", MONDAY + n * DAY) for n in range(3)]
    attempts.insert(2, answered("p", datetime(1970, 1, 1, tzinfo=UTC)))
    first = first_tries(attempts, NOW).first
    assert [one.attempt.question for one in first] == ["q", "q", "p", "q"]
    assert first[2].at == MONDAY + DAY
