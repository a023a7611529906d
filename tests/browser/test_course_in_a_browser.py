"""The live course without installation, in Chromium for which no other address exists."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from axe import prepare, scan
from firefox import Firefox, find_firefox
from lite import Visitor, begin, committed, ended, execute, outputs, served, words
from live_quiz import LESSON, first_single_choice, quiz
from platformdirs import user_cache_path
from project_files import ROOT, notebook_of

from helpers.authoring.site.live import BuildError, build_live, drawing_packages, pyodide
from helpers.content import load_course
from helpers.labs import LABS, Lab

LESSONS = [entry.id for entry in load_course().lessons]
A_DAY = 2  # opening one takes seconds: each day others, and all of them with -m soak
CACHE = user_cache_path("product-or-project", appauthor=False) / "site"
FIRST, SECOND = LESSON, "what_is_a_product_manager"
TYPED = "Corrected since you were here"


def of_today(size: int = A_DAY) -> list:
    """All lessons, those of other days marked as soak tests."""
    at = date.today().toordinal() * size
    today = {LESSONS[(at + i) % len(LESSONS)] for i in range(size)}
    return [pytest.param(one, marks=() if one in today else pytest.mark.soak) for one in LESSONS]


def _values(lab: Lab) -> list[dict]:
    """The start, what the prediction asks for, and each field at its other end."""
    ends = {}
    for field in lab.sheet.fields:
        if field.kind in ("number", "whole"):
            ends[field.id] = field.high if field.high < 1_000 else field.low
        elif field.kind == "choice":
            ends[field.id] = field.options[-1].id
    moved = lab.sheet.prediction.move if lab.sheet.prediction else {}
    return [{}, moved, *({name: value} for name, value in ends.items())][:4]


PLAY = """
import json
from helpers.labs import Lab
def said(name, values):
    try:
        return Lab(name).example(**values).text
    except ValueError as error:
        return str(error)
print(json.dumps([said(*case) for case in json.loads(CASES)]))
"""


def plays(cases: list, before: str = "") -> list[str]:
    """What each play finds, on this computer."""
    code = f"{before}\nCASES = {json.dumps(cases)!r}\n{PLAY}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="session")
def sampled() -> set[str]:
    """The labs that draw at random: without numpy they draw other numbers."""
    starts = [(name, {}) for name in LABS]
    there = plays(starts)
    here = plays(starts, "import sys; sys.modules['numpy'] = None")
    return {name for (name, _), a, b in zip(starts, there, here, strict=True) if a != b}


@pytest.fixture(scope="session")
def site(playwright, tmp_path_factory) -> Path:
    """The live course, built from what PyPI and npm have or the cache keeps."""
    folder = tmp_path_factory.mktemp("site") / "live"
    books = [ROOT / "notebooks" / notebook_of(one) for one in LESSONS]
    try:
        build_live(folder, CACHE, "none", books, lambda sentence: None)
    except BuildError as error:
        pytest.skip(str(error))
    return folder


@pytest.fixture(scope="module")
def port(site):
    with served(site) as number:
        yield number


@pytest.fixture(scope="module")
def visitor(playwright, port, tmp_path_factory):
    """Somebody who answers nothing by hand."""
    one = Visitor(playwright, tmp_path_factory.mktemp("visitor"), port)
    yield one
    one.close()


@pytest.fixture(scope="module")
def first(visitor):
    """A lesson that has run."""
    page = visitor.open(notebook_of(FIRST))
    yield page
    page.close()


@pytest.mark.parametrize("lesson", of_today())
def test_a_lesson_runs_whole_and_says_what_the_committed_one_says(lesson, visitor, sampled):
    page = visitor.open(notebook_of(lesson))
    shown = outputs(page)
    page.close()
    asked = committed(ROOT / "notebooks" / notebook_of(lesson))
    assert len(shown) == len(asked)
    for (source, expected), found in zip(asked, shown, strict=True):
        assert not [one for one in found if one["output_type"] == "error"], source
        if any(f'"{name}"' in source for name in sampled):
            continue
        said, wanted = (list(filter(None, map(words, both))) for both in (found, expected))
        if source.endswith("dashboard()"):  # it also says where answers lie
            said = [re.sub(r"\s+(Please note\. )?Your answers lie[^\n]*", "", one) for one in said]
        assert said == wanted, source
    assert not visitor.outside and not visitor.faults


def test_a_lab_finds_the_same_as_on_a_desktop(first, sampled):
    """Without numpy and matplotlib, under another Python, for the same values."""
    assert 0 < len(sampled) < 8
    cases = [(name, v) for name in LABS if name not in sampled for v in _values(Lab(name))]
    found = json.loads(execute(first, f"CASES = {json.dumps(cases)!r}\n{PLAY}"))
    for case, here, there in zip(cases, found, plays(cases), strict=True):
        assert here == there, case


LATE = """() => {
  for (const name of ['register', 'getRegistration']) {
    const real = navigator.serviceWorker[name].bind(navigator.serviceWorker);
    navigator.serviceWorker[name] = async (...given) => {
      await new Promise((go) => setTimeout(go, 5000));
      return real(...given);
    };
  }
}"""
"""A slow device: the page's storage comes after everything else."""
KEPT = "print(*[one.outcome for one in lesson.record.attempts()], lesson.record.keeps)"


