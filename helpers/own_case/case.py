"""What can be said of a thing made by its form alone, and how it is kept in the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from helpers.content.own_case import CaseSheet, OwnCase
from helpers.record import activity

if TYPE_CHECKING:
    from helpers.record import Record

PREFIX = "own_case:"
VERSION = "2"
DECISIONS = "case"
"""The sheet whose rows are decisions with their owners, and whose fields are a forecast."""
ENOUGH = 3
"""Rows that make a table."""
LONGEST = 300
_SEVERAL = re.compile(
    r"\b(we|us|all|both|everyone|everybody|together|and|or|team|committee|family)\b|[/&+]", re.I
)
_FIRST_ROW = ("decision", "who", "first")
_FIRST_FIELDS = ("result", "early", "likely", "late", "depends", "worth")


def tidy(text: object) -> str:
    """A field as it is kept: one line, at most `LONGEST` signs."""
    return " ".join(str(text).split())[:LONGEST].strip()


def filled(case: OwnCase) -> list[list[str]]:
    """The rows of the table in which something stands."""
    return [row for row in case.rows if any(row)]


def remarks(case: OwnCase, sheet: CaseSheet) -> list[str]:
    """What is missing, or has two owners, one sentence each; its worth nobody can mark."""
    told = _of_decisions(case) if sheet.id == DECISIONS else _of_rows(case, sheet)
    return [*told, *_of_fields(case, sheet)]


def _of_rows(case: OwnCase, sheet: CaseSheet) -> Iterator[str]:
    rows = filled(case)
    for number, row in enumerate(rows, 1):
        gaps = [name for name, said in zip(sheet.columns, row, strict=True) if not said]
        if gaps:
            yield f'Row {number}: nothing stands under "{gaps[0]}" yet.'
    if len(rows) < ENOUGH:
        yield f"{ENOUGH} rows or more make it something that you can follow."


def _of_decisions(case: OwnCase) -> Iterator[str]:
    rows = filled(case)
    yield from (text for number, row in enumerate(rows, 1) if (text := _of_decision(number, *row)))
    if len(rows) < ENOUGH:
        yield f"A table needs {ENOUGH} decisions or more to show who does what."
    names = {who.casefold() for _, who, _ in rows}
    if len(rows) >= ENOUGH and len(names) == 1 and rows[0][1]:
        yield f"{rows[0][1]} decides everything. What would you gladly hand over?"
    times = [case.fields.get(name, "") for name in ("early", "likely", "late")]
    if not all(times):
        yield "A forecast is a range: say when at the earliest, most likely, and latest."
    elif len({text.casefold() for text in times}) == 1:
        yield "Three times the same day is a promise. What if things go well, or badly?"


def _of_decision(number: int, decision: str, who: str, first: str) -> str:
    """
    >>> _of_decision(1, "Colour", "Ana and Ben", "Cleo")
    'Decision 1: "Ana and Ben" sounds like more than one. Who has the last word?'
    """
    here = f"Decision {number}"
    if not decision:
        return f"{here} has names and no decision yet. What is decided?"
    if not who:
        return f"{here} has nobody who decides yet."
    if _SEVERAL.search(who.split(",")[0]):
        return f'{here}: "{who}" sounds like more than one. Who has the last word?'
    if not first:
        return f"{here}: nobody is asked first. Who knows something that {who} doesn't?"
    if first.casefold() == who.casefold():
        return f"{here}: {who} would be asking {who}. Who else knows something?"
    return ""


def _of_fields(case: OwnCase, sheet: CaseSheet) -> Iterator[str]:
    for field in sheet.fields:
        said = case.fields.get(field.id, "")
        if not said and field.empty:
            yield field.empty
        elif said and field.number and not re.search(r"\d", said):
            yield field.number


class Keeper:
    """Keeps what was made of one sheet in the record, and finds the last one again in any lesson.

    Parameters
    ----------
    record : Record
    lesson : str
        The lesson id that they are filed under.
    sheet : CaseSheet
    """

    def __init__(self, record: Record, lesson: str, sheet: CaseSheet):
        self.record, self.lesson, self.sheet = record, lesson, sheet
        self.name = PREFIX + lesson + f":{sheet.id}" * (sheet.id != DECISIONS)

    def last(self) -> tuple[OwnCase, list[bool]] | None:
        """What was saved last with its ticks, here or in another lesson, or None.

        What is none of today's is passed over.
        """
        lines = len(self.sheet.rubric)
        for attempt in reversed(self.record.attempts()):
            if self._is_ours(attempt.question) and attempt.version in ("1", VERSION):
                try:
                    kept = attempt.response["case"]
                    case = msgspec.convert(
                        _from_first(kept) if attempt.version == "1" else kept, OwnCase
                    )
                    ticks = msgspec.convert(attempt.response["rubric"], list[bool])
                except (msgspec.ValidationError, KeyError, TypeError):
                    continue
                return self._as_today(case), (ticks + [False] * lines)[:lines]
        return None

    def _is_ours(self, question: str) -> bool:
        """Whether something of this sheet was kept under that name."""
        _, _, sheet = question.removeprefix(PREFIX).partition(":")
        return question.startswith(PREFIX) and (sheet or DECISIONS) == self.sheet.id

    def _as_today(self, case: OwnCase) -> OwnCase:
        """The case with a cell for each column of today's form."""
        wide = len(self.sheet.columns)
        return OwnCase(case.name, [(row + [""] * wide)[:wide] for row in case.rows], case.fields)

    def save(self, case: OwnCase, ticks: Sequence[bool]) -> None:
        """Append what was written to the record."""
        self.record.append(
            activity(
                self.name,
                self.lesson,
                {"case": msgspec.to_builtins(case), "rubric": list(ticks)},
                version=VERSION,
            )
        )


def _from_first(kept: dict[str, Any]) -> dict[str, Any]:
    """A case as the form's first version kept it, in today's shape."""
    return {
        "name": kept["case"],
        "rows": [[row[name] for name in _FIRST_ROW] for row in kept["decisions"]],
        "fields": {name: kept[name] for name in _FIRST_FIELDS},
    }
