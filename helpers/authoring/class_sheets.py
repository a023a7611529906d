"""Sheets for a class: for its teacher, for its people, letter cards, rubrics, a syllabus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from helpers.charts import draw
from helpers.classroom.hands import choices_of
from helpers.classroom.teach_again import find_question
from helpers.classroom.teaching import plan_blocks
from helpers.content import load_course, load_lesson, load_questions, load_teaching
from helpers.content.teaching import ClassStep, Plan
from helpers.document import (
    Element,
    Piece,
    br,
    bullets,
    em,
    group,
    heading,
    joined,
    line,
    md_line,
    para,
    printable,
    strong,
    table,
    title,
)
from helpers.quiz.paper import sheets

LETTERS = "ABCD"
CHANGE = "What would have to change so that somebody else decides?"


def lines(number: int) -> list[Element]:
    """Lines to write on."""
    return [group(css="line") for _ in range(number)]


def who() -> Element:
    """A line for a name and one for the date."""
    return group(para("Name or code:"), para("Date:"), css="who")


_WIDE = """
@page { margin: 8mm 11mm 11mm; }
body { max-width: none; }
table { break-inside: avoid; margin-top: 1.5mm; }
a { color: inherit; }
"""


def teacher_sheet(plan: Plan, style: str) -> str:
    """A plan as it is taught, with each vote and the letter of its key where it is asked."""
    blocks = plan_blocks(plan, _votes)
    return printable(
        plan.title, heading(f"{plan.title}: the plan", 1), *blocks, style=style + _WIDE
    )


def _votes(names: Iterable[str]) -> tuple[Piece, ...]:
    said: list[Piece] = []
    for _, question in map(find_question, names):
        right = " and ".join(c.letter for c in choices_of(question) if c.right)
        said += [br, em("Vote: "), md_line(question.stem), " ", strong(f"Key: {right}")]
    return tuple(said)


JOBS = ("A product manager ...", "A project manager ...")


def participant_sheet(plan: Plan, style: str) -> str:
    """What everybody has in hand in a plan that needs no machines; its back is for later.

    On the front stand the two sentences, who is who, and the votes as the slides show them.
    """
    course = load_course()
    people: list[list[Piece]] = [[strong(one.name), one.role, one.says] for one in course.people]
    short = [entry for entry in course.lessons if entry.short_path]
    steps = [step for session in plan.sessions for step in session.steps]
    turn = next(n for n, step in enumerate(steps) if "five_differences" in step.charts)
    front, back = (
        [find_question(name)[1] for step in part for name in step.ask]
        for part in (steps[:turn], steps[turn:])
    )
    return printable(
        plan.title,
        who(),
        heading(course.title, 1),
        para(course.question),
        heading("1. Two sentences, before"),
        *_to_finish(JOBS),
        heading("2. Who is who at VeloLink (invented)"),
        table(("Name", "Job", "Says"), people, sentences=True),
        heading("3. Our votes"),
        para("Tick what you think alone. After the talk, circle the letter you hold then."),
        sheets(enumerate(front, 1)),
        para(strong("Please turn over when your teacher says so.")),
        group(
            heading("4. Five differences that last"),
            draw("five_differences"),
            heading("5. Our last vote"),
            sheets(enumerate(back, len(front) + 1)),
            heading("6. Two sentences, after"),
            *_to_finish([*JOBS, "What I changed, and why:"]),
            heading("Where to go on"),
            para("The course is free, needs no account, and works alone. Its address: ", "_" * 40),
            bullets(f"{entry.label} ({entry.minutes} minutes)" for entry in short),
            css="next",
        ),
        style=style,
    )


def _to_finish(begun: Iterable[str]) -> list[Element]:
    return [part for said in begun for part in (para(said), *lines(2))]


def course_sheet(plan: Plan, style: str) -> str:
    """What everybody keeps through a longer plan: lessons to tick off, votes, and own words."""
    course = load_course()
    return printable(
        plan.title,
        who(),
        heading(f"{course.title} {plan.title}", 1),
        para(course.question),
        para(
            "This sheet is yours, and nobody collects it. Tick each lesson that you have done. In "
            "a vote write your letter, and after the talk the letter you hold then."
        ),
        *(
            group(heading(session.title), *blocks, style="break-inside: avoid")
            for session in plan.sessions
            if (blocks := list(_kept(session.steps)))
        ),
        style=style,
    )


def _kept(steps: Iterable[ClassStep]) -> Iterator[Piece]:
    """What participants tick, vote and write in a session, step by step."""
    course = load_course()
    for step in steps:
        alone = step.way in ("alone", "pairs") and not step.section
        done = [course.entry(name) for name in step.lessons] if alone else []
        names = (f"{one.label} ({one.minutes} minutes)" for one in done)
        if step.halves:
            yield para("Of these, those of your half of the class:")
        yield bullets(names, css="boxes ticked") if done else None
        if step.ask:
            stems = [md_line(find_question(name)[1].stem) for name in step.ask]
            head = ("Vote", "My letter", "After the talk")
            yield group(table(head, [[stem, "", ""] for stem in stems]), css="voted")
        yield from _to_finish(step.write)


def letter_cards(style: str) -> str:
    """The four letters of a vote on one page: one page for each person, to hold up or to cut."""
    cards = (para(one, css="letter") for one in LETTERS)
    return printable("Letter cards", group(*cards, css="cards"), style=style)


def game_sheet(style: str) -> str:
    """What a pair writes down while it plays the twenty weeks from both chairs."""
    rows = [["\N{NO-BREAK SPACE}"] * 5 for _ in range(10)]
    return printable(
        "Twenty weeks in pairs",
        who(),
        heading("Twenty weeks in pairs", 1),
        para(
            "One decides as product manager, the other as project manager. Say what you are "
            "answerable for before you choose. After week 10 change chairs."
        ),
        group(
            table(("Week", "What we decided", "Whose call", "What the other said", "Luck?"), rows),
            css="played",
        ),
        title("The decision we would make otherwise, and why"),
        *lines(3),
        style=style,
    )


def rubric_sheets(style: str) -> str:
    """The rubrics of the open tasks, four lines and three levels each."""
    made = [
        group(
            heading(one.title),
            para(one.about),
            table(
                ("Look at", "Not yet", "Good", "Very good"),
                [[strong(row.what), row.not_yet, row.good, row.very_good] for row in one.lines],
                sentences=True,
            ),
            style="break-inside: avoid",
        )
        for one in load_teaching().rubrics
    ]
    about = "For talk and for a second try, not for marks. Let learners use them on each other."
    return printable("Rubrics", heading("Rubrics for the open tasks", 1), about, *made, style=style)


# ---------------------------------------------------------------- the syllabus


def syllabus(style: str) -> str:
    """The course on one page, from its own data."""
    course, teaching = load_course(), load_teaching()
    minutes = {entry.id: entry.minutes for entry in course.lessons}
    paths = [
        (strong(path.title), f": {sum(minutes[i] for i in course.path_lessons(path.id))} minutes")
        for path in course.paths
    ]
    levels = Counter(q.level for e in course.lessons for q in load_questions(e.id))
    total = sum(levels.values())
    counted = joined(f"{level} {number / total:.0%}" for level, number in levels.most_common())
    labels = {entry.id: f"{entry.number:02d}" for entry in course.lessons}
    return printable(
        f"Syllabus: {course.title}",
        heading(course.title, 1),
        para(strong(course.question)),
        *(para(strong(f"{one.head}. "), md_line(one.text)) for one in teaching.syllabus),
        title("What learners can do afterwards, by area"),
        bullets(_outcomes(labels), css="small"),
        title("Lessons and minutes"),
        para(joined((f"{e.label} ({e.minutes})" for e in course.lessons), "; "), ".", css="small"),
        bullets(paths),
        para(strong("Levels (Bloom). "), f"Of {total} questions: ", counted, "."),
        para(strong("Contact. "), "_" * 50),
        style=style,
    )


def _outcomes(labels: dict[str, str]) -> Iterator[tuple[Piece, ...]]:
    for area in load_course().areas:
        firsts = [(labels[i], load_lesson(i).objectives[0].text) for i in area.lessons]
        said = joined((line(f"{text} ({number})") for number, text in firsts), " ")
        yield strong(f"{area.title}. "), said


def class_sheets(style: str, answers: str) -> Iterator[tuple[str, str, str]]:
    """Yield each sheet: its file in the folder, what it is, and the page."""
    for plan in load_teaching().plans:
        name = f"{answers}/plan_{plan.id}.html"
        yield name, f"{plan.title}: the plan", teacher_sheet(plan, style)
        sheet = participant_sheet if plan.people else course_sheet
        yield f"sheet_{plan.id}.html", f"{plan.title}: the sheet", sheet(plan, style)
    yield "letter_cards.html", "Letter cards", letter_cards(style)
    yield "twenty_weeks_in_pairs.html", "Twenty weeks in pairs", game_sheet(style)
    yield "rubrics.html", "Rubrics", rubric_sheets(style)
    yield "syllabus.html", "Syllabus", syllabus(style)
