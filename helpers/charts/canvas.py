"""`Canvas`: a figure with its title, key and notes set, and room kept for the plot.

matplotlib is loaded when something is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

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
from .words import PLAIN, NumberFormat, width_of, wrap, wrap_evenly

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_EDGE = 0.18  # inches of margin on every side
_LINE = 1.32  # line pitch in font sizes
ROOM = WIDTH - 2 * _EDGE
"""Inches across that a plot may fill."""
STAMP = "Illustrative: invented numbers"

Key = Sequence[tuple[Look, str]]


def _pitch(size: float) -> float:
    return size / 72 * _LINE


class Canvas:
    """Sets the words of a chart around its plot.

    Parameters
    ----------
    title, key, note
        The words; see `Chart`.
    illustrative
        Whether to stamp the picture so.
    """

    figure: Figure

    def __init__(self, title: str, key: Key, note: str, illustrative: bool):
        self._title, self._key, self._note = title, key, note
        self._illustrative = illustrative

    def axes(self, height: float, *, swatches: bool = False) -> Axes:
        """Set the words around one plot of ``height`` inches, its tick labels included.

        The key shows ``swatches`` (for bars) or markers (for points).
        """
        return self.grid(height, 1, 1, swatches=swatches)[0][0]

    def grid(
        self, height: float, rows: int, columns: int, *, swatches: bool = False, **options: Any
    ) -> Any:
        """Set the words around rows and columns of plots; return the axes as an array of rows."""
        from matplotlib.figure import Figure

        from .pixels import ChartCanvas

        title = wrap_evenly(self._title, ROOM, TITLE_SIZE, bold=True)
        notes = wrap_evenly(self._note, ROOM, SMALL_SIZE) if self._note else []
        entries = [(look, wrap(text, ROOM - 0.25, SMALL_SIZE)) for look, text in self._key]
        key_lines = sum(len(lines) for _, lines in entries)
        top = _EDGE + len(title) * _pitch(TITLE_SIZE) + 0.1
        top += (key_lines * _pitch(SMALL_SIZE) + 0.12) if entries else 0.06
        stamp = 0.34 if self._illustrative else 0.0
        bottom = _EDGE + stamp + (len(notes) * _pitch(SMALL_SIZE) + 0.1 if notes else 0.0)
        self._height = top + height + bottom
        self.figure = Figure(figsize=(WIDTH, self._height))
        ChartCanvas(self.figure)
        left = _EDGE / WIDTH
        self.figure.set_layout_engine(
            "constrained",
            h_pad=0.02,
            w_pad=0.02,
            hspace=0.06,
            wspace=0.05,
            rect=(left, bottom / self._height, 1 - 2 * left, height / self._height),
        )
        y = self._text("\n".join(title), _EDGE, TITLE_SIZE, weight="bold", color=INK)
        y += 0.08
        for look, lines in entries:
            self._swatch(look, y + _pitch(SMALL_SIZE) / 2, swatches)
            y = self._text("\n".join(lines), y, SMALL_SIZE, x=_EDGE + 0.25, color=look_ink(look))
        if notes:
            self._text("\n".join(notes), top + height + 0.1, SMALL_SIZE, color=SOFT_INK)
        if self._illustrative:
            self._stamp()
        return self.figure.subplots(rows, columns, squeeze=False, **options)

    def _text(self, text: str, y: float, size: float, x: float = _EDGE, **style: Any) -> float:
        """Set text with its top ``y`` inches below the upper edge; return its lower end."""
        self.figure.text(
            x / WIDTH,
            1 - y / self._height,
            text,
            size=size,
            va="top",
            ha="left",
            linespacing=_LINE,
            **style,
        )
        return y + (text.count("\n") + 1) * _pitch(size)

    def _swatch(self, look: Look, y: float, bars: bool) -> None:
        from matplotlib.lines import Line2D
        from matplotlib.patches import Rectangle

        middle = 1 - (y - 0.02) / self._height
        swatch: Artist
        if bars:
            tall = 0.11 / self._height
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
        from matplotlib.patches import FancyBboxPatch

        width = width_of(STAMP, SMALL_SIZE) * 1.02 + 0.2
        x, y = WIDTH - _EDGE - width, _EDGE
        self.figure.add_artist(
            FancyBboxPatch(
                (x / WIDTH, y / self._height),
                width / WIDTH,
                0.24 / self._height,
                boxstyle="square,pad=0",
                facecolor=STAMP_PAPER,
                edgecolor="none",
                transform=self.figure.transFigure,
            )
        )
        self.figure.text(
            (x + width / 2) / WIDTH,
            (y + 0.115) / self._height,
            STAMP,
            size=SMALL_SIZE,
            ha="center",
            va="center",
            color=INK,
        )


def look_ink(look: Look) -> str:
    """A colour for words that belong to a look: its own for the two sides, ink for the greys."""
    return look.colour if look in (PRODUCT, PROJECT) else INK


@cache
def halo() -> list[Any]:
    """Paper around words that may stand on a line."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=3, foreground=PAPER)]


