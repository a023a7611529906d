"""Every option that fits. The response lists their places: (right - wrong) / number of keys."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from helpers.questions.base import Option, Question, Say, question_type, stub
from helpers.questions.outcome import NOT_ANSWERED, Remark, Result, judged
from helpers.questions.parts import ChooseMany

from .single_choice import choices_of


@question_type
class MultipleResponse(Question, tag="multiple_response"):
    options: list[Option]

    sizes: ClassVar = {"options": (2, 5)}
    instruction: ClassVar = "Tick every option that fits."
    example: ClassVar = stub(__file__)

    @cached_property
    def parts(self) -> tuple[ChooseMany]:
        return (ChooseMany(choices=choices_of(self.options)),)

    def key_faults(self, say: Say) -> None:
        keys, size = sum(o.correct for o in self.options), len(self.options)
        if keys in (0, size):
            say(f"{keys} of {size} options are correct", "have some right, some wrong")
        for option in self.options:
            if option.correct and not option.not_chosen.strip():
                what = f"the right option {option.text[:40]!r} has no 'not_chosen'"
                say(what, "say why it belongs")

    def grade(self, response: Any, tries: int = 1) -> Result:
        if not self.complete(response):
            return NOT_ANSWERED("Tick every option that fits, then check.")
        (part,) = self.parts
        chosen = [self.options[i] for i in sorted(response)]
        remarks = [Remark(option.feedback, option.text) for option in chosen]
        missed = part.missed(response)
        if tries > 1:
            remarks += [Remark(f"This one belongs too. {c.missed}", c.text) for c in missed]
        elif missed:
            some = f"{len(missed)} more options belong"
            more = "One more option belongs" if len(missed) == 1 else some
            remarks.append(Remark(f"{more} to the answer."))
        return judged(part.share(response), remarks)
