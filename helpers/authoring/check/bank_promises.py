"""What the course promises about its questions: whose call is it, and which neighbour is this."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.content.model import Matching, Question, Scenario, SortIntoGroups

from .bank_coverage import Course
from .bank_wording import entries_of, is_right, normal

CALLS = 14  # scenarios of the lessons on the article
CALLS_OF_ITS_LESSON = 10  # of these, in the lesson on whose call it is
AMBIGUOUS = 4  # scenarios that hang on a fact which the case leaves out
CALLS_LESSON = "where_the_roles_overlap"
NEIGHBOURS = (
    "Product Owner",
    "Scrum Master",
    "Program manager",
    "Technical program manager",
    "Product marketing manager",
    "Delivery manager",
    "Engineering manager",
)


def calls_enough(course: Course) -> list[str]:
    """The lessons on the article ask `CALLS` scenarios, and `AMBIGUOUS` of them are open."""
    if not course.whole:
        return []
    calls = [a for a in course.article if isinstance(a.question, Scenario)]
    own = [a for a in calls if a.lesson == CALLS_LESSON]
    vague = [a for a in calls if a.question.certainty == "ambiguous"]
    return [
        f"{where} {len(found)} scenarios{kind}; write {least} or more."
        for where, found, kind, least in (
            ("the lessons on the article have", calls, "", CALLS),
            (f"{CALLS_LESSON} has", own, "", CALLS_OF_ITS_LESSON),
            ("the lessons on the article have", vague, " that are ambiguous", AMBIGUOUS),
        )
        if len(found) < least
    ]


def neighbours_are_answers(course: Course) -> list[str]:
    """The lesson on the neighbours has each as a right answer."""
    if not course.whole:
        return []
    bank = [a for a in course.article if a.lesson == CALLS_LESSON]
    answers = {normal(text) for asked in bank for text in _right_texts(asked.question)}
    return [
        f"{CALLS_LESSON}: {role} is nowhere a right answer; ask for this neighbour."
        for role in NEIGHBOURS
        if normal(role) not in answers
    ]


def _right_texts(question: Question) -> Iterator[str]:
    """What somebody picks who is right."""
    if isinstance(question, Matching):
        yield from (pair.match for pair in question.pairs)
    elif isinstance(question, SortIntoGroups):
        used = {item.group for item in question.items}
        yield from (group.label for group in question.groups if group.id in used)
    else:
        yield from (e.text for e in entries_of(question) if is_right(e))
