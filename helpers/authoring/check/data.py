"""Files, ids and links: what stands in ``lessons_data``, and whether all of it fits together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from helpers.content import ContentError
from helpers.content.library import reading_from
from helpers.content.model import Course, Lesson
from helpers.content.rules import ID, bad_id, repeated, unknown
from helpers.content.teaching import ClassStep, Teaching, session_minutes
from helpers.questions import Question, Scenario

from ..exam.bank import SPECIMEN, read_bank
from .course import Advice, AuthoredCourse

FILES = {
    "README.md",
    "course.yaml",
    "claims.yaml",
    "documents.yaml",
    "game.yaml",
    "misconceptions.yaml",
    "glossary.yaml",
    "inventory.yaml",
    "own_case.yaml",
    "scenes.yaml",
    "second_keys.yaml",
    "teaching.yaml",
    "velolink.yaml",
    "week.yaml",
}
FOLDERS = {"figures", "labs", "lessons", "people", "questions", SPECIMEN}


def every_file_is_read(course: AuthoredCourse) -> list[str]:
    """Every file can be read, and holds what its kind of file should."""
    return list(course.unread)


def no_file_is_astray(course: AuthoredCourse) -> list[str]:
    """No file that nothing reads, and no table without a source."""
    root = course.root
    problems = [
        f"{path.name}: the course has no such file; correct the name or delete it."
        for path in sorted(root.glob("*"))
        if path.name not in FILES | FOLDERS
    ]
    for path in sorted((root / "figures").glob("*")):
        if path.suffix not in (".csv", ".yaml"):
            problems.append(f"figures/{path.name}: it is no .csv or .yaml file; delete it.")
        elif not path.with_suffix(".yaml").exists():
            problems.append(f"figures/{path.name}: no source beside it; add {path.stem}.yaml.")
    problems += [
        f"labs/{path.name}: it is no .yaml file; delete it."
        for path in sorted((root / "labs").glob("*"))
        if path.suffix != ".yaml"
    ]
    known = {entry.id for entry in course.course.lessons} if course.course else None
    for folder in ("lessons", "questions"):
        problems += [
            f"{folder}/{path.name}: course.yaml names no such lesson; "
            "add the lesson there or delete the file."
            for path in sorted((root / folder).glob("*"))
            if path.suffix != ".yaml" or (known is not None and path.stem not in known)
        ]
    return problems


def the_specimen_of_an_exam_fits(course: AuthoredCourse) -> list[str]:
    """The specimen of an exam's bank is one, and none of its questions stands in the course."""
    folder = course.root / SPECIMEN
    if course.unread or not folder.is_dir():
        return []
    try:
        with reading_from(course.root, anew=False):
            bank = read_bank(folder)
    except ContentError as error:
        return [f"{SPECIMEN}/{problem}" for problem in error.problems]
    return [
        f"{SPECIMEN}: question {name}: the id also stands in the course; rename it."
        for name in sorted({question.id for _, question in course.bank} & bank.questions.keys())
    ]


def questions_have_ids_of_their_own(course: AuthoredCourse) -> list[str]:
    """No question id stands in two lessons."""
    problems, homes = [], dict[str, str]()
    for lesson, question in course.bank:
        home = homes.setdefault(question.id, lesson)
        if home != lesson:
            problems.append(
                f"questions/{lesson}.yaml: question {question.id}: the id also stands in "
                f"questions/{home}.yaml; rename one."
            )
    return problems


def lessons_are_as_listed(course: AuthoredCourse) -> list[str]:
    """Title and minutes are the same in a lesson's file and in ``course.yaml``."""
    return [
        f"lessons/{entry.id}.yaml: title or minutes differ from course.yaml; make them the same."
        for entry in (course.course.lessons if course.course else ())
        if (lesson := course.lessons.get(entry.id))
        and (lesson.title, lesson.minutes) != (entry.title, entry.minutes)
    ]


def notebooks_are_numbered(course: AuthoredCourse) -> list[str]:
    """The numbers of the notebooks rise in the order of the lessons."""
    return [
        f"course.yaml: lesson {after.id}: the number of {after.notebook} does not follow that of "
        f"{before.notebook}; run python -m helpers.authoring number."
        for before, after in pairwise(course.course.lessons if course.course else ())
        if after.number <= before.number
    ]


