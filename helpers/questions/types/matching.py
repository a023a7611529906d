"""Each item with its match. The response lists places in `offered`: the share that is right."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from helpers.questions.base import (
    Entry,
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


class Pair(Told, kw_only=True):
    """A prompt and the one ``match`` that belongs to it.

    ``tempting`` is the one wrong match that stands for the misconception. ``row`` is the row of
    decision rights, where the match is who decides.
    """

    match: str
    tempting: str = ""
    row: str = ""


class Distractor(Entry, kw_only=True):
    """A match that belongs to no prompt."""


@question_type
class Matching(Question, tag="matching"):
    pairs: list[Pair]
    distractors: list[Distractor] = []

    one_namespace: ClassVar = True
    sizes: ClassVar = {"pairs": (3, 8)}
    instruction: ClassVar = "Find the match for each item."
    example: ClassVar = stub(__file__)

    @cached_property
    def offered(self) -> tuple[Choice, ...]:
        """Everything a prompt can be matched with, in the order of the alphabet.

        A match has the id of the pair that it belongs to.
        """
        found = [Choice(pair.key, pair.match) for pair in self.pairs]
        found += [Choice(one.key, one.text) for one in self.distractors]
        return tuple(sorted(found, key=lambda choice: choice.text.casefold()))

    @cached_property
    def parts(self) -> tuple[Match]:
        named = {choice.text: choice.id for choice in self.offered}
        pairs = (p.choice(place=p.key, tempting=named.get(p.tempting, "")) for p in self.pairs)
        return (Match(choices=tuple(pairs), targets=self.offered, salt=self.id),)

    def key_faults(self, say: Say) -> None:
        offered = [p.match for p in self.pairs] + [d.text for d in self.distractors]
        for text in repeated(offered):
            say(f"the match {text!r} stands twice", "change or delete one")
        for pair in self.pairs:
            tempting_fault(pair, pair.match, offered, say)

    def grade(self, response: Any, tries: int = 1) -> Result:
        (part,) = self.parts
        if not self.complete(response):
            return NOT_ANSWERED(part.missing(response, "items"))
        wrong = [pair for pair, _ in part.wrong(response)]
        return share(len(self.pairs), wrong, "items have their match")
