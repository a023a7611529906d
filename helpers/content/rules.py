"""What a well-formed question and lesson must obey beyond their shape.

Each function returns sentences: place, fault, mend. An empty list is good news.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .model import (
    Course,
    Matching,
    Model,
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

ID = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
LIMITS = {
    "options": (2, 5),
    "items": (3, 10),
    "pairs": (3, 8),
    "groups": (2, 4),
    "owners": (2, 5),
    "reasons": (2, 5),
    "consult": (2, 5),
}


def same(text: str) -> str:
    """A text as a reader sees it: without case, invisible signs and kinds of space."""
    seen = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c for c in seen if unicodedata.category(c) != "Cf").split())


def repeated(values: Iterable[str]) -> list[str]:
    """Return the values that occur more than once to a reader's eye (see `same`)."""
    counts: dict[str, int] = {}
    found = []
    for value in values:
        key = same(value)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] == 2:
            found.append(value)
    return found


def question_problems(question: Question, place: str) -> list[str]:
    """Return one sentence for each fault of one question."""
    problems: list[str] = []

    def say(what: str, mend: str) -> None:
        problems.append(f"{place}: {what}; {mend}.")

    if not ID.match(question.id):
        say(f"the id {question.id!r} is not lower-case letters, digits, - and _", "rename it")
    if not 2 <= len(question.hints) <= 3:
        say(f"it has {len(question.hints)} hints", "give two or three hints")
    for name, (low, high) in LIMITS.items():
        found = getattr(question, name, None)
        if found is not None and not low <= len(found) <= high:
            say(f"it has {len(found)} {name}", f"give {low} to {high}")
    for name in ("options", "items", "pairs", "owners", "reasons", "consult"):
        entries: list[Model] = getattr(question, name, None) or []
        for text in repeated(e.text for e in entries):
            say(f"two {name} say {text!r}", "change or delete one")
        for text in repeated(e.feedback for e in entries):
            say(f"two {name} share the feedback {text[:40]!r}", "give each its own reason")
    _KEY_RULES[type(question)](question, say)
    return problems


def _key_single(question: SingleChoice, say) -> None:
    keys = sum(o.correct for o in question.options)
    if keys != 1:
        say(f"{keys} options are marked correct", "mark exactly one with 'correct: true'")


def _key_multiple(question: MultipleResponse, say) -> None:
    keys = sum(o.correct for o in question.options)
    if keys == 0 or keys == len(question.options):
        say(f"{keys} of {len(question.options)} options are correct", "have some right, some wrong")
    for option in question.options:
        if option.correct and not option.not_chosen.strip():
            say(f"the right option {option.text[:40]!r} has no 'not_chosen'", "say why it belongs")


def _key_true_false(question: TrueFalseReason, say) -> None:
    keys = sum(o.correct for o in question.options)
    if keys != 1:
        say(f"{keys} options are marked correct", "mark exactly one with 'correct: true'")
    if len({o.verdict for o in question.options}) != 2:
        say("all options give the same verdict", "offer both true and false")


def _key_sort(question: SortIntoGroups, say) -> None:
    known = [g.id for g in question.groups]
    for name in repeated(known):
        say(f"the group id {name!r} is used twice", "rename one")
    for label in repeated(g.label for g in question.groups):
        say(f"the group label {label!r} is used twice", "rename one")
    for item in question.items:
        if item.group not in known:
            say(
                f"item {item.text[:40]!r} names the unknown group {item.group!r}",
                f"use one of {', '.join(known)}",
            )
        _tempting(item, item.group, known, say)


def _key_matching(question: Matching, say) -> None:
    for text in repeated([p.match for p in question.pairs] + question.distractors):
        say(f"the match {text!r} stands twice", "change or delete one")
    offered = [p.match for p in question.pairs] + question.distractors
    for pair in question.pairs:
        _tempting(pair, pair.match, offered, say)


def _tempting(entry: SortItem | Pair, right: str, places: list[str], say) -> None:
    """A belief stands behind one wrong place; where there are several, the file says which."""
    here = f"{entry.text[:40]!r}"
    if entry.tempting and entry.misconception is None:
        say(f"{here} has a tempting place and no misconception", "give it the number")
    elif entry.tempting and (entry.tempting not in places or entry.tempting == right):
        wrong = ", ".join(place for place in places if place != right)
        say(f"the tempting place of {here} is {entry.tempting!r}", f"use one of {wrong}")
    elif entry.misconception is not None and not entry.tempting and len(places) > 2:
        say(f"{here} has a misconception and no tempting place", "name it as 'tempting'")


