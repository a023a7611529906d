"""The questions of an exam: a folder that learners do not have, in the form of the course's."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from helpers.content import ContentError, course_root, every_question, load_course, load_lesson
from helpers.content.decoding import decode_questions
from helpers.content.reading import read_yaml
from helpers.content.rules import unknown
from helpers.questions import Question

VARIABLE = "COURSE_BANK"
SPECIMEN = "specimen_bank"


class ExamBank(NamedTuple):
    """Questions with the area and the lesson of each.

    ``known`` are the ids that the course has too, where learners can read the key.
    """

    folder: Path
    questions: dict[str, Question]
    areas: dict[str, str]
    lessons: dict[str, str]
    known: frozenset[str]


def bank_folder(given: str = "") -> Path:
    """The folder that was named, that of ``COURSE_BANK``, or the specimen of the course."""
    named = given or os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else course_root() / SPECIMEN


def read_bank(folder: Path) -> ExamBank:
    """Read every ``.yaml`` file of a folder, in the form of the course's ``questions``.

    ``lesson`` at the head of a file is any name. Whose objectives a question has, that lesson it
    belongs to; its area is its own, or that of the lesson.

    Raises
    ------
    ContentError
        With a sentence for each fault: place, fault, mend.
    """
    if not folder.is_dir():
        raise ContentError(
            [f"{folder}: there is no such folder of questions; correct --bank or {VARIABLE}."]
        )
    course = load_course()
    homes = {
        objective.id: lesson
        for lesson in (load_lesson(entry.id) for entry in course.lessons)
        for objective in lesson.objectives
    }
    areas = [area.id for area in course.areas]
    problems: list[str] = []
    bank = ExamBank(folder, {}, {}, {}, frozenset())
    for path in sorted(folder.glob("*.yaml")):
        try:
            questions = decode_questions(read_yaml(path, path.name), path.name)
        except ContentError as error:
            problems += error.problems
            continue
        for question in questions:
            here = f"{path.name}: question {question.id}"
            problems += question.faults(here)
            problems += unknown(here, "objective", question.objectives, homes)
            if question.id in bank.questions:
                problems.append(f"{here}: the id stands twice in the bank; rename one.")
            home = homes.get(question.objectives[0]) if question.objectives else None
            bank.questions[question.id] = question
            bank.areas[question.id] = question.area or (home.area if home else areas[0])
            bank.lessons[question.id] = home.id if home else ""
            problems += unknown(here, "area", [bank.areas[question.id]], areas)
    if not bank.questions and not problems:
        problems.append(f"{folder.name}: it holds no questions (.yaml files); correct --bank.")
    if problems:
        raise ContentError(problems)
    open_ones = {question.id for _, question in every_question(course)}
    return bank._replace(known=frozenset(open_ones & bank.questions.keys()))
