"""The text twin: what a chart shows, read back from the artists that were drawn.

Nothing here looks at the data a chart was made from. A bar of the wrong length
therefore gives a twin with the wrong number, and a test can see it.

Forms mark artists with a ``gid`` where the artist alone does not say what it is:

==================== ====================================================
``decor``            carries no value of its own (a connector, a rule)
``span``             a bar read from its start to its end, with its length
``period``           a bar read from its start to its end
``open``             a bar read from its start, with no planned end
``band`` / ``ref``   a shaded range / a line of reference, with a label
``label:S:i``        a number or name written beside mark i of series S
``letter:r:c``       a letter in row r, column c of a heat map
``cell:r:c``         a text in row r, column c of a picture made of words
``lead``             a text that begins the next one
``node:N``           a box named N of a network; its label says of what kind it is
``node:N:a|b``       a text in box N that ends with the numbers a and b
``links``            lines that run from box to box: the second waits for the first
==================== ====================================================
"""

from __future__ import annotations

import re

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import FixedFormatter

from .panel import Panel
from .words import PLAIN, one_line


def _gid(artist) -> str:
    return artist.get_gid() or ""


def _series(artist) -> str:
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label


def _categories(axis) -> dict[float, str]:
    """Tick positions and names of an axis that holds categories; empty for one with numbers."""
    formatter = axis.get_major_formatter()
    if not isinstance(formatter, FixedFormatter):
        return {}
    names = [one_line(name) for name in formatter.seq]
    return {
        float(place): name
        for place, name in zip(axis.get_majorticklocs(), names, strict=False)
        if name
    }


def _nearest(categories: dict[float, str], place: float) -> str:
    return categories[min(categories, key=lambda known: abs(known - place))]


def _rounds_to(value: float, label: str) -> bool:
    """Whether a label such as ``56%`` is the value, rounded."""
    found = re.fullmatch(r"(\d[\d,]*(?:\.(\d+))?)%?", label)
    if not found:
        return False
    places = len(found[2] or "")
    return abs(float(found[1].replace(",", "")) - value) <= 0.5 * 10**-places + 1e-9


