"""Letters on paper: what stands behind them, and how an answer is written down.

One letter for one option, several for several, one for each item in the order of the paper, the
letters of the steps in their order, or a number. A question of several parts has them apart with
"/": ``B / C / AD``.
"""

from __future__ import annotations

import re
from string import ascii_uppercase
from typing import Any, Literal

from msgspec import Struct

from helpers.questions import Question
from helpers.questions.base import same
from helpers.questions.parts import AnswerPart, ChooseMany, ChooseOne, Match, Number, Order

Kind = Literal["one", "many", "match", "order", "number"]
_KINDS: tuple[tuple[type[AnswerPart], Kind], ...] = (
    (ChooseMany, "many"),
    (ChooseOne, "one"),
    (Match, "match"),
    (Order, "order"),
    (Number, "number"),
)


class AskedPart(Struct, frozen=True):
    """A part as a form shows it: the ids of what is offered, and of where it can go."""

    kind: Kind
    choices: list[str]
    targets: list[str] = []


class AskedQuestion(Struct, frozen=True):
    """A question as a form shows it."""

    id: str
    version: str
    parts: list[AskedPart]


def kind_of(part: AnswerPart) -> Kind:
    """How a part is answered on paper."""
    return next(kind for cls, kind in _KINDS if isinstance(part, cls))


def asked(question: Question, steps: list[int]) -> AskedQuestion:
    """How a form shows a question; ``steps`` is the order of an ordering's steps."""
    parts = []
    for part in question.parts:
        ids = [choice.id for choice in part.choices]
        shown = [ids[i] for i in steps] if isinstance(part, Order) else ids
        targets = [one.id for one in part.targets] if isinstance(part, Match) else []
        parts.append(AskedPart(kind_of(part), shown, targets))
    return AskedQuestion(question.id, question.version, parts)


def shows(shown: AskedQuestion, question: Question) -> bool:
    """Whether a form shows all that the question offers, in whatever order."""

    def offered(one: AskedQuestion) -> list[Any]:
        return [(part.kind, sorted(part.choices), sorted(part.targets)) for part in one.parts]

    size = len(question.parts[0].choices)
    return offered(shown) == offered(asked(question, list(range(size))))


def key_code(question: Question, shown: AskedQuestion) -> str:
    """The right answer as it is written; where several owners are accepted, each of them."""
    codes = []
    given = question.given(question.kept(question.key))
    for (part, kept), on_paper in zip(given, shown.parts, strict=True):
        if on_paper.kind == "one" and isinstance(part, ChooseOne):
            letters = sorted(_letter(on_paper.choices, part.choices[i].id) for i in part.right)
            codes.append(" or ".join(letters))
        else:
            codes.append(_code(kept, on_paper))
    return " / ".join(codes)


def code_of(question: Question, shown: AskedQuestion, response: Any) -> str:
    """A complete response as it is written on paper."""
    given = question.given(question.kept(response))
    return " / ".join(_code(kept, part) for (_, kept), part in zip(given, shown.parts, strict=True))


def _letter(ids: list[str], name: str) -> str:
    return ascii_uppercase[ids.index(name)]


def _code(kept: Any, part: AskedPart) -> str:
    if part.kind == "number":
        return str(kept)
    if part.kind == "match":
        return "".join(_letter(part.targets, kept[name]) for name in part.choices)
    names = [kept] if part.kind == "one" else kept
    letters = [_letter(part.choices, name) for name in names]
    return "".join(letters if part.kind == "order" else sorted(letters))


def read_code(question: Question, shown: AskedQuestion, cell: str) -> Any:
    """What is written in a cell as a response; None for an empty one.

    Raises
    ------
    ValueError
        With the fault and its mend, when the cell does not fit the question.
    """
    if not cell.strip():
        return None
    size = len(shown.parts)
    cells = [cell] if size == 1 else cell.split("/")
    if len(cells) != size:
        raise ValueError(f"{cell!r} has {len(cells)} of {size} parts; write them apart with /")
    kept = [
        _kept(part, _as_letter(part, asks, one))
        for part, asks, one in zip(shown.parts, question.parts, cells, strict=True)
    ]
    response = question.response(question.whole(kept))
    if response is None or not question.complete(response):
        mend = "look at the paper again"
        if any(part.kind == "number" for part in shown.parts):
            mend = "type the number alone, without its unit, or leave the cell empty if it is none"
        raise ValueError(f"{cell.strip()!r} is no answer to it; {mend}")
    return response


def _as_letter(shown: AskedPart, part: AnswerPart, cell: str) -> str:
    """The letter of an option that was typed in words, such as True; else the cell as it is."""
    if shown.kind == "one" and len(cell.strip()) > 1:
        for choice in part.choices:
            if same(choice.text) == same(cell):
                return _letter(shown.choices, choice.id)
    return cell


def _kept(part: AskedPart, cell: str) -> Any:
    if part.kind == "number":
        return cell.strip()
    letters = re.sub(r"[\s,;.]", "", cell).upper()
    offered = part.targets or part.choices
    known = ascii_uppercase[: len(offered)]
    if wrong := sorted(set(letters) - set(known)):
        raise ValueError(f"{', '.join(wrong)} is not one of A to {known[-1]}; correct the letter")
    wanted = {"one": 1, "match": len(part.choices), "order": len(part.choices)}.get(part.kind)
    if wanted and len(letters) != wanted:
        raise ValueError(f"{cell.strip()!r} has {len(letters)} letters and needs {wanted}")
    names = [offered[ascii_uppercase.index(letter)] for letter in letters]
    if part.kind != "match" and len(set(names)) < len(names):
        raise ValueError(f"{cell.strip()!r} has a letter twice; correct it")
    if part.kind == "match":
        return dict(zip(part.choices, names, strict=True))
    return names[0] if part.kind == "one" else names
