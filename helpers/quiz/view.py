"""The quiz: a one-question pager of stock ipywidgets over a `Session`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from helpers.content.model import Question
from helpers.grading import WORDS, Result
from helpers.record import Record

from . import words
from .companion import Companion
from .fields import Fields
from .session import Session
from .static import as_html, as_text

_SURE = [("guess", "guess"), ("fairly sure", "fairly"), ("sure", "sure")]


class Quiz:
    """One to many questions, one on show.

    Parameters
    ----------
    title : str
        Stands above every question.
    questions : sequence of Question
    record : Record
    lesson : str
        The lesson id that attempts are filed under.
    objective, section : callable
        Turn an objective's or section's id into words for the result card.
    closing : callable, optional
        Makes more HTML for the result card from the session (the diagnostic's advice).

    Examples
    --------
    >>> quiz.answer(2)      # doctest: +SKIP
    >>> quiz.check().outcome  # doctest: +SKIP
    'correct'
    """

    def __init__(
        self,
        title: str,
        questions: Sequence[Question],
        record: Record,
        lesson: str,
        objective: Callable[[str], str] = str,
        section: Callable[[str], str] = str,
        closing: Callable[[Session], str] | None = None,
    ):
        self.title = title
        self.session = Session(questions, record, lesson)
        self._objective, self._section, self._closing = objective, section, closing
        self._uid = f"qz-{uuid.uuid4().hex[:8]}"
        self._finished = False
        self._loading = False
        self._box: widgets.VBox | None = None

    # ------------------------------------------------------------ from Python

    def go(self, number: int) -> None:
        """Show question ``number``, counted from 1."""
        self.session.go(number - 1)
        self._finished = False
        self._refresh()

    def answer(self, response: Any) -> None:
        """Answer the question on show as if by hand (see `helpers.grading.grade` for shapes)."""
        self.session.answer(response)
        self._refresh()

    def check(self) -> Result:
        """Press "Check"."""
        result = self.session.check()
        if self._box:
            self._say(words.feedback(result), self._spoken(result))
            self._set_help()
        return result

    def hint(self) -> str | None:
        """Press "Hint"; None when there is none left."""
        text = self.session.hint()
        if self._box and text is not None:
            used, size = self.session.now.hints, len(self.session.question.hints)
            self._say(words.hint(text, used, size), f"Hint {used} of {size}: {text}")
            self._set_help()
        return text

    def reveal(self) -> list:
        """Press "Show answer"."""
        lines = self.session.reveal()
        if self._box:
            self._say(words.answer(lines), "The answer is shown.")
        return lines

    # ------------------------------------------------------------ display

    @property
    def widget(self) -> widgets.VBox:
        """The live view; built when first asked for."""
        if self._box is None:
            self._build()
        return self._box

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        questions = self.session.questions
        return {
            "text/plain": as_text(self.title, questions),
            "text/html": as_html(self.title, questions),
            "application/vnd.jupyter.widget-view+json": {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self.widget.model_id,
            },
        }

    def _build(self) -> None:
        layout = widgets.Layout()
        self._head = widgets.HTML(layout=layout)
        style = self._head.style
        self._tail = widgets.HTML(layout=layout, style=style)
        self._fields = Fields(layout, style, self.session.record.seed, self._drafted)
        self._sure = widgets.RadioButtons(
            options=_SURE, value=None, description="How sure are you? (optional)",
            orientation="horizontal", layout=layout, style=style)
        self._sure.add_class("qz-row")
        self._sure.observe(self._confided, "value")
        check = widgets.Button(description="Check", layout=layout)
        buttons = {"check": check}
        for name in ("help", "back", "next"):
            buttons[name] = widgets.Button(layout=layout, style=check.style)
        self._help, self._back, self._next = buttons["help"], buttons["back"], buttons["next"]
        self._back.description = "Back"
        for name, button in buttons.items():
            button.on_click(getattr(self, f"_press_{name}"))
        self._check_button = check
        self._bar = widgets.HBox([check, self._help, self._back, self._next], layout=layout)
        self._companion = Companion(uid=self._uid, layout=layout)
        self._box = widgets.VBox(layout=layout)
        self._box.add_class("qz")
        self._refresh()

    def _refresh(self) -> None:
        if self._box is None:
            return
        if self._finished:
            self._show_result()
            return
        session, state = self.session, self.session.now
        self._head.value = words.ask(
            session.question, session.position, len(session.questions), self.title, self._uid)
        controls = self._fields.show(session.question, state.response)
        self._loading = True
        self._sure.value = state.confidence
        self._loading = False
        self._back.disabled = session.position == 0
        self._check_button.disabled = False
        last = session.position == len(session.questions) - 1
        self._next.description = "Result" if last else "Next"
        self._set_help()
        if state.result:
            self._say(words.feedback(state.result, state.restored), "")
        else:
            self._say("", "")
        self._place([self._head, *controls, self._sure, self._bar, self._tail, self._companion])

    def _place(self, children: list[Any]) -> None:
        if list(self._box.children) != children:
            self._box.children = children

    def _show_result(self) -> None:
        self._head.value = words.result_card(
            self.title, self.session, self._objective, self._section
        ) + (self._closing(self.session) if self._closing else "")
        self._back.disabled = False
        self._check_button.disabled = self._help.disabled = True
        self._next.description = "First question"
        self._say("", "Your result is shown.")
        self._place([self._head, self._bar, self._tail, self._companion])

    def _set_help(self) -> None:
        session = self.session
        self._help.disabled = False
        if session.may_reveal:
            self._help.description = "Show answer"
        else:
            used, size = session.now.hints, len(session.question.hints)
            self._help.description = f"Hint ({used + 1} of {size})"

    def _say(self, html: str, spoken: str) -> None:
        notice = self.session.record.notice
        if notice and html:
            html += words.boxed("", "Please note", f"<p>{words.escape(notice)}</p>")
        self._tail.value = html
        self._companion.status = spoken

    def _spoken(self, result: Result) -> str:
        return f"{WORDS[result.outcome]}. " + " ".join(
            f"{r.about}: {r.text}" if r.about else r.text for r in result.remarks)

    # ------------------------------------------------------------ clicks

    def _drafted(self, response: Any) -> None:
        self.session.answer(response)

    def _confided(self, change) -> None:
        if not self._loading:
            self.session.sure(change["new"])

    def _press_check(self, _button) -> None:
        self.check()

    def _press_help(self, _button) -> None:
        if self.session.may_reveal:
            self.reveal()
        else:
            self.hint()

    def _press_back(self, _button) -> None:
        if self._finished:
            self.go(len(self.session.questions))
        elif self.session.position > 0:
            self.go(self.session.position)

    def _press_next(self, _button) -> None:
        if self._finished:
            self.go(1)
        elif self.session.position < len(self.session.questions) - 1:
            self.go(self.session.position + 2)
        else:
            self._finished = True
            self._refresh()
