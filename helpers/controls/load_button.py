"""A button for something that takes a while to come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import ipywidgets as widgets

from helpers.document import screen_html


class LoadButton(widgets.VBox):
    """A button that loads something and goes away once it is there.

    Parameters
    ----------
    label : str
        What stands on it.
    load : callable
        Loads; its result is a sentence where that failed, or "".
    then : callable
        Called once all is there.
    """

    def __init__(self, label: str, load: Callable[[], Awaitable[str]], then: Callable[[], None]):
        self.button = widgets.Button(description=label, layout={"width": "auto"})
        self.said = widgets.HTML("")
        self._load, self._then = load, then
        self.button.on_click(lambda _: asyncio.ensure_future(self.press()))
        super().__init__([self.button, self.said])

    async def press(self) -> None:
        """Load, and say how it went."""
        self.button.disabled = True
        self.said.value = screen_html("Loading …")
        fault = await self._load()
        self.said.value = screen_html(fault)
        self.button.disabled = False
        if not fault:
            self.children = ()
            self._then()
