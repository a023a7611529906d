"""Starting over keeps the old file; being forgotten leaves none, and touches no other."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest
from record_samples import SECRET, ana, attempt, ids, is_one_sentence, latest, lesson_of, sql

from helpers.record import NotKept, forget, open_record, profile_files, profiles, use_profile
from helpers.record import record as record_module
from helpers.record.erase import belongings

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_RECORD", raising=False)
    monkeypatch.setenv("COURSE_CLOCK", "2026-03-01T08:09:10+01:00")
    monkeypatch.setattr(profile_files, "user_data_path", lambda *_, **__: tmp_path / "data")
    monkeypatch.setattr(record_module, "PATIENCE", 0.2)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def names_beside(record) -> set[str]:
    return set(os.listdir(record.path.parent))


# ---------------------------------------------------------------- starting over


def test_starting_over_keeps_the_old_file_under_a_dated_name():
    record = ana()
    also, facts, seed = open_record(), record.facts(), record.seed
    aside = record.start_over()
    assert aside.name == "Ana.backup-20260301-080910.sqlite" and len(ids(aside)) == 3
    assert record.facts() == [] == also.attempts() and record.seed == seed and record.keeps
    assert also.append(attempt("new")) and list(latest(record)) == ["new"]
    assert record.start_over().name == "Ana.backup-20260301-080910-2.sqlite"
    assert record.start_over() is None and profiles() == ["Ana"]
    lesson_of(record).import_record(aside)
    assert record.facts() == facts


def test_an_answer_that_waits_is_in_the_backup_and_does_not_come_back():
    record = ana(1)
    with closing(sqlite3.connect(record.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not record.append(attempt("waits"))
        with pytest.raises(NotKept, match="another program is using"):
            record.start_over()
        other.execute("ROLLBACK")
    assert len(ids(record.start_over())) == 2 and record.facts() == []
    record.path.write_bytes(b"no database at all" * 300)
    assert record.attempts() == []  # what was started over is not restored from memory


def test_starting_over_while_another_program_reads_changes_nothing():
    record = ana()
    with closing(sqlite3.connect(record.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM attempts").fetchone()
        with pytest.raises(NotKept) as caught:
            record.start_over()
    assert is_one_sentence(str(caught.value)) and "Nothing was changed" in str(caught.value)
    assert (
        names_beside(record) == {"Ana.sqlite", ".Ana.sqlite.copy", ".Ana.sqlite.lock"}
        and len(record.facts()) == 3
    )


def test_starting_over_is_refused_where_the_file_cannot_be_judged():
    record = ana()
    sql(record.path, "PRAGMA user_version=99")
    with pytest.raises(NotKept, match="newer version"):
        record.start_over()
    guest = open_record("guest")
    guest.append(attempt())
    with pytest.raises(NotKept, match="guest"):
        guest.start_over()


# ---------------------------------------------------------------- being forgotten


def test_forgetting_deletes_every_trace_of_a_profile_and_of_no_other(tmp_path):
    other = use_profile("Ana 2")
    other.append(attempt("kept"))
    record = ana()
    also = open_record()
    record.start_over()
    record.append(attempt("again", SECRET))
    folder = record.path.parent
    content = bytearray(record.path.read_bytes())
    content[20:60] = b"\xff" * 40
    record.path.write_bytes(content)
    assert "set aside" in open_record().notice
    for name in (
        "Ana.version-1-20260301-080910.sqlite",
        "Ana.sqlite-journal",
        "Ana.backup-20260301-080910-3.sqlite-wal",
        "..Ana.sqlite.copy.k3_x9a2b.draft",
    ):
        (folder / name).write_text(SECRET)
    mine = ["Ana.md", "Ana.backup.sqlite", "Ana.backup-1.sqlite", "Anna.sqlite"]
    for name in mine:
        (folder / name).write_text("no trace of the record")
    (folder / "Ana.sqlite-journal").unlink()
    before = names_beside(record)
    done = forget(record)
    others = {*mine, "Ana 2.sqlite", ".Ana 2.sqlite.copy"}
    assert {p.name for p in done.deleted} == before - others and not done.left
    assert len(done.deleted) == 8
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and SECRET.encode() in p.read_bytes()]
    assert not (tmp_path / "data" / "profile.txt").exists()
    assert list(latest(use_profile("Ana 2"))) == ["kept"]
    for one in (record, also):  # what is on the screen goes on, and keeps nothing
        assert one.name == "guest" and not one.append(attempt("after"))
        assert "deleted" in one.notice and is_one_sentence(one.notice)
        one.close()
    assert "Ana.sqlite" not in os.listdir(folder)
    assert ana(0).facts() == []


def test_a_waiting_answer_is_forgotten_at_the_end_of_the_kernel_too(tmp_path):
    code = """
import sqlite3, sys
from helpers.record import forget, open_record, record as module
sys.path.insert(0, "tests/support")
from record_samples import attempt
module.PATIENCE = module.SHORT_PATIENCE = 0.05
record = open_record(sys.argv[1])
with sqlite3.connect(record.path, isolation_level=None) as other:
    other.execute("BEGIN EXCLUSIVE")
    assert not record.append(attempt())
    other.execute("ROLLBACK")
