"""`Canvas`: a figure with its title, key and notes set, and room kept for the plot."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.ticker import FixedFormatter, FixedLocator
from matplotlib.transforms import ScaledTranslation

from .chart import Chart, Facts
from .pixels import ChartCanvas
from .style import (
    BASE_SIZE,
    INK,
    PAPER,
    PRODUCT,
    PROJECT,
    SMALL_SIZE,
    SOFT_INK,
    STAMP_PAPER,
    TITLE_SIZE,
    WIDTH,
    Look,
)
from .words import NumberFormat, number, width_of, wrap, wrap_evenly

_EDGE = 0.18  # inches of margin on every side
_LINE = 1.32  # line pitch in font sizes
STAMP = "Illustrative: invented numbers"

Key = Sequence[tuple[Look, str]]


def _pitch(size: float) -> float:
    return size / 72 * _LINE


class Canvas:
    """Sets the words of a chart around a plot of a given height.

    Parameters
    ----------
    facts
        Title, description and source.
    height
        Height of the plot in inches, with its tick labels; the words come on top.
    key
        What each look stands for, one line each, under the title.
    note
        What a reader must know while reading the picture; set below the plot.
    bars
        Whether the key shows swatches (for bars) or markers (for points).
    ax
        Draw into this axes of somebody else's figure: no words around it, only its title.
    """

    def __init__(
        self,
        facts: Facts,
        height: float,
        *,
        key: Key = (),
        note: str = "",
        bars: bool = False,
        ax: Axes | None = None,
    ):
        self.facts, self._ax = facts, ax
        if ax is not None:
            self.figure = ax.figure
            ax.set_title(facts.title)
            return
        room = WIDTH - 2 * _EDGE
        title = wrap_evenly(facts.title, room, TITLE_SIZE, bold=True)
        notes = wrap_evenly(note, room, SMALL_SIZE) if note else []
        entries = [(look, wrap(text, room - 0.25, SMALL_SIZE)) for look, text in key]
        key_lines = sum(len(lines) for _, lines in entries)
        top = _EDGE + len(title) * _pitch(TITLE_SIZE) + 0.1
        top += (key_lines * _pitch(SMALL_SIZE) + 0.12) if entries else 0.06
        stamp = 0.34 if facts.illustrative else 0.0
        bottom = _EDGE + stamp + (len(notes) * _pitch(SMALL_SIZE) + 0.1 if notes else 0.0)
        self.height = top + height + bottom
        self.figure = Figure(figsize=(WIDTH, self.height))
        ChartCanvas(self.figure)
        left = _EDGE / WIDTH
        self.figure.set_layout_engine(
            "constrained",
            h_pad=0.02,
            w_pad=0.02,
            hspace=0.06,
            wspace=0.05,
            rect=(left, bottom / self.height, 1 - 2 * left, height / self.height),
        )
        y = self._text("title", "\n".join(title), _EDGE, TITLE_SIZE, weight="bold", color=INK)
        y += 0.08
        for look, lines in entries:
            self._swatch(look, y + _pitch(SMALL_SIZE) / 2, bars)
            ink = look_ink(look)
            y = self._text("key", "\n".join(lines), y, SMALL_SIZE, x=_EDGE + 0.25, color=ink)
        if notes:
            self._text("note", "\n".join(notes), top + height + 0.1, SMALL_SIZE, color=SOFT_INK)
        if facts.illustrative:
            self._stamp()

    def _text(self, gid: str, text: str, y: float, size: float, x: float = _EDGE, **style) -> float:
        """Set text with its top ``y`` inches below the upper edge; return its lower end."""
        self.figure.text(
            x / WIDTH,
            1 - y / self.height,
            text,
            size=size,
            va="top",
            ha="left",
            linespacing=_LINE,
            gid=gid,
            **style,
        )
        return y + (text.count("\n") + 1) * _pitch(size)

    def _swatch(self, look: Look, y: float, bars: bool) -> None:
        middle = 1 - (y - 0.02) / self.height
        if bars:
            tall = 0.11 / self.height
            swatch = Rectangle(
                (_EDGE / WIDTH, middle - tall / 2),
                0.16 / WIDTH,
                tall,
                linewidth=0,
                **look.fill,
                transform=self.figure.transFigure,
            )
        else:
            swatch = Line2D(
                [(_EDGE + 0.08) / WIDTH],
                [middle],
                marker=look.marker,
                markersize=7.5,
                color=look.colour,
                markeredgecolor=PAPER,
                linestyle="",
                transform=self.figure.transFigure,
            )
        self.figure.add_artist(swatch)

    def _stamp(self) -> None:
        width = width_of(STAMP, SMALL_SIZE) * 1.02 + 0.2
        x, y = WIDTH - _EDGE - width, _EDGE
        self.figure.add_artist(
            FancyBboxPatch(
                (x / WIDTH, y / self.height),
                width / WIDTH,
                0.24 / self.height,
                boxstyle="square,pad=0",
                facecolor=STAMP_PAPER,
                edgecolor="none",
                transform=self.figure.transFigure,
            )
        )
        self.figure.text(
            (x + width / 2) / WIDTH,
            (y + 0.115) / self.height,
            STAMP,
            size=SMALL_SIZE,
            ha="center",
            va="center",
            color=INK,
            gid="stamp",
        )

    def axes(self, rows: int = 1, columns: int = 1, **options):
        """Add the plot's axes, or return the caller's own."""
        if self._ax is not None:
            return self._ax
        return self.figure.subplots(rows, columns, **options)

    def chart(self) -> Chart:
        """Hand over the finished chart."""
        return Chart(self.figure, self.facts)


def look_ink(look: Look) -> str:
    """A colour for words that belong to a look: its own for the two sides, ink for the greys."""
    return look.colour if look in (PRODUCT, PROJECT) else INK


def name_ticks(axis, places: Sequence[float], names: Sequence[str]) -> None:
    """Give an axis of categories its names; the text twin finds them there."""
    axis.set_major_locator(FixedLocator(list(places)))
    axis.set_major_formatter(FixedFormatter(list(names)))


def category_axis(
    ax: Axes, names: Sequence[str], label: str, *, span: float = 0.5, wrap_at: float = 2.6
) -> None:
    """Name the rows of a horizontal chart, first row on top, and label the column of names."""
    lines = ["\n".join(wrap(name, wrap_at, BASE_SIZE)) for name in names]
    name_ticks(ax.yaxis, range(len(names)), lines)
    ax.set_ylim(len(names) - 1 + span, -span)
    ax.set_ylabel(label, rotation=0, ha="right", va="bottom")
    shift = ScaledTranslation(-6 / 72, 5 / 72, ax.figure.dpi_scale_trans)
    ax.yaxis.set_label_coords(0, 1, transform=ax.transAxes + shift)


def value_axis(
    ax: Axes,
    label: str,
    low: float,
    high: float,
    *,
    ticks: Sequence[float] | None = None,
    write: NumberFormat | None = None,
) -> None:
    """Label the value axis of a horizontal chart with its unit, and draw its light grid."""
    ax.set_xlim(low, high)
    ax.set_xlabel(label, loc="left")
    if ticks is not None:
        ax.set_xticks(ticks)
    if write is not None:
        ax.fmt_xdata = write
    if high >= 1000:
        plain = number()
        ax.xaxis.set_major_formatter(lambda value, _: plain(value))
    ax.grid(axis="x")


def rows_height(names: Sequence[str], least: float, wrap_at: float = 2.6) -> float:
    """Height in inches for named rows, so that names of several lines do not touch."""
    lines = max(len(wrap(name, wrap_at, BASE_SIZE)) for name in names)
    return len(names) * max(least, lines * 0.18 + 0.08)
