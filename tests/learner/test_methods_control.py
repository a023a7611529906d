"""Earned value, burn charts, flow, Brooks, decision rights: worked numbers and more."""

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiers import CI

from helpers.content import load_figure
from helpers.methods import (
    ageing,
    brooks_days,
    brooks_work,
    burn,
    check_raci,
    communication_links,
    cumulative_flow,
    earned_schedule,
    even_plan,
    evm,
    forecast_sprints,
    littles_law,
    run_board,
)

COUNT = 200 if CI else 40
QUICK = settings(max_examples=COUNT, deadline=None, database=None, derandomize=True)
money = st.integers(1, 10**6)


def test_evm_worked_numbers():
    status = evm(400_000, 200_000, 170_000, 190_000)
    assert (status.cost_variance, status.schedule_variance) == (-20_000, -30_000)
    assert status.cpi == pytest.approx(0.8947, abs=5e-5)
    assert status.spi == pytest.approx(0.85)
    assert status.eac_typical == pytest.approx(447_059, abs=0.5)
    assert status.eac_one_off == 420_000
    assert status.eac_cost_and_schedule == pytest.approx(492_422, abs=0.5)
    assert status.etc == pytest.approx(257_059, abs=0.5)
    assert status.vac == pytest.approx(-47_059, abs=0.5)
    assert status.tcpi_to_bac == pytest.approx(1.0952, abs=5e-5)
    assert status.tcpi_to_eac == pytest.approx(0.8947, abs=5e-5)
    assert status.percent_complete == pytest.approx(0.425)
    assert status.percent_spent == pytest.approx(0.475)


def test_earned_schedule_worked_numbers():
    result = earned_schedule(even_plan(400_000, 20), 170_000, 10)
    assert (result.earned, result.spi_t, result.variance) == (8.5, 0.85, -1.5)
    assert result.planned_duration == 20
    assert result.forecast == pytest.approx(20 / 0.85)


def test_evm_before_anything_is_due():
    early = evm(400, 0, 20, 10)
    assert math.isnan(early.spi) and math.isnan(early.eac_cost_and_schedule)
    assert (early.cpi, early.eac_typical, early.schedule_variance) == (2, 200, 20)
    assert early.note.startswith("Nothing was to be done by this date") and early.note[-1] == "."
    assert evm(400, 100, 20, 10).note == ""


def test_evm_at_the_edges():
    nothing = evm(400, 100, 0, 50)
    assert (nothing.cpi, nothing.eac_typical, nothing.eac_one_off) == (0, math.inf, 450)
    finished = evm(400, 400, 400, 500)
    assert (finished.eac_typical, finished.tcpi_to_bac, finished.tcpi_to_eac) == (500, 0, 0)
    assert evm(400, 300, 200, 400).tcpi_to_bac == math.inf


@QUICK
@given(money, st.floats(0.01, 1), st.floats(0.01, 1), money, st.floats(0.01, 100))
def test_evm_in_another_currency(bac, planned, earned, ac, rate):
    base = evm(bac, bac * planned, bac * earned, ac)
    other = evm(bac * rate, bac * planned * rate, bac * earned * rate, ac * rate)
    for name in ("cpi", "spi", "percent_complete", "percent_spent"):
        assert getattr(other, name) == pytest.approx(getattr(base, name))
    for name in ("eac_typical", "eac_one_off", "eac_cost_and_schedule"):
        assert getattr(other, name) == pytest.approx(getattr(base, name) * rate)
    near = 1e-9 * max(bac, ac)
    assert base.etc == pytest.approx(base.eac_typical - base.ac)
    assert base.vac == pytest.approx(base.bac - base.eac_typical, abs=near)
    if earned < 0.999:
        assert base.tcpi_to_eac == pytest.approx(base.cpi, rel=1e-6)


@QUICK
@given(st.lists(st.integers(0, 100), min_size=1, max_size=12), st.floats(0, 1))
def test_earned_schedule_reads_the_plan_backwards(steps, part):
    plan = [sum(steps[: place + 1]) for place in range(len(steps))]
    if plan[-1] == 0:
        return
    ev = plan[-1] * part
    result = earned_schedule(plan, ev, 3)
    curve = [0, *plan]
    whole = min(int(result.earned), len(plan))
    after = curve[min(whole + 1, len(plan))]
    back = curve[whole] + (result.earned - whole) * (after - curve[whole])
    assert back == pytest.approx(ev, abs=1e-6 * plan[-1])
    assert 0 <= result.earned <= result.planned_duration


