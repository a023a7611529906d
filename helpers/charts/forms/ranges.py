"""Forms that show how far a small count can be trusted: bars with a range below them."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from ..canvas import Canvas, category_axis, value_axis
from ..chart import Chart, Facts
from ..style import INK, NEUTRAL, SMALL_SIZE, SOFT_INK, Look, in_house_style
from ..words import number
from .bars import draw_bars

_ENDS = "ends of the range"
_SIGNED = number(sign=True)


@in_house_style
def counts_and_range(
    rows: Sequence[tuple[str, float, Look]],
    span: tuple[str, float, float],
    facts: Facts,
    *,
    value_label: str,
    category_label: str,
    low: float,
    high: float,
    note: str = "",
    ax: Axes | None = None,
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
    """
    name, least, most = span
    names = [row[0] for row in rows] + [name]
    last = len(rows)
    canvas = Canvas(facts, 0.42 * len(names) + 0.95, note=note, ax=ax)
    ax = canvas.axes()
    looks = [look for _, _, look in rows]
    draw_bars(ax, range(last), [value for _, value, _ in rows], looks, "", number())
    ax.plot(
        [least, most], [last, last], color=NEUTRAL.colour, marker="|", markersize=13,
        markeredgewidth=2.2, label=_ENDS,
    )
    for index, (end, side) in enumerate(((least, "right"), (most, "left"))):
        ax.annotate(
            _SIGNED(end), (end, last), xytext=(-7 if side == "right" else 7, 0),
            textcoords="offset points", va="center", ha=side, color=INK, size=SMALL_SIZE,
            gid=f"label:{_ENDS}:{index}",
        )
    category_axis(ax, names, category_label)
    value_axis(ax, value_label, low, high)
    ax.axvline(0, color=SOFT_INK, linewidth=1, gid="decor")
    return canvas.chart()
