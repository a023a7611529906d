"""The course's questions as interaction activities of xAPI, for the export of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from helpers.content import ContentError, load_questions, question_version, to_text
from helpers.content.model import (
    Course,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SingleChoice,
    SortIntoGroups,
    TrueFalseReason,
)
from helpers.grading import choices, grade, parse_number
from helpers.grading.solution import verdict_text
from helpers.record import LANGUAGE, Attempt, Interaction

SCENARIO = {"owner": "Who decides?", "reason": "Why?", "consult": "Who is asked first?"}


def describer(course: Course) -> Callable[[Attempt], Interaction | None]:
    """Return what tells `helpers.record.to_xapi` about an attempt's question.

    It knows the questions of the course in their present version; a lesson whose data cannot be
    read adds none.
    """
    known: dict[tuple[str, str], tuple[Question, dict[str, Any]]] = {}
    for entry in course.lessons:
        try:
            for question in load_questions(entry.id):
                known[question.id, question_version(question)] = question, definition(question)
        except ContentError:
            continue

    def describe(attempt: Attempt) -> Interaction | None:
        if (attempt.question, attempt.version) not in known:
            return None
        question, defined = known[attempt.question, attempt.version]
        return Interaction(defined, response_to(question, attempt.response))

    return describe


def definition(question: Question) -> dict[str, Any]:
    """Return the text of a question, its kind of interaction and its components.

    Components are numbered from 0 in the order of the course's files, as responses are.
    """
    match question:
        case SingleChoice() | MultipleResponse():
            more = {
                "interactionType": "choice",
                "choices": _parts(o.text for o in question.options),
            }
        case TrueFalseReason():
            texts = map(verdict_text, question.options)
            more = {"interactionType": "choice", "choices": _parts(texts)}
        case Ordering():
            texts = (item.text for item in question.items)
            more = {"interactionType": "sequencing", "choices": _parts(texts)}
        case SortIntoGroups():
            groups = [_part(group.id, group.label) for group in question.groups]
            more = _matching(_parts(item.text for item in question.items), groups)
        case Matching():
            prompts = _parts(pair.text for pair in question.pairs)
            more = _matching(prompts, _parts(choices(question)))
        case Numeric():
            more = {"interactionType": "numeric"}
        case Scenario():
            asked = {
                "owner": question.owners,
                "reason": question.reasons,
                "consult": question.consult,
            }
            offered = [
                part
                for key, options in asked.items()
                for part in _parts((option.text for option in options), f"{key}-")
            ]
            more = _matching([_part(key, text) for key, text in SCENARIO.items()], offered)
        case _:
            raise TypeError(f"no interaction is defined for {type(question).__name__}; add a case.")
    text = " ".join(to_text(part) for part in (question.stimulus, question.stem) if part)
    return {"description": {LANGUAGE: text}, **more}


def response_to(question: Question, response: Any) -> str | None:
    """Return a response in the format of its interaction; None if it does not fit the question."""
    if grade(question, response).outcome == "not_attempted":
        return None
    match question:
        case MultipleResponse() | Ordering():
            return "[,]".join(map(str, response))
        case SortIntoGroups() | Matching():
            return _pairs(enumerate(response))
        case Numeric():
            return f"{parse_number(response, question.unit)[0]:.12g}"
        case Scenario():
            asked = [("consult", number) for number in response["consult"]]
            given = [(key, response[key]) for key in ("owner", "reason")] + asked
            return _pairs((key, f"{key}-{number}") for key, number in given)
    return str(response)


def _matching(source: list[dict[str, Any]], target: list[dict[str, Any]]) -> dict[str, Any]:
    return {"interactionType": "matching", "source": source, "target": target}


def _part(key: str, text: str) -> dict[str, Any]:
    return {"id": key, "description": {LANGUAGE: to_text(text)}}


def _parts(texts: Iterable[str], before: str = "") -> list[dict[str, Any]]:
    return [_part(f"{before}{number}", text) for number, text in enumerate(texts)]


def _pairs(pairs: Iterable[tuple[Any, Any]]) -> str:
    return "[,]".join(f"{source}[.]{target}" for source, target in pairs)
