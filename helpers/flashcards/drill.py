"""Drills: questions made from the glossary, the same for the same round. Pure.

Three ways to ask: which meaning has the term, which term has the meaning, and which example shows
the term. Wrong options are terms that the glossary relates to the one asked for, then terms of its
family; one whose meaning or example fits as well is never offered. A drill does not move the
schedule of the deck, because picking is easier than recalling.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from itertools import count

from helpers.content.model import Term
from helpers.questions import Option, SingleChoice

from .family import TermPlace
from .term_cards import named

DRILLS = {
    "term_to_definition": "Which meaning?",
    "definition_to_term": "Which term?",
    "which_is_an_example": "Which example?",
}
SIZE = 10
OPTIONS = 4
BLANK = "[…]"
_SHORT = 3  # letters of the shortest word that an example may give away
_COMMON = {"product", "first", "done", "with", "over", "and", "the", "for"}


def drill_questions(
    mode: str,
    terms: Sequence[Term],
    glossary: Sequence[Term],
    places: dict[str, TermPlace],
    answered: Iterable[str] = (),
    size: int = SIZE,
) -> list[SingleChoice]:
    """Return the questions of the learner's next round.

    Parameters
    ----------
    mode
        A key of `DRILLS`.
    terms
        The terms to ask for.
    glossary
        All terms, for the related ones among the wrong options.
    places
        The family of each term of ``terms``, and what must not stand beside it.
    answered
        Ids of questions with an attempt. A round that is answered whole is followed by the next
        one; a round that was begun comes back as it was.
    size
        Questions in a round. When every term was asked, they come again in another order.

    Raises
    ------
    ValueError
        If the mode is unknown.
    """
    if mode not in DRILLS:
        raise ValueError(f"There is no drill {mode!r}; the drills are {', '.join(DRILLS)}.")
    done = set(answered)
    maker = _Maker(mode, terms, glossary, places)
    for turn in count() if maker.asked else ():
        order = list(maker.asked)
        seats = [place % OPTIONS for place in range(len(order))]  # each place is right as often
        dice = random.Random(f"{mode}:{turn}")
        dice.shuffle(order)
        dice.shuffle(seats)
        for start in range(0, len(order), size):
            part = order[start : start + size]
            if not all(question_id(mode, turn, term.term) in done for term in part):
                its_seats = seats[start : start + size]
                return [maker.question(*asked, turn) for asked in zip(part, its_seats, strict=True)]
    return []


def question_id(mode: str, turn: int, term: str) -> str:
    """The id of the question for a term in one turn through all terms."""
    name = re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")
    return f"drill:{mode}:{turn}:{name}"


def masked(term: Term) -> str:
    """The example of a term, with a blank where it names the term."""
    return re.sub(rf"(?i)(?:{_names(term)})(?:[ -](?:{_names(term)}))*", BLANK, term.example)


def _names(term: Term) -> str:
    """A pattern for the words of a term's name, whatever their ending, and its abbreviations."""
    words = [word for word in re.findall(r"[A-Za-z]+", term.term) if len(word) >= _SHORT]
    stems = [w.lower()[: max(5, len(w) - 4)] for w in words if w.lower() not in _COMMON]
    short = [re.escape(part) for part in term.abbreviation.split(" / ") if part]
    parts = [rf"\b{stem}\w*" for stem in stems] + [rf"\b{part}\b" for part in short]
    return "|".join(parts) or r"(?!)"


class _Maker:
    """Makes the questions of one drill."""

    def __init__(
        self,
        mode: str,
        terms: Sequence[Term],
        glossary: Sequence[Term],
        places: dict[str, TermPlace],
    ):
        self.mode, self.terms, self.places = mode, terms, places
        short = {part: t for t in glossary for part in t.abbreviation.split(" / ") if part}
        self._known = short | {t.abbreviation: t for t in glossary if t.abbreviation}
        self._known |= {t.term: t for t in glossary}
        self._linked: dict[str, set[str]] = {}
        for one in glossary:
            for other in (self._known[name].term for name in one.related if name in self._known):
                self._linked.setdefault(one.term, set()).add(other)
                self._linked.setdefault(other, set()).add(one.term)
        self.asked = [term for term in terms if self._may_ask(term)]

    def _may_ask(self, term: Term) -> bool:
        if self.mode == "which_is_an_example" and not self.places[term.term].example:
            return False
        return len(self.wrong(term, random.Random(0))) == OPTIONS - 1

    def wrong(self, term: Term, dice: random.Random) -> list[Term]:
        """The terms behind the wrong options: related ones first, then of the same family."""
        family = self.places[term.term].family
        related = sorted(self._linked.get(term.term, set()) - {term.term})
        mates = [
            other.term
            for other in self.terms
            if self.places[other.term].family == family and other.term not in (term.term, *related)
        ]
        dice.shuffle(related)
        dice.shuffle(mates)
        found = [self._known[name] for name in (*related, *mates)]
        return [other for other in found if not self._fits(term, other)][: OPTIONS - 1]

    def _fits(self, term: Term, other: Term) -> bool:
        """Whether the other term would be a right answer too, or would name the term."""
        mine, its = self.places[term.term], self.places.get(other.term)
        if other.term in mine.also_fits or (its and term.term in its.also_fits):
            return True
        if self.mode != "which_is_an_example":
            return False
        return re.search(_names(term), masked(other), re.IGNORECASE) is not None

    def question(self, term: Term, seat: int, turn: int) -> SingleChoice:
        """The question for one term, with its key at the place ``seat``."""
        dice = random.Random(f"{self.mode}:{turn}:{term.term}")
        offered = self.wrong(term, dice)
        dice.shuffle(offered)
        offered.insert(seat, term)
        name = f"**{_plain(named(term))}**"
        stem, shown = {
            "term_to_definition": (f"What does {name} mean?", lambda t: t.definition),
            "definition_to_term": ("Which term has this meaning?", named),
            "which_is_an_example": (f"Which example goes with {name}?", masked),
        }[self.mode]
        options = [
            Option(text=shown(one), feedback=self._feedback(term, one), correct=one is term)
            for one in offered
        ]
        if any(BLANK in option.text for option in options):
            stem += f" (A blank {_plain(BLANK)} hides a word that would give it away.)"
        family = self.places[term.term].family
        return SingleChoice(
            id=question_id(self.mode, turn, term.term),
            stem=stem,
            stimulus=_plain(term.definition) if self.mode == "definition_to_term" else "",
            objectives=[family],
            section="",
            level="understand",
            hints=[f"It belongs to the family {family}.", self._hint(term)],
            options=options,
        )

    def _hint(self, term: Term) -> str:
        if self.mode == "which_is_an_example":
            return f"The meaning: {_plain(term.definition)}"
        if self.mode == "definition_to_term":
            return f"It begins with the letter {_plain(term.term[0].upper())}."
        return f"Its relatives are {_plain(', '.join(term.related) or 'few')}."

    def _feedback(self, term: Term, other: Term) -> str:
        """Why an option is right or wrong; a wrong one says what its own term means."""
        name = f"*{_plain(named(other))}*"
        meaning, example = _plain(other.definition), _plain(other.example)
        if other.term == term.term:
            more = meaning if self.mode == "which_is_an_example" else f"For example: {example}"
            return f"Right. {more}"
        if self.mode == "term_to_definition":
            return f"This is the meaning of {name}. For example: {example}"
        if self.mode == "definition_to_term":
            return f"{name} is something else: {meaning}"
        return f"This shows {name}: {meaning}"


def _plain(text: str) -> str:
    """Keep plain text from being read as Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-!<>&~|])", r"\\\1", text)
