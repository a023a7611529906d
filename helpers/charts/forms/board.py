"""A board of cards in columns: each card as tall as its work, the columns side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..canvas import Canvas, Key, inside, name_ticks, scale_axes, small_beside
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, PAPER, SMALL_SIZE, Look
from ..words import NumberFormat, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDE = 0.9  # of a column
_INCHES = 1.6  # of a card, for its words


@dataclass(frozen=True)
class BoardCard:
    """A card: its column, its words, how much work it is, and its kind with the look of that.

    ``more`` is a second thing to say on it.
    """

    column: int
    text: str
    size: float
    kind: str
    look: Look
    more: str = ""

    @property
    def words(self) -> str:
        return f"{self.text}, {self.more}" if self.more else self.text


def board(
    columns: Sequence[str],
    cards: Sequence[BoardCard],
    facts: Facts,
    *,
    size_label: str,
    column_label: str,
    high: float,
    ticks: Sequence[float],
    write: NumberFormat,
    limit: tuple[str, float],
    key: Key = (),
) -> Chart:
    """Cards on each other in columns, the first at the bottom.

    Parameters
    ----------
    columns
        Names of the columns, from left to right.
    size_label, column_label
        What the two axes hold.
    high, ticks
        Upper end and ticks of the axis of work.
    limit
        Name and height of a line across the first column: the room it has.
    """
    kinds = list(dict.fromkeys(card.kind for card in cards))
    name, room = limit
    panel = Panel("", column_label, size_label, column_label, columns)
    for kind in kinds:
        for card in (card for card in cards if card.kind == kind):
            said = write(card.size)
            told = said in card.words
            panel.add(columns[card.column], kind, card.words if told else f"{card.words}, {said}")
    panel.notes.append(f"Line at {write(room)}: {name}.")

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(4.3, swatches=True)
        feet = _feet(cards)
        for kind in kinds:
            chosen = [n for n, card in enumerate(cards) if card.kind == kind]
            ax.bar(
                [cards[n].column for n in chosen],
                [cards[n].size for n in chosen],
                bottom=[feet[n] for n in chosen],
                width=_WIDE,
                label=kind,
                edgecolor=PAPER,
                linewidth=2,
                color=[cards[n].look.colour for n in chosen],
                zorder=2,
            )
            for n in chosen:
                _words(ax, cards[n], feet[n])
        ax.plot(
            [-0.49, 0.49],
            [room, room],
            color=INK,
            linewidth=1.8,
            linestyle=(0, (4, 2)),
            label=name,
            zorder=3,
        )
        small_beside(ax, name, (0.49, room), (4, 0), color=INK, zorder=4)
        name_ticks(ax.xaxis, range(len(columns)), columns)
        ax.tick_params(axis="x", labelcolor=INK)
        span = -0.5, len(columns) - 0.5
        scale_axes(ax, column_label, size_label, span=span, high=high, up_ticks=ticks)

    return Chart(facts, [panel], paint, key=key)


def _feet(cards: Sequence[BoardCard]) -> list[float]:
    """Where each card begins: on the cards before it in its column."""
    tops: dict[int, float] = {}
    feet = []
    for card in cards:
        feet.append(tops.get(card.column, 0.0))
        tops[card.column] = feet[-1] + card.size
    return feet


def _words(ax: Axes, card: BoardCard, foot: float) -> None:
    lines = wrap(card.words, _INCHES, SMALL_SIZE)
    if card.more and len(lines) > 1:
        lines = [*wrap(f"{card.text},", _INCHES, SMALL_SIZE), card.more]
    inside(
        ax,
        card.column,
        foot + card.size / 2,
        "\n".join(lines),
        size=SMALL_SIZE,
        color=card.look.on_fill,
        linespacing=1.1,
        zorder=4,
        bbox={"facecolor": card.look.colour, "edgecolor": "none", "pad": 0.5},
    )
