"""A form with points: strips of percentiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..canvas import Canvas, beside, category_axis, small_beside, value_axis
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, PAPER, SOFT_INK, Look
from ..words import PLAIN, NumberFormat

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class Strip:
    """Five percentiles of one group; ``p90`` is the least it can be where ``censored``."""

    name: str
    p10: float
    p25: float
    median: float
    p75: float
    p90: float
    look: Look
    censored: bool = False


_ENDS = {False: "90th percentile", True: "90th percentile (cut off)"}


def percentile_strips(
    rows: Sequence[Strip],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    high: float,
    write: NumberFormat,
    note: str = "",
    pitch: float = 0.95,
) -> Chart:
    """How a quantity is spread in each group: 10th, 25th, 50th, 75th and 90th percentile.

    Where the source cuts off the upper end, an arrow says "above" in place of a point.
    ``pitch`` is the height of a strip in inches.
    """
    names = [row.name for row in rows]
    panel = Panel("", value_label, category_label, category_label, names)
    known = [
        ("10th percentile", [row.p10 for row in rows], "|", 120),
        ("25th percentile", [row.p25 for row in rows], "|", 230),
        ("50th percentile", [row.median for row in rows], "D", 74),
        ("75th percentile", [row.p75 for row in rows], "|", 230),
    ]
    for series, values, marker, _ in known:
        panel.add_all(names, series, ["median " * (marker == "D") + write(v) for v in values])
    for censored, series in _ENDS.items():
        for row in rows:
            if row.censored is censored:
                panel.add(row.name, series, "above " * censored + write(row.p90))

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(pitch * len(rows) + 0.95)
        for index, row in enumerate(rows):
            colour = row.look.colour
            ax.plot([row.p10, row.p90], [index, index], color=colour, linewidth=1.8)
            ax.plot(
                [row.p25, row.p75],
                [index, index],
                color=colour,
                linewidth=13,
                alpha=0.28,
                solid_capstyle="butt",
            )
        for name, places, marker, size in known:
            colours = [row.look.colour for row in rows]
            ax.scatter(
                places,
                range(len(rows)),
                s=size,
                marker=marker,
                c=colours,
                zorder=3,
                label=name,
                linewidths=1.8 if marker == "|" else 0.9,
                edgecolors=PAPER if marker != "|" else None,
            )
        _strip_ends(ax, rows, write)
        for index, row in enumerate(rows):
            small_beside(ax, PLAIN(row.p10), (row.p10, index), (-5, 0), color=SOFT_INK)
            beside(
                ax,
                f"median {write(row.median)}",
                (row.median, index),
                (0, 12),
                weight="bold",
                color=row.look.colour,
            )
            for value, side in ((row.p25, "right"), (row.p75, "left")):
                small_beside(ax, PLAIN(value), (value, index), (0, -10), ha=side, color=SOFT_INK)
        category_axis(ax, [row.name for row in rows], category_label, span=0.6, wrap_at=1.75)
        value_axis(ax, value_label, 0, high)

    return Chart(facts, [panel], paint, note=note)


def _strip_ends(ax: Axes, rows: Sequence[Strip], write: NumberFormat) -> None:
    """The upper ends: a tick where the 90th percentile is known, an arrow where it is cut off."""
    for censored, series in _ENDS.items():
        chosen = [(i, row) for i, row in enumerate(rows) if row.censored is censored]
        if not chosen:
            continue
        ax.scatter(
            [row.p90 for _, row in chosen],
            [i for i, _ in chosen],
            s=120,
            zorder=3,
            label=series,
            marker=">" if censored else "|",
            c=[row.look.colour for _, row in chosen],
            linewidths=0.9 if censored else 1.8,
        )
        for i, row in chosen:
            small_beside(
                ax,
                f"above\n{write(row.p90)}" if censored else PLAIN(row.p90),
                (row.p90, i),
                (8 if censored else 5, 0),
                ha="left",
                color=INK if censored else SOFT_INK,
            )
