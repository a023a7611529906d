"""A case of one's own in words: the form on paper, what was saved, the model answer."""

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

COLUMNS = ("Decision", "Who decides", "Who is asked first")
FORECAST = {
    "result": "What will be done",
    "early": "At the earliest",
    "likely": "Most likely",
    "late": "At the latest",
    "depends": "It depends on",
    "worth": "How, and when, you'll see that it was worth doing",
}
RUN = "To fill it in, run the notebook (Run menu, Run All Cells)."
NOTHING = "Name your case and one decision, then save."
SAVED = "Saved in your record"
NOT_KEPT = "Compared, and not kept: you are a guest. Make a page to print"
COMPLETE = "Nothing is missing. Whether it is good, the four lines below will tell."
CHANGED = "You changed something. Save again to keep it."
COMPARE = "Compare with the model answer, and tick each line that holds for yours."


def paper(sheet: CaseSheet) -> Card:
    """The form where no kernel runs."""
    return Card(
        *opening(sheet),
        para("Table: ", ", ".join(COLUMNS), ". Forecast: ", ", ".join(FORECAST.values()), "."),
        title("Does it hold?"),
        numbered(md_line(text) for text in sheet.rubric),
        fold("A model answer", *written(sheet.model), secret=True),
        para(em(RUN)),
    )


def opening(sheet: CaseSheet) -> tuple[Shown, ...]:
    """What stands above the fields."""
    return (
        title(sheet.title),
        para(md_line(sheet.about)),
        para("Decisions that most cases have:"),
        bullets(md_line(text) for text in sheet.ideas),
    )


def written(case: OwnCase) -> tuple[Element, ...]:
    """A case as a table and a list."""
    rows = [(row.decision, row.who, row.first) for row in filled(case)]
    told = ((name, getattr(case, field)) for field, name in FORECAST.items())
    return (
        title(case.case),
        table(COLUMNS, rows, sentences=True),
        bullets(para(strong(f"{name}: "), said) for name, said in told if said),
    )


def compared(case: OwnCase, sheet: CaseSheet, keeps: bool) -> Card:
    """What was saved, what its form lacks, and the model answer."""
    found = remarks(case)
    said = bullets(found) if found else para(COMPLETE)
    return Card(
        box("partly" if found else "correct", SAVED if keeps else NOT_KEPT, said),
        *written(case),
        title("A model answer, about something else"),
        *written(sheet.model),
        para(strong(COMPARE)),
    )


def page(case: OwnCase, sheet: CaseSheet, ticks: Sequence[bool]) -> str:
    """The case as a page to print, with the rubric and what was ticked."""
    lines = zip(sheet.rubric, ticks, strict=True)
    return printable(
        case.case,
        heading(case.case, 1),
        *written(case)[1:],
        heading("Does it hold?"),
        bullets(para("[x] " if tick else "[ ] ", md_line(text)) for text, tick in lines),
    )
