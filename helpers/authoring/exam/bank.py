"""The questions of an exam: a folder that learners do not have.

Files are plain text (see `plain`) or ``.yaml`` in the form of the course's own questions.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

from helpers.content import ContentError, course_root, every_question, load_course, load_lesson
from helpers.content.decoding import decode_questions
from helpers.content.reading import read_yaml
from helpers.content.rules import unknown
from helpers.document import count, to_text
from helpers.questions import Question
from helpers.questions.base import same

from .plain import TEMPLATE, PlainText, read_plain

VARIABLE = "COURSE_BANK"
SPECIMEN = "specimen_bank"
_READ = (".txt", ".yaml")


class ExamBank(NamedTuple):
    """Questions with the topic and the points of each.

    A topic is an area of the course, or in plain text any words. ``by_course`` says whether all of
    them are areas. ``notes`` are sentences for whoever draws from it.
    """

    folder: Path
    questions: dict[str, Question]
    topics: dict[str, str]
    points: dict[str, int]
    by_course: bool = True
    notes: tuple[str, ...] = ()


def bank_folder(given: str = "") -> Path:
    """The folder that was named, that of ``COURSE_BANK``, or the specimen of the course."""
    named = given or os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else course_root() / SPECIMEN


def read_bank(folder: Path) -> ExamBank:
    """Read every ``.txt`` and ``.yaml`` file of a folder.

    In YAML ``lesson`` at the head of a file is any name. Whose objectives a question has, that
    lesson it belongs to; its area is its own, or that of the lesson.

    Raises
    ------
    ContentError
        With a sentence for each fault: place, fault, mend.
    """
    if folder.is_file():
        raise ContentError([f"{folder}: name the folder that the file is in, not the file."])
    if not folder.is_dir():
        raise ContentError(
            [f"{folder}: there is no such folder of questions; correct --bank or {VARIABLE}."]
        )
    homes = {
        objective.id: lesson
        for lesson in (load_lesson(entry.id) for entry in load_course().lessons)
        for objective in lesson.objectives
    }
    areas = [area.id for area in load_course().areas]
    problems: list[str] = []
    texts: list[PlainText] = []
    left_out = 0
    bank = ExamBank(folder, {}, {}, {})
    files = sorted(one for one in folder.iterdir() if one.is_file() and one.name[0] not in ".~")
    for path in files:
        try:
            if path.suffix.lower() not in _READ:
                continue
            if path.suffix.lower() == ".txt":
                texts.append(read_plain(path))
                continue
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
            if home and is_about_the_course(question, home.id):
                left_out += 1
                continue
            bank.questions[question.id] = question
            bank.topics[question.id] = question.area or (home.area if home else areas[0])
            bank.points[question.id] = 1
            problems += unknown(here, "area", [bank.topics[question.id]], areas)
    places: dict[str, str] = {}
    for text in texts:
        for one in text.questions:
            name = one.question.id
            if name in bank.questions:
                before = places.get(name, "a .yaml file")
                problems.append(f"{one.place}: the same question stands in {before}; delete one.")
            places[name] = one.place
            bank.questions[name] = one.question
            bank.topics[name], bank.points[name] = one.topic, one.points
    if not bank.questions and not problems:
        problems.append(_nothing_in(folder, files))
    if problems:
        raise ContentError(problems)
    notes = [text.note for text in texts if text.note]
    notes += [
        f"{path.name} was not read, only .txt and .yaml are: save it as plain text if it holds "
        "questions."
        for path in files
        if path.suffix.lower() not in _READ
    ]
    if left_out:
        notes.append(
            f"{count(left_out, 'question')} of the first and the last lesson without an area of "
            "their own stay out: most are about the course itself."
        )
    own = any(text.questions for text in texts)
    return bank._replace(by_course=not own, notes=tuple(notes))


def _nothing_in(folder: Path, files: list[Path]) -> str:
    there = f" (there is {files[0].name})" if files else ""
    return (
        f"{folder}: it holds no questions{there}; write some into a .txt file. "
        "'exam --new FOLDER' writes one to begin with."
    )


def is_about_the_course(question: Question, lesson: str) -> bool:
    """Whether it belongs to the lesson of the diagnostic or of the final test, and to no area."""
    course = load_course()
    return not question.area and lesson in (course.diagnostic, course.final_test)


def in_course(question: Question) -> bool:
    """Whether learners can read its key: the course has one of this id, or of the same words.

    The specimen and the examples of ``exam --new`` come with the course, too.
    """
    names, words = _course_words()
    return question.id in names or _words(question) in words


@cache
def _course_words() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    every = [question for _, question in every_question(load_course())]
    every += [one.question for one in read_plain(TEMPLATE).questions]
    for path in (course_root() / SPECIMEN).glob("*.yaml"):
        every += decode_questions(read_yaml(path, path.name), path.name)
    return frozenset(q.id for q in every), frozenset(map(_words, every))


def _words(question: Question) -> tuple[str, str]:
    return same(to_text(question.stimulus)), same(to_text(question.stem))
