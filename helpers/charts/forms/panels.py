"""Small multiples of bars: panels that share nothing but the page, or share one axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..canvas import Canvas, Key, category_axis, rows_height, value_axis
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, WIDTH, Look
from ..words import PLAIN, NumberFormat, wrap
from .bars import Series, bar_rows, draw_bars, draw_groups, draw_shares, name_parts

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class BarPanel:
    """One panel of horizontal bars with its own title, axis and scale.

    Several series stand under each other in each row. A ``whole`` panel is one
    100% bar, its series the parts. ``row_looks`` colours the bars of the one series; ``pitch``
    is the height of a row in inches.
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
    pitch: float | None = None

    def rows(self) -> Panel:
        """The rows drawn."""
        return bar_rows(
            self.names, self.series, self.write, self.value_label, self.category_label, self.title
        )

    def height(self, wrap_at: float) -> float:
        """Inches that the panel wants, with its axis."""
        if self.whole:
            return 0.62 * len(self.names) + 0.95
        least = 0.34 if len(self.series) == 1 else 0.22 * len(self.series) + 0.16
        return rows_height(self.names, least, wrap_at, self.pitch) + (0.8 if self.pitch else 0.95)

    def draw(self, ax: Axes, wrap_at: float) -> None:
        """Draw into ``ax``."""
        write = self.label_write or self.write
        if self.whole:
            draw_shares(ax, self.series, self.write)
        elif len(self.series) == 1:
            (one,) = self.series
            looks = self.row_looks or [one.look] * len(self.names)
            draw_bars(ax, range(len(self.names)), one.values, looks, one.name, write)
        else:
            draw_groups(ax, self.series, write)
        category_axis(ax, self.names, self.category_label, wrap_at=wrap_at)
        value_axis(ax, self.value_label, 0, self.high, ticks=self.ticks)
        if self.whole:
            ax.set_ylim(len(self.names) - 0.45, -0.85)
            name_parts(ax, self.series)


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

    def paint(canvas: Canvas) -> None:
        width = (WIDTH - 0.5) / len(panels) * 0.8 if beside else WIDTH - 0.5
        titles = ["\n".join(wrap(panel.title, width, 11.0, bold=True)) for panel in panels]
        deep = [
            panel.height(wrap_at) + 0.2 * title.count("\n") + 0.1
            for panel, title in zip(panels, titles, strict=True)
        ]
        if beside:
            drawn = canvas.grid(max(deep), 1, len(panels), swatches=True)[0]
        else:
            drawn = canvas.grid(sum(deep), len(panels), 1, swatches=True, height_ratios=deep)[:, 0]
        for position, (ax, panel, title) in enumerate(zip(drawn, panels, titles, strict=True)):
            panel.draw(ax, wrap_at)
            if beside and position > 0:
                ax.tick_params(axis="y", labelleft=False)
                ax.yaxis.label.set_visible(False)
            single = len(panel.series) == 1 and not panel.row_looks
            colour = panel.series[0].look.colour if single else INK
            ax.set_title(title, x=0.0, pad=14 if beside else 24, color=colour)

    return Chart(facts, [panel.rows() for panel in panels], paint, key=key, note=note)
