"""What is acknowledged is on disk: settings, rights, crowds of notebooks, killed kernels."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from record_samples import attempt, ids, sql

from helpers.content.model import Option, SingleChoice
from helpers.quiz.session import Session
from helpers.record import open_record, places, schema, store, use_profile
from helpers.record import record as record_module

ROOT = Path(__file__).parents[1]
COIN = SingleChoice(
    id="coin", stem="Heads or tails?", objectives=[], section="", level="remember", hints=[],
    options=[Option("Heads", "Yes.", correct=True), Option("Tails", "No.")],
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    for name in ("COURSE_RECORD", "COURSE_CLOCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(places, "user_data_path", lambda *_, **__: tmp_path / "data")


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "record.sqlite"


def test_the_settings_that_a_power_cut_needs(path):
    record = open_record(path)
    sql(path, "PRAGMA journal_mode=WAL")  # another program may have done this
    assert record.append(attempt())
    assert sql(path, "PRAGMA journal_mode") == [("delete",)]
    with store._connection(path, record_module.PATIENCE) as con:
        settings = [con.execute(f"PRAGMA {name}").fetchone()[0]
                    for name in ("synchronous", "busy_timeout", "fullfsync")]  # fmt: skip
    assert settings == [3, 5000, 1]  # 3 is EXTRA: the journal's end is waited for, too
    assert sql(path, "PRAGMA user_version") == [(len(schema.MIGRATIONS),)]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access rights in another way.")
def test_the_record_is_private(tmp_path):
    record = use_profile("Ana")
    assert record.path.stat().st_mode & 0o777 == 0o600
    folders = record.path.parent, record.path.parent.parent
    assert [folder.stat().st_mode & 0o777 for folder in folders] == [0o700, 0o700]


WRITER = """
import sys
from helpers.record import new_attempt, open_record
record = open_record(sys.argv[1])
for n in range(int(sys.argv[2])):
    one = new_attempt(question=f"q{n}", version="1", lesson="02", response=n, outcome="correct",
                      score=1)
    print(record.append(one), one.id)
for _ in range(60):
    record.close()  # it tries again what still waits
"""


@pytest.mark.parametrize("damaged", [False, True])
def test_eight_kernels_at_once_lose_nothing(path, damaged, full, counted):
    each = 500 if full and not damaged else 25
    old: set[str] = set()
    if damaged:  # all find the damage; one sets the file aside, and none the fresh file
        for n in range(40):
            open_record(path).append(attempt(f"old{n}"))
        old = set(ids(path))
        content = bytearray(path.read_bytes())
        content[20:60] = b"\xff" * 40
        path.write_bytes(content)
    command = [sys.executable, "-c", WRITER, str(path), str(each)]
    writers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) for _ in range(8)]
    said = [line.split() for w in writers for line in w.communicate()[0].decode().splitlines()]
    assert [w.returncode for w in writers] == [0] * 8
    late = [at_once for at_once, _ in said].count("False")  # these went with a later answer
    assert len(said) == 8 * each and late < each / 10
    kept = ids(path)
    assert len(kept) == len(set(kept)) == 8 * each + len(old)
    assert {name for _, name in said} | old == set(kept)
    assert len(list(path.parent.glob("*.damaged-*"))) == damaged
    counted(f"8 kernels, {each} answers each at once, {len(said)} of {8 * each} kept, {late} late")


def test_threads_share_a_record(path):
    record = open_record(path)
    threads = [Thread(target=lambda: [record.append(attempt()) for _ in range(5)]) for _ in "1234"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids(path)) == 20


def _answer_for_ever(path: Path, told: int, by_quiz: bool) -> None:
    """Keep answers until killed, and acknowledge each one after its feedback."""
    record = open_record(path)
    session = Session([COIN], record, "02")
    for number in count():
        if by_quiz:
            session.answer(number % 2)
            session.check()
            os.write(told, session.now.attempts[-1].id.encode())
        else:
            one = attempt(response="x" * 3000)
            if record.append(one):
                os.write(told, one.id.encode())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This test needs fork, which Windows lacks.")
def test_a_killed_kernel_loses_no_acknowledged_answer(tmp_path, full, counted):
    kills, dice, acknowledged, hot = (1000 if full else 50), random.Random(7), 0, 0
    for number in range(kills):
        path = tmp_path / f"{number % 20}.sqlite"  # some are killed while they make the file
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                _answer_for_ever(path, writing, by_quiz=number % 2 == 0)
            finally:
                os._exit(1)
        os.close(writing)
        with open(reading, "rb", buffering=0) as pipe:
            told = pipe.read(32) if number % 3 else b""
            time.sleep(dice.uniform(0.002, 0.02))
            os.kill(child, signal.SIGKILL)
            assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the kernel ended by itself"
            told = (told + pipe.readall()).decode()
        told = {told[at : at + 32] for at in range(0, len(told), 32)}
        hot += path.with_name(path.name + "-journal").exists()
        record = open_record(path)
        assert record.keeps and record.notice == ""
        assert told <= set(ids(path)) and sql(path, "PRAGMA integrity_check") == [("ok",)]
        acknowledged += len(told)
    assert list(tmp_path.glob("*.damaged-*")) == []
    counted(
        f"{kills} kills, {hot} of them within a write, 0 of {acknowledged} acknowledged answers "
        "lost, 0 files corrupt"
    )
    assert acknowledged >= kills / 2
