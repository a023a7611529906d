"""Every lab in a real JupyterLab: controls with names, redraws in place, and keys."""

from __future__ import annotations

import re

import pytest
from axe import SEEN_IN, assert_clean, assert_runs, axe_in, prepare
from lab import active_cell, cells, listening, set_theme
from live_labs import (
    MOVE,
    NOT_MARKED,
    Shown,
    changes,
    control,
    given,
    labs_of,
    redrawing,
    settle,
    walk_to,
)
from playwright.sync_api import expect
from project_files import notebook_of

from helpers.content import load_course
from helpers.content.labs import Field
from helpers.labs import Lab, LabView, words

pytestmark = pytest.mark.browser
LESSONS = [entry.id for entry in load_course().lessons if labs_of(entry.id)]
LISTS_ALONE = {"people"}  # lessons whose labs have no number to type
SEEN = """async play => {
  const panel = play.closest('.jp-WindowedPanel-outer') ?? play.closest('.jp-Notebook');
  const out = [];
  const look = (what, nodes) => {
    const screen = panel.getBoundingClientRect();
    for (const [name, node] of Object.entries(nodes)) {
      const at = node.getBoundingClientRect();
      if (at.top < screen.top - 2 || at.bottom > screen.bottom + 2 || at.right > screen.right)
        out.push(`${what}: ${name} ${[at.top, at.bottom, at.right].map(Math.round)}`);
    }
  };
  const controls = [...play.querySelectorAll('.qz-hands :is(input, select, button)')];
  const [picture, finding] = ['figure img', '.qz-seen li'].map(one => play.querySelector(one));
  for (const [what, control] of [['first', controls[0]], ['last', controls.at(-1)]]) {
    for (let again = 0; again < 2; again++) {
      play.scrollIntoView();
      control.scrollIntoView({block: 'nearest'});
      await new Promise(done => setTimeout(done, 150));
    }
    look(what, {control, picture, finding});
  }
  return out;
}"""
CUT_OFF = """play => {
  const out = [], pen = document.createElement('canvas').getContext('2d');
  for (const list of play.querySelectorAll('.qz-hands select')) {
    pen.font = getComputedStyle(list).font;
    const longest = Math.max(...[...list.options].map(one => pen.measureText(one.text).width));
    if (longest + 28 > list.clientWidth) out.push(`${list.value}: ${longest} ${list.clientWidth}`);
  }
  for (const row of play.querySelectorAll('.qz-range')) {
    const words = document.createRange();
    words.selectNodeContents(row.querySelector('.widget-label'));
    const [under, top] = [words.getBoundingClientRect().bottom,
                          row.querySelector('.noUi-handle').getBoundingClientRect().top];
    if (under > top) out.push(`${words}: ends at ${under}, its slider begins at ${top}`);
  }
  return out;
}"""
GROWING = {"opportunity_tree", "work_breakdown", "network"}  # pictures with a row for each piece


def number_fields(play: Lab) -> list[Field]:
    """The fields of a lab into which a number is typed."""
    return [field for field in play.sheet.fields if field.kind in ("number", "whole")]


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, lab, page):
    lab.forget()
    labs = [Lab(name) for name in labs_of(request.param)]
    with listening(page) as errors:
        lab.turn_to(page, notebook_of(request.param))
        lab.run_all(page)
        shown = Shown(page, request.param, labs, errors)
        for play in labs:
            expect(shown.box(play).locator("figure img")).to_have_count(1)
        yield shown


def test_controls_have_names_and_keep_their_keys(lesson):
    for play in lesson.labs:
        box = lesson.box(play)
        for one in play.sheet.fields:
            expect(control(box, one)).to_have_count(1)
    boxes = lesson.page.locator(".jp-OutputArea-output .qz-lab")
    assert boxes.evaluate_all(NOT_MARKED) == []
    assert boxes.locator("[title='null']").count() == 0  # what a hovering mouse would read


def test_each_slider_is_named_like_the_number_it_moves_and_keys_move_it(lesson):
    for play in lesson.labs:
        box = lesson.afresh(play)
        view = LabView(play)
        assert view.widget
        sliders = view.sliders
        ranged = [one for one in play.sheet.fields if one.id in sliders]
        expect(box.get_by_role("slider")).to_have_count(len(ranged))
        for one in ranged[:1]:
            name = " ".join(words.label(one).split())
            slider = box.get_by_role("slider", name=name, exact=True)
            expect(slider).to_have_count(1)
            before = float(control(box, one).input_value())
            key = "ArrowRight" if before + one.step <= one.high else "ArrowLeft"
            before_cells = cells(lesson.page)
            slider.press(key)
            other = before + (one.step if key == "ArrowRight" else -one.step)
            expect(control(box, one)).to_have_value(f"{other:g}")
            slider.press("x")
            assert cells(lesson.page) == before_cells
    lesson.afresh(lesson.labs[0])


