"""The inventory as a pager of stock ipywidgets; its answers are kept when the learner says so."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from helpers.content.model import Inventory
from helpers.controls import Companion, LiveView
from helpers.document import Card, Piece, screen_html
from helpers.methods.fit import STEPS, FitStability, fit_profile, fit_stability

from . import inventory_cards as cards
from .kept import KeptProfile

if TYPE_CHECKING:
    from helpers.charts.chart import Chart
    from helpers.record import Record


class InventoryView(LiveView):
    """Twelve choices, one on show, and the profile drawn from them on demand.

    Parameters
    ----------
    inventory : Inventory
        What `helpers.content.load_inventory` read.
    record : Record
        Takes the answers when the learner keeps them; those kept last are shown again.
    lesson : str
        The lesson id that they are filed under.
    write : callable
        Writes the text of a page to print and says where it is.

    Examples
    --------
    >>> view.answer(1)         # doctest: +SKIP
    >>> view.show_profile()    # doctest: +SKIP
    >>> view.keep()            # doctest: +SKIP
    """

    def __init__(
        self, inventory: Inventory, record: Record, lesson: str, write: Callable[[str], Piece]
    ):
        self.inventory = inventory
        self._kept, self._write = KeptProfile(record, lesson, inventory), write
        self.answers: dict[str, int] = self._kept.last()
        self.kept = bool(self.answers)
        self.position = 0
        self._uid = f"iv-{uuid.uuid4().hex[:8]}"
        self._early = False
        self._loading = False

    # ------------------------------------------------------------ from Python

    def go(self, number: int) -> None:
        """Show choice ``number``, counted from 1."""
        size = len(self.inventory.items)
        if not 1 <= number <= size:
            raise IndexError(f"There is no choice {number}; choose 1 to {size}.")
        self.position = number - 1
        self._early = False
        self._refresh()

    def answer(self, step: int | None) -> None:
        """Answer the choice on show: -2 or -1 for product, 1 or 2 for project, None for neither."""
        if step is not None and (isinstance(step, bool) or step not in STEPS):
            raise ValueError(f"{step!r} is no step; give -2, -1, 1, 2 or None.")
        self._answered(step)
        self._refresh()

    def show_profile(self) -> str:
        """Press "Show my profile"; return its cards."""
        if not self.answers:
            self._early = True
            self._say(cards.NOTHING, cards.NOTHING)
            return cards.NOTHING
        return self._result(cards.KEPT if self.kept else cards.NOT_KEPT)

    def keep(self, keep: bool = True) -> str:
        """Keep the profile in the record, or take it back; return its cards."""
        if not self.answers:
            return self.show_profile()
        if keep and not self._kept.record.keeps:
            return self._result(cards.GUEST)
        self._kept.keep(self.answers if keep else {})
        self.kept = keep
        return self._result(cards.KEPT if keep else cards.TAKEN_BACK)

    def page(self) -> str:
        """Write the profile as a page to print; return its cards, and where the page is."""
        if not self.answers:
            return self.show_profile()
        words, _, _ = self._profile()
        return self._result(self._write(cards.page(words)))

    def _profile(self) -> tuple[Card, Chart, FitStability]:
        from helpers.charts.exhibits.profile import profile

        items = {item.id: item.dimension for item in self.inventory.items}
        fit, stability = fit_profile(self.answers, items), fit_stability(self.answers, items)
        given = f"your {len(self.answers)} of {len(items)} answers"
        chart = profile(fit, stability, self.inventory.dimensions, source=given)
        return cards.profile(self.inventory, self.answers, chart, fit, stability), chart, stability

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
        self._next = widgets.Button(description="Next", layout=layout)
        self._back = self._button("Back", lambda: self._turn(-1))
        self._show = self._button("Show my profile", self.show_profile)
        self._keep = self._button("Keep this result", lambda: self.keep(not self.kept))
        self._print = self._button("Make a page to print", self.page)
        self._change = self._button("Change my answers", lambda: self.go(self.position + 1))
        self._next.on_click(lambda _: self._turn(1))
        self._bar = widgets.HBox(layout=layout)
        self._companion = Companion(uid=self._uid, state="asked", layout=layout)
        self._stack([], layout)
        if self.kept:
            self.show_profile()
        else:
            self._refresh()

    def _button(self, label: str, act: Callable[[], object]) -> widgets.Button:
        first = self._next
        button = widgets.Button(description=label, layout=first.layout, style=first.style)
        button.on_click(lambda _: act())
        return button

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
        """Show the choice at `position`; the first button leads on."""
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
        is_last = self.position == len(self.inventory.items) - 1
        self._back.disabled = self.position == 0
        on = [self._show, self._back] if is_last else [self._next, self._back, self._show]
        self._place([self._head, self._radio, self._bar, self._tail, self._companion], on)
        if not self._early:
            self._say("", "")
        self._companion.page = self.position + 1

    def _result(self, last: Piece) -> str:
        """Show the profile where the choices were, with what is to be said last."""
        words, chart, stability = self._profile()
        shown = Card(*words.blocks, cards.folded(stability), last)
        if self._box is not None:
            self._keep.description = "Don't keep it" if self.kept else "Keep this result"
            first, last_one = (self._print, self._keep) if self.kept else (self._keep, self._print)
            self._place([self._tail, self._bar, self._companion], [first, self._change, last_one])
            self._say(shown, f"{chart.title}. {Card(last).text}")
            self._companion.page = 0
        return shown.text

    def _place(self, children: list[widgets.Widget], buttons: list[widgets.Widget]) -> None:
        if self._bar.children != tuple(buttons):
            self._bar.children = buttons
        if self._box and self._box.children != tuple(children):
            self._box.children = children

    def _say(self, shown: Piece, spoken: str) -> None:
        if self._box:
            self._tail.value = screen_html(shown) if shown else ""
            self._companion.status = spoken

    # ------------------------------------------------------------ clicks

    def _touched(self, change) -> None:
        if not self._loading:
            self._answered(change["new"])

    def _answered(self, step: int | None) -> None:
        if self._early:  # the words about a profile that was asked for before any answer
            self._early = False
            self._say("", "")
        item = self.inventory.items[self.position].id
        if self.answers.get(item) == step:
            return
        self.answers.pop(item, None)
        if step is not None:
            self.answers[item] = step
        self.kept = self.answers == self._kept.last()

    def _turn(self, by: int) -> None:
        number = self.position + 1 + by
        if 1 <= number <= len(self.inventory.items):
            self.go(number)
            item = self.inventory.items[self.position]
            self._companion.status = f"Choice {number}: {item.ask}"
