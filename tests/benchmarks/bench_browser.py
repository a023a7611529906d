"""What a learner waits for in a real JupyterLab: the page, an answer's feedback, a lab's redraw."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lab import CHROMIUM_FLAGS, HOW_TO_GET_ONE, Lab, find_chromium
from live_kernel import LESSON, ROOT, code_cells
from live_labs import MOVE, Shown, changes, control, given, labs_of, settle
from live_quiz import first_single_choice, quiz, radio
from project_files import notebook_of
from table import Row, timed

from helpers import labs
from helpers.content import load_course

ANSWERS, ROUNDS = 20, 3
CLICK = """(box, wanted) => new Promise((done) => {
  const button = [...box.querySelectorAll('button')].find(b => b.textContent === 'Check');
  const tail = button.parentElement.nextElementSibling;
  const start = performance.now();
  const seen = new MutationObserver(() => {
    if (tail.textContent.includes(wanted)) {
      seen.disconnect();
      requestAnimationFrame(() => done(performance.now() - start)); }
  });
  seen.observe(tail, {childList: true, subtree: true, characterData: true});
  button.click();
})"""
LIVE = "n => document.querySelectorAll('.jp-OutputArea-output .qz').length >= n"


def all_live(lab: Lab, page) -> float:
    """Seconds from running all cells of lesson 04 to its last live question."""
    cells = code_cells(ROOT / "notebooks" / notebook_of(LESSON))
    asking = sum("lesson.check(" in cell or "lesson.exit_quiz(" in cell for cell in cells)
    lab.open(page, notebook_of(LESSON))
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")

    def start() -> None:
        lab.run_all(page)
        page.wait_for_function(LIVE, arg=asking)

    return timed(start) / 1000


def clicks(page) -> list[float]:
    """Milliseconds from a click on Check to visible feedback, the answer on disk in between."""
    section, question = first_single_choice()
    box, times = quiz(page, f"Check: {section.title}"), []
    box.scroll_into_view_if_needed()
    for turn in range(ANSWERS):
        option = question.options[turn % len(question.options)]
        radio(box, option.text).check()
        page.wait_for_timeout(150)
        times.append(box.evaluate(CLICK, option.text))
    return times


def redraws(lab: Lab, page, lesson: str) -> dict[str, float]:
    """Milliseconds from a control's change to the new picture: each lab's median.

    Each change is made some times and counts with its quickest time.
    """
    plays = [labs.Lab(name) for name in labs_of(lesson)]
    lab.open(page, notebook_of(lesson))
    lab.run_all(page)
    shown, found = Shown(page, lesson, plays, []), {}
    for play in plays:
        shown.box(play).locator("figure img").wait_for()
        best: dict[int, float] = {}
        for _ in range(ROUNDS):
            box = shown.afresh(play)
            box.scroll_into_view_if_needed()
            for number, (one, value, _) in enumerate(changes(play.sheet.id)):
                ms = control(box, one).evaluate(MOVE, given(one, value))["ms"]
                best[number] = min(ms, best.get(number, ms))
                settle(page)
        found[play.sheet.id] = statistics.median(best.values())
    return found


def rows() -> Iterator[Row]:
    path = find_chromium()
    if path is None:
        yield Row("browser", HOW_TO_GET_ONE)
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        lab = Lab(Path(made))
        try:
            page = chromium.new_page(viewport={"width": 1250, "height": 1000})
            yield Row("lesson 04: from Run to its last live question", all_live(lab, page), "s", 5)
            times = clicks(page)
            yield Row("click to feedback, median", statistics.median(times), "ms", 50)
            yield Row("click to feedback, longest", max(times), "ms")
            found: dict[str, float] = {}
            for entry in load_course().lessons:
                if labs_of(entry.id):
                    found |= redraws(lab, page, entry.id)
            for name, ms in found.items():
                yield Row(f"redraw of {name}", ms, "ms")
            median = statistics.median(found.values())
            yield Row("redraw of a lab, median of all labs", median, "ms", 120)
            page.close()
        finally:
            lab.stop()
            chromium.close()
