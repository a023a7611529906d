"""The case file: what follows from its facts, and what it must refuse.

The numbers here are worked out by hand or by plain loops, not by the code under test.
"""

from __future__ import annotations

import math
import shutil
from itertools import pairwise
from statistics import NormalDist

import pytest
import yaml
from msgspec.structs import replace
from project_files import ROOT, notebook_of

from helpers.content import ContentError, course_root
from helpers.methods import simulate_schedule
from helpers.simulation.parameters import load_parameters
from helpers.velolink import facts, load_case, worth

CASE = load_case()
PROJECT = CASE.project


def test_the_plan_and_its_limits():
    assert PROJECT.planned_end == 82 and PROJECT.latest_day == 87
    assert "".join(PROJECT.schedule.critical) == "ADFHIJ"
    assert PROJECT.budget_at_completion == 340_000
    assert (PROJECT.cost_baseline, PROJECT.cost_limit) == (400_000, 410_000)


def test_the_planned_value_is_the_cost_of_what_is_due():
    # day 50: A, B, D, E are due whole, and F 15 of 20 days, C 28 of 28, G 12 of 12
    due = 14_000 + 24_000 + 21_000 + 75_000 + 54_000 + 15 * 3_500 + 12 * 2_500
    assert PROJECT.planned_value(50) == due == 270_500
    assert PROJECT.planned_value(0) == 0 and PROJECT.planned_value(82) == 340_000
    assert PROJECT.planned_value(500) == PROJECT.planned_value(82, late=True) == 340_000
    for day in range(83):
        assert PROJECT.planned_value(day, late=True) <= PROJECT.planned_value(day) + 1e-9


def test_week_ten():
    earned = 14_000 + 24_000 + 21_000 + 75_000 + 54_000 + 5 / 22 * 70_000 + 5 / 9 * 30_000
    assert PROJECT.earned_value(50) == 220_600 == round(earned, -2)
    status, schedule = PROJECT.status(50), PROJECT.earned_schedule(50)
    assert (status.pv, status.ev, status.ac) == (270_500, 220_600, 245_100)
    assert round(status.cpi, 3) == 0.900 and round(status.spi, 3) == 0.816
    assert round(status.eac_typical, -2) == 377_800
    assert PROJECT.cost_baseline - round(status.eac_typical, -2) == 22_200
    assert round(schedule.earned, 1) == 41.7 and round(schedule.spi_t, 3) == 0.834
    assert round(schedule.forecast) == 98


def test_the_contingency_is_drawn_down_in_one_sum():
    taken = PROJECT.drawdown(50)
    assert taken == {"response": 8_000, "estimates": 16_500, "to_come": 13_300, "left": 22_200}
    assert sum(taken.values()) == PROJECT.contingency
    assert PROJECT.contingency - PROJECT.drawdown(97)["left"] == PROJECT.real_cost - 340_000


def test_the_lawyer_fits_into_the_weeks_that_he_is_billed_in():
    """A quarter each in weeks 5 to 8: no week costs less beyond its worth than his bill."""
    over = [PROJECT.actual_cost(5 * w) - PROJECT.earned_value(5 * w) for w in range(4, 9)]
    bill = PROJECT.drawdown(50)["response"] / 4
    assert all(later - sooner >= bill for sooner, later in pairwise(over))


def test_without_the_lawyer_in_the_index_more_of_the_contingency_is_left():
    taken, status = PROJECT.drawdown(50), PROJECT.status(50)
    work = (status.ac - taken["response"]) / status.ev
    to_come = round((status.bac - status.ev) * (work - 1), -2)
    whole = status.bac + taken["response"] + taken["estimates"] + to_come
    assert (to_come, whole, PROJECT.cost_baseline - whole) == (8_900, 373_400, 26_600)


def test_the_limit_of_five_days_is_narrow():
    """As the lessons say: 35 in 100 by the plan's own curve, next to nothing on day 50."""
    ends = simulate_schedule(PROJECT.network, PROJECT.estimates, runs=4000, seed=42)
    assert round(100 * ends.chance_by(PROJECT.latest_day)) == 35
    assert PROJECT.odds(87, group_rides=True) < PROJECT.odds(87, group_rides=False) < 0.01


def test_one_rule_of_colours_holds_in_lessons_documents_and_game():
    game = load_parameters()
    green, red = (f"{100 * share:.0f}%" for share in (game.green_odds, game.red_odds))
    lesson = (ROOT / "notebooks" / notebook_of("people")).read_text(encoding="utf-8")
    assert f"both are at least {green}. Red: one is below {red}." in lesson
    report = (course_root() / "documents.yaml").read_text(encoding="utf-8")
    assert f"my limit, is below {red}" in report


def test_the_index_averages_and_the_network_knows_what_is_left():
    assert PROJECT.forecast(group_rides=True) == 104 > PROJECT.promised_day
    assert PROJECT.forecast(group_rides=False) == 94 < PROJECT.promised_day
    assert PROJECT.forecast(group_rides=True) == 45 + 32 + 12 + 10 + 5
    assert PROJECT.real_end == 97 and PROJECT.real_cost == 377_800


