"""The path through the course that a learner has chosen, and what comes next on it. No widgets."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.content.model import Course, LessonEntry
from helpers.record import Record, activity

KEPT = "course:path"


def chosen_path(course: Course, record: Record) -> str:
    """The id of the path that was chosen last, or "" where none is, or it is gone."""
    kept = record.attempts(question=KEPT)
    known = [path.id for path in course.paths]
    return kept[-1].response if kept and kept[-1].response in known else ""


def keep_path(course: Course, record: Record, path_id: str, lesson: str) -> None:
    """Keep the choice of a path.

    Raises
    ------
    ValueError
        If the course has no such path.
    """
    known = [path.id for path in course.paths]
    if path_id not in known:
        raise ValueError(f"There is no path {path_id!r}; choose one of {', '.join(known)}.")
    record.append(activity(KEPT, lesson, path_id))


def next_on_path(course: Course, lesson_id: str, path: Sequence[str]) -> LessonEntry | None:
    """The lesson after this one: the next on the path, and after its end the next of all.

    Parameters
    ----------
    course, lesson_id
        The course, and the lesson that is open.
    path
        The ids of the path's lessons; empty for all.
    """
    order = [entry.id for entry in course.lessons]
    later = order[order.index(lesson_id) + 1 :]
    following = next((name for name in later if name in path), None) if path else None
    following = following or next(iter(later), None)
    return course.entry(following) if following else None
