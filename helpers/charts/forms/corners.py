"""Counts beside a map: bars of a few counts, and points on a square with four named corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..canvas import Canvas, draw_dots
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, RULE, SMALL_SIZE, SOFT_INK, Look
from ..words import NumberFormat
from .panels import BarPanel

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CORNERS = (("left", "top"), ("right", "top"), ("left", "bottom"), ("right", "bottom"))


@dataclass(frozen=True)
class Place:
    """A point of the map; the key says which look belongs to which name."""

    name: str
    x: float
    y: float
    look: Look


@dataclass(frozen=True)
class CornerMap:
    """A square map: ``span`` holds the ends of the two axes, the upright one from below.

    ``corners`` names the corners: upper left, upper right, lower left, lower right.
    """

    title: str
    places: Sequence[Place]
    across_label: str
    up_label: str
    span: tuple[tuple[float, float], tuple[float, float]]
    corners: Sequence[str]
    write_across: NumberFormat
    write_up: NumberFormat

    def rows(self) -> Panel:
        """The rows drawn."""
        panel = Panel(self.title, self.across_label, self.up_label, self.across_label)
        for place in self.places:
            panel.add(self.write_across(place.x), place.name, self.write_up(place.y))
        return panel

    def draw(self, ax: Axes) -> None:
        """Draw into ``ax``."""
        (left, right), (low, high) = self.span
        middle = (left + right) / 2, (low + high) / 2
        ax.axvline(middle[0], color=RULE, linewidth=1)
        ax.axhline(middle[1], color=RULE, linewidth=1)
        for name, (side, end) in zip(self.corners, _CORNERS, strict=True):
            ax.annotate(
                name,
                (0 if side == "left" else 1, 1 if end == "top" else 0),
                xycoords="axes fraction",
                xytext=(5 if side == "left" else -5, -5 if end == "top" else 5),
                textcoords="offset points",
                ha=side,
                va=end,
                size=SMALL_SIZE,
                color=SOFT_INK,
            )
        for place in self.places:
            draw_dots(ax, [place.x], [place.y], place.look, place.name, clip_on=False)
        ax.set_xlim(left, right)
        ax.set_ylim(low, high)
        ax.set_xticks([left, middle[0], right])
        ax.tick_params(axis="x", pad=8)  # clear of the lowest number beside it
        ax.set_yticks([low, middle[1], high])
        ax.set_xlabel(self.across_label, loc="left")
        ax.set_ylabel(self.up_label)
        ax.set_title(self.title, x=0.0, pad=24, color=INK)


def counts_and_map(counts: BarPanel, corner_map: CornerMap, facts: Facts) -> Chart:
    """Bars on the left, a map with named corners on the right, under one title."""

    def paint(canvas: Canvas) -> None:
        left, right = canvas.grid(3.5, 1, 2, width_ratios=[1, 1.1])[0]
        counts.draw(left, 1.5)
        left.set_title(counts.title, x=0.0, pad=24, color=INK)
        corner_map.draw(right)

    key = [(place.look, place.name) for place in corner_map.places]
    return Chart(facts, [counts.rows(), corner_map.rows()], paint, key=key)
