"""The register of labs: decorating a function with `lab` is all it takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from helpers.content.labs import LabSheet

from .result import LabResult

Case = dict[str, Any]
"""The ``data`` of a sheet, the case that a lab starts from, with the sheet's ``picture``."""
Outcome = str | Callable[[Case], Iterable[str]]
Function = TypeVar("Function", bound=Callable[..., LabResult])


@dataclass(frozen=True)
class LabFunction:
    """What a lab's function declares.

    Attributes
    ----------
    play : callable
        The function.
    controls : tuple of str
        The fields that it takes by name.
    more : bool
        Whether it takes others as well, which the case names (``**``).
    outcomes : tuple
        What may come true: ids, or a function that finds them in the case.
    """

    play: Callable[..., LabResult]
    controls: tuple[str, ...]
    more: bool
    outcomes: tuple[Outcome, ...]

    def outcomes_of(self, case: Case) -> list[str]:
        """The ids of all that may come true in a case."""
        found: list[str] = []
        for outcome in self.outcomes:
            found += [outcome] if isinstance(outcome, str) else outcome(case)
        return found


LABS: dict[str, LabFunction] = {}
"""The labs by their id."""


def lab(*outcomes: Outcome) -> Callable[[Function], Function]:
    """Register a function that plays a lab; its name is the id of the lab and of its sheet.

    It takes the case of the sheet, and the value of each field by name: fields that every case
    has as parameters after ``*``, fields that the case names as ``**``. It must not draw yet: a
    form does that when the picture is asked for.

    Parameters
    ----------
    *outcomes : str or callable
        The ids of what may come true, which the options of a prediction are held against; or a
        function that finds them in the case.

    Examples
    --------
    >>> @lab("later", "sooner")                                    # doctest: +SKIP
    ... def more_people(case: Case, *, added: int, left: int) -> LabResult: ...

    Raises
    ------
    ValueError
        When another function has that id already, or this one takes something else.
    """

    def register(function: Function) -> Function:
        name, place = function.__name__, function.__module__
        first, *others = inspect.signature(function).parameters.values()
        named = [one.name for one in others if one.kind is one.KEYWORD_ONLY]
        more = any(one.kind is one.VAR_KEYWORD for one in others)
        if first.kind is not first.POSITIONAL_OR_KEYWORD or len(named) + more < len(others):
            raise ValueError(
                f"{place}: the lab {name!r} has to take the case, and after * the fields by name."
            )
        if name in LABS and LABS[name].play.__module__ != place:
            raise ValueError(
                f"{place}: the lab {name!r} is there already, in {LABS[name].play.__module__}; "
                "name one of them differently."
            )
        LABS[name] = LabFunction(function, tuple(named), more, outcomes)
        return function

    return register


def mismatches(sheet: LabSheet) -> list[str]:
    """Return one sentence for each way in which a sheet and its function differ."""
    place = f"labs/{sheet.id}.yaml"
    if sheet.id not in LABS:
        return [
            f"{place}: no function plays it; write one in helpers/labs with @lab, or delete the "
            "sheet."
        ]
    function = LABS[sheet.id]
    where = f"the function in {function.play.__module__.replace('.', '/')}.py"
    fields = [field.id for field in sheet.fields]
    found = [
        f"{place}: fields: {where} takes {name!r}, and no field has this id; add one."
        for name in function.controls
        if name not in fields
    ]
    if not function.more:
        found += [
            f"{place}: field {name}: {where} takes no such value; correct the id, or delete the "
            "field."
            for name in fields
            if name not in function.controls
        ]
    try:
        known = function.outcomes_of(sheet.data)
    except Exception as error:  # whatever a case can do to the function that looks into it
        return [*found, f"{place}: data: {where} cannot read it ({_said(error)}); correct it."]
    for option in sheet.prediction.options if sheet.prediction else ():
        if option.id not in known:
            found.append(
                f"{place}: prediction: option {option.id!r}: {where} never returns it; use one of "
                f"{', '.join(known)}."
            )
    return found


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).splitlines()[0][:120] if str(error) else ''}"
