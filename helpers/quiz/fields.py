"""The answer controls of each kind of part: a few stock widgets, reused from page to page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import ipywidgets as widgets

from helpers.document import control_label
from helpers.questions import Question
from helpers.questions.parts import (
    AnswerPart,
    ChooseMany,
    ChooseOne,
    Mark,
    Match,
    Number,
    Order,
    Verdicts,
)

from .session import display_order

_NONE = "Choose ..."
ROW = ("qz-row",)
SURE = (*ROW, "qz-sure")
Read = Callable[[], Any]
Shown = tuple[list[Any], Read]
"""Controls in their order, and what reads the response from them."""


def row_of_radios(css: tuple[str, ...] = ROW, **traits: Any) -> widgets.RadioButtons:
    """Radio buttons side by side, with their label in the same row."""
    return widgets.RadioButtons(orientation="horizontal", _dom_classes=css, **traits)


class Fields:
    """Pools of controls. ``show`` lays out a question's controls, ``response`` reads them.

    Parameters
    ----------
    layout, style : widgets
        Shared by every control, so that a control costs one model.
    seed : str
        Fixes the order in which options are shown to this learner.
    changed : callable
        Called with the new response whenever the learner touches a control.
    """

    def __init__(self, layout: Any, style: Any, seed: str, changed: Callable[[Any], None]):
        self._layout, self._style, self._seed, self._changed = layout, style, seed, changed
        self._pools: dict[str, list[Any]] = {}
        self._used: Counter[str] = Counter()
        self._quiet = False
        self._read: Read = lambda: None

    # ------------------------------------------------------------ the pools

    def _take(self, kind: str, **traits: Any) -> Any:
        """Return the next control of a kind with ``traits`` set, in one message."""
        pool, slot = self._pools.setdefault(kind, []), self._used[kind]
        self._used[kind] += 1
        if slot < len(pool):
            with pool[slot].hold_sync():
                for name, value in traits.items():
                    setattr(pool[slot], name, value)
        else:
            control = getattr(self, f"_new_{kind}")(layout=self._layout, **traits)
            control.observe(self._touched, "value")
            pool.append(control)
        return pool[slot]

    def _new_radio(self, **traits: Any):
        return widgets.RadioButtons(style=self._style, **traits)

    def _new_row(self, **traits: Any):
        return row_of_radios(style=self._style, **traits)

    def _new_pick(self, **traits: Any):
        return widgets.Dropdown(style=self._style, _dom_classes=ROW, **traits)

    def _new_tick(self, **traits: Any):
        first = next(iter(self._pools["tick"]), None)
        shared = {"style": first.style} if first else {}
        return widgets.Checkbox(indent=False, **shared, **traits)

    def _new_text(self, **traits: Any):
        return widgets.Text(_dom_classes=ROW, **traits)

    def _new_heading(self, **traits: Any):
        return widgets.HTML(style=self._style, **traits)

    def _touched(self, _change) -> None:
        if not self._quiet:
            self._changed(self._read())

    # ------------------------------------------------------------ one page

    def show(self, question: Question, response: Any, step: int | None = None) -> list[Any]:
        """Set the controls for ``question`` with ``response`` restored; return them in order.

        With ``step``, only those of one part, whose answer joins what is there of the others.
        """
        self._quiet = True
        self._used.clear()
        try:
            shown = [
                _KINDS[type(part)](self, part, self._order(part, question), answer)
                if step in (None, number)
                else ([], partial(_same, answer))
                for number, (part, answer) in enumerate(question.given(response))
            ]
            self._read = lambda: question.whole([read() for _, read in shown])
            return [control for controls, _ in shown for control in controls]
        finally:
            self._quiet = False

    def marks(self, question: Question, response: Any, tries: int, shown: bool) -> list[Mark]:
        """A mark for each row on show, from the first to the last; none for a response not whole.

        What a choice of several leaves out is marked from the second try on, as the feedback
        names it then; the one right choice only when the answer is ``shown``.
        """
        if not question.complete(response):
            return []
        return [
            part.mark(row, answer, shown or tries > 1 and isinstance(part, ChooseMany))
            for part, answer in question.given(response)
            for row in (self._order(part, question) or [0])
        ]

    def _order(self, part: AnswerPart, question: Question) -> list[int]:
        """The rows of a part as this learner sees them; a number to type has none."""
        if isinstance(part, Number):
            return []
        order = list(range(len(part.choices)))
        return display_order(question, len(order), self._seed) if part.shuffled else order

    def _radio(self, part: ChooseOne, order: list[int], response: Any) -> Shown:
        chosen = response if isinstance(response, int) and response in order else None
        options = [(part.choices[i].text, i) for i in order]
        radio = self._take("radio", **_options(options, chosen, part.label))
        return [radio], lambda: radio.value

    def _ticks(self, part: ChooseMany, order: list[int], response: Any) -> Shown:
        chosen = response if isinstance(response, list | tuple) else []
        ask = f"{part.label} Tick every one that fits."
        heading = [self._take("heading", value=ask)] if part.label else []
        ticks = [
            self._take(
                "tick", description=control_label(part.choices[i].text), value=_is_one_of(i, chosen)
            )
            for i in order
        ]
        return [*heading, *ticks], lambda: sorted(
            i for tick, i in zip(ticks, order, strict=True) if tick.value
        )

    def _places(self, part: Match, order: list[int], response: Any) -> Shown:
        options = [(t.text, value) for t, value in zip(part.targets, part.values, strict=True)]
        kind, none = ("row", []) if part.grouped else ("pick", [(_NONE, None)])
        return self._rows(kind, part, order, [*none, *options], response)

    def _verdicts(self, part: Verdicts, order: list[int], response: Any) -> Shown:
        """A row for each clause of a document, with its number."""
        options = [(_NONE, None), *((target.text, target.id) for target in part.targets)]
        names = [f"{number}. {part.choices[i].text}" for number, i in enumerate(order, 1)]
        return self._rows("pick", part, order, options, response, names)

    def _rows(
        self,
        kind: str,
        part: AnswerPart,
        order: list[int],
        options: list[Any],
        response: Any,
        names: Sequence[str] = (),
    ) -> Shown:
        """A control for each choice, under ``names`` if it is not named by its own text."""
        named = names or [choice.text for choice in part.choices]
        right = isinstance(response, list | tuple) and len(response) == len(order)
        given = response if right else [None] * len(order)
        rows = [self._take(kind, **_options(options, given[i], named[i])) for i in order]
        by_entry = dict(zip(order, rows, strict=True))
        return rows, lambda: [by_entry[entry].value for entry in range(len(order))]

    def _steps(self, part: Order, order: list[int], response: Any) -> Shown:
        """Each step is given a place; until all are, the draft is ``{"places": [...]}``."""
        size = len(order)
        places = response.get("places") if isinstance(response, dict) else None
        if part.complete(response):
            places = [response.index(i) for i in range(size)]
        options = [(_NONE, None), *((str(n + 1), n) for n in range(size))]
        controls, read_places = self._rows("pick", part, order, options, places)

        def read() -> Any:
            found = read_places()
            if None in found or len(set(found)) != size:
                return {"places": found}
            return [found.index(place) for place in range(size)]

        return controls, read

    def _number(self, part: Number, order: list[int], response: Any) -> Shown:
        typed = response if isinstance(response, str) else ""
        text = self._take("text", value=typed, description=control_label(part.label))
        return [text], lambda: text.value


_KINDS: dict[type[AnswerPart], Callable[[Fields, Any, list[int], Any], Shown]] = {
    ChooseOne: Fields._radio,
    ChooseMany: Fields._ticks,
    Match: Fields._places,
    Verdicts: Fields._verdicts,
    Order: Fields._steps,
    Number: Fields._number,
}


def _same(answer: Any) -> Any:
    return answer


def _options(options: list[tuple[str, Any]], chosen: Any, label: str) -> dict[str, Any]:
    """The traits of a choice: options first, then the index, or a swap picks the first option."""
    values = [value for _, value in options]
    index = values.index(chosen) if _is_one_of(chosen, values) else None
    return {"options": options, "index": index, "description": control_label(label)}


def _is_one_of(chosen: Any, values: Sequence[Any]) -> bool:
    """Membership without surprise: True is no 1, and a list is no option."""
    return any(type(chosen) is type(value) and chosen == value for value in values)
