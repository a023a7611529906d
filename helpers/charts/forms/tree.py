"""A tree: boxes in columns, each hung under a box of the column before it, or under nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from ..canvas import Canvas, Key, name_ticks
from ..chart import Chart, Facts
from ..style import INK, PALE, SMALL_SIZE, SOFT_INK, WIDTH, Look, in_house_style
from ..words import one_line, wrap

TOP, NOTHING = "At the top", "Under nothing"
_ROOM = WIDTH - 2 * 0.18  # inches across
_GAP, _ROW = 0.3, 0.6  # inches between columns, and of a row
_TALL = 0.84  # of a row: the box in it
_APART = 0.001  # of a row: no two boxes share a height, so each has its own place on the axis


@dataclass(frozen=True)
class Node:
    """A box: what stands in it, its column, and the text of the box that it hangs under.

    ``more`` is a second thing to say in the box; ``kind`` is the name of its sort in the table.
    """

    text: str
    column: int
    parent: str
    kind: str
    look: Look = PALE
    more: str = ""


@dataclass(frozen=True)
class _Placed:
    node: Node
    row: float
    box: Rectangle
    words: Text


def _rows(nodes: Sequence[Node]) -> dict[str, float]:
    """A row for each node: leaves below each other, a parent half way down its children."""
    below: dict[str, list[Node]] = {}
    known = {node.text for node in nodes}
    for node in nodes:
        below.setdefault(node.parent if node.parent in known else "", []).append(node)
    rows: dict[str, float] = {}
    leaves = iter(range(len(nodes)))

    def place(node: Node) -> float:
        children = [place(child) for child in below.get(node.text, ())]
        rows[node.text] = (children[0] + children[-1]) / 2 if children else next(leaves)
        return rows[node.text]

    for root in sorted(below.get("", ()), key=lambda node: node.column):
        place(root)
    return rows


def _hung(placed: Sequence[_Placed], ax: Axes) -> Iterator[tuple[float, str]]:
    """Where each box stands and what it hangs under, as the drawn lines and texts say."""
    ends = [(line.get_xdata(), line.get_ydata()) for line in ax.lines]
    for one in placed:
        above = [_at(placed, xs[0], ys[0]) for xs, ys in ends if _at(placed, xs[-1], ys[-1]) is one]
        if above and above[0]:
            yield one.row, one_line(above[0].words.get_text())
        else:
            yield one.row, NOTHING if one.node.column else TOP


def _at(placed: Sequence[_Placed], x: float, y: float) -> _Placed | None:
    """The box at whose left or right side a line ends."""
    for one in placed:
        left, right = one.box.get_x(), one.box.get_x() + one.box.get_width()
        if abs(y - one.row) < _APART and min(abs(x - left), abs(x - right)) < 0.01:
            return one
    return None


@in_house_style
def tree(
    nodes: Sequence[Node],
    columns: Sequence[tuple[str, float]],
    facts: Facts,
    *,
    key: Key = (),
    least_rows: int = 6,
    note: str = "",
) -> Chart:
    """Boxes in columns from the first cause to the last step, joined by lines.

    Parameters
    ----------
    nodes
        The boxes; no text twice, and nobody may hang under itself.
    columns
        Name and relative width of each column.
    key
        What the looks stand for.
    least_rows
        Rows for which room is kept, so that the picture stays as it is while boxes come and go.
    """
    rows = _rows(nodes)
    deep = max(least_rows, round(max(rows.values(), default=0)) + 1)
    canvas = Canvas(facts, deep * _ROW + 0.35, key=key, note=note, bars=True)
    ax = canvas.axes()
    whole = sum(width for _, width in columns)
    inches = [(_ROOM - _GAP * (len(columns) - 1)) * width / whole for _, width in columns]
    lefts = [sum(inches[:n]) + _GAP * n for n in range(len(columns))]
    placed = _boxes(ax, nodes, rows, lefts, inches)
    boxes = {one.node.text: one for one in placed}
    for one in placed:
        if above := boxes.get(one.node.parent):
            start = above.box.get_x() + above.box.get_width()
            bend, end = start + _GAP / 2, one.box.get_x()  # beside the parent: past all boxes
            ax.plot(
                [start, bend, bend, end],
                [above.row, above.row, one.row, one.row],
                color=SOFT_INK,
                linewidth=1.4,
                solid_joinstyle="miter",
                zorder=1,
                gid="decor",
            )
    ax.set_xlim(-0.02, _ROOM + 0.02)
    ax.set_ylim(deep - 0.5, -0.5)
    hung = list(_hung(placed, ax))
    name_ticks(ax.yaxis, [row for row, _ in hung], [name for _, name in hung])
    ax.set_ylabel("Hangs under")
    ax.yaxis.set_visible(False)
    middles = [left + wide / 2 for left, wide in zip(lefts, inches, strict=True)]
    name_ticks(ax.xaxis, middles, [name for name, _ in columns])
    ax.xaxis.tick_top()
    ax.tick_params(axis="x", labelcolor=INK)
    ax.spines["bottom"].set_visible(False)
    ax.fmt_xdata = lambda _: ""  # how wide a box is says nothing
    return canvas.chart()


def _boxes(ax: Axes, nodes: Sequence[Node], rows, lefts, inches) -> list[_Placed]:
    """Draw the boxes of each kind with what is written in them."""
    placed = []
    for kind in dict.fromkeys(node.kind for node in nodes):
        chosen = [node for node in nodes if node.kind == kind]
        places = [rows[node.text] + node.column * _APART for node in chosen]
        group = ax.barh(
            places,
            [inches[node.column] for node in chosen],
            left=[lefts[node.column] for node in chosen],
            height=_TALL,
            label=kind,
            linewidth=0,
            zorder=2,
            color=[node.look.colour for node in chosen],
        )
        for index, (node, row, box) in enumerate(zip(chosen, places, group, strict=True)):
            lines = wrap(node.text, box.get_width() - 0.1, SMALL_SIZE)
            lines += [node.more] if node.more else []
            text = ax.text(
                box.get_x() + box.get_width() / 2,
                row,
                "\n".join(lines),
                ha="center",
                va="center",
                size=SMALL_SIZE,
                color=node.look.on_fill,
                linespacing=1.15,
                gid=f"label:{kind}:{index}",
                zorder=3,
            )
            placed.append(_Placed(node, row, box, text))
    return placed
