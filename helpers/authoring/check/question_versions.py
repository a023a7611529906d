"""Answers and wording: entries have ids, and a new wording says the same as the one before."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import yaml
from msgspec.structs import fields

from helpers.authoring.ids import missing_ids
from helpers.content.decoding import decode_questions
from helpers.content.reading import ContentError
from helpers.questions import Question

from .bank_wording import place
from .course import AuthoredCourse
from .notebook_page import Advice

_NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|cannot|without|except)\b|n['’]t\b", re.I
)
_LIKE = 0.4  # a text that is less like the one before says something else
_SHOWN = ("text", "match", "label")


def entries_have_ids(course: AuthoredCourse) -> list[str]:
    """Each entry has an id of its own, so that its answers survive another wording."""
    found: list[str] = []
    for asked in course.bank:
        if missing := missing_ids(asked.question):
            found.append(
                Advice(
                    f"{place(asked)}: {missing} entries have no id, and a new wording would end "
                    "their answers; run 'python -m helpers.authoring check --write-ids'."
                )
            )
    return found


def wording_keeps_its_meaning(course: AuthoredCourse) -> list[str]:
    """What was reworded since the last commit, with its answers kept, still says the same."""
    before = committed_questions(course.root)
    return [
        Advice(f"{place(asked)}: {what}; if that turns the meaning, raise 'revision' by one.")
        for asked in course.bank
        if (old := before.get(asked.question.id))
        for what in turned(old, asked.question)
    ]


def keys_change_on_purpose(course: AuthoredCourse) -> list[str]:
    """Where a key differs from the last commit, the author is asked: a slip is easy to make."""
    before = committed_questions(course.root)
    return [
        Advice(
            f"{place(asked)}: its key is another than in the last commit, so answers to it start "
            "anew; put it back if that is not meant."
        )
        for asked in course.bank
        if (old := before.get(asked.question.id)) and has_another_key(old, asked.question)
    ]


def has_another_key(old: Question, new: Question) -> bool:
    """Whether the right answer is another one, by ids and not by words."""
    return old.kind == new.kind and old.kept(old.key) != new.kept(new.key)


def turned(old: Question, new: Question) -> Iterator[str]:
    """What in a new wording may turn the meaning of answers that still count."""
    if old.version != new.version:
        return
    was, now = _texts(old), _texts(new)
    homes = {text: name for name, text in was.items()}
    for name, text in now.items():
        before = was.get(name, text)
        if text == before:
            continue
        if text in homes and homes[text] != name:
            yield f"the text of {homes[text]} has moved to {name}, and ids go with texts"
        elif len(_NEGATION.findall(text)) != len(_NEGATION.findall(before)):
            yield f"{name} gains or loses a negation"
        elif SequenceMatcher(None, before.casefold(), text.casefold()).ratio() < _LIKE:
            yield f"{name} says something else than before"


def _texts(question: Question) -> dict[str, str]:
    """What is asked and offered, by its place."""
    found = {"the stem": question.stem, "the stimulus": question.stimulus}
    for name, entries in question.lists():
        for entry in entries:
            for field in fields(entry):
                if field.name in _SHOWN:
                    key = getattr(entry, "key", "") or entry.id
                    found[f"the {field.name} of {key!r} in {name}"] = getattr(entry, field.name)
    return found


def committed_questions(root: Path) -> dict[str, Question]:
    """The last committed state of the questions in files that differ from it; {} without git."""
    found: dict[str, Question] = {}
    for name in _git(root, "diff", "--name-only", "--relative", "HEAD", "--", "questions").split():
        text = _git(root, "show", f"HEAD:./{name}")
        try:
            found |= {q.id: q for q in decode_questions(yaml.safe_load(text), name)}
        except (ContentError, yaml.YAMLError):
            continue  # it was new or broken: there is nothing to compare with
    return found


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")


RULES = (entries_have_ids, wording_keeps_its_meaning, keys_change_on_purpose)
