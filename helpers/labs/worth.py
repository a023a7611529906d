"""The lab of the business case: what going on, the cheaper way and stopping are worth today."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from helpers import methods
from helpers.charts.forms import bars, intervals
from helpers.charts.style import NEUTRAL, PALE, PRODUCT, PROJECT
from helpers.charts.words import number
from helpers.velolink import Case as VeloLink
from helpers.velolink import load_case

from .registry import Case, lab
from .result import LabResult
from .scales import euros, frame

_GO, _SWAP, _STOP = "Go on with Relaunch 2.0", "Swap the provider only", "Stop today"
_BEST = {
    "go": "From today, going on is worth the most",
    "swap": "From today, swapping the provider only is worth the most",
    "stop": "From today, both ways cost more than they bring: stop",
}
_AXIS = (-400_000.0, 600_000.0)
_LEAD = (-150_000.0, 220_000.0)


@dataclass(frozen=True)
class _Plan:
    """What somebody supposes, and when they look: ``spent`` is gone whatever they decide."""

    members: int
    later: int
    cost: int
    rate: float
    spent: int

    def flows(self, case: VeloLink, **changed: float) -> list[float]:
        """Cash flows of going on, from today: what is spent already is left out."""
        supposed = msgspec.structs.replace(
            case.business_case, **{"members": self.members, **changed}
        )
        year = msgspec.structs.replace(case, business_case=supposed).flows(later_by=self.later)
        return [float(self.spent - self.cost), *year[1:]]

    def worth(self, case: VeloLink, **changed: float) -> float:
        return methods.npv(self.flows(case, **changed), self.rate)


def _swap(case: VeloLink, day: int) -> list[float]:
    """Cash flows of changing the provider only, from a day on: what is done of it needs no more."""
    done = {
        name: min(max(day - first, 0) / (last - first), 1.0)
        for name, (first, last) in case.project.course.items()
    }
    costs = {one.id: one.cost for one in case.project.activities}
    swap = case.business_case.swap
    invest = sum(
        costs[name] * max(share - done[name], 0.0) for name, share in swap.activities.items()
    )
    return [-(invest + swap.contingency), *case.swap_flows[1:]]


def _members_for(floor: float, plan: _Plan, case: VeloLink) -> int | None:
    """The fewest members with whom going on is worth a sum; None where 5,000 would not do."""
    if plan.worth(case, members=5_000) < floor:
        return None
    low, high = -1, 5_000
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if plan.worth(case, members=middle) >= floor else (middle, high)
    return high


@lab("go", "swap", "stop")
def business_case(
    case: Case, *, gate: str, members: int, later: int, cost: int, rate: float, shows: str
) -> LabResult:
    """Set what going on is worth from today beside the cheaper way and beside stopping."""
    velolink = load_case()
    day = velolink.project.review_day if gate == "week_10" else 0
    spent = velolink.project.actual_cost(day) if day else 0
    plan = _Plan(members, later, cost, rate / 100, spent)
    flows = plan.flows(velolink)
    go, swap = plan.worth(velolink), methods.npv(_swap(velolink, day), plan.rate)
    best = max({"stop": 0.0, "swap": swap, "go": go}.items(), key=lambda one: one[1])[0]
    whole = go - spent
    title = _BEST[best]
    if shows == "options":
        told = "The whole project, with what is spent"
        rows = [(_GO, go), (_SWAP, swap), (_STOP, 0.0), (told, whole)]
        chart = bars(
            [(name, round(value)) for name, value in rows],
            **frame(case, title),
            write=number(before="EUR "),
            looks=[PROJECT, PRODUCT, NEUTRAL, PALE],
            pitch=0.45,  # as high as the other picture
            low=min(_AXIS[0], *(1.1 * value for _, value in rows)),
            high=max(_AXIS[1], *(1.2 * value for _, value in rows)),
        )
    else:
        lead = go - max(swap, 0.0)
        swung = [(name, *_swing(plan, velolink, day, key)) for key, name in case["swings"].items()]
        swung.sort(key=lambda row: row[2] - row[1], reverse=True)
        ends = [end for _, *both in swung for end in both]
        chart = intervals(
            [(name, round(lead), round(low), round(high)) for name, low, high in swung],
            **frame(case, f"Whether going on wins hangs most on {swung[0][0].lower()}")
            | {"value_label": case["lead"]},
            series="As you suppose",
            low=min(_LEAD[0], *(2 * end for end in ends)),
            high=max(_LEAD[1], *(1.6 * end for end in ends)),
            write=number(before="EUR "),
            ends=True,
        )
    findings = (_measures(flows, plan), _rivals(plan, velolink, go, swap), _sunk(plan, go))
    return LabResult(chart, findings, best)


def _swing(plan: _Plan, case: VeloLink, day: int, key: str) -> tuple[float, float]:
    """How far going on is ahead with one number a quarter lower and a quarter higher.

    Of the cost only what is still to be paid can move, and what moves both ways moves no lead.
    """
    ends = []
    for by in (0.75, 1.25):
        if key == "cost":
            dearer = replace(plan, cost=plan.spent + round((plan.cost - plan.spent) * by))
            ends.append(_lead(dearer, case, day))
        else:
            now = plan.members if key == "members" else getattr(case.business_case, key)
            ends.append(_lead(plan, case, day, **{key: type(now)(now * by)}))
    return min(ends), max(ends)


def _lead(plan: _Plan, case: VeloLink, day: int, **changed: float) -> float:
    """How much more going on is worth than the next best way, all with the same numbers."""
    same = {name: value for name, value in changed.items() if name != "members"}
    supposed = msgspec.structs.replace(case.business_case, **same)
    other = _swap(msgspec.structs.replace(case, business_case=supposed), day)
    return plan.worth(case, **changed) - max(methods.npv(other, plan.rate), 0.0)


def _measures(flows: list[float], plan: _Plan) -> str:
    worth, back = methods.npv(flows, plan.rate), methods.payback(flows)
    found = methods.irr(flows)
    earns = (
        f"It earns {100 * found:.1f}% a year (IRR)".replace("-", "\u2212")
        if found is not None
        else "It has no single IRR"
    )
    years = (
        f"the money is back after {back:.1f} years (payback, without interest)"
        if back
        else "the money never comes back"
    )
    ratio = methods.benefit_cost_ratio(flows, plan.rate) if flows[0] < 0 else None
    each = f", and each euro still to be spent brings {ratio:.2f}" if ratio is not None else ""
    return (
        f"From today, going on has a net present value of {euros(worth)}. {earns}, {years}{each}."
    )


def _rivals(plan: _Plan, case: VeloLink, go: float, swap: float) -> str:
    """How many members each of the two other ways is beaten with, and how far the best is off."""
    stop, rival = (_members_for(floor, plan, case) for floor in (0.0, swap))
    if stop is None:
        return "No number of new members makes it pay."
    name, other = ("the swap", swap) if swap > 0 else ("stopping", 0.0)
    takes = f"To beat stopping, it takes {_members(stop)}; to beat the swap, {_members(rival)}."
    if go < other:
        return f"{takes} Going on is {euros(other - go)} behind {name}."
    return (
        f"{takes} If what is still to be paid grows by more than {euros(go - other)}, {name} wins."
    )


def _members(needed: int | None) -> str:
    if needed is None:
        return "more than any number of members"
    return f"{needed:,} more members" if needed > 0 else "no new member at all"


def _sunk(plan: _Plan, go: float) -> str:
    if not plan.spent:
        return "Nothing is spent yet, so every euro can still be saved."
    return (
        f"{euros(plan.spent)} are spent, whatever is decided now, so they count for no option. "
        f"With them, the whole project comes to {euros(go - plan.spent)}."
    )
