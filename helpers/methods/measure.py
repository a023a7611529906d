"""Is it working? North Star, the funnel and where its leverage lies, and OKR scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from . import _checks as check


class FunnelStep(NamedTuple):
    """One step: people, share of the step before, share of the first step."""

    name: str
    count: int  # type: ignore[assignment]  # hides the method of tuples
    step_rate: float | None
    overall_rate: float | None


class Leverage(NamedTuple):
    """What lifting one step would add at the goal, and the rate after the lift."""

    name: str
    new_rate: float
    gain: float


def north_star(breadth: Any, depth: Any, frequency: Any = 1) -> float:
    """Multiply breadth, depth and frequency into one North Star figure.

    Parameters
    ----------
    breadth : number
        How many people use the product in a period, such as weekly active riders.
    depth : number
        How much each does in that period, such as rides per rider.
    frequency : number
        How often the period counts; leave at 1 when ``depth`` is already per period.

    Returns
    -------
    float
        Use per period, such as rides a week.

    Raises
    ------
    ValueError
        If a factor is negative or not a number.

    Notes
    -----
    Formula: ``breadth * depth * frequency``. Unit: events per period.
    Source: Amplitude, "The North Star Playbook" (breadth, depth, frequency as inputs).

    Examples
    --------
    >>> round(north_star(6_000, 2.3))
    13800
    """
    return (
        check.number(breadth, "Breadth", low=0)
        * check.number(depth, "Depth", low=0)
        * check.number(frequency, "Frequency", low=0)
    )


def _steps(steps: Any) -> list[tuple[str, int]]:
    pairs = list(steps.items()) if isinstance(steps, Mapping) else check.listed(steps, "The funnel")
    if not pairs:
        raise ValueError("The funnel has no step yet: add at least one.")
    result: list[tuple[str, int]] = []
    for pair in pairs:
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            raise ValueError(
                f"The step {check.shown(pair)} is not a pair: give (name, number of people)."
            )
        name, given = pair
        count = int(check.number(given, f"People at step '{name}'", low=0, whole=True))
        if any(str(name) == str(earlier) for earlier, _ in result):
            raise ValueError(f"The step '{name}' is in the funnel twice: rename one of them.")
        if result and count > result[-1][1]:
            raise ValueError(
                f"Step '{name}' has {count} people but '{result[-1][0]}' before it has "
                f"{result[-1][1]}: count only people who passed the step before."
            )
        result.append((name, count))
    return result


def funnel(steps: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> tuple[FunnelStep, ...]:
    """Work out the rate of every step of a funnel such as AARRR.

    Parameters
    ----------
    steps : mapping or iterable of pairs
        Step name and number of people, in order; each step counts people of the step before.

    Returns
    -------
    tuple of FunnelStep
        ``step_rate`` is the share of the step before (None for the first step and after an
        empty step), ``overall_rate`` the share of the first step.

    Raises
    ------
    ValueError
        If there is no step, a count is not a whole number from 0, a step grows, or a name
        repeats.

    Notes
    -----
    Formula: ``step rate = people here / people one step before``. Unit: share of people.
    Source: Dave McClure, "Startup Metrics for Pirates: AARRR!", 2007.

    Examples
    --------
    >>> [step.step_rate for step in funnel([("Visits", 40_000), ("Installs", 10_000)])]
    [None, 0.25]
    """
    read = _steps(steps)
    top = read[0][1]
    result = []
    before: int | None = None
    for name, count in read:
        rate = count / before if before else None
        result.append(FunnelStep(name, count, rate, count / top if top else None))
        before = count
    return tuple(result)


def funnel_leverage(
    steps: Mapping[str, Any] | Iterable[tuple[str, Any]],
    *,
    goal: str | None = None,
    points: Any = 0.05,
) -> tuple[Leverage, ...]:
    """Multiply through: what would lifting each step rate add at the goal?

    Parameters
    ----------
    steps : mapping or iterable of pairs
        As for `funnel`.
    goal : str, optional
        The step that counts, such as paying members; the last step if left out.
    points : number
        The lift of a step rate as a share: 0.05 is five percentage points. A rate stops at 1.

    Returns
    -------
    tuple of Leverage
        One line for every step after the first: ``gain`` is extra people at the goal if that
        step alone rises. Steps after the goal add nothing.

    Raises
    ------
    ValueError
        If the funnel is bad, the goal is unknown, a step is empty or the lift is not a share.

    Notes
    -----
    Formula: ``gain = goal people * (new rate / old rate - 1)``. Unit: people per period.
    Source: derived from the funnel's product of rates.

    Examples
    --------
    >>> steps = [("Visits", 1000), ("Installs", 200), ("Rides", 100)]
    >>> [round(line.gain, 6) for line in funnel_leverage(steps, points=0.1)]
    [50.0, 20.0]
    """
    read = funnel(steps)
    names = [step.name for step in read]
    place = names.index(check.known(names[-1] if goal is None else goal, names, "step"))
    lift = check.share(points, "The lift")
    result = []
    for position, step in enumerate(read[1:], start=1):
        if not step.step_rate:
            raise ValueError(
                f"Nobody passes step '{step.name}', so its rate cannot be scaled: "
                "leave it out or give people."
            )
        new = min(step.step_rate + lift, 1.0)
        gain = read[place].count * (new / step.step_rate - 1) if position <= place else 0.0
        result.append(Leverage(step.name, new, gain))
    return tuple(result)


def okr_score(start: Any, target: Any, actual: Any, *, item: str = "the key result") -> float:
    """Score a key result by how much of the way from start to target was covered.

    Parameters
    ----------
    start, target, actual : number
        Where it stood, where it should go and where it is now, in one unit. The target may be
        lower than the start, as for complaints.
    item : str
        Name used in an error.

    Returns
    -------
    float
        0 to 1; going backwards scores 0 and overshooting scores 1.

    Raises
    ------
    ValueError
        If the target equals the start, a value is not a number, or units are mixed.

    Notes
    -----
    Formula: ``(actual - start) / (target - start)``, kept within 0 and 1. Unit: share.
    Source: John Doerr, "Measure What Matters", 2018 (aspirational OKRs: about 0.7 is good;
    committed OKRs should reach 1.0).

    Examples
    --------
    >>> okr_score(14, 6, 9)
    0.625
    """
    given = {"start": start, "target": target, "actual": actual}
    check.one_unit(given.items(), f"For '{item}' the value")
    begin, goal, now = (
        check.number(value, f"The {part} of '{item}'") for part, value in given.items()
    )
    if goal == begin:
        raise ValueError(f"The target of '{item}' equals its start: set a target that moves.")
    return min(max((now - begin) / (goal - begin), 0.0), 1.0)


def okr_mean(key_results: Mapping[str, Any]) -> float:
    """Average the scores of an objective's key results.

    Parameters
    ----------
    key_results : mapping
        Name to ``(start, target, actual)``, as for `okr_score`.

    Returns
    -------
    float
        Plain mean of the scores, 0 to 1.

    Raises
    ------
    ValueError
        If there is no key result, or one is bad.

    Notes
    -----
    Formula: sum of scores / number of key results, all of equal weight. Unit: share.
    Source: Doerr 2018.

    Examples
    --------
    >>> round(okr_mean({"Rides": (1.9, 2.5, 2.3), "Docks": (62, 80, 74)}), 3)
    0.667
    """
    table = check.rows(key_results, "key result", ("start", "target", "actual"))
    return sum(okr_score(*row, item=name) for name, row in table.items()) / len(table)
