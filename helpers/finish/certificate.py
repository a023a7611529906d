"""The certificate: a page to print with what was mastered. It has no pass mark.

It is written once the final test is answered, whatever the result, and lists the objectives of
which every question is mastered. The first lesson is left out: it is the start and teaches no goal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from helpers.document import bullets, group, heading, para, printable, strong
from helpers.record.names import belongs, in_a_file_name

LONGEST = 80
NO_TEACHER = (
    "This page records a self-check. It is not an accredited certificate and not an examination: "
    "nobody watched, the key stands open in the course's files, and a question may be tried again "
    "until it is right."
)
MASTERED = (
    "An objective is mastered when the last answer to each of its questions was right and not "
    "copied from the answer shown."
)
_STYLE = Path(__file__).with_suffix(".css")


class Mastery(NamedTuple):
    """One lesson on the certificate: its title, the objectives mastered, and how many it has."""

    lesson: str
    objectives: list[str]
    all: int


def clean_name(name: object) -> str:
    """A name as it may stand on paper: one line without control signs, at most `LONGEST` long."""
    text = unicodedata.normalize("NFC", str(name))
    seen = "".join(
        c if unicodedata.category(c)[0] not in "CZ" or belongs(text, place) else " "
        for place, c in enumerate(text)
    )
    return " ".join(seen.split())[:LONGEST].strip()


def file_name(name: str) -> str:
    """The name of a certificate's file: the words of the learner's name, in its own script."""
    return f"certificate-{in_a_file_name(name).lower() or 'learner'}.html"


def in_words(day: date) -> str:
    """A date that no country misreads, such as 5 January 2026."""
    return f"{day.day} {day:%B} {day.year}"


def certificate_html(
    course: str, name: str, day: date, lessons: Sequence[Mastery], right: int, asked: int
) -> str:
    """Return the certificate as a whole page for A4.

    Parameters
    ----------
    course : str
        The course's title.
    name : str
        The learner's, as `clean_name` returns it.
    day : date
    lessons : sequence of Mastery
    right, asked : int
        Questions of the final test: right at the first answer, and asked.
    """
    mastered = sum(len(lesson.objectives) for lesson in lessons)
    whole = sum(lesson.all for lesson in lessons)
    name_of_page = f"{course} A self-check" if course.endswith("?") else f"{course}: a self-check"
    return printable(
        f"{course} {name}",
        heading(name_of_page, 1),
        para(name, css="name"),
        f"has worked through the final test of this course: {right} of {asked} questions right "
        f"at the first answer. Of {whole} objectives, {mastered} "
        f"{'is' if mastered == 1 else 'are'} mastered.",
        in_words(day),
        *(
            group(heading(lesson.lesson), bullets(lesson.objectives), tag="section")
            for lesson in lessons
            if lesson.objectives
        ),
        group(MASTERED, strong(NO_TEACHER), css="limits"),
        style="\n" + _STYLE.read_text("utf-8"),
    )