def links_are_known(course: AuthoredCourse) -> list[str]:
    """Lessons and questions name only what there is."""
    if course.course is None:
        return []
    problems = []
    for lesson in course.lessons.values():
        problems += lesson_problems(
            lesson,
            [asked.question for asked in course.of(lesson.id)],
            course.course,
            None if "claims.yaml" in course.lost else set(course.claims),
            None if "misconceptions.yaml" in course.lost else set(course.beliefs),
            f"lessons/{lesson.id}.yaml",
            f"questions/{lesson.id}.yaml",
        )
    return problems


def areas_agree(course: AuthoredCourse) -> list[str]:
    """A lesson that an area lists says itself that it is of this area."""
    return [
        f"lessons/{lesson.id}.yaml: the area is {lesson.area!r}, and course.yaml lists the lesson "
        f"under {area.id!r}; make them the same."
        for area in (course.course.areas if course.course else ())
        for name in area.lessons
        if (lesson := course.lessons.get(name)) and lesson.area != area.id
    ]


def every_lesson_has_a_notebook(course: AuthoredCourse) -> list[str]:
    """Every lesson of the course has its notebook, and every notebook beside them is a lesson."""
    if course.notebooks is None or course.course is None:
        return []
    wanted = {f"{entry.notebook}.ipynb" for entry in course.course.lessons}
    there = {path.name for path in course.notebooks.glob("*.ipynb")}
    return [
        *(
            f"notebooks/{name}: the file is missing; restore it, or take its lesson out of "
            "course.yaml."
            for name in sorted(wanted - there)
        ),
        *(
            f"notebooks/{name}: course.yaml names no such notebook; add its lesson, or delete it."
            for name in sorted(there - wanted)
        ),
    ]


def plans_fit_the_course(course: AuthoredCourse) -> list[str]:
    """The teacher's plans, exercises and prompts name what there is, and their minutes add up."""
    listed = course.course
    if listed is None or course.teaching is None or len(course.lessons) < len(listed.lessons):
        return []
    asked = {question.id: question for _, question in course.bank}
    talked = {talk.lesson for talk in course.teaching.talks}
    return [
        *teaching_problems(course.teaching, listed, course.lessons, asked, "teaching.yaml"),
        *(
            Advice(f"teaching.yaml: nothing to talk about after {name}; write two prompts.")
            for name in course.lessons
            if name not in talked
        ),
    ]


def lesson_problems(
    lesson: Lesson,
    questions: list[Question],
    course: Course,
    claims: set[str] | None,
    misconceptions: set[int] | None,
    place: str,
    questions_place: str,
) -> list[str]:
    """Return faults of a lesson taken together with its questions: dangling and missing links.

    ``claims`` and ``misconceptions`` are None when their files cannot be read;
    links to them are then not judged.
    """
    problems: list[str] = []
    objectives = [o.id for o in lesson.objectives]
    sections = [s.id for s in lesson.sections]
    ids = [q.id for q in questions]
    for what, values in (("objective", objectives), ("section", sections)):
        problems += [
            f"{place}: the {what} id {v!r} is used twice; rename one." for v in repeated(values)
        ]
        problems += [bad_id(place, what, v) for v in values if not ID.match(v)]
    problems += [
        f"{questions_place}: question {v}: the id is used twice; rename one." for v in repeated(ids)
    ]
    if lesson.area not in {a.id for a in course.areas}:
        problems.append(
            f"{place}: the area {lesson.area!r} is not in course.yaml; use one of its ids."
        )
    if lesson.minutes <= 0 or lesson.activity_minutes < 0:
        problems.append(f"{place}: minutes must be above zero; correct them.")
    if len(lesson.key_points) != len(lesson.objectives):
        problems.append(
            f"{place}: {len(lesson.key_points)} key points for {len(lesson.objectives)} "
            "objectives; write one for each, in the same order."
        )
    placed: list[str] = list(lesson.exit_quiz)
    for section in lesson.sections:
        here = f"{place}: section {section.id}"
        placed += section.checks
        problems += unknown(here, "objective", section.objectives, objectives)
        problems += unknown(here, "claim", section.claims, claims)
    problems += unknown(place, "question", placed, ids)
    problems += [
        f"{place}: question {q!r} is asked in two places; keep one." for q in repeated(placed)
    ]
    problems += [
        f"{questions_place}: question {q}: it is asked nowhere; add it to a section's checks "
        "or the exit quiz."
        for q in ids
        if q not in placed
    ]
    charts = {c for s in lesson.sections for c in s.charts}
    areas = {a.id for a in course.areas}
    for question in questions:
        here = f"{questions_place}: question {question.id}"
        problems += unknown(here, "objective", question.objectives, objectives)
        problems += unknown(here, "claim", question.claims, claims)
        problems += unknown(here, "section", [question.section], sections)
        problems += unknown(here, "chart", [question.chart] if question.chart else [], charts)
        problems += unknown(here, "area", [question.area] if question.area else [], areas)
        named = [e.misconception for e in question.entries() if e.misconception is not None]
        problems += unknown(here, "misconception", named, misconceptions)
    for objective in objectives:
        asked = sum(objective in q.objectives for q in questions)
        if asked < 2:
            problems.append(
                f"{place}: objective {objective}: {asked} questions ask it; write two or more."
            )
    return problems


