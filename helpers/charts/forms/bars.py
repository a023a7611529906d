"""Forms with bars: plain, grouped, diverging and 100% share bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from ..canvas import Canvas, Key, category_axis, look_ink, rows_height, value_axis
from ..chart import Chart, Facts
from ..style import INK, NEUTRAL, PALE, PAPER, SMALL_SIZE, SOFT_INK, Look, in_house_style
from ..words import NumberFormat, number, width_of

_ROW = 0.42  # inches
_NAMES = 2.9


@dataclass(frozen=True)
class Series:
    """One run of values, with the name and the look it has everywhere."""

    name: str
    values: Sequence[float]
    look: Look = NEUTRAL


HALO = [withStroke(linewidth=3, foreground=PAPER)]


def draw_bars(ax: Axes, places, values, looks, name: str, write: NumberFormat, *, height=0.62):
    """Draw horizontal bars from zero, each with its value written at its end."""
    drawn = ax.barh(places, values, height=height, label=name, linewidth=0)
    for index, (bar, look) in enumerate(zip(drawn, looks, strict=True)):
        bar.set(**look.fill)
        value, place = values[index], places[index]
        ax.annotate(
            write(value),
            (value, place),
            xytext=(5 if value >= 0 else -5, 0),
            textcoords="offset points",
            va="center",
            ha="left" if value >= 0 else "right",
            color=INK,
            gid=f"label:{drawn.get_label()}:{index}",
            path_effects=HALO,
        )
    return drawn


@in_house_style
def bars(
    rows: Sequence[tuple[str, float]],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    write: NumberFormat | None = None,
    label_write: NumberFormat | None = None,
    looks: Sequence[Look] | None = None,
    high: float | None = None,
    low: float = 0.0,
    ticks: Sequence[float] | None = None,
    key: Key = (),
    note: str = "",
    ax: Axes | None = None,
) -> Chart:
    """Horizontal bars, one a row, with the value at the end of each.

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
    high, ticks
        Upper end and tick places of the value axis.
    """
    names, values = [name for name, _ in rows], [value for _, value in rows]
    write = write or number()
    high = high if high is not None else max(values) * 1.15
    canvas = Canvas(facts, rows_height(names, _ROW) + 0.85, key=key, note=note, bars=True, ax=ax)
    ax = canvas.axes()
    looks = looks or [NEUTRAL] * len(rows)
    draw_bars(ax, range(len(rows)), values, looks, "", label_write or write)
    category_axis(ax, names, category_label)
    value_axis(ax, value_label, low, high, ticks=ticks, write=write)
    return canvas.chart()


@in_house_style
def grouped_bars(
    names: Sequence[str],
    series: Sequence[Series],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    write: NumberFormat | None = None,
    high: float | None = None,
    ticks: Sequence[float] | None = None,
    note: str = "",
    ax: Axes | None = None,
) -> Chart:
    """Several horizontal bars a row, one a series, the values at their ends."""
    write = write or number()
    thick = 0.74 / len(series)
    top = high if high is not None else max(max(one.values) for one in series) * 1.15
    key = [(one.look, one.name) for one in series]
    rows = len(names)
    height = rows_height(names, 0.24 * len(series) + 0.2, _NAMES) + 0.85
    canvas = Canvas(facts, height, key=key, note=note, bars=True, ax=ax)
    ax = canvas.axes()
    for position, one in enumerate(series):
        places = [row - 0.37 + thick * (position + 0.5) for row in range(rows)]
        draw_bars(ax, places, one.values, [one.look] * rows, one.name, write, height=thick * 0.9)
    category_axis(ax, names, category_label, wrap_at=_NAMES)
    value_axis(ax, value_label, 0, top, ticks=ticks, write=write)
    return canvas.chart()


@in_house_style
def diverging_bars(
    rows: Sequence[tuple[str, float]],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    left: tuple[Look, str],
    right: tuple[Look, str],
    threshold: float = 0.0,
    too_close: str = "too close to call",
    reach: float | None = None,
    note: str = "",
    ax: Axes | None = None,
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
    values = [value for _, value in rows]
    reach = reach or max(abs(value) for value in values) * 1.35
    looks = [
        PALE if round(abs(value), 6) < threshold else (left if value < 0 else right)[0]
        for value in values
    ]
    key = [left, right]
    if threshold:
        key = [*key, (PALE, f"Gap under {threshold:g}: {too_close}")]
    canvas = Canvas(facts, 0.33 * len(rows) + 1.05, key=key, note=note, bars=True, ax=ax)
    ax = canvas.axes()
    draw_bars(ax, range(len(rows)), values, looks, "", write)
    category_axis(ax, [name for name, _ in rows], category_label, wrap_at=3.0)
    value_axis(ax, value_label, -reach, reach, write=write)
    ax.axvline(0, color=SOFT_INK, linewidth=1, gid="decor")
    return canvas.chart()


def draw_shares(ax: Axes, names: Sequence[str], parts: Sequence[Series], write: NumberFormat):
    """Draw 100% bars: each part named and numbered inside, if it is wide enough."""
    edges = [0.0] * len(names)
    for part in parts:
        drawn = ax.barh(
            range(len(names)),
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
            ax.text(
                bar.get_x() + value / 2,
                index,
                write(value),
                ha="center",
                va="center",
                color=part.look.on_fill,
                weight="bold",
                bbox=box if part.look.hatch else None,
                gid=f"label:{part.name}:{index}",
            )
        edges = [edge + value for edge, value in zip(edges, part.values, strict=True)]


@in_house_style
def share_bars(
    names: Sequence[str],
    parts: Sequence[Series],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    write: NumberFormat | None = None,
    note: str = "",
    ax: Axes | None = None,
) -> Chart:
    """Bars that add up to 100%, each part labelled on the bar and named above the first one."""
    write = write or number(after="%")
    canvas = Canvas(facts, 0.55 * len(names) + 1.15, note=note, ax=ax)
    ax = canvas.axes()
    draw_shares(ax, names, parts, write)
    category_axis(ax, names, category_label, span=0.55)
    ax.set_ylim(len(names) - 0.45, -0.85)
    value_axis(ax, value_label, 0, 100, ticks=range(0, 101, 25), write=write)
    name_parts(ax, parts)
    return canvas.chart()


def name_parts(ax: Axes, parts: Sequence[Series]) -> None:
    """Name the parts of a 100% bar over the first bar, each where its part begins."""
    edge = 0.0
    for part in parts:
        wide = width_of(part.name, SMALL_SIZE, True) > part.values[0] / 100 * 4.6
        right = wide or part is parts[-1]
        ax.annotate(
            part.name,
            (edge + part.values[0] if right else edge, -0.42),
            xytext=(-5 if wide else 0, 0),
            textcoords="offset points",
            va="bottom",
            ha="right" if right else "left",
            color=look_ink(part.look),
            weight="bold",
            size=SMALL_SIZE,
            gid="decor",
        )
        edge += part.values[0]
