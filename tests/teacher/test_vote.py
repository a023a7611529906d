"""A live vote: phones come in by a code, vote, change their mind, and learn nothing too early."""

from __future__ import annotations

import csv
import html
import io
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from classroom_samples import QUESTIONS

from helpers.classroom.hands import choices_of
from helpers.classroom.vote import server
from helpers.classroom.vote.__main__ import main
from helpers.classroom.vote.room import MOST_SEATS, NoSeat, NoVote, Phase, Room, questions_of
from helpers.classroom.vote.server import Gate, Vote
from helpers.classroom.vote.view import VoteStart, vote
from helpers.content import load_teaching

NAMES = ("difference-flat-membership", "difference-strategy-gap")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def act(room: Room, *names: str) -> None:
    for name in names:
        room.act(name, room.version)


class Phone:
    """A browser without scripts: it keeps one cookie, follows redirects, sends forms."""

    def __init__(self, vote: Vote, path: str = ""):
        self.port, self.path, self.cookie = vote.port, path or f"/{vote.room.code}", ""

    def call(self, method="GET", body=None, path=None, **headers):
        line = HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            head = ({"Cookie": self.cookie} if self.cookie else {}) | (FORM if body else {})
            sent = urlencode(body, doseq=True) if isinstance(body, dict) else body
            line.request(method, path or self.path, sent, head | headers)
            reply = line.getresponse()
            try:
                text = reply.read().decode()
            except ConnectionResetError:  # whoever sends too much is cut off behind the status
                text = ""
            if given := reply.getheader("Set-Cookie"):
                self.cookie = given.split(";")[0]
            if reply.status == 303:
                return self.call(path=reply.getheader("Location"))
            return reply.status, html.unescape(text)
        finally:
            line.close()

    def open(self) -> str:
        status, self.text = self.call()
        assert status == 200
        return self.text

    def vote(self, *letters: str) -> str:
        version = re.search(r'name="version" value="(\d+)"', self.text)[1]
        status, self.text = self.call("POST", {"choice": letters, "version": version})
        assert status == 200
        return self.text


@pytest.fixture
def running():
    made = Vote(NAMES)
    yield made
    made.close()


@pytest.fixture
def teacher(running):
    return Phone(running, f"/teacher/{running.room.key}")


# ---------------------------------------------------------------- the room


def test_a_plan_asks_what_it_asks_for():
    plan = next(one for one in load_teaching().plans if one.id == "ninety_minutes")
    asked = [q for one in plan.sessions for step in one.steps for q in step.ask]
    assert [q.id for q in questions_of(["ninety_minutes"])] == list(dict.fromkeys(asked))


@pytest.mark.parametrize(
    ("names", "sentence"),
    [(["nothing"], "no question 'nothing'"), ([], "at least one question"), (["CASE"], "hands")],
)
def test_what_cannot_be_voted_on_is_said(names, sentence):
    typed = next(n for n, (_, q) in QUESTIONS.items() if q.vote() is None)
    with pytest.raises(ValueError, match=sentence):
        Room([typed if name == "CASE" else name for name in names])


@pytest.mark.parametrize("seats", [0, -1, 401, "60", 1.5, None])
def test_seats_are_a_number_that_a_room_can_have(seats):
    with pytest.raises(ValueError, match="1 to 400 seats"):
        Room(NAMES, seats)


def test_the_last_vote_before_the_close_counts_once():
    room = Room(NAMES)
    seat = room.sit("")
    with pytest.raises(NoVote, match="closed"):
        room.vote(seat, ["A"], room.version)
    act(room, "open")
    room.vote(seat, ["A"], room.version)
    room.vote(seat, ["B"], room.version)
    assert room.counts[:2] == [0, 1] and room.voted == 1
    act(room, "close")
    with pytest.raises(NoVote, match="closed"):
        room.vote(seat, ["A"], room.version)
    assert [one.votes for one in room.rounds] == [[0, 1, 0, 0]]
    act(room, "reopen")  # closed by a slip: the votes are still there
    assert room.rounds == [] and room.counts == [0, 1, 0, 0]


