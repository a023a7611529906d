"""One thing made: a decision table and a forecast for a case of the learner's own."""

from .case_view import OwnCaseView
