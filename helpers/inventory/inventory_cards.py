"""What the inventory says: on paper, on a page of the pager, and beside the profile."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.content.model import Inventory, InventoryItem
from helpers.document import (
    Card,
    Piece,
    Shown,
    br,
    bullets,
    em,
    group,
    md,
    md_line,
    numbered,
    para,
    strong,
    title,
)
from helpers.methods.fit import FitStability

CONTINUE = "To answer, run the notebook (Run menu, Run All Cells)."
SCALE = ("Clearly A", "Rather A", "Rather B", "Clearly B")
CHANGED = "You changed an answer. Press Show my profile again."
NOTHING = "You have not answered a choice yet. Answer one or more, then press Show my profile."


def statements(item: InventoryItem) -> tuple[str, str]:
    """The two statements in the order shown, A first."""
    pair = (item.product, item.project)
    return pair if item.first == "product" else pair[::-1]


def steps(item: InventoryItem) -> list[tuple[str, int]]:
    """The four labels with the step that each stands for."""
    towards = (-2, -1, 1, 2) if item.first == "product" else (2, 1, -1, -2)
    return list(zip(SCALE, towards, strict=True))


def paper(inventory: Inventory) -> Card:
    """The inventory on paper, which reads well where no kernel runs."""
    return Card(
        title(inventory.title),
        md(inventory.about),
        f"Scale: {', '.join(SCALE)}.",
        numbered(_choice(item) for item in inventory.items),
        *_listed("What it is not", inventory.limits),
        para(em(CONTINUE)),
    )


def ask(inventory: Inventory, position: int, uid: str) -> Card:
    """The head of one page of the pager."""
    item, size = inventory.items[position], len(inventory.items)
    return Card(
        para(strong(inventory.title), f" · choice {position + 1} of {size}"),
        md(inventory.about) if position == 0 else None,
        group(*_choice(item), id=f"{uid}-stem"),
    )


def profile(
    inventory: Inventory,
    chart: Piece,
    stability: FitStability,
    unanswered: Sequence[str],
    lean: str,
) -> Card:
    """The profile, how firm it is, its limits and what to try."""
    return Card(
        chart,
        para(strong("How firm is it?"), " ", stability.sentence),
        _left_open(inventory, unanswered) if unanswered else None,
        *_listed("What it is not", inventory.limits),
        *_listed("Three things to try this week", trials(inventory, lean)),
    )


def trials(inventory: Inventory, lean: str) -> list[str]:
    """What to try for a lean: ``product``, ``project`` or ``balanced``."""
    return [trial.text for trial in inventory.trials if trial.lean == lean]


def _choice(item: InventoryItem) -> tuple[Shown, Shown]:
    one, other = statements(item)
    return para(item.ask), para(strong("A."), f" {one}", br, strong("B."), f" {other}")


def _listed(heading: str, texts: Sequence[str]) -> tuple[Shown, Shown]:
    return title(heading), bullets(md_line(text) for text in texts)


def _left_open(inventory: Inventory, unanswered: Sequence) -> str:
    named = [
        f"choice {number} ({item.ask})"
        for number, item in enumerate(inventory.items, 1)
        if item.id in unanswered
    ]
    return f"Not answered, and counted for neither side: {'; '.join(named)}."
