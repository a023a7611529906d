"""The course's questions as interaction activities of xAPI, for the export of a record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from helpers.content import every_question
from helpers.content.model import Course
from helpers.document import to_text
from helpers.questions import Question, counts, response_of
from helpers.record import LANGUAGE, Attempt, Interaction


def describer(course: Course) -> Callable[[Attempt], Interaction | None]:
    """Return what tells `helpers.record.to_xapi` about an attempt's question.

    It knows the questions of the course and the answers to them that still count; a lesson whose
    data cannot be read adds none.
    """
    known = {q.id: (q, definition(q)) for _, q in every_question(course)}

    def describe(attempt: Attempt) -> Interaction | None:
        question, defined = known.get(attempt.question, (None, {}))
        if question is None or not counts(question, attempt.version):
            return None
        return Interaction(defined, question.said(response_of(question, attempt)))

    return describe


def definition(question: Question) -> dict[str, Any]:
    """Return the text of a question, its kind of interaction and its components by their ids."""
    kind, lists = question.interaction()
    text = " ".join(to_text(part) for part in (question.stimulus, question.stem) if part)
    components = {
        name: [{"id": key, "description": {LANGUAGE: to_text(words)}} for key, words in found]
        for name, found in lists.items()
    }
    return {"description": {LANGUAGE: text}, "interactionType": kind, **components}
