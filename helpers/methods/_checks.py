"""Reading numbers that people type, and refusing bad ones in one helpful sentence.

Every method reads its input through this module, so a wrong entry always ends in a
``ValueError`` that names the item, what is wrong and how to mend it.  A value may be a plain
number or text with a unit, such as ``"10 days"``, ``"80%"`` or ``"12000 EUR/week"``; values
of one column must then share one unit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

Number = int | float

LARGEST = 1e50  # a larger figure is a slip of the keyboard
SMALLEST = 1e-50  # a smaller one counts as 0
MOST_RUNS = 1_000_000
_TEXT = re.compile(r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(%?)([^\d,.]*)\Z")
LONGEST_TEXT = 60
_UNIT_NAMES = {
    "h": "hour",
    "hr": "hour",
    "d": "day",
    "wd": "working day",
    "w": "week",
    "wk": "week",
    "mo": "month",
    "yr": "year",
    "y": "year",
    "p-m": "person-month",
}


class Finding(NamedTuple):
    """One broken rule: its short name, the item that breaks it, and what to do."""

    rule: str
    item: str
    message: str


def shown(value: Any) -> str:
    """Return how a bad value is quoted in a sentence: on one line, and cut if it is long."""
    return label(repr(value))


def label(name: Any) -> str:
    """Return how a name stands in a sentence: without quotes, otherwise as :func:`shown`."""
    text = " ".join(str(name).split())
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 3]}..."


def unit_name(text: str) -> str:
    """Return the one spelling used for a unit: ``wk``, ``weeks`` and ``Week`` are ``week``."""
    text = re.sub(r"(^|\s+)per\s+", "/", " ".join(text.casefold().split()))
    parts = []
    for part in text.split("/"):
        part = part.strip()
        short = part[:-1] if part.endswith("s") and len(part) > 2 else part
        parts.append(_UNIT_NAMES.get(part, _UNIT_NAMES.get(short, short)))
    return "/".join(parts)


def time_of(unit: str) -> str:
    """Return the part after the slash: ``week`` for ``eur/week``; empty where there is none."""
    return unit.rpartition("/")[2] if "/" in unit else ""


def quantity(value: Any, what: str) -> tuple[Number, str]:
    """Split ``value`` into a finite number and the name of its unit (empty for a plain number)."""
    kind = type(value)
    if kind is str:
        match = _TEXT.match(value.strip()) if len(value) <= LONGEST_TEXT else None
        if not match:
            raise ValueError(
                f"{what} is {value[:LONGEST_TEXT]!r}, which is not one number: write it "
                "like 1500 or 1.5, with a point and no other separators."
            )
        digits, percent, unit = match.groups()
        long = len(digits) > 50 or re.search(r"[.eE]", digits)
        number: Number = float(digits) if long else int(digits)
        if percent:
            number = number / 100
        return _finite(number, value, what), unit_name(unit)
    if kind in (int, float):
        return _finite(value, value, what), ""
    if value is None:
        raise ValueError(f"{what} is missing: give a number.")
    if kind is not bool and kind.__name__ not in ("bool_", "bool"):
        if hasattr(value, "tolist"):
            return quantity(plain(value), what)
        if hasattr(value, "__index__"):
            return _finite(value.__index__(), value, what), ""
        if hasattr(value, "__float__"):
            try:
                return _finite(float(value), value, what), ""
            except OverflowError:
                return _finite(math.inf, value, what), ""
    raise ValueError(f"{what} is {shown(value)}, which is not a number: give a number.")


def _finite(number: Number, shown: Any, what: str) -> Number:
    if -SMALLEST < number < SMALLEST:
        return 0
    if not -LARGEST < number < LARGEST:
        text = str(shown)
        text = text if len(text) <= 20 else f"{text[:12]}..."
        raise ValueError(f"{what} is {text}, which is not a usable number: give a finite figure.")
    return number


def number(
    value: Any,
    what: str,
    *,
    low: Number | None = None,
    above: Number | None = None,
    high: Number | None = None,
    whole: bool = False,
) -> Number:
    """Return ``value`` as a number within its limits, or raise the sentence that mends it."""
    result = quantity(value, what)[0]
    if (
        (low is not None and result < low)
        or (above is not None and result <= above)
        or (high is not None and result > high)
        or (whole and result != int(result))
    ):
        kind = "a whole number" if whole else "a number"
        if above is not None:
            limits = f" above {above}" + ("" if high is None else f" and at most {high}")
        elif low is not None:
            limits = f" of at least {low}" if high is None else f" from {low} to {high}"
        else:
            limits = "" if high is None else f" of at most {high}"
        raise ValueError(f"{what} is {shown(value)}: give {kind}{limits}.")
    return int(result) if whole else result


def share(value: Any, what: str, *, open_ends: bool = False) -> float:
    """Return a share or probability from 0 to 1 (``open_ends``: strictly between them)."""
    result, unit = quantity(value, what)
    odd = unit and not unit.startswith("/")  # per month is fine, "0.5 percent" is not 0.5
    if odd or not 0 <= result <= 1 or (open_ends and result in (0, 1)):
        limits = "between 0 and 1, both left out" if open_ends else "from 0 to 1"
        raise ValueError(f"{what} is {shown(value)}: give a share {limits}, such as 0.8 or '80%'.")
    return result


def fits(value: Any, what: str, units: tuple[str, ...], mend: str) -> None:
    """Refuse a text in per cent or in another unit than ``units``; a plain number always fits."""
    if type(value) is str and ("%" in value or quantity(value, what)[1] not in ("", *units)):
        raise ValueError(f"{what} is {shown(value)}: {mend}.")


def percentage(value: Any, *, low: Number | None = None, above: Number | None = None) -> Number:
    """Read the percentile asked for: a plain number such as 80."""
    fits(value, "The percentile", (), "give a plain number, such as 80")
    return number(value, "The percentile", low=low, above=above, high=100)


def one_unit(values: Iterable[tuple[Any, Any]], what: str) -> str:
    """Return the unit shared by all ``(name, value)`` pairs; plain numbers fit any unit."""
    first, unit, percent, plain = None, "", None, None
    for name, value in values:
        if type(value) is not str:
            plain = name if plain is None else plain
            continue
        found = quantity(value, f"{what} of '{name}'")[1]
        if "%" in value:
            percent = name if percent is None else percent
        elif not found:
            plain = name if plain is None else plain
        if found and not unit:
            first, unit = name, found
        elif found and found != unit:
            raise ValueError(
                f"{what} of '{name}' is in '{found}' but that of '{first}' is in '{unit}': "
                "give both in one unit."
            )
    if percent is not None and plain is not None:
        raise ValueError(
            f"{what} of '{percent}' is in per cent but that of '{plain}' is a plain number: "
            "give both in one way."
        )
    return unit


def column(values: Mapping[Any, Any], what: str, **limits: Any) -> dict[Any, Number]:
    """Read one column of a table: numbers within ``limits`` and in one unit."""
    one_unit(values.items(), what)
    return {name: number(value, f"{what} of '{name}'", **limits) for name, value in values.items()}


def plain(value: Any) -> Any:
    """Return an array of numpy as lists of plain numbers; anything else stays as it is."""
    return value.tolist() if hasattr(value, "tolist") else value


def listed(values: Any, what: str) -> list:
    """Return ``values`` as a list; refuse a text, a number or nothing in its place."""
    values = plain(values)
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise ValueError(f"{what} came as {shown(values)}: give a list.")
    return list(values)


def numbered(values: Iterable[Any], what: str, start: int = 1) -> list[tuple[str, Any]]:
    """Name the entries of a list by their place, as ``what 1``, for `one_unit`."""
    return [(f"{what} {place}", value) for place, value in enumerate(values, start)]


def numbers(values: Iterable[Any], what: str, start: int = 1, **limits: Any) -> list[Number]:
    """Read a list of numbers within ``limits``; a sentence names a bad one by its place."""
    return [number(value, name, **limits) for name, value in numbered(values, what, start)]


def mapped(values: Any, what: str) -> Mapping[Any, Any]:
    """Return ``values`` if it is a dictionary; otherwise say so."""
    if not isinstance(values, Mapping):
        raise ValueError(f"{what} came as {shown(values)}: give a dictionary.")
    return values


def rows(table: Any, what: str, fields: tuple[str, ...]) -> dict[Any, tuple]:
    """Return ``table`` as a dict of tuples with exactly ``fields``; refuse an empty table."""
    if not isinstance(table, Mapping):
        raise ValueError(
            f"The {what}s are given as a {type(table).__name__}: give a dictionary of name to "
            f"({', '.join(fields)})."
        )
    if not table:
        raise ValueError(f"There is no {what} yet: add at least one.")
    result = {}
    for name, row in table.items():
        row = plain(row)
        values = (row,) if isinstance(row, str) or not isinstance(row, Iterable) else tuple(row)
        if len(values) != len(fields):
            raise ValueError(
                f"The {what} '{name}' has {len(values)} of {len(fields)} entries: "
                f"give {', '.join(fields)}."
            )
        result[name] = values
    return result


def known(name: Any, names: Iterable[Any], what: str) -> Any:
    """Return ``name`` if it is one of ``names``; otherwise name the choices."""
    choices = list(names)
    with suppress(ValueError):  # what compares itself part by part, such as an array
        if isinstance(name, Hashable) and name in choices:
            return name
    some = ", ".join(label(choice) for choice in choices[:8])
    more = ", ..." if len(choices) > 8 else ""
    raise ValueError(f"'{label(name)}' is not a known {what}: choose one of {some}{more}.")


def run_settings(runs: Any, seed: Any) -> tuple[int, int]:
    """Read the number of sampled runs and the seed of a simulation."""
    return (
        int(number(runs, "The number of runs", low=1, high=MOST_RUNS, whole=True)),
        int(number(seed, "The seed", low=0, whole=True)),
    )
