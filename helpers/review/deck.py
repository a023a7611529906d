"""A deck of cards on one learner's record: which card is up, and the ratings kept."""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from helpers.content.model import Term
from helpers.record import new_attempt, now
from helpers.record.order import set_right

from .schedule import A_DAY, RATINGS, Memory, ReviewPlan, plan, preview, rating_of, replay

if TYPE_CHECKING:
    from helpers.record import Attempt, Record

DECK_MODE = "deck"
_CARD = "card:"


def slug(term: str) -> str:
    """Return a term's name as part of an id: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def card_id(term: str) -> str:
    """Return the question id under which the ratings of a term's card are kept."""
    return f"{_CARD}{slug(term)}"


class DueCards(NamedTuple):
    """Cards that are due now, those that wait for another day, and the lesson of their deck."""

    due: int
    held: int
    lesson: str


def due_cards(attempts: Iterable[Attempt], now: datetime, a_day: int = A_DAY) -> DueCards:
    """Count the cards that were rated before and are due now; new ones do not count.

    ``a_day`` is what the questions leave of the day's limit; the cards rated today are part of it.
    """
    rated = _ratings(attempts, now)
    if not rated:
        return DueCards(0, 0, "")
    memories = replay(rated)
    found = plan(list(memories), memories, now, a_day)
    return DueCards(len(found.due), found.held, rated[-1].lesson)


def rated_today(attempts: Iterable[Attempt], now: datetime) -> int:
    """Count the cards that were rated today, new ones among them."""
    times = ((a.question, datetime.fromisoformat(a.at)) for a in _ratings(attempts, now))
    return len({card for card, at in times if at.astimezone(now.tzinfo).date() == now.date()})


def _ratings(attempts: Iterable[Attempt], now: datetime) -> list[Attempt]:
    """The ratings of cards among all attempts of a record, with their times set right."""
    attempts = list(attempts)
    if not any(a.question.startswith(_CARD) for a in attempts):
        return []  # said at once, since the dashboard asks
    right = set_right(attempts, now)
    return [a for a in right if a.question.startswith(_CARD) and rating_of(a)]


class Deck:
    """One learner's deck. It holds no schedule of its own: that is replayed from the record.

    Parameters
    ----------
    terms : sequence of Term
        One card each.
    record : Record
        Takes every rating before the next card shows.
    lesson : str
        The lesson id that ratings are filed under.
    a_day : int
        How many different cards come up on one day, together with the questions of the review,
        unless more are asked for.
    questions_today : callable
        Tells from the attempts how many questions came back today; see :attr:`questions`.

    Attributes
    ----------
    questions : int
        How many of ``a_day`` were questions, when the record was last read.

    Raises
    ------
    ValueError
        If two terms would share a card, or ``a_day`` is no count.
    """

    def __init__(
        self,
        terms: Sequence[Term],
        record: Record,
        lesson: str,
        a_day: int = A_DAY,
        questions_today: Callable[[list[Attempt]], int] = lambda attempts: 0,
    ):
        if type(a_day) is not int or a_day < 1:
            raise ValueError(f"{a_day!r} cards a day is no count; give a whole number from 1 up.")
        self.terms = {card_id(term.term): term for term in terms}
        if len(self.terms) < len(terms):
            raise ValueError("Two terms have the same name for a card; rename one of them.")
        self.record, self.lesson, self.limit = record, lesson, a_day
        self._order = list(self.terms)
        random.Random(f"{record.seed}:{DECK_MODE}").shuffle(self._order)
        self._count, self.questions = questions_today, 0
        self._memories: dict[str, Memory] = {}
        self._look()
        self.turned = False
        self.last: str | None = None
        self.current: str | None = None
        self._draw()

    # ------------------------------------------------------------ where we are

    @property
    def term(self) -> Term | None:
        """The term on the card that is up; None when nothing is left for now."""
        return self.terms[self.current] if self.current else None

    def plan(self) -> ReviewPlan:
        """What there is to do now."""
        return plan(self._order, self._memories, now(), self.limit - self.questions)

    def schedule(self) -> dict[str, datetime]:
        """When each card that was rated comes back, by the name of its term."""
        return {self.terms[item].term: m.due for item, m in self._memories.items()}

    def preview(self) -> dict[int, timedelta]:
        """How long each rating would send the card away."""
        return preview(self._memories.get(self.current or ""), now())

    # ------------------------------------------------------------ what the learner does

    def turn(self) -> bool:
        """Turn the card over; return whether its back shows."""
        self.turned = self.current is not None and not self.turned
        return self.turned

    def rate(self, rating: int) -> Memory:
        """Rate the card that is up, 1 (again) to 4 (easy). The rating is kept before this returns.

        Raises
        ------
        ValueError
            If the rating is none of the four, no card is up, or its back was not shown.
        """
        if type(rating) is not int or rating not in RATINGS:
            raise ValueError(f"{rating!r} is no rating; give 1, 2, 3 or 4.")
        if self.current is None:
            raise ValueError("No card is up; ask for more cards or come back when one is due.")
        if not self.turned:
            raise ValueError("Turn the card over first, then say how well you knew it.")
        item = self.current
        attempt = new_attempt(
            question=item,
            version=hashlib.sha256(msgspec.json.encode(self.term)).hexdigest()[:12],
            lesson=self.lesson,
            response={"rating": rating, "mode": DECK_MODE},
            outcome="incorrect" if rating == 1 else "correct",
            score=0.0 if rating == 1 else 1.0,
            seconds=round(time.monotonic() - self._opened, 1),
        )
        self.record.append(attempt)
        self._look(attempt)
        self.last = item
        self._draw()
        return self._memories[item]

    def more(self, cards: int = A_DAY) -> int:
        """Raise today's limit; return how many cards wait now."""
        if type(cards) is not int or cards < 1:
            raise ValueError(f"{cards!r} more cards is no count; give a whole number from 1 up.")
        self.limit += cards
        if self.current is None:
            self._draw()
        return len(self.plan().queue)

    # ------------------------------------------------------------ drawing and replaying

    def _draw(self) -> None:
        """Put up the next card, and not the same one twice in a row while there is another."""
        queue = sorted(self.plan().queue, key=lambda item: item == self.last)
        self.current = next(iter(queue), None)
        self.turned = False
        self._opened = time.monotonic()

    def _look(self, new: Attempt | None = None) -> None:
        """Read the record: replay all cards, or that of a new rating; count the questions."""
        attempts = self.record.attempts()
        self.questions = self._count(attempts)
        wanted = self.terms if new is None else {new.question}
        attempts += [new] if new else []  # also where it could not be kept; it counts once
        rated = _ratings(attempts, now())
        self._memories |= replay(a for a in rated if a.question in wanted)
