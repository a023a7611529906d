"""Finding, reading and checking the files of ``lessons_data``."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from .decoding import decode
from .figures import Figure, read_figure
from .inventory import read_inventory
from .labs import LabSheet, read_lab
from .model import (
    AnyQuestion,
    Claim,
    Course,
    Inventory,
    Lesson,
    Misconception,
    Model,
    Question,
    QuestionFile,
    Term,
)
from .reading import ContentError, read_yaml
from .rules import course_problems, lesson_problems, question_problems, repeated
from .teaching import Teaching, read_teaching, teaching_problems

FILES = (
    "course.yaml",
    "claims.yaml",
    "misconceptions.yaml",
    "glossary.yaml",
    "inventory.yaml",
    "teaching.yaml",
)
FOLDERS = ("figures", "labs", "lessons", "questions")


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


def course_root() -> Path:
    """The ``lessons_data`` folder: the one beside ``helpers``, or else the installed package's."""
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
    course = decode(read_yaml(root / "course.yaml", "course.yaml"), Course, "course.yaml")
    if problems := course_problems(course, "course.yaml"):
        raise ContentError(problems)
    return course


def load_course(root: Path | None = None) -> Course:
    """Read ``course.yaml``."""
    return _course(_root(root))


def find_lesson(lesson_id: str, root: Path | None = None) -> str:
    """Return ``lesson_id`` if the course has it, else raise a sentence with the nearest ids."""
    known = [entry.id for entry in load_course(root).lessons]
    if lesson_id in known:
        return lesson_id
    asked = str(lesson_id)[:80]
    near = difflib.get_close_matches(asked.lower(), known, n=3, cutoff=0.3) or known[:3]
    raise ContentError([f"There is no lesson {asked!r}; the nearest are {', '.join(near)}."])


@cache
def _lesson(lesson_id: str, root: Path) -> Lesson:
    place = f"lessons/{lesson_id}.yaml"
    lesson = decode(read_yaml(root / place, place), Lesson, place)
    if lesson.id != lesson_id:
        raise ContentError([f"{place}: the id is {lesson.id!r}; make it the file's name."])
    return lesson


def load_lesson(lesson_id: str, root: Path | None = None) -> Lesson:
    """Read one lesson's objectives, sections and quiz lists."""
    return _lesson(find_lesson(lesson_id, root), _root(root))


@cache
def _questions(lesson_id: str, root: Path) -> tuple[Question, ...]:
    place = f"questions/{lesson_id}.yaml"
    data = read_yaml(root / place, place)
    problems: list[str] = []
    try:
        questions = decode(data, QuestionFile, place).questions
    except ContentError as error:
        problems, questions = error.problems, _sound(data.get("questions"), place)
    if isinstance(data.get("lesson"), str) and data["lesson"] != lesson_id:
        problems.append(f"{place}: the lesson is {data['lesson']!r}; make it the file's name.")
    for question in questions:
        problems += question_problems(question, f"{place}: question {question.id}")
    if problems:
        raise ContentError(problems)
    return tuple(questions)


def _sound(entries: Any, place: str) -> list[Question]:
    """The questions whose shape is right, whatever is wrong with the others."""
    found = []
    for entry in entries if isinstance(entries, list) else ():
        with suppress(ContentError):
            found.append(decode(entry, AnyQuestion, place))
    return found


def load_questions(lesson_id: str, root: Path | None = None) -> tuple[Question, ...]:
    """Read one lesson's questions."""
    return _questions(find_lesson(lesson_id, root), _root(root))


def question_version(question: Question) -> str:
    """A short fingerprint of a question's content, kept with every attempt at it."""
    return hashlib.sha256(msgspec.json.encode(question)).hexdigest()[:12]


def _entries(place: str, root: Path | None, file: type, what: str, key: str) -> list[Any]:
    """Read a file that is one list, whose entries differ in ``key``."""
    found = getattr(decode(read_yaml(_root(root) / place, place), file, place), f"{what}s")
    twice = repeated(str(getattr(entry, key)) for entry in found)
    if twice:
        raise ContentError(
            [f"{place}: {what} {name}: the {key} stands twice; rename one." for name in twice]
        )
    return found


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
    problems = [
        f"{place}: term {term.term}: unknown related term {name!r}; define it or correct it."
        for term in terms
        for name in term.related
        if name not in known
    ]
    if problems:
        raise ContentError(problems)
    return terms


