"""Hand-outs to write on: every lesson and group exercise, and their answers apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from helpers.content import load_course, load_lesson, load_questions, load_teaching
from helpers.content.model import Lesson
from helpers.content.teaching import Exercise
from helpers.document import (
    Card,
    Element,
    Piece,
    bullets,
    em,
    group,
    heading,
    joined,
    line,
    md,
    numbered,
    para,
    printable,
    sorry,
    strong,
    table,
    title,
)
from helpers.questions import Question
from helpers.quiz.paper import ABOUT, BLANK, case_sheet, key_in_words, key_sheet, sheets
from helpers.quiz.words import case
from helpers.record.files import must_be_new, write_pages

from .class_sheets import CHANGE, class_sheets, lines, who
from .deck import questions_asked
from .lesson_html import cell_blocks, pages_beside, read_notebook, title_of, trusted, without_asking
from .refresh import notebooks_folder

ANSWERS = "answers"
"""The folder inside that of the hand-outs that the teacher keeps."""
_HERE = Path(__file__).parent
_OPENED = re.compile(r"open_lesson\(\"(\w+)\"\)")
_SCALE = re.compile(r"(?s)<p>Scale: ([^<]*)\.</p><ol>(.*?)</ol>")
_SCREEN_ONLY = re.compile(
    r"lesson\.(?:take_away|flashcards|drill|export|guess|dashboard|certificate|review|"
    r"class_question|progress_chart|calibration|gain|answers|path)\("
)

_LEAF = re.compile(r"(?s)<(p|li)((?: [^>]*)?)>((?:(?!</?(?:p|li|ul|ol|div)\b).)+)</\1>")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z<])")
SCREEN_WORDS = re.compile(
    r"\b[Pp]ress (?:<strong>|Keep|Show|&quot;)|\bstands? here again\b|\bkept in your record\b|"
    r"\bscroll on\b|\bstand in your record\b|\bLook for the button\b|\ba button makes\b|"
    r"\(a button\)|\bTry the buttons\b|\brun the cell\b|\bkept on this computer\b"
)
"""What only a screen can do: a sentence that says so is left out on paper."""


def style_of(large: bool = False, plain: bool = False, own: str = "") -> str:
    """The style of a hand-out; in large print, in a plain font with more room, or both.

    ``own`` names a style that is laid over the ordinary one before these.
    """
    more = {own: bool(own), "plain": plain, "large": large}
    names = ["sheets", *(name for name, wanted in more.items() if wanted)]
    return "".join((_HERE / f"paper_{name}.css").read_text("utf-8") for name in names)


# ---------------------------------------------------------------- lessons


def on_paper(lesson: Lesson, notebook: Path) -> list[Question]:
    """A lesson's questions in the order in which its notebook asks them, then all others."""
    questions = {question.id: question for question in load_questions(lesson.id)}
    cells = read_notebook(notebook)["cells"] if notebook.is_file() else []
    asked = [name for one in cells for name in questions_asked("".join(one["source"]), lesson)]
    return [questions[name] for name in dict.fromkeys([*asked, *questions])]


def lesson_on_paper(notebook: Path, style: str = "") -> str:
    """Return a committed lesson as one HTML page for printing; no code, no kernel, no answers.

    Parameters
    ----------
    notebook : Path
        An executed notebook.
    style : str, optional
        CSS in place of that of the ordinary hand-out.
    """
    made = read_notebook(notebook)
    opened = _OPENED.search("".join("".join(cell["source"]) for cell in made["cells"]))
    if opened is None:
        raise ValueError(
            f"{notebook.name}: it opens no lesson; call open_lesson in its first cell."
        )
    lesson = load_lesson(opened[1])
    left = {one.id: (number, one) for number, one in enumerate(on_paper(lesson, notebook), 1)}
    blocks: list[Piece] = [who()]
    for cell in made["cells"]:
        source = "".join(cell["source"])
        asked = [left.pop(name) for name in questions_asked(source, lesson) if name in left]
        if asked:
            blocks.append(sheets(asked))
        elif not _SCREEN_ONLY.search(source):
            blocks += [trusted(_written(block)) for block in cell_blocks(cell)]
            blocks += lines(3) if "lesson.note(" in source else []
    if left:
        blocks += [heading("More questions"), sheets(left.values())]
    return printable(title_of(made), *blocks, style=style or style_of())


