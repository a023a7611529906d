"""Every way in which one key of a question can be wrong by one slip of an author."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from helpers.questions import (
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

put = msgspec.structs.replace


def flips(question: Any) -> Iterator[Question]:
    """The question with one key moved, added, taken out or swapped; none for a number."""
    if isinstance(question, SingleChoice | TrueFalseReason):
        yield from _moved(question, "options", "correct")
    elif isinstance(question, MultipleResponse):
        yield from _toggled(question, "options")
    elif isinstance(question, Scenario):
        yield from _moved(question, "owners", "accepted")
        yield from _moved(question, "reasons", "correct")
        yield from _toggled(question, "consult")
    elif isinstance(question, SortIntoGroups):
        for at, item in enumerate(question.items):
            for group in question.groups:
                if group.id != item.group:
                    yield _with(question, "items", at, group=group.id)
    elif isinstance(question, Matching):
        pairs = question.pairs
        for at in range(len(pairs)):
            for other in range(at):
                swapped = _with(question, "pairs", at, match=pairs[other].match)
                yield _with(swapped, "pairs", other, match=pairs[at].match)
    elif isinstance(question, Ordering):
        items = question.items
        for at in range(len(items) - 1):
            order = [*items[:at], items[at + 1], items[at], *items[at + 2 :]]
            yield put(question, items=order)
    elif question.kind == "mark_up":
        verdicts = ["sound", *(flaw.id for flaw in question.flaws)]
        for at, clause in enumerate(question.clauses):
            for verdict in verdicts:
                if verdict != clause.fault:
                    yield _with(question, "clauses", at, fault=verdict)
    elif not isinstance(question, Numeric):
        raise TypeError(f"How the key of {question.kind} can be wrong is not known; say it here.")


def _with(question: Any, name: str, at: int, **keys: Any) -> Any:
    entries = [*getattr(question, name)]
    entries[at] = put(entries[at], **keys)
    return put(question, **{name: entries})


def _moved(question: Any, name: str, mark: str) -> Iterator[Question]:
    """One right entry loses its mark to a wrong one."""
    entries = getattr(question, name)
    for at, right in enumerate(entries):
        for to, wrong in enumerate(entries):
            if getattr(right, mark) and not getattr(wrong, mark):
                yield _with(_with(question, name, at, **{mark: False}), name, to, **{mark: True})


def _toggled(question: Any, name: str) -> Iterator[Question]:
    """One entry more is right, or one less."""
    for at, entry in enumerate(getattr(question, name)):
        yield _with(question, name, at, correct=not entry.correct)
