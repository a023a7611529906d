"""The board of a week: what is promised, foreseen and paid, and what riders do; own chair first."""

from __future__ import annotations

from helpers.document import Element, br, group, line, para, strong, table
from helpers.simulation import Game, Known, Parameters, rides_before
from helpers.simulation.parameters import tenths

NOTED = 0.3
"""Weeks by which the launch moves back, from which what runs on is named."""
FIRST, LAST = 14.0, 28.0
"""The weeks at the two ends of the line that a forecast is drawn on."""


def board(game: Game) -> tuple[Element, ...]:
    """Two rows of figures, the own chair's first; Tomás also sees his contingency."""
    before = game.history[-2] if len(game.history) > 1 else None
    rows = {"project": _delivery(game.known, before, game.parameters), "product": _product(game)}
    if game.chair == "project":
        rows["project"].insert(-1, _contingency(game.known))
    first = "product" if game.chair == "product" else "project"
    return tuple(
        group(*rows[name], css="gm-board" if name == first else "gm-board gm-other")
        for name in sorted(rows, key=lambda name: name != first)
    )


def _tile(name: str, big: str, below: str, *drawn: Element, css: str = "") -> Element:
    return group(para(f"{name}: ", strong(big), br, below), *drawn, css=css)


def verdict(game: Game) -> Element:
    """Both scorecards of a finished game in a row, each in its colour."""
    cards = game.scorecards()
    return group(
        *(
            _tile(f"{name} card", card.colour, f"{card.overall:.0f} of 100", css=_edge(card.colour))
            for name, card in (("Delivery", cards.delivery), ("Product", cards.product))
        ),
        css="gm-board gm-verdict",
    )


def _edge(colour: str) -> str:
    return f"gm-edge gm-{colour}"


def _delivery(known: Known, before: Known | None, p: Parameters) -> list[Element]:
    promise = f"week {known.promised_week}"
    if known.first_week != known.promised_week:
        promise += f", first {known.first_week}"
    if known.stopped:
        return [
            _tile("Project", "stopped", "by Ines"),
            _money(known),
            *_status(known, p.green_odds),
        ]
    if known.launched:
        kept = "kept" if known.expected_week <= known.first_week else "missed"
        if kept == "missed" and known.first_week < known.promised_week >= known.expected_week:
            kept = "first missed, new kept"
        launch = _tile("Launch", f"week {known.expected_week:.1f}", "the new app is out")
        return [
            _tile("Committed", promise, kept),
            launch,
            _money(known),
            *_status(known, p.green_odds),
        ]
    name = "Committed" if known.committed else "Hoped for"
    even, eight = known.expected_week, known.safe_week
    return [
        _tile(name, promise, f"{known.odds:.0%} chance", _share(known.odds)),
        _tile(
            "Forecast", f"week {even:.1f}", f"eight in ten by {eight:.1f}", _range(known, before)
        ),
        _money(known, before),
        *_status(known, p.green_odds),
    ]


def _money(known: Known, before: Known | None = None) -> Element:
    over = known.launched or known.stopped
    end = "" if over else f"; at end {_thousand(known.forecast_cost)}"
    return _tile(
        "Spent",
        f"EUR {_thousand(known.actual_cost)}",
        f"of {_thousand(known.budget)}{end}",
        _share(
            known.actual_cost / known.budget,
            None if over else known.forecast_cost / known.budget,
            before.forecast_cost / known.budget if before and not over else None,
        ),
    )


def _contingency(known: Known) -> Element:
    left, granted = max(0.0, known.contingency), known.contingency_granted
    share = left / granted if granted > 0 else 0.0
    return _tile("Contingency", f"EUR {_thousand(left)}", f"of {_thousand(granted)}", _share(share))


def _status(known: Known, green: float) -> list[Element]:
    """The colour by the figures and the two chances that make it; at the end the trust."""
    if known.launched or known.stopped:
        return [_tile("Trust", f"{known.trust:.0%}", "of Ines and the city", _share(known.trust))]
    below = f"date {known.date_odds:.0%}, cost {known.money_odds:.0%}"
    drawn = _share(min(known.date_odds, known.money_odds), green)
    return [_tile("Status", known.colour, below, drawn, css=_edge(known.colour))]


def people(known: Known) -> str:
    """Who works, and how far Ines and the city trust what they are told; "" at the end."""
    if known.launched or known.stopped:
        return ""
    lent = " + 2 lent" if known.lent else ""
    return f"team of {known.people}{lent} · trust {known.trust:.0%}"


