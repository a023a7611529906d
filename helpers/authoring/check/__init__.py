"""The author's rules: one module a subject, one function a rule, one sentence a fault.

A sentence names file, place, what is wrong and how to mend it. `check_course` reads a course and
asks every rule; the tests ask the same rules and bring, for each of them, what it must reject.
"""

from .engine import SUBJECTS, Report, check_course

__all__ = ["SUBJECTS", "Report", "check_course"]
