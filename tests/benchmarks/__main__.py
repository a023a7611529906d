"""Measure the course: ``python tests/benchmarks``, or only some parts: ``... quiz record``.

Prints one table of figures, limits and verdicts; the exit status is 1 if a limit is breached.
Counts and bytes are exact, and the tests hold them too. Times depend on the machine and on what
else runs there: take them on an idle one. What needs a program that is missing is not measured,
and the table says so. All parts take about five minutes.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS.parent), *(str(TESTS / part) for part in ("support", "browser", "hub"))]

from table import Row, print_table  # noqa: E402

PARTS = {
    "quiz": "what a quiz costs the browser, and to build",
    "kernel": "opening a lesson, and a kernel's memory",
    "record": "keeping an answer, and what a long record costs",
    "methods": "the professions' arithmetic",
    "game": "what ways of playing the simulation bring (all tables: bench_game.py)",
    "plays": "the simulation, and a class of three hundred",
    "vote": "sixty phones that vote at once",
    "browser": "from a click to its feedback, and a lab's redraw (needs Chromium)",
    "notebooks": "strict nbval over every notebook, two at a time",
    "hub": "what a class server weighs (Linux; needs configurable-http-proxy)",
}


def load() -> Iterator[Row]:
    """How busy the machine is: only a table from an idle one can be compared with another."""
    if hasattr(os, "getloadavg"):
        yield Row("load of the machine, per processor", os.getloadavg()[0] / (os.cpu_count() or 1))


def rows(parts: list[str]) -> Iterator[Row]:
    """Everything that is measured, part by part."""
    yield from load()
    for part in parts:
        yield from importlib.import_module(f"bench_{part}").rows()
    yield from load()


def main() -> int:
    """Print the table of the parts that are asked for."""
    about = "\n".join(f"  {name:<10} {what}" for name, what in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python tests/benchmarks",
        description=f"Measured figures, limits and verdicts.\n\n{about}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="*", metavar="PART", help="only these parts")
    asked = parser.parse_args().part
    if unknown := [name for name in asked if name not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}; choose from {', '.join(PARTS)}")
    return int(print_table(rows(asked or list(PARTS))) > 0)


if __name__ == "__main__":
    sys.exit(main())
