"""What every type of question has, what it must bring, and the register of types.

Words follow the assessment standards: an *item* asks, a *response* answers, an *outcome* judges
(IMS QTI 3.0). A type is one file of `helpers.questions.types`: a frozen struct, decorated with
`question_type`, that names its parts (see `helpers.questions.parts`) and marks a response. All
else follows from the parts, and a type may say it otherwise.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple, TypeVar, Union, dataclass_transform

from msgspec import Struct
from msgspec.structs import asdict

from .outcome import Result
from .parts import AnswerPart, Choice, ChooseOne, Draw, Shuffle, Slip, SolutionLine

BloomLevel = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
LOW: tuple[BloomLevel, ...] = ("remember", "understand")
ID = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
Say = Callable[[str, str], None]
"""Takes a fault and its mend; the place is known."""


@dataclass_transform(frozen_default=True)
class Model(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every authored struct: immutable, no unknown keys."""


class Sheet(NamedTuple):
    """A document as it is shown: what stands over it, and its numbered clauses."""

    title: str
    about: str
    clauses: list[str]


class Entry(Model, kw_only=True):
    """Something a learner chooses or places. ``id`` stays when the wording changes.

    Without one, the wording is the id: then an answer survives another order, and no new wording.
    """

    id: str = ""
    text: str

    @property
    def key(self) -> str:
        """The id, or what stands for it."""
        return self.id or f"t-{sha256(self.text.encode()).hexdigest()[:8]}"


class Told(Entry, kw_only=True):
    """An entry with a reason, and the number of the belief behind choosing or misplacing it."""

    feedback: str
    misconception: int | None = None

    def choice(self, **more: Any) -> Choice:
        """What a part offers for it."""
        return Choice(self.key, self.text, self.feedback, belief=self.misconception, **more)


class Option(Told, kw_only=True):
    """One choice. ``feedback`` answers who picks it, ``not_chosen`` who misses it."""

    correct: bool = False
    not_chosen: str = ""


