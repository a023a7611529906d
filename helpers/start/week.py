"""What comes of the week's two decisions: two cards that may disagree. No widgets."""

from __future__ import annotations

from typing import NamedTuple

from helpers.content.week import WeekChair, WeekOption, WeekSheet
from helpers.record import Record, activity
from helpers.velolink import Case

KEPT = "course:week"


class WeekOutcome(NamedTuple):
    """Where the two decisions lead: the day of the end and the share of second rides in %."""

    end: int
    second_rides: int
    on_time: bool
    used: bool

    @property
    def agree(self) -> bool:
        """Whether both cards say the same."""
        return self.on_time is self.used


def option_of(chair: WeekChair, option_id: str) -> WeekOption:
    """The option of that id.

    Raises
    ------
    ValueError
        Where the chair has none.
    """
    found = next((one for one in chair.options if one.id == option_id), None)
    if found is None:
        known = ", ".join(one.id for one in chair.options)
        raise ValueError(f"{chair.who} has no way {str(option_id)[:40]!r}; choose one of {known}.")
    return found


def outcome(sheet: WeekSheet, case: Case, product: str, project: str) -> WeekOutcome:
    """What comes of two decisions, by the case's forecast and the sheet's effects."""
    chosen = option_of(sheet.product, product), option_of(sheet.project, project)
    quarrel = case.project.quarrel
    end = case.project.forecast(group_rides=False)
    end += sum(one.days + quarrel.group_rides_days * one.group_rides for one in chosen)
    start = round(case.service.second_ride_goal.now * 100)
    second = start + sum(one.points for one in chosen)
    return WeekOutcome(end, second, end <= case.project.promised_day, second >= sheet.good)


def sides_kept(record: Record) -> dict[str, str]:
    """The two decisions that were kept last; empty where there are none."""
    kept = record.attempts(question=KEPT)
    found = kept[-1].response if kept else None
    whole = isinstance(found, dict) and {"product", "project"} == set(found)
    return dict(found) if whole and found else {}


def keep_sides(record: Record, lesson: str, product: str, project: str) -> None:
    """Keep two decisions."""
    record.append(activity(KEPT, lesson, {"product": product, "project": project}))
