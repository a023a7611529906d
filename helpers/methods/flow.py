"""When will it be done? Burn-down and burn-up, forecasts from past sprints, Little's law."""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
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
    """Sampled numbers of sprints to the end, rising; infinite where the horizon was not enough.

    ``sprints`` is an array of numpy, or a list where numpy is missing.
    """

    sprints: np.ndarray | list[float]
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
        return bisect_right(self.sprints, check.number(sprint, "The sprint")) / self.runs


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
    sampled: Any
    try:
        import numpy as np
    except ImportError:
        sampled = _future_by_future(left, pace, growth, runs, seed, most)
    else:
        sampled = _all_futures(np, left, pace, growth, runs, seed, most)
    return SprintForecast(sampled, runs, seed)


def _almost(left: float) -> float:
    """So much left is nothing but rounding."""
    return 1e-9 * max(left, 1e-300)


def _all_futures(
    np: Any, left: float, pace: list[float], growth: list[float], runs: int, seed: int, most: int
) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rest, near = np.full(runs, float(left)), _almost(left)
    result = np.full(runs, math.inf)
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
    return result


def _future_by_future(
    left: float, pace: list[float], growth: list[float], runs: int, seed: int, most: int
) -> list[float]:
    """As `_all_futures`, with the random numbers of the standard library."""
    choice, near, result = random.Random(seed).choice, _almost(left), []
    for _ in range(runs):
        rest, sprint = left, 0
        while rest > near and sprint < most:
            rest -= choice(pace)
            if growth:
                rest += choice(growth)
            sprint += 1
        result.append(math.inf if rest > near else float(sprint))
    return sorted(result)


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
