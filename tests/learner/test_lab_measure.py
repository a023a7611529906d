"""Labs of the product lab that measures: numbers worked out anew, predictions, refusals."""

from __future__ import annotations

import re
from html import unescape
from math import ceil, sqrt
from statistics import NormalDist

import numpy as np
import pytest

from helpers.labs import Lab, LabView
from helpers.methods import simulate_peeking

LABS = ("funnel", "cohorts", "unit_economics", "satisfaction", "ab_plan", "peeking", "okr")
STEPS = ("install", "first", "second", "member", "referral")
RATES = (0.25, 0.42, 0.45, 0.40, 151 / 756)  # the worked case; the last is 20.0%, rounded
WORDS = {"second": "second rides", "member": "paying members", "referral": "referrals"}


def play(lab_id: str, **changed):
    lab = Lab(lab_id)
    return lab.play(lab.start() | changed)


def column(result, number: int) -> dict[str, str]:
    """One column of the numbers drawn, by row."""
    return {row[0]: row[number] for row in result.chart.table()[1:]}


def panel(result, title: str) -> list[str]:
    """The numbers of one panel, from top to bottom."""
    return [row[-1] or row[-2] for row in result.chart.table()[1:] if row[0].startswith(title)]


# ---------------------------------------------------------------- funnel


@pytest.mark.parametrize("goal", WORDS)
@pytest.mark.parametrize("counted", ["points", "percent"])
@pytest.mark.parametrize("lift", [5, 20])
@pytest.mark.parametrize("step", STEPS)
def test_funnel_multiplies_the_rates_through(step, lift, counted, goal):
    result = play("funnel", step=step, lift=lift, counted=counted, goal=goal)
    end = STEPS.index(goal) + 1

    def people(lifted: int) -> list[float]:
        found, now = [], 40_000.0 + 1e-6  # a half goes up
        for n, rate in enumerate(RATES):
            more = lift / 100 if counted == "points" else rate * lift / 100
            now *= rate + more * (n == lifted)
            found.append(now)
        return found

    counts = [f"{n:,.0f}" for n in people(STEPS.index(step))]
    assert panel(result, "People at each step") == counts
    gains = [people(n)[end - 1] - people(9)[end - 1] for n in range(5)]
    assert panel(result, "The same lift") == [f"{gain:,.0f}" for gain in gains]
    gain = f"{gains[STEPS.index(step)]:,.0f} more {WORDS[goal]}"
    assert result.chart.title.endswith(gain)
    best = "equal" if counted == "percent" else "referral" if goal == "referral" else "install"
    assert result.came_true == best


def test_funnel_starts_with_the_worked_case():
    result = play("funnel")
    assert panel(result, "People at each step") == ["10,000", "4,200", "1,890", "756", "151"]
    assert panel(result, "The same lift") == ["0"] * 5
    rates = ("25.0% of visits", "42.0% of installs", "45.0% of first", "40.0% of sec", "20.0% of p")
    assert all(rate in result.chart.text for rate in rates)
    assert "= 13,800 rides a week" in result.findings[2] and "15,180" in result.findings[2]
    assert "= 10,000 rides a week" in play("funnel", riders=4_000, rides=1.25).findings[2]


def test_a_step_after_the_goal_brings_nothing():
    assert "nothing changes there" in play("funnel", step="referral", lift=10).findings[0]


# ---------------------------------------------------------------- cohorts


