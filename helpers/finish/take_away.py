"""One page to keep after the short path: the key points of its lessons, for paper or a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.document import bullets, group, heading, md_line, printable

FILE = "product-or-project-on-one-page.html"
_STYLE = (
    "body { max-width: 42rem; margin: auto; } h2 { margin: .8em 0 .2em; } li { margin: .2em 0; }"
)


def take_away_html(course: str, lessons: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return the page.

    Parameters
    ----------
    course : str
        The course's title.
    lessons : iterable of pairs
        Each lesson's title and its key points, in the author's small Markdown.
    """
    name = f"{course} On one page" if course.endswith("?") else f"{course}: on one page"
    sections = (
        group(heading(title), bullets(md_line(point) for point in points), tag="section")
        for title, points in lessons
    )
    return printable(name, heading(name, 1), *sections, style=_STYLE)
