"""The pictures of a play: week by week, and at its end the cards, the riders and the review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.document import Card, bullets, title
from helpers.simulation import Game, Review, review, rides_before, strategies, tournament

from . import week_cards as words

if TYPE_CHECKING:
    from helpers.charts.chart import Chart


class Pictures:
    """Draws a game; remembers where plots stood and the review of the last finished game."""

    def __init__(self) -> None:
        self._layouts: dict[Any, Any] = {}
        self._reviewed: tuple[Any, Review] | None = None

    def live(self, game: Game) -> Card:
        """What stands under the card now."""
        if not game.history:
            return Card()
        if not game.finished:
            return Card(week_chart(game).live(self._layouts))
        found = self._review(game)
        return Card(
            cards_chart(game),
            bullets(words.ending(game)),
            riders_chart(game),
            title("After-action review"),
            review_chart(found),
            words.review_words(game, found),
        )

    def _review(self, game: Game) -> Review:
        key = (game.seed, game.chair, game.moves)
        if self._reviewed is None or self._reviewed[0] != key:
            self._reviewed = (key, review(game))
        return self._reviewed[1]


def week_chart(game: Game) -> Chart:
    """Planned value, earned value and actual cost so far, and where launch and cost will end."""
    from helpers.charts.exhibits.capstone import week_curves

    weeks = game.history[: game.parameters.weeks]
    planned = [0.0, *(round(week.planned_value / 1000, 1) for week in weeks)]
    earned = [0.0, *(round(week.earned_value / 1000, 1) for week in weeks)]
    actual = [0.0, *(round(week.actual_cost / 1000, 1) for week in weeks)]
    last, ends = weeks[-1], []
    if not game.known.launched:
        for name, week, cost in (
            ("expected", last.expected_week, last.forecast_cost),
            ("eight in ten", last.safe_week, last.safe_cost),
        ):
            ends.append((f"{name}, week {week:.1f}", round(week, 1), round(cost / 1000, 1)))
    budget = round(last.budget / 1000, 1)
    return week_curves(planned, earned, actual, ends, weeks=game.parameters.weeks, budget=budget)


def cards_chart(game: Game) -> Chart:
    """Both scorecards of a finished game."""
    from helpers.charts.exhibits.capstone import scorecard_bars

    cards = game.scorecards()
    delivery, product = (
        [(m.name, m.score) for m in card.measures] for card in (cards.delivery, cards.product)
    )
    return scorecard_bars(delivery, product, words.verdict(game))


def riders_chart(game: Game) -> Chart:
    """Rides a week, to half a year after the project."""
    from helpers.charts.exhibits.capstone import rider_curves

    before = rides_before(game.parameters)
    return rider_curves([week.rides for week in game.ridership], before)


def review_chart(found: Review) -> Chart:
    """The play beside the autopilot's and hindsight's."""
    from helpers.charts.exhibits.capstone import compared_plays

    plays = [
        ("Your play", found.run.delivery, found.run.product),
        ("Autopilot, same seed", found.autopilot.delivery, found.autopilot.product),
        ("Hindsight, same seed", found.hindsight.delivery, found.hindsight.product),
    ]
    one, other = found.run, found.autopilot
    title = (
        f"You and the autopilot: delivery {one.delivery:.0f} and {other.delivery:.0f}, "
        f"product {one.product:.0f} and {other.product:.0f}"
    )
    return compared_plays(plays, title)


def tournament_chart(plays: int) -> Chart:
    """Every documented strategy on the same seeds, drawn from plays made now."""
    from helpers.charts.exhibits.capstone import tournament_strips

    results = tournament(range(plays))
    rows = []
    for name in strategies():
        own = [result for result in results if result.strategy == name]
        scores = [r.delivery for r in own], [r.product for r in own]
        rows.append((words.strategy_title(name), *scores))
    return tournament_strips(rows)
