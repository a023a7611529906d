"""Two thousand learners of every kind hand in: nobody is lost, and nothing runs."""

from __future__ import annotations

import csv
import io
import random

from classroom_samples import QUESTIONS, answered

from helpers.classroom import class_results
from helpers.record import to_json

LEARNERS = 2000
NAMES = (
    "",
    "=cmd()|calc",
    "<script>x</script>",
    "Ana",
    "\u0645\u0631\u06cc\u0645",
    "-1+1",
    "\U0001f6b2",
)


def draw(dice):
    return lambda choices, right: dice.choice([i for i in range(len(choices)) if i not in right])


def test_two_thousand_random_learners(tmp_path):
    dice = random.Random(18)
    ready = [
        (name, question.key, question.miss(dice, draw(dice)))
        for name, (_, question) in dice.sample(sorted(QUESTIONS.items()), 40)
    ]
    spoilt = 0
    for number in range(LEARNERS):
        chosen = dice.sample(ready, 4)
        answers = [answered(name, dice.choice([right, wrong])) for name, right, wrong in chosen]
        text = to_json(answers, f"{name} {number}" if (name := dice.choice(NAMES)) else "learner")
        if number % 100 == 7:
            text, spoilt = text[: dice.randrange(len(text) - 3)], spoilt + 1
        (tmp_path / f"{number}.json").write_text(text, "utf-8")
    results = class_results(tmp_path)
    assert len(results.data.learners) == LEARNERS - spoilt
    assert len(results.data.problems) == spoilt == 20
    asked = {s.question: s.n for s in results.statistics if s.n}
    assert sum(asked.values()) == 4 * (LEARNERS - spoilt) and set(asked) == {n for n, *_ in ready}
    results.table(tmp_path / "class.csv", named=True)
    rows = list(csv.reader(io.StringIO((tmp_path / "class.csv").read_text("utf-8-sig"))))
    assert len(rows) == LEARNERS - spoilt + 1
    assert not [row[0] for row in rows if row[0].startswith(("=", "+", "-", "@"))]
    assert all(0 < float(row[1]) < 0.1 and 0 <= float(row[2]) <= 1 for row in rows[1:])
    assert "script" not in repr(results)
