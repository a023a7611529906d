"""Each item into its group. The response lists group ids: the share of items in their group."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from helpers.questions.base import (
    Model,
    Question,
    Say,
    Told,
    question_type,
    repeated,
    stub,
    tempting_fault,
)
from helpers.questions.outcome import NOT_ANSWERED, Result, share
from helpers.questions.parts import Choice, Match


class Group(Model):
    """A named basket."""

    id: str
    label: str


class SortItem(Told, kw_only=True):
    """A thing to place in one ``group`` (an id of the question's groups).

    ``tempting`` is the one wrong group that stands for the misconception. ``row`` is the row of
    decision rights, where it is sorted by who decides.
    """

    group: str
    tempting: str = ""
    row: str = ""


@question_type
class SortIntoGroups(Question, tag="sort_into_groups"):
    groups: list[Group]
    items: list[SortItem]

    sizes: ClassVar = {"items": (3, 10), "groups": (2, 4)}
    instruction: ClassVar = "Put each item into its group."
    example: ClassVar = stub(__file__)

    @cached_property
    def parts(self) -> tuple[Match]:
        targets = tuple(Choice(group.id, group.label) for group in self.groups)
        items = tuple(i.choice(place=i.group, tempting=i.tempting) for i in self.items)
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
