"""The service killed again and again under load: what it acknowledged is kept, nothing doubled."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from house import ROOT, answer, answers_of, call, service_environment
from postgres import new_database
from sqlalchemy import text

from helpers.classroom.hub.__main__ import free_ports
from helpers.classroom.hub.store import Store
from helpers.record import Record
from helpers.sharing.calls import NoAnswer, ResultsService
from helpers.sharing.sender import EVERY, Sender

pytestmark = pytest.mark.hub
LEARNERS = 6
KILLS = {"sqlite": 50, "postgresql": 25}


class Noting(ResultsService):
    """Notes what the service has acknowledged, and how often it was away."""

    def __init__(self, address: str, token: str):
        super().__init__(address, token)
        self.acknowledged: set[str] = set()
        self.failures = 0

    def call(self, method, path, body, kind):
        try:
            found = super().call(method, path, body, kind)
        except NoAnswer:
            self.failures += 1
            raise
        if method == "POST":
            assert found.differing == [] and found.kept == len(body["attempts"])
            self.acknowledged |= {one["id"] for one in body["attempts"]}
        return found


class Mortal:
    """The service in a process that can be killed and started again."""

    def __init__(self, hub, database: str):
        self.port = free_ports(1)[0]
        self.address = f"http://127.0.0.1:{self.port}/services/results"
        self._nurse = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("rebirth.py"))],
            cwd=ROOT,
            env=service_environment(hub, self.port, database),
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._life = 0

    def start(self) -> None:
        self._nurse.stdin.write("live\n")
        self._nurse.stdin.flush()
        self._life = int(self._nurse.stdout.readline())
        for _ in range(6000):
            try:
                if call(self.port, "GET", "/services/results/api/answers").status == 401:
                    return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("the service did not come back")

    def kill(self) -> None:
        os.kill(self._life, signal.SIGKILL)
        while True:
            try:
                os.kill(self._life, 0)
            except ProcessLookupError:
                return
            time.sleep(0.002)

    def stop(self) -> None:
        if self._life:
            self.kill()
        self._nurse.stdin.close()
        self._nurse.wait(20)
        self._nurse.stdout.close()


@contextmanager
def mortal_service(hub, database: str):
    service = Mortal(hub, database)
    try:
        service.start()
        yield service
    finally:
        service.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'results.sqlite'}"
    return new_database(request.getfixturevalue("postgres"), "kills")


def test_killed_under_load_nothing_acknowledged_is_lost(hub, database, tmp_path, full, counted):
    kills = KILLS[database.partition(":")[0].partition("+")[0]] if full else 4
    names = [f"killed{n}" for n in range(LEARNERS)]
    tokens = [person.new_token()["token"] for person in hub.people(names)]
    records = [Record(tmp_path / f"{name}.sqlite", name) for name in names]
    done = Event()
    with mortal_service(hub, database) as mortal:
        services = [Noting(mortal.address, token) for token in tokens]

        def learn(record: Record, service: Noting) -> None:
            sender, number = Sender(service), 0
            sender.path = record.path
            while not done.is_set():
                assert record.append(answer(f"q{number}", number))
                number += 1
                if sender.look() > EVERY:
                    time.sleep(0.02)  # it would wait longer, but a test has no time
            while sender.look() > EVERY or sender.waiting:
                time.sleep(0.05)  # the queue drains

        threads = [Thread(target=learn, args=pair) for pair in zip(records, services, strict=True)]
        for thread in threads:
            thread.start()
        chance = random.Random(7)
        try:
            for _ in range(kills):
                time.sleep(chance.uniform(0.05, 0.5))
                mortal.kill()
                mortal.start()
        finally:
            done.set()
            for thread in threads:
                thread.join(300)
        assert not any(thread.is_alive() for thread in threads)
    store = Store(database)
    total = 0
    for name, record, service in zip(names, records, services, strict=True):
        kept = store.ids(name)
        assert service.acknowledged <= set(kept)  # every acknowledged answer is there
        assert len(kept) == len(set(kept))  # none twice
        assert sorted(kept) == sorted(a.id for a in record.attempts())  # and none is missing
        assert answers_of(store, name) == record.attempts()
        total += len(kept)
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM answers")).scalar() == total
    store.engine.dispose()
    failures = sum(service.failures for service in services)
    assert failures >= kills // 2, "the kills hit nobody"
    counted(
        f"{kills} kills under load on {store.engine.dialect.name}: {failures} calls failed, "
        f"{total} of {total} answers kept, 0 doubled, 0 lost"
    )