def _written(html: str) -> str:
    """A block as it stands on paper: guesses and choices get boxes, a guess's picture lies open."""
    html = _LEAF.sub(_off_screen, pages_beside(without_asking(html)))
    html = html.replace("Here is the note you made", "Look up the note you made")
    html = re.sub(r"(?s)<p><strong>Your result by objective</strong></p>.*", "</div>", html)
    html = _SCALE.sub(_to_tick, html)
    if "Guess first" not in html:
        return html
    html = re.sub(
        r"(?s)(<p>Choose [^<]*</p>)<ul>(.*?)</ul>", r'\1<ul class="boxes ticked">\2</ul>', html
    )
    html = re.sub(r"(<p>Type a number[^<]*)</p>", rf"\1 {BLANK * 2}</p>", html)
    return re.sub(r"<details>(<summary[^>]*>Guess,)", r"<details open>\1", html)


def _off_screen(leaf: re.Match[str]) -> str:
    """A paragraph or an entry without the sentences that only a screen makes true."""
    said = _SENTENCE.split(leaf[3])
    left = [one for one in said if not SCREEN_WORDS.search(one)]
    if len(left) == len(said):
        return leaf[0]
    return f"<{leaf[1]}{leaf[2]}>{' '.join(left)}</{leaf[1]}>" if left else ""


def _to_tick(scale: re.Match[str]) -> str:
    """The inventory's choices in two columns, each with a box for every step of its scale."""
    boxes = bullets(scale[1].split(", "), css="boxes ticked")
    asked = re.findall(r"(?s)<li>(.*?)</li>", scale[2])
    return group(numbered((trusted(one), boxes) for one in asked), css="choices").html


def lesson_key(lesson: Lesson, notebook: Path, style: str) -> str:
    """The key of a lesson's paper: the same numbers, order and letters."""
    name = f"Answers: {load_course().entry(lesson.id).label}"
    key = key_sheet(name, enumerate(on_paper(lesson, notebook), 1))
    return printable(name, para(ABOUT, css="note"), key, style=style)


# ---------------------------------------------------------------- exercises


def _people() -> Element:
    people = joined((line(strong(one.name), f", {one.role}") for one in load_course().people), "; ")
    return para("Who is who at VeloLink (invented): ", people, ".", css="note")


def _at_velolink(question: Question) -> bool:
    """Whether a case or its options name somebody of VeloLink."""
    offered = (choice.text for part in question.parts for choice in part.choices)
    said = " ".join((question.stimulus, question.stem, *offered))
    return any(person.name in said for person in load_course().people)


def _named(exercise: Exercise, number: int) -> str:
    if len(exercise.cases) == 1:
        return exercise.title
    colon = "" if exercise.title.endswith("?") else ":"
    return f"{exercise.title}{colon} Case {number} of {len(exercise.cases)}"


def case_sheets(
    exercise: Exercise, questions: dict[str, Question], style: str = "", copies: Sequence[int] = ()
) -> str:
    """Return an exercise's own form, a sheet for each case, without answers.

    ``copies`` says how often each case stands in it; left out, once.
    """
    forms = {"case": _decide, "chairs": _two_chairs, "own": _own_case}
    made = [
        group(
            who(),
            heading(_named(exercise, number)),
            *forms[exercise.form](questions[name]),
            _people() if _at_velolink(questions[name]) else None,
            tag="section",
            css="form",
        )
        for number, name in enumerate(exercise.cases, 1)
        for _ in range(copies[number - 1] if copies else 1)
    ]
    return printable(exercise.title, *made, style=style or style_of())


def _decide(question: Question) -> Iterator[Piece]:
    """A case to tick, and the fact that it turns on."""
    yield group(case_sheet(question), css="single")
    if "table of decision rights" in question.stem + question.stimulus:
        yield para("A table of decision rights is a firm's list of who decides what.", css="note")
    yield title("Our group: who decides, why, and who is asked first?")
    yield from lines(3)
    yield title(CHANGE)
    yield from lines(3)


def _two_chairs(question: Question) -> Iterator[Piece]:
    """A case for two: what each answers for and needs, then one decision with its condition."""
    yield case(question)
    yield md(question.stem)
    chairs = ("", "Mina's chair: the product", "Tomás's chair: the project")
    empty = "\N{NO-BREAK SPACE}"
    rows = [[name, empty, empty] for name in ("I answer for", "I need from you")]
    yield group(table(chairs, rows), css="chairs")
    yield para("Write two sentences for your own chair first. Then agree.", css="note")
    for asked in ("We decide:", "It hangs on this condition:", "If that changes, who decides?"):
        yield title(asked)
        yield from lines(2)
    yield para("Now change chairs, and take another case.", css="note")


