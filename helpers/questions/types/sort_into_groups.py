"""Each item into its group. The response lists group ids: the share of items in their group."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from helpers.questions.base import (
    Entry,
    Model,
    Question,
    Say,
    question_type,
    repeated,
    tempting_fault,
)
from helpers.questions.outcome import NOT_ANSWERED, Result, share
from helpers.questions.parts import Choice, Match


class Group(Model):
    """A named basket."""

    id: str
    label: str


class SortItem(Entry, kw_only=True):
    """A thing to place in one ``group`` (an id of the question's groups).

    ``tempting`` is the one wrong group that stands for the misconception.
    """

    group: str
    feedback: str
    misconception: int | None = None
    tempting: str = ""


@question_type
class SortIntoGroups(Question, tag="sort_into_groups"):
    groups: list[Group]
    items: list[SortItem]

    sizes: ClassVar = {"items": (3, 10), "groups": (2, 4)}
    instruction: ClassVar = "Put each item into its group."
    example: ClassVar = """\
stem: TODO Where does each thing belong?
groups:
- {id: here, label: Here}
- {id: there, label: There}
items:
- id: a
  text: TODO The first thing
  group: here
  feedback: TODO Why it belongs here.
- id: b
  text: TODO The second thing
  group: there
  feedback: TODO Why it belongs there.
- id: c
  text: TODO The third thing
  group: there
  feedback: TODO Why it belongs there and not here.
"""

    @cached_property
    def parts(self) -> tuple[Match]:
        targets = tuple(Choice(group.id, group.label) for group in self.groups)
        items = tuple(
            Choice(
                i.key,
                i.text,
                i.feedback,
                place=i.group,
                belief=i.misconception,
                tempting=i.tempting,
            )
            for i in self.items
        )
        return (Match(choices=items, targets=targets, grouped=True),)

    def key_faults(self, say: Say) -> None:
        known = [g.id for g in self.groups]
        for name in repeated(known):
            say(f"the group id {name!r} is used twice", "rename one")
        for label in repeated(g.label for g in self.groups):
            say(f"the group label {label!r} is used twice", "rename one")
        for item in self.items:
            if item.group not in known:
                what = f"item {item.text[:40]!r} names the unknown group {item.group!r}"
                say(what, f"use one of {', '.join(known)}")
            tempting_fault(item, item.group, known, say)

    def grade(self, response: Any, tries: int = 1) -> Result:
        (part,) = self.parts
        if not self.complete(response):
            return NOT_ANSWERED(part.missing(response, "items"))
        wrong = [item for item, _ in part.wrong(response)]
        return share(len(self.items), wrong, "items are in their group")
