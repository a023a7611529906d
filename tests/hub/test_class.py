"""A class on a real Hub: thirty people answer at once, and the teacher misses nothing."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from house import HUBS, answer, service_of
from kernels import without_a_loop

from helpers.classroom.hub.client import close_question, open_question, read_class, read_pulse
from helpers.classroom.hub.live import ask_the_class
from helpers.content import load_questions
from helpers.questions import SingleChoice
from helpers.record import read_export
from helpers.sharing.calls import NoAnswer

pytestmark = pytest.mark.hub
QUESTIONS = 20


@pytest.fixture(scope="module", params=HUBS)
def hub(request):
    """The Hub on each database."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def teacher(hub):
    """The teacher's token."""
    return hub.person("teacher").new_token()["token"]


def test_a_class_answers_twenty_questions_at_once(hub, teacher, full, counted):
    learners = 30 if full else 8
    names = [f"learner{n:02}" for n in range(learners)]
    began = time.monotonic()
    people = hub.people(names)
    logged_in = time.monotonic()
    services = {p.name: service_of(hub, p.new_token()["token"]) for p in people}
    asked = {name: [answer(f"question-{n:02}", n) for n in range(QUESTIONS)] for name in names}
    open_question("question-07", hub.results, teacher)

    def hand_in(name: str) -> int:
        """Twenty calls of one learner; every third is made twice, as after a lost reply."""
        service, kept = services[name], 0
        for number, one in enumerate(asked[name]):
            body = {"attempts": [to_dict(one)]}
            kept += service.call("POST", "/api/answers", body, dict)["kept"]
            if number % 3 == 0:
                assert service.call("POST", "/api/answers", body, dict) == {
                    "kept": 1,
                    "differing": [],
                }
        return kept

    ready = time.monotonic()
    with ThreadPoolExecutor(learners) as pool:
        assert list(pool.map(hand_in, names)) == [QUESTIONS] * learners
    handed_in = time.monotonic() - ready
    seen = read_class(hub.results, teacher)
    found = {one.key: one.attempts for one in seen.learners if one.key in asked}
    assert found == {name: tuple(asked[name]) for name in names}
    total = sum(map(len, found.values()))
    assert total == learners * QUESTIONS == (600 if full else 160)
    pulse = read_pulse(hub.results, teacher)
    assert pulse.question == "question-07" and pulse.learners == learners
    assert [(row.response, row.learners) for row in pulse.counts] == [(7, learners)]
    close_question(hub.results, teacher)
    assert read_pulse(hub.results, teacher).question is None
    counted(
        f"{hub.about}: {learners} logged in ({logged_in - began:.1f} s), "
        f"{learners * QUESTIONS} answers in {handed_in:.1f} s, the teacher sees {total} of "
        f"{learners * QUESTIONS}"
    )


def to_dict(attempt) -> dict:
    return {name: getattr(attempt, name) for name in attempt.__struct_fields__}


def test_a_learner_sees_the_open_question_and_no_counts(hub, teacher):
    service = service_of(hub, hub.person("ida").new_token()["token"])
    open_question("card:backlog", hub.results, teacher)
    assert service.call("GET", "/api/question", None, dict) == {"question": "card:backlog"}
    with pytest.raises(NoAnswer, match="Only members of the group teachers"):
        service.call("GET", "/api/pulse", None, dict)
    close_question(hub.results, teacher)
    assert service.call("GET", "/api/question", None, dict) == {"question": None}


def test_the_live_picture_shows_what_arrives(hub, teacher):
    question = next(
        q for q in load_questions("what_is_the_difference") if isinstance(q, SingleChoice)
    )
    view = without_a_loop(ask_the_class, question.id, hub.results, teacher)
    assert sum(view.counts) == 0
    service = service_of(hub, hub.person("lena").new_token()["token"])
    for response in (1, 0):  # the first counts
        given = to_dict(answer(question.id, question.options[response].id))
        service.call("POST", "/api/answers", {"attempts": [given]}, dict)
    view.refresh()
    assert [c.place for c, n in zip(view.choices, view.counts, strict=True) if n] == [1]
    without_a_loop(view.start_over)  # a second vote after a talk
    view.refresh()
    assert sum(view.counts) == 0
    given = to_dict(answer(question.id, question.options[0].id))
    service.call("POST", "/api/answers", {"attempts": [given]}, dict)
    view.refresh()
    assert [c.place for c, n in zip(view.choices, view.counts, strict=True) if n] == [0]
    close_question(hub.results, teacher)


def test_the_class_in_several_pages_is_whole(hub, teacher, monkeypatch):
    service = service_of(hub, hub.person("paula").new_token()["token"])
    many = [answer(f"q{n}", "x" * 1000) for n in range(400)]
    service.call("POST", "/api/answers", {"attempts": [to_dict(one) for one in many]}, dict)
    found = {one.key: one.attempts for one in read_class(hub.results, teacher).learners}
    assert found["paula"] == tuple(many)
    after = service_of(hub, teacher).call("GET", "/api/class?after=0", None, dict)
    assert after["following"] is None or after["following"] > 0


def test_the_page_for_people_shows_their_own(hub, tmp_path):
    person = hub.person("petra")
    kept = [answer("q1"), answer("q2")]
    service = service_of(hub, person.new_token()["token"])
    service.call("POST", "/api/answers", {"attempts": [to_dict(one) for one in kept]}, dict)
    page = person.follow("/services/results/")
    assert page.status == 200 and b"You are petra. 2 of your answers" in page.body
    file = person.follow("/services/results/my-answers.json")
    export = tmp_path / "my-answers.json"
    export.write_bytes(file.body)
    assert read_export(export).attempts == tuple(kept)
    assert b"petra" not in hub.person("otto").follow("/services/results/").body
