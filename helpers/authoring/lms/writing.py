"""Writing an export beside a report that says what became of each type of question."""

from __future__ import annotations

import re
import sys
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.charts import draw
from helpers.content import load_course
from helpers.document import count

from . import anki, cartridge, moodle
from .bank import TERMS, Chapter, chapters_of_course, chapters_of_terms

FORMATS = {"moodle": ".xml", "cartridge": ".imscc", "anki": ".apkg"}
"""The formats with the endings of their files."""
_FORMS: dict[str, Any] = {"moodle": moodle, "cartridge": cartridge, "anki": anki}
_TO_DO = {
    "moodle": (
        "In your course, open *Question bank* (behind *More*; from Moodle 5 on *Question banks*, "
        "and one of them), and choose *Import*.",
        "Choose *Moodle XML format*, put this file into the box, and press *Import*.",
        "The questions lie in the category *{course}*, in one for each lesson by its title.",
        "To ask them, add a *Quiz*, then *Questions*, *Add*, *from question bank*.",
    ),
    "cartridge": (
        "In Canvas, open *Settings* of your course, then *Import Course Content*.",
        "Choose *Common Cartridge 1.x Package*, put this file into the box, and press *Import*.",
        "Each lesson is now a quiz of its title, unpublished. Look at it, then publish it.",
        "Other platforms import the file as a Common Cartridge 1.1.",
    ),
    "anki": (
        "In Anki choose *File*, *Import*, and this file. Each lesson is now a deck.",
        "Import a newer file in the same way: cards are brought up to date, and what Anki knows of "
        "you stays.",
    ),
}
"""What a teacher does with the file, step by step."""
_CHECKED = {
    "moodle": (
        "Checked against rules written from Moodle's description of the form and its importer. "
        "Read back: multiple choice with moodle-xml-parser, other types by the course's own tests. "
        "It was never imported into a real Moodle here: try one lesson in an empty course first."
    ),
    "cartridge": (
        "Checked against rules written from the Common Cartridge profile 1.1 and against the "
        "definition (DTD) of QTI 1.2.1, and read back with qti2latex and with the converter that "
        "Canvas uses (QTIMigrationTool). It was never imported into a real Canvas here: try one "
        "lesson in an empty course first."
    ),
    "anki": (
        "Read back with anki-export, and imported once, and once more, with the library of Anki "
        "26.9 itself; never opened in its window here."
    ),
}


