"""Whose call is it? The response is ``{"owner": place, "reason": place, "consult": [places]}``.

Owner, reason and the people asked first count a third each. On an ambiguous scenario the stated
condition decides: with the right condition, an accepted owner earns both thirds; without it, half
of one. Consulted roles are marked as a multiple response.
"""

from __future__ import annotations

import random
from functools import cached_property
from typing import Any, ClassVar, Literal

from helpers.questions.base import Option, Question, Say, Told, one_key, question_type, stub
from helpers.questions.outcome import NOT_ANSWERED, Remark, Result, judged
from helpers.questions.parts import ChooseMany, ChooseOne, Draw

from .single_choice import choices_of


class Owner(Told, kw_only=True):
    """Somebody who might hold the decision; several may be ``accepted``, each by its ``row``."""

    accepted: bool = False
    row: str = ""


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
    example: ClassVar = stub(__file__)

    @cached_property
    def parts(self) -> tuple[ChooseOne, ChooseOne, ChooseMany]:
        return (
            ChooseOne(
                name="owner",
                label="Who decides?",
                choices=tuple(o.choice(worth=float(o.accepted)) for o in self.owners),
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
        one_key(self.reasons, "reasons", say)
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
