"""A quiz on paper: the same questions as plain text and as HTML, without any answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from helpers.cards import ignore_math
from helpers.content import to_html, to_text
from helpers.content.model import (
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SortIntoGroups,
    TrueFalseReason,
)
from helpers.grading import choices
from helpers.grading.solution import verdict_text

from .session import PRINT_SEED, Returning, display_order

CONTINUE = "To answer, run the notebook (Run menu, Run All Cells)."


def instruction(question: Question) -> str:
    """What to do, in a few words."""
    match question:
        case MultipleResponse():
            return "Tick every option that fits."
        case TrueFalseReason():
            return "True or false, and why?"
        case SortIntoGroups():
            return "Put each item into its group."
        case Matching():
            return "Find the match for each item."
        case Ordering():
            return "Give each step its place."
        case Numeric():
            return f"Type a number ({question.unit})."
        case Scenario():
            return "Who decides, why, and who is asked first?"
    return "Choose one option."


def printed(question: Question) -> list[tuple[str, list[str]]]:
    """What is offered for choice, in print order: pairs of a heading and plain entries."""

    def shuffled(entries: Sequence[str]) -> list[str]:
        return [entries[i] for i in display_order(question, len(entries), PRINT_SEED)]

    match question:
        case TrueFalseReason():
            return [("", shuffled([verdict_text(o) for o in question.options]))]
        case SortIntoGroups():
            groups = " / ".join(g.label for g in question.groups)
            return [(groups, shuffled([i.text for i in question.items]))]
        case Matching():
            return [("Items", [p.text for p in question.pairs]), ("Matches", choices(question))]
        case Ordering():
            return [("", shuffled([i.text for i in question.items]))]
        case Numeric():
            return []
        case Scenario():
            return [
                ("Who decides?", shuffled([o.text for o in question.owners])),
                ("Why?", shuffled([o.text for o in question.reasons])),
                ("Who is asked first?", shuffled([o.text for o in question.consult])),
            ]
    return [("", shuffled([o.text for o in question.options]))]


def as_text(
    title: str, questions: Sequence[Question], returning: Mapping[str, Returning] | None = None
) -> str:
    """The quiz as plain text; what is brought back says where it comes from."""
    lines = [title]
    for number, question in enumerate(questions, 1):
        lines.append("")
        if origin := (returning or {}).get(question.id):
            lines.append(origin.mark)
        if question.stimulus:
            lines.append(to_text(question.stimulus))
        lines.append(f"{number}. {to_text(question.stem)} [{instruction(question)}]")
        for heading, entries in printed(question):
            lines += [f"   {heading}:"] if heading else []
            lines += [f"   - {entry}" for entry in entries]
    return "\n".join([*lines, "", CONTINUE])


def as_html(
    title: str, questions: Sequence[Question], returning: Mapping[str, Returning] | None = None
) -> str:
    """The quiz as HTML that reads well where no kernel runs."""
    parts = [f"<p><strong>{escape(title)}</strong></p>", "<ol>"]
    for question in questions:
        parts.append("<li>")
        if origin := (returning or {}).get(question.id):
            link = f" ({origin.reread})" if origin.reread else ""
            parts.append(f"<p><em>{escape(origin.mark)}</em>{link}</p>")
        if question.stimulus:
            parts.append(f"<blockquote>{to_html(question.stimulus)}</blockquote>")
        parts.append(f"{to_html(question.stem)}<p><em>{escape(instruction(question))}</em></p>")
        for heading, entries in printed(question):
            parts.append(f"<p>{escape(heading)}</p>" if heading else "")
            parts.append("<ul>" + "".join(f"<li>{escape(e)}</li>" for e in entries) + "</ul>")
        parts.append("</li>")
    parts.append(f"</ol><p><em>{escape(CONTINUE)}</em></p>")
    return ignore_math("".join(parts))