@pytest.mark.parametrize(
    ("below", "april", "rates", "counts", "came"),
    [
        ("all", 0, "57.5% 31.3% 12.7%", "949/1,650 516/1,650 210/1,650", "same"),
        ("all", 1000, "35.8% 19.5% 7.9%", "949/2,650 516/2,650 210/2,650", "lower"),
        ("old", 1000, "57.5% 46.9% 42.0%", "949/1,650 516/1,100 210/500", "same"),
        ("before", 1000, "57.5% 81.9% 87.5%", "949/1,650 516/630 210/240", "same"),
    ],
)
def test_cohorts_pool_over_the_chosen_denominator(below, april, rates, counts, came):
    result = play("cohorts", below=below, april=april)
    assert result.chart.table()[-1][2:] == rates.split()
    assert result.came_true == came
    assert f"{rates.split()[1]} together" in result.chart.title
    place = {"all": "below both", "old": "between them", "before": "above both"}
    assert result.chart.title.endswith(place[below])
    riders = play("cohorts", below=below, april=april, cells="riders")
    assert riders.chart.table()[-1][2:] == [c.replace("/", " of ") for c in counts.split()]


def test_a_month_to_come_is_not_yet_known_and_no_zero():
    rows = {row[0]: row[1:] for row in play("cohorts").chart.table()[1:]}
    assert rows["January"] == ["500", "60.0%", "48.0%", "42.0%"]
    assert rows["February"] == ["600", "55.0%", "46.0%", "not yet known"]
    assert rows["March"] == ["550", "58.0%", "not yet known", "not yet known"]
    assert rows["April"] == ["0", *["not yet known"] * 3]


# ---------------------------------------------------------------- unit economics


@pytest.mark.parametrize(
    ("arpu", "margin", "churn", "cac"), [(9.0, 60.0, 8.0, 25.0), (16.0, 45.0, 30.0, 80.0)]
)
def test_unit_economics_adds_up_month_by_month(arpu, margin, churn, cac):
    result = play("unit_economics", arpu=arpu, margin=margin, churn=churn, cac=cac)
    months = [arpu * margin / 100 * (1 - churn / 100) ** month for month in range(2_000)]
    sums = [cac, sum(months[:6]), sum(months[:12]), sum(months[:24]), sum(months)]
    sums.append(sum(months) * 100 / margin)
    assert [*column(result, 1).values()] == [f"EUR {value:,.2f}" for value in sums]
    assert f"{sum(months) / cac:.2f} times" in result.findings[0]
    assert f"after {cac / months[0]:.2f} months" in result.findings[1]
    assert f"stay is {100 / churn:.1f} months" in result.findings[1]


def test_unit_economics_starts_with_the_worked_case():
    said = " ".join(play("unit_economics").findings)
    assert all(n in said for n in ("67.50", "2.70", "4.63", "12.5", "58.38", "112.50"))


# ---------------------------------------------------------------- A/B plan


@pytest.mark.parametrize(
    ("base", "effect", "alpha", "power", "riders"),
    [(42.0, 3.0, 5.0, 80.0, 330), (5.0, 1.0, 1.0, 90.0, 200), (50.0, 40.0, 20.0, 50.0, 1000)],
)
def test_ab_plan_follows_the_formula(base, effect, alpha, power, riders):
    result = play("ab_plan", base=base, effect=effect, alpha=alpha, power=power, riders=riders)
    p, q = base / 100, (base + effect) / 100
    z = NormalDist().inv_cdf(1 - alpha / 200) + NormalDist().inv_cdf(power / 100)
    needed = ceil(z**2 * (p * (1 - p) + q * (1 - q)) / (q - p) ** 2)
    days = ceil(2 * needed / riders)
    assert panel(result, "Riders needed")[1] == f"{needed:,}"
    assert panel(result, "Days until")[1] == f"{days:,}"
    assert (panel(result, "Riders needed")[0], panel(result, "Days until")[0]) == ("4,283", "26")
    assert f"{7 * ceil(days / 7):,} days" in result.findings[2]
    assert f"{7 * ceil(days / 7) + 7:,} days after the start" in result.findings[2]


def test_ab_plan_predictions_hold_for_other_plans():
    assert [play("ab_plan", effect=e).came_true for e in (6.0, 2.0, 1.0)] == [
        "fewer",
        "twice",
        "fourfold",
    ]


