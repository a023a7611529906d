"""The sheet of a lab: what is asked, its controls, and the invented case it starts from."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, Literal

from helpers.questions import Model

from .decoding import read
from .reading import ContentError
from .rules import ID, misnamed, twice

Value = bool | int | float | str
"""What a field holds."""


class FieldChoice(Model):
    """One entry of a choice: ``id`` is what code reads, ``text`` what the learner reads."""

    id: str
    text: str


class Field(Model):
    """One labelled control.

    ``kind`` is ``number``, ``whole`` (a whole number), ``choice``, ``text`` (a line of text),
    ``yes_no`` or ``press`` (a button that adds ``step`` to a whole number). Fields of the same
    ``row`` stand side by side. ``low`` and ``high`` are inclusive, in ``unit``. ``fact`` names the
    fact of ``velolink.yaml`` that the start value has to be.
    """

    id: str
    label: str
    kind: Literal["number", "whole", "choice", "text", "yes_no", "press"]
    start: Value
    fact: str = ""
    unit: str = ""
    low: float = 0.0
    high: float = 1_000_000.0
    step: float = 1.0
    options: list[FieldChoice] = []
    row: str = ""


class Guess(Model):
    """One possible prediction, and what to say to whoever made it."""

    id: str
    text: str
    feedback: str


class Prediction(Model):
    """What the learner foresees before the controls move to ``move`` (field id to value).

    One that is asked ``later`` stands under the controls, and moves them from where they are.
    """

    ask: str
    options: list[Guess]
    move: dict[str, Value]
    later: bool = False


class HalfDone(Model):
    """A case begun in ``told``, which the learner ends: a number within ``tolerance``."""

    ask: str
    answer: float
    right: str
    wrong: str
    told: list[str] = []
    unit: str = ""
    tolerance: float = 0.0


class Worked(Model):
    """What stands before a lab: a case reasoned step by step, then one that is half done."""

    case: str
    told: list[str]
    half: HalfDone


class Explain(Model):
    """What the learner says in own words after the play, and an answer to hold it against.

    The learner's words are kept, and stand beside the answer then.
    """

    ask: str
    answer: str


class Picture(Model):
    """What the picture says whatever is played: in one or two sentences, and what it is not.

    ``form`` holds what the chart's form takes by name: labels, scales, a note.
    """

    alt: str
    caveats: list[str] = []
    form: dict[str, Any] = {}


_LONGEST = 40  # characters of a value that a sentence repeats


class LabSheet(Model):
    """``labs/<lab id>.yaml``. ``data`` is the case; its reader is the lab's own function.

    A lab of VeloLink reads its facts from ``velolink.yaml``, so its ``data`` holds the rest.
    """

    id: str
    title: str
    task: str
    fields: list[Field]
    picture: Picture
    data: dict[str, Any] = {}
    worked: Worked | None = None
    prediction: Prediction | None = None
    explain: Explain | None = None


def read_lab(lab_id: str, folder: Path) -> LabSheet:
    """Read and check one sheet.

    Raises
    ------
    ContentError
        With the nearest ids where there is no such lab, or one sentence for each fault.
    """
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    if lab_id not in known:
        near = difflib.get_close_matches(str(lab_id)[:80], known, n=3, cutoff=0.3) or known[:3]
        asked = str(lab_id)[:80]
        raise ContentError([f"There is no lab {asked!r}; the nearest: {', '.join(near)}."])
    place = f"labs/{lab_id}.yaml"
    return read(folder / f"{lab_id}.yaml", LabSheet, place, lab_problems)


def lab_problems(sheet: LabSheet, place: str) -> list[str]:
    """Return one sentence for each fault of a sheet beyond its shape."""
    problems = misnamed(sheet.id, place)
    problems += twice(place, "field id", (field.id for field in sheet.fields))
    problems += twice(place, "label", (field.label for field in sheet.fields))
    for field in sheet.fields:
        here = f"{place}: field {field.id}"
        if not ID.match(field.id.replace("_", "-")) or not field.id.isidentifier():
            problems.append(f"{here}: the id is no plain word; use a-z, 0-9 and _.")
        if (field.kind == "choice") != bool(field.options):
            problems.append(f"{here}: only a choice has options, and it needs some; mend it.")
        problems += twice(here, "option", (option.id for option in field.options))
        if fault := value_fault(field, field.start):
            problems.append(f"{here}: start: {fault}")
    if sheet.worked:
        problems += _worked(sheet.worked, f"{place}: worked")
    if sheet.prediction:
        problems += _prediction(sheet, sheet.prediction, f"{place}: prediction")
    return problems


def _worked(worked: Worked, place: str) -> list[str]:
    problems = []
    if len(worked.told) < 2:
        problems.append(f"{place}: the case has fewer than two steps; tell each step.")
    if worked.half.tolerance < 0:
        problems.append(f"{place}: half: the tolerance is below zero; make it zero or more.")
    return problems


def _prediction(sheet: LabSheet, prediction: Prediction, place: str) -> list[str]:
    problems = twice(place, "option", (option.id for option in prediction.options))
    if len(prediction.options) < 2:
        problems.append(f"{place}: it has one option; give two or more.")
    fields = {field.id: field for field in sheet.fields}
    for name, value in prediction.move.items():
        if name not in fields:
            known = ", ".join(fields)
            problems.append(f"{place}: move: unknown field {name!r}; use one of {known}.")
        elif fault := value_fault(fields[name], value):
            problems.append(f"{place}: move: {name}: {fault}")
    return problems


def value_fault(field: Field, value: Any) -> str:
    """Say in one sentence why a field cannot take a value; ``""`` when it can."""
    if field.kind == "choice":
        known = [option.id for option in field.options]
        if isinstance(value, str) and value in known:
            return ""
        return f"{_shown(value)} is not one of {', '.join(known)}; choose one."
    if field.kind == "yes_no":
        right = isinstance(value, bool)
        return "" if right else f"{_shown(value)} is not true or false; write one."
    if field.kind == "text":
        if not isinstance(value, str):
            return f"{_shown(value)} is not text; put it in quotes."
        return "" if len(value) <= 500 else "the text is longer than 500 characters; shorten it."
    whole = field.kind in ("whole", "press")
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return f"{_shown(value)} is not a {'whole number' if whole else 'number'}; write one."
    return range_fault(field, value)


def range_fault(field: Field, value: float) -> str:
    """Say in one sentence that a number is out of a field's range; ``""`` when it is not."""
    if field.low <= value <= field.high:  # NaN is never
        return ""
    said = f"{value:g}" if abs(value) < 1e15 else _shown(value)
    unit = f" {field.unit}" if field.unit else ""
    return (
        f"{said} is not between {field.low:g} and {field.high:g}{unit}; "
        "enter a number in that range."
    )


def _shown(value: object) -> str:
    """A value as a sentence repeats it: its beginning, on one line."""
    if isinstance(value, int) and abs(value) >= 10**_LONGEST:
        return "a number of very many digits"  # which Python may refuse to write out
    said = " ".join(repr(value).split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 4]} ..."