@pytest.mark.parametrize("letters", [[], ["Z"], ["A", "B"], ["A", "A"], ["a"], ["A\x00"]])
def test_what_is_no_vote_counts_nowhere(letters):
    room = Room(NAMES)
    seat = room.sit("")
    act(room, "open")
    with pytest.raises(NoVote):
        room.vote(seat, letters, room.version)
    with pytest.raises(NoVote, match="no seat"):
        room.vote("forged", ["A"], room.version)
    with pytest.raises(NoVote, match="Another vote"):
        room.vote(seat, ["A"], room.version - 1)
    assert room.counts == [0, 0, 0, 0]


def test_several_options_may_be_chosen_where_several_are_right():
    name = next(n for n, (_, q) in QUESTIONS.items() if q.kind == "multiple_response")
    room = Room([name])
    seat = room.sit("")
    act(room, "open")
    room.vote(seat, ["A", "C"], room.version)
    assert room.counts[:3] == [1, 0, 1]


def test_a_flood_of_new_devices_takes_no_seat_of_one_that_voted():
    room = Room(NAMES, seats=30)
    class_of = [room.sit("") for _ in range(30)]
    act(room, "open")
    for seat in class_of:
        room.vote(seat, ["A"], room.version)
    with pytest.raises(NoSeat, match="lets you in"):
        room.sit("")
    assert [room.sit(seat) for seat in class_of] == class_of and room.here == 30
    act(room, "admit")
    assert room.here == 31 and room.voted == 30


def refused(room, home="", ticket=""):
    with pytest.raises(NoSeat) as told:
        room.sit(ticket, home)
    return told.value.ticket


def test_a_class_behind_one_address_is_let_in_by_the_teacher():
    room = Room(NAMES, seats=20, a_home=2)
    seats = [room.sit("", "10.0.0.7") for _ in range(2)]
    tickets = [refused(room, "10.0.0.7") for _ in range(10)]
    assert refused(room, "10.0.0.7", tickets[0]) == tickets[0], "to look again is no new device"
    assert room.here == 2 and room.waiting == (10, 1) and room.acts == ["open", "admit"]
    seats.append(room.sit("", "10.0.0.8"))  # another address has its own
    act(room, "admit", "open")
    assert [room.sit(seat, "10.0.0.7") for seat in tickets] == tickets
    assert room.here == 13 and room.waiting == (0, 0) and "admit" not in room.acts
    for seat in [*seats, *tickets]:
        room.vote(seat, ["A"], room.version)
    room.sit("", "10.0.0.7")  # from there, any number may come; the class keeps its size
    for number in range(30):
        room.sit("", f"10.0.1.{number}")
    assert room.here == room.seats == 20 and all(map(room.sits, [*seats, *tickets]))


def test_a_flood_at_the_door_takes_bounded_room():
    room = Room(NAMES, a_home=1)
    room.sit("", "10.0.0.7")
    for _ in range(MOST_SEATS + 50):
        refused(room, "10.0.0.7")
    assert room.waiting == (MOST_SEATS, 1)
    act(room, "admit")
    assert room.here == MOST_SEATS == room.seats


def test_most_right_or_a_second_vote_makes_the_answer_the_next_step():
    room = Room(NAMES)
    seats = [room.sit("") for _ in range(6)]
    right = next(c.letter for c in room.choices if c.right)
    wrong = next(c.letter for c in room.choices if not c.right)

    def cast(many):
        for at, seat in enumerate(seats):
            room.vote(seat, [right if at < many else wrong], room.version)
        act(room, "close")

    act(room, "open")
    cast(3)
    assert room.acts == ["again", "show", "picture", "reopen"]
    act(room, "picture", "again")
    cast(1)
    assert room.acts[0] == "show"
    act(room, "show", "next", "close", "show", "end")
    again = Room(NAMES)
    seats = [again.sit("") for _ in range(6)]
    room = again
    act(room, "open")
    cast(4)
    assert room.acts[0] == "show"


def test_a_button_pressed_twice_does_its_work_once():
    room = Room(NAMES)
    first = room.version
    room.act("open", first)
    room.act("open", first)
    assert room.phase is Phase.OPEN and room.at == 0
    with pytest.raises(ValueError, match="cannot be done now"):
        act(room, "show")


