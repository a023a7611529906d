"""The course as its files hold it, read as far as it can be: what the rules look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from helpers.content import (
    ContentError,
    Figure,
    load_claims,
    load_course,
    load_documents,
    load_figure,
    load_glossary,
    load_inventory,
    load_lab,
    load_lesson,
    load_misconceptions,
    load_own_cases,
    load_questions,
    load_scenes,
    load_teaching,
)
from helpers.content.documents import CoursePaper
from helpers.content.labs import LabSheet
from helpers.content.model import Claim, Course, Inventory, Lesson, Term
from helpers.content.own_case import CaseSheet
from helpers.content.scenes import Scene
from helpers.content.teaching import Teaching
from helpers.questions import Question
from helpers.simulation import Parameters, load_parameters
from helpers.velolink import Case, facts, load_case

from .notebook_page import Advice, LessonPage, Page, read_notebook

T = TypeVar("T")


class Asked(NamedTuple):
    """A question and the id of the lesson that asks it."""

    lesson: str
    question: Question


Bank = list[Asked]


@dataclass(frozen=True)
class AuthoredCourse:
    """What was read of ``lessons_data`` and ``notebooks``.

    ``lessons``, ``bank`` and ``pages`` hold the lessons that could be read whole. ``unread`` has a
    sentence for each fault that kept a file from being read; ``lost`` are the names of such files.
    """

    lessons: Mapping[str, Lesson] = field(default_factory=dict)
    bank: Bank = field(default_factory=list)
    beliefs: Mapping[int, str] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    labs: Mapping[str, LabSheet] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    course: Course | None = None
    scenes: Mapping[str, Scene] = field(default_factory=dict)
    documents: Mapping[str, CoursePaper] = field(default_factory=dict)
    inventory: Inventory | None = None
    own_case: Mapping[str, CaseSheet] = field(default_factory=dict)
    case: Case | None = None
    game: Parameters | None = None
    teaching: Teaching | None = None
    root: Path = Path()
    notebooks: Path | None = None
    unread: list[str] = field(default_factory=list)
    lost: frozenset[str] = frozenset()

    def of(self, lesson: str) -> Bank:
        """The questions of one lesson."""
        return [asked for asked in self.bank if asked.lesson == lesson]

    @cached_property
    def facts(self) -> dict[str, float]:
        """Every number of the running example; none where there is no ``velolink.yaml``."""
        return facts(self.case) if self.case else {}

    def size(self, lesson: str, sentence: str) -> str:
        """A sentence about the size of a lesson: advice where no plan counts on a full one."""
        return sentence if lesson in full_lessons(self.lessons, self.teaching) else Advice(sentence)


def full_lessons(lessons: Collection[str], teaching: Teaching | None) -> set[str]:
    """The lessons that a teacher's plan counts on; all of them where there are no plans."""
    if teaching is None:
        return set(lessons)
    sessions = [session for plan in teaching.plans for session in plan.sessions]
    return {name for session in sessions for step in session.steps for name in step.lessons}


def read_course(root: Path, notebooks: Path | None) -> AuthoredCourse:
    """Read every file of a course; what cannot be read is told in ``unread``, and left out."""
    unread: list[str] = []
    lost: set[str] = set()

    def attempt(place: str, load: Callable[..., T], *args: str | Path) -> T | None:
        try:
            return load(*args)
        except ContentError as error:
            unread.extend(error.problems)
            lost.add(place)
            return None

    def stems(folder: str) -> list[str]:
        return sorted(path.stem for path in (root / folder).glob("*.yaml"))

    course = attempt("course.yaml", load_course, root)
    claims = attempt("claims.yaml", load_claims, root) or []
    beliefs = attempt("misconceptions.yaml", load_misconceptions, root) or []
    terms = attempt("glossary.yaml", load_glossary, root) or []
    case = game = None
    if (root / "velolink.yaml").exists():
        case = attempt("velolink.yaml", load_case, root)
    if case and (root / "game.yaml").exists():
        game = attempt("game.yaml", load_parameters, root)
    inventory, own_case = None, None
    if (root / "inventory.yaml").exists():  # a course may do without one
        inventory = attempt("inventory.yaml", load_inventory, root)
    if (root / "own_case.yaml").exists():
        own_case = attempt("own_case.yaml", load_own_cases, root)
    scenes = attempt("scenes.yaml", load_scenes, root) or {}
    documents = attempt("documents.yaml", load_documents, root) or {}
    figures = {f: attempt(f"figures/{f}", load_figure, f, root) for f in stems("figures")}
    labs = {lab: attempt(f"labs/{lab}.yaml", load_lab, lab, root) for lab in stems("labs")}
    lessons: dict[str, Lesson] = {}
    bank: Bank = []
    for entry in course.lessons if course else ():
        lesson = attempt(f"lessons/{entry.id}.yaml", load_lesson, entry.id, root)
        questions = attempt(f"questions/{entry.id}.yaml", load_questions, entry.id, root)
        if lesson is not None and questions is not None:
            lessons[entry.id] = lesson
            bank += [Asked(entry.id, question) for question in questions]
    teaching = None
    if course and (root / "teaching.yaml").exists():
        teaching = attempt("teaching.yaml", load_teaching, root)
    full = full_lessons(lessons, teaching)
    homes = {f"{entry.notebook}.ipynb": entry.id for entry in course.lessons} if course else {}
    pages: list[Page] = []
    for path in sorted(notebooks.rglob("*.ipynb")) if notebooks else ():
        folder = notebooks or path.parent
        name = path.relative_to(folder).as_posix()
        if ".ipynb_checkpoints" in path.parts:
            continue
        notebook = attempt(f"notebooks/{name}", read_notebook, path, f"notebooks/{name}")
        lesson_id = homes.get(name, "")
        if notebook is None:
            continue
        if course and lesson_id in lessons:
            asked = {a.question.id: a.question for a in bank if a.lesson == lesson_id}
            lesson, is_full = lessons[lesson_id], lesson_id in full
            pages.append(LessonPage(name, notebook, folder, course, lesson, asked, is_full))
        else:
            pages.append(Page(name, notebook, folder))
    return AuthoredCourse(
        lessons=lessons,
        bank=bank,
        beliefs={belief.id: belief.text for belief in beliefs},
        claims={claim.id: claim for claim in claims},
        terms=terms,
        figures={name: figure for name, figure in figures.items() if figure},
        pages=pages,
        labs={name: sheet for name, sheet in labs.items() if sheet},
        course=course,
        scenes=scenes,
        documents=documents,
        inventory=inventory,
        own_case=own_case or {},
        case=case,
        game=game,
        teaching=teaching,
        root=root,
        notebooks=notebooks,
        unread=unread,
        lost=frozenset(lost),
    )
