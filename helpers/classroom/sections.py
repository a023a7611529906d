"""How long each section of a lesson takes, reckoned as the minutes that a lesson states."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

from helpers.content import load_course, load_lesson, load_questions
from helpers.document import to_text
from helpers.questions import Numeric, Question, Scenario, SortIntoGroups

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
WORDS_A_MINUTE = 180
SECONDS_A_CHOICE, SECONDS_A_LONG_ONE = 15, 60  # a scenario, a sorting, a number
_WORD = re.compile(r"[^\W_]+(?:['’.,*][^\W_]+)*")
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


def minutes_of_question(question: Question) -> float:
    """Reading stem, case, options and one feedback of a question, and answering it."""
    entries = list(question.entries())
    read = [question.stimulus, question.stem, *(getattr(e, "text", "") for e in entries)]
    words = sum(map(_words, read))
    if entries:
        words += sum(_words(entry.feedback) for entry in entries) / len(entries)
    is_long = isinstance(question, Scenario | SortIntoGroups | Numeric)
    return words / WORDS_A_MINUTE + (SECONDS_A_LONG_ONE if is_long else SECONDS_A_CHOICE) / 60


def _words(text: str) -> float:
    return len(_WORD.findall(to_text(text)))


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
            found[-1] = last._replace(words=last.words + len(_WORD.findall(to_text(source))))
        elif _QUIZ.search(source):
            last = found[-1]
            more = sum(takes[q] for q in lesson.exit_quiz)
            asked_here = last.questions + len(lesson.exit_quiz)
            found[-1] = last._replace(questions=asked_here, answering=last.answering + more)
    return found
