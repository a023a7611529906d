"""Answer keys of the labs on control and on the gate; see `course_keys`."""

from __future__ import annotations

from course_keys import Key, key, options, relaunch

from helpers.methods import change_impact, cpm, npv, payback, risk_scores, turned_pairs
from helpers.velolink import load_case


@key("control-week-fifteen")
def _() -> Key:
    now = load_case().project.status(75)
    quoted = tuple(f"{value:,.0f}" for value in (now.bac, now.ev, now.pv, now.ac))
    return Key(now.eac_one_off, quoted)


@key("control-sensor-pair")
def _() -> Key:
    spare = int(cpm(relaunch()).activities["E"].total_float)
    one, other = 20, 12
    assert change_impact(relaunch(), {"E": one}).delay == 0
    assert change_impact(relaunch(), {"E": other}).delay == 0
    quoted = (f"{spare} days of total float", f"one by {one} days", f"one by {other}")
    return Key(change_impact(relaunch(), {"E": one + other}).delay, quoted)


@key("control-needed-from-here")
def _() -> Key:
    project = load_case().project
    now = project.status(55)
    needed = (now.bac - now.ev) / (project.cost_baseline - now.ac)
    quoted = (f"{value:,.0f}" for value in (now.bac, project.cost_baseline, now.ev, now.ac))
    return Key(needed, tuple(quoted))


@key("gate-theatre-lamps")
def _() -> Key:
    flows, rate = [-12_000, 5_000, 5_000, 5_000], 0.08
    done = [f"{5_000 / (1 + rate) ** year:,.0f}" for year in (1, 2)]
    return Key(npv(flows, rate), ("EUR 12,000", "EUR 5,000", "8%", *done))


@key("gate-two-machines")
def _() -> Key:
    one, two = [-20_000, 18_000, 5_000, 2_000, 1_000], [-20_000, 5_000, 5_000, 6_000, 8_000, 9_000]
    worth = [f"{npv(flows, 0.06):,.0f}" for flows in (one, two)]
    back = [f"{payback(flows):.1f}" for flows in (one, two)]
    a_year = [npv(f, 0.06) / -npv([0, *[-1] * (len(f) - 1)], 0.06) for f in (one, two)]
    assert [f"{sum_:,.0f}" for sum_ in a_year] == ["1,126", "1,725"]  # lives of 4 and 5 years
    rates = [next(r for r in range(100) if npv(flows, (r + 0.5) / 100) < 0) for flows in (one, two)]
    back_and_rates = (f"{back[0]} and {back[1]} years", f"{rates[0]}% and {rates[1]}%")
    return Key(options("second", "unless"), (*worth, *back_and_rates))


@key("gate-ferry-cafe")
def _() -> Key:
    cost, guest, plan = 50_000, 400, 150
    assert npv([-cost, plan * guest], 0) == 10_000
    return Key(cost / guest, ("EUR 50,000", "EUR 400", "150 guests", "EUR 10,000"))


@key("control-workshop-worth")
def _() -> Key:
    return Key(npv([-10_000, 6_000, 6_000], 0.10), ("EUR 10,000", "EUR 6,000", "10%"))


@key("control-flood-and-strike")
def _() -> Key:
    risks = {"flood": (0.10, -200_000), "strike": (0.38, -48_000)}
    edges = {"chance_edges": [0.1, 0.4, 1], "impact_edges": [10_000, 50_000, 200_000]}
    assert turned_pairs(risks, **edges) == (("strike", "flood"),)
    likelier = risk_scores({"flood": (0.11, -200_000)}, **edges)["flood"].score
    assert likelier == 2 * risk_scores(risks, **edges)["flood"].score
    right = options("strike first", "flood first") + options("11%", "twice as much")
    right += options("transfer the flood")
    return Key(right, ("10, 40 and 100%", "EUR 200,000", "38%", "EUR 48,000"))
