"""Charts of the course: `draw` an exhibit by its id and get a `Chart`.

A chart knows its words and its table; matplotlib is loaded when its picture is asked for.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from .chart import Chart, can_draw
from .exhibits import EXHIBITS
from .matplotlib_folder import choose_matplotlib_folder
from .registry import exhibit

__all__ = ["EXHIBITS", "draw", "exhibit", "exhibit_ids"]

choose_matplotlib_folder()


def exhibit_ids() -> list[str]:
    """The ids of all exhibits, by the alphabet."""
    return sorted(EXHIBITS)


def draw(exhibit_id: str, **data: Any) -> Chart:
    """Make one exhibit.

    Parameters
    ----------
    exhibit_id
        An id of `exhibit_ids`.
    **data
        What the exhibit takes in place of the course's own files.

    Raises
    ------
    ValueError
        When there is no such exhibit; the sentence names the nearest ids.
    """
    if exhibit_id not in EXHIBITS:
        near = difflib.get_close_matches(str(exhibit_id), EXHIBITS, n=3, cutoff=0.3)
        names = ", ".join(near or exhibit_ids()[:3])
        raise ValueError(f"There is no chart {exhibit_id!r}; the nearest are {names}.")
    chart = EXHIBITS[exhibit_id](**data)
    if not data and not can_draw():
        beforehand = Path(__file__).with_name("drawn") / f"{exhibit_id}.html"
        chart.drawn = beforehand.read_text("utf-8") if beforehand.is_file() else ""
    return chart
