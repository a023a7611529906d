"""The capstone in a real JupyterLab: five weeks by mouse, five by keyboard, a new day, the end."""

from __future__ import annotations

import re

import pytest
from axe import SEEN_IN, assert_clean, axe_in, prepare
from lab import active_cell, cells, listening, set_theme
from live_labs import NOT_MARKED, settle, walk_to
from playwright.sync_api import expect
from project_files import notebook_of

from helpers.capstone import week_cards as words
from helpers.capstone.play import PREFIX
from helpers.record import open_record
from helpers.simulation import Game, load_parameters

pytestmark = pytest.mark.browser
LESSON = "twenty_weeks_in_both_chairs"
WEEKS = 5
GAP = """box => {
  const calls = [...box.querySelectorAll('.qz-call')].filter(e => e.offsetParent);
  const next = [...box.querySelectorAll('button')].find(e => e.textContent === 'Next week');
  return next.getBoundingClientRect().top
    - Math.max(...calls.map(e => e.getBoundingClientRect().bottom));
}"""
NAMES = {name: text for text, name in words.chairs(load_parameters())}


@pytest.fixture(scope="module")
def capstone(lab, page):
    """The lesson, run once, with what the console complained of."""
    lab.forget()
    with listening(page) as errors:
        lab.open(page, notebook_of(LESSON))
        lab.run_all(page)
        expect(box_of(page).get_by_role("button", name="Next week")).to_be_visible()
        yield page, errors


def box_of(page):
    return page.locator(".jp-OutputArea-output .qz-lab")


def begin(page, seed: int, chair: str):
    """Begin a new play by mouse; return its box."""
    box = box_of(page)
    box.get_by_role("combobox", name="Your chair", exact=True).select_option(NAMES[chair])
    number = box.get_by_role("textbox", name="Seed (luck)", exact=True)
    number.fill(str(seed))
    number.press("Tab")
    settle(page)
    box.get_by_role("button", name="Begin a new play", exact=True).click()
    settle(page)
    sure = box.get_by_role("button", name="Leave this play and begin a new one", exact=True)
    if sure.count():  # a play is under way
        expect(box).to_contain_text("Its weeks stay in your record.")
        sure.click()
    expect(box).to_contain_text(f"week 1 of 20 · {NAMES[chair]} · seed {seed}")
    return box


def call(box, game: Game, decision: str):
    """The radio group of one of the week's decisions."""
    asked = words.asks(game, game.catalogue[decision])
    return box.get_by_role("radiogroup", name=asked, exact=True)


def same_week(box, game: Game) -> None:
    """The page shows the week, and all that is known in it."""
    expect(box).to_contain_text(f"Relaunch 2.0, {words.headline(game)}")
    assert box.evaluate(GAP) < 40, "what is to be done next stands below what is to be chosen"
    for line in game.card().known:
        expect(box).to_contain_text(line)


def kept(lab) -> dict:
    """The play as the record holds it."""
    attempts = open_record(lab.record).attempts()
    return [a.response for a in attempts if a.question.startswith(PREFIX)][-1]


def as_kept(game: Game) -> dict:
    return {"seed": game.seed, "chair": game.chair, "moves": game.moves}


def test_five_weeks_by_mouse_undone_and_taken_up_on_another_day(lab, capstone):
    """A click for each own decision; the same play line by line in Python ends in the same week."""
    page, _ = capstone
    expected, box = Game(7, "product"), begin(page, 7, "product")
    for week in range(1, WEEKS + 1):
        for decision in filter(expected.mine, expected.offered):
            option = expected.catalogue[decision].options[-1]
            text = words.option_text(option)
            call(box, expected, decision).get_by_role("radio", name=text, exact=True).check()
            expected.decide(decision, option.id)
        box.get_by_role("button", name="Next week", exact=True).click()
        expected.advance()
        same_week(box, expected)
        if week == 1:
            box.get_by_text(re.compile("^Decision log")).click()
        settle(page)
        assert box.locator("details", has_text="Decision log").evaluate("fold => fold.open")
    assert kept(lab) == as_kept(expected) and expected.week == WEEKS + 1
    box.get_by_role("button", name="Undo a week", exact=True).click()
    expected.undo()
    same_week(box, expected)
    assert kept(lab) == as_kept(expected)
    lab.shut_kernels()
    lab.open(page, notebook_of(LESSON))
    lab.run_all(page)
    same_week(box, expected)
    expect(box.get_by_text(f"Decision log ({len(expected.log)})", exact=True)).to_be_visible()
    expect(box.locator("figure img")).to_have_count(1)


