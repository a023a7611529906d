"""`Chart`: a drawn figure with the words that stand for it and its source."""

from __future__ import annotations

import base64
import ctypes
import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from . import twin
from .style import house_style

if TYPE_CHECKING:
    from PIL import Image

_LIVE_DPI = 100  # of a picture that is drawn at every touch of a control
_WORDS = 'class="mathjax_ignore tex2jax_ignore"'
_NUMBER = re.compile(r"((median )?([A-Z]{3} )?[+\u2212-]?\d[\d.,]*%?( \w+)?)?")


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


def _room(ax) -> tuple[Any, ...]:
    """What decides how much room a plot leaves beside it: its words, and the ends of its scales."""
    parts: list[Any] = [ax.get_xlabel(), ax.get_ylabel(), *ax.get_xlim(), *ax.get_ylim()]
    for axis in (ax.xaxis, ax.yaxis):
        parts.append(tuple(getattr(axis.get_major_formatter(), "seq", ())))
    return tuple(parts)


def give_back() -> None:
    """Return freed memory to the system where the C library can (glibc); elsewhere do nothing.

    Each picture passes through some ten megabytes of pixels, and a notebook that draws six of
    them would otherwise hold on to about twenty.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def no_collection() -> Iterator[None]:
    """Draw without the garbage collector: it would pass over all new artists several times."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True)
class DataTable:
    """The numbers of a chart as a table, in text and in HTML."""

    title: str
    rows: list[list[str]]

    @property
    def html(self) -> str:
        head, *body = self.rows
        # JupyterLab sets every cell to the right, where only numbers belong.
        sides = [
            "" if at and all(map(_NUMBER.fullmatch, column)) else ' style="text-align:left"'
            for at, (_, *column) in enumerate(zip(*self.rows, strict=True))
        ]

        def cell(at: int, text: str, tag: str, scope: str = "") -> str:
            return f"<{tag}{scope}{sides[at]}>{escape(text)}</{tag}>"

        heads = "".join(cell(at, text, "th", ' scope="col"') for at, text in enumerate(head))
        lines = "".join(
            "<tr>"
            + cell(0, first, "th", ' scope="row"')
            + "".join(cell(at, text, "td") for at, text in enumerate(rest, 1))
            + "</tr>"
            for first, *rest in body
        )
        return (
            f"<table {_WORDS}><caption>{escape(self.title)}</caption>"
            f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
        )

    def __repr__(self) -> str:
        return "\n".join([self.title, *(" | ".join(row) for row in self.rows)])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return {"text/plain": repr(self), "text/html": self.html}


class Chart:
    """A picture, its text twin, its table and its source; shows itself in a notebook.

    The words and the table are read from the drawn artists each time they are
    asked for, so they cannot say anything else than the picture.
    """

    def __init__(self, figure, facts: Facts):
        self._figure, self._facts = figure, facts

    @property
    def figure(self):
        """The matplotlib ``Figure``."""
        return self._figure

    @property
    def title(self) -> str:
        return self._facts.title

    @property
    def alt(self) -> str:
        return self._facts.alt

    @property
    def source_line(self) -> str:
        return self._facts.source_line

    @property
    def caveats(self) -> tuple[str, ...]:
        return self._facts.caveats

    @property
    def illustrative(self) -> bool:
        return self._facts.illustrative

    @property
    def text(self) -> str:
        """The text twin: every value on the picture, then the source and its caveats."""
        lines = [twin.twin(self._figure), self.source_line]
        return "\n".join(lines + [f"Caveat: {caveat}" for caveat in self.caveats])

    def table(self) -> list[list[str]]:
        """The values drawn, as rows of text with the heading first."""
        return twin.table(self._figure)

    def show_data(self) -> DataTable:
        """The values drawn as an object that a notebook shows as a table."""
        return DataTable(self.title, self.table())

    def png(self) -> bytes:
        """The picture as a small PNG: few colours, no metadata, the same bytes every time."""
        from .pixels import small_png

        data = small_png(self._drawn())
        give_back()
        return data

    def _drawn(self) -> Image.Image:
        from .pixels import pixels

        with house_style():
            return pixels(self._figure)

    def live_html(self, layouts: dict[Any, Any]) -> str:
        """The picture for a view that is drawn often: placed as the last one like it, so that
        nothing jumps and no time goes into placing it anew.

        Parameters
        ----------
        layouts
            Where the plots of earlier pictures stood; kept by the caller, and added to here.
        """
        from .pixels import quick_png

        axes = self._figure.axes
        like = (tuple(self._figure.get_size_inches()), tuple(_room(ax) for ax in axes))
        if like in layouts:
            self._figure.set_layout_engine("none")
            for ax, place in zip(axes, layouts[like], strict=True):
                ax.set_position(place)
        dpi = self._figure.get_dpi()
        self._figure.set_dpi(_LIVE_DPI)
        with no_collection():
            picture = self._drawn()
        self._figure.set_dpi(dpi)
        layouts.setdefault(like, [ax.get_position() for ax in axes])
        # Width and height keep the room while the browser unpacks the next picture.
        size = f'width="{picture.width}" height="{picture.height}" decoding="sync" '
        size += 'style="max-width:100%;height:auto"'
        return self._framed(quick_png(picture), size)

    @property
    def html(self) -> str:
        """The picture with real alternative text, its source, its caveats and its data."""
        return self._framed(self.png(), 'style="max-width:100%"')

    def _framed(self, png: bytes, size: str) -> str:
        data = base64.b64encode(png).decode("ascii")
        stamp = "Illustrative: invented numbers. " if self.illustrative else ""
        caveats = "".join(f"<li>{escape(caveat)}</li>" for caveat in self.caveats)
        notes = f"<ul {_WORDS}>{caveats}</ul>" if caveats else ""
        fold = "How to read it, and the data table" if caveats else "Data table"
        return (
            '<figure class="pp-chart">'
            f'<img alt="{escape(f"{self.title}. {self.alt}")}" src="data:image/png;base64,{data}" '
            f"{size}>"
            f"<figcaption {_WORDS}>{escape(stamp + self.source_line)}</figcaption>"
            f'<details><summary data-lm-suppress-shortcuts="true">{fold}</summary>'
            f"{notes}{self.show_data().html}</details>"
            "</figure>"
        )

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return {"text/plain": self.text, "text/html": self.html}
