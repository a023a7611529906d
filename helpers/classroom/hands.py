"""One question for a whole room: what hands can be raised for, and what the room holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from helpers.content import to_html, to_text
from helpers.questions import Question
from helpers.questions.parts import ChooseMany
from helpers.quiz.session import PRINT_SEED, display_order
from helpers.quiz.words import ignore_math, reasons

from .places import belief_texts, place_of, reteach

if TYPE_CHECKING:
    from helpers.charts.chart import Chart

LIVE = "To count hands, run the notebook (Run menu, Run All Cells)."
IN_THE_ROOM, AT_THE_HUB = "hands counted in this room", "first answers at the Hub"


class Choice(NamedTuple):
    """Something to raise a hand for. ``index`` is its place in the question's file."""

    letter: str
    text: str
    right: bool
    belief: int | None
    index: int


def choices_of(question: Question) -> list[Choice]:
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
        Choice(letter, one.text, one.worth == 1, one.belief, i)
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
    part, picked = question.vote(), Counter()
    for one in kept:
        response = question.response(one)
        if part is not None and response is not None:
            own = response[part.name] if part.name else response
            picked.update(part.chosen(own))
    return [picked[choice.index] for choice in choices_of(question)]


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
    for count in found:
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise ValueError(f"{count!r} is no number of hands; give a whole number from 0 up.")
    return found


# ---------------------------------------------------------------- in words


def asked_html(question: Question, choices: Sequence[Choice], uid: str = "") -> str:
    """The question in large letters with its lettered options, without its key."""
    case = f"<blockquote>{to_html(question.stimulus)}</blockquote>" if question.stimulus else ""
    entries = "".join(f'<li style="margin:6px 0">{escape(c.text)}</li>' for c in choices)
    return ignore_math(
        f'{_picture(question)}<div style="font-size:1.35em;line-height:1.4">{case}'
        f'<div id="{uid}-stem"><strong>{to_html(question.stem)}</strong></div>'
        f'<p>{_how(question)}</p><ol type="A">{entries}</ol></div>'
    )


def asked_text(question: Question, choices: Sequence[Choice]) -> str:
    """The same as plain text."""
    lines = [to_text(question.stimulus)] if question.stimulus else []
    lines += [to_text(question.stem), _how(question)]
    return "\n".join([*lines, *(f"{c.letter}. {c.text}" for c in choices), "", LIVE])


def answer_html(question: Question, choices: Sequence[Choice], counts: Sequence[int]) -> str:
    """The key, the reason of every option, the belief that drew most hands, where to go back."""
    lines = question.solution()
    first = [replace(lines[c.index], about=f"{c.letter}. {lines[c.index].about}") for c in choices]
    lines = [*first, *lines[len(first) :]]
    held = held_belief(question, choices, counts)
    room = f"<p><strong>In this room.</strong> {held[1]}</p>" if held else ""
    return ignore_math(
        f'<div style="font-size:1.15em"><p><strong>{right_words(choices)}</strong></p>'
        f"{room}{reasons(lines)}</div>"
    )


def right_words(choices: Sequence[Choice]) -> str:
    """Which letters are right."""
    letters = [c.letter for c in choices if c.right]
    return f"The answer: {' and '.join(letters)}."


def held_belief(
    question: Question, choices: Sequence[Choice], counts: Sequence[int]
) -> tuple[str, str] | None:
    """What the wrong answers of the room show, as plain text and as HTML; None without any."""
    wrong = [(count, c) for count, c in zip(counts, choices, strict=True) if not c.right]
    most = max((count for count, _ in wrong), default=0)
    if not most:
        return None
    top = [c for count, c in wrong if count == most]
    each = " each" if len(top) > 1 else ""
    said = f"Of the wrong answers, {' and '.join(c.letter for c in top)} drew most ({most}{each})."
    for belief in dict.fromkeys(c.belief for c in top if c.belief is not None):
        said += f" The belief behind it: “{belief_texts()[belief]}”"
    place = place_of(question.id)
    return f"{said} {reteach(place.text)}", f"{escape(said)} {reteach(place.html)}"


def _how(question: Question) -> str:
    part = question.vote()
    if isinstance(part, ChooseMany):
        return "Raise your hand for every option that fits."
    return f"{part.label} Raise one hand.".lstrip() if part else ""


def _picture(question: Question) -> str:
    if not question.chart:
        return ""
    from helpers.charts import draw

    return draw(question.chart).html


# ---------------------------------------------------------------- the picture


def hands_chart(
    question: Question,
    choices: Sequence[Choice],
    counts: Sequence[int],
    shown: bool,
    counted: str = IN_THE_ROOM,
) -> Chart:
    """Bars of a show of hands; the right ones are named once the answer is ``shown``."""
    from helpers.charts.chart import Facts
    from helpers.charts.forms import bars
    from helpers.charts.style import NEUTRAL, PALE

    most, total = max(counts), sum(counts)
    top = " and ".join(c.letter for c, n in zip(choices, counts, strict=True) if n == most)
    title = f"{most} of {total} hands for {top}"
    if top.count(" "):
        title = f"{most} hands each for {top}, of {total}"
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
            "One bar for each option: the hands raised for it.",
            f"Source: {counted}. Question: {question.id}.",
        ),
        value_label=f"Hands (of {total})",
        category_label="Option",
        looks=looks,
        high=max(5, most * 1.15),
    )
