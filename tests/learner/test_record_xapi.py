"""The record as xAPI statements: by the rules of the specification, and the same every time."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_samples import attempt
from xapi_rules import problems

from helpers.content import load_course, load_questions
from helpers.lesson.interactions import describer
from helpers.questions import TYPES
from helpers.record import to_xapi

COURSE = load_course()
QUESTIONS = [q for entry in COURSE.lessons for q in load_questions(entry.id)]


def at(question, response, **more):
    outcome = question.grade(response)
    facts = {"version": question.version, "score": outcome.score} | more
    return attempt(question.id, question.kept(response), outcome.outcome, **facts)


def statements(attempts, name="", seed="s"):
    text = to_xapi(attempts, seed, describer(COURSE), name)
    assert problems(text) == []
    return json.loads(text)


def test_every_question_of_the_course_by_the_rules(counted):
    attempts = [at(q, q.key, confidence="sure", hints=1, seconds=3.456) for q in QUESTIONS]
    made = statements(attempts)
    kinds = {s["object"]["definition"]["interactionType"] for s in made}
    assert kinds == {"choice", "matching", "sequencing", "numeric"}
    assert {type(q) for q in QUESTIONS} == set(TYPES.values())
    for statement, question in zip(made, QUESTIONS, strict=True):
        assert statement["result"]["success"] is True and statement["result"]["response"]
        assert statement["result"]["score"] == {"scaled": 1.0}
        assert statement["result"]["duration"] == "PT3.46S"
        assert statement["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
        assert statement["object"]["id"].endswith(f"/{question.id}/{question.version}")
        assert "correctResponsesPattern" not in statement["object"]["definition"]
    values = {frozenset(s["result"]["extensions"].values()) for s in made}
    assert values == {frozenset({1, "sure"})}
    counted(f"{len(made)} statements, one for each question, valid by xAPI 1.0.3")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=6,
)
WORDS = st.text(min_size=1, max_size=20)
DESCRIBE = describer(COURSE)


@settings(max_examples=150, deadline=None, database=None)
@given(
    st.sampled_from(QUESTIONS),
    JSON,
    WORDS,
    st.text(max_size=9),
    WORDS,
    st.sampled_from(["correct", "partly", "incorrect", "revealed"]),
    st.floats(0, 1),
    st.floats(0, 1e9),
    st.sampled_from([None, "guess"]),
    st.text(st.characters(), max_size=9),
    st.sampled_from(
        [
            "2026-05-01T09:00:00+02:00",
            "1999-01-01 00:00Z",
            "2026-W01-1T00:00+00:00",
            "1970-01-01T00:00:00+00:53:28",
        ]
    ),
)
def test_any_attempt_by_the_rules(
    question, response, word, version, run, outcome, score, seconds, confidence, name, moment
):
    one = attempt(
        question.id,
        response,
        outcome,
        version=question.version,
        lesson=word,
        score=score,
        seconds=seconds,
        confidence=confidence,
    )
    other = attempt(word, response, outcome, version=version, lesson=word)
    both = [replace(a, at=moment, run=run) for a in (one, other)]
    assert problems(to_xapi(both, word, DESCRIBE, name)) == []


def test_what_a_statement_says_of_each_outcome():
    question = next(q for q in QUESTIONS if len(getattr(q, "options", [])) == 4)
    verb = "http://adlnet.gov/expapi/verbs/"
    shown, partly, elsewhere, odd = statements(
        [
            attempt(question.id, 1, "revealed", version=question.version, score=0.0),
            attempt(question.id, 1, "partly", version=question.version, score=0.5),
            attempt("card:vision", {"rated": [3]}, version="", lesson="06"),
            attempt(question.id, 0, version="older"),
        ]
    )
    assert shown["verb"]["id"] == f"{verb}interacted" and "score" not in shown["result"]
    assert "success" not in shown["result"] and "response" not in shown["result"]
    assert partly["result"]["success"] is False and partly["result"]["score"]["scaled"] == 0.5
    assert elsewhere["object"]["definition"]["interactionType"] == "other"
    assert json.loads(elsewhere["result"]["response"]) == {"rated": [3]}
    assert elsewhere["object"]["id"].endswith("/questions/card%3Avision")
    assert odd["object"]["id"] != partly["object"]["id"]  # an edited question is another activity
    assert odd["object"]["definition"]["interactionType"] == "other"


def test_the_same_record_gives_the_same_statements_and_names_nobody():
    attempts = [attempt("q", n) for n in range(3)]
    first = statements(attempts)
    assert statements(attempts) == first != statements(attempts, seed="t")
    others = (statements(attempts, seed="t"), statements(attempts, name="Ana"))
    ids = {s["id"] for made in (first, *others) for s in made}
    assert len(ids) == 9  # a store refuses two statements of one id that differ
    assert len({s["context"]["registration"] for s in first}) == 1  # one run of one kernel
    actor = first[0]["actor"]
    assert "name" not in actor and actor["account"]["homePage"].split("/")[2].endswith(".example")
    assert len(actor["account"]["name"]) == 32 and actor == first[2]["actor"]
    named = statements(attempts, name="Ana")[0]["actor"]
    assert named == actor | {"name": "Ana"}
    assert statements(attempts, seed="")[0]["actor"]["account"]["name"] == "guest"


# ---------------------------------------------------------------- the rules reject


def _set(place, value):
    def change(statement):
        *path, last = place.split("/")
        for key in path:
            statement = statement[int(key) if key.isdigit() else key]
        if value is DELETE:
            del statement[int(last) if last.isdigit() else last]
        else:
            statement[int(last) if last.isdigit() else last] = value

    return change


DELETE = "(deleted)"
ID = "b0368ed2-6cc5-4c1d-afa1-7fb4a9b8c7aa"
DEFINITION = "object/definition"
BAD = [
    ("id", "7"),
    ("id", None),
    ("id", DELETE),
    ("id", ID.replace("-", "")),
    ("id", ID.upper()),
    ("id", "00000000-0000-0000-0000-000000000000"),
    ("extra", 1),
    ("Actor", {}),
    ("actor", DELETE),
    ("actor", "Ana"),
    ("actor/account", DELETE),
    ("actor/mbox", "mailto:a@b.c"),
    ("actor/account/homePage", "example.org"),
    ("actor/account/homePage", DELETE),
    ("actor/account/name", 7),
    ("actor/objectType", "agent"),
    ("actor/name", None),
    ("verb", DELETE),
    ("verb/id", "answered"),
    ("verb/id", ""),
    ("verb/display", "answered"),
    ("verb/display", {"english": "answered"}),
    ("verb/display", {}),
    ("verb/display/en", 1),
    ("object", DELETE),
    ("object/id", "questions/1"),
    ("object/id", "https://x.example/a b"),
    ("object/id", "https://x.example/100%"),
    ("object/objectType", "activity"),
    (f"{DEFINITION}/type", "cmi.interaction"),
    (f"{DEFINITION}/interactionType", DELETE),
    (f"{DEFINITION}/type", "http://adlnet.gov/expapi/activities/question"),
    (f"{DEFINITION}/interactionType", "Choice"),
    (f"{DEFINITION}/steps", []),
    (f"{DEFINITION}/name", "a question"),
    (f"{DEFINITION}/choices", []),
    (f"{DEFINITION}/choices/1/id", "a"),
    (f"{DEFINITION}/choices/1/id", 1),
    (f"{DEFINITION}/choices/1/id", "a b"),
    (f"{DEFINITION}/choices/1/text", "x"),
    (f"{DEFINITION}/choices/1/id", DELETE),
    ("result", {}),
    ("result", None),
    ("result/score", 1),
    ("result/score/scaled", 1.01),
    ("result/score/scaled", "1"),
    ("result/score/scaled", True),
    ("result/score/scaled", -2),
    ("result/score", {}),
    ("result/success", "true"),
    ("result/success", 1),
    ("result/response", 0),
    ("result/response", "9"),
    ("result/response", "0[,]0"),
    ("result/response", "\ud800"),
    ("result/duration", "3.4"),
    ("result/duration", "PT"),
    ("result/duration", "P"),
    ("result/duration", "PT3.456S"),
    ("result/duration", "00:00:03"),
    ("result/duration", "P4W1D"),
    ("result/extensions", {"hints": 1}),
    ("result/extensions", []),
    ("result/grade", "A"),
    ("context/registration", "run 1"),
    ("context/language", "English"),
    ("context/platform", 3),
    ("context/contextActivities/lesson", []),
    ("context/contextActivities/parent/0/id", "02"),
    ("context/contextActivities/parent", {}),
    ("context/course", "x"),
    ("context", []),
    ("timestamp", "2026-05-01"),
    ("timestamp", "2026-05-01T09:00:00.000"),
    ("timestamp", DELETE),
    ("timestamp", "2026-05-01T09:00:00.000-00:00"),
    ("timestamp", "2026-13-01T09:00:00.000Z"),
    ("timestamp", "2026-05-01T09:00:00Z"),
    ("stored", "2026-05-01T09:00:00.000Z"),
]


@pytest.mark.parametrize(("place", "value"), BAD, ids=lambda v: str(v)[:40])
def test_a_bad_statement_is_rejected(place, value):
    question = next(q for q in QUESTIONS if type(q).__name__ == "SingleChoice")
    (good,) = statements([at(question, question.key)])
    bad = copy.deepcopy(good)
    _set(place, value)(bad)
    assert problems(json.dumps([good])) == []
    found = problems(json.dumps([bad]))
    named = [part for part in place.split("/") if not part.isdigit()][-2:]
    assert any(word in fault for fault in found for word in named), found


@pytest.mark.parametrize(
    "text", ["", "{}", "null", "[null]", "[[]]", '[{"id": 1, "id": 2}]', '[{"id": NaN}]']
)
def test_a_file_that_holds_no_statements_is_rejected(text):
    assert problems(text)


def test_statements_that_do_not_go_together_are_rejected():
    one, two = statements([attempt("q"), attempt("q")])
    assert problems(json.dumps([one, two])) == []
    assert problems(json.dumps([one, two | {"id": one["id"]}])) == [
        "two statements have the same id"
    ]
    two["object"]["definition"]["name"] = {"en": "another"}
    assert "two definitions" in problems(json.dumps([one, two]))[0]
