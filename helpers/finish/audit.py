"""The audit: every claim with its verdict and the evidence, by the lesson that teaches it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from helpers.content.model import VERDICTS, Claim, Lesson
from helpers.document import Card, Shown, count, fold, md_line, table, title


class AuditedClaim(NamedTuple):
    """One claim as it is read: the lesson that teaches it, the claim, verdict and evidence."""

    lesson: str
    claim: str
    verdict: str
    why: str


def audit_rows(
    claims: Iterable[Claim], lessons: Iterable[tuple[str, Lesson]]
) -> list[AuditedClaim]:
    """Give each claim the label of the first lesson that teaches it, lesson by lesson.

    Raises
    ------
    ValueError
        If no lesson teaches a claim.
    """
    home: dict[str, tuple[int, str]] = {}
    for place, (label, lesson) in enumerate(lessons):
        for section in lesson.sections:
            for claim in section.claims:
                home.setdefault(claim, (place, label))
    claims = list(claims)
    if lost := [claim.id for claim in claims if claim.id not in home]:
        raise ValueError(f"No lesson teaches {', '.join(lost)}; name each in a lesson's section.")
    ordered = sorted(claims, key=lambda claim: home[claim.id][0])
    return [AuditedClaim(home[c.id][1], c.claim, VERDICTS[c.verdict], c.note) for c in ordered]


def choose(
    rows: Sequence[AuditedClaim],
    lesson: str | None = None,
    verdict: str | None = None,
    words: str = "",
) -> list[AuditedClaim]:
    """Return the rows of a lesson, with a verdict, and that hold all the words; None is any."""
    wanted = str(words).casefold().split()[:20]
    return [
        row
        for row in rows
        if lesson in (None, row.lesson)
        and verdict in (None, row.verdict)
        and all(word in f"{row.claim} {row.why}".casefold() for word in wanted)
    ]


def claims_table(rows: Iterable[AuditedClaim]) -> Shown:
    """Claims as a table."""
    cells = [(md_line(row.claim), row.verdict, md_line(row.why)) for row in rows]
    return table(["Claim", "Verdict", "Why"], cells, sentences=True)


def paper(name: str, rows: Sequence[AuditedClaim]) -> Card:
    """All rows where no kernel runs, each lesson folded."""
    lessons = [(lesson, list(own)) for lesson, own in groupby(rows, attrgetter("lesson"))]
    return Card(
        title(name),
        *(
            fold(f"{lesson}: {count(len(own), 'claim')}", claims_table(own))
            for lesson, own in lessons
        ),
    )
