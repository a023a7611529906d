"""A probability-impact matrix: scores, and the pairs that it ranks against the money."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from . import _checks as check
from .risk import _risks, risk_value


class RiskScore(NamedTuple):
    """Where a risk stands in a matrix: its two bands, counted from 1, and their product."""

    chance: int
    impact: int
    score: int


def risk_scores(
    risks: Mapping[Any, Any], *, chance_edges: Iterable[Any], impact_edges: Iterable[Any]
) -> dict[Any, RiskScore]:
    """Place each risk in a probability-impact matrix.

    Parameters
    ----------
    risks : mapping
        As for `risk_value`. An opportunity is placed by the size of its gain.
    chance_edges, impact_edges : iterable of number
        Upper edge of each band, rising; a value on an edge belongs to the band below it.

    Returns
    -------
    dict
        The `RiskScore` of each risk.

    Raises
    ------
    ValueError
        If a risk is bad, edges do not rise, or a value lies above the last edge.

    Notes
    -----
    Formula: ``score = band of the probability * band of the impact``. Unit: none; scores rank
    risks, and may do so against their expected values: see `turned_pairs`.
    Source: Cox, "What's wrong with risk matrices?", Risk Analysis 28, 2008.

    Examples
    --------
    >>> risk_scores({"Storm": (0.2, -50)}, chance_edges=[0.1, 0.5, 1], impact_edges=[10, 100])
    {'Storm': RiskScore(chance=2, impact=2, score=4)}
    """
    chances = _edges(chance_edges, "The chance edges")
    impacts = _edges(impact_edges, "The impact edges")
    found = {}
    for name, (chance, impact) in _risks(risks).items():
        row = _band(chance, chances, f"The probability of '{name}'")
        column = _band(abs(impact), impacts, f"The impact of '{name}'")
        found[name] = RiskScore(row, column, row * column)
    return found


def turned_pairs(
    risks: Mapping[Any, Any], *, chance_edges: Iterable[Any], impact_edges: Iterable[Any]
) -> tuple[tuple[Any, Any], ...]:
    """Name the pairs of risks that a matrix ranks against their expected values.

    Parameters
    ----------
    risks, chance_edges, impact_edges
        As for `risk_scores`. Threats are compared with threats, opportunities with opportunities.

    Returns
    -------
    tuple of pairs
        In each the risk with the higher score, and then the one with the higher expected value.

    Raises
    ------
    ValueError
        As for `risk_scores`.

    Notes
    -----
    Formula: ``score(a) > score(b)`` and ``|EMV(a)| < |EMV(b)|``. Unit: none.
    Source: Cox 2008, in our words.

    Examples
    --------
    >>> edges = {"chance_edges": [0.1, 0.3, 1], "impact_edges": [20, 60, 200]}
    >>> turned_pairs({"Slip": (0.3, -60), "Failure": (0.15, -90)}, **edges)
    (('Failure', 'Slip'),)
    """
    scores = risk_scores(risks, chance_edges=chance_edges, impact_edges=impact_edges)
    values = risk_value(risks).by_risk
    signs = {name: impact > 0 for name, (_, impact) in _risks(risks).items()}
    return tuple(
        (high, low)
        for pair in combinations(scores, 2)
        for high, low in (pair, pair[::-1])
        if signs[high] == signs[low]
        and scores[high].score > scores[low].score
        and abs(values[high]) < abs(values[low])
    )


def _edges(edges: Iterable[Any], what: str) -> list[float]:
    given = check.listed(edges, what)
    read = [float(edge) for edge in check.numbers(given, f"{what[:-1]} of band", above=0)]
    if not read or any(one >= two for one, two in pairwise(read)):
        raise ValueError(f"{what} do not rise: give the upper edge of each band, low to high.")
    return read


def _band(value: float, edges: list[float], what: str) -> int:
    if value > edges[-1]:
        raise ValueError(f"{what} is {check.shown(value)}, above the last edge: add a band.")
    return bisect_left(edges, value) + 1
