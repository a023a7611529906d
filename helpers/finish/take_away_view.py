"""The button that keeps the short path on one page: nothing is written unasked."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import ipywidgets as widgets

from helpers.controls import Companion, LiveView
from helpers.document import Card, em, para, screen_html, strong

_WHAT = "The short path on one page, to print or for your phone."
_LABEL = "Keep a page to take away"


class TakeAway(LiveView):
    """A sentence and a button; without a kernel, where the button is.

    Parameters
    ----------
    write : callable
        Writes the page and says where it is, or why it could not be written.
    """

    def __init__(self, write: Callable[[], Card]):
        self._write = write

    def keep(self) -> Card:
        """Write the page, as the button does; return what is said about it."""
        said = self._write()
        if self._box:
            self._said.value = screen_html(*said.blocks)
            self._companion.status = said.text
        return said

    def _paper(self) -> Card:
        ask = f"While the notebook runs, the button “{_LABEL}” stands here."
        return Card(para(strong(_WHAT)), para(em(ask)))

    def _build(self) -> None:
        layout = widgets.Layout()
        head = widgets.HTML(screen_html(para(strong(_WHAT))), layout=layout)
        button = widgets.Button(description=_LABEL, layout=layout)
        button.on_click(lambda _: self.keep())
        self._said = widgets.HTML("", layout=layout, style=head.style)
        self._companion = Companion(uid=f"ta-{uuid.uuid4().hex[:8]}", state="asked", layout=layout)
        bar = widgets.HBox([button], layout=layout)
        self._stack([head, bar, self._said, self._companion], layout)
