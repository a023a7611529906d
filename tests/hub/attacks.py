"""Calls that must be turned down: what somebody with a token of her own might try."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from house import PREFIX, Person, answer

from helpers.classroom.hub.service import LARGEST

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ANSWERS, CLASS, PULSE = f"{PREFIX}/api/answers", f"{PREFIX}/api/class", f"{PREFIX}/api/pulse"


class Attack(NamedTuple):
    """One call, and the statuses of which it must get one. ``sender`` is None, or a browser."""

    name: str
    method: str
    path: str
    body: Any = None
    headers: dict[str, str] = {}
    statuses: tuple[int, ...] = (400,)
    browser: Person | None = None


def facts(**changes: Any) -> dict[str, Any]:
    """A good answer with some fields changed."""
    return msgspec.structs.asdict(answer("q-attack")) | changes


def batch(*attempts: dict, **more: Any) -> bytes:
    return json.dumps({"attempts": list(attempts), **more}).encode()


def token_attacks(mine: str, bens: str, spoilt: dict[str, str]) -> Iterator[Attack]:
    """Who somebody is: only a token that is valid now says so."""
    post, good = ("POST", ANSWERS), batch(facts())
    yield Attack("no token, handing in", *post, good, JSON, (401,))
    yield Attack("no token, reading", "GET", ANSWERS, statuses=(401,))
    for name, token in spoilt.items():  # made up, revoked, expired, ...
        status = (401, 403) if "limited" in name else (401,)
        yield Attack(f"{name} token, handing in", *post, good, JSON | bearer(token), status)
        yield Attack(f"{name} token, reading", "GET", ANSWERS, None, bearer(token), status)
    yield Attack("a token in the address", "GET", f"{ANSWERS}?token={bens}", statuses=(401,))
    socket = {"Sec-Fetch-Mode": "websocket"}
    yield Attack(
        "the same, as if by a websocket", "GET", f"{ANSWERS}?token={bens}", None, socket, (401,)
    )
    yield Attack("a token in a cookie", "GET", ANSWERS, None, {"Cookie": f"token={bens}"}, (401,))
    yield Attack(
        "a token as a password", *post, good, JSON | {"Authorization": f"Basic {bens}"}, (401,)
    )
    two = {"Authorization": f"token {mine}, token {bens}"}
    yield Attack("two tokens in one header", *post, good, JSON | two, (401,))
    for header in ("X-Forwarded-User", "Remote-User", "X-JupyterHub-User"):
        yield Attack(f"a name in {header}", *post, good, JSON | {header: "ben"}, (401,))


def forged_names(mine: str, bens_id: str) -> Iterator[Attack]:
    """Whose answers they are: nothing in a call says so."""
    me, post = JSON | bearer(mine), ("POST", ANSWERS)
    for name in ("learner", "user", "name"):
        yield Attack(f"{name} in the body", *post, batch(facts(), **{name: "ben"}), me)
        yield Attack(f"{name} in an answer", *post, batch(facts(**{name: "ben"})), me)
        yield Attack(f"{name} in the address, reading", "GET", f"{ANSWERS}?{name}=ben", None, me)
        yield Attack(
            f"{name} in the address, handing in", *_at(f"{ANSWERS}?{name}=ben"), batch(facts()), me
        )
    for path in ("/ben", f"/{bens_id}", "?id=" + bens_id, "/ids/ben", "/ids?learner=ben"):
        yield Attack(f"reading {path}", "GET", ANSWERS + path, None, me, (400, 404))
        yield Attack(f"deleting {path}", "DELETE", ANSWERS + path, None, me, (400, 404, 405))


def verbs(mine: str, bens_id: str) -> Iterator[Attack]:
    """Changing anything, and deleting what is another's: there is no way."""
    me = JSON | bearer(mine)
    for verb in ("PUT", "PATCH", "TRACE", "OPTIONS", "HEAD", "PROPFIND", "get"):
        yield Attack(f"{verb}", verb, ANSWERS, batch(facts(id=bens_id)), me, (400, 405))
    hidden = bearer(mine) | FORM | {"X-HTTP-Method-Override": "DELETE"}
    yield Attack("DELETE hidden in a POST", "POST", ANSWERS, b"_method=DELETE", hidden, (415,))
    for method, body in (("GET", None), ("POST", b'{"question": "q1"}'), ("DELETE", None)):
        yield Attack(f"{method} of the pulse by a learner", method, PULSE, body, me, (403,))
    yield Attack("the class, read by a learner", "GET", CLASS, None, me, (403,))
    yield Attack("the next page of the class", "GET", f"{CLASS}?after=1", None, me, (403,))
    yield Attack("POST to the page for people", "POST", f"{PREFIX}/", b"", me, (403, 405))


