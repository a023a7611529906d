"""What a well-formed question and lesson must obey beyond their shape.

Each function returns sentences: place, fault, mend. An empty list is good news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING

from helpers.questions.base import ID, repeated, same

if TYPE_CHECKING:
    from .model import Course

__all__ = ["ID", "bad_id", "course_problems", "misnamed", "repeated", "same", "twice", "unknown"]


def course_problems(course: Course, place: str) -> list[str]:
    """Return faults of the course's own lists: odd or repeated ids, unknown lessons."""
    problems: list[str] = []
    lessons = [entry.id for entry in course.lessons]
    areas = [area.id for area in course.areas]
    for what, ids in (("lesson", lessons), ("area", areas)):
        problems += [bad_id(place, what, i) for i in ids if not ID.match(i)]
        problems += [
            f"{place}: {what} {i}: the id is used twice; rename one." for i in repeated(ids)
        ]
    problems += [
        f"{place}: lesson {i}: the id begins with a number; give it to the notebook's name alone."
        for i in lessons
        if i[0:1].isdigit()
    ]
    for entry in course.lessons:
        if not re.fullmatch(r"[0-9]{2}_" + re.escape(entry.id), entry.notebook):
            problems.append(
                f"{place}: lesson {entry.id}: the notebook {entry.notebook!r} is not two digits, "
                f"_ and the id; write something like 07_{entry.id}."
            )
    for name in ("diagnostic", "final_test"):
        problems += unknown(f"{place}: {name}", "lesson", [getattr(course, name)], lessons)
    problems += twice(place, "path", (path.id for path in course.paths))
    for path in course.paths:
        problems += unknown(
            f"{place}: path {path.id}", "lesson", [*path.lessons, *path.then], lessons
        )
        if path.short and path.lessons:
            problems.append(
                f"{place}: path {path.id}: 'short_path' says which lessons are on the short path; "
                "take 'lessons' out."
            )
    for area in course.areas:
        problems += unknown(f"{place}: area {area.id}", "lesson", area.lessons, lessons)
    return problems


def bad_id(place: str, what: str, name: str) -> str:
    """Say that an id is no plain word."""
    shape = "lower-case letters, digits, - and _"
    return f"{place}: {what} {name!r}: the id is not {shape}; rename it."


def misnamed(found: str, place: str) -> list[str]:
    """Say so where the id in a file is not the file's name."""
    right = found == PurePath(place).stem
    return [] if right else [f"{place}: the id is {found!r}; make it the file's name."]


def twice(place: str, what: str, names: Iterable[str]) -> list[str]:
    """One sentence for each name that stands twice."""
    return [f"{place}: the {what} {name!r} stands twice; rename one." for name in repeated(names)]


def unknown(place: str, what: str, used: Iterable, known: Iterable | None) -> list[str]:
    """One sentence for each use of what is not known; none where nothing can be known (None)."""
    if known is None:
        return []
    known = list(known)
    return [
        f"{place}: unknown {what} {value!r}; define it or correct the id."
        for value in used
        if value not in known
    ]