def test_earned_schedule_of_finished_work_ends_where_the_plan_ends():
    assert earned_schedule([50, 100, 100, 100], 100, 4).earned == 2
    assert earned_schedule([50, 100], 0, 1).forecast == math.inf


def test_burn_worked_numbers():
    chart = burn([120, 120, 120, 140, 140], [0, 14, 30, 45, 60])
    assert chart.remaining == (120, 106, 90, 95, 80)
    assert chart.velocities == (14, 16, 15, 15)
    assert chart.velocity == 15
    assert chart.sprints_left == pytest.approx(5.33, abs=5e-3)
    assert chart.sprints_needed == 6
    assert burn([120] * 5, [0, 14, 30, 45, 60]).sprints_needed == 4


def test_finished_work_needs_no_velocity():
    assert burn([10, 0], [0, 0]).sprints_needed == 0


def test_sprint_forecast_against_the_exact_chance():
    # 80 points at 14, 16, 15 or 15 a sprint: five sprints suffice only if all five are 16
    forecast = forecast_sprints(80, [14, 16, 15, 15], runs=100_000)
    assert forecast.chance_by(5) == pytest.approx(0.25**5, abs=5e-4)
    assert forecast.chance_by(6) == pytest.approx(1)
    assert forecast.percentile(80) == 6


def test_sprint_forecast_with_growing_scope_takes_longer():
    plain = forecast_sprints(80, [14, 16, 15, 15])
    growing = forecast_sprints(80, [14, 16, 15, 15], scope_changes=[0, 0, 20, 0])
    assert growing.percentile(80) > plain.percentile(80)
    never = forecast_sprints(80, [5], scope_changes=[5], horizon=10)
    assert never.percentile(50) == math.inf
    assert forecast_sprints(0, [5]).percentile(80) == 0


@QUICK
@given(
    st.integers(1, 200),
    st.lists(st.integers(1, 30), min_size=1, max_size=6),
    st.integers(1, 20),
    st.randoms(use_true_random=False),
)
def test_sprint_forecast_scales_ignores_order_and_stays_in_bounds(left, pace, factor, rng):
    base = forecast_sprints(left, pace, runs=200, horizon=300)
    shuffled = [value * factor for value in pace]
    rng.shuffle(shuffled)
    other = forecast_sprints(left * factor, shuffled, runs=200, horizon=300)
    assert (base.sprints == other.sprints).all()
    assert base.sprints[0] >= math.ceil(left / max(pace))
    assert base.sprints[-1] <= math.ceil(left / min(pace))


def test_littles_law_worked_numbers():
    assert littles_law(wip=24, throughput=6) == 4
    assert littles_law(wip=12, throughput=6) == 2
    assert littles_law(throughput=6, cycle_time=4) == 24
    assert littles_law(wip=24, cycle_time=4) == 6


def test_brooks_worked_numbers():
    assert [communication_links(n) for n in (5, 6, 9, 12)] == [10, 15, 36, 66]
    table = {
        100: [22, 24, 25, 27],
        150: [33, 33, 33, 34],
        200: [44, 43, 42, 40],
        400: [87, 80, 74, 67],
    }
    for work, days in table.items():
        assert [brooks_days(work, added=added) for added in (0, 1, 2, 4)] == days


@QUICK
@given(st.integers(0, 2000), st.integers(0, 9), st.integers(1, 12), st.integers(0, 40))
def test_brooks_days_against_a_day_by_day_walk(work, added, team, ramp):
    friction = max(0, 1 - 0.02 * (team + added - 1))
    done, day = 0.0, 0
    while done < work - 1e-6:
        day += 1
        people = max(0, team - 0.5 * added) if day <= ramp else team + added
        done += people * friction
    assert brooks_days(work, added=added, team=team, ramp=ramp) == day
    assert brooks_work(day, added=added, team=team, ramp=ramp) == pytest.approx(done)


TABLE = {
    row["decision"]: {role: row[role] for role in list(row)[2:]}
    for row in load_figure("decision_rights").rows
}
ROLES = list(TABLE["Price"])
OWNERS = {
    "Backlog order": "product_manager",
    "Price": "product_manager",
    "Schedule baseline and forecast": ("project_manager", "engineering_lead"),
    "Risk register and responses": ("project_manager", "engineering_lead"),
}


def test_the_key_of_the_course_passes_its_own_rules():
    assert check_raci(TABLE, owners=OWNERS) == ()


