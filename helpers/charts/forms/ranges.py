"""Forms that show how far a small count can be trusted: bars with a range, dots with intervals."""

from __future__ import annotations

from collections.abc import Sequence

from ..canvas import Canvas, category_axis, draw_dots, rows_height, small_beside, value_axis
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, NEUTRAL, SOFT_INK, Look
from ..words import PLAIN, NumberFormat, number
from .bars import draw_bars

_ENDS, _INTERVAL = "ends of the range", "ends of the interval"
_SIGNED = number(sign=True)


def counts_and_range(
    rows: Sequence[tuple[str, float, Look]],
    span: tuple[str, float, float],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    low: float,
    high: float,
    write: NumberFormat = PLAIN,
) -> Chart:
    """Bars from zero, one a row, and below them a range drawn as a line with two ends.

    Parameters
    ----------
    rows
        Name, value and look of each bar.
    span
        Name of the range's row, its lower and its upper end.
    low, high
        Ends of the value axis; zero lies between them.
    write
        How the bars' numbers read.
    """
    name, least, most = span
    names = [row[0] for row in rows] + [name]
    last = len(rows)
    panel = Panel("", value_label, category_label, category_label, names)
    panel.add_all(names[:-1], "", [write(value) for _, value, _ in rows])
    panel.add_all([name, name], _ENDS, [_SIGNED(least), _SIGNED(most)])

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(0.42 * len(names) + 0.95)
        looks = [look for _, _, look in rows]
        draw_bars(ax, range(last), [value for _, value, _ in rows], looks, "", write)
        ax.plot(
            [least, most],
            [last, last],
            color=NEUTRAL.colour,
            marker="|",
            markersize=13,
            markeredgewidth=2.2,
            label=_ENDS,
        )
        for end, shift in ((least, -7), (most, 7)):
            small_beside(ax, _SIGNED(end), (end, last), (shift, 0), color=INK)
        category_axis(ax, names, category_label)
        value_axis(ax, value_label, low, high)
        ax.axvline(0, color=SOFT_INK, linewidth=1)

    return Chart(facts, [panel], paint)


def intervals(
    rows: Sequence[tuple[str, float, float, float]],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    series: str,
    low: float,
    high: float,
    write: NumberFormat,
    ends: bool = False,
) -> Chart:
    """A dot a row with a line through it from the lower to the upper end of its interval.

    Parameters
    ----------
    rows
        Name, value, lower and upper end.
    series
        What the dots are, for the text twin.
    low, high
        Ends of the value axis.
    write
        How numbers read.
    ends
        Whether the two ends are written, each on its side, and not the value.
    """
    names = [row[0] for row in rows]
    panel = Panel("", value_label, category_label, category_label, names)
    panel.add_all(names, series, [write(value) for _, value, _, _ in rows])
    for name, _, least, most in rows:
        panel.add_all([name, name], _INTERVAL, [write(least), write(most)])

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(rows_height(names, 0.36) + 0.85)
        for place, (_, _, least, most) in enumerate(rows):
            ax.plot(
                [least, most],
                [place, place],
                color=SOFT_INK,
                linewidth=1.6,
                marker="|",
                markersize=9,
                markeredgewidth=1.6,
                label=_INTERVAL,
            )
        values = [row[1] for row in rows]
        draw_dots(ax, values, range(len(rows)), NEUTRAL, series, s=62)
        for place, (_, value, least, most) in enumerate(rows):
            if ends and least < most:
                small_beside(ax, write(least), (least, place), (-8, 0), color=INK)
            small_beside(ax, write(most if ends else value), (most, place), (8, 0), color=INK)
        category_axis(ax, names, category_label)
        value_axis(ax, value_label, low, high)
        ax.axvline(0, color=SOFT_INK, linewidth=1)

    return Chart(facts, [panel], paint)
