"""A picture as a reader meets it: words that say what it is, and that can be read on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from helpers.charts import style
from helpers.charts.chart import Chart

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

WORDS = 6  # of a title at least: it states a finding
ALT = (30, 320)  # characters of the description
SMALLEST = 10  # points
CONTRAST = 4.5
SHARED = 0.5  # pixels that two texts may share before it counts as an overlap
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_SHARE = re.compile(r"\d[\d.]*%")


def word_faults(chart: Chart) -> Iterator[str]:
    """What is wrong with title, description and source of a chart."""
    title, alt, source = chart.title, chart.alt, chart.source_line
    if len(title.split()) < WORDS or title[0].islower() or title.endswith("."):
        yield (
            f"the title {title!r} is no finding; say in {WORDS} words or more what the chart "
            "shows, without a full stop"
        )
    if not ALT[0] < len(alt) < ALT[1] or not alt.endswith("."):
        yield f"the description {alt!r} is no sentence of {ALT[0]} to {ALT[1]} characters; mend it"
    if not (source.startswith("Source: ") and _YEAR.search(source)):
        yield f"its source {source!r} names no year; add one to the figures"
    if ("VeloLink" in source) and not chart.illustrative:
        yield "its numbers are VeloLink's and it is not stamped as illustrative; grade them so"


def picture_faults(chart: Chart) -> Iterator[str]:
    """What is wrong with a picture as it is drawn."""
    for ax in chart.figure.axes:
        if not (ax.axison and ax.yaxis.get_visible()):
            continue  # a drawing of boxes
        for name, axis in (("level", ax.xaxis), ("upright", ax.yaxis)):
            tick = axis.get_major_ticks(1)[0]
            named = tick.label1.get_visible() or tick.label2.get_visible()
            if named and not axis.label.get_text().strip():
                yield f"its {name} axis has no label; name what it holds, with the unit"
    yield from text_faults(chart.figure)


def text_faults(figure: Figure) -> Iterator[str]:
    """Words of a picture that are small, cut off, faint, or in each other's way."""
    boxes = shown_texts(figure)
    patches: list[Any] = [patch for ax in figure.axes for patch in ax.patches]
    fills = [
        (patch, patch.get_window_extent(), _hex(patch.get_facecolor()))
        for patch in patches
        if patch.get_facecolor()[3] > 0
    ]
    width, height = figure.bbox.width, figure.bbox.height
    for text, box in boxes:
        words = " ".join(text.get_text().split())
        if text.get_fontsize() < SMALLEST:
            yield f"{words!r} is set in {text.get_fontsize():g} points; use {SMALLEST} or more"
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            yield f"{words!r} runs out of the picture; shorten it, or widen its axis"
        middle = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        ground = style.PAPER
        for patch, extent, colour in fills:
            if extent.contains(*middle) and patch.contains_point(middle):
                ground = colour
        ground = _cell(text) or ground
        ratio = style.contrast(_hex(text.get_color()), ground)
        if ratio < CONTRAST:
            yield f"{words!r} has a contrast of {ratio:.1f} on {ground}; use {CONTRAST} or more"
    for (text, one), (other, two) in combinations(boxes, 2):
        across = min(one.x1, two.x1) - max(one.x0, two.x0)
        up = min(one.y1, two.y1) - max(one.y0, two.y0)
        if across > SHARED and up > SHARED:
            words, others = (" ".join(t.get_text().split()) for t in (text, other))
            yield f"{words!r} and {others!r} overlap; shorten one, or give them more room"


def shown_texts(figure: Figure) -> list[tuple[Any, Bbox]]:
    """The texts that a reader sees, and where they stand in pixels."""
    from matplotlib.text import Text

    with style.house_style():
        figure.draw_without_rendering()
        texts: list[Any] = list(figure.texts)
        for ax in figure.axes:
            texts += [t for t in ax.get_children() if isinstance(t, Text)]  # titles are, too
            for axis in (ax.xaxis, ax.yaxis):
                if ax.axison and axis.get_visible():
                    low, high = sorted(axis.get_view_interval())
                    ticks = [
                        tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high
                    ]
                    texts += [
                        axis.label,
                        *(t for tick in ticks for t in (tick.label1, tick.label2)),
                    ]
        shown = [text for text in texts if text.get_visible() and text.get_text().strip()]
        return [(text, text.get_window_extent()) for text in shown]


def _hex(colour: Any) -> str:
    from matplotlib.colors import to_hex

    return to_hex(colour)


def _cell(text: Any) -> str:
    """The colour of the cell that a text names in a grid of cells; empty elsewhere."""
    for image in text.axes.images if text.axes else ():
        if text in text.axes.texts:
            column, row = map(int, text.get_position())
            shade = image.to_rgba(image.get_array())[row][column]
            return _hex(shade) if shade[3] else ""
    return ""
