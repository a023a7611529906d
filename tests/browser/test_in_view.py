"""On a laptop everything that matters is in view: every question, in every state."""

from __future__ import annotations

from datetime import date

import pytest
from in_view import PEEK, SIZES, Bank, whole_bank
from project_files import notebook_of
from tiers import CI

pytestmark = pytest.mark.browser
ONE_SCREEN = ("single_choice", "multiple_response", "true_false_reason", "numeric")
EIGHTH = 8


def some_questions(part: int, of: int) -> list:
    """Every so many-th question, from ``part`` on."""
    return whole_bank()[part::of]


def of_each_type() -> list:
    """A question of each type: the one with the longest words."""
    longest = {}
    for question in sorted(whole_bank(), key=lambda q: len(q.stimulus) + len(q.stem)):
        longest[question.kind] = question
    return list(longest.values())


def within(place, tall: int, least: int = 20) -> bool:
    """Whether the beginning of something stands in the pane, and not at its very edge."""
    return place is not None and -1 <= place[0] <= tall - least


def whole(place) -> bool:
    return place is not None and min(place) >= -1


def faults(state: str, kind: str, seen: dict) -> list[str]:
    """What is out of view and must not be."""
    tall, found = seen["tall"], []
    if state == "asked":
        if not within(seen["head"] or seen["stem"], tall):
            found.append("the question does not begin in view")
        if not whole(seen["stem"]):
            found.append("the end of the stem is out of view")
        if kind in (*ONE_SCREEN, "scenario") and not within(seen["rows"][0], tall):
            found.append("no row is in view")
    elif not whole(seen["word"]) or not within(seen["said"], tall):
        found.append("the outcome or its first line is out of view")
    if not whole(seen["go"]):
        found.append("the button that leads on is out of view")
    if seen["small"]:
        found.append(f"smaller than the prose: {seen['small'][0]!r}")
    if seen["beside"]:
        found.append(f"runs over the edge of the card: {seen['beside'][0]!r}")
    if seen["scrolls"]:
        found.append(f"scrolls inside the box: {seen['scrolls'][0]!r}")
    return found


def seen_through(lab, page, questions, size, every_state=True) -> tuple[list[str], list[bool]]:
    """Every fault of these questions, and whether each of the plain kinds fits one screen."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    found, fits = [], []
    try:
        bank = Bank(lab, page, [questions[0], *questions])  # the first is on show already
        for number, question in enumerate(questions, 1):
            for state, seen in bank.states(number, every_state):
                wrong = faults(state, question.kind, seen)
                found += [f"{question.id}, {state}, {size}: {what}" for what in wrong]
                if state == "asked":
                    found += [f"{size}: buttons before a row: {one!r}" for one in bank.peek()]
                if state == "asked" and question.kind in ONE_SCREEN:
                    fits.append(seen["height"] <= seen["tall"])
        result = bank.do(f"quiz.go({len(questions) + 1}); quiz._press_next(None)")
        if not whole(result["result"]) or not all(map(whole, result["buttons"])):
            found.append(f"the result, {size}: out of view")
    finally:
        page.set_viewport_size({"width": 1250, "height": 1000})
    return found, fits


@pytest.mark.parametrize("size", list(SIZES))
def test_one_of_each_type(lab, page, size):
    assert seen_through(lab, page, of_each_type(), size, every_state=CI)[0] == []


def test_no_button_comes_before_what_it_is_for(lab, page):
    """A guess, the week in both chairs: what is to be chosen is in view before its buttons."""
    page.set_viewport_size({"width": 1366, "height": 768})
    try:
        lab.forget()
        lab.turn_to(page, notebook_of("start_here"))
        lab.run_all(page)
        page.get_by_role("button", name="Play the week").wait_for(state="attached")
        assert page.evaluate(PEEK) == []
    finally:
        page.set_viewport_size({"width": 1250, "height": 1000})


def test_an_eighth_of_the_bank(lab, page):
    """Another eighth every day, and each on every screen within sixteen days."""
    turn, part = divmod(date.today().toordinal(), EIGHTH)
    size = list(SIZES)[turn % len(SIZES)]
    questions = some_questions(part, EIGHTH)
    found, fits = seen_through(lab, page, questions, size)
    assert found == []
    assert sum(fits) >= 0.9 * len(fits)


@pytest.mark.soak
@pytest.mark.parametrize("size", list(SIZES))
def test_the_whole_bank(lab, page, size):
    found, fits = seen_through(lab, page, whole_bank(), size)
    assert found == []
    assert sum(fits) >= 0.95 * len(fits)
