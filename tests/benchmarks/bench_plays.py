"""The simulation's plays, and reading and drawing a class of three hundred."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import process_time

from classroom_samples import LESSON, big_class
from table import Row, timed, typical

from helpers.classroom import class_results
from helpers.simulation import play, strategies

LEARNERS, ANSWERS = 300, 200


def rows() -> Iterator[Row]:
    for strategy in strategies():
        play(strategy, 0)
        seeds = count()
        taken = typical(lambda s=strategy, n=seeds: play(s, next(n)), 30, process_time)
        yield Row(f"a play of twenty weeks, {strategy}", taken, "ms", 2)
    with tempfile.TemporaryDirectory() as made:
        big_class(Path(made), LEARNERS, ANSWERS)

        def read_and_draw() -> None:
            shown = class_results(Path(made))
            assert shown.holdings() and shown.questions(LESSON).text
            assert shown.heat_map(LESSON).png()

        taken = timed(read_and_draw, process_time) / 1000
        yield Row(f"{LEARNERS} learners x {ANSWERS} answers, first picture", taken, "s", 5)
