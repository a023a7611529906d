"""Progress that is true and moves: all counts agree, and the cards follow each answer."""

from __future__ import annotations

import asyncio
import random
import re
from datetime import UTC, datetime, timedelta

import pytest
from random_learner import walk
from review_samples import FIRST, questions_of

from helpers import open_lesson
from helpers.content import load_course
from helpers.document import bar
from helpers.labs import view as lab_view
from helpers.lesson import moving
from helpers.record import standing
from helpers.record.progress import right_first

MASTERED = re.compile(r"(\d+) of (\d+) mastered")
IN_ALL = re.compile(r"In all: (\d+) of (\d+) answered questions mastered, (\d+) right at the first")
ANSWERED = re.compile(
    r"(\d+) of (\d+) mastered, (\d+) of \d+ answered, (\d+) of them right at the first answer"
)


def so_far(row: str) -> tuple[int, int]:
    """How many questions are mastered, of how many; of what is not begun only the second stands."""
    if found := MASTERED.search(row):
        return int(found[1]), int(found[2])
    return 0, int(re.findall(r"(\d+) questions?\b", row)[-1])


@pytest.fixture(autouse=True)
def no_loop_of_a_browser_test():
    """A browser test of the same process may keep a loop running; a script has none."""
    kept = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(kept)


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    return open_lesson


def quizzes(lesson):
    """Every check of a lesson, and its exit quiz."""
    content = lesson.content
    named = [(s.title, lesson.check(s.id)) for s in content.sections if s.checks]
    return [quiz for _, quiz in [*named, ("", lesson.exit_quiz())]]


@pytest.mark.parametrize("seed", range(3))
def test_all_counts_of_a_random_learner_agree(opened, seed):
    """Result cards, recaps and the dashboard, in numbers that add up."""
    dice = random.Random(seed)
    entries = dice.sample(load_course().lessons, 4)
    for entry in entries:
        lesson = opened(entry.id)
        for quiz in quizzes(lesson):
            walk(quiz, 25, dice)
        mastered, first = standing(lesson.record.attempts())[1], right_first(lesson._attempts())
        for quiz in quizzes(lesson):
            asked = [q.id for q in quiz.session.questions if q.id not in quiz.session.returning]
            quiz._finished = True
            quiz.widget  # noqa: B018 (builds the live view)
            quiz._show_result()
            back = len(quiz.session.questions) - len(asked)
            known = len(mastered & set(asked)), len(first & set(asked))
            assert (quiz.session.mastered, quiz.session.right_first) == known
            size = len(asked) + back
            done = f"{known[0]} of {size} mastered, {known[1]} of {size} right at the first answer."
            assert done in quiz._head.value or "Well done" in quiz._head.value
    rows = opened(load_course().diagnostic).dashboard().text.split("\n")
    total = next(row for row in rows if row.startswith("In all: "))
    shown = {e.id: next(r for r in rows if r.startswith(e.label)) for e in load_course().lessons}
    counts = list(map(so_far, shown.values()))
    said = tuple(map(int, IN_ALL.search(total).groups()))
    assert said == (
        sum(mastered for mastered, _ in counts),
        sum(int(ANSWERED.search(opened(e.id).recap().text)[3]) for e in entries),
        sum(int(ANSWERED.search(opened(e.id).recap().text)[4]) for e in entries),
    )
    minutes = [int(re.search(r"\| (\d+) of about", row)[1]) for row in shown.values()]
    assert f" {sum(minutes)} minutes." in total
    for entry in entries:
        text = opened(entry.id).recap().text
        own = re.search(r"This lesson: (\d+ of \d+ mastered)", text)[1]
        assert own in shown[entry.id]
        results = text.partition("Your result by objective")[2]
        by_objective = [so_far(row) for row in results.split("\n") if row.startswith("- ")]
        asked = sum(size for _, size in by_objective)
        twice = "may count for two objectives" in text
        assert asked == int(own.split()[2]) or twice and asked > int(own.split()[2])


def test_a_bar_is_full_when_all_is_done_and_not_before():
    for size in range(1, 60):
        for done in range(size + 1):
            assert ("□" not in bar(done / size).text) == (done == size), (done, size)


# ---------------------------------------------------------------- cards that move


class Screen:
    """Where a notebook shows things: what was shown under each id, newest last."""

    def __init__(self):
        self.shown: list[list[str]] = []

    def display(self, bundle, **how):
        assert how == {"raw": True, "display_id": True}
        states = [bundle["text/plain"]]
        self.shown.append(states)

        class Handle:
            def update(self, bundle, raw):
                states.append(bundle["text/plain"])

        return Handle()


@pytest.fixture
def screen(monkeypatch):
    found = Screen()
    monkeypatch.setattr("IPython.display.display", found.display)
    return found


def first_check(lesson):
    quiz = lesson.check(next(s.id for s in lesson.content.sections if s.checks))
    quiz.answer(quiz.session.question.key)
    return quiz


