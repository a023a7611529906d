"""A document of the running example on paper, or two beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.content.documents import CoursePaper, find_document
from helpers.document import Card, Element, Piece, fold, group, md_line, para, sheet, strong, table

_BESIDE = "display:flex;flex-wrap:wrap;gap:0 18px;align-items:flex-start"


def document_card(found: CoursePaper, known: Mapping[str, CoursePaper]) -> Card:
    """A document to read, with the one beside it where it names one."""
    if not found.beside:
        return Card(_shown(found))
    other = find_document(found.beside, dict(known))
    return Card(group(_shown(found), _shown(other), css="pp-beside", style=_BESIDE))


def _shown(found: CoursePaper) -> Element:
    parts: list[Piece] = []
    if found.clauses:
        parts += [
            para(strong(f"{one.head} ") if one.head else None, md_line(one.text))
            for one in found.clauses
        ]
    if found.table:
        rows = [[md_line(cell) for cell in row] for row in found.table.rows]
        parts.append(table(found.table.columns, rows, sentences=True))
    paper = sheet(found.title, found.about, *parts)
    return fold(found.fold, paper) if found.fold else paper
