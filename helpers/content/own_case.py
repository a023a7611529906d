"""A case of the learner's own: what is asked, the rubric, and the model answer beside it."""

from __future__ import annotations

from pathlib import Path

from helpers.questions.base import Model

from .decoding import read

FILE = "own_case.yaml"
RUBRIC = 4


class OwnDecision(Model):
    """A row of the table: what is decided, who has the last word, and who is asked first."""

    decision: str = ""
    who: str = ""
    first: str = ""


class OwnCase(Model):
    """A decision table and a forecast. A learner may leave any of it empty."""

    case: str = ""
    decisions: list[OwnDecision] = []
    result: str = ""
    early: str = ""
    likely: str = ""
    late: str = ""
    depends: str = ""
    worth: str = ""


class CaseSheet(Model):
    """What the author gives: words around the form, ideas for decisions, rubric, model answer."""

    title: str
    about: str
    ideas: list[str]
    rubric: list[str]
    model: OwnCase


def read_own_case(root: Path) -> CaseSheet:
    """Read ``own_case.yaml``.

    Raises
    ------
    ContentError
        When the file cannot be read, the rubric has not four lines, or the model leaves a gap.
    """
    return read(root / FILE, CaseSheet, FILE, _faults)


def _faults(sheet: CaseSheet, place: str) -> list[str]:
    model = sheet.model
    told = [model.case, model.result, model.early, model.likely, model.late]
    told += [model.depends, model.worth]
    told += [text for row in model.decisions for text in (row.decision, row.who, row.first)]
    found = []
    if len(sheet.rubric) != RUBRIC:
        found.append(f"{place}: the rubric has {len(sheet.rubric)} lines; make it {RUBRIC}.")
    if not model.decisions or not all(text.strip() for text in told):
        found.append(f"{place}: model: a field is empty; fill in every field of the model answer.")
    return found
