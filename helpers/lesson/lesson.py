"""One open lesson: its content, the learner's record and the views, bound together."""

from __future__ import annotations

from html import escape
from typing import Any

from helpers.cards import Card, bullets, made, sorry
from helpers.content import (
    ContentError,
    find_lesson,
    load_course,
    load_glossary,
    load_inventory,
    load_lesson,
    load_questions,
)
from helpers.dashboard import dashboard, diagnostic_advice
from helpers.record import open_record, use_profile
from helpers.sharing import share

from .finale import Finale


def open_lesson(lesson_id: str) -> LessonView | Card:
    """Open a lesson.

    Parameters
    ----------
    lesson_id : str
        Its id, such as ``what_is_the_difference``.

    Returns
    -------
    LessonView
        The lesson. Where its data is missing or broken, a `Card` whose
        sentence says what is wrong; it takes every call of a lesson quietly.
    """
    try:
        return LessonView(find_lesson(lesson_id))
    except ContentError as error:
        card = sorry(str(error))
        return ClosedLesson(card.text, card.html)


class ClosedLesson(Card):
    """Stands in for a lesson that cannot be opened: every call answers with the reason."""

    def __getattr__(self, name: str):
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: made(self.text, self.html)


class LessonView(Finale):
    """What a notebook calls ``lesson``."""

    def __init__(self, lesson_id: str):
        self.course = load_course()
        self.content = load_lesson(lesson_id)
        self._questions = {q.id: q for q in load_questions(lesson_id)}
        self.record = open_record()
        self._shared = share(self.record)

    # ------------------------------------------------------------ title card

    @property
    def _next(self):
        """The lesson after this one, or None."""
        entries = self.course.lessons
        place = [entry.id for entry in entries].index(self.content.id)
        return entries[place + 1] if place + 1 < len(entries) else None

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        content = self.content
        facts = f"Lesson {self.course.entry(content.id).number} · about {content.minutes} minutes"
        text = [content.title, content.question, facts, "", "Afterwards you can:"]
        text += [f"- {o.text}" for o in content.objectives]
        html = (
            f"<p><strong>{escape(content.question)}</strong></p><p>{escape(facts)}</p>"
            f"<p>Afterwards you can:</p>{bullets([escape(o.text) for o in content.objectives])}"
        )
        card = made("\n".join(text), html)
        for notice in filter(None, (self.record.notice, self._shared)):
            card = _with_notice(card, notice)
        return card._repr_mimebundle_()

    # ------------------------------------------------------------ parts of a lesson

    def chart(self, exhibit: str) -> Any:
        """Draw one of the lesson's pictures; an unknown id is a sentence with the nearest ids."""
        from .exhibit import Exhibit

        try:
            return Exhibit(exhibit)
        except ValueError as error:
            return sorry(str(error))

    def lab(self, lab_id: str) -> Any:
        """A lab with live controls; a faulty sheet is a sentence."""
        from helpers.labs import Lab, LabView

        try:
            return LabView(Lab(lab_id))
        except ValueError as error:
            return sorry(str(error))

    def play(self, lab_id: str, **values: Any) -> Card:
        """Play a lab from code: its start values with some changed, as a labelled example."""
        from helpers.labs import Lab

        try:
            return Lab(lab_id).example(**values)
        except ValueError as error:
            return sorry(str(error))

    def check(self, section: str) -> Any:
        """The questions that follow a section, by the section's id."""
        part = next((s for s in self.content.sections if s.id == section and s.checks), None)
        if part:
            return self._quiz(f"Check: {part.title}", part.checks)
        from .notes import no_check

        return no_check(self.content.sections, section)

    def exit_quiz(self) -> Any:
        """The quiz at the end of the lesson, with up to three due questions of earlier ones."""
        from .again import exit_questions

        own, attempts = self.content.exit_quiz, self.record.attempts()
        asked, returning = exit_questions(self.course, own, attempts, self.content.id)
        return self._quiz("Exit quiz", asked, returning=returning)

    def review(self, a_day: int | None = None) -> Any:
        """Today's due questions of all lessons: with the deck's cards 20, or ``a_day``."""
        from .again import review_questions

        found = review_questions(self.course, self.record.attempts(), a_day)
        return found if isinstance(found, Card) else self._quiz("Review today", *found)

    def class_question(self) -> Any:
        """The question that the teacher has opened for all on a JupyterHub, or a sentence."""
        from .in_class import class_question

        found = class_question(self.course)
        return found if isinstance(found, Card) else self._quiz("Question for the class", *found)

    def diagnostic(self) -> Any:
        """The opening quiz of the course, with advice on what to skip."""
        return self._quiz(
            "Where do you stand?",
            self.content.exit_quiz,
            closing=lambda session: diagnostic_advice(self.course, session),
        )

    def inventory(self) -> Any:
        """The personal inventory; its answers stay in memory and are not recorded."""
        from helpers.inventory import InventoryView

        try:
            return InventoryView(load_inventory())
        except ContentError as error:
            return sorry(str(error))

    def capstone(self) -> Any:
        """Twenty weeks of Relaunch 2.0 with live controls, kept in the record."""
        from helpers.capstone import CapstoneView

        return CapstoneView(self.record, self.content.id)

    def capstone_page(self, name: str) -> Any:
        """A page beside the play: ``model``, ``numbers``, ``strategies``, ``tournament``, ..."""
        from helpers.capstone import page

        try:
            return page(name)
        except ValueError as error:
            return sorry(str(error))

    def flashcards(self, a_day: int | None = None) -> Any:
        """The deck of the fifty terms: with the review's questions 20 a day, or ``a_day``."""
        from helpers.flashcards import Flashcards, families
        from helpers.review import RATINGS

        from .again import deck_of

        try:
            groups = families()
            terms = [term for family in groups.values() for term in family]
            deck = deck_of(terms, self.course, self.record, self.content.id, a_day)
        except ValueError as error:
            return sorry(str(error))
        return Flashcards("The deck", deck, groups, RATINGS)

    def drill(self, mode: str) -> Any:
        """Ten questions made from the terms; the next ten when all of them are answered."""
        from helpers.flashcards import DRILLS, core_terms, drill_questions, places

        try:
            terms, answered = core_terms(), {a.question for a in self.record.attempts()}
            asked = drill_questions(mode, terms, load_glossary(), places(), answered)
        except ValueError as error:
            return sorry(str(error))
        return self._quiz(f"Drill: {DRILLS[mode]}", asked)

    def glossary(self) -> Any:
        """All terms of the course with a search field; a list where no kernel runs."""
        from helpers.flashcards import Glossary

        try:
            return Glossary("The glossary of the course", load_glossary())
        except ContentError as error:
            return sorry(str(error))

    def recap(self) -> Card:
        """Key points, the learner's result by objective, the way on."""
        from .notes import recap

        questions, attempts = self._questions.values(), self.record.attempts()
        return recap(self.course, self.content, questions, attempts, self._next)

    def dashboard(self) -> Card:
        """Progress in every lesson, today's review and where to continue."""
        from .notes import course_notes

        card = dashboard(self.course, self.record, lambda done: course_notes(self.course, done))
        return _with_notice(card, self.record.notice) if self.record.notice else card

    def calibration(self) -> Any:
        """How often the learner is right when sure, fairly sure or guessing, as a picture."""
        from .notes import calibration

        return calibration(self.record.attempts())

    def progress_chart(self) -> Any:
        """Questions mastered by the end of each day, as a picture."""
        from .notes import progress_chart

        return progress_chart(self.course, self.record.attempts())

    def use_profile(self, name: str) -> Card:
        """Keep answers under ``name`` from now on; ``guest`` keeps nothing."""
        try:
            self.record = use_profile(name)
            self._shared = share(self.record)
        except ValueError as error:
            return sorry(str(error))
        kept = "kept on this computer" if self.record.keeps else "not kept"
        sentence = f"You are now {self.record.name}; answers are {kept}. Run the notebook again."
        return made(sentence, f"<p>{escape(sentence)}</p>")

    # ------------------------------------------------------------ the learner's own record

    def export(self, kind: str = "json", path: Any = None, *, name: str = "") -> Card:
        """Write all answers to a new file: ``json``, ``csv`` or ``xapi``, under ``name``."""
        return _yours().export(self.record, self.course, kind, path, name)

    def import_record(self, path: Any) -> Card:
        """Bring in the answers of an exported file, each once."""
        return _yours().import_record(self.record, path)

    def start_over(self) -> Card:
        """Begin an empty record; the answers so far are set aside in a dated file."""
        return _yours().start_over(self.record)

    def forget_me(self, confirm: str = "") -> Card:
        """Delete the record for good, if ``confirm`` is the name it is kept under."""
        return _yours().forget_me(self.record, confirm)

    # ------------------------------------------------------------ binding

    def _quiz(self, title: str, asked: list[Any], returning=None, closing=None) -> Any:
        from helpers.quiz import Quiz

        objectives = {o.id: o.text for o in self.content.objectives}
        sections = {s.id: s.title for s in self.content.sections}
        return Quiz(
            title,
            [self._questions[q] if isinstance(q, str) else q for q in asked],
            self.record,
            self.content.id,
            objective=lambda i: objectives.get(i, i),
            section=lambda i: sections.get(i, ""),
            closing=closing,
            returning=returning,
        )


def _yours():
    from . import yours

    return yours


def _with_notice(card: Card, notice: str) -> Card:
    return made(
        f"{card.text}\n\nPlease note. {notice}",
        f"{card.html}<p><strong>Please note.</strong> {escape(notice)}</p>",
    )
