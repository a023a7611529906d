"""The answer controls of each question type: a few stock widgets, reused from page to page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
ROW = ("qz-row",)


def row_of_radios(**traits: Any) -> widgets.RadioButtons:
    """Radio buttons side by side, with their label in the same row."""
    return widgets.RadioButtons(orientation="horizontal", _dom_classes=ROW, **traits)


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

    def _take(self, kind: str, slot: int, **traits: Any) -> Any:
        """Return control ``slot`` of a kind with ``traits`` set, in one message."""
        pool = self._pools.setdefault(kind, [])
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
                        [p.text for p in question.pairs],
                        list(range(len(question.pairs))),
                        offered,
                        response,
                    )
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
        traits = _options([(texts[i], i) for i in order], chosen, label)
        radio = self._take("radio", slot, **traits)
        return [radio], lambda: radio.value

    def _ticks(self, options, question: Question, response: Any):
        order = display_order(question, len(options), self._seed)
        chosen = response if isinstance(response, list | tuple) else []
        ticks = [
            self._take("tick", slot, description=options[i].text, value=_is_one_of(i, chosen))
            for slot, i in enumerate(order)
        ]
        return ticks, lambda: sorted(i for t, i in zip(ticks, order, strict=True) if t.value)

    def _sort(self, question: SortIntoGroups, response: Any):
        order = display_order(question, len(question.items), self._seed)
        given = _as_list(response, len(order))
        groups = [(g.label, g.id) for g in question.groups]
        rows = [
            self._take("row", slot, **_options(groups, given[i], question.items[i].text))
            for slot, i in enumerate(order)
        ]

        def read():
            placed: list[Any] = [None] * len(order)
            for row, index in zip(rows, order, strict=True):
                placed[index] = row.value
            return placed

        return rows, read

    def _picks(self, texts: list[str], order: list[int], offered: list[str], response: Any):
        given = _as_list(response, len(order))
        options = [(_NONE, None), *((text, i) for i, text in enumerate(offered))]
        picks = [
            self._take("pick", slot, **_options(options, given[i], texts[i]))
            for slot, i in enumerate(order)
        ]

        def read():
            found: list[Any] = [None] * len(order)
            for pick, index in zip(picks, order, strict=True):
                found[index] = pick.value
            return found

        return picks, read

    def _ordering(self, question: Ordering, response: Any):
        """Each step is given a place; until all are, the draft is ``{"places": [...]}``."""
        size = len(question.items)
        order = display_order(question, size, self._seed)
        places = response.get("places") if isinstance(response, dict) else None
        whole = isinstance(response, list | tuple) and len(response) == size
        if whole and all(_is_one_of(i, response) for i in range(size)):
            places = [response.index(i) for i in range(size)]
        controls, read_places = self._picks(
            [i.text for i in question.items], order, [str(n) for n in range(1, size + 1)], places
        )

        def read():
            found = read_places()
            if None in found or len(set(found)) != size:
                return {"places": found}
            return [found.index(place) for place in range(size)]

        return controls, read

    def _number(self, question: Numeric, response: Any):
        typed = response if isinstance(response, str) else ""
        text = self._take("text", 0, value=typed, description=f"Your number in {question.unit}")
        return [text], lambda: text.value

    def _scenario(self, question: Scenario, response: Any):
        given = response if isinstance(response, dict) else {}
        owner, read_owner = self._radio(
            0, [o.text for o in question.owners], question, given.get("owner"), "Who decides?"
        )
        reason, read_reason = self._radio(
            1, [o.text for o in question.reasons], question, given.get("reason"), "Why?"
        )
        asked, read_asked = self._ticks(question.consult, question, given.get("consult"))
        ask = "Who is asked first? Tick every one that fits."
        heading = self._take("heading", 0, value=ask)
        return [*owner, *reason, heading, *asked], lambda: {
            "owner": read_owner(),
            "reason": read_reason(),
            "consult": read_asked(),
        }


def _options(options: list[tuple[str, Any]], chosen: Any, label: str) -> dict[str, Any]:
    """The traits of a choice: options first, then the index, or a swap picks the first option."""
    values = [value for _, value in options]
    index = values.index(chosen) if _is_one_of(chosen, values) else None
    return {"options": options, "index": index, "description": label}


def _is_one_of(chosen: Any, values: Sequence[Any]) -> bool:
    """Membership without surprise: True is no 1, and a list is no option."""
    return any(type(chosen) is type(value) and chosen == value for value in values)


def _as_list(response: Any, size: int) -> list[Any]:
    right = isinstance(response, list | tuple) and len(response) == size
    return list(response) if right else [None] * size
