"""`Panel`: one axes of a chart in words, as lines of text and as a table."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Panel:
    """One axes in words: where it stands, and its marks as (category, series, value)."""

    title: str = ""
    across: str = ""
    up: str = ""
    category: str = "Item"
    order: list[str] = field(default_factory=list)
    marks: list[tuple[str, str, str]] = field(default_factory=list)
    grid: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

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
