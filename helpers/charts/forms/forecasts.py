"""Forms that look ahead: a cone of forecasts, burn charts with an end, a staircase of chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..canvas import Canvas, Key, beside, draw_dots, halo, look_ink, scale_axes, small_beside
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, PAPER, PROJECT, SOFT_INK
from ..words import PLAIN, NumberFormat, number
from .lines import Track, draw_curves, draw_track, track_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROOM = 0.6  # inches under a plot for its tick labels and the name of its axis
_PITCH = 0.19  # inches between two labels that stand above each other


@dataclass(frozen=True)
class Ray:
    """One forecast: what it assumes, when and at what value it ends, whether it is the chosen."""

    name: str
    x: float
    y: float
    chosen: bool = False


@dataclass(frozen=True)
class Mark:
    """A value to hold the lines against, named beside its line."""

    name: str
    value: float


def _spread(places: Sequence[float], gap: float) -> list[float]:
    """Move the places of labels apart to at least ``gap``, in their order, as little as it takes.

    >>> _spread([10, 11, 40], 4)
    [9.0, 13.0, 39.0]
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = [float(place) for place in places]
    for before, after in zip(order, order[1:], strict=False):
        moved[after] = max(moved[after], moved[before] + gap)
    shift = sum(new - old for new, old in zip(moved, places, strict=True)) / (len(places) or 1)
    return [place - shift for place in moved]


def _upright(ax: Axes, marks: Sequence[Mark], top: float) -> None:
    """Upright lines of reference, their names above on the outer side of each."""
    middle = sum(mark.value for mark in marks) / (len(marks) or 1)
    for index, mark in enumerate(marks):
        left = (mark.value, index) < (middle, len(marks) / 2)
        ax.plot(
            [mark.value] * 2,
            [0, top],
            color=INK,
            linewidth=1.2,
            linestyle=(0, (3, 2)),
            label=mark.name,
            zorder=2,
        )
        small_beside(
            ax, mark.name, (mark.value, top), (-5 if left else 5, 0), va="top", path_effects=halo()
        )


def cone(
    tracks: Sequence[Track],
    start: tuple[float, float],
    rays: Sequence[Ray],
    facts: Facts,
    *,
    across_label: str,
    up_label: str,
    across: float,
    high: float,
    ticks: Sequence[float],
    up_ticks: Sequence[float],
    limit: Mark,
    due: Mark,
    more_limits: Sequence[Mark] = (),
    more_dues: Sequence[Mark] = (),
    key: Key = (),
    write_across: NumberFormat = PLAIN,
    write_up: NumberFormat = PLAIN,
    tick_write: NumberFormat = PLAIN,
    height: float = 3.1,
) -> Chart:
    """Lines up to now, and forecasts that fan out from the last point, with a shaded band.

    Parameters
    ----------
    tracks
        What has been so far; the key names their looks.
    start
        Where the forecasts begin.
    rays
        The forecasts; none of them when all is done.
    across, high
        Ends of the two axes, which begin at 0.
    limit, due
        The value and the time that the plan allows, drawn as lines of reference.
    more_limits, more_dues
        Values above ``limit`` and times after ``due`` that count as well.
    tick_write
        How the numbers of the upright axis read, where that is shorter than ``write_up``.
    """
    panel = Panel("", across_label, up_label, across_label)
    for ray in rays:
        panel.add(write_across(ray.x), "", f"{write_up(ray.y)}, {ray.name}")
    track_rows(panel, tracks, write_across, write_up)
    limits, dues = [limit, *more_limits], [due, *more_dues]
    panel.notes += [f"Line at {write_up(one.value)}: {one.name}." for one in limits]
    panel.notes += [f"Line at {write_across(one.value)}: {one.name}." for one in dues]

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(height)
        for one in limits:
            ax.plot([0, across], [one.value] * 2, color=SOFT_INK, linewidth=1, label=one.name)
            offset, side = ((2, 3), "baseline") if one is limits[-1] else ((2, -3), "top")
            small_beside(ax, one.name, (0, one.value), offset, color=SOFT_INK, va=side)
        for one in dues:
            ax.plot([one.value] * 2, [0, high], color=SOFT_INK, linewidth=1, label=one.name)
            look = {"color": SOFT_INK, "path_effects": halo(), "va": "baseline"}
            small_beside(ax, one.name, (one.value, 0), (4, 4), **look)
        if rays:
            edge = [start, *sorted(((ray.x, ray.y) for ray in rays), key=lambda end: end[1])]
            ax.fill(*zip(*edge, strict=True), color=PROJECT.tint, linewidth=0, zorder=1)
        for track in tracks:
            draw_track(ax, track, markevery=[-1], zorder=4)
        places = _spread([ray.y for ray in rays], _PITCH / (height - _ROOM) * high)
        for ray, place in zip(rays, places, strict=True):
            ink = INK if ray.chosen else SOFT_INK
            ax.plot(
                [start[0], ray.x],
                [start[1], ray.y],
                color=ink,
                linewidth=2 if ray.chosen else 1,
                linestyle=(0, (2, 2)),
                zorder=3,
            )
            ax.scatter([ray.x], [ray.y], s=30, color=ink, zorder=4)
            small_beside(
                ax,
                f"{write_up(ray.y)}, {ray.name}",
                (ray.x, place),
                (9, 0),
                color=ink,
                weight="bold" if ray.chosen else "normal",
                zorder=5,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 1.2},
            )
        scale_axes(
            ax, across_label, up_label, (0, across), high, ticks, up_ticks, up_write=tick_write
        )

    return Chart(facts, [panel], paint, key=key)


