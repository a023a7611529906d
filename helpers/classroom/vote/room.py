"""One room that votes: its questions, its seats, what stands open, and what was counted."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from itertools import count
from threading import RLock
from typing import NamedTuple

from helpers.classroom.hands import Lettered, choices_of
from helpers.classroom.teach_again import find_question
from helpers.content import load_teaching
from helpers.questions import Question
from helpers.questions.parts import ChooseMany
from helpers.record.csv_export import csv_text

SEATS = 100
"""Devices that may vote in a room, where the teacher does not say otherwise."""
MOST_SEATS = 400
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"  # those that nobody mistakes for another or for a digit


ENOUGH = 2 / 3
"""Share of right votes from which a talk in pairs has little left to do."""


class NoSeat(ValueError):
    """No seat is left for one more device; it waits at the door until the teacher admits it."""

    def __init__(self, ticket: str):
        super().__init__("Your teacher's screen now has a button that lets you in. Wait here.")
        self.ticket = ticket


class NoVote(ValueError):
    """A vote that does not count. The sentence says why, for the one who voted."""


class Phase(StrEnum):
    """Where a question is."""

    JOINING = "joining"
    """Devices come in; nothing is asked yet."""
    OPEN = "open"
    """Votes count, and may be changed; nobody sees how they fall."""
    CLOSED = "closed"
    """Nothing counts any more, and nobody sees how the votes fell: time to talk."""
    PICTURE = "picture"
    """The votes are up, the answer is not."""
    SHOWN = "shown"
    """The votes, the answer and its reasons are up."""
    OVER = "over"
    """The last question is behind the class."""


_LEADS_TO = {
    "open": Phase.OPEN,
    "close": Phase.CLOSED,
    "reopen": Phase.OPEN,
    "again": Phase.OPEN,
    "picture": Phase.PICTURE,
    "show": Phase.SHOWN,
    "next": Phase.OPEN,
    "end": Phase.OVER,
}


class Counted(NamedTuple):
    """A closed vote: the question's place, votes for each option, devices that were right, all."""

    at: int
    votes: list[int]
    right: int
    voted: int


def questions_of(names: Sequence[str]) -> list[Question]:
    """Return the questions that names stand for: a question's id, or a plan's for all that it asks.

    Raises
    ------
    ValueError
        When there is no such question or plan, or hands could not answer a question.
    """
    plans = {plan.id: plan for plan in load_teaching().plans}
    ids: list[str] = []
    for name in names:
        if name in plans:
            ids += [q for one in plans[name].sessions for step in one.steps for q in step.ask]
        else:
            ids.append(name)
    found = [find_question(name)[1] for name in dict.fromkeys(ids)]
    for question in found:
        choices_of(question)
    if not found:
        raise ValueError("Name at least one question, or a plan, for a vote.")
    return found


