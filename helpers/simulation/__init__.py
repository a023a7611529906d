"""Relaunch 2.0 as a game: twenty weeks in one chair or both, then 26 weeks of ridership.

>>> from helpers.simulation import Game
>>> game = Game(seed=7, chair="product")
>>> game.card().decisions[0].id
'discovery'

Pure and seeded: the same seed and moves give the same game everywhere.  Words and numbers stand in
``lessons_data/game.yaml``, read by `parameters`; the rules are code: `model` has the equations,
`consequences` what options do, `known` what is reported, `strategies` how others play.
"""

from .card import price_words
from .decisions import Decision, DecisionOption
from .game import EXAMPLES, Game, play, tournament
from .known import Known
from .parameters import MOST, Parameters, load_parameters
from .review import Review, review
from .ridership import rides_before
from .scores import Scorecards
from .sponsor import asked_week
from .strategies import strategies

__all__ = [
    "EXAMPLES",
    "MOST",
    "Decision",
    "Game",
    "Known",
    "DecisionOption",
    "Parameters",
    "Review",
    "Scorecards",
    "asked_week",
    "load_parameters",
    "play",
    "price_words",
    "review",
    "rides_before",
    "strategies",
    "tournament",
]
