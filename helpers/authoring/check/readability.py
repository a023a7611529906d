"""How hard a text is to read: the Flesch-Kincaid grade and the counts it stands on.

The formula (Kincaid, Fishburne, Rogers & Chissom 1975, *Derivation of New Readability Formulas
for Navy Enlisted Personnel*)::

    grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59

What is counted. A word is a run of letters and digits with the apostrophes, points and commas
inside it; a hyphen parts two words. Each digit of a number counts as a syllable, near enough to how
it is read aloud. A sentence ends at ``.``, ``?`` or ``!`` before a space, and at the end of a
paragraph or a list entry; a colon or semicolon ends none. Headings, tables and code are left out,
for their fragments would flatter the grade. Markdown signs and addresses of links are dropped.
"""

from __future__ import annotations

import re
from functools import cache

from helpers.document import to_text

_WORD = re.compile(r"[^\W_]+(?:['’.,*][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"'”’)*]*\s+")
_ABBREVIATION = re.compile(r"\b(e\.g|i\.e|vs|etc|Mr|Mrs|Dr|St|No)\.(?=\s)")
_GLIDE = re.compile(r"^y|(?<=[aeiou])y(?=[aeiou])|(?<=q)u|(?<=g)u(?=[ae])")
_VOWELS = re.compile(r"[aeiouyáéíóúàèäëïöü]+")
_PARTED = re.compile(
    r"(?<![tscgx])(?!(?<=ll|un|in|an)ion)i[aou]|(?<=[ts])iety|ie(?:nc|ty|nt)|iest|eo(?!us|ple)|eing"
    r"|u(?:ou|al|ar|enc)|(?<!q)ui(?=ng)|(?<=cr)eat(?!u)|y[aeio]|[oe]ity|c[oe]o(?=[pr][der])"
    r"|oing|iet|(?<=..[^aeiou])ier(?!ce)"
)
_SILENT = re.compile(r"[^aeiou]e[sd]?$")
_LOUD = re.compile(r"(?:[sxz]|[cs]h|[cg])es$|[td]ed$|[^aeiouylr]l(?:e|es|ed)$|^[^aeiou]+e$")
_MUTE_INSIDE = re.compile(r"[^aeiou]e(?:ly|ful|less|ness|ment|ments|fully)$")
_SPECIAL = {
    "area": 3,
    "business": 2,
    "every": 2,
    "everyone": 3,
    "everybody": 4,
    "everything": 3,
    "eye": 1,
    "idea": 3,
    "people": 2,
    "reality": 4,
    "recipe": 3,
    "someone": 2,
    "something": 2,
    "somewhere": 2,
    "sometimes": 2,
    "somebody": 3,
    "timetable": 3,
    "lifetime": 2,
    "software": 2,
    "hardware": 2,
    "firmware": 2,
    "baseline": 2,
    "deadline": 2,
    "velolink": 3,
    "takeaway": 3,
    "theatre": 3,
    "argue": 2,
    "evaluate": 4,
    "lawyer": 2,
    "science": 2,
    "scientific": 4,
    "whatever": 3,
    "whoever": 3,
    "homepage": 2,
    "stakeholder": 3,
    "therefore": 2,
    "notebook": 2,
    "evening": 2,
    "sameness": 2,
    "colleague": 2,
    "league": 1,
    "vague": 1,
    "technique": 2,
    "unique": 2,
    "queue": 1,
    "does": 1,
    "judgement": 2,
    "likeness": 2,
    "being": 2,
    "real": 1,
    "friend": 1,
    "field": 1,
    "client": 2,
    "chief": 1,
    "patient": 2,
    "quarter": 2,
    "bureau": 2,
    "quiz": 1,
    "quizzes": 2,
    "ceo": 3,
    "senior": 2,
    "junior": 2,
    "seniority": 4,
}


def words(text: str) -> list[str]:
    """The words of a plain text."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a line break ends one."""
    shielded = _ABBREVIATION.sub(r"\1", text)
    found = [part for line in shielded.split("\n") for part in _SENTENCE_END.split(line)]
    return [part for part in found if words(part)]


@cache
def syllables(word: str) -> int:
    """Count the syllables of an English word: vowel groups, with the common exceptions."""
    word = word.lower().replace("’", "'")
    if not word.replace("'", "").isalpha():
        return max(1, sum(sign.isdigit() for sign in word))
    word = word.removesuffix("'s").replace("'", "")
    for known in (word, word.removesuffix("s")):
        if known in _SPECIAL:
            return _SPECIAL[known]
    word = _GLIDE.sub("w", word)
    count = len(_VOWELS.findall(word)) + len(_PARTED.findall(word))
    count -= bool(_SILENT.search(word)) and not _LOUD.search(word)
    count -= bool(_MUTE_INSIDE.search(word))
    count += bool(re.search(r"[aeiou]sms?$|thm$", word))
    return max(1, count)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a plain text; 0.0 for a text without words."""
    found = words(text)
    if not found:
        return 0.0
    beats = sum(map(syllables, found))
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * beats / len(found) - 15.59


def prose(markdown: str) -> str:
    """Running text of a notebook's Markdown: one line for each paragraph and list entry."""
    text = re.sub(r"```.*?```|^\s*#.*?$|^\s*\|.*?\|\s*$", "", markdown, flags=re.S | re.M)
    text = re.sub(r"^[> \t]+(?=\S)", "", text, flags=re.M)
    text = re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "\n\n", text, flags=re.M)
    parts = (to_text(part) for part in re.split(r"\n\s*\n", text))
    return "\n".join(part.replace("\n", " ") for part in parts if part.strip())
