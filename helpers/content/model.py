"""The data model of the course: plain frozen structs, decoded from ``lessons_data``.

Words follow the assessment standards: an *item* asks, a *response* answers, an
*outcome* judges (IMS QTI 3.0). ``QUESTION_TYPES`` maps the ``type`` key of a
question file to its struct.
"""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

BloomLevel = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]


class Model(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every authored struct: immutable, no unknown keys."""


# ---------------------------------------------------------------- questions


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
    """A thing to place in one ``group`` (an id of the question's groups)."""

    text: str
    group: str
    feedback: str
    misconception: int | None = None


class Pair(Model):
    """A prompt and the one ``match`` that belongs to it."""

    text: str
    match: str
    feedback: str
    misconception: int | None = None


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


# ---------------------------------------------------------------- course and lessons


class Area(Model):
    """One of the areas that the diagnostic probes; ``lessons`` are the ones it may let you skip."""

    id: str
    title: str
    lessons: list[str]


class LessonEntry(Model):
    """A lesson's line in ``course.yaml``: enough for titles and links without opening its file."""

    id: str
    title: str
    minutes: int
    short_path: bool = False


class Person(Model):
    """Somebody in the running example."""

    name: str
    role: str
    says: str


class Course(Model):
    """``course.yaml``."""

    title: str
    question: str
    areas: list[Area]
    lessons: list[LessonEntry]
    people: list[Person]


class Objective(Model):
    """What a learner can do afterwards; ``text`` begins with an observable verb."""

    id: str
    text: str


class Section(Model):
    """One idea. ``title`` is its level-2 heading in the notebook; ``checks`` follow it."""

    id: str
    title: str
    objectives: list[str]
    claims: list[str] = []
    checks: list[str] = []
    charts: list[str] = []


class Lesson(Model):
    """``lessons/<lesson id>.yaml``."""

    id: str
    title: str
    question: str
    minutes: int
    activity_minutes: int
    area: str
    objectives: list[Objective]
    sections: list[Section]
    exit_quiz: list[str]
    key_points: list[str]


# ---------------------------------------------------------------- facts


class Source(Model):
    """Where a figure comes from."""

    title: str
    publisher: str
    url: str
    licence: str


class FigureInfo(Model):
    """``figures/<id>.yaml``, beside ``figures/<id>.csv``: what the numbers are and are not."""

    id: str
    title: str
    unit: str
    population: str
    year: str
    source: Source
    caveats: list[str]
    grade: Literal["A", "B", "illustrative"]


class Claim(Model):
    """One claim of the source article in our words, with the verdict on it."""

    id: str
    section: str
    role: Literal["product", "project", "both"]
    claim: str
    verdict: Literal[
        "well-supported", "contested", "weak/odd", "promotional", "plausible-unevidenced"
    ]
    note: str


class Misconception(Model):
    """One of the numbered beginner's beliefs that wrong options stand for."""

    id: int
    text: str


class Term(Model):
    """A glossary entry."""

    term: str
    definition: str
    example: str
    related: list[str]
    source: str
    misconception: str
    family: Literal["product", "project"]
    abbreviation: str = ""
    core50: bool = False


# ---------------------------------------------------------------- the personal inventory


class Dimension(Model):
    """One of the durable differences, with the words at its two ends."""

    id: str
    title: str
    product: str
    project: str


class InventoryItem(Model):
    """A choice between two statements of equal weight; ``first`` is the one shown as A."""

    id: str
    dimension: str
    ask: str
    product: str
    project: str
    first: Literal["product", "project"]


class Trial(Model):
    """A small thing to try: for which lean, and in which chair."""

    lean: Literal["product", "project", "balanced"]
    chair: Literal["product", "project", "comparing"]
    text: str


class ExampleAnswer(Model):
    """One answer of the invented person: -2 and -1 towards product, 1 and 2 towards project."""

    item: str
    step: Literal[-2, -1, 1, 2]


class Example(Model):
    """The invented person whose profile is shown before the learner's own."""

    name: str
    who: str
    answers: list[ExampleAnswer]


class Inventory(Model):
    """``inventory.yaml``: what one would rather answer for, item by item."""

    title: str
    about: str
    dimensions: list[Dimension]
    items: list[InventoryItem]
    limits: list[str]
    trials: list[Trial]
    example: Example
