"""Lessons run, and axe-core and our contrast check pass, in three themes.

The lessons with labs are looked at in ``test_labs_in_lab``, where they are opened anyway.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from axe import SEEN_IN, assert_clean, assert_runs, axe_in, contrast, prepare, scan
from lab import listening, set_theme
from live_labs import labs_of, settle
from playwright.sync_api import Page, expect
from project_files import notebook_of

from helpers.content import load_course

pytestmark = pytest.mark.browser
IN_EVERY_STATE = "what_is_the_difference"  # first, so that it is opened once
LESSONS = [entry.id for entry in load_course().lessons if not labs_of(entry.id)]
LESSONS.sort(key=lambda lesson: lesson != IN_EVERY_STATE)


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, lab, page):
    """A lesson in one tall window, run once for all that is looked at."""
    lab.forget()
    with listening(page) as errors:
        lab.turn_to(page, notebook_of(request.param))
        lab.run_all(page)
        page.wait_for_timeout(500)
        prepare(page)
        yield Seen(page, request.param, errors)
    page.set_viewport_size({"width": 1250, "height": 1000})
    set_theme(page, "light")


class Seen(NamedTuple):
    """A lesson that has been run, and what the console complained of."""

    page: Page
    id: str
    errors: list[str]


def test_it_runs(lesson):
    """A live quiz for each call, no error in a cell, none in the console."""
    assert_runs(lesson.page, lesson.id)
    assert lesson.errors == []


@pytest.mark.parametrize("theme", SEEN_IN)
def test_no_violation(lesson, theme):
    """Contrast in each theme. Its other rules see no theme, so axe takes each lesson in one."""
    assert_clean(lesson.page, theme, axe=theme == axe_in(lesson.id))


@pytest.mark.parametrize("lesson", LESSONS[:1], indirect=True)
def test_the_checks_can_fail(lesson):
    """Pale text and a nameless control are found, by axe and by the computation."""
    page = lesson.page
    set_theme(page, "light")
    page.evaluate(
        """() => { const bad = document.createElement('div'); bad.id = 'bad';
          bad.innerHTML = '<p style="color:#aaa;background:#fff">pale text</p><input type="range">';
          document.querySelector('.jp-Notebook .jp-OutputArea-output .qz').before(bad); }"""
    )
    try:
        for _ in range(5):  # what has just been put in may not be laid out yet
            found = " ".join(scan(page)["violations"])
            if "color-contrast" in found:
                break
            page.wait_for_timeout(300)
        assert "color-contrast" in found
        assert "label" in found
        assert any("pale text" in line for line in contrast(page)["low"])
    finally:
        page.evaluate("() => document.getElementById('bad').remove()")


@pytest.fixture(scope="module")
def answering(lesson):
    """A lesson with hints, answers and a result card open."""
    page = lesson.page
    boxes = page.locator(".jp-OutputArea-output .qz")
    for index in range(boxes.count()):
        box = boxes.nth(index)
        names = "Hint|Skip the guess|Show answer" if index % 2 else "Hint|Skip the guess"
        step = box.get_by_role("button", name=re.compile(f"^({names})"))
        for _ in range(4):
            if step.count() == 0 or step.is_disabled():
                break
            skipped = step.inner_text() == "Skip the guess"
            step.click()
            if skipped:  # the picture takes the place of the button
                expect(step).to_have_count(0)
            settle(page)
    expect(page.get_by_text(re.compile("^Hint 2 of")).nth(2)).to_be_attached()
    last = boxes.filter(has_text="Exit quiz").last
    for _ in range(12):
        step = last.get_by_role("button", name="Next", exact=True)
        if step.count() == 0:
            break
        step.click()
        settle(page)
    last.get_by_role("button", name="Result", exact=True).click()
    expect(last.get_by_text("Exit quiz: your result", exact=True)).to_be_visible()
    return page


@pytest.mark.parametrize("lesson", LESSONS[:1], indirect=True)
@pytest.mark.parametrize("theme", SEEN_IN)
def test_no_violation_in_every_state(answering, theme):
    """Feedback, hints, the full answer and the result card are clean too."""
    assert_clean(answering, theme)
