"""Finding, reading and checking the files of ``lessons_data``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.questions import retired_apart

from .decoding import decode, decode_questions, read
from .documents import CoursePaper, read_documents
from .figures import Figure, read_figure
from .inventory import inventory_problems
from .labs import LabSheet, read_lab
from .model import (
    Claim,
    Course,
    Inventory,
    Lesson,
    LessonEntry,
    Misconception,
    Model,
    Question,
    Term,
)
from .own_case import CaseSheet, read_own_cases
from .predict import Predict, predict_problems
from .reading import ContentError, read_yaml
from .rules import course_problems, misnamed, repeated, unknown
from .scenes import Scene, read_scenes
from .teaching import Teaching, teaching_problems
from .week import WeekSheet, read_week

if TYPE_CHECKING:
    from helpers.record import Attempt


class ClaimFile(Model):
    claims: list[Claim]


class MisconceptionFile(Model):
    misconceptions: list[Misconception]


class Glossary(Model):
    terms: list[Term]


@cache
def _beside_helpers(module: str) -> Path:
    """Where the folder should be; a dashboard asks some hundred times, links are followed once."""
    return Path(module).resolve().parents[2] / "lessons_data"


@dataclass
class Elsewhere:
    """A folder that is read in place of the course's own, and the figures that were read of it."""

    root: Path
    figures: set[str] = field(default_factory=set)


_elsewhere: ContextVar[Elsewhere | None] = ContextVar("elsewhere", default=None)


@contextmanager
def reading_from(root: Path, anew: bool = True) -> Iterator[Elsewhere]:
    """Let everything that asks for the course read ``root``, ``anew`` or as it was last read."""
    for cached in (_course, _lesson, _questions) if anew else ():
        cached.cache_clear()  # the files may have changed since they were read
    here = Elsewhere(root)
    token = _elsewhere.set(here)
    try:
        yield here
    finally:
        _elsewhere.reset(token)


def course_root() -> Path:
    """The ``lessons_data`` folder: the one beside ``helpers``, or else the installed package's."""
    if other := _elsewhere.get():
        return other.root
    root = _beside_helpers(__file__)
    if not root.is_dir():
        root = Path(str(files("helpers") / "lessons_data"))
    if not root.is_dir():
        raise ContentError(
            ["lessons_data: the folder is missing beside helpers; restore it or clone again."]
        )
    return root


def _root(root: Path | None) -> Path:
    return course_root() if root is None else Path(root)


@cache
def _course(root: Path) -> Course:
    return read(root / "course.yaml", Course, "course.yaml", course_problems)


def load_course(root: Path | None = None) -> Course:
    """Read ``course.yaml``."""
    return _course(_root(root))


def find_lesson(lesson_id: str, root: Path | None = None) -> str:
    """Return ``lesson_id`` if the course has it, else raise a sentence with the nearest ids.

    Learners' older notebooks say ``04_what_is_the_difference``; such a number is ignored.
    """
    known = [entry.id for entry in load_course(root).lessons]
    for name in (lesson_id, re.sub(r"^\d\d_", "", str(lesson_id))):
        if name in known:
            return name
    asked = str(lesson_id)[:80]
    if re.fullmatch(r"\w+", asked) and (_root(root) / "lessons" / f"{asked}.yaml").is_file():
        raise ContentError([f"course.yaml does not name the lesson {asked!r} yet; add it there."])
    near = difflib.get_close_matches(asked.lower(), known, n=3, cutoff=0.3) or known[:3]
    raise ContentError([f"There is no lesson {asked!r}; the nearest are {', '.join(near)}."])


@cache
def _lesson(lesson_id: str, root: Path) -> Lesson:
    place = f"lessons/{lesson_id}.yaml"
    return read(root / place, Lesson, place, _lesson_faults)


def _lesson_faults(lesson: Lesson, place: str) -> list[str]:
    return misnamed(lesson.id, place) + [
        fault
        for section in lesson.sections
        for asked in section.predict
        for fault in predict_problems(asked, f"{place}: section {section.id}")
    ]


def load_lesson(lesson_id: str, root: Path | None = None) -> Lesson:
    """Read one lesson's objectives, sections and quiz lists."""
    return _lesson(find_lesson(lesson_id, root), _root(root))


@cache
def _questions(lesson_id: str, root: Path) -> tuple[Question, ...]:
    place = f"questions/{lesson_id}.yaml"
    data = read_yaml(root / place, place)
    problems: list[str] = []
    try:
        questions = decode_questions(data, place)
    except ContentError as error:
        problems, questions = error.problems, _sound(data.get("questions"), place)
    if isinstance(data.get("lesson"), str) and data["lesson"] != lesson_id:
        problems.append(f"{place}: the lesson is {data['lesson']!r}; make it the file's name.")
    for question in questions:
        problems += question.faults(f"{place}: question {question.id}")
    if problems:
        raise ContentError(problems)
    return tuple(questions)


