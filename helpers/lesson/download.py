"""Files in a browser: a page has no folder there, so it hands them out and takes them in itself."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets

from helpers.controls import LiveView
from helpers.document import Card, Shown, screen_html

from .export_and_erase import save_link


class Download(LiveView):
    """A card with a link that saves a file.

    Parameters
    ----------
    name, data
        The file's name, and what is in it.
    *more : Shown
        What stands below the link.
    """

    def __init__(self, name: str, data: bytes, *more: Shown):
        self.name, self.data, self._more = name, data, more

    def _paper(self) -> Card:
        return Card(f"Save the file {self.name}.", *self._more)

    def _build(self) -> None:
        link = save_link(self.name, self.data, f"Save the file {self.name}")
        layout = widgets.Layout()
        self._stack([widgets.HTML(screen_html(link, *self._more), layout=layout)], layout)


class TakeIn(LiveView):
    """A button that asks for a file and says what came of it.

    Parameters
    ----------
    read : callable
        Takes the file's name and what is in it, and returns the card to show.
    """

    def __init__(self, read: Callable[[str, bytes], Card]):
        self._read = read

    def _paper(self) -> Card:
        return Card("Choose the file of an export here.")

    def _build(self) -> None:
        layout = widgets.Layout()
        self._said = widgets.HTML("", layout=layout)
        self.chooser = widgets.FileUpload(
            accept=".json", description="Choose the file of an export", layout={"width": "auto"}
        )
        self.chooser.observe(self._chosen, "value")
        self._stack([self.chooser, self._said], layout)

    def _chosen(self, change) -> None:
        for file in change["new"]:
            self._said.value = self._read(file["name"], bytes(file["content"])).html
