"""Reading what a learner gives a field, typed or from Python: one way, and no silent guess."""

from __future__ import annotations

import re
from contextlib import suppress
from decimal import Decimal
from numbers import Integral, Real
from typing import Any, NamedTuple

from helpers.content.labs import Field, Value, range_fault, value_fault
from helpers.questions import parse_number

from .result import FieldError

_DIGITS = re.compile(r"\d(?:.*\d)?", re.DOTALL)  # from the first to the last
_UNMISTAKEN = re.compile(r"\d+(?:\.\d+)?\Z")


class Taken(NamedTuple):
    """A value as a field takes it, and what to say where the text could be read otherwise."""

    value: Value
    note: str = ""


def read_value(field: Field, given: Any) -> Taken:
    """Read a value for a field; a number may come as text, as in the quiz.

    Raises
    ------
    FieldError
        When the field cannot take it; the sentence names the field, the fault and the mend.
    """
    if field.kind in ("choice", "yes_no", "text"):
        fault = value_fault(field, given)
        taken = Taken(given)
    elif isinstance(given, str):
        fault, taken = _typed(field, given)
    else:
        fault, taken = _number(field, given)
    if fault:
        raise FieldError(field.id, f"{field.label}: {fault}")
    return taken


def plain(value: float) -> str:
    """A number as one would type it: without an exponent, and without a point for whole ones."""
    text = f"{Decimal(repr(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(field: Field, given: Any) -> tuple[str, Taken]:
    """A number of Python or numpy."""
    if isinstance(given, Integral) and not isinstance(given, bool):
        return range_fault(field, int(given)), Taken(int(given))
    if isinstance(given, Real) and not isinstance(given, bool):
        with suppress(OverflowError):  # a fraction too large for a float
            value = float(given)
            if not _whole(field):
                return range_fault(field, value), Taken(value)
            if value.is_integer():
                return range_fault(field, value), Taken(int(value))
    return value_fault(field, given), Taken(0)


def _typed(field: Field, text: str) -> tuple[str, Taken]:
    """A number as text: the first reading that the field can take."""
    readings = parse_number(text, field.unit)
    fits = [value for value in readings if not _whole(field) or value.is_integer()]
    if not fits:
        return value_fault(field, text.strip()), Taken(0)
    inside = [value for value in fits if not range_fault(field, value)]
    if not inside:
        return range_fault(field, fits[0]), Taken(0)
    value, *others = (_as(field, one) for one in inside)
    shown, digits = plain(value), _DIGITS.findall(text)[0]
    if len(readings) == 1 and _UNMISTAKEN.match(digits):
        return "", Taken(value)
    note = f"Read as {shown}{f' {field.unit}' if field.unit else ''}."
    note += "".join(f" For {plain(other)} write {plain(other)}." for other in others[:1])
    return "", Taken(value, note)


def _whole(field: Field) -> bool:
    return field.kind in ("whole", "press")


def _as(field: Field, value: float) -> int | float:
    return int(value) if _whole(field) else float(value)
