"""`Chart`: the rows of a picture, how to draw it, the words that stand for it and its source."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from helpers.document import Card, Element, bullets, fold, group, note, para
from helpers.document import figure as document_figure
from helpers.document import table as document_table

from .canvas import STAMP, Canvas, Key
from .guess import GuessMark, draw_guess
from .panel import Panel, table_of, text_of
from .style import house_style
from .words import first_number, one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL import Image

_NO_PICTURE = (
    "The picture needs matplotlib, which is not installed; here is what it shows.",
    "This page draws no new pictures; here is what this one would show.",
)  # on a computer, in a browser
_LIVE_DPI = 100  # of a picture that is drawn at every touch of a control


@dataclass(frozen=True)
class Facts:
    """What must be said beside a picture: the finding, who says so, and what it is not.

    ``title`` states the finding as a sentence; ``alt`` describes the picture in
    one or two sentences; ``source_line`` names title, publisher, year and who was asked.
    """

    title: str
    alt: str
    source_line: str
    caveats: tuple[str, ...] = ()
    illustrative: bool = False


def facts_of(info, *, title: str, alt: str, short: str = "") -> Facts:
    """Make the facts of a chart from the ``FigureInfo`` beside its numbers.

    Parameters
    ----------
    info
        The struct read from ``figures/<id>.yaml``.
    title, alt
        The finding as a sentence, and the picture in one or two sentences.
    short
        The one caveat that belongs in the source line itself.
    """
    source = info.source
    parts = [f"{source.title}, {source.publisher}, {info.year}", info.population, short]
    parts.append(f"Licence: {source.licence}")
    line = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return Facts(title, alt, f"Source: {line}", tuple(info.caveats), info.grade == "illustrative")


@cache
def can_draw() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def _room(ax) -> tuple[Any, ...]:
    """What decides how much room a plot leaves beside it: its words, and the ends of its scales."""
    parts: list[Any] = [ax.get_xlabel(), ax.get_ylabel(), *ax.get_xlim(), *ax.get_ylim()]
    for axis in (ax.xaxis, ax.yaxis):
        parts.append(tuple(getattr(axis.get_major_formatter(), "seq", ())))
    return tuple(parts)


class Chart:
    """A picture, its text twin, its table and its source; shows itself in a notebook.

    Words and table come from the rows that the picture is drawn from. It is drawn when it is
    asked for, and nothing is kept of it unless ``figure`` is: a notebook holds on to every output.

    Parameters
    ----------
    facts
        Title, description and source.
    panels
        The rows drawn, one panel for each axes.
    paint
        Draws the plot on a canvas whose words are set.
    key
        What each look stands for, one line each, under the title.
    note
        What a reader must know while reading the picture; set below the plot.
    data
        The rows of the data table, where the picture sums them up.

    Attributes
    ----------
    drawn : str
        The HTML of the same chart, drawn beforehand: shown where matplotlib is missing.
    is_picture : bool
        False for a table of words.
    """

    is_picture = True

    def __init__(
        self,
        facts: Facts,
        panels: Sequence[Panel],
        paint: Callable[[Canvas], None],
        *,
        key: Key = (),
        note: str = "",
        data: Panel | None = None,
    ):
        self.facts, self.panels, self.key, self.note = facts, list(panels), key, note
        self.data = data
        self.drawn = ""
        self._paint = paint
        self._figure: Figure | None = None

    @property
    def figure(self) -> Figure:
        """The matplotlib ``Figure``, drawn once and kept."""
        if self._figure is None:
            self._figure = self._drawn()
        return self._figure

    def _drawn(self) -> Figure:
        with house_style():
            canvas = Canvas(self.title, self.key, self.note, self.illustrative)
            self._paint(canvas)
        return canvas.figure

    @property
    def title(self) -> str:
        return self.facts.title

    @property
    def alt(self) -> str:
        return self.facts.alt

    @property
    def source_line(self) -> str:
        return self.facts.source_line

    @property
    def illustrative(self) -> bool:
        return self.facts.illustrative

    @property
    def text(self) -> str:
        """The text twin: every value on the picture, then the source and its caveats."""
        lines = [f"Chart: {one_line(self.title)}"]
        lines += [f"Key: {one_line(words)}" for _, words in self.key]
        lines += text_of([*self.panels, *([self.data] if self.data else [])])
        lines += [f"Note: {one_line(self.note)}"] if self.note else []
        lines += [f"{STAMP}."] if self.illustrative else []
        lines += [self.source_line, *(f"Caveat: {caveat}" for caveat in self.facts.caveats)]
        return "\n".join(lines)

    def table(self) -> list[list[str]]:
        """The values drawn or summed up, as rows of text with the heading first."""
        return table_of([self.data] if self.data else self.panels)

    def value(self, row: str, series: str = "") -> float | None:
        """The number that the picture shows in a row (of one series, where it has several)."""
        for panel in self.panels:
            for category, name, written in panel.marks:
                if category == one_line(row) and series in ("", name):
                    return first_number(written)
        return None

    def rows(self) -> list[str]:
        """The names of the rows (or columns) that the picture has."""
        return list(dict.fromkeys(c for panel in self.panels for c, _, _ in panel.marks))

    def with_guess(self, words: str, marks: Sequence[GuessMark]) -> Chart:
        """The same picture with what a learner guessed marked on it, and in ``words`` below it."""

        def paint(canvas: Canvas) -> None:
            self._paint(canvas)
            draw_guess(canvas.figure, marks)

        note = f"{self.note} {words}".strip()
        return Chart(self.facts, self.panels, paint, key=self.key, note=note, data=self.data)

    def show_data(self) -> Card:
        """The values drawn as a table that a notebook shows."""
        return Card(self._table())

    def _table(self) -> Element:
        head, *body = self.table()
        return document_table(head, body, self.title)

    def png(self) -> bytes:
        """The picture as a small PNG: few colours, no metadata, the same bytes every time."""
        from .pixels import small_png

        return small_png(self._picture(self._figure or self._drawn()))

    def _picture(self, figure: Figure) -> Image.Image:
        from .pixels import pixels

        with house_style():
            return pixels(figure)

    def live(self, layouts: dict[Any, Any]) -> Element:
        """The picture for a view that is drawn often: placed as the last one like it, so that
        nothing jumps and no time goes into placing it anew.

        Parameters
        ----------
        layouts
            Where the plots of earlier pictures stood; kept by the caller, and added to here.
        """
        if not can_draw():
            return self._in_words()
        from .pixels import quick_png

        figure = self._figure or self._drawn()
        like = (tuple(figure.get_size_inches()), tuple(_room(ax) for ax in figure.axes))
        if like in layouts:
            figure.set_layout_engine("none")
            for ax, place in zip(figure.axes, layouts[like], strict=True):
                ax.set_position(place)
        dpi = figure.get_dpi()
        figure.set_dpi(_LIVE_DPI)
        picture = self._picture(figure)
        figure.set_dpi(dpi)
        layouts.setdefault(like, [ax.get_position() for ax in figure.axes])
        # Width and height keep the room while the browser unpacks the next picture.
        return self._framed(
            quick_png(picture),
            width=str(picture.width),
            height=str(picture.height),
            decoding="sync",
            style="max-width:100%;height:auto",
        )

    @property
    def html(self) -> str:
        """The picture with real alternative text, its source, its caveats and its data."""
        if not can_draw():
            return self.drawn or self._in_words().html
        return self._framed(self.png(), style="max-width:100%").html

    @property
    def _caption(self) -> str:
        return f"{STAMP}. {self.source_line}" if self.illustrative else self.source_line

    def _in_words(self) -> Element:
        """What stands in place of the picture where it cannot be drawn."""
        sentence = _NO_PICTURE[sys.platform == "emscripten"]
        caveats = bullets(self.facts.caveats) if self.facts.caveats else None
        return group(note(sentence), self._table(), caveats, para(self._caption), css="pp-chart")

    def _framed(self, png: bytes, **size: str) -> Element:
        caveats = bullets(self.facts.caveats) if self.facts.caveats else None
        folded = "How to read it, and the data table" if caveats else "Data table"
        return document_figure(
            png,
            f"{self.title}. {self.alt}",
            self._caption,
            fold(folded, caveats, self._table()),
            css="pp-chart",
            **size,
        )

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": self.html}
