"""Lay out the map of terms anew and write the places into ``figures/term_families.csv``.

    python -m helpers.authoring.term_layout [SEED]

Needed when a term changes its family or its links. It takes minutes, so a chart only draws what
is stored. It prints the faults that are left: where there are any, take another seed or move a
term by hand in the table. networkx, which ``tests/requirements.txt`` brings, places the terms first
(its spring layout), then they are moved inside the box of their family as long as that makes the
map easier to read. The same seed gives the same map.
"""

from __future__ import annotations

import csv
import math
import random
import sys
from pathlib import Path

import networkx as nx
import numpy as np

from helpers.charts.exhibits.terms import HEAD, boxes, label, links_between, title_place, title_size
from helpers.content import course_root, load_glossary

SEED = 1
STEPS = 150_000
BEHIND, CROSSING, NARROW, OVERLAP = 9.0, 2.2, 1.5, 40.0  # what each fault costs
WITHIN, ACROSS = 0.9, 0.45  # what an inch of a link costs
AIR = 0.07  # inches between two labels


class Layout:
    """Places of the terms in inches, and what is hard to read about them."""

    def __init__(self, families: dict[str, str], seed: int = SEED):
        self.graph = graph = nx.Graph()
        graph.add_nodes_from(families)
        graph.add_edges_from(links_between(families, load_glossary()))
        self.names = list(graph)
        at = {name: i for i, name in enumerate(self.names)}
        home = boxes(families)
        self.half = np.array([label(name)[1:] for name in self.names]) / 2
        corner = np.array([home[families[name]][:2] for name in self.names])
        size = np.array([home[families[name]][2:] for name in self.names])
        self.low = corner + [0, HEAD] + self.half + 0.06
        self.high = corner + size - self.half - 0.07
        self.links = np.array([(at[one], at[other]) for one, other in graph.edges])
        self.same = np.array([families[one] == families[other] for one, other in graph.edges])
        self.of = [np.flatnonzero((self.links == i).any(1)) for i in range(len(at))]
        self.mates = [
            [at[other] for other in self.names if families[other] == families[name]]
            for name in self.names
        ]
        titles = [(title_place(box), *title_size(name)) for name, box in home.items()]
        self.title = np.array(
            [
                (x + (wide / 2 if side == "left" else -wide / 2), y)
                for (x, y, side), wide, _ in titles
            ]
        )
        self.title_half = np.array([(wide / 2 + 0.05, high / 2 + 0.03) for _, wide, high in titles])
        self.dice = random.Random(seed)
        middle = {n: tuple((self.low[i] + self.high[i]) / 2) for n, i in at.items()}
        spring = nx.spring_layout(graph, pos=middle, seed=seed, k=0.9, iterations=80, scale=None)
        self.at = np.clip([spring[name] for name in self.names], self.low, self.high)

    def cost(self, i: int) -> float:
        """What is hard to read around one term."""
        at, half, mine, links = self.at, self.half, self.of[i], self.links
        gap = np.abs(at - at[i]) - half - half[i] - AIR
        over = (gap < 0).all(1)
        over[i] = False
        cost = OVERLAP * over.sum() - OVERLAP * gap[over].max(1, initial=-1).sum()
        start, way = at[links[:, 0]], at[links[:, 1]] - at[links[:, 0]]
        behind = _hits(start[mine], way[mine], at, half + 0.03)
        behind[np.arange(len(mine)), links[mine, 0]] = False
        behind[np.arange(len(mine)), links[mine, 1]] = False
        cost += BEHIND * behind.sum()
        cost += BEHIND * _hits(start[mine], way[mine], self.title, self.title_half).sum()
        length = np.hypot(*way[mine].T)
        cost += (length * np.where(self.same[mine], WITHIN, ACROSS)).sum()
        cost += CROSSING * _crossings(start[mine], way[mine], start, way).sum()
        out = np.where((links[mine, 0] == i)[:, None], way[mine], -way[mine])
        turn = np.arctan2(out[:, 1], out[:, 0])
        turn = np.abs(turn[:, None] - turn[None])
        turn = np.minimum(turn, 2 * np.pi - turn)
        cost += NARROW * np.count_nonzero(np.triu(turn < 0.22, 1))
        others = _hits(start, way, at[i][None], half[i][None] + 0.03)[:, 0]
        others[mine] = False
        return float(cost + BEHIND * others.sum())

    def faults(self) -> dict[str, int]:
        """Count overlapping labels, links behind a label or title, and crossings."""
        start, way = self.at[self.links[:, 0]], np.diff(self.at[self.links], axis=1)[:, 0]
        behind = _hits(start, way, self.at, self.half)
        for end in (0, 1):
            behind[np.arange(len(self.links)), self.links[:, end]] = False
        gap = np.abs(self.at[:, None] - self.at[None]) - self.half[:, None] - self.half[None]
        return {
            "overlaps": int(((gap < 0).all(2).sum() - len(self.at)) // 2),
            "behind labels": int(behind.sum()),
            "behind titles": int(_hits(start, way, self.title, self.title_half).sum()),
            "crossings": int(_crossings(start, way, start, way).sum() // 2),
        }

    def improve(self, steps: int = STEPS, hot: float = 6.0, cold: float = 0.05) -> None:
        """Anneal: move or swap terms inside their family, at first also for the worse."""
        dice = self.dice
        for step in range(steps):
            heat = hot * (cold / hot) ** (step / steps)
            i, kind, before = dice.randrange(len(self.names)), dice.random(), self.at.copy()
            j = dice.choice(self.mates[i]) if kind < 0.25 else i
            old = self.cost(i) + (self.cost(j) if j != i else 0)
            if j != i:
                self.at[[i, j]] = self.at[[j, i]]
            elif kind < 0.45:
                ends = zip(self.low[i], self.high[i], strict=True)
                self.at[i] = [dice.uniform(low, high) for low, high in ends]
            else:
                reach = 0.1 + 0.8 * (1 - step / steps)
                self.at[i] += [dice.gauss(0, reach), dice.gauss(0, reach)]
            self.at = np.clip(self.at, self.low, self.high)
            worse = self.cost(i) + (self.cost(j) if j != i else 0) - old
            if worse > 0 and dice.random() >= math.exp(-worse / heat):
                self.at = before

    def places(self) -> dict[str, tuple[float, float]]:
        """The places, rounded, with no two alike across or up: the chart tells terms by them."""
        used: tuple[set[float], set[float]] = (set(), set())
        found = {}
        for name, point in zip(self.names, self.at, strict=True):
            place = []
            for value, taken in zip(point, used, strict=True):
                value = round(float(value), 2)
                while value in taken:
                    value = round(value + 0.001, 3)
                taken.add(value)
                place.append(value)
            found[name] = (place[0], place[1])
        return found


def _hits(start, way, middle, half):
    """Which segments (rows) pass through which boxes (columns)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        near = (middle[None] - half[None] - start[:, None]) / way[:, None]
        far = (middle[None] + half[None] - start[:, None]) / way[:, None]
    enter = np.nan_to_num(np.minimum(near, far), nan=-np.inf).max(2)
    leave = np.nan_to_num(np.maximum(near, far), nan=np.inf).min(2)
    return np.maximum(enter, 0) < np.minimum(leave, 1)


def _crossings(start, way, other, its):
    """Which segments cross which, touching ends apart."""

    def side(origin, along, point):
        off = point - origin
        return along[..., 0] * off[..., 1] - along[..., 1] * off[..., 0]

    a, u, c, v = start[:, None], way[:, None], other[None], its[None]
    apart = side(a, u, c) * side(a, u, c + v) < -1e-12
    return apart & (side(c, v, a) * side(c, v, a + u) < -1e-12)


def rewrite(path: Path, seed: int = SEED, steps: int = STEPS) -> dict[str, int]:
    """Lay out the terms of a table and write their places into it; return the faults left."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    layout = Layout({row["term"]: row["family"] for row in rows}, seed)
    layout.improve(steps)
    for row in rows:
        row["x"], row["y"] = (f"{value:g}" for value in layout.places()[row["term"]])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return layout.faults()


if __name__ == "__main__":
    chosen = int(sys.argv[1]) if len(sys.argv) > 1 else SEED
    print(rewrite(course_root() / "figures" / "term_families.csv", chosen))