def _sound(entries: Any, place: str) -> list[Question]:
    """The questions whose shape is right, whatever is wrong with the others."""
    found = []
    for entry in entries if isinstance(entries, list) else ():
        with suppress(ContentError):
            found.append(decode(entry, Question, place))
    return found


def find_prediction(name: str, root: Path | None = None) -> tuple[LessonEntry, Predict]:
    """Return the prediction or note of that name, and the lesson that asks for it.

    Raises
    ------
    ContentError
        With the nearest names where no lesson asks for it.
    """
    known: dict[str, tuple[LessonEntry, Predict]] = {}
    for entry in load_course(root).lessons:
        with suppress(ContentError):
            for section in load_lesson(entry.id, root).sections:
                known |= {asked.name: (entry, asked) for asked in section.predict}
    if name not in known:
        near = difflib.get_close_matches(str(name)[:80], known, n=3, cutoff=0.3) or list(known)[:3]
        asked_for = f"; the nearest are {', '.join(near)}" if near else ""
        raise ContentError([f"No lesson asks for the guess {str(name)[:80]!r}{asked_for}."])
    return known[name]


def load_questions(lesson_id: str, root: Path | None = None) -> tuple[Question, ...]:
    """Read one lesson's questions."""
    return _questions(find_lesson(lesson_id, root), _root(root))


def counted(course: Course, attempts: Iterable[Attempt]) -> list[Attempt]:
    """Return attempts whose answers count, and the others under a name that no question has.

    An answer no longer counts once what decides the mark has changed (see
    `helpers.questions.Question.version`). Its time still does, and it stays in the record.
    """
    attempts = list(attempts)
    tried = {attempt.lesson for attempt in attempts}
    return retired_apart(attempts, (question for _, question in every_question(course, tried)))


def every_question(
    course: Course, lessons: Collection[str] | None = None
) -> Iterator[tuple[LessonEntry, Question]]:
    """The questions of the course, or of some lessons; one that cannot be read has none."""
    for entry in course.lessons:
        if lessons is None or entry.id in lessons:
            with suppress(ContentError):
                for question in load_questions(entry.id):
                    yield entry, question


def _entries(place: str, root: Path | None, file: type, what: str, key: str) -> list[Any]:
    """Read a file that is one list, whose entries differ in ``key``."""

    def faults(file: Any, place: str) -> list[str]:
        names = repeated(str(getattr(entry, key)) for entry in getattr(file, f"{what}s"))
        return [f"{place}: {what} {name}: the {key} stands twice; rename one." for name in names]

    return getattr(read(_root(root) / place, file, place, faults), f"{what}s")


def load_claims(root: Path | None = None) -> list[Claim]:
    """Read the claims of the source article, in our words."""
    return _entries("claims.yaml", root, ClaimFile, "claim", "id")


def load_misconceptions(root: Path | None = None) -> list[Misconception]:
    """Read the numbered misconceptions."""
    return _entries("misconceptions.yaml", root, MisconceptionFile, "misconception", "id")


def load_glossary(root: Path | None = None) -> list[Term]:
    """Read the glossary; every related term has an entry, by its name or its abbreviation."""
    place = "glossary.yaml"
    terms = _entries(place, root, Glossary, "term", "term")
    known = {name for term in terms for name in (term.term, term.abbreviation)}
    if problems := [
        sentence
        for term in terms
        for sentence in unknown(f"{place}: term {term.term}", "related term", term.related, known)
    ]:
        raise ContentError(problems)
    return terms


def load_figure(figure_id: str, root: Path | None = None) -> Figure:
    """Read ``figures/<id>.csv`` with the ``.yaml`` beside it."""
    if other := _elsewhere.get():
        other.figures.add(figure_id)
    return read_figure(figure_id, _root(root) / "figures")


def load_inventory(root: Path | None = None) -> Inventory:
    """Read the personal inventory."""
    place = "inventory.yaml"
    return read(_root(root) / place, Inventory, place, inventory_problems)


def load_lab(lab_id: str, root: Path | None = None) -> LabSheet:
    """Read ``labs/<lab id>.yaml``; an unknown id is a sentence with the nearest ids."""
    return read_lab(lab_id, _root(root) / "labs")


def load_documents(root: Path | None = None) -> dict[str, CoursePaper]:
    """Read the documents of the running example, by their ids."""
    return read_documents(_root(root))


def load_own_cases(root: Path | None = None) -> dict[str, CaseSheet]:
    """Read the forms for things of the learner's own, by their ids."""
    return read_own_cases(_root(root))


def load_scenes(root: Path | None = None) -> dict[str, Scene]:
    """Read the scenes of the running example, by their ids."""
    return read_scenes(_root(root))


def load_week(root: Path | None = None) -> WeekSheet:
    """Read the week in both chairs."""
    return read_week(_root(root))


def load_teaching(root: Path | None = None) -> Teaching:
    """Read the plans, prompts and exercises for the teacher."""
    place = "teaching.yaml"
    return read(_root(root) / place, Teaching, place, teaching_problems)