# ---------------------------------------------------------------- peeking


def test_peeking_counts_alarms_as_a_slow_loop_does():
    z = simulate_peeking(rate=0.42, per_arm=26 * 165, looks=26, runs=2_000, seed=42).z_scores
    for looks, days in (("daily", range(1, 27)), ("weekly", (7, 14, 21, 26)), ("end", (26,))):
        for day in (1, 8, 26):
            stopped = sum(any(abs(row[d - 1]) > 1.96 for d in days if d <= day) for row in z)
            once = sum(abs(row[day - 1]) > 1.96 for row in z)
            said = re.findall(r"([\d.]+)%", play("peeking", looks=looks, day=day).findings[1])
            assert [float(n) for n in said] == pytest.approx([stopped / 20, once / 20], abs=0.051)


def test_peeking_agrees_with_a_random_walk():
    """In theory a lead is a walk of normal steps; the lab's binomial tests must come near it."""
    walk = np.random.default_rng(7).normal(size=(20_000, 26)).cumsum(axis=1)
    loud = np.abs(walk / np.sqrt(np.arange(1, 27))) > 1.96
    for looks, days in (("daily", range(26)), ("weekly", (6, 13, 20, 25)), ("end", (25,))):
        expected = 100 * loud[:, list(days)].any(axis=1).mean()
        found = play("peeking", looks=looks, day=26).chart.table()[-1][-2].removesuffix("%")
        assert abs(float(found) - expected) < 3 * 100 * sqrt(0.25 / 2_000), looks
    said = [play("peeking", looks=looks, day=26).findings[1] for looks in ("daily", "weekly")]
    assert " 26.9% " in said[0] and " 11.6% " in said[1]  # a question quotes them


def test_the_test_runs_on_by_a_day_and_ends():
    view = LabView(Lab("peeking"))
    assert view.result.chart.title.startswith("Day 1: ")
    for _ in range(7):
        view.press("day")
    assert "day 8" in view.result.chart.text and "day 9" not in view.result.chart.text
    assert view.result.chart.title.startswith("Day 8: A and B are the same")
    assert view.result.chart.title.endswith("the tool prints 'significant'")
    view.set("day", 900)
    assert view.result.chart.title.startswith("Day 26: ")
    assert "The test is over" in view.result.findings[2] and "day 8" in view.result.findings[0]
    view.set("test", 1)
    assert "test 1:" in view.result.findings[0]


# ---------------------------------------------------------------- OKR


@pytest.mark.parametrize(
    ("now", "grades", "mean", "came"),
    [
        ((2.3, 74.0, 9.0), "0.67 0.67 0.63", "0.65", "same"),
        ((3.1, 62.0, 9.0), "1.00 0.00 0.63", "0.54", "lower"),
        ((2.5, 80.0, 6.0), "1.00 1.00 1.00", "1.00", "higher"),
        ((1.0, 50.0, 20.0), "0.00 0.00 0.00", "0.00", "lower"),
    ],
)
def test_okr_grades(now, grades, mean, came):
    given = dict(zip(("rides_now", "dock_now", "complaints_now"), now, strict=True))
    result = play("okr", **given)
    drawn = [float(value.split()[0]) for value in column(result, 1).values()]
    wanted = [float(grade) for grade in [*grades.split(), mean]]
    assert drawn == pytest.approx(wanted, abs=0.0051)
    assert result.findings[0] == f"Grades: {', '.join(grades.split())}. Their mean is {mean}."
    assert result.came_true == came
    stretch, promise = result.findings[1], play("okr", agreed="promise", **given).findings[1]
    assert ("near it or above" in stretch) == (float(mean) >= 0.65)
    assert ("this one is" in promise) == (mean == "1.00")


# ---------------------------------------------------------------- scores with their intervals


