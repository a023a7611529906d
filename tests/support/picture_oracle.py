"""What a picture shows, read from its artists, held against the rows that its words come from.

`disagreements` knows nothing of the data a chart was made from. It looks at bars, points, lines,
cells and words as matplotlib holds them, and names whatever the rows do not say, and whatever
they say that nothing shows. What carries a value is known as in any picture of matplotlib: bars,
points, and lines with a label; a line without one joins marks or rules the plot. The forms need
no marks of their own for it. Two pictures are drawings of boxes, a
network and a tree; there, words belong to the box around them, and lines to the boxes they touch.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Any

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedFormatter

from helpers.charts.canvas import STAMP
from helpers.charts.chart import Chart
from helpers.charts.panel import Panel
from helpers.charts.style import PROJECT, contrast

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_NUMBER = re.compile(r"[\u2212+]?\d[\d,]*(?:\.\d+)?")
_MONTH = re.compile(rf"(?:(\d+) )?({'|'.join(_MONTHS)}) (\d{{4}})")
_NEAR = 1e-6


def disagreements(chart: Chart) -> list[str]:
    """What the picture of a chart and its rows do not say alike; one sentence each."""
    found = []
    beside = [chart.title, *(words for _, words in chart.key)]
    beside += [chart.note] * bool(chart.note) + [STAMP] * chart.illustrative
    shown = [_flat(text.get_text()) for text in chart.figure.texts]
    if shown != [_flat(words) for words in beside]:
        found.append(f"Around the plot stands {shown}, not {beside}.")
    if len(chart.figure.axes) != len(chart.panels):
        found.append(f"{len(chart.figure.axes)} axes for {len(chart.panels)} panels.")
    for ax, panel in zip(chart.figure.axes, chart.panels, strict=False):
        found += _Held(ax, panel, chart.text).problems()
    return found


# ---------------------------------------------------------------- words and numbers


def _flat(text: str) -> str:
    return " ".join(text.split())


def _numbers(text: str) -> list[tuple[float, int]]:
    """The numbers in a text, each with its decimals; months and days as places on an axis."""
    found = [
        (float(one.replace(",", "").replace("\u2212", "-")), len(one.partition(".")[2]))
        for one in _NUMBER.findall(text)
    ]
    for day, month, year in _MONTH.findall(text):
        at = _MONTHS.index(month)
        found.append((int(year) + at / 12, 9))
        if day:
            found.append((float(date(int(year), at + 1, int(day)).toordinal()), 9))
    return found


def _says(text: str, value: float) -> bool:
    """Whether a text holds a value."""
    return any(isclose(number, value, rel_tol=_NEAR, abs_tol=_NEAR) for number, _ in _numbers(text))


def _tokens(text: str) -> set[str]:
    return {word.strip(".,:;()\"'") for word in text.split()}


def _agrees(label: str, said: str) -> bool:
    """Whether each word of a label is said, and each number of it, perhaps less rounded."""
    known = _tokens(said)
    for word in filter(None, _tokens(label)):
        if word in known:
            continue
        numbers = _numbers(word)
        if not numbers or word.strip("%\u2212+0123456789.,"):
            return False
        for number, places in numbers:
            near = 0.5 * 10**-places + 1e-9
            if not any(abs(number - other) <= near for other, _ in _numbers(said)):
                return False
    return True


def _contained(words: str, text: str) -> bool:
    return bool(re.search(rf"(?<![\w.,]){re.escape(words)}(?!\w|[.,]\d)", text))


# ---------------------------------------------------------------- one axes


@dataclass(frozen=True)
class Mark:
    """A thing drawn that carries a value: where it is, and what it is called."""

    kind: str
    category: str | float
    series: str
    start: float
    end: float
    places: tuple[tuple[float, float], ...]

    def is_said_by(self, row: tuple[str, str, str]) -> bool:
        category, series, value = row
        if isinstance(self.category, str):
            if category != self.category:
                return False
        elif not _says(category, self.category):
            return False
        if series != self.series:
            return False
        if self.kind == "point":
            return _says(value, self.end)
        if " to " in value:
            return _says(value, self.start) and _says(value, self.end)
        if value.startswith("from "):
            return _says(value, self.start)
        return _says(value, self.end - self.start)

    def __str__(self) -> str:
        value = f"{self.start:g} to {self.end:g}" if self.kind == "bar" else f"{self.end:g}"
        return f"a {self.kind} at {self.category!r} ({self.series or 'no series'}): {value}"


class _Held:
    """One axes held against its panel."""

    def __init__(self, ax: Axes, panel: Panel, text: str):
        self.ax, self.panel, self.text = ax, panel, text
        self.rows, self.columns = _categories(ax.yaxis), _categories(ax.xaxis)
        self.left = list(panel.marks)
        self.notes = list(panel.notes)

    def problems(self) -> list[str]:
        found = list(self._frame())
        series = {name for _, name, _ in self.panel.marks}
        if self.panel.grid:
            return found + list(self._words_in_rows())
        if "kind" in series:
            return found + _compared(_network(self.ax), self.panel.marks)
        if self.panel.category == "Hangs under":
            rows = [(above, "", words) for above, _, words in self.panel.marks]
            return found + _compared(_tree(self.ax), rows)
        if self.ax.images:
            return found + list(self._cells())
        return found + list(self._marks())

    def _frame(self) -> Iterator[str]:
        ax, panel = self.ax, self.panel
        title = _flat(ax.get_title(loc="left") or ax.get_title())
        if title != panel.title:
            yield f"Over the plot stands {title!r}, not {panel.title!r}."
        for axis, label in ((ax.xaxis, panel.across), (ax.yaxis, panel.up)):
            shown = _flat(axis.label.get_text()) if ax.axison else ""
            if axis.get_visible() and shown != label:
                yield f"An axis is named {shown!r}, not {label!r}."

    # ------------------------------------------------------------ bars, points, lines

    def _marks(self) -> Iterator[str]:
        marks = [*self._bars(), *self._points(), *self._lines()]
        yield from self._bands()
        shown: list[tuple[Mark, str]] = []
        for mark in marks:
            row = next((r for r in self.left if mark.is_said_by(r)), None)
            if row is None:
                yield f"No row says what is drawn: {mark}."
            else:
                self.left.remove(row)
                shown.append((mark, f"{row[0]} {row[1]} {row[2]}"))
        yield from (f"Nothing shows the row {row}." for row in self.left)
        yield from (
            f"Nothing shows the note {note!r}."
            for note in self.notes
            if note.startswith(("Line at", "Shaded from"))
        )
        yield from self._texts(shown)
        yield from self._joins(marks)

    def _bars(self) -> Iterator[Mark]:
        for group in self.ax.containers:
            assert isinstance(group, BarContainer)
            flat = group.orientation == "horizontal"
            for bar in group:
                start, length = (
                    (bar.get_x(), bar.get_width()) if flat else (bar.get_y(), bar.get_height())
                )
                across = bar.get_y() + bar.get_height() / 2
                if not flat:
                    across = bar.get_x() + bar.get_width() / 2
                end = start + length
                places = [(v, across) for v in (start, end, (start + end) / 2)]
                yield Mark(
                    "bar",
                    _nearest(self.rows if flat else self.columns, across),
                    _series(group),
                    start,
                    end,
                    tuple(places if flat else [(y, x) for x, y in places]),
                )

    def _point(self, x: float, y: float, series: str) -> Mark:
        if self.rows:
            return Mark("point", _nearest(self.rows, y), series, x, x, ((x, y),))
        if self.columns:
            return Mark("point", _nearest(self.columns, x), series, y, y, ((x, y),))
        return Mark("point", float(x), series, y, y, ((x, y),))

    def _points(self) -> Iterator[Mark]:
        for group in self.ax.collections:
            if isinstance(group, PolyCollection) and not _series(group):
                continue  # a ground between lines
            if not isinstance(group, PathCollection):
                raise TypeError(f"What does a {type(group).__name__} show? Teach it to this file.")
            for x, y in group.get_offsets().tolist():
                yield self._point(x, y, _series(group))

    def _lines(self) -> Iterator[Mark]:
        for line in self.ax.lines:
            if not _series(line) and line.get_linestyle() != "None":
                continue  # it joins marks or rules the plot
            points = _corners(line)
            (x0, y0), (x1, y1) = points[0], points[-1]
            level = x0 if x0 == x1 else y0
            note = next((n for n in self.notes if n.endswith(f": {_series(line)}.")), None)
            if len(points) == 2 and note and (x0 == x1 or y0 == y1):
                if _says(note.partition(":")[0], level):
                    self.notes.remove(note)
                continue
            for x, y in points:
                yield self._point(x, y, _series(line))

    def _bands(self) -> Iterator[str]:
        """Labelled stretches of the level axis."""
        for patch in self.ax.patches:
            if not _series(patch) or any(patch in group for group in self.ax.containers):
                continue
            assert isinstance(patch, Rectangle)
            ends = patch.get_x(), patch.get_x() + patch.get_width()
            note = next((n for n in self.notes if n.endswith(f": {_series(patch)}.")), "")
            if note and all(_says(note, end) for end in ends):
                self.notes.remove(note)
            else:
                yield f"No note says that {_series(patch)!r} is shaded from {ends[0]} to {ends[1]}."

    def _texts(self, shown: list[tuple[Mark, str]]) -> Iterator[str]:
        """What is written beside a mark says what the mark says; all else stands in the words."""
        for text in self.ax.texts:
            words = _flat(text.get_text())
            at = _place(text)
            said = [row for mark, row in shown if at in mark.places]
            if words in self.notes or any(
                _agrees(words, row) or "ends of the interval" in row for row in said
            ):
                said = []
            elif not said or not _numbers(words):
                said = [] if self._stands(words) else [self.panel.title or "the plot"]
            if words and said:
                yield f"{words!r} is written where the rows say {said}."

    def _stands(self, words: str) -> bool:
        return any(_agrees(words, note) for note in self.panel.notes) or any(
            _contained(words, line) for line in self.text.split("\n")
        )

    def _joins(self, marks: list[Mark]) -> Iterator[str]:
        """A line that joins marks ends at marks, or at the zero of an axis; a ground has its
        corners at marks."""
        known = {(round(x, 9), round(y, 9)) for mark in marks for x, y in mark.places}
        for group in self.ax.collections:
            for path in group.get_paths() if isinstance(group, PolyCollection) else ():
                for x, y in path.vertices.tolist():
                    if (round(x, 9), round(y, 9)) not in known:
                        yield f"A ground has a corner at ({x:g}, {y:g}), where nothing is."
        for line in self.ax.lines:
            plain = line.get_transform() == self.ax.transData and line.get_linestyle() != "None"
            if not _series(line) and plain:
                corners = _corners(line)
                for x, y in (corners[0], corners[-1]):
                    if (round(x, 9), round(y, 9)) not in known and (x if self.rows else y):
                        yield f"A line ends at ({x:g}, {y:g}), where nothing is."

    # ------------------------------------------------------------ cells and words

    def _cells(self) -> Iterator[str]:
        (image,) = self.ax.images
        shades = image.to_rgba(image.get_array())
        written: dict[tuple[int, int], str] = {}  # by column and row, from above
        for text in sorted(self.ax.texts, key=lambda text: _place(text)[1]):
            cell = round(_place(text)[0]), round(_place(text)[1])
            written[cell] = _flat(f"{written.get(cell, '')} {text.get_text()}")
        rows, columns = list(self.rows.values()), list(self.columns.values())
        values = {(row, column): value for row, column, value in self.panel.marks}
        if len(values) != len(rows) * len(columns) or shades.shape[:2] != (len(rows), len(columns)):
            yield f"{shades.shape[:2]} cells for {len(values)} rows."
            return
        seen: list[tuple[str, float, str]] = []
        for r, row in enumerate(rows):
            for c, column in enumerate(columns):
                value = values.get((row, column), "nothing")
                letters = written.get((c, r), value)
                if letters not in ("-", "o", "+") and _words(letters) != _words(value):
                    yield f"{letters!r} is written at {row}, {column}, not {value!r}."
                shade = to_hex(shades[r][c]) if shades[r][c][3] else "none"
                seen.append((value, float(c), shade))
        yield from _unlike_shares(seen) if "%" in self.text else _unlike_letters(seen)

    def _words_in_rows(self) -> Iterator[str]:
        """A table of words: columns by where their lines begin, rows by the rules between them."""
        rules = sorted({float(line.get_ydata()[0]) for line in self.ax.lines})
        lefts = sorted({text.get_position()[0] for text in self.ax.texts})
        cells: dict[tuple[int, int], list[str]] = {}
        for text in self.ax.texts:
            x, y = text.get_position()
            cells.setdefault((sum(rule < y for rule in rules), lefts.index(x)), []).append(
                text.get_text()
            )
        height = max(row for row, _ in cells) + 1
        grid = [
            [_flat(" ".join(cells.get((r, c), []))) for c in range(len(lefts))]
            for r in range(height)
        ]
        if grid != self.panel.grid:
            yield f"The words drawn are {grid}, not {self.panel.grid}."


def _words(line: str) -> list[str]:
    """The words of a line, whether they are set on cards or in a sentence."""
    return re.sub(r"[,.:](?= |$)", "", line).split()


def _series(artist: Any) -> str:
    """The label of an artist, as a legend would show it."""
    label = str(artist.get_label() or "")
    return "" if label.startswith("_") else label


def _categories(axis: Any) -> dict[float, str]:
    """Tick places and names of an axis that holds categories; empty for one with numbers."""
    formatter = axis.get_major_formatter()
    if not isinstance(formatter, FixedFormatter):
        return {}
    pairs = zip(axis.get_majorticklocs(), formatter.seq, strict=False)
    return {float(place): _flat(name) for place, name in pairs}


def _nearest(categories: dict[float, str], place: float) -> str:
    return categories[min(categories, key=lambda known: abs(known - place))]


def _corners(line: Line2D) -> list[tuple[float, float]]:
    pairs = zip(line.get_xdata(orig=True), line.get_ydata(orig=True), strict=True)
    return [(float(x), float(y)) for x, y in pairs]


def _place(text: Text) -> tuple[float, float]:
    x, y = text.xy if isinstance(text, Annotation) else text.get_position()
    return float(x), float(y)


def _unlike_letters(seen: list[tuple[str, float, str]]) -> Iterator[str]:
    """Letters alike have one shade, and each letter its own; A has one for each column."""
    shades: dict[tuple[str, float], set[str]] = {}
    for value, column, shade in seen:
        shades.setdefault((value[0], column if value[0] == "A" else -1), set()).add(shade)
    for (letter, _), found in shades.items():
        if len(found) > 1:
            yield f"The cells of {letter} have the shades {sorted(found)}."
    weak = [shade for (letter, _), found in shades.items() if letter != "A" for shade in found]
    strong = {shade for (letter, _), found in shades.items() if letter == "A" for shade in found}
    if len(set(weak)) != len(weak) or strong & set(weak):
        yield "Two letters share a shade."


def _unlike_shares(seen: list[tuple[str, float, str]]) -> Iterator[str]:
    """A greater share is never lighter, and shares far apart differ."""
    shares = sorted(
        (_numbers(value)[0][0], shade) for value, _, shade in seen if value.endswith("%")
    )
    for (low, light), (high, deep) in zip(shares, shares[1:], strict=False):
        if contrast(deep, "#ffffff") < contrast(light, "#ffffff") and low < high:
            yield f"{high:g}% is lighter than {low:g}%."
    if shares and shares[-1][0] - shares[0][0] > 20 and shares[0][1] == shares[-1][1]:
        yield "Shares far apart have one shade."


# ---------------------------------------------------------------- drawings of boxes


def _compared(
    shown: Iterable[tuple[str, str, str]], rows: Iterable[tuple[str, str, str]]
) -> list[str]:
    drawn, said = Counter(shown), Counter(rows)
    return [f"No row says what is drawn: {mark}." for mark in drawn - said] + [
        f"Nothing shows the row {row}." for row in said - drawn
    ]


def _holds(box: Rectangle, x: float, y: float) -> bool:
    inside = 0 < x - box.get_x() < box.get_width()
    return inside and 0 < y - box.get_y() < box.get_height()


def _touched(boxes: Iterable[Rectangle], x: float, y: float) -> Rectangle | None:
    """The box at whose left or right side a line ends."""
    for box in boxes:
        sides = box.get_x(), box.get_x() + box.get_width()
        level = box.get_y() <= y <= box.get_y() + box.get_height()
        if level and min(abs(x - side) for side in sides) < 0.01:
            return box
    return None


def _words_of(ax: Axes, box: Rectangle) -> list[str]:
    return [_flat(text.get_text()) for text in ax.texts if _holds(box, *_place(text))]


def _network(ax: Axes) -> Iterator[tuple[str, str, str]]:
    """Boxes with a name and five numbers, and who waits for whom."""
    names = {}
    for box in ax.patches:
        assert isinstance(box, Rectangle)
        name, *numbers = re.findall(r"[^\s\u2013/]+", " ".join(_words_of(ax, box)))
        names[box] = name
        for series, value in zip(
            ("duration", "start", "end", "total float", "free float"), numbers, strict=True
        ):
            yield name, series, value
        critical = to_hex(box.get_edgecolor()) == PROJECT.colour.lower()
        yield name, "kind", "critical path" if critical else "other work"
    for links in ax.collections:
        if isinstance(links, LineCollection):
            critical = to_hex(links.get_colors()[0]) == PROJECT.colour.lower()
            for points in links.get_segments():
                first, last = (_touched(names, *points[end]) for end in (0, -1))
                before = names[first] if first else "nothing"
                after = names[last] if last else "nothing"
                yield after, "waits for", before + " (critical)" * critical


def _tree(ax: Axes) -> Iterator[tuple[str, str, str]]:
    """What each box hangs under, and the words in it."""
    boxes = [box for group in ax.containers for box in group]
    words = {id(box): " ".join(_words_of(ax, box)) for box in boxes}
    above = {}
    for line in ax.lines:
        corners = _corners(line)
        upper, lower = (_touched(boxes, *corners[end]) for end in (0, -1))
        above[id(lower)] = words[id(upper)] if upper else "nothing"
    for box in boxes:
        alone = "Under nothing" if box.get_x() else "At the top"
        yield above.get(id(box), alone), "", words[id(box)]
