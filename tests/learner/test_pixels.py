"""From a figure to a PNG: words stand where Agg would set them, and colours stay themselves."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from helpers.charts import pixels
from helpers.charts.pixels import ChartCanvas

COLOUR = st.tuples(*[st.integers(0, 255)] * 3)


def page(kind=ChartCanvas, **text) -> np.ndarray:
    """A white page of 300 x 200 pixels with one text on it, as rows of RGB."""
    figure = Figure(figsize=(3, 2), dpi=100)
    figure.text(**({"x": 0.2, "y": 0.5, "fontsize": 11} | text))
    canvas = kind(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[..., :3].astype(int)


def box(rows: np.ndarray) -> list[int]:
    """Left, top, right and lower end of what is darker than half."""
    down, right = np.nonzero(rows.min(axis=2) < 128)
    return [right.min(), down.min(), right.max(), down.max()]


@pytest.mark.parametrize(
    "text",
    [
        {"s": "EEE"},
        {"s": "gypsy (j)"},
        {"s": "Two\nlines, yes"},
        {"s": "Fett", "weight": "bold"},
        {"s": "EEE", "ha": "right", "va": "top", "x": 0.9, "y": 0.9},
        {"s": "Ünï \u2212 3"},
        {"s": "upright", "rotation": 90},
        {"s": "aslant", "rotation": 30},
        {"s": "$x^2$"},
    ],
)
def test_words_stand_where_agg_sets_them(text):
    ours, theirs = box(page(**text)), box(page(FigureCanvasAgg, **text))
    assert max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) <= 3, (ours, theirs)


@pytest.mark.parametrize("size", [9, 10, 10.5, 13.5])
def test_words_with_and_without_tails_stand_on_one_line(size):
    """The foot of an E is at the same height whatever follows it."""
    feet = set()
    for word in ("E", "Eg", "E(j)", "EÄ", "E,"):
        rows = page(s=word, fontsize=size, va="baseline")
        left = box(rows)[0]
        feet.add(box(rows[:, : left + 5])[3])
    assert len(feet) == 1


def test_ink_keeps_its_colour_and_lets_the_ground_through():
    solid = page(s="\u2588", fontsize=40, color="#0072B2")
    assert (solid == (0x00, 0x72, 0xB2)).all(axis=2).sum() > 300
    pale = page(s="\u2588", fontsize=40, color="black", alpha=0.5)
    assert {tuple(c) for c in pale.reshape(-1, 3) if c.sum() < 400} <= {(127,) * 3, (128,) * 3}


def test_a_line_is_set_once(monkeypatch):
    first = page(s="Once and no more")

    def again(*_):
        raise AssertionError("set a second time")

    monkeypatch.setattr(pixels, "_line", again)
    assert (page(s="Once and no more") == first).all()
    with pytest.raises(AssertionError, match="set a second time"):
        page(s="Something else")


# ------------------------------------------------------------ as a PNG


def chosen_one_by_one(picture: Image.Image, spacing: int) -> list[tuple[int, int, int]]:
    """The palette as its rule says, without any shortcut."""
    found = []
    for _, colour in sorted(picture.getcolors(), key=lambda e: (-e[0], e[1])):
        far = (sum((a - b) ** 2 for a, b in zip(colour, c, strict=True)) for c in found)
        if len(found) < 128 and all(d >= spacing**2 for d in far):
            found.append(colour)
    return found


@given(st.lists(COLOUR, min_size=1, max_size=160), st.sampled_from([6, 36]))
def test_the_palette_holds_the_frequent_colours_at_their_distance(colours, spacing):
    picture = Image.new("RGB", (len(colours), 1))
    picture.putdata(colours)
    wanted = chosen_one_by_one(picture, spacing)
    small = pixels._with_few_colours(picture, spacing)
    assert small.getpalette()[: 3 * len(wanted)] == [part for colour in wanted for part in colour]
    assert len(small.getpalette()) == 3 * len(wanted) or set(small.getdata()) <= set(
        range(len(wanted))
    )


def test_a_large_picture_gets_fewer_colours_until_it_is_small():
    noise = np.random.default_rng(1).integers(100, 160, (300, 300, 3), dtype=np.uint8)
    large = Image.fromarray(noise)
    fine = pixels._with_few_colours(large, 6)
    assert len(pixels._saved(fine, 9)) > pixels._LARGEST
    data = pixels.small_png(large)
    assert len(data) <= pixels._LARGEST
    assert 1 < len(Image.open(io.BytesIO(data)).getcolors()) < len(fine.getcolors())