@pytest.mark.parametrize(
    ("answers", "promoters", "detractors"),
    [(50, 58, 18), (800, 58, 18), (20, 5, 90), (2000, 40, 38)],
)
def test_a_change_counts_where_its_interval_leaves_zero_out(answers, promoters, detractors):
    result = play("satisfaction", answers=answers, promoters=promoters, detractors=detractors)

    def mean_and_half(up: float, down: float) -> tuple[float, float]:
        """Of answers worth +1, 0 and -1, with the three that the method adds."""
        worth = [1.0] * round(answers * up / 100) + [-1.0] * round(answers * down / 100)
        worth += [0.0] * (answers - len(worth))
        n = answers + 3
        middle = sum(worth) / n
        variance = (sum((one - middle) ** 2 for one in worth) + 0.75 * (1 - middle) ** 2) / n
        variance += (0.75 * (1 + middle) ** 2 + 1.5 * middle**2) / n
        return sum(worth) / answers, NormalDist().inv_cdf(0.975) * sqrt(variance / n)

    (was, one), (now, two) = mean_and_half(50, 22), mean_and_half(promoters, detractors)
    change, around = 100 * (now - was), 100 * sqrt(one**2 + two**2)
    assert f"changed by {change:+.0f} points" in result.findings[0]
    low, high = map(int, re.search(r"from (.\d+) to (.\d+)", result.findings[0]).groups())
    assert low == pytest.approx(change - around, abs=2) and high == pytest.approx(
        change + around, abs=2
    )
    assert result.came_true == ("chance" if abs(change) < around else "more")


# ---------------------------------------------------------------- predictions and refusals

TRUE_AT_MOVE = {
    "funnel": "install",
    "cohorts": "lower",
    "unit_economics": "more",
    "satisfaction": "more",  # 12 points, give or take 8
    "ab_plan": "fourfold",
    "peeking": "more",
    "okr": "lower",
}


@pytest.mark.parametrize("lab_id", LABS)
def test_the_prediction_says_what_comes_true_whatever_was_touched_before(lab_id):
    view = LabView(Lab(lab_id))
    assert view.widget.children
    spoil = {"lift": 30, "april": 250, "arpu": 3.0, "base": 90.0, "day": 4, "rides_now": 0.0}
    for field, value in spoil.items():
        if field in view.values:
            view.set(field, value)
    view.predict(TRUE_AT_MOVE[lab_id])
    assert view.result.came_true == TRUE_AT_MOVE[lab_id]
    assert "As you predicted" in view.screen.comparison


@pytest.mark.parametrize(
    ("lab_id", "touched", "value", "slot", "said"),
    [
        ("ab_plan", "base", 98.0, "effect", "98% and 3 points more make 100% or over"),
        ("ab_plan", "effect", 40.5, "effect", "40.5 is not between 0.5 and 40 points"),
        ("okr", "dock_start", 80.0, "dock_target", "'Trips that end at the first dock' equals"),
        ("okr", "complaints_target", 14.0, "complaints_target", "set a target that moves"),
        ("unit_economics", "churn", 0.0, "churn", "0 is not between 0.5 and 100 % a month"),
        ("satisfaction", "detractors", 50, "detractors", "58% and 50% make more than all who"),
        ("satisfaction", "answers", 5, "answers", "5 is not between 10 and 2000 riders"),
        ("cohorts", "april", -250, "april", "-250 is not between 0 and 5000 riders"),
        ("funnel", "lift", 60, "lift", "60 is not between 0 and 50"),
        ("peeking", "test", 2001, "test", "2001 is not between 1 and 2000"),
    ],
)
def test_a_bad_value_is_answered_beside_its_field(lab_id, touched, value, slot, said):
    view = LabView(Lab(lab_id))
    assert view.widget.children
    before, picture = view.values[touched], view.screen.picture
    view.set(touched, value)
    assert said in unescape(view.screen.beside[slot])
    assert view.screen.picture == picture
    view.set(touched, before)
    assert view.screen.beside[slot] == ""
