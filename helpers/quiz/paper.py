"""Questions on paper: boxes, letters and blanks to write on, and the key in the same order.

Pure: questions in, documents out. Whether a learner may see it yet is decided elsewhere. Options
have the letters that a vote and the slides of a class give them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from string import ascii_uppercase
from typing import NamedTuple

from helpers.document import (
    Element,
    Flow,
    Piece,
    br,
    bullets,
    em,
    fold,
    group,
    heading,
    joined,
    line,
    md,
    md_line,
    numbered,
    para,
    printable,
    strong,
)
from helpers.questions import Question, SolutionLine
from helpers.questions.parts import AnswerPart, ChooseOne, Match, Number, Order

from .session import PRINT_SEED, display_order
from .words import case, reasons

ABOUT = (
    "This course is a self-check. The key stands open in its question files, too, so use it to "
    "explain and not to grade."
)
BOX = "\N{BALLOT BOX}"
BLANK = "____"

Lessons = Iterable[tuple[str, Sequence[Question]]]
"""Pairs of a lesson's title and its questions."""


# ---------------------------------------------------------------- to write on


class Placed(NamedTuple):
    """Something offered, as it stands on paper: its letter or number, and its place in the file."""

    sign: str
    text: str
    place: int


def placed(question: Question, part: AnswerPart) -> list[Placed]:
    """What a part offers in the order of the paper: options by letters, things to place by 1, 2."""
    order = list(range(len(part.choices)))
    if not isinstance(part, Match) or part.shuffled:
        order = display_order(question, len(order), PRINT_SEED)
    signs = map(str, range(1, len(order) + 1)) if isinstance(part, Match) else ascii_uppercase
    return [Placed(sign, part.choices[i].text, i) for sign, i in zip(signs, order, strict=False)]


def case_sheet(question: Question) -> Element:
    """A question with boxes to tick and blanks to fill, and no answer."""
    rows = [row for part in question.parts for row in _rows(question, part)]
    return group(case(question), *_stem(question), *rows)


def _stem(question: Question) -> tuple[Piece, ...]:
    """What is asked, and what to do, on one line where the stem is one paragraph."""
    if "\n" in question.stem.strip():
        return md(question.stem), para(em(question.instruction))
    return (para(md_line(question.stem), " ", em(question.instruction)),)


def _rows(question: Question, part: AnswerPart) -> Iterator[Piece]:
    if part.label:
        several = isinstance(part, ChooseOne) and type(part) is not ChooseOne
        yield heading(f"{part.label} (one or several)" if several else part.label, 3)
    rows = placed(question, part)
    if isinstance(part, Number):
        yield para(f"Answer: {BLANK * 3} {part.unit}")
    elif isinstance(part, Match):
        targets = zip(ascii_uppercase, part.targets, strict=False)
        yield para(
            joined(
                (line(strong(letter), f" {t.text}") for letter, t in targets), " \N{MIDDLE DOT} "
            )
        )
        # The clauses of a document stand numbered in it.
        texts = ["" if question.sheet else row.text for row in rows]
        blanks = [
            (f"{BLANK} ", strong(row.sign), f" {text}" if text else "")
            for row, text in zip(rows, texts, strict=True)
        ]
        yield bullets(blanks, css="boxes")
    else:
        sign = "" if isinstance(part, Order) else f"{BOX} "
        yield bullets(((sign, strong(r.sign), f" {r.text}") for r in rows), css="boxes")
        if isinstance(part, Order):
            yield para(f"The letters, first to last: {BLANK * 4}")


def sheets(questions: Iterable[tuple[int, Question]]) -> Element:
    """Numbered questions to write on, side by side where there are several."""
    asked = [
        group(para(strong(f"{number}"), css="number"), case_sheet(question), css="asked")
        for number, question in questions
    ]
    return group(*asked, css="questions" if len(asked) > 1 else "questions single")


# ---------------------------------------------------------------- the key of a sheet


def key_of(question: Question, part: AnswerPart) -> str:
    """What stands on paper when a part is right: "B", "A, C", "1 B, 2 A", or a number."""
    rows = placed(question, part)
    if isinstance(part, Number):
        near = f" (± {part.tolerance:g})" if part.tolerance else ""
        return f"{part.answer:,.12g} {part.unit}".strip() + near
    if isinstance(part, Match):
        letters = {t.id: a for t, a in zip(part.targets, ascii_uppercase, strict=False)}
        return ", ".join(f"{r.sign} {letters[part.choices[r.place].place]}" for r in rows)
    if isinstance(part, Order):
        return ", ".join(r.sign for r in sorted(rows, key=lambda r: r.place))
    assert isinstance(part, ChooseOne)
    right = [r.sign for r in rows if r.place in part.right]
    return (" or " if type(part) is ChooseOne else ", ").join(right)


def key_rows(question: Question) -> Iterator[Piece]:
    """The key of a question and the reason of every option, in the letters of its sheet."""
    for part in question.parts:
        yield para(part.label or "Key:", " ", strong(key_of(question, part)))
        said = part.lines()
        if said:
            rows = placed(question, part)
            yield bullets(_reason(part, row.sign, said[row.place]) for row in rows)
        else:
            yield reasons(question.solution())


def _reason(part: AnswerPart, sign: str, said: SolutionLine) -> Flow:
    plain = isinstance(part, ChooseOne) and said.mark != part.marks[0]
    return (sign if plain else strong(sign), " ", md_line(said.reason))


def key_in_words(question: Question) -> Iterator[Piece]:
    """The right answers of a case in words, for a form that has no letters."""
    yield case(question)
    yield md(question.stem)
    for part in question.parts:
        right = [said for said in part.lines() if said.mark == part.marks[0]]
        yield para(strong(part.label))
        yield bullets((strong(said.about), br, md_line(said.reason)) for said in right)


def key_sheet(
    name: str, questions: Iterable[tuple[int, Question]], more: Iterable[Piece] = ()
) -> Element:
    """The key of numbered sheets as one section: number, stem, key and reasons."""
    asked = [
        group(
            para(strong(f"{number}. "), md_line(question.stem)), *key_rows(question), css="answered"
        )
        for number, question in questions
    ]
    return group(heading(name), group(*asked, css="columns"), *more, tag="section")


# ---------------------------------------------------------------- the key by itself


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
    parts = [
        group(heading(lesson), _answers(questions), tag="section") for lesson, questions in lessons
    ]
    style = "section + section { break-before: page; }"
    return printable(name, heading(name, 1), ABOUT, *parts, style=style)


def questions_html(lessons: Lessons, name: str) -> str:
    """The questions alone, to tick by hand: a whole page for the printer."""
    parts = [
        group(heading(lesson), numbered(map(case_sheet, questions)), tag="section")
        for lesson, questions in lessons
    ]
    style = ".boxes { list-style: none; padding-left: 0; } li { break-inside: avoid; }"
    return printable(name, heading(name, 1), para("Name: ", "_" * 40), *parts, style=style)
