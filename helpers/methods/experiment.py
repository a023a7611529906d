"""A/B tests: how many people, what the result says, and what peeking costs."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _checks as check

if TYPE_CHECKING:
    import numpy as np

SIZE_METHODS = ("normal", "arcsine")


class Peeking(NamedTuple):
    """False alarms in tests without any true effect; ``z_scores`` has a row for every test.

    The rows are an array of numpy, or lists where numpy is missing.
    """

    one_look: float
    any_look: float
    looks: int
    critical_z: float
    z_scores: np.ndarray | list[list[float]]


def sample_size(
    base: Any, hoped: Any, *, alpha: Any = 0.05, power: Any = 0.8, method: str = "normal"
) -> int:
    """Plan an A/B test of two rates: people needed in each arm.

    Parameters
    ----------
    base, hoped : number
        The rate today and the smallest better (or worse) rate worth finding, between 0 and 1.
    alpha : number
        Chance of a false alarm, two-sided.
    power : number
        Chance of seeing the effect if it is real.
    method : {"normal", "arcsine"}
        Normal approximation of the difference with each rate's own variance (unpooled), or
        Cohen's arcsine effect size. Calculators that pool the variance ask for a few more.

    Returns
    -------
    int
        People per arm, rounded up, by the formula below.

    Raises
    ------
    ValueError
        If a rate, alpha or power is not strictly between 0 and 1, or both rates are equal.

    Notes
    -----
    Formula: unpooled ``z**2 * (p1 (1 - p1) + p2 (1 - p2)) / (p2 - p1)**2``; arcsine:
    ``2 z**2 / (2 asin sqrt p2 - 2 asin sqrt p1)**2``; in both ``z = z(1 - alpha/2) + z(power)``.
    Unit: people per arm.
    Source: Fleiss, Levin & Paik, "Statistical Methods for Rates and Proportions", 3rd ed., 2003;
    Cohen, "Statistical Power Analysis", 1988.

    Examples
    --------
    >>> sample_size(0.42, 0.45)
    4283
    """
    from statistics import NormalDist

    p1 = check.share(base, "The base rate", open_ends=True)
    p2 = check.share(hoped, "The hoped-for rate", open_ends=True)
    wrong = check.share(alpha, "Alpha", open_ends=True)
    seen = check.share(power, "The power", open_ends=True)
    check.known(method, SIZE_METHODS, "method")
    if abs(p1 - p2) < 1e-9:
        raise ValueError("Both rates are equal: give the smallest change worth finding.")
    if seen <= wrong / 2:
        raise ValueError(
            f"The power is {check.shown(power)}: give a share above alpha, such as 0.8."
        )
    spread = -NormalDist().inv_cdf(wrong / 2) + NormalDist().inv_cdf(seen)
    if method == "arcsine":
        effect = 2 * math.asin(math.sqrt(p2)) - 2 * math.asin(math.sqrt(p1))
        needed = 2 * (spread / effect) ** 2
    else:
        needed = spread**2 * (p1 * (1 - p1) + p2 * (1 - p2)) / (p2 - p1) ** 2
    return math.ceil(needed)


def simulate_peeking(
    *,
    rate: Any = 0.42,
    per_arm: Any = 4283,
    looks: Any = 10,
    alpha: Any = 0.05,
    runs: Any = 2_000,
    seed: Any = 42,
) -> Peeking:
    """Run many A/A tests and count the false alarms of those who stop at the first "win".

    Parameters
    ----------
    rate : number
        The true rate of both arms, between 0 and 1: there is nothing to find.
    per_arm : int
        People per arm at the end, at least ``looks``.
    looks : int
        How often the result is looked at, evenly spaced, the last time at the end.
    alpha : number
        Level of each look, two-sided.
    runs, seed : int
        Number of simulated tests and seed of the sampling.

    Returns
    -------
    Peeking
        ``one_look`` is the share of false alarms for those who only look at the end,
        ``any_look`` for those who stop at the first look that seems significant.

    Raises
    ------
    ValueError
        If a value is out of range, or tests times looks exceed 10 million.

    Notes
    -----
    Formula: pooled two-proportion z at each look. Unit: share of tests.
    Source: Armitage, McPherson & Rowe, "Repeated significance tests on accumulating data",
    Journal of the Royal Statistical Society A 132, 1969 (5 looks: 14%, 10 looks: 19%).

    Examples
    --------
    >>> result = simulate_peeking(looks=5, runs=2_000)
    >>> result.one_look < 0.07 < 0.11 < result.any_look
    True
    """
    from statistics import NormalDist

    runs, seed = check.run_settings(runs, seed)
    p = check.share(rate, "The rate", open_ends=True)
    times = int(check.number(looks, "The number of looks", low=1, high=100, whole=True))
    people = int(check.number(per_arm, "People per arm", low=times, high=10**9, whole=True))
    if runs * times > 10_000_000:
        raise ValueError(f"{runs} tests with {times} looks are too many: lower one of them.")
    threshold = -NormalDist().inv_cdf(check.share(alpha, "Alpha", open_ends=True) / 2)
    seen = [look * people // times for look in range(1, times + 1)]
    scores: Any
    try:
        import numpy as np
    except ImportError:
        scores = _test_by_test(p, seen, runs, seed)
        alarms = [[abs(z) > threshold for z in row] for row in scores]
        once, ever = sum(row[-1] for row in alarms) / runs, sum(map(any, alarms)) / runs
    else:
        scores = _all_tests(np, p, np.array(seen), runs, seed)
        loud = np.abs(scores) > threshold
        once, ever = float(loud[:, -1].mean()), float(loud.any(axis=1).mean())
    return Peeking(once, ever, times, threshold, scores)


def _all_tests(np: Any, p: float, seen: np.ndarray, runs: int, seed: int) -> np.ndarray:
    """The z of each test at each look."""
    fresh = np.diff(seen, prepend=0)
    rng = np.random.default_rng(seed)
    arms = rng.binomial(fresh, p, size=(2, runs, len(seen))).cumsum(axis=2)
    pooled = arms.sum(axis=0) / (2 * seen)
    error = np.sqrt(pooled * (1 - pooled) * 2 / seen)
    gap = (arms[1] - arms[0]) / seen
    return np.divide(gap, error, out=np.zeros_like(gap), where=error > 0)


def _test_by_test(p: float, seen: list[int], runs: int, seed: int) -> list[list[float]]:
    """As `_all_tests`, with the random numbers of the standard library."""
    rng = random.Random(seed)

    def some(people: int) -> int:
        """How many of so many say yes."""
        if hasattr(rng, "binomialvariate"):  # from Python 3.12 on
            return rng.binomialvariate(people, p)
        return sum(rng.random() < p for _ in range(people))

    rows = []
    for _ in range(runs):
        first = second = before = 0
        row = []
        for people in seen:
            first += some(people - before)
            second += some(people - before)
            before = people
            pooled = (first + second) / (2 * people)
            error = math.sqrt(pooled * (1 - pooled) * 2 / people)
            row.append((second - first) / people / error if error else 0.0)
        rows.append(row)
    return rows
