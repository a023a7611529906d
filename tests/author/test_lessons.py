"""Every lesson has the anatomy of the course, and each rule of it rejects a spoiled notebook.

Reading grades follow Kincaid et al. (1975); the formula and what is counted stand in `readability`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import msgspec
import pytest

from helpers.authoring.check import (
    notebook_anatomy,
    notebook_calls,
    notebook_outputs,
    notebook_words,
)
from helpers.authoring.check.course import read_course
from helpers.authoring.check.notebook_page import Advice, LessonPage, source
from helpers.content import course_root, load_course
from helpers.content.predict import Predict

MODEL = "what_is_the_difference"
RULES: dict[str, Callable[[LessonPage], list[str]]] = {
    rule.__name__: rule
    for module in (notebook_anatomy, notebook_words, notebook_outputs, notebook_calls)
    for rule in (*getattr(module, "PAGE_RULES", ()), *getattr(module, "LESSON_RULES", ()))
}


@cache
def pages() -> dict[str, LessonPage]:
    """The lessons' notebooks by the lessons' ids."""
    root = course_root()
    read = read_course(root, root.parent / "notebooks")
    return {page.lesson.id: page for page in read.pages if isinstance(page, LessonPage)}


def with_cells(page: LessonPage, cells: list[dict]) -> LessonPage:
    return replace(page, notebook={**page.notebook, "cells": cells})


LESSONS = [entry.id for entry in load_course().lessons]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_lesson_keeps(lesson_id, rule):
    found = RULES[rule](pages()[lesson_id])
    problems = [problem for problem in found if not isinstance(problem, Advice)]
    assert not problems, "\n".join(problems)


# ---------------------------------------------------------------- no rule without a rejection


def _edit(old: str, new: str, times: int = 1) -> Callable[[LessonPage], LessonPage]:
    """Replace text in the cells of a notebook; the text must be there."""

    def change(page: LessonPage) -> LessonPage:
        cells = copy.deepcopy(page.cells)
        hits = 0
        for cell in cells:
            text = source(cell)
            if old in text and hits < times:
                cell["source"] = text.replace(old, new, 1)
                hits += 1
        assert hits, old
        return with_cells(page, cells)

    return change


def _output(html: str, cell: str = "lesson.chart(") -> Callable[[LessonPage], LessonPage]:
    """Give a cell an output of its own."""

    def change(page: LessonPage) -> LessonPage:
        cells = copy.deepcopy(page.cells)
        spoiled = next(c for c in cells if cell in source(c) and c["cell_type"] == "code")
        spoiled["outputs"] = [{"output_type": "execute_result", "data": {"text/html": html}}]
        return with_cells(page, cells)

    return change


def _cell(**keys) -> Callable[[LessonPage], LessonPage]:
    """Give the last code cell other keys."""

    def change(page: LessonPage) -> LessonPage:
        cells = copy.deepcopy(page.cells)
        [cell for cell in cells if cell["cell_type"] == "code"][-1].update(keys)
        return with_cells(page, cells)

    return change


def _asked(**keys) -> Callable[[LessonPage], LessonPage]:
    """Change every question as an author would who forgets to refresh the notebook."""
    return lambda page: replace(
        page, questions={n: msgspec.structs.replace(q, **keys) for n, q in page.questions.items()}
    )


def _lesson(**keys) -> Callable[[LessonPage], LessonPage]:
    return lambda page: replace(page, lesson=msgspec.structs.replace(page.lesson, **keys))


def _drop(wanted: str) -> Callable[[LessonPage], LessonPage]:
    """Leave out the first cell that holds a text."""

    def change(page: LessonPage) -> LessonPage:
        spot = next(n for n, cell in enumerate(page.cells) if wanted in source(cell))
        return with_cells(page, page.cells[:spot] + page.cells[spot + 1 :])

    return change


def _goal(text: str) -> Callable[[LessonPage], LessonPage]:
    def change(page: LessonPage) -> LessonPage:
        first, *rest = page.lesson.objectives
        spoiled = [msgspec.structs.replace(first, text=text), *rest]
        return _lesson(objectives=spoiled)(page)

    return change


def _told(page: LessonPage) -> LessonPage:
    """Say under the first guess what its right choice says."""

    def longer(asked: Predict) -> Predict:
        says = "Tomás's, as projects finish"
        choose = [msgspec.structs.replace(c, text=says) if c.right else c for c in asked.choose]
        return msgspec.structs.replace(asked, choose=choose)

    spoiled = [
        msgspec.structs.replace(s, predict=list(map(longer, s.predict)))
        for s in page.lesson.sections
    ]
    told = _edit("**Where authority", "All projects finish. **Where authority")
    return told(_lesson(sections=spoiled)(page))


def _idle(page: LessonPage) -> LessonPage:
    """Leave out the prompts, the charts and the guesses before them."""
    still = _edit("Before you read on", "Well", times=99)(page)
    bare = [msgspec.structs.replace(s, charts=[], predict=[]) for s in page.lesson.sections]
    return _lesson(sections=bare)(still)


_BOX = "> **Where explainers go wrong.** So. *Verdict: contested.* So.\n\n"
_HARD = "Organisational accountability necessitates comprehensive institutional deliberation " * 9

SPOILED = {
    "opens_right": [
        _edit("# What is the difference?", "# What is different?"),
        _edit("[Start here](00_start_here.ipynb)", "[Begin](00_start_here.ipynb)"),
        _edit(f'open_lesson("{MODEL}")', 'open_lesson("what_is_a_project_manager")'),
        _edit("from helpers import open_lesson", "import sys\nfrom helpers import open_lesson"),
        _drop("from helpers import"),
    ],
    "headings_in_order": [
        _edit("## Five differences that last", "## Five differences"),
        _edit("## Five differences that last", "# Five differences that last"),
        _edit("**Takeaway.**", "#### Deep\n\n**Takeaway.**"),
        _edit("**Takeaway.**", "### Sources\n\n**Takeaway.**"),
        _drop("## Sources"),
        _lesson(sections=[]),
    ],
    "sections_call_their_own": [
        _drop("lesson.chart("),
        _drop("lesson.check("),
        _drop("lesson.exit_quiz("),
        _drop("lesson.recap("),
        _edit('lesson.check("five")', 'lesson.check("five")\nlesson.check("five")'),
        _edit('lesson.check("five")', 'lesson.check("mnemonic")'),
        _edit("five_differences", "life_lines"),
    ],
    "cells_are_short": [_edit("lesson.recap()", "lesson.recap()" + "\n1" * 5)],
    "one_takeaway_each": [_drop("**Takeaway.**"), _edit("**Takeaway.**", "**Takeaway.** " * 2)],
    "guesses_stay_open": [_told],
    "few_boxes": [
        _edit("## Exit quiz", _BOX * 4 + "## Exit quiz"),
        _edit("## Exit quiz", _BOX.replace("*Verdict: contested.*", "It is odd.") + "## Exit quiz"),
        _edit("**Takeaway.**", "Some say so. *Verdict: contested.* So.\n\n**Takeaway.**"),
    ],
    "enough_to_do": [_lesson(sections=[]), _idle],
    "minutes_are_honest": [_lesson(minutes=20), _lesson(minutes=60), _lesson(activity_minutes=25)],
    "quiz_sizes": [_lesson(exit_quiz=["a"] * 4), _lesson(exit_quiz=["a"] * 11)],
    "exit_quiz_is_as_it_says": [
        _edit("## Exit quiz", "## Exit quiz\n\nNine questions."),
        _edit("## Exit quiz", "## Exit quiz\n\nFour of them scenarios."),
        _edit("## Exit quiz", "## Exit quiz\n\nFrom all six sections."),
    ],
    "objectives_can_be_seen": [
        _goal("Understand the difference."),
        _goal("Know the five differences."),
        _lesson(objectives=[]),
    ],
    "words_are_clean": [
        _edit("**Takeaway.**", "**Takeaway.** TODO"),
        _edit("**Takeaway.**", "**Takeaway.** So so it is"),
        _edit("**Takeaway.**", "**Takeaway.** USD, or $"),
        _edit("**Takeaway.**", "**Takeaway.** So\N{EM DASH}"),
    ],
    "prose_is_easy": [_edit("**Takeaway.**", f"{_HARD}. **Takeaway.**")],
    "links_lead_somewhere": [
        _edit("**Takeaway.**", "[Here](99_nowhere.ipynb)"),
        _edit("**Takeaway.**", "[Here](00_start_here.ipynb#No-such-heading)"),
        _edit("**Takeaway.**", "[Here](#No-such-heading)"),
        _edit("**Takeaway.**", "[Here](https://nowhere)"),
        _edit("**Takeaway.**", "[Here](javascript:alert(1))"),
        _edit("**Takeaway.**", "[Here](http:/example.org)"),
        _output('<a href="17_gone.ipynb">Next</a>'),
    ],
    "calls_are_known": [
        _edit("lesson.recap()", "lesson.recapp()"),
        _edit("lesson.recap()", "lesson.recap("),
        _edit("lesson.recap()", "lesson.recap(3)"),
        _edit('lesson.check("five")', 'lesson.check("fife")'),
        _edit("five_differences", "five_diferences"),
        _edit("lesson.recap()", 'lesson.drill("term")'),
        _edit("lesson.recap()", 'lesson.own_case("plans")'),
        _edit("lesson.recap()", "lesson._quiz()"),
    ],
    "outputs_are_committed": [
        _cell(execution_count=None),
        _cell(metadata={"tags": ["nbval-skip"]}),
        _cell(outputs=[{"output_type": "error", "ename": "KeyError"}]),
    ],
    "outputs_read_without_a_kernel": [
        _output("<p>No text</p>"),
        _edit("lesson.recap()", "lesson.exit_quiz().answer(1)"),
        _output(f'<img alt="a" src="data:image/png;base64,{"A" * 90_000}">'),
    ],
    "outputs_are_of_today": [
        _lesson(question="What is new?"),
        _lesson(key_points=["All is new."]),
        _asked(stem="What is new?"),
        _asked(stimulus="A case that is new."),
    ],
    "pictures_have_words": [
        _output('<img src="data:image/png;base64,AAAA">'),
        _output('<img alt="" src="data:image/png;base64,AAAA">'),
        _output('<img alt="Chart" src="data:image/png;base64,AAAA">'),
        _output("<p>No picture</p>"),
        _edit("**Takeaway.**", "![Chart](chart.png)\n\n**Takeaway.**"),
    ],
}


def test_every_rule_has_a_spoiled_notebook():
    assert set(SPOILED) == set(RULES)


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [pytest.param(n, s, id=f"{n}-{i}") for n, ss in SPOILED.items() for i, s in enumerate(ss)],
)
def test_a_spoiled_notebook_is_rejected(rule, spoil):
    page = pages()[MODEL]
    before, after = RULES[rule](page), RULES[rule](spoil(page))
    assert len(after) > len(before)
    assert all(re.match(r"notebooks/\w+\.ipynb: .+; .+\.$", sentence) for sentence in after), after


def test_the_opening_page_is_held_to_its_own_rules():
    page = pages()["start_here"]
    assert page.opening and not notebook_anatomy.opens_right(page)
    spoiled = _edit("import sys", "import helpers")(page)
    assert notebook_anatomy.opens_right(spoiled)
    assert notebook_anatomy.sections_call_their_own(_drop("lesson.diagnostic(")(page))
    assert notebook_anatomy.sections_call_their_own(_drop("lesson.dashboard(")(page))
    assert notebook_anatomy.quiz_sizes(_lesson(exit_quiz=["a"] * 11)(page))


def test_good_links_pass():
    page = _edit(
        "**Takeaway.**",
        "[a](00_start_here.ipynb#Meet-VeloLink) [b](#Exit-quiz) [c](https://example.org/a?b=c#d)",
    )(pages()[MODEL])
    assert not notebook_words.links_lead_somewhere(page)
