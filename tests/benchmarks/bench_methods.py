"""How fast the methods are, beside other things timed in the same run, turn by turn.

All times are processor time, on which other work on the machine bears little.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from time import process_time

import networkx as nx
import numpy as np
from method_samples import ESTIMATES, PLAN
from table import Row, quickest, timed

from helpers.methods import (
    change_impact,
    cost_distribution,
    cpm,
    forecast_sprints,
    simulate_peeking,
    simulate_schedule,
)

REDRAW = 120.0  # milliseconds that a redraw of a lab may take; what it reckons is a part of it
WAITS = {name: [other for other in row[1].split(", ") if other] for name, row in PLAN.items()}
RUNS = 50_000
SIZES = (500, 1000, 2000, 4000, 8000)
IMPORT = (
    "import time; t = time.perf_counter(); import helpers.methods; "
    "print(1000 * (time.perf_counter() - t))"
)
Timed = tuple[dict[str, float], float]  # milliseconds by what was timed, and their ratio


def random_plan(size, seed=1, links=3):
    """A random plan of ``size`` activities in shuffled listing order, and its graph."""
    rng = random.Random(seed)
    names = [f"activity {place}" for place in range(size)]
    plan = {}
    for place, name in enumerate(names):
        near = names[max(0, place - 60) : place]
        plan[name] = (
            rng.randint(1, 30),
            rng.sample(near, rng.randint(1, min(links, len(near)))) if near else [],
        )
    shuffled = list(plan.items())
    rng.shuffle(shuffled)
    plan = dict(shuffled)
    graph = nx.DiGraph()
    graph.add_nodes_from(plan)
    graph.add_edges_from((other, name) for name, (_, waits) in plan.items() for other in waits)
    return plan, graph


def hand_vectorised_loop():
    """The shortest honest numpy version of the Monte Carlo: sample, walk forward, nothing else."""
    rng = np.random.default_rng(42)
    end = {}
    for name, (o, m, p) in ESTIMATES.items():
        a, b = 1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o)
        length = o + (p - o) * rng.beta(a, b, RUNS)
        waits = WAITS[name]
        end[name] = length + (np.max([end[other] for other in waits], axis=0) if waits else 0)
    return end["J"]


def best(*calls: Callable[[], object], rounds: int) -> list[float]:
    """Best processor time of each call in milliseconds, taken in turns."""
    turns = [[timed(call, process_time) for call in calls] for _ in range(rounds)]
    return [min(times) for times in zip(*turns, strict=True)]


def cpm_beside_a_bare_pass() -> Timed:
    """All of `cpm`, beside networkx that only puts the same 2,000 activities in order."""
    plan, graph = random_plan(2000)
    bare, ours = best(lambda: list(nx.topological_sort(graph)), lambda: cpm(plan), rounds=20)
    links = graph.number_of_edges()
    return {
        f"networkx, bare topological pass, 2,000 + {links:,} links": bare,
        "cpm, same network, input checked, all times and floats": ours,
    }, ours / bare


def simulation_beside_a_hand_loop() -> Timed:
    """All of `simulate_schedule`, beside a loop by hand that only finds the ends."""
    hand, ours = best(
        hand_vectorised_loop, lambda: simulate_schedule(PLAN, ESTIMATES, runs=RUNS), rounds=5
    )
    return {
        "hand-vectorised numpy loop, 10 activities, 50,000 runs": hand,
        "simulate_schedule, same, with criticality and merge bias": ours,
    }, ours / hand


def cpm_by_size() -> Timed:
    """Time of `cpm` for each activity and link: at the slowest size over at the quickest."""
    networks = [random_plan(size) for size in SIZES]
    taken = best(*(lambda plan=plan: cpm(plan) for plan, _ in networks), rounds=8)
    each = {
        f"cpm, {size:,} activities, per 1,000 activities and links": (
            1000 * spent / (size + graph.number_of_edges())
        )
        for size, spent, (_, graph) in zip(SIZES, taken, networks, strict=True)
    }
    return each, max(each.values()) / min(each.values())


MEASURES: dict[str, tuple[Callable[[], Timed], float]] = {
    "cpm / bare pass": (cpm_beside_a_bare_pass, 3),
    "simulate_schedule / hand loop": (simulation_beside_a_hand_loop, 3),
    "slowest / quickest size (linear: 1 to 2; quadratic: 16)": (cpm_by_size, 4),
}


def import_time() -> float:
    """Milliseconds to import the package in a fresh interpreter, best of five."""
    command = [sys.executable, "-c", IMPORT]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(5)]
    return min(float(run.stdout) for run in runs)


def rows() -> Iterator[Row]:
    for name, (measure, limit) in MEASURES.items():
        parts, ratio = measure()
        for part, spent in parts.items():
            yield Row(part, spent, "ms")
        yield Row(f"  {name}", ratio, "times", limit)
    risks = {f"risk {place}": (0.1 + place / 50, -1000 * (place + 7)) for place in range(15)}
    interactive = {
        "change_impact, 10 activities": lambda: change_impact(PLAN, {"G": 8}),
        "simulate_schedule, 10,000 runs": lambda: simulate_schedule(PLAN, ESTIMATES, runs=10_000),
        "cost_distribution, 15 risks": lambda: cost_distribution(risks),
        "forecast_sprints, 10,000 runs": lambda: forecast_sprints(80, [14, 16, 15, 15]),
        "simulate_peeking, 2,000 tests, 10 looks": simulate_peeking,
    }
    for name, call in interactive.items():
        yield Row(name, quickest(call, clock=process_time), "ms", REDRAW)
    yield Row("import helpers.methods, fresh interpreter", import_time(), "ms")
