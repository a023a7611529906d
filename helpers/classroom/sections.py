"""How long each section of a lesson takes, reckoned as the minutes that a lesson states."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from helpers.content import load_course, load_lesson, load_questions
from helpers.content.minutes import WORDS_A_MINUTE, count_words, minutes_of_question

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
_HEADING = re.compile(r"## +(.*)")
_QUIZ = re.compile(r"lesson\.(?:exit_quiz|diagnostic|final_test)\(")


class SectionMinutes(NamedTuple):
    """What stands under one heading: its words, and the questions asked there."""

    title: str
    words: int
    questions: int
    answering: float = 0.0

    @property
    def minutes(self) -> float:
        """Reading and answering; activities come on top."""
        return self.words / WORDS_A_MINUTE + self.answering


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
    takes = {question.id: minutes_of_question(question) for question in load_questions(lesson.id)}
    checks = {section.title: section.checks for section in lesson.sections}
    found = [SectionMinutes(lesson.title, 0, 0)]
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            if heading := _HEADING.match(source):
                title = heading[1].strip()
                asked = checks.get(title, [])
                found.append(SectionMinutes(title, 0, len(asked), sum(takes[q] for q in asked)))
            last = found[-1]
            found[-1] = last._replace(words=last.words + count_words(source))
        elif _QUIZ.search(source):
            last = found[-1]
            more = sum(takes[q] for q in lesson.exit_quiz)
            asked_here = last.questions + len(lesson.exit_quiz)
            found[-1] = last._replace(questions=asked_here, answering=last.answering + more)
    return found
