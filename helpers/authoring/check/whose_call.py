"""Whose call is it: the table of decision rights answers, and each such question names its row."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from helpers.questions import (
    Matching,
    MultipleResponse,
    Question,
    Scenario,
    SingleChoice,
    SortIntoGroups,
    TrueFalseReason,
)

from .bank_coverage import is_whole
from .bank_wording import place
from .course import Asked, AuthoredCourse
from .notebook_page import TODO

TABLE = "decision_rights"
_DECIDE_MOST = ("product_manager", "project_manager", "sponsor")
_FAIR_SHARE = 0.2  # of the scenarios in which a role can be chosen
OUTSIDE = "outside"  # what a question names for its row if the table has none for its decision
_ASKS = re.compile(
    r"\bwhose (call|decision|say|word|hands?)\b|\blast (word|say)\b|\bdecisions? to the\b"
    r"|\bwho\b[^.?!]{0,40}?\b(decides?|settles?|approves?|picks?|promises?|commits?|owns|answers?"
    r"|explain|say yes|says yes|may|has to|handles?|names the)\b",
    re.I,
)
_CLAIMS = re.compile(r"\b(decides?|(?:call|decision) (?:is|to make)|last (?:word|say))\b", re.I)


class _Call(NamedTuple):
    """One decision in a question: its row, and who is named by the key and by all the rest."""

    what: str
    row: str
    right: str
    wrong: tuple[str, ...] = ()


def keys_follow_the_table(course: AuthoredCourse) -> list[str]:
    """Who decides by the key of a question is who has the A in the row that it names."""
    owners = owners_by_row(course)
    roles = _Roles(course)
    found = []
    for asked in course.bank:
        for call in _calls(asked.question, roles):
            if not call.row or call.row == OUTSIDE or TODO.search(call.row):
                continue
            where = f"{place(asked)}{call.what}"
            if call.row not in owners:
                known = f"use one of {', '.join(owners)}, or {OUTSIDE}"
                found.append(
                    f"{where}: its row {call.row!r} is not in figures/{TABLE}.csv; {known}."
                )
                continue
            owner = owners[call.row]
            said = f"by the row {call.row!r} the {owner.replace('_', ' ')} decides"
            if call.right and owner not in roles.named(call.right):
                mend = "mend the key, the row, or the name"
                found.append(f"{where}: {said}, and the key says {call.right[:50]!r}; {mend}.")
            found += [
                f"{where}: {said}, and {text[:50]!r} is marked wrong; mend the key or the row."
                for text in call.wrong
                if owner in roles.named(text)
            ]
    return found


def calls_name_their_row(course: AuthoredCourse) -> list[str]:
    """A question on whose call it is names a row, or says that the table has none for it."""
    if TABLE not in course.figures:
        return []
    roles = _Roles(course)
    return [
        f"{place(asked)}{call.what}: it asks whose call this is and names no row of "
        f"figures/{TABLE}.csv; add 'row:', or 'row: {OUTSIDE}' if the table has none for it."
        for asked in course.bank
        if _asks_whose_call(asked, roles)
        for call in _calls(asked.question, roles)
        if not call.row
    ]


def rows_are_asked(course: AuthoredCourse) -> list[str]:
    """Some question asks each row of the table."""
    if not is_whole(course):
        return []
    roles = _Roles(course)
    asked = {call.row for one in course.bank for call in _calls(one.question, roles)}
    return [
        f"figures/{TABLE}: no question asks row {row!r}; ask one that names it."
        for row in owners_by_row(course)
        if row not in asked
    ]


def nobody_is_always_wrong(course: AuthoredCourse) -> list[str]:
    """Each of the three who decide most is right in a fifth of the scenarios that offer them.

    Else "it's never his call" is a rule by which one can guess, and a lesson that nobody meant.
    """
    if TABLE not in course.figures or not is_whole(course):
        return []
    roles = _Roles(course)
    offered: dict[str, list[bool]] = {role: [] for role in _DECIDE_MOST}
    for _, question in course.bank:
        if isinstance(question, Scenario):
            for owner in question.owners:
                for role in set(roles.named(owner.text)[:1]) & set(offered):
                    offered[role].append(owner.accepted)
    return [
        f"questions: the {role.replace('_', ' ')} is right in {sum(found)} of the {len(found)} "
        f"scenarios that offer it; make {math.ceil(len(found) * _FAIR_SHARE)} its call."
        for role, found in offered.items()
        if sum(found) < len(found) * _FAIR_SHARE
    ]


class _Roles:
    """Who is named in a text: the roles of the table, by their names or by people's names."""

    def __init__(self, course: AuthoredCourse):
        words = {role.replace("_", " "): role for role in _columns(course)}
        for person in course.course.people if course.course else ():
            for phrase, role in tuple(words.items()):
                if phrase in person.role:
                    words[person.name] = role
        self._words = {word.casefold(): role for word, role in words.items()}
        self._known = re.compile(rf"\b({'|'.join(map(re.escape, self._words))})\b", re.I)

    def named(self, text: str) -> list[str]:
        """The roles in the order in which a text names them."""
        return [self._words[hit[0].casefold()] for hit in self._known.finditer(text)]


