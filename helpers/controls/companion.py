"""The companion: one small anywidget that names groups, keeps keys, and speaks the status."""

from __future__ import annotations

import re
from pathlib import Path

import anywidget
import traitlets


def _lean(name: str) -> str:
    """Read a file without indentation and comment lines, for it travels with each view."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    kept = (line.strip() for line in lines)
    text = "\n".join(line for line in kept if line and not line.startswith("//"))
    if name.endswith(".js"):  # its strings are selectors, where these blanks mean nothing either
        text = re.sub(r"(?<=[;{},()>])\n", "", text)
        text = re.sub(r'"([^"\'\n]*)"', r"'\1'", text)  # a message would escape the others
        text = re.sub(r" *(=>|===|!==|&&|\|\||[=?:,{}();<>+-]) *", r"\1", text)
        text = re.sub(r"\((\w+)\)=>", r"\1=>", text.replace(";}", "}"))
        text = re.sub(r"\bconst\b", "let", text)
    else:  # a blank before a colon means something, one behind it does not
        text = re.sub(r"\s*([{};>,])\s*", r"\1", text).replace(": ", ":").replace(";}", "}")
        text = re.sub(r"& (?=[.:[])", "", text)  # a nested rule means that by itself
    return text


def _chain(*names: str) -> str:
    """Styles or scripts as one: of scripts each renders more, and the last is exported."""
    *before, last = map(_lean, names)
    return "".join(re.sub(r"export default\{.*\};$", "", one) for one in before) + last


class Companion(anywidget.AnyWidget):
    """Placed last in a view's box; sets attributes on its neighbours and holds a live region.

    ``state`` is how the view stands (``asked``, ``again``, ``done``, ``shown``, ``result``),
    ``page`` which of its pages is on show, ``marks`` a mark for each row that was answered. What
    is new is brought into view.
    """

    _esm = _lean("companion.js")
    _css = _lean("companion.css")
    uid = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    state = traitlets.Unicode().tag(sync=True)
    page = traitlets.Int().tag(sync=True)
    marks = traitlets.List(traitlets.Unicode()).tag(sync=True)


class LabCompanion(Companion):
    """The companion of a view with rows of fields and a picture; only there its rules travel."""

    _esm = _chain("companion.js", "sliders.js", "lab.js")
    _css = _chain("companion.css", "writing.css", "lab.css")


class GameCompanion(Companion):
    """The companion of the game, whose board and cards have a style of their own."""

    _css = _chain("companion.css", "writing.css", "lab.css", "game.css")


class WeekCompanion(Companion):
    """The companion of the week in both chairs, whose two cards stand side by side."""

    _css = _chain("companion.css", "week.css")


class PredictCompanion(Companion):
    """The companion of a question before a picture, which may have sliders or a note."""

    _esm = _chain("companion.js", "sliders.js")
    _css = _chain("companion.css", "writing.css", "predict.css")
