"""An exam on paper: the questions with a sheet for the answers, and the key with all reasons.

The key fills in the sheet as the students have it, so that the two can be laid side by side.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from string import ascii_uppercase

from helpers.content.minutes import minutes_of_question
from helpers.document import (
    Card,
    Element,
    Piece,
    bullets,
    count,
    em,
    group,
    heading,
    line,
    md,
    md_line,
    numbered,
    para,
    printable,
    strong,
)
from helpers.questions import Question
from helpers.questions.parts import AnswerPart, ChooseOne, Match, Number, Order
from helpers.quiz.words import case, reasons

from ..lms.bank import picture_of
from ..paper import style_of
from .codes import AskedQuestion, Kind, key_code, kind_of
from .drawing import ExamForm

HOW: dict[Kind, str] = {
    "one": "",
    "many": "Several letters may be right: write each of them.",
    "match": "Write a letter for each number.",
    "order": "Write all letters, first to last.",
    "number": "Write a number.",
}
"""What is said at a question; one letter is the rule, which stands at the top of the paper."""
_BLANKS: dict[Kind, str] = {"one": "short", "number": "", "many": "", "order": "", "match": "short"}


def exam_style(large: bool = False, plain: bool = False) -> str:
    """The style of an exam; in large print, in a plain font with more room, or both."""
    return style_of(large, plain, own="exam")


def _question(form: ExamForm, question: Question, number: int, points: int) -> Element:
    """A question; ``points`` stand at it where they are not 0."""
    return group(
        para(strong(f"{number}"), css="number"),
        picture_of(question),
        case(question),
        md(question.stem),
        *_offered(question, form.steps.get(question.id, []), points),
        css="asked wide" if question.chart else "asked",
    )


def _offered(question: Question, steps: list[int], points: int) -> Iterator[Piece]:
    """What is offered, with letters; what is to be placed, with numbers."""
    worth = f"{count(points, 'point')}. " if points else ""
    if len(question.parts) > 1:
        yield para(em(worth))
        worth = ""
    for at, part in enumerate(question.parts):
        how = HOW[kind_of(part)]
        if isinstance(part, Number) and part.unit:
            how = f"Write a number ({part.unit})."
        if question.sheet is not None:
            how = "Write a letter for each clause."
        how = worth + how
        if part.label and len(question.parts) > 1:
            yield para(strong(f"{_sub(at)} {part.label}"), " ", em(how) if how else None)
        elif how:
            yield para(em(how))
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


def _sub(at: int) -> str:
    return f"{'abc'[at]})"


def exam_page(form: ExamForm, points: Mapping[str, int], name: str, style: str) -> str:
    """One form as a page to print; nothing on it depends on the key."""
    total = sum(points[question.id] for question in form.questions)
    size = count(len(form.questions), "question")
    usual = Counter(points[question.id] for question in form.questions).most_common(1)[0][0]
    differ = " where nothing else is said" if total != usual * len(form.questions) else ""
    return printable(
        f"{name}, form {form.name}",
        heading(line(name, line(f"Form {form.name}", css="form")), 1),
        _who(),
        para(
            f"{size}, {count(total, 'point')} ({usual} for each{differ}), "
            f"about {_minutes(form)} minutes. ",
            strong("Write your answers on the sheet at the end; only that is marked."),
            " One letter is right where nothing else is said. Part of an answer earns part of its "
            "points.",
        ),
        group(
            *(
                _question(form, question, number, worth if worth != usual else 0)
                for number, question in enumerate(form.questions, 1)
                for worth in (points[question.id],)
            ),
            css="questions",
        ),
        group(
            heading(line("Your answers", line(f"Form {form.name}", css="form"))),
            _who(),
            para(f"Points: {_GAP} of {total}", css="total"),
            _sheet(form, points, {}),
            css="next",
        ),
        style=style + _foot(f"{name}, form {form.name}"),
    )


_GAP = "_" * 8


def _foot(words: str) -> str:
    said = "".join(c for c in words if c.isalnum() or c in " ,.?!:-")
    return f'@page {{ @bottom-left {{ content: "{said}"; font: 9pt sans-serif; }} }}\n'


def _minutes(form: ExamForm) -> int:
    """About how long a form takes: the course's reckoning once more by half, in fives."""
    return 5 * math.ceil(1.5 * sum(map(minutes_of_question, form.questions)) / 5)


def _who() -> Element:
    return group(para("Name or code:"), para("Class:"), para("Date:"), css="who")


# ---------------------------------------------------------------- the sheet for the answers


def _sheet(form: ExamForm, points: Mapping[str, int], codes: Mapping[str, str]) -> Element:
    """A place for every answer and its points; with the ``codes`` of the key filled in."""
    slots = []
    for number, question in enumerate(form.questions, 1):
        given = codes.get(question.id, "").split(" / ")
        parts = list(question.parts)
        given = given if len(given) == len(parts) else [""] * len(parts)
        cells = [
            cell
            for at, (part, code) in enumerate(zip(parts, given, strict=True))
            for cell in _cells(part, code, _sub(at) if len(parts) > 1 else "")
        ]
        worth = para(f"of {points[question.id]}", css="worth")
        slots.append(
            group(para(strong(f"{number}"), css="number"), para(*cells), worth, css="slot")
        )
    return group(*slots, css="slots")


