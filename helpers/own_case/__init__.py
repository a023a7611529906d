"""Things made: a decision table and a forecast, a piece for a portfolio, a plan, all one's own."""

from .case_view import OwnCaseView
