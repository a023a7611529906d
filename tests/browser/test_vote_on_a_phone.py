"""The pages of a live vote in a real browser: narrow, light and dark, by keyboard, without help."""

from __future__ import annotations

import pytest
from axe import AXE

from helpers.classroom.vote.server import Vote

FAULTS = """async () => (await axe.run(document, {runOnly:
  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})).violations.flatMap(
    r => r.nodes.map(n => `${r.id}: ${n.html.slice(0, 120)}`))"""
WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_and_the_projector_follow_the_vote(browser, scheme):
    vote = Vote(["difference-flat-membership"])
    room = vote.room
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, color_scheme=scheme, bypass_csp=True
    )
    phone, board = context.new_page(), context.new_page()
    board.set_viewport_size({"width": 1366, "height": 768})

    def sound(page):
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(FAULTS) == []
        assert page.evaluate(WIDER) <= 0

    try:
        board.goto(vote.teacher)
        phone.goto(f"{vote.address}/{room.code}")
        sound(board)
        board.get_by_role("button", name="Ask the first question").click()
        phone.get_by_role("radio").first.wait_for()  # it came by itself
        sound(phone)
        phone.get_by_role("radio").first.focus()
        phone.keyboard.press("ArrowDown")
        phone.keyboard.press("Enter")
        phone.get_by_text("Your vote: B.").wait_for()
        sound(phone)
        board.get_by_text("1 of 1 device voted").wait_for()
        for words in ("Close the vote", "Vote again", "Close the vote", "Show the answer"):
            button = board.get_by_role("button", name=words)
            box = button.bounding_box()
            assert box["y"] + box["height"] <= 768, f"{words} is out of view"
            button.click()
        board.get_by_role("heading", name="The answer:").wait_for()
        desk = board.locator(".desk").bounding_box()["y"]
        for seen in (".beside figure img", ".told li:last-child"):
            box = board.locator(seen).last.bounding_box()
            assert box["y"] + box["height"] <= desk, f"{seen} is hidden by the buttons"
        sound(board)
        phone.get_by_text("The answer:").wait_for()
        sound(phone)
    finally:
        context.close()
        vote.close()
