"""What the inventory says: on paper, on a page of the pager, and beside the profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from helpers.content.model import Inventory, InventoryItem
from helpers.document import (
    Card,
    Element,
    Shown,
    br,
    bullets,
    em,
    fold,
    group,
    heading,
    md,
    md_line,
    numbered,
    para,
    printable,
    strong,
    title,
)
from helpers.methods.fit import FitProfile, FitStability

if TYPE_CHECKING:
    from helpers.charts.chart import Chart

CONTINUE = "To answer, run the notebook (Run menu, Run All Cells)."
SCALE = ("Clearly A", "Rather A", "Rather B", "Clearly B")
KEPT = (
    "It is kept in your record, so it stands here again when you come back, and an export takes it "
    "along."
)
NOT_KEPT = "It is gone when you close this page, unless you press Keep this result."
TAKEN_BACK = (
    "It won't be shown again. The answers kept before stay in your record's file until you delete "
    "that: see Start here."
)
MOST = 3
"""Choices of one side that a profile quotes."""
GUEST = "It can't be kept, as you are a guest. Make a page to print."
NOTHING = "You have not answered a choice yet. Answer one or more, then press Show my profile."

_SAYS = {
    "clear": "Today you'd rather sit in the {chair}. Change two answers a little, and it's "
    "still so.",
    "slight": "Today you'd rather sit in the {chair}, though not by much. Change two answers "
    "a little, and it might be the other one.",
    "close": "It's nearly a draw. One answer, changed a little, would turn it. Both chairs tempt "
    "you.",
    "even": "It's a draw. Both chairs tempt you, and that is a result, too.",
    "open": "It's too early to say. {left} could still turn it, or make it a draw.",
}


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


def _said(stability: FitStability, skipped: int) -> str:
    """The result in a sentence."""
    left = "The choice that you left out" if skipped == 1 else "The choices that you left out"
    chair = f"{stability.side} manager's chair"
    return _SAYS[stability.strength].format(chair=chair, left=left)


def profile(
    inventory: Inventory,
    answers: Mapping[str, int],
    chart: Chart,
    fit: FitProfile,
    stability: FitStability,
) -> Card:
    """What the answers say and why, their picture, what to try, and what they don't say."""
    lean = stability.side if stability.strength in ("slight", "clear") else "balanced"
    sides = ("project", "product") if stability.side == "project" else ("product", "project")
    return Card(
        title(chart.title),
        para(_said(stability, len(inventory.items) - len(answers))),
        *(block for side in sides for block in _why(inventory, answers, side)),
        chart,
        title("What you'd rather have, difference by difference"),
        bullets(_differences(inventory, fit)),
        _left_open(inventory, fit.unanswered) if fit.unanswered else None,
        *_listed("Three things to try this week", trials(inventory, lean)),
        para(md_line(inventory.limits[0])),
        fold("What else it doesn't say", bullets(md_line(text) for text in inventory.limits[1:])),
    )


def _why(inventory: Inventory, answers: Mapping[str, int], side: str) -> tuple[Shown, ...]:
    """The statements of one side that the learner chose, the clearest first."""
    towards = -1 if side == "product" else 1
    chosen = [item for item in inventory.items if answers.get(item.id, 0) * towards > 0]
    chosen.sort(key=lambda item: -abs(answers[item.id]))  # of equal ones, the order asked
    if not chosen:
        return ()
    return (
        title(f"What draws you to the {side} manager's chair"),
        bullets(md_line(f"{item.ask} *{getattr(item, side)}*") for item in chosen[:MOST]),
    )


def folded(stability: FitStability) -> Element:
    """How many changed answers would turn the result."""
    return fold("How firm it is", para(stability.sentence))


def page(shown: Card) -> str:
    """The profile as a page to print."""
    return printable("My profile", heading("My profile", 1), *shown.blocks)


def _differences(inventory: Inventory, fit: FitProfile) -> list[Shown]:
    """What the answers to each difference come to, those first that one step could not turn."""
    told, loose, none = [], [], []
    for one in inventory.dimensions:
        lean = fit.dimensions.get(one.id)
        if lean is None:
            none.append(one.title.lower())
        elif fit.firm[one.id]:
            told.append(f"**{one.title}:** {one.product if lean < 0 else one.project}")
        else:
            loose.append(one.title.lower())
    if loose:
        told.append(f"Too close to call, as one answer would turn it: {', '.join(loose)}")
    if none:
        told.append(f"No answer yet: {', '.join(none)}")
    return [md_line(text) for text in told]


def trials(inventory: Inventory, lean: str) -> list[str]:
    """What to try for a lean: ``product``, ``project`` or ``balanced``."""
    return [trial.text for trial in inventory.trials if trial.lean == lean]


def _choice(item: InventoryItem) -> tuple[Shown, Shown]:
    one, other = statements(item)
    return para(item.ask), para(strong("A."), f" {one}", br, strong("B."), f" {other}")


def _listed(heading: str, texts: Sequence[str]) -> tuple[Shown, Shown]:
    return title(heading), bullets(md_line(text) for text in texts)


def _left_open(inventory: Inventory, unanswered: Sequence[str]) -> str:
    named = [
        f"choice {number} ({item.ask})"
        for number, item in enumerate(inventory.items, 1)
        if item.id in unanswered
    ]
    return f"Not answered, and counted for neither side: {'; '.join(named)}."
