"""The start of the course: one week in both chairs, and the path that the learner chooses."""

from .path_view import PathView, path_minutes
from .paths import chosen_path, keep_path, next_on_path
from .week import WeekOutcome, outcome, sides_kept
from .week_view import WeekView

__all__ = [
    "WeekOutcome",
    "PathView",
    "WeekView",
    "chosen_path",
    "keep_path",
    "next_on_path",
    "outcome",
    "path_minutes",
    "sides_kept",
]
