"""The network of a plan: a box for each activity, an arrow to each one that waits for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..canvas import ROOM, Canvas
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, PAPER, PROJECT, SMALL_SIZE, SOFT_INK, TINT
from ..words import PLAIN

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDEST, _GAP = 0.98, 0.1  # of a box, and the least between two columns
_TALL, _LANE = 0.64, 0.82  # inches of a box and of a lane
_FEWEST = 4  # lanes that the picture keeps room for


@dataclass(frozen=True)
class Step:
    """An activity of a network, with what was worked out for it.

    ``tight`` are those among ``waits`` whose delay it would pass on to the end.
    """

    name: str
    duration: float
    start: float
    end: float
    total_float: float
    free_float: float
    waits: Sequence[str]
    tight: Collection[str] = ()

    @property
    def critical(self) -> bool:
        return self.total_float == 0


def _columns(steps: Sequence[Step]) -> dict[str, int]:
    """How many links lie before each activity, on the way with the most of them."""
    found: dict[str, int] = {}
    for _ in steps:  # the longest chain has as many rounds as activities
        for step in steps:
            if all(name in found for name in step.waits):
                found[step.name] = max((found[name] + 1 for name in step.waits), default=0)
    return found


def _lanes(steps: Sequence[Step], columns: dict[str, int]) -> dict[str, int]:
    """A lane for each activity, kept free for its arrows up to where the last one bends off."""
    last = dict(columns)
    for step in steps:
        for name in step.waits:
            last[name] = max(last[name], columns[step.name] - 1)
    taken: dict[int, int] = {}  # lane: the last column in use
    lanes: dict[str, int] = {}
    order = sorted(steps, key=lambda step: (columns[step.name], not step.critical))
    for step in order:
        likely = [lanes[name] for name in step.waits]
        wish = 0 if step.critical else next(iter(likely), 0)
        free = (lane for lane in _nearest_first(wish) if taken.get(lane, -1) < columns[step.name])
        lanes[step.name] = lane = next(free)
        taken[lane] = last[step.name]
    first = min(lanes.values())
    return {name: lane - first for name, lane in lanes.items()}


def _nearest_first(wish: int) -> Iterator[int]:
    yield wish
    for away in range(1, 100):
        yield from (wish - away, wish + away)


def network(steps: Sequence[Step], facts: Facts, *, category_label: str, note: str) -> Chart:
    """Boxes in columns by what they wait for; the critical path in thick frames and arrows.

    Parameters
    ----------
    steps
        The activities. Whom they wait for must be among them, and nobody may wait in a circle.
    category_label
        What a box stands for, for the table of the picture.
    note
        What the numbers in a box are.
    """
    panel = Panel(category=category_label)
    for step in steps:
        for name, value in (
            ("duration", step.duration),
            ("start", step.start),
            ("end", step.end),
            ("total float", step.total_float),
            ("free float", step.free_float),
        ):
            panel.add(step.name, name, PLAIN(value))
        panel.add(step.name, "kind", "critical path" if step.critical else "other work")
    for critical, kind in ((True, " (critical)"), (False, "")):
        for name, step, tight in _links(steps):
            if tight is critical:
                panel.add(step.name, "waits for", name + kind)

    def paint(canvas: Canvas) -> None:
        from matplotlib.collections import LineCollection

        columns = _columns(steps)
        lanes = _lanes(steps, columns)
        pitch = min(ROOM / (max(columns.values()) + 1), _WIDEST + 0.5)
        wide = min(_WIDEST, pitch - _GAP)
        used = max(lanes.values()) + 1
        depth = max(_FEWEST, used)
        above = (depth - used) / 2  # lanes left free over the picture
        ax = canvas.axes(depth * _LANE)
        ax.set_xlim(-0.03, ROOM + 0.03)
        ax.set_ylim(depth * _LANE, 0)
        ax.axis("off")
        left = {step.name: columns[step.name] * pitch for step in steps}
        middle = {step.name: (above + lanes[step.name] + 0.5) * _LANE for step in steps}
        for step in steps:
            _box(ax, step, left[step.name], middle[step.name], wide)
        heads = []
        for critical in (True, False):
            lines = []
            for name, step, tight in _links(steps):
                if tight is critical:
                    tip = left[step.name], middle[step.name]
                    bend = tip[0] - (pitch - wide) + 0.04
                    start = left[name] + wide, middle[name]
                    lines.append([start, (bend, start[1]), (tip[0] - 0.07, tip[1]), tip])
                    heads.append(tip)
            if lines:
                ax.add_collection(
                    LineCollection(
                        lines,
                        zorder=1,
                        colors=PROJECT.colour if critical else SOFT_INK,
                        linewidths=3.2 if critical else 1.1,
                    ),
                    autolim=False,
                )
        if heads:
            ax.scatter(
                [x - 0.035 for x, _ in heads],
                [y for _, y in heads],
                marker=">",
                s=34,
                color=INK,
                zorder=3,
                linewidth=0,
            )

    return Chart(facts, [panel], paint, note=note)


def _links(steps: Sequence[Step]) -> Iterator[tuple[str, Step, bool]]:
    """Who is waited for, who waits, and whether the link is part of the critical path."""
    for step in steps:
        for name in step.waits:
            yield name, step, name in step.tight


def _box(ax: Axes, step: Step, left: float, middle: float, wide: float) -> None:
    from matplotlib.patches import Rectangle

    ax.add_patch(
        Rectangle(
            (left, middle - _TALL / 2),
            wide,
            _TALL,
            zorder=2,
            facecolor=PAPER if step.critical else TINT,
            edgecolor=PROJECT.colour if step.critical else SOFT_INK,
            linewidth=3.2 if step.critical else 1.0,
        )
    )
    centre: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 4, "size": SMALL_SIZE}
    ax.text(
        left + wide / 2,
        middle - 0.2,
        f"{step.name}  {PLAIN(step.duration)}",
        weight="bold",
        color=INK,
        **centre,
    )
    ax.text(
        left + wide / 2,
        middle + 0.1,
        f"{PLAIN(step.start)}\u2013{PLAIN(step.end)}\n"
        f"{PLAIN(step.total_float)} / {PLAIN(step.free_float)}",
        color=INK,
        linespacing=1.3,
        **centre,
    )