def _key_ordering(question: Ordering, say) -> None:
    """The file's own order is the key; nothing more to check."""


def _key_numeric(question: Numeric, say) -> None:
    if question.tolerance < 0:
        say(f"the tolerance is {question.tolerance}", "make it zero or more")
    values = [miss.value for miss in question.near_misses]
    if len(set(values)) != len(values):
        say("two near misses have the same value", "delete one")
    for value in values:
        if abs(value - question.answer) <= question.tolerance:
            say(f"the near miss {value} lies within the tolerance of the answer", "change it")


def _key_scenario(question: Scenario, say) -> None:
    accepted = sum(o.accepted for o in question.owners)
    if accepted == 0:
        say("no owner is accepted", "mark one with 'accepted: true'")
    if accepted == len(question.owners):
        say("every owner is accepted", "leave at least one that is wrong")
    if question.certainty == "ambiguous" and accepted < 2:
        say("it is ambiguous but accepts one owner", "accept two or call it clear")
    if question.certainty == "clear" and accepted > 1:
        say(f"it is clear but accepts {accepted} owners", "accept one or call it ambiguous")
    keys = sum(o.correct for o in question.reasons)
    if keys != 1:
        say(f"{keys} reasons are marked correct", "mark exactly one")
    asked = sum(o.correct for o in question.consult)
    if asked == 0 or asked == len(question.consult):
        say(f"{asked} of {len(question.consult)} consulted roles are right", "have some of each")


_KEY_RULES = {
    SingleChoice: _key_single,
    MultipleResponse: _key_multiple,
    TrueFalseReason: _key_true_false,
    SortIntoGroups: _key_sort,
    Matching: _key_matching,
    Ordering: _key_ordering,
    Numeric: _key_numeric,
    Scenario: _key_scenario,
}


def course_problems(course: Course, place: str) -> list[str]:
    """Return faults of the course's own lists: odd or repeated ids, unknown lessons."""
    problems: list[str] = []
    lessons = [entry.id for entry in course.lessons]
    areas = [area.id for area in course.areas]
    for what, ids in (("lesson", lessons), ("area", areas)):
        problems += [bad_id(place, what, i) for i in ids if not ID.match(i)]
        problems += [
            f"{place}: {what} {i}: the id is used twice; rename one." for i in repeated(ids)
        ]
    problems += [
        f"{place}: lesson {i}: the id begins with a number; give it to the notebook's name alone."
        for i in lessons
        if i[0:1].isdigit()
    ]
    for entry in course.lessons:
        if not re.fullmatch(r"[0-9]{2}_" + re.escape(entry.id), entry.notebook):
            problems.append(
                f"{place}: lesson {entry.id}: the notebook {entry.notebook!r} is not two digits, "
                f"_ and the id; write something like 07_{entry.id}."
            )
    for name in ("diagnostic", "final_test"):
        problems += unknown(f"{place}: {name}", "lesson", [getattr(course, name)], lessons)
    for area in course.areas:
        problems += unknown(f"{place}: area {area.id}", "lesson", area.lessons, lessons)
    return problems


def entries_of(question: Question) -> list[Model]:
    """Every answerable entry of a question that may carry feedback and a misconception."""
    found: list[Model] = []
    for name in ("options", "items", "pairs", "owners", "reasons", "consult", "near_misses"):
        found += getattr(question, name, None) or []
    return [e for e in found if hasattr(e, "misconception")]


def bad_id(place: str, what: str, name: str) -> str:
    """Say that an id is no plain word."""
    shape = "lower-case letters, digits, - and _"
    return f"{place}: {what} {name!r}: the id is not {shape}; rename it."


def unknown(place: str, what: str, used: Iterable, known: Iterable | None) -> list[str]:
    """One sentence for each use of what is not known; none where nothing can be known (None)."""
    if known is None:
        return []
    known = list(known)
    return [
        f"{place}: unknown {what} {value!r}; define it or correct the id."
        for value in used
        if value not in known
    ]