def _own_case(question: Question) -> Iterator[Piece]:
    """A form for a case of the group's own, with one to see how it is done."""
    yield para(
        em("A case to see how it is done. "), "It hangs on one limit, which the last number breaks."
    )
    yield case(question)
    yield md(question.stem)
    for asked, room in (
        ("Our case, in five lines", 5),
        ("Who might decide? Name three or four people.", 2),
        ("Two facts somebody else would ask about first", 2),
    ):
        yield title(asked)
        yield from lines(room)
    yield title("The other group's answer: who, and what does it hang on?")
    yield from lines(2)
    yield group("Fold back here before you swap.", css="fold note")
    for asked in ("Who decides, and why", "The condition it hangs on", CHANGE):
        yield title(asked)
        yield from lines(1)


_TO_CUT = """
section + section { break-before: auto; }
section { break-inside: avoid; border-bottom: 0.3mm dashed #1b2430; padding-bottom: 4mm; }
.columns { font-size: 1em; }
"""


def exercise_key(exercise: Exercise, questions: dict[str, Question], style: str) -> str:
    """The key of an exercise, a slip for each case to cut off, and what would turn it round.

    A sheet with letters has them in its key; on a form without, the right answers stand in words.
    """
    hinges = load_teaching().hinges
    made = []
    for number, name in enumerate(exercise.cases, 1):
        turned = (title(CHANGE), para(hinges.get(name, "")))
        head, one = _named(exercise, number), questions[name]
        if exercise.form == "case":
            made.append(key_sheet(head, [(number, one)], turned))
        else:
            made.append(group(heading(head), *key_in_words(one), *turned, tag="section"))
    return printable(f"Answers: {exercise.title}", *made, style=style + _TO_CUT)


# ---------------------------------------------------------------- files


def pages(large: bool = False, plain: bool = False) -> Iterator[tuple[str, str, str]]:
    """Yield each hand-out: its file in the folder, what it is, and the page.

    A lesson that has no notebook yet is left out.
    """
    style, key_style = style_of(large, plain), style_of(plain=plain)
    questions: dict[str, Question] = {}
    for entry in load_course().lessons:
        questions |= {question.id: question for question in load_questions(entry.id)}
        notebook = notebooks_folder() / f"{entry.notebook}.ipynb"
        if notebook.is_file():
            yield f"{entry.notebook}.html", entry.label, lesson_on_paper(notebook, style)
        key = lesson_key(load_lesson(entry.id), notebook, key_style)
        yield f"{ANSWERS}/{entry.notebook}.html", f"Answers: {entry.label}", key
    for one in load_teaching().exercises:
        name = f"cases_{one.id}.html"
        yield name, one.title, case_sheets(one, questions, style)
        key = exercise_key(one, questions, key_style)
        yield f"{ANSWERS}/{name}", f"Answers: {one.title}", key
    yield from class_sheets(style, ANSWERS)


def write_paper(folder: Path, large: bool = False, plain: bool = False) -> list[Path]:
    """Write every hand-out into a folder that is new or empty; return the files.

    Raises
    ------
    FileExistsError
        When something is in the folder already, so that nothing is written over.
    OSError
        When a file cannot be written.
    """
    must_be_new(folder)
    return write_pages(folder, ((name, page) for name, _, page in pages(large, plain)))


def hand_outs(to: str | Path | None = None, large: bool = False, plain: bool = False) -> Card:
    """List the hand-outs, or write them into a new folder and say where they are.

    Parameters
    ----------
    to : path, optional
        The folder. Left out, nothing is written.
    large : bool
        Large print: letters of 16 points, one column.
    plain : bool
        A plain font with more room between letters, words and lines, and no italics.
    """
    if to is None:
        titles = [e.title for e in load_course().lessons]
        exercises = [e.title for e in load_teaching().exercises]
        said = [
            f"{len(titles)} lessons to write on: a line for the name, boxes, letters, blanks; no "
            "answers.",
            f"{len(exercises)} group exercises, each on a form of its own: {'; '.join(exercises)}",
            "A sheet for the participants of each plan, one for pairs in the game, letter cards "
            "for a vote, rubrics for the open tasks, and a syllabus of one page.",
            f"In the folder {ANSWERS!r}, apart: keys with the same numbers and letters, and the "
            "reason of every option, and each plan as it is taught.",
        ]
        how = (
            "To write them: hand_outs('hand-outs'), with large=True in large print and plain=True "
            "in a plain font. Open a page in a browser and print it."
        )
        return Card(bullets(said), how)
    folder = Path(to).expanduser()
    try:
        written = write_paper(folder, large, plain)
    except OSError as error:
        why = str(error) if isinstance(error, FileExistsError) else f"{error.strerror}."
        return sorry(f"The hand-outs could not be written: {why}")
    sentence = f"{len(written)} pages are in {folder}; keep {folder / ANSWERS} to yourself."
    return Card(sentence)
