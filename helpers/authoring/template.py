"""Starting a lesson: its files, filled so far that an author sees what belongs where."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

from helpers.content import course_root, load_course, load_lesson, load_questions
from helpers.questions import TYPES
from helpers.questions.base import ID

from .check.notebook_anatomy import POINTER
from .refresh import notebooks_folder

LONGEST = 60
"""Characters of a lesson's id, so that every file system takes its notebook's name."""

LESSON = """\
id: {id}
{title}
question: TODO What will the reader be able to answer after this lesson?
minutes: 3
activity_minutes: 2
area: {area}
objectives:
- id: {short}-first
  text: Name TODO the first thing the learner can do afterwards.
sections:
- id: first-idea
  title: The first idea
  objectives: [{short}-first]
  checks: [{short}-first-check]
exit_quiz: [{short}-exit-one]
key_points:
- TODO One sentence for each objective, in the same order.
"""

QUESTION = """\
- id: {qid}
  type: single_choice
  objectives: [{short}-first]
  section: first-idea
  level: apply
  stimulus: TODO {stimulus}
  stem: TODO {stem}
  options:
  - id: a
    text: TODO The right one
    correct: true
    feedback: TODO Why it is right, in the words of this case.
  - id: b
    text: TODO The wrong one
    feedback: TODO Which belief makes somebody choose it.
  - id: c
    text: TODO Another wrong one
    feedback: TODO What is behind this one, which is another belief.
  hints:
  - TODO A nudge.
  - TODO Nearly the method, never the answer.
"""


def as_yaml(key: str, text: str) -> str:
    """One line of YAML that says a text, in quotes where it needs them."""
    import yaml

    return yaml.safe_dump({key: text}, allow_unicode=True, width=10_000).rstrip("\n")


def check_name(name: str, title: str) -> None:
    """Raise a ValueError for an id that is too long, or a title that is no line."""
    if len(name) > LONGEST:
        raise ValueError(f"The id has {len(name)} characters; use {LONGEST} at most.")
    if not (title.isprintable() and title.strip()):
        raise ValueError(f"The title {title[:80]!r} is not one line of text; write one.")


def start_lesson(
    notebook: str, title: str, root: Path | None = None, notebooks: Path | None = None
) -> list[Path]:
    """Write a lesson's three files and return them; existing files are never touched.

    Parameters
    ----------
    notebook : str
        The notebook's name, such as ``16_my_lesson``: two digits, _ and the lesson's id.
    title : str
        One line.

    Raises
    ------
    ValueError
        When the name or the title is none, or the course has such a lesson or a file of it.
    """
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    if not re.fullmatch(r"[0-9]{2}_[a-z][a-z0-9_]*", notebook):
        raise ValueError(
            f"{notebook[:80]!r} is no notebook's name; write two digits and words: 16_my_lesson."
        )
    lesson_id = notebook[3:]
    check_name(lesson_id, title)
    root, notebooks = root or course_root(), notebooks or notebooks_folder()
    course = load_course(root)
    if lesson_id in [entry.id for entry in course.lessons]:
        raise ValueError(f"The course has a lesson {lesson_id!r}, so it exists already.")
    paths = [
        root / "lessons" / f"{lesson_id}.yaml",
        root / "questions" / f"{lesson_id}.yaml",
        notebooks / f"{notebook}.ipynb",
    ]
    for path in paths:
        if path.exists():
            raise ValueError(f"{path.name} exists already; choose another id.")
    short, area, start = lesson_id.replace("_", "-"), course.areas[0].id, course.lessons[0]
    questions = "".join(
        QUESTION.format(qid=f"{short}-{name}", short=short, stimulus=case, stem=stem)
        for name, case, stem in (
            ("first-check", "A case from VeloLink.", "What follows from the case?"),
            ("exit-one", "Another case from VeloLink.", "What would you do first?"),
        )
    )
    paths[0].write_text(
        LESSON.format(id=lesson_id, title=as_yaml("title", title), area=area, short=short), "utf-8"
    )
    paths[1].write_text(f"lesson: {lesson_id}\nquestions:\n{questions}", "utf-8")
    opening = f'from helpers import open_lesson\n\nlesson = open_lesson("{lesson_id}")\nlesson'
    cells = [
        new_markdown_cell(
            f"# {title}\n\n" + POINTER.format(title=start.title, notebook=start.notebook)
        ),
        new_code_cell(opening),
        new_markdown_cell("## The first idea\n\nTODO Short prose, and something to do."),
        new_markdown_cell("**Takeaway.** TODO One sentence."),
        new_code_cell('lesson.check("first-idea")'),
        new_markdown_cell("## Exit quiz"),
        new_code_cell("lesson.exit_quiz()"),
        new_markdown_cell("## What you take with you"),
        new_code_cell("lesson.recap()"),
        new_markdown_cell("## Sources"),
    ]
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"cell-{number:02d}"
    nbformat.write(new_notebook(cells=cells), paths[2])
    return paths


def add_question(kind: str, lesson_id: str, question_id: str, root: Path | None = None) -> Path:
    """Append a stub of a question to a lesson's file, and return the file.

    Raises
    ------
    ValueError
        When there is no such type or lesson, or the id is taken or none.
    """
    if kind not in TYPES:
        raise ValueError(f"There is no question type {kind!r}; the types are {', '.join(TYPES)}.")
    root = root or course_root()
    lesson = load_lesson(lesson_id, root)
    if not ID.match(question_id):
        raise ValueError(f"{question_id[:80]!r} is no id; write lower-case letters, digits and -.")
    for entry in load_course(root).lessons:
        if question_id in [question.id for question in load_questions(entry.id, root)]:
            raise ValueError(f"{entry.id} has a question {question_id!r}; choose another id.")
    head = f"id: {question_id}\ntype: {kind}\nobjectives: [{lesson.objectives[0].id}]\n"
    head += f"section: {lesson.sections[0].id}\nlevel: apply\n"
    hints = "hints:\n- TODO A nudge.\n- TODO Nearly the method, never the answer.\n"
    stub = indent(head + TYPES[kind].example + hints, "  ").replace("  ", "- ", 1)
    path = root / "questions" / f"{lesson_id}.yaml"
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n{stub}", "utf-8")
    return path
