"""What a notebook keeps below its cells: the committed form, and the words of today's course."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from helpers.content.rules import same
from helpers.document import to_text
from helpers.questions import Question

from ..committed import IMAGE, problems
from .notebook_page import LessonPage, Page, calls, source

HEAVIEST = 60_000  # bytes of a picture
REFRESH = "run 'python -m helpers.authoring refresh'"
_ANSWERS = re.compile(r"\.(answer|check|reveal|hint|append)\(\s*(\d|\)|\[|\{)")


def _plain(cell: dict[str, Any]) -> str:
    """All that a cell printed or showed as plain text."""
    parts = [
        output.get("data", {}).get("text/plain", output.get("text", ""))
        for output in cell.get("outputs", [])
    ]
    return "\n".join(part if isinstance(part, str) else "".join(part) for part in parts)


def outputs_are_committed(page: Page) -> list[str]:
    """Executed, without widgets, warnings or marks that tell nbval to look away."""
    return problems(page.notebook, f"notebooks/{page.name}")


def outputs_read_without_a_kernel(page: Page) -> list[str]:
    """Every result has HTML and text; no answer is given by a cell; no picture is heavy."""
    found = []
    for number, cell in enumerate(page.cells, 1):
        if cell["cell_type"] != "code":
            continue
        if _ANSWERS.search(source(cell)):
            found.append(page.say(f"cell {number}: it answers for the learner; take that out."))
        for output in cell.get("outputs", []):
            if output.get("output_type") not in ("display_data", "execute_result"):
                continue
            data = output.get("data", {})
            if not {"text/html", "text/plain"} <= set(data):
                found.append(page.say(f"cell {number}: an output lacks text or HTML; {REFRESH}."))
            html = data.get("text/html", "")
            for image in IMAGE.findall(html if isinstance(html, str) else "".join(html)):
                if (size := len(image) * 3 // 4) > HEAVIEST:
                    found.append(
                        page.say(
                            f"cell {number}: a picture has {size:,} bytes, more than "
                            f"{HEAVIEST:,}; draw it simpler."
                        )
                    )
    return found


def outputs_are_of_today(page: LessonPage) -> list[str]:
    """The title card, the questions and the recap have the words that the lesson has now."""
    lesson = page.lesson
    asked = {("check", section.id): section.checks for section in lesson.sections}
    asked |= {(name, ""): lesson.exit_quiz for name in ("exit_quiz", "diagnostic", "final_test")}
    guessed = {
        ("note" if asked.note else "chart", asked.chart or asked.name): asked
        for section in lesson.sections
        for asked in section.predict
    }
    found = []
    for number, cell in enumerate(page.cells, 1):
        if cell["cell_type"] != "code":
            continue
        words: list[str] = []
        if "open_lesson(" in source(cell):
            words = [lesson.question, *(o.text for o in lesson.objectives)]
        for call in calls([cell]):
            known = [page.questions[q] for q in asked.get(call, ()) if q in page.questions]
            words += [text for question in known for text in _offered(question)]
            if asked_first := guessed.get(call):
                words += [asked_first.ask, *(entry.text for entry in asked_first.entries)]
            words += lesson.key_points if call == ("recap", "") else []
        found += stale(page, number, cell, map(to_text, words))
    return found


def _offered(question: Question) -> Iterator[str]:
    """What a question shows before it is answered."""
    yield from question.stimulus.split("\n\n")
    yield question.stem
    for _, entries in question.lists():
        yield from (entry.text for entry in entries if hasattr(entry, "text"))


def stale(page: Page, number: int, cell: dict[str, Any], words: Iterable[str]) -> list[str]:
    """One sentence for each plain text that the output of a cell does not show."""
    if not cell.get("outputs"):
        return []  # said already: it was not executed
    shown = same(_plain(cell))
    return [
        page.say(f"cell {number}: its output does not say {_part(text, shown)!r}; {REFRESH}.")
        for text in words
        if same(text) not in shown
    ]


def _part(text: str, shown: str) -> str:
    """The first line of a text that is not shown, or its beginning."""
    lines = (line for line in text.split("\n") if same(line) not in shown)
    return next(lines, text)[:60]


PAGE_RULES = (outputs_are_committed, outputs_read_without_a_kernel)
LESSON_RULES = (outputs_are_of_today,)
