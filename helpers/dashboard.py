"""What the learner has done so far, as cards: by lesson, by objective, by area."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING

from helpers.cards import Card, bar, bullets, link, made
from helpers.content import ContentError, load_lesson, load_questions
from helpers.content.model import Course, Lesson, Question
from helpers.record import progress, standing
from helpers.record.order import set_right

if TYPE_CHECKING:
    from helpers.quiz.session import Session
    from helpers.record import Attempt, LessonProgress, Record

_LEFT = '<td style="text-align:left">'  # JupyterLab sets the cells of a table to the right
_HEAD = '<th style="text-align:left">'
MOST_DAYS = 40
"""A picture of progress has so many points at most."""


def dashboard(
    course: Course,
    record: Record,
    more: Callable[[list[Attempt]], Card | None] = lambda attempts: None,
) -> Card:
    """Progress bars for every lesson and a link to where the learner left off.

    A lesson that was begun shows its objectives, too; one whose data cannot be read is listed
    with the reason. ``more`` makes a card out of the attempts, which stands before the link.
    """
    attempts = record.attempts()
    by_lesson = _by_lesson(course, attempts)
    lines: list[str] = []
    rows: list[str] = []
    mastered = asked = 0
    minutes = 0.0
    for entry in course.lessons:
        name = entry.label
        mark = " (short path)" if entry.short_path else ""
        try:
            lesson, questions = load_lesson(entry.id), load_questions(entry.id)
            done = progress(lesson, questions, by_lesson.get(entry.id, ()))
        except ContentError as error:
            lines.append(f"{name}: {error.problems[0]}")
            rows.append(
                f"<tr>{_LEFT}{escape(name)}</td>{_LEFT}{escape(error.problems[0])}</td></tr>"
            )
            continue
        words = f"{done.mastered} of {done.asked} mastered"
        spent = f"{done.minutes_spent:.0f} of about {entry.minutes} minutes"
        mastered, asked = mastered + done.mastered, asked + done.asked
        minutes += done.minutes_spent
        within, folded = _objectives(done)
        lines += [f"{bar(done.share)} {name}{mark}: {words}, {spent}", *within]
        rows.append(
            f"<tr>{_LEFT}{link(entry.notebook, name)}{mark}{folded}</td>"
            f'{_LEFT}<span aria-hidden="true">{bar(done.share)}</span> {words}</td>'
            f"{_LEFT}{spent}</td></tr>"
        )
    where, heading = resume_point(course, attempts)
    onward = course.entry(where)
    words = "Continue where you left off" if attempts else "Begin with"
    at = f", {heading}" if heading else ""
    total = f"In all: {mastered} of {asked} mastered, {minutes:.0f} minutes." if attempts else ""
    extra = more(attempts) or made("", "")
    parts = [total, extra.text, f"{words}: {onward.title}{at}"]
    text = "\n\n".join(["\n".join(["Your progress", *lines]), *filter(None, parts)])
    html = (
        f"<table><thead><tr>{_HEAD}Lesson</th>{_HEAD}Questions</th>{_HEAD}Time</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>{f'<p>{total}</p>' if total else ''}{extra.html}"
        f"<p><strong>{words}:</strong> {link(onward.notebook, onward.title + at, heading)}</p>"
    )
    return made(text, html)


def _homes(course: Course) -> dict[str, str]:
    """The lesson of each question of the course; questions that cannot be read are left out."""
    homes: dict[str, str] = {}
    for entry in course.lessons:
        with suppress(ContentError):
            homes |= {question.id: entry.id for question in load_questions(entry.id)}
    return homes


def _by_lesson(course: Course, attempts: Iterable[Attempt]) -> dict[str, list[Attempt]]:
    """The attempts that concern each lesson: those filed under it, and those at its questions."""
    homes = _homes(course)
    found: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        found.setdefault(attempt.lesson, []).append(attempt)
        home = homes.get(attempt.question, attempt.lesson)
        if home != attempt.lesson:
            found.setdefault(home, []).append(attempt)
    return found


def _objectives(done: LessonProgress) -> tuple[list[str], str]:
    """The objectives of a lesson that was begun, as lines and as folded HTML."""
    if not done.answered:
        return [], ""
    lines, rows = [], []
    for one in done.objectives:
        words = f"{one.mastered} of {one.asked}"
        lines.append(f"    {bar(one.share)} {one.text} {words}.")
        rows.append(f'<span aria-hidden="true">{bar(one.share)}</span> {escape(one.text)} {words}.')
    return lines, f"<details><summary>By objective</summary>{bullets(rows)}</details>"


def mastered_by_day(
    attempts: Iterable[Attempt], questions: Collection[str], now: datetime
) -> list[tuple[date, int]]:
    """Return how many questions were mastered at the end of each day with an answer.

    Parameters
    ----------
    attempts
        All of a record, in its order. Their times are set right first, see
        :func:`helpers.record.order.set_right`; so the last count is that of the dashboard. The
        day of an attempt is the one on the learner's own clock, then and there.
    questions
        The ids that count.
    now
        No answer can be later.

    Returns
    -------
    list
        Days and counts, in order; of more than `MOST_DAYS` days, evenly some, and the last.
    """
    mine = [a for a in set_right(attempts, now) if a.question in questions]
    ends: dict[date, int] = {}
    day = date.min
    for number, attempt in enumerate(mine, 1):
        day = max(day, datetime.fromisoformat(attempt.at).date())
        ends[day] = number
    step = -(-len(ends) // MOST_DAYS) or 1
    kept = list(ends.items())[::-1][::step][::-1]
    return [(day, len(standing(mine[:end])[1])) for day, end in kept]


def resume_point(course: Course, attempts: list[Attempt]) -> tuple[str, str]:
    """Return the lesson to go on with and the heading of its first section still unanswered.

    That is the lesson of the question that was last tried for the first time, or the next one
    when its quiz is done: to review an old question does not lead back. A learner without
    attempts begins at the first lesson.
    """
    known = [entry.id for entry in course.lessons]
    answered = dict.fromkeys(a.question for a in attempts)  # in the order of their first tries
    homes = _homes(course)
    last = next((homes[q] for q in reversed(answered) if q in homes), None)
    if last is None:
        return known[0], ""
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


def lesson_card(
    course: Course, lesson: Lesson, questions: Iterable[Question], attempts: list[Attempt]
) -> Card | None:
    """Progress in one lesson, the time spent and the first section still open; None if unbegun."""
    done = progress(lesson, questions, attempts)
    if not done.answered:
        return None
    words = (
        f"This lesson: {done.mastered} of {done.asked} mastered, "
        f"{done.minutes_spent:.0f} of about {lesson.minutes} minutes."
    )
    answered = {a.question for a in attempts}
    still = [s.title for s in lesson.sections if not answered.issuperset(s.checks)]
    still += [] if answered.issuperset(lesson.exit_quiz) else ["Exit quiz"]
    onward = f"Continue here: {still[0]}" if still else ""
    text = "\n".join(filter(None, [f"{bar(done.share)} {words}", onward]))
    html = f'<p><span aria-hidden="true">{bar(done.share)}</span> {words}</p>'
    if still:
        notebook = course.entry(lesson.id).notebook
        html += f"<p>Continue here: {link(notebook, still[0], still[0])}</p>"
    return made(text, html)


def results_by_objective(
    course: Course, lesson: Lesson, questions: Iterable[Question], attempts: list[Attempt]
) -> tuple[list[str], list[str]]:
    """Return one line for each objective, as text and as HTML, with the sections to reread."""
    questions = list(questions)
    titles = {s.id: s.title for s in lesson.sections}
    mastered = standing(attempts)[1]
    notebook = course.entry(lesson.id).notebook
    lines: list[str] = []
    rows: list[str] = []
    for objective in progress(lesson, questions, attempts).objectives:
        words = f"{objective.mastered} of {objective.asked} mastered"
        open_ones = [q for q in questions if objective.id in q.objectives and q.id not in mastered]
        again = list(dict.fromkeys(titles[q.section] for q in open_ones))
        lines.append(f"{bar(objective.share)} {objective.text} {words}.")
        links = ", ".join(link(notebook, title, title) for title in again)
        reread = f"<br>Read again: {links}" if links and objective.answered else ""
        rows.append(
            f'<span aria-hidden="true">{bar(objective.share)}</span> {escape(objective.text)} '
            f"{words}.{reread}"
        )
    return lines, rows


def diagnostic_advice(course: Course, session: Session) -> str:
    """Say, area by area, what the learner may skim and what to work through, as HTML."""
    right = session.right_by_area()
    rows = []
    for area in course.areas:
        marks = right.get(area.id, [])
        links = ", ".join(link(e.notebook, e.title) for e in map(course.entry, area.lessons))
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
        + ", ".join(link(e.notebook, e.title) for e in course.lessons if e.short_path)
        + ".</p>"
    )
