"""A prediction as stock ipywidgets: the question, a control of its kind, then the picture."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from helpers.content.predict import Predict
from helpers.controls import LiveView, PredictCompanion
from helpers.document import (
    Card,
    Element,
    Piece,
    bullets,
    control_label,
    fold,
    md,
    para,
    screen_html,
    strong,
)
from helpers.questions.numbers import parse_number

from .guessing import Guessing, Seen, Unguessed, seen_blocks

TITLE = "Guess first"
NOTE = "Write it down"
_ROW = ("qz-row",)
_ASK = {
    "choose": "Choose one, then see the {what}.",
    "order": "Give each its place, then see the {what}.",
    "number": "Type a number, then see the {what}.",
    "bars": "Set each bar as long as you think it is, then see the {what}.",
    "note": "It is kept, and stands here again whenever you come back.",
}


def asked_blocks(asked: Predict, what: str, uid: str = "") -> list[Piece]:
    """The question of a prediction and what to do; ``what`` is seen then, a picture or a table."""
    return [
        para(strong(NOTE if asked.note else TITLE)),
        Element("div", (md(asked.ask),), (("id", f"{uid}-stem"),) if uid else ()),
        para(_ASK[asked.kind].format(what=what)),
    ]


class PredictView(LiveView):
    """The question of a `Guessing`, and after a guess its picture. Without a kernel both stand.

    Examples
    --------
    >>> view.guess("marketing")    # doctest: +SKIP
    >>> view.skip()                # doctest: +SKIP
    """

    def __init__(self, guessing: Guessing):
        self.guessing = guessing
        self._opened = time.monotonic()

    @property
    def _what(self) -> str:
        chart = self.guessing.chart
        return "table" if chart and not chart.is_picture else "picture"

    # ------------------------------------------------------------ from Python

    def guess(self, given: Any) -> Seen:
        """Guess, as a learner's hand would; see `Guessing.read` for what each kind takes.

        Raises
        ------
        Unguessed
            A `ValueError` whose sentence says what is missing.
        """
        seen = self.guessing.guess(given, round(time.monotonic() - self._opened, 1))
        if self._box:
            self._show(seen)
        return seen

    def skip(self) -> None:
        """See the picture without a guess; nothing is kept."""
        chart, then = self.guessing.chart, self.guessing.asked.then
        if self._box and chart:
            told = [md(then)] if then else []
            self._answered([*told, chart], f"The {self._what} is shown.")

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        asked = self.guessing.asked
        offered = [entry.text for entry in self._entries_on_paper()]
        chart = self.guessing.chart
        told = md(asked.then) if asked.then else None
        shown = fold(f"Guess, then open: the {self._what}", chart, told) if chart else None
        return Card(*asked_blocks(asked, self._what), bullets(offered) if offered else None, shown)

    def _entries_on_paper(self) -> list[Any]:
        asked = self.guessing.asked
        if asked.order:  # the file's order is the right one
            return sorted(asked.order, key=lambda row: row.text)
        return list(asked.entries)

    def _build(self) -> None:
        asked = self.guessing.asked
        self._layout = widgets.Layout()
        uid = f"pr-{uuid.uuid4().hex[:8]}"
        head = screen_html(*asked_blocks(asked, self._what, uid))
        self._head = widgets.HTML(head, layout=self._layout)
        self._tail = widgets.HTML("", layout=self._layout, style=self._head.style)
        self._companion = PredictCompanion(uid=uid, state="asked", layout=self._layout)
        response = self.guessing.response
        if response is not None and not asked.note:
            self._stack([self._head, self._tail, self._companion], self._layout)
            self._show(self.guessing.seen(response))
            return
        kinds: dict[str, Callable[[], tuple[list[Any], Callable[[], Any]]]] = {
            "choose": self._radios,
            "order": self._places,
            "number": self._number,
            "bars": self._sliders,
            "note": self._text,
        }
        controls, self._read = kinds[asked.kind]()
        see = widgets.Button(
            description="Keep it" if asked.note else f"Show the {self._what}", layout=self._layout
        )
        see.on_click(lambda _: self._press())
        buttons = [see]
        if not asked.note:
            skip = widgets.Button(
                description="Skip the guess", layout=self._layout, style=see.style
            )
            skip.on_click(lambda _: self.skip())
            buttons.append(skip)
        bar = widgets.HBox(buttons, layout=self._layout)
        self._stack([self._head, *controls, bar, self._tail, self._companion], self._layout)
        if response is not None:
            self._say(seen_blocks(self.guessing, self.guessing.seen(response)), "")

    def _control(self, kind: Any, label: str, **traits: Any) -> Any:
        """A control with its label before it, in a row of its own."""
        traits = {"style": {"description_width": "initial"}} | traits
        return kind(
            description=control_label(label), layout=self._layout, _dom_classes=_ROW, **traits
        )

    def _radios(self) -> tuple[list[Any], Callable[[], Any]]:
        options = [(entry.text, entry.id) for entry in self.guessing.shuffled()]
        radios = widgets.RadioButtons(options=options, index=None, layout=self._layout)
        return [radios], lambda: radios.value

    def _places(self) -> tuple[list[Any], Callable[[], Any]]:
        entries = self.guessing.shuffled()
        options = [("Choose ...", None), *((str(n + 1), n) for n in range(len(entries)))]
        rows: dict[str, Any] = {}
        for entry in entries:
            shared = {"style": next(iter(rows.values())).style} if rows else {}
            rows[entry.id] = self._control(widgets.Dropdown, entry.text, options=options, **shared)

        def read() -> Any:
            places = {row.value: name for name, row in rows.items() if row.value is not None}
            return [places[place] for place in sorted(places)]

        return list(rows.values()), read

    def _number(self) -> tuple[list[Any], Callable[[], Any]]:
        number = self.guessing.asked.number
        unit = number.unit if number else ""
        label = f"Your number ({unit})" if unit else "Your number"
        field = self._control(widgets.Text, label)

        def read() -> Any:
            found = parse_number(field.value, unit)
            if field.value.strip() and not found:
                raise Unguessed("That is not a number; type digits such as 12.5 or 12,5.")
            return found[0] if found else None

        return [field], read

    def _sliders(self) -> tuple[list[Any], Callable[[], Any]]:
        bars = self.guessing.asked.bars
        assert bars is not None
        whole = all(float(n).is_integer() for n in (bars.low, bars.high, bars.step))
        kind, cast = (widgets.IntSlider, int) if whole else (widgets.FloatSlider, float)
        start = bars.low + bars.step * ((bars.high - bars.low) / 2 // bars.step)
        numbers = {"min": bars.low, "max": bars.high, "step": bars.step, "value": start}
        numbers = {name: cast(value) for name, value in numbers.items()}
        rows: dict[str, Any] = {}
        for row in bars.rows:
            shared = {"style": next(iter(rows.values())).style} if rows else {}
            label = f"{row.text} ({bars.unit})" if bars.unit else row.text
            rows[row.id] = self._control(kind, label, **numbers, **shared)
        return list(rows.values()), lambda: {name: row.value for name, row in rows.items()}

    def _text(self) -> tuple[list[Any], Callable[[], Any]]:
        kept = self.guessing.response or ""
        area = self._control(widgets.Textarea, "Your note", value=kept, rows=3)
        return [area], lambda: area.value

    # ------------------------------------------------------------ clicks

    def _press(self) -> None:
        try:
            self.guess(self._read())
        except Unguessed as error:
            self._say([para(str(error))], str(error))

    def _show(self, seen: Seen) -> None:
        blocks = seen_blocks(self.guessing, seen)
        if self.guessing.asked.note:
            self._say(blocks, seen.nearness)
        else:
            self._answered(blocks, seen.nearness)

    def _answered(self, blocks: list[Any], spoken: str) -> None:
        """Put the picture where the controls were."""
        self._say(blocks, spoken)
        self.widget.children = [self._head, self._tail, self._companion]
        asked = self.guessing.asked
        self._head.value = screen_html(para(strong(TITLE)), md(asked.ask))
        self._companion.state = "result"

    def _say(self, blocks: list[Any], spoken: str) -> None:
        notice = self.guessing.record.notice
        if notice and self.guessing.record.name != "guest":
            blocks = [*blocks, para(notice)]
        self._tail.value = screen_html(*blocks)
        self._companion.status = spoken
