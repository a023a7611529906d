"""Drawing an exam: how many of which kind, which ones, and in which order on each form."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import NamedTuple

from msgspec.structs import replace

from helpers.content import ContentError, load_course, load_lesson, load_questions
from helpers.document import count
from helpers.questions import Question
from helpers.questions.base import LOW, Told
from helpers.questions.parts import Order

from .bank import ExamBank
from .codes import asked, key_code
from .plain import TRUE_FALSE

_NAMES_PLACES = re.compile(
    r"(?i)\bof (?:the )?(?:above|these|those)\.?$|^(?:both )?[A-J] (?:and|or) [A-J]\.?$"
)
"""An option that speaks of the places of others: then the order says something."""


class BlueprintCell(NamedTuple):
    """A place of the blueprint: an area of the course, at a low level after Bloom or above."""

    area: str
    low: bool


class ExamForm(NamedTuple):
    """One form of an exam: its questions in order, their entries as this form shows them.

    ``steps`` are the places of the steps of an ordering as shown, by the question's id: its own
    order is the key.
    """

    name: str
    questions: tuple[Question, ...]
    steps: dict[str, list[int]]


def blueprint(size: int) -> dict[BlueprintCell, int]:
    """How many questions of which kind: in the shares of the final test's questions with an area.

    Raises
    ------
    ContentError
        When no question of the final test names an area.
    """
    course = load_course()
    final = {question.id: question for question in load_questions(course.final_test)}
    asked = [final[name] for name in load_lesson(course.final_test).exit_quiz]
    weights = Counter(BlueprintCell(q.area, q.level in LOW) for q in asked if q.area)
    if not weights:
        raise ContentError(
            [
                f"lessons/{course.final_test}.yaml: no question of the final test names an area, "
                "so there is no blueprint; give them areas."
            ]
        )
    order = [BlueprintCell(area.id, low) for low in (False, True) for area in course.areas]
    return _shares(size, {cell: weights[cell] for cell in order if weights[cell]})


def _shares(size: int, weights: dict[BlueprintCell, int]) -> dict[BlueprintCell, int]:
    """Whole numbers in the shares of weights, by the largest remainder; of equal ones the first."""
    order, total = list(weights), sum(weights.values())
    exact = {cell: size * weight / total for cell, weight in weights.items()}
    found = {cell: int(share) for cell, share in exact.items()}
    by_rest = sorted(exact, key=lambda cell: (-round(exact[cell] % 1, 9), order.index(cell)))
    for cell in by_rest[: size - sum(found.values())]:
        found[cell] += 1
    return found


def cell_of(question: Question, bank: ExamBank) -> BlueprintCell:
    """Where a question of the bank belongs in the blueprint; topics of one's own have no level."""
    return BlueprintCell(bank.topics[question.id], bank.by_course and question.level in LOW)


def size_of(bank: ExamBank, most: int = 30) -> int:
    """How many questions to draw where nobody says: as many as there are for it, up to ``most``."""
    if not bank.by_course:
        return min(most, len(bank.questions))
    there = _by_cell(bank)
    return next((n for n in range(most, 0, -1) if not _lacking(blueprint(n), there)), 0) or min(
        most, len(bank.questions)
    )


