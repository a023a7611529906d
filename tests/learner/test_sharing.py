"""Answers on their way to a teacher's service: in the background, each once, only where asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec
import pytest
from project_files import ROOT
from record_samples import attempt

from helpers import open_lesson
from helpers.document import Card
from helpers.record import Record
from helpers.sharing import SHARED, share
from helpers.sharing.calls import NoAnswer, ResultsService
from helpers.sharing.sender import BATCH, EVERY, LONGEST_WAIT, Sender

LESSON = "two_jobs_one_abbreviation"


class FakeService(ThreadingHTTPServer):
    """Takes answers as the service does. ``mood`` says how it is today."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept: dict[str, dict] = {}
        self.posts: list[int] = []
        self.tokens: set[str] = set()
        self.mood = ""
        self.let_go = threading.Event()  # what it hangs on
        self.open: str | None = None
        self.address = f"http://127.0.0.1:{self.server_port}/services/results"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        server.tokens.add(self.headers["Authorization"])
        if server.mood == "redirects":
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{server.elsewhere}/")
            self.end_headers()
        elif server.mood == "nonsense":
            self.reply(200, b"<html>")
        elif self.path.endswith("/api/question"):
            self.reply(200, json.dumps({"question": server.open}).encode())
        else:
            self.reply(200, json.dumps({"ids": list(server.kept)}).encode())

    def do_POST(self):
        server = self.server
        attempts = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["attempts"]
        server.posts.append(len(attempts))
        if server.mood == "away":
            return self.reply(503, b'{"error": "The database does not answer."}')
        if server.mood == "hangs":
            server.let_go.wait(30)
        if any(one["question"] == "bad" for one in attempts):
            return self.reply(400, b'{"error": "Answer 1 is not taken."}')
        for one in attempts:
            server.kept.setdefault(one["id"], one)
        if server.mood == "forgets to reply":
            self.close_connection = True
            return None
        return self.reply(200, json.dumps({"kept": len(attempts), "differing": []}).encode())

    def reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def service():
    server = FakeService()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def record(tmp_path):
    return Record(tmp_path / "record.sqlite", "ana")


@pytest.fixture
def sender(service, record):
    found = Sender(ResultsService(service.address, "secret"))
    found.path = record.path
    return found


def test_each_answer_is_sent_once(service, record, sender):
    for number in range(3):
        record.append(attempt(f"q{number}"))
        assert sender.look() == EVERY and sender.waiting == 0
    sender.look()
    assert [one["question"] for one in service.kept.values()] == ["q0", "q1", "q2"]
    assert service.posts == [1, 1, 1] and service.tokens == {"token secret"}


def test_many_go_in_several_calls(service, record, sender):
    record.merge([attempt(f"q{number}") for number in range(2 * BATCH + 7)])
    sender.look()
    assert service.posts == [BATCH, BATCH, 7] and len(service.kept) == 2 * BATCH + 7


@pytest.mark.parametrize("mood", ["away", "forgets to reply"])
def test_what_could_not_be_sent_waits(service, record, sender, mood):
    service.mood = mood
    record.append(attempt("q0"))
    waits = [sender.look() for _ in range(3)] if mood == "away" else [sender.look()]
    assert all(EVERY <= wait <= LONGEST_WAIT for wait in waits) and sender.waiting == 1
    service.mood = ""
    record.append(attempt("q1"))
    assert sender.look() == EVERY and sender.waiting == 0
    assert [one["question"] for one in service.kept.values()] == ["q0", "q1"]


def test_a_new_kernel_sends_only_what_is_missing(service, record, sender):
    for name in ("q0", "q1"):
        record.append(attempt(name))
    sender.look()
    del service.kept[record.attempts()[0].id]  # the service went back to an older copy
    again = Sender(ResultsService(service.address, "secret"))
    again.path = record.path
    again.look()
    assert service.posts == [2, 1] and len(service.kept) == 2


def test_a_refused_answer_holds_up_no_other(service, record, sender):
    names = ["q0", "q1", "bad", "q2", "q3"]
    for name in names:
        record.append(attempt(name))
    assert sender.look() == EVERY and sender.waiting == 0
    assert sorted(one["question"] for one in service.kept.values()) == ["q0", "q1", "q2", "q3"]
    before = len(service.posts)
    sender.look()
    assert len(service.posts) == before


