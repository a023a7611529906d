"""How the fifty terms hang together: a network of families, drawn from the glossary's links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers.content import load_figure, load_glossary
from helpers.content.model import Term

from ..canvas import Canvas, name_ticks
from ..chart import Chart, facts_of
from ..style import INK, PAPER, SMALL_SIZE, TINT, in_house_style
from ..words import NumberFormat, one_line, width_of, wrap_evenly

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOM = 7.6  # inches across
DEPTH = 8.9
GAP = 0.16  # between the boxes of families
HEAD = 0.34  # for the title of a family
COLUMNS = (("Direction", "Discovery", "Delivery"), ("Measuring", "Market", "Choosing"))
_LABEL = 1.14  # inches for the lines of a label
_PITCH = 0.168  # inches for one line of a label
_TITLE = 11.0
_RIM = 0.02  # around the boxes
_WITHIN, _ACROSS = "#7D8792", "#0072B2"

Box = tuple[float, float, float, float]


def links_between(names: Iterable[str], glossary: Iterable[Term]) -> list[tuple[str, str]]:
    """Pair the terms, each pair once, where the glossary names one as related to the other."""
    glossary = list(glossary)
    known = {term.abbreviation: term.term for term in glossary}
    known |= {term.term: term.term for term in glossary}
    joined: dict[str, dict[str, None]] = {name: {} for name in names}
    for term in glossary:
        for other in map(known.__getitem__, term.related):
            if term.term in joined and other in joined:
                joined[term.term][other] = joined[other][term.term] = None
    place = {name: number for number, name in enumerate(joined)}
    return [(one, other) for one in joined for other in joined[one] if place[one] < place[other]]


def boxes(families: Mapping[str, str]) -> dict[str, Box]:
    """The box of each family in inches (left, top, width, height), as high as its terms need."""
    count = list(families.values()).count
    wide = (ROOM - GAP) / 2
    found: dict[str, Box] = {}
    for column, names in enumerate(COLUMNS):
        free = DEPTH - GAP * (len(names) - 1) - HEAD * len(names)
        whole = sum(count(name) for name in names)
        top = 0.0
        for name in names:
            high = HEAD + free * count(name) / whole
            found[name] = (column * (wide + GAP), top, wide, high)
            top += high + GAP
    return found


def title_place(box: Box) -> tuple[float, float, str]:
    """Where the title of a family stands: at the outer side, away from the links between boxes."""
    left, top, wide, _ = box
    return (left + wide - 0.1, top + HEAD / 2, "right") if left else (0.1, top + HEAD / 2, "left")


def title_size(name: str) -> tuple[float, float]:
    """The width and height of a family's title in inches."""
    return width_of(name, _TITLE, True), 0.2


def label(term: str) -> tuple[str, float, float]:
    """The lines of a term's label, with the width and height of its pill in inches."""
    lines = wrap_evenly(term, _LABEL, SMALL_SIZE)
    wide = max(width_of(line, SMALL_SIZE) for line in lines)
    return "\n".join(lines), wide + 0.1, len(lines) * _PITCH + 0.1


@in_house_style
def term_map() -> Chart:
    figure = load_figure("term_families")
    families = dict(zip(figure.column("term"), figure.column("family"), strict=True))
    places = zip(figure.numbers("x"), figure.numbers("y"), strict=True)
    points = dict(zip(families, places, strict=True))
    links = links_between(families, load_glossary())
    across = [families[one] != families[other] for one, other in links]
    canvas = Canvas(
        facts_of(
            figure.info,
            title=f"Fifty product terms hang together by {len(links)} links, {sum(across)} of "
            "them between families",
            alt="A network of fifty terms in six boxes, one for each family. Lines join related "
            "terms; most stay inside a box.",
        ),
        DEPTH,
        note="A line joins two terms that the glossary relates. It is blue and broken between two "
        "families. Place and length carry no value.",
    )
    ax = canvas.axes()
    ax.set_xlim(-_RIM, ROOM + _RIM)
    ax.set_ylim(DEPTH + _RIM, -_RIM)
    ax.set_axis_off()
    for name, (left, top, wide, high) in boxes(families).items():
        ax.add_patch(
            Rectangle(
                (left, top),
                wide,
                high,
                facecolor=PAPER,
                edgecolor=_WITHIN,
                linewidth=0.8,
                label=name,
                gid="decor",
            )
        )
        x, y, side = title_place((left, top, wide, high))
        ax.text(
            x, y, name, size=_TITLE, weight="bold", ha=side, va="center", color=INK, gid="decor"
        )
    for (one, other), far in zip(links, across, strict=True):
        look = {"color": _ACROSS, "linestyle": (0, (4, 2))} if far else {"color": _WITHIN}
        ends = zip(points[one], points[other], strict=True)
        ax.add_line(Line2D(*ends, linewidth=1.2, gid="decor", **look))
    for name, (x, y) in points.items():
        ax.text(
            x,
            y,
            label(name)[0],
            size=SMALL_SIZE,
            ha="center",
            va="center",
            linespacing=1.12,
            color=INK,
            gid="decor",
            zorder=3,
            bbox={"boxstyle": "square,pad=0.2", "facecolor": TINT, "edgecolor": "none"},
        )
    ax.scatter(*zip(*points.values(), strict=True), s=1, color=INK)
    name_ticks(ax.yaxis, [y for _, y in points.values()], list(points))
    ax.fmt_xdata = _reader(ax)
    return canvas.chart()


def _reader(ax: Axes) -> NumberFormat:
    """Write a term's family and links, read from the boxes, lines and labels that were drawn."""

    def write(x: float) -> str:
        places = [tuple(point) for point in ax.collections[0].get_offsets().tolist()]
        here = next(place for place in places if place[0] == x)
        names = {text.get_position(): one_line(text.get_text()) for text in ax.texts}
        family = [
            box.get_label()
            for box in ax.patches
            if 0 < here[0] - box.get_x() < box.get_width()
            and 0 < here[1] - box.get_y() < box.get_height()
        ]
        linked = []
        for line in ax.lines:
            ends = list(zip(line.get_xdata(), line.get_ydata(), strict=True))
            linked += [names.get(end, "?") for end in ends if here in ends and end != here]
        return f"{', '.join(family)}, linked with {', '.join(linked) or 'none'}"

    return write
