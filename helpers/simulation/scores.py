"""Two scorecards: how well it was delivered, and what it is worth.  Each measure from 0 to 100.

Names, weights, scales and sentences of the measures stand in ``game.yaml``.
"""

from __future__ import annotations

from typing import NamedTuple

from .model import State
from .parameters import MeasureText, Parameters
from .ridership import RiderWeek, rides_before, worth
from .world import World


class Measure(NamedTuple):
    """One line of a scorecard: value with unit, score from 0 to 100, one plain sentence."""

    id: str
    name: str
    value: float
    unit: str
    score: float
    sentence: str


class Scorecard(NamedTuple):
    """A card: its measures, their weighted mean, and its colour in words."""

    name: str
    measures: tuple[Measure, ...]
    overall: float
    colour: str

    def measure(self, name: str) -> Measure:
        """Return a measure by its id.

        Raises
        ------
        KeyError
            When the card has no such measure; the sentence names those it has.
        """
        for measure in self.measures:
            if measure.id == name:
                return measure
        names = ", ".join(measure.id for measure in self.measures)
        raise KeyError(f"The {self.name} card has no measure '{name}': choose one of {names}.")


class Scorecards(NamedTuple):
    """Both cards of a finished game."""

    delivery: Scorecard
    product: Scorecard


class Found(NamedTuple):
    """What a measure came to: its value, what is scored, and what it is held against.

    The scale of what is scored begins at ``base``.
    """

    value: float
    scored: float
    beside: float | str = ""
    base: float = 0.0


def scale(value: float, zero: float, full: float) -> float:
    """Return 0 at ``zero``, 100 at ``full``, straight between them, and never beyond."""
    return min(100.0, max(0.0, 100 * (value - zero) / (full - zero)))


def _card(name: str, texts: list[MeasureText], found: dict[str, Found], p: Parameters) -> Scorecard:
    measures, total = [], 0.0
    for text in texts:
        value, scored, beside, base = found[text.id]
        score = scale(scored, base + text.zero, base + text.full)
        sentence = text.says.format(**p.words, value=value, beside=beside)
        measures.append(Measure(text.id, text.name, value, text.unit, score, sentence))
        total += text.weight * score
    total /= sum(text.weight for text in texts)
    colour = "green" if total >= p.file.green else "amber" if total >= p.file.amber else "red"
    return Scorecard(name, tuple(measures), total, colour)


def surprises(state: State) -> list[str]:
    """Return what others were told wrongly or learned late, one sentence each."""
    found = [
        f"The report of week {week} said {told}; the figures said {true}."
        for week, told, true in state.colours
        if told != true
    ]
    if state.reports and state.launched > state.reports[-1][1] + 1:
        found.append("The launch came more than a week after the last date told to the city.")
    if state.spent > state.budget and not state.escalated:
        found.append("The money ran out, and Ines had not been told.")
    return found


def promises(state: State, p: Parameters) -> list[tuple[str, bool]]:
    """Return the promises made, and whether each was kept."""
    rows = [(f"Launch within {p.weeks} weeks", state.launched <= p.weeks)]
    rows += [
        (f"Launch after {told:.1f} weeks, as told in week {week}", state.launched <= told + 0.5)
        for week, told in state.reports[:1]
    ]
    rows.append(("Stay within the budget", state.spent <= state.budget))
    rows += [(f"Deliver {p.bet[n].name}", n in state.bets) for n in state.accepted]
    return rows


def _kept_words(kept: list[tuple[str, bool]]) -> str:
    broken = [promise for promise, done in kept if not done]
    said = f"{len(kept) - len(broken)} of {len(kept)} promises were kept."
    return f"{said} Broken: {'; '.join(broken)}." if broken else said


def delivery(state: State, p: Parameters) -> dict[str, Found]:
    """Measure the delivery: date, cost, forecast, surprises, promises."""
    late = max(0.0, state.launched - p.weeks)
    over = 100 * (state.spent / state.budget - 1)
    errors = [abs(told - state.launched) for _, told in state.reports]
    error = sum(errors) / len(errors) if errors else 0.0  # none: launched before the first
    shocks, kept = surprises(state), promises(state, p)
    share = sum(done for _, done in kept) / len(kept)
    return {
        "date": Found(state.launched, late, p.weeks),
        "cost": Found(state.spent, over, state.budget),
        "forecast": Found(error, error),
        "surprises": Found(
            len(shocks), len(shocks), " ".join(shocks) or "Nobody learned bad news late."
        ),
        "promises": Found(100 * share, share, _kept_words(kept)),
    }


def product(
    state: State, world: World, rows: tuple[RiderWeek, ...], p: Parameters
) -> dict[str, Found]:
    """Measure the product: activation, second ride, members, margin, mission."""
    true = worth(state, world, p)
    margin, rides = sum(row.margin for row in rows), sum(row.rides for row in rows) / len(rows)
    usual = p.members * p.price * 12 / 52 * p.margin * len(rows)
    gained, before = rows[-1].members - p.members, rides_before(p)
    act, second = 100 * true.activation, 100 * true.second_ride
    return {
        "activation": Found(act, act, base=100 * p.activation),
        "second_ride": Found(second, second, base=100 * p.second_ride),
        "members": Found(gained, gained, p.members + gained),
        "margin": Found(margin, 100 * (margin / usual - 1)),
        "mission": Found(rides, 100 * (rides / before - 1), before),
    }


def score(state: State, world: World, rows: tuple[RiderWeek, ...], p: Parameters) -> Scorecards:
    """Return both scorecards of a finished play."""
    texts = p.file.scorecards
    return Scorecards(
        _card("delivery", texts.delivery, delivery(state, p), p),
        _card("product", texts.product, product(state, world, rows, p), p),
    )
