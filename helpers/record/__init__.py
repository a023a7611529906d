"""The learner's record: every answer kept for good, and what follows from the answers.

An attempt is a fact that is appended once and never changed; progress, the resume point and
the answers that a quiz restores are derived from the facts.
"""

from .attempt import RUN, Attempt, new_attempt, now
from .places import open_record, profiles, use_profile
from .progress import LessonProgress, ObjectiveProgress, progress, standing
from .record import Record

__all__ = [
    "RUN",
    "Attempt",
    "LessonProgress",
    "ObjectiveProgress",
    "Record",
    "new_attempt",
    "now",
    "open_record",
    "profiles",
    "progress",
    "standing",
    "use_profile",
]
