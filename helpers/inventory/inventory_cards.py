"""What the inventory says: on paper, on a page of the pager, and beside the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    table,
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
GUEST = "It can't be kept, as you are a guest. Make a page to print."
NOTHING = "You have not answered a choice yet. Answer one or more, then press Show my profile."

_SAYS = {
    "clear": "Today you'd rather sit in the {chair}. Two answers, each changed a little, wouldn't "
    "turn that.",
    "slight": "Today you'd rather sit in the {chair}, though not by much. If you had answered two "
    "choices a bit differently, it might be the other one.",
    "close": "It's nearly a draw. One answer, changed a little, would turn it. Both chairs tempt "
    "you.",
    "even": "It's a draw. Both chairs tempt you, and that is a result, too.",
    "open": "It's too early to say. The choices that you left out could still turn it.",
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


def profile(inventory: Inventory, chart: Chart, fit: FitProfile, stability: FitStability) -> Card:
    """What the answers say, their picture, what to try, and what they don't say."""
    lean = stability.side if stability.strength in ("slight", "clear") else "balanced"
    return Card(
        title(chart.title),
        para(_SAYS[stability.strength].format(chair=f"{stability.side} manager's chair")),
        chart,
        table(("In", "You'd rather have"), _rather(inventory, fit)),
        _left_open(inventory, fit.unanswered) if fit.unanswered else None,
        *_listed("Three things to try this week", trials(inventory, lean)),
        *_listed("What it doesn't say", inventory.limits),
    )


def folded(stability: FitStability) -> Element:
    """How many changed answers would turn the result."""
    return fold("How firm it is", para(stability.sentence))


def page(shown: Card) -> str:
    """The profile as a page to print."""
    return printable("My profile", heading("My profile", 1), *shown.blocks)


def _rather(inventory: Inventory, fit: FitProfile) -> Iterator[tuple[str, str]]:
    """For each difference the end that the answers lean to, if one step could not turn it."""
    for one in inventory.dimensions:
        lean = fit.dimensions.get(one.id)
        if lean is None:
            rather = "no answer yet"
        elif not fit.firm[one.id]:
            rather = "either: one answer would turn it"
        else:
            rather = (
                f"{one.product} (product side)" if lean < 0 else f"{one.project} (project side)"
            )
        yield one.title, rather


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
