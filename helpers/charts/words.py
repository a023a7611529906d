"""Small helpers for the words and numbers on a chart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

NumberFormat = Callable[[float], str]


def number(
    decimals: int = 0, before: str = "", after: str = "", sign: bool = False
) -> NumberFormat:
    """Return a formatter that never hides a difference.

    A value that the given decimals would round away is written out in full, so
    that the text twin of a chart shows what is drawn and not what was meant.
    """

    def write(value: float) -> str:
        value = float(value)
        shown = value if abs(value) > 1e-9 else 0.0
        places = decimals
        while places < 6 and abs(round(shown, places) - shown) > 1e-6:
            places += 1
        text = f"{abs(shown):,.{places}f}"
        minus = "\u2212" if shown < 0 else ("+" if sign and shown > 0 else "")
        return f"{before}{minus}{text}{after}"

    return write


PLAIN = number()


@cache
def _measure(bold: bool):
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    props = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=10)
    return TextToPath(), props


@cache
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Width of one line of text in inches."""
    path, props = _measure(bold)
    return path.get_text_width_height_descent(text, props, False)[0] * size / 10 / 72


def wrap(text: str, inches: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``inches``; a line break in it is kept."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width_of(longer, size, bold) * 1.02 > inches:
                lines.append(line)
                line = word
            else:
                line = longer
        lines.append(line)
    return lines


def wrap_evenly(text: str, inches: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into as few lines as `wrap` does, of about the same length."""
    lines = wrap(text, inches, size, bold)
    width = inches
    while len(lines) > 1 and width > 1:
        narrower = wrap(text, width - 0.1, size, bold)
        if len(narrower) > len(lines):
            break
        lines, width = narrower, width - 0.1
    return lines


def drawable(text: str) -> bool:
    """Whether the pictures' font can draw every letter of a text, in its order and shape."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    known = get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()
    text = unicodedata.normalize("NFC", text)
    return all(ord(c) in known and unicodedata.bidirectional(c) not in ("R", "AL") for c in text)


def shortened(text: str, inches: float, size: float) -> str:
    """The beginning of a text that is no wider than ``inches``, with dots for what is left out."""
    if width_of(text, size) <= inches:
        return text
    while text and width_of(f"{text}\u2026", size) > inches:
        text = text[:-1]
    return f"{text.rstrip()}\u2026"


def one_line(text: str) -> str:
    """Join the lines of a label."""
    return " ".join(text.split())


_FIRST_NUMBER = re.compile(r"([+\u2212-]?)(\d[\d,]*(?:\.\d+)?)")


def first_number(text: str) -> float | None:
    """The first number in words that a chart has written, or None: ``"−1,250 EUR"`` is -1250."""
    found = _FIRST_NUMBER.search(text)
    if found is None:
        return None
    value = float(found[2].replace(",", ""))
    return -value if found[1] in ("-", "\u2212") else value
