"""The working calendar: from working days to dates, past weekends and holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from . import _checks as check

LONGEST = 10_000  # working days
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def working_dates(
    start: Any, days: Any, *, holidays: Iterable[Any] = (), weekend: Iterable[Any] = WEEK[5:]
) -> list[date]:
    """List the dates of the first working days of a plan.

    Parameters
    ----------
    start : date or str
        The first day on which work may be done, such as ``"2028-11-06"``; if nobody works on it,
        the next day on which somebody does.
    days : int
        How many working days to find, at most 10,000.
    holidays : iterable of date or str
        Dates on which nobody works.
    weekend : iterable of str
        Days of the week on which nobody works.

    Returns
    -------
    list of date
        The date of the first working day, of the second, and so on: an activity that ends on day
        50 is done on the evening of the fiftieth of them.

    Raises
    ------
    ValueError
        If a date or a day of the week cannot be read, no day of the week is left to work on, or
        the calendar ends before the plan does.

    Notes
    -----
    Formula: count the days that are neither weekend nor holiday. Unit: calendar days.
    Source: the working calendar of PMI, Practice Standard for Scheduling, 3rd edition, 2019.

    Examples
    --------
    >>> [str(day) for day in working_dates("2028-12-22", 3, holidays=["2028-12-25"])]
    ['2028-12-22', '2028-12-26', '2028-12-27']
    """
    day = _date(start, "The start")
    count = int(check.number(days, "The number of days", low=0, high=LONGEST, whole=True))
    off = {_date(one, "A holiday") for one in check.listed(holidays, "The holidays")}
    free = {
        WEEK.index(check.known(one, WEEK, "day of the week"))
        for one in check.listed(weekend, "The weekend")
    }
    if len(free) == len(WEEK):
        raise ValueError("The weekend takes all seven days: leave at least one to work on.")
    found: list[date] = []
    try:
        while len(found) < count:
            if day.weekday() not in free and day not in off:
                found.append(day)
            day += timedelta(1)
    except OverflowError:
        raise ValueError(
            f"The calendar ends with the year 9999, and {count} working days do not "
            "fit into it: start earlier."
        ) from None
    return found


def _date(value: Any, what: str) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(
            f"{what} is {check.shown(value)}: give a date, such as '2028-11-06'."
        ) from None
