"""How long each section of a lesson takes, reckoned as the minutes that a lesson states."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from helpers.content import load_course, load_lesson
from helpers.document import to_text

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
WORDS_A_MINUTE = 130
MINUTES_A_QUESTION = 0.75
_WORD = re.compile(r"[^\W_]+(?:['’.,*][^\W_]+)*")
_HEADING = re.compile(r"## +(.*)")
_QUIZ = re.compile(r"lesson\.(?:exit_quiz|diagnostic|final_test)\(")


class SectionMinutes(NamedTuple):
    """What stands under one heading: its words, and the questions asked there."""

    title: str
    words: int
    questions: int

    @property
    def minutes(self) -> float:
        """Reading and answering; activities come on top."""
        return self.words / WORDS_A_MINUTE + MINUTES_A_QUESTION * self.questions


def parts_of(lesson_id: str) -> list[SectionMinutes]:
    """Return the parts of a lesson's notebook by their headings; the first has the lesson's title.

    Raises
    ------
    ValueError
        When there is no such lesson, its data cannot be read, or it has no notebook yet.
    """
    lesson = load_lesson(lesson_id)
    notebook = NOTEBOOKS / f"{load_course().entry(lesson.id).notebook}.ipynb"
    if not notebook.is_file():
        raise ValueError(f"The lesson {lesson_id!r} has no notebook yet; write it first.")
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    checks = {section.title: len(section.checks) for section in lesson.sections}
    found = [SectionMinutes(lesson.title, 0, 0)]
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            if heading := _HEADING.match(source):
                title = heading[1].strip()
                found.append(SectionMinutes(title, 0, checks.get(title, 0)))
            last = found[-1]
            found[-1] = last._replace(words=last.words + len(_WORD.findall(to_text(source))))
        elif _QUIZ.search(source):
            last = found[-1]
            found[-1] = last._replace(questions=last.questions + len(lesson.exit_quiz))
    return found