def odd_json(mine: str) -> Iterator[Attack]:
    """Bodies that are no answers."""
    me, post, good = JSON | bearer(mine), ("POST", ANSWERS), batch(facts()).decode()
    bodies = {
        "nothing": "",
        "null": "null",
        "a list": f"[{good}]",
        "a text": '"attempts"',
        "no answers": '{"attempts": []}',
        "answers that are no list": '{"attempts": {"0": {}}}',
        "a byte order mark": "\ufeff" + good,
        "more after the end": good + "{}",
        "a key that stands twice": good[:-1] + ', "attempts": []}',
        "an id that stands twice": good.replace('"id":', '"id": "x", "id":'),
        "NaN": good.replace('"score": 1.0', '"score": NaN'),
        "infinity by overflow": good.replace('"response": 0', '"response": 1e999'),
        "a number of 5,000 digits": good.replace('"response": 0', f'"response": {"9" * 5000}'),
        "a comment": good[:-1] + "/* x */}",
        "single quotes": good.replace('"', "'"),
        "half": good[: len(good) // 2],
    }
    for name, body in bodies.items():
        yield Attack(f"JSON: {name}", *post, body.encode(), me)
    yield Attack("JSON: UTF-16", *post, good.encode("utf-16"), me)
    yield Attack("JSON: a byte that is not UTF-8", *post, good.encode() + b"\xff", me)
    one = facts()
    changes = {
        "score 2": {"score": 2},
        "score true": {"score": True},
        "score as text": {"score": "1"},
        "an outcome of its own": {"outcome": "excellent"},
        "hints below zero": {"hints": -1},
        "a time without a zone": {"at": "2026-01-05T09:00:00"},
        "the year 9999": {"at": "9999-12-31T23:59:59+00:00"},
        "no time": {"at": "now"},
        "an empty id": {"id": ""},
        "an id that is a list": {"id": ["x"]},
        "a zero byte in an id": {"id": "a\0b"},
        "half a character": {"question": "\ud800"},
        "an id of 300 characters": {"id": "a" * 300},
        "SQL in an id": {"id": "x'); DROP TABLE answers; --"},
        "SQL in a question": {"question": "q1' OR '1'='1"},
        "SQL in a lesson": {"lesson": '02"; DELETE FROM answers; --'},
        "a path as a lesson": {"lesson": "../../etc/passwd"},
        "HTML as a question": {"question": "<script>alert(1)</script>"},
        "a response of 30,000 characters": {"response": "x" * 30_000},
        "an id as an operator": {"id": {"$ne": None}},
    }
    for name, change in changes.items():
        yield Attack(f"answer: {name}", *post, batch(facts(**change)), me)
    yield Attack(
        "answer: a field is missing",
        *post,
        batch({key: value for key, value in one.items() if key != "run"}),
        me,
    )
    yield Attack("one bad answer among good ones", *post, batch(facts(), facts(score=9)), me)
    yield Attack("the same id twice in a batch", *post, batch(one, one), me)
    yield Attack("501 answers at once", *post, batch(*(facts() for _ in range(501))), me)


def sizes_and_kinds(mine: str) -> Iterator[Attack]:
    """Bodies that are too much, or say that they are something else."""
    me, post, good = bearer(mine), ("POST", ANSWERS), batch(facts())
    yield Attack(
        "a body of 1 MiB and 1 byte",
        *post,
        good + b" " * (2**20 + 1 - len(good)),
        me | JSON,
        (413,),
    )
    for name, body in {
        "100,000 lists in each other": b"[" * 100_000,
        "100,000 objects in each other": b'{"a":' * 100_000,
        "a response 30 deep": batch(facts(response=json.loads("[" * 30 + "]" * 30))),
        "500,000 quotes that end nowhere": b'\\"' * 500_000,
        "80,000 keys, the last one twice": b"{"
        + b",".join(b'"%d":1' % (n % 79_999) for n in range(80_000))
        + b"}",
    }.items():
        yield Attack(name, *post, body, me | JSON)
    for kind in (
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-16",
        "application/jsonp",
        "application/json, text/plain",
        "",
    ):
        named = {"Content-Type": kind} if kind else {}
        yield Attack(f"content type {kind or 'missing'}", *post, good, me | named, (400, 415))
    yield Attack("a body of 5 MiB", *post, good + b" " * 5 * 2**20, me | JSON, (400, 413, 503))
    packed = me | JSON | {"Content-Encoding": "gzip"}
    yield Attack("compressed", *post, gzip.compress(good), packed, (400, 415))


def paths(mine: str) -> Iterator[Attack]:
    """Other ways to the class."""
    me = bearer(mine)
    for path in (
        "/api/answers/../class",
        "/api/answers/%2e%2e/class",
        "//api/class",
        "/api/class/",
        "/api//class",
        "/API/CLASS",
        "/api/class%00",
        "/api/class;x",
        "/api/class%3Fafter=0",
        "/api/%63lass",
        "/api/answers\\..\\class",
        "/results.sqlite",
        "/../results/api/class",
        "/api/class?after=0&after=1",
    ):
        yield Attack(f"path {path}", "GET", PREFIX + path, None, me, (400, 403, 404))


def other_sites(browser: Person, teachers_browser: Person) -> Iterator[Attack]:
    """What a page elsewhere can make a logged-in browser send: cookies, and no token."""
    far = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
    good = batch(facts())
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json"):
        yield Attack(
            f"cross-site POST as {kind}",
            "POST",
            ANSWERS,
            good,
            far | {"Content-Type": kind},
            (401,),
            browser,
        )
    ask = far | {"Access-Control-Request-Method": "POST"}
    yield Attack("cross-site preflight", "OPTIONS", ANSWERS, None, ask, (401, 405), browser)
    yield Attack(
        "the class by a teacher's cookies", "GET", CLASS, None, far, (401,), teachers_browser
    )
    yield Attack(
        "a pulse by a teacher's cookies",
        "POST",
        PULSE,
        b'{"question": "q"}',
        far | JSON,
        (401,),
        teachers_browser,
    )
    yield Attack(
        "a login that nobody began",
        "GET",
        f"{PREFIX}/oauth_callback?code=x&state=y",
        None,
        far,
        (403,),
        browser,
    )


def at_the_hub(mine: str) -> Iterator[Attack]:
    """The way around by the Hub itself."""
    me = JSON | bearer(mine)
    join = b'{"users": ["mallory"]}'
    yield Attack(
        "joining the teachers", "POST", "/hub/api/groups/teachers/users", join, me, (403, 404)
    )
    yield Attack("a token of ben's", "POST", "/hub/api/users/ben/tokens", b"{}", me, (403, 404))
    yield Attack(
        "a token of the teacher's", "POST", "/hub/api/users/teacher/tokens", b"{}", me, (403, 404)
    )
    yield Attack("ben's server", "POST", "/hub/api/users/ben/server", b"{}", me, (403, 404))
    yield Attack(
        "the route of the service",
        "POST",
        "/api/routes/services/results",
        b'{"target": "http://127.0.0.1:1"}',
        me,
        (403, 404),
    )


def by_a_teacher(token: str) -> Iterator[Attack]:
    """Even a teacher's calls are checked."""
    for after in ("1 OR 1=1", "1;DROP TABLE answers", "-1", "1e3", "\u0661", "9" * 30, "", "0x1"):
        path = f"{CLASS}?after={_quoted(after)}"
        yield Attack(f"after={after!r} by a teacher", "GET", path, None, bearer(token))
    body = json.dumps({"question": "q'; DROP TABLE pulses; --"}).encode()
    yield Attack("SQL as a pulse", "POST", PULSE, body, JSON | bearer(token))
    me = JSON | bearer(token)
    yield Attack("writing to the class", "POST", CLASS, batch(facts()), me, (405,))
    yield Attack("deleting the class", "DELETE", CLASS, None, bearer(token), (405,))


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"token {token}"}


def _at(path: str) -> tuple[str, str]:
    return "POST", path


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text)


def large_bodies() -> list[bytes]:
    """Bodies as long as they may be, that are slow to read for a careless reader."""
    size = LARGEST // 16
    return [
        b'\\"' * (size // 2),
        b'"' * size,
        b'"' + b"\\" * (size - 1),
        b"[1," * (size // 3),
        b'{"a":1,' + b'"a":1,' * (size // 6) + b'"b":1}',
        b"9" * size,
        b"{" + b",".join(b'"%d":1' % n for n in range(size // 12)) + b',"7":1}',
    ]