def draw_forms(bank: ExamBank, size: int, names: list[str], seed: int) -> list[ExamForm]:
    """Draw questions, the same for every form, each form in an order of its own.

    Questions of the course's areas are drawn by the blueprint, topics of one's own in the shares
    that they have in the bank; asked for all there are, all are drawn. The same bank, size, names
    and seed give the same forms.

    Raises
    ------
    ContentError
        When the bank has too few questions of a kind; the sentences say of which.
    """
    there = _by_cell(bank)
    sizes = {cell: len(found) for cell, found in there.items()}
    if size > len(bank.questions):
        raise ContentError(
            [
                f"The bank has {count(len(bank.questions), 'question')}, and you ask for {size}; "
                f"write more, or ask for {size_of(bank)}."
            ]
        )
    wanted = blueprint(size) if bank.by_course and size < len(bank.questions) else None
    wanted = wanted or _shares(size, sizes)
    if lacks := _lacking(wanted, there):
        raise ContentError(_sentences(lacks, there, size))
    dice = random.Random(f"draw:{seed}")
    drawn = [
        one for cell, number in wanted.items() for one in dice.sample(there.get(cell, []), number)
    ]
    forms: list[ExamForm] = []
    before: list[list[tuple[str, str]]] = []
    for name in names:
        turns = [form_of(name, drawn, seed, turn) for turn in range(_TURNS)]
        shown = [_shown(form) for form in turns]
        best = min(range(_TURNS), key=lambda turn: sum(_alike(shown[turn], b) for b in before))
        forms.append(turns[best])
        before.append(shown[best])
    return forms


_TURNS = 12


def _shown(form: ExamForm) -> list[tuple[str, str]]:
    """Each question's id and what is right on this form."""
    steps = form.steps
    return [(q.id, key_code(q, asked(q, steps.get(q.id, [])))) for q in form.questions]


def _alike(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> int:
    """How much of a form could be copied from a neighbour who has another one."""
    return sum(
        10 * (mine[0] == theirs[0]) + (mine[1] == theirs[1])
        for mine, theirs in zip(one, other, strict=True)
    )


def _by_cell(bank: ExamBank) -> dict[BlueprintCell, list[Question]]:
    there: dict[BlueprintCell, list[Question]] = {}
    for name in sorted(bank.questions):
        question = bank.questions[name]
        there.setdefault(cell_of(question, bank), []).append(question)
    return there


def _lacking(
    wanted: dict[BlueprintCell, int], there: dict[BlueprintCell, list[Question]]
) -> dict[BlueprintCell, int]:
    return {c: n for c, n in wanted.items() if n > len(there.get(c, []))}


def _sentences(
    lacks: dict[BlueprintCell, int], there: dict[BlueprintCell, list[Question]], size: int
) -> list[str]:
    titles = {area.id: area.title for area in load_course().areas}
    found = []
    for cell, number in lacks.items():
        level = "to remember or understand" if cell.low else "above understanding"
        found.append(
            f"The bank has {len(there.get(cell, []))} questions on {titles[cell.area]!r} {level}, "
            f"and an exam of {size} needs {number}; write more."
        )
    most = next((n for n in range(size - 1, 0, -1) if not _lacking(blueprint(n), there)), 0)
    return [*found, f"This bank is enough for an exam of {most} questions at most."]


def form_of(name: str, drawn: list[Question], seed: int, turn: int = 0) -> ExamForm:
    """Questions as one form shows them; the same name, seed and turn give the same order."""
    dice = random.Random(f"form:{seed}:{name}:{turn}")
    questions = [_shuffled(question, dice) for question in drawn]
    dice.shuffle(questions)
    questions.sort(key=lambda question: bool(question.chart))  # pictures take the whole width
    steps = {}
    for question in questions:
        if isinstance(question.parts[0], Order):
            order = list(range(len(question.parts[0].choices)))
            while order == sorted(order):
                dice.shuffle(order)
            steps[question.id] = order
    return ExamForm(name, tuple(questions), steps)


def _shuffled(question: Question, dice: random.Random) -> Question:
    """The question with its entries in another order, unless their order says something."""
    if question.key_is_file_order or question.sheet is not None:
        return question
    offered = [choice.text for part in question.parts for choice in part.choices]
    if tuple(offered) == TRUE_FALSE or any(map(_NAMES_PLACES.search, offered)):
        return question
    lists = {}
    for name, entries in question.lists():
        if all(isinstance(entry, Told) for entry in entries):
            lists[name] = dice.sample(entries, len(entries))
    return replace(question, **lists)
