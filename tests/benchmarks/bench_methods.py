"""How fast are the methods? Run ``python tests/benchmarks/bench_methods.py``; prints a table.

The ratios are those of `method_speed`, which `test_methods_speed` holds to the same limits. All
times are processor time, best of several. The exit status is 1 if a limit is broken.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from method_samples import ESTIMATES, PLAN  # noqa: E402
from method_speed import MEASURES, best  # noqa: E402

from helpers.methods import (  # noqa: E402
    change_impact,
    cost_distribution,
    forecast_sprints,
    simulate_peeking,
    simulate_schedule,
)

REDRAW = 150.0  # milliseconds that a redraw of a lab may take


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

    for name, (measure, limit) in MEASURES.items():
        parts, ratio = measure()
        for part, spent in parts.items():
            line(part, spent)
        line(f"  {name}", ratio, "x", limit)

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
