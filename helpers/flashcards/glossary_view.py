"""The glossary with a search field, and as a plain list where no kernel runs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from html import escape

import ipywidgets as widgets

from helpers.cards import bullets
from helpers.content.model import Term
from helpers.controls import Companion, LiveView

from . import words
from .glossary import fold, in_order, nothing, search

SHOWN = 8
"""How many entries are shown in full; the others are named."""


class Glossary(LiveView):
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

    def _paper(self) -> tuple[str, str]:
        shown = self.title, self.terms
        return words.glossary_text(*shown), words.glossary_html(*shown)

    def _build(self) -> None:
        layout = widgets.Layout()
        title = words.ignore_math(f"<p><strong>{escape(self.title)}</strong></p>")
        self._head = widgets.HTML(title, layout=layout)
        self._field = widgets.Text(
            description="Search in terms, abbreviations and meanings",
            placeholder="for example churn",
            layout=layout,
            _dom_classes=("qz-row",),
        )
        found, _ = self._answer("")
        self._list = widgets.HTML(found, layout=layout, style=self._head.style)
        self._companion = Companion(uid=f"gl-{uuid.uuid4().hex[:8]}", layout=layout)
        self._box = widgets.VBox(
            [self._head, self._field, self._list, self._companion],
            layout=layout,
            _dom_classes=("qz",),
        )
        self._field.observe(self._typed, "value")

    def _typed(self, change) -> None:
        self._list.value, self._companion.status = self._answer(change["new"])

    def _answer(self, wanted: str) -> tuple[str, str]:
        """What to show and what to say for a search."""
        if not fold(wanted):
            names = ", ".join(term.term for term in self.terms)
            count = f"{len(self.terms)} terms"
            return words.ignore_math(f"<p><strong>{count}:</strong> {escape(names)}</p>"), count
        hits = search(self.terms, wanted)
        if not hits:
            sentence = nothing(self.terms, wanted)
            return words.ignore_math(f"<p>{escape(sentence)}</p>"), sentence
        count = f"{len(hits)} term" + ("s" if len(hits) > 1 else "")
        html = f"<p><strong>{count} found</strong></p>"
        html += bullets([words.entry_html(term, full=True) for term in hits[:SHOWN]])
        if len(hits) > SHOWN:
            names = ", ".join(term.term for term in hits[SHOWN:])
            html += f"<p>Also found: {escape(names)}</p>"
        first = f"{count} found. {words.entry_text(hits[0])}"
        return words.ignore_math(html), first