def test_all_that_was_counted_can_be_saved_and_no_device_is_in_it():
    room = Room(NAMES)
    seats = [room.sit("") for _ in range(3)]
    act(room, "open")
    for seat in seats:
        room.vote(seat, ["A"], room.version)
    act(room, "close", "again")
    room.vote(seats[0], ["B"], room.version)
    act(room, "close", "show", "next", "close", "show", "end")
    rows = list(csv.DictReader(io.StringIO(room.to_csv())))
    assert [(r["vote"], r["letter"], r["votes"]) for r in rows if int(r["votes"])] == [
        ("1", "A", "3"),
        ("2", "B", "1"),
    ]
    assert {r["question"] for r in rows} == set(NAMES)
    assert not any(seat in room.to_csv() for seat in seats)


# ---------------------------------------------------------------- on the screens


def test_a_vote_from_the_door_to_the_second_vote(running, teacher):
    room, phone = running.room, Phone(running, "/")
    assert "Join code" in phone.open()
    assert "No vote has this code" in phone.call("POST", {"code": "AAAAAA"})[1]
    phone.text = phone.call("POST", {"code": f" {room.code.lower()} "})[1]
    assert "You are in" in phone.text
    phone.path = f"/{room.code}"
    assert room.code in teacher.open() and "1 in" in teacher.text
    teacher.call("POST", {"act": "open", "version": room.version})
    for screen in (phone.open(), teacher.open()):
        places = [screen.index(choice.text) for choice in room.choices]
        assert places == sorted(places)
    assert "Choose one option" in phone.vote()
    assert "Your vote: C." in phone.vote("C") and "1 of 1 voted" in teacher.open()
    assert "You may change it" in phone.open()
    teacher.call("POST", {"act": "close", "version": room.version})
    assert "vote again" in teacher.open() and "Your vote: C." in phone.open()
    late = Phone(running)
    assert "You can take part in the next one" in late.open()
    teacher.call("POST", {"act": "again", "version": room.version})
    assert "The second vote" in phone.open()
    phone.vote("A")
    for name in ("close", "show"):
        teacher.call("POST", {"act": name, "version": room.version})
    shown = teacher.open()
    assert "First vote" in shown and "After the talk" in shown
    right = [c.letter for c in room.choices if c.right]
    assert f"The answer: {' and '.join(right)}." in phone.open() and "Your vote: A." in phone.text


def test_no_screen_tells_the_answer_or_the_votes_before_the_teacher_does(running, teacher):
    room, phone = running.room, Phone(running)
    phone.open()
    act(room, "open")
    phone.open()
    phone.vote("A")
    reasons = [o.feedback.split(".")[0] for o in room.question.options]

    def told(text):
        return [r for r in reasons if r in text]

    assert not told(phone.text) and not told(teacher.open())
    assert 'class="bar"' not in teacher.text
    act(room, "close")
    assert not told(phone.open()) and not told(teacher.open())
    assert 'class="bar"' not in teacher.text, "pairs talk before they see how the votes fell"
    act(room, "picture")
    assert not told(phone.open()) and not told(teacher.open())
    assert teacher.text.count('class="bar"') == 4 and 'class="right"' not in teacher.text
    assert re.findall("<h2>(.*?)</h2>", teacher.text) == ["1 vote"]
    act(room, "show")
    assert len(told(phone.open())) == len(told(teacher.open())) == len(reasons)
    assert teacher.text.count('class="right"') == 1


@pytest.mark.parametrize(
    "name", [n for n, (_, q) in QUESTIONS.items() if q.vote() is not None][::24]
)
def test_every_question_stands_on_all_screens(name):
    from helpers.classroom.vote import pages

    room = Room([name])
    seat = room.sit("")
    act(room, "open")
    first = room.choices[0].letter
    room.vote(seat, [first], room.version)
    act(room, "close", "show")
    assert room.choices == choices_of(QUESTIONS[name][1])
    for screen in (pages.phone(room, seat, "/"), pages.teacher(room, "http://x", "/", True)):
        assert "The answer: " in screen and screen.count("<main") == 1