def test_controls_picture_and_finding_are_seen_together(lesson):
    """On a laptop's screen, with the file browser open; long columns of controls roll past it."""
    page = lesson.page
    page.set_viewport_size({"width": 1366, "height": 768})
    try:
        for play in lesson.labs:
            box = lesson.box(play)
            seen = box.locator(".qz-play").evaluate(SEEN)
            assert seen == [], f"{play.sheet.id}: not in view: {seen}"
            cut = box.locator(".qz-play").evaluate(CUT_OFF)
            assert cut == [], f"{play.sheet.id}: words cut off or touched: {cut}"
    finally:
        page.set_viewport_size({"width": 1250, "height": 1000})


def test_a_change_redraws_in_place(lesson):
    """The new picture stands where the old one stood; nothing scrolls, closes or loses focus.

    How quickly is measured in `tests/benchmarks`.
    """
    for play in lesson.labs:
        box = lesson.afresh(play)
        for one, value, result in changes(play.sheet.id):
            control(box, one).scroll_into_view_if_needed()
            seen = control(box, one).evaluate(MOVE, given(one, value))
            where = f"{play.sheet.id}: {one.id} = {value}"
            assert seen["alt"] == f"{result.chart.title}. {result.chart.alt}", where
            (top, tall), after = seen["before"], seen["after"]
            assert seen["unpacking"] == after, where
            assert after == [top, after[1] if play.sheet.id in GROWING else tall], where
            assert (seen["scrolled"], seen["focused"], seen["open"]) == (False, True, True), where
            expect(box).to_contain_text(result.findings[0])
            settle(lesson.page)


def test_a_refused_value_is_answered_beside_its_field(lesson):
    """The sentence stands right under the row, is spoken, and the picture stays."""
    numbers = {play: field for play in lesson.labs for field in number_fields(play)}
    assert bool(numbers) == (lesson.id not in LISTS_ALONE)
    for play, one in list(numbers.items())[:2]:
        box = lesson.afresh(play)
        picture = box.locator("figure img").element_handle()
        number = control(box, one)
        number.fill(f"{one.high + 1:g}")
        number.press("Tab")
        fault = box.locator(".widget-html").filter(has_text="Please change this.")
        expect(fault).to_contain_text("enter a number in that range")
        expect(box.get_by_role("status")).to_contain_text(" ".join(one.label.split()))
        row = number.locator("xpath=ancestor::*[contains(@class, 'qz-fields')]").bounding_box()
        assert 0 <= fault.bounding_box()["y"] - (row["y"] + row["height"]) < 30
        assert picture.evaluate("picture => picture.isConnected")
        number.fill(str(one.start))
        number.press("Tab")
        expect(fault).to_have_count(0)


def test_a_decimal_comma_is_read_and_said_or_refused(lesson):
    numbers = [
        (play, field)
        for play in lesson.labs
        for field in sorted(number_fields(play), key=lambda field: field.kind != "number")
    ]
    if lesson.id in LISTS_ALONE:
        assert not numbers
        return
    play, one = numbers[0]
    box = lesson.afresh(play)
    number, typed = control(box, one), f"{int(one.start)},5"
    said = number.locator(
        "xpath=ancestor::*[contains(@class, 'qz-fields')]/following-sibling::*[1]"
    )
    number.fill(typed)
    number.press("Tab")
    if one.kind == "whole":
        expect(said).to_contain_text(f"'{typed}' is not a whole number")
        expect(number).to_have_value(typed)
    else:
        expect(said).to_contain_text(f"Read as {int(one.start)}.5")
        expect(number).to_have_value(f"{int(one.start)}.5")
    lesson.afresh(play)


def test_a_prediction_by_mouse(lesson):
    """Choose, try: the controls move, and the guess is compared with what came true."""
    play = lesson.labs[-1]
    asked, box = play.sheet.prediction, lesson.afresh(play)
    came = play.play(play.start() | asked.move).came_true
    for guess in asked.options[:2]:
        box.get_by_role("radio", name=guess.text, exact=True).check()
        box.get_by_role("button", name="Try it", exact=True).click()
        verdict = "As you predicted." if came == guess.id else "Not as you predicted."
        expect(box.get_by_text(verdict, exact=True)).to_be_visible()
        expect(box.get_by_role("status")).to_contain_text(verdict)
    for one in number_fields(play):
        value = asked.move.get(one.id, one.start)
        expect(control(box, one)).to_have_value(re.compile(rf"^{value:g}(\.0)?$"))


def test_nothing_jumps_after_a_prediction(lesson):
    """The comparison stands beside the controls; when one of them moves it stays, and so do they.

    All labs share one view, so two in each lesson are enough.
    """
    for play in lesson.labs[:2]:
        asked, box = play.sheet.prediction, lesson.afresh(play)
        moved = play.start() | asked.move
        one, value = next(
            (field, value)
            for field in play.sheet.fields
            for value, _ in redrawing(play, moved, field)
        )
        box.get_by_role("radio", name=asked.options[0].text, exact=True).check()
        box.get_by_role("button", name="Try it", exact=True).click()
        verdict = box.get_by_text(re.compile("^(As|Not as) you predicted[.]$"))
        expect(verdict).to_be_visible()
        settle(lesson.page)
        at = control(box, one)
        at.scroll_into_view_if_needed()
        stood = at.bounding_box()["y"]
        seen = at.evaluate(MOVE, given(one, value))
        assert seen["after"][0] == seen["before"][0], play.sheet.id
        assert at.bounding_box()["y"] == stood, play.sheet.id
        settle(lesson.page)
        expect(verdict).to_be_visible()


