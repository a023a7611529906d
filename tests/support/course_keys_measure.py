"""Answer keys of the product lab that measures; see `course_keys`."""

from __future__ import annotations

import math

from course_keys import Key, key

from helpers.methods import funnel_leverage, okr_score, pooled_retention, unit_economics


@key("measure-tour-page")
def _() -> Key:
    steps = {"Visits": 8_000, "Bookings begun": 1_600, "Payers": 400}
    first, _second = funnel_leverage(steps, points=0.05)
    return Key(first.gain, ("8,000 visits", "1,600 begin", "400 pay", "5 percentage points"))


@key("measure-june-july")
def _() -> Key:
    cohorts = {"June": [400, 200], "July": [600, 330], "August": [500]}
    slide = pooled_retention(cohorts, 1, all_joiners=True).rate
    quoted = ("400 riders", "200 were", "600 who", "330 were", "500 joined", f"{slide:.1%}")
    return Key(100 * pooled_retention(cohorts, 1).rate, quoted)


@key("measure-family-payback")
def _() -> Key:
    found = unit_economics(16, 0.5, 0.05, 60)
    return Key(found.payback, ("EUR 16 a month", "margin of 50%", "5% of the families", "EUR 60"))


@key("measure-summer-pass")
def _() -> Key:
    cost = 2800 / 40
    found = unit_economics(12, 0.5, 0.1, cost)
    said = ("EUR 12 a month", "margin of 50%", "10% of its holders", "EUR 2,800", "win 40")
    return Key(40 * (found.ltv - cost), said)


@key("measure-last-day")
def _() -> Key:
    weeks = math.ceil(2 * 2100 / 260 / 7)
    return Key(7 * (weeks + 1), ("2,100 visitors", "260 come", "a week to book"))


@key("measure-lost-bikes")
def _() -> Key:
    return Key(okr_score(40, 25, 31), ("from 40 to 25", "31 are lost"))
