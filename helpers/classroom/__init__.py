"""For the teacher: what a class knows, which belief it holds, and what to teach again.

Nothing here is loaded by a learner's lesson.
"""

from .class_data import ClassData, Learner, read_folder
from .results import ClassResults, class_results
from .sample import sample_class
from .statistics import QuestionStatistics, question_statistics

__all__ = [
    "ClassData",
    "ClassResults",
    "Learner",
    "QuestionStatistics",
    "class_results",
    "question_statistics",
    "read_folder",
    "sample_class",
]
