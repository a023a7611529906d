"""A tree: boxes in columns, each hung under a box of the column before it, or under nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..canvas import ROOM, Canvas, Key, inside, name_ticks
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, PALE, SMALL_SIZE, SOFT_INK, Look
from ..words import wrap

TOP, NOTHING = "At the top", "Under nothing"
_GAP, _ROW = 0.3, 0.6  # inches between columns, and of a row
_TALL = 0.84  # of a row: the box in it


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

    @property
    def words(self) -> str:
        return f"{self.text} {self.more}".rstrip()


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


def tree(
    nodes: Sequence[Node],
    columns: Sequence[tuple[str, float]],
    facts: Facts,
    *,
    key: Key = (),
    least_rows: int = 6,
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
    by_text = {node.text: node for node in nodes}
    panel = Panel(up="Hangs under", category="Hangs under")
    panel.order = [_above(node, by_text) for node in nodes]
    for kind in dict.fromkeys(node.kind for node in nodes):
        for node in nodes:
            if node.kind == kind:
                panel.add(_above(node, by_text), kind, node.words)

    def paint(canvas: Canvas) -> None:
        rows = _rows(nodes)
        deep = max(least_rows, round(max(rows.values(), default=0)) + 1)
        ax = canvas.axes(deep * _ROW + 0.35, swatches=True)
        whole = sum(width for _, width in columns)
        inches = [(ROOM - _GAP * (len(columns) - 1)) * width / whole for _, width in columns]
        lefts = [sum(inches[:n]) + _GAP * n for n in range(len(columns))]
        ax.barh(
            [rows[node.text] for node in nodes],
            [inches[node.column] for node in nodes],
            left=[lefts[node.column] for node in nodes],
            height=_TALL,
            linewidth=0,
            zorder=2,
            color=[node.look.colour for node in nodes],
        )
        for node in nodes:
            left, wide, row = lefts[node.column], inches[node.column], rows[node.text]
            inside(
                ax,
                left + wide / 2,
                row,
                "\n".join(wrap(node.text, wide - 0.1, SMALL_SIZE) + [node.more] * bool(node.more)),
                size=SMALL_SIZE,
                color=node.look.on_fill,
                linespacing=1.15,
                zorder=3,
            )
            if above := by_text.get(node.parent):
                start = lefts[above.column] + inches[above.column]
                bend = start + _GAP / 2  # beside the parent: past all boxes
                ax.plot(
                    [start, bend, bend, left],
                    [rows[above.text]] * 2 + [row] * 2,
                    color=SOFT_INK,
                    linewidth=1.4,
                    solid_joinstyle="miter",
                    zorder=1,
                )
        ax.set_xlim(-0.02, ROOM + 0.02)
        ax.set_ylim(deep - 0.5, -0.5)
        ax.yaxis.set_visible(False)
        middles = [left + wide / 2 for left, wide in zip(lefts, inches, strict=True)]
        name_ticks(ax.xaxis, middles, [name for name, _ in columns])
        ax.xaxis.tick_top()
        ax.tick_params(axis="x", labelcolor=INK)
        ax.spines["bottom"].set_visible(False)

    return Chart(facts, [panel], paint, key=key)


def _above(node: Node, by_text: dict[str, Node]) -> str:
    """The words of the box that a box hangs under."""
    if node.parent in by_text:
        return by_text[node.parent].words
    return NOTHING if node.column else TOP
