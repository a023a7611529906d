"""The results of an exam: scores, and how each question behaved, from the table that was typed."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import msgspec

from helpers.classroom.class_data import ClassData, Learner
from helpers.classroom.statistics import QuestionStatistics, question_statistics
from helpers.content import ContentError
from helpers.content.reading import read_text
from helpers.document import Card, Flow, bullets, count, table, title, to_text
from helpers.questions import Question
from helpers.record import Attempt, new_attempt

from .bank import ExamBank
from .codes import AskedQuestion, read_code, shows
from .writing import ExamFile


class Sitting(NamedTuple):
    """One student's exam: the marked answers by question, without those left blank."""

    student: str
    form: str
    attempts: dict[str, Attempt]

    @property
    def points(self) -> float:
        """The sum of the scores; a blank earns nothing."""
        return sum(attempt.score for attempt in self.attempts.values())


def read_exam(path: Path, bank: ExamBank) -> ExamFile:
    """Read ``exam.json`` and hold it against the bank.

    Raises
    ------
    ContentError
        When it is no such file, or a question of it is gone or has another key today.
    """
    text = read_text(path, path.name)
    try:
        exam = msgspec.json.decode(text, type=ExamFile)
    except msgspec.DecodeError:
        raise ContentError(
            [f"{path.name}: it is not the file that 'exam' wrote; restore it."]
        ) from None
    problems = []
    for shown in {one.id: one for asked in exam.forms.values() for one in asked}.values():
        question = bank.questions.get(shown.id)
        if question is None:
            problems.append(
                f"{path.name}: {bank.folder} has no question {shown.id!r}; name the bank of this "
                "exam with --bank."
            )
        elif question.version != shown.version:
            problems.append(
                f"{path.name}: the key of {shown.id!r} is another one since the exam; restore it."
            )
        elif not shows(shown, question):
            problems.append(f"{path.name}: {shown.id!r} was changed by hand; restore it.")
    if len({len(shown) for shown in exam.forms.values()}) != 1:
        problems.append(f"{path.name}: the list of forms was changed by hand; restore it.")
    if problems:
        raise ContentError(problems)
    return exam


def read_answers(path: Path, exam: ExamFile, bank: ExamBank) -> list[Sitting]:
    """Read the table that was typed: student, form, and a cell for each question.

    Raises
    ------
    ContentError
        With a sentence for each cell that cannot be read.
    """
    text = read_text(path, path.name)
    head = text.partition("\n")[0]
    rows = list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=head.count)))
    size = len(next(iter(exam.forms.values())))
    wanted = ["student", "form", *map(str, range(1, size + 1))]
    if not rows or [cell.strip().lower() for cell in rows[0]] != wanted:
        raise ContentError(
            [f"{path.name}: the first line is not student, form, 1 to {size}; restore it."]
        )
    problems: list[str] = []
    sittings: list[Sitting] = []
    names: Counter[str] = Counter()
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        student, form, *cells = [*(cell.strip() for cell in row), *[""] * (len(wanted) - len(row))]
        place = f"{path.name}: line {number}"
        names[student] += 1
        if not student or names[student] > 1:
            problems.append(f"{place}: the student {student!r} is empty or stands twice; mend it.")
        if len(cells) > size:
            problems.append(f"{place}: it has {len(cells)} answers, and there are {size}; mend it.")
        elif form.upper() not in exam.forms:
            known = ", ".join(exam.forms)
            problems.append(f"{place}: there is no form {form!r}; write one of {known}.")
        else:
            shown = exam.forms[form.upper()]
            attempts, faults = _marked(shown, cells, bank)
            problems += [f"{place}: {fault}." for fault in faults]
            sittings.append(Sitting(student, form.upper(), attempts))
    if not sittings and not problems:
        problems.append(f"{path.name}: no answers are typed in yet.")
    if problems:
        raise ContentError(problems)
    return sittings


def _marked(
    shown: list[AskedQuestion], cells: list[str], bank: ExamBank
) -> tuple[dict[str, Attempt], list[str]]:
    attempts, faults = {}, []
    for number, (on_paper, cell) in enumerate(zip(shown, cells, strict=True), 1):
        question = bank.questions[on_paper.id]
        try:
            response = read_code(question, on_paper, cell)
        except ValueError as error:
            faults.append(f"question {number}: {error}")
            continue
        result = question.grade(response)
        if response is None or result.outcome == "not_attempted":
            continue
        attempts[question.id] = new_attempt(
            question=question.id,
            version=question.version,
            lesson=bank.lessons[question.id],
            response=question.kept(response),
            outcome=result.outcome,
            score=result.score,
        )
    return attempts, faults


# ---------------------------------------------------------------- what it says


def exam_results(answers: Path, exam_file: Path, bank: ExamBank) -> Card:
    """The results of a class: scores by student and form, and how each question behaved.

    Raises
    ------
    ContentError
        With a sentence for each fault of the table, the exam's file or the bank.
    """
    exam = read_exam(exam_file, bank)
    sittings = read_answers(answers, exam, bank)
    size = len(next(iter(exam.forms.values())))
    data = ClassData(tuple(Learner(s.student, tuple(s.attempts.values())) for s in sittings))
    drawn = [bank.questions[one.id] for one in next(iter(exam.forms.values()))]
    figures = question_statistics(data, {"exam": drawn})
    return Card(
        f"{count(len(sittings), 'student')}, {size} questions, on average "
        f"{mean(s.points for s in sittings):.1f} points.",
        title("By form"),
        bullets(_by_form(sittings, exam)),
        title("By student"),
        table(
            ["Student", "Form", "Points", "Share", "Blank"],
            [
                [
                    one.student,
                    one.form,
                    f"{one.points:.2f}",
                    f"{one.points / size:.0%}",
                    str(size - len(one.attempts)),
                ]
                for one in sittings
            ],
        ),
        title("By question"),
        table(
            [
                "Question",
                *(f"No. in {name}" for name in exam.forms),
                "Answers",
                "Right",
                "Discrimination",
                "Chosen wrongly",
            ],
            [
                _row(question, found, exam, sittings)
                for question, found in zip(drawn, figures, strict=True)
            ],
            sentences=True,
        ),
        "Right is the share of full answers among those given. Discrimination goes from -1 to 1: "
        "how far being right here goes with being right in the rest. Look at a question again "
        "where it is near 0 or below.",
    )


def _by_form(sittings: list[Sitting], exam: ExamFile) -> list[str]:
    found = []
    for name in exam.forms:
        own = [one.points for one in sittings if one.form == name]
        if own:
            spread = f"{min(own):.1f} to {max(own):.1f}"
            said = f"{count(len(own), 'student')}, on average {mean(own):.1f} points ({spread})."
            found.append(f"Form {name}: {said}")
    return found


def _row(
    question: Question, found: QuestionStatistics, exam: ExamFile, sittings: list[Sitting]
) -> list[Flow]:
    numbers = [[one.id for one in shown].index(question.id) + 1 for shown in exam.forms.values()]
    wrong: Counter[str] = Counter()
    for one in sittings:
        if (attempt := one.attempts.get(question.id)) and attempt.outcome != "correct":
            slips = question.slips(question.response(attempt.response))
            wrong.update({slip.text for slip in slips})
    r = found.discrimination.r
    return [
        f"{question.id}: {to_text(question.stem)}",
        *map(str, numbers),
        str(found.n),
        "none" if found.difficulty is None else f"{found.difficulty:.0%}",
        found.discrimination.why if r is None else f"{r:+.2f}",
        "; ".join(f"{to_text(text)} ({n})" for text, n in wrong.most_common(3)) or "none",
    ]
