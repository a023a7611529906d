"""The schedule: which items are due, which are new, and when each one comes back.

The Free Spaced Repetition Scheduler (`fsrs`) keeps its defaults, apart from its random spread
of dates, which is off: the same attempts give the same schedule on every machine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

    from helpers.record import Attempt

A_DAY = 20
"""So many questions and cards come back on one day, taken together, unless more are asked for."""
RATINGS = {1: "Again", 2: "Hard", 3: "Good", 4: "Easy"}
LEARN_AHEAD = timedelta(minutes=20)
"""A card that is still being learned may come back this much early, when nothing else is left."""


@dataclass(frozen=True)
class Memory:
    """What the scheduler knows of one item after its ratings. Times are in UTC."""

    item: str
    card: Card
    reviews: int
    lapses: int

    @property
    def due(self) -> datetime:
        """When the item should come back."""
        return self.card.due

    @property
    def last(self) -> datetime:
        """When it was rated last."""
        assert self.card.last_review  # replay has rated every card that it remembers
        return self.card.last_review

    @property
    def learning(self) -> bool:
        """Whether it still comes back after minutes and not after days."""
        return self.card.step is not None


@dataclass(frozen=True)
class ReviewPlan:
    """What to show now: ``due`` and ``new`` in order, then ``soon``, which is a little early.

    ``seen`` counts the items rated today, and ``today`` these and all others in the queue.
    ``held`` counts the items that are due or new and wait only because of the daily limit.
    ``next_due`` is when the next item comes back that is not due yet.
    """

    due: tuple[str, ...]
    new: tuple[str, ...]
    soon: tuple[str, ...]
    seen: int
    today: int
    held: int
    next_due: datetime | None

    @property
    def queue(self) -> tuple[str, ...]:
        """All that may be shown now, in order."""
        return self.due + self.new + self.soon


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(enable_fuzzing=False)


def rating_of(attempt: Attempt) -> int | None:
    """Return the learner's own rating in an attempt, 1 to 4, or None where there is none."""
    given = attempt.response
    rating: Any = given.get("rating") if isinstance(given, dict) else None
    return rating if type(rating) is int and rating in RATINGS else None


def replay(
    attempts: Iterable[Attempt], rating: Callable[[Attempt], int | None] = rating_of
) -> dict[str, Memory]:
    """Derive the schedule of every item from the record.

    Parameters
    ----------
    attempts
        With times that were set right (:func:`helpers.record.order.set_right`), since a part of
        a record does not tell which clock was wrong. They are replayed by their time; those of
        the same millisecond keep the order of the record, and an attempt that stands twice
        counts once.
    rating
        Reads the rating of an attempt, 1 (again) to 4 (easy), or None for one that does not
        count. The default reads a self-rating; a reader of outcomes schedules questions.

    Returns
    -------
    dict
        A `Memory` by question id, for the items that have a rating.
    """
    rated: dict[str, tuple[datetime, str, int]] = {}
    for attempt in attempts:
        value = rating(attempt)
        if value is not None:
            at = datetime.fromisoformat(attempt.at).astimezone(UTC)
            rated.setdefault(attempt.id, (at, attempt.question, value))
    reviews: dict[str, list[tuple[datetime, int]]] = {}
    for at, item, value in sorted(rated.values(), key=lambda entry: entry[0]):
        reviews.setdefault(item, []).append((at, value))
    return {item: _remembered(item, own) for item, own in reviews.items()}


def _remembered(item: str, reviews: list[tuple[datetime, int]]) -> Memory:
    """The memory of one item after its ratings, which stand in the order of time."""
    from fsrs import Card, Rating

    card, lapses = Card(card_id=0, due=reviews[0][0]), 0
    for at, value in reviews:
        lapses += value == 1 and card.step is None  # a new card stands at step 0
        card, _ = _scheduler().review_card(card, Rating(value), at)
    return Memory(item, card, len(reviews), lapses)


def preview(memory: Memory | None, at: datetime) -> dict[int, timedelta]:
    """Return, for each rating, how long after ``at`` the item would come back."""
    from fsrs import Card, Rating

    at = at.astimezone(UTC)
    card = memory.card if memory else Card(card_id=0, due=at)
    review = _scheduler().review_card
    return {value: review(card, Rating(value), at)[0].due - at for value in RATINGS}


def plan(
    items: Sequence[str],
    memories: dict[str, Memory],
    now: datetime,
    limit: int,
    first: Collection[str] = (),
) -> ReviewPlan:
    """Choose what to show now.

    Items rated today come back whenever they are due. Items that are due from earlier days
    come next, then new ones in the order of ``items``, until ``limit`` different items have
    been seen on this day. The day is that of ``now`` in its own time zone. Due items stand in
    the order of their times, those in ``first`` before all others.
    """
    known = [memories[item] for item in items if item in memories]
    known.sort(key=lambda memory: (memory.item not in first, memory.due))
    today = [m for m in known if m.last.astimezone(now.tzinfo).date() == now.date()]
    again = [m.item for m in today if m.due <= now]
    soon = [m.item for m in today if m.learning and now < m.due <= now + LEARN_AHEAD]
    begun = {m.item for m in today}
    old = [m.item for m in known if m.item not in begun and m.due <= now]
    new = [item for item in items if item not in memories]
    room = max(0, limit - len(today))
    later = (m.due for m in known if m.due > now)
    fresh = new[: max(0, room - len(old))]
    return ReviewPlan(
        due=(*again, *old[:room]),
        new=tuple(fresh),
        soon=tuple(soon),
        seen=len(today),
        today=len(today) + len(old[:room]) + len(fresh),
        held=max(0, len(old) + len(new) - room),
        next_due=min(later, default=None),
    )
