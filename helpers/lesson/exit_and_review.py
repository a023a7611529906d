"""What comes back in a lesson: questions mixed into an exit quiz, and today's review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from helpers.content import ContentError, counted, every_question, load_lesson
from helpers.document import Card, Flow, bullets, count, lesson_link, sorry, title
from helpers.record import now
from helpers.review import (
    A_DAY,
    Deck,
    QuestionSchedule,
    ReviewPlan,
    Tries,
    due_cards,
    first_tries,
    mixed_in,
    question_schedule,
    rated_today,
    review_today,
    tried_today,
)

if TYPE_CHECKING:
    from helpers.charts.chart import Chart
    from helpers.content.model import Course, LessonEntry, Term
    from helpers.questions import Question
    from helpers.quiz import Returning
    from helpers.record import Attempt, Record

    Brought = tuple[list[Question], dict[str, Returning]]

NOTHING_YET = (
    "Nothing is due for review today. A question that you miss, have shown, get partly right or "
    f"guess comes back here on a later day, at most {A_DAY} a day."
)


class _Known(NamedTuple):
    """A question that may come back, with its place in the course."""

    entry: LessonEntry
    question: Question
    section: str

    @property
    def name(self) -> str:
        """The lesson and the section in words."""
        colon = "" if self.entry.title.endswith("?") else ":"
        return f"{self.entry.label}{colon} {self.section}"


def _known(course: Course, schedule: QuestionSchedule) -> dict[str, _Known]:
    """The scheduled questions that the lessons still ask, in the order of the course.

    Questions that probe an area before it is taught (the diagnostic) do not come back: what was
    not known there was not forgotten. Nor do the others of that first lesson, which practise the
    page itself, and those of a lesson whose data cannot be read.
    """
    found = {}
    for entry, question in every_question(course, set(schedule.homes.values())):
        if entry.id == course.diagnostic or question.area:
            continue
        if schedule.homes.get(question.id) == entry.id:
            with suppress(ContentError):
                found[question.id] = _at_home(entry, question)
    return found


def _at_home(entry: LessonEntry, question: Question) -> _Known:
    titles = {part.id: part.title for part in load_lesson(entry.id).sections}
    return _Known(entry, question, titles.get(question.section, ""))


def _brought(chosen: Iterable[_Known], mark: str) -> Brought:
    """The questions with where they come from; ``mark`` is filled with the lesson's entry."""
    from helpers.quiz import Returning

    chosen = list(chosen)
    return [question for _, question, _ in chosen], {
        question.id: Returning(
            entry.id,
            mark.format(number=entry.number, title=entry.title),
            lesson_link(entry.notebook, section or entry.title, section),
            partial(_drawn, question.chart) if question.chart else None,
        )
        for entry, question, section in chosen
    }


def brought_from(entry: LessonEntry, question: Question) -> Brought:
    """One question of a lesson, to be answered anew, with where it comes from."""
    return _brought([_at_home(entry, question)], "From lesson {number}: {title}")


def _drawn(exhibit: str) -> Chart:
    from helpers.charts import draw

    return draw(exhibit)


def exit_questions(
    course: Course, own: Iterable[Question], attempts: list[Attempt], lesson: str
) -> Brought:
    """Mix due questions of earlier lessons into a lesson's own, one after every second one.

    They are part of what comes back today, so there are none when the day's limit is reached.
    """
    schedule = question_schedule(first_tries(attempts, now()))
    cards = rated_today(attempts, now())
    plan, known = _today(course, schedule, A_DAY, cards)
    ids = [entry.id for entry in course.lessons]
    earlier = set(ids[: ids.index(lesson)])
    lent = [item for item, one in known.items() if one.entry.id in earlier]
    room = A_DAY - plan.seen - cards
    chosen = [known[question] for question in mixed_in(schedule, lent, now(), room)]
    brought, returning = _brought(chosen, "From an earlier lesson: {title}")
    asked = list(own)
    for number, question in enumerate(brought, 1):
        asked.insert(3 * number - 1, question)
    return asked, returning


