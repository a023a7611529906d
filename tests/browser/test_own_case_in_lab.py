"""A case of the learner's own in a real JupyterLab: typed, saved, ticked, printed, found again."""

from __future__ import annotations

import pytest
from lab import listening
from playwright.sync_api import expect
from project_files import notebook_of

from helpers.content import load_own_cases
from helpers.record import open_record

pytestmark = pytest.mark.browser
LESSON = "which_one_is_for_me"
SHEET = load_own_cases()["case"]
TO_FORM = """() => { const book = window.jupyterapp.shell.currentWidget.content;
  const holds = one => one.model.sharedModel.source.includes('own_case');
  book.scrollToItem(book.widgets.findIndex(holds)); }"""


def form(lab, page):
    """The form of the lesson, run anew."""
    lab.open(page, notebook_of(LESSON))
    lab.run_all(page)
    page.evaluate(TO_FORM)
    found = page.locator(".jp-OutputArea-output .qz").filter(has_text=SHEET.title)
    expect(found.get_by_role("button", name="Save and compare")).to_be_visible()
    return found


def until_kept(lab, page, times):
    """Wait until the case was kept so many times."""
    for _ in range(600):
        if len(open_record(lab.record).attempts()) == times:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the record has not {times} lines")


def test_typed_saved_ticked_printed_and_found_on_another_day(lab, page):
    lab.forget()
    with listening(page) as errors:
        box = form(lab, page)
        assert box.get_by_role("checkbox").filter(visible=True).count() == 0
        box.get_by_label("Your case").fill("Our street party")
        box.get_by_label("1. Decision").fill("The band")
        box.get_by_label("1. Who decides").fill("we all")
        box.get_by_role("button", name="Save and compare").click()
        expect(box).to_contain_text('"we all" sounds like more than one')
        expect(box).to_contain_text(SHEET.model.name)
        expect(box.get_by_text("Saved in your record.", exact=True)).to_be_in_viewport()
        box.get_by_role("checkbox", name=SHEET.rubric[1]).check()
        until_kept(lab, page, 2)  # a click may overtake a tick
        box.get_by_role("button", name="Make a page to print").click()
        expect(box).to_contain_text("Your page is in the file")
        lab.shut_kernels()
        again = form(lab, page)
        expect(again.get_by_label("Your case")).to_have_value("Our street party")
        expect(again.get_by_role("checkbox", name=SHEET.rubric[1])).to_be_checked()
    (printed,) = lab.notebooks.glob("my-case-*.html")
    assert "we all" in printed.read_text(encoding="utf-8")
    assert errors == []
