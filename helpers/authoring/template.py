"""Starting a lesson: its three files, filled so far that an author sees what belongs where."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.content import course_root, load_course

from .refresh import notebooks_folder

LESSON = """\
id: {id}
title: {title}
question: What will the reader be able to answer after this lesson?
minutes: 20
activity_minutes: 2
area: {area}
objectives:
- id: {short}-first
  text: Name the first thing the learner can do afterwards.
sections:
- id: first-idea
  title: The first idea
  objectives: [{short}-first]
  checks: [{short}-first-check]
exit_quiz: [{short}-exit-one]
key_points:
- One sentence for each objective, in the same order.
"""

QUESTION = """\
- id: {qid}
  type: single_choice
  objectives: [{short}-first]
  section: first-idea
  level: apply
  stimulus: {stimulus}
  stem: {stem}
  options:
  - text: The right option
    correct: true
    feedback: {stimulus} This is why the option is right.
  - text: A wrong one
    feedback: {stimulus} This reason names the belief behind the option.
  - text: Another one
    feedback: {stimulus} This reason names another belief.
  hints:
  - A nudge.
  - Nearly the method, never the answer.
"""


def start_lesson(
    lesson_id: str, title: str, root: Path | None = None, notebooks: Path | None = None
) -> list[Path]:
    """Write a lesson's three files and return them; existing files are never touched.

    Raises
    ------
    ValueError
        When the id is not like ``16_my_lesson`` or a file of it exists.
    """
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    if not re.fullmatch(r"\d\d_[a-z0-9_]+", lesson_id):
        raise ValueError(
            f"{lesson_id!r} is no lesson id; write two digits and words: 16_my_lesson."
        )
    root, notebooks = root or course_root(), notebooks or notebooks_folder()
    paths = [
        root / "lessons" / f"{lesson_id}.yaml",
        root / "questions" / f"{lesson_id}.yaml",
        notebooks / f"{lesson_id}.ipynb",
    ]
    for path in paths:
        if path.exists():
            raise ValueError(f"{path.name} exists already; choose another id.")
    short = lesson_id[3:].split("_")[0] + lesson_id[:2]
    area = load_course(root).areas[0].id
    questions = "".join(
        QUESTION.format(qid=f"{short}-{name}", short=short, stimulus=case, stem=stem)
        for name, case, stem in (
            ("first-check", "A case from VeloLink (invented).", "What follows from the case?"),
            ("exit-one", "Another case from VeloLink (invented).", "What would you do first?"),
        )
    )
    paths[0].write_text(LESSON.format(id=lesson_id, title=title, area=area, short=short), "utf-8")
    paths[1].write_text(f"lesson: {lesson_id}\nquestions:\n{questions}", "utf-8")
    opening = f'from helpers import open_lesson\n\nlesson = open_lesson("{lesson_id}")\nlesson'
    cells = [
        new_markdown_cell(
            f"# {title}\n\n*If the next cell fails, open "
            "[Start here](00_start_here.ipynb): it finds the fault and says how to "
            "mend it.*"
        ),
        new_code_cell(opening),
        new_markdown_cell("## The first idea\n\nShort prose, one idea."),
        new_markdown_cell("**Takeaway.** One sentence."),
        new_code_cell('lesson.check("first-idea")'),
        new_markdown_cell("## Exit quiz"),
        new_code_cell("lesson.exit_quiz()"),
        new_markdown_cell("## What you take with you"),
        new_code_cell("lesson.recap()"),
        new_markdown_cell("## Sources"),
    ]
    for number, cell in enumerate(cells, 1):
        cell["id"] = f"{lesson_id[:2]}-{number:02d}"
    nbformat.write(new_notebook(cells=cells), paths[2])
    return paths
