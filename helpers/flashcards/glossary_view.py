"""The glossary with a search field, and as a plain list where no kernel runs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import ipywidgets as widgets

from helpers.content.model import Term
from helpers.controls import Companion, LiveView
from helpers.document import Card, bullets, count, para, screen_html, strong, title

from .glossary import fold, in_order, nothing, search
from .term_cards import entry, glossary_paper

SHOWN = 8
"""How many entries are shown in full; the others are named."""


class GlossaryView(LiveView):
    """A search field over the terms.

    Parameters
    ----------
    title : str
    terms : sequence of Term

    Examples
    --------
    >>> [term.term for term in glossary.find("churn")]      # doctest: +SKIP
    ['Churn rate']
    """

    def __init__(self, title: str, terms: Sequence[Term]):
        self.title, self.terms = title, in_order(terms)

    def find(self, wanted: str) -> list[Term]:
        """Search as if typed into the field; return the terms found."""
        if self._box and self._field.value != wanted:
            self._field.value = str(wanted)
        return search(self.terms, str(wanted))

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return glossary_paper(self.title, self.terms)

    def _build(self) -> None:
        layout = widgets.Layout()
        self._head = widgets.HTML(screen_html(title(self.title)), layout=layout)
        self._field = widgets.Text(
            description="Search in terms, abbreviations and meanings",
            placeholder="for example churn",
            layout=layout,
            _dom_classes=("qz-row",),
        )
        found, _ = self._answer("")
        self._list = widgets.HTML(screen_html(found), layout=layout, style=self._head.style)
        self._companion = Companion(uid=f"gl-{uuid.uuid4().hex[:8]}", layout=layout)
        self._stack([self._head, self._field, self._list, self._companion], layout)
        self._field.observe(self._typed, "value")

    def _typed(self, change) -> None:
        found, self._companion.status = self._answer(change["new"])
        self._list.value = screen_html(found)

    def _answer(self, wanted: str) -> tuple[Card, str]:
        """What to show and what to say for a search."""
        if not fold(wanted):
            names = ", ".join(term.term for term in self.terms)
            size = count(len(self.terms), "term")
            return Card(para(strong(f"{size}:"), f" {names}")), size
        hits = search(self.terms, wanted)
        if not hits:
            sentence = nothing(self.terms, wanted)
            return Card(sentence), sentence
        size = count(len(hits), "term")
        others = ", ".join(term.term for term in hits[SHOWN:])
        found = Card(
            title(f"{size} found"),
            bullets(entry(term, full=True) for term in hits[:SHOWN]),
            f"Also found: {others}" if others else None,
        )
        return found, f"{size} found. {entry(hits[0]).text}"
