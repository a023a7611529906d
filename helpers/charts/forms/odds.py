"""Forms for what is uncertain: points in rows with lines of reference, and chances by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..canvas import (
    Canvas,
    Key,
    category_axis,
    draw_dots,
    halo,
    scale_axes,
    small_beside,
    value_axis,
)
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, NEUTRAL, PAPER, RULE, SOFT_INK, Look
from ..words import PLAIN, NumberFormat
from .panels import BarPanel

_HEIGHT = 3.0  # inches of the plot of chances
_STROKES = {"-": "", "--": " (broken line)", ":": " (dotted line)"}
_SHIFTS = {  # in points, from a value to where it is written
    "left": (-8, 0),
    "right": (8, 0),
    "above": (0, 7),
    "below": (0, -8),
    "above right": (3, 6),
    "above left": (-3, 6),
}


@dataclass(frozen=True)
class Dots:
    """One kind of point, one in each row; ``number`` says where its value stands, if anywhere."""

    name: str
    values: Sequence[float]
    look: Look
    number: str = ""
    ring: bool = False


def dot_rows(
    names: Sequence[str],
    dots: Sequence[Dots],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    span: tuple[float, float],
    ticks: Sequence[float],
    refs: Sequence[tuple[str, float]] = (),
    row: float = 0.5,
    key: Key = (),
    note: str = "",
) -> Chart:
    """Several points in each row, joined by a line from the least to the greatest.

    Parameters
    ----------
    names
        The rows, first on top.
    refs
        One or two lines of reference: name and value, the lesser first. The name of the first
        stands to its left, that of the second to its right.
    span, ticks
        Ends and tick places of the value axis.
    row
        Height of a row in inches.
    key
        What the looks stand for; each kind of point by its name when left out.
    """
    panel = Panel("", value_label, category_label, category_label, names)
    for one in dots:
        panel.add_all(names, one.name, map(PLAIN, one.values))
    panel.notes += [f"Line at {PLAIN(value)}: {name}." for name, value in refs]

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(row * len(names) + 1.0)
        for index in range(len(names)):
            ends = [one.values[index] for one in dots]
            ax.plot([min(ends), max(ends)], [index, index], color=RULE, linewidth=3.5, zorder=1)
        for one in dots:
            drawn = draw_dots(ax, one.values, range(len(names)), one.look, one.name, linewidth=0.8)
            drawn.set(sizes=[58])
            if one.ring:
                drawn.set(sizes=[150], facecolor="none", edgecolor=one.look.colour)
                drawn.set(linewidth=2.0, zorder=4)
            if one.number:
                for index, value in enumerate(one.values):
                    small_beside(ax, PLAIN(value), (value, index), _SHIFTS[one.number], color=INK)
        for position, (name, value) in enumerate(refs):
            look = dots[-1].look if position else NEUTRAL
            ax.axvline(
                value,
                color=look.colour,
                linewidth=1.6,
                linestyle="-" if position else (0, (5, 2)),
                zorder=2,
                label=name,
            )
            small_beside(
                ax,
                f"{name}: {PLAIN(value)}",
                (value, -0.62),
                (5 if position else -5, 0),
                va="bottom",
                color=look.colour,
                weight="bold",
            )
        category_axis(ax, names, category_label, span=0.6, wrap_at=2.5)
        if refs:
            ax.set_ylim(len(names) - 0.4, -1.35)
        value_axis(ax, value_label, *span, ticks=ticks)

    key = key or [(one.look, one.name) for one in dots]
    return Chart(facts, [panel], paint, key=key, note=note)


@dataclass(frozen=True)
class Line:
    """One line of chances or costs; ``dash`` is matplotlib's sign for how it is drawn."""

    name: str
    ys: Sequence[float]
    look: Look
    dash: str = "-"


@dataclass(frozen=True)
class Spot:
    """A point to be read off: words that hold its value, and a line down to the axis."""

    words: str
    x: float
    y: float
    look: Look
    side: str = "right"


def chances(
    xs: Sequence[float],
    lines: Sequence[Line],
    spots: Sequence[Spot],
    facts: Facts,
    *,
    across_label: str,
    up_label: str,
    span: tuple[float, float],
    high: float,
    ticks: Sequence[float],
    up_ticks: Sequence[float],
    write_across: NumberFormat = PLAIN,
    write_up: NumberFormat = PLAIN,
    refs: Sequence[tuple[str, float]] = (),
    below: BarPanel | None = None,
    note: str = "",
) -> Chart:
    """Smooth lines over one run of dates, with points to be read off; bars below if wanted.

    Parameters
    ----------
    xs
        The dates at which every line has a value.
    spots
        Points on the lines.
    refs
        Dates to hold the lines against: name and date.
    below
        Bars in a second plot under the first.
    """
    panel = Panel("", across_label, up_label, across_label)
    for line in lines:
        panel.add_all(map(write_across, xs), line.name, map(write_up, line.ys))
    for spot in sorted(spots, key=lambda spot: [one.look for one in spots].index(spot.look)):
        panel.add(write_across(spot.x), "", spot.words)
    panel.notes += [f"Line at {write_across(date)}: {name}." for name, date in refs]

    def paint(canvas: Canvas) -> None:
        if below:
            deep = below.height(2.6) + 0.1
            ax, under = canvas.grid(
                _HEIGHT + deep, 2, 1, swatches=True, height_ratios=[_HEIGHT, deep]
            )[:, 0]
            below.draw(under, 2.6)
            under.set_title(below.title, x=0.0, pad=24)
        else:
            ax = canvas.axes(_HEIGHT, swatches=True)
        for line in lines:
            ax.plot(
                xs, line.ys, color=line.look.colour, label=line.name, zorder=3, linestyle=line.dash
            )
        for spot in spots:
            ax.plot(
                [spot.x],
                [spot.y],
                marker=spot.look.marker,
                markersize=8,
                color=spot.look.colour,
                markeredgecolor=PAPER,
                markeredgewidth=0.8,
                zorder=4,
                linestyle="",
            )
            ends, dotted = ([spot.x, spot.x], [0, spot.y]), (0, (2, 2))
            ax.plot(*ends, color=SOFT_INK, linewidth=1, linestyle=dotted, zorder=2)
            small_beside(
                ax,
                spot.words,
                (spot.x, spot.y),
                _SHIFTS[spot.side],
                color=INK,
                path_effects=halo(),
                zorder=5,
            )
        for name, date in refs:
            ax.axvline(date, color=INK, linewidth=1.2, zorder=2, label=name)
            left = date > sum(span) / 2
            small_beside(
                ax, name, (date, high), (-5 if left else 5, -3), path_effects=halo(), zorder=5
            )
        scale_axes(ax, across_label, up_label, span, high, ticks, up_ticks, up_write=write_up)

    key = [(line.look, f"{line.name}{_STROKES[line.dash]}") for line in lines]
    panels = [panel, below.rows()] if below else [panel]
    return Chart(facts, panels, paint, key=key, note=note)
