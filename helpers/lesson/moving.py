"""Cards about the learner's progress that follow it: they are shown anew after each answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from helpers.document import Card, Element

if TYPE_CHECKING:
    from IPython.display import DisplayHandle


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
    """The cards of a notebook that move, the newest of each name."""

    def __init__(self) -> None:
        self._cards: dict[str, MovingCard] = {}
        self._waiting = False

    def card(self, name: str, make: Callable[[], Card]) -> MovingCard:
        """A card that moves from when it is shown until another of its name is."""
        return MovingCard(make, lambda shown: self._cards.update({name: shown}))

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
        self._waiting = False
        for card in self._cards.values():
            card.renew()