def _cells(part: AnswerPart, code: str, label: str) -> Iterator[Element]:
    if isinstance(part, Match):
        for at in range(len(part.choices)):
            yield _cell(f"{at + 1}", code[at : at + 1], "short")
    elif isinstance(part, Number):
        yield _cell(label, code, "", part.unit)
    else:
        yield _cell(label, code, _BLANKS[kind_of(part)])


def _cell(label: str, code: str, css: str, after: str = "") -> Element:
    blank = line(strong(code) if code else "\u00a0", css=f"blank {css}".strip())
    return line(f"{label} " if label else None, blank, f" {after}" if after else None, css="cell")


# ---------------------------------------------------------------- the key


def _rules(questions: tuple[Question, ...]) -> Iterator[Piece]:
    """How points are given, for what this exam has, as a person can do it by hand."""
    kinds = {question.kind for question in questions}
    parts = [(question, part) for question in questions for part in question.parts]
    how = {kind_of(part) for _, part in parts}
    if "one" in how:
        half = " Right verdict, wrong reason: half." if "true_false_reason" in kinds else ""
        yield f"One letter: right or wrong.{half}"
    if "many" in how:
        yield (
            "Several letters: those that are right less those that are wrong, of all in the key. "
            "With the key ACD, both AC and ABCD earn two thirds."
        )
    if any(isinstance(part, Match) and question.sheet is None for question, part in parts):
        yield "A letter for each number: the share that is right."
    if "mark_up" in kinds:
        yield (
            "A letter for each clause: the faults that are found (a quarter where another fault "
            "is named) less the sound clauses that are marked, of all faults."
        )
    for size in sorted({len(part.choices) for _, part in parts if isinstance(part, Order)}):
        yield (
            f"{size} letters in order: each pair that stands the wrong way round costs "
            f"{Fraction(4, size * (size - 1))} of the points."
        )
    if "number" in how:
        yield "A number: right within the tolerance, or nothing."
    if any(len(question.parts) > 1 for question in questions):
        yield "A question with a, b and c: each counts a third."


def key_page(
    form: ExamForm, shown: list[AskedQuestion], points: Mapping[str, int], name: str, style: str
) -> str:
    """The key of one form: the sheet filled in, how points are given, and the reasons there are."""
    codes = {}
    for question, on_paper in zip(form.questions, shown, strict=True):
        near = ""
        if isinstance(part := question.parts[0], Number) and part.tolerance:
            near = f" ± {part.tolerance:g}"
        codes[question.id] = f"{key_code(question, on_paper)}{near}"
    told = [
        group(
            para(
                strong(f"{number} "),
                md_line(question.stem),
                em(f" {question.id}") if question.objectives else None,
            ),
            *_reasons(question),
            css="answered",
        )
        for number, question in enumerate(form.questions, 1)
        if any(said.reason for said in question.solution())
    ]
    return printable(
        f"Key: {name}, form {form.name}",
        heading(line(f"Key: {name}", line(f"Form {form.name}", css="form")), 1),
        para(
            "Keep this to yourself. Lay it beside a student's sheet: the places are the same.",
            " Where two letters are joined by “or”, either is right."
            if any(" or " in code for code in codes.values())
            else None,
        ),
        _sheet(form, points, codes),
        heading("Points", 2),
        bullets(_rules(form.questions)),
        *([heading("Reasons"), group(*told, css="columns")] if told else []),
        style=style + _foot(f"Key, form {form.name}"),
    )


def _reasons(question: Question) -> Iterator[Piece]:
    """The reasons with the letters and numbers of the paper; steps stand in their right order."""
    for at, part in enumerate(question.parts):
        if len(question.parts) > 1:
            yield para(strong(f"{_sub(at)} {part.label}"))
        lines = part.lines()
        if isinstance(part, Number | Order):
            yield reasons(lines or question.solution())
        elif isinstance(part, Match):
            signs = [f"{number} {said.mark}:" for number, said in enumerate(lines, 1)]
            yield bullets(
                (strong(sign), " ", md_line(said.reason))
                for sign, said in zip(signs, lines, strict=True)
            )
        else:
            assert isinstance(part, ChooseOne)
            yield bullets(
                (
                    strong(f"{letter}. ") if place in part.right else f"{letter}. ",
                    md_line(said.reason),
                )
                for place, (letter, said) in enumerate(zip(ascii_uppercase, lines, strict=False))
                if said.reason
            )


def card_page(name: str, card: Card) -> str:
    """A card as a page to print."""
    return printable(name, heading(name, 1), *card.blocks, style=exam_style())
