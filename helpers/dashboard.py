"""What the learner has done so far, as cards: by lesson, by objective, by area."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from helpers.content import ContentError, counted, every_question, load_lesson, load_questions
from helpers.content.model import Course, Lesson, LessonEntry
from helpers.document import (
    Card,
    Element,
    Flow,
    Piece,
    Shown,
    bar,
    br,
    bullets,
    count,
    fold,
    group,
    joined,
    lesson_link,
    para,
    strong,
    table,
    title,
)
from helpers.questions import Question
from helpers.record import progress, standing
from helpers.record.order import set_right

if TYPE_CHECKING:
    from helpers.quiz.session import Session
    from helpers.record import Attempt, LessonProgress, Record
    from helpers.record.progress import Tally

MASTERED = "Mastered: your last answer was right, and not copied from the answer shown."
MOST_DAYS = 40
"""A picture of progress has so many points at most."""


def dashboard(
    course: Course,
    record: Record,
    more: Callable[[list[Attempt]], Card | None] = lambda attempts: None,
    path: Collection[str] = (),
) -> Card:
    """Progress bars for every lesson and a link to where the learner left off.

    A lesson that was begun shows its objectives, too; one whose data cannot be read is listed
    with the reason. What is added up are the numbers of the rows. The link stands first and follows
    the lessons of ``path``; ``more`` makes a card out of the attempts, which stands after it.
    """
    attempts = counted(course, record.attempts())
    by_lesson = _by_lesson(course, attempts)
    rows: list[tuple[Flow, ...]] = []
    every: list[LessonProgress] = []
    for entry in course.lessons:
        try:
            lesson, questions = load_lesson(entry.id), load_questions(entry.id)
            done = progress(lesson, questions, by_lesson.get(entry.id, ()))
        except ContentError as error:
            rows.append((entry.label, error.problems[0], ""))
            continue
        every.append(done)
        mark = " (short path)" if entry.short_path else ""
        rows.append(
            (
                (lesson_link(entry.notebook, entry.label), mark, _objectives(done)),
                (bar(done.share), f" {_so_far(done)}"),
                f"{minutes(done)} of about {entry.minutes} minutes",
            )
        )
    spent = sum(map(minutes, every))
    total = f"In all: {_whole(every)}, {spent} minutes. {MASTERED}" if attempts else ""
    moves = "These numbers move by themselves when you answer." if attempts else ""
    return Card(
        _onward(course, attempts, path),
        more(attempts),
        total,
        table(["Lesson", "Questions", "Time"], rows, "Your progress", sentences=True),
        moves,
    )


def _so_far(done: Tally) -> str:
    """How many questions are mastered; of what is not begun, only how many there are."""
    if not done.answered:
        return count(done.asked, "question")
    return f"{done.mastered} of {done.asked} mastered"


def minutes(done: LessonProgress) -> int:
    """The minutes spent in a lesson, as they are shown; a sum adds up what is shown."""
    return round(done.minutes_spent)


def tally_words(every: Collection[Tally]) -> str:
    """Say how many questions are mastered, answered, and were right at the first answer."""
    asked, answered = sum(t.asked for t in every), sum(t.answered for t in every)
    mastered, first = sum(t.mastered for t in every), sum(t.right_first for t in every)
    return (
        f"{mastered} of {asked} mastered, {answered} of {asked} answered, "
        f"{first} of them right at the first answer"
    )


def _whole(every: Collection[Tally]) -> str:
    """The same of the whole course: what was done, and not how much is left of hundreds."""
    answered, first = sum(t.answered for t in every), sum(t.right_first for t in every)
    mastered = sum(t.mastered for t in every)
    return (
        f"{mastered} of {answered} answered questions mastered, {first} right at the first answer"
    )


def _onward(course: Course, attempts: list[Attempt], path: Collection[str]) -> Element:
    """Where to go on, as a link; or that nothing is left."""
    found = resume_point(course, attempts, path)
    if found is None:
        return para(strong("You have answered every question of the course."))
    where, heading = found
    onward = course.entry(where)
    place = onward.title + (f", {heading}" if heading else "")
    answered = any(attempt.outcome != "played" for attempt in attempts)
    begun = "Continue where you left off" if answered else "Begin with"
    on = lesson_link(onward.notebook, place, heading)
    return para(strong(f"{begun}:"), " ", on, css="pp-next")


def _homes(course: Course) -> dict[str, str]:
    """The lesson of each question of the course; questions that cannot be read are left out."""
    return {question.id: entry.id for entry, question in every_question(course)}


def _by_lesson(course: Course, attempts: Iterable[Attempt]) -> dict[str, list[Attempt]]:
    """The attempts that concern each lesson: those filed under it, and those at its questions."""
    homes = _homes(course)
    found: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        found.setdefault(attempt.lesson, []).append(attempt)
        home = homes.get(attempt.question, attempt.lesson)
        if home != attempt.lesson:
            found.setdefault(home, []).append(attempt)
    return found


def _objectives(done: LessonProgress) -> Shown | None:
    """The objectives of a lesson that was begun, folded."""
    if not done.answered:
        return None
    rows = [(bar(o.share), f" {o.text} {o.mastered} of {o.asked}.") for o in done.objectives]
    return fold("By objective", bullets(rows))


def mastered_by_day(
    attempts: Iterable[Attempt], questions: Collection[str], now: datetime
) -> list[tuple[date, int]]:
    """Return how many questions were mastered at the end of each day with an answer.

    Parameters
    ----------
    attempts
        All of a record, in its order. Their times are set right first, see
        :func:`helpers.record.order.set_right`; so the last count is that of the dashboard. The
        day of an attempt is the one on the learner's own clock, then and there.
    questions
        The ids that count.
    now
        No answer can be later.

    Returns
    -------
    list
        Days and counts, in order; of more than `MOST_DAYS` days, evenly some, and the last.
    """
    mine = [a for a in set_right(attempts, now) if a.question in questions]
    ends: dict[date, int] = {}
    day = date.min
    for number, attempt in enumerate(mine, 1):
        day = max(day, datetime.fromisoformat(attempt.at).date())
        ends[day] = number
    step = -(-len(ends) // MOST_DAYS) or 1
    kept = list(ends.items())[::-1][::step][::-1]
    return [(day, len(standing(mine[:end])[1])) for day, end in kept]


def resume_point(
    course: Course, attempts: list[Attempt], path: Collection[str] = ()
) -> tuple[str, str] | None:
    """Return the lesson to go on with and the heading of its first section still unanswered.

    That is the lesson of the question that was last tried for the first time, or the next one
    when its quiz is done, and after the last one the first that is still open: to review an old
    question does not lead back. A learner without attempts begins at the first lesson, and None is
    for who has answered all. The lessons of a chosen ``path`` come before the others.
    """
    known = [entry.id for entry in course.lessons]
    answered = dict.fromkeys(a.question for a in attempts)  # in the order of their first tries
    homes = _homes(course)
    last = next((homes[q] for q in reversed(answered) if q in homes), None)
    if last is None:
        return next((name for name in known if name in path), known[0]), ""
    place = known.index(last)
    ahead = known[place:] + known[:place]
    for lesson_id in sorted(ahead, key=lambda name: bool(path) and name not in path):
        try:
            lesson = load_lesson(lesson_id)
        except ContentError:
            continue
        asked = [(section.title, section.checks) for section in lesson.sections]
        for heading, questions in [*asked, ("", lesson.exit_quiz)]:
            if not answered.keys() >= set(questions):
                return lesson_id, heading
    return None


def lesson_card(
    course: Course, lesson: Lesson, questions: Iterable[Question], attempts: list[Attempt]
) -> Card | None:
    """Progress in one lesson, the time spent and the first section still open; None if unbegun."""
    done = progress(lesson, questions, attempts)
    if not done.answered:
        return None
    answered = {a.question for a in attempts}
    still = [s.title for s in lesson.sections if not answered.issuperset(s.checks)]
    notebook = course.entry(lesson.id).notebook
    own = lesson.id not in (course.diagnostic, course.final_test)  # theirs stands under a section
    still += ["Exit quiz"] if own and not answered.issuperset(lesson.exit_quiz) else []
    return Card(
        para(
            bar(done.share),
            f" This lesson: {tally_words([done])}; "
            f"{minutes(done)} of about {lesson.minutes} minutes. {MASTERED}",
        ),
        para("Continue here: ", lesson_link(notebook, still[0], still[0])) if still else None,
    )


def results_by_objective(
    course: Course, lesson: Lesson, questions: Iterable[Question], attempts: list[Attempt]
) -> list[Flow]:
    """Return one entry of a list for each objective, with the sections to reread.

    Of a lesson without answers, only how many questions there are.
    """
    questions = list(questions)
    titles = {s.id: s.title for s in lesson.sections}
    mastered = standing(attempts)[1]
    notebook = course.entry(lesson.id).notebook
    rows: list[Flow] = []
    done = progress(lesson, questions, attempts)
    for one in done.objectives:
        if not done.answered:
            rows.append(f"{one.text} {count(one.asked, 'question')}.")
            continue
        row: tuple[Piece, ...] = (bar(one.share), f" {one.text} {_so_far(one)}.")
        open_ones = [q for q in questions if one.id in q.objectives and q.id not in mastered]
        again = list(dict.fromkeys(titles[q.section] for q in open_ones))
        if again and one.answered:
            links = joined(lesson_link(notebook, name, name) for name in again)
            row += (br, "Read again: ", links)
        rows.append(row)
    return rows


def diagnostic_advice(course: Course, session: Session) -> Card:
    """Say, area by area, what the learner knew at the start, and what to read first.

    Only first answers count, and neither a guess nor a hinted one is known. The lessons of the
    short path and those with labs are never to be skipped, and one answer alone skips nothing.
    """
    known = session.known_by_area()
    rows: list[Flow] = []
    gaps: list[tuple[float, LessonEntry]] = []
    for area in course.areas:
        marks = known.get(area.id, [])
        entries = list(map(course.entry, area.lessons))
        skip = [e for e in entries if len(marks) > 1 and all(marks) and may_be_skimmed(e)]
        stay = [e for e in entries if e not in skip]
        advice: list[Piece] = ["its lessons are not written yet"] if not entries else []
        if skip:
            advice += ["you may skim ", _links(skip), " and go straight to the exit quiz"]
        if stay:
            advice += ["; " if skip else "", "work through ", _links(stay)]
            advice += [", quickly where it is familiar"] if any(marks) else []
            gaps.append((sum(marks) / len(marks) if marks else 0.0, stay[0]))
        rows.append((strong(area.title), f": {sum(marks)} of {len(marks)} known; ", *advice, "."))
    first = min(gaps, key=lambda gap: gap[0], default=None)
    return Card(
        title("Where to spend your time"),
        para(strong("Read first: "), _links([first[1]]), ".") if first else None,
        bullets(rows),
        para(
            "Only first answers count here. A guess, a hint or a second try is no knowledge yet. "
            "One or two questions say little about an area: read this as a hint, not as a mark. "
            "In a hurry? The short path is ",
            _links([entry for entry in course.lessons if entry.short_path]),
            ".",
        ),
    )


def _links(entries: Iterable[LessonEntry]) -> Element:
    return joined(lesson_link(entry.notebook, entry.title) for entry in entries)


def may_be_skimmed(entry: LessonEntry) -> bool:
    """Whether two right answers may let somebody skim a lesson: not on the short path, no lab."""
    if entry.short_path:
        return False
    try:
        return not any(section.labs for section in load_lesson(entry.id).sections)
    except ContentError:
        return False


_PLACE = (
    "border:1px solid rgba(128,128,128,0.55);border-left:6px solid {side};border-radius:10px;"
    "padding:8px 12px 0;flex:0 1 14rem;min-width:0"
)
_SIDES = {"product": "#0072b2", "project": "#c25100", "": "rgba(128,128,128,0.55)"}
_MAP = "display:flex;flex-wrap:wrap;gap:10px;margin:6px 0 14px"


def course_map(course: Course, attempts: Collection[Attempt] = ()) -> Card:
    """All lessons as places with links: the short path, then area by area, then the rest.

    A lesson that was begun by one of the ``attempts`` shows how far it is.
    """
    by_lesson = _by_lesson(course, attempts) if attempts else {}
    begun: dict[str, LessonProgress] = {}
    for name, mine in by_lesson.items():
        with suppress(ContentError):
            begun[name] = progress(load_lesson(name), load_questions(name), mine)
    short = [entry for entry in course.lessons if entry.short_path]
    parts = [("The short path", "", short)]
    placed = {entry.id for entry in short}
    for area in course.areas:
        own = [course.entry(name) for name in area.lessons if name not in placed]
        placed |= {entry.id for entry in own}
        parts.append((area.title, area.side, own))
    rest = [e for e in course.lessons if e.id not in placed and e.id != course.diagnostic]
    parts.append(("At the end", "", rest))
    return Card(
        *(
            Card(
                title(name),
                group(
                    *(_place(one, side, begun.get(one.id)) for one in entries),
                    css="pp-map",
                    style=_MAP,
                ),
            )
            for name, side, entries in parts
            if entries
        )
    )


def _place(entry: LessonEntry, side: str, done: LessonProgress | None) -> Element:
    far = (br, bar(done.share), f" {_so_far(done)}") if done and done.answered else ()
    minutes = f"about {entry.minutes} minutes"
    where = para(lesson_link(entry.notebook, entry.label), br, minutes, *far)
    return group(where, style=_PLACE.format(side=_SIDES[side]))
