"""A notebook as it is committed, taken apart for the rules on its anatomy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from helpers.content import ContentError
from helpers.content.model import Course, Lesson
from helpers.content.reading import read_text
from helpers.questions import Question

LARGEST = 5_000_000  # bytes of a notebook with its pictures

TODO = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|lorem ipsum)\b|\?\?\?", re.I)
"""What an author leaves to be written later."""
_CALL = re.compile(r"\blesson\.(\w+)\(([^)]*)\)")


class Advice(str):
    """A sentence of the check that is printed and lets the course pass."""


@dataclass(frozen=True)
class Page:
    """A notebook of the course: its path below ``folder``, and its cells."""

    name: str
    notebook: dict[str, Any]
    folder: Path

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The cells, as nbformat holds them."""
        return self.notebook["cells"]

    def say(self, what: str) -> str:
        """A sentence about this notebook."""
        return f"notebooks/{self.name}: {what}"


@dataclass(frozen=True)
class LessonPage(Page):
    """A notebook that is a lesson of a course, with the lesson's questions by id."""

    course: Course
    lesson: Lesson
    questions: Mapping[str, Question]
    full: bool = True
    """Whether the lesson is held to the sizes of a full one, or only advised of them."""

    @property
    def opening(self) -> bool:
        """Whether this lesson has the diagnostic: then it is built a little differently."""
        return self.lesson.id == self.course.diagnostic

    @property
    def closing(self) -> bool:
        """Whether this lesson has the final test, and so asks its questions first."""
        return self.lesson.id == self.course.final_test

    def size(self, what: str) -> str:
        """A sentence about the size of the lesson: advice where it is not a full one."""
        return self.say(what) if self.full else Advice(self.say(what))


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


def read_notebook(path: Path, place: str) -> dict[str, Any]:
    """Read a notebook; whatever is none is a `ContentError` of one sentence."""
    text = read_text(path, place, largest=LARGEST)
    try:
        found = json.loads(text)
        sound = all(
            isinstance(cell["source"], str | list) and isinstance(cell["cell_type"], str)
            for cell in found["cells"]
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        sound = False
    if not sound:
        raise ContentError([f"{place}: it cannot be read as a notebook; restore it."])
    return found


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
