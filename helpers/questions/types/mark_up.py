"""A document to mark up. The response lists a verdict for each clause: a fault's id, or "sound".

Each faulty clause earns 1 where its fault is named and 1/4 where another is; a sound clause that
is marked costs 1. The sum is taken of all faulty clauses, and is never below 0.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from helpers.questions.base import (
    Model,
    Question,
    Say,
    Sheet,
    Told,
    question_type,
    repeated,
    stub,
    tempting_fault,
)
from helpers.questions.outcome import NOT_ANSWERED, Remark, Result, judged
from helpers.questions.parts import Choice, Verdicts

SOUND = "sound"
ELSE = 0.25
"""What a faulty clause earns where another fault is named."""
NAMED_BY = 5
"""First words of a long clause that its feedback begins with."""


class Flaw(Model):
    """What may be wrong with a clause."""

    id: str
    label: str


class Clause(Told, kw_only=True):
    """A numbered clause; ``fault`` is the id of one of the question's flaws, none if it is sound.

    ``tempting`` is the one wrong verdict that stands for the misconception.
    """

    fault: str = SOUND
    tempting: str = ""


@question_type
class MarkUp(Question, tag="mark_up"):
    """``title`` and ``about`` stand over the clauses; ``flaws`` are what may be wrong.

    ``unit`` is what a clause is called here: an advert has lines.
    """

    title: str
    about: str
    flaws: list[Flaw]
    clauses: list[Clause]
    unit: str = "clause"

    sizes: ClassVar = {"clauses": (4, 10), "flaws": (1, 4)}
    example: ClassVar = stub(__file__)

    @property
    def instruction(self) -> str:  # type: ignore[override]
        return f"Say of each {self.unit} whether it is fine, or what is wrong with it."

    @property
    def sheet(self) -> Sheet:
        return Sheet(self.title, self.about, [clause.text for clause in self.clauses])

    @cached_property
    def parts(self) -> tuple[Verdicts]:
        targets = [Choice(SOUND, "Fine as it stands")]
        targets += [Choice(fault.id, fault.label) for fault in self.flaws]
        choices = tuple(c.choice(place=c.fault, tempting=c.tempting) for c in self.clauses)
        return (Verdicts(choices=choices, targets=tuple(targets), grouped=True, unit=self.unit),)

    def key_faults(self, say: Say) -> None:
        known = [fault.id for fault in self.flaws]
        for name in repeated([SOUND, *known]):
            say(f"the fault id {name!r} is used twice", "rename one")
        for label in repeated(fault.label for fault in self.flaws):
            say(f"the fault label {label!r} is used twice", "rename one")
        used = {clause.fault for clause in self.clauses}
        for name in known:
            if name not in used:
                say(f"no clause has the fault {name!r}", "plant it, or delete it")
        if SOUND not in used:
            say("every clause is faulty", "leave at least one that is fine")
        for clause in self.clauses:
            if clause.fault not in (SOUND, *known):
                what = f"clause {clause.text[:40]!r} names the unknown fault {clause.fault!r}"
                say(what, f"use one of {', '.join(known)}")
            tempting_fault(clause, clause.fault, [SOUND, *known], say)

    def grade(self, response: Any, tries: int = 1) -> Result:
        (part,) = self.parts
        if not self.complete(response):
            return NOT_ANSWERED(f"Say of every {self.unit} whether it is fine, then check.")
        wrong = [choice for choice, _ in part.wrong(response)]
        faulty = [c.fault != SOUND for c in self.clauses]
        score = 0.0
        for clause, verdict in zip(self.clauses, response, strict=True):
            if clause.fault == SOUND:
                score -= verdict != SOUND
            elif verdict != SOUND:
                score += 1 if verdict == clause.fault else ELSE
        size, right = len(self.clauses), len(self.clauses) - len(wrong)
        head = Remark(
            f"{'All' if not wrong else f'{right} of'} {size} {self.unit}s are marked right."
        )
        named = {c.key: f"{n}. {_beginning(c.text)}" for n, c in enumerate(self.clauses, 1)}
        remarks = [Remark(choice.feedback, named[choice.id]) for choice in wrong]
        return judged(score / sum(faulty), [head, *remarks])


def _beginning(text: str) -> str:
    """The first words of a clause: the whole of it stands above, beside its mark."""
    words = text.split()
    return text if len(words) <= NAMED_BY + 2 else f"{' '.join(words[:NAMED_BY])} ..."