def test_a_likely_day_is_no_safe_day():
    mean = 45 + (17 + 4 * 22 + 37) / 6 + (9 + 48 + 21) / 6 + (8 + 40 + 15) / 6 + (4 + 20 + 9) / 6
    sd = (20**2 + 12**2 + 7**2 + 5**2) ** 0.5 / 6
    lesson = (ROOT / "notebooks" / notebook_of("project_lab_control")).read_text(encoding="utf-8")
    assert f"four add up to {mean - 45:.1f} days, with a standard deviation of {sd:.1f}" in lesson
    assert f"| day {mean:.1f} | {(100 - mean) / sd:.2f} standard deviations later |" in lesson
    assert f"| day {mean + 10:.1f} | {(mean - 90) / sd:.2f} standard deviations sooner |" in lesson
    for more, kept in ((0, False), (10, True)):
        wanted = NormalDist(mean + more, sd).cdf(100)
        assert PROJECT.odds(100, group_rides=kept) == pytest.approx(wanted)
    assert round(PROJECT.odds(100, group_rides=False), 2) == 0.71
    assert round(PROJECT.odds(100, group_rides=True), 2) == 0.03
    assert PROJECT.odds(94, group_rides=False) < 0.2


def test_the_business_case():
    flows, rate = CASE.flows(), CASE.business_case.rate
    full_year = 900 * 9 * 12 * 0.6 + 375 * 52 * 1.5 * 0.6 + 24_000 + 15_600 + 62_400 - 46_800
    assert flows[0] == -400_000 and flows[2:] == [pytest.approx(full_year)] * 4
    found, swap = worth(flows, rate), worth(CASE.swap_flows, rate)
    assert round(found.npv) == 97_648 and round(found.irr, 3) == 0.139
    assert round(found.payback, 2) == 3.49 and round(found.discounted_payback, 1) == 4.0
    assert swap.invest == 170_000 and round(swap.npv) == 65_892 and round(swap.irr, 3) == 0.193
    nobody = replace(CASE, business_case=replace(CASE.business_case, members=0))
    assert worth(nobody.flows(), rate).npv < 0
    late = CASE.flows(later_by=4, dearer_by=50_000)
    assert worth(late, rate).npv < found.npv - 50_000
    assert round(CASE.service.lifetime_value, 2) == 67.50


def test_a_week_of_waiting():
    assert CASE.delay_costs() == {"pay": 1_200, "dock": 800, "refund": 300}


def test_a_day_of_waiting():
    full_year = 900 * 9 * 12 * 0.6 + 375 * 52 * 1.5 * 0.6 + 24_000 + 15_600 + 62_400 - 46_800
    assert CASE.later_day == round(full_year / 260, -2) == 500 == PROJECT.late_day / 4


def test_jobs_are_no_larger_than_their_cards():
    """A developer and a half do 1.5 person-months in four weeks."""
    for idea in CASE.ideas:
        assert idea.weeks * 1.5 / 4 <= idea.effort


def test_the_release_fits_into_the_build():
    """What the release still needs on day 50 is done by the end of F, at the pace so far."""
    backlog, pace = PROJECT.backlog, PROJECT.backlog.done[-1] / 4
    sprints = (backlog.release - backlog.done[-1]) / pace
    assert 50 + 10 * sprints == pytest.approx(PROJECT.course["F"][1], abs=1)


def test_the_service_pays_its_way():
    service = CASE.service
    income = service.members * service.member_price * 12
    income += service.weekly_single_rides * 52 * service.single_fare
    assert service.margin * income + service.city_fee == pytest.approx(service.fixed_cost)


def test_every_fact_has_a_name_and_is_finite():
    found = facts(CASE)
    assert found["project.status.day_50.pv"] == 270_500
    assert found["project.activities.F.days"] == 20
    assert found["business_case.swap_only.npv"] == pytest.approx(65_892, abs=1)
    assert all(math.isfinite(value) for value in found.values())


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("project", "activities", 3, "after"), ["Q"], "unknown 'Q'"),
        (("project", "activities", 0, "optimistic"), 12, "activity A has its estimates out"),
        (("project", "quarrel", "build", "optimistic"), 23, "estimates of the app build are out"),
        (("project", "activities", 0, "days"), "ten", "where a whole number belongs"),
        (("project", "course", "F"), [40, 67], "F starts before D has ended"),
        (("project", "risks", 0, "activity"), "Z", "unknown activity 'Z'"),
        (("service", "funnel", "member"), 2_000, "the funnel grows from second_ride to member"),
        (("project", "change_requests", 0, "activity"), "Z", "wallet names the unknown activity"),
        (("service", "bikes"), None, "bikes"),
        (("project", "course", "K"), [1, 2], "activity K stands in the plan or"),
    ],
)
def test_facts_that_contradict_each_other_are_refused(tmp_path, path, value, said):
    shutil.copy(course_root() / "velolink.yaml", tmp_path)
    file = tmp_path / "velolink.yaml"
    data = yaml.safe_load(file.read_text("utf-8"))
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    with pytest.raises(ContentError, match=said) as caught:
        load_case(tmp_path)
    assert "velolink.yaml" in str(caught.value)
