"""Marking: question + response -> outcome, score and feedback. Pure; no widgets, no storage."""

from .grade import grade, near_miss, next_hint
from .numbers import parse_number
from .outcome import NOT_ANSWERED, WORDS, Outcome, Remark, Result
from .solution import Line, choices, key_of, solution

__all__ = [
    "NOT_ANSWERED",
    "WORDS",
    "Line",
    "Outcome",
    "Remark",
    "Result",
    "choices",
    "grade",
    "key_of",
    "near_miss",
    "next_hint",
    "parse_number",
    "solution",
]