def test_the_recap_and_the_dashboard_follow_each_answer(opened, screen):
    lesson = opened(FIRST)
    lesson.recap()._ipython_display_()
    lesson.dashboard()._ipython_display_()
    quiz = first_check(lesson)
    assert [len(states) for states in screen.shown] == [1, 1], "nothing is kept yet"
    quiz.check()
    recap, board = screen.shown
    asked = len(questions_of(FIRST))
    assert f"1 of {asked} mastered" in recap[-1] and "mastered" not in recap[0]
    assert "In all: 1 of" in board[-1] and "In all" not in board[0]
    quiz.check()
    assert [len(states) for states in screen.shown] == [2, 2], "the same click twice is one answer"


def test_a_card_that_was_run_again_is_the_one_that_moves(opened, screen):
    lesson = opened(FIRST)
    lesson.recap()._ipython_display_()
    lesson.recap()._ipython_display_()
    first_check(lesson).check()
    assert [len(states) for states in screen.shown] == [1, 2]


def test_feedback_comes_first(opened, screen, monkeypatch):
    """Where a kernel runs, the cards wait until the answer has been dealt with."""
    order = []
    lesson = opened(FIRST)
    lesson.recap()._ipython_display_()
    quiz = first_check(lesson)
    quiz.widget.children[0].observe(lambda change: order.append("feedback"), "value")
    quiz._tail.observe(lambda change: order.append("feedback"), "value")
    real = moving.MovingCard.renew
    monkeypatch.setattr(moving.MovingCard, "renew", lambda card: (order.append("card"), real(card)))

    async def kernel():
        quiz.check()
        quiz.check()
        await asyncio.sleep(0)

    asyncio.run(kernel())
    assert order == ["feedback", "card"]


def test_an_answer_in_another_lesson_moves_the_dashboard_too(opened, screen, monkeypatch):
    """Another lesson has a kernel of its own, and only the file in common."""
    monkeypatch.setattr(moving, "PAUSE", 0.01)
    here, there = opened(load_course().diagnostic), opened(FIRST)

    async def kernel():
        here.dashboard()._ipython_display_()
        await asyncio.sleep(0.05)
        before = len(screen.shown[0])
        first_check(there).check()
        for _ in range(100):
            await asyncio.sleep(0.02)
            if len(screen.shown[0]) > before:
                break
        opened(FIRST).recap()._ipython_display_()  # a page that is run again looks in its stead
        await asyncio.sleep(0.05)
        first = len(screen.shown[0])
        first_check(there).check()
        await asyncio.sleep(0.1)
        return before, first

    before, first = asyncio.run(kernel())
    assert before == 1 and "In all: 1 of" in screen.shown[0][-1]
    assert first == len(screen.shown[0]) == 2


def test_in_a_script_nothing_is_redrawn(opened, monkeypatch):
    lesson = opened(FIRST)
    monkeypatch.setattr(moving.MovingCard, "renew", lambda card: pytest.fail("nobody looks"))
    assert lesson.recap().text
    first_check(lesson).check()


# ---------------------------------------------------------------- minutes of labs and game


def test_a_lab_counts_its_minutes(opened, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr(lab_view.time, "monotonic", lambda: clock[0])
    lesson = opened("product_lab_discover_and_choose")
    lab = lesson.lab(lesson.content.sections[0].labs[0])
    lab.widget  # noqa: B018 (builds the live view)
    for pause in (40.0, 40.0, 3000.0):
        clock[0] += pause
        at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=clock[0])
        monkeypatch.setenv("COURSE_CLOCK", at.isoformat())
        lab.reset()
    kept = [(a.question.split(":")[0], a.outcome, a.seconds) for a in lesson.record.attempts()]
    assert kept == [("lab", "played", 80.0), ("lab", "played", lab_view.PAUSE)]
    row = next(x for x in lesson.dashboard().text.split("\n") if lesson.content.title in x)
    assert re.search(r" \d+ questions \| 4 of about", row), "nothing is answered, time is spent"
    assert "mastered" not in lesson.recap().text, "a lab is no answer"


def test_a_lab_that_is_played_from_python_counts_nothing(opened):
    lesson = opened("product_lab_discover_and_choose")
    lesson.lab(lesson.content.sections[0].labs[0]).reset()
    assert lesson.record.attempts() == []


def test_the_game_counts_its_minutes(opened, monkeypatch):
    from helpers.capstone import play

    clock = [0.0]
    monkeypatch.setattr(play.time, "monotonic", lambda: clock[0])
    lesson = opened("twenty_weeks_in_both_chairs")
    game = lesson.capstone()
    clock[0] = 130.0
    game.begin(11, "project")
    assert [a.seconds for a in lesson.record.attempts()] == [130.0]
    row = next(x for x in lesson.dashboard().text.split("\n") if lesson.content.title in x)
    assert re.search(r"\| 2 of about", row)
