"""Small multiples of bars: panels that share nothing but the page, or share one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes

from ..canvas import Canvas, Key, category_axis, rows_height, value_axis
from ..chart import Chart, Facts
from ..style import INK, WIDTH, Look, in_house_style
from ..words import PLAIN, NumberFormat, wrap
from .bars import Series, draw_bars, draw_shares, name_parts


@dataclass(frozen=True)
class BarPanel:
    """One panel of horizontal bars with its own title, axis and scale.

    Several series stand under each other in each row. A ``whole`` panel is one
    100% bar, its series the parts. ``row_looks`` colours the bars of the one series.
    """

    title: str
    names: Sequence[str]
    series: Sequence[Series]
    value_label: str
    category_label: str
    high: float
    row_looks: Sequence[Look] | None = None
    ticks: Sequence[float] | None = None
    write: NumberFormat = PLAIN
    label_write: NumberFormat | None = None
    whole: bool = False

    def height(self, wrap_at: float) -> float:
        """Inches that the panel wants, with its axis."""
        if self.whole:
            return 0.62 * len(self.names) + 0.95
        least = 0.34 if len(self.series) == 1 else 0.22 * len(self.series) + 0.16
        return rows_height(self.names, least, wrap_at) + 0.95

    def draw(self, ax: Axes, wrap_at: float) -> None:
        """Draw into ``ax``."""
        rows = range(len(self.names))
        thick = 0.74 / len(self.series)
        if self.whole:
            draw_shares(ax, self.names, self.series, self.write)
        for position, one in enumerate(() if self.whole else self.series):
            single = len(self.series) == 1
            draw_bars(
                ax,
                rows if single else [r - 0.37 + thick * (position + 0.5) for r in rows],
                one.values,
                self.row_looks or [one.look] * len(rows),
                one.name,
                self.label_write or self.write,
                height=0.62 if single else thick * 0.9,
            )
        category_axis(ax, self.names, self.category_label, wrap_at=wrap_at)
        value_axis(ax, self.value_label, 0, self.high, ticks=self.ticks, write=self.write)
        if self.whole:
            ax.set_ylim(len(self.names) - 0.45, -0.85)
            name_parts(ax, self.series)


@in_house_style
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
        panel.height(wrap_at) + 0.2 * title.count("\n") + 0.1
        for panel, title in zip(panels, titles, strict=True)
    ]
    canvas = Canvas(facts, max(deep) if beside else sum(deep), key=key, note=note, bars=True)
    if beside:
        grid = canvas.axes(1, len(panels), squeeze=False)[0]
    else:
        grid = canvas.axes(len(panels), 1, squeeze=False, height_ratios=deep)[:, 0]
    for position, (ax, panel, title) in enumerate(zip(grid, panels, titles, strict=True)):
        panel.draw(ax, wrap_at)
        if beside and position > 0:
            ax.tick_params(axis="y", labelleft=False)
            ax.yaxis.label.set_visible(False)
        colour = panel.series[0].look.colour if len(panel.series) == 1 else INK
        ax.set_title(
            title, x=0.0, pad=14 if beside else 24, color=INK if panel.row_looks else colour
        )
    return canvas.chart()