def test_an_answer_survives_a_reload_a_restart_and_a_new_version(playwright, site, port, tmp_path):
    """The reload asks for the check of a section, as a page to read does: it opens at its place."""
    home, notebook = tmp_path / "home", notebook_of(FIRST)
    file = site / "files" / notebook
    published = file.read_bytes()
    section = first_single_choice(FIRST)[0].title
    title = f"Check: {section}"
    one = Visitor(playwright, home, port, before=f"({LATE})()")
    page = one.open(notebook)
    box = quiz(page, title)
    box.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    for _ in range(12):  # by keyboard alone
        if page.evaluate("() => document.activeElement.textContent") == "Check":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    box.locator(".qz-box").wait_for()
    kept = execute(page, KEPT)
    assert re.fullmatch(r"(in)?correct True\n", kept)
    page.keyboard.press("Control+s")  # a copy in the browser would hide the new version below
    page.wait_for_timeout(1000)
    page.close()
    page = one.open(notebook, "#" + section.replace(" ", "-"))
    box = quiz(page, title)
    page.wait_for_timeout(2500)
    for _ in range(120):  # what stands above may still be drawn, and moves it
        if 0 <= box.bounding_box()["y"] < 900:
            break
        page.wait_for_timeout(250)
    assert 0 <= box.bounding_box()["y"] < 900
    assert execute(page, KEPT) == kept
    assert box.locator(".qz-box").is_visible()
    one.close()
    file.write_bytes(published.replace(b'"# ', f'"# {TYPED}: '.encode(), 1))
    try:
        one = Visitor(playwright, home, port)
        page = one.open(notebook)
        assert TYPED in page.locator(".jp-Notebook h1").first.inner_text()
        assert execute(page, KEPT) == kept
        assert quiz(page, title).locator(".qz-box").is_visible()
        one.close()
    finally:
        file.write_bytes(published)


def test_a_page_that_cannot_keep_says_so_on_its_first_card(playwright, port, tmp_path):
    """A browser gives storage to safe addresses alone, and this one begins with http://."""
    one = Visitor(playwright, tmp_path, port, host="course.test")
    page = one.open(notebook_of(FIRST))
    first = page.locator(".jp-OutputArea-output").filter(has_text="Afterwards you can").first
    assert "cannot keep your answers" in first.inner_text()
    assert execute(page, KEPT) == "False\n"
    one.close()


