"""The results service on its own, with a stand-in for the Hub: for machines without a proxy."""

from __future__ import annotations

import logging
import re
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from threading import Event, Thread
from time import monotonic, sleep

import attacks
import pytest
from house import answer, answers_of, call
from sqlalchemy.exc import OperationalError
from stand_in import Running, hand_in
from tornado.netutil import bind_sockets

from helpers.classroom.hub import service, store
from helpers.classroom.hub.bodies import BadBody, attempts_in
from helpers.classroom.hub.client import read_class
from helpers.sharing import forget_shared
from helpers.sharing.calls import NoAnswer


@pytest.fixture
def running(tmp_path):
    logging.getLogger("tornado.access").setLevel(logging.CRITICAL)
    found = Running(f"sqlite:///{tmp_path / 'results.sqlite'}")
    yield found
    found.stop()


def test_every_attack_is_refused_without_a_hub(running, counted):
    bens = [answer(f"q{n}", n) for n in range(3)]
    hand_in(running, "ben", *bens)
    spoilt = {"a made-up": "0" * 32, "an empty": "", "a limited": "limited", "a robot's": "robot"}
    found = [
        one for one in attacks.token_attacks("mallory", "ben", spoilt) if "robot" not in one.name
    ]
    for group in (attacks.forged_names, attacks.verbs):
        found += group("mallory", bens[0].id)
    for group in (attacks.odd_json, attacks.sizes_and_kinds, attacks.paths):
        found += group("mallory")
    found += attacks.by_a_teacher("teacher")
    found = [one for one in found if one.name != "a body of 5 MiB"]  # cut off while it is sent
    wrong = []
    for one in found:
        reply = call(running.port, one.method, one.path, one.body, one.headers)
        if reply.status not in one.statuses:
            wrong.append(f"{one.name}: {reply.status}, not {one.statuses} {reply.body[:200]!r}")
    assert not wrong, "\n".join(wrong)
    assert len(found) > 100
    assert running.store.page().answers == [("ben", one) for one in bens]
    counted(f"{len(found)} attacks refused")


@pytest.mark.parametrize(("name", "status"), [("robot", 403), ("limited", 403), ("nobody", 401)])
def test_who_may_not_come_in(running, name, status):
    with pytest.raises(NoAnswer) as refused:
        running.of(name).call("GET", "/api/answers", None, dict)
    assert refused.value.status == status


def test_only_teachers_read_the_class(running):
    hand_in(running, "ben", answer("q1"))
    rows = running.of("teacher").call("GET", "/api/class", None, dict)["answers"]
    assert [row["learner"] for row in rows] == ["ben"]
    running.hub.users["teacher"]["groups"] = ["others"]
    with pytest.raises(NoAnswer, match="Only members of the group teachers"):
        running.of("teacher").call("GET", "/api/class", None, dict)


def test_the_hub_is_asked_for_each_call(running):
    for number in range(1, 4):
        running.of("ben").call("GET", "/api/answers/ids", None, dict)
        assert running.hub.asked == number
    del running.hub.users["ben"]
    with pytest.raises(NoAnswer, match="does not know this token any more"):
        running.of("ben").call("GET", "/api/answers/ids", None, dict)


def test_while_the_hub_is_away_nothing_is_done(running):
    running.hub.away = True
    with pytest.raises(NoAnswer, match="The Hub does not answer") as refused:
        hand_in(running, "ben", answer("q1"))
    assert refused.value.status == 503 and answers_of(running.store, "ben") == []


def test_a_database_that_fails_acknowledges_nothing(running, monkeypatch):
    def fail(*_):
        raise OperationalError("INSERT", {}, Exception("secret password"))

    monkeypatch.setattr(running.store, "keep", fail)
    with pytest.raises(NoAnswer, match="The database does not answer") as refused:
        hand_in(running, "ben", answer("q1"))
    assert refused.value.status == 503 and "secret" not in str(refused.value)


