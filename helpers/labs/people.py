"""Labs of the lab control: what a risk response is worth, who has the last word, who joins late."""

from __future__ import annotations

from helpers.charts.forms import Mark, Track, bars, decision_map, staircase
from helpers.charts.style import NEUTRAL, PALE, PRODUCT, PROJECT, Look
from helpers.charts.words import number
from helpers.methods import (
    brooks_days,
    check_raci,
    communication_links,
    cost_distribution,
    response_value,
    risk_value,
)
from helpers.velolink import load_case

from .registry import Case, lab
from .result import FieldError, LabResult
from .scales import frame

# ------------------------------------------------------------ risks and responses

_LOW, _FAR = -45_000, 200_000


@lab("rises", "stays", "falls")
def risk_responses(
    case: Case, *, price: int, contingency: int, paid: str, **accepted: bool
) -> LabResult:
    """Price the responses, and hold the contingency against every sum that may be needed."""
    risks = {risk.id: risk for risk in load_case().project.risks}
    register = {name: (risk.chance, risk.money) for name, risk in risks.items()}
    chosen = [name for name in register if accepted[name.lower()]]
    costs = {name: risk.response.cost for name, risk in risks.items()}
    costs["R1"] = price
    after, worth = dict(register), {}
    for name in chosen:
        chance, impact = register[name]
        better = risks[name].response.chance
        after[name] = (better, impact)
        worth[name] = response_value(
            chance, impact, costs[name], new_probability=better, item=name
        ).net
    spent, pot = sum(costs[name] for name in chosen), contingency
    charged = spent if paid == "pot" else 0
    if charged > pot:
        raise FieldError(
            "contingency",
            f"Contingency: EUR {pot:,} do not pay for responses of EUR {charged:,}; raise it, or "
            "choose fewer responses.",
        )
    bare, mended = _stair(register, 0), _stair(after, charged)
    was = 100 * cost_distribution(register).chance_within(pot)
    now = 100 * cost_distribution(after).chance_within(pot - charged)
    mean = charged - risk_value(after).net
    title = (
        f"EUR {pot:,} covers {_both(charged)}risks in {now:.1f}% of all cases; without the "
        f"responses it is {was:.1f}%"
        if chosen
        else f"EUR {pot:,} covers the risks of Relaunch 2.0 in {was:.1f}% of all cases, as they "
        "stand"
    )
    stairs = [Track("Without responses", *bare, NEUTRAL, True)]
    points = [("without responses", pot, round(was, 1))]
    if chosen:
        stairs.append(Track("With your responses", *mended, PROJECT))
        points.append(("with your responses", pot, round(now, 1)))
    chart = staircase(
        stairs,
        points,
        [Mark("Expected value", round(mean)), Mark("Contingency", pot)],
        **frame(case, title),
        span=(_LOW, _FAR),
        write_across=number(before="EUR "),
        write_up=number(1, after="%"),
        tick_write=_thousands,
        key=[
            (NEUTRAL, "Without responses: the chance that a sum covers the risks"),
            (PROJECT, f"With your responses: that it covers {_both(charged)}what is left"),
        ],
    )
    return LabResult(
        chart, _on_risks(pot, charged, spent, mean, was, now, worth), _covers(was, now, chosen)
    )


def _both(charged: int) -> str:
    return "responses and " if charged else ""


def _stair(risks: dict[str, tuple], paid: int) -> tuple[list[float], list[float]]:
    """The sums that may be needed and, in percent, the chance that each is enough."""
    found = cost_distribution(risks)
    xs, ys = [float(_LOW)], [0.0]
    for cost in found.costs:
        xs.append(float(cost + paid))
        ys.append(round(100 * found.chance_within(cost), 1))
    return [*xs, float(_FAR)], [*ys, 100.0]


def _on_risks(
    pot: int, charged: int, spent: int, mean: float, was: float, now: float, worth: dict[str, float]
) -> tuple[str, ...]:
    cover = f"The contingency of EUR {pot:,} is enough in {now:.1f}% of all cases"
    if not worth:
        return (
            f"{cover}. No response is chosen.",
            f"On average the risks cost EUR {mean:,.0f}, a sum that can never come about.",
        )
    nets = ", ".join(f"{name} {_signed(net)}" for name, net in worth.items())
    bill = (
        f"After paying EUR {spent:,} for them, EUR {pot - spent:,} are left"
        if charged
        else f"Their EUR {spent:,} are paid by the planned budget, and all EUR {pot:,} are left"
    )
    return (
        f"{cover}; without the responses it was {was:.1f}%. {bill}.",
        f"Worth on average, in EUR, saving less price: {nets}. Above 0 a response pays.",
        f"Risks and responses together cost EUR {mean + spent - charged:,.0f} on average.",
    )


def _thousands(value: float) -> str:
    return f"{value / 1000:.0f}".replace("-", chr(0x2212))


def _signed(net: float) -> str:
    whole = round(net)
    return f"{'+' if whole > 0 else chr(0x2212) if whole < 0 else ''}{abs(whole):,}"


