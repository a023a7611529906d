"""What the course says otherwise where it runs in a browser: there is no file and no terminal."""

from __future__ import annotations

from typing import Any

IN_A_BROWSER = {
    'need = "helpers anywidget ipywidgets markdown_it matplotlib msgspec platformdirs yaml"': (
        'need = "helpers anywidget ipywidgets markdown_it msgspec platformdirs"'
    ),
    "Open a terminal in the course folder and give the README's command: python3 -m helpers "
    "(Windows: py -m helpers)": "Load this page again; if it still says so, tell whoever "
    "published the course",
    "Your answers are kept on this computer only.": (
        "Your answers are kept in this browser only, on this device."
    ),
    "They lie in one file on this computer. You can copy it, hand it in, or delete it.": (
        "They lie in this browser, on this device, and nowhere else. A private window forgets "
        "them when it closes, clearing the browser's data deletes them, and Safari is said to do "
        "so after seven days without a visit. So keep a copy: the first line below saves one."
    ),
    "Bring in the answers of another computer, each once | `lesson.import_record"
    '("file.json")`': "Bring in the answers of another device, each once | "
    "`lesson.import_record()`",
    "Share this computer: keep": "Share this device: keep",
    "Into a file on this computer": "Into this browser's storage, on this device",
    "You work alone, on your own computer.": "You work alone, on your own device.",
}
"""Words of the notebooks and the data, and what stands in their place."""
STARTING = {
    "Press **Start** at the top, or choose Run All Cells in the Run menu and scroll back up.": (
        "The questions come alive by themselves; the first time takes a quarter of a minute."
    ),
    "Press **Start** at the top, or choose Run All Cells in the Run menu.": (
        "The questions come alive by themselves; the first time takes a quarter of a minute."
    ),
}
"""The same for the live lessons alone; a page to read leaves these sentences out."""


def reworded(held: Any, table: dict[str, str]) -> Any:
    """Put other words into whatever JSON can hold."""
    if isinstance(held, str):
        for words, instead in table.items():
            held = held.replace(words, instead)
        return held
    if isinstance(held, list):
        return [reworded(one, table) for one in held]
    if isinstance(held, dict):
        return {key: reworded(one, table) for key, one in held.items()}
    return held


_TEXTS = ("source", "text", "text/plain", "text/html")


def _whole(held: Any) -> Any:
    """A part of a notebook with its texts in one piece: on disk they are lists of lines."""
    if isinstance(held, list):
        return [_whole(one) for one in held]
    if isinstance(held, dict):
        return {
            key: "".join(one) if key in _TEXTS and isinstance(one, list) else _whole(one)
            for key, one in held.items()
        }
    return held


def in_the_browser(notebook: dict[str, Any], *, live: bool = False) -> dict[str, Any]:
    """A notebook as it reads in a browser; ``live`` where its code runs there, too."""
    cells = [_whole(cell) for cell in notebook["cells"]]
    table = IN_A_BROWSER | STARTING if live else IN_A_BROWSER
    return reworded({**notebook, "cells": cells}, table)
