"""How fast the methods have to be, and how that is measured: for the tests and for the benchmark.

Each measure compares things timed in the same run, turn by turn, best of several rounds, and in
processor time, on which other work on the machine bears little.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import networkx as nx
import numpy as np
from method_samples import ESTIMATES, PLAN

from helpers.methods import cpm, simulate_schedule

WAITS = {name: [other for other in row[1].split(", ") if other] for name, row in PLAN.items()}
RUNS = 50_000
SIZES = (500, 1000, 2000, 4000, 8000)
Measured = tuple[dict[str, float], float]  # milliseconds by what was timed, and their ratio


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
    times = [float("inf")] * len(calls)
    for _ in range(rounds):
        for place, call in enumerate(calls):
            start = time.process_time()
            call()
            times[place] = min(times[place], time.process_time() - start)
    return [1000 * seconds for seconds in times]


def cpm_beside_a_bare_pass() -> Measured:
    """All of `cpm`, beside networkx that only puts the same 2,000 activities in order."""
    plan, graph = random_plan(2000)
    bare, ours = best(lambda: list(nx.topological_sort(graph)), lambda: cpm(plan), rounds=20)
    links = graph.number_of_edges()
    return {
        f"networkx, bare topological pass, 2,000 + {links:,} links": bare,
        "cpm, same network, input checked, all times and floats": ours,
    }, ours / bare


def simulation_beside_a_hand_loop() -> Measured:
    """All of `simulate_schedule`, beside a loop by hand that only finds the ends."""
    hand, ours = best(
        hand_vectorised_loop, lambda: simulate_schedule(PLAN, ESTIMATES, runs=RUNS), rounds=5
    )
    return {
        "hand-vectorised numpy loop, 10 activities, 50,000 runs": hand,
        "simulate_schedule, same, with criticality and merge bias": ours,
    }, ours / hand


def cpm_by_size() -> Measured:
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


MEASURES: dict[str, tuple[Callable[[], Measured], float]] = {
    "cpm / bare pass": (cpm_beside_a_bare_pass, 3),
    "simulate_schedule / hand loop": (simulation_beside_a_hand_loop, 3),
    "slowest / quickest size (linear: 1 to 2; quadratic: 16)": (cpm_by_size, 4),
}