def _columns(course: AuthoredCourse) -> list[str]:
    """The roles of the table."""
    return list(course.figures[TABLE].rows[0])[2:] if TABLE in course.figures else []


def owners_by_row(course: AuthoredCourse) -> dict[str, str]:
    """Who has the A, by row."""
    rows = course.figures[TABLE].rows if TABLE in course.figures else []
    roles = _columns(course)
    return {row["id"]: role for row in rows for role in roles if row[role].startswith("A")}


def _calls(question: Question, roles: _Roles) -> Iterator[_Call]:
    """The decisions that a question hands to somebody.

    A sentence to be judged true or false hands its decision to whom it names first.
    """
    if isinstance(question, Scenario):
        wrong = tuple(owner.text for owner in question.owners if not owner.accepted)
        for owner in question.owners:
            if owner.accepted:
                yield _Call("", owner.row or question.row, owner.text, wrong)
    elif isinstance(question, SortIntoGroups):
        labels = {group.id: group.label for group in question.groups}
        for item in question.items:
            wrong = tuple(label for name, label in labels.items() if name != item.group)
            what = f": item {item.text[:40]!r}"
            yield _Call(what, item.row or question.row, labels[item.group], wrong)
    elif isinstance(question, Matching):
        for pair in question.pairs:
            yield _Call(f": pair {pair.text[:40]!r}", pair.row or question.row, pair.match)
    elif isinstance(question, TrueFalseReason):
        (first, *_) = *roles.named(question.stem), ""
        claimed = first.replace("_", " ")
        if any(option.verdict for option in question.options if option.correct):
            yield _Call("", question.row, claimed or question.stem)
        else:
            yield _Call("", question.row, "", (claimed,))
    elif isinstance(question, SingleChoice | MultipleResponse):
        right = [option.text for option in question.options if option.correct]
        yield _Call("", question.row, " / ".join(right))


def _asks_whose_call(asked: Asked, roles: _Roles) -> bool:
    """Whether the form of a question says that it asks for the one who decides."""
    question = asked.question
    if isinstance(question, Scenario):
        return True
    if isinstance(question, TrueFalseReason):
        return bool(_CLAIMS.search(question.stem) and roles.named(question.stem))
    if isinstance(question, SortIntoGroups):
        offered = [group.label for group in question.groups]
    elif isinstance(question, Matching):
        offered = [pair.match for pair in question.pairs]
    else:
        offered = [entry.text for entry in question.entries() if hasattr(entry, "correct")]
    people = sum(bool(roles.named(" ".join(text.split()[:5]))) for text in offered)
    return people > 1 and 2 * people >= len(offered) and bool(_ASKS.search(question.stem))


RULES = (keys_follow_the_table, calls_name_their_row, rows_are_asked, nobody_is_always_wrong)
