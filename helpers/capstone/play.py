"""One learner's play: a game whose moves are kept in the record, week by week."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from helpers.record import activity
from helpers.simulation import Game

if TYPE_CHECKING:
    from helpers.record import Record

PREFIX = "capstone:"
FIRST_SEED = 34
"""A first play with something to decide in both chairs, where both cards can come out green."""
MODEL = "5"
"""Version of the rules, kept with every saved week; raise it when old moves change their sense."""
NO_LONGER = (
    "Your saved play was made with other rules of the game and does not fit any more; "
    "it stays in your record, and a new play begins."
)


class Play:
    """A game with a memory. The whole state follows from seed, chair and moves.

    Parameters
    ----------
    record : Record
        Takes the moves after every week and every undo.
    lesson : str
        The lesson id that they are filed under.
    """

    def __init__(self, record: Record, lesson: str):
        self.record, self.lesson = record, lesson
        self.notice = ""
        self._since = time.monotonic()
        self.game = self._last() or Game(FIRST_SEED, "product")

    def _last(self) -> Game | None:
        saved = [a for a in self.record.attempts() if a.question.startswith(PREFIX)]
        if not saved:
            return None
        last, given = saved[-1], saved[-1].response
        if last.version == MODEL:
            try:
                return Game.replay(given["seed"], given["chair"], given["moves"])
            except (ValueError, KeyError, TypeError):
                pass
        self.notice = NO_LONGER
        return None

    def begin(self, seed: int, chair: str) -> None:
        """Begin a new game, which is kept at once.

        Raises
        ------
        ValueError
            If seed or chair is unknown; the old game goes on.
        """
        self.game = Game(seed, chair)
        self.notice = ""
        self._keep()

    def advance(self) -> None:
        """Play the week, and keep it."""
        self.game.advance()
        self._keep()

    def undo(self) -> None:
        """Go back a week, and keep that."""
        self.game.undo()
        self._keep()

    def _keep(self) -> None:
        game = self.game
        elapsed, self._since = time.monotonic() - self._since, time.monotonic()
        response: dict[str, Any] = {"seed": game.seed, "chair": game.chair, "moves": game.moves}
        self.record.append(
            activity(
                f"{PREFIX}{game.chair}:{game.seed}",
                self.lesson,
                response,
                version=MODEL,
                seconds=round(elapsed, 1),
            )
        )
