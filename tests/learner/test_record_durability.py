"""What is acknowledged is on disk: settings, rights, crowds of notebooks, killed kernels."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from record_samples import attempt, ids, sql

from helpers.record import open_record, profile_files, schema, store, use_profile
from helpers.record import record as record_module

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    for name in ("COURSE_RECORD", "COURSE_CLOCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(profile_files, "user_data_path", lambda *_, **__: tmp_path / "data")


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "record.sqlite"


def test_the_settings_that_a_power_cut_needs(path):
    record = open_record(path)
    sql(path, "PRAGMA journal_mode=WAL")  # another program may have done this
    assert record.append(attempt())
    assert sql(path, "PRAGMA journal_mode") == [("delete",)]
    with store._connection(path, record_module.PATIENCE) as con:
        settings = [
            con.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "busy_timeout", "fullfsync")
        ]
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
        assert open_record(path).keeps  # and copies what is there
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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="This test needs fork, which Windows lacks.")
def test_a_killed_kernel_loses_no_acknowledged_answer(tmp_path, full, counted):
    kills, program = (
        (300 if full else 50),
        Path(__file__).parents[1] / "support" / "record_kills.py",
    )
    command = [sys.executable, str(program), str(tmp_path), str(kills), "7"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    acknowledged, hot = map(int, done.stdout.split())
    counted(
        f"{kills} kills, {hot} of them within a write, 0 of {acknowledged} acknowledged answers "
        "lost, 0 files corrupt"
    )
    assert acknowledged >= kills / 2