def test_sixty_phones_at_once(running, teacher, counted):
    """How quickly they are answered is measured in `tests/benchmarks`."""
    room = running.room
    phones = [Phone(running) for _ in range(60)]
    act(room, "open")

    def take_part(number):
        phones[number].open()
        phones[number].vote("ABCD"[number % 4])
        for _ in range(3):
            phones[number].call(path=f"/{room.code}/now")

    with ThreadPoolExecutor(60) as all_at_once:
        list(all_at_once.map(take_part, range(60)))
    assert room.counts == [15] * 4 and room.here == 60
    counted("360 calls of 60 phones")


# ---------------------------------------------------------------- attacks


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/ABCDEF", None, 404),
        ("GET", "/teacher/guessed-key-guessed-key", None, 404),
        ("POST", "/teacher/guessed-key-guessed-key", {"act": "open"}, 404),
        ("GET", "/teacher/guessed-key-guessed-key/counts.csv", None, 404),
        ("GET", "/../../etc/passwd", None, 404),
        ("GET", "/<script>alert(1)</script>", None, 404),
        ("PUT", "/CODE", {"choice": "A"}, 405),
        ("DELETE", "/CODE", None, 405),
        ("POST", "/KEY", {"act": "drop tables", "version": "0"}, 400),
        ("POST", "/KEY/now", {"act": "open", "version": "0"}, 405),
        ("POST", "/CODE", "choice=A&" * 3000, 400),
        ("POST", "/CODE", "\x00\xff%%%", 200),
    ],
)
def test_what_nobody_should_send(running, method, path, body, status):
    room = running.room
    path = path.replace("KEY", f"teacher/{room.key}").replace("CODE", room.code)
    phone = Phone(running)
    phone.open()
    got, text = phone.call(method, body, path)
    assert got == status and "Traceback" not in text
    assert room.phase is Phase.JOINING and room.voted == 0
    said = text.count('role="status"') == 1 or not text  # who sends much is cut off
    assert got == 200 or said, "what is wrong is said, for people"
    assert "alert(1)" not in text and "drop tables" not in text, "what was sent comes back nowhere"


def test_forms_of_other_sites_count_nowhere(running, teacher):
    act(running.room, "open")
    phone = Phone(running)
    phone.open()
    version = running.room.version
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1"):
        vote_of = {"choice": "A", "version": version}
        assert phone.call("POST", vote_of, Origin=origin)[0] == 403
        deed = {"act": "close", "version": version}
        assert teacher.call("POST", deed, Origin=origin)[0] == 403
    assert running.room.counts == [0] * 4 and running.room.phase is Phase.OPEN
    assert "Your vote: B." in phone.vote("B")


def test_the_cookie_is_no_use_to_scripts_and_other_votes(running):
    line = HTTPConnection("127.0.0.1", running.port, timeout=120)
    line.request("GET", f"/{running.room.code}")
    reply = line.getresponse()
    reply.read()
    cookie, policy = reply.getheader("Set-Cookie"), reply.getheader("X-Frame-Options")
    line.close()
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and policy == "DENY"
    assert f"Path=/{running.room.code}" in cookie


def test_who_calls_too_often_waits_and_others_do_not():
    now = [0.0]
    gate = Gate(10, 20, clock=lambda: now[0])
    assert [gate.admits("mallory") for _ in range(25)] == [True] * 20 + [False] * 5
    assert gate.admits("ben")
    now[0] = 1.0
    assert [gate.admits("mallory") for _ in range(12)] == [True] * 10 + [False] * 2


def test_a_flood_is_answered_with_a_sentence_and_stops_nobody_who_is_in(
    running, teacher, monkeypatch
):
    inside = Phone(running)
    inside.open()
    monkeypatch.setattr(running.rooms, "gate", Gate(0, 5))
    found = [Phone(running).call() for _ in range(8)]
    assert [status for status, _ in found] == [200] * 5 + [429] * 3
    assert "wait a moment" in found[-1][1]
    assert "You are in" in inside.open() and "Ask the first question" in teacher.open()
    monkeypatch.setattr(running.rooms, "gate_of_seats", Gate(0, 1))
    assert [inside.call()[0] for _ in range(2)] == [200, 429], "a seat has a limit, too"


