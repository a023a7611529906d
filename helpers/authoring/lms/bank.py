"""What is exported: chapters of questions, and each question in the parts that others know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from helpers.charts import draw
from helpers.content import find_lesson, load_course, load_glossary, load_questions
from helpers.document import Piece, em, md, para, screen_html, strong
from helpers.flashcards import core_terms, drill_questions, places
from helpers.questions import Question
from helpers.questions.parts import AnswerPart
from helpers.quiz.words import case

_PICTURE = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
TERMS = "fifty_terms"


class Chapter(NamedTuple):
    """Questions that belong together: a lesson, the terms, a form of an exam."""

    id: str
    title: str
    questions: tuple[Question, ...]


def chapters_of_course(*lessons: str) -> list[Chapter]:
    """Every lesson with its questions, or those that are named.

    Raises
    ------
    ContentError
        When there is no such lesson, or its data has a fault.
    """
    chosen = set(map(find_lesson, lessons))
    return [
        Chapter(entry.id, entry.label, load_questions(entry.id))
        for entry in load_course().lessons
        if not chosen or entry.id in chosen
    ]


def chapters_of_terms() -> list[Chapter]:
    """The terms of the deck as questions: which term has this meaning?"""
    terms = core_terms()
    asked = drill_questions("definition_to_term", terms, load_glossary(), places(), size=len(terms))
    named = tuple(replace(q, id=f"term-{q.id.rpartition(':')[2]}") for q in asked)
    return [Chapter(TERMS, f"The {len(named)} terms", named)]


class DrawnChart(NamedTuple):
    """A chart, drawn once."""

    html: str
    text: str


class Item(NamedTuple):
    """One thing that a platform asks: a question, or a part of one.

    ``share`` is what it counts of its question.
    """

    id: str
    question: Question
    part: AnswerPart
    share: float
    picture: DrawnChart | None

    @property
    def asked(self) -> list[Piece]:
        """What stands above the choices: picture, case, question, what to do."""
        question, many = self.question, self.share < 1
        return [
            self.picture,
            case(question),
            md(question.stem),
            para(strong(self.part.label) if many else em(question.instruction)),
        ]


def items_of(question: Question) -> Iterator[Item]:
    """A question in the parts that are answered one by one."""
    size, picture = len(question.parts), picture_of(question)
    for part in question.parts:
        name = f"{question.id}-{part.name}" if size > 1 else question.id
        yield Item(name, question, part, 1 / size, picture)


def picture_of(question: Question) -> DrawnChart | None:
    """The chart that a question is about, if it has one."""
    if not question.chart:
        return None
    chart = draw(question.chart)
    return DrawnChart(chart.html, chart.text)


def tags_of(question: Question, chapter: Chapter, sign: str = ":") -> list[str]:
    """Lesson, level after Bloom and objectives as tags without a space."""
    pairs = [("lesson", chapter.id)]
    if question.objectives:  # questions in plain text have neither these nor a level
        pairs.append(("bloom", question.level))
    pairs += [("objective", "-".join(name.split())) for name in question.objectives]
    return [f"{kind}{sign}{name}" for kind, name in pairs]


def with_pictures(blocks: list[Piece], name: str, place: str) -> tuple[str, dict[str, str]]:
    """Blocks as HTML whose pictures are files.

    Parameters
    ----------
    blocks
        What is shown.
    name : str
        How the files' names begin.
    place : str
        What stands before a file's name in the HTML.

    Returns
    -------
    tuple
        The HTML, and each file's bytes in base64 by its name.
    """
    files: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        file = f"{name}{f'-{len(files) + 1}' if files else ''}.png"
        files[file] = found[1]
        return f'src="{place}{file}"'

    return _PICTURE.sub(named, screen_html(*blocks)), files
