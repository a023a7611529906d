"""Reading the personal inventory, and the rules that keep it fair to both sides."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

from .decoding import decode
from .model import Inventory
from .reading import ContentError, read_yaml
from .rules import repeated

FEWEST = 2  # items of a dimension, and of them at least one that puts each side first
CHAIRS = ("product", "project", "comparing")
LEANS = ("product", "project", "balanced")


def read_inventory(path: Path, place: str) -> Inventory:
    """Read and check the inventory at ``path``; ``place`` is how sentences name the file."""
    inventory = decode(read_yaml(path, place), Inventory, place)
    problems = inventory_problems(inventory, place)
    if problems:
        raise ContentError(problems)
    return inventory


def inventory_problems(inventory: Inventory, place: str) -> list[str]:
    """Return one sentence for each fault: ids, items per dimension, balance of the two sides."""
    known = [dimension.id for dimension in inventory.dimensions]
    items = [item.id for item in inventory.items]
    problems = [
        f"{place}: the {what} id {name!r} is used twice; rename one."
        for what, ids in (("dimension", known), ("item", items))
        for name in repeated(ids)
    ]
    texts = [text for item in inventory.items for text in (item.product, item.project)]
    problems += [
        f"{place}: two statements say {text[:40]!r}; change one." for text in repeated(texts)
    ]
    problems += [
        f"{place}: item {item.id}: unknown dimension {item.dimension!r}; "
        f"use one of {', '.join(known)}."
        for item in inventory.items
        if item.dimension not in known
    ]
    problems += _balance(inventory, place)
    problems += _trials(inventory, place)
    given = [answer.item for answer in inventory.example.answers]
    problems += [
        f"{place}: example: two answers to item {name!r}; keep one." for name in repeated(given)
    ]
    problems += [
        f"{place}: example: answer to the unknown item {name!r}; correct the id."
        for name in given
        if name not in items
    ]
    return problems


def _balance(inventory: Inventory, place: str) -> list[str]:
    """Each side stands first as often as the other, in the whole and in each dimension."""
    problems = []
    for dimension in inventory.dimensions:
        first = Counter(i.first for i in inventory.items if i.dimension == dimension.id)
        count, apart = first.total(), abs(first["product"] - first["project"])
        if count < FEWEST:
            problems.append(
                f"{place}: dimension {dimension.id}: it has {count} items; write {FEWEST} or more."
            )
        elif apart > count % 2:
            problems.append(
                f"{place}: dimension {dimension.id}: one side stands first {apart} times more "
                "than the other; swap 'first' of an item."
            )
    order = [item.first for item in inventory.items]
    apart = abs(order.count("product") - order.count("project"))
    if apart > len(order) % 2:
        problems.append(
            f"{place}: one side stands first {apart} times more than the other; "
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