def teaching_problems(
    teaching: Teaching,
    course: Course,
    lessons: Mapping[str, Lesson],
    questions: Mapping[str, Question],
    place: str,
) -> list[str]:
    """Return one sentence for each plan whose minutes, lessons, sections or questions are off."""
    problems: list[str] = []
    for plan in teaching.plans:
        for session in plan.sessions:
            here = f"{place}: plan {plan.id}: {session.title}"
            total = session_minutes(session, course)
            if session.minutes and total != session.minutes:
                problems.append(
                    f"{here}: {session.minutes} minutes are stated and its steps take {total}; "
                    "make them the same."
                )
            for number, step in enumerate(session.steps, 1):
                problems += _step(step, f"{here}: step {number}", lessons, questions)
                problems += _shown(step, f"{here}: step {number}", teaching, questions, lessons)
    for exercise in teaching.exercises:
        problems += [
            f"{place}: exercise {exercise.id}: {name!r} is no scenario question; name one."
            for name in exercise.cases
            if not isinstance(questions.get(name), Scenario)
        ]
    cases = {name for exercise in teaching.exercises for name in exercise.cases}
    problems += [
        f"{place}: hinges: {name}: no exercise has this case; delete it or correct the id."
        for name in teaching.hinges
        if name not in cases
    ]
    problems += [
        f"{place}: hinges: {name} is missing; say what would have to change so that somebody "
        "else decides."
        for name in sorted(cases - teaching.hinges.keys())
        if name in questions
    ]
    talked = [talk.lesson for talk in teaching.talks]
    problems += [
        f"{place}: talk about {name!r}: the course has no such lesson; correct the id."
        for name in talked
        if name not in lessons
    ]
    return problems


def _step(
    step: ClassStep, here: str, lessons: Mapping[str, Lesson], questions: Mapping[str, Question]
) -> list[str]:
    found = [
        f"{here}: the course has no lesson {name!r}; correct the id."
        for name in step.lessons
        if name not in lessons
    ]
    if not step.minutes and not step.lessons:
        found.append(f"{here}: it has neither minutes nor lessons; give one of them.")
    if step.section and not found:
        known = [s.id for name in step.lessons[:1] for s in lessons[name].sections]
        if step.section not in known:
            found.append(f"{here}: the lesson has no section {step.section!r}; correct it.")
    found += [
        f"{here}: the course has no question {name!r}; correct the id."
        for name in step.ask
        if name not in questions
    ]
    return found


_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_ASKED = re.compile(r"\bby hands\b|\bVote\b|\bthen vote\b")
_HOW_MANY = re.compile(r"\b(One|Two|Three|Four|Five)\s+questions?\s+(?:by hands|for a vote)", re.I)
_EXERCISE = re.compile(r'[Ee]xercise "([^"]+)"')


