"""What a lab says: on paper, above its controls, under its picture."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.content.labs import Field, LabSheet, Value
from helpers.document import (
    Card,
    Shown,
    bullets,
    em,
    fold,
    md,
    md_line,
    numbered,
    para,
    strong,
    table,
    title,
)
from helpers.questions import parse_number

from .result import LabResult

CONTINUE = "To play, run the notebook (Run menu, Run All Cells)."
PREDICT = "Predict first."
SAME = "The start values, nothing changed."
EXPLAIN = "Say why, before you read on."
WORKED = "One case, step by step."
HALF = "Your turn: this one is half done."


def value_text(field: Field, value: Value) -> str:
    """A field's value as the learner reads it."""
    if field.kind == "choice":
        return next(option.text for option in field.options if option.id == value)
    if field.kind == "yes_no":
        return "yes" if value else "no"
    shown = str(value) if isinstance(value, str) else f"{value:,.10g}"
    return f"{shown} {field.unit}".strip() or "(empty)"


def label(field: Field) -> str:
    """The label of a control, with its unit."""
    return f"{field.label} ({field.unit})" if field.unit else field.label


def changes(sheet: LabSheet, changed: Mapping[str, Value]) -> str:
    """The values that differ from the start, in words; without any, the names to change in code."""
    fields = {field.id: field for field in sheet.fields}
    said = [f"{fields[n].label}: {value_text(fields[n], v)}" for n, v in changed.items()]
    if not said:
        return f"{SAME} Names that can be changed: {', '.join(fields)}."
    return f"Changed: {'; '.join(said)}."


def paper(sheet: LabSheet, result: LabResult) -> Card:
    """The lab on paper: task, prediction, controls, the picture at the start; no answer in text."""
    controls = table(["Control", "Start value"], [(f.label, _start(f)) for f in sheet.fields])
    return Card(
        *head(sheet),
        *worked(sheet),
        *half_answer(sheet),
        *predict(sheet),
        bullets(guess.text for guess in sheet.prediction.options) if sheet.prediction else None,
        fold("The controls and their start values", controls),
        result.chart,
        *found(result),
        *why(sheet),
        para(em(CONTINUE)),
    )


def _start(field: Field) -> str:
    return "(a button)" if field.kind == "press" else value_text(field, field.start)


def head(sheet: LabSheet) -> list[Shown]:
    """What stands on top: the name of the lab, and its task."""
    return [title(f"Lab: {sheet.title}"), md(sheet.task)]


def worked(sheet: LabSheet) -> list[Shown]:
    """A case reasoned step by step, and the beginning of one that the learner ends."""
    if not sheet.worked:
        return []
    half = sheet.worked.half
    return [
        para(strong(WORKED), " ", md_line(sheet.worked.case)),
        numbered(map(md_line, sheet.worked.told)),
        para(strong(HALF)),
        numbered([*map(md_line, half.told), md_line(half.ask)]),
    ]


def half_answer(sheet: LabSheet) -> list[Shown]:
    """The end of the case that is half done, folded away, for paper."""
    if not sheet.worked:
        return []
    return [fold("How it ends", para(md_line(sheet.worked.half.right)), secret=True)]


def half_done(sheet: LabSheet, given: str) -> list[Shown]:
    """Answer whoever ended the case that is half done."""
    assert sheet.worked
    half = sheet.worked.half
    readings = parse_number(given, half.unit)
    if not readings:
        if not given.strip():
            return [fault("Type a number first, then press Check it.")]
        return [fault("That is no number; type digits, such as 12.5.")]
    if any(abs(value - half.answer) <= half.tolerance + 1e-9 for value in readings):
        return [para(strong("Right."), " ", md_line(half.right))]
    return [para(strong("Not yet."), " ", md_line(half.wrong))]


def predict(sheet: LabSheet) -> list[Shown]:
    """What stands above the predictions."""
    if not sheet.prediction:
        return []
    head = "Now predict." if sheet.prediction.later else PREDICT
    return [para(strong(head), " ", md_line(sheet.prediction.ask))]


def why(sheet: LabSheet, mine: str = "") -> list[Shown]:
    """The question why; what the learner wrote stands beside an answer, which is folded before."""
    if not sheet.explain:
        return []
    ask = para(strong(EXPLAIN), " ", md_line(sheet.explain.ask))
    answer = md_line(sheet.explain.answer)
    if mine:
        return [ask, table(["You wrote", "An answer"], [(mine, answer)], sentences=True)]
    return [ask, fold("An answer", para(answer), secret=True)]


def compared(sheet: LabSheet, guess: str, came_true: str) -> list[Shown]:
    """Compare a prediction with what came true."""
    options = {option.id: option for option in sheet.prediction.options} if sheet.prediction else {}
    mine, true = options[guess], options[came_true]
    verdict, said = "Not as you predicted.", f"You: {mine.text} It turned out: {true.text}"
    if guess == came_true:
        verdict, said = "As you predicted.", true.text
    return [para(strong(verdict), " ", said), para(md_line(mine.feedback))]


def found(result: LabResult) -> list[Shown]:
    """The findings under a picture."""
    return [title("What it shows"), bullets(result.findings)]


def fault(sentence: str) -> Shown:
    """What is asked of somebody whose answer can't be taken."""
    return para(strong("Please change this."), f" {sentence}")


def refused(sentence: str) -> Shown:
    """A refused value's sentence, for the place beside its field."""
    return fault(f"{sentence} The picture is that of before.")
