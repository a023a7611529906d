"""Every bad entry ends in a ValueError whose one sentence names the item and the mend."""

import inspect
import math
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import helpers.methods as m

PLAN = {"A": (10, ""), "B": (5, "A"), "C": (8, "A"), "D": (2, "B, C")}
LINKED = {"A": (4, ""), "Q": (6, "A"), "R": (5, [("Q", "SS", 2), "A"]), "S": (2, "Q FF+1, R FS-1")}
ESTIMATES = {"A": (8, 10, 15), "C": (7, 8, 12)}
IDEAS = {"Dark mode": (15_000, 0.25, 1.0, 1), "Group ride": (2_500, 2, 0.5, 4)}
JOBS = {"Pay": (12_000, 4), "Dock": (8_000, 2)}
TREE = {"Rides 1 -> 2": ("outcome", ""), "Full dock": ("opportunity", "Rides 1 -> 2")}

# A good call of every function; the fuzz test below spoils one value after the other.
GOOD = {
    "rice": ((1_800, 3, 1.0, 1.5), {"item": "Refund"}),
    "rice_table": ((IDEAS,), {}),
    "rice_break_even": ((IDEAS, "Dark mode", "Group ride", "effort"), {}),
    "wsjf_relative": ((5, 3, 2, 2), {}),
    "cd3": ((8_000, 2), {}),
    "delay_cost": ((JOBS, ["Dock", "Pay"]), {}),
    "ordering_costs": ((JOBS,), {}),
    "best_order": ((JOBS,), {}),
    "kano_category": (("like", "dislike"), {}),
    "kano_count": (([("like", "dislike")],), {}),
    "kano_result": (({"A": 11, "O": 4},), {}),
    "check_tree": ((TREE,), {"target": "Full dock", "chosen": []}),
    "north_star": ((6_000, 2.3), {"frequency": 1}),
    "funnel": (([("Visits", 100), ("Rides", 50)],), {}),
    "funnel_leverage": (([("Visits", 100), ("Rides", 50)],), {"goal": "Rides", "points": 0.1}),
    "okr_score": ((14, 6, 9), {}),
    "okr_mean": (({"Rides": (1.9, 2.5, 2.3)},), {}),
    "retention_table": (({"Jan": [500, 300], "Feb": [600]},), {}),
    "pooled_retention": (({"Jan": [500, 300], "Feb": [600]}, 1), {"all_joiners": True}),
    "ltv": ((9, 0.6, 0.08), {"months": 24}),
    "unit_economics": ((9, 0.6, 0.08, 25), {}),
    "nps": ((25, 14, 11), {"confidence": 0.9}),
    "csat": ((40, 50), {"confidence": 0.9}),
    "sample_size": ((0.42, 0.45), {"alpha": 0.05, "power": 0.8, "method": "normal"}),
    "simulate_peeking": (
        (),
        {"rate": 0.4, "per_arm": 50, "looks": 2, "alpha": 0.05, "runs": 5, "seed": 1},
    ),
    "cpm": ((LINKED,), {}),
    "change_impact": ((PLAN, {"B": 3}), {}),
    "pert": ((18, 25, 44), {}),
    "pert_path": ((ESTIMATES, ["A", "C"]), {}),
    "simulate_schedule": ((PLAN, ESTIMATES), {"correlation": 0.3, "runs": 5, "seed": 1}),
    "crash": ((LINKED, {"A": (3, 900), "R": (2, 400)}), {}),
    "working_dates": (("2028-11-06", 9), {"holidays": ["2028-12-25"], "weekend": ["Sunday"]}),
    "evm": ((400, 200, 170, 190), {}),
    "npv": (([-100, 60, 60], 0.1), {}),
    "irr": (([-100, 60, 60],), {}),
    "payback": (([-100, 60, 60],), {}),
    "benefit_cost_ratio": (([-100, 60, 60], 0.1), {}),
    "even_plan": ((400, 4), {}),
    "earned_schedule": (([100, 200], 170, 1), {}),
    "risk_value": (({"R1": (0.3, -60)},), {}),
    "cost_distribution": (({"R1": (0.3, -60), "O1": (0.5, 2.5)},), {}),
    "risk_scores": (({"R1": (0.3, -60)},), {"chance_edges": [0.5, 1], "impact_edges": [10, 100]}),
    "turned_pairs": (({"R1": (0.3, -60)},), {"chance_edges": [0.5, 1], "impact_edges": [10, 100]}),
    "response_value": ((0.3, -60, 8), {"new_probability": 0.1, "new_impact": -50}),
    "burn": (([120, 120], [0, 14]), {}),
    "forecast_sprints": (
        (80, [14, 16]),
        {"scope_changes": [0, 5], "runs": 5, "seed": 1, "horizon": 30},
    ),
    "littles_law": ((), {"wip": 24, "throughput": 6}),
    "run_board": (
        (3, 10),
        {
            "people": 2,
            "waiting": 3,
            "asked_a_day": 1,
            "stuck": 0.2,
            "stuck_days": 2,
            "switching": 0.1,
            "seed": 1,
        },
    ),
    "cumulative_flow": (([(0, 0, 2), (0, 1, None), (3, None, None)], 4), {}),
    "ageing": (([(0, 0, 2), (0, 1, None), (3, None, None)], 4, 85), {}),
    "communication_links": ((5,), {}),
    "brooks_work": ((30,), {"added": 2, "team": 5, "ramp": 20, "mentor": 0.5, "loss": 0.02}),
    "brooks_days": ((100,), {"added": 2, "team": 5, "ramp": 20, "mentor": 0.5, "loss": 0.02}),
    "check_raci": (({"Price": {"Mina": "A/R"}},), {"owners": {"Price": "Mina"}}),
    "paired_gain": (([True, False, 0], [1, True, False]), {"level": 0.9}),
}
# A good call of every method of a result, by the function that returns it.
METHODS = {
    "crash": {"cheapest": [1_000]},
    "cpm": {"critical_paths": [2]},
    "pert": {"chance_by": [26], "percentile": [80]},
    "pert_path": {"chance_by": [26], "percentile": [80]},
    "simulate_schedule": {"chance_by": [22], "percentile": [80], "mean_excess": [22]},
    "cost_distribution": {"chance_within": [40], "reserve": [0.9]},
    "forecast_sprints": {"chance_by": [6], "percentile": [80]},
}
WEEKS = {"A": ("10 days", "")}, {"A": ("8 days", "10 days", "15 days")}
BAD = {
    # networks
    "cycle": (lambda: m.cpm({"A": (1, "C"), "B": (1, "A"), "C": (1, "B")}), "'A' -> 'B' -> 'C'"),
    "itself": (lambda: m.cpm({"A": (1, "A")}), "'A' waits for itself: remove"),
    "unknown": (lambda: m.cpm({"A": (1, "X")}), "'X', which is not in the plan: add 'X'"),
    "negative": (lambda: m.cpm({"A": (-1, "")}), "activity 'A' is -1: give a number of at least 0"),
    "nan": (lambda: m.cpm({"A": (math.nan, "")}), "activity 'A' is nan"),
    "infinite": (lambda: m.cpm({"A": (math.inf, "")}), "activity 'A' is inf"),
    "yes": (lambda: m.cpm({"A": (True, "")}), "activity 'A' is True, which is not a number"),
    "empty plan": (lambda: m.cpm({}), "no activity yet: add"),
    "no pair": (lambda: m.cpm({"A": 3}), "Activity 'A' is 3: give (duration, predecessors)"),
    "links": (lambda: m.cpm({"A": (3, 7)}), "'A' waits for 7: give a list"),
    "mixed days": (
        lambda: m.cpm({"A": ("10 days", ""), "B": ("2 weeks", "A")}),
        "'B' is in 'week' but that of 'A' is in 'day': give both in one unit",
    ),
    "too long": (lambda: m.cpm({"A": (9 * 10**49, ""), "B": (9e49, "A")}), "use a larger unit"),
    "no such link": (
        lambda: m.cpm({"A": (1, ""), "B": (1, "A SX+4")}),
        "'B' waits for 'A SX+4': write a link like 'Q', 'Q FS-2'",
    ),
    "link to nobody": (
        lambda: m.cpm({"B": (1, "A SS+4")}),
        "'A', which is not in the plan: add 'A'",
    ),
    "kind of link": (
        lambda: m.cpm({"A": (1, ""), "B": (1, [("A", "XX", 0)])}),
        "The link of 'B' to 'A' is of the kind 'XX': give one of FS, SS, FF, SF",
    ),
    "lag": (
        lambda: m.cpm({"A": (1, ""), "B": (1, "A SS+x")}),
        "lag from 'A' to 'B' is '+x', which",
    ),
    "lag left out": (
        lambda: m.cpm({"A": (1, ""), "B": (1, [("A", "SS", None)])}),
        "The lag from 'A' to 'B' is missing: give a number",
    ),
    "lag in per cent": (
        lambda: m.cpm({"A": (1, ""), "B": (1, "A SS+50%")}),
        "is '+50%': give it in the unit of the durations",
    ),
    "lag in weeks": (
        lambda: m.cpm({"A": ("9 days", ""), "B": ("1 day", "A SS+1 week")}),
        "'A to B (lag)' is in 'week' but that of 'A' is in 'day'",
    ),
    "circle of links": (
        lambda: m.cpm({"A": (1, "B FF+2"), "B": (1, "A SS+1")}),
        "'A' -> 'B' -> 'A' wait for each other in a circle",
    ),
    # bought days and dates
    "offer for nobody": (lambda: m.crash(PLAN, {"Z": (1, 5)}), "'Z' is not a known activity"),
    "least above plan": (
        lambda: m.crash(PLAN, {"B": (6, 5)}),
        "The least duration of 'B' is 6, above the 5 of the plan: give at most that",
    ),
    "half an offer": (lambda: m.crash(PLAN, {"B": (6,)}), "The offer 'B' has 1 of 2 entries"),
    "a day for nothing": (lambda: m.crash(PLAN, {"B": (3, 0)}), "day saved on 'B' is 0: give"),
    "half days": (lambda: m.crash({"B": (2.5, "")}, {}), "'B' is 2.5: give a whole number"),
    "half a lag": (
        lambda: m.crash({"A": (2, ""), "B": (2, "A FS+0.5")}, {}),
        "A lag is 0.5: give a whole number",
    ),
    "delay earns": (lambda: m.crash(PLAN, {}).cheapest(-1), "cost of a day of delay is -1: give"),
    "no date": (lambda: m.working_dates("1 May", 3), "The start is '1 May': give a date, such as"),
    "odd holiday": (
        lambda: m.working_dates("2028-11-06", 3, holidays=["Christmas"]),
        "A holiday is 'Christmas': give a date",
    ),
    "no such weekday": (
        lambda: m.working_dates("2028-11-06", 3, weekend=["Sonntag"]),
        "'Sonntag' is not a known day of the week: choose one of Monday",
    ),
    "no day left": (
        lambda: m.working_dates("2028-11-06", 3, weekend=m.calendar.WEEK),
        "The weekend takes all seven days: leave at least one",
    ),
    "end of all days": (
        lambda: m.working_dates("9999-12-30", 30),
        "30 working days do not fit into it: start earlier",
    ),
    "correlated": (
        lambda: m.simulate_schedule(PLAN, ESTIMATES, correlation=1.5),
        "The correlation is 1.5: give a share",
    ),
    "change of nobody": (lambda: m.change_impact(PLAN, {"Z": 1}), "'Z' is not a known activity"),
    "cut too far": (lambda: m.change_impact(PLAN, {"B": -9}), "'B' takes 5 and is to change by -9"),
    "extra weeks": (
        lambda: m.change_impact({"A": ("9 days", "")}, {"A": "1 week"}),
        "'A (extra)' is in 'week' but that of 'A' is in 'day'",
    ),
    # estimates
    "O above M": (lambda: m.pert(9, 8, 12, item="B"), "'B' (9) is above the most likely (8): swap"),
    "M above P": (lambda: m.pert(1, 8, 7), "most likely estimate of 'the activity' (8)"),
    "two points": (
        lambda: m.simulate_schedule(PLAN, {"A": (1, 2)}),
        "estimate 'A' has 2 of 3 entries",
    ),
    "no plan": (lambda: m.simulate_schedule(PLAN, {"Z": (1, 2, 3)}), "'Z' is not a known activity"),
    "no runs": (lambda: m.simulate_schedule(PLAN, ESTIMATES, runs=0), "number of runs is 0"),
    "plan and estimate": (
        lambda: m.simulate_schedule({"A": ("2 weeks", "")}, {"A": ("8 d", "9 d", "12 d")}),
        "give both in one unit",
    ),
    "deadline in weeks": (
        lambda: m.simulate_schedule(*WEEKS, runs=5).chance_by("2 weeks"),
        "The deadline is '2 weeks': give a plain number, in the unit of the plan",
    ),
    "date in weeks": (
        lambda: m.pert("8 days", "10 days", "15 days").chance_by("2 weeks"),
        "The deadline is '2 weeks': give a plain number, in the unit of the estimates",
    ),
    "per cent of runs": (
        lambda: m.simulate_schedule(*WEEKS, runs=5).percentile("80%"),
        "The percentile is '80%': give a plain number, such as 80",
    ),
    "endless list": (lambda: m.cpm(PLAN).critical_paths("all"), "The limit is 'all', which is not"),
    "percentile": (lambda: m.pert(1, 2, 3).percentile(120), "The percentile is 120: give a number"),
    # scores
    "zero effort": (lambda: m.rice(1, 1, 1, 0, item="Dark mode"), "Effort of 'Dark mode' is 0"),
    "percent": (lambda: m.rice(1, 1, 80, 1, item="x"), "Confidence of 'x' is 80: give a share"),
    "reach": (
        lambda: m.rice_table({"a": ("9 /month", 1, 1, 1), "b": ("9 per quarter", 1, 1, 1)}),
        "Reach of 'b' is in '/quarter' but that of 'a' is in '/month'",
    ),
    "no idea": (lambda: m.rice_table({}), "There is no idea yet: add at least one"),
    "scale": (lambda: m.wsjf_relative(4, 1, 1, 1), "Value of 'the job' is 4: choose from 1, 2, 3"),
    "no size": (lambda: m.wsjf_relative(5, 1, 1, 0), "Size of 'the job' is 0"),
    "rate": (lambda: m.cd3("9 EUR/week", "3 days"), "is per week but its duration is in 'day'"),
    "left out": (lambda: m.delay_cost(JOBS, ["Pay"]), "leaves out 'Dock': add it"),
    "twice": (lambda: m.delay_cost(JOBS, ["Pay", "Pay"]), "names 'Pay' more than once"),
    "nine jobs": (
        lambda: m.ordering_costs({str(place): (1, 1) for place in range(9)}),
        "There are 9 jobs: compare at most 8",
    ),
    "answer": (lambda: m.kano_category("love", "like"), "'love' is not a known Kano answer"),
    "only R": (lambda: m.kano_result({"R": 3}, item="Sound"), "'Sound' has no answer in A, O"),
    "half a person": (lambda: m.kano_result({"A": 1.5}), "give a whole number of at least 0"),
    # measures
    "growing step": (
        lambda: m.funnel([("a", 1), ("b", 2)]),
        "Step 'b' has 2 people but 'a' before",
    ),
    "per cent": (lambda: m.okr_score("62%", 80, 70), "in per cent but that of 'target' is a plain"),
    "no way": (lambda: m.okr_score(3, 3, 3, item="KR1"), "target of 'KR1' equals its start"),
    "gap": (lambda: m.retention_table({"Jan": [9, None, 3]}), "Month 1 of cohort 'Jan' is missing"),
    "too many": (lambda: m.retention_table({"Jan": [9, 10]}), "has 10 active people but only 9"),
    "too young": (lambda: m.pooled_retention({"Jan": [9, 3]}, 2), "No cohort is 2 months old yet"),
    "no churn": (lambda: m.ltv(9, 0.6, 0), "The churn is 0: give a share above 0"),
    "year": (lambda: m.ltv("96 EUR/year", 0.6, "8%/month"), "Revenue is per year: give it per"),
    "both by the year": (
        lambda: m.unit_economics("96 EUR/year", "60%", "8%/year", "25 EUR"),
        "Revenue is per year: give it per month",
    ),
    "a year's price": (
        lambda: m.ltv("96 EUR/year", "60%", "8%"),
        "Revenue is per year: give it per month",
    ),
    "a week's price": (
        lambda: m.ltv("9 EUR/week", 0.6, 0.08),
        "Revenue is per week: give it per month",
    ),
    "a year's churn": (lambda: m.ltv(9, 0.6, "8%/year"), "Churn is per year: give it per month"),
    "limit in years": (
        lambda: m.ltv(9, 0.6, 0.08, months="2 years"),
        "The number of months is '2 years': give it in months",
    ),
    "won in dollars": (
        lambda: m.unit_economics("9 EUR/month", "60%", "8%/month", "25 USD"),
        "acquisition cost is in 'usd' but revenue is in 'eur': give both in one currency",
    ),
    "cost by the month": (
        lambda: m.unit_economics(9, 0.6, 0.08, "25 EUR/month"),
        "acquisition cost is '25 EUR/month': give the money for one customer",
    ),
    "half a percent": (
        lambda: m.risk_value({"R": ("0.5 percent", -60)}),
        "is '0.5 percent': give a share from 0",
    ),
    "nobody asked": (lambda: m.nps(0, 0, 0), "Nobody has answered yet: give at least one"),
    "half a promoter": (lambda: m.nps(2.5, 1, 1), "The number of promoters"),
    "more than all": (lambda: m.csat(51, 50), "The number of satisfied answers"),
    "sure of it": (lambda: m.csat(5, 50, confidence=1), "The confidence is 1"),
    "equal rates": (lambda: m.sample_size(0.4, 0.4), "Both rates are equal: give the smallest"),
    "sure rate": (
        lambda: m.sample_size(0, 0.4),
        "The base rate is 0: give a share between 0 and 1",
    ),
    # control
    "EV over BAC": (lambda: m.evm(400, 200, 500, 100), "earned value (EV) is 500"),
    "no cost": (lambda: m.evm(400, 200, 100, 0), "actual cost (AC) is 0: give a number above 0"),
    "currencies": (
        lambda: m.evm("4 EUR", "2 EUR", "1 USD", 1),
        "'EV' is in 'usd' but that of 'BAC'",
    ),
    "falling plan": (lambda: m.earned_schedule([2, 1], 1, 1), "falls to 1 in period 2"),
    "plan in two currencies": (
        lambda: m.earned_schedule(["100 EUR", "200 USD"], "170 EUR", 1),
        "'period 2' is in 'usd' but that of 'period 1' is in 'eur': give both in one unit",
    ),
    "now in months": (
        lambda: m.earned_schedule([100, 200], 170, "2 months"),
        "The time now is '2 months': give a plain number, in periods of the plan",
    ),
    "another budget": (
        lambda: m.cost_distribution({"R1": (0.3, "-60 EUR")}).chance_within("50 USD"),
        "The budget is '50 USD': give a plain number, in the money of the register",
    ),
    "unsure": (
        lambda: m.cost_distribution({"R1": (0.3, -60)}).reserve("0.9 EUR"),
        "The confidence is '0.9 EUR': give a share",
    ),
    "probability": (lambda: m.risk_value({"R1": (1.2, -5)}), "probability of 'R1' is 1.2: give"),
    "edges fall": (
        lambda: m.risk_scores({"R": (0.3, 5)}, chance_edges=[0.5, 0.4], impact_edges=[9]),
        "The chance edges do not rise: give the upper edge of each band",
    ),
    "no edges": (
        lambda: m.risk_scores({"R": (0.3, 5)}, chance_edges=[1], impact_edges=[]),
        "The impact edges do not rise",
    ),
    "above the edges": (
        lambda: m.turned_pairs({"R": (0.3, -50)}, chance_edges=[1], impact_edges=[9]),
        "The impact of 'R' is 50, above the last edge: add a band",
    ),
    "no risk": (lambda: m.cost_distribution({}), "There is no risk yet"),
    "endless totals": (
        lambda: m.cost_distribution({place: (0.5, 2**place) for place in range(18)}),
        "more than 200,000 different totals",
    ),
    "no response": (lambda: m.response_value(0.3, -60, 8, item="R1"), "'R1' changes nothing"),
    "work falls": (lambda: m.burn([9, 9, 9], [0, 5, 4]), "falls to 4 at moment 2: give the total"),
    "unequal": (lambda: m.burn([9, 9], [0]), "2 scopes and 1 figures"),
    "nothing done": (lambda: m.burn([9, 9], [0, 0]), "Nothing was finished so far"),
    "points and hours": (
        lambda: m.burn(["120 points", "120 points"], ["0 hours", "14 hours"]),
        "'the work done at moment 0' is in 'hour' but that of 'the scope at moment 0'",
    ),
    "hours and days": (
        lambda: m.forecast_sprints("80 points", ["14 hours", "16 days"]),
        "'velocity 1' is in 'hour' but that of 'the rest' is in 'point'",
    ),
    "growth in hours": (
        lambda: m.forecast_sprints("80 points", [14], scope_changes=["5 hours"]),
        "'scope change 1' is in 'hour' but that of 'the rest' is in 'point'",
    ),
    "sprint in weeks": (
        lambda: m.forecast_sprints(80, [14, 16], runs=5).chance_by("6 weeks"),
        "The sprint is '6 weeks': give a number of sprints",
    ),
    "no pace": (lambda: m.forecast_sprints(9, [0, 0]), "give at least one velocity above 0"),
    "three of three": (lambda: m.littles_law(wip=1, throughput=1, cycle_time=1), "exactly two"),
    "flow units": (
        lambda: m.littles_law(throughput="6 items/week", cycle_time="4 days"),
        "Throughput is per week but cycle time is in 'day'",
    ),
    "points and items": (
        lambda: m.littles_law(wip="24 points", throughput="6 items/week"),
        "Work in progress is in 'point' but throughput counts 'item': use one unit",
    ),
    "no limit": (lambda: m.run_board(0, 20), "The limit is 0: give a whole number from 1 to 1000"),
    "half a card": (lambda: m.run_board(2.5, 20), "The limit is 2.5: give a whole number"),
    "all stuck": (lambda: m.run_board(3, 20, stuck=1.5), "The share stuck is 1.5: give a share"),
    "two days": (lambda: m.cumulative_flow([(0, 1)], 9), "Card 1 has 2 of 3 days: give when"),
    "back in time": (
        lambda: m.cumulative_flow([(0, 0, 1), (0, 5, 3)], 9),
        "Card 2 has the days [0, 5, 3]: a card is asked for, then started, then finished",
    ),
    "finished unstarted": (
        lambda: m.ageing([(0, None, 3)], 9),
        "Card 1 has the days [0, None, 3]: a card is asked for",
    ),
    "age in shares": (lambda: m.ageing([(0, 0, 3)], 9, 0), "give a number above 0 and at most 100"),
    "too many draws": (
        lambda: m.forecast_sprints(90, [14], runs=1_000_000, horizon=1000),
        "asks for 1,000,000 runs of up to 1,000 sprints: lower one of them until their product",
    ),
    "half a head": (
        lambda: m.brooks_days(9, added=0.5),
        "people added is 0.5: give a whole number",
    ),
    "weeks and days": (
        lambda: m.brooks_work("6 weeks", ramp="20 days", added=1),
        "The number of days is '6 weeks': give it in days",
    ),
    "ramp in weeks": (
        lambda: m.brooks_work(30, ramp="4 weeks", added=1),
        "The ramp-up time is '4 weeks': give it in days",
    ),
    "work in hours": (
        lambda: m.brooks_days("100 hours"),
        "The work left is '100 hours': give it in person-days",
    ),
    "all talk": (lambda: m.brooks_days(9, team=60), "leaves no output for 60 + 0 people"),
    "letter": (lambda: m.check_raci({"Price": {"Mina": "X"}}), "'Mina' has 'X' in the row 'Price'"),
    "owner": (
        lambda: m.check_raci({"Price": {"Mina": "A/R"}}, owners={"Cost": "Mina"}),
        "'Cost' is not a known decision",
    ),
    "kind": (lambda: m.check_tree({"x": ("idea", "")}), "'idea' is not a known kind of node"),
    "long": (lambda: m.north_star("1" + " " * 9999 + ",", 2), "which is not one number"),
    "comma": (lambda: m.north_star("6,000", 2), "'6,000', which is not one number: write it like"),
}


