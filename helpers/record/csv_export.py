"""A record as a table for spreadsheets. It is written only: what is read back is the JSON file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable

import msgspec

from .attempt import FIELDS, Attempt

ENCODING = "utf-8-sig"
"""UTF-8 with a mark at the beginning, without which spreadsheets guess another encoding."""
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet may run: see *CSV Injection*, OWASP. The last four are
the wide forms of the first."""


_INSIDE = re.compile(rf"([;\t\n\r]\s*)(?=[{re.escape(''.join(FORMULA))}])")


def to_csv(attempts: Iterable[Attempt]) -> str:
    """Return a table with a line for each attempt, after RFC 4180.

    The columns are the fields of an attempt; ``response`` is JSON. A text that a spreadsheet
    might take for a formula gets an apostrophe in front, so that it is only shown.
    """

    def row(attempt: Attempt) -> Iterable[object]:
        facts = msgspec.structs.asdict(attempt)
        facts["response"] = json.dumps(facts["response"], allow_nan=False)
        return facts.values()

    return csv_text([FIELDS, *map(row, attempts)])


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as a table after RFC 4180, in which no text is a formula."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(map(harmless, row) for row in rows)
    return file.getvalue()


def harmless(value: object) -> object:
    """Put an apostrophe before what may begin a formula, also where ";" is taken to part cells."""
    if not isinstance(value, str):
        return value
    value = _INSIDE.sub(r"\1'", value)
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value
