"""Questions in plain text, as a teacher types them: the form that Moodle calls Aiken, and a little.

::

    TOPIC: Risk

    A choir sings on 3 May. The stage takes four days.

    What comes first?
    A. See in the plan whether a day is to spare
    B. Call the choir
    ANSWER: A
    REASON: Nothing is decided before one knows that.

Paragraphs before the last one are the case. ``ANSWER`` is one letter, several (``A, C``), and for
a question without options ``true``, ``false`` or a number (``42 ± 1 days``). ``REASON`` and
``POINTS`` may follow; ``TOPIC`` holds for all that comes after it. Lines with ``#`` are notes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from string import ascii_uppercase
from typing import NamedTuple

from helpers.content import ContentError
from helpers.content.reading import LARGEST, bad_character, read_text
from helpers.document import to_text
from helpers.questions import MultipleResponse, Numeric, Question, SingleChoice
from helpers.questions.base import Option, same
from helpers.questions.numbers import parse_number

TEMPLATE = Path(__file__).with_name("my_questions.txt")
"""What a teacher begins with."""
LETTERS = ascii_uppercase[:10]
MOST_POINTS = 8
TRUE_FALSE = ("True", "False")
_TRUTH = {"true": 0, "t": 0, "false": 1, "f": 1}
_WORD = re.compile(r"\s*(ANSWER|REASON|TOPIC|POINTS?)\s*:\s*(.*)", re.IGNORECASE)
_OPTION = re.compile(r"\s*\(?([A-Ja-j])[.)](?:\s+(.*))?$")
_COUNTED = re.compile(r"^(?:question\s+)?\d{1,3}[.):]\s+", re.IGNORECASE)
_SEVERAL = re.compile(r"[A-J](?:\s*(?:[,;/&+]|\band\b|\s)?\s*[A-J])*", re.IGNORECASE)
_NUMBER = re.compile(
    r"([^±a-z%/]*\d)\s*(?:(?:±|\+/?-)\s*([\d.,]+))?\s*((?!e\d)[^\d\s±+/.,-].*)?", re.IGNORECASE
)
_MARKDOWN = re.compile(r"([\\`*_\[\]])|^(?=[-+])|^(\d+)(?=[.)])")


class PlainQuestion(NamedTuple):
    """A question with its place in the file, its topic and its points."""

    question: Question
    place: str
    topic: str
    points: int


class PlainText(NamedTuple):
    """The questions of a file; ``note`` says what should be looked at, or is empty."""

    questions: list[PlainQuestion]
    note: str = ""


@dataclass
class _Draft:
    """A question as it is read, line by line."""

    line: int
    topic: str
    paragraphs: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answer: str | None = None
    answered: int = 0
    reason: str = ""
    points: str = ""
    faulty: bool = False


def read_plain(path: Path) -> PlainText:
    """Read a file of questions in plain text.

    Raises
    ------
    ContentError
        With a sentence for each fault: file and line, fault, mend.
    """
    text, note = any_text(path)
    if text.lstrip().startswith("{\\rtf"):
        raise ContentError([f"{path.name}: it is rich text; save it as plain text (.txt)."])
    reader = _Reader(path.name)
    for number, line in enumerate(text.split("\n"), 1):
        reader.read(number, line)
    reader.close()
    made = [reader.made(draft) for draft in reader.drafts if not draft.faulty]
    found = [one for one in made if one is not None]
    first: dict[str, str] = {}
    for one in found:
        if one.question.id in first:
            reader.say(
                int(one.place.rpartition(" ")[2]),
                f"the same question stands at {first[one.question.id]}; delete one",
            )
        first.setdefault(one.question.id, one.place)
    if reader.problems:
        raise ContentError([sentence for _, sentence in sorted(reader.problems)])
    return PlainText(found, note)


def any_text(path: Path) -> tuple[str, str]:
    """A text file in whatever encoding an editor or spreadsheet saves, and a note where it is one
    that has to be guessed.

    Raises
    ------
    ContentError
        When the file cannot be read, or holds signs that do not belong in a text.
    """
    try:
        size = path.stat().st_size if path.is_file() else 0
        data = path.read_bytes() if size <= LARGEST else b""
        data.decode("utf-8")
    except OSError:
        pass
    except UnicodeDecodeError:
        wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = data.decode("utf-16" if wide else "cp1252", errors="replace")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for number, line in enumerate(text.split("\n"), 1):
            if bad := bad_character(line):
                raise ContentError(
                    [f"{path.name}: line {number}: it holds {bad}; save the file as plain text."]
                ) from None
        guessed = f"{path.name} is not UTF-8 and was read as Windows text: look at letters like é."
        return text, "" if wide else guessed
    return read_text(path, path.name).replace("\r", "\n"), ""


class _Reader:
    def __init__(self, name: str):
        self.name = name
        self.problems: list[tuple[int, str]] = []
        self.drafts: list[_Draft] = []
        self.draft: _Draft | None = None
        self.topic = ""
        self.gap = True
        self.last = ""

    def say(self, line: int, sentence: str) -> None:
        self.problems.append((line, f"{self.name}, line {line}: {sentence}."))

    def read(self, number: int, line: str) -> None:
        """Take one line; it continues what stands right above it."""
        line = line.replace("\u00a0", " ").strip()
        if line.startswith("#"):
            return
        if not line:
            self.gap = True
            return
        if found := _WORD.match(line):
            self._word(number, found[1].upper(), found[2].strip())
        elif (found := _OPTION.match(line)) and self._is_option(found[1].upper()):
            self._option(number, found[1].upper(), found[2] or "")
        else:
            self._text(number, line)
        self.gap = False

    def _is_option(self, letter: str) -> bool:
        return letter == "A" or bool(self.draft and (self.draft.options or self.draft.answer))

    def _word(self, number: int, word: str, value: str) -> None:
        draft = self.draft
        if word == "TOPIC":
            if draft and draft.answer is None:
                self._lacks_answer(number)
            self.close()
            self.topic = value
        elif draft is None:
            self.say(number, f"{word} stands before any question; put it below one")
        elif word == "ANSWER":
            if draft.answer is not None and not draft.faulty:
                where = f"the question of line {draft.line} has an ANSWER in line {draft.answered}"
                self.say(number, f"{where} already; delete one, or leave an empty line between")
                draft.faulty = True
            draft.answer, draft.answered = value, number
        elif draft.answer is None:
            self.say(number, f"{word} stands before the ANSWER of its question; put it below")
        elif word == "REASON":
            draft.reason = value
        else:
            draft.points = value
        self.last = word

    def _option(self, number: int, letter: str, words: str) -> None:
        draft = self.draft
        if draft is None or (draft.answer is not None and self.gap):
            self.say(number, f"option {letter} has no question above it; write the question first")
            self.close()
            self.draft = _Draft(number, self.topic, ["?"], [words], faulty=True)
            return
        if draft.answer is not None:
            self.say(number, f"option {letter} stands below ANSWER; leave an empty line before it")
            draft.faulty = True
            return
        if letter == "A" and draft.options:
            self._lacks_answer(number)
            return
        wanted = LETTERS[len(draft.options)] if len(draft.options) < len(LETTERS) else ""
        if letter != wanted:
            mend = f"the next one is {wanted}" if wanted else "there are ten at most"
            self.say(number, f"option {letter} is out of order; {mend}")
            draft.faulty = True
        if not words:
            self.say(number, f"option {letter} is empty; write it on the same line")
            draft.faulty = True
        draft.options.append(words.strip())
        self.last = "OPTION"

    def _text(self, number: int, line: str) -> None:
        draft = self.draft
        if draft and draft.answer is not None and not self.gap:
            if self.last == "REASON":
                draft.reason += f" {line}"
            else:
                self.say(number, f"text stands right below {self.last}; leave an empty line")
                draft.faulty = True
            return
        if draft and draft.options and draft.answer is None:
            if not self.gap:
                draft.options[-1] += f" {line}"
                return
            self._lacks_answer(number)
        if draft is None or draft.answer is not None or draft.options:
            self.close()
            draft = self.draft = _Draft(number, self.topic)
            self.gap = True
            line = _COUNTED.sub("", line, count=1)
        if self.gap:
            draft.paragraphs.append(line)
        else:
            draft.paragraphs[-1] += f" {line}"

    def _lacks_answer(self, number: int) -> None:
        assert self.draft
        if not self.draft.faulty:
            mend = "add a line such as ANSWER: A"
            if not self.draft.options:
                mend += " or ANSWER: 42; what is answered in words goes on a sheet of your own"
            self.say(self.draft.line, f"this question has no ANSWER; {mend}")
            self.draft.faulty = True

    def close(self) -> None:
        """End the question that is being read."""
        if self.draft:
            if self.draft.answer is None:
                self._lacks_answer(self.draft.line)
            self.drafts.append(self.draft)
        self.draft = None

    # ------------------------------------------------------------ from lines to questions

    def made(self, draft: _Draft) -> PlainQuestion | None:
        """The question of a draft; None where something is wrong with it."""
        before = len(self.problems)
        points = draft.points or "1"
        if not (points.isdecimal() and 1 <= int(points) <= MOST_POINTS):
            self.say(draft.line, f"POINTS: {points} is no whole number from 1 to {MOST_POINTS}")
        made = self._chosen(draft) if draft.options else self._without_options(draft)
        if made is None or len(self.problems) > before:
            return None
        return PlainQuestion(made, f"{self.name}, line {draft.line}", draft.topic, int(points))

    def _chosen(self, draft: _Draft) -> Question | None:
        size, answer = len(draft.options), re.sub(r"[().]+", " ", draft.answer or "").strip()
        known = LETTERS[:size]
        letters = re.findall(r"[A-J]", re.sub(r"(?i)\band\b", "", answer).upper())
        wrong = ", ".join(sorted(set(letters) - set(known)))
        if wrong or not _SEVERAL.fullmatch(answer):
            named = f", and {wrong} is none" if wrong and _SEVERAL.fullmatch(answer) else ""
            what = f"ANSWER: {answer or '(empty)'} should be letters from A to {known[-1]}{named}"
            self.say(draft.answered, what)
        elif len(set(letters)) < len(letters):
            self.say(draft.answered, f"ANSWER: {answer} has a letter twice; correct it")
        elif size > 1 and len(letters) == size:
            self.say(draft.answered, "all options are right; leave one that is wrong")
        if size == 1:
            self.say(draft.line, "this question has one option; give it two or more, or none")
        for at, words in enumerate(draft.options):
            if same(words) in map(same, draft.options[:at]):
                self.say(draft.line, f"option {LETTERS[at]} of this question stands there twice")
        rights = [LETTERS[at] in letters for at in range(size)]
        options = [
            Option(text=words, correct=right, feedback=_escaped(draft.reason) if right else "")
            for words, right in zip(draft.options, rights, strict=True)
        ]
        return (MultipleResponse if len(letters) > 1 else SingleChoice)(
            options=options, **_common(draft, draft.options)
        )

    def _without_options(self, draft: _Draft) -> Question | None:
        answer, reason = draft.answer or "", _escaped(draft.reason)
        truth = _TRUTH.get(answer.lower().rstrip("."))
        if truth is not None:
            options = [
                Option(text=words, correct=at == truth, feedback=reason if at == truth else "")
                for at, words in enumerate(TRUE_FALSE)
            ]
            return SingleChoice(options=options, **_common(draft, TRUE_FALSE))
        found = _NUMBER.fullmatch(answer)
        readings = parse_number(found[1].strip()) if found else ()
        slack = parse_number(found[2]) if found and found[2] else (0.0,)
        if found is None or not readings or not slack:
            self.say(
                draft.answered,
                f"ANSWER: {answer or '(empty)'} should be true, false or a number such as 42 or "
                "42 ± 1 days, for no option (a letter, a point, a space) stands above it",
            )
            return None
        if len(readings) > 1 or len(slack) > 1:
            self.say(
                draft.answered,
                f"ANSWER: {answer} can be read in two ways; write {readings[0]:.12g} without a "
                "comma or point that groups digits",
            )
            return None
        return Numeric(
            answer=readings[0],
            tolerance=slack[0],
            unit=(found[3] or "").strip(),
            feedback=reason,
            otherwise="",
            near_misses=[],
            **_common(draft, ()),
        )


def _common(draft: _Draft, options: Iterable[str]) -> dict:
    *case, stem = draft.paragraphs
    return {
        "id": _name(stem, [*case, stem, *options]),
        "stem": _escaped(stem),
        "stimulus": "\n\n".join(map(_escaped, case)),
        "objectives": [],
        "section": "",
        "level": "apply",
        "hints": [],
    }


def _name(stem: str, words: list[str]) -> str:
    """An id that stays while the words stay, wherever the question stands and whatever its key."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    head = "-".join(re.findall(r"[a-z0-9]+", plain)[:5])[:40] or "question"
    return f"{head}-{sha256('|'.join(map(same, words)).encode()).hexdigest()[:6]}"


