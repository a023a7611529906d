"""Questions on paper: a case to tick, and the key with the reason of every option.

Pure: questions in, HTML out. Whether a learner may see it yet is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from helpers.cards import printable
from helpers.content import to_html
from helpers.questions import Question

from .session import printed
from .words import reasons

ABOUT = (
    "This course is a self-check. The key stands open in its question files, too, so use it to "
    "explain and not to grade."
)

Lessons = Iterable[tuple[str, Sequence[Question]]]
"""Pairs of a lesson's title and its questions."""


def answers_html(questions: Sequence[Question]) -> str:
    """Questions with their key and reasons, as a numbered list."""
    parts = []
    for question in questions:
        case = f"<blockquote>{to_html(question.stimulus)}</blockquote>" if question.stimulus else ""
        parts.append(
            f"<li>{case}{to_html(question.stem)}<p><em>{escape(question.instruction)}</em></p>"
            f"{reasons(question.solution())}</li>"
        )
    return f"<ol>{''.join(parts)}</ol>"


def folded_answers(lessons: Lessons) -> str:
    """The key of several lessons for a notebook, each lesson folded under its title."""
    return "".join(
        f"<details><summary>{escape(title)}: {len(questions)} questions</summary>"
        f"{answers_html(questions)}</details>"
        for title, questions in lessons
    )


def answer_key_html(lessons: Lessons, title: str = "Answers with reasons") -> str:
    """The key of one or more lessons as a whole page for the printer, a new sheet a lesson."""
    body = "".join(
        f"<section><h2>{escape(name)}</h2>{answers_html(questions)}</section>"
        for name, questions in lessons
    )
    style = "section + section { break-before: page; }"
    return printable(title, f"<h1>{escape(title)}</h1><p>{escape(ABOUT)}</p>{body}", style)


def case_sheet(question: Question) -> str:
    """A question with boxes to tick and no answer, for a hand-out."""
    case = f"<blockquote>{to_html(question.stimulus)}</blockquote>" if question.stimulus else ""
    parts = [case, to_html(question.stem), f"<p><em>{escape(question.instruction)}</em></p>"]
    for heading, entries in printed(question):
        parts.append(f"<h3>{escape(heading)}</h3>" if heading else "")
        boxes = "".join(f"<li>\N{BALLOT BOX} {escape(entry)}</li>" for entry in entries)
        parts.append(f'<ul class="boxes">{boxes}</ul>')
    return "".join(parts)
