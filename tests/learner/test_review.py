"""The schedule: what is replayed from the record is what FSRS says, in whatever order it comes."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import fsrs
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.content.model import Term
from helpers.record import Attempt, Record
from helpers.review import RATINGS, Deck
from helpers.review.deck import card_id, slug
from helpers.review.schedule import LEARN_AHEAD, plan, preview, rating_of, replay

START = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)
LESSON = "fifty_product_terms"


def attempt(item: str, rating: Any, at: datetime, number: int = 0) -> Attempt:
    return Attempt(
        id=f"{item}-{at.isoformat()}-{number}",
        question=item,
        version="v",
        lesson=LESSON,
        response={"rating": rating, "mode": "deck"},
        outcome="correct",
        score=1.0,
        confidence=None,
        hints=0,
        seconds=1.0,
        at=at.isoformat(timespec="milliseconds"),
        run="r",
    )


def term(name: str) -> Term:
    return Term(
        term=name,
        definition=f"What {name} is.",
        example=f"A {name}.",
        related=[],
        source="A test",
        misconception=f"{name} is all.",
        family="product",
        core50=True,
    )


def direct(reviews: list[tuple[datetime, int]]) -> fsrs.Card:
    """The same reviews given straight to the library, with a plain scheduler of its own."""
    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    card = fsrs.Card(card_id=7)
    for at, rating in reviews:
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
    return card


def history(gaps: list[int], ratings: list[int]) -> list[tuple[datetime, int]]:
    found, at = [], START
    for gap, rating in zip(gaps, ratings, strict=True):
        at += timedelta(minutes=gap)
        found.append((at, rating))
    return found


HISTORIES = st.lists(
    st.tuples(st.sampled_from([1, 7, 60, 600, 1440, 5000, 40_000]), st.sampled_from([1, 2, 3, 4])),
    min_size=1,
    max_size=9,
)


@settings(max_examples=60, deadline=None)
@given(HISTORIES)
def test_the_replayed_schedule_is_that_of_the_library(entries):
    reviews = history(*map(list, zip(*entries, strict=True)))
    memory = replay(attempt("card:x", rating, at) for at, rating in reviews)["card:x"]
    card = direct(reviews)
    assert (memory.due, memory.last) == (card.due, card.last_review)
    assert (memory.card.state, memory.card.step) == (card.state, card.step)
    assert (memory.card.stability, memory.card.difficulty) == (card.stability, card.difficulty)
    assert memory.reviews == len(reviews)


@settings(max_examples=40, deadline=None)
@given(st.lists(HISTORIES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_attempts_does_not_matter(all_entries, dice):
    attempts = [
        attempt(f"card:{i}", rating, at + timedelta(seconds=i))
        for i, entries in enumerate(all_entries)
        for at, rating in history(*map(list, zip(*entries, strict=True)))
    ]
    wanted = {item: memory.card.to_dict() for item, memory in replay(attempts).items()}
    dice.shuffle(attempts)
    assert {item: m.card.to_dict() for item, m in replay(attempts).items()} == wanted


def test_other_time_zones_and_doubles_change_nothing():
    one = [attempt("card:x", 3, START), attempt("card:x", 1, START + timedelta(days=3))]
    abroad = timezone(timedelta(hours=9))
    other = [
        msgspec.structs.replace(a, at=datetime.fromisoformat(a.at).astimezone(abroad).isoformat())
        for a in one
    ]
    assert replay([*one, *one])["card:x"].card == replay(other)["card:x"].card
    assert replay([*one, *one])["card:x"].reviews == 2


def test_ratings_of_the_same_moment_keep_the_order_of_the_record():
    low = replay([attempt("card:x", 3, START, 1), attempt("card:x", 1, START, 2)])["card:x"]
    high = replay([attempt("card:x", 1, START, 1), attempt("card:x", 3, START, 2)])["card:x"]
    assert low.due < high.due


@pytest.mark.parametrize("odd", [None, 0, 5, -1, True, 3.0, "3", [3], {"rating": 3}])
def test_what_is_no_rating_does_not_count(odd):
    assert rating_of(attempt("card:x", odd, START)) is None
    assert replay([attempt("card:x", odd, START)]) == {}


@pytest.mark.parametrize("response", [None, 3, "3", [3], {}])
def test_a_response_of_another_shape_does_not_count(response):
    assert rating_of(msgspec.structs.replace(attempt("q", 3, START), response=response)) is None


def test_a_reader_of_outcomes_schedules_questions():
    grades = {"correct": 3, "partly": 2, "incorrect": 1}
    found = replay([attempt("a-question", None, START)], lambda a: grades.get(a.outcome))
    assert found["a-question"].due == direct([(START, 3)]).due


def test_a_lapse_is_counted_once_the_card_was_learned():
    reviews = history([0, 10, 5000, 20], [3, 3, 1, 1])
    memory = replay(attempt("card:x", rating, at) for at, rating in reviews)["card:x"]
    assert memory.lapses == 1


def test_preview_says_what_each_rating_would_do():
    memory = replay([attempt("card:x", 3, START)])["card:x"]
    at = START + timedelta(minutes=10)
    for rating, wait in preview(memory, at).items():
        assert at + wait == direct([(START, 3), (at, rating)]).due
    assert list(preview(None, at)) == list(RATINGS)
    assert preview(None, at)[1] == timedelta(minutes=1)


# ---------------------------------------------------------------- the plan of a day


def test_a_new_learner_gets_twenty_of_fifty():
    items = [f"card:{n}" for n in range(50)]
    day = plan(items, {}, START, 20)
    assert day.queue == day.new == tuple(items[:20])
    assert (day.seen, day.held, day.next_due) == (0, 30, None)


def test_old_cards_come_before_new_ones_and_share_the_limit():
    items = [f"card:{n}" for n in range(10)]
    memories = replay(attempt(item, 4, START) for item in items[:6])
    day = plan(items, memories, START + timedelta(days=90), 8)
    assert set(day.due) == set(items[:6]) and day.new == tuple(items[6:8]) and day.held == 2
    assert list(day.due) == sorted(day.due, key=lambda item: memories[item].due)
    few = plan(items, memories, START + timedelta(days=90), 4)
    assert len(few.due) == 4 and few.new == () and few.held == 6


def test_a_card_of_today_comes_back_above_the_limit():
    items = ["card:0", "card:1"]
    memories = replay([attempt("card:0", 1, START)])
    later = plan(items, memories, START + timedelta(minutes=2), 1)
    assert later.due == ("card:0",) and later.new == () and later.held == 1
    soon = plan(items, memories, START, 1)
    assert soon.soon == ("card:0",) and soon.due == ()
    assert memories["card:0"].due - START <= LEARN_AHEAD


def test_a_card_is_due_from_its_very_moment():
    memories = replay([attempt("card:0", 4, START)])
    due = memories["card:0"].due
    assert plan(["card:0"], memories, due, 1).due == ("card:0",)
    early = plan(["card:0"], memories, due - timedelta(minutes=1), 1)
    assert early.queue == () and early.next_due == due


def test_the_day_is_that_of_the_learner():
    memories = replay([attempt("card:0", 4, datetime(2026, 1, 31, 23, 30, tzinfo=UTC))])
    here = datetime(2026, 2, 1, 0, 30, tzinfo=UTC)
    there = here.astimezone(timezone(timedelta(hours=3)))
    assert plan(["card:0"], memories, here, 1).seen == 0
    assert plan(["card:0"], memories, there, 1).seen == 1


# ---------------------------------------------------------------- the deck


@pytest.fixture
def clock(monkeypatch):
    def set_to(moment: datetime) -> None:
        monkeypatch.setenv("COURSE_CLOCK", moment.isoformat())

    set_to(START)
    return set_to


@pytest.fixture
def record(tmp_path, clock) -> Record:
    return Record(tmp_path / "record.sqlite", "test")


TERMS = [term(f"Term {n}") for n in range(30)]


def play(deck: Deck, rating: int = 3) -> list[str]:
    """Rate every card until none is up; return the terms in their order."""
    shown = []
    while deck.term:
        shown.append(deck.term.term)
        deck.turn()
        deck.rate(rating)
    return shown


def test_a_rating_is_an_attempt_and_the_schedule_follows_from_the_record(record):
    deck = Deck(TERMS, record, LESSON)
    name = deck.term.term
    deck.turn()
    deck.rate(2)
    (kept,) = record.attempts()
    assert kept.question == card_id(name) == f"card:{slug(name)}"
    assert kept.lesson == LESSON and kept.response == {"rating": 2, "mode": "deck"}
    assert kept.outcome == "correct" and kept.at.startswith("2026-01-31T09:00")
    again = Deck(TERMS, record, LESSON)
    assert again.schedule() == deck.schedule() == {name: replay([kept])[card_id(name)].due}


def test_again_is_kept_as_not_known(record):
    deck = Deck(TERMS, record, LESSON)
    deck.turn()
    deck.rate(1)
    assert (record.attempts()[0].outcome, record.attempts()[0].score) == ("incorrect", 0.0)


def test_at_most_twenty_different_cards_a_day_unless_asked(record, clock):
    deck = Deck(TERMS, record, LESSON)
    shown = play(deck)
    assert len(set(shown)) == 20 and len(shown) == 40  # each once more after ten minutes
    assert deck.plan().held == 10
    assert Deck(TERMS, record, LESSON).term is None, "opening the deck again gives no more"
    deck.more(5)
    assert len(set(play(deck))) == 5
    clock(START + timedelta(days=1))
    assert len(set(play(Deck(TERMS, record, LESSON)))) == 5, "the other five are new tomorrow"


def test_no_card_comes_twice_in_a_row_while_there_is_another(record):
    deck = Deck(TERMS, record, LESSON, a_day=4)
    shown = []
    for rating in [1, 1, 2, 1, 3, 1, 3, 3, 1, 3, 3, 3]:
        if deck.term:
            shown.append(deck.term.term)
            deck.turn()
            deck.rate(rating)
    pairs = list(zip(shown, shown[1:], strict=False))
    assert all(one != other for one, other in pairs[:8])


def test_the_deck_is_the_same_for_the_same_record(record):
    first, second = Deck(TERMS, record, LESSON), Deck(TERMS, record, LESSON)
    assert first.plan() == second.plan() and first.term == second.term
    assert play(first)[:20] != [t.term for t in TERMS[:20]], "the order is shuffled"


def test_ratings_of_a_damaged_or_foreign_kind_are_left_out(record):
    record.append(attempt("card:term-1", 9, START))
    record.append(attempt("card:unknown", 3, START))
    record.append(attempt("some-question", 3, START))
    assert Deck(TERMS, record, LESSON).schedule() == {}


def test_a_guest_can_use_the_deck(clock):
    deck = Deck(TERMS, Record(None, "guest"), LESSON, a_day=3)
    assert len(set(play(deck))) == 3 and len(deck.schedule()) == 3


def test_a_record_that_cannot_be_read_does_not_stop_the_deck(tmp_path, clock):
    blocked = tmp_path / "a-file"
    blocked.write_text("x", encoding="utf-8")
    deck = Deck(TERMS, Record(blocked / "record.sqlite", "test"), LESSON, a_day=3)
    assert len(set(play(deck))) == 3


@pytest.mark.parametrize("rating", [0, 5, None, True, 3.0, "3"])
def test_a_wrong_rating_is_a_sentence_and_keeps_nothing(record, rating):
    deck = Deck(TERMS, record, LESSON)
    deck.turn()
    with pytest.raises(ValueError, match="is no rating; give 1, 2, 3 or 4."):
        deck.rate(rating)
    assert record.attempts() == []


def test_a_card_must_be_turned_before_it_is_rated(record):
    deck = Deck(TERMS, record, LESSON)
    with pytest.raises(ValueError, match="Turn the card over first"):
        deck.rate(3)
    assert deck.turn() and not deck.turn() and deck.turn()


def test_an_empty_deck_says_so(record):
    deck = Deck([], record, LESSON)
    assert deck.term is None and not deck.turn() and deck.more() == 0
    with pytest.raises(ValueError, match="No card is up"):
        deck.rate(3)


@pytest.mark.parametrize("count", [0, -1, True, 2.5, "20", None])
def test_a_wrong_count_is_a_sentence(record, count):
    with pytest.raises(ValueError, match="give a whole number from 1 up"):
        Deck(TERMS, record, LESSON, a_day=count)
    with pytest.raises(ValueError, match="give a whole number from 1 up"):
        Deck(TERMS, record, LESSON).more(count)


def test_two_terms_of_one_name_are_refused(record):
    with pytest.raises(ValueError, match="rename one"):
        Deck([term("A/B test"), term("A B test")], record, LESSON)


def test_a_long_record_is_replayed():
    dice = random.Random(1)
    attempts = [
        attempt(f"card:{n % 50}", dice.choice([1, 2, 3, 4]), START + timedelta(hours=n), n)
        for n in range(1500)
    ]
    assert len(replay(attempts)) == 50


def test_review_loads_no_widgets_and_no_library_before_it_is_needed():
    code = (
        "import sys, helpers.review; "
        "print(sorted({'ipywidgets', 'matplotlib', 'fsrs', 'helpers.quiz'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
