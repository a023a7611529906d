"""What people need: Kano categories, and checks of a solution tree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from . import _checks as check

KANO_ANSWERS = ("like", "must-be", "neutral", "live-with", "dislike")
KANO_CATEGORIES = {
    "M": "must-be",
    "O": "one-dimensional",
    "A": "attractive",
    "I": "indifferent",
    "R": "reverse",
    "Q": "questionable",
}
_KANO_ROWS = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
_TREE_PARENTS = {
    "outcome": (),
    "opportunity": ("outcome", "opportunity"),
    "solution": ("opportunity",),
    "test": ("solution",),
}


class KanoResult(NamedTuple):
    """Counts by category, the leading category and the two Berger coefficients."""

    counts: dict[str, int]
    n: int
    category: str
    better: float
    worse: float


def kano_category(functional: str, dysfunctional: str) -> str:
    """Place one pair of answers in its Kano category.

    Parameters
    ----------
    functional : str
        Answer to "how do you feel if the product has this?": one of ``like``, ``must-be``,
        ``neutral``, ``live-with``, ``dislike``.
    dysfunctional : str
        Answer to "how do you feel if the product does not have this?", same words.

    Returns
    -------
    str
        ``A`` attractive, ``O`` one-dimensional, ``M`` must-be, ``I`` indifferent, ``R`` reverse,
        ``Q`` questionable.

    Raises
    ------
    ValueError
        If an answer is not one of the five.

    Notes
    -----
    Formula: the 5 x 5 evaluation table. Unit: none.
    Source: Kano et al. 1984; table as printed in Berger et al., "Kano's methods for
    understanding customer-defined quality", Center for Quality of Management Journal 2(4), 1993.

    Examples
    --------
    >>> kano_category("like", "dislike"), kano_category("neutral", "dislike")
    ('O', 'M')
    """
    row = KANO_ANSWERS.index(check.known(functional, KANO_ANSWERS, "Kano answer"))
    place = KANO_ANSWERS.index(check.known(dysfunctional, KANO_ANSWERS, "Kano answer"))
    return _KANO_ROWS[row][place]


def kano_count(answers: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Count the categories of many pairs of answers to one feature.

    Parameters
    ----------
    answers : iterable of pairs
        ``(functional, dysfunctional)`` of each person.

    Returns
    -------
    dict
        Category letter to number of people, all six letters.

    Raises
    ------
    ValueError
        If an answer is not a pair of the five words.

    Notes
    -----
    Formula: `kano_category` for each person. Unit: people. Source: Berger et al. 1993.

    Examples
    --------
    >>> kano_count([("like", "dislike"), ("like", "neutral"), ("like", "neutral")])
    {'M': 0, 'O': 1, 'A': 2, 'I': 0, 'R': 0, 'Q': 0}
    """
    found: Counter[str] = Counter()
    for place, pair in enumerate(check.listed(answers, "The answers"), start=1):
        if not isinstance(pair, (list, tuple)) or len(pair) != 2:
            raise ValueError(
                f"Answer {place} is {check.shown(pair)}: give the pair (with it, without it)."
            )
        found[kano_category(*pair)] += 1
    return {letter: found[letter] for letter in KANO_CATEGORIES}


def kano_result(counts: Mapping[str, Any], *, item: str = "the feature") -> KanoResult:
    """Sum up a Kano survey of one feature: leading category, Better and Worse.

    Parameters
    ----------
    counts : mapping
        Category letter to number of people; missing letters count as 0.
    item : str
        Name used in an error.

    Returns
    -------
    KanoResult
        Counts, number of people, leading category (a tie goes to M, then O, A, I),
        ``better`` from 0 to 1 and ``worse`` from -1 to 0.

    Raises
    ------
    ValueError
        If a letter is unknown, a count is not a whole number from 0, or nobody answered A, O,
        M or I.

    Notes
    -----
    Formula: ``better = (A + O) / (A + O + M + I)``, ``worse = -(O + M) / (A + O + M + I)``; R and
    Q are left out. Unit: share of people. Source: Mike Timko in Berger et al. 1993.

    Examples
    --------
    >>> result = kano_result({"A": 1, "O": 6, "M": 11, "I": 2})
    >>> result.category, result.better, result.worse
    ('M', 0.35, -0.85)
    """
    for letter in check.mapped(counts, f"The counts of '{item}'"):
        check.known(letter, KANO_CATEGORIES, "Kano category")
    full = {
        letter: int(check.number(counts.get(letter, 0), f"{letter} of '{item}'", low=0, whole=True))
        for letter in KANO_CATEGORIES
    }
    base = full["A"] + full["O"] + full["M"] + full["I"]
    if base == 0:
        raise ValueError(f"'{item}' has no answer in A, O, M or I: ask more people first.")
    leading = max(KANO_CATEGORIES, key=lambda letter: full[letter])
    better = (full["A"] + full["O"]) / base
    worse = -(full["O"] + full["M"]) / base
    return KanoResult(full, sum(full.values()), leading, better, worse)


