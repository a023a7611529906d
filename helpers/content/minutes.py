"""How long a question takes: it is read, at so many words a minute, and answered by its type."""

from __future__ import annotations

import re

from helpers.document import to_text
from helpers.questions import Numeric, Question, Scenario, SortIntoGroups

WORDS_A_MINUTE = 180
SECONDS_A_CHOICE, SECONDS_A_LONG_ONE = 15, 60  # a scenario, a sorting, a number
_WORD = re.compile(r"[^\W_]+(?:['’.,*][^\W_]+)*")


def minutes_of_question(question: Question) -> float:
    """Reading stem, case, options and one feedback of a question, and answering it."""
    entries = list(question.entries())
    read = [question.stimulus, question.stem, *(getattr(e, "text", "") for e in entries)]
    words: float = sum(map(count_words, read))
    if entries:
        words += sum(count_words(entry.feedback) for entry in entries) / len(entries)
    is_long = isinstance(question, Scenario | SortIntoGroups | Numeric)
    return words / WORDS_A_MINUTE + (SECONDS_A_LONG_ONE if is_long else SECONDS_A_CHOICE) / 60


def count_words(text: str) -> int:
    """The words of a Markdown text as it is read."""
    return len(_WORD.findall(to_text(text)))
