"""Pages of the capstone without controls: the model in words, and two plays side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from helpers.document import Card, bullets, fold, md, strong, table
from helpers.simulation import EXAMPLES, load_parameters, model, play, strategies

from . import week_cards as words
from .pictures import cards_chart, tournament_chart

if TYPE_CHECKING:
    from helpers.charts.chart import Chart


def model_page() -> Card:
    """The model on one page: equations, sources, and what is invented."""
    text = (model.__doc__ or "").replace("``", "`")
    parts = [md(" ".join(part.split())) for part in text.strip().split("\n\n")]
    return Card(fold("The rules of the game", *parts))


def numbers_page() -> Card:
    """The numbers behind the model as three tables: activities, bets and risks."""
    p, short = load_parameters(), "{:g}".format
    return Card(
        fold(
            "The numbers of the game",
            table(
                ("Letter", "Activity", "Waits for", "Optimistic", "Likely", "Pessimistic"),
                [
                    (
                        a.id,
                        a.name,
                        ", ".join(a.after) or "nothing",
                        *map(short, (a.optimistic, a.days, a.pessimistic)),
                    )
                    for a in p.activities
                ],
                "Activities, in working days",
            ),
            table(
                ("Bet", "Story points", "Meant to lift"),
                [(b.name, str(b.points), b.lifts) for b in p.bets],
                "Bets",
            ),
            table(
                ("Risk", "Chance", "Cost in EUR", "Working days"),
                [
                    (r.name, f"{r.chance:.0%}", f"{r.cost:,.0f}", short(r.days))
                    for r, _ in p.threats
                ],
                "Risks, without a response",
            ),
        )
    )


def calls_page() -> Card:
    """Whose call each decision is: the row of the table of decision rights that it applies."""
    p, rows = load_parameters(), {}
    for one in p.file.decisions:
        owner = p.chair(one.owner).name
        who = f"Ines; {owner} recommends" if one.sponsor else owner
        weeks = ", ".join(map(str, one.weeks)) or "when it arises"
        rows[one.id] = (one.about, weeks, one.row, who)
    return Card(
        fold(
            "Whose call each decision is",
            table(("Decision", "Week", "Row", "Decides"), list(rows.values()), "Whose call it is"),
        )
    )


def strategies_page() -> Card:
    """The documented strategies, a sentence each."""
    return Card(
        bullets(
            (
                strong(f"{words.strategy_title(name)}."),
                " ",
                " ".join((strategy.__doc__ or "").split()),
            )
            for name, strategy in strategies().items()
        )
    )


def example_page(name: str) -> Card:
    """One fixed play: who played it, its two scorecards as a picture and in sentences."""
    strategy, seed = EXAMPLES[name]
    game = play(strategy, seed)
    said = f"Both chairs played by the strategy “{words.strategy_title(strategy)}”, seed {seed}."
    return Card(said, cards_chart(game), bullets(words.ending(game)))


TOURNAMENT_PLAYS = 100
PAGES: dict[str, Callable[[], Card | Chart]] = {
    "model": model_page,
    "numbers": numbers_page,
    "calls": calls_page,
    "strategies": strategies_page,
    "tournament": lambda: tournament_chart(TOURNAMENT_PLAYS),
    **{name: partial(example_page, name) for name in EXAMPLES},
}


def page(name: str) -> Card | Chart:
    """Return a page by its name.

    Raises
    ------
    ValueError
        When there is no such page.
    """
    if name not in PAGES:
        raise ValueError(f"There is no page {name!r}; it is one of {', '.join(PAGES)}.")
    return PAGES[name]()
