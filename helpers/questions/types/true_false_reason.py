"""True or false, with the reason. The response is an option's place: 1, or 0.5 for the verdict."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from helpers.questions.base import Question, Say, Told, one_key, question_type, stub
from helpers.questions.outcome import NOT_ANSWERED, Remark, Result, judged
from helpers.questions.parts import ChooseOne


class Reason(Told, kw_only=True):
    """A verdict with its reason, shown as "True, because ..." or "False, because ..."."""

    verdict: bool
    correct: bool = False

    @property
    def words(self) -> str:
        """The verdict and the reason."""
        return f"{'True' if self.verdict else 'False'}, because {self.text}"


@question_type
class TrueFalseReason(Question, tag="true_false_reason"):
    options: list[Reason]

    sizes: ClassVar = {"options": (2, 5)}
    instruction: ClassVar = "True or false, and why?"
    example: ClassVar = stub(__file__)

    @cached_property
    def parts(self) -> tuple[ChooseOne]:
        worths = (o.choice(worth=self._worth(o))._replace(text=o.words) for o in self.options)
        return (ChooseOne(choices=tuple(worths)),)

    def _worth(self, option: Reason) -> float:
        verdicts = [o.verdict for o in self.options if o.correct]
        return 1.0 if option.correct else 0.5 if option.verdict in verdicts else 0.0

    def shown(self, entry: Reason) -> str:
        return entry.words

    def key_faults(self, say: Say) -> None:
        one_key(self.options, "options", say)
        if len({o.verdict for o in self.options}) != 2:
            say("all options give the same verdict", "offer both true and false")

    def grade(self, response: Any, tries: int = 1) -> Result:
        if not self.complete(response):
            return NOT_ANSWERED("Choose true or false with a reason, then check.")
        option = self.options[response]
        score = self._worth(option)
        half = [Remark("The verdict is right, the reason is not.")] if score == 0.5 else []
        return judged(score, [*half, Remark(option.feedback, option.words)])
