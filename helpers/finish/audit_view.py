"""The audit with two choices and a search field, and folded by lesson where no kernel runs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets

from helpers.controls import Companion, LiveView
from helpers.document import Card, Piece, control_label, count, screen_html, title

from .audit import AuditedClaim, choose, claims_table, paper

_ANY = "all"
_WAITING = "Choose a lesson or a verdict, or type a word, and the claims come up here."
_FIRST = (
    "Judge the twelve first: answer both questions above, then start this page again. All our "
    "verdicts open here."
)


class Audit(LiveView):
    """A filter over the claims. Nothing is listed before the learner chooses, and nothing can be
    chosen while it is locked, so that nothing is given away to somebody who has still to judge.

    Parameters
    ----------
    title : str
    rows : sequence of AuditedClaim
    locked : bool
        Whether the twelve claims of the lesson have still to be judged.

    Examples
    --------
    >>> [row.verdict for row in audit.find(words="breaks")]      # doctest: +SKIP
    ['Weak or odd']
    """

    def __init__(self, title: str, rows: Sequence[AuditedClaim], *, locked: bool = False):
        self.title, self.rows, self.locked = title, list(rows), locked

    def find(
        self, lesson: str | None = None, verdict: str | None = None, words: str = ""
    ) -> list[AuditedClaim]:
        """The claims of a lesson, with a verdict, and with all the words, as the fields find."""
        return choose(self.rows, lesson, verdict, words)

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return paper(self.title, self.rows)

    def _build(self) -> None:
        layout = widgets.Layout()
        self._head = widgets.HTML(screen_html(title(self.title)), layout=layout)
        first = screen_html(_FIRST if self.locked else _WAITING)
        self._list = widgets.HTML(first, layout=layout, style=self._head.style)
        self._companion = Companion(uid=f"au-{uuid.uuid4().hex[:8]}", layout=layout)
        fields = [] if self.locked else self._fields(layout)
        self._stack([self._head, *fields, self._list, self._companion], layout)

    def _fields(self, layout: Any) -> list[widgets.Widget]:
        self._lesson = _pick("Lesson", [row.lesson for row in self.rows], layout=layout)
        style = self._lesson.style
        verdicts = [row.verdict for row in self.rows]
        self._verdict = _pick("Verdict", verdicts, layout=layout, style=style)
        self._words = widgets.Text(
            description="Words in the claim or its evidence",
            placeholder="for example budget",
            layout=layout,
            _dom_classes=("qz-row",),
        )
        fields = [self._lesson, self._verdict, self._words]
        for field in fields:
            field.observe(self._changed, "value")
        return fields

    def _changed(self, _change) -> None:
        lesson, verdict, words = self._lesson.value, self._verdict.value, self._words.value
        if lesson is None and verdict is None and not words.strip():
            self._show(_WAITING)
            return
        found = self.find(lesson, verdict, words)
        said = f"{count(len(found), 'claim')} of {len(self.rows)}."
        if not found:
            said = "No claim fits all of this; set one of the fields back."
        self._show(said, title(said), claims_table(found) if found else None)

    def _show(self, spoken: str, *shown: Piece) -> None:
        self._list.value = screen_html(*(shown or [spoken]))
        self._companion.status = spoken


def _pick(label: str, names: list[str], **traits: Any) -> widgets.Dropdown:
    options = [(_ANY, None), *((name, name) for name in dict.fromkeys(names))]
    return widgets.Dropdown(
        options=options,
        index=0,
        description=control_label(label),
        _dom_classes=("qz-row",),
        **traits,
    )
