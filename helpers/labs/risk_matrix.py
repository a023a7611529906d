"""The lab of the risk matrix: scores beside expected values, and what each response changes."""

from __future__ import annotations

from helpers import methods
from helpers.charts.forms import BarPanel, Series, scores_and_bars
from helpers.charts.style import INK, PALE, PROJECT, Look
from helpers.charts.words import number
from helpers.methods.risk_matrix import RiskScore
from helpers.velolink import Risk, load_case

from .registry import Case, lab
from .result import LabResult
from .scales import frame

Register = dict[str, tuple[float, float]]
"""Chance and money of each risk, as the methods take them."""
_NAMES = {
    "avoid": ("avoid", "exploit"),
    "mitigate": ("mitigate", "enhance"),
    "transfer": ("transfer", "share"),
    "accept": ("accept", "accept"),
    "escalate": ("escalate", "escalate"),
}
_LEVELS = [
    (Look("#EAEAE6", "s", "", INK), "Low score"),
    (Look("#F4DDC6", "s", "", INK), "Middle"),
    (Look("#E3A26B", "s", "", INK), "High"),
]
_EUR = number(before="EUR ")


@lab("R1", "R2", "level")
def risk_matrix(case: Case, *, chance: int, money: int, risk: str, response: str) -> LabResult:
    """Hold the scores of a matrix against expected values, before and after a response."""
    risks = {one.id: one for one in load_case().project.risks}
    before: Register = {name: (one.chance, float(one.money)) for name, one in risks.items()}
    before["R1"] = (chance / 100, -float(money))
    after = dict(before)
    if moved := _moved(case, before[risk], risks[risk], response):
        after[risk] = moved
    else:
        del after[risk]
    edges = {"chance_edges": case["chance_edges"], "impact_edges": case["impact_edges"]}
    placed = {name: row for name, row in after.items() if row[0] > 0 and row[1]}
    scores = methods.risk_scores(placed, **edges) if placed else {}
    values = {name: abs(value) for name, value in methods.risk_value(before).by_risk.items()}
    left = {name: abs(after[name][0] * after[name][1]) if name in after else 0.0 for name in risks}
    threats = {name: row for name, row in placed.items() if row[1] < 0}
    turned = methods.turned_pairs(threats, **edges) if threats else ()
    ranked = {name: scores[name].score for name in threats}
    chart = scores_and_bars(
        [
            [
                (_level(case, row * column), ", ".join(_held(scores, row, column)))
                for column in range(1, len(case["columns"]) + 1)
            ]
            for row in range(len(case["rows"]), 0, -1)
        ],
        BarPanel(
            "Chance times money",
            list(risks),
            [
                Series("Before", [round(values[name]) for name in risks], PALE),
                Series("After the response", [round(left[name]) for name in risks], PROJECT),
            ],
            "EUR, expected value",
            "Risk",
            85_000,
            ticks=(0, 40_000, 80_000),
            label_write=number(),
            write=_EUR,
        ),
        **frame(case, _title(ranked, left)),
        title="Chance by money, scores 1 to 25",
        rows=case["rows"][::-1],
        columns=case["columns"],
        levels=_LEVELS,
        key=[(PALE, "Expected value as it stood"), (PROJECT, "After the response")],
    )
    found = (_first(turned, scores, left), _said(case, risks[risk], response, values, left))
    return LabResult(chart, (*found, case["limits"]), _came_true(scores))


def _moved(
    case: Case, stood: tuple[float, float], risk: Risk, response: str
) -> tuple[float, float] | None:
    """Chance and money after a response; None where the risk is no longer the project's."""
    chance, money = stood
    threat = money <= 0 and risk.money < 0
    if response == "avoid":
        return (0.0 if threat else 1.0), money
    if response == "mitigate":
        better = risk.response.chance
        return (min(chance, better) if threat else max(chance, better)), money
    if response == "transfer":
        part = case["transfer"] if threat else case["share"]
        return (chance if threat else max(chance, part["chance"])), money * part["money"]
    return None if response == "escalate" else stood


def _held(scores: dict[str, RiskScore], row: int, column: int) -> list[str]:
    return [name for name, one in scores.items() if (one.chance, one.impact) == (row, column)]


def _level(case: Case, score: int) -> str:
    levels = case["levels"]
    word = next(name for name, least in reversed(levels.items()) if score >= least)
    return f"{word} {score}"


def _title(ranked: dict[str, int], left: dict[str, float]) -> str:
    if not ranked:
        return "No threat is left in the matrix"
    by_score = [name for name, score in ranked.items() if score == max(ranked.values())]
    by_value = max(ranked, key=lambda name: left[name])
    if by_score == [by_value]:
        return f"Matrix and expected value both put {by_value} first"
    return f"The matrix puts {' and '.join(by_score)} first, expected value puts {by_value}"


def _first(turned, scores, left) -> str:
    if not turned:
        return "The matrix turns no pair of threats round. How far apart they are, it can't say."
    high, low = turned[0]
    return (
        f"The matrix ranks {high} above {low}, {scores[high].score} to {scores[low].score}. By "
        f"expected value {low} is larger: EUR {left[low]:,.0f} against {left[high]:,.0f}."
    )


def _said(case: Case, risk: Risk, response: str, values, left) -> str:
    name = _NAMES[response][risk.money > 0]
    sort = "a chance" if risk.money > 0 else "a threat"
    change = f"Its expected value goes from EUR {values[risk.id]:,.0f} to {left[risk.id]:,.0f}"
    if response == "escalate":
        change = "It leaves the project's list"
    elif values[risk.id] == left[risk.id]:
        change = f"Its expected value stays at EUR {left[risk.id]:,.0f}"
    return f"{risk.id} is {sort}: {name}. {case['says'][name]} {change}."


def _came_true(scores: dict[str, RiskScore]) -> str:
    one, two = (scores[name].score if name in scores else 0 for name in ("R1", "R2"))
    return "level" if one == two else "R1" if one > two else "R2"