def test_one_learner_cannot_fill_the_disk(running, monkeypatch):
    monkeypatch.setattr(store, "MOST", 2)
    hand_in(running, "mallory", answer("q1"), answer("q2"))
    with pytest.raises(NoAnswer) as refused:
        hand_in(running, "mallory", answer("q3"))
    assert refused.value.status == 507
    assert hand_in(running, "ben", answer("q1"))["kept"] == 1
    monkeypatch.setattr(store, "LARGEST", 1000)
    with pytest.raises(NoAnswer, match="2 answers or 1,000 bytes of one learner are not kept"):
        hand_in(running, "ben", answer("q2", "x" * 1000))


def test_one_learner_makes_no_other_wait(running):
    """Forty threads read one's own answers, as many as are kept, again and again."""
    for _ in range(6):
        running.store.keep("mallory", [answer(f"q{n}", "x" * 500) for n in range(500)])
    over, statuses = Event(), Counter()

    def hammer():
        while not over.is_set():
            path = f"{attacks.PREFIX}/api/answers"
            statuses[call(running.port, "GET", path, None, attacks.bearer("mallory")).status] += 1

    crowd = [Thread(target=hammer) for _ in range(40)]
    for thread in crowd:
        thread.start()
    try:
        for number in range(10):
            assert hand_in(running, "ben", answer(f"q{number}"))["kept"] == 1
    finally:
        over.set()
        for thread in crowd:
            thread.join(120)
    assert set(statuses) == {200, 429} and statuses[429] > statuses[200] > 0, statuses


