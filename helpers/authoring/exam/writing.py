"""Writing an exam: the forms to hand out, and apart from them all that tells the key."""

from __future__ import annotations

from pathlib import Path

import msgspec

from helpers.content import load_course
from helpers.record.csv_export import ENCODING, csv_text
from helpers.record.files import must_be_new

from ..lms import Chapter
from ..lms.cartridge import cartridge
from ..lms.moodle import moodle_xml
from .bank import ExamBank
from .codes import AskedQuestion, asked
from .drawing import ExamForm, draw_forms
from .paper import exam_page, key_page

MARKING = "marking"
"""The folder inside that of the exam that the teacher keeps."""
ANSWERS, EXAM = "answers.csv", "exam.json"


class ExamFile(msgspec.Struct, frozen=True):
    """What is needed to read answers: how each form shows each question."""

    seed: int
    forms: dict[str, list[AskedQuestion]]


def write_exam(bank: ExamBank, size: int, names: list[str], seed: int, folder: Path) -> list[Path]:
    """Write an exam into a new folder; return its files.

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
    forms = draw_forms(bank, size, names, seed)
    name = f"{load_course().title} Exam"
    shown = {form.name: _shown(form) for form in forms}
    pages: dict[str, str | bytes] = {
        f"exam_{form.name}.html": exam_page(form, name) for form in forms
    }
    for form in forms:
        pages[f"{MARKING}/key_{form.name}.html"] = key_page(form, shown[form.name], name)
    chapters = [Chapter(f"form-{form.name}", f"Form {form.name}", form.questions) for form in forms]
    pages[f"{MARKING}/exam_moodle.xml"] = moodle_xml(chapters, name, hints=False, shuffle=False)
    pages[f"{MARKING}/exam_cartridge.imscc"] = cartridge(chapters, name, exam=True)[0]
    pages[f"{MARKING}/{ANSWERS}"] = _empty_table(size)
    pages[f"{MARKING}/{EXAM}"] = msgspec.json.format(msgspec.json.encode(ExamFile(seed, shown)))
    (folder / MARKING).mkdir(parents=True, exist_ok=True)
    for place, page in pages.items():
        data = page if isinstance(page, bytes) else page.encode("utf-8")
        (folder / place).write_bytes(data)
    return [folder / place for place in pages]


def _shown(form: ExamForm) -> list[AskedQuestion]:
    return [asked(question, form.steps.get(question.id, [])) for question in form.questions]


def _empty_table(size: int) -> bytes:
    """The head of the table that answers are typed into."""
    return csv_text([["student", "form", *range(1, size + 1)]]).encode(ENCODING)
