"""One option of several. The response is its place: 1 or 0."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from helpers.questions.base import Option, Question, Say, one_key, question_type, stub
from helpers.questions.outcome import NOT_ANSWERED, Remark, Result, judged
from helpers.questions.parts import Choice, ChooseOne


def choices_of(options: list[Option]) -> tuple[Choice, ...]:
    """Options as the choices of a part."""
    return tuple(o.choice(worth=float(o.correct), missed=o.not_chosen) for o in options)


@question_type
class SingleChoice(Question, tag="single_choice"):
    options: list[Option]

    sizes: ClassVar = {"options": (2, 5)}
    instruction: ClassVar = "Choose one option."
    example: ClassVar = stub(__file__)

    @cached_property
    def parts(self) -> tuple[ChooseOne]:
        return (ChooseOne(choices=choices_of(self.options)),)

    def key_faults(self, say: Say) -> None:
        one_key(self.options, "options", say)

    def grade(self, response: Any, tries: int = 1) -> Result:
        if not self.complete(response):
            return NOT_ANSWERED("Choose one option, then check.")
        option = self.options[response]
        return judged(float(option.correct), [Remark(option.feedback, option.text)])
