"""What the course promises about its questions: whose call is it, and which neighbour is this."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.questions import Matching, Question, Scenario, SortIntoGroups

from .bank_coverage import article, is_whole
from .bank_wording import is_right, normal
from .course import AuthoredCourse
from .policy import AMBIGUOUS, CALLS, CALLS_LESSON, CALLS_OF_ITS_LESSON, NEIGHBOURS


def calls_enough(course: AuthoredCourse) -> list[str]:
    """The course asks `CALLS` scenarios, its lesson enough, and `AMBIGUOUS` are open."""
    if not is_whole(course):
        return []
    calls = [a for a in course.bank if isinstance(a.question, Scenario)]
    own = [a for a in calls if a.lesson == CALLS_LESSON]
    vague = [a for a in calls if getattr(a.question, "certainty", "") == "ambiguous"]
    return [
        f"questions: {where} {len(found)} scenarios{kind}; write {least} or more."
        for where, found, kind, least in (
            ("the course has", calls, "", CALLS),
            (f"{CALLS_LESSON} has", own, "", CALLS_OF_ITS_LESSON),
            ("the course has", vague, " that are ambiguous", AMBIGUOUS),
        )
        if len(found) < least
    ]


def neighbours_are_answers(course: AuthoredCourse) -> list[str]:
    """The lesson on the neighbours has each as a right answer."""
    if not is_whole(course):
        return []
    bank = [a for a in article(course) if a.lesson == CALLS_LESSON]
    answers = {normal(text) for asked in bank for text in _right_texts(asked.question)}
    return [
        f"questions/{CALLS_LESSON}.yaml: {role} is nowhere a right answer; ask for this neighbour."
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
        yield from (e.text for e in question.entries() if is_right(e))


RULES = (calls_enough, neighbours_are_answers)
