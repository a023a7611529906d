"""A lesson, or a plan for a class, as one file of slides that needs no network when it is shown.

The slides come from the committed lesson. A question stands on a slide of its own, with its answer
on the next. What a slide cannot hold goes on to another one, and what would leave a slide nearly
empty joins its neighbour: `deck.js` measures it where it is shown. What the teacher says, and the
key, stands in the speaker's notes (key S).
"""

from __future__ import annotations

import errno
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from helpers.charts.word_table import WordTable
from helpers.classroom.hands import choices_of, lettered_reasons, picture_of, right_words
from helpers.classroom.sections import parts_of
from helpers.classroom.teach_again import belief_texts, find_question
from helpers.classroom.teaching import WAYS
from helpers.content import load_course, load_lesson, load_scenes, load_teaching
from helpers.content.model import Lesson
from helpers.content.teaching import ClassStep, Plan, minutes_of
from helpers.document import (
    Card,
    Element,
    Piece,
    bullets,
    code,
    count,
    deck_page,
    group,
    heading,
    joined,
    line,
    md,
    md_line,
    numbered,
    para,
    sorry,
    strong,
)
from helpers.questions import Question
from helpers.questions.parts import Match
from helpers.quiz.session import printed
from helpers.quiz.words import case, reasons
from helpers.scenes import portraits, scene_card

from .lesson_html import cell_blocks, pages_beside, read_notebook, trusted, without_asking
from .npm import package
from .refresh import notebooks_folder
from .slides import slide_type

REVEAL = "5.2.1"
SHA512 = "r7//6mIM5p34hFiDMvYfXgyjXqGRta+/psd9YtytsgRlrpRzFv4RbH76TXd2qD+7ZPZEbpBDhdRhJaFgfQ7zNQ=="
HERE = Path(__file__).parent
_CHECK = re.compile(r"lesson\.check\(\"([^\"]+)\"\)")
_EXIT = re.compile(r"lesson\.(?:exit_quiz|final_test|diagnostic)\(")
_SCREEN_ONLY = re.compile(
    r"lesson\.(?:recap|take_away|glossary|flashcards|own_case|export|guess|note|review|path|drill|"
    r"dashboard|progress_chart|certificate|gain|calibration|use_profile|start_over|import_record|"
    r"forget_me|answers|audit)\("
)


def _slide(*blocks: Piece, notes: Iterable[Piece] = ()) -> Element:
    """One slide, with what only the teacher sees."""
    spoken = [one for one in notes if one]
    aside = group(*spoken, tag="aside", css="notes") if spoken else None
    return group(*blocks, aside, tag="section")


# ---------------------------------------------------------------- questions


def _asked(question: Question, spoken: Iterable[Piece] = ()) -> Iterator[Element]:
    """The slide of a question, and that of its answer. A table that it asks about goes before."""
    picture, offered = picture_of(question), _offered(question)
    if isinstance(picture, WordTable):
        yield _slide(group(picture, css="asks"))
    elif picture:  # beside each other: nobody chooses from a picture that is gone
        offered = [group(group(*offered), group(picture), css="pair seen")]
    yield _slide(
        case(question),
        group(md(question.stem), css="asked"),
        *offered,
        notes=[*spoken, *_replies(question)],
    )
    answer, asking = "The answer", None
    if question.vote() is not None:
        answer = right_words(choices_of(question)).rstrip(".")
        asking = para("Ask who chose otherwise: what made you think so? Then read the reason.")
    told = group(_reasons(question), css="told")
    yield _slide(heading(answer), group(md(question.stem), css="step"), told, notes=[asking])


def _offered(question: Question) -> list[Piece]:
    if question.vote() is not None:
        return [numbered((choice.text for choice in choices_of(question)), letters=True)]
    lists = [(heading(name, 3) if name else None, entries) for name, entries in printed(question)]
    if isinstance(question.parts[0], Match) and len(lists) == 2:  # side by side, to say "3 is B"
        (items, things), (places, targets) = lists
        left, right = (items, numbered(things)), (places, numbered(targets, letters=True))
        return [group(group(*left), group(*right), css="pair")]
    return [part for head, entries in lists for part in (head, bullets(entries))]


def _reasons(question: Question) -> Element:
    if question.vote() is not None:
        return lettered_reasons(question, choices_of(question))
    return reasons(question.solution())


