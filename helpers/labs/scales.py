"""What the pictures of all labs share: their frame, and axes that seldom change."""

from __future__ import annotations

import math
from typing import Any

from helpers.charts.chart import Facts

SOURCE = "Source: VeloLink, the running example of this course, the course authors, 2026."


def frame(case: dict[str, Any], title: str, **numbers: float) -> dict[str, Any]:
    """What a form takes by name from the sheet of a lab: the facts, labels and scales.

    Parameters
    ----------
    case
        What the lab was given; ``{name}`` in a text of its ``picture`` is this value of it.
    title
        The finding.
    **numbers
        More values that the texts name.
    """
    picture = case["picture"]
    alt, *caveats = [text.format_map(case | numbers) for text in (picture.alt, *picture.caveats)]
    facts = Facts(title, alt, SOURCE, tuple(caveats), illustrative=True)
    return {"facts": facts} | picture.form


def ceiling(value: float, least: float = 10.0) -> float:
    """The end of an axis: 1, 2 or 5 times a power of ten, not under ``value`` or ``least``.

    So an axis keeps its end while its bars move a little, and the picture does not jump.

    >>> ceiling(4_283), ceiling(3)
    (5000.0, 10.0)
    """
    wanted = max(value, least)
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(power * step for step in (1, 2, 5, 10) if power * step >= wanted * (1 - 1e-12))


def three_ticks(high: float) -> list[float]:
    """Ticks at the start, the middle and the end of an axis."""
    return [0, high / 2, high]


def euros(value: float) -> str:
    """Whole euros, a loss with the minus sign of the pictures."""
    return f"EUR {value:,.0f}".replace("-", "\u2212")
