"""Forms made of cells: decision rights, and four boxes of a map."""

from __future__ import annotations

from collections.abc import Sequence

from ..canvas import Canvas, category_axis, inside, look_ink, name_top, shade_cells
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, NEUTRAL, PAPER, SMALL_SIZE, Look

_NAMES = 3.0  # inches for the name of a decision
_NOBODY = "nobody"
_BOX_FILLS = ("#DFE2E4", "#DFE2E4", "#F3F3F1", "#DFE2E4")  # least of both is palest
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
    boxes: Sequence[Sequence[tuple[str, Sequence[str]]]],
    facts: Facts,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    category_label: str,
    column_label: str,
    note: str = "",
) -> Chart:
    """Names in the four boxes of a map; each box has a heading of its own.

    Parameters
    ----------
    boxes
        For each row, from above, the heading and the names of each box.
    rows, columns
        What the rows and the columns stand for.
    """
    panel = Panel("", column_label, category_label, category_label, rows)
    for row, line in zip(rows, boxes, strict=True):
        for column, (heading, names) in zip(columns, line, strict=True):
            panel.add(row, column, f"{heading}: {', '.join(names) or _NOBODY}")

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(3.6)
        shade_cells(ax, _BOX_FILLS, len(columns))
        for r, line in enumerate(boxes):
            for c, (heading, names) in enumerate(line):
                inside(ax, c, r - 0.36, f"{heading}:", weight="bold", color=INK)
                inside(ax, c, r + 0.08, ",\n".join(names) or _NOBODY, color=INK, linespacing=1.35)
        ax.axhline(0.5, color=PAPER, linewidth=4)
        ax.axvline(0.5, color=PAPER, linewidth=4)
        category_axis(ax, rows, category_label)
        name_top(ax, columns, column_label)

    return Chart(facts, [panel], paint, note=note)
