"""What each cell of a lesson is in a slide deck made by ``jupyter nbconvert --to slides``."""

from __future__ import annotations

import re
from typing import Any

_SHOWS = re.compile(r"lesson\.(?!recap\b)\w+\(")  # a recap stands with its heading
TAKEAWAY = "**Takeaway."


def slide_type(cell: dict[str, Any], before: dict[str, Any] | None) -> str:
    """Return the slide type of a cell, in the words of nbconvert.

    A heading begins a slide. Whatever the lesson shows (a picture, a lab, a quiz, a page), a box
    and the prose after something shown each begin a slide below it. A takeaway under prose comes
    as a fragment, when the teacher asks for it. The sources stay out.

    Parameters
    ----------
    cell, before : dict
        The cell and the one before it, as nbformat holds them.
    """
    source = _source(cell)
    if cell.get("cell_type") != "markdown":
        return "subslide" if _SHOWS.search(source) else "-"
    if source.startswith("## Sources"):
        return "skip"
    if source.startswith("#"):
        return "slide"
    if source.startswith(">") or (before and _SHOWS.search(_source(before))):
        return "subslide"
    return "fragment" if source.startswith(TAKEAWAY) else "-"


def mark_slides(notebook: dict[str, Any]) -> int:
    """Write every cell's slide type into its metadata, in place; return how many were wrong."""
    wrong, before = 0, None
    for cell in notebook.get("cells", []):
        mark = {"slide_type": slide_type(cell, before)}
        metadata = cell.setdefault("metadata", {})
        wrong += metadata.get("slideshow") != mark
        metadata["slideshow"] = mark
        before = cell
    return wrong


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell.get("source", ""))
