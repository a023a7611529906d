"""One question for a whole room: what hands can be raised for, and what the room holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from helpers.document import Card, Element, count, group, line, md, numbered, para, strong, title
from helpers.questions import Question
from helpers.questions.parts import ChooseMany, SolutionLine
from helpers.quiz.session import PRINT_SEED, display_order
from helpers.quiz.words import case, reasons

from .teach_again import belief_texts, place_of, reteach

if TYPE_CHECKING:
    from helpers.charts.chart import Chart

LIVE = "To count hands, run the notebook (Run menu, Run All Cells)."
IN_THE_ROOM, AT_THE_HUB = "hands counted in this room", "first answers at the Hub"


class Lettered(NamedTuple):
    """Something to raise a hand for. ``place`` is its place in the question's file."""

    letter: str
    text: str
    right: bool
    belief: int | None
    place: int


def choices_of(question: Question) -> list[Lettered]:
    """Return what a room can vote on, lettered in the order in which it is shown.

    A scenario is voted on by its first part: who decides.

    Raises
    ------
    ValueError
        When the question is no choice among a few options.
    """
    part = question.vote()
    if part is None:
        kind = question.kind.replace("_", " ")
        raise ValueError(
            f"{question.id}: hands cannot answer a question of the type {kind!r}; "
            "take one with options to choose from."
        )
    order = display_order(question, len(part.choices), PRINT_SEED)
    offered = [part.choices[i] for i in order]
    return [
        Lettered(letter, one.text, one.worth == 1, one.belief, i)
        for letter, one, i in zip(ascii_uppercase, offered, order, strict=False)
    ]


def count_responses(question: Question, kept: Iterable[Any]) -> list[int]:
    """Count answers that learners gave on their own machines, in the order of `choices_of`.

    Parameters
    ----------
    question : Question
    kept : iterable
        What records keep of the responses; one of another shape counts nowhere.
    """
    part = question.vote()
    picked: Counter[int] = Counter()
    for one in kept:
        response = question.response(one)
        if part is not None and response is not None:
            own = response[part.name] if part.name else response
            picked.update(part.chosen(own))
    return [picked[choice.place] for choice in choices_of(question)]


def checked_counts(counts: Any, size: int) -> list[int]:
    """Return the counts of a show of hands as whole numbers.

    Raises
    ------
    ValueError
        When there are more or fewer than ``size``, or one is no whole number from 0 up.
    """
    found = list(counts)
    if len(found) != size:
        raise ValueError(f"There are {len(found)} counts for {size} options; give one for each.")
    for one in found:
        if not isinstance(one, int) or isinstance(one, bool) or one < 0:
            raise ValueError(f"{one!r} is no number of hands; give a whole number from 0 up.")
    return found


# ---------------------------------------------------------------- in words


def asked(question: Question, choices: Sequence[Lettered], uid: str = "") -> Card:
    """The question in large letters with its lettered options, without its key."""
    return Card(
        picture_of(question),
        group(
            case(question),
            group(md(question.stem), id=f"{uid}-stem", style="font-weight:bold"),
            _how(question),
            numbered((choice.text for choice in choices), letters=True),
            style="font-size:1.35em;line-height:1.4",
        ),
    )


def answer(question: Question, choices: Sequence[Lettered], counts: Sequence[int]) -> Card:
    """The key, the reason of every option, the belief that drew most hands, where to go back."""
    held = held_belief(question, choices, counts)
    return Card(
        group(
            title(right_words(choices)),
            para(strong("In this room."), " ", held) if held else None,
            lettered_reasons(question, choices),
            style="font-size:1.15em",
        )
    )


def lettered_reasons(question: Question, choices: Sequence[Lettered]) -> Element:
    """The key and the reason of every option, by its letter."""
    first, rest = told_lines(question, choices)
    lettered = [
        replace(one, about=f"{c.letter}. {one.about}", reason=one.reason.removeprefix("Right. "))
        for c, one in zip(choices, first, strict=True)
    ]
    return reasons([*lettered, *rest])


def told_lines(
    question: Question, choices: Sequence[Lettered]
) -> tuple[list[SolutionLine], list[SolutionLine]]:
    """The lines of the full answer: one for each choice, and those on what was not voted on."""
    lines = question.solution()
    return [lines[c.place] for c in choices], lines[len(choices) :]


def right_words(choices: Sequence[Lettered]) -> str:
    """Which letters are right."""
    letters = [c.letter for c in choices if c.right]
    return f"The answer: {' and '.join(letters)}."


def held_belief(
    question: Question, choices: Sequence[Lettered], counts: Sequence[int]
) -> Element | None:
    """What the wrong answers of the room show, and where to go back; None without any."""
    said = held_words(choices, counts)
    return line(f"{said} ", reteach(place_of(question.id))) if said else None


def held_words(choices: Sequence[Lettered], counts: Sequence[int]) -> str:
    """What the wrong answers of the room show; nothing without any."""
    wrong = [(count, c) for count, c in zip(counts, choices, strict=True) if not c.right]
    most = max((count for count, _ in wrong), default=0)
    if not most:
        return ""
    top = [c for count, c in wrong if count == most]
    each = " each" if len(top) > 1 else ""
    said = f"Of the wrong answers, {' and '.join(c.letter for c in top)} drew most ({most}{each})."
    for belief in dict.fromkeys(c.belief for c in top if c.belief is not None):
        said += f" The belief behind it: “{belief_texts()[belief]}”"
    return said


def _how(question: Question) -> str:
    part = question.vote()
    if isinstance(part, ChooseMany):
        return "Raise your hand for every option that fits."
    return f"{part.label} Raise one hand.".lstrip() if part else ""


def picture_of(question: Question) -> Chart | None:
    if not question.chart:
        return None
    from helpers.charts import draw

    return draw(question.chart)


# ---------------------------------------------------------------- the picture


def hands_chart(
    question: Question,
    choices: Sequence[Lettered],
    counts: Sequence[int],
    shown: bool,
    counted: str = IN_THE_ROOM,
) -> Chart:
    """Bars of a show of hands; nothing points at an option before the answer is ``shown``."""
    from helpers.charts.chart import Facts
    from helpers.charts.forms import bars
    from helpers.charts.style import NEUTRAL, PALE

    most, total = max(counts), sum(counts)
    title = f"{count(total, 'hand')}, {len(choices)} options"
    looks = [NEUTRAL] * len(choices)
    if shown:
        right = sum(n for c, n in zip(choices, counts, strict=True) if c.right)
        title = f"{right} of {total} hands for what is right"
        looks = [NEUTRAL if c.right else PALE for c in choices]
    return bars(
        [
            (f"{c.letter}{' (right)' if shown and c.right else ''}: {c.text}", n)
            for c, n in zip(choices, counts, strict=True)
        ],
        Facts(
            title,
            "One bar for each option: the hands for it.",
            f"Source: {counted}. Question: {question.id}.",
        ),
        value_label=f"Hands (of {total})",
        category_label="Option",
        looks=looks,
        high=max(5, most * 1.15),
    )
