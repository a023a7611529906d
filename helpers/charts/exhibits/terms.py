"""How the fifty terms hang together: a network of families, drawn from the glossary's links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from helpers.content import load_figure, load_glossary
from helpers.content.model import Term

from ..canvas import Canvas
from ..chart import Chart, facts_of
from ..panel import Panel
from ..registry import exhibit
from ..style import INK, PAPER, SMALL_SIZE, TINT
from ..words import width_of, wrap_evenly

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


@exhibit
def term_map() -> Chart:
    figure = load_figure("term_families")
    families = dict(zip(figure.column("term"), figure.column("family"), strict=True))
    places = zip(figure.numbers("x"), figure.numbers("y"), strict=True)
    points = dict(zip(families, places, strict=True))
    links = links_between(families, load_glossary())
    across = [families[one] != families[other] for one, other in links]
    panel = Panel()
    for name, family in families.items():
        others = [one if other == name else other for one, other in links if name in (one, other)]
        panel.add(name, "", f"{family}, linked with {', '.join(others) or 'none'}")

    def paint(canvas: Canvas) -> None:
        from matplotlib.lines import Line2D
        from matplotlib.patches import Rectangle

        ax = canvas.axes(DEPTH)
        ax.set_xlim(-_RIM, ROOM + _RIM)
        ax.set_ylim(DEPTH + _RIM, -_RIM)
        ax.set_axis_off()
        for name, (left, top, wide, high) in boxes(families).items():
            ax.add_patch(
                Rectangle(
                    (left, top), wide, high, facecolor=PAPER, edgecolor=_WITHIN, linewidth=0.8
                )
            )
            x, y, side = title_place((left, top, wide, high))
            ax.text(x, y, name, size=_TITLE, weight="bold", ha=side, va="center", color=INK)
        for (one, other), far in zip(links, across, strict=True):
            ends = zip(points[one], points[other], strict=True)
            look: dict[str, Any] = {"color": _WITHIN}
            if far:
                look = {"color": _ACROSS, "linestyle": (0, (4, 2))}
            ax.add_line(Line2D(*ends, linewidth=1.2, **look))
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
                zorder=3,
                bbox={"boxstyle": "square,pad=0.2", "facecolor": TINT, "edgecolor": "none"},
            )

    return Chart(
        facts_of(
            figure.info,
            title=f"Fifty product terms hang together by {len(links)} links, {sum(across)} of "
            "them between families",
            alt="A network of fifty terms in six boxes, one for each family. Lines join related "
            "terms; most stay inside a box.",
        ),
        [panel],
        paint,
        note="A line joins two terms that the glossary relates. It is blue and broken between two "
        "families. Place and length carry no value.",
    )
