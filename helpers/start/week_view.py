"""The week as stock ipywidgets: one decision in each chair, then the two cards."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import MappingProxyType

import ipywidgets as widgets

from helpers.content.week import WeekChair, WeekSheet
from helpers.controls import LiveView, WeekCompanion
from helpers.document import (
    Card,
    Element,
    Piece,
    box,
    br,
    bullets,
    control_label,
    fold,
    group,
    md,
    md_line,
    para,
    screen_html,
    strong,
    svg_image,
    table,
)
from helpers.record import Record
from helpers.velolink import Case

from .week import WeekOutcome, keep_sides, option_of, outcome, sides_kept


def _card(name: str, good: bool, says: str, asks: str, found: str) -> Element:
    """One of the two scorecards, green or red. What it says is expected: nothing is met yet."""
    sign = "\N{CHECK MARK}" if good else "\N{BALLOT X}"
    return box("correct" if good else "incorrect", f"{name}: {sign} {says}", para(asks, br, found))


class WeekView(LiveView):
    """One week in both chairs; without a kernel, both questions and every outcome.

    Examples
    --------
    >>> view.play("keep", "tell")    # doctest: +SKIP
    """

    def __init__(
        self,
        sheet: WeekSheet,
        case: Case,
        record: Record,
        lesson: str,
        faces: Mapping[str, bytes] = MappingProxyType({}),
    ):
        self.sheet, self.case, self.record, self.lesson = sheet, case, record, lesson
        self.faces = faces

    def play(self, product: str, project: str) -> WeekOutcome:
        """Decide in both chairs, as a learner's hand would; both decisions are kept.

        Raises
        ------
        ValueError
            When a chair has no such way to decide.
        """
        found = outcome(self.sheet, self.case, product, project)
        keep_sides(self.record, self.lesson, product, project)
        if self._box:
            self._show(product, project)
            self._companion.state = "again"
        return found

    # ------------------------------------------------------------ words

    def cards(self, product: str, project: str) -> list[Piece]:
        """What follows, told and as two scorecards."""
        sheet, found = self.sheet, outcome(self.sheet, self.case, product, project)
        mina, tomas = option_of(sheet.product, product), option_of(sheet.project, project)
        promise = self.case.project.promised_day
        goal = round(self.case.service.second_ride_goal.target * 100)
        project_card = _card(
            "Project card",
            found.on_time,
            "expected in time" if found.on_time else "expected late",
            "Is it there when promised?",
            f"Day {found.end} is expected; day {promise} was promised.",
        )
        product_card = _card(
            "Product card",
            found.used,
            "first step expected" if found.used else "too few expected",
            "Do new riders come back?",
            f"{found.second_rides} of 100 are expected to ride again. "
            f"{sheet.good} would be the first step, {goal} are wanted in the end.",
        )
        return [
            group(project_card, product_card, css="wk-cards"),
            para(strong(self.verdict(product, project))),
            para(strong(f"{sheet.product.who}: "), md_line(mina.follows)),
            para(strong(f"{sheet.project.who}: "), md_line(tomas.follows)),
            md(sheet.closing),
        ]

    def verdict(self, product: str, project: str) -> str:
        """Whether the two cards agree, in a sentence."""
        if outcome(self.sheet, self.case, product, project).agree:
            return "Both cards say the same this time."
        return "The cards disagree. Both are right: they ask different questions."

    def _paper(self) -> Card:
        sheet = self.sheet
        rows = []
        for one in sheet.product.options:
            for other in sheet.project.options:
                found = outcome(sheet, self.case, one.id, other.id)
                rows.append([one.text, other.text, f"day {found.end}", f"{found.second_rides}%"])
        head = [sheet.product.who, sheet.project.who, "Expected end", "Second rides"]
        return Card(
            para(strong(sheet.title)),
            *self._asked(sheet.product),
            *self._asked(sheet.project),
            fold(
                "Decide twice, then open: what comes of it",
                table(head, rows, sentences=True),
                md(sheet.closing),
            ),
        )

    def _asked(self, chair: WeekChair) -> list[Piece]:
        return [
            para(strong(f"{chair.who}, {chair.role}. "), md_line(chair.ask)),
            bullets(option.text for option in chair.options),
        ]

    # ------------------------------------------------------------ display

    def _build(self) -> None:
        sheet, self._layout = self.sheet, widgets.Layout()
        uid = f"wk-{uuid.uuid4().hex[:8]}"
        head = widgets.HTML(screen_html(para(strong(sheet.title))), layout=self._layout)
        self._style = head.style
        self._tail = widgets.HTML("", layout=self._layout, style=self._style)
        kept = sides_kept(self.record)
        known = {one.id for chair in (sheet.product, sheet.project) for one in chair.options}
        kept = kept if set(kept.values()) <= known else {}
        self._product = self._radios(sheet.product, kept.get("product"))
        self._project = self._radios(sheet.project, kept.get("project"))
        button = widgets.Button(description="Play the week", layout=self._layout)
        button.on_click(lambda _: self._press())
        self._companion = WeekCompanion(uid=uid, state="asked", layout=self._layout)
        bar = widgets.HBox([button], layout=self._layout)
        chairs = [
            part
            for chair, radios in ((sheet.product, self._product), (sheet.project, self._project))
            for part in (
                self._ask(chair, "product" if chair is sheet.product else "project"),
                radios,
            )
        ]
        self._stack([head, *chairs, bar, self._tail, self._companion], self._layout)
        if kept:
            self._show(kept["product"], kept["project"])

    def _ask(self, chair: WeekChair, side: str) -> widgets.HTML:
        face = self.faces.get(chair.who)
        picture = svg_image(face, style="width:48px;height:48px;flex:none;margin:0") if face else ""
        words = para(strong(f"{chair.who}, {chair.role}. "), md_line(chair.ask))
        asked = group(picture, words, css=f"wk-ask wk-{side}")
        return widgets.HTML(screen_html(asked), layout=self._layout, style=self._style)

    def _radios(self, chair: WeekChair, chosen: str | None) -> widgets.RadioButtons:
        return widgets.RadioButtons(
            options=[(option.text, option.id) for option in chair.options],
            value=chosen,
            description=control_label(f"{chair.who} decides"),
            style={"description_width": "initial"},
            layout=self._layout,
        )

    def _press(self) -> None:
        product, project = self._product.value, self._project.value
        if product is None or project is None:
            sentence = "Decide once in each chair first."
            self._tail.value = screen_html(para(sentence))
            self._companion.status = sentence
        else:
            self.play(product, project)

    def _show(self, product: str, project: str) -> None:
        cards = self.cards(product, project)
        self._product.value, self._project.value = product, project
        self._tail.value = screen_html(box("", "What comes of it", *cards))
        found = outcome(self.sheet, self.case, product, project)
        self._companion.status = (  # a new one brings its end, the result, into view
            f"{self.verdict(product, project)} Day {found.end}, {found.second_rides}%."
        )
