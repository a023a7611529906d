"""How hard a text is to read: the Flesch-Kincaid grade and the counts it stands on.

The formula (Kincaid, Fishburne, Rogers & Chissom 1975, *Derivation of New Readability Formulas
for Navy Enlisted Personnel*)::

    grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59

What is counted. A word is a run of letters and digits, with the apostrophes, hyphens, points and
commas inside it. A hyphen parts two words. A number, a sum of money in digits or a symbol such as
``O*NET`` counts as one word of one syllable, for a reader takes it in at a glance. A sentence ends
at ``.``, ``?``, ``!`` or ``:`` before a space, and at the end of a paragraph, a list entry, a table
cell or a heading. Markdown signs and addresses of links are dropped.
"""

from __future__ import annotations

import re

from helpers.content import to_text

_WORD = re.compile(r"[^\W_]+(?:['’.,*][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.?!:])[\"'”’)*]*\s+")
_ABBREVIATION = re.compile(r"\b(e\.g|i\.e|vs|etc|Mr|Mrs|Dr|St|No)\.(?=\s)")
_VOWELS = re.compile(r"[aeiouyáéíóúàèäëïöü]+")
_PARTED = re.compile(r"(?<![tscgq])i[aou](?!us)|eo(?!us)|ue[lt]|uit|ui(?=ng)|yi|ea(?=t[eo])")
_SPECIAL = {
    "area": 3, "areas": 3, "idea": 3, "ideas": 3, "being": 2, "business": 2, "every": 2,
    "people": 2, "create": 2, "creates": 2, "created": 3, "create's": 2, "someone": 2,
    "something": 2, "sometimes": 2, "somebody": 3, "everybody": 4, "everyone": 3, "people's": 2,
    "cooperate": 4, "coordinate": 4, "coordinating": 5, "coordinates": 4, "coordinated": 5,
    "reason": 2, "reasons": 2, "real": 1, "really": 2, "trial": 2, "trials": 2, "science": 2,
    "quiet": 2, "client": 2, "clients": 2, "doing": 2, "going": 2, "seeing": 2, "velolink": 3,
    "kano": 2, "recipe": 3, "recipes": 3, "whose": 1, "evenly": 3, "likely": 2, "lively": 2,
    "safely": 2, "surely": 2, "rarely": 2, "largely": 2, "closely": 2, "therefore": 2,
    "statement": 2, "statements": 2, "movement": 2, "measurement": 3, "requirement": 3,
    "requirements": 3, "achievement": 3, "lifetime": 2, "timetable": 3, "homepage": 2,
    "software": 2, "hardware": 2, "firmware": 2, "baseline": 2, "deadline": 2, "deadlines": 2,
    "useful": 2, "careful": 2, "carefully": 3, "used": 1, "co": 1, "tomás": 2, "ines": 2,
    "usually": 4, "actual": 3, "actually": 4, "valuable": 4, "evaluate": 4, "situation": 4,
    "skip": 1, "dialogue": 3, "league": 1, "vague": 1, "vogue": 1, "queue": 1, "queues": 1,
    "due": 1, "value": 2, "values": 2, "valued": 2, "issue": 2, "issues": 2, "venue": 2,
    "continue": 3, "continues": 3, "continued": 3, "rescue": 2, "true": 1, "clue": 1, "blue": 1,
    "argue": 2, "argues": 2, "question": 2, "questions": 2, "quite": 1, "quit": 1, "fruit": 1,
    "suit": 1, "suits": 1, "suited": 2, "build": 1, "builds": 1, "built": 1, "guide": 1,
    "guides": 1, "biscuit": 2, "circuit": 2, "recruit": 2, "seven": 2, "eleven": 3,
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a plain text."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a line break ends one."""
    shielded = _ABBREVIATION.sub(r"\1", text)
    found = [part for line in shielded.split("\n") for part in _SENTENCE_END.split(line)]
    return [part for part in found if words(part)]


def syllables(word: str) -> int:
    """Count the syllables of an English word: vowel groups, with the common exceptions."""
    word = word.lower().replace("’", "'")
    if not word.replace("'", "").isalpha():
        return 1
    if word.endswith("'s"):
        word = word[:-2]
    if word in _SPECIAL:
        return _SPECIAL[word]
    if word.endswith("s") and word[:-1] in _SPECIAL:
        return _SPECIAL[word[:-1]]
    word = word.replace("'", "")
    count = len(_VOWELS.findall(word)) + len(_PARTED.findall(word))
    if re.search(r"[^aeiouy]e(s|d)?$", word):
        loud = (
            re.search(r"([sxz]|[cs]h|[cg])es$", word)
            or re.search(r"[td]ed$", word)
            or re.search(r"[^aeiouylr]l(e|es|ed)$", word)
        )
        count -= not loud
    count -= bool(re.search(r"[^aeiouy]e(ly|ful|less|ness|ment|ments|fully|time|where)$", word))
    count += bool(re.search(r"[^aeiouy]e(sm|thm)$|[iy]sms?$|[^aeiou]thm$", word))
    return max(1, count)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a plain text; 0.0 for a text without words."""
    found = words(text)
    if not found:
        return 0.0
    beats = sum(map(syllables, found))
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * beats / len(found) - 15.59


def prose(markdown: str) -> str:
    """Plain text of a notebook's Markdown: one line for each paragraph, list entry or cell."""
    text = re.sub(r"```.*?```", "", markdown, flags=re.S)
    text = re.sub(r"^\s*\|[-:| ]+\|\s*$", "", text, flags=re.M)
    text = re.sub(r"^[#>\s]+(?=\S)", "", text, flags=re.M)
    text = re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "\n\n", text, flags=re.M)
    text = re.sub(r"^\|(.*)\|\s*$", lambda m: "\n\n" + m[1].replace("|", "\n\n"), text, flags=re.M)
    parts = (to_text(part) for part in re.split(r"\n\s*\n", text))
    return "\n".join(part.replace("\n", " ") for part in parts if part.strip())
