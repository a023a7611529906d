"""The logic of a guess: what may be answered, how near it was, where it is kept. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from helpers.charts.chart import Chart
from helpers.charts.guess import GuessMark
from helpers.charts.words import number as written
from helpers.content.predict import Predict
from helpers.document import Card, Shown, md, md_line, para, quote, strong
from helpers.record import Attempt, Record, activity

PREFIX = "predict:"
LONGEST = 2000  # characters of a note
_write = written(0)


class Unguessed(ValueError):
    """A response that is no guess yet; the sentence says what is missing."""


@dataclass(frozen=True)
class Seen:
    """A guess beside what is so: in words, how near it was, and its marks on the picture."""

    words: str
    nearness: str
    marks: tuple[GuessMark, ...] = ()


def kept_guess(record: Record, name: str) -> Attempt | None:
    """The last guess of that name in the record, or None."""
    found = record.attempts(question=PREFIX + name)
    return found[-1] if found else None


class Guessing:
    """One prediction, its picture and the learner's record.

    Parameters
    ----------
    asked : Predict
    chart : Chart or None
        None for a note.
    record : Record
    lesson : str
        The lesson id that the guess is filed under.
    """

    def __init__(self, asked: Predict, chart: Chart | None, record: Record, lesson: str):
        self.asked, self.chart, self.record, self.lesson = asked, chart, record, lesson

    @property
    def response(self) -> Any:
        """The guess that is kept; None where there is none, or where it no longer fits."""
        kept = kept_guess(self.record, self.asked.name)
        if kept is None or kept.version != self.asked.version:
            return None
        try:
            return self.read(kept.response)
        except Unguessed:
            return None

    def guess(self, given: Any, seconds: float = 0.0) -> Seen:
        """Keep a guess and say how near it is.

        Raises
        ------
        Unguessed
            When it is not whole, or none of what may be guessed; nothing is kept then.
        """
        response = self.read(given)
        self.record.append(
            activity(
                PREFIX + self.asked.name,
                self.lesson,
                response,
                version=self.asked.version,
                seconds=seconds,
            )
        )
        return self.seen(response)

    def shuffled(self) -> list[Any]:
        """The entries as this learner sees them: never in the right order to begin with."""
        entries = list(self.asked.entries)
        if self.asked.kind == "bars":
            return entries
        Random(f"{self.record.seed}:{self.asked.name}").shuffle(entries)
        if self.asked.order and entries == self.asked.order:
            entries.reverse()
        return entries

    # ------------------------------------------------------------ what may be answered

    def read(self, given: Any) -> Any:
        """A response of the right shape; ``Unguessed`` says what it lacks."""
        asked = self.asked
        ids = [entry.id for entry in asked.entries]
        if asked.choose and given not in ids:
            raise Unguessed("Choose one first.")
        if asked.order and (not isinstance(given, list) or sorted(map(str, given)) != sorted(ids)):
            raise Unguessed("Give each its own place first.")
        if asked.number:
            return self._number(given, "Type your number first.")
        if bars := asked.bars:
            if not isinstance(given, dict) or set(given) != set(ids):
                raise Unguessed("Set every bar first.")
            read = {name: self._number(given[name], "Set every bar first.") for name in ids}
            if not all(bars.low <= value <= bars.high for value in read.values()):
                raise Unguessed(f"Set every bar between {bars.low:g} and {bars.high:g}.")
            return read
        if asked.note:
            if not isinstance(given, str) or not given.strip():
                raise Unguessed("Write something first.")
            return given.strip()[:LONGEST]
        return given

    @staticmethod
    def _number(given: Any, fault: str) -> float:
        if isinstance(given, bool) or not isinstance(given, int | float) or not abs(given) < 1e12:
            raise Unguessed(fault)
        return float(given)

    # ------------------------------------------------------------ how near it was

    def seen(self, response: Any) -> Seen:
        """A guess beside what the picture says."""
        kinds: dict[str, Callable[[Any], Seen]] = {
            "choose": self._choice_seen,
            "order": self._order_seen,
            "number": self._number_seen,
            "bars": self._bars_seen,
            "note": self._note_seen,
        }
        return kinds[self.asked.kind](response)

    def words(self, response: Any) -> str:
        """What was guessed, in words."""
        asked = self.asked
        texts = {entry.id: entry.text for entry in asked.entries}
        if asked.note:
            return str(response)
        if asked.choose:
            return texts[response]
        if asked.order:
            return ", then ".join(texts[name] for name in response)
        if asked.number:
            return self._quantity(response, asked.number.unit)
        unit = asked.bars.unit if asked.bars else ""
        return "; ".join(f"{texts[n]} {self._quantity(v, unit)}" for n, v in response.items())

    @staticmethod
    def _quantity(value: float, unit: str) -> str:
        close = "" if unit in ("", "%") else " "
        return f"{_write(round(value, 6))}{close}{unit}"

    def _choice_seen(self, response: str) -> Seen:
        chosen = next(one for one in self.asked.choose if one.id == response)
        right = next(one for one in self.asked.choose if one.right)
        if chosen.right:
            verdict = " ".join(filter(None, ("That is right.", chosen.says)))
        else:  # first about the guess, then the answer: else the comment reads as the answer's
            verdict = " ".join(filter(None, (chosen.says, f"The answer: {sentence(right.text)}")))
        rows = [one.row or one.text for one in self.asked.choose]
        row = chosen.row or chosen.text
        if rows.count(row) > 1:  # the row is what was asked about, so it isn't what was guessed
            mark = GuessMark(row, words=f"you guessed about this row: {chosen.text}")
        else:
            mark = GuessMark(row)
        return Seen(self.words(response), verdict, (mark,))

    def _order_seen(self, response: list[str]) -> Seen:
        right = [row.id for row in self.asked.order]
        hits = sum(one == other for one, other in zip(response, right, strict=True))
        first = self.asked.order[0].text
        start = "with that one you began" if response[0] == right[0] else "you began with another"
        verdict = (
            "All of them stand where you put them."
            if hits == len(right)
            else f"{hits} of {len(right)} stand where you put them. First comes {first}; {start}."
        )
        marks = [
            GuessMark(row.row or row.text, words=f"your {response.index(row.id) + 1}")
            for row in self.asked.order
        ]
        return Seen(self.words(response), verdict, tuple(marks))

    def answer(self) -> float:
        """The number that is right: the file's, or the picture's."""
        number = self.asked.number
        assert number is not None
        if number.answer is not None:
            return number.answer
        return self._shown(number.row)

    def _shown(self, row: str) -> float:
        found = self.chart.value(row, self.asked.series) if self.chart else None
        if found is None:
            raise ValueError(
                f"The picture {self.asked.chart!r} shows no number for {row!r}; tell the teacher."
            )
        return found

    def _number_seen(self, response: float) -> Seen:
        number = self.asked.number
        assert number is not None
        right = self.answer()
        off = abs(response - right)
        is_so = f"It is {self._quantity(right, number.unit)}"
        side = "high" if response > right else "low"
        if off <= 1e-9:
            verdict = f"{is_so}: exactly what you said."
        elif off <= number.near:
            verdict = f"{is_so}: you were near, {self._quantity(off, number.unit)} too {side}."
        else:
            verdict = f"{is_so}: you were {self._quantity(off, number.unit)} too {side}."
        marks: tuple[GuessMark, ...] = ()
        if number.row or number.line:
            marks = (GuessMark(number.row, response, line=number.line),)
        return Seen(self.words(response), verdict, marks)

    def _bars_seen(self, response: dict[str, float]) -> Seen:
        bars = self.asked.bars
        assert bars is not None
        right = {row.id: self._shown(row.row or row.text) for row in bars.rows}
        off = {name: abs(response[name] - value) for name, value in right.items()}
        near = sum(miss <= bars.near for miss in off.values())
        names = {row.id: row.text for row in bars.rows}
        far = max(off, key=lambda name: off[name])
        within = self._quantity(bars.near, bars.unit)
        verdict = f"{near} of {len(off)} bars are within {within}."
        if near < len(off):
            verdict += f" Furthest off is {names[far]}, by {self._quantity(off[far], bars.unit)}."
        marks = [GuessMark(row.row or row.text, response[row.id]) for row in bars.rows]
        return Seen(self.words(response), verdict, tuple(marks))

    def _note_seen(self, response: str) -> Seen:
        return Seen(
            self.words(response), "It is kept, and stands here again whenever you come back."
        )


def sentence(words: str) -> str:
    """The words with one full stop at the end, and not two."""
    return f"{words.rstrip('.')}."


def seen_blocks(guessing: Guessing, seen: Seen) -> list[Shown]:
    """What stands under a question whose guess is in: words, nearness, the picture."""
    asked = guessing.asked
    if asked.note or guessing.chart is None:
        return [para(strong("You wrote: ")), quote(para(seen.words)), para(seen.nearness)]
    diamonds = any(mark.row and mark.value is not None for mark in seen.marks)
    said = f"Your guess ({'diamond' if len(seen.marks) == 1 else 'diamonds'})" * diamonds
    # A choice stands above, and where it has a row of its own, an arrow beside that.
    drawn = any(mark.value is not None for mark in seen.marks)
    note = f"{said or 'Your guess'}: {sentence(seen.words)}" if drawn else ""
    return [
        para(strong("Your guess: "), f"{sentence(seen.words)} ", strong(seen.nearness)),
        *([md(asked.then)] if asked.then else []),
        guessing.chart.with_guess(note, seen.marks),
    ]


def guess_card(guessing: Guessing, where: str) -> Card:
    """What a learner guessed or wrote ``where``, shown again; or that nothing is there yet."""
    response = guessing.response
    asked = f"In {where} you were asked: ", md_line(guessing.asked.ask)
    if response is None:
        return Card(para(*asked, " You left it open."))
    verb = "wrote" if guessing.asked.note else "guessed"
    return Card(para(*asked, f" You {verb}:"), quote(para(guessing.words(response))))
