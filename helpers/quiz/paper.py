"""Questions on paper: a case to tick, and the key with the reason of every option.

Pure: questions in, documents out. Whether a learner may see it yet is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.document import (
    Element,
    bullets,
    em,
    fold,
    group,
    heading,
    md,
    numbered,
    para,
    printable,
)
from helpers.questions import Question

from .session import printed
from .words import case, reasons

ABOUT = (
    "This course is a self-check. The key stands open in its question files, too, so use it to "
    "explain and not to grade."
)

Lessons = Iterable[tuple[str, Sequence[Question]]]
"""Pairs of a lesson's title and its questions."""


def _answers(questions: Sequence[Question]) -> Element:
    """Questions with their key and reasons, as a numbered list."""
    return numbered(
        (case(q), md(q.stem), para(em(q.instruction)), reasons(q.solution())) for q in questions
    )


def folded_answers(lessons: Lessons) -> list[Element]:
    """The key of several lessons for a notebook, each lesson folded under its title."""
    return [
        fold(f"{name}: {len(questions)} questions", _answers(questions), secret=True)
        for name, questions in lessons
    ]


def answer_key_html(lessons: Lessons, name: str = "Answers with reasons") -> str:
    """The key of one or more lessons as a whole page for the printer, a new sheet a lesson."""
    sheets = [
        group(heading(lesson), _answers(questions), tag="section") for lesson, questions in lessons
    ]
    style = "section + section { break-before: page; }"
    return printable(name, heading(name, 1), ABOUT, *sheets, style=style)


def case_sheet(question: Question) -> Element:
    """A question with boxes to tick and no answer, for a hand-out."""
    lists = [
        part
        for name, entries in printed(question)
        for part in (
            heading(name, 3) if name else None,
            bullets((f"\N{BALLOT BOX} {entry}" for entry in entries), css="boxes"),
        )
    ]
    return group(case(question), md(question.stem), para(em(question.instruction)), *lists)


def questions_html(lessons: Lessons, name: str) -> str:
    """The questions alone, to tick by hand: a whole page for the printer."""
    sheets = [
        group(heading(lesson), numbered(map(case_sheet, questions)), tag="section")
        for lesson, questions in lessons
    ]
    style = ".boxes { list-style: none; padding-left: 0; } li { break-inside: avoid; }"
    return printable(name, heading(name, 1), para("Name: ", "_" * 40), *sheets, style=style)