def test_a_prediction_and_a_control_by_keyboard(lesson):
    """Space and arrows choose, Tab and Space try, and the first control answers its keys."""
    page, play = lesson.page, lesson.labs[0]
    asked, box = play.sheet.prediction, lesson.afresh(play)
    radios = box.get_by_role("radiogroup", name="Your prediction").get_by_role("radio")
    radios.first.focus()
    page.keyboard.press("Space")
    expect(radios.first).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(radios.nth(1)).to_be_checked()
    settle(page)
    walk_to(page, box.get_by_role("button", name="Try it", exact=True))
    page.keyboard.press("Space")
    came = play.play(play.start() | asked.move).came_true
    verdict = "As you predicted." if came == asked.options[1].id else "Not as you predicted."
    expect(box.get_by_text(verdict, exact=True)).to_be_visible()
    expect(box.get_by_role("button", name="Try it", exact=True)).to_be_focused()
    picture = box.locator("figure img").element_handle()
    one = play.sheet.fields[0]
    first, entries = control(box, one), [option.id for option in one.options]
    if asked.later:  # it stands under the controls
        first.focus()
    else:
        page.keyboard.press("Tab")
    expect(first).to_be_focused()
    at_the_end = entries[-1:] == [asked.move.get(one.id, one.start)]
    page.keyboard.press("ArrowUp" if at_the_end else "ArrowDown")
    page.wait_for_function("picture => !picture.isConnected", arg=picture)
    expect(first).to_be_focused()


def test_jupyterlab_steals_no_keys(lesson):
    """Keys that cut, add, delete or retitle cells do nothing of it in a lab's controls."""
    page, kinds = lesson.page, set()
    for play in lesson.labs:
        fresh = {field.kind: field for field in play.sheet.fields if field.kind not in kinds}
        kinds |= set(fresh)
        for kind, one in fresh.items():
            at = control(lesson.box(play), one)
            at.focus()
            before = cells(page), active_cell(page)
            if kind == "text":
                page.keyboard.press("Control+A")
            for key in ("x", "a", "Space", "b", "d", "d", "1", "0"):
                page.keyboard.press(key)
            if kind == "text":
                expect(at).to_have_value("xa bdd10")
            expect(at).to_be_focused()
            assert (cells(page), active_cell(page)) == before, f"{play.sheet.id}: {one.id}"
        if fresh:
            lesson.afresh(play)
    folds = lesson.box(lesson.labs[0]).locator("summary").all()
    assert len(folds) == 2  # the numbers of the picture, and the answer to why
    for fold in folds:
        fold.focus()
        before, closed = cells(page), fold.evaluate("fold => !fold.parentElement.open")
        for key in ("x", "b", "d", "d", "Enter"):
            page.keyboard.press(key)
        assert cells(page) == before
        assert fold.evaluate("fold => fold.parentElement.open") == closed


def test_the_console_stays_silent(lesson):
    """No error by now: after opening and running, and after the tests above where they ran."""
    assert lesson.page.locator(".jp-RenderedText[data-mime-type*='stderr']").count() == 0
    assert lesson.errors == []


@pytest.fixture(scope="module")
def tall(lesson):
    """The whole lesson in one tall window, with a refused value and an open comparison."""
    page = lesson.page
    play = next((p for p in lesson.labs if number_fields(p)), lesson.labs[0])
    box, numbers = lesson.afresh(play), number_fields(play)
    assert bool(numbers) == (lesson.id not in LISTS_ALONE)
    box.get_by_role("radio").first.check()
    box.get_by_role("button", name="Try it", exact=True).click()
    expect(box.get_by_text(re.compile("s you predicted")).first).to_be_visible()
    for one in numbers[:1]:
        control(box, one).fill(f"{one.high + 1:g}")
        control(box, one).press("Tab")
        expect(box.get_by_text("Please change this.", exact=True)).to_be_visible()
    expect(box.get_by_text(re.compile("s you predicted")).first).to_be_visible()
    style = prepare(page)
    yield lesson
    style.evaluate("one => one.remove()")  # the next lesson is opened in the same JupyterLab
    set_theme(page, "light")
    page.set_viewport_size({"width": 1250, "height": 1000})


@pytest.mark.parametrize("theme", SEEN_IN)
def test_no_violation(tall, theme):
    """axe and the contrast computation, as in ``test_accessibility``."""
    assert_runs(tall.page, tall.id)
    assert_clean(tall.page, theme, axe=theme == axe_in(tall.id))
