"""Documents of the running example: papers with numbered clauses, read and checked."""

from __future__ import annotations

import difflib
from pathlib import Path

from helpers.questions import Model

from .decoding import read
from .reading import ContentError
from .rules import ID, bad_id, twice, unknown

FILE = "documents.yaml"


class PaperClause(Model):
    """A clause, with a word or two in bold before it."""

    text: str
    head: str = ""


class PaperTable(Model):
    """A table under the clauses; its first column names the rows."""

    columns: list[str]
    rows: list[list[str]]


class CoursePaper(Model):
    """A document. ``about`` says what it is, from whom to whom; ``beside`` is shown next to it.

    With ``fold``, it waits under a line of these words.
    """

    id: str
    title: str
    about: str
    clauses: list[PaperClause] = []
    table: PaperTable | None = None
    beside: str = ""
    fold: str = ""


class PaperFile(Model):
    documents: list[CoursePaper]


def read_documents(root: Path) -> dict[str, CoursePaper]:
    """Read ``documents.yaml``; a course may do without one.

    Raises
    ------
    ContentError
        When the file cannot be read, or one sentence for each fault in it.
    """
    if not (root / FILE).exists():
        return {}
    return {one.id: one for one in read(root / FILE, PaperFile, FILE, _faults).documents}


def _faults(file: PaperFile, place: str) -> list[str]:
    ids = [one.id for one in file.documents]
    found = twice(place, "document", ids)
    for one in file.documents:
        here = f"{place}: document {one.id}"
        found += [] if ID.match(one.id) else [bad_id(place, "document", one.id)]
        found += unknown(here, "document beside it", [one.beside] if one.beside else [], ids)
        if one.beside == one.id:
            found.append(f"{here}: it stands beside itself; name another.")
        if not one.clauses and one.table is None:
            found.append(f"{here}: it is empty; write clauses or a table.")
        if one.table:
            wide = len(one.table.columns)
            found += [
                f"{here}: row {number} has {len(row)} cells for {wide} columns; even them out."
                for number, row in enumerate(one.table.rows, 1)
                if len(row) != wide
            ]
    return found


def find_document(document_id: str, documents: dict[str, CoursePaper]) -> CoursePaper:
    """Return a document by its id; an unknown id is a sentence with the nearest ones."""
    if document_id not in documents:
        near = difflib.get_close_matches(str(document_id)[:80], documents, n=3, cutoff=0.3)
        names = ", ".join(near or list(documents)[:3])
        asked = str(document_id)[:80]
        raise ContentError([f"There is no document {asked!r}; the nearest are {names}."])
    return documents[document_id]
