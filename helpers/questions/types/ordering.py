"""Steps in their order. The response lists their places, first to last: 2 x pairs in order - 1."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import Any, ClassVar

from helpers.questions.base import Question, Say, Told, question_type, stub
from helpers.questions.outcome import NOT_ANSWERED, Result, share
from helpers.questions.parts import Order


class OrderItem(Told, kw_only=True):
    """One step; the file lists the steps in their right order."""


@question_type
class Ordering(Question, tag="ordering"):
    items: list[OrderItem]

    sizes: ClassVar = {"items": (3, 10)}
    key_is_file_order: ClassVar = True
    instruction: ClassVar = "Give each step its place."
    example: ClassVar = stub(__file__)

    @cached_property
    def parts(self) -> tuple[Order]:
        return (Order(choices=tuple(item.choice() for item in self.items)),)

    def key_faults(self, say: Say) -> None:
        """The file's own order is the key; nothing more to check."""

    def grade(self, response: Any, tries: int = 1) -> Result:
        if not self.complete(response):
            return NOT_ANSWERED("Give every step its own place, then check.")
        pairs = list(combinations(response, 2))
        score = 2 * sum(a < b for a, b in pairs) / len(pairs) - 1
        wrong = [self.items[i] for place, i in enumerate(response) if place != i]
        return share(len(self.items), wrong, "steps are in their place", score)
