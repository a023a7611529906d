"""The drawing library where a page in a browser runs Python: large, so it comes when asked for."""

from __future__ import annotations

import importlib
from contextlib import suppress
from pathlib import Path

from .chart import can_draw

SIZE = Path(__file__).with_name("drawing_megabytes.txt")
"""Written by whoever builds the site, where the library can be had there."""
NOT_THERE = (
    "The drawing library did not come. The numbers stand here in words and tables; to try again, "
    "press the button once more."
)


def megabytes() -> int:
    """How much there is to load; 0 where all is there, or nothing is offered."""
    if not can_draw():
        with suppress(OSError, ValueError):
            return int(SIZE.read_text("utf-8"))
    return 0


async def load_drawing_library() -> str:
    """Load it; return a sentence where it did not come, or ""."""
    with suppress(Exception):  # whatever a browser throws when something cannot be fetched
        import pyodide_js

        await pyodide_js.loadPackage("matplotlib")
    importlib.invalidate_caches()
    can_draw.cache_clear()
    return "" if can_draw() else NOT_THERE
