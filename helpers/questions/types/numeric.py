"""A number. The response is what was typed: 1 within the tolerance, else 0."""

from __future__ import annotations

import random
from functools import cached_property, partial
from typing import Any, ClassVar

from helpers.questions.base import Model, Question, Say, question_type, stub
from helpers.questions.numbers import parse_number
from helpers.questions.outcome import NOT_ANSWERED, Remark, Result, judged
from helpers.questions.parts import Choice, Draw, Number, Slip, SolutionLine


class NearMiss(Model):
    """A wrong number that betrays a known slip, with the reason."""

    value: float
    feedback: str
    misconception: int | None = None


@question_type
class Numeric(Question, tag="numeric"):
    """``tolerance`` is absolute, in ``unit``. ``feedback`` explains the right number,
    ``otherwise`` answers a wrong number that no near miss explains."""

    answer: float
    tolerance: float
    unit: str
    feedback: str
    otherwise: str
    near_misses: list[NearMiss]

    example: ClassVar = stub(__file__)

    @property
    def instruction(self) -> str:
        return f"Type a number ({self.unit})."

    @cached_property
    def parts(self) -> tuple[Number]:
        return (
            Number(
                label=f"Your number in {self.unit}",
                choices=tuple(
                    Choice(f"{m.value:.12g}", self.shown(m), m.feedback, belief=m.misconception)
                    for m in self.near_misses
                ),
                answer=self.answer,
                tolerance=self.tolerance,
                unit=self.unit,
                read=partial(parse_number, unit=self.unit),
            ),
        )

    def shown(self, entry: NearMiss) -> str:
        return f"{entry.value:g} {self.unit}"

    def key_faults(self, say: Say) -> None:
        if self.tolerance < 0:
            say(f"the tolerance is {self.tolerance}", "make it zero or more")
        values = [miss.value for miss in self.near_misses]
        if len(set(values)) != len(values):
            say("two near misses have the same value", "delete one")
        for value in values:
            if abs(value - self.answer) <= self.tolerance:
                say(f"the near miss {value} lies within the tolerance of the answer", "change it")

    def near_miss(self, response: str) -> NearMiss | None:
        """The known slip that a wrong number betrays, or None."""
        for miss in self.near_misses:
            slack = max(self.tolerance, 1e-6 * max(1.0, abs(miss.value)))
            if self.parts[0].near(response, miss.value, slack):
                return miss
        return None

    def grade(self, response: Any, tries: int = 1) -> Result:
        (part,) = self.parts
        if not isinstance(response, str) or not response.strip():
            return NOT_ANSWERED(f"Type a number in {self.unit}, then check.")
        if not self.complete(response):
            what = f"That is not a number in {self.unit}; type digits such as 12.5 or 12,5."
            return NOT_ANSWERED(what)
        if part.right(response):
            return judged(1.0, [Remark(self.feedback)])
        if miss := self.near_miss(response):
            return judged(0.0, [Remark(miss.feedback)])
        read = f"We read {part.read(response)[0]:g} {self.unit}."
        return judged(0.0, [Remark(self.otherwise, read)])

    def slips(self, response: Any) -> list[Slip]:
        found = super().slips(response)
        miss = self.near_miss(response) if found else None
        return [Slip(self.shown(miss), miss.misconception)] if miss else found

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        if self.near_misses and dice.random() < 0.8:
            return f"{dice.choice(self.near_misses).value:.12g}"
        return super().miss(dice, draw)

    def solution(self) -> list[SolutionLine]:
        numbers = [("Right", self.answer, self.feedback)]
        numbers += [("Wrong", miss.value, miss.feedback) for miss in self.near_misses]
        return [SolutionLine(mark, f"{n:,.10g} {self.unit}", why) for mark, n, why in numbers]
