"""What a lab says: on paper, above its controls, under its picture."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from helpers.cards import ignore_math
from helpers.content import to_html, to_text
from helpers.content.labs import Field, LabSheet

from .result import Result

CONTINUE = "To play, run the notebook (Run menu, Run All Cells)."
PREDICT = "Predict first."
SAME = "The start values, nothing changed."
EXPLAIN = "Say why, before you read on."


def value_text(field: Field, value: Any) -> str:
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


def changes(sheet: LabSheet, changed: dict[str, Any]) -> str:
    """The values that differ from the start, in words; without any, the names to change in code."""
    fields = {field.id: field for field in sheet.fields}
    said = [f"{fields[n].label}: {value_text(fields[n], v)}" for n, v in changed.items()]
    if not said:
        return f"{SAME} Names that can be changed: {', '.join(fields)}."
    return f"Changed: {'; '.join(said)}."


def as_text(sheet: LabSheet, result: Result) -> str:
    """The lab on paper, as plain text: task, prediction, controls, the picture at the start."""
    lines = [f"Lab: {sheet.title}", to_text(sheet.task)]
    if sheet.prediction:
        lines += ["", f"{PREDICT} {to_text(sheet.prediction.ask)}"]
        lines += [f"- {guess.text}" for guess in sheet.prediction.options]
    lines += ["", "Controls, with their start values"]
    lines += [f"- {f.label}: {value_text(f, f.start)}" for f in sheet.fields if f.kind != "press"]
    lines += [f"- Button: {f.label}" for f in sheet.fields if f.kind == "press"]
    lines += ["", *_outcome(result)]
    if sheet.explain:
        lines += ["", f"{EXPLAIN} {to_text(sheet.explain.ask)}"]
    return "\n".join([*lines, "", CONTINUE])


def as_html(sheet: LabSheet, result: Result) -> str:
    """The lab on paper, as HTML that reads well where no kernel runs."""
    rows = "".join(
        f'<tr><th scope="row">{escape(f.label)}</th><td>{escape(_start(f))}</td></tr>'
        for f in sheet.fields
    )
    asked = ""
    if sheet.prediction:
        guesses = "".join(f"<li>{escape(guess.text)}</li>" for guess in sheet.prediction.options)
        asked = f"{_ask(sheet)}<ul>{guesses}</ul>"
    table = (
        f"<details><summary>The controls and their start values</summary><table>{rows}</table>"
        "</details>"
    )
    return ignore_math(
        f"{_head(sheet)}{asked}{table}{result.chart.html}{found(result)}{_why(sheet)}"
        f"<p><em>{CONTINUE}</em></p>"
    )


def _start(field: Field) -> str:
    return "(a button)" if field.kind == "press" else value_text(field, field.start)


def head(sheet: LabSheet) -> str:
    """What stands above the live controls."""
    return ignore_math(_head(sheet) + (_ask(sheet) if sheet.prediction else ""))


def _head(sheet: LabSheet) -> str:
    return f"<p><strong>Lab: {escape(sheet.title)}</strong></p>{to_html(sheet.task)}"


def why(sheet: LabSheet) -> str:
    """What stands under the live findings: the question why, and an answer folded away."""
    return ignore_math(_why(sheet))


def _why(sheet: LabSheet) -> str:
    if not sheet.explain:
        return ""
    ask, answer = (to_html(t, inline=True) for t in (sheet.explain.ask, sheet.explain.answer))
    return (
        f"<p><strong>{EXPLAIN}</strong> {ask}</p>"
        f"<details><summary>An answer</summary><p>{answer}</p></details>"
    )


def _ask(sheet: LabSheet) -> str:
    ask = to_html(sheet.prediction.ask, inline=True)
    return f"<p><strong>{PREDICT}</strong> {ask}</p>"


def compared(sheet: LabSheet, guess: str, came_true: str) -> tuple[str, str]:
    """Compare a prediction with what came true, as HTML and as words to speak."""
    options = {option.id: option for option in sheet.prediction.options}
    mine, true = options[guess], options[came_true]
    verdict = "As you predicted" if guess == came_true else "Not as you predicted"
    said = f"{verdict}. You: {mine.text} It turned out: {true.text}"
    if guess == came_true:
        said = f"{verdict}. {true.text}"
    html = (
        f"<p><strong>{escape(verdict)}.</strong> {escape(said.removeprefix(verdict + '. '))}</p>"
        f"<p>{to_html(mine.feedback, inline=True)}</p>"
    )
    return ignore_math(html), f"{said} {to_text(mine.feedback)}"


def found(result: Result) -> str:
    """The findings under a picture."""
    rows = "".join(f"<li>{escape(finding)}</li>" for finding in result.findings)
    return f"<p><strong>What it shows</strong></p><ul>{rows}</ul>"


def fault(sentence: str) -> str:
    """A refused value's sentence, for the place beside its field."""
    return ignore_math(f"<p><strong>Please change this.</strong> {escape(sentence)}</p>")


def played_text(sheet: LabSheet, said: str, result: Result) -> str:
    """A play from Python as plain text."""
    return "\n".join([f"Example in code: {sheet.title}", said, "", *_outcome(result)])


def played_html(sheet: LabSheet, said: str, result: Result) -> str:
    """A play from Python as HTML."""
    return (
        f"<p><strong>Example in code: {escape(sheet.title)}</strong><br>{escape(said)}</p>"
        f"{result.chart.html}{found(result)}"
    )


def _outcome(result: Result) -> Sequence[str]:
    return [result.chart.text, "What it shows", *(f"- {line}" for line in result.findings)]