def review_questions(
    course: Course, attempts: list[Attempt], a_day: int | None = None
) -> Brought | Card:
    """Today's review, or a card with the sentence that says why there is none."""
    limit = A_DAY if a_day is None else a_day
    schedule = question_schedule(first_tries(attempts, now()))
    cards = rated_today(attempts, now())
    try:
        plan, known = _today(course, schedule, limit, cards)
    except ValueError as error:
        return sorry(str(error))
    if not plan.due:
        return Card(_none_due(plan, cards))
    return _brought([known[item] for item in plan.due], "From lesson {number}: {title}")


def deck_of(
    terms: Sequence[Term], course: Course, record: Record, lesson: str, a_day: int | None
) -> Deck:
    """The deck of these terms; the questions that came back today are part of the day's limit."""

    def done(attempts: list[Attempt]) -> int:
        schedule = question_schedule(
            tried_today(first_tries(counted(course, attempts), now()), now())
        )
        return _today(course, schedule, A_DAY, 0)[0].seen

    return Deck(terms, record, lesson, A_DAY if a_day is None else a_day, done)


def _today(
    course: Course, schedule: QuestionSchedule, a_day: int, cards: int
) -> tuple[ReviewPlan, dict[str, _Known]]:
    known = _known(course, schedule)
    return review_today(schedule, known, now(), a_day, cards), known


def _none_due(plan: ReviewPlan, cards: int, held: int = 0) -> str:
    """Why nothing is due, after so many ``cards`` rated today, while so many more are held."""
    if plan.held or held:
        done = _sum((plan.seen, "question"), (cards, "card"))
        wait = _sum((plan.held, "more question"), (held, "more card"))
        more = f", or run lesson.review(a_day={plan.seen + cards + plan.held})" * bool(plan.held)
        return (
            f"You have reviewed {done} today, and that is enough. "
            f"{wait} can wait for tomorrow{more}."
        )
    if plan.next_due is None:
        return NOTHING_YET
    moment = now()
    when = plan.next_due.astimezone(moment.tzinfo)
    day = f"at {when:%H:%M}" if when.date() == moment.date() else f"on {when.day} {when:%B %Y}"
    return f"Nothing is due for review now. The next question comes back {day}."


def _sum(*parts: tuple[int, str]) -> str:
    """Numbers with their nouns, without those that are 0."""
    return " and ".join(count(number, noun) for number, noun in parts if number)


def review_card(
    course: Course, tries: Tries, attempts: list[Attempt], lesson: str = ""
) -> Card | None:
    """Today's review as a list with links to where its questions belong; None if all is new.

    Cards of the glossary fill up what the questions leave of the day's limit, of which the cards
    rated today are part, too. With ``lesson``, only what is due of that lesson is listed.
    """
    schedule = question_schedule(tries)
    rated = rated_today(attempts, now())
    plan, known = _today(course, schedule, A_DAY, rated)
    room = A_DAY - plan.seen - len(plan.due)
    cards, held, deck = (0, 0, "") if lesson else due_cards(attempts, now(), room)
    due = [item for item in plan.due if lesson in ("", known[item].entry.id)]
    if not known and not deck or lesson and not due:
        return None
    if not due and not cards:
        return Card(_none_due(plan, rated, held))
    head = "Due from this lesson" if lesson else "Review today"
    places: dict[str, list[str]] = {}
    for item in due:
        places.setdefault(known[item].name, []).append(item)
    rows: list[Flow] = []
    for name, items in places.items():
        entry, _, section = known[items[0]]
        sure = sum(item in schedule.confident for item in items)
        which = "which" if sure == len(items) else f"{sure} of which"
        words = count(len(items), "question")
        words += f", {which} you missed although you were sure" if sure else ""
        rows.append((lesson_link(entry.notebook, name, section), f", {words}"))
    if cards:
        home = next((entry.notebook for entry in course.lessons if entry.id == deck), "")
        where = lesson_link(home, "The deck") if home else "The deck"
        rows.append((where, f", {count(cards, 'card')}"))
    how = "To answer the questions, run lesson.review() in a cell." if due else ""
    wait = f"{count(plan.held, 'more question')} can wait for another day." if plan.held else ""
    return Card(
        title(f"{head}: {_sum((len(due), 'question'), (cards, 'card'))}"),
        bullets(rows),
        " ".join(filter(None, (how, wait))),
    )
