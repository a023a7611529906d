"""True or false, with the reason. The response is an option's place: 1, or 0.5 for the verdict."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from helpers.questions.base import Entry, Question, Say, one_key, question_type
from helpers.questions.outcome import NOT_ANSWERED, Remark, Result, judged
from helpers.questions.parts import Choice, ChooseOne


class Reason(Entry, kw_only=True):
    """A verdict with its reason, shown as "True, because ..." or "False, because ..."."""

    verdict: bool
    feedback: str
    correct: bool = False
    misconception: int | None = None

    @property
    def words(self) -> str:
        """The verdict and the reason."""
        return f"{'True' if self.verdict else 'False'}, because {self.text}"


@question_type
class TrueFalseReason(Question, tag="true_false_reason"):
    options: list[Reason]

    sizes: ClassVar = {"options": (2, 5)}
    instruction: ClassVar = "True or false, and why?"
    example: ClassVar = """\
stem: TODO A statement about the case.
options:
- id: a
  verdict: true
  text: TODO of the right reason
  correct: true
  feedback: TODO Why this is right.
- id: b
  verdict: true
  text: TODO of a wrong reason
  feedback: TODO Why this reason does not carry the verdict.
- id: c
  verdict: false
  text: TODO of a belief
  feedback: TODO The belief behind it, and why it is wrong.
"""

    @cached_property
    def parts(self) -> tuple[ChooseOne]:
        return (
            ChooseOne(
                choices=tuple(
                    Choice(o.key, o.words, o.feedback, self._worth(o), belief=o.misconception)
                    for o in self.options
                )
            ),
        )

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
