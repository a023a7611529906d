"""One page to keep after the short path: the key points of its lessons, for paper or a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.document import bullets, group, heading, md_line, para, printable, quote, table

FILE = "product-or-project-on-one-page.html"
_STYLE = (
    "body { max-width: 44rem; margin: auto; padding: 0 4mm; }"
    "@media print { body { font-size: 10pt; line-height: 1.3; padding: 0; } }"
    "h1 { border-bottom: 1mm solid #0072b2; }"
    "h2 { margin: .8em 0 .2em; } li { margin: .2em 0; } td, th { vertical-align: top; }"
    "tbody td:nth-child(2) { border-left: 1mm solid #0072b2; padding-left: 2mm; }"
    "tbody td:nth-child(3) { border-left: 1mm solid #c25100; padding-left: 2mm; }"
)


def take_away_html(
    course: str,
    lessons: Iterable[tuple[str, Sequence[str]]],
    jobs: Sequence[Sequence[str]] = (),
    notes: Sequence[tuple[str, str]] = (),
) -> str:
    """Return the page.

    Parameters
    ----------
    course : str
        The course's title.
    lessons : iterable of pairs
        Each lesson's title and its key points, in the author's small Markdown.
    jobs : sequence
        The two jobs side by side: the heads of a table and its rows; left out when empty.
    notes : sequence of pairs
        What the learner was asked, and wrote.
    """
    name = f"{course} On one page" if course.endswith("?") else f"{course}: on one page"
    sections = (
        group(heading(title), bullets(md_line(point) for point in points), tag="section")
        for title, points in lessons
    )
    beside = table(list(jobs[0]), jobs[1:], sentences=True) if jobs else None
    own = [(para(md_line(ask)), quote(para(said))) for ask, said in notes]
    mine = group(heading("In your own words"), *(part for one in own for part in one))
    return printable(name, heading(name, 1), beside, *sections, mine if own else None, style=_STYLE)
