"""Two scorecards: how well it was delivered, and what it is worth.  Each measure from 0 to 100.

Names, weights, scales and sentences of the measures stand in ``game.yaml``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from .decisions import LogEntry
from .known import worth_to_come
from .model import State
from .parameters import MeasureText, Parameters
from .ridership import RiderWeek, old_rates, rides_before, worth
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
    """A card: its measures, their weighted mean, its colour in words, and what holds it down."""

    name: str
    measures: tuple[Measure, ...]
    overall: float
    colour: str
    note: str = ""

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

    The scale of what is scored begins at ``base``.  Without ``applies`` it is left out.
    """

    value: float
    scored: float
    beside: float | str = ""
    base: float = 0.0
    applies: bool = True


def scale(value: float, zero: float, full: float) -> float:
    """Return 0 at ``zero``, 100 at ``full``, straight between them, and never beyond."""
    return min(100.0, max(0.0, 100 * (value - zero) / (full - zero)))


def _card(
    name: str,
    texts: list[MeasureText],
    found: dict[str, Found],
    p: Parameters,
    counts: float = 1.0,
    note: str = "",
    beyond: bool = False,
) -> Scorecard:
    measures, total, weights = [], 0.0, 0.0
    for text in texts:
        value, scored, beside, base, applies = found[text.id]
        if not applies:
            continue
        score = scale(scored, base + text.zero, base + text.full)
        sentence = text.says.format(**p.words, value=value, beside=beside)
        measures.append(Measure(text.id, text.name, value, text.unit, score, sentence))
        total += text.weight * score
        weights += text.weight
    total *= counts / weights
    if beyond and total > p.file.amber:  # no more than amber, and the better play still ahead
        room = (p.file.green - 1 - p.file.amber) / (100 - p.file.amber)
        total = p.file.amber + room * (total - p.file.amber)
    colour = "green" if total >= p.file.green else "amber" if total >= p.file.amber else "red"
    return Scorecard(name, tuple(measures), total, colour, note)


NAMED = 3
"""Calls that the sentence on ownership names, of each kind."""


def ownership(log: Sequence[LogEntry], p: Parameters) -> tuple[float, str]:
    """Return the share of calls that their owner made, and a sentence that names the others."""
    about = {name: one.about for one in p.file.decisions for name, _ in one.names()}
    taken = [entry for entry in log if entry.override]
    own = [entry for entry in log if entry.by == "default"]

    def named(entries: Sequence[LogEntry]) -> str:
        said = [f"{about[entry.decision]} (week {entry.week})" for entry in entries[:NAMED]]
        more = [f"{len(entries) - NAMED} more"] if len(entries) > NAMED else []
        *first, last = [*said, *more]
        return f"{', '.join(first)} and {last}" if first else last

    said = [
        f"Taken from the other chair: {named(taken)}." if taken else "",
        f"Your own, left open: {named(own)}." if own else "",
    ]
    share = p.taken ** len(taken) * p.left_open ** len(own)
    return share, " ".join(filter(None, said)) or "Each call was made by its owner."


def forecast_miss(state: State, p: Parameters) -> float:
    """Return by how many weeks the ranges told missed the launch, on average.

    A date said to have an even chance counts half its distance; one with eight chances in ten
    counts 0.8 of each week that the launch came after it, and 0.2 of each week before it.  On
    average nobody scores better with other dates than those that are believed.
    """
    misses = _misses(state, p)
    return sum(misses) / len(misses) if misses else 0.0  # none: launched before the first


def _misses(state: State, p: Parameters) -> list[float]:
    """Return the weeks that each forecast asked for counts."""
    misses = []
    for _, even, eight in state.reports:
        if not even:
            misses.append(p.silent_miss)
            continue
        past = state.launched - eight
        misses.append(abs(state.launched - even) / 2 + max(0.8 * past, -0.2 * past))
    return misses


def _forecast_words(state: State, p: Parameters) -> str:
    """Say how many ranges held the launch, and what they and each silence count."""
    misses = _misses(state, p)
    told = [
        (even, eight, miss)
        for (_, even, eight), miss in zip(state.reports, misses, strict=True)
        if even
    ]
    said = [] if misses else ["No forecast was asked for before the launch."]
    if told:
        late = sum(state.launched > eight for _, eight, _ in told)
        early = sum(state.launched < even for even, _, _ in told)
        held, average = len(told) - late - early, sum(miss for *_, miss in told) / len(told)
        beside = f", came after {late}" * bool(late) + f", came before {early}" * bool(early)
        said.append(
            f"The launch fell within {held} of {len(told)} ranges told{beside}. For width and "
            f"distance they count {average:.1f} weeks each on average."
        )
    if silent := len(misses) - len(told):
        each = f"{p.silent_miss:g} weeks{' each' if silent > 1 else ''}"
        said.append(f"Forecasts not told: {silent}, which count{'s' * (silent == 1)} {each}.")
    return " ".join(said)


