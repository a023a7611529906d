"""The decisions of the game as they are offered: in which week, in which words.

What can be decided, by whom and when stands in ``game.yaml``; what an option does stands in
`consequences`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from .model import NOTHING, C, E, State, beta_over
from .parameters import MOST, DecisionText, OptionText, Parameters


class DecisionOption(NamedTuple):
    """One choice: its words, its cost in EUR, a note on what else it does, and the news it makes.

    ``blind`` is the option that would buy less information; "" where none is bought.
    """

    id: str
    text: str
    cost: float
    note: str
    news: str
    blind: str


class Decision(NamedTuple):
    """One question of a week; ``default`` is taken if the week passes without an answer.

    ``kind`` is its id in the file, ``week`` the one it is offered in (None: when it arises).
    ``row`` is the row of the decision table that it applies; with ``sponsor`` Ines decides, and
    the owner recommends.
    """

    id: str
    kind: str
    week: int | None
    owner: str
    row: str
    sponsor: bool
    ask: str
    options: tuple[DecisionOption, ...]
    default: str
    after_launch: bool

    def option(self, name: str) -> DecisionOption:
        """Return an option by its id.

        Raises
        ------
        ValueError
            If there is none; the sentence names those it has.
        """
        for option in self.options:
            if option.id == name:
                return option
        names = ", ".join(option.id for option in self.options)
        raise ValueError(f"The decision '{self.id}' has no option {name!r}: choose one of {names}.")


class LogEntry(NamedTuple):
    """A decision taken: ``by`` the chair played, "autopilot" or "default"; whose call it was."""

    week: int
    decision: str
    option: str
    by: str
    owner: str
    override: bool


@lru_cache(maxsize=8)
def catalogue(p: Parameters) -> dict[str, Decision]:
    """Return all decisions as the weeks go, with the numbers of a case put into their words."""

    def filled(one: OptionText) -> DecisionOption:
        text, note, news = (words.format(**p.words) for words in (one.text, one.note, one.news))
        return DecisionOption(one.id, text, p.number(one.cost), note, news, one.blind)

    def decision(one: DecisionText, place: int, name: str, week: int | None) -> Decision:
        ask = (one.ask_again if place and one.ask_again else one.ask).format(**p.words)
        options = tuple(map(filled, one.options))
        return Decision(
            name,
            one.id,
            week,
            one.owner,
            one.row,
            one.sponsor,
            ask,
            options,
            one.default,
            one.after_launch,
        )

    rows = [
        decision(one, place, name, week)
        for one in p.file.decisions
        for place, (name, week) in enumerate(one.names())
    ]
    return {row.id: row for row in sorted(rows, key=lambda row: row.week or p.weeks)}


@lru_cache(maxsize=8)
def _by_week(p: Parameters) -> dict[int | None, list[Decision]]:
    """The decisions of each week, the product manager's first."""
    rows = sorted(catalogue(p).values(), key=lambda row: row.owner)
    return {week: [row for row in rows if row.week == week] for week in (None, *range(p.weeks + 1))}


def offered(state: State, colour: str, p: Parameters) -> tuple[str, ...]:
    """Return the decisions of this week, at most three; those that have arisen come last."""
    dealt = _by_week(p)
    if state.week > p.weeks:  # the play runs on for this one decision
        return ("go_no_go",)
    if state.launched:
        return tuple(row.id for row in dealt[state.week] if row.after_launch)
    arisen = [row for row in dealt[None] if _arises(row.id, state, colour, p)]
    return tuple(row.id for row in (*dealt[state.week], *arisen))[:MOST]


FREE = ("go_no_go", "vendor", "escalate")
"""Decisions without a week, which come when their case arises."""


def _arises(name: str, state: State, colour: str, p: Parameters) -> bool:
    if name == "go_no_go":
        return not state.go and beta_over(state)
    if name == "vendor":
        return name not in state.choices and late_vendor(state) is not None
    if colour == "green" or not state.committed or (state.helped and state.replanned):
        return False
    week, before = state.offers[-1] if state.offers else (-p.weeks, "")
    return colour != before or state.week - week >= p.offer_again


def late_vendor(state: State) -> int | None:
    """Return the activity of a vendor that a risk has struck and that is still open."""
    for risk, position in (("R1", C), ("R2", E)):
        if risk in state.struck and state.left[position] > NOTHING:
            return position
    return None
