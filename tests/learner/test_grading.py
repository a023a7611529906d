"""Marking: exact scores, feedback for every entry, and calm in the face of any response."""

from __future__ import annotations

import math
from typing import Any

import content_samples as samples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.questions import WORDS, Question

NOTHING, RIGHT, PARTLY, WRONG = "not_attempted", "correct", "partly", "incorrect"
SAMPLES = {q.kind: q for q in samples.questions()}
CLEAR = samples.question(
    samples.SCENARIO,
    certainty="clear",
    owners=[o | {"accepted": o["text"] == "The flyer"} for o in samples.SCENARIO["owners"]],
)


def call(owner: Any = 0, reason: Any = 0, consult: Any = (1, 2)) -> dict[str, Any]:
    return {"owner": owner, "reason": reason, "consult": list(consult)}


def said(question: Question, response: Any, tries: int = 1) -> list[str]:
    return [remark.text for remark in question.grade(response, tries).remarks]


# ------------------------------------------------------------ exact scores

MATCHES = [c.text for c in SAMPLES["matching"].offered]  # floats, holds, lifts, steadies
EXACT = [
    ("single_choice", 1, 1, RIGHT),
    ("single_choice", 0, 0, WRONG),
    ("single_choice", 3, 0, WRONG),
    ("multiple_response", [0, 2, 3], 1, RIGHT),
    ("multiple_response", [3, 0, 2], 1, RIGHT),
    ("multiple_response", (0, 2, 3), 1, RIGHT),
    ("multiple_response", [0, 2], 2 / 3, PARTLY),
    ("multiple_response", [0], 1 / 3, WRONG),
    ("multiple_response", [0, 2, 3, 1], 2 / 3, PARTLY),
    ("multiple_response", [0, 1], 0, WRONG),
    ("multiple_response", [1, 4], 0, WRONG),
    ("multiple_response", [0, 1, 2, 3, 4], 1 / 3, WRONG),
    ("true_false_reason", 0, 1, RIGHT),
    ("true_false_reason", 1, 0.5, PARTLY),
    ("true_false_reason", 2, 0, WRONG),
    ("sort_into_groups", ["boat", "kite", "boat", "kite"], 1, RIGHT),
    ("sort_into_groups", ["boat", "kite", "boat", "boat"], 3 / 4, PARTLY),
    ("sort_into_groups", ["boat", "boat", "boat", "boat"], 1 / 2, PARTLY),
    ("sort_into_groups", ["kite", "boat", "kite", "kite"], 1 / 4, WRONG),
    ("sort_into_groups", ["kite", "boat", "kite", "boat"], 0, WRONG),
    ("matching", [1, 3, 2], 1, RIGHT),
    ("matching", [1, 3, 0], 2 / 3, PARTLY),
    ("matching", [1, 1, 1], 1 / 3, WRONG),
    ("matching", [0, 0, 0], 0, WRONG),
    ("ordering", [0, 1, 2, 3], 1, RIGHT),
    ("ordering", [1, 0, 2, 3], 2 * 5 / 6 - 1, PARTLY),
    ("ordering", [1, 0, 3, 2], 2 * 4 / 6 - 1, WRONG),
    ("ordering", [3, 0, 1, 2], 0, WRONG),
    ("ordering", [3, 2, 1, 0], 0, WRONG),
    ("numeric", "12.5", 1, RIGHT),
    ("numeric", "12,6", 1, RIGHT),
    ("numeric", "12.4 metres", 1, RIGHT),
    ("numeric", "12.61", 0, WRONG),
    ("numeric", "25", 0, WRONG),
    ("numeric", "-12.5", 0, WRONG),
    ("scenario", call(), 1, RIGHT),
    ("scenario", call(owner=1), 1, RIGHT),
    ("scenario", call(owner=2), 2 / 3, PARTLY),
    ("scenario", call(reason=1), (0.5 + 0 + 1) / 3, PARTLY),
    ("scenario", call(consult=[1]), 2.5 / 3, PARTLY),
    ("scenario", call(consult=[0, 1, 2]), 2.5 / 3, PARTLY),
    ("scenario", call(consult=[0]), 2 / 3, PARTLY),
    ("scenario", call(reason=1, consult=[0]), 0.5 / 3, WRONG),
    ("scenario", call(owner=2, reason=1, consult=[0]), 0, WRONG),
    ("mark_up", ["sound", "vague", "foreign", "sound"], 1, RIGHT),
    ("mark_up", ["sound", "vague", "vague", "sound"], 1.25 / 2, PARTLY),
    ("mark_up", ["vague", "vague", "foreign", "sound"], 1 / 2, PARTLY),
    ("mark_up", ["sound"] * 4, 0, WRONG),
    ("mark_up", ["vague"] * 4, 0, WRONG),
]


