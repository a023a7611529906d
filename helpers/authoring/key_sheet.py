"""Questions without their keys, for somebody who answers them blind: see `check.second_keys`."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from helpers.charts import draw
from helpers.content import load_questions
from helpers.document import to_text
from helpers.questions import Question
from helpers.questions.parts import AnswerPart, Match

from .check.second_keys import answered

_HOW = """\
# Fill in the first words of each right entry, or the group behind an item. Where it hangs on what
# the case leaves open who decides, name each whose call it may turn out to be."""


def key_sheet(lesson_id: str) -> str:
    """A lesson's questions as YAML to fill in: what is asked in comments, empty places for keys."""
    asked = [q for q in load_questions(lesson_id) if answered(q)]
    return "\n\n".join([f"{_HOW}\n\n{lesson_id}:", *map(question_sheet, asked)])


def question_sheet(question: Question) -> str:
    """One question; nothing in it depends on the key."""
    return "\n".join(_lines(question))


def _lines(question: Question) -> Iterator[str]:
    if question.chart:
        yield from _said(draw(question.chart).text)
    yield from _said(question.stimulus)
    yield from _said(question.stem)
    many = len(question.parts) > 1
    if not many:
        yield from _part(question.parts[0], f"  {question.id}:")
        return
    names = []
    for part in question.parts:
        yield from _said(part.label)
        yield from _offered(part)
        names.append(f"{part.name}: []")
    yield f"  {question.id}: {{{', '.join(names)}}}"


def _part(part: AnswerPart, name: str) -> Iterator[str]:
    yield from _offered(part)
    if isinstance(part, Match):
        yield name
        for choice in sorted(part.choices, key=lambda c: c.text):
            yield f"    {json.dumps(to_text(choice.text), ensure_ascii=False)}:"
    else:
        yield f"{name} []"


def _offered(part: AnswerPart) -> Iterator[str]:
    """What can be chosen, or where a thing can go, in the order of the alphabet."""
    offered = part.targets if isinstance(part, Match) else part.choices
    for text in sorted(to_text(choice.text) for choice in offered):
        yield f"  #   - {text}"


def _said(text: str) -> Iterator[str]:
    for line in to_text(text).splitlines():
        for piece in textwrap.wrap(line, 100) or [""]:
            yield f"  # {piece}".rstrip()
