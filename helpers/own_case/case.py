"""What can be said of a case by its form alone, and how it is kept in the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from helpers.content.own_case import OwnCase, OwnDecision
from helpers.record import new_attempt

if TYPE_CHECKING:
    from helpers.record import Record

PREFIX = "own_case:"
VERSION = "1"
ENOUGH = 3
"""Decisions that make a table."""
LONGEST = 300
_SEVERAL = re.compile(
    r"\b(we|us|all|both|everyone|everybody|together|and|or|team|committee|family)\b|[/&+]", re.I
)


def tidy(text: object) -> str:
    """A field as it is kept: one line, at most `LONGEST` signs."""
    return " ".join(str(text).split())[:LONGEST].strip()


def filled(case: OwnCase) -> list[OwnDecision]:
    """The rows of the table in which something stands."""
    return [row for row in case.decisions if row.decision or row.who or row.first]


def remarks(case: OwnCase) -> list[str]:
    """What is missing, or has two owners, one sentence each; the worth of it all nobody can mark.

    >>> remarks(OwnCase(decisions=[OwnDecision("Colour", "Ana and Ben", "Cleo")]))[0]
    'Decision 1: "Ana and Ben" sounds like more than one. Who has the last word?'
    """
    rows = filled(case)
    found = [text for number, row in enumerate(rows, 1) if (text := _of_row(number, row))]
    if len(rows) < ENOUGH:
        found.append(f"A table needs {ENOUGH} decisions or more to show who does what.")
    names = {row.who.casefold() for row in rows}
    if len(rows) >= ENOUGH and len(names) == 1 and rows[0].who:
        found.append(f"{rows[0].who} decides everything. What would you gladly hand over?")
    return found + _of_forecast(case)


def _of_row(number: int, row: OwnDecision) -> str:
    here = f"Decision {number}"
    if not row.decision:
        return f"{here} has names and no decision yet. What is decided?"
    if not row.who:
        return f"{here} has nobody who decides yet."
    if _SEVERAL.search(row.who.split(",")[0]):
        return f'{here}: "{row.who}" sounds like more than one. Who has the last word?'
    if not row.first:
        return f"{here}: nobody is asked first. Who knows something that {row.who} doesn't?"
    if row.first.casefold() == row.who.casefold():
        return f"{here}: {row.who} would be asking {row.who}. Who else knows something?"
    return ""


def _of_forecast(case: OwnCase) -> list[str]:
    times = [case.early, case.likely, case.late]
    found = []
    if not case.result:
        found.append("The forecast doesn't say yet what will be done by then.")
    if not all(times):
        found.append("A forecast is a range: say when at the earliest, most likely, and latest.")
    elif len({text.casefold() for text in times}) == 1:
        found.append("Three times the same day is a promise. What if things go well, or badly?")
    if not case.depends:
        found.append("What does the end depend on? A forecast without that can't be questioned.")
    if not case.worth:
        found.append("Nothing says yet how you would see that it was worth doing.")
    elif not re.search(r"\d", case.worth):
        found.append("How you'll see that it was worth doing has no number and no date in it.")
    return found


class Keeper:
    """Keeps cases of one lesson in the record, and finds the last one again.

    Parameters
    ----------
    record : Record
    lesson : str
        The lesson id that they are filed under.
    """

    def __init__(self, record: Record, lesson: str):
        self.record, self.lesson = record, lesson

    def last(self, lines: int) -> tuple[OwnCase, list[bool]] | None:
        """The case saved last with its ticks, or None; what is no case of today is passed over."""
        for attempt in reversed(self.record.attempts()):
            if attempt.question == PREFIX + self.lesson and attempt.version == VERSION:
                try:
                    case = msgspec.convert(attempt.response["case"], OwnCase)
                    ticks = msgspec.convert(attempt.response["rubric"], list[bool])
                except (msgspec.ValidationError, KeyError, TypeError):
                    continue
                return case, (ticks + [False] * lines)[:lines]
        return None

    def save(self, case: OwnCase, ticks: Sequence[bool]) -> None:
        """Append the case to the record."""
        self.record.append(
            new_attempt(
                question=PREFIX + self.lesson,
                version=VERSION,
                lesson=self.lesson,
                response={"case": msgspec.to_builtins(case), "rubric": list(ticks)},
                outcome="played",
                score=0.0,
            )
        )
