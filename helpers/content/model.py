"""The data model of the course: plain frozen structs, decoded from ``lessons_data``."""

from __future__ import annotations

from datetime import date
from typing import Literal

from helpers.questions import BloomLevel, Model, Question

from .predict import Predict

__all__ = ["VERDICTS", "BloomLevel", "Model", "Question"]

# ---------------------------------------------------------------- course and lessons


class Area(Model):
    """One of the areas that the diagnostic probes; ``lessons`` are the ones it may let you skip.

    ``side`` is the job that it belongs to, where it belongs to one.
    """

    id: str
    title: str
    lessons: list[str]
    side: Literal["product", "project", ""] = ""


class LessonEntry(Model):
    """A lesson's line in ``course.yaml``: enough for titles and links without opening its file.

    ``id`` never changes. ``notebook`` is the notebook's file without its suffix: two digits, _
    and the id; its number says where in the course the lesson stands today.
    """

    id: str
    notebook: str
    title: str
    minutes: int
    short_path: bool = False

    @property
    def number(self) -> int:
        """The lesson's number, as its readers see it."""
        return int(self.notebook[:2])

    @property
    def label(self) -> str:
        """Number and title, such as "04 What is the difference?"."""
        return f"{self.number:02d} {self.title}"


class CoursePath(Model):
    """A way through the course: its ``lessons``, or those of the short path, or all of them.

    ``then`` are lessons to go on with at its end.
    """

    id: str
    title: str
    about: str
    short: bool = False
    lessons: list[str] = []
    then: list[str] = []


class Person(Model):
    """Somebody in the running example; ``portrait`` is a file of ``people`` without its suffix."""

    name: str
    role: str
    says: str
    portrait: str = ""


class Course(Model):
    """``course.yaml``. ``diagnostic`` and ``final_test`` are the ids of the lessons with them."""

    title: str
    question: str
    diagnostic: str
    final_test: str
    areas: list[Area]
    lessons: list[LessonEntry]
    people: list[Person]
    paths: list[CoursePath] = []

    def path_lessons(self, path_id: str) -> list[str]:
        """The ids of a path's lessons in their order; of an unknown path, all."""
        path = next((one for one in self.paths if one.id == path_id), None)
        if path and path.short:
            return [entry.id for entry in self.lessons if entry.short_path]
        named = path.lessons if path else []
        return [entry.id for entry in self.lessons if not named or entry.id in named]

    def ways_on(self, path_id: str) -> list[str]:
        """The ids of a path's lessons, and of those to go on with at its end."""
        then = next((one.then for one in self.paths if one.id == path_id), [])
        return [*self.path_lessons(path_id), *then]

    def entry(self, lesson_id: str) -> LessonEntry:
        """The line of a lesson that the course has."""
        return next(entry for entry in self.lessons if entry.id == lesson_id)


class Objective(Model):
    """What a learner can do afterwards; ``text`` begins with an observable verb."""

    id: str
    text: str


class Section(Model):
    """One idea. ``title`` is its level-2 heading in the notebook; ``checks`` follow it.

    ``predict`` asks for a guess before a picture of ``charts``, or for a note.
    """

    id: str
    title: str
    objectives: list[str]
    claims: list[str] = []
    checks: list[str] = []
    charts: list[str] = []
    predict: list[Predict] = []
    labs: list[str] = []
    scenes: list[str] = []
    documents: list[str] = []


class Lesson(Model):
    """``lessons/<lesson id>.yaml``."""

    id: str
    title: str
    question: str
    minutes: int
    activity_minutes: int
    area: str
    objectives: list[Objective]
    sections: list[Section]
    exit_quiz: list[str]
    key_points: list[str]


# ---------------------------------------------------------------- facts


class Source(Model):
    """Where a figure comes from."""

    title: str
    publisher: str
    url: str
    licence: str


class Verified(Model):
    """When every value of a table was last held against its source, and the table's checksum.

    ``python -m helpers.authoring verify-figures`` keeps it.
    """

    day: date
    sha256: str


class FigureInfo(Model):
    """``figures/<id>.yaml``, beside ``figures/<id>.csv``: what the numbers are and are not.

    ``checked`` is the day on which facts that age were last held against their source. ``gaps``
    are the cells that stand in columns of numbers and are none, such as "#" or "empty".
    """

    id: str
    title: str
    unit: str
    population: str
    year: str
    source: Source
    caveats: list[str]
    grade: Literal["A", "B", "illustrative"]
    checked: date | None = None
    gaps: list[str] = []
    verified: Verified | None = None


class Claim(Model):
    """One claim of the source article in our words, with the verdict on it."""

    id: str
    section: str
    role: Literal["product", "project", "both"]
    claim: str
    verdict: Literal[
        "well-supported", "contested", "weak/odd", "promotional", "plausible-unevidenced"
    ]
    note: str
    checked: date | None = None


VERDICTS = {
    "well-supported": "Well supported",
    "contested": "Contested",
    "weak/odd": "Weak or odd",
    "promotional": "Promotional",
    "plausible-unevidenced": "Plausible, without evidence",
}
"""The verdicts of a `Claim` in the words of the lessons."""


class Misconception(Model):
    """One of the numbered beginner's beliefs that wrong options stand for."""

    id: int
    text: str


class Term(Model):
    """A glossary entry."""

    term: str
    definition: str
    example: str
    related: list[str]
    source: str
    misconception: str
    family: Literal["product", "project"]
    abbreviation: str = ""
    core50: bool = False
    work10: bool = False


# ---------------------------------------------------------------- the personal inventory


class Dimension(Model):
    """One of the durable differences, with the words at its two ends."""

    id: str
    title: str
    product: str
    project: str


class InventoryItem(Model):
    """A choice between two statements of equal weight; ``first`` is the one shown as A."""

    id: str
    dimension: str
    ask: str
    product: str
    project: str
    first: Literal["product", "project"]


class Trial(Model):
    """A small thing to try: for which lean, and in which chair."""

    lean: Literal["product", "project", "balanced"]
    chair: Literal["product", "project", "comparing"]
    text: str


class ExampleAnswer(Model):
    """One answer of the invented person: -2 and -1 towards product, 1 and 2 towards project."""

    item: str
    step: Literal[-2, -1, 1, 2]


class Example(Model):
    """The invented person whose profile is shown before the learner's own."""

    name: str
    who: str
    answers: list[ExampleAnswer]


class Inventory(Model):
    """``inventory.yaml``: what one would rather answer for, item by item."""

    title: str
    about: str
    dimensions: list[Dimension]
    items: list[InventoryItem]
    limits: list[str]
    trials: list[Trial]
    example: Example
