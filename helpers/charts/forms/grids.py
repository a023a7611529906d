"""Forms made of cells: decision rights, four boxes of a map, and a matrix of scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..canvas import Canvas, category_axis, inside, look_ink, name_top, shade_cells
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import BASE_SIZE, INK, NEUTRAL, PAPER, PROJECT, SMALL_SIZE, SOFT_INK, Look
from ..words import width_of
from .panels import BarPanel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAMES = 3.0  # inches for the name of a decision
_NOBODY = "nobody"
_BOX = 3.3  # inches across a box of the map
_BOX_FILLS = ("#FBEFCB", "#FBEFCB", "#EFF0EE", "#FBEFCB")  # least of both stands back
_SHADES = {"-": PAPER, "I": "#EFF0EE", "C": "#DFE2E4", "R": "#B9C0C7"}


def decision_map(
    decisions: Sequence[str],
    roles: Sequence[tuple[str, Look]],
    cells: Sequence[Sequence[str]],
    facts: Facts,
    *,
    category_label: str,
    role_label: str,
    note: str = "",
) -> Chart:
    """Who answers for which decision: letters in cells, and a strong fill where the A stands.

    Parameters
    ----------
    decisions
        The rows.
    roles
        The columns: name, and the look of the cell where this role is accountable.
    cells
        For each row the letters ``A``, ``A/R``, ``R``, ``C``, ``I`` or ``-``.
    """
    names = [name for name, _ in roles]
    panel = Panel("", role_label, category_label, category_label, decisions)
    for decision, row in zip(decisions, cells, strict=True):
        for name, letters in zip(names, row, strict=True):
            panel.add(decision, name, letters)

    def paint(canvas: Canvas) -> None:
        looks = [look for _, look in roles]
        ax = canvas.axes((0.33 if len(decisions) < 12 else 0.185) * len(decisions) + 0.75)
        fills = [
            look.colour if letters.startswith("A") else _SHADES[letters]
            for row in cells
            for letters, look in zip(row, looks, strict=True)
        ]
        shade_cells(ax, fills, len(roles))
        for r, row in enumerate(cells):
            for c, letters in enumerate(row):
                strong = letters.startswith("A")
                inside(
                    ax,
                    c,
                    r,
                    letters,
                    weight="bold" if strong else "normal",
                    color=looks[c].on_fill if strong else INK,
                )
        for line in range(len(decisions) + 1):
            ax.axhline(line - 0.5, color=PAPER, linewidth=2.5)
        for line in range(len(roles) + 1):
            ax.axvline(line - 0.5, color=PAPER, linewidth=2.5)
        category_axis(ax, decisions, category_label, wrap_at=_NAMES)
        ax.tick_params(axis="y", labelsize=SMALL_SIZE)
        name_top(ax, [name.replace(" ", "\n", 1) for name in names], role_label)
        for tick, look in zip(ax.get_xticklabels(), looks, strict=True):
            tick.set(color=look_ink(look), size=SMALL_SIZE)
            tick.set_fontweight("normal" if look == NEUTRAL else "bold")

    return Chart(facts, [panel], paint, note=note)


def four_boxes(
    boxes: Sequence[Sequence[tuple[str, str, Sequence[str]]]],
    facts: Facts,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    category_label: str,
    column_label: str,
    came_from: Mapping[str, tuple[int, int]] | None = None,
    note: str = "",
) -> Chart:
    """Names on cards in the four boxes of a map; an arrow leads to each card that has moved.

    Parameters
    ----------
    boxes
        For each row, from above, the heading of each box, what it asks for, and the names in it.
    rows, columns
        What the rows and the columns stand for.
    came_from
        The row and the column that a name has left.
    """
    left = came_from or {}
    panel = Panel("", column_label, category_label, category_label, rows)
    for row, line in zip(rows, boxes, strict=True):
        for column, (heading, asks, names) in zip(columns, line, strict=True):
            panel.add(row, column, f"{heading}, {asks}: {', '.join(names) or _NOBODY}")

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(3.6)
        shade_cells(ax, _BOX_FILLS, len(columns))
        for r, line in enumerate(boxes):
            for c, (heading, asks, names) in enumerate(line):
                inside(ax, c, r - 0.4, heading, weight="bold", color=INK)
                inside(ax, c, r - 0.27, asks, size=SMALL_SIZE, color=SOFT_INK)
                step = min(0.21, 0.6 / max(len(names), 1))
                for place, name in enumerate(names or [_NOBODY]):
                    at = (c, r - 0.08 + place * step)
                    look = PROJECT if name in left else NEUTRAL
                    card = _card(look, name in left, min(0.3, 1.6 * step - 0.1)) if names else {}
                    inside(ax, *at, name, color=INK if names else SOFT_INK, **card)
                    if name in left:
                        _arrow(ax, left[name], at, name)
        ax.axhline(0.5, color=PAPER, linewidth=5)
        ax.axvline(0.5, color=PAPER, linewidth=5)
        category_axis(ax, rows, category_label)
        name_top(ax, columns, column_label)
        ax.tick_params(axis="x", labelcolor=INK)
        for axis in (ax.xaxis, ax.yaxis):
            axis.label.set(color=INK, weight="bold")

    return Chart(facts, [panel], paint, note=note)


def _card(look: Look, moved: bool, pad: float) -> dict[str, Any]:
    """How a name is written on a card of its own."""
    box = {
        "boxstyle": f"round,pad={pad:.2f},rounding_size=0.3",
        "facecolor": PAPER,
        "edgecolor": look.colour,
        "linewidth": 2.0 if moved else 0.9,
    }
    return {"bbox": box, "weight": "bold" if moved else "normal"}


def _arrow(ax: Axes, box: tuple[int, int], card: tuple[float, float], name: str) -> None:
    """Lead from the box that a card has left to the side of the card that faces it."""
    from matplotlib.patches import FancyArrowPatch

    row, column = box
    half = width_of(name, BASE_SIZE, bold=True) / 2 / _BOX + 0.05
    side = -1 if card[0] > column else 1
    start = (column - 0.42 * side, row) if card[0] != column else (column + 0.42, row - 0.3)
    arrow = FancyArrowPatch(
        start,
        (card[0] + side * half, card[1]),
        arrowstyle="-|>",
        connectionstyle="arc3,rad=0.2",
        color=PROJECT.colour,
        linewidth=1.6,
        mutation_scale=14,
        zorder=3,
    )
    ax.add_patch(arrow)


def scores_and_bars(
    cells: Sequence[Sequence[tuple[str, str]]],
    counts: BarPanel,
    facts: Facts,
    *,
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    category_label: str,
    column_label: str,
    levels: Sequence[tuple[Look, str]],
    key: Sequence[tuple[Look, str]] = (),
    note: str = "",
) -> Chart:
    """A matrix of scores with names in its cells on the left, bars of the same things on the right.

    Parameters
    ----------
    cells
        For each row, from above, what stands for each cell: its level and score, such as
        ``middle 6``, and the names in it, if any. A cell without names shows its shade alone.
    counts
        The bars.
    rows, columns
        The bands of the two sides.
    levels
        The look of each level, and its words in the key, which begin with its name.
    """
    levels_of = {words.split()[0].lower(): look for look, words in levels}
    panel = Panel(title, column_label, category_label, category_label, rows)
    for row, line in zip(rows, cells, strict=True):
        for column, (score, names) in zip(columns, line, strict=True):
            panel.add(row, column, f"{score}: {names}" if names else score)

    def paint(canvas: Canvas) -> None:
        left, right = canvas.grid(3.5, 1, 2, swatches=True, width_ratios=[1.55, 1])[0]
        levels = [levels_of[score.split()[0]].colour for row in cells for score, _ in row]
        shade_cells(left, levels, len(columns))
        for r, line in enumerate(cells):
            for c, (score, names) in enumerate(line):
                if names:
                    inside(left, c, r, f"{score}:\n{names}", color=INK, linespacing=1.3)
        for edge in range(1, max(len(rows), len(columns))):
            left.axhline(edge - 0.5, color=PAPER, linewidth=2.5)
            left.axvline(edge - 0.5, color=PAPER, linewidth=2.5)
        category_axis(left, rows, category_label)
        name_top(left, columns, column_label)
        left.set_title(title, x=0.0, pad=40, color=INK)
        counts.draw(right, 0.6)
        right.set_title(counts.title, x=0.0, pad=40, color=INK)

    return Chart(facts, [panel, counts.rows()], paint, key=[*levels, *key], note=note)
