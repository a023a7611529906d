"""What a wrong response chose, in words, with the belief behind it where the course names one."""

from __future__ import annotations

from typing import Any, NamedTuple

from helpers.content.model import (
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Pair,
    Question,
    Scenario,
    SingleChoice,
    SortIntoGroups,
    SortItem,
    TrueFalseReason,
)
from helpers.grading import grade, near_miss
from helpers.grading.numbers import parse_number
from helpers.grading.solution import choices, verdict_text


class Slip(NamedTuple):
    """One wrong choice: what was chosen, and the number of the belief, or None."""

    text: str
    belief: int | None


def slips(question: Question, response: Any) -> list[Slip]:
    """Return the wrong choices in a response; none for one of another shape.

    Parameters
    ----------
    question : Question
        In the wording that was answered: the caller compares versions.
    response : object
        Shaped as `helpers.grading.grade` says.
    """
    if grade(question, response).outcome == "not_attempted":
        return []
    match question:
        case SingleChoice():
            chosen = [question.options[response]]
        case TrueFalseReason():
            option = question.options[response]
            return [] if option.correct else [Slip(verdict_text(option), option.misconception)]
        case MultipleResponse():
            chosen = [question.options[i] for i in response]
        case SortIntoGroups():
            labels = {group.id: group.label for group in question.groups}
            return [
                Slip(f"{item.text}: {labels[group]}", _belief(item, group))
                for item, group in zip(question.items, response, strict=True)
                if item.group != group
            ]
        case Matching():
            offered = choices(question)
            return [
                Slip(f"{pair.text}: {offered[i]}", _belief(pair, offered[i]))
                for pair, i in zip(question.pairs, response, strict=True)
                if offered[i] != pair.match
            ]
        case Ordering():
            return [
                Slip(f"{question.items[i].text} in place {place + 1}", None)
                for place, i in enumerate(response)
                if place != i
            ]
        case Numeric():
            return _number(question, response)
        case Scenario():
            owner = question.owners[response["owner"]]
            wrong = [] if owner.accepted else [Slip(owner.text, owner.misconception)]
            chosen = [question.reasons[response["reason"]]]
            chosen += [question.consult[i] for i in response["consult"]]
            return wrong + [Slip(o.text, o.misconception) for o in chosen if not o.correct]
    return [Slip(option.text, option.misconception) for option in chosen if not option.correct]


def _belief(entry: SortItem | Pair, place: str) -> int | None:
    """The belief behind a wrong place: that of the item or pair, if this place stands for it."""
    return entry.misconception if entry.tempting in ("", place) else None


def _number(question: Numeric, response: str) -> list[Slip]:
    if grade(question, response).outcome == "correct":
        return []
    readings = parse_number(response, question.unit)
    if miss := near_miss(question, readings):
        return [Slip(f"{miss.value:g} {question.unit}", miss.misconception)]
    return [Slip(f"{readings[0]:g} {question.unit}", None)]
