"""Drawing an exam: how many of which kind, which ones, and in which order on each form."""

from __future__ import annotations

import random
from collections import Counter
from typing import NamedTuple

from msgspec.structs import replace

from helpers.content import ContentError, load_course, load_lesson, load_questions
from helpers.questions import Question
from helpers.questions.base import LOW, Told
from helpers.questions.parts import Order

from .bank import ExamBank


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

    Whole numbers are made by the largest remainder; where remainders are equal, those above
    remembering and understanding come first, in the order of the areas.

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
    exact = {cell: size * weights[cell] / weights.total() for cell in order if weights[cell]}
    found = {cell: int(share) for cell, share in exact.items()}
    by_rest = sorted(exact, key=lambda cell: (-round(exact[cell] % 1, 9), order.index(cell)))
    for cell in by_rest[: size - sum(found.values())]:
        found[cell] += 1
    return found


def cell_of(question: Question, bank: ExamBank) -> BlueprintCell:
    """Where a question of the bank belongs in the blueprint."""
    return BlueprintCell(bank.areas[question.id], question.level in LOW)


def draw_forms(bank: ExamBank, size: int, names: list[str], seed: int) -> list[ExamForm]:
    """Draw questions by the blueprint, the same for every form, each form in an order of its own.

    The same bank, size, names and seed give the same forms.

    Raises
    ------
    ContentError
        When the bank has too few questions of a kind; the sentences say of which.
    """
    there: dict[BlueprintCell, list[Question]] = {}
    for name in sorted(bank.questions):
        question = bank.questions[name]
        there.setdefault(cell_of(question, bank), []).append(question)
    wanted = blueprint(size)
    if lacks := _lacking(wanted, there):
        raise ContentError(_sentences(lacks, there, size))
    dice = random.Random(f"draw:{seed}")
    drawn = [
        one for cell, number in wanted.items() for one in dice.sample(there.get(cell, []), number)
    ]
    return [form_of(name, drawn, seed) for name in names]


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


def form_of(name: str, drawn: list[Question], seed: int) -> ExamForm:
    """Questions as one form shows them; the same name and seed give the same order."""
    dice = random.Random(f"form:{seed}:{name}")
    questions = [_shuffled(question, dice) for question in drawn]
    dice.shuffle(questions)
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
    lists = {}
    for name, entries in question.lists():
        if all(isinstance(entry, Told) for entry in entries):
            lists[name] = dice.sample(entries, len(entries))
    return replace(question, **lists)
