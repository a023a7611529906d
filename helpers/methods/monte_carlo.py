"""Monte Carlo on the whole network: finish dates, criticality, merge bias.

With numpy all runs are worked out at once. Without it (as in a browser) the random numbers come
from the standard library, run by run; both agree within the error that any sampling has.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _checks as check
from . import _draws as draws
from .network import Links, forward_pass, read_plan
from .pert_estimates import pert, read_estimates
from .schedule import TOLERANCE, cpm

if TYPE_CHECKING:
    import numpy as np

_BLOCK = 400_000  # sampled numbers held at a time, so that memory stays small
_TOGETHER = "what all share"


class Simulation(NamedTuple):
    """Sampled project durations and how often each activity was critical.

    ``durations`` is an array of numpy, or a list where numpy is missing.
    """

    durations: np.ndarray | list[float]
    criticality: dict[Any, float]
    path: tuple
    merge_bias: float
    runs: int
    seed: int

    @property
    def mean(self) -> float:
        """Mean project duration."""
        return math.fsum(self.durations) / self.runs

    @property
    def sd(self) -> float:
        """Standard deviation of the project duration."""
        mean = self.mean
        return math.sqrt(math.fsum((one - mean) ** 2 for one in self._listed) / self.runs)

    @property
    def _listed(self) -> list[float]:
        return check.plain(self.durations)

    def percentile(self, percent: Any) -> float:
        """Return the duration that ``percent`` (such as 80) per cent of the runs keep."""
        return _quantile(sorted(self._listed), check.percentage(percent, low=0) / 100)

    def chance_by(self, deadline: Any) -> float:
        """Return the share of the runs that finish by ``deadline``."""
        date = self._date(deadline)
        return sum(one <= date for one in self._listed) / self.runs

    def mean_excess(self, deadline: Any) -> float:
        """Return how far a run goes beyond ``deadline`` on average; those within it count as 0."""
        date = self._date(deadline)
        return math.fsum(one - date for one in self._listed if one > date) / self.runs

    def _date(self, deadline: Any) -> float:
        check.fits(deadline, "The deadline", (), "give a plain number, in the unit of the plan")
        return check.number(deadline, "The deadline")


def _quantile(ordered: Sequence[float], chance: float) -> float:
    """The value below which a share of the runs lie, between the two nearest runs."""
    place = chance * (len(ordered) - 1)
    low = min(int(place), len(ordered) - 2) if len(ordered) > 1 else 0
    high = min(low + 1, len(ordered) - 1)
    return float(ordered[low] + (ordered[high] - ordered[low]) * (place - low))


def simulate_schedule(
    plan: Mapping[Any, Any],
    estimates: Mapping[Any, Any],
    *,
    correlation: Any = 0,
    runs: Any = 50_000,
    seed: Any = 42,
) -> Simulation:
    """Run the whole network many times with sampled durations.

    Every activity draws from its own stream of random numbers, so the result does not depend on
    the listing order, and changing one estimate leaves the draws of all others as they were.

    Parameters
    ----------
    plan : mapping
        Activity to ``(duration, predecessors)``, as for `cpm`.
    estimates : mapping
        Activity to ``(optimistic, most likely, pessimistic)``. Activities without an estimate
        keep the duration of the plan.
    correlation : float
        From 0 (each has luck of its own) to 1 (what strikes one strikes all): how far the
        durations of any two activities move together.
    runs, seed : int
        Number of sampled runs and seed of the sampling.

    Returns
    -------
    Simulation
        ``durations`` of all runs, ``criticality`` (share of runs in which an activity has no
        float), ``path`` (the critical path by PERT means), ``merge_bias`` (mean duration minus
        mean of that path), with ``mean``, ``sd``, ``percentile``, ``chance_by``,
        ``mean_excess``.

    Raises
    ------
    ValueError
        If the plan or an estimate is bad, or an estimate is for an unknown activity.

    Notes
    -----
    Formula: ``O + (P - O) * Beta(1 + 4 (M - O)/(P - O), 1 + 4 (P - M)/(P - O))`` for each
    activity, then `cpm` in every run; a correlation joins the durations by one common cause, a
    normal copula with ``sqrt(correlation)`` of it in each. Unit: that of the durations.
    Source: beta-PERT of Malcolm et al. 1959; criticality index of Van Slyke, "Monte Carlo
    methods and the PERT problem", Operations Research 11, 1963; common causes of Hulett,
    Practical Schedule Risk Analysis, 2009.

    Examples
    --------
    >>> plan = {"A": (10, ""), "B": (20, "A"), "C": (20, "A")}
    >>> result = simulate_schedule(plan, {"B": (15, 20, 40), "C": (15, 20, 40)}, runs=2_000)
    >>> result.criticality["A"], result.merge_bias > 1
    (1.0, True)
    """
    runs, seed = check.run_settings(runs, seed)
    shared = check.share(correlation, "The correlation")
    links = read_plan(plan)
    order = forward_pass(links)[0]
    points = read_estimates(estimates)
    for name in points:
        check.known(name, plan, "activity")
    check.one_unit(
        [(name, plan[name][0]) for name in plan]
        + [(f"{name} estimate", value) for name in estimates for value in estimates[name]],
        "Duration",
    )
    means = [
        pert(*points[name]).mean if name in points else duration
        for name, duration in zip(links.names, links.durations, strict=True)
    ]
    by_means = cpm({name: (means[at], links.waits(at)) for at, name in enumerate(links.names)})
    path = next(by_means.walk_critical_paths())
    three = [
        points.get(name, (duration,) * 3)
        for name, duration in zip(links.names, links.durations, strict=True)
    ]
    sampled: tuple[Any, list[int], float]
    try:
        import numpy as np
    except ImportError:
        sampled = _run_by_run(links, order, path, three, shared, runs, seed)
    else:
        sampled = _all_at_once(np, links, order, path, three, shared, runs, seed)
    ends, often, bias = sampled
    shares = {name: count / runs for name, count in zip(links.names, often, strict=True)}
    return Simulation(ends, shares, path, max(bias / runs, 0.0), runs, seed)


def _all_at_once(
    np: Any,
    links: Links,
    order: list[int],
    path: tuple,
    three: list[tuple],
    shared: float,
    runs: int,
    seed: int,
) -> tuple[np.ndarray, list[int], float]:
    """Ends of all runs, in how many each activity was critical, and the sum of merge biases."""

    def stream(name: Any) -> Any:
        return np.random.default_rng([seed, *str(name).encode()])

    common, own = stream(_TOGETHER), [stream(name) for name in links.names]
    total, often, bias = np.empty(runs), np.zeros(len(own), dtype=np.int64), 0.0
    block = min(runs, max(_BLOCK // len(own), 64))
    normal = np.linspace(-draws.REACH, draws.REACH, draws.STEPS + 1)
    for first in range(0, runs, block):
        count = min(block, runs - first)
        cause = common.standard_normal(count) if shared else None
        lasts = []
        for (o, m, p), rng in zip(three, own, strict=True):
            if o == p:
                lasts.append(np.full(count, float(o)))
            elif cause is None:
                lasts.append(o + (p - o) * rng.beta(*draws.shape(o, m, p), count))
            else:
                mixed = draws.mix(shared, cause, rng.standard_normal(count))
                table = draws.table_of_normal(*draws.shape(o, m, p))
                lasts.append(o + (p - o) * np.interp(mixed, normal, table))
        finish, slacks = _walk(lasts, links, order, np.maximum, np.minimum)
        total[first : first + count] = finish
        near = finish * TOLERANCE
        often += [np.count_nonzero(slack <= near) for slack in slacks]
        bias += float((finish - _length(lasts, links, path, np.maximum)).sum())
    return total, often.tolist(), bias


def _run_by_run(
    links: Links,
    order: list[int],
    path: tuple,
    three: list[tuple],
    shared: float,
    runs: int,
    seed: int,
) -> tuple[list[float], list[int], float]:
    """As `_all_at_once`, with the random numbers of the standard library."""
    common = random.Random(f"{seed} {_TOGETHER}")
    own = [random.Random(f"{seed} {name}") for name in links.names]
    shapes = [draws.shape(*row) if row[0] < row[2] else (1.0, 1.0) for row in three]
    total, often, bias = [], [0] * len(own), 0.0
    for _ in range(runs):
        cause = common.gauss(0, 1) if shared else 0.0
        lasts = []
        for (o, _, p), rng, shape in zip(three, own, shapes, strict=True):
            if o == p:
                part = 0.0
            elif not shared:
                part = rng.betavariate(*shape)
            else:
                part = draws.looked_up(
                    draws.mix(shared, cause, rng.gauss(0, 1)), draws.table_of_normal(*shape)
                )
            lasts.append(o + (p - o) * part)
        finish, slacks = _walk(lasts, links, order, max, min)
        total.append(finish)
        for at, slack in enumerate(slacks):
            often[at] += slack <= finish * TOLERANCE
        bias += finish - _length(lasts, links, path, max)
    return total, often, bias


def _shift(lasts: list, links: Links, link: int, position: int, most: Any) -> Any:
    """As `Links.shift`, for the durations of a run or of many."""
    ties = links.ties.get((link, position), [])
    first, other = lasts[link], lasts[position]
    return reduce(most, (tie.shift(first, other) for tie in ties)) if ties else 0.0


def _length(lasts: list, links: Links, path: tuple, most: Any) -> Any:
    """How long one path is."""
    places = [links.names.index(name) for name in path]
    shifts = (_shift(lasts, links, one, next_one, most) for one, next_one in pairwise(places))
    return sum((lasts[at] for at in places), start=sum(shifts))


def _walk(
    lasts: list, links: Links, order: list[int], most: Any, least: Any
) -> tuple[Any, list[Any]]:
    """Forward and backward pass, of one run or of many at once: the finish and all floats."""
    starts: list[Any] = [0.0] * len(lasts)
    ends = list(lasts)
    for position in order:
        for link in links.before[position]:
            soon = ends[link]
            if links.ties:
                soon = soon + _shift(lasts, links, link, position, most)
            starts[position] = most(starts[position], soon)
        ends[position] = starts[position] + lasts[position]
    finish = reduce(most, ends)
    late: list[Any] = [finish] * len(lasts)
    for position in reversed(order):
        for link in links.after[position]:
            last = late[link]
            if links.ties:
                last = last - _shift(lasts, links, position, link, most)
            late[position] = least(late[position], last)
        late[position] = late[position] - lasts[position]
    return finish, [late[at] - starts[at] for at in range(len(lasts))]
