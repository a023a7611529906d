"""Cards about the learner's progress that follow it: they are shown anew after each answer.

An answer in another lesson, whose kernel is another program, changes the record's file; a kernel
that shows such a card looks at the file every few seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from helpers.document import Card, Element

if TYPE_CHECKING:
    from IPython.display import DisplayHandle

PAUSE = 3.0
"""Seconds between two looks at the record's file."""


class MovingCard(Card):
    """A card made afresh whenever it is asked for.

    Parameters
    ----------
    make : callable
        Makes the card.
    shown : callable
        Told when a notebook shows this card.
    """

    def __init__(self, make: Callable[[], Card], shown: Callable[[MovingCard], None]):
        self._make, self._shown = make, shown
        self._handle: DisplayHandle | None = None
        self._seen: dict[str, Any] = {}

    @property
    def blocks(self) -> tuple[Element, ...]:  # type: ignore[override]
        return self._make().blocks  # type: ignore[return-value]

    def _ipython_display_(self) -> None:
        from IPython.display import display

        self._seen = self._repr_mimebundle_()
        self._handle = display(self._seen, raw=True, display_id=True)
        self._shown(self)

    def renew(self) -> None:
        """Show the card of now where the last one stands, if it says something else."""
        now = self._repr_mimebundle_()
        if self._handle and now != self._seen:
            self._seen = now
            self._handle.update(now, raw=True)


class Moving:
    """The cards of a notebook that move, the newest of each name.

    Parameters
    ----------
    stamp : callable
        Says something else whenever the record has changed, whoever wrote to it.
    """

    _looking: ClassVar[Moving | None] = None
    """The one whose cards were shown last; a page that is run again leaves none behind."""

    def __init__(self, stamp: Callable[[], object]) -> None:
        self._cards: dict[str, MovingCard] = {}
        self._waiting = False
        self._stamp, self._seen = stamp, stamp()

    def card(self, name: str, make: Callable[[], Card]) -> MovingCard:
        """A card that moves from when it is shown until another of its name is."""
        return MovingCard(make, lambda shown: self._show(name, shown))

    def _show(self, name: str, card: MovingCard) -> None:
        self._cards[name] = card
        if Moving._looking is not self:
            Moving._looking = self
            try:
                self._look(asyncio.get_running_loop())
            except RuntimeError:  # a script, whose cards nobody watches
                Moving._looking = None

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        """Show all cards anew if another program wrote to the record, now and from time to time."""
        if Moving._looking is not self:
            return
        loop.call_later(PAUSE, self._look, loop)
        if self._seen != self._stamp():
            self.renew()

    def follow(self) -> None:
        """Show all cards anew, in a kernel as soon as the answer has its feedback."""
        if not self._cards or self._waiting:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.renew()
        else:
            self._waiting = True
            loop.call_soon(self.renew)

    def renew(self) -> None:
        """Show all cards anew, now."""
        self._waiting, self._seen = False, self._stamp()
        for card in self._cards.values():
            card.renew()
