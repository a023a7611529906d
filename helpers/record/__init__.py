"""The learner's record: every answer kept for good, and what follows from the answers.

An attempt is a fact that is appended once and never changed; progress, the resume point and
the answers that a quiz restores are derived from the facts.
"""

from .attempt import Attempt, activity, new_attempt, now
from .csv_export import to_csv
from .errors import NotKept
from .json_export import BadExport, read_answers, read_export, to_json
from .profile_files import forget, open_record, profiles, use_profile
from .progress import LessonProgress, progress, standing
from .record import Record
from .xapi import LANGUAGE, Interaction, to_xapi

__all__ = [
    "LANGUAGE",
    "Attempt",
    "BadExport",
    "Interaction",
    "LessonProgress",
    "NotKept",
    "Record",
    "forget",
    "activity",
    "new_attempt",
    "now",
    "open_record",
    "profiles",
    "progress",
    "read_answers",
    "read_export",
    "standing",
    "to_csv",
    "to_json",
    "to_xapi",
    "use_profile",
]
