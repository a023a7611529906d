"""Right answers are worked out anew: a wrong key, or a figure misquoted, fails here."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from course_keys import KEYS, WAITS, relaunch

from helpers.content import course_root, load_course, load_questions
from helpers.content.reading import read_yaml
from helpers.document import to_text
from helpers.methods import cpm
from helpers.questions import Matching, Numeric, Question
from helpers.velolink import load_case

for _keys in sorted((Path(__file__).parents[1] / "support").glob("course_keys_*.py")):
    import_module(_keys.stem)  # each file files its keys

QUESTIONS = {q.id: q for entry in load_course().lessons for q in load_questions(entry.id)}
NEEDED = [q.id for q in QUESTIONS.values() if isinstance(q, Numeric) or q.chart or q.id in KEYS]
KEYED = [name for name in NEEDED if name in KEYS]


def fault(question: Question) -> str:
    """Compare a question with its key; say what differs, or nothing."""
    found = KEYS[question.id]()
    asked = to_text(f"{question.stimulus}\n\n{question.stem}")
    asked += " ".join(getattr(entry, "text", "") for entry in question.entries())
    for words in found.quoted:
        if words not in asked:
            return f"it does not state {words!r}"
    if isinstance(question, Numeric):
        return _number_fault(question, found.right)
    if isinstance(question, Matching):
        return _match_fault(question, found.right)
    return _option_fault(question, found.right)


def _number_fault(question: Numeric, right: float) -> str:
    decimals = len(f"{question.answer:.12g}".partition(".")[2])
    if round(right, decimals) != question.answer:
        return f"the answer is {right:.6g}, not {question.answer:g}"
    if question.grade(f"{right:.12g}").outcome != "correct":
        return f"the exact answer {right:.6g} is not taken as correct"
    for miss in question.near_misses:
        if round(right, decimals) == miss.value:
            return f"the near miss {miss.value:g} is the answer"
    return ""


def _match_fault(question: Matching, right: dict[str, str]) -> str:
    for pair in question.pairs:
        wanted = {match for words, match in right.items() if words.lower() in pair.text.lower()}
        if wanted != {pair.match}:
            return f"{pair.text!r} matches {wanted or 'nothing'}, not {pair.match!r}"
    return "" if len(right) == len(question.pairs) else "some pairs are missing"


def _option_fault(question: Question, right: list[tuple[str, ...]]) -> str:
    keys = [o for o in question.options if o.correct]
    if len(keys) != len(right):
        return f"{len(keys)} options are right, not {len(right)}"
    for words in right:
        found = [o for o in question.options if all(w.lower() in o.text.lower() for w in words)]
        if len(found) != 1 or not found[0].correct:
            return f"the right option does not hold {words}"
    return ""


# ------------------------------------------------------------ the course


@pytest.mark.parametrize("question", NEEDED)
def test_the_key_is_what_the_data_or_the_method_says(question):
    assert question in KEYS, (
        f"{question} is numeric or about a chart: work its key out in tests/course_keys_*.py"
    )
    assert fault(QUESTIONS[question]) == ""


def test_there_are_questions_with_keys_in_the_first_lessons():
    assert len(NEEDED) >= 15
    assert sum(isinstance(QUESTIONS[name], Numeric) for name in NEEDED) >= 8


def test_every_key_belongs_to_a_question_of_the_course():
    on_disk = set(QUESTIONS)
    for path in (course_root() / "questions").glob("*.yaml"):  # drafts, too
        on_disk |= {q["id"] for q in read_yaml(path, path.name)["questions"]}
    assert set(KEYS) <= on_disk


# ------------------------------------------------------------ the plan behind the keys


def test_the_plan_is_what_the_method_gives():
    plan, case = cpm(relaunch()), load_case().project.schedule
    assert plan.duration == case.duration == 82 and set(plan.activities) == set(WAITS)
    assert plan.activities == case.activities


# ------------------------------------------------------------ can it fail?


def changed(name: str, **values) -> Question:
    return msgspec.structs.replace(QUESTIONS[name], **values)


@pytest.mark.parametrize("name", [n for n in KEYED if isinstance(QUESTIONS[n], Numeric)])
def test_a_wrong_number_would_be_noticed(name):
    answer = QUESTIONS[name].answer
    step = 10.0 ** -len(f"{answer:.12g}".partition(".")[2])
    for wrong in (answer + step, answer - step, answer * 10, -answer):
        assert "the answer is" in fault(changed(name, answer=wrong))


@pytest.mark.parametrize("name", [n for n in KEYED if hasattr(QUESTIONS[n], "options")])
def test_a_wrong_option_marked_right_would_be_noticed(name):
    options = QUESTIONS[name].options
    for wrong, option in enumerate(options):
        if not option.correct:
            moved = [
                msgspec.structs.replace(other, correct=number == wrong)
                for number, other in enumerate(options)
            ]
            assert fault(changed(name, options=moved))


@pytest.mark.parametrize("name", KEYED)
def test_a_figure_misquoted_would_be_noticed(name):
    question = QUESTIONS[name]
    for words in KEYS[name]().quoted:
        digits = [c for c in words if c.isdigit()]
        if digits:
            other = words.replace(digits[0], str((int(digits[0]) + 1) % 10), 1)
            data = msgspec.json.encode(question).decode().replace(words, other)
            assert fault(msgspec.json.decode(data, type=type(question))), words
