"""From a figure to a PNG: words are set once and kept, and a picture keeps few colours."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from matplotlib.ft2font import LoadFlags
from PIL import Image

_KEPT = 512  # lines of words; a picture has about fifty, and most stay when a control moves
# Between the colours of the palette, and the level of compression: until the image is small.
_TRIES = ((6, 6), (14, 9), (24, 9), (36, 9))
_COLOURS = 128
_LARGEST = 60_000  # bytes of an image


def _line(text: str, path: str, size: float, dpi: float):
    """Set one line of text; the font holds its glyphs until the next line is set."""
    font = get_font(path)
    font.clear()
    font.set_size(size, dpi)
    font.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    return font


@lru_cache(_KEPT)
def _measures(text: str, path: str, size: float, dpi: float) -> tuple[float, float, float]:
    """Width, height and descent of a line of text, in pixels."""
    font = _line(text, path, size, dpi)
    width, height = font.get_width_height()
    return width / 64, height / 64, font.get_descent() / 64


@lru_cache(_KEPT)
def _inked(
    text: str, path: str, size: float, dpi: float, ink: tuple[float, float, float, float]
) -> tuple[np.ndarray, int, int]:
    """A line of text as an RGBA image, lowest row first; where its left and lower edges are.

    Both are in pixels from where the text begins on its baseline, to the right and downwards.
    """
    font = _line(text, path, size, dpi)
    font.draw_glyphs_to_bitmap(antialiased=True)
    cover = font.get_image()[::-1]
    image = np.empty((*cover.shape, 4), np.uint8)
    image[:] = np.rint(np.multiply(ink, 255))
    image[..., 3] = np.rint(cover * ink[3])
    above = (font.get_width_height()[1] - font.get_descent()) // 64 + 1  # rows, as it was drawn
    return image, round(font.get_bitmap_offset()[0] / 64), len(cover) - above


class _Renderer(RendererAgg):
    """Agg's renderer; it sets a level line of text in one piece, and only where it is new."""

    def get_text_width_height_descent(self, s, prop, ismath):
        if ismath:
            return super().get_text_width_height_descent(s, prop, ismath)
        return _measures(s, findfont(prop), prop.get_size_in_points(), self.dpi)

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        if ismath or angle:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        ink = (*gc.get_rgb()[:3], gc.get_alpha())
        image, left, low = _inked(s, findfont(prop), prop.get_size_in_points(), self.dpi, ink)
        self.draw_image(gc, round(x) + left, self.height - (round(y) + low), image)


class ChartCanvas(FigureCanvasAgg):
    """Agg's canvas with the renderer above."""

    def get_renderer(self):
        size = (*self.get_width_height(physical=True), self.figure.dpi)
        if self._lastKey != size:
            self.renderer, self._lastKey = _Renderer(*size), size
        return self.renderer


def pixels(figure: Figure) -> Image.Image:
    """Draw a figure; its pixels are let go of when the image is."""
    canvas = ChartCanvas(figure)
    canvas.draw()
    drawn = canvas.buffer_rgba()
    height, width = drawn.shape[:2]
    picture = Image.frombuffer("RGBA", (width, height), drawn).convert("RGB")
    ChartCanvas(figure)  # a new canvas lets the drawn pixels go
    return picture


# ------------------------------------------------------------ as a PNG


def quick_png(picture: Image.Image) -> bytes:
    """Save a picture fast, for a view that is drawn again at every touch of a control."""
    few = picture.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    return _saved(few, 3)


def small_png(picture: Image.Image) -> bytes:
    """Save a picture with few colours and no metadata: the same bytes every time."""
    for spacing, level in _TRIES:
        data = _saved(_with_few_colours(picture, spacing), level)
        if len(data) <= _LARGEST:
            break
    return data


def _saved(picture: Image.Image, level: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, format="png", compress_level=level)
    return out.getvalue()


def _with_few_colours(picture: Image.Image, spacing: int) -> Image.Image:
    """Reduce a picture to some of its own colours, the frequent ones first.

    A colour is left out when the palette has one within ``spacing`` of it. So the
    house colours stay exact, and a rare one is not merged into another.
    """
    few = 1 << 14  # a drawing has fewer colours; room for one a pixel would stay in memory
    counted: Any = picture.getcolors(few) or picture.getcolors(picture.width * picture.height)
    left = np.array([colour for _, colour in sorted(counted, key=lambda e: (-e[0], e[1]))])
    chosen: list[np.ndarray] = []
    while len(left) and len(chosen) < _COLOURS:
        chosen.append(left[0])
        left = left[((left - left[0]) ** 2).sum(axis=1) >= spacing**2]
    palette = Image.new("P", (1, 1))
    palette.putpalette(np.ravel(chosen).tolist())
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)