class Question(Model, tag_field="type", kw_only=True, dict=True):
    """What every question has; the types add what is particular to them.

    A higher ``revision`` retires the answers given so far: for a new wording that turns the
    meaning, while key and ids stay. ``row`` names the row of the table of decision rights that
    the key applies.
    """

    id: str
    stem: str
    objectives: list[str]
    section: str
    level: BloomLevel
    hints: list[str]
    stimulus: str = ""
    chart: str = ""
    claims: list[str] = []
    area: str = ""
    row: str = ""
    revision: int = 0

    # ------------------------------------------------------------ what a type must bring

    example: ClassVar[str] = ""
    """The keys of its own in YAML, stem included, as a stub for authors."""
    instruction: ClassVar[Any] = ""
    parts: ClassVar[Any] = ()

    def key_faults(self, say: Say) -> None:
        """Say what is wrong with the key."""
        raise NotImplementedError

    def grade(self, response: Any, tries: int = 1) -> Result:
        """Mark one response.

        Parameters
        ----------
        response : object
            Shaped as the type's docstring says; anything else is *not attempted*.
        tries : int
            Which try this is. From the second one on, feedback also names what was missed.
        """
        raise NotImplementedError

    # ------------------------------------------------------------ what follows

    sizes: ClassVar[dict[str, tuple[int, int]]] = {}
    """How many entries a list of the question may have, at least and at most."""
    one_namespace: ClassVar[bool] = False
    """Whether ids differ within the whole question, and not only within each list."""
    key_is_file_order: ClassVar[bool] = False
    """Whether to show the entries in the order of the file would give the answer away."""

    @property
    def kind(self) -> str:
        """The name of its type."""
        return str(self.__struct_config__.tag)

    def lists(self) -> Iterator[tuple[str, list[Any]]]:
        """The lists of entries with their names."""
        for name, found in asdict(self).items():
            if isinstance(found, list) and found and isinstance(found[0], Model):
                yield name, found

    def entries(self) -> list[Any]:
        """Every entry that carries feedback and may carry a misconception."""
        return [e for _, found in self.lists() for e in found if hasattr(e, "misconception")]

    def shown(self, entry: Any) -> str:
        """An entry of `entries` in words."""
        return entry.text

    def faults(self, place: str) -> list[str]:
        """Return one sentence for each fault: place, fault, mend."""
        problems: list[str] = []

        def say(what: str, mend: str) -> None:
            problems.append(f"{place}: {what}; {mend}.")

        if not ID.match(self.id):
            say(f"the id {self.id!r} is not lower-case letters, digits, - and _", "rename it")
        if not 2 <= len(self.hints) <= 3:
            say(f"it has {len(self.hints)} hints", "give two or three hints")
        for name, (low, high) in self.sizes.items():
            if not low <= len(getattr(self, name)) <= high:
                say(f"it has {len(getattr(self, name))} {name}", f"give {low} to {high}")
        for name, found in self.lists():
            for text in repeated(e.text for e in found if isinstance(e, Entry)):
                say(f"two {name} say {text!r}", "change or delete one")
            for text in repeated(e.feedback for e in found if isinstance(e, Told)):
                say(f"two {name} share the feedback {text[:40]!r}", "give each its own reason")
        for named in self.namespaces():
            for entry in named:
                if entry.id and not ID.match(entry.id):
                    say(
                        f"the id {entry.id!r} is not lower-case letters, digits, - and _", "mend it"
                    )
            for key in repeated(entry.id for entry in named if entry.id):
                say(f"the id {key!r} is used twice", "rename the newer one")
        self.key_faults(say)
        return problems

    def namespaces(self) -> list[list[Entry]]:
        """The lists of entries within which ids differ."""
        found = [[e for e in own if isinstance(e, Entry)] for _, own in self.lists()]
        return [sum(found, [])] if self.one_namespace else found

    @cached_property
    def version(self) -> str:
        """A fingerprint of what decides the mark, kept with every attempt.

        It follows from the ids of the entries, the key, tolerances and the `revision`, and not
        from the wording or the order of the file. Answers to another version do not count.
        """
        what = [self.id, self.kind, self.revision, *self.deciding()]
        return sha256(json.dumps(what, separators=(",", ":")).encode()).hexdigest()[:12]

    def deciding(self) -> list[Any]:
        """What decides the mark, as plain data."""
        return [[part.name, part.xapi, part.deciding()] for part in self.parts]

    # ------------------------------------------------------------ responses

    def given(self, response: Any) -> list[tuple[AnswerPart, Any]]:
        """Each part with what a response, or a kept one, says to it."""
        if len(self.parts) == 1:
            return [(self.parts[0], response)]
        named = response if isinstance(response, dict) else {}
        return [(part, named.get(part.name)) for part in self.parts]

    def whole(self, answers: list[Any]) -> Any:
        """What was answered to each part as one response, the reverse of `given`."""
        if len(self.parts) == 1:
            return answers[0]
        return {part.name: answer for part, answer in zip(self.parts, answers, strict=True)}

    def complete(self, response: Any) -> bool:
        """Whether a response is whole and of the right shape."""
        return all(part.complete(answer) for part, answer in self.given(response))

    def kept(self, response: Any) -> Any:
        """A response as the record keeps it, with ids for places; an incomplete one as it is."""
        if not self.complete(response):
            return response
        return self.whole([part.kept(answer) for part, answer in self.given(response)])

    def response(self, kept: Any) -> Any:
        """The response that was kept; None if it does not fit this question."""
        found = [part.response(answer) for part, answer in self.given(kept)]
        return None if any(answer is None for answer in found) else self.whole(found)

    @property
    def key(self) -> Any:
        """The response that earns the full score."""
        return self.whole([part.key() for part in self.parts])

    def slips(self, response: Any) -> list[Slip]:
        """The wrong choices in a response; none for one of another shape."""
        if not self.complete(response):
            return []
        return [slip for part, answer in self.given(response) for slip in part.slips(answer)]

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        """A response that is not right, as a learner might give it; ``draw`` picks a wrong one."""
        wrong = self.parts[0] if len(self.parts) == 1 else dice.choice(self.parts)
        return self.whole([p.miss(dice, draw) if p is wrong else p.key() for p in self.parts])

    # ------------------------------------------------------------ words

    def next_hint(self, used: int) -> str | None:
        """Return the hint after ``used`` hints, or None when there is none left."""
        return self.hints[used] if 0 <= used < len(self.hints) else None

    def solution(self) -> list[SolutionLine]:
        """The full answer: the reason for every option, item or number."""
        return [line for part in self.parts for line in part.lines()]

    @property
    def sheet(self) -> Sheet | None:
        """The document that the question is about, if it brings one."""
        return None

    @property
    def solution_is_shuffled(self) -> bool:
        """Whether the lines of the full answer stand as the learner saw the entries."""
        return len(self.parts) == 1 and self.parts[0].shuffled and not self.key_is_file_order

    def printed(self, shuffle: Shuffle) -> list[tuple[str, list[str]]]:
        """What is offered for choice, on paper: pairs of a heading and plain entries."""
        return [pair for part in self.parts for pair in part.printed(shuffle)]

    # ------------------------------------------------------------ other programs

    def interaction(self) -> tuple[str, dict[str, list[tuple[str, str]]]]:
        """The type of its xAPI interaction, and the interaction's lists of ids with texts.

        A question of several parts is one of matching: each part with what was chosen for it.
        """
        if len(self.parts) == 1:
            return self.parts[0].xapi, self.parts[0].components()
        target = [(f"{p.name}-{c.id}", c.text) for p in self.parts for c in p.choices]
        return "matching", {"source": [(p.name, p.label) for p in self.parts], "target": target}

    def said(self, response: Any) -> str | None:
        """A response in the format of its interaction; None if it does not fit the question."""
        if not self.complete(response):
            return None
        if len(self.parts) == 1:
            return self.parts[0].said(response)
        return "[,]".join(
            f"{p.name}[.]{p.name}-{p.choices[i].id}"
            for p in self.parts
            for i in p.chosen(response[p.name])
        )

    def vote(self) -> ChooseOne | None:
        """What a room can raise its hands for: the first part, if it is a choice."""
        return self.parts[0] if isinstance(self.parts[0], ChooseOne) else None


