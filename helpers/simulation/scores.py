"""Two scorecards: how well it was delivered, and what it is worth.  Each measure from 0 to 100."""

from __future__ import annotations

from typing import NamedTuple

from .model import State
from .parameters import Parameters
from .ridership import RiderWeek, rides_before, worth
from .world import World

GREEN, AMBER = 70, 50  # overall scores from which a card is green, or amber


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


def scale(value: float, zero: float, full: float) -> float:
    """Return 0 at ``zero``, 100 at ``full``, straight between them, and never beyond."""
    return min(100.0, max(0.0, 100 * (value - zero) / (full - zero)))


def _card(name: str, weights: dict[str, float], measures: list[Measure]) -> Scorecard:
    total = sum(weights[m.id] * m.score for m in measures) / sum(weights.values())
    colour = "green" if total >= GREEN else "amber" if total >= AMBER else "red"
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


def delivery(state: State, p: Parameters) -> Scorecard:
    """Return the scorecard of delivery: date, cost, forecast, surprises, promises."""
    late = max(0.0, state.launched - p.weeks)
    over = 100 * (state.spent / state.budget - 1)
    errors = [abs(told - state.launched) for _, told in state.reports]
    error = sum(errors) / len(errors) if errors else 0.0  # none: launched before the first
    shocks, kept = surprises(state), promises(state, p)
    share = sum(done for _, done in kept) / len(kept)
    return _card(
        "delivery",
        {"date": 30, "cost": 25, "forecast": 15, "surprises": 15, "promises": 15},
        [
            Measure(
                "date",
                "Date",
                state.launched,
                "weeks",
                scale(late, 4, 0),
                f"Launched after {state.launched:.1f} weeks; {p.weeks} were promised.",
            ),
            Measure(
                "cost",
                "Cost",
                state.spent,
                "EUR",
                scale(over, 15, 0),
                f"EUR {state.spent:,.0f} spent of EUR {state.budget:,.0f}.",
            ),
            Measure(
                "forecast",
                "Forecast accuracy",
                error,
                "weeks",
                scale(error, 4, 0.5),
                f"The dates told to the city were {error:.1f} weeks off on average.",
            ),
            Measure(
                "surprises",
                "Surprises",
                len(shocks),
                "surprises",
                scale(len(shocks), 3, 0),
                " ".join(shocks) or "Nobody learned bad news late.",
            ),
            Measure(
                "promises", "Promises kept", 100 * share, "percent", 100 * share, _kept_words(kept)
            ),
        ],
    )


def product(state: State, world: World, rows: tuple[RiderWeek, ...], p: Parameters) -> Scorecard:
    """Return the scorecard of the product: activation, second ride, members, margin, mission."""
    true = worth(state, world, p)
    gained = rows[-1].members - p.members
    margin, rides = sum(row.margin for row in rows), sum(row.rides for row in rows) / len(rows)
    usual = p.members * p.price * 12 / 52 * p.margin * len(rows)
    before = rides_before(p)
    more, rise = 100 * (margin / usual - 1), 100 * (rides / before - 1)
    act, second = 100 * true.activation, 100 * true.second_ride
    return _card(
        "product",
        {"activation": 20, "second_ride": 25, "members": 20, "margin": 20, "mission": 15},
        [
            Measure(
                "activation",
                "Activation",
                act,
                "percent",
                scale(act, 100 * p.activation - 3, 100 * p.activation + 8),
                f"{act:.0f} of 100 new users take a first ride.",
            ),
            Measure(
                "second_ride",
                "Second ride",
                second,
                "percent",
                scale(second, 100 * p.second_ride - 3, 100 * p.second_ride + 12),
                f"{second:.0f} of 100 first riders ride again.",
            ),
            Measure(
                "members",
                "Members",
                gained,
                "members",
                scale(gained, -100, 600),
                f"{p.members + gained:,.0f} members after half a year, {p.members:,.0f} before.",
            ),
            Measure(
                "margin",
                "Margin",
                margin,
                "EUR",
                scale(more, -20, 25),
                f"EUR {margin:,.0f} of margin from members in half a year.",
            ),
            Measure(
                "mission",
                "Mission",
                rides,
                "rides a week",
                scale(rise, -2, 14),
                f"{rides:,.0f} rides a week, against {before:,.0f} before.",
            ),
        ],
    )


class Scorecards(NamedTuple):
    """Both cards of a finished game."""

    delivery: Scorecard
    product: Scorecard


def score(state: State, world: World, rows: tuple[RiderWeek, ...], p: Parameters) -> Scorecards:
    """Return both scorecards of a finished play."""
    return Scorecards(delivery(state, p), product(state, world, rows, p))
