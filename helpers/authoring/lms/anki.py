"""Anki decks: the terms both ways, and the questions, each lesson a deck of its own.

Ids are made of the course's own, so a deck that is imported again brings notes up to date and
keeps what Anki knows of the learner.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from helpers.document import Piece, em, md, md_line, numbered, para, screen_html
from helpers.flashcards import groups_of_the_deck
from helpers.flashcards.term_cards import back, named
from helpers.questions import TYPES, Question
from helpers.quiz.session import PRINT_SEED, as_displayed, printed
from helpers.quiz.words import case, reasons

from .bank import TERMS, Chapter, picture_of, tags_of, with_pictures

NEAREST = dict.fromkeys(
    TYPES,
    "Anki asks and does not mark: a question of any type becomes a card, with what is offered on "
    "the front, the key and every reason on the back.",
)
"""For each type of question the sentence on what it becomes."""
ALSO = (
    "The cards of terms go both ways: meaning from term, term from meaning.",
    "Hints stand folded on the front.",
)
_OWN = "product-or-project"
_STYLE = """
.card { font: 18px/1.45 sans-serif; text-align: left; max-width: 42rem; margin: 1rem auto; }
.card img { max-width: 100%; height: auto; }
"""
_ANSWER = "{{FrontSide}}\n<hr id=answer>\n"
# Another list of fields needs another number: Anki knows a note type by it.
_TERM_TYPE, _QUESTION_TYPE = 1743261001, 1743261002


def number_of(name: str) -> int:
    """The id that Anki knows a deck by: the same for the same name."""
    return 1 << 30 | int.from_bytes(sha256(f"{_OWN}:{name}".encode()).digest()[:4], "big") >> 2


def write_decks(path: Path, chapters: Iterable[Chapter], course: str) -> int:
    """Write chapters as one package of decks; return the number of notes.

    Raises
    ------
    ModuleNotFoundError
        Without the package genanki.
    """
    import genanki

    kinds = _note_types(genanki)
    decks: list[Any] = []
    pictures: dict[str, str] = {}
    for chapter in chapters:
        name = chapter.title.lstrip("0123456789 ")
        deck = genanki.Deck(number_of(chapter.id), f"{course}::{name}")
        if chapter.id == TERMS:
            _add_terms(genanki, kinds[0], deck)
        else:
            for question in chapter.questions:
                tags = tags_of(question, chapter, "::")
                fields, files = _question_fields(question)
                pictures |= files
                deck.add_note(_note(genanki, kinds[1], question.id, fields, tags))
        decks.append(deck)
    with tempfile.TemporaryDirectory() as folder:
        media = [Path(folder, name) for name in pictures]
        for file, data in zip(media, pictures.values(), strict=True):
            file.write_bytes(base64.b64decode(data))
        genanki.Package(decks, media_files=list(map(str, media))).write_to_file(str(path))
    return sum(len(deck.notes) for deck in decks)


def _note_types(genanki: Any) -> tuple[Any, Any]:
    terms = genanki.Model(
        _TERM_TYPE,
        "Product or Project? term",
        fields=[{"name": name} for name in ("Term", "Meaning", "More")],
        templates=[
            {
                "name": "Meaning",
                "qfmt": "{{Term}}",
                "afmt": f"{_ANSWER}{{{{Meaning}}}}\n{{{{More}}}}",
            },
            {"name": "Term", "qfmt": "{{Meaning}}", "afmt": f"{_ANSWER}{{{{Term}}}}\n{{{{More}}}}"},
        ],
        css=_STYLE,
    )
    questions = genanki.Model(
        _QUESTION_TYPE,
        "Product or Project? question",
        fields=[{"name": name} for name in ("Id", "Question", "Hints", "Answer")],
        templates=[
            {
                "name": "Question",
                "qfmt": "{{Question}}\n{{hint:Hints}}",
                "afmt": "{{Question}}\n<hr id=answer>\n{{Answer}}",
            }
        ],
        css=_STYLE,
    )
    return terms, questions


def _note(genanki: Any, kind: Any, name: str, fields: list[str], tags: list[str]) -> Any:
    return genanki.Note(kind, fields, guid=genanki.guid_for(_OWN, name), tags=tags)


def _field(*blocks: Piece) -> str:
    """Blocks as a field; Anki reads commands in square brackets, and authors give none."""
    return screen_html(*blocks).replace("[", "&#91;")


def _add_terms(genanki: Any, kind: Any, deck: Any) -> None:
    for term in chain.from_iterable(groups_of_the_deck().values()):
        meaning, *more = back(term).blocks
        fields = [_field(named(term)), _field(meaning), _field(*more)]
        deck.add_note(_note(genanki, kind, f"term:{term.term}", fields, [f"family::{term.family}"]))


def _question_fields(question: Question) -> tuple[list[str], dict[str, str]]:
    offered: list[Piece] = []
    for heading, entries in printed(question):
        offered += [para(heading) if heading else None, numbered(entries, letters=True)]
    asked = [case(question), md(question.stem), para(em(question.instruction)), *offered]
    picture, files = with_pictures([picture_of(question)], f"{_OWN}-{question.chart}", "")
    solved = reasons(as_displayed(question, question.solution(), PRINT_SEED))
    hints = numbered(map(md_line, question.hints)) if question.hints else None
    fields = [question.id, picture + _field(*asked), _field(hints), _field(solved)]
    return fields, files
