"""The card of a week: what is known in plain sentences, and at most three decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .decisions import Decision
from .known import Known
from .parameters import Parameters, tenths


class WeekCard(NamedTuple):
    """What the chairs see at the start of a week; ``known`` begins with the ``news``."""

    week: int
    known: tuple[str, ...]
    decisions: tuple[Decision, ...]
    news: tuple[str, ...]


def price_words(elasticity: float) -> str:
    """Say what the price test found."""
    return (
        f"Price test in one district: 10% dearer loses about {10 * elasticity:.0f} of 100 buyers."
    )


def _weeks(count: float) -> str:
    return "a week" if count == 1 else f"{count:g} weeks"


def _contingency(known: Known) -> str:
    """What contingency was granted, has paid, is expected to pay yet, and what is left of it."""
    granted, paid, left = known.contingency_granted, known.contingency_paid, known.contingency
    goes = "went" if known.launched or known.stopped else "is expected to go"
    return (
        f"Contingency: EUR {max(0, left):,.0f} of {granted:,.0f} left. "
        f"EUR {paid:,.0f} was paid for risks and purchases, and EUR {granted - paid - left:,.0f} "
        f"{goes} beyond the plan{' and into open threats' if goes[0] == 'i' else ''}"
        + (f": EUR {-left:,.0f} more than there is." if left < 0 else ".")
    )


def _performance(known: Known, p: Parameters) -> str:
    """The CPI, and where it leads while the work goes on."""
    if not known.actual_cost:
        return ""
    cost = known.actual_cost - known.contingency_paid
    said = (
        f" That work cost EUR {cost:,.0f} without what contingency paid: a CPI of {known.cpi:.2f}"
    )
    if known.launched or known.stopped or not known.earned_value:
        return f"{said}."
    whole = p.work_budget / known.cpi
    return (
        f"{said}. If it stays so, the work costs EUR {whole:,.0f}; the forecast of cost adds what "
        "contingency pays, open threats and late weeks."
    )


def write_card(
    week: int, known: Known, decisions: tuple[Decision, ...], news: Sequence[str], p: Parameters
) -> WeekCard:
    """Put the figures of a week into sentences."""
    lines = [*news]
    if known.stopped:
        lines.append("The project is stopped. The old app goes on.")
    elif known.launched:
        lines.append(f"The new app is out. It took {known.expected_week:.1f} weeks.")
    else:
        who = "committed to the city" if known.committed else "what the city hopes for"
        if known.first_week != known.promised_week:
            who += f" (first it was week {known.first_week})"
        lines.append(
            f"By the figures the launch comes after {known.expected_week:.1f} weeks: an even "
            f"chance. There are eight chances in ten for {known.safe_week:.1f} weeks. Week "
            f"{known.promised_week} is {who}, with {known.odds:.0%}."
        )
    lines.append(
        f"EUR {known.actual_cost:,.0f} of EUR {known.budget:,.0f} is spent. Work worth "
        f"EUR {known.earned_value:,.0f} is done, and EUR {known.planned_value:,.0f} was planned."
        + _performance(known, p)
    )
    lines.append(_contingency(known))
    if known.launched or known.stopped:
        lines.append(f"It cost EUR {known.forecast_cost:,.0f}.")
    else:
        lines.append(
            f"By the figures it will cost EUR {known.forecast_cost:,.0f}. The status by rule is "
            f"{known.colour}: week {known.promised_week}, give or take "
            f"{_weeks(p.tolerance_weeks)}, has {known.date_odds:.0%}, and the money, give or take "
            f"EUR {p.tolerance_cost:,.0f}, {known.money_odds:.0%}. Green takes {p.green_odds:.0%} "
            f"of both; below {p.red_odds:.0%} of either is red."
        )
        lines.append(
            f"Still to come: EUR {known.cost_to_come:,.0f} to pay, and EUR "
            f"{known.worth_to_come:,.0f} that the relaunch brings over the {known.years} "
            f"{'year' if known.years == 1 else 'years'} of the contract."
        )
    names = []
    for name in known.bets:
        bet, found = p.bet[name], known.evidence.get(name)
        sign = f"{bet.worth(found.points)}, {found.quality}" if found else "no evidence"
        names.append(f"{bet.name} ({bet.points} story points; {sign})")
    lines.append("Bets, in order: " + (", ".join(names) or "none") + ".")
    if known.elasticity is not None:
        lines.append(price_words(known.elasticity))
    if known.beta:
        lines.append(
            f"Beta: {known.beta['activation']:.0f} of 100 took a first ride "
            f"({100 * p.activation:.0f} before), {known.beta['second_ride']:.0f} of 100 of them a "
            f"second ({100 * p.second_ride:.0f} before)."
        )
        alone = ", ".join(f"{p.bet[name].name} {tenths(known.seen[name])}" for name in known.seen)
        lines.append(
            f"Seen in the beta alone, in percentage points: {alone or 'no bet'}. The list of bets "
            "weighs this with what was known before."
        )
    return WeekCard(week, tuple(lines), decisions, tuple(news))