def _replies(question: Question) -> Iterator[Piece]:
    """What the teacher knows: the key by its letter, and the beliefs behind the rest."""
    if question.vote() is None:
        yield para("The answer stands on the next slide.")
        return
    choices = choices_of(question)
    yield para(strong("Key: "), " and ".join(c.letter for c in choices if c.right), ".")
    for choice in choices:
        if choice.belief is not None:
            yield para(
                f"{choice.letter} is chosen by who believes: {belief_texts()[choice.belief]}"
            )


# ---------------------------------------------------------------- a lesson


def questions_asked(source: str, lesson: Lesson) -> list[str]:
    """The ids of the questions that a cell of a lesson asks."""
    if found := _CHECK.search(source):
        return next(section.checks for section in lesson.sections if section.id == found[1])
    return list(lesson.exit_quiz) if _EXIT.search(source) else []


def lesson_slides(lesson: Lesson, notebook: dict[str, Any]) -> Iterator[Element]:
    """Yield the slides of a committed lesson, each as HTML."""
    minutes = {part.title: round(part.minutes) for part in parts_of(lesson.id)}
    shown: list[str] = []
    spoken = list(_prompts(lesson.id))
    before = None
    for cell in notebook["cells"]:
        kind, before = slide_type(cell, before), cell
        source = "".join(cell["source"])
        if kind == "skip" or _SCREEN_ONLY.search(source):
            continue
        if kind in ("slide", "subslide") and shown:
            yield _slide(trusted(*shown), notes=spoken)
            shown, spoken = [], []
        names = questions_asked(source, lesson)
        for name in names:
            yield from _asked(find_question(name)[1])
        if names:
            continue
        if opened := re.match(r"## +(.*)", source):
            taken = minutes.get(opened[1].strip(), 0)
            spoken += [para(f"About {count(taken, 'minute')} when read alone.")] if taken else []
        made = [pages_beside(without_asking(block)) for block in cell_blocks(cell)]
        told = "".join([source, *made])
        spoken += [para(words) for mark, words in _DONE_WITH.items() if mark in told]
        shown += made
    if shown:
        yield _slide(trusted(*shown), notes=spoken)


_DONE_WITH = {
    "lesson.scene(": "Have it read aloud, one voice for each person.",
    "Guess first": "Collect guesses by hands before you go on; the next slide has what is so.",
    "Predict first": "Collect predictions by hands before you go on.",
    "Before you": "Wait, and take three voices before you go on.",
}
"""What a teacher does with a slide on which this stands."""


def _prompts(lesson_id: str) -> Iterator[Piece]:
    for talk in load_teaching().talks:
        if talk.lesson == lesson_id:
            for one in talk.prompts:
                yield para(strong("Ask: "), one.ask, " ", strong("Listen for: "), one.listen)


# ---------------------------------------------------------------- a plan


def plan_slides(plan: Plan) -> Iterator[Element]:
    """Yield the slides of a plan: what the class sees at each step, and what the teacher says.

    The notes of a step stand on each of its slides.
    """
    course = load_course()
    outcomes = (heading("Afterwards you can", 3), bullets(plan.outcomes)) if plan.outcomes else ()
    about = [para(plan.about), bullets(md_line(one) for one in plan.without)]
    yield _slide(heading(course.title, 1), para(course.question), *outcomes, notes=about)
    unknown = plan.people
    for session in plan.sessions:
        if len(plan.sessions) > 1:
            named = (course.entry(name).title for step in session.steps for name in step.lessons)
            yield _slide(heading(session.title, 1), bullets(dict.fromkeys(named)))
        for step in session.steps:
            if unknown and step.scenes:  # whoever speaks is introduced just before
                people = [(strong(one.name), f", {one.role}") for one in course.people]
                who = heading("Who is who at VeloLink (invented)")
                yield _slide(who, bullets(people), notes=_spoken(step))
                unknown = False
            yield from _step_slides(step)