class _Reader:
    """Reads one axes."""

    def __init__(self, ax: Axes):
        self.ax = ax
        self.rows, self.columns = _categories(ax.yaxis), _categories(ax.xaxis)
        self.x = ax.fmt_xdata or PLAIN
        self.y = ax.fmt_ydata or PLAIN
        self.nodes: dict[str, Rectangle] = {}
        self.texts = {_gid(text): text.get_text() for text in ax.texts if _gid(text)}
        self.panel = Panel(
            title=one_line(ax.get_title(loc="left") or ax.get_title()),
            across=one_line(ax.get_xlabel()) if ax.axison else "",
            up=one_line(ax.get_ylabel()) if ax.axison else "",
        )
        side = self.panel.up if self.rows else self.panel.across
        self.panel.category = side or "Item"
        self.panel.order = [*self.rows.values()] or [*self.columns.values()]

    def read(self) -> Panel:
        bars = {id(bar) for group in self.ax.containers for bar in group}
        for artist in self._in_order():
            if isinstance(artist, BarContainer):
                self._bars(artist)
            elif _gid(artist) == "decor" or id(artist) in bars:
                continue
            elif _gid(artist).startswith("node:"):
                self._node(artist)
            elif isinstance(artist, LineCollection) and _gid(artist) == "links":
                self._links(artist)
            elif isinstance(artist, PathCollection):
                self._points(artist, artist.get_offsets().tolist())
            elif isinstance(artist, Line2D):
                self._line(artist)
            elif isinstance(artist, AxesImage):
                self._image(artist)
            elif isinstance(artist, Rectangle) and _gid(artist) == "band":
                ends = (artist.get_x(), artist.get_x() + artist.get_width())
                low, high = (self.x(end) for end in ends)
                self.panel.notes.append(f"Shaded from {low} to {high}: {_series(artist)}.")
            else:
                kind = type(artist).__name__
                raise ValueError(
                    f"The text twin cannot read a {kind}; mark it 'decor' or teach twin.py it."
                )
        self._words()
        return self.panel

    def _in_order(self) -> list:
        ax = self.ax
        return [*ax.containers, *ax.images, *ax.patches, *ax.collections, *ax.lines]

    def _add(self, category: str, artist, index: int, value: str, drawn=None) -> None:
        label = one_line(self.texts.get(f"label:{artist.get_label()}:{index}", ""))
        agrees = label in ("", value) or (drawn is not None and _rounds_to(drawn, label))
        if not agrees and f"(length {label.split()[-1]})" not in value:
            if re.search(rf"(?<![\d.,]){re.escape(value)}(?![\d.,]*\d)", label):
                value = label
            elif label in value.split():
                pass
            elif any(char.isdigit() for char in label):
                value = f'{value} (labelled "{label}")'
            else:
                value = f"{label}, {value}"
        self.panel.marks.append((category, _series(artist), value))

    def _bars(self, group: BarContainer) -> None:
        flat = group.orientation == "horizontal"
        names, write = (self.rows, self.x) if flat else (self.columns, self.y)
        for index, bar in enumerate(group):
            if flat:
                start, length = bar.get_x(), bar.get_width()
                place = bar.get_y() + bar.get_height() / 2
            else:
                start, length = bar.get_y(), bar.get_height()
                place = bar.get_x() + bar.get_width() / 2
            if _gid(bar) in ("span", "period"):
                value = f"{write(start)} to {write(start + length)}"
                if _gid(bar) == "span":
                    value += f" (length {PLAIN(length)})"
            elif _gid(bar) == "open":
                value = f"from {write(start)}, no planned end"
            else:
                value = write(length)
            self._add(_nearest(names, place), group, index, value, length)

    def _points(self, artist, points) -> None:
        for index, (x, y) in enumerate(points):
            if self.rows:
                self._add(_nearest(self.rows, y), artist, index, self.x(x))
            elif self.columns:
                self._add(_nearest(self.columns, x), artist, index, self.y(y))
            else:
                self._add(self.x(x), artist, index, self.y(y))

    def _line(self, line: Line2D) -> None:
        points = list(zip(line.get_xdata(orig=True), line.get_ydata(orig=True), strict=True))
        if _gid(line) == "ref":
            (x0, y0), (x1, _) = points[0], points[-1]
            value = self.x(x0) if x0 == x1 else self.y(y0)
            self.panel.notes.append(f"Line at {value}: {_series(line)}.")
        else:
            self._points(line, points)

    def _image(self, image: AxesImage) -> None:
        words = str(image.get_label()).split("|")
        for r, row in enumerate(image.get_array().tolist()):
            for c, code in enumerate(row):
                letter = self.texts.get(f"letter:{r}:{c}", "")
                shade = words[int(code)]
                said = f"{letter} (shaded as {shade})" if letter else shade
                value = letter if letter and letter.startswith(shade) else said
                self.panel.marks.append((self.rows[float(r)], self.columns[float(c)], value))

    def _node(self, box: Rectangle) -> None:
        """A box of a network: its kind, and the numbers written in it."""
        name = _gid(box).removeprefix("node:")
        self.nodes[name] = box
        self.panel.category = self.ax.get_ylabel() or self.panel.category
        for gid, text in self.texts.items():
            if gid.startswith(f"node:{name}:"):
                series = gid.removeprefix(f"node:{name}:").split("|")
                numbers = re.findall(r"\d[\d,.]*", text)[-len(series) :]
                self.panel.marks += [
                    (name, one, value) for one, value in zip(series, numbers, strict=True)
                ]
        self.panel.marks.append((name, "kind", _series(box)))

    def _links(self, lines: LineCollection) -> None:
        """Lines from box to box, by the boxes that they touch; their label says of what kind."""
        kind = f" ({_series(lines)})" if _series(lines) else ""
        for points in lines.get_segments():
            first, second = (self._node_at(*points[end]) for end in (0, -1))
            self.panel.marks.append((second, "waits for", first + kind))

    def _node_at(self, x: float, y: float) -> str:
        for name, box in self.nodes.items():
            within = box.get_y() <= y <= box.get_y() + box.get_height()
            if within and min(abs(x - box.get_x()), abs(x - box.get_x() - box.get_width())) < 0.01:
                return name
        return "nothing"

    def _words(self) -> None:
        cells: dict[tuple[int, int], str] = {}
        lead = ""
        for text in self.ax.texts:
            gid = _gid(text)
            if gid.startswith("cell:"):
                row, column = (int(part) for part in gid.split(":")[1:])
                cells[row, column] = one_line(f"{cells.get((row, column), '')} {text.get_text()}")
            elif gid == "lead":
                lead = f"{one_line(text.get_text())}: "
            elif not gid.startswith(("label:", "letter:", "node:", "decor")):
                self.panel.notes.append(lead + one_line(text.get_text()))
                lead = ""
        width = max((column for _, column in cells), default=-1) + 1
        for row in sorted({row for row, _ in cells}):
            self.panel.grid.append([cells.get((row, column), "") for column in range(width)])


def panels(figure: Figure) -> list[Panel]:
    """Read every axes of a figure."""
    return [_Reader(ax).read() for ax in figure.axes]


def written(figure: Figure, gid: str) -> list[str]:
    """The texts of a figure outside its axes that carry a ``gid``: title, key, note, stamp."""
    return [one_line(text.get_text()) for text in figure.texts if _gid(text) == gid]


def twin(figure: Figure) -> str:
    """Describe a whole figure: its title, key, every value drawn, and every note on it."""
    lines = [f"Chart: {title}" for title in written(figure, "title")]
    lines += [f"Key: {key}" for key in written(figure, "key")]
    before = ""
    for panel in panels(figure):
        lines += panel.lines(before)
        before = panel.axes()
    lines += [f"Note: {note}" for note in written(figure, "note")]
    lines += [f"{stamp}." for stamp in written(figure, "stamp")]
    return "\n".join(lines)


def table(figure: Figure) -> list[list[str]]:
    """Every value of a figure as rows, the heading first; several panels share one table."""
    read = panels(figure)
    tables = [panel.table() for panel in read]
    if len(read) == 1:
        return tables[0]
    columns = list(dict.fromkeys(name for head, *_ in tables for name in head[1:]))
    first = list(dict.fromkeys(head[0] for head, *_ in tables))
    rows = [["Panel", " / ".join(first), *columns]]
    for panel, (head, *body) in zip(read, tables, strict=True):
        for row in body:
            named = dict(zip(head[1:], row[1:], strict=True))
            rows.append([panel.title, row[0], *(named.get(name, "") for name in columns)])
    return rows
