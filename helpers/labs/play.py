"""A lab without widgets: its sheet, the values of its fields, and a play."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpers.content import ContentError, load_lab
from helpers.content.labs import LabSheet, Value
from helpers.document import Card, br, para, strong

from . import words
from .reading import read_value
from .registry import LABS, mismatches
from .result import FieldError, LabResult


class Unplayable(ContentError):
    """A fault of the lab itself, and not of the values that it was given."""


class Lab:
    """One lab: plays values, and refuses bad ones with a sentence.

    Parameters
    ----------
    lab_id : str
        The name of its sheet and of its function.

    Raises
    ------
    ContentError
        When the sheet is missing or faulty, or its function does not fit it.
    """

    def __init__(self, lab_id: str):
        self.sheet: LabSheet = load_lab(lab_id)
        if problems := mismatches(self.sheet):
            raise ContentError(problems)
        self._play = LABS[lab_id].play

    def start(self) -> dict[str, Value]:
        """The values that the fields start with."""
        return {field.id: field.start for field in self.sheet.fields}

    def moved(self, values: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """The values after the move that the prediction is about.

        Without ``values`` it starts from the start values, and so it does with them unless the
        prediction is asked later.
        """
        prediction = self.sheet.prediction
        if prediction is None:
            return self.start()
        begun = values if prediction.later and values is not None else self.start()
        return {**begun, **prediction.move}

    def read(self, given: Mapping[str, Any]) -> dict[str, Value]:
        """Read values for some fields.

        Raises
        ------
        FieldError
            When there is no such field, or it cannot take its value.
        """
        fields = {field.id: field for field in self.sheet.fields}
        for name in given:
            if name not in fields:
                known = ", ".join(fields)
                raise FieldError("", f"This lab has no field {name!r}; it has {known}.")
        return {name: read_value(fields[name], value).value for name, value in given.items()}

    def play(self, values: Mapping[str, Any]) -> LabResult:
        """Play the lab.

        Parameters
        ----------
        values : mapping
            A value for every field.

        Raises
        ------
        FieldError
            When a field cannot take its value.
        ValueError
            When the values do not go together; the sentence names the item and the mend.
        """
        taken = self.read(values)
        try:
            return self._play(self.sheet.data | {"picture": self.sheet.picture}, **taken)
        except ValueError:
            raise
        except Exception as error:
            name = f"the key {error} is missing" if isinstance(error, KeyError) else repr(error)
            raise Unplayable(
                [
                    f"labs/{self.sheet.id}.yaml: this lab cannot be played ({name}); correct its "
                    "data and fields, and run python -m helpers.authoring check."
                ]
            ) from error

    def example(self, **changed: Any) -> Played:
        """Play the start values with some changed; the way for who prefers code.

        Raises
        ------
        ValueError
            When there is no such field, or a value is refused.
        """
        taken = self.read(changed)
        return Played(self.sheet, taken, self.play(self.start() | taken))


class Played(Card):
    """A play from Python, to be shown in a notebook: what was changed, the picture, the words."""

    def __init__(self, sheet: LabSheet, changed: Mapping[str, Value], result: LabResult):
        head = para(strong(f"Example in code: {sheet.title}"), br, words.changes(sheet, changed))
        super().__init__(head, result.chart, *words.found(result))
