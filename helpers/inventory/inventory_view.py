"""The inventory as a pager of stock ipywidgets; answers live in this object and nowhere else."""

from __future__ import annotations

import uuid
from typing import Any

import ipywidgets as widgets

from helpers.content.model import Inventory
from helpers.controls import Companion, LiveView
from helpers.document import Card, Piece, screen_html
from helpers.methods.fit import STEPS, fit_profile, fit_stability

from . import inventory_cards as cards


class InventoryView(LiveView):
    """Twelve choices, one on show, and the profile drawn from them on demand.

    Parameters
    ----------
    inventory : Inventory
        What `helpers.content.load_inventory` read.

    Examples
    --------
    >>> view.answer(1)         # doctest: +SKIP
    >>> view.show_profile()    # doctest: +SKIP
    """

    def __init__(self, inventory: Inventory):
        self.inventory = inventory
        self.answers: dict[str, int] = {}
        self.position = 0
        self._uid = f"iv-{uuid.uuid4().hex[:8]}"
        self._shown = False
        self._early = False
        self._loading = False

    # ------------------------------------------------------------ from Python

    def go(self, number: int) -> None:
        """Show choice ``number``, counted from 1."""
        size = len(self.inventory.items)
        if not 1 <= number <= size:
            raise IndexError(f"There is no choice {number}; choose 1 to {size}.")
        self.position = number - 1
        self._forget_early()
        self._refresh()

    def answer(self, step: int | None) -> None:
        """Answer the choice on show: -2 or -1 for product, 1 or 2 for project, None for neither."""
        if step is not None and (isinstance(step, bool) or step not in STEPS):
            raise ValueError(f"{step!r} is no step; give -2, -1, 1, 2 or None.")
        self._keep(step)
        self._refresh()

    def show_profile(self) -> str:
        """Press "Show my profile"; return its cards."""
        if not self.answers:
            self._early = True
            self._say(cards.NOTHING, cards.NOTHING)
            return cards.NOTHING
        from helpers.charts.exhibits.profile import profile

        items = {item.id: item.dimension for item in self.inventory.items}
        fit = fit_profile(self.answers, items)
        stability = fit_stability(self.answers, items)
        lean = stability.side if stability.strength in ("slight", "clear") else "balanced"
        given = f"your {len(self.answers)} of {len(items)} answers in this notebook, not recorded"
        chart = profile(fit, stability, self.inventory.dimensions, source=given)
        shown = cards.profile(self.inventory, chart, stability, fit.unanswered, lean)
        self._say(shown, f"{chart.title}. {stability.sentence}")
        self._shown = True
        return shown.text

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return cards.paper(self.inventory)

    def _build(self) -> None:
        layout = widgets.Layout()
        self._head = widgets.HTML(self._asked(), layout=layout)
        style = self._head.style
        self._radio = widgets.RadioButtons(layout=layout, style=style, **self._choices())
        self._radio.observe(self._touched, "value")
        self._tail = widgets.HTML("", layout=layout, style=style)
        self._back = widgets.Button(description="Back", layout=layout, disabled=True)
        self._next = self._button("Next", disabled=len(self.inventory.items) == 1)
        self._show = self._button("Show my profile")
        self._back.on_click(lambda _: self._turn(-1))
        self._next.on_click(lambda _: self._turn(1))
        self._show.on_click(lambda _: self.show_profile())
        self._bar = widgets.HBox([self._back, self._next, self._show], layout=layout)
        self._companion = Companion(uid=self._uid, layout=layout)
        self._stack([self._head, self._radio, self._bar, self._tail, self._companion], layout)
        self._refresh()

    def _button(self, label: str, **traits: Any) -> widgets.Button:
        back = self._back
        return widgets.Button(description=label, layout=back.layout, style=back.style, **traits)

    def _asked(self) -> str:
        return screen_html(cards.ask(self.inventory, self.position, self._uid))

    def _choices(self) -> dict[str, Any]:
        """Options first, then the index, or a swap would pick the first option."""
        item = self.inventory.items[self.position]
        options = cards.steps(item)
        given = [step for _, step in options]
        answer = self.answers.get(item.id)
        return {"options": options, "index": None if answer is None else given.index(answer)}

    def _refresh(self) -> None:
        if self._box is None:
            return
        self._head.value = self._asked()
        self._loading = True
        try:
            with self._radio.hold_sync():
                for name, value in self._choices().items():
                    setattr(self._radio, name, value)
        finally:
            self._loading = False
        self._back.disabled = self.position == 0
        self._next.disabled = self.position == len(self.inventory.items) - 1

    def _say(self, shown: Piece, spoken: str) -> None:
        if self._box:
            self._tail.value = screen_html(shown)
            self._companion.status = spoken

    def _forget_early(self) -> None:
        """Take away the words about a profile that was asked for before any answer."""
        if self._early:
            self._early = False
            self._say("", "")

    # ------------------------------------------------------------ clicks

    def _touched(self, change) -> None:
        if not self._loading:
            self._keep(change["new"])

    def _keep(self, step: int | None) -> None:
        self._forget_early()
        item = self.inventory.items[self.position].id
        if self.answers.get(item) == step:
            return
        self.answers.pop(item, None)
        if step is not None:
            self.answers[item] = step
        if self._shown:
            self._shown = False
            self._say(cards.CHANGED, cards.CHANGED)

    def _turn(self, by: int) -> None:
        number = self.position + 1 + by
        if 1 <= number <= len(self.inventory.items):
            self.go(number)
            item = self.inventory.items[self.position]
            self._companion.status = f"Choice {number}: {item.ask}"
