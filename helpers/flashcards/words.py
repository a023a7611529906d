"""What cards and the glossary say, as plain text and as escaped HTML; no widgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING

from helpers.cards import bullets, ignore_math
from helpers.content.model import Term

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


def front(deck: Deck, title: str, uid: str, family: str) -> str:
    """The front of the card that is up."""
    plan = deck.plan()
    left = len(plan.queue)
    cards = "card" if plan.today == 1 else "cards"
    place = f"{left} of today's {plan.today} {cards} to go"
    return (
        f"<p><strong>{escape(title)}</strong> · {place}</p>"
        f'<p id="{uid}-stem"><strong style="font-size:1.4em">{escape(named(deck.term))}</strong>'
        f"<br><em>Family: {escape(family)}</em></p>"
    )


def back(term: Term) -> str:
    """The back of a card: meaning, example, a mistake, related terms."""
    return (
        f"<p>{escape(term.definition)}</p>"
        f"<p><strong>At VeloLink (invented):</strong> {escape(term.example)}</p>"
        f"<p><strong>{BELIEF}:</strong> {escape(belief(term))}</p>"
        f"<p><strong>Related:</strong> {escape(', '.join(term.related) or 'none')}</p>"
    )


def card(deck: Deck, title: str, uid: str, family: str) -> str:
    """The card that is up, with its back once it was turned."""
    rest = (
        f"{back(deck.term)}<p><em>{RATE}</em></p>"
        if deck.turned
        else f"<p><em>{FIRST_TURN}</em></p>"
    )
    return ignore_math(front(deck, title, uid, family) + rest)


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


def deck_text(title: str, groups: Mapping[str, Sequence[Term]]) -> str:
    """The fronts of all cards as plain text."""
    count = sum(len(terms) for terms in groups.values())
    lines = [title, f"{count} cards. The front shows the term, the back its meaning.", ""]
    lines += [f"{family}: {'; '.join(map(named, terms))}" for family, terms in groups.items()]
    return "\n".join([*lines, "", CONTINUE])


def deck_html(title: str, groups: Mapping[str, Sequence[Term]]) -> str:
    """The fronts of all cards as HTML that reads well where no kernel runs."""
    count = sum(len(terms) for terms in groups.values())
    rows = [
        f"<strong>{escape(family)}:</strong> {escape('; '.join(map(named, terms)))}"
        for family, terms in groups.items()
    ]
    return ignore_math(
        f"<p><strong>{escape(title)}</strong></p><p>{count} cards. The front shows the term, the "
        f"back its meaning.</p>{bullets(rows)}<p><em>{escape(CONTINUE)}</em></p>"
    )


# ---------------------------------------------------------------- the glossary


def entry_text(term: Term) -> str:
    """A glossary entry on one line."""
    return f"{named(term)}: {term.definition}"


def entry_html(term: Term, full: bool = False) -> str:
    """A glossary entry as the inside of a list item; ``full`` adds all that the back has."""
    head = f"<strong>{escape(named(term))}</strong>"
    if not full:
        return f"{head}: {escape(term.definition)}"
    return (
        f"{head}: {escape(term.definition)}<br>At VeloLink (invented): {escape(term.example)}"
        f"<br>{BELIEF}: {escape(belief(term))}"
        f"<br>Related: {escape(', '.join(term.related) or 'none')}. "
        f"Source: {escape(term.source.rstrip('.'))}."
    )


def glossary_text(title: str, terms: Iterable[Term]) -> str:
    """The whole glossary as plain text."""
    return "\n".join([title, *(f"- {entry_text(term)}" for term in terms)])


def glossary_html(title: str, terms: Iterable[Term]) -> str:
    """The whole glossary as HTML that reads well where no kernel runs."""
    rows = bullets([entry_html(term) for term in terms])
    return ignore_math(f"<p><strong>{escape(title)}</strong></p>{rows}")
