"""The cases before the labs of choosing, measuring, control and the gate: their ends anew."""

from __future__ import annotations

from math import ceil

import pytest

from helpers.labs import LABS, Lab
from helpers.methods import evm, ltv, nps, okr_score, rice, sample_size

RIGHT = {
    "opportunity_tree": len({"sauna", "warm mornings", "hot showers"}),
    "kano": 5 / 10,
    "rice": rice(300, 2, 0.5, 1),
    "cost_of_delay": 1 * 200 + (1 + 3) * 300,
    "roadmap": 5 - 3,
    "funnel": 2_000 * 0.10 * 0.55,
    "cohorts": 100 * (45 + 90) / (100 + 200),
    "unit_economics": ltv(40, 0.75, 0.06),
    "satisfaction": nps(5, 4, 1).value,
    "ab_plan": 7 * ceil(2 * 2_600 / 400 / 7),
    "peeking": round(100 * (1 - 0.95**3)),
    "okr": okr_score(100, 180, 140),
    "earned_value": evm(1_000, 500, 400, 480).eac_one_off,
    "risk_matrix": 1 * 3,
    "risk_responses": 9_000 - 0.4 * 20_000,
    "burn_pair": 50 / (20 - 10),
    "raci_repair": 1,
    "brooks": 10 + (90 - 10 * 3) / 6,
    "business_case": 45_000 - 26_000,
    "change_requests": 3 + 3 - 4,
}


@pytest.mark.parametrize("lab_id", RIGHT)
def test_the_end_of_the_half_done_case_is_right(lab_id):
    half = Lab(lab_id).sheet.worked.half
    assert half.answer == pytest.approx(RIGHT[lab_id], abs=half.tolerance + 1e-9)


def test_what_the_cases_quote_of_the_methods_is_so():
    assert sample_size(0.10, 0.12) == 3_839 and "3,839" in Lab("ab_plan").sheet.worked.case
    ten = nps(5, 3, 2)
    assert f"from {ten.low:.0f} to +{ten.high:.0f}" in Lab("satisfaction").sheet.worked.told[2]
    assert evm(1_000, 500, 400, 480).eac_typical == 1_200


@pytest.mark.parametrize("lab_id", [name for name in LABS if name != "stakeholder_map"])
def test_each_lab_asks_why_and_has_an_answer_to_compare(lab_id):
    sheet = Lab(lab_id).sheet
    assert sheet.explain and sheet.explain.ask.endswith("?") and len(sheet.explain.answer) > 60
