"""What the lesson with the final test calls: gain, audit, answers, certificate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.content import ContentError, load_claims, load_lesson, load_questions
from helpers.document import Card, code, link, para, sorry, title
from helpers.finish import (
    Audit,
    Mastery,
    audit_rows,
    certificate_html,
    clean_name,
    compare,
    file_name,
    gain_card,
    right_at_first,
    tried,
)
from helpers.finish.take_away import FILE, take_away_html
from helpers.record import browser, now, progress

from .export_and_erase import save_link, shown, write_whole

if TYPE_CHECKING:
    from helpers.content.model import Course, Lesson
    from helpers.record import Attempt, Record

    from .download import Download

_CERTIFICATE = (
    'To write your page, run lesson.certificate("Your name") in a new cell. It is one HTML file '
    "beside this notebook, and your browser prints it. It lists the objectives that you have "
    "mastered. There is no pass mark, and it is a self-check, not an accredited certificate."
)
_PRINT = "Open it and print it, or save it as a PDF."
_TEACHERS = (
    "Teachers need not wait: in the course's folder, python -m helpers.authoring answers writes "
    "the same as one page to print."
)


def gain(course: Course, attempts: list[Attempt]) -> Card:
    """First answers at the start and in the final test, compared as a picture."""
    start, end = load_lesson(course.diagnostic), load_lesson(course.final_test)
    return gain_card(compare(start, end, load_questions(start.id), attempts), course.areas)


def audit(course: Course, lesson: Lesson, attempts: list[Attempt]) -> Audit:
    """All claims of the audited explainer; open once the questions of its section are tried."""
    lessons = [(entry.label, load_lesson(entry.id)) for entry in course.lessons]
    rows = audit_rows(load_claims(), lessons)
    asked = {attempt.question for attempt in attempts}
    judged = all(asked.issuperset(s.checks) for s in lesson.sections if s.id == "audit")
    return Audit(f"The {len(rows)} claims and their verdicts", rows, locked=not judged)


def answers(course: Course, attempts: list[Attempt]) -> Card:
    """Every question of the course with its reasons, once the final test is answered."""
    from helpers.quiz.paper import folded_answers

    if waiting := waiting_for(course, attempts):
        return Card(f"The answers to all questions open after the final test. {waiting}", _TEACHERS)
    lessons = [(e.label, load_questions(e.id)) for e in course.lessons]
    return Card(title("Answers with reasons"), *folded_answers(lessons))


def certificate(course: Course, attempts: list[Attempt], name: str) -> Card | Download:
    """Write the page with what was mastered, for ``name``; without a name, say how."""
    waiting, end = waiting_for(course, attempts), load_lesson(course.final_test)
    mastery, given = mastery_of(course, attempts), clean_name(name)
    if not given or waiting:
        return Card(_CERTIFICATE, f"It waits for the final test. {waiting}" if waiting else None)
    right, asked = right_at_first(end, attempts), len(end.exit_quiz)
    page = certificate_html(course.title, given, now().date(), mastery, right, asked)
    if browser.in_a_browser():
        from .download import Download

        return Download(file_name(given), page.encode(), para(_PRINT))
    try:
        file = write_whole(page, Path(file_name(given)), True, "html")
    except OSError as error:
        why = error.strerror or str(error)
        return sorry(f"The page could not be written ({why}); make its folder writable.")
    more = _PRINT
    if file.name != file_name(given):
        more += " Your older page was left as it is."
    said = f"Your page is in the file {shown(file)}, beside this notebook."
    return Card(para(link(file.name, said)), more)


def take_away(course: Course, record: Record) -> Card:
    """Write the short path and the learner's notes from it on one page, and say where it is.

    A page that is there and says the same is left.
    """
    try:
        from helpers.charts import draw

        lessons = [load_lesson(e.id) for e in course.lessons if e.short_path]
        points = [(one.title, one.key_points) for one in lessons]
        jobs = draw("five_differences").table()
        page = take_away_html(course.title, points, jobs, _notes(lessons, record))
        if browser.in_a_browser():
            return Card(para(save_link(FILE, page.encode(), f"Save your page, {FILE}")))
        file = Path(FILE)
        if not (file.is_file() and file.read_bytes() == page.encode()):
            file = write_whole(page, file, True, "html")
    except ContentError as error:
        return sorry(str(error))
    except OSError as error:
        why = error.strerror or str(error)
        return sorry(f"The page could not be written ({why}); make its folder writable.")
    said = para("Your page is in the file ", code(shown(file)), ", beside this notebook.")
    return Card(said, "Find it in the list of files, and print it or send it to your phone.")


def _notes(lessons: list[Lesson], record: Record) -> list[tuple[str, str]]:
    """What the learner was asked to note in these lessons, and wrote."""
    from helpers.predict import Guessing

    asked = [
        Guessing(one, None, record, lesson.id)
        for lesson in lessons
        for section in lesson.sections
        for one in section.predict
        if one.note
    ]
    return [(one.asked.ask, one.words(one.response)) for one in asked if one.response]


def waiting_for(course: Course, attempts: list[Attempt]) -> str:
    """What is still to be answered in the final test, as a sentence; "" when nothing is."""
    end = load_lesson(course.final_test)
    done, size = tried(end, attempts), len(end.exit_quiz)
    return "" if done == size else f"You have tried {done} of its {size} questions."


def mastery_of(course: Course, attempts: list[Attempt]) -> list[Mastery]:
    """What is mastered of each lesson but the one with the diagnostic."""
    found = []
    for entry in course.lessons:
        if entry.id == course.diagnostic:
            continue
        done = progress(load_lesson(entry.id), load_questions(entry.id), attempts).objectives
        texts = [o.text for o in done if o.mastered == o.asked]
        found.append(Mastery(entry.label, texts, len(done)))
    return found
