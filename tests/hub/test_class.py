"""A class on a real Hub: thirty people answer at once, and the teacher misses nothing."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from house import answer, service_of
from kernels import run_in_server, start_server, stop_server

from helpers.classroom.hub.client import close_question, open_question, read_class, read_pulse
from helpers.classroom.hub.live import ask_the_class
from helpers.content import load_questions
from helpers.content.model import SingleChoice
from helpers.record import Record, read_export
from helpers.sharing import SHARED
from helpers.sharing.calls import NoAnswer
from helpers.sharing.sender import Sender

pytestmark = pytest.mark.hub
LEARNERS, QUESTIONS = 30, 20


@pytest.fixture(scope="module")
def teacher(hub):
    """The teacher's token."""
    return hub.person("teacher").new_token()["token"]


def test_thirty_learners_answer_twenty_questions_at_once(hub, teacher, counted):
    names = [f"learner{n:02}" for n in range(LEARNERS)]
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
            kept += service.call("POST", "/api/answers", body)["kept"]
            if number % 3 == 0:
                assert service.call("POST", "/api/answers", body) == {"kept": 1, "differing": []}
        return kept

    ready = time.monotonic()
    with ThreadPoolExecutor(LEARNERS) as pool:
        assert list(pool.map(hand_in, names)) == [QUESTIONS] * LEARNERS
    handed_in = time.monotonic() - ready
    seen = read_class(hub.results, teacher)
    found = {one.key: one.attempts for one in seen.learners if one.key in asked}
    assert found == {name: tuple(asked[name]) for name in names}
    total = sum(map(len, found.values()))
    assert total == LEARNERS * QUESTIONS == 600
    pulse = read_pulse(hub.results, teacher)
    assert pulse.question == "question-07" and pulse.learners == LEARNERS
    assert [(row.response, row.learners) for row in pulse.counts] == [(7, LEARNERS)]
    close_question(hub.results, teacher)
    assert read_pulse(hub.results, teacher).question is None
    counted(f"{LEARNERS} logged in ({logged_in - began:.1f} s), {LEARNERS * QUESTIONS} answers in "
            f"{handed_in:.1f} s, the teacher sees {total} of {LEARNERS * QUESTIONS}")  # fmt: skip


def to_dict(attempt) -> dict:
    return {name: getattr(attempt, name) for name in attempt.__struct_fields__}


def test_a_learner_sees_the_open_question_and_no_counts(hub, teacher):
    service = service_of(hub, hub.person("ida").new_token()["token"])
    open_question("card:backlog", hub.results, teacher)
    assert service.call("GET", "/api/question") == {"question": "card:backlog"}
    with pytest.raises(NoAnswer, match="Only members of the group teachers"):
        service.call("GET", "/api/pulse")
    close_question(hub.results, teacher)
    assert service.call("GET", "/api/question") == {"question": None}


def test_the_live_picture_shows_what_arrives(hub, teacher):
    question = next(q for q in load_questions("04_what_is_the_difference")
                    if isinstance(q, SingleChoice))  # fmt: skip
    view = ask_the_class(question.id, hub.results, teacher)
    assert sum(view.counts) == 0
    service = service_of(hub, hub.person("lena").new_token()["token"])
    for response in (1, 0):  # the first counts
        given = to_dict(answer(question.id, response))
        service.call("POST", "/api/answers", {"attempts": [given]})
    view.refresh()
    assert [c.index for c, n in zip(view.choices, view.counts, strict=True) if n] == [1]
    close_question(hub.results, teacher)


def test_the_class_in_several_pages_is_whole(hub, teacher, monkeypatch):
    service = service_of(hub, hub.person("paula").new_token()["token"])
    many = [answer(f"q{n}", "x" * 1000) for n in range(400)]
    service.call("POST", "/api/answers", {"attempts": [to_dict(one) for one in many]})
    found = {one.key: one.attempts for one in read_class(hub.results, teacher).learners}
    assert found["paula"] == tuple(many)
    after = service_of(hub, teacher).call("GET", "/api/class?after=0")
    assert after["following"] is None or after["following"] > 0


def test_the_page_for_people_shows_their_own(hub, tmp_path):
    person = hub.person("petra")
    kept = [answer("q1"), answer("q2")]
    service = service_of(hub, person.new_token()["token"])
    service.call("POST", "/api/answers", {"attempts": [to_dict(one) for one in kept]})
    page = person.follow("/services/results/")
    assert page.status == 200 and b"You are petra. 2 of your answers" in page.body
    file = person.follow("/services/results/my-answers.json")
    export = tmp_path / "my-answers.json"
    export.write_bytes(file.body)
    assert read_export(export).attempts == tuple(kept)
    assert b"petra" not in hub.person("otto").follow("/services/results/").body


def test_a_restarted_hub_gets_what_waited_meanwhile(hub, teacher, tmp_path, counted):
    token = hub.person("rosa").new_token()["token"]
    record = Record(tmp_path / "record.sqlite", "rosa")
    sender = Sender(service_of(hub, token))
    sender.path = record.path
    record.append(answer("before"))
    sender.look()
    hub.stop()
    waits = []
    for number in range(5):
        assert record.append(answer(f"meanwhile-{number}"))  # the lesson goes on
        waits.append(sender.look())
    assert all(wait >= 2 for wait in waits) and max(waits) <= 60
    hub.start()
    record.append(answer("after"))
    sender.look()
    found = {one.key: one.attempts for one in read_class(hub.results, teacher).learners}
    assert found["rosa"] == tuple(record.attempts()) and len(found["rosa"]) == 7
    counted("Hub stopped and started: 5 answers waited, 7 of 7 arrived, each once")


LESSON = """
from helpers import open_lesson
from helpers.grading import key_of
lesson = open_lesson("01_two_jobs_one_abbreviation")
session = lesson.exit_quiz().session
session.answer(key_of(session.question)); session.check()
print(lesson._repr_mimebundle_()["text/plain"])
print("ANSWERED", session.question.id, lesson.record.keeps)
import sys
print("LOADED", [n for n in ("jupyterhub", "tornado.web", "sqlalchemy") if n in sys.modules])
"""


def test_a_lesson_in_a_spawned_server_reaches_the_teacher(hub, teacher, counted):
    person = hub.person("sven")
    began = time.monotonic()
    try:
        seconds = start_server(hub, person)
        printed = run_in_server(hub, person, LESSON)
        assert SHARED in printed
        question = printed.split("ANSWERED ")[1].split()[0]
        assert f"ANSWERED {question} True" in printed and "LOADED []" in printed
        found, deadline = (), time.monotonic() + 30
        while not found and time.monotonic() < deadline:
            time.sleep(0.5)
            learners = read_class(hub.results, teacher).learners
            found = [a for one in learners if one.key == "sven" for a in one.attempts]
        assert [(a.question, a.outcome) for a in found] == [(question, "correct")]
    finally:
        stop_server(person)
    counted(f"a spawned server ({seconds:.1f} s) and its kernel: 1 answer of a lesson arrived "
            f"{time.monotonic() - began:.1f} s after the click on start")  # fmt: skip
