"""What a quiz says, live and on paper: the question, the feedback, the full answer, the result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from helpers.document import (
    Card,
    Element,
    Flow,
    Piece,
    Shown,
    box,
    br,
    bullets,
    code,
    em,
    fold,
    group,
    joined,
    link,
    md,
    md_line,
    numbered,
    para,
    progress,
    quote,
    sheet,
    strong,
    title,
)
from helpers.questions import WORDS, Question, Result, SolutionLine
from helpers.questions.parts import ChooseOne

from .session import Returning, Session, printed

CONTINUE = "To answer, run the notebook (Run menu, Run All Cells)."


def case(question: Question, clauses: bool = True) -> Element | None:
    """The case or the document that a question speaks of; live its clauses are the rows."""
    told = quote(md(question.stimulus)) if question.stimulus else None
    if question.sheet is None:
        return told
    name, about, texts = question.sheet
    if not clauses:
        return group(told, para(strong(name), " · ", em(about)))
    return group(told, sheet(name, about, numbered(map(md_line, texts))))


def paper(
    name: str, questions: Sequence[Question], returning: Mapping[str, Returning] | None = None
) -> Card:
    """The quiz without any answer, where no kernel runs; what is brought back says from where."""
    entries = [_printed(question, (returning or {}).get(question.id)) for question in questions]
    return Card(title(name), numbered(entries), para(em(CONTINUE)))


def _printed(question: Question, origin: Returning | None) -> tuple[Piece, ...]:
    parts: list[Piece] = []
    if origin:
        there = (" (", origin.reread, ")") if origin.reread else ()
        parts.append(para(em(origin.mark), *there))
    parts += [case(question), md(question.stem), para(em(question.instruction))]
    for heading, entries in printed(question):
        parts += [para(heading) if heading else None, bullets(entries)]
    return tuple(parts)


def ask(
    question: Question,
    position: int,
    size: int,
    name: str,
    uid: str,
    origin: Returning | None = None,
    of_which: str = "",
) -> Card:
    """The head of the page: place in the quiz, where it is from, stimulus, stem, what to do."""
    return Card(
        para(strong(name), f" · question {position + 1} of {size}{of_which}" if size > 1 else None),
        progress(position + 1, size, f"Question {position + 1} of {size}") if size > 1 else None,
        para(em(origin.mark)) if origin else None,
        origin.picture() if origin and origin.picture else None,
        case(question, clauses=False),
        group(md(question.stem), id=f"{uid}-stem"),
        para(em(question.instruction)),
    )


def chosen(question: Question, response: object, step: int | None) -> list[Element]:
    """Where a question is asked step by step: which one this is, and the answers so far."""
    if step is None:
        return []
    given = question.given(response)
    said = [
        para(f"{part.label} ", strong(part.choices[answer].text))
        for part, answer in given[:step]
        if isinstance(part, ChooseOne) and part.complete(answer)
    ]
    return [para(em(f"Step {step + 1} of {len(given)}")), *said]


def feedback(result: Result, restored: bool = False) -> Element:
    """The remarks of a marked response."""
    word = result.word + (" (your last answer)" if restored else "")
    remarks = (para(*_about(r.about), md_line(r.text)) for r in result.remarks)
    return box(result.outcome, word, *remarks)


def _about(text: str) -> tuple[Piece, ...]:
    colon = "" if text.endswith((".", "?", "!")) else ":"
    return (strong(f"{text}{colon}"), " ") if text else ()


def reasons(lines: Iterable[SolutionLine]) -> Element:
    """The key and the reason of every option, as a list."""
    return bullets(
        (strong(f"{line.mark}:"), f" {line.about}", br, md_line(line.reason)) for line in lines
    )


def answer(lines: Iterable[SolutionLine]) -> Element:
    """The reason for every option, in a box."""
    return box("revealed", "The answer", reasons(lines))


def report(question: Question) -> Element:
    """How to report a mistake: words to copy, with the question's id. Nothing is sent."""
    words = f"Mistake in question {question.id} (version {question.version}): "
    return fold(
        "Report a mistake in this question",
        "Copy this line, write behind it what is wrong, and send it to whoever gave you the "
        "course. Nothing is sent by itself.",
        code(words),
    )


def hints(shown: Sequence[str], size: int) -> list[Element]:
    """The hints used so far, the newest last."""
    return [
        box("", f"Hint {number} of {size}", para(md_line(text)))
        for number, text in enumerate(shown, 1)
    ]


def result_card(
    name: str,
    session: Session,
    objective: Callable[[str], str],
    section: Callable[[str], str],
    closing: Shown | None = None,
) -> Card:
    """The card after the last question: what is mastered by objective, what to read again.

    A quiz with a ``closing`` of its own (the diagnostic's advice) shows that instead.
    """
    rows = []
    for objective_id, asked in session.summary().items():
        again = {section(q.section) for q, outcome in asked if outcome != "correct"}
        links = [link("#", place, goto=place) for place in sorted(filter(None, again))]
        rows.append(_row(objective(objective_id), asked, links))
    for mark, asked in session.brought_back().items():
        there = [session.returning[q.id].reread for q, outcome in asked if outcome != "correct"]
        rows.append(_row(mark, asked, [one for one in dict.fromkeys(there) if one]))
    head = f"{name} Your result" if name.endswith("?") else f"{name}: your result"
    return Card(title(head), _in_all(session), closing or bullets(rows))


def _in_all(session: Session) -> str:
    """How many are mastered, and how many were right at the first answer."""
    size, mastered, first = len(session.questions), session.mastered, session.right_first
    every = f"all {size}" if size > 1 else "the question"
    if first == mastered == size:
        return f"Well done: {every} right at the first answer."
    if mastered == size:
        return f"Well done: {every} mastered, {first} of {size} right at the first answer."
    return f"{mastered} of {size} mastered, {first} of {size} right at the first answer."


def of_which(session: Session) -> str:
    """How many questions are the lesson's own and how many are brought back, where both are."""
    own = sum(question.id not in session.returning for question in session.questions)
    back = len(session.questions) - own
    return f" ({own} of this lesson, {back} from earlier ones)" if own and back else ""


def _row(name: str, asked: list[tuple[Question, str]], links: Sequence[Shown]) -> Flow:
    """One row of the result: how many are mastered, what is not, and what to read again."""
    counted = Counter(WORDS[outcome].lower() for _, outcome in asked if outcome != "correct")
    mastered = len(asked) - counted.total()
    open_ones = ", ".join(f"{count} {word}" for word, count in counted.items())
    more = f": {open_ones}." if counted else ""
    stop = "" if counted else "."
    reread = (br, "Read again: ", joined(links)) if links else ()
    return (name, br, strong(f"{mastered} of {len(asked)} mastered{stop}"), more, *reread)
