"""The few ways to answer: choose one, choose several, match, put in order, type a number.

A *part* is what a learner answers in one go, in words that QTI, Moodle and xAPI share: what is
offered, each choice with its feedback and its worth, and where a thing belongs. Most questions
have one part. What a part knows (its key, its paper form, its xAPI form, what a wrong response
chose, the form in which an answer is kept) no type of question has to say again.

A *response* names entries by their place in the question's file: ``2``, ``[0, 2]``. What is
*kept* in a record names them by their ids, so that it survives another order of the file.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, ClassVar, Literal, NamedTuple

from msgspec import Struct

Mark = Literal["", "right", "wrong", "missed"]
Shuffle = Callable[[Sequence[str]], list[str]]


class Choice(NamedTuple):
    """Something offered: an option, a role, a thing to place, a step, or a place.

    ``worth`` is the share of the full score that choosing it earns, ``missed`` answers who leaves
    a right one out. A thing to place belongs to the target ``place``; ``belief`` is the number of
    the belief behind choosing it, or behind placing it wrongly: at ``tempting`` alone, if given.
    """

    id: str
    text: str
    feedback: str = ""
    worth: float = 0.0
    missed: str = ""
    place: str = ""
    belief: int | None = None
    tempting: str = ""


class Slip(NamedTuple):
    """One wrong choice: what was chosen, and the number of the belief, or None."""

    text: str
    belief: int | None


class SolutionLine(Struct, frozen=True):
    """One line of the full answer: a mark in words, the entry in plain text, the reason."""

    mark: str
    about: str
    reason: str


def is_index(value: Any, size: int) -> bool:
    """Whether this is the place of one of so many entries; True is no 1."""
    return type(value) is int and 0 <= value < size


def are_indices(value: Any, size: int) -> bool:
    """Whether these are places of different entries, of so many."""
    return (
        isinstance(value, list | tuple)
        and all(is_index(v, size) for v in value)
        and len(set(value)) == len(value)
    )


def place_of(key: Any, choices: Sequence[Choice]) -> int | None:
    """The place of the choice with this id; None for anything else."""
    return next((i for i, c in enumerate(choices) if type(key) is str and c.id == key), None)


class AnswerPart(Struct, frozen=True, kw_only=True):
    """What is answered in one go.

    ``choices`` are in the order of the question's file. In a question of several parts, ``name``
    is the part's key in a response and ``label`` stands over it. ``marks`` are the words for a
    right and a wrong choice in the full answer.
    """

    choices: tuple[Choice, ...] = ()
    name: str = ""
    label: str = ""
    marks: tuple[str, str] = ("Right", "Wrong")

    xapi: ClassVar[str]
    """The type of its xAPI interaction."""
    shuffled: ClassVar[bool] = True
    """Whether learners see the choices in an order of their own."""

    def complete(self, response: Any) -> bool:
        """Whether a response is whole and of the right shape."""
        raise NotImplementedError

    def kept(self, response: Any) -> Any:
        """A complete response as it is kept, with ids for places."""
        raise NotImplementedError

    def response(self, kept: Any) -> Any:
        """What was kept, with places for ids again; None if it does not fit."""
        raise NotImplementedError

    def key(self) -> Any:
        """The response that earns the full score."""
        raise NotImplementedError

    def deciding(self) -> list[Any]:
        """What decides the mark, whatever the wording and the order in the file."""
        return sorted([c.id, f"{c.worth:.12g}"] for c in self.choices)

    def slips(self, response: Any) -> list[Slip]:
        """The wrong choices in a complete response."""
        raise NotImplementedError

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        """A response that is not right, as a learner might give it; ``draw`` picks a wrong one."""
        raise NotImplementedError

    def mark(self, row: int, response: Any, missed: bool) -> Mark:
        """How the row of one choice stands in a complete response; ``missed`` names what lacks."""
        raise NotImplementedError

    def lines(self) -> list[SolutionLine]:
        """The full answer: the reason for every choice."""
        return [SolutionLine(self.marks[c.worth < 1], c.text, c.feedback) for c in self.choices]

    def printed(self, shuffle: Shuffle) -> list[tuple[str, list[str]]]:
        """What is offered, on paper: pairs of a heading and plain entries."""
        return [(self.label, shuffle([c.text for c in self.choices]))]

    def components(self) -> dict[str, list[tuple[str, str]]]:
        """The lists of an xAPI interaction: pairs of an id and a text."""
        return {"choices": [(c.id, c.text) for c in self.choices]}

    def said(self, response: Any) -> str:
        """A complete response in the format of its xAPI interaction."""
        kept = self.kept(response)
        return "[,]".join(kept) if isinstance(kept, list) else str(kept)


Draw = Callable[[Sequence[Choice], Sequence[int]], int]


class ChooseOne(AnswerPart, frozen=True):
    """One of some options. The response is its place."""

    xapi: ClassVar[str] = "choice"

    def complete(self, response: Any) -> bool:
        return is_index(response, len(self.choices))

    def kept(self, response: Any) -> Any:
        return self.choices[response].id

    def response(self, kept: Any) -> Any:
        return place_of(kept, self.choices)

    def key(self) -> Any:
        return self.right[0]

    @property
    def right(self) -> list[int]:
        """The places of the choices that are right."""
        return [i for i, c in enumerate(self.choices) if c.worth == 1]

    def chosen(self, response: Any) -> list[int]:
        """The places of the choices in a response."""
        return [response]

    def mark(self, row: int, response: Any, missed: bool) -> Mark:
        if row in self.chosen(response):
            return "right" if row in self.right else "wrong"
        return "missed" if missed and row in self.right else ""

    def slips(self, response: Any) -> list[Slip]:
        chosen = [self.choices[i] for i in self.chosen(response)]
        return [Slip(c.text, c.belief) for c in chosen if c.worth < 1]

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        return draw(self.choices, self.right)


class ChooseMany(ChooseOne, frozen=True):
    """Some of some options. The response lists their places; at least one."""

    def complete(self, response: Any) -> bool:
        return are_indices(response, len(self.choices)) and bool(response)

    def kept(self, response: Any) -> Any:
        return sorted(self.choices[i].id for i in response)

    def response(self, kept: Any) -> Any:
        found = [place_of(k, self.choices) for k in kept] if isinstance(kept, list) else [None]
        return None if None in found else sorted(found)

    def key(self) -> Any:
        return self.right

    def chosen(self, response: Any) -> list[int]:
        return sorted(response)

    def missed(self, response: Any) -> list[Choice]:
        """The right choices that a response leaves out."""
        return [self.choices[i] for i in self.right if i not in response]

    def share(self, response: Any) -> float:
        """Right choices less wrong ones, of all that are right; it may be below 0."""
        hits = len(set(response) & set(self.right))
        return (2 * hits - len(response)) / len(self.right)

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        key = self.right
        if len(key) > 1 and dice.random() < 0.4:
            dropped = dice.choice(key)
            return [i for i in key if i != dropped]
        return sorted([*key[: max(1, len(key) - 1)], draw(self.choices, key)])


class Match(AnswerPart, frozen=True):
    """Each choice goes to one of the ``targets``. The response lists a target for each choice.

    Where ``grouped``, a few baskets take any number of things, and a response holds the baskets'
    ids; else each thing has a match of its own, and a response holds the matches' places. The
    matches' ids in xAPI are made with ``salt``, so that they do not tell what they belong to.
    """

    xapi: ClassVar[str] = "matching"

    targets: tuple[Choice, ...]
    grouped: bool = False
    salt: str = ""

    @property
    def shuffled(self) -> bool:  # type: ignore[override]
        """The matches stand in the order of the alphabet; the prompts keep theirs."""
        return self.grouped

    @property
    def values(self) -> list[Any]:
        """What a response holds for each target."""
        return [t.id if self.grouped else i for i, t in enumerate(self.targets)]

    def known(self, value: Any) -> bool:
        """Whether a response may hold this for one choice."""
        return any(type(v) is type(value) and v == value for v in self.values)

    def target(self, value: Any) -> Choice:
        """The target that a response's value stands for."""
        return self.targets[self.values.index(value)]

    def complete(self, response: Any) -> bool:
        right = isinstance(response, list | tuple) and len(response) == len(self.choices)
        return right and all(map(self.known, response))

    def missing(self, response: Any, what: str) -> str:
        """What a response that is not complete lacks, in a sentence."""
        size = len(self.choices)
        if not isinstance(response, list | tuple) or len(response) != size:
            return f"Place all {size} {what}, then check."
        left = sum(not self.known(value) for value in response)
        return f"{left} of {size} {what} {'is' if left == 1 else 'are'} not placed yet."

    def wrong(self, response: Any) -> list[tuple[Choice, Choice]]:
        """The choices that are misplaced, with the targets they were given."""
        placed = zip(self.choices, map(self.target, response), strict=True)
        return [(choice, target) for choice, target in placed if choice.place != target.id]

    def kept(self, response: Any) -> Any:
        given = zip(self.choices, map(self.target, response), strict=True)
        return {choice.id: target.id for choice, target in given}

    def response(self, kept: Any) -> Any:
        if not isinstance(kept, dict) or kept.keys() != {c.id for c in self.choices}:
            return None
        found = [place_of(kept[c.id], self.targets) for c in self.choices]
        return None if None in found else [self.values[i] for i in found if i is not None]

    def key(self) -> Any:
        value = {t.id: v for t, v in zip(self.targets, self.values, strict=True)}
        return [value[c.place] for c in self.choices]

    def deciding(self) -> list[Any]:
        return [sorted([c.id, c.place] for c in self.choices), sorted(t.id for t in self.targets)]

    def mark(self, row: int, response: Any, missed: bool) -> Mark:
        placed = self.target(response[row]).id
        return "right" if placed == self.choices[row].place else "wrong"

    def slips(self, response: Any) -> list[Slip]:
        return [
            Slip(f"{c.text}: {t.text}", c.belief if c.tempting in ("", t.id) else None)
            for c, t in self.wrong(response)
        ]

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        key = self.key()
        if not self.grouped:
            one, other = dice.sample(range(len(key)), 2)
            key[one], key[other] = key[other], key[one]
            return key
        at = draw(self.choices, [])
        key[at] = dice.choice([value for value in self.values if value != key[at]])
        return key

    def lines(self) -> list[SolutionLine]:
        named = {t.id: t.text for t in self.targets}
        return [SolutionLine(named[c.place], c.text, c.feedback) for c in self.choices]

    def printed(self, shuffle: Shuffle) -> list[tuple[str, list[str]]]:
        texts, places = [c.text for c in self.choices], [t.text for t in self.targets]
        if self.grouped:
            return [(" / ".join(places), shuffle(texts))]
        return [("Items", texts), ("Matches", places)]

    def _shown_ids(self) -> dict[str, str]:
        """Ids of the targets for others to see: that of a match must not tell its prompt."""
        if self.grouped:
            return {t.id: t.id for t in self.targets}
        hidden = {t.id: sha256(f"{self.salt}:{t.id}".encode()).hexdigest() for t in self.targets}
        return {key: f"m-{digest[:6]}" for key, digest in hidden.items()}

    def components(self) -> dict[str, list[tuple[str, str]]]:
        ids = self._shown_ids()
        return {
            "source": [(c.id, c.text) for c in self.choices],
            "target": [(ids[t.id], t.text) for t in self.targets],
        }

    def said(self, response: Any) -> str:
        ids = self._shown_ids()
        return "[,]".join(f"{one}[.]{ids[to]}" for one, to in self.kept(response).items())


