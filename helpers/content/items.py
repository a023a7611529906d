"""The questions of the data model: plain frozen structs.

Words follow the assessment standards: an *item* asks, a *response* answers, an
*outcome* judges (IMS QTI 3.0). ``QUESTION_TYPES`` maps the ``type`` key of a
question file to its struct.
"""

from __future__ import annotations

from typing import Literal, dataclass_transform, get_args

from msgspec import Struct

BloomLevel = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]


@dataclass_transform(frozen_default=True)
class Model(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of every authored struct: immutable, no unknown keys.

    Encoded without fields that stand at their default, so that a new field leaves the
    fingerprints of questions that do not use it (see `library.question_version`) as they are.
    """


class Option(Model):
    """One choice. ``feedback`` answers who picks it, ``not_chosen`` who misses it."""

    text: str
    feedback: str
    correct: bool = False
    not_chosen: str = ""
    misconception: int | None = None


class Reason(Model):
    """A verdict with its reason, shown as "True, because ..." or "False, because ..."."""

    verdict: bool
    text: str
    feedback: str
    correct: bool = False
    misconception: int | None = None


class Group(Model):
    """A named basket of a sorting question."""

    id: str
    label: str


class SortItem(Model):
    """A thing to place in one ``group`` (an id of the question's groups).

    ``tempting`` is the one wrong group that stands for the misconception.
    """

    text: str
    group: str
    feedback: str
    misconception: int | None = None
    tempting: str = ""


class Pair(Model):
    """A prompt and the one ``match`` that belongs to it.

    ``tempting`` is the one wrong match that stands for the misconception.
    """

    text: str
    match: str
    feedback: str
    misconception: int | None = None
    tempting: str = ""


class OrderItem(Model):
    """One step; the file lists the steps in their right order."""

    text: str
    feedback: str
    misconception: int | None = None


class NearMiss(Model):
    """A wrong number that betrays a known slip, with the reason."""

    value: float
    feedback: str
    misconception: int | None = None


class Owner(Model):
    """Somebody who might hold the decision of a scenario; several may be ``accepted``."""

    text: str
    feedback: str
    accepted: bool = False
    misconception: int | None = None


class Question(Model, tag_field="type", kw_only=True):
    """What every question has; the subclasses add what is particular to a type."""

    id: str
    stem: str
    objectives: list[str]
    section: str
    level: BloomLevel
    hints: list[str]
    stimulus: str = ""
    chart: str = ""
    claims: list[str] = []
    area: str = ""


class SingleChoice(Question, tag="single_choice"):
    options: list[Option]


class MultipleResponse(Question, tag="multiple_response"):
    options: list[Option]


class TrueFalseReason(Question, tag="true_false_reason"):
    options: list[Reason]


class SortIntoGroups(Question, tag="sort_into_groups"):
    groups: list[Group]
    items: list[SortItem]


class Matching(Question, tag="matching"):
    pairs: list[Pair]
    distractors: list[str] = []


class Ordering(Question, tag="ordering"):
    items: list[OrderItem]


class Numeric(Question, tag="numeric"):
    """``tolerance`` is absolute, in ``unit``. ``feedback`` explains the right number,
    ``otherwise`` answers a wrong number that no near miss explains."""

    answer: float
    tolerance: float
    unit: str
    feedback: str
    otherwise: str
    near_misses: list[NearMiss]


class Scenario(Question, tag="scenario"):
    """Whose call is it? Owner, the condition or reason it hangs on, and who is asked first.

    On an ``ambiguous`` scenario several owners are accepted, and the stated
    condition carries the marks.
    """

    certainty: Literal["clear", "ambiguous"]
    owners: list[Owner]
    reasons: list[Option]
    consult: list[Option]


AnyQuestion = (
    SingleChoice
    | MultipleResponse
    | TrueFalseReason
    | SortIntoGroups
    | Matching
    | Ordering
    | Numeric
    | Scenario
)
QUESTION_TYPES: dict[str, type[Question]] = {
    cls.__struct_config__.tag: cls for cls in get_args(AnyQuestion)
}


class QuestionFile(Model):
    """``questions/<lesson id>.yaml``."""

    lesson: str
    questions: list[AnyQuestion]
