"""Links and dates, bought days, the baseline today: held against sums of our own."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest
from course_keys import relaunch
from lab_plays import OMP, at_move, number, play, rows

from helpers.labs import Lab
from helpers.methods import cpm, crash, pert
from helpers.velolink import load_case

DAYS = {name: int(days) for name, (days, _) in relaunch().items()}
CLOSED = {date(2027, 12, day) for day in range(27, 32)}


# ---------------------------------------------------------------- links and dates


def end_by_hand(build, link, lag, test, test_lag, both) -> dict[str, tuple[int, int]]:
    """Start and end of D, F, G, H and J; starts written out from the four definitions."""

    def follow(kind, lag, before, days):
        ends = {"F": before[1], "S": before[0]}
        return ends[kind[0]] + lag - (days if kind[1] == "F" else 0)

    d, g = (10, 35), (38, 50)
    start = max(25, follow(link, lag, d, build))  # B ends on day 25
    f = start, start + build
    starts = [28, 50, follow(test, test_lag, f, 12)]
    if both:
        starts.append(follow("FF", 3, f, 12))
    h = max(starts), max(starts) + 12
    return {"D": d, "F": f, "G": g, "H": h, "J": (h[1] + 10, max(h[1] + 15, f[1]))}


def test_links_of_all_kinds_give_the_plan_that_their_definitions_give():
    chance = random.Random(4)
    for _ in range(25):
        values = {
            "build_days": chance.randint(5, 60),
            "build_link": chance.choice(["FS", "SS", "FF", "SF"]),
            "build_lag": chance.randint(-20, 20),
            "test_link": chance.choice(["FS", "SS", "FF", "SF"]),
            "test_lag": chance.randint(-20, 20),
            "both_ends": chance.random() < 0.5,
        }
        right = end_by_hand(*values.values())
        result = play("overlap", **values)
        drawn = result.chart.text
        for name in "FH":
            start, end = right[name]
            assert re.search(rf"- {name} [^\n]*day {start} to day {end} \(", drawn), (name, values)
        assert result.chart.title.startswith(f"The plan ends on day {right['J'][1]}, ")
        early = right["F"][1] - right["H"][1]
        assert (f"end {early} day" in " ".join(result.findings)) is (early > 0)


def test_dates_pass_weekends_and_days_off():
    def right(days, week, off):
        day, left = date(2027, 11, 7), days
        while left:
            day += timedelta(1)
            left -= day.weekday() < week and day not in off
        return day

    for calendar, week, off in (
        ("five_closed", 5, CLOSED),
        ("five", 5, set()),
        ("six_closed", 6, CLOSED),
    ):
        last = right(82, week, off)
        said = play("overlap", calendar=calendar).findings[0]
        assert f"{last:%A} {last.day} {last:%b} {last.year}" in said
    assert right(100, 5, CLOSED) == date(2028, 3, 31)  # the promised day, on the eve of 1 April
    case = load_case()
    assert (case.project.promised_day, case.project.go_live) == (100, "1 April")


def test_one_link_between_the_starts_hides_a_longer_build():
    result = at_move("overlap")
    assert (
        result.came_true == "same" and "end 13 days before the app is built" in result.findings[2]
    )
    whole = play("overlap", **Lab("overlap").sheet.prediction.move | {"both_ends": True})
    assert whole.came_true == "some" and whole.chart.title.startswith("The plan ends on day 93")
    assert play("overlap", build_days=40).came_true == "all"
    assert play("overlap").came_true == "same" and len(play("overlap").findings) == 2


# ---------------------------------------------------------------- bought days


def cheapest_by_hand(delay: int, price: int) -> tuple[int, int]:
    """The end with the least cost of waiting and bought days, by trying cuts on three paths."""
    offers = {
        one.id: (one.days - one.least, one.saved_day) for one in load_case().project.activities
    }
    offers["D"] = (offers["D"][0], price)
    offers = {name: pair for name, pair in offers.items() if pair[1]}
    best = (0, 82, 0)
    bought = dict.fromkeys(offers, 0)
    while True:  # by the day: the cheapest set of one to three activities that moves the end
        end = cpm(_cut(bought)).duration
        names = [name for name in offers if bought[name] < offers[name][0]]
        sets = [(a,) for a in names] + [(a, b) for a in names for b in names if a < b]
        sets += [(a, b, c) for a, b in sets[len(names) :] for c in names if b < c]
        moves = []
        for cut in sets:
            trial = {name: days + (name in cut) for name, days in bought.items()}
            if cpm(_cut(trial)).duration < end:
                moves.append((sum(offers[name][1] for name in cut), trial))
        if not moves:
            return best[1], best[2]
        price, bought = min(moves, key=lambda move: move[0])
        cost = sum(offers[name][1] * days for name, days in bought.items())
        best = min(best, (cost - delay * (82 - (end - 1)), end - 1, cost))


def _cut(bought):
    plan = relaunch()
    return {name: (days - bought.get(name, 0), waits) for name, (days, waits) in plan.items()}


@pytest.mark.parametrize(("delay", "price"), [(500, 400), (800, 400), (2000, 400), (500, 600)])
def test_the_cheapest_end_is_found(delay, price):
    end, cost = cheapest_by_hand(delay, price)
    result = play("bought_days", end=end, delay=delay, back_end=price)
    assert result.chart.title == f"The cheapest end is day {end}; you chose day {end}"
    assert f"They cost EUR {cost:,}" in result.findings[0]
    row = rows(result)[f"day {end}"]
    assert number(row["Bought days"]) == pytest.approx(cost / 1000)
    assert number(row["Waiting for the end"]) == pytest.approx(delay * (end - 63) / 1000)


def test_the_prediction_on_bought_days():
    result = at_move("bought_days")
    assert result.came_true == "one" and "5 on D. They cost EUR 2,000." in result.findings[0]
    assert "costs EUR 700 and saves EUR 500 of waiting. It doesn't pay." in result.findings[1]
    assert play("bought_days", delay=300).came_true == "none"
    assert play("bought_days", delay=800).came_true == "two"
    assert play("bought_days", delay=1200).came_true == "most"
    assert "cost EUR 21,350" in play("bought_days", end=63).findings[1]


# ---------------------------------------------------------------- the baseline today


@pytest.mark.parametrize(
    ("rides", "end", "room"), [(False, 94, "6 days before"), (True, 104, "4 days after")]
)
def test_the_forecast_of_week_ten_is_the_case_s(rides, end, room):
    result = play("baseline_today", rides=rides)
    assert load_case().project.forecast(group_rides=rides) == end
    assert result.chart.title == f"Today's forecast is day {end}; the baseline said day 82"
    assert f"{end - 82} days after the baseline. That is {room} the promised day" in " ".join(
        result.findings
    )
    assert "The index of week 10 says day 98." in result.findings[1]
    drawn = rows(result)
    assert set(drawn) == set(load_case().project.titles.values())
    for name, row in drawn.items():
        planned = load_case().project.schedule.activities[name[0]]
        assert f"day {planned.early_start} to day {planned.early_finish} (" in row["baseline"]
        assert bool(row["done"]) is (name[0] in "ABCDE")
    assert "day 10 to day 42 (length 32), 4 late" in drawn["C Payment contract"]["done"]


def test_the_prediction_on_the_baseline():
    assert at_move("baseline_today").came_true == "all"
    assert play("baseline_today").came_true == "same"
    assert play("baseline_today", test=15).came_true == "some"
    soon = play("baseline_today", build=17, test=9)
    assert soon.chart.title.startswith("Today's forecast is day 86")
    assert "day 87 by himself. This is within." in soon.findings[2]


# ---------------------------------------------------------------- the cases before the labs


def test_the_ends_of_the_half_done_cases_are_worked_out():
    hub = {"Q": (16, ""), "R": (9, "Q SS+4, Q FF+2")}
    shop = {"P": (4, ""), "R": (8, "P"), "L": (6, "P"), "O": (3, "R, L")}
    cost = crash(shop, {"P": (3, 900), "R": (5, 600), "L": (4, 500)}).costs
    assert (cost[13], cost[12] - cost[13]) == (1_200, 900)
    right = {
        "work_breakdown": len({"roof", "first lamp", "counter"}),
        "network": cpm({"K": (4, ""), "L": (6, "K"), "M": (8, "K"), "N": (2, "L, M")}).duration,
        "overlap": cpm(hub).activities["R"].early_finish,
        "bought_days": cost[11] - cost[12],
        "monte_carlo": pert(*OMP["C"]).mean,
        "merge_bias": round(100 * 0.8 * 0.8),
        "promise": round((1 - 0.78) * 6_000),
        "baseline_today": 15 + 15 + 6,
    }
    assert {lab: Lab(lab).sheet.worked.half.answer for lab in right} == right
