"""What is true and hidden: durations, risks, worth of bets, taste for price, weather.

All of it is drawn before week 1, in a fixed order, from ``random.Random(seed).random()`` alone.
That method gives the same numbers for the same seed in every version of Python 3; whatever shape
a number must have, it gets from the transforms below.  Decisions never change what is drawn, so
two plays of one seed meet the same luck.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from .parameters import Parameters


class World(NamedTuple):
    """The hidden truth of one seed."""

    work: tuple[float, ...]  # working days of each activity at the usual pace
    risk: dict[str, float]  # risk to a number from 0 to 1: it strikes if that is below its chance
    grant: float  # likewise
    effect: dict[str, float]  # bet to its true effect, in points
    noise: dict[str, tuple[float, float, float]]  # bet to errors of interviews, prototype, beta
    elasticity: float  # share of buyers lost for a price higher by the whole
    price_noise: float
    season: tuple[float, ...]  # installs of each week, as a factor
    shared: float  # how much longer all the team's work takes: durations that move together
    cut: float  # a number from 0 to 1: the city ends the contract early if it is below a chance


def pert_draw(rand: Callable[[], float], low: float, likely: float, high: float) -> float:
    """Draw a duration with the mean (O + 4 M + P) / 6 and close to a beta-PERT in shape.

    Five even draws are put in order; the mean of the k-th is k / 6.  Going from one to the next
    in proportion gives every mean between, just as a Beta(a, 6 - a) has the mean a / 6.
    """
    draws = sorted([rand(), rand(), rand(), rand(), rand()])
    if high == low:
        return low
    place = 4 * (likely - low) / (high - low)
    below = min(int(place), 3)
    value = draws[below] + (place - below) * (draws[below + 1] - draws[below])
    return low + (high - low) * value


def bell_draw(rand: Callable[[], float]) -> float:
    """Draw from a bell of mean 0, standard deviation 1 and limits -3 and 3: three even draws."""
    return 2 * (rand() + rand() + rand()) - 3


def draw_world(seed: int, p: Parameters) -> World:
    """Draw the hidden truth of a seed."""
    rand = random.Random(seed).random
    work = tuple(pert_draw(rand, a.optimistic, a.days, a.pessimistic) for a in p.activities)
    risk = {row.id: rand() for row, _ in p.threats}
    grant = rand()
    effect, noise = {}, {}
    for bet in p.bets:
        luck, size = rand(), rand()
        effect[bet.id] = bet.gain * (0.6 + 0.8 * size) if luck < bet.luck else -bet.loss * size
        noise[bet.id] = (bell_draw(rand), bell_draw(rand), bell_draw(rand))
    elasticity = p.elasticity_low + (p.elasticity_high - p.elasticity_low) * rand()
    price_noise = bell_draw(rand)
    season = tuple(1 + p.season * bell_draw(rand) for _ in range(p.all_weeks))
    shared, cut = p.overrun + p.shared_luck * bell_draw(rand), rand()
    work = tuple(
        days * (1 + shared) if activity.team else days
        for days, activity in zip(work, p.activities, strict=True)
    )
    return World(work, risk, grant, effect, noise, elasticity, price_noise, season, shared, cut)