def export(folder: Path, kind: str, lessons: Sequence[str] = (), terms: bool = False) -> list[Path]:
    """Write the bank, some lessons or the terms for another program, and a report beside it.

    Parameters
    ----------
    folder : path
        Where to; made if it is not there.
    kind : str
        One of `FORMATS`.
    lessons : sequence of str, optional
        Ids of lessons; left out, the whole bank (in Anki with the terms).
    terms : bool
        The fifty terms alone.

    Returns
    -------
    list of Path
        The file and its report.

    Raises
    ------
    FileExistsError
        When one of the files is there already, so that nothing is written over, or the folder is a
        file.
    ModuleNotFoundError
        When Anki decks are asked for without genanki.
    ContentError
        When the lesson is unknown or the course's data has a fault.
    """
    course = load_course().title
    if terms:
        what, chapters = TERMS, chapters_of_terms()
    else:
        chapters = chapters_of_course(*lessons)
        what = "_and_".join(chapter.id for chapter in chapters[:2]) if lessons else "course"
        what += f"_and_{len(chapters) - 2}_more" if lessons and len(chapters) > 2 else ""
        chapters += chapters_of_terms() if kind == "anki" and not lessons else []
    written = [folder / f"{what}_{kind}{FORMATS[kind]}", folder / f"{what}_{kind}_report.md"]
    for path in written:
        if path.exists():
            raise FileExistsError(f"{path} is there already; name another folder or delete it.")
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(f"{folder} is a file; name a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "anki":
        made = count(anki.write_decks(written[0], chapters, course), "note")
    elif kind == "cartridge":
        data, size = cartridge.cartridge(chapters, course)
        written[0].write_bytes(data)
        made = count(size, "question")
    else:
        data = moodle.moodle_xml(chapters, course)
        written[0].write_bytes(data)
        made = count(data.count(b"<question type=") - len(chapters), "question")
    said = report(kind, chapters, written[0].name, made)
    written[1].write_text(said, encoding="utf-8", newline="\n")
    return written


def report(kind: str, chapters: list[Chapter], file: str, made: str) -> str:
    """What to do with the file, what became of each type of question, and how it was checked."""
    charts = {q.chart for chapter in chapters for q in chapter.questions if q.chart}
    shown = count(sum(draw(name).is_picture for name in charts), "picture")
    size = count(sum(len(chapter.questions) for chapter in chapters), "question")
    course = load_course().title
    unit = cartridge.unit_of(chapters) if kind == "cartridge" else 1
    return "\n".join(
        [
            f"# {file}",
            "",
            f"{size} from {count(len(chapters), 'lesson')}, as {made}, with {shown}.",
            "",
            "## What to do",
            "",
            *(f"{n}. {step.format(course=course)}" for n, step in enumerate(_TO_DO[kind], 1)),
            "",
            "## What became of the questions",
            "",
            *(f"- {names}: {became}" for became, names in _became(kind, chapters)),
            *(f"- {sentence}" for sentence in (*_also(kind, chapters), *_counts(unit))),
            "",
            "## How it was checked",
            "",
            _CHECKED[kind],
            "",
        ]
    )


def _became(kind: str, chapters: list[Chapter]) -> list[tuple[str, str]]:
    """Each sentence on what becomes of a type, and for how many questions; the same type first."""
    asked = Counter(
        "term" if kind == "anki" and chapter.id == TERMS else question.kind
        for chapter in chapters
        for question in chapter.questions
    )
    rows: dict[str, list[str]] = {}
    for name, size in sorted(asked.items()):
        became = _FORMS[kind].NEAREST.get(name) or "The same type is there."
        rows.setdefault(became, []).append(f"{size} {name.replace('_', ' ')}")
    return [(became, ", ".join(names)) for became, names in sorted(rows.items(), key=_same_first)]


def _same_first(row: tuple[str, list[str]]) -> bool:
    return row[0] != "The same type is there."


def _counts(unit: int) -> list[str]:
    if unit == 1:
        return []
    return [
        f"Each question counts {unit} points in all, however many it has become, so that all count "
        "the same: points are whole numbers there. Go by the percentage."
    ]


def exam_report(form: Chapter, points: Mapping[str, int], forms: int) -> str:
    """How to set an exam on a platform, and where that marks otherwise than paper."""
    total, unit = sum(points.values()), cartridge.unit_of([form])
    counts = f"The quiz gives {count(total, 'point')}, as on paper."
    if unit > 1:
        counts = (
            f"A point of the paper is {unit} points there, {unit * total} in all, because they are "
            "whole numbers. Every question counts as on paper, however many it has become."
        )
    became = {kind: _became(kind, [form]) for kind in ("moodle", "cartridge")}
    said = {kind: [f"- {names}: {how}" for how, names in rows] for kind, rows in became.items()}
    return "\n".join(
        _wrapped(line)
        for line in (
            "THE EXAM ON A PLATFORM",
            "",
            "Mark on paper or on a platform, not on both. The reasons of the key are in the files: "
            "let the platform show no feedback before everybody has sat the exam."
            + (" The forms hold the same questions." if forms > 1 else ""),
            "",
            "MOODLE (exam_moodle.xml)",
            "",
            "1. In your course open Question bank (behind More; from Moodle 5 on Question banks, "
            "and one of them), Import, Moodle XML format. Each form becomes a category.",
            "2. Add a Quiz. Under Questions choose Add, from question bank, a form's category, "
            f"and all of its questions. Write {total} as the maximum grade.",
            "3. In the settings of the quiz: one attempt, Shuffle within questions: No, and under "
            "Review options no feedback and no right answers before the quiz is closed.",
            "",
            "What becomes of the questions there:",
            *said["moodle"],
            *(f"- {sentence}" for sentence in _also("moodle", [form])),
            "",
            "CANVAS AND OTHERS (exam_cartridge.imscc)",
            "",
            "1. In Canvas open Settings, Import Course Content, Common Cartridge 1.x Package. Each "
            "form becomes a quiz with one attempt, unpublished.",
            "2. In the settings of the quiz take away the tick at 'Let students see their quiz "
            "responses'. Look at every question, then publish it.",
            f"3. {counts}",
            "",
            "What becomes of the questions there:",
            *said["cartridge"],
            f"- {cartridge.ALSO[0]}",
            "",
            "Both files were checked as the exports of the course are, and never imported into a "
            "real Moodle or Canvas here: try them in an empty course first.",
            "",
        )
    )


def _wrapped(words: str) -> str:
    after = re.match(r"- |\d\. |", words)
    return textwrap.fill(words, 92, subsequent_indent=" " * len(after[0]) if after else "")


def _also(kind: str, chapters: list[Chapter]) -> tuple[str, ...]:
    """What is to be known besides, without what concerns nothing in the file."""
    sentences: tuple[str, ...] = _FORMS[kind].ALSO
    kinds = {question.kind for chapter in chapters for question in chapter.questions}
    if kind == "anki" and not any(chapter.id == TERMS for chapter in chapters):
        return sentences[1:]
    if kind == "moodle" and "ordering" not in kinds:
        return sentences[:1] if kinds & _PLACED else ()
    return sentences


_PLACED = {"matching", "sort_into_groups", "mark_up"}


def genanki_is_missing() -> str:
    """How to get what Anki decks need, in a sentence."""
    needed = Path(__file__).parents[1] / "requirements.txt"
    return (
        "Anki decks are made with the package genanki, which is not installed; run: "
        f"{sys.executable} -m pip install -r {needed}"
    )