def name_ticks(axis: Any, places: Sequence[float], names: Sequence[str]) -> None:
    """Give an axis of categories its names."""
    from matplotlib.ticker import FixedFormatter, FixedLocator

    axis.set_major_locator(FixedLocator(list(places)))
    axis.set_major_formatter(FixedFormatter(list(names)))


def category_axis(
    ax: Axes, names: Sequence[str], label: str, *, span: float = 0.5, wrap_at: float = 2.6
) -> None:
    """Name the rows of a horizontal chart, first row on top, and label the column of names."""
    from matplotlib.transforms import ScaledTranslation

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
    tick_write: NumberFormat | None = None,
) -> None:
    """Label the value axis of a horizontal chart with its unit, and draw its light grid."""
    ax.set_xlim(low, high)
    ax.set_xlabel(label, loc="left")
    if ticks is not None:
        ax.set_xticks(ticks)
    write = tick_write or (PLAIN if high >= 1000 else None)
    if write:
        ax.xaxis.set_major_formatter(lambda value, _: write(value))
    ax.grid(axis="x")


def rows_height(
    names: Sequence[str], least: float, wrap_at: float = 2.6, pitch: float | None = None
) -> float:
    """Height in inches for named rows, so that names of several lines do not touch.

    A ``pitch``, the height of one row, is taken as it is.
    """
    if pitch:
        return len(names) * pitch
    lines = max(len(wrap(name, wrap_at, BASE_SIZE)) for name in names)
    return len(names) * max(least, lines * 0.18 + 0.08)


def scale_axes(
    ax: Axes,
    across: str,
    up: str,
    span: tuple[float, float],
    high: float,
    ticks: Sequence[float] | None = None,
    up_ticks: Sequence[float] | None = None,
    *,
    tick_write: NumberFormat | None = None,
    up_write: NumberFormat | None = None,
) -> None:
    """Label the two axes of a plot of lines or points, place their ticks, and draw a light grid.

    The upright axis begins at 0; ``tick_write`` and ``up_write`` say how its numbers read.
    """
    ax.set_xlim(*span)
    ax.set_ylim(0, high)
    if ticks is not None:
        ax.set_xticks(ticks)
    if up_ticks is not None:
        ax.set_yticks(up_ticks)
    if tick_write:
        ax.xaxis.set_major_formatter(lambda value, _: tick_write(value))
    if up_write:
        ax.yaxis.set_major_formatter(lambda value, _: up_write(value))
    ax.set_xlabel(across, loc="left")
    ax.set_ylabel(up)
    ax.grid(axis="y")


def name_top(ax: Axes, names: Sequence[str], label: str) -> None:
    """Name the columns of a grid of cells above it."""
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    name_ticks(ax.xaxis, range(len(names)), names)
    ax.set_xlabel(label, loc="left")
    ax.spines["bottom"].set_visible(False)


def shade_cells(ax: Axes, fills: Sequence[Any], width: int) -> None:
    """Fill a grid of cells, ``width`` in a row, each with its own colour."""
    from matplotlib.colors import ListedColormap

    ax.imshow(
        [range(start, start + width) for start in range(0, len(fills), width)],
        cmap=ListedColormap(fills),
        vmin=-0.5,
        vmax=len(fills) - 0.5,
        aspect="auto",
        interpolation="nearest",
    )


def draw_dots(
    ax: Axes, xs: Sequence[float], ys: Sequence[float], look: Look, name: str = "", **style: Any
) -> Any:
    """Draw the points of one series in its look, with a rim of paper."""
    usual: dict[str, Any] = {"s": 78, "edgecolor": PAPER, "linewidth": 0.9, "zorder": 3} | style
    return ax.scatter(xs, ys, label=name, marker=look.marker, color=look.colour, **usual)


def inside(ax: Axes, x: float, y: float, words: str, **style: Any) -> None:
    """Write words with their middle at a place of the plot."""
    ax.text(x, y, words, ha="center", va="center", **style)


def beside(
    ax: Axes, words: str, at: tuple[float, float], shift: tuple[float, float], **style: Any
) -> None:
    """Write words beside a place of the plot, ``shift`` points to the right and up.

    They begin there or end there, on the side away from the place, unless ``style`` says otherwise.
    """
    across, up = shift
    sides = {
        "ha": "left" if across > 0 else "right" if across < 0 else "center",
        "va": "bottom" if up > 0 else "top" if up < 0 else "center",
    }
    ax.annotate(words, at, xytext=shift, textcoords="offset points", **(sides | style))


small_beside = partial(beside, size=SMALL_SIZE)
"""`beside` in small type."""
