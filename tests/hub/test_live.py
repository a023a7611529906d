"""The live pulse follows what the service counts; here the service is a list."""

from __future__ import annotations

import asyncio

import pytest
from kernels import in_a_thread, without_a_loop

from helpers.classroom.hub import live
from helpers.classroom.hub.client import GivenAnswer, PulseCounts
from helpers.content import load_questions
from helpers.document import Card
from helpers.questions import SingleChoice
from helpers.sharing.calls import NoAnswer

LESSON = "what_is_the_difference"


@pytest.fixture
def question():
    return next(q for q in load_questions(LESSON) if isinstance(q, SingleChoice))


@pytest.fixture
def hub(monkeypatch, question):
    """What the Hub would say: change ``answers`` and ``open``."""

    class Hub:
        answers: list[tuple[int, int]] = []
        open: str | None = None
        opened: list[str] = []
        away = False
        asked = 0

    def read(*_):
        Hub.asked += 1
        if Hub.away:
            raise NoAnswer("The results service cannot be reached.")
        rows = tuple(
            GivenAnswer(question.options[option].id, "correct", n) for option, n in Hub.answers
        )
        return PulseCounts(Hub.open, "2026-01-05T09:00:00+00:00", rows)

    def open_question(name, *_):
        Hub.open, Hub.answers = name, []
        Hub.opened.append(name)

    monkeypatch.setattr(live, "read_pulse", read)
    monkeypatch.setattr(live, "open_question", open_question)
    monkeypatch.setattr(live, "EVERY", 0.01)
    monkeypatch.setattr(live, "_FOLLOWING", set())
    return Hub


def by_option(view) -> dict[int, int]:
    return {c.place: n for c, n in zip(view.choices, view.counts, strict=True) if n}


async def until(condition) -> None:
    for _ in range(3000):  # half a minute, for a machine with other work
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")


def test_the_picture_follows_the_answers(hub, question):
    async def play():
        view = live.ask_the_class(question.id)
        assert hub.open == question.id and by_option(view) == {}
        hub.answers = [(1, 3), (0, 2)]
        await until(lambda: by_option(view) == {1: 3, 0: 2})
        hub.away = True
        asked = hub.asked
        await until(lambda: hub.asked > asked + 2)
        assert by_option(view) == {1: 3, 0: 2}
        hub.away, hub.answers = False, [(1, 4), (0, 2)]
        await until(lambda: by_option(view) == {1: 4, 0: 2})
        hub.open = "another"
        await until(lambda: not live._FOLLOWING)
        assert by_option(view) == {1: 4, 0: 2}

    in_a_thread(play())


def test_a_second_vote_counts_anew_and_is_followed(hub, question):
    """The Hub counts from the last opening on, also where nobody follows any more."""

    async def play():
        view = live.ask_the_class(question.id)
        hub.answers = [(1, 3)]
        await until(lambda: by_option(view) == {1: 3})
        view.show_answer()
        view.start_over()
        assert hub.opened == [question.id] * 2 and not view.shown and len(live._FOLLOWING) == 1
        assert by_option(view) == {} == dict(hub.answers)
        hub.answers = [(0, 2)]
        await until(lambda: by_option(view) == {0: 2})
        hub.open = "another"
        await until(lambda: not live._FOLLOWING)
        view.start_over()
        assert hub.open == question.id
        hub.answers = [(2, 1)]
        await until(lambda: by_option(view) == {2: 1})

    in_a_thread(play())


def test_a_question_without_options_is_not_opened(hub):
    assert isinstance(live.ask_the_class("no-such-question"), Card) and hub.open is None


def test_without_a_notebook_the_teacher_refreshes(hub, question):
    view = without_a_loop(live.ask_the_class, question.id)
    assert not live._FOLLOWING
    hub.answers = [(0, 5)]
    view.refresh()
    assert by_option(view) == {0: 5}
    hub.open = None
    with pytest.raises(live.Over, match="closed on the Hub"):
        view.refresh()
