"""Every lesson has the anatomy of the course, and each rule of it rejects a spoiled notebook.

Reading grades follow Kincaid et al. (1975); the formula and what is counted stand in `readability`.
"""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
import pytest

from helpers.authoring.check import notebook_anatomy, notebook_words
from helpers.authoring.check.notebook_page import Page, cells_of, source
from helpers.content import load_course, load_lesson, load_questions

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
COURSE = load_course()
LESSONS = [entry.id for entry in COURSE.lessons]
MODEL = "what_is_the_difference"


def _rules() -> dict[str, Callable[[Page], list[str]]]:
    found = {}
    both = [
        *inspect.getmembers(notebook_anatomy, inspect.isfunction),
        *inspect.getmembers(notebook_words, inspect.isfunction),
    ]
    for name, function in both:
        own = function.__module__ in (notebook_anatomy.__name__, notebook_words.__name__)
        if own and not name.startswith("_"):
            names = list(inspect.signature(function).parameters)
            if names == ["page"]:
                found[name] = function
            elif names == ["page", "folder"]:
                found[name] = partial(function, folder=FOLDER)
    return found


RULES = _rules()


def read(lesson_id: str) -> Page:
    questions = {question.id: question for question in load_questions(lesson_id)}
    notebook = FOLDER / f"{COURSE.entry(lesson_id).notebook}.ipynb"
    return Page(COURSE, load_lesson(lesson_id), questions, cells_of(notebook))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_lesson_keeps(lesson_id, rule):
    problems = RULES[rule](read(lesson_id))
    assert not problems, "\n".join(problems)


def test_every_notebook_is_a_lesson_and_every_lesson_a_notebook():
    assert len(LESSONS) >= 5
    named = sorted(entry.notebook for entry in COURSE.lessons)
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == named


# ---------------------------------------------------------------- no rule without a rejection


def _edit(old: str, new: str, times: int = 1) -> Callable[[Page], Page]:
    """Replace text in the cells of a notebook; the text must be there."""

    def change(page: Page) -> Page:
        cells = copy.deepcopy(page.cells)
        hits = 0
        for cell in cells:
            text = source(cell)
            if old in text and hits < times:
                cell["source"] = text.replace(old, new, 1)
                hits += 1
        assert hits, old
        return page._replace(cells=cells)

    return change


def _output(html: str, cell: str = "lesson.chart(") -> Callable[[Page], Page]:
    """Give a cell an output of its own."""

    def change(page: Page) -> Page:
        cells = copy.deepcopy(page.cells)
        spoiled = next(c for c in cells if cell in source(c) and c["cell_type"] == "code")
        spoiled["outputs"] = [{"output_type": "execute_result", "data": {"text/html": html}}]
        return page._replace(cells=cells)

    return change


def _lesson(**keys) -> Callable[[Page], Page]:
    return lambda page: page._replace(lesson=msgspec.structs.replace(page.lesson, **keys))


def _drop(wanted: str) -> Callable[[Page], Page]:
    """Leave out the first cell that holds a text."""

    def change(page: Page) -> Page:
        spot = next(n for n, cell in enumerate(page.cells) if wanted in source(cell))
        return page._replace(cells=page.cells[:spot] + page.cells[spot + 1 :])

    return change


def _goal(text: str) -> Callable[[Page], Page]:
    def change(page: Page) -> Page:
        first, *rest = page.lesson.objectives
        spoiled = [msgspec.structs.replace(first, text=text), *rest]
        return _lesson(objectives=spoiled)(page)

    return change


def _idle(page: Page) -> Page:
    """Leave out the prompts and the charts."""
    still = _edit("Before you look", "Well", times=99)(page)
    bare = [msgspec.structs.replace(s, charts=[]) for s in page.lesson.sections]
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
        _edit("## Five durable differences", "## Five differences"),
        _edit("## Five durable differences", "# Five durable differences"),
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
    "few_boxes": [
        _edit("## Exit quiz", _BOX * 4 + "## Exit quiz"),
        _edit("*Verdict: weak or odd.*", "It is odd."),
        _edit("**Takeaway.**", "Some say so. *Verdict: contested.* So.\n\n**Takeaway.**"),
    ],
    "enough_to_do": [_lesson(sections=[]), _idle],
    "minutes_are_honest": [_lesson(minutes=20), _lesson(minutes=60), _lesson(activity_minutes=25)],
    "quiz_sizes": [_lesson(exit_quiz=["a"] * 5), _lesson(exit_quiz=["a"] * 11)],
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
    page = read(MODEL)
    before, after = RULES[rule](page), RULES[rule](spoil(page))
    assert len(after) > len(before)
    assert all(re.match(r"notebooks/\w+\.ipynb: .", sentence) for sentence in after)


def test_the_opening_page_is_held_to_its_own_rules():
    page = read("start_here")
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
    )(read(MODEL))
    assert not notebook_words.links_lead_somewhere(page, FOLDER)
