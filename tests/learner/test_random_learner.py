"""A learner who clicks at random through the course's own quizzes; long with ``-m soak``."""

from __future__ import annotations

import random

import pytest
from random_learner import walk

from helpers.content import load_course, load_questions
from helpers.quiz import Quiz
from helpers.record import open_record


def wander(tmp_path, steps: int, seed: int) -> int:
    """Walk through every lesson's questions and return the number of attempts on disk."""
    dice = random.Random(seed)
    record = open_record(tmp_path / f"{seed}.sqlite")
    kept = 0
    for entry in load_course().lessons:
        quiz = Quiz("Random", load_questions(entry.id), record, entry.id)
        kept += walk(quiz, steps, dice)
        assert len(record.attempts()) == kept
        again = Quiz("Random", load_questions(entry.id), record, entry.id)
        for index in range(len(again.session.questions)):
            before, after = quiz.session.progress_of(index), again.session.progress_of(index)
            assert (after.revealed, after.tries) == (before.revealed, before.tries)
    return kept


def test_a_random_learner_breaks_nothing(tmp_path):
    assert wander(tmp_path, 60, seed=1) > 30


@pytest.mark.soak
def test_many_random_learners_break_nothing(tmp_path):
    total = sum(wander(tmp_path, 400, seed) for seed in range(10))
    print(f"{total} attempts kept, none lost")
    assert total > 2000