@pytest.mark.parametrize("kind, response, score, outcome", EXACT)
def test_scores_are_exactly_those_of_the_table(kind, response, score, outcome):
    result = SAMPLES[kind].grade(response)
    assert (result.outcome, result.score) == (outcome, round(score, 4))
    assert result.word == WORDS[outcome]
    assert result.remarks and all(r.text.strip() for r in result.remarks)


def test_the_table_of_scores_holds_every_type():
    assert {kind for kind, *_ in EXACT} == set(SAMPLES)


def test_a_clear_scenario_pays_for_its_owner_whatever_the_reason():
    assert CLEAR.grade(call(reason=1)).score == round(2 / 3, 4)
    assert CLEAR.grade(call(owner=1)).score == round(2 / 3, 4)


# ------------------------------------------------------------ no answer, and nonsense

INCOMPLETE = [
    ("single_choice", -1),
    ("single_choice", 4),
    ("single_choice", True),
    ("single_choice", 1.0),
    ("single_choice", "1"),
    ("single_choice", [1]),
    ("multiple_response", []),
    ("multiple_response", 0),
    ("multiple_response", {0, 2, 3}),
    ("multiple_response", [0, 0, 2, 3]),
    ("multiple_response", [0, 2, 5]),
    ("multiple_response", [True, 2, 3]),
    ("multiple_response", [[0], [2]]),
    ("true_false_reason", False),
    ("true_false_reason", "True"),
    ("sort_into_groups", ["boat", "kite", "boat"]),
    ("sort_into_groups", ["boat", "kite", "boat", None]),
    ("sort_into_groups", ["boat", "kite", "boat", "plane"]),
    ("sort_into_groups", ["boat", "kite", "boat", ["kite"]]),
    ("sort_into_groups", "boat"),
    ("matching", [1, 3]),
    ("matching", [1, 3, None]),
    ("matching", [1, 3, 4]),
    ("matching", [True, 3, 2]),
    ("ordering", [0, 1, 2]),
    ("ordering", [0, 1, 2, 2]),
    ("ordering", [0, 1, 2, 4]),
    ("ordering", [False, 1, 2, 3]),
    ("ordering", ["0", "1", "2", "3"]),
    ("numeric", ""),
    ("numeric", "  \n"),
    ("numeric", "a dozen"),
    ("numeric", "12.5 feet"),
    ("numeric", "nan"),
    ("numeric", "1e1"),
    ("numeric", "9" * 10_000),
    ("numeric", 12.5),
    ("numeric", True),
    ("scenario", {}),
    ("scenario", {"owner": 0, "reason": 0}),
    ("scenario", call(consult=[])),
    ("scenario", call(owner=None)),
    ("scenario", call(owner=True)),
    ("scenario", call(reason=2)),
    ("scenario", call(consult=[1, 1])),
    ("scenario", {"owner": 0, "reason": 0, "consult": 1}),
    ("scenario", [0, 0, [1, 2]]),
]


@pytest.mark.parametrize("kind, response", [(k, None) for k in SAMPLES] + INCOMPLETE)
def test_a_missing_incomplete_or_misshapen_response_is_not_attempted(kind, response):
    result = SAMPLES[kind].grade(response)
    assert (result.outcome, result.score, result.word) == (NOTHING, 0.0, "Not answered yet")
    (remark,) = result.remarks
    assert remark.text.strip()


