"""What a quiz costs the browser: models and bytes, counted, and no key among them."""

from __future__ import annotations

import content_samples as samples
import pytest
from quiz_learner import Learner
from widget_traffic import watched

from helpers.quiz import Quiz
from helpers.record import Record


def cost_of(questions, leaf_through: bool = False):
    """The traffic of showing a quiz, and of turning to its last page if so wished."""
    with watched() as traffic:
        learner = Learner(Quiz("Quiz", questions, Record(None, "guest"), "l"))
        for number in range(2, len(questions) + 1) if leaf_through else ():
            learner.quiz.go(number)
    return traffic


def test_the_counter_counts_models_messages_and_bytes():
    with watched() as traffic:
        learner = Learner(Quiz("Quiz", [samples.questions()[0]], Record(None, "guest"), "l"))
        assert traffic.models > 5 and traffic.bytes > 1000
        traffic.forget()
        learner.quiz._tail.value = "x" * 500
    assert traffic.models == 0 and 500 < traffic.bytes < 700


def test_ten_choice_questions_cost_at_most_20_models_and_14000_bytes():
    traffic = cost_of(samples.short_choices(10))
    assert traffic.models <= 20
    assert traffic.bytes <= 14_000


def test_forty_choice_questions_cost_as_much_as_ten():
    ten, forty = cost_of(samples.short_choices(10)), cost_of(samples.short_choices(40))
    assert forty.models == ten.models
    assert abs(forty.bytes - ten.bytes) <= 0.1 * ten.bytes


def test_turning_pages_makes_no_further_model():
    ten = cost_of(samples.short_choices(10))
    assert cost_of(samples.short_choices(10), leaf_through=True).models == ten.models
    assert cost_of(samples.short_choices(40), leaf_through=True).models == ten.models


def test_a_mixed_choice_quiz_costs_at_most_20_models():
    single, multiple, verdict = samples.questions()[:3]
    assert len(multiple.options) == 5
    mixed = [single, multiple, verdict, *samples.many_choices(5)]
    assert cost_of(mixed, leaf_through=True).models <= 20


@pytest.mark.parametrize("kind", ["items", "pairs"])
@pytest.mark.parametrize("size", [3, 8])
def test_sorting_matching_and_ordering_cost_12_models_and_2_per_item(kind, size):
    for data in (samples.SORT, samples.MATCHING, samples.ORDERING):
        if kind not in data:
            continue
        entries = [
            data[kind][0] | {"text": f"Item {n}", "feedback": f"So {n}."} for n in range(size)
        ]
        if kind == "pairs":
            entries = [entry | {"match": f"Match {n}"} for n, entry in enumerate(entries)]
        assert cost_of([samples.question(data, **{kind: entries})]).models <= 12 + 2 * size


def test_all_types_in_one_quiz_make_each_control_once():
    once = cost_of(samples.questions(), leaf_through=True)
    twice = cost_of(samples.questions() * 2, leaf_through=True)
    assert twice.models == once.models


def test_an_answer_sends_its_feedback_and_little_else():
    single = samples.questions()[0]
    with watched() as traffic:
        learner = Learner(Quiz("Quiz", [single], Record(None, "guest"), "l"))
        learner.fill(single, 1)
        traffic.forget()
        learner.press("Check")
    assert traffic.models == 0
    assert traffic.bytes < 1_500


def test_the_key_and_the_reasons_stay_in_the_kernel_until_they_are_asked_for():
    for question in samples.questions():
        reasons = [entry.feedback for entry in question.entries()] + list(question.hints)
        with watched() as traffic:
            learner = Learner(Quiz("Quiz", [question], Record(None, "guest"), "l"))
            learner.fill(question, question.key)
            assert not any(reason in traffic.text for reason in reasons)
            assert "correct" not in traffic.text.casefold()
            learner.press("Check")
            assert "Correct." in traffic.text


def test_what_is_sent_is_as_long_whichever_option_is_right():
    costs = set()
    for right in range(4):
        options = [o | {"correct": n == right} for n, o in enumerate(samples.SINGLE["options"])]
        traffic = cost_of([samples.question(samples.SINGLE, options=options)])
        costs.add((traffic.models, len(traffic.messages), traffic.bytes))
    assert len(costs) == 1
