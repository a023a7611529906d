"""Finding, reading and checking the files of ``lessons_data``."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from .decoding import decode
from .model import (
    Claim,
    Course,
    FigureInfo,
    Lesson,
    Misconception,
    Model,
    Question,
    QuestionFile,
    Term,
)
from .reading import ContentError, read_text, read_yaml
from .rules import lesson_problems, question_problems


class ClaimFile(Model):
    claims: list[Claim]


class MisconceptionFile(Model):
    misconceptions: list[Misconception]


class Glossary(Model):
    terms: list[Term]


@dataclass(frozen=True)
class Figure:
    """A table of figures with what is known about it."""

    info: FigureInfo
    rows: list[dict[str, str]]

    def column(self, name: str) -> list[str]:
        """Return one column as text; an unknown name is a `ContentError`."""
        if self.rows and name not in self.rows[0]:
            known = ", ".join(self.rows[0])
            raise ContentError([f"figures/{self.info.id}.csv: no column {name!r}; it has {known}."])
        return [row[name] for row in self.rows]

    def numbers(self, name: str) -> list[float]:
        """Return one column as numbers; a cell that is none is a `ContentError`."""
        values = []
        for line, cell in enumerate(self.column(name), 2):
            try:
                values.append(float(cell))
            except ValueError:
                place = f"figures/{self.info.id}.csv: line {line}: {name}"
                raise ContentError([f"{place}: {cell!r} is not a number; correct it."]) from None
        return values


def course_root() -> Path:
    """The ``lessons_data`` folder, found from this package's own file."""
    root = Path(__file__).resolve().parents[2] / "lessons_data"
    if not root.is_dir():
        raise ContentError(
            ["lessons_data: the folder is missing beside helpers; restore it or clone again."]
        )
    return root


def _root(root: Path | None) -> Path:
    return course_root() if root is None else Path(root)


@cache
def _course(root: Path) -> Course:
    return decode(read_yaml(root / "course.yaml", "course.yaml"), Course, "course.yaml")


def load_course(root: Path | None = None) -> Course:
    """Read ``course.yaml``."""
    return _course(_root(root))


def find_lesson(lesson_id: str, root: Path | None = None) -> str:
    """Return ``lesson_id`` if the course has it, else raise a sentence with the nearest ids."""
    known = [entry.id for entry in load_course(root).lessons]
    if lesson_id in known:
        return lesson_id
    near = difflib.get_close_matches(str(lesson_id), known, n=3, cutoff=0.3) or known[:3]
    raise ContentError([f"There is no lesson {lesson_id!r}; the nearest are {', '.join(near)}."])


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
    file = decode(read_yaml(root / place, place), QuestionFile, place)
    problems = []
    if file.lesson != lesson_id:
        problems.append(f"{place}: the lesson is {file.lesson!r}; make it the file's name.")
    for question in file.questions:
        problems += question_problems(question, f"{place}: question {question.id}")
    if problems:
        raise ContentError(problems)
    return tuple(file.questions)


def load_questions(lesson_id: str, root: Path | None = None) -> tuple[Question, ...]:
    """Read one lesson's questions."""
    return _questions(find_lesson(lesson_id, root), _root(root))


def question_version(question: Question) -> str:
    """A short fingerprint of a question's content, kept with every attempt at it."""
    return hashlib.sha256(msgspec.json.encode(question)).hexdigest()[:12]


def load_claims(root: Path | None = None) -> list[Claim]:
    """Read the claims of the source article, in our words."""
    place = "claims.yaml"
    return decode(read_yaml(_root(root) / place, place), ClaimFile, place).claims


def load_misconceptions(root: Path | None = None) -> list[Misconception]:
    """Read the numbered misconceptions."""
    place = "misconceptions.yaml"
    data = read_yaml(_root(root) / place, place)
    return decode(data, MisconceptionFile, place).misconceptions


def load_glossary(root: Path | None = None) -> list[Term]:
    """Read the glossary."""
    place = "glossary.yaml"
    return decode(read_yaml(_root(root) / place, place), Glossary, place).terms


def load_figure(figure_id: str, root: Path | None = None) -> Figure:
    """Read ``figures/<id>.csv`` with the ``.yaml`` beside it."""
    base = _root(root) / "figures"
    place = f"figures/{figure_id}"
    info = decode(
        read_yaml(base / f"{figure_id}.yaml", f"{place}.yaml"), FigureInfo, f"{place}.yaml"
    )
    if info.id != figure_id:
        raise ContentError([f"{place}.yaml: the id is {info.id!r}; make it the file's name."])
    reader = csv.DictReader(io.StringIO(read_text(base / f"{figure_id}.csv", f"{place}.csv")))
    rows = list(reader)
    if not rows:
        raise ContentError([f"{place}.csv: it has no rows; add the figures."])
    for number, row in enumerate(rows, 2):
        if None in row or None in row.values():
            raise ContentError(
                [
                    f"{place}.csv: line {number}: the number of cells differs from the "
                    "heading; quote commas or add cells."
                ]
            )
    return Figure(info, rows)


def check_all(root: Path | None = None) -> list[str]:
    """Read every file of the course and return all faults as sentences, file by file."""
    root = _root(root)
    problems: list[str] = []

    def attempt(load, *args):
        try:
            return load(*args, root)
        except ContentError as error:
            problems.extend(error.problems)
            return None

    course = attempt(load_course)
    claims = attempt(load_claims)
    beliefs = attempt(load_misconceptions)
    attempt(load_glossary)
    for path in sorted((root / "figures").glob("*")):
        if path.suffix == ".yaml":
            attempt(load_figure, path.stem)
        elif not path.with_suffix(".yaml").exists():
            problems.append(f"figures/{path.name}: no source beside it; add {path.stem}.yaml.")
    if course is None:
        return problems
    known = {entry.id for entry in course.lessons}
    for folder in ("lessons", "questions"):
        for path in sorted((root / folder).glob("*")):
            if path.suffix != ".yaml" or path.stem not in known:
                problems.append(
                    f"{folder}/{path.name}: course.yaml names no such lesson; "
                    "add the lesson there or delete the file."
                )
    for area in course.areas:
        problems += [
            f"course.yaml: area {area.id}: unknown lesson {lesson!r}; correct the id."
            for lesson in area.lessons
            if lesson not in known
        ]
    seen: dict[str, str] = {}
    for entry in course.lessons:
        lesson = attempt(load_lesson, entry.id)
        questions = attempt(load_questions, entry.id)
        for question in questions or ():
            if question.id in seen:
                problems.append(
                    f"questions/{entry.id}.yaml: question {question.id}: the id also "
                    f"stands in questions/{seen[question.id]}.yaml; rename one."
                )
            seen.setdefault(question.id, entry.id)
        if lesson is None or questions is None:
            continue
        if (lesson.title, lesson.minutes) != (entry.title, entry.minutes):
            problems.append(
                f"lessons/{entry.id}.yaml: title or minutes differ from course.yaml; "
                "make them the same."
            )
        problems += lesson_problems(
            lesson,
            list(questions),
            course,
            {c.id for c in claims or []},
            {b.id for b in beliefs or []},
            f"lessons/{entry.id}.yaml",
            f"questions/{entry.id}.yaml",
        )
    return problems
