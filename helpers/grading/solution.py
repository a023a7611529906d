"""The full answer of a question: what "Show answer" tells, and the response that earns it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from helpers.content.model import (
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


class Line(Struct, frozen=True):
    """One line of the full answer: a mark in words, the entry in plain text, the reason."""

    mark: str
    about: str
    reason: str


def choices(question: Matching) -> list[str]:
    """Everything a prompt of a matching question can be matched with, in print order."""
    return sorted([pair.match for pair in question.pairs] + question.distractors, key=str.casefold)


def key_of(question: Question) -> Any:
    """The response that earns the full score, shaped as `helpers.grading.grade` says."""
    match question:
        case SingleChoice() | TrueFalseReason():
            return next(i for i, o in enumerate(question.options) if o.correct)
        case MultipleResponse():
            return [i for i, o in enumerate(question.options) if o.correct]
        case SortIntoGroups():
            return [item.group for item in question.items]
        case Matching():
            offered = choices(question)
            return [offered.index(pair.match) for pair in question.pairs]
        case Ordering():
            return list(range(len(question.items)))
        case Numeric():
            return f"{question.answer:.12g}"
        case Scenario():
            return {
                "owner": next(i for i, o in enumerate(question.owners) if o.accepted),
                "reason": next(i for i, o in enumerate(question.reasons) if o.correct),
                "consult": [i for i, o in enumerate(question.consult) if o.correct],
            }
    raise TypeError(f"no answer is defined for {type(question).__name__}; add a case.")


def solution(question: Question) -> list[Line]:
    """The reason for every option, item or number of a question."""
    match question:
        case SingleChoice() | MultipleResponse():
            return [_option(o) for o in question.options]
        case TrueFalseReason():
            return [
                Line("Right" if o.correct else "Wrong", verdict_text(o), o.feedback)
                for o in question.options
            ]
        case SortIntoGroups():
            label = {g.id: g.label for g in question.groups}
            return [Line(label[i.group], i.text, i.feedback) for i in question.items]
        case Matching():
            return [Line(p.match, p.text, p.feedback) for p in question.pairs]
        case Ordering():
            return [Line(str(n), i.text, i.feedback) for n, i in enumerate(question.items, 1)]
        case Numeric():
            answer = f"{question.answer:,.10g} {question.unit}"
            misses = [
                Line("Wrong", f"{m.value:,.10g} {question.unit}", m.feedback)
                for m in question.near_misses
            ]
            return [Line("Right", answer, question.feedback), *misses]
        case Scenario():
            owners = [
                Line("Decides" if o.accepted else "Does not decide", o.text, o.feedback)
                for o in question.owners
            ]
            asked = [
                Line("Ask first" if o.correct else "No need to ask first", o.text, o.feedback)
                for o in question.consult
            ]
            return owners + [_option(o) for o in question.reasons] + asked
    raise TypeError(f"no answer is defined for {type(question).__name__}; add a case.")


def verdict_text(option) -> str:
    """A true/false option in words."""
    return f"{'True' if option.verdict else 'False'}, because {option.text}"


def _option(option) -> Line:
    return Line("Right" if option.correct else "Wrong", option.text, option.feedback)
