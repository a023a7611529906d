"""The results of an exam: scores, and how each question behaved, from the table that was typed.

An exam carries what it asked, so its bank is not needed, and may have changed since. Where a bank
is named, its keys are taken, and what differs is said: that is how a wrong key is put right.
"""

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
from helpers.document import Card, Flow, bullets, count, in_brief, note, table, title, to_text
from helpers.questions import Question
from helpers.record import Attempt, new_attempt
from helpers.record.csv_export import csv_text

from .bank import ExamBank
from .codes import AskedQuestion, key_code, read_code, shows
from .plain import any_text
from .writing import ExamFile


class Exam(NamedTuple):
    """An exam to mark by: its file, its questions with the keys that count, and what to say."""

    file: ExamFile
    questions: dict[str, Question]
    notes: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many questions it has."""
        return len(self.questions)

    @property
    def total(self) -> int:
        """How many points it gives."""
        return sum(self.file.points.values())

    def place(self, name: str) -> str:
        """Where a question stands, on each form."""
        places = {
            form: [one.id for one in shown].index(name) + 1
            for form, shown in self.file.forms.items()
        }
        return ", ".join(f"{form} {number}" for form, number in places.items())


class Sitting(NamedTuple):
    """One student's exam: the marked answers by question, without those left blank."""

    student: str
    form: str
    attempts: dict[str, Attempt]

    def points(self, exam: Exam) -> float:
        """The sum of the points; a blank earns nothing."""
        return sum(one.score * exam.file.points[name] for name, one in self.attempts.items())


def read_exam(path: Path, bank: ExamBank | None = None) -> Exam:
    """Read ``exam.json``; with a bank, take the keys that its questions have today.

    Raises
    ------
    ContentError
        When it is no such file or was changed by hand, or the bank has no such question, or one
        with other options than were printed.
    """
    text = read_text(path, path.name)
    changed = ContentError([f"{path.name}: it was changed by hand; restore it."])
    try:
        file = msgspec.json.decode(text, type=ExamFile)
        questions = file.asked()
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise ContentError(
            [f"{path.name}: it is not the file that 'exam' wrote; restore it."]
        ) from None
    for shown in file.forms.values():
        if [one.id for one in shown] != list(dict.fromkeys(one.id for one in shown)):
            raise changed
        if not {one.id for one in shown} == questions.keys() == file.points.keys():
            raise changed
        if not all(shows(one, questions[one.id]) for one in shown):
            raise changed
        if any(one.version != questions[one.id].version for one in shown):
            raise changed
    if not file.forms:
        raise changed
    exam = Exam(file, questions)
    return exam if bank is None else _with_keys_of(bank, exam)


def _with_keys_of(bank: ExamBank, exam: Exam) -> Exam:
    problems, notes, questions = [], [], {}
    form, shown = next(iter(exam.file.forms.items()))
    for on_paper in shown:
        name, before = on_paper.id, exam.questions[on_paper.id]
        where = f"Question {exam.place(name)} ({in_brief(before.stem, 60)})"
        today = bank.questions.get(name)
        if today is None:
            problems.append(f"{where} is not in {bank.folder} any more; leave --bank out.")
        elif not shows(on_paper, today):
            problems.append(f"{where} has other options in {bank.folder} today; leave --bank out.")
        elif today.version != before.version:
            old, new = key_code(before, on_paper), key_code(today, on_paper)
            turned = f"{new} and not {old} on form {form}" if old != new else "another tolerance"
            notes.append(f"{where} is marked by the key it has today: {turned}.")
        elif (today.stem, today.stimulus) != (before.stem, before.stimulus):
            notes.append(f"{where} is worded otherwise today; here stands what was asked.")
        # The words stay those of the paper; only what decides the mark is today's.
        if today is not None:
            questions[name] = msgspec.structs.replace(
                today, stem=before.stem, stimulus=before.stimulus
            )
    if problems:
        raise ContentError(problems)
    return Exam(exam.file, {name: questions[name] for name in exam.questions}, tuple(notes))


def read_answers(path: Path, exam: Exam) -> list[Sitting]:
    """Read the table that was typed: student, form, and a cell for each question.

    Raises
    ------
    ContentError
        With a sentence for each cell that cannot be read.
    """
    text, _ = any_text(path)
    head = text.partition("\n")[0]
    rows = list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=head.count)))
    wanted = ["student", "form", *map(str, range(1, exam.size + 1))]
    first = [cell.strip().lower() for cell in rows[0]] if rows else []
    while first and not first[-1]:
        first.pop()
    if first[:1] and first[0].replace(";", ",").split(",")[:2] == wanted[:2]:
        raise ContentError(
            [
                f"{path.name}: each line stands in one cell, for your spreadsheet parts cells by "
                "another sign. Open the new file in it by Data, From Text, with the comma, and "
                "type then."
            ]
        )
    if first != wanted:
        raise ContentError(
            [f"{path.name}: the first line is not student, form, 1 to {exam.size}; restore it."]
        )
    problems: list[str] = []
    sittings: list[Sitting] = []
    lines: dict[str, int] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        student, form, *cells = [*(cell.strip() for cell in row), *[""] * (len(wanted) - len(row))]
        while len(cells) > exam.size and not cells[-1]:
            cells.pop()
        place = f"{path.name}: line {number}"
        form = form.upper()
        if not student:
            problems.append(f"{place}: it names no student; write a name or a code first.")
        elif student.casefold() in lines:
            where = f"in line {lines[student.casefold()]}, too"
            problems.append(f"{place}: the student {student!r} stands {where}; tell them apart.")
        lines.setdefault(student.casefold(), number)
        if len(cells) > exam.size:
            problems.append(
                f"{place}: it has {len(cells)} answers, and there are {exam.size}; take some out."
            )
        elif form not in exam.file.forms:
            known = ", ".join(exam.file.forms)
            problems.append(f"{place}: there is no form {form!r}; write one of {known}.")
        else:
            attempts, faults = _marked(exam.file.forms[form], cells, exam)
            problems += [f"{place} ({student}, form {form}): {fault}." for fault in faults]
            sittings.append(Sitting(student, form, attempts))
    if not sittings and not problems:
        problems.append(f"{path.name}: no answers are typed in yet.")
    if problems:
        raise ContentError(problems)
    return sittings


