"""Pages of the capstone without controls: the model in words, and two plays side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

from helpers.cards import Card, bullets
from helpers.content import to_html, to_text
from helpers.simulation import EXAMPLES, STRATEGIES, Parameters, model, play

from . import words
from .pictures import cards_chart, tournament_chart


def model_page() -> Card:
    """The model on one page: equations, sources, and what is invented."""
    text = model.__doc__.replace("``", "`")
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return Card(
        "\n\n".join(to_text(part) for part in paragraphs),
        "".join(to_html(part) for part in paragraphs),
    )


def numbers_page() -> Card:
    """The numbers behind the model as three tables: activities, bets and risks."""
    p, short = Parameters(), "{:g}".format
    tables = [
        (
            "Activities, in working days",
            ("Letter", "Activity", "Waits for", "Optimistic", "Likely", "Pessimistic"),
            [
                (
                    a.id,
                    a.name,
                    ", ".join(a.after) or "nothing",
                    *map(short, (a.optimistic, a.likely, a.pessimistic)),
                )
                for a in p.activities
            ],
        ),
        (
            "Bets",
            ("Bet", "Story points", "Meant to lift"),
            [(b.name, str(b.points), b.lifts) for b in p.bets],
        ),
        (
            "Risks, without a response",
            ("Risk", "Chance", "Cost in EUR", "Working days"),
            [(r.name, f"{r.chance:.0%}", f"{r.cost:,.0f}", short(r.days)) for r in p.risks],
        ),
    ]
    return Card(
        "\n\n".join(
            "\n".join([title, *(f"- {_row_text(head, row)}" for row in rows)])
            for title, head, rows in tables
        ),
        "".join(_table(*table) for table in tables),
    )


def _row_text(head: Sequence[str], row: Sequence[str]) -> str:
    return "; ".join(f"{name} {cell}" for name, cell in zip(head, row, strict=True))


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose rows are named by their first cell; JupyterLab sets cells to the right."""
    left = ' style="text-align:left"'
    top = "".join(f'<th scope="col"{left}>{escape(name)}</th>' for name in head)
    body = "".join(
        f'<tr><th scope="row"{left}>{escape(row[0])}</th>'
        + "".join(f"<td{left}>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f"<p><strong>{escape(title)}</strong></p>"
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    )


def strategies_page() -> Card:
    """The five documented strategies, a sentence each."""
    rows = {
        words.strategy_title(name): " ".join(strategy.__doc__.split())
        for name, strategy in STRATEGIES.items()
    }
    return Card(
        "\n".join(f"- {name}: {said}" for name, said in rows.items()),
        bullets([f"<strong>{escape(n)}.</strong> {escape(said)}" for n, said in rows.items()]),
    )


def example_page(name: str) -> Card:
    """One fixed play: who played it, its two scorecards as a picture and in sentences."""
    strategy, seed = EXAMPLES[name]
    game = play(strategy, seed)
    chart, lines = cards_chart(game), words.ending(game)
    said = f"Both chairs played by the strategy “{words.strategy_title(strategy)}”, seed {seed}."
    return Card(
        "\n".join([said, chart.text, *(f"- {line}" for line in lines)]),
        f"<p>{escape(said)}</p>{chart.html}{bullets([escape(line) for line in lines])}",
    )


TOURNAMENT_PLAYS = 100
PAGES = {
    "model": model_page,
    "numbers": numbers_page,
    "strategies": strategies_page,
    "tournament": lambda: tournament_chart(TOURNAMENT_PLAYS),
    **{name: partial(example_page, name) for name in EXAMPLES},
}


def page(name: str):
    """Return a page by its name.

    Raises
    ------
    ValueError
        When there is no such page.
    """
    if name not in PAGES:
        raise ValueError(f"There is no page {name!r}; it is one of {', '.join(PAGES)}.")
    return PAGES[name]()