# ---------------------------------------------------------------- the register

TYPES: dict[str, type[Question]] = {}
"""The types by the ``type`` key of a question file."""
_NEEDED = {
    "example": "a stub in YAML for authors",
    "instruction": "what to do, in a few words",
    "parts": "what is answered, in the kinds of helpers.questions.parts",
    "key_faults": "the rules for its key",
    "grade": "how a response is marked",
}
_T = TypeVar("_T", bound=type[Question])


def question_type(cls: _T) -> _T:
    """Register a type of question.

    Raises
    ------
    TypeError
        If it lacks a part, or its name is taken.
    """
    tag = str(cls.__struct_config__.tag)
    for name, what in _NEEDED.items():
        if getattr(cls, name) is getattr(Question, name):
            raise TypeError(
                f"The question type {tag!r} lacks {name!r} ({what}); add it to its file."
            )
    if tag in TYPES:
        raise TypeError(f"The question type {tag!r} is there already; rename one of the two.")
    TYPES[tag] = cls
    return cls


def stub(module: str) -> str:
    """What authors begin with: the YAML file beside the file of a type."""
    return Path(module).with_suffix(".yaml").read_text("utf-8")


def any_question() -> Any:
    """The union of all types, to decode a question into."""
    return Union[tuple(TYPES.values())]  # noqa: UP007 (made from a list)


def same(text: str) -> str:
    """A text as a reader sees it: without case, invisible signs and kinds of space."""
    seen = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c for c in seen if unicodedata.category(c) != "Cf").split())


def repeated(values: Iterable[str]) -> list[str]:
    """Return the values that occur more than once to a reader's eye (see `same`)."""
    seen: dict[str, list[str]] = {}
    for value in values:
        seen.setdefault(same(value), []).append(value)
    return [found[1] for found in seen.values() if len(found) > 1]


# ---------------------------------------------------------------- what several types share


def one_key(choices: list[Any], what: str, say: Say) -> None:
    """Say so unless exactly one choice is right."""
    keys = sum(choice.correct for choice in choices)
    if keys != 1:
        say(f"{keys} {what} are marked correct", "mark exactly one with 'correct: true'")


def tempting_fault(entry: Any, right: str, places: list[str], say: Say) -> None:
    """A belief stands behind one wrong place; where there are several, the file says which."""
    here = f"{entry.text[:40]!r}"
    if entry.tempting and entry.misconception is None:
        say(f"{here} has a tempting place and no misconception", "give it the number")
    elif entry.tempting and (entry.tempting not in places or entry.tempting == right):
        wrong = ", ".join(place for place in places if place != right)
        say(f"the tempting place of {here} is {entry.tempting!r}", f"use one of {wrong}")
    elif entry.misconception is not None and not entry.tempting and len(places) > 2:
        say(f"{here} has a misconception and no tempting place", "name it as 'tempting'")
