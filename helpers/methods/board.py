"""A Kanban board: run under a limit, counted as cumulative flow, its open cards by their age."""

from __future__ import annotations

import math
from collections.abc import Iterable
from random import Random
from typing import Any, NamedTuple

from . import _checks as check


class WorkItem(NamedTuple):
    """A card of a board: on which day it was asked for, started and finished; None if not yet."""

    asked: int
    started: int | None
    finished: int | None


class CumulativeFlow(NamedTuple):
    """A cumulative-flow picture in numbers: counts at the end of each day, from day 0 on.

    ``mean_wip``, ``throughput`` and ``cycle_time`` are those of the second half of the days;
    ``cycle_time`` is None where nothing was finished then. ``steady`` says whether the work in
    progress was at the end about as much, and about as old, as at half-time: Little's law wants it.
    """

    asked: tuple[int, ...]
    started: tuple[int, ...]
    finished: tuple[int, ...]
    wip: tuple[int, ...]
    mean_wip: float
    throughput: float
    cycle_time: float | None
    steady: bool


class Ageing(NamedTuple):
    """Open cards beside finished ones: an age for each, and which are older than expected.

    ``expected`` is the number of days that the given share of the finished cards took at most,
    None where none is finished; ``over`` holds the places of the open cards that are older.
    """

    ages: dict[int, int]
    expected: int | None
    over: tuple[int, ...]


def run_board(
    limit: Any,
    days: Any,
    *,
    people: Any = 5,
    waiting: Any = 8,
    asked_a_day: Any = 2,
    stuck: Any = 0.25,
    stuck_days: Any = 4,
    switching: Any = 0.1,
    seed: Any = 7,
) -> tuple[WorkItem, ...]:
    """Run a Kanban board day by day under a limit of work in progress: a toy model.

    Parameters
    ----------
    limit : int
        Cards that may be in progress at once.
    days : int
        Working days to run.
    people : int
        Who work on the cards, each card with one person at most.
    waiting, asked_a_day : int
        Cards asked for before the first day, and on each day.
    stuck : number
        Share of the cards that wait for somebody else half-way.
    stuck_days : int
        How long such a card waits, in progress but with nobody on it.
    switching : number
        Share of a day lost for each card in progress beyond one a person, 60% of it at most.
    seed : int
        Of the sizes of the cards (one to five days of work) and of those that get stuck.

    Returns
    -------
    tuple of WorkItem
        All cards asked for, in their order. The same arguments always give the same cards.

    Raises
    ------
    ValueError
        If a limit, a number of days or of people is below 1, or a share is none.

    Notes
    -----
    Formula: a card is pulled when a place is free, in the order asked; the hands, less what
    switching costs, are shared by the cards that can be worked on. Unit: working days. A toy: it
    shows how a limit works and measures nothing. Source: on limits, David J. Anderson, "Kanban",
    2010.

    Examples
    --------
    >>> cards = run_board(5, 20)
    >>> len(cards), sum(card.finished is not None for card in cards)
    (48, 26)
    """
    most = int(check.number(limit, "The limit", low=1, high=1_000, whole=True))
    last = int(check.number(days, "The number of days", low=1, high=1_000, whole=True))
    heads = int(check.number(people, "The number of people", low=1, high=1_000, whole=True))
    first = int(check.number(waiting, "The cards waiting", low=0, high=10_000, whole=True))
    daily = int(check.number(asked_a_day, "The cards a day", low=0, high=100, whole=True))
    pause = int(check.number(stuck_days, "The days stuck", low=0, high=1_000, whole=True))
    odds, lost = check.share(stuck, "The share stuck"), check.share(switching, "The switching")
    draw = Random(int(check.number(seed, "The seed", low=0, whole=True)))
    asked = [0] * first + [day for day in range(1, last + 1) for _ in range(daily)]
    size = [draw.randint(1, 5) for _ in asked]
    stops = {card: size[card] / 2 for card in range(len(asked)) if draw.random() < odds}
    left = [float(one) for one in size]
    free = [0] * len(asked)  # the day after which somebody can work on it
    started: list[int | None] = [None] * len(asked)
    finished: list[int | None] = [None] * len(asked)
    queue, board = 0, list[int]()
    for day in range(last + 1):
        if day:
            active = [card for card in board if free[card] < day]
            crowd = max(len(board) / heads, 1)
            hands = heads * max(0.4, 1 - lost * (crowd - 1))
            for card in active:
                left[card] -= min(1.0, hands / len(active))
                if left[card] <= stops.get(card, -1.0):
                    del stops[card]
                    free[card] = day + pause
            for card in [one for one in board if left[one] <= 1e-9 and free[one] <= day]:
                finished[card] = day
                board.remove(card)
        while len(board) < most and queue < len(asked) and asked[queue] <= day:
            started[queue] = day
            board.append(queue)
            queue += 1
    return tuple(map(WorkItem, asked, started, finished))


