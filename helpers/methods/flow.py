"""When will it be done? Burn charts, forecasts from past sprints, Little's law, Kanban boards."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _checks as check

if TYPE_CHECKING:
    import numpy as np


MOST_DRAWS = 20_000_000
"""Drawn sprints in one forecast: more would take longer than anybody waits."""


class Burn(NamedTuple):
    """A burn chart in numbers: what remains, the pace, and how long the rest takes at it."""

    scope: tuple[float, ...]
    done: tuple[float, ...]
    remaining: tuple[float, ...]
    velocities: tuple[float, ...]
    velocity: float
    sprints_left: float
    sprints_needed: int


class SprintForecast(NamedTuple):
    """Sampled numbers of sprints to the end; infinite where the horizon was not enough."""

    sprints: np.ndarray
    runs: int
    seed: int

    def percentile(self, percent: Any) -> float:
        """Return the smallest number of sprints that ``percent`` (such as 80) per cent keep."""
        wanted = check.percentage(percent, above=0) / 100
        place = max(math.ceil(wanted * self.runs - 1e-9) - 1, 0)
        return float(self.sprints[place])

    def chance_by(self, sprint: Any) -> float:
        """Return the share of the runs that need at most ``sprint`` sprints."""
        check.fits(sprint, "The sprint", ("sprint",), "give a number of sprints")
        return float((self.sprints <= check.number(sprint, "The sprint")).mean())


def burn(scope: Iterable[Any], done: Iterable[Any]) -> Burn:
    """Read a burn-up: scope and work done, both cumulative, sprint by sprint.

    Parameters
    ----------
    scope : iterable of number
        Whole scope at the start and at the end of each sprint.
    done : iterable of number
        Work done so far at the same moments; it never falls and never exceeds the scope.

    Returns
    -------
    Burn
        Remaining work at each moment (the burn-down), velocity of each sprint, mean velocity,
        sprints left (not rounded) and sprints needed (rounded up).

    Raises
    ------
    ValueError
        If the lists differ in length or are too short, work falls or exceeds the scope, units
        are mixed, or nothing was done so far although work remains.

    Notes
    -----
    Formula: ``remaining = scope - done``; ``sprints left = remaining / mean velocity``.
    Unit: points. Source: Cohn 2005. A burn-down hides scope that grows; a burn-up shows it.

    Examples
    --------
    >>> chart = burn([120, 120, 120, 140, 140], [0, 14, 30, 45, 60])
    >>> chart.remaining, chart.velocity, chart.sprints_needed
    ((120, 106, 90, 95, 80), 15.0, 6)
    """
    scopes, work_done = check.listed(scope, "The scope"), check.listed(done, "The work done")
    check.one_unit(
        check.numbered(scopes, "the scope at moment", 0)
        + check.numbered(work_done, "the work done at moment", 0),
        "The amount",
    )
    sizes = check.numbers(scopes, "The scope at moment", 0, low=0)
    finished = check.numbers(work_done, "Work done at moment", 0, low=0)
    if len(sizes) != len(finished) or len(sizes) < 2:
        raise ValueError(
            f"There are {len(sizes)} scopes and {len(finished)} figures of work done: "
            "give both for the start and for each sprint."
        )
    for place, (size, work) in enumerate(zip(sizes, finished, strict=True)):
        if work > size:
            raise ValueError(
                f"Work done at moment {place} is {work}, above the scope of {size}: correct one."
            )
        if place and work < finished[place - 1]:
            raise ValueError(
                f"Work done falls to {work} at moment {place}: give the total so far, "
                "not the work of the sprint."
            )
    rest = tuple(size - work for size, work in zip(sizes, finished, strict=True))
    steps = tuple(after - before for before, after in pairwise(finished))
    pace = (finished[-1] - finished[0]) / len(steps)
    left = 0.0
    if rest[-1] > 0:
        if pace == 0:
            raise ValueError("Nothing was finished so far: wait for a sprint with finished work.")
        left = rest[-1] / pace
    return Burn(tuple(sizes), tuple(finished), rest, steps, pace, left, math.ceil(left - 1e-9))


def forecast_sprints(
    remaining: Any,
    velocities: Iterable[Any],
    *,
    scope_changes: Iterable[Any] = (),
    runs: Any = 10_000,
    seed: Any = 42,
    horizon: Any = 100,
) -> SprintForecast:
    """Forecast the end by drawing future sprints from past ones.

    Parameters
    ----------
    remaining : number
        Work left, from 0.
    velocities : iterable of number
        Work done in each past sprint, from 0, at least one above 0. Their order does not count.
    scope_changes : iterable of number, optional
        Work added (or, negative, removed) in each past sprint; drawn for future sprints too.
    runs, seed : int
        Number of sampled futures and seed of the sampling.
    horizon : int
        Give up after so many sprints; such a run counts as infinite. Runs times horizon are at
        most 20 million.

    Returns
    -------
    SprintForecast
        ``sprints`` of all runs, rising, with ``percentile(percent)`` and ``chance_by(sprint)``.

    Raises
    ------
    ValueError
        If work or a velocity is negative, there is no velocity above 0, units are mixed, or a
        setting is bad.

    Notes
    -----
    Formula: bootstrap with replacement, pace and scope change drawn apart, as if independent; a
    run ends after the sprint in which drawn work covers what remains, that sprint's change
    included. Unit: sprints.
    Source: Efron, "Bootstrap methods", Annals of Statistics 7, 1979; use for
    delivery: Daniel Vacanti, "Actionable Agile Metrics for Predictability", 2015.

    Examples
    --------
    >>> forecast = forecast_sprints(80, [14, 16, 15, 15])
    >>> forecast.percentile(80), forecast.chance_by(4)
    (6.0, 0.0)
    """
    import numpy as np

    runs, seed = check.run_settings(runs, seed)
    paces = check.listed(velocities, "The velocities")
    changes = check.listed(scope_changes, "The scope changes")
    check.one_unit(
        [("the rest", remaining)]
        + check.numbered(paces, "velocity")
        + check.numbered(changes, "scope change"),
        "Work",
    )
    left = check.number(remaining, "The remaining work", low=0)
    most = int(check.number(horizon, "The horizon", low=1, high=10_000, whole=True))
    if runs * most > MOST_DRAWS:
        raise ValueError(
            f"The forecast asks for {runs:,} runs of up to {most:,} sprints: lower one of them "
            f"until their product is at most {MOST_DRAWS:,}."
        )
    pace = sorted(check.numbers(paces, "Velocity", low=0))
    if not pace or pace[-1] == 0:
        raise ValueError("No past sprint finished any work: give at least one velocity above 0.")
    growth = sorted(check.numbers(changes, "Scope change"))
    rng = np.random.default_rng(seed)
    rest = np.full(runs, float(left))
    result = np.full(runs, math.inf)
    near = 1e-9 * max(left, 1e-300)
    result[rest <= near] = 0
    for sprint in range(1, most + 1):
        open_runs = np.flatnonzero(np.isinf(result))
        if not open_runs.size:
            break
        rest[open_runs] -= rng.choice(pace, open_runs.size)
        if growth:
            rest[open_runs] += rng.choice(growth, open_runs.size)
        result[open_runs[rest[open_runs] <= near]] = sprint
    result.sort()
    return SprintForecast(result, runs, seed)


def littles_law(*, wip: Any = None, throughput: Any = None, cycle_time: Any = None) -> float:
    """Give two of work in progress, throughput and cycle time; get the third.

    Parameters
    ----------
    wip : number, optional
        Mean number of items in progress.
    throughput : number, optional
        Mean number of items finished per unit of time.
    cycle_time : number, optional
        Mean time of an item from start to finish, in that unit of time.

    Returns
    -------
    float
        The one that was left out.

    Raises
    ------
    ValueError
        If not exactly two are given, one of them is not above 0, or their units do not fit.

    Notes
    -----
    Formula: ``wip = throughput * cycle_time``, for means of a stable system. Units: items, items
    per time, time. Source: John D. C. Little, "A proof for the queuing formula L = λW",
    Operations Research 9, 1961.

    Examples
    --------
    >>> littles_law(wip=24, throughput=6)
    4.0
    """
    named = {"Work in progress": wip, "Throughput": throughput, "Cycle time": cycle_time}
    given = {name: value for name, value in named.items() if value is not None}
    if len(given) != 2:
        raise ValueError(f"Little's law got {len(given)} figures: give exactly two of the three.")
    units = {name: check.quantity(value, name)[1] for name, value in given.items()}
    rate, time, items = (
        units.get(name, "") for name in ("Throughput", "Cycle time", "Work in progress")
    )
    per, done = check.time_of(rate), rate.partition("/")[0]
    if per and time and per != time:
        raise ValueError(f"Throughput is per {per} but cycle time is in '{time}': use one unit.")
    if done and items and done != items:
        raise ValueError(
            f"Work in progress is in '{items}' but throughput counts '{done}': use one unit."
        )
    read = {name: check.number(value, name, above=0) for name, value in given.items()}
    if wip is None:
        return read["Throughput"] * read["Cycle time"]
    return read["Work in progress"] / read["Cycle time" if throughput is None else "Throughput"]


class Card(NamedTuple):
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
) -> tuple[Card, ...]:
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
    tuple of Card
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
    return tuple(map(Card, asked, started, finished))


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


def _took(card: Card) -> int:
    assert card.started is not None and card.finished is not None
    return card.finished - card.started


def _mean_age(cards: list[Card], day: int) -> float:
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


def _cards(cards: Iterable[Any]) -> list[Card]:
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
        read.append(Card(*days))  # type: ignore[arg-type]
    return read
