"""The glossary: its terms, what they refer to, and the deck that is made of them."""

from __future__ import annotations

import re

from helpers.content import ContentError
from helpers.content.library import reading_from
from helpers.content.rules import repeated, same
from helpers.flashcards.family import core_terms

from .course import AuthoredCourse

PLACE = "glossary.yaml"


def terms_differ(course: AuthoredCourse) -> list[str]:
    """No term, abbreviation, definition or example stands twice."""
    found = []
    names = [t.term for t in course.terms]
    names += [t.abbreviation for t in course.terms if same(t.abbreviation) not in map(same, names)]
    for what, texts in (
        ("term or abbreviation", [name for name in names if name]),
        ("definition", [t.definition for t in course.terms]),
        ("example", [t.example for t in course.terms]),
    ):
        found += [
            f"{PLACE}: the {what} {text[:40]!r} stands twice; change one."
            for text in repeated(texts)
        ]
    return found


def relations_lead_on(course: AuthoredCourse) -> list[str]:
    """A term is not related to itself, nor twice to another."""
    found = []
    for term in course.terms:
        own = {same(term.term), same(term.abbreviation)}
        for name in term.related:
            if same(name) in own:
                found.append(f"{PLACE}: term {term.term}: it is related to itself; take it out.")
        found += [
            f"{PLACE}: term {term.term}: it is related to {name!r} twice; take one out."
            for name in repeated(term.related)
        ]
    return found


def the_deck_has_its_families(course: AuthoredCourse) -> list[str]:
    """The terms of the deck are those of the table of families, and no term has two cards."""
    if PLACE in course.lost or not any(term.core50 for term in course.terms):
        return []
    twice = [
        f"{PLACE}: term {term.term}: core50 and work10 would give it two cards; take one out."
        for term in course.terms
        if term.core50 and term.work10
    ]
    try:
        with reading_from(course.root, anew=False):
            core_terms()
    except ContentError as error:
        return twice + [problem for problem in error.problems if problem not in course.unread]
    return twice


_NAME = re.compile(r"(?<![.?!] )(?<!^)\b(?:[A-Z]/[A-Z]|[A-Z][\w-]+)")
_NO_TERMS = {"VeloLink", "PM", "CV", "AI", "TODO"}


def methods_in_objectives_are_terms(course: AuthoredCourse) -> list[str]:
    """A method or measure that an objective calls by its name (Kanban, RICE) has an entry."""
    if PLACE in course.lost or not course.terms:
        return []
    known = {word for t in course.terms for word in _NAME.findall(f"a {t.term}, {t.abbreviation}")}
    return [
        f"lessons/{lesson.id}.yaml: objective {objective.id}: {PLACE} has no term with "
        f"{word!r}; write its entry."
        for lesson in course.lessons.values()
        for objective in lesson.objectives
        for word in _NAME.findall(objective.text)
        if word not in known | _NO_TERMS
    ]


RULES = (
    terms_differ,
    relations_lead_on,
    the_deck_has_its_families,
    methods_in_objectives_are_terms,
)
