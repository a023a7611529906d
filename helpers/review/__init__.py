"""What to bring back and when: FSRS replayed over the learner's record. No widgets.

There is no second store. A rating is an attempt in the record, and the schedule is what
follows from the attempts, each time anew.
"""

from .calibration import confidence_steps
from .deck import Deck, due_cards, rated_today
from .questions import QuestionSchedule, mixed_in, question_schedule, review_today, tried_today
from .schedule import A_DAY, RATINGS, Memory, ReviewPlan
from .strengths import strongest_and_weakest
from .tries import Tries, first_tries

__all__ = [
    "A_DAY",
    "RATINGS",
    "Deck",
    "Memory",
    "ReviewPlan",
    "QuestionSchedule",
    "Tries",
    "confidence_steps",
    "due_cards",
    "first_tries",
    "mixed_in",
    "question_schedule",
    "rated_today",
    "review_today",
    "strongest_and_weakest",
    "tried_today",
]
