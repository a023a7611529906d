"""Which chair would you rather sit in? Leans of the personal inventory, and how firm they are."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

from . import _checks as check

STEPS = (-2, -1, 1, 2)
_WORDS = "-2 or -1 (towards product), 1 or 2 (towards project)"


class FitProfile(NamedTuple):
    """Leans from -1 (product) to 1 (project); ``firm`` where no single step turns the side."""

    overall: float
    side: str
    dimensions: dict[Any, float | None]
    firm: dict[Any, bool]
    unanswered: tuple


class FitStability(NamedTuple):
    """How many changes of one answer, or of two, by one step leave the side as it is."""

    side: str
    one_kept: int
    one_all: int
    two_kept: int
    two_all: int
    gaps_could_turn: bool

    @property
    def strength(self) -> str:
        """``open`` (items not answered may turn it), ``even``, ``close`` (one change may),
        ``slight`` (two may) or ``clear``."""
        if self.gaps_could_turn:
            return "open"
        if self.side == "even":
            return "even"
        if self.one_kept < self.one_all:
            return "close"
        return "slight" if self.two_kept < self.two_all else "clear"

    @property
    def sentence(self) -> str:
        """What happens to the side if any one answer, or any two, move by one step."""
        what = "balance" if self.side == "even" else "side"
        head = {
            "open": f"It is too early to say: the items not answered could still turn the {what}",
            "even": "The answers balance",
            "close": "The lean is too close to call",
            "slight": "The lean is slight",
            "clear": "The lean is clear",
        }[self.strength]
        text = (
            f"{head}. Each answer was moved by one step, one at a time: the {what} stayed the same "
            f"in {_of(self.one_kept, self.one_all)}."
        )
        if self.two_all:
            text += f" With two moved at a time, in {_of(self.two_kept, self.two_all)}."
        return text


def _of(kept: int, total: int) -> str:
    """``119 of 164 tries (73%)``; a share is 0% or 100% only when it is exactly that."""
    percent = round(100 * kept / total)
    if 0 < kept < total:
        percent = min(99, max(1, percent))
    return f"{kept} of {total} tries ({percent}%)"


def _rung(step: int) -> int:
    """The four steps equally far apart, as whole numbers: -3, -1, 1, 3."""
    return 2 * step - (1 if step > 0 else -1)


def _side(total: int) -> str:
    return "product" if total < 0 else "project" if total > 0 else "even"


def _read(answers: Any, items: Any) -> dict[Any, int]:
    """The rungs of the answered items, in the order of ``items``."""
    if not isinstance(items, Mapping) or not items:
        raise ValueError("The inventory has no item: give a dictionary of item to dimension.")
    if not isinstance(answers, Mapping):
        raise ValueError(
            f"The answers are a {type(answers).__name__}: give a dictionary of item to step."
        )
    for name, step in answers.items():
        check.known(name, items, "item")
        if step is not None and (isinstance(step, bool) or step not in STEPS):
            raise ValueError(
                f"The answer to '{name}' is {check.shown(step)}: give {_WORDS}, or None."
            )
    rungs = {name: _rung(int(answers[name])) for name in items if answers.get(name) is not None}
    if not rungs:
        raise ValueError("No item is answered yet: answer at least one.")
    return rungs


def _moves(rungs: Mapping[Any, int]) -> list[tuple[Any, int]]:
    """Every change of one answer by one step that stays on the ladder."""
    return [
        (name, change)
        for name, rung in rungs.items()
        for change in (-2, 2)
        if -3 <= rung + change <= 3
    ]


def fit_profile(answers: Mapping[Any, int | None], items: Mapping[Any, Any]) -> FitProfile:
    """Work out the lean of each dimension and of all answers together.

    Parameters
    ----------
    answers : mapping
        Item to step: -2 clearly product, -1 rather product, 1 rather project, 2 clearly project.
        An item that is missing or None is not answered.
    items : mapping
        Item to its dimension, for every item of the inventory.

    Returns
    -------
    FitProfile
        Leans from -1 (every answer clearly product) to 1 (every answer clearly project), None for
        a dimension without an answer; which of them no single step could turn; the side; the
        items not answered.

    Raises
    ------
    ValueError
        If there is no item, no answer, an unknown item or another step.

    Notes
    -----
    Formula: mean of the answers, with the four steps equally far apart: -1, -1/3, 1/3, 1.
    Unit: none; each answer weighs the same.
    Source: the course's own inventory, built from its five durable differences. It has not been
    checked against anybody's later work, and it scores what a person would rather do, no ability.

    Examples
    --------
    >>> items = {"doubt": "uncertainty", "rhythm": "ending", "farewell": "ending"}
    >>> profile = fit_profile({"doubt": -1, "rhythm": 2}, items)
    >>> profile.side, profile.dimensions["ending"], profile.unanswered
    ('project', 1.0, ('farewell',))
    """
    rungs = _read(answers, items)
    leans: dict[Any, float | None] = {}
    firm: dict[Any, bool] = {}
    for dimension in dict.fromkeys(items.values()):
        own = [rung for name, rung in rungs.items() if items[name] == dimension]
        leans[dimension] = sum(own) / (3 * len(own)) if own else None
        firm[dimension] = abs(sum(own)) > 2
    total = sum(rungs.values())
    return FitProfile(
        total / (3 * len(rungs)),
        _side(total),
        leans,
        firm,
        tuple(name for name in items if name not in rungs),
    )


def fit_stability(answers: Mapping[Any, int | None], items: Mapping[Any, Any]) -> FitStability:
    """Count what changes of one answer, or of two, by one step do to the side of the lean.

    Parameters
    ----------
    answers : mapping
        Item to step, as `fit_profile` takes it.
    items : mapping
        Item to its dimension, for every item of the inventory.

    Returns
    -------
    FitStability
        The side; of all changes of one answer by one step, how many leave it; the same for all
        changes of two different answers; whether the items not answered could turn it. A side
        that becomes even is lost.

    Raises
    ------
    ValueError
        As `fit_profile`.

    Notes
    -----
    Formula: every change is tried, none is sampled. Unit: changes.
    Source: the course's own; a way of asking how far a result hangs on single answers.

    Examples
    --------
    >>> items = {"doubt": "uncertainty", "rhythm": "ending", "farewell": "ending"}
    >>> found = fit_stability({"doubt": -1, "rhythm": 2, "farewell": 1}, items)
    >>> found.one_kept, found.one_all, found.strength
    (5, 5, 'slight')
    """
    rungs = _read(answers, items)
    total = sum(rungs.values())
    side, moves = _side(total), _moves(rungs)
    pairs = [
        change + other
        for (name, change), (second, other) in combinations(moves, 2)
        if name != second
    ]
    open_items = len(items) - len(rungs)
    return FitStability(
        side,
        sum(_side(total + change) == side for _, change in moves),
        len(moves),
        sum(_side(total + change) == side for change in pairs),
        len(pairs),
        open_items > 0 and 3 * open_items >= abs(total),
    )