def going_on(state: State, p: Parameters) -> float:
    """Return what going on after the gate brought, less its cost, in EUR of today."""
    spent, net, _ = state.gate
    if state.stopped:
        return 0.0 - max(0.0, net)
    return worth_to_come(state.launched, state, p) - (state.spent - spent)


def promises(state: State, p: Parameters) -> list[tuple[str, bool]]:
    """Return the promises made, and whether each was kept."""
    rows = [
        (f"Launch by week {week}", 0 < state.launched <= week)
        for week in dict.fromkeys(week for _, week in state.committed)
    ]
    kept = state.spent <= state.budget + p.tolerance_cost
    if kept or state.offers:  # else nobody could have asked for more
        rows.append(("Stay within tolerance of the money granted", kept))
    if not state.stopped:
        rows += [(f"Deliver {p.bet[n].name}", n in state.bets) for n in state.accepted]
    return rows


def _kept_words(kept: list[tuple[str, bool]]) -> str:
    broken = [promise for promise, done in kept if not done]
    done = len(kept) - len(broken)
    said = f"{done} of {len(kept)} promises {'was' if done == 1 else 'were'} kept."
    return f"{said} Broken: {'; '.join(broken)}." if broken else said


def lateness(state: State, p: Parameters) -> float:
    """Return the weeks late: after the date that holds in full, and in part those put off before.

    A date that was withdrawn with the project counts as some weeks late.
    """
    if state.stopped:
        return p.withdrawn
    first = state.committed[0][1] if state.committed else state.promise
    put_off = max(0.0, min(state.launched, state.promise) - first)
    return max(0.0, state.launched - state.promise) + p.replan_counts * put_off


def _date_words(state: State, late: float) -> str:
    weeks = list(dict.fromkeys(week for _, week in state.committed)) or [state.promise]
    counts = f"That counts as {late:.1f} weeks late."
    if state.stopped:
        return f"Week {weeks[-1]} was withdrawn from the city. {counts}"
    said = f"Launched after {state.launched:.1f} weeks; week {weeks[0]} was committed"
    if len(weeks) == 1:
        return f"{said}."
    later = " and ".join(str(week) for week in weeks[1:])
    return f"{said} first, week {later} after a new plan. {counts}"


def trust(state: State, p: Parameters) -> list[tuple[str, float]]:
    """Return what cost trust, with the part of it that each left."""
    found = list(state.trust)
    if state.launched > state.promise:
        found.append(("The committed date was missed.", p.trust.missed))
    if state.offers and not state.helped and state.spent > state.budget + p.tolerance_cost:
        why = "The money ran out, and Ines had not been asked, as she could have been in week {}."
        found.append((why.format(state.offers[0][0]), p.trust.money))
    return found


def _money_words(state: State, p: Parameters) -> str:
    over = state.spent - state.budget
    where = "within" if over <= p.tolerance_cost else "beyond"
    said = f", {where} the tolerance of EUR {p.tolerance_cost:,.0f}" if over > 0 else ""
    return f"EUR {state.spent:,.0f} spent of EUR {state.budget:,.0f} granted{said}."


TWICE = 2  # once may be an error; from here on nobody can steer by what is told
LEAST_OWNED = 0.25  # with less ownership, five calls taken or seven left open, nobody ran it


def exceeded(state: State, p: Parameters) -> str:
    """Return which of the first date and the money went beyond tolerance; "" if neither did."""
    first = state.committed[0][1] if state.committed else state.promise
    found = [
        f"week {first}, committed first, was missed"
        if state.launched - first > p.tolerance_weeks
        else "",
        "the money granted was exceeded" if state.spent > state.budget + p.tolerance_cost else "",
    ]
    said = " and ".join(filter(None, found))
    return f"{said[0].upper()}{said[1:]} by more than the tolerance." if said else ""


