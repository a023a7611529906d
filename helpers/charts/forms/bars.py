"""Forms with bars: plain, grouped, diverging and 100% share bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..canvas import (
    Canvas,
    Key,
    beside,
    category_axis,
    halo,
    inside,
    look_ink,
    rows_height,
    small_beside,
    value_axis,
)
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, NEUTRAL, PALE, PAPER, SMALL_SIZE, SOFT_INK, Look
from ..words import PLAIN, NumberFormat, number, width_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.42  # inches
_NAMES = 2.9


@dataclass(frozen=True)
class Series:
    """One run of values, with the name and the look it has everywhere."""

    name: str
    values: Sequence[float]
    look: Look = NEUTRAL


def bar_rows(
    names: Sequence[str],
    series: Sequence[Series],
    write: NumberFormat,
    value_label: str,
    category_label: str,
    title: str = "",
) -> Panel:
    """The rows of horizontal bars."""
    panel = Panel(title, value_label, category_label, category_label, names)
    for one in series:
        panel.add_all(names, one.name, map(write, one.values))
    return panel


def draw_bars(
    ax: Axes,
    places: Sequence[float],
    values: Sequence[float],
    looks: Sequence[Look],
    name: str,
    write: NumberFormat,
    *,
    height: float = 0.62,
) -> None:
    """Draw horizontal bars from zero, each with its value written at its end."""
    drawn = ax.barh(places, values, height=height, label=name, linewidth=0)
    for bar, look, value, place in zip(drawn, looks, values, places, strict=True):
        bar.set(**look.fill)
        beside(
            ax,
            write(value),
            (value, place),
            (5 if value >= 0 else -5, 0),
            color=INK,
            path_effects=halo(),
        )


def bars(
    rows: Sequence[tuple[str, float]],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    write: NumberFormat = PLAIN,
    label_write: NumberFormat | None = None,
    looks: Sequence[Look] | None = None,
    high: float | None = None,
    low: float = 0.0,
    ticks: Sequence[float] | None = None,
    key: Key = (),
    note: str = "",
    pitch: float | None = None,
    wrap_at: float = 2.6,
    data: Panel | None = None,
) -> Chart:
    """Horizontal bars, one a row, with the value at the end of each; zero is a line inside.

    Parameters
    ----------
    rows
        Name and value of each bar, in the order to show them.
    value_label, category_label
        Axis labels; the first with its unit.
    write, label_write
        How numbers read in the text twin, and beside the bars where that is rounded.
    looks
        The look of each bar; grey when left out.
    high, low, ticks
        Ends and tick places of the value axis.
    pitch, wrap_at
        Height of a row, where its name does not decide it, and room for its name, in inches.
    data
        The rows that the bars sum up, for the table.
    """
    names, values = [name for name, _ in rows], [value for _, value in rows]
    panel = bar_rows(names, [Series("", values)], write, value_label, category_label)

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(rows_height(names, _ROW, wrap_at, pitch) + 0.85, swatches=True)
        colours = looks or [NEUTRAL] * len(rows)
        draw_bars(ax, range(len(rows)), values, colours, "", label_write or write)
        category_axis(ax, names, category_label, wrap_at=wrap_at)
        value_axis(ax, value_label, low, max(values) * 1.15 if high is None else high, ticks=ticks)
        if low < 0:
            ax.axvline(0, color=SOFT_INK, linewidth=1)

    return Chart(facts, [panel], paint, key=key, note=note, data=data)


def grouped_bars(
    names: Sequence[str],
    series: Sequence[Series],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    write: NumberFormat = PLAIN,
    high: float | None = None,
    ticks: Sequence[float] | None = None,
    note: str = "",
    pitch: float | None = None,
) -> Chart:
    """Several horizontal bars a row, one a series, the values at their ends.

    ``pitch`` is the height of a row in inches.
    """
    panel = bar_rows(names, series, write, value_label, category_label)

    def paint(canvas: Canvas) -> None:
        height = rows_height(names, 0.24 * len(series) + 0.2, _NAMES, pitch) + 0.85
        ax = canvas.axes(height, swatches=True)
        draw_groups(ax, series, write)
        category_axis(ax, names, category_label, wrap_at=_NAMES)
        top = max(max(one.values) for one in series) * 1.15 if high is None else high
        value_axis(ax, value_label, 0, top, ticks=ticks)

    return Chart(facts, [panel], paint, key=[(one.look, one.name) for one in series], note=note)


def draw_groups(ax: Axes, series: Sequence[Series], write: NumberFormat) -> None:
    """Draw the bars of several series under each other in each row."""
    thick = 0.74 / len(series)
    for position, one in enumerate(series):
        places = [row - 0.37 + thick * (position + 0.5) for row in range(len(one.values))]
        looks = [one.look] * len(places)
        draw_bars(ax, places, one.values, looks, one.name, write, height=thick * 0.9)


def diverging_bars(
    rows: Sequence[tuple[str, float]],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    left: tuple[Look, str],
    right: tuple[Look, str],
    threshold: float = 0.0,
    reach: float | None = None,
    note: str = "",
) -> Chart:
    """Bars to both sides of zero; those under ``threshold`` are grey and read as no difference.

    Parameters
    ----------
    left, right
        The look of each side, and the words over it.
    reach
        How far the axis goes to each side.
    """
    write = number(2, sign=True)
    names, values = [name for name, _ in rows], [value for _, value in rows]
    far = reach or max(abs(value) for value in values) * 1.35
    looks = [
        PALE if round(abs(value), 6) < threshold else (left if value < 0 else right)[0]
        for value in values
    ]
    key = [left, right]
    if threshold:
        key = [*key, (PALE, f"Gap under {threshold:g}: too close to call")]
    panel = bar_rows(names, [Series("", values)], write, value_label, category_label)

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(0.25 * len(rows) + 0.9, swatches=True)
        draw_bars(ax, range(len(rows)), values, looks, "", write)
        category_axis(ax, names, category_label, wrap_at=3.0)
        value_axis(ax, value_label, -far, far)
        ax.axvline(0, color=SOFT_INK, linewidth=1)

    return Chart(facts, [panel], paint, key=key, note=note)


def draw_shares(ax: Axes, parts: Sequence[Series], write: NumberFormat) -> None:
    """Draw 100% bars: each part named and numbered inside, if it is wide enough."""
    rows = range(len(parts[0].values))
    edges = [0.0] * len(rows)
    for part in parts:
        drawn = ax.barh(
            rows,
            part.values,
            left=edges,
            height=0.6,
            label=part.name,
            **part.look.fill,
            edgecolor=PAPER,
            linewidth=1.2,
        )
        for index, (bar, value) in enumerate(zip(drawn, part.values, strict=True)):
            box = {"facecolor": part.look.colour, "edgecolor": "none", "pad": 2.5}
            inside(
                ax,
                bar.get_x() + value / 2,
                index,
                write(value),
                color=part.look.on_fill,
                weight="bold",
                bbox=box if part.look.hatch else None,
            )
        edges = [edge + value for edge, value in zip(edges, part.values, strict=True)]


def share_bars(
    names: Sequence[str],
    parts: Sequence[Series],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
) -> Chart:
    """Bars that add up to 100%, each part labelled on the bar and named above the first one."""
    write = number(after="%")
    panel = bar_rows(names, parts, write, value_label, category_label)

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(0.55 * len(names) + 1.15)
        draw_shares(ax, parts, write)
        category_axis(ax, names, category_label, span=0.55)
        ax.set_ylim(len(names) - 0.45, -0.85)
        value_axis(ax, value_label, 0, 100, ticks=range(0, 101, 25))
        name_parts(ax, parts)

    return Chart(facts, [panel], paint)


def name_parts(ax: Axes, parts: Sequence[Series]) -> None:
    """Name the parts of a 100% bar over the first bar, each where its part begins."""
    edge = 0.0
    for part in parts:
        wide = width_of(part.name, SMALL_SIZE, True) > part.values[0] / 100 * 4.6
        right = wide or part is parts[-1]
        small_beside(
            ax,
            part.name,
            (edge + part.values[0] if right else edge, -0.42),
            (-5 if wide else 0, 0),
            va="bottom",
            ha="right" if right else "left",
            color=look_ink(part.look),
            weight="bold",
        )
        edge += part.values[0]
