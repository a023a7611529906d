"""A heat map of shares: rows by columns, shaded, with a sign in each cell and not colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from ..canvas import Canvas, category_axis, inside, name_ticks, rows_height, shade_cells
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, PAPER, SMALL_SIZE

NO_ANSWER = "no answer"
STEPS = ("#F7F7F4", "#D6E6F2", "#A9CCE6", "#74ABD6", "#337AB2")
SIGNS = ("-", "-", "o", "+", "+")
_BLANK = "#FFFFFF"
READABLE = 45  # columns whose signs can still be told apart


def heat_map(
    names: Sequence[str],
    columns: Sequence[str],
    shares: Sequence[Sequence[float | None]],
    facts: Facts,
    *,
    category_label: str,
    column_label: str,
    note: str = "",
    row_labels: Sequence[str] = (),
    column_labels: Sequence[str] = (),
) -> Chart:
    """Shares from 0 to 1 as shaded cells; None is a blank cell that says "no answer".

    A plus marks shares from 60%, a circle those from 40%, a minus lower ones. With more than
    `READABLE` columns there is no room for signs, and the shade runs from light to deep.

    ``row_labels`` and ``column_labels`` stand in the picture where the names of the table do not
    fit or cannot be drawn.
    """
    rows, heads = row_labels or names, column_labels or columns
    panel = Panel("", column_label, category_label, category_label, names)
    for name, row in zip(names, shares, strict=True):
        for column, share in zip(columns, row, strict=True):
            panel.add(name, column, NO_ANSWER if share is None else f"{share:.0%}")

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(rows_height(rows, 0.26 if row_labels else 0.42) + 0.95)
        flat = [share for row in shares for share in row]
        steps = [None if share is None else min(4, int(share * 5)) for share in flat]
        fills = [_BLANK if step is None else STEPS[step] for step in steps]
        shade_cells(ax, fills, len(columns))
        if len(columns) <= READABLE:
            for place, step in enumerate(steps):
                r, c = divmod(place, len(columns))
                if step is not None:
                    inside(
                        ax, c, r, SIGNS[step], size=SMALL_SIZE, color=INK if step < 4 else "#FFFFFF"
                    )
        for line in range(1, len(names)):
            ax.axhline(line - 0.5, color=PAPER, linewidth=2.5)
        category_axis(ax, rows, category_label)
        every = 1 if len(columns) <= 15 else 5 if len(columns) <= 60 else 25
        name_ticks(ax.xaxis, range(len(columns)), heads)
        for place, label in enumerate(ax.get_xticklabels()):
            label.set_visible(place == 0 or (place + 1) % every == 0)
        ax.set_xlabel(column_label, loc="left")
        ax.spines["bottom"].set_visible(False)

    return Chart(facts, [panel], paint, note=note)
