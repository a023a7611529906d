"""What to bring back and when: FSRS replayed over the learner's record. No widgets.

There is no second store. A rating is an attempt in the record, and the schedule is what
follows from the attempts, each time anew.
"""

from .deck import CARDS_A_DAY, DECK_MODE, Deck, card_id, slug
from .schedule import RATINGS, Memory, Plan, plan, preview, rating_of, replay

__all__ = [
    "CARDS_A_DAY",
    "DECK_MODE",
    "RATINGS",
    "Deck",
    "Memory",
    "Plan",
    "card_id",
    "plan",
    "preview",
    "rating_of",
    "replay",
    "slug",
]
