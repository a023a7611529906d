"""What to bring back and when: FSRS replayed over the learner's record. No widgets.

There is no second store. A rating is an attempt in the record, and the schedule is what
follows from the attempts, each time anew.
"""

from .calibration import Step, confidence_steps
from .deck import CARDS_A_DAY, DECK_MODE, Deck, card_id, due_cards, slug
from .questions import (
    MIXED_IN,
    QUESTIONS_A_DAY,
    Schedule,
    mixed_in,
    question_schedule,
    rating_of_answer,
    review_today,
)
from .schedule import RATINGS, Memory, Plan, plan, preview, rating_of, replay
from .strengths import Strength, strongest_and_weakest
from .tries import PAUSE, Tries, first_tries

__all__ = [
    "CARDS_A_DAY",
    "DECK_MODE",
    "MIXED_IN",
    "PAUSE",
    "QUESTIONS_A_DAY",
    "RATINGS",
    "Deck",
    "Memory",
    "Plan",
    "Schedule",
    "Step",
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
    "rating_of",
    "rating_of_answer",
    "replay",
    "review_today",
    "slug",
    "strongest_and_weakest",
]