_leaf = st.none() | st.booleans() | st.integers(-3, 9) | st.floats() | st.text(max_size=12)
_leaf |= st.sampled_from(["kite", "boat", "12.5", "12,5 metres", "owner", b"1", 10**30, 1j])
_junk = st.recursive(
    _leaf,
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.tuples(inner, inner)
        | st.sets(st.integers(-1, 6))
        | st.dictionaries(st.sampled_from(["owner", "reason", "consult", "x"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(response=_junk, tries=st.integers(1, 4))
def test_any_response_at_all_gets_a_proper_result(response, tries):
    for question in SAMPLES.values():
        check_result(question, question.grade(response, tries))


def test_huge_responses_are_turned_down_at_once():
    for response in (
        [0] * 200_000,
        list(range(200_000)),
        {"consult": [1] * 200_000},
        "1 " * 50_000,
    ):
        for question in SAMPLES.values():
            assert question.grade(response).outcome == NOTHING


def test_a_list_that_holds_itself_is_turned_down():
    loop: list[Any] = [0]
    loop.append(loop)
    for question in SAMPLES.values():
        assert question.grade(loop).outcome == NOTHING
        assert question.grade({"owner": loop, "consult": loop}).outcome == NOTHING


def check_result(question: Question, result: Any) -> None:
    assert result.outcome in (NOTHING, RIGHT, PARTLY, WRONG)
    assert 0 <= result.score <= 1 and math.isfinite(result.score)
    assert (result.outcome == RIGHT) == (result.score == 1)
    assert (result.outcome == PARTLY) == (0.5 <= result.score < 1)
    assert result.remarks and all(remark.text.strip() for remark in result.remarks)
    if result.outcome == NOTHING:
        feedback = {entry.feedback for entry in question.entries()}
        assert not feedback & {remark.text for remark in result.remarks}


# ------------------------------------------------------------ what is told


def test_missed_options_are_counted_first_and_named_from_the_second_try():
    question = SAMPLES["multiple_response"]
    assert "2 more options belong to the answer." in said(question, [0])
    assert "One more option belongs to the answer." in said(question, [0, 2])
    assert not any("Why" in text for text in said(question, [0]))
    assert "This one belongs too. Why Tail fits." in said(question, [0, 2], tries=2)
    roles = SAMPLES["scenario"]
    assert not any("The air" in text for text in said(roles, call(consult=[1])))
    assert "Ask this one too. The air is theirs." in said(roles, call(consult=[1]), tries=2)


def test_a_right_verdict_with_a_wrong_reason_is_called_just_that():
    assert said(SAMPLES["true_false_reason"], 1)[0] == "The verdict is right, the reason is not."


def test_a_number_that_nothing_explains_is_read_back():
    (remark,) = SAMPLES["numeric"].grade("1 234,5 metres").remarks
    assert (remark.text, remark.about) == ("Halve the string.", "We read 1234.5 metres.")


def test_the_full_answer_marks_the_key():
    marks = {kind: [line.mark for line in q.solution()] for kind, q in SAMPLES.items()}
    assert marks["single_choice"] == ["Wrong", "Right", "Wrong", "Wrong"]
    assert marks["multiple_response"] == ["Right", "Wrong", "Right", "Right", "Wrong"]
    assert marks["true_false_reason"] == ["Right", "Wrong", "Wrong", "Wrong"]
    assert marks["sort_into_groups"] == ["Boat", "Kite", "Boat", "Kite"]
    assert marks["matching"] == ["holds", "steadies", "lifts"]
    assert marks["ordering"] == ["1", "2", "3", "4"]
    assert marks["numeric"] == ["Right", "Wrong", "Wrong"]
    assert marks["scenario"] == (
        ["Decides", "Decides", "Does not decide", "Right", "Wrong"]
        + ["No need to ask first", "Ask first", "Ask first"]
    )
