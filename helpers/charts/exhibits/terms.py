"""How the fifty terms hang together: a network of families, drawn from the glossary's links."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import networkx as nx
import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle

from helpers.content import load_figure, load_glossary

from ..canvas import Canvas, name_ticks
from ..chart import Chart, facts_of
from ..style import INK, PALE, PAPER, RULE, SMALL_SIZE, SOFT_INK, TINT, WIDTH, in_house_style
from ..words import width_of, wrap_evenly

SEED = 6
ACROSS = 3  # terms side by side in a family
_GAP, _HEAD = 0.16, 0.32  # inches between the boxes of families, and for their titles
_CELL = 1.2, 0.72  # inches for one term
_LABEL = 1.14  # inches for the lines of a label
_LINE = 0.168  # inches for one line of a label

Points = dict[str, tuple[float, float]]


def network(rows: Sequence[dict[str, str]], terms: Sequence) -> nx.Graph:
    """The terms of the table with their family, joined where one names the other as related."""
    graph = nx.Graph()
    for row in rows:
        graph.add_node(row["term"], family=row["family"])
    known = {term.abbreviation: term.term for term in terms} | {t.term: t.term for t in terms}
    for term in terms:
        for name in term.related:
            if term.term in graph and known[name] in graph:
                graph.add_edge(term.term, known[name])
    return graph


def _families(graph: nx.Graph) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term, family in graph.nodes(data="family"):
        found.setdefault(family, []).append(term)
    return found


def _boxes(families: dict[str, list[str]]) -> tuple[dict[str, tuple], float]:
    """The place of each family's box, two a line, in inches from the upper left; and the depth."""
    wide = ACROSS * _CELL[0]
    boxes: dict[str, tuple] = {}
    top = 0.0
    names = list(families)
    for start in range(0, len(names), 2):
        line = names[start : start + 2]
        lines = max(-(-len(families[name]) // ACROSS) for name in line)
        high = _HEAD + lines * _CELL[1]
        for place, name in enumerate(line):
            boxes[name] = (place * (wide + _GAP), top, wide, high)
        top += high + _GAP
    return boxes, top - _GAP


def _slots(box: tuple, count: int) -> list[tuple[float, float]]:
    """Places for ``count`` terms in a box: lines of three, every other line shifted a little."""
    left, top, wide, high = box
    lines = -(-count // ACROSS)
    tall = (high - _HEAD) / lines
    found = []
    for line in range(lines):
        here = count // lines + (line < count % lines)
        for place in range(here):
            x = left + wide * (place + 0.5) / here
            found.append((x, top + _HEAD + (line + 0.5) * tall))
    return found


def _size(term: str) -> tuple[list[str], float, float]:
    lines = wrap_evenly(term, _LABEL, SMALL_SIZE)
    wide = max(width_of(line, SMALL_SIZE) for line in lines)
    return lines, wide + 0.1, len(lines) * _LINE + 0.1


def _cost(graph: nx.Graph, places: Points, sizes: dict[str, tuple]) -> float:
    """How hard a placing is to read: long links, and above all links behind other terms."""
    names = list(places)
    at = np.array([places[name] for name in names])
    half = np.array([sizes[name][1:] for name in names]) / 2 + 0.02
    index = {name: i for i, name in enumerate(names)}
    ends = np.array([(index[a], index[b]) for a, b in graph.edges])
    start, way = at[ends[:, 0]], at[ends[:, 1]] - at[ends[:, 0]]
    length = np.hypot(*way.T)
    with np.errstate(divide="ignore", invalid="ignore"):
        near = (at[None] - half[None] - start[:, None]) / way[:, None]
        far = (at[None] + half[None] - start[:, None]) / way[:, None]
    low = np.nan_to_num(np.minimum(near, far), nan=-np.inf).max(axis=2)
    high = np.nan_to_num(np.maximum(near, far), nan=np.inf).min(axis=2)
    behind = (np.maximum(low, 0) < np.minimum(high, 1))
    behind[np.arange(len(ends)), ends[:, 0]] = False
    behind[np.arange(len(ends)), ends[:, 1]] = False
    return float(length.sum() + 6 * behind.sum()), int(behind.sum())