def burn_charts(
    left: Track,
    tracks: Sequence[Track],
    ends: Sequence[Mark],
    facts: Facts,
    *,
    titles: tuple[str, str],
    across_label: str,
    up_label: str,
    across: float,
    high: float,
    ticks: Sequence[float],
    up_ticks: Sequence[float],
    write_across: NumberFormat = PLAIN,
) -> Chart:
    """A burn-down above a burn-up of the same sprints, on the same axes, with the ends forecast.

    Parameters
    ----------
    left
        The work left: the burn-down.
    tracks
        The scope and the work done: the burn-up.
    ends
        When the work may be done; upright lines in the burn-up.
    titles
        Over the burn-down, and over the burn-up.
    """
    shown: list[Sequence[Track]] = [[left], tracks]
    panels = []
    for title, drawn in zip(titles, shown, strict=True):
        panels.append(Panel(title, across_label, up_label, across_label))
        track_rows(panels[-1], drawn, write_across)
    panels[1].notes += [f"Line at {write_across(end.value)}: {end.name}." for end in ends]

    def paint(canvas: Canvas) -> None:
        for ax, title, drawn in zip(canvas.grid(5.0, 2, 1)[:, 0], titles, shown, strict=True):
            ax.set_title(title)
            draw_curves(ax, drawn, high=high, number_points=len(drawn) == 1, height=3.6)
            scale_axes(
                ax, across_label, up_label, (-0.4, across), high, ticks, up_ticks, up_write=PLAIN
            )
        _upright(ax, ends, high * 0.97)

    return Chart(facts, panels, paint)


def staircase(
    stairs: Sequence[Track],
    points: Sequence[tuple[str, float, float]],
    marks: Sequence[Mark],
    facts: Facts,
    *,
    across_label: str,
    up_label: str,
    span: tuple[float, float],
    ticks: Sequence[float],
    write_across: NumberFormat = PLAIN,
    write_up: NumberFormat = PLAIN,
    tick_write: NumberFormat = PLAIN,
    key: Key = (),
) -> Chart:
    """Chances that grow in jumps, since only some sums can come about; marks stand upright.

    Parameters
    ----------
    stairs
        The staircases: at each of ``xs`` the chance, in percent, jumps to that of ``ys``. The key
        names their looks.
    points
        Name, place and chance read off each staircase, in their order; the words stand at the
        lower right, where chances that grow leave room.
    marks
        Sums to hold the staircases against.
    """
    panel = Panel("", across_label, up_label, across_label)
    for name, x, chance in points:
        panel.add(write_across(x), "", f"{write_up(chance)} {name}")
    for stair in stairs:
        panel.add_all(map(write_across, stair.xs), stair.name, map(write_up, stair.ys))
    panel.notes += [f"Line at {write_across(mark.value)}: {mark.name}." for mark in marks]

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(3.1)
        for stair in stairs:
            ax.plot(
                stair.xs,
                stair.ys,
                drawstyle="steps-post",
                color=stair.look.colour,
                label=stair.name,
                linestyle=(0, (4, 2)) if stair.dashed else "-",
                zorder=3,
            )
        _upright(ax, marks, 116)
        for row, ((name, x, chance), stair) in enumerate(zip(points, stairs, strict=True)):
            draw_dots(ax, [x], [chance], stair.look, s=70, linewidth=1, zorder=4)
            beside(
                ax,
                f"{write_up(chance)} {name}",
                (span[1], 36 - 13 * row),
                (-8, 0),
                color=look_ink(stair.look),
                weight="bold",
                path_effects=halo(),
                zorder=5,
            )
        scale_axes(
            ax,
            across_label,
            up_label,
            span,
            118,
            ticks,
            range(0, 101, 25),
            tick_write=tick_write,
            up_write=number(after="%"),
        )

    return Chart(facts, [panel], paint, key=key)
