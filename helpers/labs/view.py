"""A lab as stock ipywidgets: predict, then move the controls and see the picture follow."""

from __future__ import annotations

import uuid
from typing import Any

import ipywidgets as widgets

from helpers.content.labs import Field
from helpers.controls import LabCompanion, LiveView
from helpers.document import Card, Shown, screen_html, text_of

from . import words
from .play import Lab
from .result import FieldError, Result


class LabView(LiveView):
    """The live lab. A refused value is answered beside its field; the last good picture stays.

    Parameters
    ----------
    lab : Lab
        What it plays.

    Examples
    --------
    >>> view.predict("same")              # doctest: +SKIP
    >>> view.set("confidence", 80)        # doctest: +SKIP
    """

    def __init__(self, lab: Lab):
        self.lab = lab
        self.values = lab.start()
        self.guess: str | None = None
        self.result: Result = lab.play(self.values)
        self._layouts: dict[Any, Any] = {}
        self._uid = f"lab-{uuid.uuid4().hex[:8]}"
        self._loading = False

    # ------------------------------------------------------------ from Python

    def set(self, field: str, value: Any) -> None:
        """Move one control, as a learner's hand would."""
        if field not in self.values:
            known = ", ".join(self.values)
            raise ValueError(f"This lab has no field {field!r}; it has {known}.")
        self.values[field] = value
        self._show_values()
        self._redraw(field)

    def press(self, field: str) -> None:
        """Press a button once."""
        step = next(f.step for f in self.lab.sheet.fields if f.id == field)
        self.set(field, self.values[field] + int(step))

    def predict(self, guess: str) -> None:
        """Choose a prediction and try it from the start values: the two are compared."""
        known = [option.id for option in self.lab.sheet.prediction.options]
        if guess not in known:
            raise ValueError(f"{guess!r} is no prediction; choose one of {', '.join(known)}.")
        self.guess = guess
        self.values = self.lab.start() | self.lab.sheet.prediction.move
        self._show_values()
        said: list[Shown] = []
        if self._redraw(None):
            said = words.compared(self.lab.sheet, guess, self.result.came_true)
        if self._box:
            self._said.value = screen_html(*said)
            self._companion.status = text_of(*said) or self._companion.status

    def reset(self) -> None:
        """Give every control its start value again."""
        self.values = self.lab.start()
        self._show_values()
        self._redraw(None)
        if self._box:
            self._said.value = ""

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        at_start = self.values == self.lab.start()
        start = self.result if at_start else self.lab.play(self.lab.start())
        return words.paper(self.lab.sheet, start)

    def _build(self) -> None:
        sheet = self.lab.sheet
        self._layout = widgets.Layout()
        head = widgets.HTML(screen_html(*words.head(sheet)), layout=self._layout)
        self._style = head.style
        self._said = self._html()
        self._picture, self._found = self._html(), self._html()
        self._controls: dict[str, Any] = {}
        self._faults: dict[str, widgets.HTML] = {}
        parts = [head, *self._prediction(), self._said, *self._rows(), *self._again()]
        why = widgets.HTML(screen_html(*words.why(sheet)), layout=self._layout, style=self._style)
        self._companion = LabCompanion(uid=self._uid, layout=self._layout)
        self._box = widgets.VBox(
            [*parts, self._picture, self._found, why, self._companion],
            layout=self._layout,
            _dom_classes=("qz", "qz-lab"),
        )
        self._show_result()

    def _html(self) -> widgets.HTML:
        return widgets.HTML("", layout=self._layout, style=self._style)

    def _prediction(self) -> list[widgets.Widget]:
        prediction = self.lab.sheet.prediction
        if not prediction:
            return []
        self._guess = widgets.RadioButtons(
            options=[(option.text, option.id) for option in prediction.options],
            index=None,
            layout=self._layout,
            description="Your prediction",
            style={"description_width": "initial"},
        )
        button = widgets.Button(description="Try it", layout=self._layout)
        button.on_click(lambda _: self._tried())
        return [self._guess, button]

    def _tried(self) -> None:
        if self._guess.value is None:
            sentence = "Choose a prediction first, then press Try it."
            self._said.value = screen_html(words.fault(sentence))
            self._companion.status = sentence
        else:
            self.predict(self._guess.value)

    def _rows(self) -> list[widgets.Widget]:
        """Rows of controls, each followed by the place for its faults."""
        rows: dict[str, list[Field]] = {}
        for field in self.lab.sheet.fields:
            rows.setdefault(field.row or field.id, []).append(field)
        parts: list[widgets.Widget] = []
        for fields in rows.values():
            controls = [self._control(field) for field in fields]
            fault = self._html()
            self._faults |= {field.id: fault for field in fields}
            row = widgets.HBox(controls, layout=self._layout, _dom_classes=("qz-fields",))
            parts += [row, fault]
        return parts

    def _again(self) -> list[widgets.Widget]:
        button = widgets.Button(description="Start values", layout=self._layout)
        button.on_click(lambda _: self.reset())
        return [button]

    def _control(self, field: Field) -> widgets.Widget:
        shared: dict[str, Any] = {"description": words.label(field), "layout": self._layout}
        if field.kind == "press":
            button = widgets.Button(description=field.label, layout=self._layout)
            button.on_click(lambda _: self.press(field.id))
            return button
        wide = {"style": {"description_width": "initial"}}
        if field.kind == "choice":
            options = [(option.text, option.id) for option in field.options]
            control = widgets.Dropdown(options=options, value=field.start, **shared, **wide)
        elif field.kind == "yes_no":
            control = widgets.Checkbox(value=field.start, indent=False, **shared)
        elif field.kind == "text":
            control = widgets.Text(value=field.start, continuous_update=False, **shared, **wide)
        else:
            kind = widgets.IntText if field.kind == "whole" else widgets.FloatText
            control = kind(value=field.start, step=field.step, **shared, **wide)
        control.observe(lambda change: self._touched(field.id, change["new"]), "value")
        self._controls[field.id] = control
        return control

    # ------------------------------------------------------------ clicks

    def _touched(self, field: str, value: Any) -> None:
        if not self._loading:
            self.values[field] = value
            self._redraw(field)

    def _show_values(self) -> None:
        if self._box is None:
            return
        self._loading = True
        try:
            for name, control in self._controls.items():
                if control.value != self.values[name]:
                    control.value = self.values[name]
        finally:
            self._loading = False

    def _redraw(self, field: str | None) -> bool:
        """Play the values; on a fault keep the picture and say it beside the field."""
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
        self._clear_faults()
        self._faults[field or next(iter(self._faults))].value = screen_html(words.fault(sentence))
        self._companion.status = sentence

    def _clear_faults(self) -> None:
        for slot in set(self._faults.values()):
            slot.value = ""

    def _show_result(self) -> None:
        if self._box is None:
            return
        self._clear_faults()
        self._picture.value = self.result.chart.live(self._layouts).html
        self._found.value = screen_html(*words.found(self.result))
        self._companion.status = self.result.findings[0]
