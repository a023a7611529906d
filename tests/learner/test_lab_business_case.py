"""The lab of the business case against sums by hand: worth, break-even, gate, swings."""

from __future__ import annotations

import pytest
from lab_plays import at_move, cells, number, play

from helpers.authoring.check.pictures import picture_faults
from helpers.content.library import load_scenes
from helpers.velolink import WEEK, load_case

# EUR a year, from the charter: members and rides with their margin, the city, support, provider
MEMBER, RIDES, CITY, SUPPORT = 9 * 12 * 0.6, 375 * 52 * 1.5 * 0.6, 24_000, 15_600
PROVIDER, RUN, SWAP_RUN = 62_400, 46_800, 6_400


def go(members=900, cost=400_000, rate=0.06, later=0, spent=0):
    growing = members * MEMBER + RIDES + CITY + SUPPORT
    fixed = PROVIDER - RUN
    years = [(growing / 2 + fixed) * (1 - later / 52), *[growing + fixed] * 4]
    return spent - cost + sum(flow / (1 + rate) ** n for n, flow in enumerate(years, 1))


def swap(invest, rate=0.06):
    return -invest + sum((PROVIDER - SWAP_RUN) / (1 + rate) ** n for n in range(1, 6))


def drawn(result) -> dict[str, float]:
    return {
        row["Way or number"]: number(row["EUR, net present value"])
        * (-1 if "\u2212" in row["EUR, net present value"] else 1)
        for row in cells(result)
    }


@pytest.mark.parametrize("members", [0, 200, 498, 900, 1500])
@pytest.mark.parametrize("rate", [0.0, 6.0, 15.0])
@pytest.mark.parametrize("later", [0, 26])
def test_before_the_start_each_way_is_worth_its_flows(members, rate, later):
    result = play("business_case", members=members, rate=rate, later=later)
    going, other = go(members, rate=rate / 100, later=later), swap(170_000, rate / 100)
    found = drawn(result)
    assert found["Go on with Relaunch 2.0"] == pytest.approx(going, abs=1)
    assert found["Swap the provider only"] == pytest.approx(other, abs=1)
    best = max([("stop", 0), ("swap", other), ("go", going)], key=lambda one: one[1])[0]
    assert found["The whole project, with what is spent"] == found["Go on with Relaunch 2.0"]
    assert result.came_true == best


def test_the_settled_numbers_of_the_case_come_out():
    first = play("business_case").findings
    assert (
        "EUR 97,648" in first[0]
        and "13.9%" in first[0]
        and "3.5 years (payback, without" in first[0]
    )
    assert "1.24" in first[0] and "beat stopping, it takes 498 more members" in first[1]
    assert "to beat the swap, 769 more members" in first[1] and "EUR 31,755" in first[1]
    assert drawn(play("business_case"))["Swap the provider only"] == 65_892


@pytest.mark.parametrize("rate", [0.0, 12.0])
def test_payback_leaves_interest_out_as_its_lesson_says(rate):
    assert (
        "after 3.5 years (payback, without interest)"
        in play("business_case", rate=rate).findings[0]
    )


def test_at_the_gate_what_is_spent_counts_for_no_way():
    result = play("business_case", gate="week_10", members=200)
    found, going = drawn(result), go(200, spent=245_100)
    assert found["Go on with Relaunch 2.0"] == pytest.approx(going, abs=1)
    assert found["The whole project, with what is spent"] == pytest.approx(going - 245_100, abs=1)
    # of the swap 5/9 of G, H, J and its reserve are left; A, C and its part of D are done
    rest = 30_000 * (1 - (50 - 45) / 9) + 27_000 + 10_000 + 23_000
    assert found["Swap the provider only"] == pytest.approx(swap(rest), abs=1)
    assert "EUR 245,100 are spent" in result.findings[2]


