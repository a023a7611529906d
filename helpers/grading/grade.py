"""One marking rule for each question type.

=================  ========================================  =================================
type               response                                  score
=================  ========================================  =================================
single_choice      index of the option                       1 or 0
multiple_response  list of option indices                    (right - wrong) / number of keys
true_false_reason  index of the option                       1; 0.5 for the right verdict alone
sort_into_groups   list of group ids, one per item           share of items in their group
matching           list of choice indices, one per pair      share of items with their match
ordering           list of item indices, first to last       2 x share of pairs in order - 1
numeric            what was typed                            1 or 0
scenario           {"owner": i, "reason": i, "consult": []}  a third each; see `_scenario`
=================  ========================================  =================================

Scores never fall below 0. From 0.5 an outcome is *partly*. A response that is
missing, incomplete or of another shape is *not attempted*.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

from helpers.content.model import (
    Matching,
    MultipleResponse,
    NearMiss,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SingleChoice,
    SortIntoGroups,
    TrueFalseReason,
)

from .numbers import parse_number
from .outcome import NOT_ANSWERED, Remark, Result, judged
from .solution import choices, verdict_text


def grade(question: Question, response: Any, tries: int = 1) -> Result:
    """Mark one response.

    Parameters
    ----------
    question : Question
        Any question of the course.
    response : object
        Shaped as the module's table says; anything else is *not attempted*.
    tries : int
        Which try this is. From the second one on, feedback also names what
        a multiple response missed.
    """
    return _RULES[type(question)](question, response, tries)


def next_hint(question: Question, used: int) -> str | None:
    """Return the hint after ``used`` hints, or None when there is none left."""
    return question.hints[used] if 0 <= used < len(question.hints) else None


def _is_index(value: Any, size: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < size


def _are_indices(value: Any, size: int) -> bool:
    return (
        isinstance(value, list | tuple)
        and all(_is_index(v, size) for v in value)
        and len(set(value)) == len(value)
    )


def _single(question: SingleChoice, response: Any, tries: int) -> Result:
    if not _is_index(response, len(question.options)):
        return NOT_ANSWERED("Choose one option, then check.")
    option = question.options[response]
    return judged(float(option.correct), [Remark(option.feedback, option.text)])


def _multiple(question: MultipleResponse, response: Any, tries: int) -> Result:
    options = question.options
    if not _are_indices(response, len(options)) or not response:
        return NOT_ANSWERED("Tick every option that fits, then check.")
    chosen = set(response)
    remarks = [Remark(options[i].feedback, options[i].text) for i in sorted(chosen)]
    missed = [o for i, o in enumerate(options) if o.correct and i not in chosen]
    if missed and tries > 1:
        remarks += [Remark(f"This one belongs too. {o.not_chosen}", o.text) for o in missed]
    elif missed:
        more = (
            "One more option belongs" if len(missed) == 1 else f"{len(missed)} more options belong"
        )
        remarks.append(Remark(f"{more} to the answer."))
    right = sum(options[i].correct for i in chosen)
    keys = sum(o.correct for o in options)
    return judged((right - (len(chosen) - right)) / keys, remarks)


def _true_false(question: TrueFalseReason, response: Any, tries: int) -> Result:
    if not _is_index(response, len(question.options)):
        return NOT_ANSWERED("Choose true or false with a reason, then check.")
    option = question.options[response]
    key = next(o for o in question.options if o.correct)
    score = 1.0 if option.correct else 0.5 if option.verdict == key.verdict else 0.0
    remarks = [Remark(option.feedback, verdict_text(option))]
    if score == 0.5:
        remarks.insert(0, Remark("The verdict is right, the reason is not."))
    return judged(score, remarks)


def _placed(
    question: Question, response: Any, allowed: Callable[[Any], bool], size: int, what: str
) -> Result | None:
    """Return the *not attempted* result for an incomplete placement, or None when all is placed."""
    if not isinstance(response, list | tuple) or len(response) != size:
        return NOT_ANSWERED(f"Place all {size} {what}, then check.")
    left = sum(not allowed(value) for value in response)
    if left:
        is_are = "is" if left == 1 else "are"
        return NOT_ANSWERED(f"{left} of {size} {what} {is_are} not placed yet.")
    return None


def _sort(question: SortIntoGroups, response: Any, tries: int) -> Result:
    known = {g.id for g in question.groups}
    items = question.items
    if missing := _placed(
        question, response, lambda v: isinstance(v, str) and v in known, len(items), "items"
    ):
        return missing
    wrong = [item for item, group in zip(items, response, strict=True) if item.group != group]
    return _share(len(items) - len(wrong), len(items), wrong, "items are in their group")


def _matching(question: Matching, response: Any, tries: int) -> Result:
    pairs, offered = question.pairs, choices(question)
    if missing := _placed(
        question, response, lambda v: _is_index(v, len(offered)), len(pairs), "items"
    ):
        return missing
    wrong = [p for p, i in zip(pairs, response, strict=True) if offered[i] != p.match]
    return _share(len(pairs) - len(wrong), len(pairs), wrong, "items have their match")


def _share(right: int, size: int, wrong: list, what: str, score: float | None = None) -> Result:
    head = "All" if right == size else f"{right} of"
    remarks = [Remark(f"{head} {size} {what}.")]
    score = right / size if score is None else score
    return judged(score, remarks + [Remark(w.feedback, w.text) for w in wrong])


def _ordering(question: Ordering, response: Any, tries: int) -> Result:
    items = question.items
    if not _are_indices(response, len(items)) or len(response) != len(items):
        return NOT_ANSWERED("Give every step its own place, then check.")
    pairs = list(combinations(response, 2))
    share = sum(a < b for a, b in pairs) / len(pairs)
    wrong = [items[i] for place, i in enumerate(response) if place != i]
    return _share(
        len(items) - len(wrong), len(items), wrong, "steps are in their place", score=2 * share - 1
    )


def _numeric(question: Numeric, response: Any, tries: int) -> Result:
    if not isinstance(response, str) or not response.strip():
        return NOT_ANSWERED(f"Type a number in {question.unit}, then check.")
    readings = parse_number(response, question.unit)
    if not readings:
        return NOT_ANSWERED(
            f"That is not a number in {question.unit}; type digits such as 12.5 or 12,5."
        )
    slack = question.tolerance + 1e-9 * max(1.0, abs(question.answer))
    if any(abs(value - question.answer) <= slack for value in readings):
        return judged(1.0, [Remark(question.feedback)])
    if miss := near_miss(question, readings):
        return judged(0.0, [Remark(miss.feedback)])
    return judged(0.0, [Remark(question.otherwise, f"We read {readings[0]:g} {question.unit}.")])


def near_miss(question: Numeric, readings: tuple[float, ...]) -> NearMiss | None:
    """Return the known slip that a wrong number betrays, or None.

    Parameters
    ----------
    question : Numeric
        The question asked.
    readings : tuple of float
        What `parse_number` made of the response.
    """
    for miss in question.near_misses:
        near = max(question.tolerance, 1e-6 * max(1.0, abs(miss.value)))
        if any(abs(value - miss.value) <= near for value in readings):
            return miss
    return None


def _scenario(question: Scenario, response: Any, tries: int) -> Result:
    """Owner, reason and consulted roles count a third each.

    On an ambiguous scenario the stated condition decides: with the right
    condition, an accepted owner earns both thirds; without it, half of one.
    Consulted roles are marked as a multiple response.
    """
    parts = response if isinstance(response, dict) else {}
    owner, reason, consult = parts.get("owner"), parts.get("reason"), parts.get("consult")
    if not (
        _is_index(owner, len(question.owners))
        and _is_index(reason, len(question.reasons))
        and _are_indices(consult, len(question.consult))
        and consult
    ):
        return NOT_ANSWERED("Choose who decides, why, and who is asked first; then check.")
    who, why = question.owners[owner], question.reasons[reason]
    owner_score = float(who.accepted)
    if question.certainty == "ambiguous" and not why.correct:
        owner_score /= 2
    right = sum(question.consult[i].correct for i in consult)
    keys = sum(o.correct for o in question.consult)
    asked = max(0.0, (right - (len(consult) - right)) / keys)
    remarks = [Remark(who.feedback, who.text), Remark(why.feedback, why.text)]
    remarks += [
        Remark(question.consult[i].feedback, question.consult[i].text) for i in sorted(consult)
    ]
    if right < keys and tries > 1:
        remarks += [
            Remark(f"Ask this one too. {o.not_chosen}", o.text)
            for i, o in enumerate(question.consult)
            if o.correct and i not in consult
        ]
    return judged((owner_score + float(why.correct) + asked) / 3, remarks)


_RULES: dict[type, Callable[[Any, Any, int], Result]] = {
    SingleChoice: _single,
    MultipleResponse: _multiple,
    TrueFalseReason: _true_false,
    SortIntoGroups: _sort,
    Matching: _matching,
    Ordering: _ordering,
    Numeric: _numeric,
    Scenario: _scenario,
}
