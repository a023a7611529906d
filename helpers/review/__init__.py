"""What to bring back and when: FSRS replayed over the learner's record. No widgets.

There is no second store. A rating is an attempt in the record, and the schedule is what
follows from the attempts, each time anew.
"""

from .calibration import ConfidenceStep, confidence_steps
from .deck import Deck, card_id, due_cards, rated_today, slug
from .questions import (
    QuestionSchedule,
    mixed_in,
    question_schedule,
    rating_of_answer,
    review_today,
    tried_today,
)
from .schedule import A_DAY, RATINGS, Memory, ReviewPlan, plan, preview, rating_of, replay
from .strengths import strongest_and_weakest
from .tries import PAUSE, Tries, first_tries

__all__ = [
    "A_DAY",
    "PAUSE",
    "RATINGS",
    "Deck",
    "Memory",
    "ReviewPlan",
    "QuestionSchedule",
    "ConfidenceStep",
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
