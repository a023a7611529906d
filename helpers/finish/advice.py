"""What the final test says at its end: by area, described, and where to read again."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpers.cards import bullets, link

if TYPE_CHECKING:
    from helpers.content.model import Course
    from helpers.quiz.session import Session


def final_advice(course: Course, session: Session) -> str:
    """Say area by area what to read again, as HTML; questions without an area are summed up."""
    marks = session.right_by_area()
    entries = [(area, [course.entry(i) for i in area.lessons]) for area in course.areas]
    rows = []
    for area, lessons in entries:
        own = marks.get(area.id, [])
        links = ", ".join(link(e.notebook, e.title) for e in lessons)
        again = f"; read again where you were unsure: {links}" if links and not all(own) else ""
        if own:
            rows.append(f"<strong>{escape(area.title)}</strong>: {sum(own)} of {len(own)}{again}.")
    others = marks.get("", [])
    return (
        f"<p><strong>The questions that mirror the start, by area</strong></p>{bullets(rows)}"
        f"<p><strong>The other {len(others)}</strong>: {sum(others)} right. The last hint of each "
        "names the lesson to read again.</p><p>Your gain counts first answers only. The next "
        "section draws it.</p>"
    )
