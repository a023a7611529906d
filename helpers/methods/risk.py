"""A risk register in money: expected value, exact distribution, worth of a response.

Impacts carry a sign: threats are negative, opportunities positive.  Costs turn it round, so a
positive cost is money that is needed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from math import fsum
from typing import Any, NamedTuple

from . import _checks as check

MOST_TOTALS = 200_000
_NEAR = 1e-12


class RiskValue(NamedTuple):
    """Expected monetary value of every risk, of all, of the threats and of the opportunities."""

    by_risk: dict[Any, float]
    net: float
    threats: float
    opportunities: float


class CostDistribution(NamedTuple):
    """Every possible net cost, rising, with its exact probability."""

    costs: tuple[float, ...]
    probabilities: tuple[float, ...]
    combinations: int

    @property
    def mean(self) -> float:
        """Expected net cost."""
        return fsum(c * p for c, p in zip(self.costs, self.probabilities, strict=True))

    def chance_within(self, budget: Any) -> float:
        """Return the probability that the net cost is at most ``budget``."""
        check.fits(budget, "The budget", (), "give a plain number, in the money of the register")
        place = bisect_right(self.costs, check.number(budget, "The budget"))
        return min(fsum(self.probabilities[:place]), 1.0)

    def reserve(self, confidence: Any) -> float:
        """Return the smallest cost that covers at least ``confidence`` (0 to 1) of the cases."""
        wanted = check.share(confidence, "The confidence")
        covered = zip(self.costs, accumulate(self.probabilities), strict=True)
        return next((cost for cost, share in covered if share >= wanted - _NEAR), self.costs[-1])


class ResponseValue(NamedTuple):
    """What a risk response saves on average, what it costs, and the difference."""

    saving: float
    cost: float
    net: float
    worthwhile: bool


def _emv(probability: Any, impact: Any, item: str) -> float:
    chance = check.share(probability, f"The probability of '{item}'")
    return chance * check.number(impact, f"The impact of '{item}'")


def _risks(risks: Mapping[Any, Any]) -> dict[Any, tuple]:
    """Read a register: each risk's probability and impact, in one currency."""
    table = check.rows(risks, "risk", ("probability", "impact"))
    check.one_unit(((name, row[1]) for name, row in table.items()), "The impact")
    return {
        name: (
            check.share(chance, f"The probability of '{name}'"),
            check.number(impact, f"The impact of '{name}'"),
        )
        for name, (chance, impact) in table.items()
    }


def risk_value(risks: Mapping[Any, Any]) -> RiskValue:
    """Add up a risk register by expected monetary value.

    Parameters
    ----------
    risks : mapping
        Risk to ``(probability, impact)``: the probability from 0 to 1 or a text such as
        ``"30%"``; the impact negative for a threat and positive for an opportunity, all in one
        currency.

    Returns
    -------
    RiskValue
        EMV of each risk, net sum, sum of the threats, sum of the opportunities.

    Raises
    ------
    ValueError
        If there is no risk, a probability or impact is bad, or currencies are mixed.

    Notes
    -----
    Formula: sum of ``probability * impact``. Unit: currency.
    Source: PMI, "The Standard for Risk Management in Portfolios, Programs, and Projects", 2019.

    Examples
    --------
    >>> result = risk_value({"Contract slips": (0.30, -60_000), "Grant": (0.25, 30_000)})
    >>> result.net, result.threats
    (-10500.0, -18000.0)
    """
    values = {name: chance * impact for name, (chance, impact) in _risks(risks).items()}
    bad = fsum(value for value in values.values() if value < 0)
    good = fsum(value for value in values.values() if value > 0)
    return RiskValue(values, fsum(values.values()), bad, good)


def cost_distribution(risks: Mapping[Any, Any]) -> CostDistribution:
    """Work out every possible net cost of a register and its exact probability.

    Parameters
    ----------
    risks : mapping
        Risk to ``(probability, impact)``; the risks are taken as independent.

    Returns
    -------
    CostDistribution
        ``costs`` rising, ``probabilities``, number of ``combinations`` of risks, with ``mean``,
        ``chance_within(budget)`` and ``reserve(confidence)``.

    Raises
    ------
    ValueError
        If a risk is bad, or there are more than 200,000 different totals.

    Notes
    -----
    Formula: convolution, one risk after the other; equal totals are joined, with decimal
    fractions added exactly. Unit: currency. Source: elementary probability.

    Examples
    --------
    >>> result = cost_distribution({"R1": (0.5, -100), "O1": (0.5, 40)})
    >>> result.costs, result.chance_within(0), result.reserve(0.75)
    ((-40, 0, 60, 100), 0.5, 60)
    """
    table = _risks(risks)
    steps, scale = _whole([impact for _, impact in table.values()])
    totals = {0: 1.0}
    for (chance, _), step in zip(table.values(), steps, strict=True):
        after: dict[int, float] = {}
        for cost, probability in totals.items():
            if chance < 1:
                after[cost] = after.get(cost, 0.0) + probability * (1 - chance)
            if chance > 0:
                hit = cost - step
                after[hit] = after.get(hit, 0.0) + probability * chance
        if len(after) > MOST_TOTALS:
            raise ValueError(
                f"The register has more than {MOST_TOTALS:,} different totals: "
                "round the impacts or list fewer risks."
            )
        totals = after
    costs = sorted(totals)
    return CostDistribution(
        tuple(cost if scale == 1 else cost / scale for cost in costs),
        tuple(totals[cost] for cost in costs),
        2 ** len(table),
    )


def _whole(impacts: list) -> tuple[list[int], int]:
    """Scale decimal impacts to whole numbers, so that equal totals meet exactly."""
    if all(isinstance(impact, int) for impact in impacts):
        return impacts, 1
    from fractions import Fraction
    from math import lcm

    exact = [Fraction(str(impact)) for impact in impacts]
    scale = lcm(*(value.denominator for value in exact))
    return [int(value * scale) for value in exact], scale


def response_value(
    probability: Any,
    impact: Any,
    cost: Any,
    *,
    new_probability: Any = None,
    new_impact: Any = None,
    item: str = "the risk",
) -> ResponseValue:
    """Ask whether a risk response is worth its money.

    Parameters
    ----------
    probability, impact : number
        The risk as it stands, as for `risk_value`.
    cost : number
        Price of the response, from 0.
    new_probability, new_impact : number, optional
        The risk after the response; what is left out stays.
    item : str
        Name used in an error.

    Returns
    -------
    ResponseValue
        ``saving`` (change of the EMV), ``cost``, ``net`` and whether net is above 0.

    Raises
    ------
    ValueError
        If a number is bad or nothing changes.

    Notes
    -----
    Formula: ``net = EMV after - EMV before - cost``. Unit: currency.
    Source: decision by expected value, PMI 2019. Being right on average is not being safe once.

    Examples
    --------
    >>> round(response_value(0.30, -60_000, 8_000, new_probability=0.10).net)
    4000
    """
    if new_probability is None and new_impact is None:
        raise ValueError(f"The response to '{item}' changes nothing: give what it changes.")
    check.one_unit(
        (
            ("the impact", impact),
            ("the cost", cost),
            ("the new impact", 0 if new_impact is None else new_impact),
        ),
        "Money",
    )
    after = _emv(
        probability if new_probability is None else new_probability,
        impact if new_impact is None else new_impact,
        item,
    )
    saving = after - _emv(probability, impact, item)
    price = check.number(cost, f"The cost of the response to '{item}'", low=0)
    return ResponseValue(saving, price, saving - price, saving > price)
