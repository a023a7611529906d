"""One open lesson: its content, the learner's record and the views, bound together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial, wraps
from os import PathLike
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from helpers.content import (
    counted,
    find_lesson,
    find_prediction,
    load_course,
    load_documents,
    load_glossary,
    load_inventory,
    load_lesson,
    load_own_cases,
    load_questions,
    load_scenes,
    load_week,
)
from helpers.content.documents import find_document
from helpers.content.own_case import find_own_case
from helpers.content.scenes import find_scene
from helpers.dashboard import dashboard, diagnostic_advice
from helpers.document import Card, Shown, bullets, note, sorry, title
from helpers.record import activity, browser, open_record, use_profile
from helpers.sharing import share

from . import export_and_erase
from .kernel import shared_with
from .moving import Moving

if TYPE_CHECKING:
    from helpers.capstone import CapstoneView
    from helpers.charts.chart import Chart
    from helpers.content.model import LessonEntry
    from helpers.finish import Audit
    from helpers.finish.take_away_view import TakeAway
    from helpers.flashcards import Flashcards, GlossaryView
    from helpers.inventory import InventoryView
    from helpers.labs import LabView
    from helpers.own_case import OwnCaseView
    from helpers.predict import PredictView
    from helpers.questions import Question
    from helpers.quiz import Quiz, Returning
    from helpers.quiz.session import Session
    from helpers.record import Attempt
    from helpers.start.path_view import PathView
    from helpers.start.week_view import WeekView

    from .download import Download, TakeIn


P = ParamSpec("P")
T = TypeVar("T")


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
    except ValueError as error:  # a ContentError is one
        return ClosedLesson(note(str(error)))


class ClosedLesson(Card):
    """Stands in for a lesson that cannot be opened: every call answers with the reason."""

    def __getattr__(self, name: str) -> Callable[..., Card]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: Card(*self.blocks)


def _or_sentence(act: Callable[P, T]) -> Callable[P, T | Card]:
    """Let a call answer a wrong value or faulty content with a card that says so."""

    @wraps(act)
    def answered(*args: P.args, **kwargs: P.kwargs) -> T | Card:
        try:
            return act(*args, **kwargs)
        except ValueError as error:  # a ContentError is one
            return sorry(str(error))

    return answered


class LessonView:
    """What a notebook calls ``lesson``."""

    def __init__(self, lesson_id: str):
        self.course = load_course()
        self.content = load_lesson(lesson_id)
        self._questions = {q.id: q for q in load_questions(lesson_id)}
        self.record = open_record()
        self._shared = share(self.record)
        self._moving = Moving(lambda: self.record.stamp)
        self.record.heard = self._moving.follow

    # ------------------------------------------------------------ title card

    @property
    def _next(self) -> LessonEntry | None:
        """The lesson after this one on the learner's path, or None."""
        from helpers.start.paths import chosen_path, next_on_path

        chosen = chosen_path(self.course, self.record)
        ways = self.course.ways_on(chosen) if chosen else []
        return next_on_path(self.course, self.content.id, ways)

    @property
    def _path(self) -> list[str]:
        """The lessons of the path that the learner has chosen; empty where none is."""
        from helpers.start.paths import chosen_path

        chosen = chosen_path(self.course, self.record)
        return self.course.path_lessons(chosen) if chosen else []

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        content = self.content
        number = self.course.entry(content.id).number
        card = Card(
            title(content.question),
            f"Lesson {number} · about {content.minutes} minutes",
            "Afterwards you can:",
            bullets(objective.text for objective in content.objectives),
            *(
                note(sentence)
                for sentence in (self.record.notice, self._shared, shared_with(content.id))
                if sentence
            ),
        )
        return card._repr_mimebundle_()

    # ------------------------------------------------------------ parts of a lesson

    @_or_sentence
    def chart(self, exhibit: str) -> Chart | PredictView:
        """Draw one of the lesson's pictures; where the lesson asks for a guess first, ask."""
        from helpers.charts import draw

        chart = draw(exhibit)
        for section in self.content.sections:
            for asked in section.predict:
                if asked.chart == exhibit:
                    from helpers.predict import Guessing, PredictView

                    return PredictView(Guessing(asked, chart, self.record, self.content.id))
        return chart

    @_or_sentence
    def note(self, name: str) -> PredictView:
        """Take a note in the learner's own words; it is kept, and `guess` shows it again."""
        from helpers.predict import Guessing, PredictView

        _, asked = find_prediction(name)
        return PredictView(Guessing(asked, None, self.record, self.content.id))

    @_or_sentence
    def guess(self, name: str) -> Card:
        """Show again what the learner guessed or noted, here or in an earlier lesson."""
        from helpers.predict import Guessing, guess_card

        entry, asked = find_prediction(name)

        def now() -> Card:
            return guess_card(Guessing(asked, None, self.record, entry.id), entry.label)

        return self._moving.card(f"guess:{name}", now)

    @_or_sentence
    def scene(self, scene_id: str) -> Card:
        """What the people of VeloLink say to each other, with portraits and speech bubbles."""
        from helpers.scenes import portraits, scene_card

        return scene_card(find_scene(scene_id, load_scenes()), portraits(self.course))

    @_or_sentence
    def document(self, document_id: str) -> Card:
        """A document of VeloLink on paper, with the one beside it where it names one."""
        from helpers.documents import document_card

        known = load_documents()
        return document_card(find_document(document_id, known), known)

    @_or_sentence
    def week(self) -> WeekView:
        """One week in both chairs, and the two scorecards that may disagree."""
        from helpers.scenes import portraits
        from helpers.start.week_view import WeekView
        from helpers.velolink import load_case

        return WeekView(
            load_week(), load_case(), self.record, self.content.id, portraits(self.course)
        )

    def path(self) -> PathView:
        """The paths through the course; what is chosen is kept, and `recap` follows it."""
        from helpers.start.path_view import PathView

        return PathView(self.course, self.record, self.content.id)

    def course_map(self) -> Card:
        """All lessons as a map of links, by what they are for, with how far each is."""
        from helpers.dashboard import course_map

        return course_map(self.course, self._attempts())

    @_or_sentence
    def lab(self, lab_id: str) -> LabView:
        """A lab with live controls; a faulty sheet is a sentence."""
        from helpers.labs import Lab, LabView

        def spent(seconds: float) -> None:
            self._keep_activity(f"lab:{lab_id}", None, seconds)

        why = f"why:{lab_id}"
        kept = self.record.attempts(question=why)
        mine = str(kept[-1].response) if kept else ""
        return LabView(Lab(lab_id), spent, mine, lambda text: self._keep_activity(why, text, 0.0))

    @_or_sentence
    def play(self, lab_id: str, **values: Any) -> Card:
        """Play a lab from code: its start values with some changed, as a labelled example."""
        from helpers.labs import Lab

        return Lab(lab_id).example(**values)

    def check(self, section: str) -> Quiz | Card:
        """The questions that follow a section, by the section's id."""
        part = next((s for s in self.content.sections if s.id == section and s.checks), None)
        if part:
            return self._quiz(f"Check: {part.title}", part.checks)
        from .recap_and_progress import no_check

        return no_check(self.content.sections, section)

    def _attempts(self) -> list[Attempt]:
        """The learner's attempts, of which those at another version of a question do not count."""
        return counted(self.course, self.record.attempts())

    def exit_quiz(self) -> Quiz:
        """The quiz at the end of the lesson, with up to three due questions of earlier ones."""
        from .exit_and_review import exit_questions

        own = [self._questions[question] for question in self.content.exit_quiz]
        attempts = self._attempts()
        asked, returning = exit_questions(self.course, own, attempts, self.content.id)
        return self._quiz("Exit quiz", asked, returning=returning)

    def review(self, a_day: int | None = None) -> Quiz | Card:
        """Today's due questions of all lessons: with the deck's cards 20, or ``a_day``."""
        from .exit_and_review import review_questions

        found = review_questions(self.course, self._attempts(), a_day)
        return found if isinstance(found, Card) else self._quiz("Review today", *found)

    def class_question(self) -> Quiz | Card:
        """The question that the teacher has opened for all on a JupyterHub, or a sentence."""
        from .in_class import class_question

        found = class_question(self.course)
        return found if isinstance(found, Card) else self._quiz("Question for the class", *found)

    def diagnostic(self) -> Quiz:
        """The opening quiz of the course, with advice on what to skip."""
        return self._quiz(
            "Where do you stand?",
            self.content.exit_quiz,
            closing=lambda session: diagnostic_advice(self.course, session),
        )

    @_or_sentence
    def inventory(self) -> InventoryView:
        """The personal inventory; its answers are recorded only when the learner keeps them."""
        from helpers.inventory import InventoryView

        write = partial(export_and_erase.write_page, "my-profile.html")
        return InventoryView(load_inventory(), self.record, self.content.id, write)

    @_or_sentence
    def own_case(self, sheet_id: str = "") -> OwnCaseView:
        """A form for something of the learner's own, kept in the record, with a model answer.

        Without an id it is the first of ``own_case.yaml``, a decision table and a forecast.
        """
        from helpers.own_case import OwnCaseView

        sheet = find_own_case(sheet_id, load_own_cases())
        file = f"my-{sheet.id}-{self.content.id}.html".replace("_", "-")
        write = partial(export_and_erase.write_page, file)
        return OwnCaseView(sheet, self.record, self.content.id, write)

    @_or_sentence
    def capstone(self) -> CapstoneView:
        """Twenty weeks of Relaunch 2.0 with live controls, kept in the record."""
        from helpers.capstone import CapstoneView

        return CapstoneView(self.record, self.content.id)

    @_or_sentence
    def capstone_page(self, name: str) -> Chart | Card:
        """A page beside the play: ``model``, ``numbers``, ``strategies``, ``tournament``, ..."""
        from helpers.capstone import page

        return page(name)

    @_or_sentence
    def flashcards(self, a_day: int | None = None) -> Flashcards:
        """The fifty terms and ten more: with the review's questions 20 a day, or ``a_day``."""
        from helpers.flashcards import Flashcards, groups_of_the_deck
        from helpers.review import RATINGS

        from .exit_and_review import deck_of

        groups = groups_of_the_deck()
        terms = [term for family in groups.values() for term in family]
        deck = deck_of(terms, self.course, self.record, self.content.id, a_day)
        return Flashcards("The deck", deck, groups, RATINGS)

    @_or_sentence
    def drill(self, mode: str) -> Quiz:
        """Ten questions made from the terms; the next ten when all of them are answered."""
        from helpers.flashcards import DRILLS, core_terms, drill_questions, places

        terms, answered = core_terms(), {a.question for a in self._attempts()}
        asked = drill_questions(mode, terms, load_glossary(), places(), answered)
        return self._quiz(f"Drill: {DRILLS[mode]}", asked)

    @_or_sentence
    def glossary(self) -> GlossaryView:
        """All terms of the course with a search field; a list where no kernel runs."""
        from helpers.flashcards import GlossaryView

        return GlossaryView("The glossary of the course", load_glossary())

    # ------------------------------------------------------------ how far the learner is

    def recap(self) -> Card:
        """Key points, the learner's result by objective, the way on."""
        return self._moving.card("recap", self._recap)

    def _recap(self) -> Card:
        from .recap_and_progress import recap

        questions, attempts = self._questions.values(), self._attempts()
        return recap(self.course, self.content, questions, attempts, self._next)

    def dashboard(self) -> Card:
        """Progress in every lesson, today's review and where to continue."""
        return self._moving.card("dashboard", self._dashboard)

    def _dashboard(self) -> Card:
        from .recap_and_progress import course_notes

        card = dashboard(
            self.course, self.record, lambda done: course_notes(self.course, done), self._path
        )
        said = self.record.notice or (browser.MAY_GO if browser.in_a_browser() else "")
        return Card(card, note(said) if said else None)

    def calibration(self) -> Chart | Card:
        """How often the learner is right when sure, fairly sure or guessing, as a picture."""
        from .recap_and_progress import calibration

        return calibration(self._attempts())

    def progress_chart(self) -> Chart | Card:
        """Questions mastered by the end of each day, as a picture."""
        from .recap_and_progress import progress_chart

        return progress_chart(self.course, self._attempts())

    # ------------------------------------------------------------ the final check

    def final_test(self) -> Quiz:
        """The questions of the final test; feedback and hints as in the diagnostic."""
        from helpers.finish import final_advice

        return self._quiz(
            "Final test",
            self.content.exit_quiz,
            closing=lambda session: final_advice(self.course, session),
        )

    @_or_sentence
    def gain(self) -> Card:
        """First answers at the start and in the final test, compared as a picture."""
        from .final_check import gain

        return gain(self.course, self._attempts())

    @_or_sentence
    def audit(self) -> Audit:
        """All claims of the audited explainer; open once the questions of its section are tried."""
        from .final_check import audit

        return audit(self.course, self.content, self._attempts())

    @_or_sentence
    def answers(self) -> Card:
        """Every question of the course with its reasons, once the final test is answered."""
        from .final_check import answers

        return answers(self.course, self._attempts())

    @_or_sentence
    def certificate(self, name: str = "") -> Card | Download:
        """Write the page with what was mastered, for ``name``; without a name, say how."""
        from .final_check import certificate

        return certificate(self.course, self._attempts(), name)

    def take_away(self) -> TakeAway:
        """A button that writes the short path and the own notes on one page, to print or keep."""
        from helpers.finish.take_away_view import TakeAway

        from .final_check import take_away

        return TakeAway(lambda: take_away(self.course, self.record))

    # ------------------------------------------------------------ the learner's own record

    @_or_sentence
    def use_profile(self, name: str) -> Card:
        """Keep answers under ``name`` from now on; ``guest`` keeps nothing."""
        self.record = use_profile(name)
        self._shared = share(self.record)
        self.record.heard = self._moving.follow
        kept = f"kept {browser.here()}" if self.record.keeps else "not kept"
        return Card(f"You are now {self.record.name}; answers are {kept}. Run the notebook again.")

    def export(
        self, kind: str = "json", path: str | PathLike[str] | None = None, *, name: str = ""
    ) -> Card | Download:
        """Write all answers to a new file: ``json``, ``csv`` or ``xapi``, under ``name``."""
        return export_and_erase.export(self.record, self.course, kind, path, name)

    def import_record(self, path: str | PathLike[str] | None = None) -> Card | TakeIn:
        """Bring in the answers of an exported file, each once; in a browser, ask for the file."""
        return export_and_erase.import_record(self.record, path)

    def start_over(self) -> Card:
        """Begin an empty record; the answers so far are set aside in a dated file."""
        return export_and_erase.start_over(self.record)

    def forget_me(self, confirm: str = "") -> Card:
        """Delete the record for good, if ``confirm`` is the name it is kept under."""
        return export_and_erase.forget_me(self.record, confirm)

    # ------------------------------------------------------------ binding

    def _keep_activity(self, name: str, response: Any, seconds: float) -> None:
        """Keep what was done apart from questions, which nobody marks."""
        self.record.append(activity(name, self.content.id, response, seconds=seconds))

    def _quiz(
        self,
        name: str,
        asked: Iterable[str | Question],
        returning: Mapping[str, Returning] | None = None,
        closing: Callable[[Session], Shown] | None = None,
    ) -> Quiz:
        from helpers.quiz import Quiz

        objectives = {o.id: o.text for o in self.content.objectives}
        sections = {s.id: s.title for s in self.content.sections}
        return Quiz(
            name,
            [self._questions[q] if isinstance(q, str) else q for q in asked],
            self.record,
            self.content.id,
            objective=lambda i: objectives.get(i, i),
            section=lambda i: sections.get(i, ""),
            closing=closing,
            returning=returning,
            copy=lambda: export_and_erase.copy_of_what_goes(self.record),
        )