def test_the_prediction_is_the_trap_and_its_feedback_is_true():
    assert at_move("business_case").came_true == "go"
    gate = {"gate": "week_10", "members": 200}
    assert play("business_case", **gate, cost=411_000).came_true == "swap"
    # all three forecasts of the control lab leave going on ahead, the worst of them by a hair
    ahead = [play("business_case", **gate, cost=cost) for cost in (364_500, 377_800, 407_800)]
    assert {one.came_true for one in ahead} == {"go"} and "EUR 2,712" in ahead[2].findings[1]


def test_who_is_beaten_is_said_of_both_other_ways():
    gate = {"gate": "week_10", "members": 200}
    told = play("business_case", **gate).findings[1]
    assert "To beat stopping, it takes no new member at all; to beat the swap, 157" in told
    assert play("business_case", **gate | {"members": 157}).came_true == "go"
    assert play("business_case", **gate | {"members": 156}).came_true == "swap"
    behind = play("business_case", members=200).findings[1]
    assert f"Going on is EUR {swap(170_000) - go(200):,.0f} behind the swap" in behind


def test_a_loss_is_written_with_the_minus_of_the_pictures():
    told = " ".join(play("business_case", members=200).findings)
    assert "EUR \u221272,029" in told and "\u22120.5%" in told and "-0" not in told


def test_the_break_even_is_the_first_number_that_pays():
    told = play("business_case", rate=9.0).findings[1]
    needed = int(number(told.split("stopping, it takes ")[1]))
    assert go(needed, rate=0.09) >= 0 > go(needed - 1, rate=0.09)
    assert "No number" in play("business_case", cost=900_000, rate=30.0, later=50).findings[1]


def ends(result) -> dict[str, tuple[float, float]]:
    minus = "\u2212"
    return {
        row["Way or number"]: tuple(
            number(end) * (-1 if minus in end else 1)
            for end in row["ends of the interval"].split("; ")
        )
        for row in cells(result)
    }


def test_what_the_lead_hangs_on_is_a_quarter_each_way_the_widest_first():
    result = play("business_case", shows="swings")
    found, other = ends(result), swap(170_000)
    assert next(iter(found)) == "What is still to be paid"
    near = {"abs": 1}
    assert found["What is still to be paid"] == pytest.approx(
        (go(cost=500_000) - other, go(cost=300_000) - other), **near
    )
    assert found["The number of new members"] == pytest.approx(
        (go(675) - other, go(1125) - other), **near
    )
    assert not list(picture_faults(result.chart))


def test_at_the_gate_what_is_spent_cannot_get_dearer():
    gate = {"gate": "week_10", "members": 200}
    found = ends(play("business_case", **gate, shows="swings"))
    low, high = found["What is still to be paid"]
    assert high - low == pytest.approx(0.5 * (400_000 - 245_100), abs=1)


def test_what_both_ways_save_does_not_tell_them_apart():
    low, high = ends(play("business_case", shows="swings"))["What the old provider costs"]
    assert low == high == pytest.approx(go() - swap(170_000), abs=1)


def test_a_sum_that_cannot_be_is_refused_in_a_sentence():
    for field, value in (("members", -1), ("rate", 31), ("cost", 0), ("gate", "yesterday")):
        with pytest.raises(ValueError):
            play("business_case", **{field: value})


def test_the_limit_that_ines_sets_is_where_the_answer_turns_if_it_opens_after_the_promise():
    """With no delay that would be at 410,500; she grants the promised day, so it is sooner."""
    project = load_case().project
    cost = round(project.status(project.review_day).eac_typical, -2)
    weeks = round((project.promised_day - project.planned_end) / WEEK)
    result = play("business_case", gate="week_10", members=200, cost=cost, later=weeks)
    going, other = list(drawn(result).values())[:2]
    fewest = number(result.findings[1].split("to beat the swap, ")[1])
    limit = round(cost + going - other, -3)
    assert limit < project.cost_limit and round(fewest, -1) == 80
    said = " ".join(line.says for line in load_scenes()["gate-monday"].lines)
    for amount in (going, other, limit):
        assert f"{round(amount, -3):,.0f}" in said
    assert "fewer than some 80" in said and f"day {project.promised_day}, and not" in said
    assert f"limit is {limit:,.0f}" in said
