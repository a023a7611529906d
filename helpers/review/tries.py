"""First tries: the answers that show what was in the learner's head, and not on the screen.

After a check the feedback stands under the question, so the next answers to it are read off
rather than recalled. A *first try* is an answer to a question that no attempt at the same
question precedes by less than `PAUSE`. The schedule, the calibration and the strengths are all
made from first tries; mastery (`helpers.record.standing`) is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from helpers.record.order import set_right

from .schedule import rating_of

if TYPE_CHECKING:
    from helpers.record import Attempt

PAUSE = timedelta(minutes=10)
"""So long feedback is taken to be in mind; it is also the scheduler's last step of learning."""


class Try(NamedTuple):
    """A first try and its time in UTC. In ``attempt``, that time is set right, too."""

    at: datetime
    attempt: Attempt


class Tries(NamedTuple):
    """The first tries in the order of time, and when each question was last attempted at all."""

    first: list[Try]
    last: dict[str, datetime]


def first_tries(attempts: Iterable[Attempt], now: datetime) -> Tries:
    """Pick the first tries at questions; the learner's own ratings of cards are none.

    Parameters
    ----------
    attempts
        All of a record, in its order. Their times are set right first, see
        :func:`helpers.record.order.set_right`.
    now
        No answer can be later.
    """
    first: list[Try] = []
    last: dict[str, datetime] = {}
    for attempt in set_right(attempts, now):
        if rating_of(attempt) is not None:
            continue
        at = datetime.fromisoformat(attempt.at).astimezone(UTC)
        before = last.get(attempt.question)
        if before is None or at - before >= PAUSE:
            first.append(Try(at, attempt))
        last[attempt.question] = at
    return Tries(first, last)
