"""The teacher's kit: plans with their minutes, prompts, wrong answers, exercises for groups.

Everything here is read from ``lessons_data``, so it changes with the lessons. Links lead from
``notebooks/teaching`` to the lessons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from helpers.content import load_course, load_lesson, load_questions, load_teaching
from helpers.content.minutes import SECONDS_A_CHOICE, SECONDS_A_LONG_ONE, WORDS_A_MINUTE
from helpers.content.model import Course
from helpers.content.teaching import ClassSession, ClassStep, Plan, minutes_of, session_minutes
from helpers.document import (
    Card,
    Element,
    Flow,
    Piece,
    Shown,
    br,
    bullets,
    code,
    em,
    joined,
    md_line,
    para,
    sorry,
    strong,
    table,
    title,
)

from .sections import parts_of
from .show_of_hands import pulse
from .teach_again import belief_texts, find_question, section_link, whole_lesson
from .vote.view import vote

__all__ = ["exercises", "plan", "plans", "prompts", "pulse", "sections", "vote", "wrong_answers"]

WAYS = {
    "all": "all together",
    "alone": "each alone",
    "pairs": "in pairs",
    "groups": "in groups",
    "break": "break",
}


def plans() -> Card:
    """The plans there are, each with its minutes in class and at home."""
    course, rows = load_course(), []
    for one in load_teaching().plans:
        taken = {"in class": 0, "at home": 0}
        for session in one.sessions:
            where = "at home" if "home" in session.title else "in class"
            taken[where] += session_minutes(session, course)
        spent = " and ".join(f"{m} minutes {where}" for where, m in taken.items() if m)
        rows.append((strong(one.title), " (", code(one.id), f"): {spent}. {one.about}"))
    return Card(bullets(rows))


def plan(plan_id: str) -> Card:
    """One plan, step by step: when, how long, what, and where in the course.

    Parameters
    ----------
    plan_id : str
        An id of `plans`, for instance ``ninety_minutes``.
    """
    known = {one.id: one for one in load_teaching().plans}
    if plan_id not in known:
        return sorry(f"There is no plan {plan_id!r}; there are {', '.join(known)}.")
    return Card(*plan_blocks(known[plan_id]))


Votes = Callable[[Iterable[str]], tuple[Piece, ...]]
"""What stands in a step for the questions that it asks."""


def on_this_page(names: Iterable[str]) -> tuple[Piece, ...]:
    """The calls that ask the questions of a step on the teacher's page."""
    return br, "Ask: ", joined(code(f"teaching.pulse({name!r})") for name in names)


def plan_blocks(chosen: Plan, votes: Votes = on_this_page) -> list[Piece]:
    """A plan as it is shown and printed: outcomes, steps with what to say, what to do without.

    ``votes`` says what stands for the questions that a step asks.
    """
    course = load_course()
    tables = [
        table(
            ("From", "Minutes", "How", "What"),
            _rows(session, course, votes),
            f"{session.title}: {session_minutes(session, course)} minutes",
            sentences=True,
        )
        for session in chosen.sessions
    ]
    outcomes = [title("Afterwards learners can"), bullets(chosen.outcomes)]
    without = [title("Where something is missing"), bullets(map(md_line, chosen.without))]
    return [
        chosen.about,
        *(outcomes if chosen.outcomes else ()),
        *tables,
        *(without if chosen.without else ()),
    ]


def _rows(session: ClassSession, course: Course, votes: Votes) -> Iterator[tuple[Flow, ...]]:
    """When, minutes, way and words of each step."""
    hours, minutes = (int(part) for part in (session.starts or "0:00").split(":"))
    clock = 60 * hours + minutes
    turns = iter(("first", "second", "third", "fourth"))
    for step in session.steps:
        spent = minutes_of(step, course)
        said: tuple[Piece, ...] = (step.do,)
        for word, words in (
            ("Say", step.say),
            ("A good answer", step.answer),
            ("Ready early", step.early),
        ):
            said += (br, em(f"{word}: "), words) if words else ()
        if step.drop:
            said += (br, strong(f"Leave this out {next(turns)} if time runs out."))
        if places := _places(step):
            said += (br, joined(places, "; "))
        if step.ask:
            said += votes(step.ask)
        yield f"{clock // 60}:{clock % 60:02d}", str(spent), WAYS[step.way], said
        clock += spent


