"""The pages of a live vote in a real browser: narrow, light and dark, by keyboard, without help."""

from __future__ import annotations

import pytest
from axe import AXE

from helpers.classroom.vote.server import Vote

FAULTS = """async () => (await axe.run(document, {runOnly:
  ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})).violations.flatMap(
    r => r.nodes.map(n => `${r.id}: ${n.html.slice(0, 120)}`))"""
WIDER = "document.documentElement.scrollWidth - innerWidth"
CUT = """() => [document.documentElement.scrollHeight - innerHeight,
  parseFloat(getComputedStyle(document.documentElement).fontSize)]"""
QR = "document.querySelector('.join img').getBoundingClientRect().height / innerHeight"


@pytest.mark.parametrize(("scheme", "width", "height"), [("light", 1366, 768), ("dark", 1280, 720)])
def test_a_phone_and_the_projector_follow_the_vote(browser, scheme, width, height):
    vote = Vote(["difference-flat-membership"])
    room = vote.room
    room.a_home = 1
    context = browser.new_context(
        viewport={"width": 360, "height": 640}, color_scheme=scheme, bypass_csp=True
    )
    late = browser.new_context(viewport={"width": 360, "height": 640}).new_page()
    phone, board = context.new_page(), context.new_page()
    board.set_viewport_size({"width": width, "height": height})

    def sound(page):
        page.evaluate(AXE.read_text("utf-8"))
        assert page.evaluate(FAULTS) == []
        assert page.evaluate(WIDER) <= 0

    def seen():  # nothing is out of view, in letters that are read from the back
        below, letters = board.evaluate(CUT)
        assert below <= 0 and letters >= 16

    try:
        board.goto(vote.teacher)
        assert board.evaluate(QR) > 0.7
        phone.goto(f"{vote.address}/{room.code}")
        late.goto(f"{vote.address}/{room.code}")
        board.get_by_role("button", name="Let them in").wait_for()
        seen()
        board.get_by_role("button", name="Let them in").click()
        late.get_by_text("You are in").wait_for()
        board.get_by_role("button", name="Ask the first question").click()
        phone.get_by_role("radio").first.wait_for()  # it came by itself
        sound(phone)
        phone.get_by_role("radio").first.focus()
        phone.keyboard.press("ArrowDown")
        phone.keyboard.press("Enter")
        phone.get_by_text("Your vote: B.").wait_for()
        sound(phone)
        board.get_by_text("1 of 2 voted").wait_for()
        for words in ("Close the vote", "Show the votes only", "Vote again", "Close the vote"):
            seen()
            board.get_by_role("button", name=words).click()
        seen()
        board.get_by_role("button", name="Show both votes").click()
        board.get_by_role("heading", name="The answer:").wait_for()
        seen()
        sound(board)
        phone.get_by_text("The answer:").wait_for()
        sound(phone)
        vote.close()
        phone.get_by_text("does not answer").wait_for(timeout=30_000)
    finally:
        context.close()
        late.context.close()
        vote.close()
