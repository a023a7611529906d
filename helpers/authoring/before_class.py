"""All files of one session in one folder, with a list of what to print and how often."""

from __future__ import annotations

from collections import Counter
from itertools import cycle
from pathlib import Path

from helpers.content import load_course, load_questions, load_teaching
from helpers.content.teaching import Exercise, Plan
from helpers.document import Card, bullets, code, heading, line, printable, sorry, table
from helpers.record.files import must_be_new, write_pages

from .class_sheets import course_sheet, letter_cards, participant_sheet, teacher_sheet
from .deck import write_decks
from .paper import ANSWERS, case_sheets, exercise_key, style_of

_SIZES = {"pairs": 2, "groups of three": 3, "groups of four": 4}
_LIST = "what_to_print.html"


def copies_of(exercise: Exercise, people: int) -> list[int]:
    """How many sheets each case needs: one for every person of the groups that get it."""
    groups = max(1, round(people / _SIZES[exercise.size]))
    taken: Counter[str] = Counter()
    for number, case in zip(range(groups), cycle(exercise.cases), strict=False):
        taken[case] += people // groups + (number < people % groups)
    return [taken[case] for case in exercise.cases]


def before_class(
    plan: str, people: int, to: str | Path, large: bool = False, plain: bool = False
) -> Card:
    """Write what a plan needs into one new folder, and say what to print how often.

    Parameters
    ----------
    plan : str
        A plan's id, for instance ``ninety_minutes``.
    people : int
        How many learners come.
    to : path
        A new or an empty folder.
    large, plain : bool
        As in `hand_outs`.
    """
    known = {one.id: one for one in load_teaching().plans}
    if plan not in known:
        return sorry(f"There is no plan {plan!r}; there are {', '.join(known)}.")
    if people < 1:
        return sorry(f"A class has one learner or more, not {people}; correct the number.")
    folder = Path(to).expanduser()
    try:
        must_be_new(folder)
        rows = _written(known[plan], people, folder, style_of(large, plain))
    except FileExistsError as error:
        return sorry(str(error))
    except OSError as error:
        return sorry(f"{folder} could not be written ({error.strerror}); name another place.")
    try:
        (deck,) = write_decks(folder, [plan], tell=lambda _: None)
        rows.append((deck.name, "none: open it on the machine that you project from"))
    except (ValueError, OSError) as error:
        rows.append(("no slides", f"{error} Everything else is here."))
    shown = table(("File", "Copies"), [(code(name), said) for name, said in rows])
    later = [
        line("Keep ", code(ANSWERS), " to yourself until the groups compare."),
        line("The vote needs no file. Run ", code(f'teaching.vote("{plan}")'), " in the room."),
    ]
    title = f"{known[plan].title}, {people} learners: what to print"
    page = printable(title, heading(title, 1), shown, bullets(later), style=style_of())
    write_pages(folder, [(_LIST, page)])
    return Card(f"All of it is in {folder}; this list, too, as {_LIST}.", shown, bullets(later))


def _written(plan: Plan, people: int, folder: Path, style: str) -> list[tuple[str, str]]:
    """Write the pages; return each file with what to print of it."""
    questions = {q.id: q for e in load_course().lessons for q in load_questions(e.id)}
    sheet = participant_sheet if plan.people else course_sheet
    used = {step.exercise for session in plan.sessions for step in session.steps}
    pages = [
        (f"{ANSWERS}/plan_{plan.id}.html", "1, for you", teacher_sheet(plan, style_of())),
        (f"sheet_{plan.id}.html", f"{people}, on both sides of the paper", sheet(plan, style)),
    ]
    for one in load_teaching().exercises:
        if one.id not in used:
            continue
        copies = copies_of(one, people)
        name = f"cases_{one.id}.html"
        once = f"1, on one side: {sum(copies)} sheets are in it, sorted by case"
        pages.append((name, once, case_sheets(one, questions, style, copies)))
        slips = "1, cut into slips, one for each group"
        pages.append((f"{ANSWERS}/{name}", slips, exercise_key(one, questions, style_of())))
    cards = f"{people}, if nobody votes with a phone"
    pages.append(("letter_cards.html", cards, letter_cards(style)))
    write_pages(folder, ((name, page) for name, _, page in pages))
    return [(name, said) for name, said, _ in pages]