other.close()
print(*[one.name for one in forget(record).deleted])
"""
    path = tmp_path / "x.sqlite"
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True
    )
    assert run.stdout.strip() == "x.sqlite .x.sqlite.copy", run.stderr
    assert belongings(path) == []


def test_a_record_in_use_is_not_deleted():
    record = ana()
    with closing(sqlite3.connect(record.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotKept, match="close the other notebooks"):
            forget(record)
    assert len(open_record().facts()) == 3 and record.keeps


@pytest.mark.skipif(os.name == "nt", reason="Windows links need a right of their own.")
def test_an_odd_neighbour_in_the_folder_is_in_nobodys_way(tmp_path):
    record = ana()
    os.symlink("loop", record.path.with_name("loop"))
    done = forget(record)
    assert [one.name for one in done.deleted] == ["Ana.sqlite", ".Ana.sqlite.copy"]
    assert os.listdir(tmp_path / "data/profiles") == ["loop"]
    assert done.left == () and record.name == "guest"


def test_a_folder_that_cannot_be_read_is_said_and_nothing_is_forgotten(monkeypatch):
    record = ana()
    lesson = lesson_of(record)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(os, "listdir", refuse)
        for confirm in ("", "Ana"):
            assert "Nothing was changed because" in repr(lesson.forget_me(confirm=confirm))
    assert record.name == "Ana" and len(record.facts()) == 3


def test_a_file_that_stays_is_reported_and_the_lesson_goes_on_with_it(monkeypatch):
    record = ana()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        done = forget(record)
    assert record.path in done.left and record.name == "Ana" and len(record.facts()) == 3


def test_another_notebook_brings_nothing_back(tmp_path):
    """It was open in a kernel of its own when the learner asked to be forgotten."""
    record = ana()
    seed, path = record.seed, record.path
    code = f"from helpers.record import forget, open_record; forget(open_record({str(path)!r}))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert not path.exists() and record.append(attempt("new"))
    assert "deleted or moved elsewhere" in record.notice and record.seed not in ("", seed)
    assert list(latest(open_record(path))) == ["new"]
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    seed = record.seed
    assert record.merge([attempt("brought")]).new == 1  # to import begins a new record, too
    assert record.seed not in ("", seed) and open_record(path).seed == record.seed
    assert list(latest(open_record(path))) == ["brought"]


def test_nothing_of_another_program_is_deleted(tmp_path):
    essay = tmp_path / "essay.docx"
    essay.write_bytes(b"PK\x03\x04 ten years of work" * 50)
    record = open_record(essay)  # COURSE_RECORD by mistake
    assert not record.append(attempt())
    with pytest.raises(NotKept, match="no record of this course"):
        forget(record)
    record._outbox.waiting.clear()
    assert essay.read_bytes().startswith(b"PK")
    assert sorted(os.listdir(tmp_path)) == ["essay.docx", "work"]
    sql(tmp_path / "photos.db", "CREATE TABLE photos (name)")
    with pytest.raises(NotKept, match="no record of this course"):
        forget(open_record(tmp_path / "photos.db"))
    assert (tmp_path / "photos.db").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size.")
def test_a_full_disk_does_not_stop_forgetting(tmp_path):
    """No byte can be written any more, not even into an empty lock."""
    code = """
import resource, sys
from helpers.record import forget, open_record
record = open_record(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
print(*[one.name for one in forget(record).deleted])
"""
    path = tmp_path / "x.sqlite"
    open_record(path).append(attempt("q", SECRET))
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True
    )
    assert run.stdout.strip() == "x.sqlite .x.sqlite.copy", run.stderr
    assert belongings(path) == []


def test_a_file_that_is_none_is_neither_deleted_nor_waited_for(tmp_path):
    for place in ("/", tmp_path, tmp_path / ("n" * 300)):
        record = open_record(place)
        assert record.name and not record.append(attempt()) and is_one_sentence(record.notice)
        with suppress(NotKept):
            assert forget(record).deleted == ()
        record._outbox.waiting.clear()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(NotKept, match="no ordinary file"):
            forget(open_record(tmp_path / "pipe"))
        assert (tmp_path / "pipe").exists()


def test_another_notebook_is_told_without_an_answer(tmp_path):
    """It only shows what is there, as a dashboard does."""
    record = ana()
    code = (
        f"from helpers.record import forget, open_record; forget(open_record({str(record.path)!r}))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert record.attempts() == [] and "deleted or moved elsewhere" in record.notice
    assert is_one_sentence(record.notice)


def test_no_file_of_a_record_can_be_read_by_others():
    record = ana()
    record.start_over()
    record.append(attempt())
    open_record()
    modes = {one.name: oct(one.stat().st_mode & 0o777) for one in belongings(record.path)}
    assert len(modes) == 4 and set(modes.values()) == {"0o600"}, modes


def test_a_newer_and_a_missing_file_can_be_forgotten():
    record = ana()
    sql(record.path, "PRAGMA user_version=99")
    assert [p.name for p in forget(open_record()).deleted] == ["Ana.sqlite", ".Ana.sqlite.copy"]
    record = ana()
    record.path.unlink()
    assert [p.name for p in forget(record).deleted] == [".Ana.sqlite.copy"]
    assert forget(open_record("guest")) == ((), ())