def _places(step: ClassStep) -> list[Element]:
    """Where a step leads: its section, or its lessons."""
    if step.section:
        return [section_link(step.lessons[0], step.section)]
    return [whole_lesson(lesson_id) for lesson_id in step.lessons]


def sections(lesson: str) -> Card:
    """The minutes of a lesson by section: for reading, for its questions, and for activities.

    Parameters
    ----------
    lesson : str
        A lesson's id, for instance ``what_is_the_difference``.
    """
    try:
        content, parts = load_lesson(lesson), parts_of(lesson)
    except ValueError as error:
        return sorry(str(error))
    own = content.activity_minutes
    total = sum(part.minutes for part in parts) + own
    label = load_course().entry(content.id).label
    caption = f"{label}: {content.minutes} minutes stated, {total:.1f} reckoned"
    rule = (
        f"{WORDS_A_MINUTE} words a minute, of questions too, with one feedback each; "
        f"{SECONDS_A_CHOICE} seconds a choice, {SECONDS_A_LONG_ONE} a scenario, sorting or "
        f"number. Pictures and other activities take {own} minutes more, spread over the lesson."
    )
    rows = [(p.title, f"{p.minutes:.1f}", str(p.words), str(p.questions)) for p in parts]
    return Card(table(("Section", "Minutes", "Words", "Questions"), rows, caption), rule)


# ---------------------------------------------------------------- what to say


def prompts(lesson: str = "") -> Card:
    """Questions to talk about, each with what to listen for; of one lesson, or of all."""
    places = [entry.id for entry in load_course().lessons]
    talks = [talk for talk in load_teaching().talks if lesson in ("", talk.lesson)]
    talks.sort(key=lambda talk: places.index(talk.lesson))
    if not talks:
        return sorry(f"There is nothing to talk about for {lesson!r}; correct the lesson's id.")
    blocks: list[Shown] = []
    for talk in talks:
        asked = [(p.ask, br, em("Listen for: ", p.listen)) for p in talk.prompts]
        blocks += [title(whole_lesson(talk.lesson)), bullets(asked)]
    return Card(*blocks)


def wrong_answers(lesson: str) -> Card:
    """The beliefs that wrong answers of a lesson stand for: what they say, and what to reply.

    The words are those of the questions' options and of their feedback.
    """
    try:
        questions = load_questions(lesson)
    except ValueError as error:
        return sorry(str(error))
    found: dict[int, list[tuple[str, str, str]]] = {}
    for question in questions:
        for entry in question.entries():
            if entry.misconception is not None:
                words = question.shown(entry)
                found.setdefault(entry.misconception, []).append(
                    (question.id, words, entry.feedback)
                )
    blocks: list[Shown] = []
    for belief, shown in sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        rows = [
            (em(f"{name}:"), f" “{words}”", br, "You may reply: ", md_line(reply))
            for name, words, reply in shown
        ]
        blocks += [title(f"They may believe: {belief_texts()[belief]}"), bullets(rows)]
    return Card(*blocks)


def exercises() -> Card:
    """The exercises for groups, each with its cases; print them as hand-outs."""
    blocks: list[Piece] = []
    for one in load_teaching().exercises:
        cases = [
            (md_line(question.stem), f" ({name}; ", section_link(lesson, question.section), ")")
            for name in one.cases
            for lesson, question in [find_question(name)]
        ]
        head = f"{one.title} ({one.size}, {one.minutes} minutes)"
        pairs = para(em("In pairs: "), one.pairs) if one.pairs else None
        blocks += [title(head), one.about, pairs, bullets(cases)]
    return Card(*blocks)
