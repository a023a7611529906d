"""Hand-outs: every lesson and every group exercise to print, and their answers apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpers.content import load_course, load_questions, load_teaching
from helpers.content.teaching import Exercise
from helpers.document import (
    Card,
    Trusted,
    bullets,
    group,
    heading,
    joined,
    line,
    para,
    printable,
    sorry,
    strong,
    title,
)
from helpers.questions import Question
from helpers.quiz.paper import answer_key_html, case_sheet

from .lesson_html import blocks_of, pages_beside, read_notebook, title_of, without_asking
from .refresh import notebooks_folder

STYLE = """
body { font-size: 10pt; line-height: 1.35; }
h3 { font-size: 12pt; break-after: avoid; }
p, ul, ol { margin: 1.5mm 0; }
p:has(+ ol) { break-after: avoid; }
li { margin-bottom: 0.7mm; }
img { max-width: 100%; max-height: 105mm; width: auto; height: auto; }
figure { margin: 3mm 0; break-inside: avoid; }
figcaption, .note { font-size: 8.5pt; }
table { border-collapse: collapse; font-size: 9.5pt; overflow-wrap: normal; }
td, th { border: 0.3mm solid #9aa3ad; padding: 1mm 2mm; vertical-align: top; }
tr { break-inside: avoid; }
.anchor-link { display: none; }
section { font-size: 11.5pt; }
section + section { break-before: page; }
.line { border-bottom: 0.3mm solid #9aa3ad; height: 10mm; }
.boxes { list-style: none; padding-left: 0; }
@media print { details { display: none; } }
"""
ANSWERS = "answers"
"""The folder inside that of the hand-outs that the teacher keeps."""


def lesson_on_paper(notebook: Path) -> str:
    """Return a committed lesson as one HTML page for printing; no code, no kernel, no answers.

    Parameters
    ----------
    notebook : Path
        An executed notebook.
    """
    made = read_notebook(notebook)
    body = "\n".join(pages_beside(without_asking(block)) for block in blocks_of(made))
    return printable(title_of(made), Trusted(body), style=STYLE)


def _case(exercise: Exercise, number: int) -> str:
    return f"{exercise.title} Case {number} of {len(exercise.cases)}"


def case_sheets(exercise: Exercise, questions: dict[str, Question]) -> str:
    """Return an exercise's cases, a sheet each, without answers and with room to write."""
    people = joined((line(strong(one.name), f", {one.role}") for one in load_course().people), "; ")
    sheets = [
        group(
            heading(_case(exercise, number)),
            case_sheet(questions[name]),
            title("What would have to change so that somebody else decides?"),
            *(group(css="line") for _ in range(3)),
            para("Who is who at VeloLink (invented): ", people, ".", css="note"),
            tag="section",
        )
        for number, name in enumerate(exercise.cases, 1)
    ]
    return printable(exercise.title, *sheets, style=STYLE)


def pages() -> Iterator[tuple[str, str, str]]:
    """Yield each hand-out: its file in the folder, what it is, and the page.

    A lesson that has no notebook yet is left out.
    """
    questions: dict[str, Question] = {}
    for entry in load_course().lessons:
        asked = load_questions(entry.id)
        questions |= {question.id: question for question in asked}
        notebook = notebooks_folder() / f"{entry.notebook}.ipynb"
        if notebook.is_file():
            yield f"{entry.notebook}.html", entry.label, lesson_on_paper(notebook)
        key = answer_key_html([(entry.label, asked)], f"Answers: {entry.label}")
        yield f"{ANSWERS}/{entry.notebook}.html", f"Answers: {entry.label}", key
    for exercise in load_teaching().exercises:
        cases = [
            (_case(exercise, number), [questions[name]])
            for number, name in enumerate(exercise.cases, 1)
        ]
        key = answer_key_html(cases, f"Answers: {exercise.title}")
        yield f"cases_{exercise.id}.html", exercise.title, case_sheets(exercise, questions)
        yield f"{ANSWERS}/cases_{exercise.id}.html", f"Answers: {exercise.title}", key


def write_paper(folder: Path) -> list[Path]:
    """Write every hand-out into a folder that is new or empty; return the files.

    Raises
    ------
    FileExistsError
        When something is in the folder already, so that nothing is written over.
    OSError
        When a file cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is not empty; name a new folder.")
    (folder / ANSWERS).mkdir(parents=True, exist_ok=True)
    written = []
    for name, _, page in pages():
        path = folder / name
        path.write_text(page, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def hand_outs(to: str | Path | None = None) -> Card:
    """List the hand-outs, or write them into a new folder and say where they are.

    Parameters
    ----------
    to : path, optional
        The folder. Left out, nothing is written.
    """
    if to is None:
        titles = [e.title for e in load_course().lessons]
        exercises = [e.title for e in load_teaching().exercises]
        said = [
            f"{len(titles)} lessons with their questions, without answers.",
            f"{len(exercises)} group exercises, each case on its own sheet: {'; '.join(exercises)}",
            f"In the folder {ANSWERS!r}, apart: the key and the reason of every option, each case "
            "on its own sheet.",
        ]
        how = "To write them: hand_outs('hand-outs'). Open a page in a browser and print it."
        return Card(bullets(said), how)
    folder = Path(to).expanduser()
    try:
        written = write_paper(folder)
    except OSError as error:
        why = str(error) if isinstance(error, FileExistsError) else f"{error.strerror}."
        return sorry(f"The hand-outs could not be written: {why}")
    sentence = f"{len(written)} pages are in {folder}; keep {folder / ANSWERS} to yourself."
    return Card(sentence)
