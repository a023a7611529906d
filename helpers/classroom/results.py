"""What a class knows: pictures and sentences for the teacher, without names unless asked for."""

from __future__ import annotations

import random
from collections import Counter
from html import escape
from pathlib import Path
from statistics import fmean, stdev
from typing import TYPE_CHECKING

from helpers.cards import Card, bullets, sorry
from helpers.content import load_course, load_lesson, load_misconceptions, load_questions
from helpers.record import standing

from .class_data import ClassData, read_folder
from .statistics import QuestionStatistics, question_statistics
from .wrong import slips

if TYPE_CHECKING:
    from helpers.charts.chart import Chart

SOURCE = "Source: the exports of this class, read on this computer; first answers only."


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
    """One class. Learners are numbered in a shuffled order and not named."""

    def __init__(self, data: ClassData, shuffle: int | None = None):
        learners = list(data.learners)
        (random.SystemRandom() if shuffle is None else random.Random(shuffle)).shuffle(learners)
        self.data = ClassData(tuple(learners), data.problems)
        self.course = load_course()
        self._questions = {e.id: list(load_questions(e.id)) for e in self.course.lessons}
        self._statistics: list[QuestionStatistics] | None = None

    # ------------------------------------------------------------ what there is

    @property
    def statistics(self) -> list[QuestionStatistics]:
        """The numbers of every question, in the order of the course."""
        if self._statistics is None:
            self._statistics = question_statistics(self.data, self._questions)
        return self._statistics

    def overview(self) -> Card:
        """How many learners and answers there are, and every file that was left out, with why."""
        known = {q.id for entries in self._questions.values() for q in entries}
        answers = sum(a.question in known for one in self.data.learners for a in one.attempts)
        said = f"{len(self.data.learners)} learners, {answers:,} answers to the course's questions."
        text, html = [said], f"<p>{said}</p>"
        if self.data.problems:
            text += ["", "Please look at these files.", *(f"- {p}" for p in self.data.problems)]
            html += "<p><strong>Please look at these files.</strong></p>"
            html += bullets([escape(problem) for problem in self.data.problems])
        return Card("\n".join(text), html)

    # ------------------------------------------------------------ pictures

    def heat_map(self, lesson: str, named: bool = False) -> Chart | Card:
        """Objective by learner: the share of an objective's questions that is mastered.

        Parameters
        ----------
        lesson : str
            A lesson id.
        named : bool
            Write the learners' file names instead of numbers. Ask them first.
        """
        from helpers.charts.chart import Facts
        from helpers.charts.forms.heat import heat_map

        try:
            content = load_lesson(lesson)
        except ValueError as error:
            return sorry(str(error))
        learners = [one for one in self.data.learners if self._tried(one.attempts, lesson)]
        if not learners:
            return sorry(f"Nobody in this class has answered a question of {content.title!r} yet.")
        rows = []
        for objective in content.objectives:
            asked = [q.id for q in self._questions[lesson] if objective.id in q.objectives]
            rows.append([_share(one.attempts, asked) for one in learners])
        means = [fmean([s for s in row if s is not None] or [0.0]) for row in rows]
        weakest = content.objectives[means.index(min(means))].text.rstrip(".")
        columns = [one.key if named else str(n) for n, one in enumerate(learners, 1)]
        return heat_map(
            [objective.text for objective in content.objectives], columns, rows,
            Facts(
                f"Least mastered: {weakest[0].lower()}{weakest[1:]} ({min(means):.0%})",
                "A grid: objectives down, learners across, deeper shade and a plus for more "
                "mastered.",
                SOURCE,
                ("Mastered means that the last answer was right and not copied from the solution.",
                 "Learners are numbered anew each time and stand in no order."),
            ),
            category_label="Objective", column_label="Learner",
            note="Plus: 60% and more of its questions mastered. Circle: 40% and more. Minus: less.",
        )  # fmt: skip

    def difficulty(self, lesson: str) -> Chart | Card:
        """The share of right first answers for each question of a lesson, hardest first."""
        from helpers.charts.chart import Facts
        from helpers.charts.forms import bars
        from helpers.charts.words import number

        rows = [s for s in self.statistics if s.lesson == lesson and s.n]
        if not rows:
            return sorry(f"Nobody in this class has answered a question of {lesson!r} yet.")
        rows.sort(key=lambda s: (s.difficulty, s.question))
        return bars(
            [(f"{s.question} (n = {s.n})", round(100 * s.difficulty)) for s in rows],
            Facts(
                f"Hardest: {rows[0].question}, right at first for {rows[0].difficulty:.0%}",
                "One bar a question, the share of learners whose first answer was right.", SOURCE,
                ("A hard question is no bad question; see which wrong answer drew the learners.",),
            ),
            value_label="Right at the first answer (percent)", category_label="Question",
            write=number(after="%"), high=118, ticks=range(0, 101, 25),
        )  # fmt: skip

    def beliefs(self, most: int = 10) -> Chart | Card:
        """The beliefs that drew most learners, counted once for each learner who chose one."""
        from helpers.charts.chart import Facts
        from helpers.charts.forms import bars

        texts = {belief.id: belief.text for belief in load_misconceptions()}
        held = Counter(
            belief for one in self.data.learners for belief in self._beliefs_of(one.attempts)
        )
        if not held:
            return sorry("No first answer in this class chose an option with a known belief yet.")
        rows = sorted(held.items(), key=lambda entry: (-entry[1], entry[0]))[:most]
        size = len(self.data.learners)
        return bars(
            [(texts[belief], count) for belief, count in rows],
            Facts(
                f"{rows[0][1]} of {size} learners chose an option behind which stands: "
                f"{texts[rows[0][0]].rstrip('.')}",
                "One bar a belief: how many learners chose an option that stands for it.", SOURCE,
                ("Choosing an option once does not prove that somebody holds the belief.",),
            ),
            value_label=f"Learners (of {size})", category_label="Belief", high=size * 1.18,
        )  # fmt: skip

    def gain(self) -> Chart | Card:
        """Right answers at the start and in the final test, for those who did both."""
        from helpers.charts.chart import Facts
        from helpers.charts.forms import bars
        from helpers.charts.words import number
        from helpers.finish import compare

        first, last = self.course.lessons[0].id, self.course.lessons[-1].id
        start, end = load_lesson(first), load_lesson(last)
        found = [
            compare(start, end, self._questions[first], a.attempts) for a in self.data.learners
        ]
        gains = [one.gain for one in found if not isinstance(one, str)]
        if not gains:
            return sorry(
                "Nobody in this class has finished both the opening quiz and the final test."
            )
        asked, before = gains[0].asked, fmean(g.before for g in gains)
        after, change = fmean(g.after for g in gains), fmean(g.gain for g in gains)
        spread = ""
        if len(gains) > 1:
            half = 2 * stdev([g.gain for g in gains]) / len(gains) ** 0.5
            spread = f" (give or take {half:.1f} by the two-standard-error rule)"
        return bars(
            [("At the start", round(before, 1)), ("In the final test", round(after, 1))],
            Facts(
                f"On average {abs(change):.1f} {'more' if change >= 0 else 'fewer'} of {asked} "
                f"right{spread}",
                "Two bars: the mean number of right first answers before and after.", SOURCE,
                (f"{len(gains)} learners did both; the others are not in it.",
                 "Without a group that did not take the course, this is no proof of its effect."),
            ),
            value_label=f"Right first answers (of {asked})", category_label="Test",
            write=number(1), high=asked * 1.1,
        )  # fmt: skip

    # ------------------------------------------------------------ the table

    def questions(self, lesson: str) -> Card:
        """Each question of a lesson in sentences: how hard, how telling, what drew the others."""
        try:
            content = load_lesson(lesson)
        except ValueError as error:
            return sorry(str(error))
        titles = {section.id: section.title for section in content.sections}
        texts = {belief.id: belief.text for belief in load_misconceptions()}
        sections = {q.id: titles[q.section] for q in self._questions[lesson]}
        rows = [
            _lines(s, sections[s.question], texts) for s in self.statistics if s.lesson == lesson
        ]
        text = "\n".join(f"- {' '.join(row)}" for row in rows)
        html = bullets(
            [f"<strong>{escape(row[0])}</strong> {escape(' '.join(row[1:]))}" for row in rows]
        )
        return Card(text, html)

    # ------------------------------------------------------------ reckoning

    def _tried(self, attempts, lesson: str) -> bool:
        asked = {q.id for q in self._questions[lesson]}
        return any(a.question in asked for a in attempts)

    def _beliefs_of(self, attempts) -> set[int]:
        from helpers.content import question_version

        from .statistics import first_answers

        questions = {q.id: q for entries in self._questions.values() for q in entries}
        return {
            slip.belief
            for name, a in first_answers(attempts, frozenset(questions)).items()
            if a.version == question_version(questions[name])
            for slip in slips(questions[name], a.response)
            if slip.belief is not None
        }


def _share(attempts, asked: list[str]) -> float | None:
    answered, mastered = standing([a for a in attempts if a.question in set(asked)])
    return len(mastered & set(asked)) / len(asked) if answered else None


def _lines(s: QuestionStatistics, section: str, beliefs: dict[int, str]) -> list[str]:
    if not s.n:
        return [f"{s.question}:", "not answered yet."]
    lines = [f"{s.question}:", f"{s.difficulty:.0%} right at the first answer (n = {s.n})."]
    d = s.discrimination
    lines.append(
        d.why
        if d.r is None
        else f"Discrimination {d.r:+.2f} (95% interval {d.low:+.2f} to {d.high:+.2f}, n = {d.n})."
    )
    if s.chosen:
        lines.append(f"Those who missed it chose most often: “{s.chosen.text}” ({s.times}).")
        if s.chosen.belief:
            lines.append(f"The belief behind it: {beliefs[s.chosen.belief]}")
        lines.append(f"Teach again: {section}.")
    if s.older:
        lines.append(
            f"{s.older} answers were given to an earlier wording; their choices are not read."
        )
    return lines
