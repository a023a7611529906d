"""A learner at a quiz in a real JupyterLab: mouse, keyboard, reload, day two."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from lab import active_cell, cells, set_theme
from live_quiz import LESSON, first_single_choice, press, quiz, radio
from playwright.sync_api import expect
from project_files import notebook_of

from helpers.content import load_lesson, load_questions
from helpers.record import new_attempt, open_record

pytestmark = pytest.mark.browser


def attempts(lab, question):
    return open_record(lab.record).attempts(question=question)


@pytest.fixture(scope="module")
def lesson_page(lab, page):
    lab.forget()
    lab.open(page, notebook_of(LESSON))
    lab.run_all(page)
    return page


def test_unanswered_wrong_and_right(lab, lesson_page):
    """Leave it open, answer wrongly, then rightly: each says so in words first."""
    section, question = first_single_choice()
    box = quiz(lesson_page, f"Check: {section.title}")
    press(box, "Check")
    expect(box.get_by_text("Not answered yet.", exact=True)).to_be_visible()
    assert attempts(lab, question.id) == []
    key = question.key
    wrong = next(i for i in range(len(question.options)) if i != key)
    radio(box, question.options[wrong].text).check()
    press(box, "Check")
    expect(box.get_by_text("Not yet.", exact=True)).to_be_visible()
    expect(box.get_by_role("status")).to_contain_text("Not yet")
    radio(box, question.options[key].text).check()
    press(box, "Check")
    expect(box.get_by_text("Correct.", exact=True)).to_be_visible()
    kept = attempts(lab, question.id)
    assert [a.outcome for a in kept] == ["incorrect", "correct"]


def test_the_recap_has_followed_and_nobody_ran_it_again(lesson_page):
    recap = lesson_page.locator(".jp-OutputArea-output").filter(has_text="Key points").last
    expect(recap).to_contain_text(re.compile(r"This lesson: 1 of \d+ mastered, 1 of \d+ answered"))


def test_the_recap_follows_another_program_too(lab, lesson_page):
    """Such as the kernel of another lesson, in which a question of this one was reviewed."""
    asked = load_lesson(LESSON).sections[-1].checks[-1]
    question = next(q for q in load_questions(LESSON) if q.id == asked)
    right = new_attempt(
        question=question.id,
        version=question.version,
        lesson=LESSON,
        response=question.kept(question.key),
        outcome="correct",
        score=1.0,
        seconds=5.0,
    )
    assert open_record(lab.record).append(right)
    recap = lesson_page.locator(".jp-OutputArea-output").filter(has_text="Key points").last
    expect(recap).to_contain_text(re.compile(r"This lesson: 2 of \d+ mastered"))


def test_a_double_click_is_one_attempt(lab, lesson_page):
    section, question = first_single_choice()
    box = quiz(lesson_page, f"Check: {section.title}")
    before = len(attempts(lab, question.id))
    box.get_by_role("button", name="Check").dblclick()
    lesson_page.wait_for_timeout(300)
    assert len(attempts(lab, question.id)) == before


def test_reload_finds_the_answer_again(lab, lesson_page):
    section, question = first_single_choice()
    lab.open(lesson_page, notebook_of(LESSON))
    lab.run_all(lesson_page)
    box = quiz(lesson_page, f"Check: {section.title}")
    expect(box.get_by_text("Correct (your last answer).", exact=True)).to_be_visible()
    expect(radio(box, question.options[question.key].text)).to_be_checked()


def test_keyboard_alone_through_the_exit_quiz(lab, lesson_page):
    """Tab, Space and arrows go from the first question to the result; x, b, dd touch no cell."""
    page = lesson_page
    lesson = load_lesson(LESSON)
    box = quiz(page, "Exit quiz")
    box.scroll_into_view_if_needed()
    box.locator("button").first.focus()
    before = cells(page)
    home = next(i for i, source in enumerate(before) if "exit_quiz" in source)

    def tab_to(name):
        for _ in range(40):
            here = page.evaluate("() => document.activeElement.textContent")
            if here == name:
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {name!r}")

    for number in range(1, len(lesson.exit_quiz) + 1):
        expect(box.get_by_text(f"question {number} of {len(lesson.exit_quiz)}")).to_be_visible()
        first = box.locator("input, select").first
        box.locator("input, select, button").first.focus()
        kind = first.get_attribute("type")
        for key in ("x", "b", "d", "d"):
            if kind != "text":
                page.keyboard.press(key)
        if kind in ("radio", "checkbox"):
            page.keyboard.press("Space")
            expect(first).to_be_checked()
        if kind == "radio" and box.get_by_role("radiogroup").first.get_by_role("radio").count() > 1:
            page.keyboard.press("ArrowDown")
            expect(first).not_to_be_checked()
        if kind == "text":
            page.keyboard.type("12,5")
        if kind is None:
            page.keyboard.press("ArrowDown")
        tab_to("Result" if number == len(lesson.exit_quiz) else "Next")
        page.keyboard.press("Space")
    expect(quiz(page, "Exit quiz: your result")).to_be_visible()
    assert cells(page) == before
    assert active_cell(page) == home


def test_result_card_leads_back_to_the_section(lab, lesson_page):
    box = quiz(lesson_page, "Exit quiz: your result")
    link = box.locator("a[data-goto]").first
    title = link.inner_text()
    link.click()
    expect(lesson_page.get_by_role("heading", name=title).first).to_be_in_viewport()


def test_it_leads_there_on_a_translated_page_too(lab, lesson_page):
    """A browser that translates changes the words of a heading and keeps its anchor."""
    box = quiz(lesson_page, "Exit quiz: your result")
    link = box.locator("a[data-goto]").first
    title = link.inner_text()
    changed = lesson_page.evaluate(
        """title => [...document.querySelectorAll('h2')].filter(h => h.textContent.includes(title))
          .map(h => [...h.childNodes].find(part => part.nodeType === Node.TEXT_NODE))
          .map(text => { text.nodeValue = 'Ein anderer Titel'; }).length""",
        title,
    )
    assert changed == 1
    link.click()
    heading = lesson_page.get_by_role("heading", name="Ein anderer Titel").first
    expect(heading).to_be_in_viewport()


def test_the_fold_of_a_picture_keeps_its_keys(lab, lesson_page):
    """Enter opens the data of a picture; the keys that cut, add or merge cells do nothing there."""
    lesson_page.get_by_role("button", name="Skip the guess").nth(1).click()  # the first is a table
    pictures = lesson_page.locator(".jp-OutputArea-output .pp-chart").filter(
        has=lesson_page.locator("img")
    )
    fold = pictures.locator("summary").first
    fold.wait_for()
    fold.focus()
    before = cells(lesson_page), active_cell(lesson_page)
    for key in ("x", "a", "b", "d", "d", "1", "Enter"):
        lesson_page.keyboard.press(key)
    assert (cells(lesson_page), active_cell(lesson_page)) == before
    assert fold.evaluate("fold => fold.parentElement.open")


@pytest.mark.parametrize("theme", ["light", "dark", "high contrast"])
def test_long_options_wrap(lab, lesson_page, theme):
    """No option is cut off, in any theme and in a narrow window."""
    set_theme(lesson_page, theme)
    lesson_page.set_viewport_size({"width": 700, "height": 900})
    try:
        cut = lesson_page.evaluate(
            """() => { const right = e => e.getBoundingClientRect().right;
              return [...document.querySelectorAll('.qz label, .qz .widget-label, .qz button')]
              .filter(e => e.offsetParent && (e.scrollWidth > e.clientWidth + 1
                           || right(e) > right(e.closest('.qz'))
                           || e.scrollHeight > e.clientHeight + 3))
              .map(e => e.textContent); }"""
        )
    finally:
        lesson_page.set_viewport_size({"width": 1250, "height": 1000})
        set_theme(lesson_page, "light")
    assert cut == []


def test_day_two_reads_without_a_kernel(lab, lesson_page):
    """Save, close, stop the kernel, reopen: every quiz is there to read, none is missing."""
    page = lesson_page
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    lab.shut_kernels()
    lab.open(page, notebook_of(LESSON))
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    saved = (lab.notebooks / notebook_of(LESSON)).read_text(encoding="utf-8")
    assert "widget-view+json" not in saved
    assert "widgets" not in json.loads(saved)["metadata"]
    lesson = load_lesson(LESSON)
    for title in [f"Check: {s.title}" for s in lesson.sections] + ["Exit quiz"]:
        shown = page.locator(".jp-OutputArea-output").get_by_text(title, exact=True).first
        shown.scroll_into_view_if_needed()
        expect(shown).to_be_visible()
    assert page.get_by_text("model not found").count() == 0
    assert page.get_by_text("To answer, run the notebook").count() >= len(lesson.sections)


def test_the_copy_of_another_notebook_is_left_alone(lab):
    """The save hook touches only this course's notebooks."""
    widget = {"text/plain": "x", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}}
    cell = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "execution_count": 1,
        "source": "x",
        "outputs": [{"output_type": "display_data", "data": widget, "metadata": {}}],
    }
    foreign = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    body = json.dumps({"type": "notebook", "format": "json", "content": foreign}).encode()
    request = urllib.request.Request(
        f"{lab.url}/api/contents/foreign.ipynb?token=t", data=body, method="PUT"
    )
    urllib.request.urlopen(request)
    assert "widget-view+json" in (lab.notebooks / "foreign.ipynb").read_text()
    (lab.notebooks / "foreign.ipynb").unlink()