def _covers(was: float, now: float, chosen: list[str]) -> str:
    if not chosen:
        return ""
    gap = round(now - was, 6)
    return "rises" if gap > 0 else "falls" if gap < 0 else "stays"


# ------------------------------------------------------------ RACI repair

_ROLES = ("Mina", "Tomás", "Jun", "Priya", "Ines")
_COLUMNS: dict[str, Look] = {"Mina": PRODUCT, "Tomás": PROJECT}


@lab("none", "owner", "one_accountable")
def raci_repair(case: Case, **letters: str) -> LabResult:
    """Check a table of decision rights after the learner's repairs."""
    table = {
        decision: dict(zip(_ROLES, letters.split(), strict=True))
        for decision, letters in case["table"].items()
    }
    for field, (decision, role) in case["cells"].items():
        table[decision][role] = letters[field]
    found = check_raci(table, owners=case["owners"])
    differ = sum(
        letter != case["key"][decision].split()[place]
        for decision, row in table.items()
        for place, letter in enumerate(row.values())
    )
    count = len(found)
    chart = decision_map(
        list(table),
        [(role, _COLUMNS.get(role, NEUTRAL)) for role in _ROLES],
        [list(row.values()) for row in table.values()],
        **frame(
            case,
            f"The table of decision rights breaks {count} {'rule' if count == 1 else 'rules'}"
            if count
            else "The table of decision rights keeps all the rules",
        ),
    )
    return LabResult(chart, _on_rights(found, differ), _still({one.rule for one in found}))


def _still(rules: set[str]) -> str:
    """The prediction that the broken rules bear out."""
    if "one_accountable" in rules:
        return "one_accountable"
    return "" if "responsible" in rules else "owner" if rules else "none"


def _on_rights(found: tuple, differ: int) -> tuple[str, ...]:
    """The first fault alone: the others show themselves when it is mended."""
    if found:
        return (
            f"Rules broken: {len(found)}. The first: {found[0].message}",
            "Mend it above; then the next one is named.",
        )
    if differ:
        return (
            "All rules are kept.",
            f"Letters that differ from this course's key: {differ}. That can be right in another "
            "firm. Who should decide, no rule can tell.",
        )
    return (
        "All rules are kept, and each letter is that of this course's key.",
        "The rules saw to one A and an R in each row. Who should decide, people had to settle.",
    )


# ------------------------------------------------------------ Brooks

_MOST = 6


@lab("later", "same", "sooner")
def brooks(case: Case, *, left: int, added: int, ramp: int) -> LabResult:
    """Finish the rest of the work with nobody to six people added, in a toy of Brooks' law."""
    team = load_case().project.team
    days = [_days(left, more, team, ramp) for more in range(_MOST + 1)]
    rows = [
        (f"{_more(more).capitalize()} ({communication_links(team + more)} pairs)", float(day))
        for more, day in enumerate(days)
    ]
    gap = days[added] - days[0]
    turn = _turn(added, team, ramp)
    chart = bars(
        rows,
        **frame(
            case,
            f"{left} person-days left: with {_more(added)}, the work ends on day {days[added]}; "
            + (f"with nobody more, on day {days[0]}" if added else "choose how many to add"),
        ),
        looks=[PROJECT if more == added else PALE for more in range(_MOST + 1)],
    )
    if not added:
        moved = f"Nobody is added: five people end on day {days[0]}."
    else:
        moved = (
            f"With {_more(added)} the work ends on day {days[added]}, {_apart(gap)} with "
            f"nobody more (day {days[0]}). Pairs who may need to talk: "
            f"{communication_links(team)} before, {communication_links(team + added)} after."
        )
    law = (
        ""
        if not added
        else f"In this toy, adding {added} begins to help when {turn} person-days or more are left."
        if turn
        else f"In this toy, adding {added} does not help with any rest up to {case['most']} "
        "person-days."
    )
    return LabResult(
        chart,
        (moved, law) if law else (moved,),
        "later" if gap > 0 else "sooner" if gap < 0 else "same",
    )


def _days(left: int, added: int, team: int, ramp: int) -> int:
    return brooks_days(left, added=added, team=team, ramp=ramp)


def _more(added: int) -> str:
    return f"{added} more" if added else "nobody more"


def _apart(gap: int) -> str:
    days = f"{abs(gap)} {'day' if abs(gap) == 1 else 'days'}"
    return "the same day as" if not gap else f"{days} {'later' if gap > 0 else 'sooner'} than"


def _turn(added: int, team: int, ramp: int) -> int:
    """The least rest, in tens of person-days, from which on the newcomers make the end sooner."""
    rests = range(10, 501, 10)
    helps = [_days(rest, added, team, ramp) < _days(rest, 0, team, ramp) for rest in rests]
    if not added or not helps[-1]:
        return 0
    last = max((place for place, good in enumerate(helps) if not good), default=-1)
    return rests[last + 1]
