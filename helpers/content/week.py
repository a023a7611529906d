"""One week in both chairs, as ``week.yaml`` has it: a scene, two decisions, what follows."""

from __future__ import annotations

from pathlib import Path

from helpers.questions import Model

from .decoding import read
from .reading import ContentError
from .rules import twice

FILE = "week.yaml"


class WeekOption(Model):
    """One way to decide. ``days`` move the end, ``points`` the share of second rides, in %.

    ``group_rides`` adds the days that these cost by the case. ``follows`` tells what comes of it.
    """

    id: str
    text: str
    follows: str
    days: int = 0
    points: int = 0
    group_rides: bool = False


class WeekChair(Model):
    """A chair, its question of the week, and the ways to answer it."""

    who: str
    role: str
    ask: str
    options: list[WeekOption]


class WeekSheet(Model):
    """``product`` and ``project`` decide once each. ``good``: a first step, in %."""

    title: str
    good: int
    product: WeekChair
    project: WeekChair
    closing: str


def read_week(root: Path) -> WeekSheet:
    """Read ``week.yaml``.

    Raises
    ------
    ContentError
        When the file is missing or cannot be read, or one sentence for each fault in it.
    """
    if not (root / FILE).exists():
        raise ContentError([f"{FILE}: the file is missing; restore it, or take the week out."])
    return read(root / FILE, WeekSheet, FILE, _faults)


def _faults(sheet: WeekSheet, place: str) -> list[str]:
    found: list[str] = []
    for name, chair in (("product", sheet.product), ("project", sheet.project)):
        here = f"{place}: {name}"
        found += twice(here, "option", (option.id for option in chair.options))
        if len(chair.options) < 2:
            found.append(f"{here}: it has one option; give two or more.")
    return found
