"""A real JupyterHub on the loopback address: start it, log in, call it, restart it, stop it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from helpers.classroom.hub.__main__ import PROXY, free_ports
from helpers.classroom.hub.store import Store
from helpers.record import Attempt, new_attempt
from helpers.sharing.calls import ResultsService

ROOT = Path(__file__).parents[2]
HOW_TO_GET_ONE = (
    f"no {PROXY} was found: install Node.js, run npm install -g {PROXY}@5.3.0 and run again"
)
PREFIX = "/services/results"
HUBS = ["sqlite_hub", "postgres_hub"]
"""The Hubs that a class and the attacks run on."""


def has_proxy() -> bool:
    return shutil.which(PROXY) is not None


class Reply(NamedTuple):
    """What a server answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def sentence(self) -> str:
        """The reason that the results service gives, or ""."""
        try:
            found = self.json
        except ValueError:
            return ""
        return found.get("error", "") if isinstance(found, dict) else ""


def call(port: int, method: str, path: str, body=None, headers=None) -> Reply:
    """One request as it is written here: no redirect, no tidied path, no header of our own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return Reply(answer.status, answer.getheaders(), answer.read())
    finally:
        connection.close()


class Person:
    """Somebody with a browser at the Hub's login form."""

    def __init__(self, port: int, name: str, password: str):
        self.port, self.name, self.cookies = port, name, {}
        self.visit("GET", "/hub/login")
        form = urlencode({"username": name, "password": password, "_xsrf": self.cookies["_xsrf"]})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        reply = self.visit("POST", "/hub/login", form, kind)
        if reply.status != 302:
            raise RuntimeError(f"{name} could not log in: {reply.status}")
        self.visit("GET", "/hub/home")

    def visit(self, method: str, path: str, body=None, headers=None) -> Reply:
        """A request with this browser's cookies; those of the answer are kept."""
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        reply = call(self.port, method, path, body, {**(headers or {}), "Cookie": jar})
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                for key, cookie in SimpleCookie(value).items():
                    self.cookies[key] = cookie.value
        return reply

    def follow(self, path: str) -> Reply:
        """What a page shows after its redirects on this Hub."""
        for _ in range(10):
            reply = self.visit("GET", path)
            if reply.status != 302:
                return reply
            path = dict((k.lower(), v) for k, v in reply.headers)["location"]
        raise RuntimeError(f"too many redirects at {path}")

    def ask_hub(self, method: str, path: str, body=None) -> Reply:
        """A call of the Hub's own API from this browser."""
        headers = {"X-XSRFToken": self.cookies["_xsrf"], "Content-Type": "application/json"}
        headers["Referer"] = f"http://127.0.0.1:{self.port}/hub/home"
        return self.visit(method, f"/hub/api{path}", json.dumps(body or {}), headers)

    def new_token(self, **wishes) -> dict:
        """A new token of this person: ``token`` and ``id``."""
        reply = self.ask_hub("POST", f"/users/{self.name}/tokens", {"note": "test", **wishes})
        if reply.status != 201:
            raise RuntimeError(f"no token for {self.name}: {reply.status} {reply.body[:300]}")
        return reply.json


class Hub:
    """The Hub of the documented demo command, in a folder of its own."""

    def __init__(self, folder: Path, database: str = ""):
        self.folder, self.port, self._database = folder, free_ports(1)[0], database
        self.start()

    @property
    def results(self) -> str:
        """The address of the results service."""
        return f"http://127.0.0.1:{self.port}{PREFIX}"

    @property
    def about(self) -> str:
        """Its database and its processors, for what is counted."""
        return f"{self._database.partition('+')[0] or 'sqlite'}, {self.cores} processors"

    def start(self) -> None:
        command = [sys.executable, "-m", "helpers.classroom.hub", "demo"]
        command += [f"--port={self.port}", f"--folder={self.folder}"]
        self.log = self.folder / "demo.log"
        with self.log.open("w") as log:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                env=os.environ | {"COURSE_DEMO_DATABASE": self._database},
            )
        self.cores = on_two_cores(self._process.pid)
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        said = self.log.read_text()
        self.password = re.search(r"^Learners: any name, password (\S+)$", said, re.M)[1]
        self.teachers = re.search(r"^Teacher: the name teacher, password (\S+)$", said, re.M)[1]

    def _wait(self) -> None:
        for _ in range(1800):
            try:
                answers = call(self.port, "GET", f"{PREFIX}/api/answers").status == 401
                if answers and "Stop with Ctrl-C" in self.log.read_text():
                    return
            except OSError:
                if self._process.poll() is not None:
                    break
            time.sleep(0.1)
        raise RuntimeError(f"the Hub did not start:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """Stop the Hub, and with it the proxy, the service and all servers."""
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)
                self._process.wait(30)

    def person(self, name: str) -> Person:
        """Somebody who logs in at the form, with the teacher's password or the class's."""
        password = self.teachers if name == "teacher" else self.password
        return Person(self.port, name, password)

    def people(self, names: list[str]) -> list[Person]:
        """All of them log in at once."""
        with ThreadPoolExecutor(len(names)) as pool:
            return list(pool.map(self.person, names))

    @property
    def hub_api(self) -> str:
        """The Hub's API as a service calls it."""
        return f"http://127.0.0.1:{self.port}/hub/api"


def on_two_cores(process: int) -> int:
    """Keep a process and those that it starts to two processors; return how many it has."""
    if not hasattr(os, "sched_setaffinity"):  # macOS
        return os.cpu_count()
    os.sched_setaffinity(process, sorted(os.sched_getaffinity(0))[:2])
    return len(os.sched_getaffinity(process))


@contextmanager
def running_hub(folder: Path, database: str = "") -> Iterator[Hub]:
    """Run a Hub; its results are in a SQLite file of the folder, or in the database named."""
    hub = Hub(folder, database)
    try:
        yield hub
    finally:
        hub.stop()


def service_environment(hub: Hub, port: int, database: str) -> dict[str, str]:
    """What a Hub tells a service of its own, for one that is started by hand."""
    return os.environ | {
        "JUPYTERHUB_SERVICE_NAME": "results",
        "JUPYTERHUB_SERVICE_PREFIX": f"{PREFIX}/",
        "JUPYTERHUB_SERVICE_URL": f"http://127.0.0.1:{port}",
        "JUPYTERHUB_CLIENT_ID": "service-results",
        "JUPYTERHUB_API_TOKEN": "none",
        "JUPYTERHUB_API_URL": hub.hub_api,
        "COURSE_RESULTS_DATABASE": database,
    }


def answers_of(store: Store, learner: str) -> list[Attempt]:
    """A learner's answers in the order of arrival, page by page."""
    found: list[Attempt] = []
    after: int | None = 0
    while after is not None:
        page = store.page(after, learner=learner)
        found += [attempt for _, attempt in page.answers]
        after = page.following
    return found


def answer(question: str, response=0, outcome="correct", **more) -> Attempt:
    """An attempt to hand in."""
    facts = {"version": "1", "lesson": "02", "score": 1.0} | more
    return new_attempt(question=question, response=response, outcome=outcome, **facts)


def service_of(hub: Hub, token: str) -> ResultsService:
    return ResultsService(hub.results, token)