@pytest.mark.parametrize(
    ("row", "letters", "rule", "item"),
    [
        ("Price", "A/R A - - - -", "one_accountable", "Price"),
        ("Price", "R R - - - -", "one_accountable", "Price"),
        ("Price", "A I - - - -", "responsible", "Price"),
        ("Price", "I A/R - - - -", "owner", "Price"),
    ],
)
def test_raci_rules(row, letters, rule, item):
    broken = TABLE | {row: dict(zip(ROLES, letters.split(), strict=True))}
    assert [(f.rule, f.item) for f in check_raci(broken, owners=OWNERS)] == [(rule, item)]


def test_nobody_is_only_consulted():
    table = {"a": {"Mina": "A/R", "Jun": "C"}, "b": {"Mina": "A/R", "Jun": "C"}}
    assert [(f.rule, f.item) for f in check_raci(table)] == [("all_consulted", "Jun")]


# ------------------------------------------------------------ Kanban boards


def test_a_board_by_hand():
    # One person, one card at a time, sizes drawn, nothing stuck: each card takes its size.
    cards = run_board(1, 40, people=1, waiting=3, asked_a_day=0, stuck=0, seed=3)
    draw = Random(3)
    sizes = [draw.randint(1, 5) for _ in cards]
    starts = [0, sizes[0], sizes[0] + sizes[1]]
    assert [(c.asked, c.started, c.finished) for c in cards] == [
        (0, start, start + size) for start, size in zip(starts, sizes, strict=True)
    ]


def test_a_stuck_card_waits_and_holds_its_place():
    free = run_board(1, 60, people=1, waiting=4, asked_a_day=0, stuck=0, seed=3)
    held = run_board(1, 60, people=1, waiting=4, asked_a_day=0, stuck=1, stuck_days=4, seed=3)
    longer = [
        (late.finished - late.started) - (early.finished - early.started)
        for early, late in zip(free, held, strict=True)
    ]
    assert longer == [4] * 4


@QUICK
@given(st.integers(1, 40), st.integers(2, 60), st.integers(0, 99), st.integers(1, 8))
def test_no_board_breaks_its_limit_and_its_lines_never_fall(limit, days, seed, people):
    cards = run_board(limit, days, people=people, seed=seed)
    assert cards == run_board(limit, days, people=people, seed=seed)
    flow = cumulative_flow(cards, days)
    assert max(flow.wip) <= limit and min(flow.wip) >= 0
    for line in (flow.asked, flow.started, flow.finished):
        assert list(line) == sorted(line)
    for upper, lower in ((flow.asked, flow.started), (flow.started, flow.finished)):
        assert all(above >= below for above, below in zip(upper, lower, strict=True))
    # a place that is free is filled while cards wait, in the order asked
    days_of = zip(flow.wip, flow.started, flow.asked, strict=True)
    assert all(wip == limit or started == asked for wip, started, asked in days_of)
    begun = [card.started for card in cards if card.started is not None]
    assert begun == sorted(begun)
    # the ground between the lines is the time that all cards have spent on the board
    ends = [(c.started, days if c.finished is None else c.finished) for c in cards]
    assert sum(flow.wip[:-1]) == sum(end - start for start, end in ends if start is not None)


def test_cumulative_flow_and_ageing_worked_numbers():
    cards = [(0, 0, 2), (0, 0, 4), (0, 2, None), (1, 4, 5), (3, None, None)]
    flow = cumulative_flow(cards, 6)
    assert flow.asked == (3, 4, 4, 5, 5, 5, 5)
    assert flow.started == (2, 2, 3, 3, 4, 4, 4)
    assert flow.finished == (0, 0, 1, 1, 2, 3, 3)
    assert flow.wip == (2, 2, 2, 2, 2, 1, 1)
    assert (flow.mean_wip, flow.throughput, flow.cycle_time) == (5 / 3, 2 / 3, 2.5)
    old = ageing(cards, 6, 50)
    assert old.ages == {2: 4} and old.expected == 2 and old.over == (2,)
    assert ageing(cards, 6).over == ()  # 85% took up to 4 days
    assert ageing(cards, 1) == ({0: 1, 1: 1}, None, ())


def test_a_board_is_steady_only_while_its_cards_get_neither_more_nor_older():
    growing = [(0, day, None) for day in range(20)]
    assert not cumulative_flow(growing, 20).steady
    older = [(0, 0, None)] * 5
    assert not cumulative_flow(older, 20).steady  # as many at the end as at half-time, but older
    even = [(0, day, day + 3) for day in range(30)]
    flow = cumulative_flow(even, 20)
    assert flow.steady
    assert littles_law(wip=flow.mean_wip, throughput=flow.throughput) == flow.cycle_time == 3
