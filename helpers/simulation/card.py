"""The card of a week: what is known in plain sentences, and at most three decisions."""

from __future__ import annotations

from typing import NamedTuple

from .decisions import Decision
from .known import Known
from .parameters import Parameters

_SOURCES = {
    "interviews": "rough",
    "thorough": "fair",
    "prototype": "good",
    "beta": "from the beta",
}


class WeekCard(NamedTuple):
    """What the chairs see at the start of a week."""

    week: int
    known: tuple[str, ...]
    decisions: tuple[Decision, ...]


def write_card(
    week: int, known: Known, decisions: tuple[Decision, ...], news: tuple[str, ...], p: Parameters
) -> WeekCard:
    """Put the figures of a week into sentences."""
    lines = [*news]
    if known.launched:
        lines.append(f"The new app is out. It took {known.expected_week:.1f} weeks.")
    else:
        lines.append(
            f"By the figures the launch comes after {known.expected_week:.1f} weeks. There are "
            f"eight chances in ten for {known.safe_week:.1f} weeks. "
            f"{known.promised_week} are promised."
        )
    lines.append(
        f"EUR {known.actual_cost:,.0f} of EUR {known.budget:,.0f} is spent. Work worth "
        f"EUR {known.earned_value:,.0f} is done, and EUR {known.planned_value:,.0f} was planned."
    )
    lines.append(
        f"By the figures it will cost EUR {known.forecast_cost:,.0f}. The status by rule is "
        f"{known.colour}."
    )
    names = []
    for name in known.bets:
        source, points = known.evidence.get(name, ("", 0.0))
        sign = f"{points:+.1f} points, {_SOURCES[source]}" if source else "no evidence"
        names.append(f"{p.bet[name].name} ({sign})")
    lines.append("Bets, in order: " + (", ".join(names) or "none") + ".")
    if known.elasticity is not None:
        loss = 10 * known.elasticity
        lines.append(f"Price test: a price 10% higher loses about {loss:.0f} of 100 buyers.")
    if known.beta:
        lines.append(
            f"Beta: {known.beta['activation']:.0f} of 100 took a first ride, "
            f"{known.beta['second_ride']:.0f} of 100 of them a second."
        )
    return WeekCard(week, tuple(lines), decisions)
