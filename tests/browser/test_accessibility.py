"""Lessons run, and axe-core and our contrast check pass; all, in three themes, with CI=true.

The lessons with labs are looked at in ``test_labs_in_lab``, where they are opened anyway.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import NamedTuple

import axe_playwright_python
import pytest
from lab import ROOT, THEMES, listening, set_theme
from live_labs import labs_of
from playwright.sync_api import Page, expect
from project_files import notebook_of

from helpers.content import load_course

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
CI = os.environ.get("CI", "").lower() == "true"
SEEN_IN = list(THEMES) if CI else ["dark"]  # every theme where it counts, one for a newcomer
IN_EVERY_STATE = "what_is_the_difference"  # first, so that it is opened once
ALL = [entry.id for entry in load_course().lessons if not labs_of(entry.id)]
ALL.sort(key=lambda lesson: lesson != IN_EVERY_STATE)
LESSONS = ALL if CI else ALL[:1]  # a newcomer's run looks at one
# Without a body of full height axe skips contrast and target size in JupyterLab; cells that are
# scrolled away must be laid out too.
WHOLE_PAGE = (
    "html,body{height:100vh!important;overflow:visible!important}"
    ".jp-Cell{content-visibility:visible!important}"
)
RUN_AXE = """async () => {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);  // let new styles settle
  const found = await axe.run(
    {include: [['.jp-Notebook .jp-Cell-outputWrapper']]},
    {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']});
  return {
    passes: found.passes.map(r => r.id),
    violations: found.violations.flatMap(r => r.nodes.map(
      n => `${r.id}: ${n.target.join(' ')}: ${n.html.slice(0, 160)}`)),
  };
}"""
CONTRAST = """() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const over = (top, under) => {
    const a = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a));
  };
  const light = rgb => {
    const [r, g, b] = rgb.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92
                                                 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = e => {
    const layers = [];
    for (let n = e; n; n = n.parentElement) {
      const c = parse(getComputedStyle(n).backgroundColor);
      const alpha = c.length < 4 ? 1 : c[3];
      if (c.length && alpha > 0) layers.push(c);
      if (c.length && alpha === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const low = []; let seen = 0;
  for (const out of document.querySelectorAll('.jp-Notebook .jp-OutputArea-output')) {
    const walk = document.createTreeWalker(out, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement;
      if (!walk.currentNode.textContent.trim() || !e.offsetParent) continue;
      if (e.closest('script, style, [disabled], option, .qz-status')) continue;
      const style = getComputedStyle(e);
      const back = ground(e), fore = over(parse(style.color), back);
      const a = light(fore), b = light(back);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      seen++;
      const words = walk.currentNode.textContent.trim().slice(0, 60);
      if (ratio < 4.5) low.push(`${ratio.toFixed(2)}: ${words}`);
    }
  }
  return {seen, low: [...new Set(low)]};
}"""


def prepare(page) -> None:
    """Lay the whole lesson out in one tall window: axe passes over what is scrolled away."""
    page.set_viewport_size({"width": 1250, "height": 20_000})
    page.add_style_tag(content=WHOLE_PAGE)
    page.evaluate(AXE.read_text(encoding="utf-8"))


def contrast(page) -> dict:
    """Compute every text's contrast; once more after a moment while nothing is laid out yet."""
    for _ in range(10):
        found = page.evaluate(CONTRAST)
        if found["seen"] > 20:
            break
        page.wait_for_timeout(300)
    return found


def scan(page) -> dict:
    """Run axe; once more after a moment while the page is not laid out yet."""
    for _ in range(10):
        found = page.evaluate(RUN_AXE)
        if "color-contrast" in found["passes"]:
            break
        page.wait_for_timeout(300)
    return found


def assert_clean(page, theme: str, *, axe: bool = True) -> None:
    """No violation, and proof that the contrast rule really ran; all text has enough contrast."""
    set_theme(page, theme)
    if axe:
        found = scan(page)
        assert "color-contrast" in found["passes"]
        assert found["violations"] == []
    found = contrast(page)
    assert found["seen"] > 20
    assert found["low"] == []


def axe_in(lesson_id: str) -> str:
    """The theme in which axe takes a lesson: another one for the next."""
    return SEEN_IN[load_course().entry(lesson_id).number % len(SEEN_IN)]


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, lab, page):
    """A lesson in one tall window, run once for all that is looked at."""
    lab.forget()
    with listening(page) as errors:
        lab.open(page, notebook_of(request.param))
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


def assert_runs(page: Page, lesson_id: str) -> None:
    """A live quiz for each call, and no error in a cell."""
    notebook = json.loads((ROOT / "notebooks" / notebook_of(lesson_id)).read_text(encoding="utf-8"))
    sources = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    called = [s for s in sources if re.search(r"lesson\.(check|exit_quiz|diagnostic)\(", s)]
    assert called
    page.wait_for_function(
        "n => document.querySelectorAll('.jp-OutputArea-output .qz').length >= n", arg=len(called)
    )
    assert page.locator(".jp-RenderedText[data-mime-type*='stderr']").count() == 0


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
        for _ in range(4 if index % 2 else 2):  # the hints, and for every other quiz the answer
            box.locator("button").nth(1).click()
            page.wait_for_timeout(80)
    last = boxes.nth(boxes.count() - 1)
    for _ in range(12):
        step = last.get_by_role("button", name="Next", exact=True)
        if step.count() == 0:
            break
        step.click()
        page.wait_for_timeout(80)
    last.get_by_role("button", name="Result", exact=True).click()
    expect(last.get_by_text("Exit quiz: your result", exact=True)).to_be_visible()
    return page


@pytest.mark.parametrize("lesson", LESSONS[:1], indirect=True)
@pytest.mark.parametrize("theme", SEEN_IN)
def test_no_violation_in_every_state(answering, theme):
    """Feedback, hints, the full answer and the result card are clean too."""
    assert_clean(answering, theme)