def _shown(
    step: ClassStep,
    here: str,
    teaching: Teaching,
    questions: Mapping[str, Question],
    lessons: Mapping[str, Lesson],
) -> list[str]:
    """Return one sentence for each thing that a step speaks of and does not bring."""
    said = " ".join((step.do, step.say, step.show))
    asked = [questions[name] for name in step.ask if name in questions]
    sections = [part for name in step.lessons if name in lessons for part in lessons[name].sections]
    found: list[str] = []

    def needs(words: str, brought: object, field: str) -> None:
        if (spoken := re.search(words, said)) and not brought:
            found.append(f"{here}: it speaks of {spoken[0]!r} and brings none; name it in {field}.")

    needs(
        r"\b[Pp]ictures?\b|\bbars\b",
        step.charts or any(q.chart for q in asked) or sections,
        "charts",
    )
    needs(r"\b[Qq]uarrel\b|\b[Ss]cene\b", step.scenes or step.lessons, "scenes")
    needs(_ASKED.pattern, step.ask, "ask")
    adverts = any("advert" in f"{q.stimulus} {q.stem}".lower() for q in asked)
    needs(r"\b[Rr]ead\b[^.]*\badverts?\b", adverts, "ask")
    titles = {one.id: one.title for one in teaching.exercises}
    for name in _EXERCISE.findall(step.do):
        if titles.get(step.exercise) != name:
            found.append(f"{here}: it speaks of the exercise {name!r}; name its id in exercise.")
    if (many := _HOW_MANY.search(step.do)) and _NUMBERS[many[1].lower()] != len(step.ask):
        found.append(
            f"{here}: it speaks of {many[1].lower()} questions and names {len(step.ask)} in ask; "
            "make them the same."
        )
    found += [
        f"{here}: a class cannot vote on {question.id!r}; take a question with options."
        for question in asked
        if question.vote() is None
    ]
    known = {
        scene for lesson in lessons.values() for part in lesson.sections for scene in part.scenes
    }
    found += unknown(here, "scene", step.scenes, known)
    drawn = {
        chart for lesson in lessons.values() for part in lesson.sections for chart in part.charts
    }
    found += unknown(here, "chart", step.charts, drawn)
    found += unknown(here, "exercise", [step.exercise] if step.exercise else [], titles)
    if step.way in ("alone", "pairs", "groups") and not (
        step.lessons or step.exercise or step.show or step.write
    ):
        found.append(
            f"{here}: participants work and have nothing in hand; give them words to write on "
            "their sheet in write, a lesson or an exercise."
        )
    return found


def scenes_have_their_people(course: AuthoredCourse) -> list[str]:
    """Whoever speaks is of the course, portraits are there, and each scene is shown."""
    if course.course is None:
        return []
    names = {person.name for person in course.course.people}
    found = [
        f"scenes.yaml: scene {scene.id}: {one.who!r} is nobody of course.yaml's people; correct "
        "the name or add the person."
        for scene in course.scenes.values()
        for one in scene.lines
        if one.who and one.who not in names
    ]
    drawn = {path.stem for path in (course.root / "people").glob("*.svg")}
    found += [
        f"course.yaml: person {person.name}: people/{person.portrait}.svg is missing; draw it or "
        "take the portrait out."
        for person in course.course.people
        if person.portrait and person.portrait not in drawn
    ]
    sections = [(lesson.id, part) for lesson in course.lessons.values() for part in lesson.sections]
    for lesson_id, part in sections:
        here = f"lessons/{lesson_id}.yaml: section {part.id}"
        found += unknown(here, "scene", part.scenes, course.scenes)
    shown = {scene for _, part in sections for scene in part.scenes}
    if not course.lost:
        found += [
            f"scenes.yaml: scene {name}: no lesson shows it; name it in a section or delete it."
            for name in course.scenes
            if name not in shown
        ]
    return found


def documents_are_shown(course: AuthoredCourse) -> list[str]:
    """A lesson shows documents that there are, and each of them is shown."""
    sections = [(lesson.id, part) for lesson in course.lessons.values() for part in lesson.sections]
    found: list[str] = []
    for lesson_id, part in sections:
        here = f"lessons/{lesson_id}.yaml: section {part.id}"
        found += unknown(here, "document", part.documents, course.documents)
    shown = {name for _, part in sections for name in part.documents}
    shown |= {one.beside for one in course.documents.values() if one.id in shown}
    if not course.lost:
        found += [
            Advice(
                f"documents.yaml: document {name}: no lesson shows it; name it in a section or "
                "delete it."
            )
            for name in course.documents
            if name not in shown
        ]
    return found


RULES = (
    documents_are_shown,
    scenes_have_their_people,
    every_file_is_read,
    no_file_is_astray,
    the_specimen_of_an_exam_fits,
    questions_have_ids_of_their_own,
    lessons_are_as_listed,
    notebooks_are_numbered,
    links_are_known,
    areas_agree,
    every_lesson_has_a_notebook,
    plans_fit_the_course,
)
