"""What the learner has done so far, as cards: by lesson, by objective, by area."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from helpers.cards import Card, bar, bullets, link
from helpers.content import ContentError, load_lesson, load_questions
from helpers.content.model import Course, Lesson, Question
from helpers.record import progress

if TYPE_CHECKING:
    from helpers.quiz.session import Session
    from helpers.record import Attempt, Record

_LEFT = '<td style="text-align:left">'  # JupyterLab sets the cells of a table to the right
_HEAD = '<th style="text-align:left">'


def dashboard(course: Course, record: Record) -> Card:
    """Progress bars for every lesson and a link to where the learner left off.

    A lesson whose data cannot be read is listed with the reason.
    """
    attempts = record.attempts()
    lines: list[str] = []
    rows: list[str] = []
    for entry in course.lessons:
        name = f"{entry.id[:2]} {entry.title}"
        mark = " (short path)" if entry.short_path else ""
        try:
            done = progress(load_lesson(entry.id), load_questions(entry.id), attempts)
        except ContentError as error:
            lines.append(f"{name}: {error.problems[0]}")
            rows.append(
                f"<tr>{_LEFT}{escape(name)}</td>{_LEFT}{escape(error.problems[0])}</td></tr>"
            )
            continue
        words = f"{done.mastered} of {done.asked} mastered"
        spent = f"{done.minutes_spent:.0f} of about {entry.minutes} minutes"
        lines.append(f"{bar(done.share)} {name}{mark}: {words}, {spent}")
        rows.append(
            f"<tr>{_LEFT}{link(entry.id, name)}{mark}</td>"
            f'{_LEFT}<span aria-hidden="true">{bar(done.share)}</span> {words}</td>'
            f"{_LEFT}{spent}</td></tr>"
        )
    where, heading = resume_point(course, attempts)
    title = next(e.title for e in course.lessons if e.id == where)
    words = "Continue where you left off" if attempts else "Begin with"
    at = f", {heading}" if heading else ""
    text = "\n".join(["Your progress", *lines, "", f"{words}: {title}{at}"])
    html = (
        f"<table><thead><tr>{_HEAD}Lesson</th>{_HEAD}Questions</th>{_HEAD}Time</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
        f"<p><strong>{words}:</strong> {link(where, title + at, heading)}</p>"
    )
    return Card(text, html)


def resume_point(course: Course, attempts: list[Attempt]) -> tuple[str, str]:
    """Return the lesson to go on with and the heading of its first section still unanswered.

    That is the lesson of the last attempt, or the next one when its quiz is done.
    A learner without attempts begins at the first lesson.
    """
    known = [entry.id for entry in course.lessons]
    last = next((a.lesson for a in reversed(attempts) if a.lesson in known), None)
    if last is None:
        return known[0], ""
    answered = {a.question for a in attempts}
    for lesson_id in known[known.index(last) :]:
        try:
            lesson = load_lesson(lesson_id)
        except ContentError:
            continue
        for section in lesson.sections:
            if any(question not in answered for question in section.checks):
                return lesson_id, section.title
        if any(question not in answered for question in lesson.exit_quiz):
            return lesson_id, ""
    return last, ""


def results_by_objective(
    lesson: Lesson, questions: Iterable[Question], attempts: list[Attempt]
) -> tuple[list[str], list[str]]:
    """Return one line for each objective, as text and as HTML, with the sections to reread."""
    questions = list(questions)
    titles = {s.id: s.title for s in lesson.sections}
    mastered = _mastered(attempts)
    lines: list[str] = []
    rows: list[str] = []
    for objective in progress(lesson, questions, attempts).objectives:
        words = f"{objective.mastered} of {objective.asked} mastered"
        open_ones = [q for q in questions if objective.id in q.objectives and q.id not in mastered]
        again = list(dict.fromkeys(titles[q.section] for q in open_ones))
        lines.append(f"{bar(objective.share)} {objective.text} {words}.")
        links = ", ".join(link(lesson.id, title, title) for title in again)
        reread = f"<br>Read again: {links}" if links and objective.answered else ""
        rows.append(
            f'<span aria-hidden="true">{bar(objective.share)}</span> {escape(objective.text)} '
            f"{words}.{reread}"
        )
    return lines, rows


def _mastered(attempts: list[Attempt]) -> set[str]:
    from helpers.record import standing

    return standing(attempts)[1]


def diagnostic_advice(course: Course, session: Session) -> str:
    """Say, area by area, what the learner may skim and what to work through, as HTML."""
    right: dict[str, list[bool]] = {}
    for index, question in enumerate(session.questions):
        known = session.outcome_of(index) == "correct"
        right.setdefault(question.area, []).append(known)
    titles = {entry.id: entry.title for entry in course.lessons}
    rows = []
    for area in course.areas:
        marks = right.get(area.id, [])
        links = ", ".join(link(i, titles[i]) for i in area.lessons if i in titles)
        if not links:
            advice = "its lessons are not written yet"
        elif marks and all(marks):
            advice = f"you may skim {links} and go straight to the exit quiz"
        elif any(marks):
            advice = f"work through {links}, quickly where it is familiar"
        else:
            advice = f"work through {links}"
        rows.append(
            f"<strong>{escape(area.title)}</strong>: {sum(marks)} of {len(marks)}; {advice}."
        )
    return (
        f"<p><strong>Where to spend your time</strong></p>{bullets(rows)}"
        "<p>Two questions say little about an area: read this as a hint, not as a mark. "
        "In a hurry? The short path is "
        + ", ".join(link(e.id, e.title) for e in course.lessons if e.short_path)
        + ".</p>"
    )
