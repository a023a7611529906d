"""Which questions come back: those once missed, shown, partly right or unsure, by FSRS.

What the scheduler is told of a first try (see `helpers.review.tries`):

=========================================== =====
not right, or the answer was shown          Again
partly right                                Hard
right, but said to be a guess or with hints Hard
right otherwise                             Good
=========================================== =====

Easy is never told: "sure" speaks of the answer, not of the effort. A question enters the schedule
with its first Again or Hard. An attempt is filed under the lesson that its question belongs to,
wherever it was answered; there it is restored, and there its minutes count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from .schedule import A_DAY, Memory, ReviewPlan, plan, replay
from .tries import PAUSE, Tries, Try

if TYPE_CHECKING:
    from helpers.record import Attempt

MIXED_IN = 3
"""So many questions of earlier lessons an exit quiz takes in, at most."""
LAST_TRIES = 10
"""Only so many of the last tries at a question are replayed, so that a long record stays quick."""
_AGAIN, _HARD, _GOOD = 1, 2, 3


def rating_of_answer(attempt: Attempt) -> int:
    """Return what an answer tells the scheduler, 1 (again) to 3 (good); see the module's text."""
    if attempt.outcome in ("incorrect", "revealed"):
        return _AGAIN
    if attempt.outcome == "partly" or attempt.hints or attempt.confidence == "guess":
        return _HARD
    return _GOOD


class QuestionSchedule(NamedTuple):
    """Everything about the questions that come back, by question id.

    ``homes`` holds their lessons, ``begun`` when they were first tried, ``tried`` when they were
    last attempted. ``confident`` are the confident mistakes: the learner was sure and not right,
    and no right first try has followed yet.
    """

    memories: dict[str, Memory]
    homes: dict[str, str]
    begun: dict[str, datetime]
    tried: dict[str, datetime]
    confident: frozenset[str]


def question_schedule(tries: Tries) -> QuestionSchedule:
    """Derive the schedule of questions from the first tries of a record."""
    by_question: dict[str, list[Try]] = {}
    for one in tries.first:
        by_question.setdefault(one.attempt.question, []).append(one)
    weak = {
        question: own
        for question, own in by_question.items()
        if any(rating_of_answer(one.attempt) < _GOOD for one in own)
    }
    replayed = [one.attempt for own in weak.values() for one in own[-LAST_TRIES:]]
    return QuestionSchedule(
        memories=replay(replayed, rating_of_answer),
        homes={question: own[-1].attempt.lesson for question, own in weak.items()},
        begun={question: own[0].at for question, own in weak.items()},
        tried={question: tries.last[question] for question in weak},
        confident=frozenset(q for q, own in weak.items() if _was_sure(own)),
    )


def _was_sure(tries: Iterable[Try]) -> bool:
    """Whether a confident mistake is not made good yet."""
    right = [
        a.outcome == "correct" for _, a in tries if a.outcome == "correct" or a.confidence == "sure"
    ]
    return right[-1:] == [False]


def review_today(
    schedule: QuestionSchedule,
    items: Iterable[str],
    now: datetime,
    a_day: int = A_DAY,
    cards: int = 0,
) -> ReviewPlan:
    """Plan today's review: what is due, confident mistakes first, at most ``a_day`` in all.

    Each question comes once a day at most, and one that was first tried today waits for another
    day. ``seen`` counts the older questions that were tried again today, wherever that was.

    Parameters
    ----------
    items
        The ids of the questions that may come back.
    now
        With its zone, which says what today is.
    a_day
        How many questions and cards may come back on one day, taken together.
    cards
        How many cards were rated today: they take their part of ``a_day``.

    Raises
    ------
    ValueError
        If ``a_day`` is no count.
    """
    if type(a_day) is not int or a_day < 1:
        raise ValueError(f"{a_day!r} questions a day is no count; give a whole number from 1 up.")
    items = [item for item in items if item in schedule.memories]
    start = _midnight(now)
    older = [item for item in items if schedule.begun[item] < start]
    found = plan(older, schedule.memories, now, a_day - cards, first=schedule.confident)
    due = tuple(item for item in found.due if schedule.tried[item] < start)
    tomorrow = start + timedelta(days=1)
    later = [
        memory.due
        if memory.due > now and schedule.tried[item] < start
        else max(memory.due, tomorrow)
        for item in items
        if item not in due and (memory := schedule.memories[item])
    ]
    return replace(found, due=due, soon=(), next_due=min(later, default=None))


def mixed_in(
    schedule: QuestionSchedule, items: Iterable[str], now: datetime, room: int = A_DAY
) -> tuple[str, ...]:
    """Choose up to `MIXED_IN` due questions out of ``items``, confident mistakes first.

    A question that was missed today may be among them, once `PAUSE` has passed. Of those that
    were not tried today there are at most ``room``: what is left of the day's limit.
    """
    start, ready = _midnight(now), []
    known = [(item, schedule.memories[item]) for item in items if item in schedule.memories]
    known.sort(key=lambda pair: (pair[0] not in schedule.confident, pair[1].due))
    for item, memory in known:
        if memory.due > now or now - schedule.tried[item] < PAUSE:
            continue
        today = memory.last >= start
        if today or room > 0:
            room -= not today
            ready.append(item)
    return tuple(ready[:MIXED_IN])


def _midnight(now: datetime) -> datetime:
    """The beginning of the learner's day."""
    return datetime.combine(now.date(), time.min, now.tzinfo)


def tried_today(tries: Tries, now: datetime) -> Tries:
    """Return the first tries at those questions that have one today."""
    start = _midnight(now)
    today = {one.attempt.question for one in tries.first if one.at >= start}
    return tries._replace(first=[one for one in tries.first if one.attempt.question in today])
