"""Whose call is it? The response is ``{"owner": place, "reason": place, "consult": [places]}``.

Owner, reason and the people asked first count a third each. On an ambiguous scenario the stated
condition decides: with the right condition, an accepted owner earns both thirds; without it, half
of one. Consulted roles are marked as a multiple response.
"""

from __future__ import annotations

import random
from functools import cached_property
from typing import Any, ClassVar, Literal

from helpers.questions.base import Entry, Option, Question, Say, question_type
from helpers.questions.outcome import NOT_ANSWERED, Remark, Result, judged
from helpers.questions.parts import Choice, ChooseMany, ChooseOne, Draw

from .single_choice import choices_of


class Owner(Entry, kw_only=True):
    """Somebody who might hold the decision; several may be ``accepted``."""

    feedback: str
    accepted: bool = False
    misconception: int | None = None


@question_type
class Scenario(Question, tag="scenario"):
    """Owner, the condition or reason it hangs on, and who is asked first.

    On an ``ambiguous`` scenario several owners are accepted, and the stated condition carries
    the marks.
    """

    certainty: Literal["clear", "ambiguous"]
    owners: list[Owner]
    reasons: list[Option]
    consult: list[Option]

    sizes: ClassVar = {"owners": (2, 5), "reasons": (2, 5), "consult": (2, 5)}
    instruction: ClassVar = "Who decides, why, and who is asked first?"
    example: ClassVar = """\
stimulus: TODO A decision at VeloLink (invented).
stem: TODO Whose call is it?
certainty: clear
owners:
- id: a
  text: TODO Who decides
  accepted: true
  feedback: TODO Why the decision is theirs.
- id: b
  text: TODO Somebody else
  feedback: TODO Why it is not theirs.
reasons:
- id: a
  text: TODO The reason it hangs on
  correct: true
  feedback: TODO Why this decides.
- id: b
  text: TODO Another reason
  feedback: TODO Why this does not decide.
consult:
- id: a
  text: TODO Who is asked first
  correct: true
  feedback: TODO What they know.
  not_chosen: TODO What is lost without them.
- id: b
  text: TODO Who is not
  feedback: TODO Why there is no need to ask them first.
"""

    @cached_property
    def parts(self) -> tuple[ChooseOne, ChooseOne, ChooseMany]:
        owners = tuple(
            Choice(o.key, o.text, o.feedback, float(o.accepted), belief=o.misconception)
            for o in self.owners
        )
        return (
            ChooseOne(
                name="owner",
                label="Who decides?",
                choices=owners,
                marks=("Decides", "Does not decide"),
            ),
            ChooseOne(name="reason", label="Why?", choices=choices_of(self.reasons)),
            ChooseMany(
                name="consult",
                label="Who is asked first?",
                choices=choices_of(self.consult),
                marks=("Ask first", "No need to ask first"),
            ),
        )

    def deciding(self) -> list[Any]:
        return [self.certainty, *super().deciding()]

    def key_faults(self, say: Say) -> None:
        accepted = sum(o.accepted for o in self.owners)
        if accepted == 0:
            say("no owner is accepted", "mark one with 'accepted: true'")
        if accepted == len(self.owners):
            say("every owner is accepted", "leave at least one that is wrong")
        if self.certainty == "ambiguous" and accepted < 2:
            say("it is ambiguous but accepts one owner", "accept two or call it clear")
        if self.certainty == "clear" and accepted > 1:
            say(f"it is clear but accepts {accepted} owners", "accept one or call it ambiguous")
        keys = sum(o.correct for o in self.reasons)
        if keys != 1:
            say(f"{keys} reasons are marked correct", "mark exactly one")
        asked = sum(o.correct for o in self.consult)
        if asked in (0, len(self.consult)):
            say(f"{asked} of {len(self.consult)} consulted roles are right", "have some of each")

    def grade(self, response: Any, tries: int = 1) -> Result:
        if not self.complete(response):
            return NOT_ANSWERED("Choose who decides, why, and who is asked first; then check.")
        owner, reason = self.owners[response["owner"]], self.reasons[response["reason"]]
        consult, asked = self.parts[2], response["consult"]
        owner_score = float(owner.accepted)
        if self.certainty == "ambiguous" and not reason.correct:
            owner_score /= 2
        chosen = [owner, reason, *(self.consult[i] for i in sorted(asked))]
        remarks = [Remark(entry.feedback, entry.text) for entry in chosen]
        if tries > 1:
            missed = consult.missed(asked)
            remarks += [Remark(f"Ask this one too. {c.missed}", c.text) for c in missed]
        scores = (owner_score, float(reason.correct), max(0.0, consult.share(asked)))
        return judged(sum(scores) / 3, remarks)

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        """Wrong in the owner, more often than not, or in the reason."""
        part = self.parts[0] if dice.random() < 0.6 else self.parts[1]
        return self.key | {part.name: draw(part.choices, part.right)}
