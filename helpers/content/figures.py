"""Tables of figures: ``figures/<id>.csv`` and what ``figures/<id>.yaml`` says about it."""

from __future__ import annotations

import csv
import io
import math
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .decoding import read
from .model import FigureInfo
from .reading import ContentError, read_text
from .rules import misnamed, twice


class Row(dict[str, str]):
    """One line of a table: its cells by heading. What is wrong with one is a `ContentError`."""

    def __init__(self, cells: dict[str, str], place: str, line: int):
        super().__init__(cells)
        self._place, self._line = place, line

    def __missing__(self, name: str) -> str:
        known = ", ".join(self)
        raise ContentError([f"{self._place}: no column {name!r}; it has {known}."])

    def number(self, name: str) -> float:
        """Return one cell as a number."""
        with suppress(ValueError):
            value = float(self[name])
            if math.isfinite(value) and "_" not in self[name]:
                return value
        place = f"{self._place}: line {self._line}: {name}"
        raise ContentError([f"{place}: {self[name]!r} is not a number; correct it."])


@dataclass(frozen=True)
class Figure:
    """A table of figures with what is known about it."""

    info: FigureInfo
    rows: list[Row]

    def column(self, name: str) -> list[str]:
        """Return one column as text; an unknown name is a `ContentError`."""
        return [row[name] for row in self.rows]

    def numbers(self, name: str) -> list[float]:
        """Return one column as numbers; every cell that is none is in the `ContentError`."""
        values, problems = [], []
        for row in self.rows:
            try:
                values.append(row.number(name))
            except ContentError as error:
                problems += [problem for problem in error.problems if problem not in problems]
        if problems:
            raise ContentError(problems)
        return values


def read_figure(figure_id: str, folder: Path) -> Figure:
    """Read a table and its description from ``folder``."""
    place = f"figures/{figure_id}"
    info = read(
        folder / f"{figure_id}.yaml",
        FigureInfo,
        f"{place}.yaml",
        lambda info, place: misnamed(info.id, place),
    )
    return Figure(info, _rows(read_text(folder / f"{figure_id}.csv", f"{place}.csv"), place))


def _rows(text: str, place: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        heading = next(reader, [])
        lines = [(reader.line_num, cells) for cells in reader if cells]
    except csv.Error as error:
        where = f"{place}.csv: line {reader.line_num}"
        raise ContentError([f"{where}: {error}; close the quotes there."]) from None
    problems = twice(f"{place}.csv: line 1", "heading", heading)
    if not all(name.strip() for name in heading):
        problems.append(f"{place}.csv: line 1: a heading is empty; name every column.")
    problems += [
        f"{place}.csv: line {number}: {len(cells)} cells under {len(heading)} headings; "
        "quote commas or add cells."
        for number, cells in lines
        if len(cells) != len(heading)
    ]
    if not lines:
        problems.append(f"{place}.csv: it has no rows; add the figures.")
    if problems:
        raise ContentError(problems)
    return [
        Row(dict(zip(heading, cells, strict=True)), f"{place}.csv", number)
        for number, cells in lines
    ]