def _marked(
    shown: list[AskedQuestion], cells: list[str], exam: Exam
) -> tuple[dict[str, Attempt], list[str]]:
    attempts, faults = {}, []
    for number, (on_paper, cell) in enumerate(zip(shown, cells, strict=True), 1):
        question = exam.questions[on_paper.id]
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
            lesson="",
            response=question.kept(response),
            outcome=result.outcome,
            score=result.score,
        )
    return attempts, faults


# ---------------------------------------------------------------- what it says


def exam_results(sittings: list[Sitting], exam: Exam) -> Card:
    """The results of a class: scores by student and form, and how each question behaved."""
    data = ClassData(tuple(Learner(s.student, tuple(s.attempts.values())) for s in sittings))
    figures = question_statistics(data, {"exam": list(exam.questions.values())})
    average = mean(one.points(exam) for one in sittings)
    few = all(found.discrimination.r is None for found in figures)
    return Card(
        f"{count(len(sittings), 'student')}, {count(exam.size, 'question')}, on average "
        f"{average:.1f} of {count(exam.total, 'point')}.",
        *map(note, exam.notes),
        "Marked by the questions and keys that the exam was drawn with. "
        "To mark by a key that you have corrected since, add --bank with your folder."
        if not exam.notes
        else None,
        title("By form"),
        bullets(_by_form(sittings, exam)),
        title("By student"),
        table(
            ["Student", "Form", f"Points of {exam.total}", "Share", "Blank"],
            [
                [
                    one.student,
                    one.form,
                    f"{one.points(exam):.2f}",
                    f"{one.points(exam) / exam.total:.0%}",
                    str(exam.size - len(one.attempts)),
                ]
                for one in sittings
            ],
        ),
        title("By question, the hardest first"),
        table(
            [
                "Question",
                *(f"No. in {name}" for name in exam.file.forms),
                "Answers",
                "Right",
                *([] if few else ["Tells apart"]),
                "Chosen wrongly",
            ],
            [
                _row(exam.questions[found.question], found, exam, sittings, few)
                for found in sorted(
                    figures, key=lambda f: -1 if f.difficulty is None else f.difficulty
                )
            ],
            sentences=True,
        ),
        "Right is the share of full answers among those given."
        + (
            " With ten answers and more, a figure tells how far each question tells those who know "
            "more from those who know less."
            if few
            else " Tells apart goes from -1 to 1: how far being right here goes with being right "
            "in the rest (a point-biserial correlation). Look at a question again, and at its key, "
            "where it is near 0 or below."
        ),
    )


def points_table(sittings: list[Sitting], exam: Exam) -> str:
    """The points of each student, in all and for each question of the first form, as a CSV."""
    form = next(iter(exam.file.forms))
    names = [one.id for one in exam.file.forms[form]]
    head = ["student", "form", "points", "of", *(exam.place(name) for name in names)]
    rows = [
        [
            one.student,
            one.form,
            f"{one.points(exam):.2f}",
            str(exam.total),
            *(
                f"{one.attempts[name].score * exam.file.points[name]:.2f}"
                if name in one.attempts
                else ""
                for name in names
            ),
        ]
        for one in sittings
    ]
    return csv_text([head, *rows])


def _by_form(sittings: list[Sitting], exam: Exam) -> list[str]:
    found = []
    for name in exam.file.forms:
        own = [one.points(exam) for one in sittings if one.form == name]
        if own:
            spread = f"{min(own):.1f} to {max(own):.1f}"
            said = f"{count(len(own), 'student')}, on average {mean(own):.1f} points ({spread})."
            found.append(f"Form {name}: {said}")
    return found


def _row(
    question: Question, found: QuestionStatistics, exam: Exam, sittings: list[Sitting], few: bool
) -> list[Flow]:
    shown = exam.file.forms.values()
    numbers = [[one.id for one in form].index(question.id) + 1 for form in shown]
    wrong: Counter[str] = Counter()
    for one in sittings:
        if (attempt := one.attempts.get(question.id)) and attempt.outcome != "correct":
            slips = question.slips(question.response(attempt.response))
            wrong.update({slip.text for slip in slips})
    r = found.discrimination.r
    tells = found.discrimination.why if r is None else f"{r:+.2f}"
    return [
        in_brief(question.stem, 90),
        *map(str, numbers),
        str(found.n),
        "none" if found.difficulty is None else f"{found.difficulty:.0%}",
        *([] if few else [tells]),
        "; ".join(f"{to_text(text)} ({n})" for text, n in wrong.most_common(3)) or "none",
    ]
