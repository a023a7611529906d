"""What the inventory says: on paper, on a page of the pager, and beside the profile."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from helpers.cards import ignore_math
from helpers.content import to_html, to_text
from helpers.content.model import Inventory, InventoryItem
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


def as_text(inventory: Inventory) -> str:
    """The inventory on paper, as plain text."""
    lines = [inventory.title, to_text(inventory.about), f"Scale: {', '.join(SCALE)}."]
    for number, item in enumerate(inventory.items, 1):
        one, other = statements(item)
        lines += ["", f"{number}. {item.ask}", f"   A. {one}", f"   B. {other}"]
    lines += ["", "What it is not", *(f"- {to_text(limit)}" for limit in inventory.limits)]
    return "\n".join([*lines, "", CONTINUE])


def as_html(inventory: Inventory) -> str:
    """The inventory on paper, as HTML that reads well where no kernel runs."""
    items = "".join(f"<li>{_choice(item)}</li>" for item in inventory.items)
    return ignore_math(
        f"<p><strong>{escape(inventory.title)}</strong></p>{to_html(inventory.about)}"
        f"<p>Scale: {', '.join(SCALE)}.</p><ol>{items}</ol>"
        f"{_listed('What it is not', inventory.limits)}<p><em>{CONTINUE}</em></p>"
    )


def ask(inventory: Inventory, position: int, uid: str) -> str:
    """The head of one page of the pager."""
    item, size = inventory.items[position], len(inventory.items)
    about = to_html(inventory.about) if position == 0 else ""
    return ignore_math(
        f"<p><strong>{escape(inventory.title)}</strong> · choice {position + 1} of {size}</p>"
        f'{about}<div id="{uid}-stem">{_choice(item)}</div>'
    )


def result_text(inventory: Inventory, chart_text: str, unanswered: Sequence, lean: str) -> str:
    """The profile, its limits and what to try, as plain text."""
    lines = [chart_text]
    if unanswered:
        lines.append(_left_open(inventory, unanswered))
    lines += ["", "What it is not", *(f"- {to_text(limit)}" for limit in inventory.limits)]
    lines += ["", "Three things to try this week"]
    return "\n".join(lines + [f"- {to_text(trial)}" for trial in trials(inventory, lean)])


def result_html(
    inventory: Inventory, chart_html: str, stability: FitStability, unanswered: Sequence, lean: str
) -> str:
    """The profile, how firm it is, its limits and what to try; ``chart_html`` is trusted."""
    missing = f"<p>{escape(_left_open(inventory, unanswered))}</p>" if unanswered else ""
    return chart_html + ignore_math(
        f"<p><strong>How firm is it?</strong> {escape(stability.sentence)}</p>{missing}"
        f"{_listed('What it is not', inventory.limits)}"
        f"{_listed('Three things to try this week', trials(inventory, lean))}"
    )


def trials(inventory: Inventory, lean: str) -> list[str]:
    """What to try for a lean: ``product``, ``project`` or ``balanced``."""
    return [trial.text for trial in inventory.trials if trial.lean == lean]


def notice(sentence: str) -> str:
    """One sentence where the profile will stand."""
    return ignore_math(f"<p>{escape(sentence)}</p>")


def _choice(item: InventoryItem) -> str:
    one, other = statements(item)
    return (
        f"<p>{escape(item.ask)}</p>"
        f"<p><strong>A.</strong> {escape(one)}<br><strong>B.</strong> {escape(other)}</p>"
    )


def _listed(heading: str, texts: Sequence[str]) -> str:
    rows = "".join(f"<li>{to_html(text, inline=True)}</li>" for text in texts)
    return f"<p><strong>{escape(heading)}</strong></p><ul>{rows}</ul>"


def _left_open(inventory: Inventory, unanswered: Sequence) -> str:
    named = [
        f"choice {number} ({item.ask})"
        for number, item in enumerate(inventory.items, 1)
        if item.id in unanswered
    ]
    return f"Not answered, and counted for neither side: {'; '.join(named)}."
