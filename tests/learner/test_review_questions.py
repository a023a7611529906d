"""Which questions come back and when: first tries, what FSRS is told, the plan of a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import fsrs
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_samples import LATER, MONDAY, answered

from helpers.record import Attempt
from helpers.review import first_tries, mixed_in, question_schedule, review_today
from helpers.review.questions import LAST_TRIES, rating_of_answer
from helpers.review.tries import PAUSE

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def schedule_of(*attempts: Attempt):
    return question_schedule(first_tries(attempts, LATER))


def direct(reviews: list[tuple[datetime, int]]) -> fsrs.Card:
    """The same reviews given straight to the library."""
    scheduler, card = fsrs.Scheduler(enable_fuzzing=False), fsrs.Card(card_id=3)
    for at, rating in reviews:
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
    return card


def missed(size: int, at: datetime = MONDAY, **more) -> list[Attempt]:
    """So many different questions, each missed once, a second apart."""
    step = timedelta(seconds=1)
    return [answered(f"q{n:02}", at + n * step, **more) for n in range(size)]


# ---------------------------------------------------------------- what the scheduler is told


@pytest.mark.parametrize(
    ("outcome", "confidence", "hints", "rating"),
    [
        ("incorrect", None, 0, 1),
        ("incorrect", "sure", 2, 1),
        ("revealed", None, 2, 1),
        ("revealed", "sure", 0, 1),
        ("partly", "sure", 0, 2),
        ("correct", "guess", 0, 2),
        ("correct", "sure", 1, 2),
        ("correct", None, 1, 2),
        ("correct", None, 0, 3),
        ("correct", "fairly", 0, 3),
        ("correct", "sure", 0, 3),
    ],
)
def test_what_an_answer_tells_the_scheduler(outcome, confidence, hints, rating):
    attempt = answered("q", outcome=outcome, confidence=confidence, hints=hints)
    assert rating_of_answer(attempt) == rating
    assert bool(schedule_of(attempt).memories) == (rating < 3), "only the weak ones come back"
    if rating < 3:
        assert schedule_of(attempt).memories["q"].due == direct([(MONDAY, rating)]).due


def test_an_answer_with_the_feedback_in_mind_does_not_count():
    soon = [answered("q", MONDAY + n * MINUTE, "correct") for n in (1, 9, 18)]
    schedule = schedule_of(answered("q"), *soon)
    assert schedule.memories["q"].due == direct([(MONDAY, 1)]).due
    assert schedule.tried["q"] == MONDAY + 18 * MINUTE
    later = answered("q", MONDAY + 18 * MINUTE + PAUSE, "correct")
    told = direct([(MONDAY, 1), (MONDAY + 18 * MINUTE + PAUSE, 3)])
    assert schedule_of(answered("q"), *soon, later).memories["q"].due == told.due


def test_clicking_through_all_options_is_one_miss():
    clicks = [answered("q", MONDAY + timedelta(seconds=5 * n)) for n in range(5)]
    assert schedule_of(*clicks).memories["q"].reviews == 1


def test_another_question_is_another_matter():
    both = [answered("q"), answered("p", MONDAY + MINUTE)]
    assert set(schedule_of(*both).memories) == {"q", "p"}


def test_a_clock_set_back_breaks_nothing_and_the_order_kept_decides():
    """Of four answers the second has a clock days or years wrong: it was given between others."""
    before = answered("p", MONDAY - DAY)
    for wrong in (3650, 2, -2, -20_000):
        attempts = [before, answered("q", outcome="partly")]
        attempts += [answered("q", MONDAY + n * DAY, "correct") for n in (wrong, 1, 3)]
        told = [(MONDAY, 2), (MONDAY + DAY, 3), (MONDAY + 3 * DAY, 3)]
        wanted, card = direct(told), schedule_of(*attempts).memories["q"].card
        assert (card.due, card.difficulty) == (wanted.due, wanted.difficulty), wrong


def test_the_learners_own_ratings_of_cards_are_no_answers():
    card = answered("card:kano", outcome="incorrect", response={"rating": 1, "mode": "deck"})
    assert first_tries([card], LATER).first == [] and schedule_of(card).memories == {}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([11, 90, 1500, 9000]), st.sampled_from(["correct", "incorrect"])),
        min_size=1,
        max_size=25,
    )
)
def test_the_schedule_is_that_of_the_library_over_the_last_tries(entries):
    at, reviews = MONDAY, []
    for gap, outcome in entries:
        at += timedelta(minutes=gap)
        reviews.append((at, outcome))
    found = schedule_of(*(answered("q", when, outcome) for when, outcome in reviews)).memories
    assert bool(found) == any(outcome == "incorrect" for _, outcome in reviews)
    if found:
        told = [(when, 1 if outcome == "incorrect" else 3) for when, outcome in reviews]
        card = direct(told[-LAST_TRIES:])
        assert (found["q"].due, found["q"].card.stability) == (card.due, card.stability)


# ---------------------------------------------------------------- confident mistakes


def test_a_confident_mistake_stays_one_until_a_later_right_answer():
    wrong = answered("q", confidence="sure")
    assert schedule_of(wrong).confident == {"q"}
    retry = answered("q", MONDAY + MINUTE, "correct", confidence="sure")
    assert schedule_of(wrong, retry).confident == {"q"}, "the feedback was in sight"
    unsure = answered("q", MONDAY + DAY, "incorrect", confidence="guess")
    assert schedule_of(wrong, unsure).confident == {"q"}
    assert schedule_of(wrong, answered("q", MONDAY + DAY, "correct")).confident == set()


@pytest.mark.parametrize("confidence", [None, "guess", "fairly"])
def test_a_mistake_without_being_sure_is_no_confident_one(confidence):
    assert schedule_of(answered("q", confidence=confidence)).confident == set()


def test_partly_right_though_sure_is_a_confident_mistake():
    assert schedule_of(answered("q", outcome="partly", confidence="sure")).confident == {"q"}


# ---------------------------------------------------------------- today's review


def test_what_was_first_tried_today_waits_for_another_day():
    schedule = schedule_of(answered("q"))
    today = review_today(schedule, ["q"], MONDAY + timedelta(hours=5))
    assert today.due == () and today.next_due == datetime(2026, 1, 6, tzinfo=UTC)
    assert review_today(schedule, ["q"], MONDAY + DAY).due == ("q",)


def test_never_more_than_twenty_a_day_unless_asked():
    attempts = missed(50)
    schedule, tuesday = schedule_of(*attempts), MONDAY + DAY
    items = list(schedule.memories)
    day = review_today(schedule, items, tuesday)
    assert (len(day.due), day.held, day.seen) == (20, 30, 0)
    assert len(review_today(schedule, items, tuesday, a_day=40).due) == 40
    done = [answered(item, tuesday, "correct") for item in day.due]
    half = review_today(schedule_of(*attempts, *done[:12]), items, tuesday + MINUTE)
    assert (len(half.due), half.seen) == (8, 12)
    full = schedule_of(*attempts, *done)
    for hours in (1, 8, 14):
        assert review_today(full, items, tuesday + timedelta(hours=hours)).due == ()
    more = review_today(full, items, tuesday + timedelta(hours=1), a_day=25)
    assert len(more.due) == 5 and not set(more.due) & set(day.due)
    assert len(review_today(full, items, tuesday + DAY).due) == 20


def test_what_was_missed_in_todays_lessons_takes_no_room_from_the_review():
    old, tuesday = missed(30), MONDAY + DAY
    new = [answered(f"new{n}", tuesday + n * MINUTE) for n in range(20)]
    schedule = schedule_of(*old, *new)
    day = review_today(schedule, list(schedule.memories), tuesday + timedelta(hours=2))
    assert set(day.due) == {f"q{n:02}" for n in range(20)} and (day.seen, day.held) == (0, 10)


def test_a_question_comes_once_a_day_even_when_it_is_missed_again():
    again = schedule_of(answered("q"), answered("q", MONDAY + DAY))
    later = review_today(again, ["q"], MONDAY + DAY + timedelta(hours=3))
    assert later.due == () and later.next_due == datetime(2026, 1, 7, tzinfo=UTC)
    assert review_today(again, ["q"], MONDAY + 2 * DAY).due == ("q",)


def test_confident_mistakes_come_first_and_are_not_cut_off():
    attempts = missed(30) + [answered("late", MONDAY + timedelta(hours=9), confidence="sure")]
    schedule = schedule_of(*attempts)
    due = review_today(schedule, list(schedule.memories), MONDAY + DAY + timedelta(hours=10)).due
    assert due[0] == "late" and len(due) == 20
    assert list(due[1:]) == [f"q{n:02}" for n in range(19)], "then in the order of their times"


def test_only_the_questions_asked_for_come_back():
    schedule = schedule_of(*missed(4))
    assert set(review_today(schedule, ["q01", "gone"], MONDAY + DAY).due) == {"q01"}


def test_the_day_is_that_of_the_learner():
    late = datetime(2026, 1, 5, 22, 30, tzinfo=UTC)
    schedule = schedule_of(answered("q", late))
    after = late + timedelta(hours=2)
    assert review_today(schedule, ["q"], after).due == ("q",), "past midnight in London"
    west = after.astimezone(timezone(timedelta(hours=-5)))
    assert review_today(schedule, ["q"], west).due == (), "the same evening in New York"


def test_a_right_answer_sends_a_question_away_for_days():
    good = [answered("q"), *(answered("q", MONDAY + n * DAY, "correct") for n in (1, 2))]
    schedule = schedule_of(*good)
    day = review_today(schedule, ["q"], MONDAY + 3 * DAY)
    assert day.due == () and day.next_due == schedule.memories["q"].due
    assert review_today(schedule, ["q"], day.next_due + DAY).due == ("q",)


@pytest.mark.parametrize("count", [0, -1, True, 2.5, "20", None])
def test_a_wrong_count_is_a_sentence(count):
    with pytest.raises(ValueError, match="give a whole number from 1 up"):
        review_today(schedule_of(), [], MONDAY, count)


# ---------------------------------------------------------------- mixed into an exit quiz


def test_at_most_three_are_mixed_in_confident_mistakes_first():
    attempts = missed(8) + [answered("sure", MONDAY + MINUTE, confidence="sure")]
    schedule = schedule_of(*attempts)
    items = list(schedule.memories)
    assert mixed_in(schedule, items, MONDAY + DAY) == ("sure", "q00", "q01")
    assert mixed_in(schedule, [], MONDAY + DAY) == ()


def test_what_was_missed_today_is_mixed_in_once_the_feedback_has_faded():
    schedule = schedule_of(answered("q"), answered("q", MONDAY + 5 * MINUTE, "correct"))
    assert mixed_in(schedule, ["q"], MONDAY + 14 * MINUTE) == ()
    assert mixed_in(schedule, ["q"], MONDAY + 15 * MINUTE) == ("q",)


def test_other_zones_change_nothing():
    attempts = [answered("q"), answered("q", MONDAY + DAY, "correct")]
    abroad = timezone(timedelta(hours=9))
    moved = [
        msgspec.structs.replace(a, at=datetime.fromisoformat(a.at).astimezone(abroad).isoformat())
        for a in attempts
    ]
    assert schedule_of(*moved) == schedule_of(*attempts)