class Verdicts(Match, frozen=True):
    """Each choice gets one of a few verdicts; the choices stand in a document, in its order."""

    shuffled: ClassVar[bool] = False  # type: ignore[misc,assignment]
    unit: str = "clause"

    def printed(self, shuffle: Shuffle) -> list[tuple[str, list[str]]]:
        return [(f"For each {self.unit}, one of these", [t.text for t in self.targets])]


class Order(AnswerPart, frozen=True):
    """Steps to put in order; the file's own order is the key. The response lists their places."""

    xapi: ClassVar[str] = "sequencing"

    def complete(self, response: Any) -> bool:
        size = len(self.choices)
        return are_indices(response, size) and len(response) == size

    def kept(self, response: Any) -> Any:
        return [self.choices[i].id for i in response]

    def response(self, kept: Any) -> Any:
        found = [place_of(k, self.choices) for k in kept] if isinstance(kept, list) else []
        return found if self.complete(found) else None

    def key(self) -> Any:
        return list(range(len(self.choices)))

    def deciding(self) -> list[Any]:
        return [c.id for c in self.choices]

    def mark(self, row: int, response: Any, missed: bool) -> Mark:
        return "right" if response[row] == row else "wrong"

    def slips(self, response: Any) -> list[Slip]:
        return [
            Slip(f"{self.choices[i].text} in place {place}", None)
            for place, i in enumerate(response, 1)
            if place != i + 1
        ]

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        key = self.key()
        at = dice.randrange(len(key) - 1)
        key[at], key[at + 1] = key[at + 1], key[at]
        return key

    def lines(self) -> list[SolutionLine]:
        return [SolutionLine(str(n), c.text, c.feedback) for n, c in enumerate(self.choices, 1)]


