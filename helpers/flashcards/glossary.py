"""Searching the glossary: pure, and never without an answer."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence

from helpers.content.model import Term

LONGEST = 80
NEAR = 3


def fold(text: str) -> str:
    """Lower case, without accents, one space between words."""
    flat = unicodedata.normalize("NFKD", str(text)).casefold()
    flat = "".join(char for char in flat if not unicodedata.combining(char))
    return " ".join(flat.replace("\u2019", "'").split())


def in_order(terms: Sequence[Term]) -> list[Term]:
    """The terms from A to Z."""
    return sorted(terms, key=lambda term: fold(term.term))


def search(terms: Sequence[Term], wanted: str) -> list[Term]:
    """Return the terms whose name, abbreviation or definition holds what is wanted.

    A name or abbreviation that is just that comes first, then names that begin with it, then
    names that hold it, then definitions. An empty search finds every term.
    """
    key = fold(wanted[:LONGEST])
    ranked = [(_rank(term, key), term) for term in in_order(terms)]
    return [term for rank in range(4) for found, term in ranked if found == rank]


def _rank(term: Term, key: str) -> int | None:
    names = [fold(term.term), *(fold(part) for part in term.abbreviation.split(" / ") if part)]
    if key in names:
        return 0
    if any(name.startswith(key) for name in names):
        return 1
    if any(key in name for name in names):
        return 2
    return 3 if key in fold(term.definition) else None


def near(terms: Sequence[Term], wanted: str) -> list[Term]:
    """Return the terms whose name, one of its words or its abbreviation is spelled most alike."""
    key = fold(wanted[:LONGEST])

    def likeness(term: Term) -> float:
        name = fold(term.term)
        forms = [name, *name.split(), fold(term.abbreviation)]
        return max(difflib.SequenceMatcher(None, key, form).ratio() for form in forms if form)

    return sorted(in_order(terms), key=likeness, reverse=True)[:NEAR]


def nothing(terms: Sequence[Term], wanted: str) -> str:
    """The sentence for a search without a hit."""
    asked = " ".join(str(wanted)[:LONGEST].split())
    names = ", ".join(term.term for term in near(terms, wanted))
    return f"Nothing found for “{asked}”; the terms spelled most alike are {names}."
