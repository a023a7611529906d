"""Small multiples of bars: panels that share nothing but the page, or share one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..canvas import Canvas, Key, category_axis, value_axis
from ..chart import Chart, Facts
from ..style import NEUTRAL, WIDTH, Look
from ..words import NumberFormat, number, wrap
from .bars import draw_bars


@dataclass(frozen=True)
class BarPanel:
    """One panel of horizontal bars with its own title, axis and scale."""

    title: str
    rows: Sequence[tuple[str, float]]
    value_label: str
    category_label: str
    high: float
    look: Look = NEUTRAL
    looks: Sequence[Look] | None = None
    ticks: Sequence[float] | None = None
    write: NumberFormat = number()
    tick_write: NumberFormat | None = None


def bar_panels(
    panels: Sequence[BarPanel],
    facts: Facts,
    *,
    layout: Literal["stacked", "beside"] = "stacked",
    key: Key = (),
    note: str = "",
    wrap_at: float = 2.6,
) -> Chart:
    """Several bar charts in one picture, each with its own title and its own labelled axis.

    Stacked panels stand on their own. Panels beside each other share the names
    of their rows, so they must have the same ones.
    """
    beside = layout == "beside"
    width = (WIDTH - 0.5) / len(panels) * 0.8 if beside else WIDTH - 0.5
    titles = ["\n".join(wrap(panel.title, width, 11.0, bold=True)) for panel in panels]
    deep = [
        0.34 * len(panel.rows) + 0.95 + 0.2 * title.count("\n")
        for panel, title in zip(panels, titles, strict=True)
    ]
    canvas = Canvas(facts, max(deep) if beside else sum(deep), key=key, note=note, bars=True)
    if beside:
        grid = canvas.axes(1, len(panels), squeeze=False)[0]
    else:
        grid = canvas.axes(len(panels), 1, squeeze=False, height_ratios=deep)[:, 0]
    for position, (ax, panel, title) in enumerate(zip(grid, panels, titles, strict=True)):
        looks = panel.looks or [panel.look] * len(panel.rows)
        values = [value for _, value in panel.rows]
        draw_bars(ax, range(len(values)), values, looks, "", panel.write)
        first = position == 0 or not beside
        category_axis(ax, [name for name, _ in panel.rows], panel.category_label, wrap_at=wrap_at)
        if not first:
            ax.tick_params(axis="y", labelleft=False)
            ax.yaxis.label.set_visible(False)
        value_axis(ax, panel.value_label, 0, panel.high, ticks=panel.ticks, write=panel.write)
        if panel.tick_write:
            ax.xaxis.set_major_formatter(lambda value, _, write=panel.tick_write: write(value))
        ax.set_title(title, x=0.0, pad=22 if not beside else 14, color=panel.look.colour)
    return canvas.chart()
