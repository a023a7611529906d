"""What the record says to its learner: notes for the dashboard and the recap, and two pictures."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from helpers.content import ContentError, every_question, load_lesson, load_questions
from helpers.dashboard import lesson_card, mastered_by_day, results_by_objective
from helpers.document import Card, bullets, count, lesson_link, md_line, para, sorry, title
from helpers.record import now
from helpers.review import confidence_steps, first_tries, strongest_and_weakest

from .exit_and_review import review_card

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.charts.chart import Chart
    from helpers.content.model import Course, Lesson, LessonEntry, Section
    from helpers.questions import Question
    from helpers.record import Attempt
    from helpers.review import Tries

_TWICE = "A question may count for two objectives, so these add up to more than the lesson asks."
_AS_YOU_ANSWER = "Your result shows here while you answer."


def course_notes(course: Course, attempts: list[Attempt]) -> Card | None:
    """What the dashboard says besides progress: today's review, the strongest and the weakest."""
    tries = first_tries(attempts, now())
    contents = []
    for entry in course.lessons:
        with suppress(ContentError):
            contents.append((load_lesson(entry.id), load_questions(entry.id)))
    found = (review_card(course, tries, attempts), _strengths(course, tries, contents, "lesson"))
    return Card(*found) if any(found) else None


def recap(
    course: Course,
    lesson: Lesson,
    questions: Iterable[Question],
    attempts: list[Attempt],
    following: LessonEntry | None,
) -> Card:
    """Key points, the result by objective, what is open, due, strong and weak, the way on.

    For a lesson without answers, only what holds for everybody.
    """
    questions = list(questions)
    tries = first_tries(attempts, now())
    return Card(
        title("Key points"),
        bullets(md_line(point) for point in lesson.key_points),
        title("Your result by objective"),
        bullets(results_by_objective(course, lesson, questions, attempts)),
        _TWICE if any(len(question.objectives) > 1 for question in questions) else None,
        lesson_card(course, lesson, questions, attempts) or _AS_YOU_ANSWER,
        review_card(course, tries, attempts, lesson.id),
        _strengths(course, tries, [(lesson, questions)]),
        para("Next: ", lesson_link(following.notebook, following.title)) if following else None,
    )


def _strengths(
    course: Course,
    tries: Tries,
    contents: Iterable[tuple[Lesson, Iterable[Question]]],
    where: str = "",
) -> Card | None:
    """The strongest and the weakest objective in words; the diagnostic's questions do not count."""
    texts, asked = {}, {}
    for lesson, questions in contents:
        place = f" ({where} {course.entry(lesson.id).number})" if where else ""
        for objective in lesson.objectives:
            texts[objective.id] = f"{objective.text}{place}"
            asked[objective.id] = [
                q.id for q in questions if objective.id in q.objectives and not q.area
            ]
    found = strongest_and_weakest(tries, asked)
    if found is None:
        return None
    lines = [
        f"{name}: {texts[one.objective]} {one.right} of {one.tried} right when you last met them "
        "afresh."
        for name, one in zip(("Strongest objective", "Weakest objective"), found, strict=True)
    ]
    return Card(*lines)


def no_check(sections: Iterable[Section], section: object) -> Card:
    """Say that no questions follow a section, and which sections are followed by some."""
    known = [part.id for part in sections]
    if section not in known:
        return sorry(f"This lesson has no section {section!r}; it has {', '.join(known)}.")
    asking = ", ".join(part.id for part in sections if part.checks)
    where = f"choose one of {asking}" if asking else "its questions stand elsewhere"
    return sorry(f"No check follows the section {section!r}; {where}.")


def calibration(attempts: list[Attempt]) -> Chart | Card:
    """How often the learner was right when sure, fairly sure, guessing; a sentence if too few."""
    from helpers.review.calibration import ENOUGH

    steps = confidence_steps(first_tries(attempts, now()))
    few = ", ".join(f"{s.name.lower()} {s.answers}" for s in steps if not s.enough)
    if not any(step.enough for step in steps):
        return Card(
            "How sure you say you are, and how often you are then right, shows here once you have "
            f"said the same, such as sure, at {ENOUGH} answers. So far: {few}."
        )
    from helpers.charts.exhibits.record import calibration

    drawn = [(s.name, s.answers, s.right, s.interval) for s in steps if s.enough]
    return calibration(drawn, f"Under {ENOUGH} answers, so no share yet: {few}." if few else "")


def progress_chart(course: Course, attempts: list[Attempt]) -> Chart | Card:
    """Questions mastered by the end of each day as a picture; a sentence for less than two days."""
    asked = {question.id for _, question in every_question(course)}
    days = mastered_by_day(attempts, asked, now())
    if not days:
        return Card(
            "Once you have answered some questions, the next start of this page shows here how "
            "many you have mastered, day by day."
        )
    if len(days) == 1:
        return Card(
            f"You have mastered {count(days[0][1], 'question')} on your first day. From the second "
            "day on, a picture shows your progress."
        )
    from helpers.charts.exhibits.record import progress_over_time

    return progress_over_time(days, len(asked))
