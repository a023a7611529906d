"""Writing an exam: the forms to hand out, and apart from them all that tells the key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from helpers.content import load_course, load_questions
from helpers.questions import Question
from helpers.questions.base import any_question
from helpers.record.csv_export import ENCODING, csv_text
from helpers.record.files import must_be_new, write_pages

from ..lms import Chapter
from ..lms.cartridge import cartridge
from ..lms.moodle import moodle_xml
from ..lms.writing import exam_report
from .bank import ExamBank, in_course, is_about_the_course
from .codes import AskedQuestion, asked
from .drawing import ExamForm, draw_forms
from .paper import exam_page, exam_style, key_page
from .plain import TEMPLATE, in_plain_text

MARKING = "marking"
"""The folder inside that of the exam that the teacher keeps."""
ANSWERS, EXAM, PLATFORMS = "answers.csv", "exam.json", "platforms.txt"
IDEAS = "ideas"


class ExamFile(msgspec.Struct, frozen=True):
    """What is needed to read and mark answers: what was asked, and how each form shows it.

    ``questions`` are whole, as plain data, so that marking needs no bank, and one that was changed
    since then marks nothing otherwise.
    """

    title: str
    seed: int
    forms: dict[str, list[AskedQuestion]]
    questions: list[Any]
    points: dict[str, int]

    def asked(self) -> dict[str, Question]:
        """The questions as they were drawn, by id, in the order of the first form."""
        kind = any_question()
        found = [msgspec.convert(one, kind) for one in self.questions]
        return {question.id: question for question in found}


class WrittenExam(NamedTuple):
    """The files of an exam, its first form and its points."""

    files: list[Path]
    form: ExamForm
    points: int

    def open_keys(self) -> list[str]:
        """A sentence on the questions whose key learners can read, if there are any."""
        size = len(self.form.questions)
        known = [str(n) for n, one in enumerate(self.form.questions, 1) if in_course(one)]
        if not known:
            return []
        some = f"{len(known)} of these {size} questions (form {self.form.name}: {', '.join(known)})"
        which = "All of these questions" if len(known) == size else some
        return [
            f"{which} can be read with their key in the course: give no marks for them, or let "
            "everybody use the course in the exam."
        ]


class Draw(NamedTuple):
    """What is asked of an exam: how many questions, on which forms, by which seed."""

    size: int
    names: list[str]
    seed: int


def write_exam(
    bank: ExamBank, draw: Draw, folder: Path, title: str, large: bool = False, plain: bool = False
) -> WrittenExam:
    """Write an exam into a new folder.

    Raises
    ------
    FileExistsError
        When something is in the folder already, so that nothing is written over.
    ContentError
        When the bank has too few questions.
    OSError
        When a file cannot be written.
    """
    must_be_new(folder)
    forms = draw_forms(bank, *draw)
    shown = {form.name: _shown(form) for form in forms}
    drawn = [bank.questions[question.id] for question in forms[0].questions]
    points = {question.id: bank.points[question.id] for question in drawn}
    style = exam_style(large, plain)
    pages: dict[str, str | bytes] = {
        f"exam_{form.name}.html": exam_page(form, points, title, style) for form in forms
    }
    for form in forms:
        key = key_page(form, shown[form.name], points, title, exam_style(plain=plain))
        pages[f"{MARKING}/key_{form.name}.html"] = key
    chapters = [Chapter(f"form-{form.name}", f"Form {form.name}", form.questions) for form in forms]
    pages[f"{MARKING}/exam_moodle.xml"] = moodle_xml(
        chapters, title, hints=False, shuffle=False, points=points
    )
    pages[f"{MARKING}/exam_cartridge.imscc"] = cartridge(chapters, title, points, exam=True)[0]
    pages[f"{MARKING}/{PLATFORMS}"] = exam_report(chapters[0], points, len(forms))
    pages[f"{MARKING}/{ANSWERS}"] = _empty_table(len(drawn))
    kept = msgspec.to_builtins(drawn)
    file = ExamFile(title, draw.seed, shown, kept, points)
    pages[f"{MARKING}/{EXAM}"] = msgspec.json.format(msgspec.json.encode(file))
    files = write_pages(folder, pages.items())
    return WrittenExam(files, forms[0], sum(points.values()))


def _shown(form: ExamForm) -> list[AskedQuestion]:
    return [asked(question, form.steps.get(question.id, [])) for question in form.questions]


def _empty_table(size: int) -> bytes:
    """The head of the table that answers are typed into."""
    return csv_text([["student", "form", *range(1, size + 1)]]).encode(ENCODING)


# ---------------------------------------------------------------- a bank to begin with


def write_new_bank(folder: Path) -> tuple[Path, int]:
    """Write a file to type questions into, and beside it those of the course to take ideas from.

    Returns
    -------
    tuple
        The file, and the number of questions that give ideas.

    Raises
    ------
    FileExistsError
        When something is in the folder already, so that nothing is written over.
    OSError
        When a file cannot be written.
    """
    must_be_new(folder)
    ideas = {e.id: (e.title, _ideas(e.id)) for e in load_course().lessons}
    pages = {TEMPLATE.name: TEMPLATE.read_text("utf-8")}
    for name, (title, texts) in ideas.items():
        if texts:
            page = "\n".join([_COPY, f"TOPIC: {title}\n", *texts])
            pages[f"{IDEAS}/{name}.txt"] = page
    mine, *_ = write_pages(folder, pages.items())
    return mine, sum(len(texts) for _, texts in ideas.values())


_COPY = """\
# Questions of the course, whose keys learners can read. Copy one into your own file, then change
# its case, its names and its numbers.
"""


def _ideas(lesson: str) -> list[str]:
    asked = [one for one in load_questions(lesson) if not is_about_the_course(one, lesson)]
    return list(filter(None, map(in_plain_text, asked)))
