"""A lab without widgets: its sheet, the values of its fields, and a play."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from helpers.content import ContentError, load_lab
from helpers.content.labs import LabSheet, value_fault
from helpers.document import Card, br, para, strong

from . import words
from .result import FieldError, Result

_MODULES = {
    "discover": ("opportunity_tree", "kano"),
    "choose": ("rice", "cost_of_delay", "roadmap"),
    "growth": ("funnel", "cohorts", "unit_economics"),
    "learn": ("ab_plan", "peeking", "okr"),
    "plan": ("work_breakdown", "network", "three_point"),
    "uncertainty": ("monte_carlo", "promise", "merge_bias"),
    "control": ("earned_value", "change_requests", "burn_pair"),
    "people": ("risk_responses", "raci_repair", "brooks"),
}
LABS = {lab: module for module, labs in _MODULES.items() for lab in labs}


class Lab:
    """One lab: plays values, and refuses bad ones with a sentence.

    Parameters
    ----------
    lab_id : str
        A key of `LABS`, and the name of its sheet.

    Raises
    ------
    ContentError
        When the sheet is missing or faulty, or nothing plays it.
    """

    def __init__(self, lab_id: str):
        self.sheet: LabSheet = load_lab(lab_id)
        if lab_id not in LABS:
            raise ContentError([f"labs/{lab_id}.yaml: no function plays it; name one in LABS."])
        self._run = getattr(import_module(f"{__package__}.{LABS[lab_id]}"), lab_id)

    def start(self) -> dict[str, Any]:
        """The values that the fields start with."""
        return {field.id: field.start for field in self.sheet.fields}

    def play(self, values: dict[str, Any]) -> Result:
        """Play the lab.

        Parameters
        ----------
        values : dict
            A value for every field.

        Raises
        ------
        FieldError
            When a field cannot take its value.
        ValueError
            When the values do not go together; the sentence names the item and the mend.
        """
        for field in self.sheet.fields:
            if fault := value_fault(field, values[field.id]):
                raise FieldError(field.id, f"{field.label}: {fault}")
        try:
            return self._run(self.sheet.data, values)
        except KeyError as error:
            raise ContentError(
                [f"labs/{self.sheet.id}.yaml: data: the key {error} is missing; add it."]
            ) from error

    def example(self, **changed: Any) -> Played:
        """Play the start values with some changed; the way for who prefers code.

        Raises
        ------
        ValueError
            When there is no such field, or a value is refused.
        """
        values = self.start()
        for name in changed:
            if name not in values:
                known = ", ".join(values)
                raise ValueError(f"This lab has no field {name!r}; it has {known}.")
        return Played(self.sheet, changed, self.play(values | changed))


class Played(Card):
    """A play from Python, to be shown in a notebook: what was changed, the picture, the words."""

    def __init__(self, sheet: LabSheet, changed: dict[str, Any], result: Result):
        head = para(strong(f"Example in code: {sheet.title}"), br, words.changes(sheet, changed))
        super().__init__(head, result.chart, *words.found(result))
