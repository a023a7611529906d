"""Relaunch 2.0 as a game: twenty weeks in one chair or both, then 26 weeks of ridership.

>>> from helpers.simulation import Game
>>> game = Game(seed=7, chair="product")
>>> game.card().decisions[0].id
'discovery'

Pure and seeded: the same seed and moves give the same game everywhere.  `model` has the equations,
`figures` what is reported, `parameters` every invented number, `decisions` the words and
`consequences` what options do.
"""

from .card import WeekCard
from .decisions import DECISIONS, NAMES, Decision, LogEntry, Option
from .game import Game
from .known import Known, WeekState
from .parameters import Parameters
from .review import Review, review
from .ridership import RiderWeek, rides_before
from .scores import Measure, Scorecard, Scorecards
from .strategies import STRATEGIES
from .tournament import EXAMPLES, PlayScores, play, tournament

__all__ = [
    "DECISIONS",
    "EXAMPLES",
    "NAMES",
    "STRATEGIES",
    "Decision",
    "Game",
    "Known",
    "LogEntry",
    "Measure",
    "Option",
    "Parameters",
    "PlayScores",
    "Review",
    "RiderWeek",
    "Scorecard",
    "Scorecards",
    "WeekCard",
    "WeekState",
    "play",
    "review",
    "rides_before",
    "tournament",
]
