"""A thing of one's own in words: the form on paper, what was saved, the model answer."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.content.own_case import CaseSheet, OwnCase
from helpers.document import (
    Card,
    Element,
    Shown,
    box,
    bullets,
    em,
    fold,
    heading,
    md_line,
    numbered,
    para,
    printable,
    strong,
    table,
    title,
)

from .case import filled, remarks

RUN = "To fill it in, run the notebook (Run menu, Run All Cells)."
NOTHING = "Give it a name and fill in one row, then save."
SAVED = "Saved in your record"
NOT_KEPT = "Compared, and not kept: you are a guest. Make a page to print"
COMPLETE = "Nothing is missing. Whether it is good, the four lines below will tell."
NEXT = 3
"""Gaps that are named at a time; more would read as a scolding."""
LATER = "Fill in what helps you, and save again. Left open after that: {}."
CHANGED = "You changed something. Save again to keep it."
COMPARE = "Compare with the model answer, and tick each line that holds for yours."


def paper(sheet: CaseSheet) -> Card:
    """The form where no kernel runs."""
    labels = ", ".join(field.label for field in sheet.fields)
    return Card(
        *opening(sheet),
        para("Table: ", ", ".join(sheet.columns), f". {sheet.below}: ", labels, "."),
        title("Does it hold?"),
        numbered(md_line(text) for text in sheet.rubric),
        fold("A model answer", *written(sheet.model, sheet), secret=True),
        para(em(RUN)),
    )


def opening(sheet: CaseSheet) -> tuple[Shown, ...]:
    """What stands above the fields."""
    return (
        title(sheet.title),
        para(md_line(sheet.about)),
        para(md_line(sheet.lead)),
        bullets(md_line(text) for text in sheet.ideas),
    )


def written(case: OwnCase, sheet: CaseSheet) -> tuple[Element, ...]:
    """What was written as a table and a list."""
    told = ((field.label, case.fields.get(field.id, "")) for field in sheet.fields)
    return (
        title(case.name),
        table(sheet.columns, filled(case), sentences=True),
        bullets(para(strong(f"{name}: "), said) for name, said in told if said),
    )


def compared(case: OwnCase, sheet: CaseSheet, keeps: bool) -> Card:
    """What was saved, what its form lacks, and the model answer."""
    found = remarks(case, sheet)
    said = bullets(found[:NEXT]) if found else para(COMPLETE)
    more = len(found) - NEXT
    later = para(LATER.format(more)) if more > 0 else None
    return Card(
        box("partly" if found else "correct", SAVED if keeps else NOT_KEPT, said, later),
        *written(case, sheet),
        title("A model answer, about something else"),
        *written(sheet.model, sheet),
        para(strong(COMPARE)),
    )


def page(case: OwnCase, sheet: CaseSheet, ticks: Sequence[bool]) -> str:
    """What was written as a page to print, with the rubric and what was ticked."""
    lines = zip(sheet.rubric, ticks, strict=True)
    return printable(
        case.name,
        heading(case.name, 1),
        *written(case, sheet)[1:],
        heading("Does it hold?"),
        bullets(para("[x] " if tick else "[ ] ", md_line(text)) for text, tick in lines),
    )
