"""Labs that choose: which idea first, in which order, and for which goal."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from helpers import methods
from helpers.charts.forms import BoardCard, Dots, bars, board, dot_rows
from helpers.charts.style import NEUTRAL, PALE, PRODUCT
from helpers.charts.words import number
from helpers.velolink import Idea, load_case

from .registry import Case, lab
from .result import LabResult
from .scales import ceiling, euros, frame, three_ticks

# ------------------------------------------------------------ rice


@lab("first", "second", "third")
def rice(case: Case, **confidences: int) -> LabResult:
    """Score five ideas at the chosen confidences, and find which change would turn the order."""
    known = [idea for idea in load_case().ideas if idea.reach]
    ideas = {
        idea.name: _factors(idea, confidences[f"confidence_{idea.id}"] / 100) for idea in known
    }
    table = methods.rice_table(ideas)
    ends = {share: [methods.rice(*_factors(idea, share)) for idea in known] for share in (0.5, 1.0)}
    scores = {row.name: row.score for row in table}
    first = [row for row in table if row.rank == 1]
    top, second = table[0], table[1]
    lead = f"{top.name} leads with {top.score:,.0f}"
    if len(first) > 1:
        lead = f"{_listed([row.name for row in first])} share the lead with {top.score:,.0f}"
    chart = dot_rows(
        list(ideas),
        [
            Dots("At 50% confidence", ends[0.5], PALE),
            Dots("At 100% confidence", ends[1.0], NEUTRAL),
            Dots(
                "At the confidence that you set",
                [scores[name] for name in ideas],
                PRODUCT,
                "above",
                ring=True,
            ),
        ],
        **frame(case, lead),
        refs=[("Best score now", top.score)],
    )
    ranked = ", ".join(f"{row.name} {row.score:,.0f}" for row in table)
    found = [f"The order now: {ranked}.", _turning(ideas, first, second)]
    reach = {
        row.name: methods.rice_break_even(ideas, row.name, top.name)
        for row in table
        if row.rank > 1
    }
    near = [f"{name} needs {_percent(share)}" for name, share in reach.items() if share <= 1]
    found.append(
        f"To reach the best score, {_listed(near)}."
        if near
        else "No other idea could reach the best score, not even at 100%."
    )
    rank = next(row.rank for row in table if row.name == known[0].name)
    return LabResult(chart, tuple(found), ("first", "second", "third")[min(rank, 3) - 1])


def _factors(idea: Idea, confidence: float) -> tuple[float, float, float, float]:
    return idea.reach, idea.impact, confidence, idea.effort


def _turning(ideas: dict[str, Any], first: list[methods.RiceRow], second: methods.RiceRow) -> str:
    """At which confidence the leader would lose the lead."""
    if len(first) > 1:
        return "The smallest step in any of their numbers parts those at the top."
    top = first[0]
    share = methods.rice_break_even(ideas, top.name, second.name)
    return (
        f"{top.name} ties with {second.name} at a confidence of {_percent(share)}, instead of "
        f"{_percent(ideas[top.name][2])}."
    )


def _percent(share: float) -> str:
    return f"{100 * share:.4g}%"


def _listed(names: list[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


# ------------------------------------------------------------ cost of delay


@lab("short", "dear", "neither")
def cost_of_delay(case: Case, *, order: str, **given: int) -> LabResult:
    """Price all six orders of three jobs, beside the orders that four rules would choose."""
    jobs = {
        job["name"]: (given[f"{job['id']}_cost"], given[f"{job['id']}_weeks"])
        for job in case["jobs"]
    }
    name_of = {job["id"]: job["name"] for job in case["jobs"]}
    mine = tuple(name_of[part] for part in order.split("_"))
    priced = {one.order: one.cost for one in methods.ordering_costs(jobs)}
    least = min(priced.values())
    ratio = {name: methods.cd3(*job, item=name) for name, job in jobs.items()}
    relative = {
        job["name"]: methods.wsjf_relative(*job["relative"].values(), item=job["name"])
        for job in case["jobs"]
    }
    firsts = {
        "shortest": {name: -weeks for name, (_, weeks) in jobs.items()},
        "dearest": {name: cost for name, (cost, _) in jobs.items()},
        "cd3": ratio,
    }
    spans = {rule: _span(priced, first) for rule, first in firsts.items()}
    said = {rule: _between(*span) for rule, span in spans.items()}
    each = ", ".join(f"{name} {value:,.0f}" for name, value in ratio.items())
    by_points = tuple(sorted(relative, key=lambda name: -relative[name]))
    rows = sorted(priced, key=lambda order: [list(jobs).index(name) for name in order])
    high = ceiling(1.2 * max(priced.values()), 100)
    chart = bars(
        [(", ".join(order), priced[order]) for order in rows],
        **frame(
            case, f"{', '.join(mine)}: {euros(priced[mine])}. The cheapest order: {euros(least)}"
        ),
        write=number(before="EUR "),
        looks=[PRODUCT if order == mine else PALE for order in rows],
        high=high,
        ticks=three_ticks(high),
        key=[(PRODUCT, "Your order"), (PALE, "The other orders")],
    )
    more = priced[mine] - least
    found = (
        f"Your order costs {euros(priced[mine])}, "
        + (f"{euros(more)} more than the cheapest." if more else "and no order costs less."),
        f"Shortest first costs {said['shortest']}, dearest wait first {said['dearest']}, and "
        f"highest CD3 first {said['cd3']}. CD3: {each}.",
        f"The relative WSJF scores ({', '.join(f'{n} {v:.2f}' for n, v in relative.items())}) "
        f"choose {', '.join(by_points)}: {euros(priced[by_points])}.",
    )
    came = next((id_ for id_, rule in _BELIEFS if spans[rule][1] == least), "neither")
    return LabResult(chart, found, came)


_BELIEFS = (("short", "shortest"), ("dear", "dearest"))


def _span(priced: dict[tuple[str, ...], float], first: dict[str, float]) -> tuple[float, float]:
    """The cheapest and the dearest of the orders that a rule allows, highest first."""
    allowed = [
        cost
        for order, cost in priced.items()
        if all(first[one] >= first[other] for one, other in pairwise(order))
    ]
    return min(allowed), max(allowed)


def _between(low: float, high: float) -> str:
    """One price, or the range where the rule leaves jobs level."""
    return euros(low) if low == high else f"{euros(low)} to {high:,.0f} (a tie)"


# ------------------------------------------------------------ roadmap


@lab(lambda case: (card.id for card in load_case().ideas))
def roadmap(case: Case, *, goal: str, dates: str, **places: str) -> LabResult:
    """Lay the cards on the board, and hold Now against its room, its goal and its promises."""
    columns = list(case["columns"])
    cards = load_case().ideas
    now = [card for card in cards if places[card.id] == "now"]
    used = sum(card.effort for card in now)
    promised = sum(card.effort for card in now if card.promised)
    serving = sum(card.effort for card in now if goal in card.serves)
    dated = [card for card in cards if _date(case, card, places[card.id], dates)]
    kinds = {
        "promised": ("promised", NEUTRAL),
        "serves": ("serves the goal", PRODUCT),
        "other": ("serves another goal", PALE),
    }
    laid = []
    for card in cards:
        sort = "serves" if goal in card.serves else "other"
        kind, look = kinds["promised" if card.promised else sort]
        place = columns.index(places[card.id])
        date = _date(case, card, places[card.id], dates)
        laid.append(BoardCard(place, card.name, card.effort, kind, look, date))
    whole = sum(card.effort for card in cards)
    chart = board(
        list(case["columns"].values()),
        laid,
        **frame(
            case,
            f"Now holds {used:g} of {case['room']} person-months, {serving:g} of them for the goal",
        ),
        high=whole,
        ticks=range(0, int(whole) + 1, 4),
        write=_months,
        limit=("room in Now", case["room"]),
        key=[(look, name[0].upper() + name[1:]) for name, look in kinds.values()],
    )
    ideas = {card.name: _factors(card, card.confidence) for card in cards if card.reach}
    ranked = methods.rice_table(ideas)
    serves = {card.name: goal in card.serves for card in cards}
    leader = next(row for row in ranked if serves[row.name])
    found = [
        f"Now holds {used:g} of {case['room']} person-months: {promised:g} promised, {serving:g} "
        f"for the goal, {used - promised - serving:g} for other goals.",
        f"Highest score of all: {ranked[0].name}, {ranked[0].score:,.0f}. Highest among those that "
        f"serve the goal: {leader.name}, {leader.score:,.0f}.",
        _strain(case, cards, places, used, [c for c in dated if not c.promised]),
    ]
    id_of = {card.name: card.id for card in cards}
    return LabResult(chart, tuple(found), id_of[leader.name])


def _months(effort: float) -> str:
    return f"{effort:g} person-month{'' if effort == 1 else 's'}"


def _date(case: Case, card: Idea, place: str, dates: str) -> str:
    """The date that stands on a card; empty where none does."""
    if card.promised:
        return card.promised
    everywhere = dates == "everything" and place != "out"
    on_now = dates == "soon" and place == "now"
    return case["dates"][place] if everywhere or on_now else ""


def _strain(
    case: Case, cards: list[Idea], places: dict[str, str], used: float, unpromised: list[Idea]
) -> str:
    """What the board asks too much of: its room, its promises, its dates."""
    said = []
    if used > case["room"]:
        said.append(f"Now is {used - case['room']:g} person-months over its room. Move a card.")
    for card in cards:
        if card.promised and places[card.id] != "now":
            said.append(f"{card.name} is promised by {card.promised}, but it isn't in Now.")
    if unpromised:
        names = _listed([card.name for card in unpromised])
        said.append(f"Dates that nobody was promised stand on {names}.")
    return " ".join(said) or "Now fits its room, the promise is kept, and no other card has a date."