WRITE = """
from helpers.record import new_attempt
for number in range({size}):
    lesson.record.append(new_attempt(question=f"{tab}-{size}-{{number}}", version="1",
        lesson="{lesson}", response=None, outcome="incorrect", score=0.0, seconds=1.0))
"""
COUNT = """
tabs = "a-{size}-", "b-{size}-"
print(len({{one.id for one in lesson.record.facts() if one.question.startswith(tabs)}}))
"""


@pytest.mark.parametrize("size", [60, pytest.param(500, marks=pytest.mark.soak)])
def test_two_tabs_at_once_lose_nothing(size, first, visitor):
    pages = [first, visitor.open(notebook_of(SECOND))]
    for name, page in zip("ab", pages, strict=True):
        begin(page, WRITE.format(size=size, tab=name, lesson=FIRST))
    assert [ended(page) for page in pages] == ["", ""]
    assert {execute(page, COUNT.format(size=size)) for page in pages} == {f"{2 * size}\n"}
    pages[1].close()


def test_axe_finds_nothing_in_a_live_lesson(first):
    prepare(first)
    found = scan(first)
    assert "color-contrast" in found["passes"]
    assert found["violations"] == []


def test_a_link_opens_in_the_same_tab_and_what_ran_ends(first, visitor):
    """From the recap to the next lesson."""
    workers, tabs = len(first.workers), visitor.tabs
    assert workers
    following = load_course().entry("responsibilities_of_product_managers").title
    first.bring_to_front()
    last = first.locator(".jp-OutputArea-output a", has_text=following).last
    last.evaluate("link => link.click()")
    first.wait_for_url(re.compile(r"path=\d\d_\w+\.ipynb"))
    first.wait_for_url(lambda url: notebook_of(FIRST) not in url)
    visitor.wait(first)
    assert visitor.tabs == tabs and len(first.workers) <= workers


def test_the_lock_of_the_cdn_names_all_that_drawing_needs(site):
    """Nothing was fetched from there: the names and hashes are those of Pyodide's own lock."""
    source = pyodide(CACHE, lambda sentence: None)
    lock = json.loads((source / "pyodide-lock.json").read_text("utf-8"))
    found = drawing_packages(lock, "cdn")
    assert {"matplotlib", "numpy", "pillow", "kiwisolver"} <= set(found)
    for entry in found.values():
        assert set(entry["depends"]) <= set(found)
        assert re.fullmatch(r"[0-9a-f]{64}", entry["sha256"])
    with pytest.raises(BuildError, match="or build with --drawing none"):
        drawing_packages(lock, str(site))


def test_what_the_page_asks_of_its_own_site_is_there(visitor, first):
    """But for the list of a folder that only the browser has, which JupyterLite asks for first."""
    assert not [one for one in visitor.missing if not one.endswith("all.json")]


def test_a_second_browser_opens_a_lesson_and_answers(port, tmp_path):
    if find_firefox() is None:
        pytest.skip("no Firefox was found: install one (Debian: firefox-esr) and run again")
    section, question = first_single_choice(FIRST)
    box = (
        "const box = [...document.querySelectorAll('.jp-OutputArea-output .qz')]"
        f".find(one => one.textContent.includes({f'Check: {section.title}'!r}));"
    )
    fox = Firefox(tmp_path)
    try:
        address = f"http://127.0.0.1:{port}/notebooks/index.html?path={notebook_of(FIRST)}"
        fox.do("WebDriver:Navigate", url=address)
        fox.wait("const bar = document.querySelector('.pp-bar'); return bar && !bar.offsetParent")
        fox.js(f"{box} box.querySelector('input[type=radio]').click()")
        press = "[...box.querySelectorAll('button')].find(b => b.textContent === 'Check').click()"
        fox.wait(f"{box} return box.querySelector('input[type=radio]:checked')")
        fox.js(f"{box} {press}")
        said = fox.wait(f"{box} return box.querySelector('.qz-box')?.textContent")
        assert any(option.feedback in said for option in question.options)
        assert fox.js("return Boolean(navigator.serviceWorker.controller)"), "answers are kept"
    finally:
        fox.close()
