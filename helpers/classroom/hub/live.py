"""One question for the whole class, whose picture follows the answers as they arrive at the Hub."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from helpers.classroom.hands import count_responses
from helpers.classroom.show_of_hands import pulse
from helpers.classroom.teach_again import find_question
from helpers.document import Card
from helpers.sharing.calls import NoAnswer

from .client import open_question, read_pulse

if TYPE_CHECKING:
    from helpers.classroom.show_of_hands import Pulse

EVERY = 3.0
"""Seconds between two looks at the service."""
LONGEST = 3600.0
"""Seconds after which a picture that nobody closed follows no more."""
_FOLLOWING: set[asyncio.Task] = set()


class Over(Exception):
    """Another question is open by now, or none."""


def ask_the_class(
    question_id: str, address: str | None = None, token: str | None = None
) -> Pulse | Card:
    """Open one question for all, and show how the class answers it.

    Learners answer on their own machines, where the question stands in their lesson or with
    ``lesson.class_question()`` in any lesson. First answers count, from now on, and after
    ``start_over()`` anew from then on. In a notebook the picture follows by itself; elsewhere,
    ``refresh()`` brings the counts.

    Parameters
    ----------
    question_id : str
        As for :func:`helpers.classroom.show_of_hands.pulse`.
    address, token : str, optional
        As for :func:`helpers.classroom.hub.client.read_class`, as is what is raised.
    """

    def counts() -> list[int]:
        found = read_pulse(address, token)
        if found.question != question_id:
            raise Over("This question is closed on the Hub; run the cell again to ask it anew.")
        given = [row.response for row in found.counts for _ in range(row.learners)]
        return count_responses(find_question(question_id)[1], given)

    following: list[asyncio.Task] = []

    def reopen() -> None:
        open_question(question_id, address, token)
        if not isinstance(view, Card) and all(task.done() for task in following):
            following[:] = _start_following(view, counts)

    view = pulse(question_id, counts, reopen)
    if not isinstance(view, Card):
        reopen()
    return view


def _start_following(view: Pulse, counts: Callable[[], list[int]]) -> list[asyncio.Task]:
    """Start what follows, and return it; nothing where no loop runs, as outside of notebooks."""
    try:
        task = asyncio.get_running_loop().create_task(follow(view, counts))
    except RuntimeError:
        return []
    _FOLLOWING.add(task)
    task.add_done_callback(_FOLLOWING.discard)
    return [task]


async def follow(view: Pulse, counts: Callable[[], list[int]]) -> None:
    """Give the view the counts whenever they have changed, until the question is over."""
    until = monotonic() + LONGEST
    while monotonic() < until:
        await asyncio.sleep(EVERY)
        try:
            found = await asyncio.to_thread(counts)
        except NoAnswer:
            continue
        except Over:
            return
        if found != view.counts:
            view.take(found)
