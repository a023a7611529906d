"""What the live quiz says, as HTML: the question, the feedback, the full answer, the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import escape

from helpers.cards import ignore_math
from helpers.content import to_html
from helpers.questions import WORDS, Question, Result, SolutionLine

from .session import Returning, Session

_COLOURS = {"correct": "success", "partly": "warn", "incorrect": "error", "revealed": "info"}


def ask(
    question: Question,
    position: int,
    size: int,
    title: str,
    uid: str,
    origin: Returning | None = None,
) -> str:
    """The head of the page: place in the quiz, where it is from, stimulus, stem, what to do."""
    case = f"<blockquote>{to_html(question.stimulus)}</blockquote>" if question.stimulus else ""
    return ignore_math(
        f"<p><strong>{escape(title)}</strong> · question {position + 1} of {size}</p>"
        f"{_origin(origin) if origin else ''}{case}"
        f'<div id="{uid}-stem">{to_html(question.stem)}</div>'
        f"<p><em>{escape(question.instruction)}</em></p>"
    )


def boxed(kind: str, word: str, body: str) -> str:
    """Feedback: the outcome in words first, then a coloured edge for those who see it."""
    colour = f"var(--jp-{_COLOURS.get(kind, 'border')}-color1)"
    return ignore_math(
        f'<div style="border-left:4px solid {colour};padding:2px 12px">'
        f"<p><strong>{escape(word)}.</strong></p>{body}</div>"
    )


def feedback(result: Result, restored: bool = False) -> str:
    """The remarks of a marked response."""
    word = result.word + (" (your last answer)" if restored else "")
    remarks = "".join(
        f"<p>{_about(r.about)}{to_html(r.text, inline=True)}</p>" for r in result.remarks
    )
    return boxed(result.outcome, word, remarks)


def reasons(lines: list[SolutionLine]) -> str:
    """The key and the reason of every option, as a list."""
    rows = "".join(
        f"<li><strong>{escape(line.mark)}:</strong> {escape(line.about)}<br>"
        f"{to_html(line.reason, inline=True)}</li>"
        for line in lines
    )
    return f"<ul>{rows}</ul>"


def answer(lines: list[SolutionLine]) -> str:
    """The reason for every option, in a box."""
    return boxed("revealed", "The answer", reasons(lines))


def hints(shown: list[str], size: int) -> str:
    """The hints used so far, the newest last."""
    return "".join(
        boxed("", f"Hint {number} of {size}", f"<p>{to_html(text, inline=True)}</p>")
        for number, text in enumerate(shown, 1)
    )


def result_card(
    title: str,
    session: Session,
    objective: Callable[[str], str],
    section: Callable[[str], str],
    closing: str = "",
) -> str:
    """The card after the last question: right answers by objective, what to read again.

    A quiz with a ``closing`` of its own (the diagnostic's advice) shows that instead.
    """
    rows = []
    for objective_id, asked in session.summary().items():
        again = {section(q.section) for q, outcome in asked if outcome != "correct"}
        links = [
            f'<a href="#" data-goto="{escape(name)}">{escape(name)}</a>'
            for name in sorted(filter(None, again))
        ]
        rows.append(_row(objective(objective_id), asked, links))
    for mark, asked in session.brought_back().items():
        again = [session.returning[q.id].reread for q, outcome in asked if outcome != "correct"]
        rows.append(_row(mark, asked, list(dict.fromkeys(filter(None, again)))))
    questions = session.questions
    total = sum(session.outcome_of(i) == "correct" for i in range(len(questions)))
    head = f"{title} Your result" if title.endswith("?") else f"{title}: your result"
    listed = closing or f"<ul>{''.join(rows)}</ul>"
    return ignore_math(
        f"<p><strong>{escape(head)}</strong></p><p>{total} of {len(questions)} correct.</p>{listed}"
    )


def _row(name: str, asked: list[tuple[Question, str]], links: list[str]) -> str:
    """One row of the result: how many were right, and what to read again (links as HTML)."""
    right = sum(outcome == "correct" for _, outcome in asked)
    counted = Counter(WORDS[outcome].lower() for _, outcome in asked)
    words = ", ".join(f"{count} {word}" for word, count in counted.items())
    reread = f"<br>Read again: {', '.join(links)}" if links else ""
    return (
        f"<li>{escape(name)}<br><strong>{right} of {len(asked)}"
        f"</strong> correct: {words}.{reread}</li>"
    )


def _origin(origin: Returning) -> str:
    picture = origin.picture() if origin.picture else ""
    return f"<p><em>{escape(origin.mark)}</em></p>{picture}"


def _about(text: str) -> str:
    colon = "" if text.endswith((".", "?", "!")) else ":"
    return f"<strong>{escape(text)}{colon}</strong> " if text else ""
