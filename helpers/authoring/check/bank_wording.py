"""Rules for single questions and their wording; each function returns one sentence for each fault.

They follow the item-writing guidelines of Haladyna, Downing & Rodriguez (2002). A bank is a list of
`Asked`: a question and the lesson that asks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import combinations
from typing import Any

from helpers.content.rules import repeated
from helpers.document import to_text
from helpers.questions import (
    Matching,
    MultipleResponse,
    Numeric,
    Question,
    Scenario,
    SingleChoice,
    SortIntoGroups,
    TrueFalseReason,
)

from . import readability
from .course import Asked, Bank
from .notebook_page import TODO

GRADE = 10.0  # of stems pooled by lesson, and of prose by section
STEM_GRADE = 12.0  # of one stem with its case: short texts swing
SHORT = 15  # words: a shorter stem has no grade worth reading
SPREAD = 2.0  # longest option over shortest, where the longest has more than BRIEF signs
BRIEF = 30
STEM_LIKE = 0.8
FEEDBACK_LIKE = 0.7
TOLERANCE = 0.1  # of the answer: more would take a guess for an answer
_TAIL = re.compile(r"\b(choose|pick|tick|select) (all|every\w*)\b[^.]*\.?$|\bmatch each\b", re.I)
_ABOVE = re.compile(
    r"\b(all|none|any|both|neither|either|each) of (the|these|those)"
    r" (above|others?|options|answers)\b"
    r"|^(all|none|any|both|neither|either)( (of )?(the )?\w+)?$"
    r"|\b(options?|answers?) [A-E]\b|\bthe (other|last|first) (options?|answers?)\b",
    re.I,
)
_NEGATIVE = re.compile(
    r"\b(not|except|never|(?<!at )(?<!at the )least|cannot|without|\w+n['’]t)\b", re.I
)
_EMPHASISED = re.compile(r"\*\*[^*]+\*\*")


Entry = Any
"""Something to choose or to place; what it carries depends on the type of its question."""


def place(asked: Asked) -> str:
    return f"questions/{asked.lesson}.yaml: question {asked.question.id}"


def one_key_lists(question: Question) -> Iterator[Sequence[Entry]]:
    """The lists of entries of which exactly one is right."""
    if isinstance(question, SingleChoice | TrueFalseReason):
        yield question.options
    elif isinstance(question, Scenario):
        yield question.reasons


def choice_lists(question: Question) -> Iterator[Sequence[Entry]]:
    """Every list of texts from which a learner picks."""
    for name in ("options", "owners", "reasons", "consult"):
        if entries := getattr(question, name, None):
            yield entries


def is_right(entry: Entry) -> bool:
    return bool(getattr(entry, "correct", False) or getattr(entry, "accepted", False))


def remarks(question: Question) -> Iterator[str]:
    """Every feedback text of a question."""
    for entry in question.entries():
        yield entry.feedback
        if getattr(entry, "not_chosen", ""):
            yield entry.not_chosen
    if isinstance(question, Numeric):
        yield from (question.feedback, question.otherwise)


@cache
def normal(text: str) -> str:
    """Lower case, words only."""
    return " ".join(re.findall(r"[^\W_]+", to_text(text).casefold()))


def _holds(text: str, part: str) -> bool:
    return bool(part) and f" {part} " in f" {text} "


# ---------------------------------------------------------------- wording of options and stems


def no_all_or_none(bank: Bank) -> list[str]:
    """No option that points at other options, such as "all of the above"."""
    return [
        f"{place(a)}: the option {e.text!r} points at other options; say a thing of its own."
        for a in bank
        for entries in choice_lists(a.question)
        for e in entries
        if _ABOVE.search(e.text)
    ]


def no_plain_negative_stem(bank: Bank) -> list[str]:
    """A stem that asks or states a negative has it in strong type, as in ``**not**``.

    The last sentence that asks counts, or the last one where none does: in a true/false question
    it is the statement.
    """
    found = []
    for asked in bank:
        stem = _TAIL.sub("", asked.question.stem).strip()
        said = readability.sentences(stem) or [stem]
        asking = [sentence for sentence in said if "?" in sentence] or said
        rest = _EMPHASISED.sub("", asking[-1])
        if hit := _NEGATIVE.search(rest):
            found.append(
                f"{place(asked)}: the stem has a plain {hit[0]!r}; turn it round or make it strong."
            )
    return found


def no_option_in_stem(bank: Bank) -> list[str]:
    """No option, item or match stands word for word in the stem."""
    found = []
    for asked in bank:
        stem = normal(asked.question.stem)
        texts = [e.text for entries in choice_lists(asked.question) for e in entries]
        if isinstance(asked.question, Matching):
            texts += [choice.text for choice in asked.question.offered]
        found += [
            f"{place(asked)}: {text!r} stands in the stem; change one of them."
            for text in texts
            if _holds(stem, normal(text))
        ]
    return found


def options_of_like_length(bank: Bank) -> list[str]:
    """The longest option of a list is at most `SPREAD` times the shortest.

    Lists whose longest text has at most `BRIEF` signs (names, numbers, two words) are left alone.
    """
    found = []
    for asked in bank:
        for entries in choice_lists(asked.question):
            sizes = sorted(len(e.text) for e in entries)
            if sizes[-1] > BRIEF and sizes[-1] > SPREAD * sizes[0]:
                found.append(
                    f"{place(asked)}: options of {sizes[0]} to {sizes[-1]} signs; even them out."
                )
    return found


def hints_keep_the_key(bank: Bank) -> list[str]:
    """No hint says the right text, the right number, or an item together with its group."""
    found = []
    for asked in bank:
        question = asked.question
        keys: list[tuple[str, ...]] = []
        if isinstance(question, SortIntoGroups):
            label = {g.id: normal(g.label) for g in question.groups}
            keys = [(normal(i.text), label[i.group]) for i in question.items]
        elif isinstance(question, Matching):
            keys = [(normal(p.text), normal(p.match)) for p in question.pairs]
        elif isinstance(question, Numeric):
            keys = [(f"{question.answer:g}",)]
        elif isinstance(question, Scenario):
            keys = [(normal(e.text),) for e in question.reasons if e.correct]
            if question.certainty == "clear":
                keys += [(normal(e.text),) for e in question.owners if e.accepted]
        elif isinstance(question, SingleChoice | MultipleResponse | TrueFalseReason):
            keys = [(normal(e.text),) for e in question.options if e.correct]
        for number, hint in enumerate(question.hints, 1):
            said = re.sub(r"[^\w.,]", " ", hint) if isinstance(question, Numeric) else normal(hint)
            said = " ".join(word.strip(".,") for word in said.split())
            found += [
                f"{place(asked)}: hint {number} gives away {' / '.join(key)!r}; hint at less."
                for key in keys
                if all(_holds(said, part) for part in key)
            ]
    return found


def every_part_is_used(bank: Bank) -> list[str]:
    """Each group has an item, and only what somebody can miss says why it belongs."""
    found = []
    for asked in bank:
        question = asked.question
        if isinstance(question, SortIntoGroups):
            used = {item.group for item in question.items}
            found += [
                f"{place(asked)}: no item goes into {group.label!r}; add one, or delete the group."
                for group in question.groups
                if group.id not in used
            ]
        for entries in choice_lists(question):
            found += [
                f"{place(asked)}: the wrong {entry.text[:40]!r} has a 'not_chosen' that nobody "
                "sees; delete it."
                for entry in entries
                if getattr(entry, "not_chosen", "") and not is_right(entry)
            ]
    return found


def numbers_are_asked_closely(bank: Bank) -> list[str]:
    """No tolerance takes more than `TOLERANCE` of the answer for right."""
    return [
        f"{place(a)}: the tolerance {a.question.tolerance:g} is over a tenth of the answer "
        f"{a.question.answer:g}; narrow it."
        for a in bank
        if isinstance(a.question, Numeric)
        and a.question.tolerance > TOLERANCE * abs(a.question.answer)
        and a.question.answer
    ]


def stems_and_hints_are_whole(bank: Bank) -> list[str]:
    """A stem ends as a sentence does, and no hint says the stem or another hint again."""
    found = []
    for asked in bank:
        stem = asked.question.stem.strip()
        if stem.rstrip("*_\"'”’)")[-1:] not in {".", "?", ":", "!"}:
            found.append(f"{place(asked)}: the stem ends with {stem[-15:]!r}; end the sentence.")
        said = [stem, *asked.question.hints]
        found += [
            f"{place(asked)}: the hint {text[:40]!r} says nothing new; hint at something."
            for text in repeated(said)
        ]
    return found


# ---------------------------------------------------------------- reading grade


def stems_are_easy(bank: Bank) -> list[str]:
    """Stems with their cases: at most `GRADE` pooled by lesson, `STEM_GRADE` for one alone.

    A stem of forty words has three sentences, and the official name of one occupation in it can
    lift its grade by two. So one alone gets two grades of room, and the lesson as a whole none.
    """
    found: list[str] = []
    pooled: dict[str, list[str]] = {}
    for asked in bank:
        text = readability.prose(f"{asked.question.stimulus}\n\n{asked.question.stem}")
        pooled.setdefault(asked.lesson, []).append(text)
        if len(readability.words(text)) >= SHORT and readability.grade(text) > STEM_GRADE:
            found.append(
                f"{place(asked)}: the stem reads at grade {readability.grade(text):.1f}; "
                "shorten its sentences."
            )
    for lesson, texts in pooled.items():
        if (grade := readability.grade("\n".join(texts))) > GRADE:
            found.append(f"questions/{lesson}.yaml: stems read at grade {grade:.1f}; shorten them.")
    return found


def feedback_is_easy(bank: Bank) -> list[str]:
    """Feedback and hints, pooled by lesson: at most `GRADE`."""
    found: list[str] = []
    pooled: dict[str, list[str]] = {}
    for asked in bank:
        texts = pooled.setdefault(asked.lesson, [])
        texts += map(readability.prose, [*remarks(asked.question), *asked.question.hints])
    for lesson, texts in pooled.items():
        if (grade := readability.grade("\n".join(texts))) > GRADE:
            found.append(f"questions/{lesson}.yaml: feedback reads at grade {grade:.1f}; shorten.")
    return found


_AFFIRMED = re.compile(r"(yes|right|exactly|correct|good|indeed)[.,:;!]", re.I)


def only_keys_are_affirmed(bank: Bank) -> list[str]:
    """No feedback on a wrong choice opens with "Yes." or "Right.": so a key that moved is seen."""
    return [
        f"{place(a)}: the feedback {entry.feedback[:30]!r} affirms a wrong choice; mend the key or "
        "the feedback."
        for a in bank
        for entries in choice_lists(a.question)
        for entry in entries
        if not is_right(entry) and _AFFIRMED.match(entry.feedback)
    ]


# ---------------------------------------------------------------- alike


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    found = normal(text).split()
    return frozenset(zip(found, found[1:], found[2:], strict=False)) or frozenset([tuple(found)])


def _alike(one: frozenset, other: frozenset) -> float:
    return len(one & other) / len(one | other)


def no_twin_stems(bank: Bank) -> list[str]:
    """No two stems with their cases, and no two stems of six words or more, are near alike.

    Alike are stems whose `difflib` ratio is over `STEM_LIKE`, and whole questions that share half
    of their runs of three words. "Choose all that fit" is not counted.
    """
    alike: list[tuple[int, int]] = []
    stems = [normal(_TAIL.sub("", a.question.stem)) for a in bank]
    wholes = [_shingles(f"{a.question.stimulus} {s}") for a, s in zip(bank, stems, strict=True)]
    long = [len(stem.split()) >= 6 for stem in stems]
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    for j, stem in enumerate(stems):
        matcher.set_seq2(stem)  # it is taken apart once for all the others
        for i in range(j):
            matcher.set_seq1(stems[i])
            near = stems[i] == stem or (
                long[i]
                and long[j]
                and matcher.real_quick_ratio() > STEM_LIKE
                and matcher.quick_ratio() > STEM_LIKE
                and matcher.ratio() > STEM_LIKE
            )
            if near or _alike(wholes[i], wholes[j]) > 0.5:
                alike.append((i, j))
    return [
        f"{place(bank[i])}: asks almost what {place(bank[j])} asks; change one."
        for i, j in sorted(alike)
    ]


def no_twin_feedback(bank: Bank) -> list[str]:
    """No feedback text stands twice in the course, word for word or nearly."""
    found: list[str] = []
    where: dict[tuple[str, ...], list[int]] = {}
    texts: list[tuple[Asked, str, frozenset[tuple[str, ...]]]] = []
    for asked in bank:
        for text in remarks(asked.question):
            if not TODO.search(text):
                texts.append((asked, text, _shingles(text)))
    for number, (_, _, runs) in enumerate(texts):
        for run in runs:
            where.setdefault(run, []).append(number)
    pairs = {
        pair for numbers in where.values() if len(numbers) < 60 for pair in combinations(numbers, 2)
    }
    for i, j in sorted(pairs):
        if _alike(texts[i][2], texts[j][2]) > FEEDBACK_LIKE:
            found.append(
                f"{place(texts[i][0])}: feedback {texts[i][1][:50]!r} is almost that of "
                f"{place(texts[j][0])}; give each its own reason."
            )
    return found


RULES = (
    no_all_or_none,
    no_plain_negative_stem,
    no_option_in_stem,
    options_of_like_length,
    hints_keep_the_key,
    every_part_is_used,
    numbers_are_asked_closely,
    stems_and_hints_are_whole,
    stems_are_easy,
    feedback_is_easy,
    only_keys_are_affirmed,
    no_twin_stems,
    no_twin_feedback,
)
