"""The quiz: a one-question pager of stock ipywidgets over a `Session`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from helpers.controls import Companion, LiveView
from helpers.document import Card, Element, Shown, box, screen_html
from helpers.questions import WORDS, Question, Result
from helpers.record import Record

from . import words
from .fields import SURE, Fields, row_of_radios
from .session import Returning, Session, as_displayed, remarks_as_displayed

PAGES = 1000
"""The steps of a question are pages, too: its own number, and so much for each step."""
STILL = "Still the same answer; change one"
_SURE = [("guess", "guess"), ("fairly sure", "fairly"), ("sure", "sure")]


def _state(result: Result) -> str:
    """How a question stands after Check: to be answered, to be tried again, or done."""
    if result.outcome == "not_attempted":
        return "asked"
    return "done" if result.outcome == "correct" else "again"


class Quiz(LiveView):
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
        Makes more of the result card from the session (the diagnostic's advice). Without it, one
        question alone has no result card: its feedback says it all.
    returning : mapping, optional
        Where the questions that are brought back come from, by their ids.
    copy : callable, optional
        Makes what stands under the result where answers last no longer than the page.

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
        closing: Callable[[Session], Shown] | None = None,
        returning: Mapping[str, Returning] | None = None,
        copy: Callable[[], Shown | None] = lambda: None,
    ):
        self.title = title
        self.session = Session(questions, record, lesson, returning)
        self._objective, self._section, self._closing = objective, section, closing
        self._copy = copy
        self._uid = f"qz-{uuid.uuid4().hex[:8]}"
        self._finished = False
        self._loading = False
        self._step = 0

    # ------------------------------------------------------------ from Python

    def go(self, number: int) -> None:
        """Show question ``number``, counted from 1."""
        self.session.go(number - 1)
        self._finished, self._step = False, 0
        self._refresh()

    def answer(self, response: Any) -> None:
        """Answer the question on show as if by hand (see its type in `helpers.questions.types`)."""
        self.session.answer(response)
        self._step = len(self.session.question.parts)
        self._refresh()

    def check(self) -> Result:
        """Press "Check"."""
        now = self.session.now
        same = now.result is not None and now.response == now.checked
        result = self.session.check()
        if self._box:
            self._show_all_parts()
            still = [box("", STILL)] if same and result.outcome != "correct" else []
            spoken = f"{STILL}. " * len(still) + self._spoken(result)
            self._say([words.feedback(self._seen(result)), *still], spoken)
            self._signal(_state(result))
            self._help.description = self._help_label()
        return result

    def hint(self) -> str | None:
        """Press "Hint"; None when there is none left."""
        text = self.session.hint()
        if self._box and text is not None:
            used, size = self.session.now.hints, len(self.session.question.hints)
            shown = words.hints(self.session.question.hints[:used], size)
            self._say([*self._last_feedback(), *shown], f"Hint {used} of {size}: {text}")
            self._help.description = self._help_label()
        return text

    def reveal(self) -> list:
        """Press "Show answer"."""
        lines = self.session.reveal()
        if self._box:
            self._show_all_parts()
            shown = as_displayed(self.session.question, lines, self.session.record.seed)
            self._say([words.answer(shown)], "The answer is shown.")
            self._signal("shown")
        return lines

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return words.paper(self.title, self.session.questions, self.session.returning)

    def _build(self) -> None:
        """Make the controls with their first values, so that no second message sets them."""
        state = self.session.now
        layout = widgets.Layout()
        self._head = widgets.HTML(self._asked(), layout=layout)
        style = self._head.style
        self._tail = widgets.HTML(screen_html(*self._last_feedback()), layout=layout, style=style)
        self._fields = Fields(layout, style, self.session.record.seed, self._drafted)
        self._sure = row_of_radios(
            options=_SURE,
            value=state.confidence,
            description="How sure are you? (optional)",
            css=SURE,
            layout=layout,
            style=style,
        )
        self._sure.observe(self._confided, "value")
        self._check_button = widgets.Button(description=self._check_label(), layout=layout)
        self._help = self._button(self._help_label())
        self._back = self._button("Back", disabled=self._at_start)
        self._next = self._button(self._next_label())
        self._check_button.on_click(self._press_check)
        self._help.on_click(lambda _: self.reveal() if self.session.may_reveal else self.hint())
        self._back.on_click(self._press_back)
        self._next.on_click(self._press_next)
        self._bar = widgets.HBox(self._buttons, layout=layout)
        self._companion = Companion(uid=self._uid, state=self._stands(), layout=layout)
        self._signal(self._stands())
        self._stack(self._page(), layout)

    @property
    def _buttons(self) -> list[widgets.Button]:
        """Those of a question; one alone has no pages, but perhaps steps."""
        shown = [self._check_button, self._help, self._back, self._next]
        if len(self.session.questions) > 1 or self._closing:
            return shown
        return shown[: 3 if len(self.session.question.parts) > 1 else 2]

    def _stands(self) -> str:
        """How the question on show stands, for the page."""
        result = self.session.now.result
        return _state(result) if result else "asked"

    def _signal(self, state: str) -> None:
        """Tell the page how things stand: what it marks, which button leads on, what it shows."""
        now, question = self.session.now, self.session.question
        marks: list[str] = []
        if state in ("again", "done", "shown"):
            marks += self._fields.marks(question, now.response, now.tries, state == "shown")
        with self._companion.hold_sync():
            self._companion.state = state
            page = self.session.position + PAGES * (self._at_step or 0)
            self._companion.page = -1 if state == "result" else page
            self._companion.marks = marks

    def _button(self, label: str, **traits: Any) -> widgets.Button:
        check = self._check_button
        return widgets.Button(description=label, layout=check.layout, style=check.style, **traits)

    def _page(self) -> list[Any]:
        """Lay out the question on show and return the page's controls in order."""
        step = self._at_step
        controls = self._fields.show(self.session.question, self.session.now.response, step)
        sure = [self._sure] if step is None or self._last_step else []
        return [self._head, *controls, *sure, self._bar, self._tail, self._companion]

    @property
    def _at_step(self) -> int | None:
        """The part on show of a question that is asked part by part; None where all are."""
        now, parts = self.session.now, self.session.question.parts
        fresh = not now.result and not now.revealed and not now.restored
        return self._step if fresh and len(parts) > 1 and self._step < len(parts) else None

    @property
    def _last_step(self) -> bool:
        return self._step == len(self.session.question.parts) - 1

    @property
    def _at_start(self) -> bool:
        return self.session.position == 0 and not self._at_step

    def _check_label(self) -> str:
        return "Check" if self._at_step is None or self._last_step else "Next step"

    def _show_all_parts(self) -> None:
        """After an outcome every part stands there, to be changed and checked again."""
        if self._check_button.description != "Check" or len(self.session.question.parts) > 1:
            self._step = len(self.session.question.parts)
            self._head.value = self._asked()
            self._check_button.description = self._check_label()
            self._place(self._page())

    def _asked(self) -> str:
        session = self.session
        size, origin = len(session.questions), session.returning.get(session.question.id)
        which = words.of_which(session)
        chosen = words.chosen(session.question, session.now.response, self._at_step)
        place = (session.question, session.position, size, self.title, self._uid)
        return screen_html(*words.ask(*place, origin, which).blocks, *chosen)

    def _last_feedback(self) -> list[Element]:
        state = self.session.now
        return [words.feedback(self._seen(state.result), state.restored)] if state.result else []

    def _seen(self, result: Result) -> Result:
        return remarks_as_displayed(self.session.question, result, self.session.record.seed)

    def _next_label(self) -> str:
        last = self.session.position == len(self.session.questions) - 1
        return "Result" if last else "Next"

    def _help_label(self) -> str:
        if self.session.may_reveal:
            return "Show answer"
        return f"Hint ({self.session.now.hints + 1} of {len(self.session.question.hints)})"

    def _refresh(self) -> None:
        """Bring the view in line with the session."""
        if self._box is None:
            return
        if self._finished:
            self._show_result()
            return
        self._head.value = self._asked()
        self._loading = True
        self._sure.value = self.session.now.confidence
        self._loading = False
        self._back.disabled = self._at_start
        self._check_button.description = self._check_label()
        self._bar.children = self._buttons
        self._next.description = self._next_label()
        self._help.description = self._help_label()
        self._say(self._last_feedback(), "")
        self._place(self._page())
        self._signal(self._stands())

    def _place(self, children: list[Any]) -> None:
        if list(self.widget.children) != children:
            self.widget.children = children

    def _show_result(self) -> None:
        closing = self._closing(self.session) if self._closing else None
        result = words.result_card(
            self.title, self.session, self._objective, self._section, closing
        )
        self._head.value = screen_html(*result.blocks, self._copy())
        self._back.disabled = False
        self._bar.children = (self._back, self._next)
        self._next.description = "First question"
        self._say([], "Your result is shown.")
        self._place([self._head, self._bar, self._tail, self._companion])
        self._signal("result")

    def _say(self, shown: list[Element], spoken: str) -> None:
        notice = self.session.record.notice
        if notice and shown and self.session.record.name != "guest":
            shown = [*shown, box("", "Please note", notice)]
        if shown and (self.session.now.result or self.session.now.revealed):
            shown = [*shown, words.report(self.session.question)]
        self._tail.value = screen_html(*shown)
        self._companion.status = spoken

    def _spoken(self, result: Result) -> str:
        return f"{WORDS[result.outcome]}. " + " ".join(
            f"{r.about}: {r.text}" if r.about else r.text for r in self._seen(result).remarks
        )

    # ------------------------------------------------------------ clicks

    def _drafted(self, response: Any) -> None:
        self.session.answer(response)
        if self._companion.marks and response != self.session.now.checked:
            self._companion.status = ""  # so that the next outcome is news, whatever it says
            self._signal("asked")

    def _confided(self, change) -> None:
        if not self._loading:
            self.session.sure(change["new"])

    def _press_check(self, _button) -> None:
        if self._check_label() == "Check":
            self.check()
            return
        step = self._step
        part, answer = self.session.question.given(self.session.now.response)[step]
        if part.complete(answer):
            self._step += 1
            self._refresh()
        else:
            self._say([box("", "Not answered yet", f"{part.label} Choose first.")], "Choose first.")

    def _press_back(self, _button) -> None:
        if self._finished:
            self.go(len(self.session.questions))
        elif self._at_step:
            self._step -= 1
            self._refresh()
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
