"""`Panel`: the rows that one axes of a chart is drawn from, as lines of text and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .words import one_line


@dataclass
class Panel:
    """What one axes shows: a form fills it from the very rows that it draws.

    Attributes
    ----------
    title
        What stands over the axes, where a chart has several.
    across, up
        What the two axes hold; empty for an axes without them.
    category
        What the marks stand for, one a row of the table; the axis that is named so has no
        numbers.
    order
        The rows of the table in their order, where it is not that of the marks.
    marks
        What is drawn: category, series and value, each as it reads.
    grid
        The cells of a picture made of words, the heading first; it has no marks.
    notes
        What else stands on the axes.
    """

    title: str = ""
    across: str = ""
    up: str = ""
    category: str = "Item"
    order: Sequence[str] = ()
    marks: list[tuple[str, str, str]] = field(default_factory=list)
    grid: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("title", "across", "up", "category"):
            setattr(self, name, one_line(getattr(self, name)))
        self.order = [one_line(name) for name in self.order]

    def add(self, category: str, series: str, value: str) -> None:
        """Note one mark."""
        self.marks.append((one_line(category), series, one_line(value)))

    def add_all(self, categories: Iterable[str], series: str, values: Iterable[str]) -> None:
        """Note the marks of one series."""
        for category, value in zip(categories, values, strict=True):
            self.add(category, series, value)

    def table(self) -> list[list[str]]:
        """The marks as rows under a heading: one row a category, one column a series."""
        if self.grid:
            return self.grid
        series = list(dict.fromkeys(name for _, name, _ in self.marks))
        cells: dict[str, dict[str, list[str]]] = {}
        for category, name, value in self.marks:
            cells.setdefault(category, {}).setdefault(name, []).append(value)
        known = [name for name in dict.fromkeys(self.order) if name in cells]
        rows = known + [name for name in cells if name not in known]
        measure = self.across if self.category == self.up else self.up
        head = [self.category, *(name or measure or "Value" for name in series)]
        body = [
            [category, *("; ".join(cells[category].get(name, [])) for name in series)]
            for category in rows
        ]
        return [head, *body]

    def axes(self) -> str:
        """What the two axes hold."""
        named = [("across", self.across), ("up", self.up)]
        return "; ".join(f"{way}, {label}" for way, label in named if label)

    def lines(self, before: str = "") -> list[str]:
        """The panel as lines of text; its axes are named unless the panel ``before`` had them."""
        out = [f"Panel: {self.title}"] if self.title else []
        out += [f"Axes: {self.axes()}."] if self.axes() != before else []
        if self.grid:
            out += [f"- {' | '.join(row)}" for row in self.grid]
        else:
            head, *body = self.table()
            for row in body:
                named = len(head) > 2 or any(name for _, name, _ in self.marks)
                values = [
                    f"{name} {value}" if named else value
                    for name, value in zip(head[1:], row[1:], strict=True)
                    if value
                ]
                out.append(f"- {row[0]}: {'; '.join(values)}")
        return out + [f"Note: {note}" for note in self.notes]


def text_of(panels: Sequence[Panel]) -> list[str]:
    """All panels of a chart as lines of text."""
    lines: list[str] = []
    before = ""
    for panel in panels:
        lines += panel.lines(before)
        before = panel.axes()
    return lines


def table_of(panels: Sequence[Panel]) -> list[list[str]]:
    """All marks of a chart as rows, the heading first; several panels share one table."""
    tables = [panel.table() for panel in panels]
    if len(panels) == 1:
        return tables[0]
    columns = list(dict.fromkeys(name for head, *_ in tables for name in head[1:]))
    first = list(dict.fromkeys(head[0] for head, *_ in tables))
    rows = [["Panel", " / ".join(first), *columns]]
    for panel, (head, *body) in zip(panels, tables, strict=True):
        for row in body:
            named = dict(zip(head[1:], row[1:], strict=True))
            rows.append([panel.title, row[0], *(named.get(name, "") for name in columns)])
    return rows
