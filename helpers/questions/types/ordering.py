"""Steps in their order. The response lists their places, first to last: 2 x pairs in order - 1."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations
from typing import Any, ClassVar

from helpers.questions.base import Entry, Question, Say, question_type
from helpers.questions.outcome import NOT_ANSWERED, Result, share
from helpers.questions.parts import Choice, Order


class OrderItem(Entry, kw_only=True):
    """One step; the file lists the steps in their right order."""

    feedback: str
    misconception: int | None = None


@question_type
class Ordering(Question, tag="ordering"):
    items: list[OrderItem]

    sizes: ClassVar = {"items": (3, 10)}
    key_is_file_order: ClassVar = True
    instruction: ClassVar = "Give each step its place."
    example: ClassVar = """\
stem: TODO In which order?
items:
- id: a
  text: TODO The first step
  feedback: TODO Why it comes first.
- id: b
  text: TODO The second step
  feedback: TODO What it needs before it.
- id: c
  text: TODO The last step
  feedback: TODO Why it comes last.
"""

    @cached_property
    def parts(self) -> tuple[Order]:
        items = (Choice(i.key, i.text, i.feedback, belief=i.misconception) for i in self.items)
        return (Order(choices=tuple(items)),)

    def key_faults(self, say: Say) -> None:
        """The file's own order is the key; nothing more to check."""

    def grade(self, response: Any, tries: int = 1) -> Result:
        if not self.complete(response):
            return NOT_ANSWERED("Give every step its own place, then check.")
        pairs = list(combinations(response, 2))
        score = 2 * sum(a < b for a, b in pairs) / len(pairs) - 1
        wrong = [self.items[i] for place, i in enumerate(response) if place != i]
        return share(len(self.items), wrong, "steps are in their place", score)
