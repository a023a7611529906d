"""The house style: one set of fonts, sizes and colours for every chart.

The two sides of the course keep the same look everywhere. Colour is never the
only sign: each side also has its own marker and its own hatch.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

INK = "#1B2430"
SOFT_INK = "#434C57"
RULE = "#D5D9DE"
PAPER = "#FCFCFA"
TINT = "#F0F1EE"
STAMP_PAPER = "#FFF3C4"

WIDTH = 8.0  # inches
DPI = 120
TITLE_SIZE = 13.5
BASE_SIZE = 10.5
SMALL_SIZE = 10.0


@dataclass(frozen=True)
class Look:
    """How one side or series is drawn: fill, marker, hatch, and the ink for words on the fill."""

    colour: str
    marker: str = "o"
    hatch: str = ""
    on_fill: str = "#FFFFFF"
    tint: str = "#F0F1EE"

    @property
    def fill(self) -> dict[str, Any]:
        """How a bar of this look is filled."""
        return {"facecolor": self.colour, "hatch": self.hatch}


# Blue and vermilion of Okabe and Ito; the vermilion a step darker, so that words in it and
# white words on it reach a contrast of 4.5 to 1.
PRODUCT = Look("#0072B2", "o", "", tint="#EDF4F9")
PROJECT = Look("#C25100", "^", "////", tint="#FBF1E9")
NEUTRAL = Look("#5F6872", "s", "")
PALE = Look("#C9CED4", "s", "", INK)

RC: dict[str, object] = {
    "font.family": "DejaVu Sans",
    "font.size": BASE_SIZE,
    "text.color": INK,
    "text.parse_math": False,
    "figure.facecolor": PAPER,
    "figure.dpi": DPI,
    "savefig.facecolor": PAPER,
    "savefig.dpi": DPI,
    "axes.facecolor": PAPER,
    "axes.edgecolor": SOFT_INK,
    "axes.labelcolor": SOFT_INK,
    "axes.labelsize": SMALL_SIZE,
    "axes.labelpad": 7.0,
    "axes.titlesize": 11.0,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 9.0,
    "axes.titley": 1.0,  # where it would be found anyway, each time anew
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "xtick.labelsize": SMALL_SIZE,
    "ytick.labelsize": BASE_SIZE,
    "xtick.color": SOFT_INK,
    "ytick.color": SOFT_INK,
    "xtick.labelcolor": SOFT_INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 0.0,
    "ytick.major.size": 0.0,
    "xtick.major.pad": 5.0,
    "ytick.major.pad": 6.0,
    "hatch.color": "#F3C7A3",
    "hatch.linewidth": 0.9,
    "lines.linewidth": 2.2,
    "lines.solid_capstyle": "round",
    "path.simplify": False,
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the house style, whatever the reader's own matplotlib settings are."""
    import matplotlib.style

    with matplotlib.style.context(["default", RC]):
        yield


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours as WCAG 2 defines it (1 to 21)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
