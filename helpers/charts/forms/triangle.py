"""A triangle of numbers: groups by the time they have been followed, with what is not yet known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..canvas import Canvas, category_axis, inside, name_top, shade_cells
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import BASE_SIZE, INK, PAPER, SMALL_SIZE, SOFT_INK

NOT_YET = "not yet known"
_SHADES = "#F4F8FB", "#86BBDF"  # for a share of 0, and of 1
_PLAIN = 0.0, 0.0, 0.0, 0.0  # no shade: nothing is known, or it is no share


@dataclass(frozen=True)
class Cell:
    """A number as it is written; with a ``share`` from 0 to 1 it is shaded, deep for much."""

    text: str
    share: float | None = None


def triangle(
    names: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell | None]],
    facts: Facts,
    *,
    category_label: str,
    column_label: str,
    note: str = "",
) -> Chart:
    """A grid of numbers, shaded by share; the last row stands apart, for it sums up the others.

    Parameters
    ----------
    names, columns
        The rows and the columns.
    cells
        For each row a cell for each column; None where the time has not come: it is no zero.
    """
    panel = Panel("", column_label, category_label, category_label, names)
    for name, row in zip(names, cells, strict=True):
        for column, cell in zip(columns, row, strict=True):
            panel.add(name, column, cell.text if cell else NOT_YET)

    def paint(canvas: Canvas) -> None:
        from matplotlib.colors import LinearSegmentedColormap

        shades = LinearSegmentedColormap.from_list("shares", _SHADES)
        ax = canvas.axes(0.42 * len(names) + 0.95)
        flat = [cell for row in cells for cell in row]
        width, last = len(columns), len(names) - 1
        fills = [_PLAIN if not cell or cell.share is None else shades(cell.share) for cell in flat]
        shade_cells(ax, fills, width)
        for place, cell in enumerate(flat):
            r, c = divmod(place, width)
            inside(
                ax,
                c,
                r,
                cell.text if cell else NOT_YET,
                color=INK if cell else SOFT_INK,
                size=BASE_SIZE if cell else SMALL_SIZE,
                weight="bold" if r == last else "normal",
                style="normal" if cell else "italic",
            )
        for line in range(1, len(names)):
            above_last = line == last
            ax.axhline(
                line - 0.5,
                color=SOFT_INK if above_last else PAPER,
                linewidth=1.2 if above_last else 2.5,
            )
        for line in range(1, width):
            ax.axvline(line - 0.5, color=PAPER, linewidth=2.5)
        category_axis(ax, names, category_label)
        ax.get_yticklabels()[last].set_fontweight("bold")
        name_top(ax, columns, column_label)

    return Chart(facts, [panel], paint, note=note)