def test_a_turn_is_given_back_whatever_becomes_of_a_call(running, monkeypatch):
    monkeypatch.setattr(service, "AT_ONCE", 1)
    head = (
        f"POST {attacks.PREFIX}/api/answers HTTP/1.1\r\nHost: x\r\nAuthorization: token ben\r\n"
        "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    ).encode()

    def status_of_a_call(name: str) -> int:
        try:
            running.of(name).call("GET", "/api/answers/ids", None, dict)
        except NoAnswer as error:
            return error.status
        return 200

    @contextmanager
    def one_call(sent: bytes):
        """A call that goes at the end, when the Hub has been asked: it has had the turn by then."""
        asked, deadline = running.hub.asked, monotonic() + 60
        with create_connection(("127.0.0.1", running.port)) as line:
            line.sendall(sent)
            while running.hub.asked == asked and monotonic() < deadline:
                sleep(0.002)
            yield

    def given_back() -> bool:
        deadline = monotonic() + 60
        while (found := status_of_a_call("ben")) != 200 and monotonic() < deadline:
            assert found == 429
        return found == 200

    with one_call(head + b"["):
        assert status_of_a_call("ben") == 429 and status_of_a_call("mallory") == 200
    assert given_back()
    with one_call(head.replace(b"POST", b"GET").replace(b"1000", b"0")):
        pass
    assert given_back()
    with pytest.raises(NoAnswer):
        running.of("ben").call("POST", "/api/answers", {"attempts": []}, dict)
    assert hand_in(running, "ben", answer("q1"))["kept"] == 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory")
def test_half_a_body_without_a_token_takes_no_memory(running):
    def memory() -> int:
        text = Path("/proc/self/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) // 1024

    body = b"[" * 3_000_000
    head = (
        f"POST {attacks.PREFIX}/api/answers HTTP/1.1\r\nHost: x\r\n"
        "Content-Type: application/json\r\nContent-Length: 4000000\r\n\r\n"
    ).encode()
    before, crowd = memory(), []
    try:
        for _ in range(40):
            crowd.append(create_connection(("127.0.0.1", running.port)))
            crowd[-1].sendall(head + body)
        assert memory() - before < 60, "120 MB were sent"
        assert hand_in(running, "ben", answer("q1"))["kept"] == 1
    finally:
        for one in crowd:
            one.close()


def test_a_refusal_says_that_its_connection_ends(running):
    """Otherwise a proxy sends another call on it, and that one fails."""
    for method, path in (("GET", "/nowhere"), ("POST", "/api/answers"), ("PUT", "/api/answers")):
        reply = call(running.port, method, attacks.PREFIX + path, b"", attacks.bearer("nobody"))
        assert reply.status >= 400 and ("Connection", "close") in reply.headers
    reply = call(running.port, "GET", attacks.ANSWERS, None, attacks.bearer("ben"))
    assert reply.status == 200 and "Connection" not in dict(reply.headers)


def test_a_body_that_dawdles_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(service, "SECONDS_OF_A_BODY", 0.3)
    running = Running(f"sqlite:///{tmp_path / 'slow.sqlite'}")
    try:
        with create_connection(("127.0.0.1", running.port), 20) as slow:
            slow.sendall(
                f"POST {attacks.PREFIX}/api/answers HTTP/1.1\r\nHost: x\r\n"
                "Authorization: token ben\r\nContent-Length: 9\r\n\r\n".encode()
            )
            assert slow.recv(100) == b""  # the service has hung up
    finally:
        running.stop()


def test_answers_come_in_pages(running, monkeypatch):
    monkeypatch.setattr(store, "PAGE_BYTES", 500)
    hand_in(running, "ben", *[answer(f"q{n}", n) for n in range(5)])
    found, after, pages = [], 0, 0
    while after is not None:
        page = running.of("ben").call("GET", f"/api/answers?after={after}", None, dict)
        found += [one["response"] for one in page["attempts"]]
        after, pages = page["following"], pages + 1
    assert found == [0, 1, 2, 3, 4] and pages >= 3
    address = f"http://127.0.0.1:{running.port}{attacks.PREFIX}"
    (ben,) = read_class(address, "teacher").learners
    assert [one.response for one in ben.attempts] == found


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_a_service_of_this_machine_is_for_this_machine_only(host):
    port, name = service.binding(f"http://{host}:10101")
    assert port == 10101
    try:
        sockets = bind_sockets(0, name)
    except OSError:  # a machine without the newer addresses
        assert name == "::1"
        return
    found = {one.getsockname()[0] for one in sockets}
    for one in sockets:
        one.close()
    assert found and found <= {"127.0.0.1", "::1"}
    assert service.binding("http://hub:10101") == (10101, None)


def test_a_large_hostile_body_is_refused_with_a_sentence():
    """How quickly is measured in `tests/benchmarks`: nobody keeps the service busy for long."""
    for body in attacks.large_bodies():
        with pytest.raises(BadBody) as refused:
            attempts_in(body)
        assert str(refused.value).endswith(".")


def test_a_teacher_opens_a_vote_that_phones_reach_without_a_login(running):
    asked = {"questions": ["difference-flat-membership"], "seats": 2}
    for name, status in (("ben", 403), ("nobody", 401)):
        with pytest.raises(NoAnswer) as refused:
            running.of(name).call("POST", "/api/vote", asked, dict)
        assert refused.value.status == status
    with pytest.raises(NoAnswer, match="There is no question"):
        running.of("teacher").call("POST", "/api/vote", asked | {"questions": ["x"]}, dict)
    opened = running.of("teacher").call("POST", "/api/vote", asked, dict)
    root = f"{attacks.PREFIX}/vote/"
    assert opened["teacher"].startswith(f"{root}teacher/")
    phone = call(running.port, "GET", f"{root}{opened['code']}", b"", {})
    assert phone.status == 200 and b"You are in" in phone.body
    front = {"X-Forwarded-Proto": "https", "Host": "hub.school.example"}
    page = call(running.port, "GET", opened["teacher"], b"", front)
    assert f"https://hub.school.example{root}".encode() in page.body
    assert call(running.port, "GET", f"{root}teacher/{'x' * 32}", b"", {}).status == 404


def test_a_learner_deletes_the_own_answers_and_nobody_elses(running, monkeypatch):
    hand_in(running, "ben", answer("q1"), answer("q2"))
    hand_in(running, "mallory", answer("q1"))
    assert running.of("mallory").call("DELETE", "/api/answers", None, dict) == {"deleted": 1}
    assert len(answers_of(running.store, "ben")) == 2
    monkeypatch.setenv("COURSE_RESULTS_URL", f"http://127.0.0.1:{running.port}{attacks.PREFIX}")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "ben")
    assert forget_shared() == "Deleted at your teacher's results service, too: 2 of your answers."
    assert answers_of(running.store, "ben") == []
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "nobody")
    assert "was not deleted" in forget_shared() and "ask your teacher" in forget_shared()
    monkeypatch.delenv("JUPYTERHUB_API_TOKEN")
    assert forget_shared() == ""