def cumulative_flow(cards: Iterable[Any], days: Any) -> CumulativeFlow:
    """Count cards asked for, started and finished by the end of each day.

    Parameters
    ----------
    cards : iterable
        For each card the days on which it was asked for, started and finished; None if not yet.
    days : int
        The last day, at least 2.

    Returns
    -------
    CumulativeFlow
        The three lines, work in progress as the gap between the last two, and the means of
        Little's law over the second half of the days.

    Raises
    ------
    ValueError
        If a card is finished before it is started, or started before it was asked for.

    Notes
    -----
    Formula: work in progress on a day is ``started - finished``. The lines never fall. Unit:
    cards. Source: Daniel Vacanti, "Actionable Agile Metrics for Predictability", 2015.

    Examples
    --------
    >>> flow = cumulative_flow([(0, 0, 2), (0, 1, 3), (1, 2, None)], 4)
    >>> flow.wip, flow.throughput
    ((1, 2, 2, 1, 1), 0.5)
    """
    last = int(check.number(days, "The number of days", low=2, high=10_000, whole=True))
    read = _cards(cards)
    lines = [
        tuple(
            sum(moment is not None and moment <= day for moment in moments)
            for day in range(last + 1)
        )
        for moments in (
            [c.asked for c in read],
            [c.started for c in read],
            [c.finished for c in read],
        )
    ]
    asked, started, finished = lines
    wip = tuple(begun - done for begun, done in zip(started, finished, strict=True))
    half = last // 2
    took = [_took(c) for c in read if c.finished is not None and half < c.finished <= last]
    return CumulativeFlow(
        asked,
        started,
        finished,
        wip,
        sum(wip[half:last]) / (last - half),
        (finished[last] - finished[half]) / (last - half),
        sum(took) / len(took) if took else None,
        abs(wip[last] - wip[half]) <= max(2, 0.2 * wip[half])
        and _mean_age(read, last) <= 1.2 * _mean_age(read, half) + 2,
    )


def _took(card: WorkItem) -> int:
    assert card.started is not None and card.finished is not None
    return card.finished - card.started


def _mean_age(cards: list[WorkItem], day: int) -> float:
    ages = list(ageing(cards, day).ages.values())
    return sum(ages) / len(ages) if ages else 0.0


def ageing(cards: Iterable[Any], day: Any, percent: Any = 85) -> Ageing:
    """Hold the age of open cards against the time that finished ones took.

    Parameters
    ----------
    cards : iterable
        For each card the days on which it was asked for, started and finished; None if not yet.
    day : int
        The day of the look.
    percent : number
        Share of the finished cards that sets the expectation.

    Returns
    -------
    Ageing
        Ages of the open cards by their place, the expectation in days, and who is over it.

    Raises
    ------
    ValueError
        If the days of a card do not follow each other, or the share is none.

    Notes
    -----
    Formula: age = day - day started; the expectation is a percentile of the cycle times so far.
    Unit: days. Source: the service level expectation of the Kanban Guide, 2025.

    Examples
    --------
    >>> ageing([(0, 0, 2), (0, 0, 3), (0, 1, None), (2, 4, None)], 6)
    Ageing(ages={2: 5, 3: 2}, expected=3, over=(2,))
    """
    today = int(check.number(day, "The day", low=0, whole=True))
    wanted = check.percentage(percent, above=0) / 100
    read = _cards(cards)
    open_: dict[int, int] = {}
    took: list[int] = []
    for place, card in enumerate(read):
        if card.finished is not None and card.finished <= today:
            took.append(_took(card))
        elif card.started is not None and card.started <= today:
            open_[place] = today - card.started
    took.sort()
    expected = took[max(math.ceil(wanted * len(took) - 1e-9) - 1, 0)] if took else None
    over = tuple(n for n, age in open_.items() if expected is not None and age > expected)
    return Ageing(open_, expected, over)


def _cards(cards: Iterable[Any]) -> list[WorkItem]:
    """Read cards, and refuse days that go backwards."""
    read = []
    for place, row in enumerate(check.listed(cards, "The cards"), 1):
        whole = check.listed(row, f"Card {place}")
        if len(whole) != 3:
            raise ValueError(
                f"Card {place} has {len(whole)} of 3 days: give when it was asked for, started and "
                "finished, None for what has not been yet."
            )
        days = [
            None if one is None else check.number(one, f"A day of card {place}", low=0, whole=True)
            for one in whole
        ]
        known = [one for one in days if one is not None]
        if None in days[: len(known)] or known != sorted(known):
            raise ValueError(
                f"Card {place} has the days {whole}: a card is asked for, then started, then "
                "finished; correct them."
            )
        read.append(WorkItem(*days))  # type: ignore[arg-type]
    return read
