"""What the lesson with the final test calls: test, gain, audit, answers, certificate."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.cards import Card, made, sorry
from helpers.content import ContentError, load_claims, load_lesson, load_questions
from helpers.record import now, progress

from .yours import _shown, write_whole

if TYPE_CHECKING:
    from helpers.content.model import Course, Lesson
    from helpers.record import Attempt, Record

_CERTIFICATE = (
    'To write your page, run lesson.certificate("Your name") in a new cell. It is one HTML file '
    "beside this notebook, and your browser prints it. It lists the objectives that you have "
    "mastered. There is no pass mark, and it is a self-check, not an accredited certificate."
)
_TEACHERS = (
    "Teachers need not wait: in the course's folder, python -m helpers.authoring answers writes "
    "the same as one page to print."
)


class Finale:
    """The calls of the lesson with the final test, for a lesson to take over."""

    course: Course
    content: Lesson
    record: Record

    def final_test(self) -> Any:
        """The questions of the final test; feedback and hints as in the diagnostic."""
        from helpers.finish import final_advice

        return self._quiz(
            "Final test",
            self.content.exit_quiz,
            closing=lambda session: final_advice(self.course, session),
        )

    def gain(self) -> Card:
        """First answers at the start and in the final test, compared as a picture."""
        from helpers.finish import compare, gain_card

        try:
            start, end = self._ends()
            found = compare(start, end, load_questions(start.id), self.record.attempts())
        except ContentError as error:
            return sorry(str(error))
        return gain_card(found, self.course.areas)

    def audit(self) -> Any:
        """All claims of the audited explainer; open once the questions of its section are tried."""
        from helpers.finish import Audit, audit_rows

        try:
            lessons = [(entry.label, load_lesson(entry.id)) for entry in self.course.lessons]
            rows = audit_rows(load_claims(), lessons)
        except ValueError as error:  # a ContentError is one
            return sorry(str(error))
        tried = {attempt.question for attempt in self.record.attempts()}
        judged = all(tried.issuperset(s.checks) for s in self.content.sections if s.id == "audit")
        return Audit(f"The {len(rows)} claims and their verdicts", rows, locked=not judged)

    def answers(self) -> Card:
        """Every question of the course with its reasons, once the final test is answered."""
        from helpers.quiz.paper import folded_answers

        try:
            waiting = self._waiting()
            lessons = [(e.label, load_questions(e.id)) for e in self.course.lessons]
        except ContentError as error:
            return sorry(str(error))
        if waiting:
            sentence = f"The answers to all questions open after the final test. {waiting}"
            return _say(sentence, _TEACHERS)
        text = ["Answers with reasons", *(f"- {name}: {len(asked)}" for name, asked in lessons)]
        return made("\n".join(text), folded_answers(lessons))

    def certificate(self, name: str = "") -> Card:
        """Write the page with what was mastered, for ``name``; without a name, say how."""
        from helpers.finish import certificate_html, clean_name, file_name, right_at_first

        try:
            waiting, end = self._waiting(), self._ends()[1]
            attempts = self.record.attempts()
            mastery = _mastery(self.course, attempts)
        except ContentError as error:
            return sorry(str(error))
        given = clean_name(name)
        if not given or waiting:
            more = [f"It waits for the final test. {waiting}"] if waiting else []
            return _say(_CERTIFICATE, *more)
        page = certificate_html(
            self.course.title,
            given,
            now().date(),
            mastery,
            right_at_first(end, attempts),
            len(end.exit_quiz),
        )
        try:
            file = write_whole(page, Path(file_name(given)), True, "html")
        except OSError as error:
            why = error.strerror or str(error)
            return sorry(f"The page could not be written ({why}); make its folder writable.")
        text = f"Your page is in the file {_shown(file)}, beside this notebook."
        more = "Open it and print it, or save it as a PDF."
        if file.name != file_name(given):
            more += " Your older page was left as it is."
        return made(
            f"{text} {more}",
            f'<p><a href="{escape(file.name)}" style="text-decoration:underline">{escape(text)}</a>'
            f"</p><p>{more}</p>",
        )

    # ------------------------------------------------------------ what it rests on

    def _ends(self) -> tuple[Lesson, Lesson]:
        """The lesson with the diagnostic, and the one with the final test."""
        return load_lesson(self.course.diagnostic), load_lesson(self.course.final_test)

    def _waiting(self) -> str:
        """What is still to be answered in the final test, as a sentence; "" when nothing is."""
        from helpers.finish import tried

        end = self._ends()[1]
        done, size = tried(end, self.record.attempts()), len(end.exit_quiz)
        return "" if done == size else f"You have tried {done} of its {size} questions."


def _mastery(course: Course, attempts: list[Attempt]) -> list[Any]:
    """What is mastered of each lesson but the one with the diagnostic."""
    from helpers.finish import Mastery

    found = []
    for entry in course.lessons:
        if entry.id == course.diagnostic:
            continue
        done = progress(load_lesson(entry.id), load_questions(entry.id), attempts).objectives
        texts = [o.text for o in done if o.mastered == o.asked]
        found.append(Mastery(entry.label, texts, len(done)))
    return found


def _say(*sentences: str) -> Card:
    return made(" ".join(sentences), "".join(f"<p>{escape(s)}</p>" for s in sentences))
