"""The code cells of a lesson: they call only what a lesson has, by names that there are."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterator
from typing import Any

from helpers.capstone.pages import PAGES
from helpers.charts import EXHIBITS
from helpers.content import load_own_cases
from helpers.flashcards import DRILLS
from helpers.labs import LABS
from helpers.lesson.lesson import LessonView

from .notebook_page import LessonPage, code

_KNOWN: dict[str, tuple[str, Collection[str]]] = {
    "chart": ("exhibit", EXHIBITS),
    "lab": ("lab", LABS),
    "play": ("lab", LABS),
    "drill": ("drill", DRILLS),
    "capstone_page": ("page", PAGES),
}
"""Calls whose first argument is a name: what it names, and the names there are."""


def calls_are_known(page: LessonPage) -> list[str]:
    """Code cells are Python; each call of the lesson exists, takes its arguments and knows them."""
    found = []
    for number, text in enumerate(code(page), 1):
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            found.append(page.say(f"code cell {number} is no Python ({error.msg}); correct it."))
            continue
        found += [
            page.say(f"code cell {number}: lesson.{name}: {fault}")
            for name, call in _calls(tree)
            for fault in _faults(page, name, call)
        ]
    return found


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "lesson":
                yield node.func.attr, node


def _faults(page: LessonPage, name: str, call: ast.Call) -> Iterator[str]:
    method = getattr(LessonView, name, None)
    if name.startswith("_") or not callable(method):
        yield "a lesson has no such call; correct the name."
        return
    named = {key.arg: key.value for key in call.keywords if key.arg}
    try:
        bound = inspect.signature(method).bind(page, *call.args, **named)
    except TypeError as error:
        yield f"{error}; correct the arguments."
        return
    given: list[Any] = [v.value for v in bound.args[1:] if isinstance(v, ast.Constant)]
    if name in _KNOWN and given:
        what, known = _KNOWN[name]
        if given[0] not in known:
            yield f"there is no {what} {given[0]!r}; it is one of {', '.join(known)}."
    if name == "own_case" and given and given[0] not in (forms := load_own_cases()):
        yield f"there is no form {given[0]!r}; it is one of {', '.join(forms)}."
    if name == "check" and given:
        sections = [section.id for section in page.lesson.sections if section.checks]
        if given[0] not in sections:
            yield f"no section {given[0]!r} has a check; it is one of {', '.join(sections)}."


LESSON_RULES = (calls_are_known,)
