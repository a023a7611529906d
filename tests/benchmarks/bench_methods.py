"""How fast are the methods? Run ``python tests/benchmarks/bench_methods.py``; prints a table.

Every ratio compares two things timed in the same run, turn by turn, best of several.  The exit
status is 1 if a limit is broken.
"""

import random
import subprocess
import sys
import time

import networkx as nx
import numpy as np

from helpers.methods import (
    change_impact,
    cost_distribution,
    cpm,
    forecast_sprints,
    simulate_peeking,
    simulate_schedule,
)

PLAN = {
    "A": (10, ""),
    "B": (15, "A"),
    "C": (28, "A"),
    "D": (25, "A"),
    "E": (18, "A"),
    "F": (20, "B, D"),
    "G": (12, "C, D"),
    "H": (12, "E, F, G"),
    "I": (10, "H"),
    "J": (5, "I"),
}
ESTIMATES = {
    "A": (8, 10, 15),
    "B": (11, 15, 22),
    "C": (16, 28, 52),
    "D": (18, 25, 44),
    "E": (12, 18, 36),
    "F": (15, 20, 34),
    "G": (8, 12, 22),
    "H": (9, 12, 21),
    "I": (8, 10, 15),
    "J": (4, 5, 9),
}
WAITS = {name: [other for other in row[1].split(", ") if other] for name, row in PLAN.items()}
RUNS = 50_000
REDRAW = 150.0  # milliseconds that a redraw of a lab may take


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


def best(*calls, rounds=15):
    """Best time of each call in milliseconds, taken in turns."""
    times = [float("inf")] * len(calls)
    for _ in range(rounds):
        for place, call in enumerate(calls):
            start = time.perf_counter()
            call()
            times[place] = min(times[place], time.perf_counter() - start)
    return [1000 * seconds for seconds in times]


def import_time():
    """Milliseconds to import the package in a fresh interpreter, best of five."""
    code = (
        "import time; t = time.perf_counter(); import helpers.methods; "
        "print(1000 * (time.perf_counter() - t))"
    )
    command = [sys.executable, "-c", code]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(5)]
    return min(float(run.stdout) for run in runs)


def main():
    """Measure, print the table, return 1 if a limit is broken."""
    broken = False

    def line(name, value, unit="ms", limit=None):
        nonlocal broken
        late = limit is not None and value > limit
        broken = broken or late
        bound = "" if limit is None else f"at most {limit:g}" + ("  BROKEN" if late else "")
        print(f"{name:<58}{value:>10.2f} {unit:<6}{bound}")

    plan, graph = random_plan(2000)
    bare, whole = best(lambda: list(nx.topological_sort(graph)), lambda: cpm(plan), rounds=40)
    line(f"networkx, bare topological pass, 2,000 + {graph.number_of_edges():,} links", bare)
    line("cpm, same network, input checked, all times and floats", whole)
    line("  cpm / bare pass", whole / bare, "x", 3)

    sizes = (500, 1000, 2000, 4000, 8000)
    networks = [random_plan(size) for size in sizes]
    taken = best(*(lambda plan=plan: cpm(plan) for plan, _ in networks), rounds=20)
    each = [
        1000 * time_taken / (size + graph.number_of_edges())
        for size, time_taken, (_, graph) in zip(sizes, taken, networks, strict=True)
    ]
    for size, value in zip(sizes, each, strict=True):
        line(f"cpm, {size:,} activities, per activity or link", value, "us")
    line("  slowest / fastest (linear: 1 to 2; quadratic: 16)", max(each) / min(each), "x", 4)

    hand, ours = best(
        hand_vectorised_loop, lambda: simulate_schedule(PLAN, ESTIMATES, runs=RUNS), rounds=7
    )
    line("hand-vectorised numpy loop, 10 activities, 50,000 runs", hand)
    line("simulate_schedule, same, with criticality and merge bias", ours)
    line("  simulate_schedule / hand loop", ours / hand, "x", 3)

    risks = {f"risk {place}": (0.1 + place / 50, -1000 * (place + 7)) for place in range(15)}
    interactive = {
        "change_impact, 10 activities": lambda: change_impact(PLAN, {"G": 8}),
        "simulate_schedule, 10,000 runs": lambda: simulate_schedule(PLAN, ESTIMATES, runs=10_000),
        "cost_distribution, 15 risks": lambda: cost_distribution(risks),
        "forecast_sprints, 10,000 runs": lambda: forecast_sprints(80, [14, 16, 15, 15]),
        "simulate_peeking, 2,000 tests, 10 looks": simulate_peeking,
    }
    for name, call in interactive.items():
        (taken,) = best(call, rounds=5)
        line(name, taken, "ms", REDRAW)
    line("import helpers.methods, fresh interpreter", import_time())
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
