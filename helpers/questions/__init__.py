"""The types of questions: their data, rules, marking and words. No widgets, no storage.

A type is one file of `helpers.questions.types`, the stub for authors beside it, and its test.
"""

from . import types as _types  # registers them
from .base import TYPES, BloomLevel, Model, Option, Question, any_question, question_type
from .numbers import parse_number
from .outcome import NOT_ANSWERED, WORDS, Outcome, Remark, Result
from .parts import Slip, SolutionLine
from .types.mark_up import Clause, Flaw, MarkUp
from .types.matching import Distractor, Matching, Pair
from .types.multiple_response import MultipleResponse
from .types.numeric import NearMiss, Numeric
from .types.ordering import Ordering, OrderItem
from .types.scenario import Owner, Scenario
from .types.single_choice import SingleChoice
from .types.sort_into_groups import Group, SortIntoGroups, SortItem
from .types.true_false_reason import Reason, TrueFalseReason
from .versions import counts, response_of, retired_apart
