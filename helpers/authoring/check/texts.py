"""All that authors write in ``lessons_data``, text by text, and what no text may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from helpers.document import to_text
from helpers.questions import Question

from .course import AuthoredCourse
from .notebook_page import TODO

IDS = {
    "abbreviation",
    "id",
    "area",
    "chart",
    "dimension",
    "family",
    "grade",
    "group",
    "item",
    "kind",
    "lesson",
    "notebook",
    "row",
    "section",
    "url",
    "verdict",
}
"""Fields that hold no running text."""


class Said(NamedTuple):
    """A text and where it stands."""

    place: str
    text: str


def texts_of(part: Any, place: str) -> Iterator[Said]:
    """Every running text in a struct, with its place: entries by their ids, or counted."""
    if isinstance(part, str):
        yield Said(place, part)
    elif isinstance(part, list | tuple):
        for number, entry in enumerate(part, 1):
            known = entry.get("id") if isinstance(entry, dict) else getattr(entry, "id", None)
            yield from texts_of(entry, f"{place.removesuffix('s')} {known or number}")
    elif isinstance(part, dict):
        for key, value in part.items():
            if key not in IDS:
                yield from texts_of(value, f"{place}: {key}")
    elif isinstance(part, msgspec.Struct):
        for name in part.__struct_fields__:
            if name not in IDS:
                yield from texts_of(getattr(part, name), f"{place}: {name}")


def all_texts(course: AuthoredCourse) -> Iterator[Said]:
    """Every running text of the course's files."""
    if course.course:
        yield from texts_of(course.course, "course.yaml")
    for lesson in course.lessons.values():
        yield from texts_of(lesson, f"lessons/{lesson.id}.yaml")
    for lesson_id, question in course.bank:
        yield from texts_of(question, f"questions/{lesson_id}.yaml: question {question.id}")
    for name, figure in course.figures.items():
        yield from texts_of(figure.info, f"figures/{name}.yaml")
    for lab, sheet in course.labs.items():
        yield from texts_of(sheet, f"labs/{lab}.yaml")
    for name, scene in course.scenes.items():
        yield from texts_of(scene, f"scenes.yaml: scene {name}")
    for claim in course.claims.values():
        yield from texts_of(claim, f"claims.yaml: claim {claim.id}")
    for term in course.terms:
        yield from texts_of(term, f"glossary.yaml: term {term.term}")
    for number, belief in course.beliefs.items():
        yield Said(f"misconceptions.yaml: misconception {number}", belief)
    for name in ("inventory", "own_case", "teaching"):
        if whole := getattr(course, name):
            yield from texts_of(whole, f"{name}.yaml")


# ---------------------------------------------------------------- rules for one text

_SHOWN_RAW = re.compile(
    r"\]\([^)\s]*\)?"  # a link that is none here: to a file, a script, another scheme
    r"|</?[a-z]\w*[^<>]*>|&(?:[a-z]+|#\d+);|(?<!\*)\*\*(?!\*)|~~\w|^#{1,6}\s"
)
_TWICE = re.compile(r"\b([a-z]{2,})(?:[ \t]+|[ \t]*\n[ \t]*)\1\b", re.I)
_MAY_STAND_TWICE = {"that", "had", "do", "is", "in"}
_SPACED = re.compile(r"\w[ \t]+[,.;:!?](?=\s|$)")
_UNSPACED = re.compile(r"[a-z]{2}[.!?][A-Z][a-z]|[a-z],[a-zA-Z]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def slips_in(text: str) -> Iterator[str]:
    """Slips of the pen, each with its mend."""
    if hit := _INVISIBLE.search(text):
        yield f"an invisible sign (U+{ord(hit[0]):04X}) stands there; delete it"
    for hit in _TWICE.finditer(text):
        if hit[1].lower() not in _MAY_STAND_TWICE:
            yield f"{hit[0]!r} says a word twice; delete one"
    if hit := _SPACED.search(text):
        yield f"{hit[0]!r} has a space too many; delete it"
    if hit := _UNSPACED.search(text):
        yield f"{hit[0]!r} lacks a space; write it"
    for opening, closing in ("()", "[]", "\u201c\u201d"):
        if text.count(opening) != text.count(closing):
            yield f"{opening!r} and {closing!r} stand there unequally often; close or delete one"
    if text.count('"') % 2:
        yield "a quotation mark has no other; close or delete it"


def faults_of(text: str) -> Iterator[str]:
    """What is wrong with one text, with its mend."""
    if raw := _SHOWN_RAW.search(to_text(text)):
        yield f"{raw[0][:40]!r} is shown as it is written; write words, or a link to a web page"
    if "$" in text:
        yield "a dollar sign would begin a formula; write USD"
    if "\N{EM DASH}" in text:
        yield "an em-dash stands there; use a comma, a colon or two sentences"
    if text != text.strip() and text.strip():
        yield "it begins or ends with a space; delete it"
    yield from slips_in(text)


def texts_are_clean(course: AuthoredCourse) -> list[str]:
    """No text shows markup, or holds a sign that harms."""
    return [f"{place}: {fault}." for place, text in all_texts(course) for fault in faults_of(text)]


def nothing_is_left_to_do(course: AuthoredCourse) -> list[str]:
    """No text waits to be written; one sentence for each question or other entry."""
    waiting: dict[str, list[str]] = {}
    for place, text in all_texts(course):
        if TODO.search(text):
            file, entry, *deeper = place.split(": ", 2)
            waiting.setdefault(f"{file}: {entry}", []).extend(deeper)
    return [
        f"{place}: still to be written{': ' if parts else ''}{', '.join(parts)}; "
        "put your words for each TODO."
        for place, parts in waiting.items()
    ]


# ---------------------------------------------------------------- feedback on the right side

_PRAISE = re.compile(r"\W*(right|correct|exactly|well done|yes|true)\s*[.,:!]", re.I)
_BLAME = re.compile(r"\W*(wrong|incorrect|no|false|not quite|not right)\b[.,:!]", re.I)


def feedback_is_on_its_side(course: AuthoredCourse) -> list[str]:
    """No key is called wrong, and no wrong entry right."""
    found = []
    for lesson, question in course.bank:
        place = f"questions/{lesson}.yaml: question {question.id}"
        for entry, right in judged(question):
            fault = _BLAME if right else _PRAISE
            if fault.match(entry.feedback):
                found.append(
                    f"{place}: the {'right' if right else 'wrong'} {entry.text[:40]!r} is told "
                    f"{entry.feedback[:30]!r}; mark another one, or say it otherwise."
                )
    return found


def judged(question: Question) -> Iterator[tuple[Any, bool]]:
    """The entries that are right or wrong by themselves, with which they are."""
    for name in ("options", "owners", "reasons", "consult"):
        for entry in getattr(question, name, None) or ():
            yield entry, bool(getattr(entry, "correct", False) or getattr(entry, "accepted", False))


def questions_ask(course: AuthoredCourse) -> list[str]:
    """The question of the course, and of each lesson, ends with a question mark."""
    asked = {f"lessons/{lesson.id}.yaml": lesson.question for lesson in course.lessons.values()}
    if course.course:
        asked["course.yaml"] = course.course.question
    return [
        f"{place}: question: {text[-20:]!r} ends without a question mark; write one."
        for place, text in asked.items()
        if not text.rstrip().endswith("?")
    ]


RULES = (texts_are_clean, questions_ask, nothing_is_left_to_do, feedback_is_on_its_side)
