"""What a school files: a table of a class, and its certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.content import load_lesson
from helpers.content.model import Course
from helpers.finish import certificate_html, clean_name, file_name, right_at_first
from helpers.lesson.final_check import mastery_of, waiting_for
from helpers.questions import Question, retired_apart
from helpers.record import now
from helpers.record.csv_export import csv_text

from .class_data import Learner


def csv_table(
    learners: Sequence[Learner],
    questions: Mapping[str, Sequence[Question]],
    course: Course,
    named: bool,
) -> str:
    """A line for each learner: share answered, first-try score and minutes, and of each lesson.

    What a spreadsheet might run is made harmless.
    """
    labels = [entry.label for entry in course.lessons]
    heads = [f"{label}: {what}" for label in labels for what in ("answered", "first try")]
    rows: list[list[object]] = [["learner", "answered", "first try", "minutes", *heads]]
    every = [question for asked in questions.values() for question in asked]
    for number, learner in enumerate(learners, 1):
        attempts = retired_apart(learner.attempts, every)
        first: dict[str, float] = {}
        for attempt in attempts:
            first.setdefault(attempt.question, attempt.score)
        minutes = sum(attempt.seconds or 0 for attempt in attempts) / 60
        cells = [cell for asked in questions.values() for cell in _shares(asked, first)]
        who = (learner.name or learner.key) if named else str(number)
        rows.append([who, *_shares(every, first), f"{minutes:.0f}", *cells])
    return csv_text(rows)


def _shares(asked: Sequence[Question], first: Mapping[str, float]) -> tuple[str, str]:
    """The share of questions answered, and the mean score of their first answers."""
    scores = [first[question.id] for question in asked if question.id in first]
    mean = f"{sum(scores) / len(scores):.2f}" if scores else ""
    return f"{len(scores) / len(asked):.2f}" if asked else "", mean


def certificate_pages(learners: Sequence[Learner], course: Course) -> tuple[dict[str, str], int]:
    """The certificates by file name, and how many learners finished and gave no name."""
    end = load_lesson(course.final_test)
    made: dict[str, str] = {}
    nameless = 0
    for learner in learners:
        attempts = list(learner.attempts)
        if waiting_for(course, attempts):
            continue
        name = clean_name(learner.name)
        if not name:
            nameless += 1
            continue
        right, asked = right_at_first(end, attempts), len(end.exit_quiz)
        file = file_name(name)
        while file in made:
            file = file.replace(".html", "-2.html")
        made[file] = certificate_html(
            course.title, name, now().date(), mastery_of(course, attempts), right, asked
        )
    return made, nameless
