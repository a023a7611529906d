"""What cards and the glossary say, as documents; no widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from helpers.content.model import Term
from helpers.document import Card, Element, br, bullets, em, joined, line, para, strong, title

if TYPE_CHECKING:
    from helpers.review import Deck

CONTINUE = "To turn the cards, run the notebook (Run menu, Run All Cells)."
FIRST_TURN = "Say the meaning in your own words, then turn the card."
RATE = "How well did you know it?"
BELIEF = "People often think"
_TWO_JOBS = "PM"


def short_forms(term: Term) -> list[str]:
    """The abbreviations to print. The one that two jobs share tells nothing, so it is left out."""
    parts = (part.strip() for part in term.abbreviation.split(" / "))
    return [part for part in parts if part not in ("", _TWO_JOBS)]


def named(term: Term) -> str:
    """A term with its abbreviation."""
    short = " / ".join(short_forms(term))
    return term.term if short in term.term else f"{term.term} ({short})"


def belief(term: Term) -> str:
    """What people wrongly think of a term, in quotation marks, so that it is not read as true."""
    return f'"{term.misconception}"'


def span(wait: timedelta) -> str:
    """A time to wait in words, in one unit."""
    minutes = wait.total_seconds() / 60
    days = minutes / 60 / 24
    if minutes < 60:
        count, unit = max(1, round(minutes)), "minute"
    elif days < 1:
        count, unit = max(1, round(minutes / 60)), "hour"
    elif days < 60:
        count, unit = round(days), "day"
    elif days < 700:
        count, unit = round(days / 30.4), "month"
    else:
        count, unit = round(days / 365), "year"
    return f"{count} {unit}" + ("s" if count != 1 else "")


def moment(when: datetime, now: datetime) -> str:
    """A time to come, as a day and, if it is today, the clock."""
    local = when.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"today at {local:%H:%M}"
    year = f" {local.year}" if local.year != now.year else ""
    return f"on {local.day} {local:%B}{year}"


# ---------------------------------------------------------------- one card


def card(deck: Deck, term: Term, name: str, uid: str, family: str) -> Card:
    """The card that is up, of a ``term``, with its back once it was turned."""
    plan = deck.plan()
    cards = "card" if plan.today == 1 else "cards"
    return Card(
        para(strong(name), f" · {len(plan.queue)} of today's {plan.today} {cards} to go"),
        para(
            line(strong(named(term)), style="font-size:1.4em"),
            br,
            em(f"Family: {family}"),
            id=f"{uid}-stem",
        ),
        back(term) if deck.turned else None,
        em(RATE if deck.turned else FIRST_TURN),
    )


def back(term: Term) -> Card:
    """The back of a card: meaning, example, a mistake, related terms."""
    return Card(
        term.definition,
        para(strong("At VeloLink (invented):"), f" {term.example}"),
        para(strong(f"{BELIEF}:"), f" {belief(term)}"),
        para(strong("Related:"), f" {', '.join(term.related) or 'none'}"),
    )


def spoken_back(term: Term) -> str:
    """The back of a card for a screen reader, the meaning first."""
    return f"{term.definition} At VeloLink: {term.example} {BELIEF}: {belief(term)}"


def finished(deck: Deck, now: datetime) -> str:
    """What is said when no card is up."""
    plan = deck.plan()
    cards = "1 card" if plan.seen == 1 else f"{plan.seen} different cards"
    asked = "1 question" if deck.questions == 1 else f"{deck.questions} questions"
    sentence = f"Done for now: {cards}{f' and {asked}' * bool(deck.questions)} today."
    if plan.held:
        wait = "1 more card waits" if plan.held == 1 else f"{plan.held} more cards wait"
        sentence += f" {wait} for another day, or for the button below."
    if plan.next_due:
        sentence += f" The next card comes back {moment(plan.next_due, now)}."
    return sentence


# ---------------------------------------------------------------- without a kernel


def deck_paper(name: str, groups: Mapping[str, Sequence[Term]]) -> Card:
    """The fronts of all cards, which read well where no kernel runs."""
    return Card(
        title(name),
        f"{sum(map(len, groups.values()))} cards. The front shows the term, the back its meaning.",
        bullets(
            (strong(f"{family}:"), f" {'; '.join(map(named, terms))}")
            for family, terms in groups.items()
        ),
        para(em(CONTINUE)),
    )


# ---------------------------------------------------------------- the glossary


def entry(term: Term, full: bool = False) -> Element:
    """A glossary entry, for a list; ``full`` adds all that the back has."""
    short = line(strong(named(term)), f": {term.definition}")
    if not full:
        return short
    related = ", ".join(term.related) or "none"
    more = (
        f"At VeloLink (invented): {term.example}",
        f"{BELIEF}: {belief(term)}",
        f"Related: {related}. Source: {term.source.rstrip('.')}.",
    )
    return joined([short, *more], br)


def glossary_paper(name: str, terms: Iterable[Term]) -> Card:
    """The whole glossary, which reads well where no kernel runs."""
    return Card(title(name), bullets(map(entry, terms)))
