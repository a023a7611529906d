"""Charts of the course: `draw` an exhibit by its id and get a `Chart`.

A chart knows its words and its table; matplotlib is loaded when its picture is asked for.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from .registry import EXHIBITS, exhibit

if TYPE_CHECKING:
    from .chart import Chart

__all__ = ["draw", "exhibit", "exhibit_ids"]


def exhibit_ids() -> list[str]:
    """The ids of all exhibits, by the alphabet."""
    from . import exhibits  # noqa: F401  (they register)

    return sorted(EXHIBITS)


def draw(exhibit_id: str, **data) -> Chart:
    """Make one exhibit.

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
    known = exhibit_ids()
    if exhibit_id not in known:
        near = difflib.get_close_matches(str(exhibit_id), known, n=3, cutoff=0.3)
        names = ", ".join(near or known[:3])
        raise ValueError(f"There is no chart {exhibit_id!r}; the nearest are {names}.")
    return EXHIBITS[exhibit_id](**data)
