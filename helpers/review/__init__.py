"""What to bring back and when: FSRS replayed over the learner's record. No widgets.

There is no second store. A rating is an attempt in the record, and the schedule is what
follows from the attempts, each time anew.
"""

from .calibration import ConfidenceStep, confidence_steps
from .deck import DECK_MODE, Deck, DueCards, card_id, due_cards, rated_today, slug
from .questions import (
    MIXED_IN,
    QuestionSchedule,
    mixed_in,
    question_schedule,
    rating_of_answer,
    review_today,
    tried_today,
)
from .schedule import A_DAY, RATINGS, Memory, ReviewPlan, plan, preview, rating_of, replay
from .strengths import Strength, strongest_and_weakest
from .tries import PAUSE, Tries, first_tries

__all__ = [
    "A_DAY",
    "DECK_MODE",
    "MIXED_IN",
    "PAUSE",
    "RATINGS",
    "Deck",
    "DueCards",
    "Memory",
    "ReviewPlan",
    "QuestionSchedule",
    "ConfidenceStep",
    "Strength",
    "Tries",
    "card_id",
    "confidence_steps",
    "due_cards",
    "first_tries",
    "mixed_in",
    "plan",
    "preview",
    "question_schedule",
    "rated_today",
    "rating_of",
    "rating_of_answer",
    "replay",
    "review_today",
    "slug",
    "strongest_and_weakest",
    "tried_today",
]
