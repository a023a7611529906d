"""The form for something of one's own: stock text fields, kept in the record when saved."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from helpers.content.own_case import CaseSheet, OwnCase
from helpers.controls import LabCompanion, LiveView
from helpers.document import Card, Piece, control_label, screen_html

from . import case_cards as cards
from .case import Keeper, tidy

if TYPE_CHECKING:
    from helpers.record import Record


class OwnCaseView(LiveView):
    """A table and fields of the learner's own, such as a decision table, beside a model answer.

    Parameters
    ----------
    sheet : CaseSheet
        One of those that `helpers.content.load_own_cases` read.
    record : Record
        Takes the case when it is saved; the last one is taken up again.
    lesson : str
        The lesson id that it is filed under.
    write : callable
        Writes the text of a page to print and says where it is.

    Examples
    --------
    >>> view.save(OwnCase("Our move", [["The day", "Ana", "Ben"]]))  # doctest: +SKIP
    """

    def __init__(
        self, sheet: CaseSheet, record: Record, lesson: str, write: Callable[[str], Piece]
    ):
        self.sheet, self._keeper, self._write = sheet, Keeper(record, lesson, sheet), write
        kept = self._keeper.last()
        self.saved = kept is not None
        self.case, self.ticks = kept or (OwnCase(), [False] * len(sheet.rubric))
        self._uid = f"oc-{uuid.uuid4().hex[:8]}"
        self._loading = False

    # ------------------------------------------------------------ from Python

    def save(self, case: OwnCase) -> str:
        """Keep a case and compare it with the model answer; return what is said about it."""
        if not case.name or not any(row[0] for row in case.rows):
            self._say(cards.NOTHING, cards.NOTHING)
            return cards.NOTHING
        self.case, self.saved = case, True
        self._keeper.save(case, self.ticks)
        self._say("", "")  # saved once more, the words are new again and come into view
        self._refresh()
        return self._compared().text

    def tick(self, line: int, holds: bool = True) -> None:
        """Say whether a line of the rubric, counted from 1, holds for the case saved."""
        self.ticks[line - 1] = holds
        self._keeper.save(self.case, self.ticks)
        self._refresh()

    def page(self) -> str:
        """Write the case as a page to print; return where it is."""
        shown = Card(self._write(cards.page(self.case, self.sheet, self.ticks)))
        self._say(shown, shown.text)
        return shown.text

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return cards.paper(self.sheet)

    def _build(self) -> None:
        layout = widgets.Layout()
        head = widgets.HTML(screen_html(*cards.opening(self.sheet)), layout=layout)
        self._name = self._field(self.sheet.name, self.case.name, layout)
        spare = self.sheet.rows - len(self.case.rows)
        rows = [*self.case.rows, *[[""] * len(self.sheet.columns)] * spare]
        self._rows = [self._row(number, row, layout) for number, row in enumerate(rows, 1)]
        self._fields = {
            field.id: self._field(field.label, self.case.fields.get(field.id, ""), layout)
            for field in self.sheet.fields
        }
        keep = self._button("Save and compare", lambda: self.save(self._typed()), layout)
        keep.add_class("qz-go")
        self._print = self._button("Make a page to print", self.page, layout)
        self._shown = widgets.HTML("", layout=layout, style=head.style)
        self._boxes = [
            self._box_of(number, text, layout) for number, text in enumerate(self.sheet.rubric)
        ]
        self._said = widgets.HTML("", layout=layout, style=head.style)
        self._companion = LabCompanion(uid=self._uid, layout=layout)
        lines = [widgets.HBox(row, layout=layout, _dom_classes=("qz-case",)) for row in self._rows]
        told = widgets.HBox(list(self._fields.values()), layout=layout, _dom_classes=("qz-case",))
        named = widgets.HBox([self._name], layout=layout, _dom_classes=("qz-case",))
        self._rubric = widgets.VBox(self._boxes, layout=widgets.Layout())
        buttons = widgets.HBox([keep, self._print], layout=layout)
        parts = [head, named, *lines, told, buttons, self._said, self._shown, self._rubric]
        self._box = widgets.VBox(
            [*parts, self._companion], layout=layout, _dom_classes=("qz", "qz-lab")
        )
        self._refresh()

    def _field(self, name: str, value: str, layout: Any) -> widgets.Textarea:
        text = widgets.Textarea(
            value=value,
            rows=2,
            description=control_label(name),
            continuous_update=False,
            style={"description_width": "initial"},
            layout=layout,
        )
        text.observe(self._touched, "value")
        return text

    def _row(self, number: int, row: list[str], layout: Any) -> list[widgets.Textarea]:
        values = zip(self.sheet.columns, row, strict=True)
        return [self._field(f"{number}. {name}", said, layout) for name, said in values]

    def _box_of(self, number: int, text: str, layout: Any) -> widgets.Checkbox:
        box = widgets.Checkbox(
            value=self.ticks[number], description=control_label(text), indent=False, layout=layout
        )
        box.observe(lambda change: self._ticked(number, change["new"]), "value")
        return box

    def _button(self, label: str, done: Callable[[], Any], layout: Any) -> widgets.Button:
        button = widgets.Button(description=label, layout=layout)
        button.on_click(lambda _: done())
        return button

    def _typed(self) -> OwnCase:
        rows = [[tidy(field.value) for field in row] for row in self._rows]
        told = {name: tidy(field.value) for name, field in self._fields.items()}
        return OwnCase(tidy(self._name.value), rows, told)

    def _compared(self) -> Card:
        return cards.compared(self.case, self.sheet, self._keeper.record.keeps)

    def _refresh(self) -> None:
        if self._box is None:
            return
        self._rubric.layout.display = "" if self.saved else "none"
        self._print.disabled = not self.saved
        if self.saved:
            shown = self._compared()
            self._shown.value = screen_html(*shown.blocks)
        self._loading = True
        for box, holds in zip(self._boxes, self.ticks, strict=True):
            box.value = holds
        self._loading = False
        self._companion.state = "again" if self.saved else ""
        self._say("", cards.SAVED if self.saved else "")

    def _say(self, shown: Piece, spoken: str) -> None:
        if self._box:
            self._said.value = screen_html(shown) if shown else ""
            self._companion.status = spoken

    # ------------------------------------------------------------ clicks

    def _touched(self, _: Any) -> None:
        if self.saved and not self._loading:
            self._say(cards.CHANGED, cards.CHANGED)

    def _ticked(self, number: int, holds: bool) -> None:
        if not self._loading:
            self.tick(number + 1, holds)
