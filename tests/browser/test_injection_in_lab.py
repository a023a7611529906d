"""Hostile texts in every field of live quizzes: none executes in Chromium, all show as text."""

from __future__ import annotations

import nbformat
import pytest
from hostile import SHOWN
from lab import ROOT
from nbformat.v4 import new_code_cell, new_notebook

pytestmark = pytest.mark.browser
OPENING = f"""# from helpers import open_lesson
import sys
sys.path.insert(0, {str(ROOT / "tests" / "support")!r})
from IPython.display import display
from hostile import SHOWN, question
from helpers.document import sorry
from helpers.quiz import Quiz
from helpers.record import open_record"""
SOME = 20  # JupyterLab shows at most 50 outputs of one cell
SHOW = """for text in SHOWN[{0}:{1}]:
    quiz = Quiz(text, [question(text)], open_record(), "hostile")
    display(quiz)
    quiz.answer(0)
    quiz.check()
    quiz.hint()
    quiz.reveal()
    display(sorry(text))"""
LIVE = """() => ({
  pwned: window.pwned,
  tags: [...document.querySelectorAll('.jp-OutputArea-output')].flatMap(o =>
    [...o.querySelectorAll('script, iframe, object, embed, svg, math, form, video, audio, meta,'
      + ' base, link, mjx-container, .MathJax, img, marquee, details')]
      .filter(e => e.firstChild?.textContent !== 'Report a mistake in this question')  // ours
      .map(e => e.outerHTML.slice(0, 80))),
  links: [...document.querySelectorAll('.jp-OutputArea-output a')].map(a => a.getAttribute('href'))
    .filter(h => !/^(https?:|#)/.test(h)),
  text: [...document.querySelectorAll('.jp-OutputArea-output')].map(o => o.textContent).join(' '),
})"""


def test_nothing_executes(lab, page):
    """Live, with a kernel: and again from the saved file, without one."""
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    parts = [SHOW.format(start, start + SOME) for start in range(0, len(SHOWN), SOME)]
    cells = [new_code_cell(source) for source in (OPENING, *parts)]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, lab.notebooks / "hostile.ipynb")
    dialogs = []

    def on_dialog(dialog):
        if dialog.type == "beforeunload":  # JupyterLab asks about unsaved work; that is no alarm
            dialog.accept()
        else:
            dialogs.append(dialog.message)
            dialog.dismiss()

    page.on("dialog", on_dialog)
    lab.open(page, "hostile.ipynb")
    lab.run_all(page)
    wait = "n => document.querySelectorAll('.jp-OutputArea-output .qz').length >= n"
    page.wait_for_function(wait, arg=len(SHOWN))
    page.wait_for_timeout(1000)
    live = page.evaluate(LIVE)
    assert (live["pwned"], live["tags"], live["links"], dialogs) == (None, [], [], [])
    for text in SHOWN:
        if "\n" not in text and not text.startswith(("[", "!", "`", "\\", "&")):
            assert text in live["text"], text
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    lab.shut_kernels()
    lab.open(page, "hostile.ipynb")
    page.wait_for_timeout(1000)
    saved = page.evaluate(LIVE)
    assert (saved["pwned"], saved["tags"], saved["links"], dialogs) == (None, [], [], [])
    assert "widget-view+json" not in (lab.notebooks / "hostile.ipynb").read_text(encoding="utf-8")
    (lab.notebooks / "hostile.ipynb").unlink()
    page.remove_listener("dialog", on_dialog)
