"""What a well-formed question and lesson must obey beyond their shape.

Each function returns sentences: place, fault, mend. An empty list is good news.
"""

from __future__ import annotations

from collections.abc import Iterable

from helpers.questions.base import ID, repeated

from .model import Course, Lesson, Question


def course_problems(course: Course, place: str) -> list[str]:
    """Return faults of the course's own lists: odd or repeated ids, unknown lessons."""
    problems: list[str] = []
    lessons = [entry.id for entry in course.lessons]
    areas = [area.id for area in course.areas]
    for what, ids in (("lesson", lessons), ("area", areas)):
        problems += [_bad_id(place, what, i) for i in ids if not ID.match(i)]
        problems += [
            f"{place}: {what} {i}: the id is used twice; rename one." for i in repeated(ids)
        ]
    for area in course.areas:
        problems += _unknown(f"{place}: area {area.id}", "lesson", area.lessons, lessons)
    return problems


def lesson_problems(
    lesson: Lesson,
    questions: list[Question],
    course: Course,
    claims: set[str] | None,
    misconceptions: set[int] | None,
    place: str,
    questions_place: str,
) -> list[str]:
    """Return faults of a lesson taken together with its questions: dangling and missing links.

    ``claims`` and ``misconceptions`` are None when their files cannot be read;
    links to them are then not judged.
    """
    problems: list[str] = []
    objectives = [o.id for o in lesson.objectives]
    sections = [s.id for s in lesson.sections]
    ids = [q.id for q in questions]
    for what, values in (("objective", objectives), ("section", sections)):
        problems += [
            f"{place}: the {what} id {v!r} is used twice; rename one." for v in repeated(values)
        ]
        problems += [_bad_id(place, what, v) for v in values if not ID.match(v)]
    problems += [
        f"{questions_place}: question {v}: the id is used twice; rename one." for v in repeated(ids)
    ]
    if lesson.area not in {a.id for a in course.areas}:
        problems.append(
            f"{place}: the area {lesson.area!r} is not in course.yaml; use one of its ids."
        )
    if lesson.minutes <= 0 or lesson.activity_minutes < 0:
        problems.append(f"{place}: minutes must be above zero; correct them.")
    if len(lesson.key_points) != len(lesson.objectives):
        problems.append(
            f"{place}: {len(lesson.key_points)} key points for {len(lesson.objectives)} "
            "objectives; write one for each, in the same order."
        )
    placed: list[str] = list(lesson.exit_quiz)
    for section in lesson.sections:
        here = f"{place}: section {section.id}"
        placed += section.checks
        problems += _unknown(here, "objective", section.objectives, objectives)
        problems += _unknown(here, "claim", section.claims, claims)
    problems += _unknown(place, "question", placed, ids)
    problems += [
        f"{place}: question {q!r} is asked in two places; keep one." for q in repeated(placed)
    ]
    problems += [
        f"{questions_place}: question {q}: it is asked nowhere; add it to a section's checks "
        "or the exit quiz."
        for q in ids
        if q not in placed
    ]
    charts = {c for s in lesson.sections for c in s.charts}
    areas = {a.id for a in course.areas}
    for question in questions:
        here = f"{questions_place}: question {question.id}"
        problems += _unknown(here, "objective", question.objectives, objectives)
        problems += _unknown(here, "claim", question.claims, claims)
        problems += _unknown(here, "section", [question.section], sections)
        problems += _unknown(here, "chart", [question.chart] if question.chart else [], charts)
        problems += _unknown(here, "area", [question.area] if question.area else [], areas)
        named = [e.misconception for e in question.entries() if e.misconception is not None]
        problems += _unknown(here, "misconception", named, misconceptions)
    for objective in objectives:
        asked = sum(objective in q.objectives for q in questions)
        if asked < 2:
            problems.append(
                f"{place}: objective {objective}: {asked} questions ask it; write two or more."
            )
    return problems


def _bad_id(place: str, what: str, name: str) -> str:
    shape = "lower-case letters, digits, - and _"
    return f"{place}: {what} {name!r}: the id is not {shape}; rename it."


def _unknown(place: str, what: str, used: Iterable, known: Iterable | None) -> list[str]:
    if known is None:
        return []
    known = list(known)
    return [
        f"{place}: unknown {what} {value!r}; define it or correct the id."
        for value in used
        if value not in known
    ]