def assert_one_helpful_sentence(text):
    assert text.endswith("."), text
    assert "\n" not in text
    assert not re.search(r"[a-z)]\. [A-Z]", text), text
    assert ":" in text, text
    assert text[0].isupper() or text[0] == "'", text


@pytest.mark.parametrize("name", BAD)
def test_the_sentence_names_item_and_mend(name):
    call, words = BAD[name]
    with pytest.raises(ValueError, match=re.escape(words)) as caught:
        call()
    assert_one_helpful_sentence(str(caught.value))


def spoiled(value, weird):
    """Yield copies of ``value`` in which one part, at any depth, is replaced by ``weird``."""
    yield weird
    if isinstance(value, dict):
        for key, part in value.items():
            for other in spoiled(part, weird):
                yield {**value, key: other}
    elif isinstance(value, (list, tuple)):
        for place, part in enumerate(value):
            for other in spoiled(part, weird):
                yield type(value)([*value[:place], other, *value[place + 1 :]])


WEIRD = [
    None,
    True,
    -1,
    0,
    1,
    0.5,
    1e99,
    10**400,
    -(10**400),
    math.nan,
    -math.inf,
    5e-324,
    "",
    "abc",
    "-",
    "7 apples",
    "80%",
    "1,5",
    [],
    [None],
    (),
    {},
    {"x": None},
    object(),
    b"1",
    1j,
    np.array([1.0, 2.0]),
    np.array([]),
    np.array([[1, 2], [3, 4]]),
    np.array("A"),
    np.float64("nan"),
    Decimal("NaN"),
    Decimal("1e400"),
    Fraction(10**400),
    date(2026, 1, 5),
    range(2),
    {1},
    "x" * 500,
    "two\nlines",
]


