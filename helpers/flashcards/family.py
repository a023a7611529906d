"""The families of the fifty terms, as the course's own table gives them, and ten more."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.content import ContentError, load_figure, load_glossary
from helpers.content.model import Term

TABLE = "term_families"
WORK = "Project work"


@dataclass(frozen=True)
class TermPlace:
    """Where a term stands: its family, and the terms that its drills must not offer beside it."""

    family: str
    also_fits: frozenset[str]
    example: bool


def places() -> dict[str, TermPlace]:
    """Return the place of each of the fifty terms, in the order of the table.

    In the column ``also_fits`` stand the terms, apart from each other by ``;``, whose meaning or
    example fits this term too. A ``*`` there means that too many do for a question by example.
    """
    rows = load_figure(TABLE).rows
    found = {}
    for row in rows:
        names = [name.strip() for name in row["also_fits"].split(";") if name.strip()]
        named = frozenset(name for name in names if name != "*")
        found[row["term"]] = TermPlace(row["family"], named, "*" not in names)
    return found


def core_terms() -> list[Term]:
    """Return the terms of the deck in the order of the table of families.

    Raises
    ------
    ContentError
        If the table and the glossary do not name the same terms.
    """
    known = {term.term: term for term in load_glossary()}
    core = {name for name, term in known.items() if term.core50}
    table = places()
    place = f"figures/{TABLE}.csv"
    problems = [
        f"{place}: {name}: the glossary has no such term in the deck; correct it."
        for name in table
        if name not in core
    ]
    problems += [
        f"{place}: {name}: the term of the deck has no family; add a row."
        for name in sorted(core - set(table))
    ]
    problems += [
        f"{place}: {name}: unknown term {other!r} in also_fits; correct it."
        for name, found in table.items()
        for other in sorted(found.also_fits - set(known))
    ]
    if problems:
        raise ContentError(problems)
    return [known[name] for name in table]


def families() -> dict[str, list[Term]]:
    """Return the terms of each family, by its title."""
    found: dict[str, list[Term]] = {}
    table = places()
    for term in core_terms():
        found.setdefault(table[term.term].family, []).append(term)
    return found


def groups_of_the_deck() -> dict[str, list[Term]]:
    """Return what the deck holds: the families of the fifty, then ten words of project work."""
    return families() | {WORK: [term for term in load_glossary() if term.work10]}