def check_tree(
    nodes: Mapping[str, Any], *, target: str | None = None, chosen: Iterable[str] = ()
) -> tuple[check.Finding, ...]:
    """Check the shape of an opportunity solution tree.

    Parameters
    ----------
    nodes : mapping
        Text of a node to ``(kind, parent text)``; kinds are ``outcome``, ``opportunity``,
        ``solution`` and ``test``. The outcome has the parent ``""`` or None.
    target : str, optional
        The opportunity chosen to work on: it needs at least three solutions to compare.
    chosen : iterable of str
        Solutions chosen to try: each needs at least one assumption test.

    Returns
    -------
    tuple of Finding
        Broken rules: ``one_root``, ``root_metric``, ``parent``, ``compare_three``, ``test``.

    Raises
    ------
    ValueError
        If there is no node, a kind is unknown, or the target or a choice is not in the tree.

    Notes
    -----
    Formula: counting of parents and children. Unit: none.
    Source: Teresa Torres, "Continuous Discovery Habits", 2021; "a metric has a number in it"
    and the automatic form of the rules are ours.

    Examples
    --------
    >>> tree = {"More second rides": ("outcome", ""), "Dock is full": ("opportunity", None)}
    >>> [finding.rule for finding in check_tree(tree)]
    ['root_metric', 'parent']
    """
    table = check.rows(nodes, "node", ("kind", "parent"))
    for name, (kind, parent) in table.items():
        check.known(kind, _TREE_PARENTS, "kind of node")
        if not (parent is None or isinstance(parent, str)):
            raise ValueError(
                f"The parent of '{name}' is {check.shown(parent)}: give the text of a node."
            )
    kinds = {name: kind for name, (kind, _) in table.items()}
    below: dict[str, list[str]] = {}
    for name, (_, parent) in table.items():
        below.setdefault(parent, []).append(name)
    roots = [name for name, kind in kinds.items() if kind == "outcome"]
    found = []

    def add(rule: str, item: str, message: str) -> None:
        found.append(check.Finding(rule, item, message))

    if len(roots) != 1:
        add("one_root", "the tree", f"The tree has {len(roots)} outcomes: keep exactly one.")
    for root in roots:
        if not any(sign.isdigit() for sign in root):
            message = f"The outcome '{root}' has no number: say the measure, from what to what."
            add("root_metric", root, message)
    for name, (kind, parent) in table.items():
        allowed = _TREE_PARENTS[kind]
        if kind == "outcome" and parent:
            add("parent", name, f"The outcome '{name}' hangs under '{parent}': put it at the top.")
        elif allowed and kinds.get(parent) not in allowed:
            message = f"The {kind} '{name}' has no {allowed[0]} above it: hang it under one."
            add("parent", name, message)
        elif kind == "opportunity" and _in_circle(name, table):
            add("parent", name, f"'{name}' hangs under itself: hang it under the outcome.")
    if target is not None:
        if not isinstance(target, str) or kinds.get(target) != "opportunity":
            raise ValueError(
                f"The target {check.shown(target)} is not an opportunity of the tree: pick one."
            )
        count = sum(kinds[child] == "solution" for child in below.get(target, ()))
        if count < 3:
            message = f"'{target}' has {count} solutions: compare at least three."
            add("compare_three", target, message)
    for pick in check.listed(chosen, "The chosen solutions"):
        if not isinstance(pick, str) or kinds.get(pick) != "solution":
            raise ValueError(f"The choice '{pick}' is not a solution of the tree: pick one.")
        if not any(kinds[child] == "test" for child in below.get(pick, ())):
            add("test", pick, f"'{pick}' has no assumption test: add one before building it.")
    return tuple(found)


def _in_circle(name: str, table: Mapping[str, tuple]) -> bool:
    seen = {name}
    parent = table[name][1]
    while parent in table and parent not in seen and table[parent][0] == "opportunity":
        seen.add(parent)
        parent = table[parent][1]
    return parent == name
