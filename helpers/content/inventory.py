"""Reading the personal inventory, and the rules that keep it fair to both sides."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from .model import Inventory
from .rules import repeated, twice, unknown

FEWEST = 2  # items of a dimension, and of them at least one that puts each side first
CHAIRS = ("product", "project", "comparing")
LEANS = ("product", "project", "balanced")


def inventory_problems(inventory: Inventory, place: str) -> list[str]:
    """Return one sentence for each fault: ids, items per dimension, balance of the two sides."""
    known = [dimension.id for dimension in inventory.dimensions]
    items = [item.id for item in inventory.items]
    problems = twice(place, "dimension id", known) + twice(place, "item id", items)
    texts = [text for item in inventory.items for text in (item.product, item.project)]
    problems += [
        f"{place}: two statements say {text[:40]!r}; change one." for text in repeated(texts)
    ]
    for item in inventory.items:
        problems += unknown(f"{place}: item {item.id}", "dimension", [item.dimension], known)
    problems += _balance(inventory, place) + _trials(inventory, place)
    given = [answer.item for answer in inventory.example.answers]
    problems += [
        f"{place}: example: two answers to item {name!r}; keep one." for name in repeated(given)
    ]
    return problems + unknown(f"{place}: example: answer", "item", given, items)


def _balance(inventory: Inventory, place: str) -> list[str]:
    """Each side stands first as often as the other, in the whole and in each dimension."""
    items = inventory.items
    wholes = [
        (f"{place}: dimension {one.id}", [item for item in items if item.dimension == one.id])
        for one in inventory.dimensions
    ]
    problems = []
    for here, own in [*wholes, (place, items)]:
        first = Counter(item.first for item in own)
        apart = abs(first["product"] - first["project"])
        if len(own) < FEWEST:
            problems.append(f"{here}: it has {len(own)} items; write {FEWEST} or more.")
        elif apart > len(own) % 2:
            problems.append(
                f"{here}: one side stands first {apart} times more than the other; "
                "swap 'first' of an item."
            )
    problems += [
        f"{place}: item {item.id}: the same side stands first as in the item before; "
        "let the sides alternate."
        for before, item in pairwise(inventory.items)
        if before.first == item.first
    ]
    return problems


def _trials(inventory: Inventory, place: str) -> list[str]:
    """For each lean one thing to try in either chair, and one that compares them."""
    found = Counter[tuple[str, str]]((trial.lean, trial.chair) for trial in inventory.trials)
    return [
        f"{place}: {found[lean, chair]} trials for lean '{lean}' and chair '{chair}'; write one."
        for lean in LEANS
        for chair in CHAIRS
        if found[lean, chair] != 1
    ]
