"""The answer controls of each question type: a few stock widgets, reused from page to page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from helpers.content.model import (
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SortIntoGroups,
    TrueFalseReason,
)
from helpers.grading import choices
from helpers.grading.solution import verdict_text

from .session import display_order

_NONE = "Choose ..."


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
        self._quiet = False
        self._read: Callable[[], Any] = lambda: None

    # ------------------------------------------------------------ the pools

    def _take(self, kind: str, count: int) -> list[Any]:
        pool = self._pools.setdefault(kind, [])
        while len(pool) < count:
            control = getattr(self, f"_new_{kind}")()
            control.observe(self._touched, "value")
            pool.append(control)
        return pool[:count]

    def _new_radio(self):
        return widgets.RadioButtons(layout=self._layout, style=self._style)

    def _new_row(self):
        radio = widgets.RadioButtons(layout=self._layout, style=self._style, orientation="horizontal")
        radio.add_class("qz-row")
        return radio

    def _new_tick(self):
        if "tick" not in self._pools or not self._pools["tick"]:
            return widgets.Checkbox(layout=self._layout, indent=False)
        return widgets.Checkbox(layout=self._layout, style=self._pools["tick"][0].style, indent=False)

    def _new_pick(self):
        pick = widgets.Dropdown(layout=self._layout, style=self._style)
        pick.add_class("qz-row")
        return pick

    def _new_text(self):
        return widgets.Text(layout=self._layout)

    def _touched(self, _change) -> None:
        if not self._quiet:
            self._changed(self._read())

    # ------------------------------------------------------------ one page

    def show(self, question: Question, response: Any) -> list[Any]:
        """Set the controls for ``question`` with ``response`` restored; return them in order."""
        self._quiet = True
        try:
            match question:
                case MultipleResponse():
                    controls, self._read = self._ticks(question.options, question, response)
                case SortIntoGroups():
                    controls, self._read = self._sort(question, response)
                case Matching():
                    offered = choices(question)
                    controls, self._read = self._picks(
                        [p.text for p in question.pairs], list(range(len(question.pairs))),
                        offered, response)
                case Ordering():
                    controls, self._read = self._ordering(question, response)
                case Numeric():
                    controls, self._read = self._number(question, response)
                case Scenario():
                    controls, self._read = self._scenario(question, response)
                case TrueFalseReason():
                    texts = [verdict_text(o) for o in question.options]
                    controls, self._read = self._radio(0, texts, question, response)
                case _:
                    texts = [o.text for o in question.options]
                    controls, self._read = self._radio(0, texts, question, response)
        finally:
            self._quiet = False
        return controls

    def _radio(self, slot: int, texts: list[str], question: Question, response: Any, label=""):
        order = display_order(question, len(texts), self._seed)
        chosen = response if isinstance(response, int) and response in order else None
        radio = self._take("radio", slot + 1)[slot]
        _set_options(radio, [(texts[i], i) for i in order], chosen, label)
        return [radio], lambda: radio.value

    def _ticks(self, options, question: Question, response: Any):
        order = display_order(question, len(options), self._seed)
        chosen = response if isinstance(response, list) else []
        ticks = self._take("tick", len(options))
        for tick, index in zip(ticks, order, strict=True):
            with tick.hold_sync():
                tick.description, tick.value = options[index].text, index in chosen
        return ticks, lambda: sorted(i for t, i in zip(ticks, order, strict=True) if t.value)

    def _sort(self, question: SortIntoGroups, response: Any):
        order = display_order(question, len(question.items), self._seed)
        given = _as_list(response, len(order))
        rows = self._take("row", len(order))
        groups = [(g.label, g.id) for g in question.groups]
        for row, index in zip(rows, order, strict=True):
            known = {g.id for g in question.groups}
            chosen = given[index] if given[index] in known else None
            _set_options(row, groups, chosen, question.items[index].text)

        def read():
            placed: list[Any] = [None] * len(order)
            for row, index in zip(rows, order, strict=True):
                placed[index] = row.value
            return placed

        return rows, read

    def _picks(self, texts: list[str], order: list[int], offered: list[str], response: Any):
        given = _as_list(response, len(order))
        picks = self._take("pick", len(order))
        for pick, index in zip(picks, order, strict=True):
            chosen = given[index] if given[index] in range(len(offered)) else None
            options = [(_NONE, None), *((text, i) for i, text in enumerate(offered))]
            _set_options(pick, options, chosen, texts[index])

        def read():
            found: list[Any] = [None] * len(order)
            for pick, index in zip(picks, order, strict=True):
                found[index] = pick.value
            return found

        return picks, read

    def _ordering(self, question: Ordering, response: Any):
        size = len(question.items)
        order = display_order(question, size, self._seed)
        places = None
        if isinstance(response, list) and sorted(map(str, response)) == sorted(map(str, range(size))):
            places = [response.index(i) for i in range(size)]
        controls, read_places = self._picks(
            [i.text for i in question.items], order, [str(n) for n in range(1, size + 1)], places)

        def read():
            found = read_places()
            if None in found or len(set(found)) != size:
                return None
            return [found.index(place) for place in range(size)]

        return controls, read

    def _number(self, question: Numeric, response: Any):
        text = self._take("text", 1)[0]
        with text.hold_sync():
            text.description = f"Your number in {question.unit}"
            text.value = response if isinstance(response, str) else ""
        return [text], lambda: text.value

    def _scenario(self, question: Scenario, response: Any):
        given = response if isinstance(response, dict) else {}
        owner, read_owner = self._radio(
            0, [o.text for o in question.owners], question, given.get("owner"), "Who decides?")
        reason, read_reason = self._radio(
            1, [o.text for o in question.reasons], question, given.get("reason"), "Why?")
        asked, read_asked = self._ticks(question.consult, question, given.get("consult"))
        heading = self._take_heading("Who is asked first? Tick every one that fits.")
        return [*owner, *reason, heading, *asked], lambda: {
            "owner": read_owner(), "reason": read_reason(), "consult": read_asked()}

    def _take_heading(self, text: str):
        pool = self._pools.setdefault("heading", [])
        if not pool:
            pool.append(widgets.Label(value=text, layout=self._layout))
        return pool[0]


def _set_options(control: Any, options: list, chosen: Any, label: str) -> None:
    """Swap options, value and label in one message; a plain swap would pick the first option."""
    values = [value for _, value in options]
    with control.hold_sync():
        control.options = options
        control.index = values.index(chosen) if chosen in values else None
        control.description = label


def _as_list(response: Any, size: int) -> list[Any]:
    return list(response) if isinstance(response, list) and len(response) == size else [None] * size
