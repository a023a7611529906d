"""A live pulse: one question for the room, hands counted, a picture that follows, the answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from helpers.controls import Companion, LiveView
from helpers.document import Card, em, para, screen_html, sorry
from helpers.labs.words import fault

from . import hands
from .teach_again import find_question

MOST = 2000  # hands that fit into a field
Counts = Callable[[], Sequence[int]]


def pulse(
    question_id: str, counts: Counts | None = None, reopen: Callable[[], None] | None = None
) -> Pulse | Card:
    """Ask the room one question.

    Parameters
    ----------
    question_id : str
        A question with options: single choice, several options, true or false, or a scenario,
        of which the first part is asked.
    counts : callable, optional
        Brings the counts of all options in the order shown (see `hands.count_responses`), for
        instance from a results service. Then there is a Refresh button in place of the fields.
        What it raises is shown as a sentence, and the last picture stays.
    reopen : callable, optional
        Lets the service count anew, before the picture starts over. What it raises is shown, too.
    """
    try:
        _, question = find_question(question_id)
        choices = hands.choices_of(question)
    except ValueError as error:
        return sorry(str(error))
    return Pulse(question, choices, counts, reopen)


class Pulse(LiveView):
    """The view of one question. Its key is sent to the browser only with the answer.

    Examples
    --------
    >>> view.set("A", 12)       # doctest: +SKIP
    >>> view.show_answer()      # doctest: +SKIP
    """

    def __init__(
        self,
        question,
        choices: Sequence[hands.Lettered],
        counts: Counts | None = None,
        reopen: Callable[[], None] | None = None,
    ):
        self.question, self.choices = question, list(choices)
        self.counts = [0] * len(self.choices)
        self.shown = False
        self._bring, self._reopen = counts, reopen
        self._uid = f"pulse-{uuid.uuid4().hex[:8]}"
        self._layouts: dict[Any, Any] = {}
        self._loading = False

    # ------------------------------------------------------------ from Python

    def set(self, letter: str, count: int) -> None:
        """Type one count.

        Raises
        ------
        ValueError
            When there is no such option, or the count is no whole number from 0 up.
        """
        letters = [choice.letter for choice in self.choices]
        if letter not in letters:
            raise ValueError(f"There is no option {letter!r}; it has {', '.join(letters)}.")
        counts = list(self.counts)
        counts[letters.index(letter)] = count
        self.take(counts)

    def refresh(self) -> None:
        """Ask the results service again; what goes wrong is said, and the last picture stays."""
        if bring := self._bring:
            self._try(lambda: self.take(bring()))

    def show_answer(self) -> None:
        """Show the key, the reasons and the belief that the room holds."""
        self.shown = True
        self._redraw()

    def start_over(self) -> None:
        """Hide the answer and count anew, for a second vote after a talk.

        Where a service counts, the question is opened anew there at first; if that goes wrong,
        it is said, and all stays as it is.
        """
        self._try(self._anew)

    def _anew(self) -> None:
        if self._reopen:
            self._reopen()
        self.shown = False
        self.take([0] * len(self.choices))

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception as error:  # whatever the caller's service raises must not end the class
            if self._box is None:
                raise
            sentence = str(error) or type(error).__name__
            self._said.value = screen_html(fault(sentence))
            self._companion.status = sentence

    def take(self, counts: Sequence[int]) -> None:
        """Show these counts, in the order of the choices.

        Raises
        ------
        ValueError
            When there are more or fewer than choices, or one is no whole number from 0 up.
        """
        self.counts = hands.checked_counts(counts, len(self.choices))
        self._redraw()

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return Card(hands.asked(self.question, self.choices), para(em(hands.LIVE)))

    def _build(self) -> None:
        layout = self._layout = widgets.Layout()
        asked = hands.asked(self.question, self.choices, self._uid)
        head = widgets.HTML(screen_html(asked), layout=layout)
        self._picture, self._said = (
            widgets.HTML("", layout=layout, style=head.style) for _ in range(2)
        )
        self._fields = [] if self._bring else self._number_fields()
        self._answer = widgets.Button(description="Show the answer", layout=layout)
        self._again = self._button("Start over")
        self._answer.on_click(lambda _: self.show_answer())
        self._again.on_click(lambda _: self.start_over())
        buttons = [self._answer, self._again]
        if self._bring:
            more = self._button("Refresh")
            more.on_click(lambda _: self.refresh())
            buttons = [more, *buttons]
        self._companion = Companion(uid=self._uid, layout=layout)
        rows = [
            widgets.HBox(row, layout=layout, _dom_classes=("qz-fields",))
            for row in (self._fields, buttons)
            if row
        ]
        self._box = widgets.VBox(
            [head, *rows, self._picture, self._said, self._companion],
            layout=layout,
            _dom_classes=("qz", "qz-lab"),
        )
        if self._bring:
            self.refresh()
        else:
            self._redraw()

    def _number_fields(self) -> list[widgets.BoundedIntText]:
        fields: list[widgets.BoundedIntText] = []
        for choice in self.choices:
            style = fields[0].style if fields else {"description_width": "initial"}
            field = widgets.BoundedIntText(
                0,
                min=0,
                max=MOST,
                description=f"Hands for {choice.letter}",
                layout=self._layout,
                style=style,
            )
            field.observe(lambda change, c=choice: self._typed(c.letter, change["new"]), "value")
            fields.append(field)
        return fields

    def _button(self, label: str) -> widgets.Button:
        return widgets.Button(description=label, layout=self._layout, style=self._answer.style)

    def _typed(self, letter: str, count: int) -> None:
        if not self._loading:
            self.set(letter, count)

    def _redraw(self) -> None:
        if self._box is None:
            return
        self._loading = True
        for field, count in zip(self._fields, self.counts, strict=bool(self._fields)):
            field.value = count
        self._loading = False
        status = "No hands counted yet."
        self._picture.value = screen_html(status)
        if any(self.counts):
            args = (self.question, self.choices, self.counts, self.shown)
            chart = hands.hands_chart(*args, hands.AT_THE_HUB if self._bring else hands.IN_THE_ROOM)
            self._picture.value, status = chart.live(self._layouts).html, chart.title
        self._said.value = ""
        if self.shown:
            given = (self.question, self.choices, self.counts)
            self._said.value = screen_html(hands.answer(*given))
            held = hands.held_belief(*given)
            status = hands.right_words(self.choices) + (f" {held.text}" if held else "")
        self._companion.status = status
