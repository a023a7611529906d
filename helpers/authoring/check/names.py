"""How people and groups are named: no two letters for anybody, and who was measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .course import AuthoredCourse
from .notebook_page import source
from .policy import ABBREVIATION_LESSON
from .texts import Said, all_texts

_SPOKEN_OF = re.compile(r"(letters|shorten(s|ed)? to|abbreviation:?|stands? for)\W+(\w+\W+)?P[M]\b")
_TWO_LETTERS = re.compile(r"\bP\.?M\.?s?\b(?![-'/]?\d)")
MEASURED_BY = re.compile(r"O\\?\*NET|\bBLS\b|Bureau of Labor", re.I)
_NO_FIGURE = re.compile(
    r"\b\d\d-\d{4}(\.\d\d)?\b|\b(19|20)\d\d\b|\b(release|O\\?\*NET) \d+\.\d+"
    r"|(?<=\d)-\d\d\b|\b0\.5\b"
)
_QUOTED = re.compile(r"[\"\u201c][^\"\u201d]*[\"\u201d]")
_BARE = re.compile(r"\bproduct managers\b|(?<!IT )\bproject managers\b", re.I)


def used_for_a_person(text: str) -> list[str]:
    """The lines of a text that use the two letters, but for those that speak of the letters."""
    return [
        line.strip()[:100]
        for line in text.split("\n")
        if _TWO_LETTERS.search(_SPOKEN_OF.sub("", line)) and len(line.split()) > 1
    ]


def misnamed_groups(text: str) -> list[str]:
    """Sentences that give O*NET or BLS figures and name the roles as those who were measured.

    A sentence counts when it names the source and holds a number that is no code, year or release,
    and speaks of "product managers", or of "project managers" without "IT" before it. Words in
    quotation marks are somebody else's and are left out.
    """
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n|\n(?=[-|#>])", text):
        own = _QUOTED.sub("", " ".join(sentence.split()))
        if (
            MEASURED_BY.search(own)
            and re.search(r"\d", _NO_FIGURE.sub("", own))
            and _BARE.search(own)
        ):
            found.append(own[:160])
    return found


def _written(course: AuthoredCourse) -> Iterator[Said]:
    """The texts of the data, and the Markdown of the notebooks."""
    yield from all_texts(course)
    for page in course.pages:
        for number, cell in enumerate(page.cells, 1):
            if cell["cell_type"] == "markdown":
                yield Said(f"notebooks/{page.name}: cell {number}", source(cell))


def the_two_letters_stand_for_nobody(course: AuthoredCourse) -> list[str]:
    """Outside the lesson on the abbreviation, the two roles are spelled out."""
    return [
        f"{place}: spell out product manager or project manager in {line[:60]!r}."
        for place, text in _written(course)
        if ABBREVIATION_LESSON not in place
        for line in used_for_a_person(text)
    ]


def measured_groups_are_named(course: AuthoredCourse) -> list[str]:
    """Figures of O*NET and BLS name the occupation that was measured, not one of the two roles."""
    return [
        f"{place}: name the group that was measured in {sentence[:60]!r}."
        for place, text in _written(course)
        for sentence in misnamed_groups(text)
    ]


RULES = (the_two_letters_stand_for_nobody, measured_groups_are_named)
