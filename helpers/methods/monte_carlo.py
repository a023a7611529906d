"""Monte Carlo on the whole network: finish dates, criticality, merge bias."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _checks as check
from .network import Links, forward_pass, read_plan
from .pert_estimates import pert, read_estimates
from .schedule import TOLERANCE, cpm

if TYPE_CHECKING:
    import numpy as np

_BLOCK = 400_000  # sampled numbers held at a time, so that memory stays small


class Simulation(NamedTuple):
    """Sampled project durations and how often each activity was critical."""

    durations: np.ndarray
    criticality: dict[Any, float]
    path: tuple
    merge_bias: float
    runs: int
    seed: int

    @property
    def mean(self) -> float:
        """Mean project duration."""
        return float(self.durations.mean())

    @property
    def sd(self) -> float:
        """Standard deviation of the project duration."""
        return float(self.durations.std())

    def percentile(self, percent: Any) -> float:
        """Return the duration that ``percent`` (such as 80) per cent of the runs keep."""
        import numpy as np

        return float(np.percentile(self.durations, check.percentage(percent, low=0)))

    def chance_by(self, deadline: Any) -> float:
        """Return the share of the runs that finish by ``deadline``."""
        check.fits(deadline, "The deadline", (), "give a plain number, in the unit of the plan")
        return float((self.durations <= check.number(deadline, "The deadline")).mean())

    def s_curve(self, points: int = 101) -> tuple[np.ndarray, np.ndarray]:
        """Return durations and the share of runs that keep them, for drawing."""
        import numpy as np

        count = int(check.number(points, "The points", low=2, high=check.MOST_RUNS, whole=True))
        chances = np.linspace(0, 1, count)
        return np.quantile(self.durations, chances), chances


def simulate_schedule(
    plan: Mapping[Any, Any], estimates: Mapping[Any, Any], *, runs: Any = 50_000, seed: Any = 42
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
    runs, seed : int
        Number of sampled runs and seed of the sampling.

    Returns
    -------
    Simulation
        ``durations`` of all runs, ``criticality`` (share of runs in which an activity has no
        float), ``path`` (the critical path by PERT means), ``merge_bias`` (mean duration minus
        mean of that path), with ``mean``, ``sd``, ``percentile``, ``chance_by``, ``s_curve``.

    Raises
    ------
    ValueError
        If the plan or an estimate is bad, or an estimate is for an unknown activity.

    Notes
    -----
    Formula: ``O + (P - O) * Beta(1 + 4 (M - O)/(P - O), 1 + 4 (P - M)/(P - O))`` for each
    activity, independent; then `cpm` in every run. Unit: that of the durations.
    Source: beta-PERT of Malcolm et al. 1959; criticality index of Van Slyke, "Monte Carlo
    methods and the PERT problem", Operations Research 11, 1963.

    Examples
    --------
    >>> plan = {"A": (10, ""), "B": (20, "A"), "C": (20, "A")}
    >>> result = simulate_schedule(plan, {"B": (15, 20, 40), "C": (15, 20, 40)}, runs=2_000)
    >>> result.criticality["A"], result.merge_bias > 1
    (1.0, True)
    """
    import numpy as np

    runs, seed = check.run_settings(runs, seed)
    links = read_plan(plan)
    durations = links.durations
    order = forward_pass(links)[0]
    points = read_estimates(estimates)
    for name in points:
        check.known(name, plan, "activity")
    check.one_unit(
        [(name, plan[name][0]) for name in plan]
        + [(f"{name} estimate", value) for name in estimates for value in estimates[name]],
        "Duration",
    )
    means = {
        name: pert(*points[name]).mean if name in points else duration
        for name, duration in zip(links.names, durations, strict=True)
    }
    by_means = cpm(
        {
            name: (means[name], [links.names[link] for link in waits])
            for name, waits in zip(links.names, links.before, strict=True)
        }
    )
    path = next(by_means.walk_critical_paths())
    on_path = [position for position, name in enumerate(links.names) if name in set(path)]
    streams: list[tuple[float, float, float, float, np.random.Generator | None]] = []
    for name, duration in zip(links.names, durations, strict=True):
        o, m, p = points.get(name, (duration, duration, duration))
        if o == p:
            streams.append((o, 0, 1.0, 1.0, None))
            continue
        key = [seed, *str(name).encode()]
        shape = 1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o)
        streams.append((o, p - o, *shape, np.random.default_rng(key)))
    size = len(streams)
    total = np.empty(runs)
    critical = np.zeros(size, dtype=np.int64)
    bias = 0.0
    block = min(runs, max(_BLOCK // size, 64))
    for first in range(0, runs, block):
        count = min(block, runs - first)
        lasts = np.empty((size, count))
        for row, (low, width, a, b, rng) in zip(lasts, streams, strict=True):
            if rng is None:
                row.fill(low)
            else:
                np.multiply(rng.beta(a, b, count), width, out=row)
                row += low
        finish, often = _walk(np, lasts, links, order)
        total[first : first + count] = finish
        critical += often
        bias += float((finish - lasts[on_path].sum(axis=0)).sum())
    shares = (critical / runs).tolist()
    index = dict(zip(links.names, shares, strict=True))
    return Simulation(total, index, path, max(bias / runs, 0.0), runs, seed)


def _walk(
    np: Any, lasts: np.ndarray, links: Links, order: list[int]
) -> tuple[np.ndarray, np.ndarray]:
    """Forward and backward pass of all runs at once: finish and runs without float."""
    starts = np.zeros_like(lasts)
    ends = np.empty_like(lasts)
    for position in order:
        start = starts[position]
        for link in links.before[position]:
            np.maximum(start, ends[link], out=start)
        np.add(start, lasts[position], out=ends[position])
    finish = ends.max(axis=0)
    late = ends  # the early finishes are no longer needed: hold the late starts here
    often = np.empty(len(lasts), dtype=np.int64)
    near = finish * TOLERANCE
    for position in reversed(order):
        after = links.after[position]
        row = late[position]
        row[:] = late[after[0]] if after else finish
        for link in after[1:]:
            np.minimum(row, late[link], out=row)
        row -= lasts[position]
        often[position] = np.count_nonzero(row - starts[position] <= near)
    return finish, often
