"""What this course promises beyond any course: its limits and counts, all in one place."""

from __future__ import annotations

# ---------------------------------------------------------------- the bank

PER_LESSON = 10
IN_ALL = 150
CLAIMS = {
    "two_jobs_one_abbreviation": (1, 3),
    "what_is_a_product_manager": (4, 12),
    "what_is_a_project_manager": (13, 24),
    "what_is_the_difference": (25, 44),
    "responsibilities_of_product_managers": (45, 54),
    "responsibilities_of_project_managers": (55, 63),
    "where_the_roles_overlap": (64, 70),
    "which_one_is_for_me": (71, 80),
}
ARTICLE = {"start_here", "fifty_product_terms", *CLAIMS}  # the lessons that teach the article
TEMPTATIONS = 2  # questions in which each belief about the article tempts
BELIEFS = 40  # beliefs about the article; those with a higher number tempt once, anywhere

# ---
CALLS = 20  # scenarios
CALLS_OF_ITS_LESSON = 5  # of these, in the lesson on whose call it is
AMBIGUOUS = 6  # of these, that hang on a fact which the case leaves out
CALLS_LESSON = "where_the_roles_overlap"
NEIGHBOURS = (
    "Product Owner",
    "Scrum Master",
    "Program manager",
    "Technical program manager",
    "Product marketing manager",
    "Delivery manager",
    "Engineering manager",
)

# ---------------------------------------------------------------- lessons

ABBREVIATION_LESSON = "two_jobs_one_abbreviation"  # where the two letters may be used

EXIT_QUIZ = (5, 10)  # questions, at least and at most
DIAGNOSTIC = (16, 16)
FINAL_TEST = (24, 24)
MOST_LINES = 5  # of a code cell
MOST_BOXES = 3  # on where explainers go wrong
OFF = 0.11  # how far the stated minutes may lie from the reckoned ones