def test_only_what_is_on_disk_is_sent(service, record, sender, monkeypatch):
    monkeypatch.setattr("helpers.record.record.PATIENCE", 0.05)
    record.append(attempt("q0"))
    sender.look()
    import sqlite3

    holder = sqlite3.connect(record.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert not record.append(attempt("q1")) and len(record.attempts()) == 2
    sender.look()
    assert len(service.kept) == 1
    holder.execute("ROLLBACK")
    holder.close()
    record.close()
    sender.look()
    assert len(service.kept) == 2


def test_a_missing_file_and_a_guest_send_nothing(service, sender, tmp_path):
    for path in (None, tmp_path / "none.sqlite", tmp_path):
        sender.path = path
        assert sender.look() == EVERY
    assert service.posts == [] and not (tmp_path / "none.sqlite").exists()


def test_a_redirect_is_not_followed(service):
    other = FakeService()
    thread = threading.Thread(target=other.serve_forever, daemon=True)
    thread.start()
    try:
        service.mood, service.elsewhere = "redirects", other.server_port
        with pytest.raises(NoAnswer, match="302"):
            ResultsService(service.address, "secret").call("GET", "/api/answers/ids", None, dict)
        assert other.tokens == set()
    finally:
        other.shutdown()
        other.server_close()


def test_an_answer_that_is_no_json_is_no_answer(service):
    service.mood = "nonsense"
    with pytest.raises(NoAnswer):
        ResultsService(service.address, "secret").call("GET", "/api/answers/ids", None, dict)


class Hostile(BaseHTTPRequestHandler):
    """Answers that never end, that drip, even in the head, or that are something else."""

    def do_GET(self):
        mood = self.server.mood
        if mood == "drips in the head":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            self.drip(b"X-A: b\r\n")
            return
        self.send_response(200)
        self.end_headers()
        if mood == "never ends":
            self.drip(b"[" * 2**20, 0)
        elif mood == "drips":
            self.drip(b" ")
        elif mood == "turns in circles":
            row = {"learner": "ana", "attempt": msgspec.structs.asdict(attempt("q"))}
            self.wfile.write(json.dumps({"answers": [row], "following": 7}).encode())
        else:
            self.wfile.write(mood.encode())

    do_POST = do_GET

    def drip(self, piece: bytes, pause: float = 0.05) -> None:
        with suppress(OSError):
            while True:
                self.wfile.write(piece)
                time.sleep(pause)

    def log_message(self, *_):
        pass


@pytest.fixture
def hostile(monkeypatch):
    monkeypatch.setattr("helpers.sharing.calls.TIMEOUT", 1.0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("mood", ["never ends", "drips", "drips in the head"])
def test_an_answer_without_end_is_ended(hostile, mood):
    hostile.mood = mood
    with pytest.raises(NoAnswer):
        ResultsService(f"http://127.0.0.1:{hostile.server_port}", "t").call("GET", "/x", None, dict)


def test_pages_that_turn_in_circles_are_no_class(hostile):
    from helpers.classroom.hub.client import read_class

    hostile.mood = "turns in circles"
    with pytest.raises(NoAnswer, match="the same page again and again"):
        read_class(f"http://127.0.0.1:{hostile.server_port}", "t")


@pytest.mark.parametrize(
    "reply",
    [
        "{}",
        "[]",
        '"kept"',
        '{"kept": "1", "differing": []}',
        '{"kept": 0, "differing": []}',
        '{"ids": 7}',
    ],
)
def test_what_does_not_say_that_an_answer_is_kept_keeps_none(hostile, record, reply):
    sender = Sender(ResultsService(f"http://127.0.0.1:{hostile.server_port}", "t"))
    sender.path = record.path
    sender._there = set()  # the service said at first that it has none
    record.append(attempt("q0"))
    hostile.mood = reply
    sender.look()
    assert sender.waiting == 1 and not sender._there


@pytest.mark.parametrize(
    "address", ["", "ftp://x/", "file:///etc/passwd", "127.0.0.1:80", "http://"]
)
def test_an_address_that_is_none_is_named(address, monkeypatch):
    monkeypatch.delenv("COURSE_RESULTS_URL", raising=False)
    with pytest.raises(ValueError, match="needs an address and a token"):
        ResultsService(address, "secret")


PROBE = f"""
import json, sys, threading
from helpers import open_lesson
lesson = open_lesson({LESSON!r})
session = lesson.exit_quiz().session
session.answer(session.question.key); session.check()
first = lesson._repr_mimebundle_()
sys.stdin.read()
lesson.use_profile("guest")
print(json.dumps({{
    "loaded": "helpers.sharing.sender" in sys.modules,
    "threads": [t.name for t in threading.enumerate() if t.name == "results"],
    "first": first["text/plain"], "html": first["text/html"],
    "guest": lesson._repr_mimebundle_()["text/plain"],
}}))
"""


def probe(tmp_path, until: Callable[[], object], **variables: str) -> dict:
    """What a lesson says and loads in a process of its own, which waits for something."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("COURSE_", "JUPYTERHUB_"))}
    env |= dict.fromkeys(("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "USERPROFILE"), str(tmp_path))
    env |= {"PYTHONPATH": str(ROOT), "COURSE_RECORD": str(tmp_path / "r.sqlite"), **variables}
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", PROBE]
    process = subprocess.Popen(
        command, env=env, cwd=tmp_path, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    )
    deadline = time.monotonic() + 120
    while not until() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    said, failed = process.communicate(timeout=120)
    assert process.returncode == 0, failed
    return json.loads(said)


def test_a_lesson_on_a_hub_says_so_and_sends(service, tmp_path):
    found = probe(
        tmp_path,
        lambda: service.kept,
        COURSE_RESULTS_URL=service.address,
        JUPYTERHUB_API_TOKEN="t",
        http_proxy="http://127.0.0.1:9",
        HTTP_PROXY="http://127.0.0.1:9",
    )
    assert SHARED in found["first"] and "are shared with the teacher" in found["html"]
    assert SHARED not in found["guest"]
    assert found["loaded"] and found["threads"] == ["results"]
    assert len(service.kept) == 1 and service.tokens == {"token t"}


@pytest.mark.parametrize("variable", ["", "COURSE_RESULTS_URL", "JUPYTERHUB_API_TOKEN"])
def test_a_lesson_elsewhere_loads_nothing_of_it(service, tmp_path, variable):
    found = probe(tmp_path, lambda: True, **({variable: service.address} if variable else {}))
    assert not found["loaded"] and not found["threads"] and "shared" not in found["first"]
    assert service.tokens == set()


def test_a_slow_service_delays_no_answer(service, record, monkeypatch):
    service.mood = "hangs"
    monkeypatch.setenv("COURSE_RESULTS_URL", service.address)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")
    monkeypatch.setattr("helpers.sharing.sender._SENDERS", {})
    record.append(attempt("q0"))
    assert share(record) == SHARED
    deadline = time.monotonic() + 120
    while not service.posts and time.monotonic() < deadline:
        time.sleep(0.02)
    assert service.posts == [1] and record.append(attempt("q1"))
    assert service.kept == {}  # the call under way still waits for its answer
    service.let_go.set()


# ---------------------------------------------------------------- the question for the class


@pytest.fixture
def lesson(service, tmp_path, monkeypatch):
    """A lesson on a class server; its sender rests."""
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "r.sqlite"))
    monkeypatch.setattr("helpers.sharing.sender.send_from", lambda *_: None)
    monkeypatch.setenv("COURSE_RESULTS_URL", service.address)
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "secret")
    return open_lesson(LESSON)


def test_the_question_of_the_class_is_asked_in_any_lesson(service, lesson):
    service.open = "difference-flat-membership"
    for outcomes in (["correct"], ["correct"] * 2):  # a second vote begins without the old answer
        shown = lesson.class_question()
        assert "From lesson 4: What is the difference?" in shown._repr_mimebundle_()["text/html"]
        session = shown.session
        assert session.question.id == service.open and session.now.response is None
        session.answer(session.question.key)
        session.check()
        found = lesson.record.attempts(lesson="what_is_the_difference")
        assert [a.outcome for a in found] == outcomes
    assert lesson.record.attempts(lesson=LESSON) == []


@pytest.mark.parametrize(
    ("opened", "mood", "words"),
    [
        (None, "", "No question is open now."),
        ("card:backlog", "", "not one of this course's"),
        ("q", "nonsense", "The results service answered 200"),
    ],
)
def test_where_no_question_can_be_shown_a_sentence_says_why(service, lesson, opened, mood, words):
    service.open, service.mood = opened, mood
    card = lesson.class_question()
    assert isinstance(card, Card) and words in card.text
    service.shutdown()
    service.server_close()
    assert "cannot be reached" in lesson.class_question().text


def test_without_a_class_server_the_question_is_asked_in_the_room():
    env = {k: v for k, v in os.environ.items() if not k.startswith(("COURSE_", "JUPYTERHUB_"))}
    code = (
        "import sys; from helpers import open_lesson\n"
        f"print(open_lesson({LESSON!r}).class_question().text)\n"
        "print([n for n in sys.modules if n.startswith('helpers.sharing.')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=env | {"PYTHONPATH": str(ROOT), "COURSE_RECORD": "guest"},
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
    )
    assert done.stdout.splitlines() == [
        "There is no class server here, so your teacher asks in the room.",
        "[]",
    ]


@pytest.mark.parametrize("name", ["inventory:profile", "why:kano", "own_case:x", "predict:bars"])
def test_what_is_the_learners_own_is_not_sent(name, service, record, sender):
    record.append(attempt(name))
    record.append(attempt("q0"))
    assert sender.look() == EVERY and sender.waiting == 0
    assert [one["question"] for one in service.kept.values()] == ["q0"]
