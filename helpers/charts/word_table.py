"""`WordTable`: a chart that is a table of words, and so needs no picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from helpers.document import Element, Flow, bullets, em, fold, group, line, para, strong, table

from .chart import Chart, Facts
from .guess import GuessMark
from .panel import Panel
from .words import one_line


class WordTable(Chart):
    """Rows of short texts under a heading, with the facts, the words and the source of a chart.

    Parameters
    ----------
    facts
        Title, description and source.
    head, rows
        The texts, first column first; the first column names the row.
    note
        What a reader must know while reading the table; set below it.
    strongest
        Cells that begin so are marked: bold, on a tint.
    headings
        What stands over the rows from a place on, by that place, counted from 0.
    """

    is_picture = False

    def __init__(
        self,
        facts: Facts,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        note: str = "",
        strongest: str = "",
        headings: Mapping[int, str] = MappingProxyType({}),
    ):
        grid = [[one_line(text) for text in row] for row in (head, *rows)]
        super().__init__(facts, [Panel(grid=grid)], _no_picture, note=note)
        self._strongest = strongest
        self._headings = headings
        self._guesses: dict[str, str] = {}

    def rows(self) -> list[str]:
        return [row[0] for row in self.table()[1:]]

    def with_guess(self, words: str, marks: Sequence[GuessMark]) -> WordTable:
        head, *rows = self.table()
        note = f"{self.note} {words}".strip()
        marked = WordTable(
            self.facts, head, rows, note=note, strongest=self._strongest, headings=self._headings
        )
        marked._guesses = {mark.row: mark.words for mark in marks}
        return marked

    def live(self, layouts: dict[Any, Any]) -> Element:
        return self._shown()

    @property
    def html(self) -> str:
        return self._shown().html

    def _shown(self) -> Element:
        return group(
            self._table(),
            para(self.note) if self.note else None,
            para(em(self._caption)),
            fold("How to read it", bullets(self.facts.caveats)) if self.facts.caveats else None,
            css="pp-chart mathjax_ignore tex2jax_ignore",
        )

    def _table(self) -> Element:
        head, *rows = self.table()
        body = [[self._name(row[0]), *map(self._cell, row[1:])] for row in rows]
        return table(head, body, self.title, sentences=True, headings=self._headings)

    def _name(self, name: str) -> Flow:
        guess = self._guesses.get(name)
        said = f" \N{LEFTWARDS ARROW} {guess}" if guess else ""
        return strong(name), em(said) if said else None

    def _cell(self, text: str) -> Flow:
        if not self._strongest or not text.startswith(self._strongest):
            return text
        tint = "background-color:rgba(0,114,178,0.22);padding:1px 9px;border-radius:4px"
        return line(strong(text), style=tint)


def _no_picture(_canvas: Any) -> None:
    raise ValueError("This chart is a table of words; it has no picture.")
