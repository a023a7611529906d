"""Lines that grow from day to day, in panels under each other, held against lines of reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..canvas import Canvas, Key, beside, halo
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, SMALL_SIZE, SOFT_INK
from ..words import PLAIN, NumberFormat
from .lines import Track, draw_track, track_rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True)
class WatchPanel:
    """One panel: its lines, its upright axis, and the heights that it is held against.

    The last value of each line is written after it, for the first line a little higher.
    """

    title: str
    tracks: Sequence[Track]
    up_label: str
    span: tuple[float, float]
    up_ticks: Sequence[float]
    marks: Sequence[tuple[str, float]] = ()
    write: NumberFormat = PLAIN

    def draw(self, ax: Axes) -> None:
        """Draw into ``ax``."""
        for name, height in self.marks:
            ax.axhline(height, color=INK, linewidth=1.2, linestyle=(0, (3, 2)), label=name)
        for track in self.tracks:
            draw_track(ax, track, markersize=5, clip_on=True)
            below = track is not self.tracks[0]
            beside(
                ax,
                self.write(track.ys[-1]),
                (track.xs[-1], track.ys[-1]),
                (9, 0 if below else 7),
                color=track.look.colour,
                weight="bold",
                path_effects=halo(),
                zorder=4,
            )
        ax.set_ylim(*self.span)
        ax.set_yticks(self.up_ticks)
        ax.yaxis.set_major_formatter(lambda value, _: PLAIN(value))
        ax.set_ylabel(self.up_label, color=SOFT_INK, size=SMALL_SIZE)
        ax.set_title(self.title)
        ax.grid(axis="y")


def watch_panels(
    panels: Sequence[WatchPanel],
    facts: Facts,
    *,
    across_label: str,
    span: tuple[float, float],
    ticks: Sequence[float],
    write_across: NumberFormat = PLAIN,
    key: Key = (),
    height: float = 2.0,
) -> Chart:
    """Panels of lines under each other over the same days, ``height`` inches each.

    The days are named once, under the last panel.
    """
    rows = []
    for panel in panels:
        drawn = Panel(panel.title, "", panel.up_label, across_label)
        track_rows(drawn, panel.tracks, write_across, panel.write)
        drawn.notes += [f"Line at {panel.write(place)}: {name}." for name, place in panel.marks]
        rows.append(drawn)
    rows[-1].across = across_label

    def paint(canvas: Canvas) -> None:
        drawn = canvas.grid(height * len(panels), len(panels), 1)[:, 0]
        for ax, panel in zip(drawn, panels, strict=True):
            panel.draw(ax)
            ax.set_xlim(*span)
            ax.set_xticks(ticks)
            ax.tick_params(axis="x", labelbottom=ax is drawn[-1])
        drawn[-1].set_xlabel(across_label, loc="left")

    return Chart(facts, rows, paint, key=key)
