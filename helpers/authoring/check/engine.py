"""Asking every rule of every subject, with a line of progress for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from time import perf_counter

from helpers.content import course_root
from helpers.content.library import reading_from
from helpers.simulation.parameters import read_parameters
from helpers.velolink import read_case

from . import (
    bank_coverage,
    bank_cues,
    bank_forms,
    bank_promises,
    bank_wording,
    case_numbers,
    data,
    figures,
    game,
    glossary,
    labs,
    names,
    notebook_anatomy,
    notebook_calls,
    notebook_outputs,
    notebook_words,
    predictions,
    question_versions,
    second_keys,
    texts,
    whose_call,
)
from .course import AuthoredCourse, Bank, read_course
from .notebook_page import Advice, LessonPage, Page

Rule = Callable[[AuthoredCourse], list[str]]
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _over_bank(rule: Callable[[Bank], list[str]]) -> Rule:
    """A rule for a bank as a rule for a course."""

    @wraps(rule)
    def over(course: AuthoredCourse) -> list[str]:
        return rule(course.bank)

    return over


def _over_pages(rule: Callable[[Page], list[str]]) -> Rule:
    """A rule for a notebook as a rule for a course."""

    @wraps(rule)
    def over(course: AuthoredCourse) -> list[str]:
        return [sentence for page in course.pages for sentence in rule(page)]

    return over


def _over_lessons(rule: Callable[[LessonPage], list[str]]) -> Rule:
    """A rule for a lesson's notebook as a rule for a course."""

    @wraps(rule)
    def over(course: AuthoredCourse) -> list[str]:
        pages = [page for page in course.pages if isinstance(page, LessonPage)]
        return [sentence for page in pages for sentence in rule(page)]

    return over


def _once_whole(rule: Rule) -> Rule:
    """A rule that counts over the whole course waits until all of it can be read."""

    @wraps(rule)
    def over(course: AuthoredCourse) -> list[str]:
        return [] if course.lost else rule(course)

    return over


SUBJECTS: dict[str, tuple[Rule, ...]] = {
    "data": data.RULES,
    "figures": (*figures.RULES, *predictions.RULES),
    "labs": labs.RULES,
    "game": game.RULES,
    "glossary": glossary.RULES,
    "case": case_numbers.RULES,
    "texts": (*texts.RULES, *names.RULES),
    "questions": (
        *map(_over_bank, bank_wording.RULES),
        *question_versions.RULES,
        *second_keys.RULES,
    ),
    "rights": whose_call.RULES,
    "guessing": tuple(map(_over_bank, [*bank_cues.RULES, *bank_forms.RULES])),
    "coverage": tuple(map(_once_whole, (*bank_coverage.RULES, *bank_promises.RULES))),
    "notebooks": (
        *map(_over_pages, (*notebook_words.PAGE_RULES, *notebook_outputs.PAGE_RULES)),
        *map(_over_lessons, notebook_anatomy.LESSON_RULES),
        *map(_over_lessons, notebook_words.LESSON_RULES),
        *map(_over_lessons, notebook_calls.LESSON_RULES),
        *map(_over_lessons, notebook_outputs.LESSON_RULES),
    ),
}
"""The rules by subject, in the order in which they are asked."""


@dataclass
class Report:
    """What a check found: ``problems`` to mend, and ``advice``, with which a course may live."""

    problems: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)

    def add(self, sentences: Sequence[str]) -> None:
        """Sort sentences into problems and advice; each stands on one line, and once."""
        for sentence in sentences:
            listed = self.advice if isinstance(sentence, Advice) else self.problems
            line = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", sentence)
            if line not in listed:
                listed.append(line)


def check_course(
    root: Path | None = None,
    notebooks: Path | None = None,
    only: Sequence[str] = (),
    tell: Callable[[str], object] = lambda line: None,
) -> Report:
    """Hold a course against every rule.

    Parameters
    ----------
    root : Path, optional
        A ``lessons_data`` folder; the course's own if not given.
    notebooks : Path, optional
        Its notebooks; if not given, the folder ``notebooks`` beside ``root``, where there is one.
    only : sequence of str
        Keys of `SUBJECTS`; all if not given.
    tell : callable
        Takes a line of progress a subject.
    """
    root = Path(root) if root else course_root()
    beside = root.parent / "notebooks"
    folder = notebooks or (beside if beside.is_dir() else None)
    report = Report()
    began = perf_counter()
    read_case.cache_clear()
    read_parameters.cache_clear()
    with reading_from(root):
        course = read_course(root, folder)
    tell(f"read: {perf_counter() - began:.1f} s")
    for subject, rules in SUBJECTS.items():
        if only and subject not in only:
            continue
        began = perf_counter()
        before = len(report.problems)
        for rule in rules:
            report.add(_asked(rule, course))
        said = f"{len(report.problems) - before} to mend"
        tell(f"{subject}: {len(rules)} rules, {perf_counter() - began:.1f} s, {said}")
    return report


def _asked(rule: Rule, course: AuthoredCourse) -> list[str]:
    """What a rule says; a rule that stumbles over bad data says so in a sentence."""
    try:
        return rule(course)
    except Exception as error:
        name = getattr(rule, "__name__", "a rule")
        return [
            f"{name}: this rule could not judge the course ({type(error).__name__}: {error}); "
            "mend what is named above, and tell the maintainers if it stays."
        ]