def load_figure(figure_id: str, root: Path | None = None) -> Figure:
    """Read ``figures/<id>.csv`` with the ``.yaml`` beside it."""
    return read_figure(figure_id, _root(root) / "figures")


def load_inventory(root: Path | None = None) -> Inventory:
    """Read the personal inventory."""
    return read_inventory(_root(root) / "inventory.yaml", "inventory.yaml")


def load_lab(lab_id: str, root: Path | None = None) -> LabSheet:
    """Read ``labs/<lab id>.yaml``; an unknown id is a sentence with the nearest ids."""
    return read_lab(lab_id, _root(root) / "labs")


def load_teaching(root: Path | None = None) -> Teaching:
    """Read the plans, prompts and exercises for the teacher."""
    return read_teaching(_root(root) / "teaching.yaml", "teaching.yaml")


def check_all(root: Path | None = None) -> list[str]:
    """Read every file of the course and return all faults as sentences, file by file."""
    root = _root(root)
    for cached in (_course, _lesson, _questions):
        cached.cache_clear()  # the files may have changed since they were read
    problems: list[str] = []

    def attempt(load: Callable[..., Any], *args: str) -> Any:
        try:
            return load(*args, root)
        except ContentError as error:
            problems.extend(error.problems)
            return None

    course = attempt(load_course)
    claims = attempt(load_claims)
    beliefs = attempt(load_misconceptions)
    attempt(load_glossary)
    if (root / "inventory.yaml").exists():  # a course may do without one
        attempt(load_inventory)
    problems += _strays(root, course)
    for path in sorted((root / "figures").glob("*.yaml")):
        attempt(load_figure, path.stem)
    for path in sorted((root / "labs").glob("*.yaml")):
        attempt(load_lab, path.stem)
    if course is None:
        return problems
    homes: dict[str, str] = {}
    lessons: dict[str, Lesson] = {}
    asked: dict[str, Question] = {}
    for entry in course.lessons:
        lesson = attempt(load_lesson, entry.id)
        questions = attempt(load_questions, entry.id)
        problems += _twice_in_course(questions or (), entry.id, homes)
        if lesson is None or questions is None:
            continue
        lessons[entry.id] = lesson
        asked |= {question.id: question for question in questions}
        if (lesson.title, lesson.minutes) != (entry.title, entry.minutes):
            problems.append(
                f"lessons/{entry.id}.yaml: title or minutes differ from course.yaml; "
                "make them the same."
            )
        problems += lesson_problems(
            lesson,
            list(questions),
            course,
            None if claims is None else {c.id for c in claims},
            None if beliefs is None else {b.id for b in beliefs},
            f"lessons/{entry.id}.yaml",
            f"questions/{entry.id}.yaml",
        )
    teaching = attempt(load_teaching) if (root / "teaching.yaml").exists() else None
    if teaching and len(lessons) == len(course.lessons):
        problems += teaching_problems(teaching, course, lessons, asked, "teaching.yaml")
    return problems


def _strays(root: Path, course: Course | None) -> list[str]:
    """Files that nothing reads, and tables without a source."""
    problems = [
        f"{path.name}: the course has no such file; correct the name or delete it."
        for path in sorted(root.glob("*"))
        if path.name not in FILES + FOLDERS
    ]
    for path in sorted((root / "figures").glob("*")):
        if path.suffix not in (".csv", ".yaml"):
            problems.append(f"figures/{path.name}: it is no .csv or .yaml file; delete it.")
        elif not path.with_suffix(".yaml").exists():
            problems.append(f"figures/{path.name}: no source beside it; add {path.stem}.yaml.")
    known = {entry.id for entry in course.lessons} if course else None
    for folder in ("lessons", "questions"):
        problems += [
            f"{folder}/{path.name}: course.yaml names no such lesson; "
            "add the lesson there or delete the file."
            for path in sorted((root / folder).glob("*"))
            if path.suffix != ".yaml" or (known is not None and path.stem not in known)
        ]
    return problems


def _twice_in_course(
    questions: Iterable[Question], lesson_id: str, homes: dict[str, str]
) -> list[str]:
    """Question ids that an earlier lesson uses too; ``homes`` remembers where each one is."""
    problems = [
        f"questions/{lesson_id}.yaml: question {question.id}: the id also stands in "
        f"questions/{homes[question.id]}.yaml; rename one."
        for question in questions
        if question.id in homes
    ]
    homes.update((question.id, lesson_id) for question in questions)
    return problems
