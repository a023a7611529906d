"""What a class knows: pictures and sentences for the teacher, without names unless asked for."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.content import find_lesson, load_course, load_lesson, load_questions
from helpers.document import (
    Card,
    Piece,
    br,
    bullets,
    code,
    count,
    sorry,
    strong,
    table,
    title,
    to_text,
)
from helpers.questions import retired_apart
from helpers.record import standing
from helpers.record.files import must_be_new, write_pages

from .beliefs import Holding, holdings
from .class_data import ClassData, read_folder
from .statistics import FEWEST, QuestionStatistics, question_statistics
from .teach_again import asked, belief_texts, place_of, quoted, reteach

if TYPE_CHECKING:
    from helpers.charts.chart import Chart
    from helpers.content.model import Lesson

FEW = 5
"""Learners below which an unnamed picture may still show who is who."""


def class_results(source: ClassData | Path | str, shuffle: int | None = None) -> ClassResults:
    """Read a class: a folder of exports, or answers that a results service handed over.

    Parameters
    ----------
    source : path or ClassData
        The folder with the learners' files, or the data itself.
    shuffle : int, optional
        Fixes the order of the unnamed learners; left out, it is another one each time.

    Raises
    ------
    ValueError
        When there is no such folder.
    """
    data = source if isinstance(source, ClassData) else read_folder(source)
    return ClassResults(data, shuffle)


class ClassResults:
    """One class. Learners are numbered in a shuffled order and not named.

    Every picture is a `Chart` with its text twin. Where there is nothing to draw yet, a card says
    so in one sentence.
    """

    def __init__(self, data: ClassData, shuffle: int | None = None):
        learners = list(data.learners)
        (random.SystemRandom() if shuffle is None else random.Random(shuffle)).shuffle(learners)
        self.data = ClassData(tuple(learners), data.problems, data.invented)
        self.course = load_course()
        self._questions = {e.id: list(load_questions(e.id)) for e in self.course.lessons}

    # ------------------------------------------------------------ what there is

    @cached_property
    def statistics(self) -> list[QuestionStatistics]:
        """The numbers of every question, in the order of the course."""
        return question_statistics(self.data, self._questions)

    def holdings(self, lesson: str | Sequence[str] | None = None) -> list[Holding]:
        """How far the class holds each belief, in some lessons or all; the most widespread first.

        Raises
        ------
        ValueError
            When there is no such lesson.
        """
        chosen = self._questions
        if lesson is not None:
            names = [lesson] if isinstance(lesson, str) else lesson
            chosen = {name: self._questions[find_lesson(name)] for name in names}
        return holdings(self.data, chosen, FEWEST)

    @cached_property
    def _standings(self) -> list[tuple[set[str], set[str]]]:
        """For each learner the questions answered, and those mastered."""
        asked = [question for entries in self._questions.values() for question in entries]
        return [standing(retired_apart(one.attempts, asked)) for one in self.data.learners]

    def overview(self, named: bool = False) -> Card:
        """How many learners and answers there are, and how many files need a look.

        With ``named`` each of these files is named, with what is wrong. Their names may be those
        of learners.
        """
        known = {q.id for entries in self._questions.values() for q in entries}
        answers = sum(a.question in known for one in self.data.learners for a in one.attempts)
        size = len(self.data.learners)
        said = f"{_people(size)}, {answers:,} answers to the course's questions."
        said += " The class is invented." if self.data.invented else ""
        if 0 < size < FEW:
            said += " In so small a class people can be told apart even without names."
        if not self.data.problems:
            return Card(said)
        if named:
            return Card(said, title("Please look at these files."), bullets(self.data.problems))
        noted = count(len(self.data.problems), "remark")
        doubt = "on files or answers that were left out or are in doubt"
        return Card(said, f"{noted} {doubt}: results.overview(named=True) names the files.")

    def __repr__(self) -> str:
        return self.overview().text

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return self.overview()._repr_mimebundle_()

    # ------------------------------------------------------------ pictures

    def heat_map(self, lesson: str | None = None, named: bool = False) -> Chart | Card:
        """Objective by learner: the share of an objective's questions that is mastered.

        Parameters
        ----------
        lesson : str, optional
            A lesson id. Left out, the rows are the lessons of the course.
        named : bool
            Write the learners' names (those of their files) beside their numbers: in the table
            all, in the picture those that its font can draw. Ask the learners first.
        """
        from .pictures import mastery, mastery_by_name

        if lesson is None:
            rows = [(e.label, {q.id for q in self._questions[e.id]}) for e in self.course.lessons]
            kind, asked = "Lesson", set().union(*(ids for _, ids in rows))
        else:
            content = self._lesson(lesson)
            if isinstance(content, Card):
                return content
            rows = [
                (o.text, {q.id for q in self._questions[content.id] if o.id in q.objectives})
                for o in content.objectives
            ]
            kind, asked = "Objective", {q.id for q in self._questions[content.id]}
        keys: list[str] = []
        found: list[tuple[set[str], set[str]]] = []
        for learner, (answered, mastered) in zip(self.data.learners, self._standings, strict=True):
            if answered & asked:
                who = learner.name or learner.key
                keys.append(f"{len(keys) + 1} {who}" if named else str(len(keys) + 1))
                found.append((answered, mastered))
        if not keys:
            return self._nobody(lesson)
        open_ones = [row for row in rows if not any(answered & row[1] for answered, _ in found)]
        rows = [row for row in rows if row not in open_ones]
        shares = [
            [len(done & ids) / len(ids) if answered & ids else None for answered, done in found]
            for _, ids in rows
        ]
        draw = mastery_by_name if named else mastery
        left = "; ".join(name for name, _ in open_ones)
        return draw([name for name, _ in rows], keys, shares, kind, self.data.invented, left)

    def difficulty(self, lesson: str) -> Chart | Card:
        """The share of right first answers for each question of a lesson, hardest first."""
        from .pictures import difficulty

        return self._drawn(lesson, difficulty, [s for s in self._of(lesson) if s.n])

    def discrimination(self, lesson: str) -> Chart | Card:
        """How far each question of a lesson tells those who know more from those who know less."""
        from .pictures import discrimination

        rows = self._of(lesson)
        told = [s for s in rows if s.discrimination.r is not None]
        if rows and not told and any(s.n for s in rows):
            return sorry(max(rows, key=lambda s: s.n).discrimination.why)
        return self._drawn(lesson, discrimination, told)

    def wrong_choices(self, lesson: str, most: int = 8) -> Chart | Card:
        """What most of those chose who missed a question, the commonest first."""
        from .pictures import wrong_choices

        rows = sorted(
            (s for s in self._of(lesson) if s.chosen), key=lambda s: (-s.times, s.question)
        )
        return self._drawn(lesson, wrong_choices, rows[:most])

    def beliefs(self, lesson: str | Sequence[str] | None = None, most: int = 8) -> Chart | Card:
        """The beliefs that drew the class most: in one lesson, in several, or in all of them."""
        from .pictures import beliefs

        held = self._held(lesson)
        return held if isinstance(held, Card) else beliefs(held[:most], self.data.invented)

    def gain(self) -> Chart | Card:
        """Right answers at the start and in the final test, for those who did both."""
        from helpers.finish import compare

        from .pictures import gain

        first, last = self.course.diagnostic, self.course.final_test
        start, end = load_lesson(first), load_lesson(last)
        found = [
            compare(start, end, self._questions[first], a.attempts) for a in self.data.learners
        ]
        gains = [one.gain for one in found if not isinstance(one, str)]
        if not gains:
            return sorry(
                "Nobody in this class has finished both the opening quiz and the final test."
            )
        return gain(gains, self.data.invented)

    # ------------------------------------------------------------ sentences

    def questions(self, lesson: str) -> Card:
        """Each question of a lesson in sentences: how hard, how telling, what drew the others."""
        content = self._lesson(lesson)
        if isinstance(content, Card):
            return content
        asked = {question.id: question for question in self._questions[content.id]}
        rows = [(s, to_text(asked[s.question].stem)) for s in self._of(lesson)]
        return Card(
            bullets((strong(stem), " (", code(s.question), ") ", *_said(s)) for s, stem in rows)
        )

    def tomorrow(self, *lessons: str, most: int = 3) -> Card:
        """What to teach again tomorrow: the hardest questions of some lessons, or of all.

        A line holds the question's words, how many were right at first, what the others chose
        and the belief behind it, and the section to go back to.
        """
        try:
            chosen = {find_lesson(name) for name in lessons} or set(self._questions)
        except ValueError as error:
            return sorry(str(error))
        told = [s for s in self.statistics if s.lesson in chosen and s.n and s.chosen]
        told.sort(key=lambda s: (s.n < FEWEST, s.difficulty, s.question))
        if not told:
            return sorry("Nobody in this class has missed a question of these lessons yet.")
        rows = []
        for s in told[:most]:
            drawn: tuple[Piece, ...] = (quoted(s.chosen.text) if s.chosen else "",)
            if s.chosen and s.chosen.belief is not None:
                drawn += (br, strong(belief_texts()[s.chosen.belief]))
            right = f"{s.difficulty:.0%} of {s.n}"
            rows.append((asked(s.question, 110), right, drawn, place_of(s.question)))
        head = ("Question", "Right at first", "Most chosen instead, and the belief", "Teach again")
        return Card(table(head, rows, sentences=True))

    def teach_again(self, lesson: str | Sequence[str] | None = None, most: int = 5) -> Card:
        """The most widespread beliefs, and for each up to three places that teach it."""
        held = self._held(lesson)
        if isinstance(held, Card):
            return held
        rows = []
        for one in held[:most]:
            places = list(dict.fromkeys(place_of(name) for name in one.questions))[:3]
            said = f"{belief_texts()[one.belief]} ({_people(one.learners)})"
            rows.append((strong(said), br, reteach(*places)))
        return Card(bullets(rows))

    # ------------------------------------------------------------ files

    def table(self, to: str | Path, named: bool = False) -> Card:
        """Write a table for spreadsheets: completion, first-try score and minutes of each learner.

        Parameters
        ----------
        to : path
            A new file.
        named : bool
            Write the names that the learners gave, or those of their files. Ask them first.
        """
        from .gradebook import csv_table

        file = Path(to).expanduser()
        try:
            with file.open("x", encoding="utf-8-sig", newline="") as out:
                out.write(csv_table(self.data.learners, self._questions, self.course, named))
        except OSError as error:
            return _unwritten(file, error)
        return Card(f"{_people(len(self.data.learners))} in the file {file}.")

    def certificates(self, to: str | Path) -> Card:
        """Write a certificate for each learner who gave a name and finished the final test.

        Parameters
        ----------
        to : path
            A new or an empty folder.
        """
        from .gradebook import certificate_pages

        folder = Path(to).expanduser()
        try:
            must_be_new(folder)
            made, nameless = certificate_pages(self.data.learners, self.course)
            write_pages(folder, made.items())
        except FileExistsError as error:
            return sorry(str(error))
        except OSError as error:
            return _unwritten(folder, error)
        without = f" {_people(nameless)} finished it and gave no name." if nameless else ""
        return Card(f"{count(len(made), 'certificate')} in the folder {folder}.{without}")

    # ------------------------------------------------------------ inside

    def _lesson(self, lesson: str) -> Lesson | Card:
        try:
            return load_lesson(lesson)
        except ValueError as error:
            return sorry(str(error))

    def _held(self, lesson: str | Sequence[str] | None) -> list[Holding] | Card:
        try:
            found = self.holdings(lesson)
        except ValueError as error:
            return sorry(str(error))
        none = "No first answer in this class chose an option with a known belief yet."
        return found or sorry(none)

    def _of(self, lesson: str) -> list[QuestionStatistics]:
        content = self._lesson(lesson)
        known = None if isinstance(content, Card) else content.id
        return [s for s in self.statistics if s.lesson == known]

    def _drawn(self, lesson: str, draw, rows: list[QuestionStatistics]) -> Chart | Card:
        """Draw some questions of a lesson, or say why there is no picture."""
        content = self._lesson(lesson)
        if isinstance(content, Card):
            return content
        return draw(rows, self.data.invented) if rows else self._nobody(lesson)

    def _nobody(self, lesson: str | None) -> Card:
        where = f"of {load_lesson(lesson).title!r}" if lesson else "of the course"
        if lesson and any(s.n for s in self._of(lesson)):
            return sorry(f"Nobody has missed a question {where} in a way that can be named.")
        return sorry(f"Nobody in this class has answered a question {where} yet.")


def _people(number: int) -> str:
    return count(number, "learner")


def _unwritten(place: Path, error: OSError) -> Card:
    if isinstance(error, FileExistsError):
        return sorry(f"{place} is there already; give another name, or delete it first.")
    return sorry(f"{place} could not be written ({error.strerror}); name another place.")


def _said(s: QuestionStatistics) -> tuple[Piece, ...]:
    """One question in words, and where to teach again what was missed."""
    if not s.n:
        return ("not answered yet.",)
    d = s.discrimination
    said = [f"{s.difficulty:.0%} right at the first answer (n = {s.n})."]
    said.append(
        d.why
        if d.r is None
        else f"Discrimination {d.r:+z.2f} "
        f"(95% interval {d.low:+z.2f} to {d.high:+z.2f}, n = {d.n})."
    )
    if s.chosen:
        said.append(f"Those who missed it chose most often: {quoted(s.chosen.text)} ({s.times}).")
        if s.chosen.belief is not None:
            said.append(f"The belief behind it: “{belief_texts()[s.chosen.belief]}”")
    if s.older:
        said.append(
            f"{s.older} answered an earlier version of it, with another key; they are left out."
        )
    words = " ".join(said)
    return (words,) if s.difficulty == 1 else (f"{words} ", reteach(place_of(s.question)))
