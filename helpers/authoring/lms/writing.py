"""Writing an export beside a report that says what became of each type of question."""

from __future__ import annotations

import sys
from collections import Counter
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
_HOW = {
    "moodle": (
        "In Moodle: Question bank, Import, Moodle XML format. Each lesson becomes a category.",
        "Checked against rules written from Moodle's description of the form and its importer. "
        "Read back: multiple choice with moodle-xml-parser, other types by the course's own tests. "
        "It was never imported into a real Moodle here: try one lesson in an empty course first.",
    ),
    "cartridge": (
        "In Canvas: Settings, Import Course Content, Common Cartridge 1.x Package. Each lesson "
        "becomes a quiz. Other platforms import it as a Common Cartridge 1.1.",
        "Checked against rules written from the Common Cartridge profile 1.1 and against the "
        "definition (DTD) of QTI 1.2.1, and read back with qti2latex and with the converter that "
        "Canvas uses (QTIMigrationTool). It was never imported into a real Canvas here: try one "
        "lesson in an empty course first.",
    ),
    "anki": (
        "In Anki: File, Import. Import a newer file in the same way: cards are brought up to date, "
        "and what Anki knows of you stays.",
        "Read back with anki-export, and imported once, and once more, with the library of Anki "
        "26.9 itself; never opened in its window here.",
    ),
}


def export(folder: Path, kind: str, lesson_id: str = "", terms: bool = False) -> list[Path]:
    """Write the bank, a lesson or the terms for another program, and a report beside it.

    Parameters
    ----------
    folder : path
        Where to; made if it is not there.
    kind : str
        One of `FORMATS`.
    lesson_id : str, optional
        A lesson; left out, the whole bank (in Anki with the terms).
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
        chapters = chapters_of_course(lesson_id)
        what = chapters[0].id if lesson_id else "course"
        chapters += chapters_of_terms() if kind == "anki" and not lesson_id else []
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
    said = report(kind, chapters, f"{written[0].name} holds {made}.")
    written[1].write_text(said, encoding="utf-8", newline="\n")
    return written


def report(kind: str, chapters: list[Chapter], head: str) -> str:
    """What became of each type of question, what is elsewhere, how to import it, in Markdown."""
    form = _FORMS[kind]
    asked = Counter(
        "term" if kind == "anki" and chapter.id == TERMS else question.kind
        for chapter in chapters
        for question in chapter.questions
    )
    charts = {q.chart for chapter in chapters for q in chapter.questions if q.chart}
    rows: dict[str, list[str]] = {}
    for name, size in sorted(asked.items()):
        became = form.NEAREST.get(name) or "The same type is there."
        rows.setdefault(became, []).append(f"{size} {name.replace('_', ' ')}")
    how, checked = _HOW[kind]
    shown = count(sum(draw(name).is_picture for name in charts), "picture")
    return "\n".join(
        [
            f"# {head}",
            "",
            f"It is made of {count(asked.total(), 'question')} of {count(len(chapters), 'chapter')}"
            f", with {shown}.",
            "",
            *(f"- {', '.join(names)}: {became}" for became, names in rows.items()),
            *(f"- {sentence}" for sentence in form.ALSO),
            "",
            how,
            "",
            checked,
            "",
        ]
    )


def genanki_is_missing() -> str:
    """How to get what Anki decks need, in a sentence."""
    needed = Path(__file__).parents[1] / "requirements.txt"
    return (
        "Anki decks are made with the package genanki, which is not installed; run: "
        f"{sys.executable} -m pip install -r {needed}"
    )
