"""What a teacher edits: plans with their minutes, prompts for each lesson, exercises for groups."""

from __future__ import annotations

from typing import Literal

from .model import Course, Model
from .rules import twice


class ClassStep(Model):
    """Something to do. Without ``minutes`` it takes those of its lessons.

    With ``halves`` one half of the class does the first half of the lessons and the other half
    the rest, at the same time. ``section`` is of the first lesson. ``ask`` names questions for a
    vote, ``charts`` and ``scenes`` what is shown, ``exercise`` work for groups. On a slide the
    class sees ``head`` and ``show``; the teacher reads what to do and ``say``, a good ``answer``
    and what to give to whom is ready ``early``. ``write`` begins what participants write on their
    sheet. Who runs out of time leaves out the steps marked ``drop``, the first one first.
    """

    do: str
    way: Literal["all", "alone", "pairs", "groups", "break"]
    minutes: int = 0
    lessons: list[str] = []
    section: str = ""
    ask: list[str] = []
    charts: list[str] = []
    scenes: list[str] = []
    exercise: str = ""
    halves: bool = False
    head: str = ""
    show: str = ""
    say: str = ""
    answer: str = ""
    early: str = ""
    write: list[str] = []
    drop: bool = False


class ClassSession(Model):
    """Steps without a longer pause; ``starts`` is a time of day where that matters.

    ``minutes`` are stated where the time is fixed, such as an hour in class. Without them a
    session takes as long as its steps.
    """

    title: str
    steps: list[ClassStep]
    minutes: int = 0
    starts: str = ""


class Plan(Model):
    """A way to teach the course, or a part of it.

    ``outcomes`` say what learners can do after it, ``without`` what to do where something is
    missing, such as a projector; with ``people`` the class is told first who is who at VeloLink.
    """

    id: str
    title: str
    about: str
    sessions: list[ClassSession]
    outcomes: list[str] = []
    without: list[str] = []
    people: bool = False


class Exercise(Model):
    """Work for groups over the cases of scenario questions; ``pairs`` says how two do it.

    ``form`` is the sheet to write on: a case to tick, one from two chairs, or one of their own.
    """

    id: str
    title: str
    minutes: int
    size: str
    about: str
    cases: list[str]
    form: Literal["case", "chairs", "own"] = "case"
    pairs: str = ""


class Prompt(Model):
    """A question to talk about, and what to listen for."""

    ask: str
    listen: str


class Talk(Model):
    """The prompts of one lesson."""

    lesson: str
    prompts: list[Prompt]


class RubricLine(Model):
    """One thing to look at in a piece of work, at three levels."""

    what: str
    not_yet: str
    good: str
    very_good: str


class Rubric(Model):
    """How to look at an open task: four lines, three levels."""

    title: str
    about: str
    lines: list[RubricLine]


class SyllabusPart(Model):
    """A part of the syllabus that the data of the course does not hold."""

    head: str
    text: str


class Teaching(Model):
    """``teaching.yaml``. ``hinges`` say for each case of an exercise what would turn it round."""

    plans: list[Plan]
    exercises: list[Exercise]
    talks: list[Talk]
    hinges: dict[str, str] = {}
    rubrics: list[Rubric] = []
    syllabus: list[SyllabusPart] = []


def minutes_of(step: ClassStep, course: Course) -> int:
    """How long a step takes: its own minutes, or those that its lessons state."""
    if step.minutes:
        return step.minutes
    stated = {entry.id: entry.minutes for entry in course.lessons}
    taken = [stated[lesson] for lesson in step.lessons if lesson in stated]
    if step.halves:
        middle = len(taken) // 2
        return max(sum(taken[:middle]), sum(taken[middle:]))
    return sum(taken)


def session_minutes(session: ClassSession, course: Course) -> int:
    """How long a session takes: the sum of its steps."""
    return sum(minutes_of(step, course) for step in session.steps)


def teaching_problems(found: Teaching, place: str) -> list[str]:
    """Return one sentence for each id that stands twice; `check` holds the rest to the course."""
    problems = twice(place, "plan", (plan.id for plan in found.plans))
    problems += twice(place, "exercise", (exercise.id for exercise in found.exercises))
    return problems + twice(place, "talk about", (talk.lesson for talk in found.talks))
