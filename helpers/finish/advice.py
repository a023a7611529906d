"""What the final test says at its end: by area, described, and where to read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.document import Card, Flow, bullets, joined, lesson_link, line, para, strong, title

if TYPE_CHECKING:
    from helpers.content.model import Course
    from helpers.quiz.session import Session


def final_advice(course: Course, session: Session) -> Card:
    """Say area by area what to read again; questions without an area are summed up."""
    marks = session.right_by_area()
    rows: list[Flow] = []
    for area in course.areas:
        own = marks.get(area.id, [])
        links = joined(lesson_link(e.notebook, e.title) for e in map(course.entry, area.lessons))
        again = line("; read again where you were unsure: ", links) if not all(own) else ""
        if own:
            rows.append((strong(area.title), f": {sum(own)} of {len(own)}", again, "."))
    others = marks.get("", [])
    return Card(
        title("The questions that mirror the start, by area"),
        bullets(rows),
        para(
            strong(f"The other {len(others)}"),
            f": {sum(others)} right. The last hint of each names the lesson to read again.",
        ),
        "Your gain counts first answers only. The next section draws it.",
    )
