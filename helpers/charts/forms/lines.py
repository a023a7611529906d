"""Forms with lines over time: each line is named at its end, not in a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from ..canvas import Canvas
from ..chart import Chart, Facts
from ..style import NEUTRAL, PAPER, SMALL_SIZE, SOFT_INK, TINT, Look, in_house_style
from ..words import PLAIN, NumberFormat, wrap
from .bars import HALO

_NAME = 14.0  # points that the name of a line takes


@dataclass(frozen=True)
class Track:
    """One line: its name, its points, its look, and which way its name stands."""

    name: str
    xs: Sequence[float]
    ys: Sequence[float]
    look: Look = NEUTRAL
    dashed: bool = False


@dataclass(frozen=True)
class Stage:
    """A stretch of the horizontal axis with a name and a line or two about it."""

    name: str
    start: float
    end: float
    text: str = ""


@in_house_style
def curves(
    tracks: Sequence[Track],
    facts: Facts,
    *,
    across_label: str,
    up_label: str,
    span: tuple[float, float],
    high: float,
    ticks: Sequence[float],
    up_ticks: Sequence[float] | None = None,
    stages: Sequence[Stage] = (),
    callouts: Sequence[tuple[str, float, float]] = (),
    write_across: NumberFormat = PLAIN,
    write_up: NumberFormat = PLAIN,
    number_points: bool = True,
    height: float = 3.6,
    note: str = "",
    ax: Axes | None = None,
) -> Chart:
    """Lines over time, named at their last point; stages as bands with their own words."""
    canvas = Canvas(facts, height, note=note, ax=ax)
    ax = canvas.axes()
    low, far = span
    for position, stage in enumerate(stages):
        if position % 2 == 0:
            band = ax.axvspan(stage.start, stage.end, color=TINT, zorder=0, gid="decor")
            band.set_edgecolor("none")
        share = (stage.end - stage.start) / (far - low)
        lines = [stage.name, *wrap(stage.text, share * 6.7 - 0.16, SMALL_SIZE)]
        ax.annotate(
            lines[0],
            (stage.start, high),
            xytext=(6, -6),
            textcoords="offset points",
            va="top",
            weight="bold",
            size=SMALL_SIZE,
            gid="lead",
        )
        ax.annotate(
            "\n".join(lines[1:]),
            (stage.start, high),
            xytext=(6, -22),
            textcoords="offset points",
            va="top",
            size=SMALL_SIZE,
            color=SOFT_INK,
            linespacing=1.25,
        )
    heights = _apart([track.ys[-1] / high * height * 55 for track in tracks])
    for track, lift in zip(tracks, heights, strict=True):
        ax.plot(
            track.xs,
            track.ys,
            color=track.look.colour,
            marker=track.look.marker,
            markersize=7,
            markeredgecolor=PAPER,
            label=track.name,
            linestyle=(0, (5, 2)) if track.dashed else "-",
            clip_on=False,
            zorder=3,
        )
        if number_points:
            for index, (x, y) in enumerate(zip(track.xs, track.ys, strict=True)):
                ax.annotate(
                    write_up(y),
                    (x, y),
                    xytext=(0, 8),
                    textcoords="offset points",
                    ha="center",
                    va="bottom",
                    color=track.look.colour,
                    gid=f"label:{track.name}:{index}",
                    path_effects=HALO,
                )
        if len(tracks) > 1:
            ax.annotate(
                track.name,
                (track.xs[-1], track.ys[-1]),
                xytext=(12, lift),
                textcoords="offset points",
                va="center",
                color=track.look.colour,
                weight="bold",
                gid="decor",
            )
    for text, x, y in callouts:
        ax.annotate(
            text,
            (x, y),
            xytext=(0, -34),
            textcoords="offset points",
            ha="center",
            va="top",
            arrowprops={"arrowstyle": "-", "color": SOFT_INK, "shrinkB": 6},
        )
    ax.set_xlim(low, far)
    ax.set_ylim(0, high)
    ax.set_xticks(ticks)
    if up_ticks is not None:
        ax.set_yticks(up_ticks)
        ax.yaxis.set_major_formatter(lambda value, _: write_up(value))
    ax.set_xlabel(across_label, loc="left")
    ax.set_ylabel(up_label)
    ax.grid(axis="y")
    ax.fmt_xdata, ax.fmt_ydata = write_across, write_up
    return canvas.chart()


def _apart(places: Sequence[float]) -> list[float]:
    """How far, in points, to lift each name so that names of ends close together do not touch."""
    lifts, below = [0.0] * len(places), float("-inf")
    for index in sorted(range(len(places)), key=lambda i: places[i]):
        place = max(places[index], below + _NAME)
        lifts[index], below = place - places[index], place
    return lifts
