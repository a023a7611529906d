"""A quiz on paper: the same questions as plain text and as HTML, without any answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from helpers.cards import ignore_math
from helpers.content import to_html, to_text
from helpers.questions import Question

from .session import Returning, printed

CONTINUE = "To answer, run the notebook (Run menu, Run All Cells)."


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
        lines.append(f"{number}. {to_text(question.stem)} [{question.instruction}]")
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
        parts.append(f"{to_html(question.stem)}<p><em>{escape(question.instruction)}</em></p>")
        for heading, entries in printed(question):
            parts.append(f"<p>{escape(heading)}</p>" if heading else "")
            parts.append("<ul>" + "".join(f"<li>{escape(e)}</li>" for e in entries) + "</ul>")
        parts.append("</li>")
    parts.append(f"</ol><p><em>{escape(CONTINUE)}</em></p>")
    return ignore_math("".join(parts))
