"""Predictions: what a learner guesses before a picture is shown, or notes down for later."""

from __future__ import annotations

import json
from hashlib import sha256

from helpers.questions import Model

from .rules import ID, bad_id, twice

KINDS = ("choose", "order", "number", "bars", "note")
MOST_BARS = 6


class PredictChoice(Model):
    """One answer to choose. ``says`` is said to who chose it.

    ``row`` is the row of the picture that stands for it, where that is not named like it. A row
    that several choices name is what was asked about, and its mark says what was guessed.
    """

    id: str
    text: str
    right: bool = False
    says: str = ""
    row: str = ""


class PredictRow(Model):
    """A thing to put in order, or a bar to set.

    A bar's ``value`` is what the picture shows in its ``row`` (named as the bar unless said).
    """

    id: str
    text: str
    row: str = ""


class PredictNumber(Model):
    """A number to guess, in ``unit``; a guess within ``near`` of it is said to be near.

    It is ``answer``, or what the picture shows in ``row``. The guess is marked in that row, or as
    a line through the picture where ``line`` says on which axis the number stands.
    """

    near: float
    unit: str = ""
    answer: float | None = None
    row: str = ""
    line: str = ""


class PredictBars(Model):
    """Bars to set by hand between ``low`` and ``high``; the picture knows how long they are."""

    low: float
    high: float
    step: float
    near: float
    rows: list[PredictRow]
    unit: str = ""


class Predict(Model):
    """A question before a picture: one of the five kinds, and what is said to everybody after it.

    ``id`` is the chart's where it is left out; a note, which has no chart, needs one. ``series``
    is the column of the picture's table that holds the numbers, where there are several.
    """

    ask: str
    chart: str = ""
    id: str = ""
    choose: list[PredictChoice] = []
    order: list[PredictRow] = []
    number: PredictNumber | None = None
    bars: PredictBars | None = None
    note: bool = False
    then: str = ""
    series: str = ""

    @property
    def name(self) -> str:
        """The id under which the guess is kept."""
        return self.id or self.chart

    @property
    def kind(self) -> str:
        """What is asked for: one of `KINDS`."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def entries(self) -> list[PredictChoice] | list[PredictRow]:
        """What there is to choose, to order or to set."""
        return self.choose or self.order or (self.bars.rows if self.bars else [])

    @property
    def version(self) -> str:
        """Changes with what a kept guess consists of, and not with the wording."""
        what = [self.name, self.kind, [entry.id for entry in self.entries]]
        return sha256(json.dumps(what).encode()).hexdigest()[:12]


def predict_problems(found: Predict, place: str) -> list[str]:
    """Return one sentence for each fault of a prediction beyond its shape."""
    here = f"{place}: predict {found.name or found.ask[:30]!r}"
    problems: list[str] = []

    def say(what: str, mend: str) -> None:
        problems.append(f"{here}: {what}; {mend}.")

    kinds = [kind for kind in KINDS if getattr(found, kind)]
    if len(kinds) != 1:
        say(f"it asks for {' and '.join(kinds) or 'nothing'}", f"have one of {', '.join(KINDS)}")
        return problems
    if not ID.match(found.name.replace("_", "-")):
        problems.append(bad_id(place, "predict", found.name))
    if bool(found.chart) is found.note:
        say("a note has no chart, and every other kind has one", "mend it")
    problems += twice(here, "id", (entry.id for entry in found.entries))
    problems += twice(here, "text", (entry.text for entry in found.entries))
    problems += [bad_id(here, "entry", e.id) for e in found.entries if not ID.match(e.id)]
    if found.choose:
        if sum(choice.right for choice in found.choose) != 1:
            say("not exactly one choice is right", "mark one with 'right: true'")
        if not 2 <= len(found.choose) <= 5:
            say(f"it has {len(found.choose)} choices", "give two to five")
    if found.order and not 3 <= len(found.order) <= 7:
        say(f"it has {len(found.order)} things to order", "give three to seven")
    if number := found.number:
        if (number.answer is None) and not number.row:
            say("nothing says which number is right", "give 'answer' or 'row'")
        if number.line not in ("", "across", "up"):
            say(f"the line {number.line!r} is on no axis", "write across or up")
        if number.near < 0:
            say("'near' is below zero", "make it zero or more")
    if bars := found.bars:
        if not bars.low < bars.high or not 0 < bars.step <= bars.high - bars.low:
            say("low, high and step do not fit together", "correct them")
        if not 2 <= len(bars.rows) <= MOST_BARS:
            say(f"it has {len(bars.rows)} bars", f"give 2 to {MOST_BARS}")
    return problems
