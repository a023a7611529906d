"""Charts of the course: `draw` an exhibit by its id and get a `Chart`.

Importing this package loads no matplotlib; drawing does.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from .exhibits import EXHIBITS

if TYPE_CHECKING:
    from .chart import Chart

__all__ = ["EXHIBITS", "draw", "exhibit_ids"]


def exhibit_ids() -> list[str]:
    """The ids of all exhibits, in the order of the lessons."""
    return list(EXHIBITS)


def draw(exhibit_id: str, **data) -> Chart:
    """Draw one exhibit.

    Parameters
    ----------
    exhibit_id
        An id of `exhibit_ids`.
    **data
        What the exhibit takes in place of the course's own files; ``course_map`` takes ``course``.

    Raises
    ------
    ValueError
        When there is no such exhibit; the sentence names the nearest ids.
    """
    if exhibit_id not in EXHIBITS:
        near = difflib.get_close_matches(str(exhibit_id), EXHIBITS, n=3, cutoff=0.3)
        names = ", ".join(near or list(EXHIBITS)[:3])
        raise ValueError(f"There is no chart {exhibit_id!r}; the nearest are {names}.")
    return EXHIBITS[exhibit_id](**data)