def test_a_browser_without_cookies_is_told_so(running):
    act(running.room, "open")
    phone = Phone(running)
    phone.open()
    phone.cookie = ""
    status, text = phone.call("POST", {"choice": "A", "version": running.room.version})
    assert status == 403 and "keeps no cookie" in text and running.room.voted == 0


def test_who_comes_with_a_code_of_before_is_shown_the_way(running):
    status, text = Phone(running, "/ABCDEF").call()
    assert status == 404 and "started anew" in text and 'action="/"' in text


def test_phones_that_wait_come_in_by_themselves(running, teacher):
    running.room.a_home = 1
    first, second = Phone(running), Phone(running)
    assert "You are in" in first.open() and "One moment" in second.open()
    now = f"/{running.room.code}/now"
    assert '"door"' in second.call(path=now)[1] and '"door"' not in first.call(path=now)[1]
    assert "1 phone from one address refused" in teacher.open()
    running.room.sit("", "10.0.0.9")
    refused(running.room, "10.0.0.9")
    assert "2 phones from 2 addresses refused" in teacher.open()
    teacher.call("POST", {"act": "admit", "version": running.room.version})
    assert '"door"' not in second.call(path=now)[1] and "You are in" in second.open()


def test_who_says_nothing_holds_no_line_for_long(running, monkeypatch):
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 20)
    silent = [socket.create_connection(("127.0.0.1", running.port)) for _ in range(40)]
    closed = 0
    for one in silent[20:]:
        one.settimeout(5)
        closed += one.recv(1) == b""
    assert closed == 20
    for one in silent:
        one.close()


def test_scripts_in_a_question_stay_words(running):
    from msgspec.structs import replace

    from helpers.classroom.vote import pages

    room = Room(NAMES)
    nasty = "<script>alert('x')</script> & \"quotes\" $5 or $7"
    question = replace(room.question, stem=nasty)
    room.questions[0] = question
    seat = room.sit("")
    act(room, "open")
    for screen in (pages.phone(room, seat, "/"), pages.teacher(room, "http://x", "/", False)):
        assert "<script>alert" not in screen and "&lt;script&gt;" in screen


# ---------------------------------------------------------------- from a notebook, a terminal


def test_a_notebook_opens_nothing_before_the_button():
    made = vote("ninety_minutes")
    assert isinstance(made, VoteStart)
    assert "jobs-green-hall" in repr(made._paper()) and made.opened is None
    _ = made.widget
    made.start()
    told = made.opened
    try:
        status, _ = Phone(made.running).call()
        assert status == 200 and told.address.startswith("http://127.0.0.1:")
        assert "Only this computer" in told.who
        again = vote("ninety_minutes")  # the cell runs twice: the class stays in
        assert again.widget and again.opened == told and made.opened is None
        made.start()
        assert made.opened == told and Phone(made.running).call()[0] == 200
    finally:
        made.stop()
        again.stop()
    with pytest.raises(OSError):
        Phone(made.running or _Gone(told.address)).call()


class _Gone:
    """Where a vote was."""

    def __init__(self, address):
        self.port, self.room = int(address.rpartition(":")[2]), Room(NAMES)


def test_a_notebook_says_what_is_wrong():
    assert "There is no question 'nothing'" in repr(vote("nothing"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["nothing"], "no question"), ([NAMES[0], "--port", "99999999"], "cannot be had")],
)
def test_the_command_says_what_is_wrong(words, sentence, capsys):
    assert main([*words, "--quiet"]) == 2
    assert sentence in capsys.readouterr().err


def test_only_the_network_option_lets_others_in(monkeypatch):
    heard = []
    real = server.bind_sockets
    monkeypatch.setattr(
        server, "bind_sockets", lambda p, h, f: heard.append(h) or real(p, "127.0.0.1", f)
    )
    monkeypatch.setattr(server, "USUAL_PORT", 0)
    monkeypatch.setattr(server, "own_address", iter(["10.1.2.3", *["127.0.0.1"] * 9]).__next__)
    alone = []
    for network in (False, True, True):
        made = Vote(NAMES, network)
        alone.append("Only this computer" in Phone(made, f"/teacher/{made.room.key}").open())
        made.close()
    assert heard == ["127.0.0.1", "0.0.0.0", "0.0.0.0"]
    assert alone == [True, False, True], "a computer in no network says so, too"