@pytest.mark.parametrize("name", GOOD)
def test_a_spoiled_call_either_works_or_explains_itself(name):
    function = getattr(m, name)
    args, kwargs = GOOD[name]
    result = function(*args, **kwargs)
    assert methods_of(result) == set(METHODS.get(name, {}))
    for weird in WEIRD:
        for method, given in METHODS.get(name, {}).items():
            getattr(result, method)(*given)
            attempt(getattr(result, method), [weird], {})
        for place in range(len(args)):
            for other in spoiled(args[place], weird):
                attempt(function, [*args[:place], other, *args[place + 1 :]], kwargs)
        for key in kwargs.keys() - {"item"}:
            for other in spoiled(kwargs[key], weird):
                attempt(function, args, {**kwargs, key: other})


def methods_of(result):
    """The methods of a result that take something, beside those of every tuple."""
    if not hasattr(result, "_fields"):
        return set()
    return {
        name
        for name, member in inspect.getmembers(type(result), inspect.isfunction)
        if not name.startswith("_") and len(inspect.signature(member).parameters) > 1
    }


def attempt(function, args, kwargs):
    try:
        function(*args, **kwargs)
    except ValueError as error:
        assert_one_helpful_sentence(str(error))
    except Exception as error:
        raise AssertionError(f"{function.__name__}{tuple(args)} {kwargs}: {error!r}") from error


def test_every_function_has_a_good_call():
    elsewhere = {name for name in m.__all__ if getattr(m, name).__module__.endswith(".fit")}
    assert set(GOOD) >= set(m.__all__) - {"Finding"} - elsewhere
