"""Every key a second time: what somebody answered who saw the question and not its key.

``second_keys.yaml`` holds by lesson and question the first words of what is right. A question of
several parts has each part by its name. `python -m helpers.authoring key-sheet LESSON` prints the
questions for whoever answers::

    where_the_roles_overlap:
      overlap-one-may-go: [He sees what both]
      overlap-water-alert: {Say which trouble: Product manager, Make a warning: Designer}
      overlap-two-testers: {owner: [Tomás], reason: [The remedy], consult: [Jun, The present]}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from helpers.content.reading import ContentError, read_yaml
from helpers.questions import Question
from helpers.questions.parts import AnswerPart, Choice, Match, Number, Order

from .bank_wording import normal, place
from .course import Asked, AuthoredCourse
from .notebook_page import TODO

FILE = "second_keys.yaml"
_Say = Callable[[str], None]


def second_keys_agree(course: AuthoredCourse) -> list[str]:
    """Every question that is written has a second key, and its key is what that one says."""
    try:
        told = read_yaml(course.root / FILE, FILE)
    except ContentError as error:
        return error.problems
    if not all(isinstance(keys, dict) for keys in told.values()):
        return [
            f"{FILE}: it is not a list of questions by lesson; write 'lesson: {{question: key}}'."
        ]
    found: list[str] = []
    for lesson in course.lessons:
        asked = {a.question.id: a for a in course.of(lesson) if to_answer(a.question)}
        if asked and lesson not in told:
            found.append(f"{FILE}: {lesson} has no second keys; let somebody answer its key-sheet.")
            continue
        keys = told.get(lesson, {})
        found += [
            f"{FILE}: {lesson}: there is no question {name!r} to choose or sort in; delete its key."
            for name in keys
            if name not in asked
        ]
        for name, one in asked.items():
            if name in keys:
                found += disagreements(one, keys[name])
            else:
                found.append(f"{place(one)}: it has no second key; let somebody answer it blind.")
    lost = [name for name in told if name not in course.lessons]
    found += [f"{FILE}: there is no lesson {name!r}; correct or delete it." for name in lost]
    return found


def to_answer(question: Question) -> bool:
    """Whether a second key can be asked for: the question is written, and not by a number alone."""
    return bool(answered(question)) and not TODO.search(question.stem)


def answered(question: Question) -> list[AnswerPart]:
    """The parts of a question that are answered by choosing, sorting or ordering."""
    return [part for part in question.parts if not isinstance(part, Number)]


def disagreements(asked: Asked, told: Any) -> list[str]:
    """Where a question and its second key differ, in sentences."""
    parts, found = asked.question.parts, []
    many = len(parts) > 1
    if many and (not isinstance(told, dict) or set(told) != {part.name for part in parts}):
        names = ", ".join(part.name for part in parts)
        return [f"{place(asked)}: its second key is not by part; give {names}, each with a list."]
    for part in parts:
        where = f"{place(asked)}: {part.name}" if many else place(asked)
        mend = f"find out who errs, then mend the question or {FILE}"
        for what in _compared(part, told[part.name] if many else told):
            found.append(f"{where}: {what}; {mend}.")
    return found


def _compared(part: AnswerPart, told: Any) -> Iterator[str]:
    """What differs between the key of a part and what is told of it."""
    if isinstance(part, Match):
        yield from _matched(part, told)
        return
    if not isinstance(told, list):
        yield "its second key is not a list"
        return
    meant = [_meant(part.choices, words) for words in told]
    if None in meant:
        yield f"the second key's {told[meant.index(None)]!r} fits no entry or several"
        return
    first = part.key() if isinstance(part, Order) else part.right  # type: ignore[attr-defined]
    if meant != first if isinstance(part, Order) else set(meant) != set(first):
        texts = [part.choices[at].text[:40] for at in first]
        yield f"right is {texts}, by the second key {told}"


def _matched(part: Match, told: Any) -> Iterator[str]:
    if not isinstance(told, dict):
        yield "its second key is not 'item: group'"
        return
    second: dict[int | None, int | None] = {}
    for words, to in told.items():
        item, target = _meant(part.choices, words), _meant(part.targets, to)
        if item is None or target is None:
            yield f"the second key's {words!r}: {to!r} fits no entry or several"
        second[item] = target
    for at, choice in enumerate(part.choices):
        target = second.get(at)
        if at not in second:
            yield f"the second key leaves out {choice.text[:40]!r}"
        elif target is not None and part.targets[target].id != choice.place:
            wrong = part.targets[target].text[:40]
            yield f"by the second key {choice.text[:40]!r} belongs to {wrong!r}"


def _meant(choices: Sequence[Choice], words: Any) -> int | None:
    """The place of the one choice that begins with these words."""
    begin = normal(str(words))
    texts = [normal(choice.text) for choice in choices]
    found = [at for at, text in enumerate(texts) if f"{text} ".startswith(f"{begin} ")]
    if len(found) > 1:  # one text may be the beginning of another
        found = [at for at in found if texts[at] == begin]
    return found[0] if begin and len(found) == 1 else None


RULES = (second_keys_agree,)
