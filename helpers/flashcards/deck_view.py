"""The deck as a view: one card, one button to turn it, four to rate it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import ipywidgets as widgets

from helpers.content.model import Term
from helpers.controls import Companion, LiveView
from helpers.document import Card, note, para, screen_html, title
from helpers.record import now

from . import term_cards as words

if TYPE_CHECKING:
    from helpers.review import Deck, Memory


class Flashcards(LiveView):
    """Cards of stock ipywidgets over a `helpers.review.Deck`.

    Parameters
    ----------
    title : str
        Stands above every card.
    deck : Deck
        Knows which card is up and keeps the ratings.
    groups : mapping
        The terms of each family, for the line under the term and for the static list.
    ratings : mapping
        The words on the buttons, by rating.

    Examples
    --------
    >>> cards.turn()      # doctest: +SKIP
    >>> cards.rate(3)     # doctest: +SKIP
    """

    def __init__(
        self,
        title: str,
        deck: Deck,
        groups: Mapping[str, Sequence[Term]],
        ratings: Mapping[int, str],
    ):
        self.title, self.deck, self.groups, self.ratings = title, deck, groups, ratings
        self._family = {term.term: name for name, terms in groups.items() for term in terms}
        self._uid = f"fc-{uuid.uuid4().hex[:8]}"

    # ------------------------------------------------------------ from Python

    def turn(self) -> bool:
        """Press "Show the back" or "Show the front"; return whether the back shows."""
        shows = self.deck.turn()
        term = self.deck.term
        self._refresh("" if term is None else words.spoken_back(term) if shows else term.term)
        return shows

    def rate(self, rating: int) -> Memory:
        """Press one of the four ratings, 1 (again) to 4 (easy).

        Raises
        ------
        ValueError
            If the card was not turned, no card is up, or the rating is none of the four.
        """
        term = self.deck.term
        memory = self.deck.rate(rating)
        wait = words.span(memory.due - memory.last)
        name = "" if term is None else term.term
        said = f"{name}: {self.ratings[rating].lower()}, back in {wait}."
        self._refresh(f"{said} {self._next_words()}", said)
        return memory

    def more(self) -> int:
        """Press "More cards today"; return how many cards wait now."""
        waiting = self.deck.more()
        self._refresh(self._next_words())
        return waiting

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return words.deck_paper(self.title, self.groups)

    def _build(self) -> None:
        layout = widgets.Layout()
        self._head = widgets.HTML(screen_html(self._card()), layout=layout)
        self._tail = widgets.HTML("", layout=layout, style=self._head.style)
        self._turn = widgets.Button(description=self._turn_label(), layout=layout)
        self._turn.on_click(lambda _: self.more() if self.deck.term is None else self.turn())
        self._rates = {}
        for rating, label in self._labels().items():
            button = widgets.Button(description=label, layout=layout, style=self._turn.style)
            button.disabled = not self.deck.turned
            button.on_click(lambda _, given=rating: self._press(given))
            self._rates[rating] = button
        self._bar = widgets.HBox(self._buttons(), layout=layout)
        self._companion = Companion(uid=self._uid, layout=layout)
        self._stack([self._head, self._bar, self._tail, self._companion], layout)

    def _card(self) -> Card:
        term = self.deck.term
        if term is None:
            said = words.finished(self.deck, now())
            return Card(title(self.title), para(said, id=f"{self._uid}-stem"))
        return words.card(self.deck, term, self.title, self._uid, self._family.get(term.term, ""))

    def _turn_label(self) -> str:
        if self.deck.term is None:
            return "More cards today"
        return "Show the front" if self.deck.turned else "Show the back"

    def _labels(self) -> dict[int, str]:
        """The four ratings; with the time that each sends the card away, once the back shows."""
        if not self.deck.turned:
            return dict(self.ratings)
        waits = self.deck.preview()
        return {key: f"{name} ({words.span(waits[key])})" for key, name in self.ratings.items()}

    def _buttons(self) -> list[widgets.Button]:
        if self.deck.term is not None:
            return [self._turn, *self._rates.values()]
        return [self._turn] if self.deck.plan().held else []

    def _next_words(self) -> str:
        term = self.deck.term
        return words.finished(self.deck, now()) if term is None else f"Next card: {term.term}."

    def _refresh(self, spoken: str, said: str = "") -> None:
        """Bring the view in line with the deck. The ratings wait until the back shows."""
        if self._box is None:
            return
        self._head.value = screen_html(self._card())
        self._turn.description = self._turn_label()
        for rating, label in self._labels().items():
            self._rates[rating].description = label
            self._rates[rating].disabled = not self.deck.turned
        if list(self._bar.children) != self._buttons():
            self._bar.children = self._buttons()
        self._say(said, spoken)

    def _say(self, said: str, spoken: str) -> None:
        record = self.deck.record
        noted = said and record.notice and record.name != "guest"
        self._tail.value = screen_html(said, note(record.notice) if noted else None)
        self._companion.status = spoken

    # ------------------------------------------------------------ clicks

    def _press(self, rating: int) -> None:
        """A click on a rating, which is then switched off, so the focus goes on to the turn.

        Before the card was turned it only says what to do first.
        """
        try:
            self.rate(rating)
            self._turn.focus()
        except ValueError as error:
            self._say(str(error), str(error))
