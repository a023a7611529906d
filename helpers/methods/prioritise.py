"""Which ideas first, and what fits: RICE scores and the MoSCoW share check."""

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


class MoscowCheck(NamedTuple):
    """Shares of the capacity of a timebox, and the rules that they break."""

    must: float
    should: float
    could: float
    unallocated: float
    findings: tuple[check.Finding, ...]


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


def moscow_check(
    *,
    must: Any,
    should: Any,
    could: Any,
    capacity: Any,
    must_limit: Any = 0.6,
    contingency: Any = 0.2,
) -> MoscowCheck:
    """Check the shares of Must, Should and Could in a fixed timebox.

    Parameters
    ----------
    must, should, could : number
        Effort of each group, in one unit (points, days). Won't-this-time is outside the timebox.
    capacity : number
        Effort that the timebox holds, in the same unit, above 0.
    must_limit : number
        Largest share that Must may take.
    contingency : number
        Smallest share that Could and unplanned capacity together should leave to absorb trouble.

    Returns
    -------
    MoscowCheck
        Shares of the capacity and the broken rules (``must_share``, ``contingency``,
        ``overbooked``), none when the timebox is sound.

    Raises
    ------
    ValueError
        If an effort is negative, the capacity is not above 0, or units are mixed.

    Notes
    -----
    Formula: ``share = effort / capacity``. Unit: share of capacity.
    Source: DSDM Agile Project Framework handbook, Agile Business Consortium, chapter on MoSCoW:
    Must at most 60%, Could about 20%. Counting free capacity towards the 20% is our reading.

    Examples
    --------
    >>> result = moscow_check(must=66, should=26, could=18, capacity=120)
    >>> result.must, result.findings
    (0.55, ())
    """
    given = {"Must": must, "Should": should, "Could": could, "Capacity": capacity}
    check.one_unit(given.items(), "Effort")
    effort = {
        group: check.number(given[group], f"Effort of '{group}'", low=0)
        for group in ("Must", "Should", "Could")
    }
    room = check.number(capacity, "The capacity of the timebox", above=0)
    limit = check.share(must_limit, "The Must limit")
    spare = check.share(contingency, "The contingency")
    m, s, c = (effort[group] / room for group in ("Must", "Should", "Could"))
    left = (room - sum(effort.values())) / room
    found = []
    if m > limit + 1e-12:
        found.append(
            check.Finding(
                "must_share",
                "Must",
                f"Must takes {m:.0%} of the capacity: move work out until it is at most "
                f"{limit:.0%}.",
            )
        )
    if left < -1e-12:
        found.append(
            check.Finding(
                "overbooked",
                "the timebox",
                f"The plan asks for {1 - left:.0%} of the capacity: move work to Won't-this-time.",
            )
        )
    if c + max(left, 0) < spare - 1e-12:
        found.append(
            check.Finding(
                "contingency",
                "Could",
                f"Could and free capacity are {c + max(left, 0):.0%}: leave about {spare:.0%} "
                "that can be dropped.",
            )
        )
    return MoscowCheck(m, s, c, left, tuple(found))
