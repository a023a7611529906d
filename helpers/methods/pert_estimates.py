"""Three-point estimates: PERT for one activity and for one path."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from . import _checks as check
from .network import listed_names

_PARTS = ("optimistic", "most likely", "pessimistic")


class Estimate(NamedTuple):
    """Mean and standard deviation of a three-point estimate or of a path of them."""

    mean: float
    sd: float

    def chance_by(self, deadline: Any) -> float:
        """Return the probability of finishing by ``deadline`` if the total is normal."""
        from statistics import NormalDist

        mend = "give a plain number, in the unit of the estimates"
        check.fits(deadline, "The deadline", (), mend)
        date = check.number(deadline, "The deadline")
        if self.sd == 0:
            return 1.0 if date >= self.mean else 0.0
        return NormalDist(self.mean, self.sd).cdf(date)

    def percentile(self, percent: Any) -> float:
        """Return the time that is kept with ``percent`` (such as 80) per cent probability."""
        from statistics import NormalDist

        wanted = check.percentage(percent, above=0) / 100
        if self.sd == 0:
            return self.mean
        if wanted == 1:
            return math.inf
        return NormalDist(self.mean, self.sd).inv_cdf(wanted)


def read_estimates(estimates: Mapping[Any, Any]) -> dict[Any, tuple]:
    """Check three-point estimates: complete, from 0, optimistic <= likely <= pessimistic."""
    table = check.rows(estimates, "estimate", _PARTS)
    check.one_unit(
        (
            (f"{name} {part}", value)
            for name, row in table.items()
            for part, value in zip("OMP", row, strict=True)
        ),
        "Estimate",
    )
    result = {}
    for name, row in table.items():
        three = [
            (part, check.number(value, f"The {part} estimate of '{name}'", low=0))
            for part, value in zip(_PARTS, row, strict=True)
        ]
        for (part, value), (other, more) in pairwise(three):
            if value > more:
                raise ValueError(
                    f"The {part} estimate of '{name}' ({value}) is above the {other} ({more}): "
                    "swap or correct them."
                )
        result[name] = tuple(value for _, value in three)
    return result


def pert(optimistic: Any, likely: Any, pessimistic: Any, *, item: str = "the activity") -> Estimate:
    """Turn a three-point estimate into a mean and a standard deviation.

    Parameters
    ----------
    optimistic, likely, pessimistic : number
        Durations in one unit, rising.
    item : str
        Name used in an error.

    Returns
    -------
    Estimate
        ``mean, sd``, with ``chance_by(deadline)`` and ``percentile(percent)``.

    Raises
    ------
    ValueError
        If an estimate is negative or not a number, they do not rise, or units are mixed.

    Notes
    -----
    Formula: ``mean = (O + 4 M + P) / 6``, ``sd = (P - O) / 6``. Unit: that of the durations.
    Source: Malcolm, Roseboom, Clark & Fazar, "Application of a technique for research and
    development program evaluation", Operations Research 7, 1959.

    Examples
    --------
    >>> pert(18, 25, 44).mean
    27.0
    """
    ((o, m, p),) = read_estimates({item: (optimistic, likely, pessimistic)}).values()
    return Estimate((o + 4 * m + p) / 6, (p - o) / 6)


def pert_path(estimates: Mapping[Any, Any], path: Iterable[Any]) -> Estimate:
    """Add up the three-point estimates along one path.

    Parameters
    ----------
    estimates : mapping
        Activity to ``(optimistic, most likely, pessimistic)``.
    path : iterable or str
        The activities on the path, each once: a list, or a text with commas as for `cpm`.

    Returns
    -------
    Estimate
        Mean and standard deviation of the path, with ``chance_by`` and ``percentile``.

    Raises
    ------
    ValueError
        If the path is empty, an activity has no estimate or repeats, or an estimate is bad.

    Notes
    -----
    Formula: means add; variances add if the activities are independent; the sum is taken as
    normal. Unit: that of the durations. Source: Malcolm et al. 1959. It looks at one path only
    and is therefore too hopeful where paths merge.

    Examples
    --------
    >>> total = pert_path({"A": (8, 10, 15), "D": (18, 25, 44)}, "A, D")
    >>> total.mean, round(total.sd, 2)
    (37.5, 4.49)
    """
    table = read_estimates(estimates)
    names = check.listed(listed_names(path), "The path")
    if not names:
        raise ValueError("The path is empty: name at least one activity.")
    for name in names:
        check.known(name, table, "estimated activity")
    if len(set(names)) < len(names):
        raise ValueError("The path names an activity twice: keep each once.")
    parts = [pert(*table[name]) for name in names]
    return Estimate(sum(part.mean for part in parts), math.hypot(*(part.sd for part in parts)))
