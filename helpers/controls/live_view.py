"""What every live view shares: it is built when first shown, and it reads without a kernel, too."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from helpers.document import Card


class LiveView:
    """Base of the views: widgets where a kernel runs, text and HTML where none does.

    A subclass builds its widgets in ``_build``, which sets ``_box``, and says in ``_paper`` what it
    is on paper, as a card: the same every time, and without a key.
    """

    _box: widgets.VBox | None = None

    @property
    def widget(self) -> widgets.VBox:
        """The live view; built when first asked for."""
        if self._box is None:
            self._build()
        return self._box

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> dict[str, Any] | tuple[dict[str, Any], dict[str, Any]]:
        data = self._paper()._repr_mimebundle_() | {
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.widget.model_id,
            }
        }
        about = self._about()
        return (data, about) if about else data

    def _about(self) -> dict[str, Any]:
        """What a page must know to show the companion: Colab asks where its code comes from."""
        companion = getattr(self, "_companion", None)
        return companion._repr_mimebundle_()[1] if companion else {}

    def _stack(self, children: list[widgets.Widget], layout: widgets.Layout) -> None:
        """Set the view: its widgets, one below the other."""
        self._box = widgets.VBox(children, layout=layout, _dom_classes=("qz",))

    def _build(self) -> None:
        raise NotImplementedError

    def _paper(self) -> Card:
        raise NotImplementedError