def cap(state: State, p: Parameters) -> str:
    """Return what was kept from Ines, or told her wrongly; "" if nothing was.

    Where something was, delivery is amber at best.
    """
    if state.concealed:
        return f"In week {state.concealed[0]} Ines could have helped, and did not know."
    for kind, what in (("forecast_", "forecast was ever given"), ("status_", "report was sent")):
        told = [option for name, option in state.choices.items() if name.startswith(kind)]
        if told and all(option == "none" for option in told):
            return f"No {what}."
    if (times := len(state.untrue) + len(state.untold)) >= TWICE:
        return f"{times} times Ines asked and was told nothing, or other than the figures said."
    if state.unfounded:
        return f"In week {state.unfounded} a stop was recommended, against the figures."
    missed = state.launched - state.promise > p.tolerance_weeks
    if missed and state.offers and not state.replanned:
        return "The committed date was missed by more than its tolerance, and without a new plan."
    return ""


def delivery(state: State, log: Sequence[LogEntry], p: Parameters) -> dict[str, Found]:
    """Measure the delivery: date, cost, forecast, trust, promises; ownership and worth."""
    late = lateness(state, p)
    over = 100 * (state.spent / state.budget - 1)
    miss, kept, lost = forecast_miss(state, p), promises(state, p), trust(state, p)
    share = sum(done for _, done in kept) / len(kept)
    left = 100 * math.prod(part for _, part in lost)
    out = not state.stopped
    return {
        "date": Found(state.launched or late, late, _date_words(state, late)),
        "cost": Found(state.spent, over, _money_words(state, p)),
        "forecast": Found(miss, miss, _forecast_words(state, p), applies=out),
        "trust": Found(
            left, left, " ".join(why for why, _ in lost) or "Nobody was misled or learned late."
        ),
        "promises": Found(100 * share, share, _kept_words(kept)),
    } | _both(state, log, p, "delivery")


def _both(state: State, log: Sequence[LogEntry], p: Parameters, card: str) -> dict[str, Found]:
    """Measure what stands on both cards."""
    share, said = ownership(log, p)
    worth, stopped = going_on(state, p), state.stopped
    words = (
        f"Stopped in week {stopped}. " if stopped else ""
    ) + "Measured from the gate in week 12 on, against stopping."
    if state.gate[2] > 0:
        words += (
            " The next best way, only to change the payment provider, was then worth EUR "
            f"{state.gate[2]:,.0f}."
        )
    return {
        f"{card}_ownership": Found(100 * share, share, said),
        f"{card}_case": Found(worth, worth, words),
    }


def product(
    state: State, log: Sequence[LogEntry], world: World, rows: tuple[RiderWeek, ...], p: Parameters
) -> dict[str, Found]:
    """Measure the product: activation, second ride, members, margin, mission."""
    true = old_rates(p) if state.stopped else worth(state, world, p)
    margin, rides = sum(row.margin for row in rows), sum(row.rides for row in rows) / len(rows)
    usual = p.members * p.price * 12 / 52 * p.margin * len(rows)
    gained, before = rows[-1].members - p.members, rides_before(p)
    act, second = 100 * true.activation, 100 * true.second_ride
    return {
        "activation": Found(act, act, base=100 * p.activation, applies=not state.stopped),
        "second_ride": Found(second, second, base=100 * p.second_ride, applies=not state.stopped),
        "members": Found(gained, gained, p.members + gained),
        "margin": Found(margin, 100 * (margin / usual - 1)),
        "mission": Found(rides, 100 * (rides / before - 1), before),
    } | _both(state, log, p, "product")


def score(
    state: State, log: Sequence[LogEntry], world: World, rows: tuple[RiderWeek, ...], p: Parameters
) -> Scorecards:
    """Return both scorecards of a finished play.

    Where something was kept from Ines, all of the delivery's total counts less, so that no second
    silence is free; where date or money went beyond tolerance, only what lies above amber.
    """
    texts, why, beyond = p.file.scorecards, cap(state, p), exceeded(state, p)
    if not why and ownership(log, p)[0] < LEAST_OWNED:
        why = "Too many calls were left open, or taken from their owner."
    counts = (p.file.green - 1) / 100 if why else 1.0
    note = f"{why or beyond} So the card is amber at best." if why or beyond else ""
    found = delivery(state, log, p)
    return Scorecards(
        _card("delivery", texts.delivery, found, p, counts, note, bool(beyond)),
        _card("product", texts.product, product(state, log, world, rows, p), p),
    )
