"""The faults that are planted, one for each kind of thing that could go wrong (see `planting`)."""

from planting import Fault

SCORES = "learner/test_grading.py::test_scores_are_exactly_those_of_the_table"

FAULTS: tuple[Fault, ...] = (
    Fault(
        "half of the score is not partly right",
        "helpers.grading.outcome:judged",
        "turn a comparison",
        "0.5",
        (SCORES,),
    ),
)
