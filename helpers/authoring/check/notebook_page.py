"""A lesson's notebook as it is committed, taken apart for the tests of its anatomy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from helpers.content.model import Course, Lesson, Question

_CALL = re.compile(r"\blesson\.(\w+)\(([^)]*)\)")


class Page(NamedTuple):
    """A lesson of a course, its questions by id, and the cells of its notebook."""

    course: Course
    lesson: Lesson
    questions: Mapping[str, Question]
    cells: list[dict[str, Any]]

    @property
    def opening(self) -> bool:
        """Whether this lesson has the diagnostic: then it is built a little differently."""
        return self.lesson.id == self.course.diagnostic

    @property
    def closing(self) -> bool:
        """Whether this lesson has the final test, and so asks its questions first."""
        return self.lesson.id == self.course.final_test

    def say(self, what: str) -> str:
        return f"notebooks/{self.course.entry(self.lesson.id).notebook}.ipynb: {what}"


class Part(NamedTuple):
    """What stands under one level-2 heading."""

    title: str
    cells: list[dict[str, Any]]

    @property
    def prose(self) -> str:
        return "\n\n".join(source(c) for c in self.cells if c["cell_type"] == "markdown")


def source(cell: Mapping[str, Any]) -> str:
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def cells_of(path: Path) -> list[dict[str, Any]]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def code(page: Page) -> list[str]:
    return [source(cell) for cell in page.cells if cell["cell_type"] == "code"]


def markdown(page: Page) -> str:
    return "\n\n".join(source(c) for c in page.cells if c["cell_type"] == "markdown")


def headings(text: str) -> list[tuple[int, str]]:
    return [(len(m[1]), m[2].strip()) for m in re.finditer(r"^(#+)\s+(.*)$", text, re.M)]


def parts(page: Page) -> list[Part]:
    """The notebook by level-2 heading; what stands before the first has the title ""."""
    found = [Part("", [])]
    for cell in page.cells:
        first = re.match(r"##\s+(.*)", source(cell)) if cell["cell_type"] == "markdown" else None
        if first:
            found.append(Part(first[1].strip(), []))
        found[-1].cells.append(cell)
    return found


def calls(cells: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The calls of the lesson in code cells: name and argument."""
    text = "\n".join(source(cell) for cell in cells if cell["cell_type"] == "code")
    return [(m[1], m[2].strip().strip("\"'")) for m in _CALL.finditer(text)]


def outputs(page: Page, kind: str) -> Iterator[tuple[str, str]]:
    """The committed outputs of one kind, each with the source of its cell."""
    for cell in page.cells:
        for output in cell.get("outputs", []):
            if text := output.get("data", {}).get(kind):
                yield source(cell), text if isinstance(text, str) else "".join(text)
