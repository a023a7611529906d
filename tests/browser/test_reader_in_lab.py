"""The reading view in a real JupyterLab: code out of sight, one Start button, a lost kernel."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LESSON = "01_two_jobs_one_abbreviation.ipynb"
SLOW = 60_000
TEACHES_CODE = "15_product_lab_measure.ipynb"
SCROLL = """() => [...document.querySelectorAll('.jp-WindowedPanel-outer')]
  .filter(one => one.offsetParent)[0].scrollTop"""


def bar(page):
    return page.locator(".pp-bar:visible")


def start(page):
    return page.get_by_role("button", name="Start", exact=True)


def command(page, name):
    page.evaluate("name => window.jupyterapp.commands.execute(name)", name)


@pytest.fixture
def laptop(page):
    """The page as on a small laptop."""
    page.set_viewport_size({"width": 1366, "height": 768})
    yield page
    page.set_viewport_size({"width": 1250, "height": 1000})


def test_a_lesson_opens_as_a_page_and_starts_at_a_press(lab, laptop):
    lab.forget()
    lab.open(laptop, LESSON)
    expect(bar(laptop)).to_contain_text("Answers you gave before come back")
    assert laptop.locator(".jp-CodeCell .jp-InputArea:visible").count() == 0
    assert laptop.locator(".jp-InputPrompt:visible, .jp-OutputPrompt:visible").count() == 0
    cell = laptop.locator(".jp-Notebook-cell").first.bounding_box()
    assert cell["width"] <= 54 * 16 + 2
    heading = laptop.locator(".jp-MarkdownOutput h1").first.bounding_box()
    card = laptop.locator(".jp-OutputArea-output:has(p)").first.bounding_box()
    told = laptop.locator(".jp-MarkdownOutput p").filter(has_text="choose Run All Cells")
    expect(told).to_be_hidden()  # the bar says it
    takeaway = laptop.locator(".jp-MarkdownOutput p").filter(has_text="Takeaway.").first
    expect(takeaway).to_have_css("border-left-width", "5px")
    assert abs(heading["x"] - card["x"]) < 1, "words and cards share one left edge"
    start(laptop).click()
    starting = laptop.get_by_role("button", name="Starting …")
    expect(starting).to_be_disabled()
    expect(laptop.locator(".jp-OutputArea-output .qz").first).to_be_attached(timeout=SLOW)
    expect(bar(laptop)).to_have_count(0, timeout=SLOW)
    assert laptop.evaluate(SCROLL) == 0, "the reader stays at the top"


def test_a_start_in_mid_page_leaves_the_reader_where_they_are(lab, laptop):
    lab.forget()
    lab.shut_kernels()
    lab.open(laptop, LESSON)
    heading = laptop.locator(".jp-MarkdownOutput h2:visible").nth(2)
    heading.evaluate("h => h.scrollIntoView()")
    laptop.wait_for_timeout(300)
    before = heading.bounding_box()["y"]
    start(laptop).click()
    expect(laptop.locator(".jp-OutputArea-output .qz").first).to_be_attached(timeout=SLOW)
    expect(bar(laptop)).to_have_count(0, timeout=SLOW)
    laptop.wait_for_timeout(1500)
    bar_gone = 80  # the bar above gives way, and the page moves up by no more than its height
    assert abs(heading.bounding_box()["y"] - before) <= bar_gone


def test_the_names_of_the_lessons_can_be_told_apart(lab, laptop):
    lab.open(laptop, LESSON)
    names = laptop.locator(".jp-DirListing-itemText").filter(has_text="_what_is_a_pro")
    expect(names).to_have_count(2)
    for shown in names.all():
        needed = len("02_what_is_a_product") / len(shown.inner_text())
        assert shown.evaluate("e => e.clientWidth / e.scrollWidth") >= needed
    tops = laptop.locator(".jp-DirListing-item").evaluate_all(
        "all => all.map(e => [e.getBoundingClientRect().top, e.dataset.isdir])"
    )
    assert [folder for _, folder in sorted(tops)].index("true") == len(tops) - 1, "folders are last"


def test_a_lab_begins_at_the_left_edge_of_the_words(lab, laptop):
    lab.open(laptop, "11_people.ipynb")
    start(laptop).click()
    card = laptop.locator(".qz-lab").first
    card.wait_for(state="attached", timeout=SLOW)
    words = laptop.locator(".jp-MarkdownOutput h1").first.bounding_box()
    assert -1 <= card.bounding_box()["x"] - words["x"] <= 1
    last = card.get_by_role("button", name="Try it")
    expect(last).to_have_css("background-color", "rgb(11, 87, 176)")


def test_in_a_narrow_window_the_list_of_files_gives_way_once(lab, laptop):
    laptop.set_viewport_size({"width": 800, "height": 768})
    lab.open(laptop, LESSON)
    expect(bar(laptop)).to_be_visible()
    files = laptop.locator(".jp-FileBrowser")
    expect(files).to_be_hidden()
    command(laptop, "filebrowser:toggle-main")
    expect(files).to_be_visible()
    laptop.evaluate(
        "path => window.jupyterapp.commands.execute('docmanager:open', { path })",
        "02_what_is_a_product_manager.ipynb",
    )
    expect(bar(laptop)).to_be_visible()
    expect(files).to_be_visible()


def test_a_paragraph_stays_a_paragraph_at_a_double_click(lab, laptop):
    lab.open(laptop, LESSON)
    laptop.locator(".jp-RenderedMarkdown p:visible").first.dblclick()
    assert laptop.locator(".jp-MarkdownCell .cm-editor:visible").count() == 0


def test_the_code_can_be_shown_and_is_where_it_is_taught(lab, laptop):
    lab.open(laptop, TEACHES_CODE)
    shown = laptop.locator(".pp-page .pp-code .jp-InputArea")
    expect(shown).to_have_count(1)
    command(laptop, "product-or-project:code")
    expect(laptop.locator(".jp-CodeCell .jp-InputArea:visible").first).to_be_visible()
    command(laptop, "product-or-project:code")
    assert laptop.locator(".jp-CodeCell:not(.pp-code) .jp-InputArea:visible").count() == 0


def test_the_lines_of_a_document_have_the_same_marks_before_and_after_the_start(lab, laptop):
    lab.open(laptop, "13_your_way_in.ipynb")
    lines = laptop.locator(".pp-sheet ol").filter(has_text="You own the vision").first
    expect(lines).to_have_css("list-style-type", "decimal")  # in the quiz: "1. You own ..."


def test_run_all_cells_ends_at_the_top_and_a_lost_kernel_is_named(lab, laptop):
    lab.open(laptop, LESSON)
    lab.run_all(laptop)
    expect(bar(laptop)).to_have_count(0, timeout=SLOW)
    laptop.wait_for_function(f"() => ({SCROLL})() === 0")
    lab.shut_kernels()
    expect(bar(laptop)).to_contain_text("lost its kernel", timeout=SLOW)
    start(laptop).click()
    expect(bar(laptop)).to_have_count(0, timeout=SLOW)


def test_other_notebooks_are_left_alone(lab, laptop):
    cell = {
        "cell_type": "code",
        "id": "mine",
        "metadata": {},
        "source": "print('from helpers import open_lesson')",
        "outputs": [],
        "execution_count": None,
    }
    mine = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (lab.notebooks / "mine.ipynb").write_text(json.dumps(mine), encoding="utf-8")
    lab.open(laptop, "mine.ipynb")
    expect(laptop.locator(".jp-CodeCell .jp-InputArea").first).to_be_visible()
    assert bar(laptop).count() == 0 and laptop.locator(".pp-page").count() == 0


def test_a_lesson_starts_by_itself_where_the_learner_wants_it(lab, laptop):
    folder = lab.folder / "settings/product-or-project-reader"
    folder.mkdir(parents=True)
    (folder / "plugin.jupyterlab-settings").write_text('{"startByItself": true}')
    try:
        lab.open(laptop, LESSON)
        expect(laptop.locator(".jp-OutputArea-output .qz").first).to_be_attached(timeout=SLOW)
    finally:
        (folder / "plugin.jupyterlab-settings").unlink()


def test_without_ipywidgets_one_sentence_says_what_to_install(lab, laptop):
    hidden = "@jupyter-widgets/jupyterlab-manager:plugin"
    lab.open(laptop, LESSON)
    said = laptop.evaluate(
        """async hidden => {
          const app = window.jupyterapp, real = app.hasPlugin;
          const mime = app.shell.currentWidget.content.rendermime;
          const types = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(mime), 'mimeTypes');
          app.hasPlugin = id => id !== hidden && real.call(app, id);
          Object.defineProperty(Object.getPrototypeOf(mime), 'mimeTypes', { ...types,
            get() { return types.get.call(this).filter(t => !t.includes('widget-view')); } });
          try {
            await app.commands.execute('docmanager:open', { path: '00_start_here.ipynb' });
            for (let i = 0; i < 100; i++) {
              const bars = [...document.querySelectorAll('.pp-bar')].filter(b => b.offsetParent);
              if (bars.length) return bars[0].innerText;
              await new Promise(r => setTimeout(r, 100));
            }
          } finally {
            app.hasPlugin = real;
            Object.defineProperty(Object.getPrototypeOf(mime), 'mimeTypes', types);
          }
        }""",
        hidden,
    )
    assert "has no ipywidgets" in said and "pip install ipywidgets anywidget" in said
