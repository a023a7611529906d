"""A learner who sees and touches nothing but the widgets of a quiz."""

from __future__ import annotations

import html
import re
from typing import Any

import ipywidgets as widgets

from helpers.questions import (
    MarkUp,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SortIntoGroups,
    TrueFalseReason,
)
from helpers.quiz import Quiz

WRONG: dict[str, Any] = {  # a wrong response to each question of `content_samples`
    "kite-single": 0,
    "kite-multiple": [0, 1],
    "kite-verdict": 2,
    "kite-sort": ["kite", "kite", "boat", "kite"],
    "kite-match": [0, 3, 2],
    "kite-order": [1, 0, 2, 3],
    "kite-number": "25",
    "kite-call": {"owner": 2, "reason": 1, "consult": [0, 1]},
    "kite-paper": ["sound", "sound", "vague", "sound"],
}
JUNK: list[Any] = [  # what no question takes for an answer
    None,
    True,
    -1,
    99,
    1.5,
    "x",
    [],
    [None],
    [True],
    [[0]],
    ["0", "1", "2", "3"],
    {},
    {"places": 3},
]
JUNK += [{"owner": True, "consult": [True]}, [0, 0, 0, 0], [False, 1, 2, 3], b"x", object()]
SURE = "How sure are you? (optional)"
_FIELDS = (widgets.RadioButtons, widgets.Checkbox, widgets.Dropdown, widgets.Text)


class Learner:
    """Presses buttons by their words and fills controls by their labels."""

    def __init__(self, quiz: Quiz):
        self.quiz = quiz
        self.box = quiz.widget

    # ------------------------------------------------------------ what is seen

    @property
    def _buttons(self) -> dict[str, widgets.Button]:
        bar = next(c for c in self.box.children if isinstance(c, widgets.HBox))
        return {button.description: button for button in bar.children}

    @property
    def buttons(self) -> list[str]:
        """The words on the buttons that can be pressed."""
        return [label for label, button in self._buttons.items() if not button.disabled]

    @property
    def fields(self) -> list[Any]:
        """The controls of the question on show, in their order."""
        found = [c for c in self.box.children if isinstance(c, _FIELDS)]
        return [c for c in found if c.description != SURE]

    @property
    def sure(self) -> widgets.RadioButtons:
        """The three steps of confidence."""
        return next(c for c in self.box.children if getattr(c, "description", "") == SURE)

    @property
    def head(self) -> str:
        """The question as it reads."""
        return _words(self.box.children[0].value)

    @property
    def tail(self) -> str:
        """The feedback as it reads, without the fold that tells how to report a mistake."""
        return _words(self.quiz._tail.value).partition(" Report a mistake in this question")[0]

    @property
    def report(self) -> str:
        """How to report a mistake, as it reads; "" where it does not stand."""
        return _words(self.quiz._tail.value).partition("Report a mistake in this question")[2]

    # ------------------------------------------------------------ what is done

    def press(self, label: str) -> None:
        """Press the button that says so; a disabled one cannot be pressed."""
        if label == "Check" and "Next step" in self.buttons:
            label = "Next step"  # the one that leads on
        assert label in self.buttons, f"{label} is not among {self.buttons}"
        self._buttons[label].click()

    def fill(self, question: Question, response: Any) -> None:
        """Give a response by hand, shaped as its type in `helpers.questions.types` says."""
        fields = self.fields
        match question:
            case MultipleResponse():
                _tick(fields, [question.options[i].text for i in response])
            case SortIntoGroups():
                labels = {group.id: group.label for group in question.groups}
                for item, group in zip(question.items, response, strict=True):
                    _choose(_named(fields, item.text), labels[group])
            case MarkUp():
                labels = {fault.id: fault.label for fault in question.flaws}
                labels["sound"] = "Fine as it stands"
                for number, verdict in enumerate(response, 1):
                    _choose(fields[number - 1], labels[verdict])
            case Matching():
                for pair, i in zip(question.pairs, response, strict=True):
                    _choose(_named(fields, pair.text), [c.text for c in question.offered][i])
            case Ordering():
                for place, i in enumerate(response, 1):
                    _choose(_named(fields, question.items[i].text), str(place))
            case Numeric():
                fields[0].value = response
            case Scenario():
                _choose(fields[0], question.owners[response["owner"]].text)
                if "Next step" in self.buttons:
                    self.press("Next step")
                    fields = [fields[0], *self.fields]
                _choose(fields[1], question.reasons[response["reason"]].text)
                if "Next step" in self.buttons:
                    self.press("Next step")
                    fields = [*fields[:2], *self.fields]
                _tick(fields[2:], [question.consult[i].text for i in response["consult"]])
            case TrueFalseReason():
                _choose(fields[0], question.options[response].words)
            case _:
                _choose(fields[0], question.options[response].text)


def _words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def _named(fields: list[Any], label: str) -> Any:
    (found,) = [field for field in fields if field.description == label]
    return found


def _choose(field: Any, label: str) -> None:
    """As the browser does: by the place in the list of labels."""
    field.index = list(field._options_labels).index(label)


def _tick(fields: list[Any], labels: list[str]) -> None:
    assert set(labels) <= {field.description for field in fields}
    for field in fields:
        field.value = field.description in labels