def test_five_weeks_by_keyboard_alone(lab, capstone):
    """Tab, arrows and Space from the choice of a chair to week 6; no key reaches a cell."""
    page, _ = capstone
    box, press = begin(page, 1, "product"), page.keyboard.press
    before = cells(page), active_cell(page)
    box.get_by_role("combobox", name="Your chair", exact=True).focus()
    press("ArrowDown")
    press("Tab")
    expect(box.get_by_role("textbox", name="Seed (luck)", exact=True)).to_be_focused()
    press("Control+A")
    page.keyboard.type("11")
    settle(page)
    walk_to(page, box.get_by_role("button", name="Begin a new play", exact=True))
    press("Space")
    expected = Game(11, "project")
    expect(box).to_contain_text(f"week 1 of 20 · {NAMES['project']} · seed 11")
    for _ in range(WEEKS):
        same_week(box, expected)
        for decision in filter(expected.mine, expected.offered):
            radios = call(box, expected, decision).get_by_role("radio")
            walk_to(page, radios.first)
            for _ in expected.catalogue[decision].options:
                press("ArrowDown")
            expect(radios.last).to_be_checked()
            expected.decide(decision, expected.catalogue[decision].options[-1].id)
        settle(page)
        walk_to(page, box.get_by_role("button", name="Next week", exact=True))
        press("Space")
        expected.advance()
    same_week(box, expected)
    settle(page)
    assert kept(lab) == as_kept(expected) and expected.week == WEEKS + 1
    expect(box.get_by_role("button", name="Next week", exact=True)).to_be_focused()
    assert (cells(page), active_cell(page)) == before


def test_the_end_shows_both_cards_and_the_review(capstone):
    """Twenty weeks to the end; then axe and the contrast computation over it, in each theme."""
    page, errors = capstone
    expected, box = Game(3, "both"), begin(page, 3, "both")
    bought = words.option_text(expected.catalogue["discovery"].options[1])
    call(box, expected, "discovery").get_by_role("radio", name=bought, exact=True).check()
    expected.decide("discovery", "interviews")
    following = box.get_by_role("button", name="Next week", exact=True)
    while not expected.finished:
        settle(page)  # a week that is still being brought into view would move where Tab goes on
        following.click()
        expected.advance()
        expect(box).to_contain_text(f"Relaunch 2.0, {words.headline(expected)}")
    for line in words.ending(expected):
        expect(box).to_contain_text(line)
    for heading in ("After-action review", "What the information was worth"):
        expect(box.get_by_text(heading, exact=True)).to_be_visible()
    expect(box.locator("figure img")).to_have_count(3)
    expect(box.get_by_role("status")).to_contain_text("The play is over.")
    expect(following).to_be_disabled()
    page.keyboard.press("Tab")  # goes on beside the button that has just been switched off
    expect(page.locator(".qz-game :focus")).to_have_count(1)  # and does not leave the game
    expect(box.get_by_role("radio")).to_have_count(0)
    assert box.evaluate_all(NOT_MARKED) == []
    prepare(page)
    try:
        for theme in SEEN_IN:
            assert_clean(page, theme, axe=theme == axe_in(LESSON))
    finally:
        set_theme(page, "light")
        page.set_viewport_size({"width": 1250, "height": 1000})
    assert errors == []
