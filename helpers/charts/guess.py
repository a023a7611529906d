"""What a learner guessed, marked on the picture that tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .canvas import halo
from .style import INK, PAPER, SMALL_SIZE
from .words import one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class GuessMark:
    """One mark of a guess.

    It stands in the row of the picture named ``row``: at ``value``, or at the end of the row with
    ``words`` where there is no value. Without a row it is a line through the picture at ``value``
    on the axis ``line`` (``across`` or ``up``).
    """

    row: str = ""
    value: float | None = None
    words: str = "your guess"
    line: str = ""


def draw_guess(figure: Figure, marks: Sequence[GuessMark]) -> None:
    """Draw the marks; one whose row is not on the picture is left to the words below it."""
    for mark in marks:
        for ax in figure.axes:
            if mark.line:
                _draw_line(ax, mark)
                break
            if _draw_in_row(ax, mark):
                break


def _draw_line(ax: Any, mark: GuessMark) -> None:
    style = {"color": INK, "linestyle": (0, (4, 3)), "linewidth": 1.6, "zorder": 8}
    words = {"size": SMALL_SIZE, "color": INK, "path_effects": halo(), "zorder": 9}
    if mark.line == "across":
        ax.axvline(mark.value, **style)
        place = {"xy": (mark.value, 1), "xycoords": ("data", "axes fraction")}
        ax.annotate(
            mark.words, xytext=(4, -3), textcoords="offset points", va="top", **place, **words
        )
    else:
        ax.axhline(mark.value, **style)
        place = {"xy": (1, mark.value), "xycoords": ("axes fraction", "data")}
        ax.annotate(
            mark.words, xytext=(-4, 3), textcoords="offset points", ha="right", **place, **words
        )


def _draw_in_row(ax: Any, mark: GuessMark) -> bool:
    for axis, upright in ((ax.yaxis, False), (ax.xaxis, True)):
        names = [one_line(name) for name in getattr(axis.get_major_formatter(), "seq", ())]
        if mark.row not in names:
            continue
        place = axis.get_majorticklocs()[names.index(mark.row)]
        if mark.value is not None:
            x, y = (place, mark.value) if upright else (mark.value, place)
            low, high = ax.get_xlim(), ax.get_ylim()
            ax.plot(
                [x],
                [y],
                marker="D",
                markersize=10,
                markerfacecolor=PAPER,
                markeredgecolor=INK,
                markeredgewidth=2,
                linestyle="",
                zorder=9,
            )
            ax.set(xlim=_with(low, x), ylim=_with(high, y))
        else:
            edge = (place, 1) if upright else (1, place)
            ax.annotate(
                mark.words if upright else f"\N{LEFTWARDS ARROW} {mark.words}",
                edge,
                xycoords=("data", "axes fraction") if upright else ("axes fraction", "data"),
                xytext=(0, 4) if upright else (6, 0),
                textcoords="offset points",
                ha="center" if upright else "left",
                va="bottom" if upright else "center",
                color=INK,
                size=SMALL_SIZE,
                weight="bold",
                annotation_clip=False,
            )
        return True
    return False


def _with(ends: tuple[float, float], value: float) -> tuple[float, float]:
    """The ends of a scale, moved where a mark would lie outside; a scale may run downwards."""
    low, high = min(ends), max(ends)
    if low <= value <= high:
        return ends
    room = (high - low) * 0.04
    low, high = min(low, value - room), max(high, value + room)
    return (low, high) if ends[0] < ends[1] else (high, low)
