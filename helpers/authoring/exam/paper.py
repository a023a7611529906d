"""An exam on paper: the questions with a sheet for the answers, and the key with all reasons."""

from __future__ import annotations

import math
from collections.abc import Iterator

from helpers.content.minutes import minutes_of_question
from helpers.document import (
    Card,
    Element,
    Piece,
    br,
    group,
    heading,
    md,
    md_line,
    numbered,
    para,
    printable,
    strong,
    table,
)
from helpers.questions import Question
from helpers.questions.parts import Match, Number, Order
from helpers.quiz.words import case, reasons

from ..lms.bank import picture_of
from .codes import HOW, AskedQuestion, Kind, key_code, kind_of
from .drawing import ExamForm

_STYLE = """
@page { @bottom-right { content: counter(page); font: 9pt sans-serif; } }
h2 { break-before: page; }
.asked { break-inside: avoid-page; margin-bottom: 7mm; }
.asked h3 { font-size: 12pt; margin-bottom: 1mm; break-after: avoid; }
.who { border-bottom: 0.3mm solid #1b2430; padding-bottom: 1mm; }
ol { margin: 1mm 0; }
img { max-width: 100%; max-height: 95mm; width: auto; height: auto; }
figcaption { font-size: 8.5pt; }
details { display: none; }
table { border-collapse: collapse; width: 100%; }
td, th { border: 0.3mm solid #9aa3ad; padding: 1.2mm 2mm; height: 7mm; text-align: left; }
tr { break-inside: avoid; }
"""


def _question(question: Question, number: int, steps: list[int]) -> Element:
    return group(
        heading(f"Question {number}", 3),
        picture_of(question),
        case(question),
        md(question.stem),
        *_offered(question, steps),
        css="asked",
    )


def _offered(question: Question, steps: list[int]) -> Iterator[Piece]:
    """What is offered, with letters; what is to be placed, with numbers."""
    for part in question.parts:
        how = HOW[kind_of(part)]
        asked = part.label or question.instruction
        yield para(strong(asked if asked.endswith((".", "?")) else f"{asked}."), f" Write {how}.")
        texts = [choice.text for choice in part.choices]
        if isinstance(part, Number):
            continue
        if isinstance(part, Match):
            if question.sheet is None:
                yield numbered(texts)
            texts = [target.text for target in part.targets]
        if isinstance(part, Order):
            texts = [texts[i] for i in steps]
        yield numbered(texts, letters=True)


def exam_page(form: ExamForm, name: str) -> str:
    """One form as a page to print; nothing on it depends on the key."""
    size = len(form.questions)
    rows = [
        [str(n), " / ".join(HOW[kind_of(part)] for part in question.parts), ""]
        for n, question in enumerate(form.questions, 1)
    ]
    return printable(
        f"{name}, form {form.name}",
        heading(f"{name}, form {form.name}", 1),
        _who(),
        para(
            f"{size} questions, a point each, about {_minutes(form)} minutes. Part of a point is "
            "given for part of an answer. "
            "Write your letters and numbers on the last page; only that page is marked."
        ),
        *(
            _question(question, number, form.steps.get(question.id, []))
            for number, question in enumerate(form.questions, 1)
        ),
        heading(f"Your answers, form {form.name}"),
        _who(),
        table(["Question", "Write", "Your answer"], rows, sentences=True),
        style=_STYLE,
    )


def _minutes(form: ExamForm) -> int:
    """About how long a form takes: the course's reckoning once more by half, in fives."""
    return 5 * math.ceil(1.5 * sum(map(minutes_of_question, form.questions)) / 5)


def _who() -> Element:
    return para("Name or code:", css="who")


_POINTS: dict[Kind, str] = {
    "one": "right or wrong (a true/false with the right verdict and a wrong reason earns half)",
    "many": "right letters less wrong ones, of all that are right",
    "match": (
        "the share of items in their place; in a document the faults that are named, less the "
        "sound clauses that are marked"
    ),
    "order": "by the pairs of steps that are in order",
    "number": "right within the tolerance",
}


def key_page(form: ExamForm, shown: list[AskedQuestion], name: str) -> str:
    """The key of one form: a table to mark with, then every reason in the order of the paper."""
    rows = []
    for number, (question, on_paper) in enumerate(zip(form.questions, shown, strict=True), 1):
        near = ""
        if isinstance(part := question.parts[0], Number) and part.tolerance:
            near = f" (± {part.tolerance:g})"
        rows.append([str(number), f"{key_code(question, on_paper)}{near}", question.id])
    every = [(strong(q.id), br, md(q.stem), *_reasons(q)) for q in form.questions]
    return printable(
        f"Key: {name}, form {form.name}",
        heading(f"Key: {name}, form {form.name}", 1),
        para("Keep this page to yourself. Where two letters are joined by “or”, either is right."),
        table(["Question", "Key", "Its name in the bank"], rows, sentences=True),
        para(
            strong("Points. "),
            "; ".join(f"{HOW[k]}: {how}" for k, how in _POINTS.items()),
            ". Of a question in three parts, each counts a third.",
        ),
        heading("Reasons"),
        numbered(every),
        style=_STYLE,
    )


def _reasons(question: Question) -> Iterator[Piece]:
    """The reasons with the letters and numbers of the paper; steps stand in their right order."""
    for part in question.parts:
        if part.label:
            yield para(strong(part.label))
        lines = part.lines() or question.solution()
        if isinstance(part, Number | Order):
            yield reasons(lines)
            continue
        said = [
            (strong(f"{line.mark}:"), f" {line.about}", br, md_line(line.reason)) for line in lines
        ]
        yield numbered(said, letters=not isinstance(part, Match))


def card_page(name: str, card: Card) -> str:
    """A card as a page to print."""
    return printable(name, heading(name, 1), *card.blocks, style=_STYLE)
