"""A learner's own server on a real Hub: a lesson reaches the teacher, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from house import Hub, Person, answer, service_of
from kernels import run_in_server, start_server, stop_server

from helpers.classroom.hub.client import close_question, open_question, read_class, read_pulse
from helpers.record import Record
from helpers.sharing import SHARED
from helpers.sharing.sender import Sender

pytestmark = pytest.mark.hub


@pytest.fixture(scope="module")
def teacher(hub):
    """The teacher's token."""
    return hub.person("teacher").new_token()["token"]


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
lesson = open_lesson("two_jobs_one_abbreviation")
session = lesson.exit_quiz().session
session.answer(session.question.key); session.check()
print(lesson._repr_mimebundle_()["text/plain"])
print("ANSWERED", session.question.id, lesson.record.keeps)
session = lesson.class_question().session
session.answer(session.question.key); session.check()
print("IN CLASS", session.question.id)
print("RECORD", lesson.record.path)
import sys
print("LOADED", [n for n in ("jupyterhub", "tornado.web", "sqlalchemy") if n in sys.modules])
"""


IN_CLASS = "difference-flat-membership"


def test_a_lesson_in_a_spawned_server_reaches_the_teacher(hub, teacher, counted):
    person = hub.person("sven")
    open_question(IN_CLASS, hub.results, teacher)
    began = time.monotonic()
    try:
        seconds = start_server(hub, person)
        printed = run_in_server(hub, person, LESSON)
        assert SHARED in printed
        question = printed.split("ANSWERED ")[1].split()[0]
        assert f"ANSWERED {question} True" in printed and "LOADED []" in printed
        assert f"IN CLASS {IN_CLASS}" in printed
        found, deadline = (), time.monotonic() + 180
        while len(found) < 2 and time.monotonic() < deadline:
            time.sleep(0.5)
            found = answers_of("sven", hub, teacher)
        assert [(a.question, a.outcome) for a in found] == [
            (question, "correct"),
            (IN_CLASS, "correct"),
        ]
        assert found[1].lesson == "what_is_the_difference"  # its own, not the lesson open
        assert read_pulse(hub.results, teacher).learners == 1
        arrived = time.monotonic() - began
        stopped = cull(hub, person, teacher)
    finally:
        stop_server(person)
        close_question(hub.results, teacher)
    record = Record(Path(printed.split("RECORD ")[1].split("\n")[0]), "sven")
    record.append(answer("not-sent-in-time"))
    sender = Sender(service_of(hub, person.new_token()["token"]))
    sender.path = record.path
    sender.look()  # what the next kernel does
    assert answers_of("sven", hub, teacher) == tuple(record.attempts()) and sender.waiting == 0
    counted(
        f"a spawned server ({seconds:.1f} s) and its kernel: 2 answers of a lesson arrived "
        f"{arrived:.1f} s after the click on start; idle, it was stopped in {stopped:.1f} s, "
        "and the 1 answer that waited arrived"
    )


def answers_of(name: str, hub: Hub, teacher: str) -> tuple:
    learners = read_class(hub.results, teacher).learners
    return next((one.attempts for one in learners if one.key == name), ())


def cull(hub: Hub, person: Person, teacher: str) -> float:
    """Run the Hub's culler with an idle time of one second until the person's server is gone."""
    began = time.monotonic()
    culler = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "jupyterhub_idle_culler",
            "--timeout=1",
            "--cull-every=1",
            f"--url={hub.hub_api}",
        ],
        env=os.environ | {"JUPYTERHUB_API_TOKEN": teacher},
        stderr=subprocess.DEVNULL,
    )
    try:
        while person.ask_hub("GET", f"/users/{person.name}").json["servers"]:
            assert time.monotonic() < began + 180, "the server was not stopped"
            time.sleep(0.3)
    finally:
        culler.terminate()
        culler.wait(10)
    return time.monotonic() - began
