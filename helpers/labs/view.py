"""A lab as stock ipywidgets: predict, then move the controls and see the picture follow."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from helpers.charts.drawing_library import load_drawing_library, megabytes
from helpers.content.labs import Field, Value
from helpers.controls import LabCompanion, LiveView, LoadButton
from helpers.document import Card, Shown, control_label, para, screen_html, text_of

from . import words
from .play import Lab
from .reading import plain, read_value
from .result import FieldError, LabResult

NUMBERS = ("number", "whole")
FINEST = 250
"""The most steps of a range that a hand can still aim at: longer ones are typed."""
LONGEST = 2000
"""Characters of a reason in the learner's own words."""
PAUSE = 180.0
"""Seconds without a touch that still count, at most: the rest of a longer pause is elsewhere."""
A_MINUTE = 60.0


@dataclass(frozen=True)
class Screen:
    """What a live lab shows now, as HTML but for ``status``, which a screen reader speaks.

    ``beside`` holds what stands under the row of each field: why a value was refused, or how it
    was read; "" where nothing does.
    """

    picture: str
    findings: str
    comparison: str
    half: str
    why: str
    beside: Mapping[str, str]
    status: str


class LabView(LiveView):
    """The live lab. A refused value is answered beside its field; the last good picture stays.

    Parameters
    ----------
    lab : Lab
        What it plays.
    spent : callable, optional
        Told the seconds spent here, about once a minute while somebody plays.
    mine : str, optional
        What the learner wrote before on the question why.
    keep : callable, optional
        Told what the learner writes on it.

    Attributes
    ----------
    values : dict
        The value of each field; one that was refused is not among them.
    result : LabResult
        The last play.
    controls : dict
        The widget of each field that holds a value, once the lab is shown.
    sliders : dict
        The slider beside a number whose range has few enough steps.
    guesses : RadioButtons
        The predictions to choose from, once a lab that asks for one is shown.
    ending : Text
        The end of the case that is half done, once a lab that has one is shown.
    reason : Textarea
        The learner's own words on the question why, once a lab that asks is shown.

    Examples
    --------
    >>> view.predict("same")              # doctest: +SKIP
    >>> view.set("confidence", 80)        # doctest: +SKIP
    """

    guesses: widgets.RadioButtons
    ending: widgets.Text
    reason: widgets.Textarea

    def __init__(
        self,
        lab: Lab,
        spent: Callable[[float], None] = lambda seconds: None,
        mine: str = "",
        keep: Callable[[str], None] = lambda text: None,
    ):
        self.lab = lab
        self.mine, self._keep = mine, keep
        self._spent, self._seconds, self._since = spent, 0.0, time.monotonic()
        self.values = lab.start()
        self.result: LabResult = lab.play(self.values)
        self.controls: dict[str, widgets.Widget] = {}
        self.sliders: dict[str, widgets.FloatSlider] = {}
        self._slots: dict[str, widgets.HTML] = {}
        self._unread: dict[str, str] = {}
        self._layouts: dict[Any, Any] = {}
        self._loading = False

    # ------------------------------------------------------------ from Python

    def set(self, field: str, value: Any) -> None:
        """Move one control, as a learner's hand would.

        Raises
        ------
        ValueError
            When there is no such field; and where the lab is not shown yet, when the field cannot
            take the value. Once it is shown, that is said beside the field.
        """
        self.lab.read({field: value} if field not in self.values else {})
        self._take(field, value)

    def press(self, field: str) -> None:
        """Press a button once."""
        buttons = {one.id: one for one in self.lab.sheet.fields if one.kind == "press"}
        if field not in buttons:
            known = f"it has {', '.join(buttons)}" if buttons else "it has none"
            raise ValueError(f"This lab has no button {field!r}; {known}.")
        self._take(field, int(self.values[field]) + int(buttons[field].step))

    def predict(self, guess: str) -> None:
        """Choose a prediction and try it: the two are compared.

        It is tried from the start values, or, where it is asked later, from those of now.
        """
        prediction = self.lab.sheet.prediction
        known = [option.id for option in prediction.options] if prediction else []
        if guess not in known:
            choose = f"choose one of {', '.join(known)}" if known else "this lab asks for none"
            raise ValueError(f"{guess!r} is no prediction; {choose}.")
        said: list[Shown] = []
        if self._replace(self.lab.moved(self.values)):
            said = words.compared(self.lab.sheet, guess, self.result.came_true)
        if self._box:
            self._comparison.value = screen_html(*said)
            self._companion.status = text_of(*said) or self._companion.status

    def reset(self) -> None:
        """Give every control its start value again."""
        self._replace(self.lab.start())
        if self._box:
            self._comparison.value = ""

    def end_case(self, given: str) -> None:
        """End the case that is half done; right or not is said under it."""
        if self.lab.sheet.worked is None:
            raise ValueError("This lab has no case that is half done.")
        said = words.half_done(self.lab.sheet, given)
        if self._box:
            self._half.value = screen_html(*said)
            self._companion.status = text_of(*said)

    def say_why(self, text: str) -> None:
        """Keep the learner's own words on the question why, and show them beside an answer."""
        if not text.strip():
            self._companion.status = "Write something first."
            return
        self.mine = text.strip()[:LONGEST]
        self._keep(self.mine)
        if self._box:
            self._why.value = screen_html(*words.why(self.lab.sheet, self.mine))
            self._companion.status = "Kept. An answer stands beside your own words."

    def try_it(self) -> None:
        """Try the prediction that is chosen on the screen, or ask for one."""
        if not self.widget or self.guesses.value is None:
            sentence = "Choose a prediction first, then press Try it."
            self._comparison.value = screen_html(words.fault(sentence))
            self._companion.status = sentence
        else:
            self.predict(self.guesses.value)

    # ------------------------------------------------------------ display

    @property
    def screen(self) -> Screen:
        """What is shown now."""
        assert self.widget
        return Screen(
            self._picture.value,
            self._found.value,
            self._comparison.value,
            self._half.value,
            self._why.value,
            {name: slot.value for name, slot in self._slots.items()},
            self._companion.status,
        )

    def _paper(self) -> Card:
        at_start = self.values == self.lab.start()
        start = self.result if at_start else self.lab.play(self.lab.start())
        return words.paper(self.lab.sheet, start)

    def _build(self) -> None:
        sheet = self.lab.sheet
        self._layout = widgets.Layout()
        head = widgets.HTML(screen_html(*words.head(sheet)), layout=self._layout)
        self._style = head.style
        self._comparison, self._picture, self._found = self._html(), self._html(), self._html()
        self._half = self._html()
        self._why = self._html(screen_html(*words.why(sheet, self.mine)))
        self._companion = LabCompanion(uid=f"lab-{uuid.uuid4().hex[:8]}", layout=self._layout)
        self._companion.on_msg(self._arrow)
        again = self._button("Start values", self.reset)
        foreseen = [*self._prediction(), self._comparison]
        later = foreseen if sheet.prediction and sheet.prediction.later else []
        hands = self._column([*self._rows(), *later, again], "qz-hands")
        seen = self._column([*self._library(), self._picture, self._found], "qz-seen")
        play = self._column([hands, seen], "qz-play")
        asked = [head, *self._worked(), *([] if later else foreseen)]
        parts = [*asked, play, self._why, *self._own_words(), self._companion]
        self._box = self._column(parts, "qz", "qz-lab")
        self._show_result()

    def _library(self) -> list[widgets.Widget]:
        """In a browser, the button that brings what draws pictures."""
        if not (size := megabytes()):
            return []
        label = f"Load the drawing library (about {size} MB)"
        return [LoadButton(label, load_drawing_library, self._show_result)]

    def _column(self, parts: list[widgets.Widget], *css: str) -> widgets.VBox:
        return widgets.VBox(parts, layout=self._layout, _dom_classes=css)

    def _html(self, html: str = "") -> widgets.HTML:
        return widgets.HTML(html, layout=self._layout, style=self._style)

    def _button(self, words: str, act: Any) -> widgets.Button:
        button = widgets.Button(description=words, layout=self._layout)
        button.on_click(lambda _: act())
        return button

    def _worked(self) -> list[widgets.Widget]:
        sheet = self.lab.sheet
        if not sheet.worked:
            return []
        unit = sheet.worked.half.unit
        self.ending = widgets.Text(
            description=f"Your number ({unit})" if unit else "Your number",
            layout=self._layout,
            style={"description_width": "initial"},
        )
        check = self._button("Check it", lambda: self.end_case(self.ending.value))
        row = widgets.HBox([self.ending, check], layout=self._layout, _dom_classes=("qz-half",))
        return [self._html(screen_html(*words.worked(sheet))), row, self._half]

    def _own_words(self) -> list[widgets.Widget]:
        if not self.lab.sheet.explain:
            return []
        self.reason = widgets.Textarea(
            self.mine,
            rows=2,
            description="In your own words",
            layout=self._layout,
            style={"description_width": "initial"},
            _dom_classes=("qz-reason",),
        )
        keep = self._button("Keep it and compare", lambda: self.say_why(self.reason.value))
        return [self.reason, keep]

    def _prediction(self) -> list[widgets.Widget]:
        prediction = self.lab.sheet.prediction
        if not prediction:
            return []
        ask = self._html(screen_html(*words.predict(self.lab.sheet)))
        self.guesses = widgets.RadioButtons(
            options=[(option.text, option.id) for option in prediction.options],
            index=None,
            layout=self._layout,
            description="Your prediction",
            style={"description_width": "initial"},
        )
        return [ask, self.guesses, self._button("Try it", self.try_it)]

    def _rows(self) -> list[widgets.Widget]:
        """Rows of controls, each followed by the place for its faults."""
        rows: dict[str, list[Field]] = {}
        for field in self.lab.sheet.fields:
            rows.setdefault(field.row or field.id, []).append(field)
        parts: list[widgets.Widget] = []
        for fields in rows.values():
            controls = [part for field in fields for part in self._controls(field)]
            slot = self._html()
            self._slots |= {field.id: slot for field in fields}
            row = widgets.HBox(controls, layout=self._layout, _dom_classes=("qz-fields",))
            parts += [row, slot]
        return parts

    def _controls(self, field: Field) -> list[widgets.Widget]:
        """The control of a field, and the slider that belongs to it."""
        control = self._control(field)
        if field.kind not in NUMBERS or (field.high - field.low) / field.step > FINEST:
            return [control]
        slider = widgets.FloatSlider(
            self._on_grid(field),
            min=field.low,
            max=field.high,
            step=field.step,
            readout=False,
            layout=self._layout,
            **({"style": one.style} if (one := next(iter(self.sliders.values()), None)) else {}),
        )
        slider.observe(lambda change: self._slid(field, round(change["new"], 9)), "value")
        self.sliders[field.id] = slider
        return [widgets.HBox([control, slider], layout=self._layout, _dom_classes=("qz-range",))]

    def _on_grid(self, field: Field) -> float:
        """The place of a slider nearest to a value: off its steps it would move the value there."""
        steps = round((float(self.values[field.id]) - field.low) / field.step)
        return round(min(field.low + steps * field.step, field.high), 9)

    def _control(self, field: Field) -> widgets.Widget:
        if field.kind == "press":
            return self._button(control_label(field.label), lambda: self.press(field.id))
        value = self._as_shown(field)
        shared: dict[str, Any] = {
            "description": control_label(words.label(field)),
            "layout": self._layout,
        }
        if field.kind == "yes_no":
            control = widgets.Checkbox(value=value, indent=False, **shared)
        else:
            shared["style"] = {"description_width": "initial"}
            if field.kind == "choice":
                options = [(option.text, option.id) for option in field.options]
                control = widgets.Dropdown(options=options, value=value, **shared)
            else:
                sort = "qz-number" if field.kind in NUMBERS else "qz-line"
                shared["_dom_classes"] = (sort,)
                control = widgets.Text(value=value, continuous_update=False, **shared)
        control.observe(lambda change: self._touched(field.id, change["new"]), "value")
        self.controls[field.id] = control
        return control

    def _as_shown(self, field: Field) -> Value:
        """A field's value as its control holds it: a number is text there."""
        value = self.values[field.id]
        return plain(float(value)) if field.kind in NUMBERS else value

    # ------------------------------------------------------------ clicks

    def _count(self) -> None:
        """Count the time since the last touch."""
        now = time.monotonic()
        self._seconds += min(now - self._since, PAUSE)
        self._since = now
        if self._seconds >= A_MINUTE:
            self._spent(round(self._seconds, 1))
            self._seconds = 0.0

    def _touched(self, field: str, value: Any) -> None:
        if not self._loading:
            self._take(field, value)

    def _slid(self, field: Field, value: float) -> None:
        """Take where a slider was moved to; a page answers one that was moved from here as well."""
        if value != self._on_grid(field) or field.id in self._unread:
            self._touched(field.id, value)

    def _arrow(self, _companion: Any, message: Any, _buffers: Any) -> None:
        """Move a number some steps up or down, as the arrow keys ask."""
        numbers = [one for one in self.lab.sheet.fields if one.kind in NUMBERS]
        field = numbers[message["field"]]
        value = float(self.values[field.id]) + message["steps"] * field.step
        self._take(field.id, round(min(max(value, field.low), field.high), 9))

    def _take(self, field: str, given: Any) -> None:
        """Take a value for one field and play; or say beside it why it cannot be taken.

        Beside a control the sentence stays until the value is corrected; the lab goes on with the
        one before. A button is pressed again, or not.
        """
        which = next(one for one in self.lab.sheet.fields if one.id == field)
        try:
            value, note = read_value(which, given)
        except FieldError as error:
            if field in self.controls:
                self._unread[field] = str(error)
            self._refuse(field, str(error))
            return
        self.values[field] = value
        self._unread.pop(field, None)
        self._show_values(field)
        if self._redraw(field) and note and self._box:
            self._slots[field].value += screen_html(para(note))
            self._companion.status = f"{note} {self._companion.status}"

    def _replace(self, values: dict[str, Value]) -> bool:
        """Give every field another value and play."""
        self.values = values
        self._unread.clear()
        self._show_values(*values)
        return self._redraw(None)

    def _show_values(self, *names: str) -> None:
        self._loading = True
        try:
            for field in self.lab.sheet.fields:
                if field.id in names and field.id in self.controls:
                    self.controls[field.id].value = self._as_shown(field)
                if field.id in names and field.id in self.sliders:
                    self.sliders[field.id].value = self._on_grid(field)
        finally:
            self._loading = False

    def _redraw(self, field: str | None) -> bool:
        """Play the values; on a fault keep the picture and say it beside the field."""
        if self._box:
            self._count()
        try:
            self.result = self.lab.play(self.values)
        except ValueError as error:
            self._refuse(error.field if isinstance(error, FieldError) else field, str(error))
            return False
        self._show_result()
        return True

    def _refuse(self, field: str | None, sentence: str) -> None:
        if self._box is None:
            raise ValueError(sentence)
        self._say_beside({field or next(iter(self._slots)): sentence})
        self._companion.status = sentence

    def _say_beside(self, faults: Mapping[str, str]) -> None:
        """Say faults beside their fields, and what is written there and could not be read."""
        said: dict[widgets.HTML, list[Shown]] = {slot: [] for slot in self._slots.values()}
        for name, sentence in (self._unread | dict(faults)).items():
            said[self._slots[name]].append(words.refused(sentence))
        for slot, parts in said.items():
            slot.value = screen_html(*parts)

    def _show_result(self) -> None:
        if self._box is None:
            return
        self._say_beside({})
        self._picture.value = self.result.chart.live(self._layouts).html
        self._found.value = screen_html(*words.found(self.result))
        self._companion.status = self.result.findings[0]