class Room:
    """A class that votes, one question after another.

    Safe to use from several threads. Nothing about a device is kept but a random number.

    Parameters
    ----------
    names
        As for :func:`questions_of`.
    seats
        Devices that may vote, from 1 to 400.
    a_home
        Devices that may vote from one address; 0 is any number, as behind a school's one address.
        More of them wait until the teacher admits them.

    Attributes
    ----------
    code : str
        What learners type to come in.
    key : str
        What opens the teacher's page.
    version : int
        Another one whenever every screen must show something else.

    Raises
    ------
    ValueError
        As `questions_of`, and when ``seats`` is no such number.
    """

    def __init__(self, names: Sequence[str], seats: int = SEATS, a_home: int = 0):
        if not isinstance(seats, int) or not 1 <= seats <= MOST_SEATS:
            raise ValueError(f"A vote has 1 to {MOST_SEATS} seats, not {seats!r}.")
        self.questions, self.seats, self.a_home = questions_of(names), seats, a_home
        self.code = "".join(secrets.choice(_LETTERS) for _ in range(6))
        self.key = secrets.token_urlsafe(24)
        self.at, self.phase, self.version = 0, Phase.JOINING, 0
        self._homes: dict[str, str] = {}  # where each seat's device came from, the oldest first
        self._waiting: dict[str, str] = {}  # the same of devices that found no seat
        self._shared: set[str] = set()  # addresses from which any number may come
        self._voted: set[str] = set()
        self._votes: dict[str, frozenset[str]] = {}
        self._counted: list[Counted] = []
        self._lock, self._versions = RLock(), count(1)

    # ------------------------------------------------------------ what is asked

    @property
    def question(self) -> Question:
        return self.questions[self.at]

    @property
    def choices(self) -> list[Lettered]:
        """The lettered options: the same letters in the same order on every screen."""
        return self._choices[self.at]

    @cached_property
    def _choices(self) -> list[list[Lettered]]:
        return [choices_of(question) for question in self.questions]

    @property
    def several(self) -> bool:
        """Whether more than one option may be chosen."""
        return isinstance(self.question.vote(), ChooseMany)

    # ------------------------------------------------------------ who votes

    def sit(self, seat: str, home: str = "") -> str:
        """Return a device's seat: the one that it has, or a new one.

        Where all seats are taken, a device that has never voted makes room.

        Raises
        ------
        NoSeat
            When no seat is left, or none for this address.
        """
        with self._lock:
            if seat in self._homes:
                return seat
            near = sum(place == home for place in self._homes.values())
            if self.a_home and home not in self._shared and near >= self.a_home:
                raise NoSeat(self._wait(seat, home))
            if len(self._homes) >= self.seats:
                idle = next((one for one in self._homes if one not in self._voted), None)
                if idle is None:
                    raise NoSeat(self._wait(seat, home))
                del self._homes[idle]
            new = seat if seat in self._waiting else secrets.token_urlsafe(18)
            self._waiting.pop(seat, None)
            self._homes[new] = home
            return new

    def _wait(self, ticket: str, home: str) -> str:
        if ticket not in self._waiting:
            ticket = secrets.token_urlsafe(18)
            self._waiting[ticket] = home
            if len(self._waiting) > MOST_SEATS:
                del self._waiting[next(iter(self._waiting))]
        return ticket

    def sits(self, seat: str) -> bool:
        """Whether a device has this seat."""
        return seat in self._homes

    def waits(self, seat: str) -> bool:
        """Whether a device found no seat and waits for the teacher."""
        return seat in self._waiting

    @property
    def waiting(self) -> tuple[int, int]:
        """How many devices found no seat, and from how many addresses they come."""
        with self._lock:
            return len(self._waiting), len(set(self._waiting.values()))

    def vote(self, seat: str, letters: Sequence[str], version: int) -> None:
        """Counted a device's vote; the last one before the teacher closes the vote counts.

        Parameters
        ----------
        letters
            Of the options chosen.
        version
            That of the page on which they were chosen.

        Raises
        ------
        NoVote
            When the vote is not open, is another by now, or these letters are no vote.
        """
        with self._lock:
            if seat not in self._homes:
                raise NoVote("This device has no seat here; open the page once more.")
            if self.phase is not Phase.OPEN:
                raise NoVote("The vote is closed, so this one came too late.")
            if version != self.version:
                raise NoVote("Another vote is open by now; choose once more.")
            chosen = frozenset(letters)
            if not chosen <= {c.letter for c in self.choices} or len(chosen) != len(letters):
                raise NoVote("There is no such option; choose one that stands here.")
            if not chosen or (len(chosen) > 1 and not self.several):
                raise NoVote("Choose one option, then press Vote.")
            self._votes[seat] = chosen
            self._voted.add(seat)

    def own(self, seat: str) -> frozenset[str]:
        """The letters that a device has chosen in this vote."""
        return self._votes.get(seat, frozenset())

    @property
    def here(self) -> int:
        """How many devices have a seat."""
        return len(self._homes)

    @property
    def voted(self) -> int:
        """How many of them have voted in this vote."""
        return len(self._votes)

    # ------------------------------------------------------------ what the teacher does

    @property
    def acts(self) -> list[str]:
        """What the teacher may do now, what is best for the class first."""
        following = "next" if self.at + 1 < len(self.questions) else "end"
        onward = ["show", "again"] if self.settled else ["again", "show"]
        steps = {
            Phase.JOINING: ["open"],
            Phase.OPEN: ["close"],
            Phase.CLOSED: [*onward, "picture", "reopen"],
            Phase.PICTURE: onward,
            Phase.SHOWN: [following],
            Phase.OVER: [],
        }[self.phase]
        return [*steps, "admit"] if self._waiting and self.here < MOST_SEATS else steps

    @property
    def settled(self) -> bool:
        """Whether the closed vote needs no talk: most are right, or they have talked already."""
        return len(self.rounds) > 1 or self.right >= ENOUGH * max(1, self.voted)

    def act(self, name: str, version: int) -> None:
        """Do what the teacher asks for; on an old page, or twice, it does nothing.

        Raises
        ------
        ValueError
            When that is nothing that a teacher can do now.
        """
        with self._lock:
            if version != self.version:
                return
            if name not in self.acts:
                raise ValueError(f"This cannot be done now; it may be {', '.join(self.acts)}.")
            if name == "admit":  # no other page but those of who waits: votes go on meanwhile
                self._shared.update(self._waiting.values())
                self.seats = min(MOST_SEATS, max(self.seats, self.here + len(self._waiting)))
                for ticket, home in list(self._waiting.items())[: self.seats - self.here]:
                    self._homes[ticket] = home
                self._waiting.clear()
                return
            if name == "close":
                self._counted.append(Counted(self.at, self.counts, self.right, self.voted))
            elif name == "reopen":
                self._counted.pop()
            elif name in ("open", "again", "next"):
                self.at += name == "next"
                self._votes.clear()
            self.phase = _LEADS_TO[name]
            self.version = next(self._versions)

    # ------------------------------------------------------------ what was counted

    @property
    def counts(self) -> list[int]:
        """The votes of this vote so far, in the order of the choices."""
        with self._lock:
            votes = list(self._votes.values())
        return [sum(c.letter in one for one in votes) for c in self.choices]

    @property
    def right(self) -> int:
        """How many devices have chosen what is right, all of it and nothing else."""
        key = {c.letter for c in self.choices if c.right}
        with self._lock:
            votes = list(self._votes.values())
        return sum(one == key if self.several else one <= key for one in votes)

    @property
    def rounds(self) -> list[Counted]:
        """What each closed vote on this question brought, the first one first."""
        return [one for one in self._counted if one.at == self.at]

    def to_csv(self) -> str:
        """All that was counted, as a table: question, which vote, letter, option, right, votes."""
        rows: list[list[object]] = [["question", "vote", "letter", "option", "right", "votes"]]
        seen: Counter[int] = Counter()
        for at, counts, *_ in self._counted:
            seen[at] += 1
            for choice, number in zip(self._choices[at], counts, strict=True):
                right = "yes" if choice.right else "no"
                name = self.questions[at].id
                rows.append([name, seen[at], choice.letter, choice.text, right, number])
        return csv_text(rows)