def _product(game: Game) -> list[Element]:
    p, known, weeks = game.parameters, game.known, game.ridership or game.riders
    usual = rides_before(p)
    rides, members = usual, p.members
    first, second = p.activation, p.second_ride
    if weeks:
        last = weeks[-1]
        rides, members = last.rides, last.members
        first, second = last.activated / last.installs, last.second_riders / last.activated
    beta = known.beta or {}

    def of_hundred(share: float, name: str, before: float) -> tuple[str, str, Element]:
        seen = f"beta {beta[name]:.0f}%; " if name in beta else ""
        shown = f"{share:.0%}", f"{seen}{before:.0%} at the start"
        return *shown, _share(share, before)

    ended = f"Week {len(weeks)}", f"{rides:,.0f} rides"
    worth, to_pay = known.worth_to_come, known.cost_to_come
    return [
        _tile(
            *(ended if game.finished else ("Rides a week", f"{rides:,.0f}")),
            f"{members:,.0f} members",
            _share(rides / 2 / usual, 0.5),
        ),
        _tile("First rides", *of_hundred(first, "activation", p.activation)),
        _tile("Second rides", *of_hundred(second, "second_ride", p.second_ride)),
        _tile(
            "Will bring",
            f"EUR {_thousand(worth)}",
            f"{_thousand(to_pay) if to_pay else 'nothing'} still to pay",
            _share(to_pay / worth if worth > 0 else float(to_pay > 0)),
        ),
    ]


def _thousand(amount: float) -> str:
    return f"{amount / 1000:,.0f}k"


def _at(share: float) -> str:
    return f"left:{100 * min(1.0, max(0.0, share)):.0f}%"


def _share(share: float, tick: float | None = None, was: float | None = None) -> Element:
    """A bar that is full at 1, with a tick, and one of a week ago; the words say the same."""
    width = f"left:0;width:{100 * min(1.0, max(0.0, share)):.0f}%"
    found = (("gm-tick", tick), ("gm-was", was))
    marks = [line(css=css, style=_at(place)) for css, place in found if place is not None]
    return line(line(style=width), *marks, css="gm-line")


def _range(known: Known, before: Known | None) -> Element:
    """The forecast from its even chance to eight in ten; ticks: the promise, and a week ago."""

    def place(week: float) -> float:
        return (week - FIRST) / (LAST - FIRST)

    low, high = place(known.expected_week), place(known.safe_week)
    marks = [line(css="gm-tick", style=_at(place(known.promised_week)))]
    if before:
        marks.append(line(css="gm-was", style=_at(place(before.expected_week))))
    width = f"{_at(low)};width:{100 * max(0.02, min(1.0, high) - max(0.0, low)):.0f}%"
    return line(line(style=width), *marks, css="gm-line")


def happened(game: Game) -> Element | None:
    """What the last week brought: its events, and how far it moved the forecasts."""
    if not game.history:
        return None
    moved = _moved(game)
    news = [*game.card().news, *([moved] if moved else [])]
    return para(strong("What happened: "), " ".join(news)) if news else None


def _moved(game: Game) -> str:
    history, known = game.history, game.known
    if len(history) < 2 or known.launched or known.stopped:
        return ""
    before = history[-2]
    weeks, money = (
        known.expected_week - before.expected_week,
        known.forecast_cost - before.forecast_cost,
    )
    late, dear = "later" if weeks > 0 else "earlier", "more" if money > 0 else "less"
    parts = [
        f"the launch is expected {abs(weeks):.1f} weeks {late}" if abs(weeks) >= 0.05 else "",
        f"EUR {abs(money):,.0f} {dear} will be needed" if abs(money) >= 500 else "",
    ]
    said = ", and ".join(filter(None, parts))
    if not said:
        figures = (
            ("eight in ten", "week {:.1f}", before.safe_week, known.safe_week),
            (f"the chance of week {known.promised_week}", "{:.0%}", before.odds, known.odds),
        )
        said = ", and ".join(
            f"{name} went from {form.format(was)} to {form.format(now)}"
            for name, form, was, now in figures
            if form.format(was) != form.format(now)
        )
    if known.slower and weeks >= NOTED:
        said += f". Longer than thought: {', '.join(known.slower)}"
    return f"Against a week ago, {said}." if said else "The forecasts stand where they stood."


def bets(game: Game) -> Element:
    """The bets in their order, with what is known of each."""
    known, p, rows = game.known, game.parameters, []
    for place, name in enumerate(known.bets, 1):
        bet, found = p.bet[name], known.evidence.get(name)
        sign = f"{tenths(found.points)} points ({found.quality})" if found else "none"
        seen = tenths(known.seen[name]) if name in known.seen else "not yet"
        rows.append((f"{place}. {bet.name}", str(bet.points), bet.lifts, sign, seen))
    return table(("Bet", "Story points", "Meant to lift", "Evidence", "Beta alone"), rows, "Bets")
