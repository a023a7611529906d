"""Which ideas first: RICE scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from . import _checks as check

RICE_FACTORS = ("reach", "impact", "confidence", "effort")


class RiceRow(NamedTuple):
    """One line of a RICE ranking; equal scores share a rank."""

    rank: int
    name: str
    score: float


def rice(reach: Any, impact: Any, confidence: Any, effort: Any, *, item: str = "the idea") -> float:
    """Score one idea by reach, impact, confidence and effort.

    Parameters
    ----------
    reach : number
        People or events per period; use the same period for every idea.
    impact : number
        Effect on one person, on the scale 3, 2, 1, 0.5, 0.25.
    confidence : number
        Share from 0 to 1; the usual steps are 1.0, 0.8 and 0.5. The text ``"80%"`` is read too.
    effort : number
        Person-months, above 0.
    item : str
        Name used in an error.

    Returns
    -------
    float
        Impact-weighted people per person-month, for the period of ``reach``.

    Raises
    ------
    ValueError
        If a factor is negative, the confidence is not a share or the effort is not above 0.

    Notes
    -----
    Formula: ``reach * impact * confidence / effort``. Unit: see above; never compare periods.
    Source: Sean McBride, "RICE: Simple prioritization for product managers", Intercom, 2016.
    RICE ranks ideas for one goal; it cannot choose the goal.

    Examples
    --------
    >>> rice(15_000, 0.25, 1.0, 1)
    3750.0
    """
    return (
        check.number(reach, f"Reach of '{item}'", low=0)
        * check.number(impact, f"Impact of '{item}'", low=0)
        * check.share(confidence, f"Confidence of '{item}'")
        / check.number(effort, f"Effort of '{item}'", above=0)
    )


def _scores(ideas: Mapping[str, Any]) -> tuple[dict[str, tuple], dict[str, float]]:
    table = check.rows(ideas, "idea", RICE_FACTORS)
    for place, factor in ((0, "Reach"), (3, "Effort")):
        check.one_unit(((name, row[place]) for name, row in table.items()), factor)
    return table, {name: rice(*row, item=name) for name, row in table.items()}


def rice_table(ideas: Mapping[str, Any]) -> tuple[RiceRow, ...]:
    """Rank ideas by their RICE score, best first.

    Parameters
    ----------
    ideas : mapping
        Name to ``(reach, impact, confidence, effort)``, as for `rice`.

    Returns
    -------
    tuple of RiceRow
        ``rank, name, score``; ideas with equal scores share a rank and keep their order.

    Raises
    ------
    ValueError
        If there is no idea, a row is incomplete, a factor is bad, or units are mixed.

    Notes
    -----
    Formula: as for `rice`. Units: all reaches per one period, all efforts in one unit.
    Source: as for `rice`.

    Examples
    --------
    >>> rows = rice_table({"Group ride": (2500, 2, 0.5, 4), "Dark mode": (15_000, 0.25, 1, 1)})
    >>> [(row.rank, row.name, row.score) for row in rows]
    [(1, 'Dark mode', 3750.0), (2, 'Group ride', 625.0)]
    """
    scores = _scores(ideas)[1]
    ordered = sorted(scores, key=lambda name: -scores[name])
    result: list[RiceRow] = []
    for place, name in enumerate(ordered, start=1):
        tie = bool(result) and result[-1].score == scores[name]
        result.append(RiceRow(result[-1].rank if tie else place, name, scores[name]))
    return tuple(result)


def rice_break_even(
    ideas: Mapping[str, Any], name: str, rival: str, factor: str = "confidence"
) -> float:
    """Find the value of one factor at which an idea ties with a rival.

    Parameters
    ----------
    ideas : mapping
        Name to ``(reach, impact, confidence, effort)``.
    name, rival : str
        The idea whose factor moves, and the idea that it is compared with.
    factor : {"confidence", "reach", "impact", "effort"}
        The factor that moves; the other three stay.

    Returns
    -------
    float
        The value at which both scores are equal. A confidence above 1 means that no honest
        confidence lifts this idea past the rival.

    Raises
    ------
    ValueError
        If a name or factor is unknown, or the score cannot be moved because another factor is 0.

    Notes
    -----
    Formula: ``value now * rival score / own score`` (for effort ``* own / rival``), because the
    score is proportional to each factor above the line. Unit: that of the factor.
    Source: derived from the RICE formula; sensitivity check as in any scoring model.

    Examples
    --------
    >>> ideas = {"Dark mode": (15_000, 0.25, 1.0, 1), "Auto-refund": (1800, 3, 1.0, 1.5)}
    >>> rice_break_even(ideas, "Dark mode", "Auto-refund")
    0.96
    """
    table, scores = _scores(ideas)
    for idea in (name, rival):
        check.known(idea, scores, "idea")
    place = RICE_FACTORS.index(check.known(factor, RICE_FACTORS, "RICE factor"))
    row = list(table[name])
    if factor == "effort":
        target = scores[rival]
        if target == 0:
            raise ValueError(f"The score of '{rival}' is 0: no effort makes '{name}' tie with it.")
        row[3] = 1
        return rice(*row, item=name) / target
    row[place] = 1
    per_unit = rice(*row, item=name)
    if per_unit == 0:
        raise ValueError(
            f"The score of '{name}' is 0 whatever its {factor}: raise its other factors first."
        )
    return scores[rival] / per_unit