def _escaped(words: str) -> str:
    """Plain words as Markdown that says nothing but them."""
    return _MARKDOWN.sub(lambda sign: f"{sign[2] or ''}\\{sign[1] or ''}", words)


# ---------------------------------------------------------------- writing


def in_plain_text(question: Question) -> str:
    """A question in this form; "" for a picture, items to place and several parts."""
    plain = [to_text(part) for part in (question.stimulus, question.stem)]
    if question.chart or any("\n" in one.replace("\n\n", "") for one in plain):
        return ""
    lines = [one for one in plain if one]
    body = "\n\n".join(lines)
    if isinstance(question, Numeric):
        near = f" ± {question.tolerance:.12g}" if question.tolerance else ""
        return f"{body}\nANSWER: {question.answer:.12g}{near} {question.unit}\n" + _reason(
            question.feedback
        )
    if len(question.parts) > 1 or not hasattr(question, "options"):
        return ""
    (part,) = question.parts
    options = [f"{a}. {c.text}" for a, c in zip(LETTERS, part.choices, strict=False)]
    answer = ", ".join(LETTERS[at] for at in part.right)
    why = part.choices[part.right[0]].feedback if len(part.right) == 1 else ""
    return "\n".join([body, *options, f"ANSWER: {answer}", _reason(why)])


def _reason(words: str) -> str:
    return f"REASON: {' '.join(to_text(words).split())}\n" if words else ""