class Number(AnswerPart, frozen=True):
    """A number to type. The response is the text that was typed; ``read`` says what it means.

    ``choices`` are wrong numbers that betray a known slip.
    """

    xapi: ClassVar[str] = "numeric"

    answer: float
    tolerance: float
    unit: str
    read: Callable[[str], tuple[float, ...]]

    def complete(self, response: Any) -> bool:
        return isinstance(response, str) and bool(self.read(response))

    def kept(self, response: Any) -> Any:
        return response

    def response(self, kept: Any) -> Any:
        return kept if isinstance(kept, str) else None

    def key(self) -> Any:
        return f"{self.answer:.12g}"

    def deciding(self) -> list[Any]:
        return [f"{self.answer:.12g}", f"{self.tolerance:.12g}", self.unit]

    def right(self, response: str) -> bool:
        """Whether one reading of what was typed is the answer."""
        return self.near(response, self.answer, self.tolerance + 1e-9 * max(1, abs(self.answer)))

    def near(self, response: str, value: float, slack: float) -> bool:
        """Whether one reading of what was typed lies so near a value."""
        return any(abs(one - value) <= slack for one in self.read(response))

    def mark(self, row: int, response: Any, missed: bool) -> Mark:
        return "right" if self.right(response) else "wrong"

    def slips(self, response: Any) -> list[Slip]:
        if self.right(response):
            return []
        return [Slip(f"{self.read(response)[0]:g} {self.unit}", None)]

    def miss(self, dice: random.Random, draw: Draw) -> Any:
        return f"{self.answer * 2 + 10 * (self.tolerance + 1):.12g}"

    def lines(self) -> list[SolutionLine]:
        return []

    def printed(self, shuffle: Shuffle) -> list[tuple[str, list[str]]]:
        return []

    def components(self) -> dict[str, list[tuple[str, str]]]:
        return {}

    def said(self, response: Any) -> str:
        return f"{self.read(response)[0]:.12g}"
