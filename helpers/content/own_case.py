"""Things that a learner makes: what is asked, the rubric, and the model answer beside it."""

from __future__ import annotations

import difflib
from pathlib import Path

from helpers.questions.base import Model

from .decoding import read
from .reading import ContentError
from .rules import repeated

FILE = "own_case.yaml"
RUBRIC = 4


class OwnCase(Model):
    """What was written: a name, a table's rows, and fields by their ids; any of it may be empty."""

    name: str = ""
    rows: list[list[str]] = []
    fields: dict[str, str] = {}


class CaseField(Model):
    """A field under the table.

    ``empty`` is said where nothing stands in it, ``number`` where no number does.
    """

    id: str
    label: str
    empty: str = ""
    number: str = ""


class CaseSheet(Model):
    """What the author gives: words around the form, its table and fields, rubric, model answer.

    ``lead`` stands above the ideas, and ``below`` names the fields under the table.
    """

    id: str
    title: str
    about: str
    lead: str
    ideas: list[str]
    name: str
    columns: list[str]
    rows: int
    below: str
    fields: list[CaseField]
    rubric: list[str]
    model: OwnCase


class CaseSheets(Model):
    """``own_case.yaml``."""

    sheets: list[CaseSheet]


def read_own_cases(root: Path) -> dict[str, CaseSheet]:
    """Read ``own_case.yaml``: its sheets by their ids, in its order.

    Raises
    ------
    ContentError
        When the file cannot be read, an id stands twice, a rubric has not four lines, or a model
        leaves a gap.
    """
    return {sheet.id: sheet for sheet in read(root / FILE, CaseSheets, FILE, _faults).sheets}


def find_own_case(sheet_id: str, sheets: dict[str, CaseSheet]) -> CaseSheet:
    """Return a sheet by its id, the first for none; an unknown id is a sentence with all ids."""
    if not sheet_id:
        return next(iter(sheets.values()))
    if sheet_id not in sheets:
        near = difflib.get_close_matches(str(sheet_id), sheets, n=3, cutoff=0.3) or list(sheets)
        raise ContentError(
            [f"There is no form {str(sheet_id)[:80]!r}; the nearest are {', '.join(near)}."]
        )
    return sheets[sheet_id]


def _faults(file: CaseSheets, place: str) -> list[str]:
    found = [
        f"{place}: sheet {name}: the id stands twice; rename one."
        for name in repeated(sheet.id for sheet in file.sheets)
    ]
    if not file.sheets:
        found.append(f"{place}: it has no sheet; write one.")
    for sheet in file.sheets:
        found += [f"{place}: sheet {sheet.id}: {fault}" for fault in _of_sheet(sheet)]
    return found


def _of_sheet(sheet: CaseSheet) -> list[str]:
    model, ids = sheet.model, [field.id for field in sheet.fields]
    found = [f"the field {name} stands twice; rename one." for name in repeated(ids)]
    if len(sheet.rubric) != RUBRIC:
        found.append(f"the rubric has {len(sheet.rubric)} lines; make it {RUBRIC}.")
    if unknown := [name for name in model.fields if name not in ids]:
        found.append(f"model: there is no field {unknown[0]!r}; it is one of {', '.join(ids)}.")
    if any(len(row) != len(sheet.columns) for row in model.rows):
        found.append(f"model: a row has not {len(sheet.columns)} cells; give one for each column.")
    if len(model.rows) > sheet.rows:
        found.append(f"model: it has {len(model.rows)} rows where the form has {sheet.rows}.")
    told = [model.name, *(model.fields.get(name, "") for name in ids)]
    told += [text for row in model.rows for text in row]
    if not model.rows or not all(text.strip() for text in told):
        found.append("model: a field is empty; fill in every field of the model answer.")
    return found