def _step_slides(step: ClassStep) -> Iterator[Element]:
    from helpers.charts import draw

    scenes, faces = load_scenes(), portraits(load_course())
    spoken = list(_spoken(step))
    if step.show:
        yield _slide(heading(step.head), md(step.show), notes=spoken)
    for name in step.scenes:
        yield _slide(scene_card(scenes[name], faces), notes=spoken)
    for name in step.charts:
        yield _slide(group(draw(name), css="large"), notes=spoken)
    for name in step.ask:
        yield from _asked(find_question(name)[1], [*spoken, para(_BY_PHONE)])
    shown = step.show or step.scenes or step.charts or step.ask
    if not shown and (step.say or step.answer):  # how long it takes, with whom, what to write
        told = None if step.way == "all" and step.write else para(step.do)
        head = heading(f"{_minutes(step)}, {WAYS[step.way]}")
        yield _slide(head, told, bullets(step.write) if step.write else None, notes=spoken)


_BY_PHONE = "By phone: change to the tab of the vote, and come back for the next slide but one."


def _minutes(step: ClassStep) -> str:
    return count(minutes_of(step, load_course()), "minute")


def _spoken(step: ClassStep) -> Iterator[Piece]:
    """What the teacher does and says in a step."""
    yield para(strong(f"{_minutes(step)}. "), step.do)
    named = {"Say": step.say, "A good answer": step.answer, "For who is ready early": step.early}
    for name, words in named.items():
        if words:
            yield para(strong(f"{name}: "), words)


# ---------------------------------------------------------------- files


def page(name: str, slides: Iterable[Element], reveal: Path) -> str:
    """Return a whole deck: everything that it needs stands in it."""
    styles = (reveal / "dist/reveal.css", HERE / "deck.css")
    scripts = (reveal / "dist/reveal.js", reveal / "plugin/notes/notes.js", HERE / "deck.js")
    read = [[path.read_text("utf-8") for path in paths] for paths in (styles, scripts)]
    return deck_page(name, slides, *read)


def write_decks(
    folder: Path, names: Iterable[str] = (), tell: Callable[[str], None] = print
) -> list[Path]:
    """Write decks into a folder; return the files.

    Parameters
    ----------
    folder
        Is made if need be; a deck that is there already is not written over.
    names
        Ids of lessons or plans; left out, all lessons and plans.
    tell
        Is told when reveal.js is fetched.

    Raises
    ------
    ValueError
        When there is no such lesson or plan, or reveal.js is not to be had.
    FileExistsError
        When a deck is there already.
    OSError
        When a file cannot be written.
    """
    lessons = {entry.id: entry for entry in load_course().lessons}
    plans = {plan.id: plan for plan in load_teaching().plans}
    chosen = list(names) or [*lessons, *plans]
    if unknown := [name for name in chosen if name not in lessons and name not in plans]:
        raise ValueError(f"There is no lesson or plan {unknown[0]!r}; correct its id.")
    files = [folder / f"{n if n in plans else lessons[n].notebook}.html" for n in chosen]
    if there := next((file for file in files if file.exists()), None):
        raise FileExistsError(errno.EEXIST, "it is there already", str(there))
    cache = user_cache_path("product-or-project", appauthor=False) / "npm"
    reveal = package("reveal.js", REVEAL, SHA512, cache, tell)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, path in zip(chosen, files, strict=True):
        if name in plans:
            label, slides = plans[name].title, plan_slides(plans[name])
        else:
            entry = lessons[name]
            label = entry.title
            notebook = read_notebook(notebooks_folder() / f"{entry.notebook}.ipynb")
            slides = lesson_slides(load_lesson(name), notebook)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(page(label, slides, reveal))
        written.append(path)
    return written


def decks(*names: str, to: str | Path | None = None) -> Card:
    """Say which decks there are, or write those that are named into a folder.

    Parameters
    ----------
    names : str
        Ids of lessons or plans; left out, all of them.
    to : path, optional
        The folder. Left out, nothing is written.
    """
    if to is None:
        plans = joined(code(plan.id) for plan in load_teaching().plans)
        lessons = count(len(load_course().lessons), "lesson")
        return Card(
            line("A deck for each plan (", plans, f") and each of {lessons}, a file each."),
            line("To write one: ", code('decks("ninety_minutes", to="slides")'), "."),
        )
    folder = Path(to).expanduser()
    try:
        written = write_decks(folder, names, tell=lambda _: None)
    except FileExistsError as error:
        return sorry(f"{error.filename} is there already; name another folder or delete it first.")
    except ValueError as error:
        return sorry(str(error))
    except OSError as error:
        return sorry(f"The slides could not be written: {error.strerror}.")
    return Card(f"{count(len(written), 'deck')} in {folder.resolve()}. Open a file in a browser.")
