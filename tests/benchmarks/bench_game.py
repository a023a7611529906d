"""The game's tables of figures, on the seeds that it was not tuned on.

``python tests/benchmarks/bench_game.py``, or ``... tuned`` for the seeds that it was tuned on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS.parent), str(TESTS / "support")]

import game_figures as figures  # noqa: E402
from table import Row  # noqa: E402


def table_of_endings(name: str, table: dict[str, list[figures.Ending]]) -> None:
    """Print the means of some ways of playing."""
    print(f"\n{name}\n{'':32}delivery product green  late launch  cost owner")
    for way, rows in table.items():
        said = [figures.average(rows, field) for field in figures.Ending._fields]
        delivery, product, launch, cost, green, late, owner = said
        print(
            f"{way:32}{delivery:8.1f} {product:7.1f} {green:5.0%} {late:5.0%} {launch:6.1f} "
            f"{cost / 1000:5.0f} {owner:5.0f}"
        )


def table_of_options(seeds: range) -> None:
    """Print what each option changes at least, against any other of its decision."""
    print(f"\nOptions: least mean change against another\n{'':32}delivery product launch  best")
    for (kind, option), row in figures.option_table(seeds).items():
        print(
            f"{f'{kind}: {option}':32}{row.delivery:8.2f} {row.product:7.2f} {row.launch:6.2f} "
            f"{row.best:5.0%}  mean delivery {row.mean_delivery:.1f}"
        )


def table_of_forecasts(seeds: range) -> None:
    """Print how often the honest range held, by the week in which it was told."""
    print("\nHonest ranges: share of launches by the date told\nweek   even chance   eight in ten")
    held: dict[int, list[tuple[bool, bool]]] = {}
    for seed in seeds:
        state = figures.in_chair("project", seed)._state
        for week, even, eight in state.reports:
            held.setdefault(week, []).append((state.launched <= even, state.launched <= eight))
    for week, rows in sorted(held.items()):
        print(f"{week:4} {mean(a for a, _ in rows):13.0%} {mean(b for _, b in rows):14.0%}")
    shares = ", ".join(f"{share:.0%}" for share in figures.held_by_quarter(seeds))
    print(f"Eight in ten, whenever asked, in the four quarters of the play: {shares}")


def rows() -> Iterator[Row]:
    """What the bands are about, on fresh seeds; all tables come from this file run by itself."""
    ways = figures.chair_table(figures.FRESH)
    honest = figures.average(ways["honest, balanced"], "delivery")
    for other in ("only presses on", "always green, never asks Ines"):
        worse = honest - figures.average(ways[other], "delivery")
        yield Row(f"honest play's delivery above: {other}", worse, "points")
    for field, one, other in (
        ("launch", "Tomás, slow", "Tomás, fast"),
        ("product", "Mina, asking", "Mina, guessing"),
    ):
        apart = figures.average(ways[one], field) - figures.average(ways[other], field)
        yield Row(f"{field}: {one} less {other}", apart, "weeks" if field == "launch" else "points")
    late = 100 * figures.average(ways["honest, balanced"], "late")
    yield Row("honest play is late", late, "% of seeds", 40)


def main() -> None:
    """Print all tables."""
    seeds = figures.TUNED if sys.argv[1:] == ["tuned"] else figures.FRESH
    print(f"Seeds {seeds[0]} to {seeds[-1]}.")
    table_of_endings("One chair, the autopilot in the other", figures.chair_table(seeds))
    table_of_endings("Both chairs by a strategy", figures.strategy_table(seeds))
    table_of_forecasts(seeds)
    table_of_options(seeds)


if __name__ == "__main__":
    main()
