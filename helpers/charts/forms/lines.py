"""Forms with lines over time: each line is named at its end, not in a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..canvas import Canvas, beside, halo, scale_axes, small_beside
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import NEUTRAL, PAPER, SMALL_SIZE, SOFT_INK, TINT, Look
from ..words import PLAIN, NumberFormat, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

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


def track_rows(
    panel: Panel, tracks: Sequence[Track], across: NumberFormat, up: NumberFormat = PLAIN
) -> None:
    """Note the points of lines: where each stands, and its value."""
    for track in tracks:
        panel.add_all(map(across, track.xs), track.name, map(up, track.ys))


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
    between: tuple[Track, Track] | None = None,
    write_across: NumberFormat = PLAIN,
    tick_write: NumberFormat | None = None,
    number_points: bool = True,
    height: float = 3.6,
    note: str = "",
) -> Chart:
    """Lines over time, named at their last point; stages as bands with their own words.

    Parameters
    ----------
    tracks
        The lines.
    span, high
        Ends of the two axes; the upright one begins at 0.
    callouts
        Words about a point below it: text, and where the point is.
    between
        Two of the lines, of the same places across, with a faint ground from one to the other.
    write_across
        How a place on the level axis reads in the text twin, and ``tick_write`` at the axis.
    number_points
        Whether each point carries its value.
    """
    panel = Panel("", across_label, up_label, across_label)
    track_rows(panel, tracks, write_across)
    panel.notes += [f"{stage.name}: {stage.text}" for stage in stages]
    panel.notes += [text for text, _, _ in callouts]

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(height)
        _draw_stages(ax, stages, span, high)
        if between:
            upper, lower = between
            ax.fill_between(upper.xs, lower.ys, upper.ys, color=upper.look.tint, zorder=1)
        draw_curves(ax, tracks, high=high, number_points=number_points, height=height)
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
        scale_axes(
            ax,
            across_label,
            up_label,
            span,
            high,
            ticks,
            up_ticks,
            tick_write=tick_write,
            up_write=PLAIN if up_ticks is not None else None,
        )

    return Chart(facts, [panel], paint, note=note)


def _draw_stages(ax: Axes, stages: Sequence[Stage], span: tuple[float, float], high: float) -> None:
    low, far = span
    for position, stage in enumerate(stages):
        if position % 2 == 0:
            band = ax.axvspan(stage.start, stage.end, color=TINT, zorder=0)
            band.set_edgecolor("none")
        share = (stage.end - stage.start) / (far - low)
        small_beside(ax, stage.name, (stage.start, high), (6, -6), weight="bold")
        small_beside(
            ax,
            "\n".join(wrap(stage.text, share * 6.7 - 0.16, SMALL_SIZE)),
            (stage.start, high),
            (6, -22),
            color=SOFT_INK,
            linespacing=1.25,
        )


def draw_track(ax: Axes, track: Track, **style: Any) -> None:
    """Draw one line in its look, its points rimmed with paper."""
    usual: dict[str, Any] = {
        "color": track.look.colour,
        "marker": track.look.marker,
        "markersize": 7,
        "markeredgecolor": PAPER,
        "linestyle": (0, (5, 2)) if track.dashed else "-",
        "clip_on": False,
        "zorder": 3,
    }
    ax.plot(track.xs, track.ys, label=track.name, **(usual | style))


def draw_curves(
    ax: Axes, tracks: Sequence[Track], *, high: float, number_points: bool, height: float
) -> None:
    """Draw lines, each named at its end where there are several, with or without numbers."""
    heights = _apart([track.ys[-1] / high * height * 55 for track in tracks])
    for track, lift in zip(tracks, heights, strict=True):
        draw_track(ax, track)
        for x, y in zip(track.xs, track.ys, strict=True) if number_points else ():
            beside(ax, PLAIN(y), (x, y), (0, 8), color=track.look.colour, path_effects=halo())
        if len(tracks) > 1:
            beside(
                ax,
                track.name,
                (track.xs[-1], track.ys[-1]),
                (12, lift),
                va="center",
                color=track.look.colour,
                weight="bold",
            )


def _apart(places: Sequence[float]) -> list[float]:
    """How far, in points, to lift each name so that names of ends close together do not touch."""
    lifts, below = [0.0] * len(places), float("-inf")
    for index in sorted(range(len(places)), key=lambda i: places[i]):
        place = max(places[index], below + _NAME)
        lifts[index], below = place - places[index], place
    return lifts
