"""The record in trouble: full disks, locks, newer, foreign and damaged files."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from record_samples import attempt, ids, is_one_sentence, latest, sql

from helpers.record import open_record, profile_files, recovery, schema, store
from helpers.record import record as record_module
from helpers.record.attempt import FIELDS, to_row
from helpers.record.erase import belongings


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    for name in ("COURSE_RECORD", "COURSE_CLOCK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(profile_files, "user_data_path", lambda *_, **__: tmp_path / "data")


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "record.sqlite"


def test_a_full_disk_keeps_answers_in_memory_until_there_is_room(path, monkeypatch):
    record = open_record(path)
    assert record.append(attempt("before"))
    monkeypatch.setattr(store, "PRAGMAS", (*store.PRAGMAS, "max_page_count=1"))
    assert not record.append(attempt("big", response="x" * 50_000))
    assert not record.append(attempt("next", response="y" * 50_000)) and not record.keeps
    assert "no room left on the disk" in record.notice and is_one_sentence(record.notice)
    assert [a.question for a in record.attempts()] == ["before", "big", "next"]
    assert not open_record(path.with_name("new.sqlite")).keeps
    monkeypatch.undo()
    assert record.append(attempt("after")) and record.keeps and record.notice == ""
    assert sql(path, "SELECT question FROM attempts ORDER BY rowid") == [
        ("before",),
        ("big",),
        ("next",),
        ("after",),
    ]


def test_a_locked_file_is_tried_again_and_each_answer_kept_once(path, monkeypatch):
    monkeypatch.setattr(record_module, "PATIENCE", 0.05)
    monkeypatch.setattr(record_module, "SHORT_PATIENCE", 0.02)
    record = open_record(path)
    assert record.append(attempt("kept"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not record.append(attempt("one")) and not record.keeps
        rerun = open_record(path)  # the cell that opens the lesson is run again
        assert not rerun.keeps and not rerun.append(attempt("two"))
        assert "another program is using" in rerun.notice and is_one_sentence(rerun.notice)
        assert [a.question for a in rerun.attempts()] == ["one", "two"]
        assert [a.question for a in record.attempts()] == ["kept", "one", "two"]
        other.execute("ROLLBACK")
    record.close()
    assert record.keeps and record.notice == ""
    assert rerun.append(attempt("three")) and rerun.keeps
    names = ["kept", "one", "two", "three"]
    assert [name for (name,) in sql(path, "SELECT question FROM attempts")] == names
    assert [a.question for a in rerun.attempts()] == names
    assert list(latest(open_record(path))) == names


@pytest.mark.parametrize("where", ["file/record.sqlite", "file/a/b/record.sqlite", ".", "x\0y"])
def test_an_unwritable_place_is_said_once_and_the_lesson_goes_on(tmp_path, where):
    (tmp_path / "file").write_text("in the way")
    record = open_record(tmp_path / where)
    assert not record.keeps and record.seed == "" and is_one_sentence(record.notice)
    assert not record.append(attempt()) and list(latest(record)) == ["q"]
    record.close()
    assert list(latest(record)) == ["q"]
    assert ("a file where a folder should be" in record.notice) == where.startswith("file")
    assert (tmp_path / "file").read_text() == "in the way"
    if where.startswith("file"):  # mended while the lesson runs
        (tmp_path / "file").unlink()
        assert record.append(attempt("r")) and list(latest(open_record(tmp_path / where))) == [
            "q",
            "r",
        ]


def test_a_read_only_disk_shows_old_answers(path, monkeypatch):
    open_record(path).append(attempt("old"))
    monkeypatch.setattr(store, "PRAGMAS", (*store.PRAGMAS, "query_only=ON"))
    record = open_record(path)
    assert not record.keeps and "cannot be written" in record.notice
    assert not record.append(attempt("new")) and list(latest(record)) == ["old", "new"]
    record._outbox.waiting.clear()


def test_a_newer_file_is_read_and_not_changed(path):
    open_record(path).append(attempt("old"))
    sql(path, "PRAGMA user_version=99")
    before = path.read_bytes()
    record = open_record(path)
    assert not record.keeps and "newer version" in record.notice and is_one_sentence(record.notice)
    assert not record.append(attempt("new")) and list(latest(record)) == ["old", "new"]
    assert not record.append(attempt("newer"))
    record.close()
    assert path.read_bytes() == before and record.seed
    sql(path, "PRAGMA user_version=99")
    record._outbox.waiting.clear()


def test_a_file_of_another_program_is_left_alone(path):
    sql(path, "CREATE TABLE photos (name)")
    before = path.read_bytes()
    record = open_record(path)
    assert not record.append(attempt()) and "is no record of this course" in record.notice
    assert path.read_bytes() == before and os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 ten years of work" * 50,
        b"SQLite format 3\0" + b"\xff" * 5000,
        b"CREATE TABLE attempts",
    ],
    ids=["an essay", "another program's database, damaged", "words that a record has, too"],
)
def test_a_file_without_the_signs_of_a_record_keeps_its_name(path, content):
    """COURSE_RECORD names it by mistake."""
    path.write_bytes(content)
    record = open_record(path)
    assert not record.append(attempt()) and not record.keeps
    assert "is no record of this course" in record.notice and is_one_sentence(record.notice)
    assert path.read_bytes() == content and os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("ours", [True, False])
def test_a_sparse_file_of_two_gigabytes_is_judged_without_reading_all_of_it(path, ours):
    if ours:
        assert open_record(path).append(attempt("old")) and open_record(path).keeps
        with path.open("rb+") as file:
            file.seek(20)
            file.write(b"\xff" * 40)
    with path.open("ab") as file:
        file.truncate(2 * 2**30)
    record = open_record(path)
    assert record.append(attempt("new")) == record.keeps == ours
    assert list(latest(record)) == ["old", "new"][not ours :]
    path.unlink()
    for aside in path.parent.glob("*.damaged-*"):
        aside.unlink()


def test_an_older_file_is_migrated_and_a_copy_kept(path, monkeypatch):
    open_record(path).append(attempt("old"))
    seed = open_record(path).seed
    step = ("ALTER TABLE attempts ADD COLUMN note TEXT",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    for _ in range(2):
        record = open_record(path)
        assert record.keeps and record.notice == "" and record.seed == seed
    assert record.append(attempt("new")) and list(latest(record)) == ["old", "new"]
    (copy,) = path.parent.glob("record.version-1-*.sqlite")
    assert len(ids(copy)) == 1 and sql(copy, "PRAGMA user_version") == [(1,)]
    assert sql(path, "PRAGMA user_version") == [(2,)]
    assert open_record(path.with_name("fresh.sqlite")).append(attempt())


def test_odd_rows_are_left_out_with_a_sentence(path):
    record = open_record(path)
    record.append(attempt("good"))
    change = (
        "INSERT INTO attempts SELECT ?, question, version, CAST(? AS TEXT), ?, outcome, "
        "?, confidence, hints, seconds, at, run FROM attempts LIMIT 1"
    )
    odd = [("a", "02", "no json", 1), ("b", b"\xff", "1", 1), ("c", "02", "1", 7), ("", "02", 1, 1)]
    for values in odd:
        sql(path, change, *values)
    record.append(attempt("last"))
    assert [a.question for a in record.attempts()] == ["good", "last"]
    assert record.keeps and record.notice.startswith("4 answers in record.sqlite")
    assert is_one_sentence(record.notice) and len(ids(path)) == 6


def _damage(good: bytes, count: int):
    dice = random.Random(11)
    for _ in range(count):
        yield good[: dice.randrange(len(good))]
    for number in range(count):
        content = bytearray(good)  # every second flip hits the first page, the most delicate
        content[dice.randrange(4096 if number % 2 else len(good))] ^= 1 << dice.randrange(8)
        yield bytes(content)


def test_damage_never_stops_the_lesson(path, full, counted):
    sound = open_record(path)
    for number in range(60):
        sound.append(attempt(f"q{number}", response="x" * 60))
    first, seed, good = ids(path), sound.seed, path.read_bytes()
    on_page = {  # where the pages with rows end, and which answers each one holds
        start + 4096: {one for one in first if one.encode() in good[start : start + 4096]}
        for start in range(4096, len(good), 4096)
        if good[start] == 13
    }
    assert set().union(*on_page.values()) == set(first) and sum(map(bool, on_page.values())) > 2
    assert open_record(path).keeps and store.copy_of(path).is_file()
    aside_count = saved = 0
    damaged = list(_damage(good, 100 if full else 40))
    for number, content in enumerate(damaged):
        folder = path.parent / str(number)
        folder.mkdir()
        (folder / "record.sqlite").write_bytes(content)
        copied = number % 3 == 0
        if copied:
            shutil.copy(store.copy_of(path), folder)
        record, new = open_record(folder / "record.sqlite"), attempt("new")
        old = record.attempts()
        if "is no record of this course" in record.notice:
            assert not copied and not any(sign in content for sign in recovery.SIGNS)
            assert (folder / "record.sqlite").read_bytes() == content and not record.append(new)
            record._outbox.waiting.clear()
            continue
        assert record.append(new) or "newer version" in record.notice
        assert record.append(attempt("later")) or "newer version" in record.notice
        assert latest(record)["new"] == new and "later" in latest(record)
        if record.keeps:
            again = open_record(record.path)
            assert latest(again)["new"] == new and again.keeps
        for aside in folder.glob("*.damaged-*"):
            aside_count += 1
            assert aside.read_bytes() == content and is_one_sentence(record.notice)
            assert f"record.sqlite was damaged, so it is set aside as {aside.name}" in record.notice
            if copied:
                assert [a.id for a in old] == first and record.seed == seed
        if len(content) < len(good):
            before_the_cut = (own for end, own in on_page.items() if end <= len(content))
            assert set().union(*before_the_cut) <= {a.id for a in old}, len(content)
            assert record.notice or not content or len(old) == len(first), "lost in silence"
        saved += len(old)
        shutil.rmtree(folder)
    each = len(damaged) // 2
    counted(
        f"{each} truncated files, {each} with a flipped bit, 0 crashes, {aside_count} set aside, "
        f"{saved} of {60 * len(damaged)} answers read again"
    )


def test_damage_under_an_open_record_and_names_already_taken(path, monkeypatch):
    monkeypatch.setenv("COURSE_CLOCK", "2026-03-01T08:09:10+00:00")
    names = []
    for number in range(2):
        record = open_record(path)
        assert record.append(attempt(f"q{number}"))
        path.write_bytes(b"no database at all" * 300)
        assert record.append(attempt(f"r{number}")) and record.keeps
        names += [name for name in os.listdir(path.parent) if name in record.notice]
        assert {f"q{number}", f"r{number}"} <= {a.question for a in open_record(path).attempts()}
    assert sorted(set(names)) == [
        "record.damaged-20260301-080910-2.sqlite",
        "record.damaged-20260301-080910.sqlite",
        "record.sqlite",
    ]


def test_one_notebook_at_a_time_sets_a_file_aside(path, monkeypatch):
    monkeypatch.setattr(record_module, "PATIENCE", 0.05)
    open_record(path)
    path.write_bytes(b"no database at all" * 300)
    with closing(sqlite3.connect(path.parent / ".record.sqlite.lock")) as other:
        other.execute("BEGIN EXCLUSIVE")
        record = open_record(path)
        assert not record.append(attempt()) and is_one_sentence(record.notice)
        assert "could not be set aside" in record.notice
        assert path.read_bytes().startswith(b"no database")
    assert record.append(attempt("r")) and list(latest(open_record(path))) == ["q", "r"]


def test_damage_that_garbles_the_message_of_the_error(path):
    open_record(path).append(attempt("old"))
    content = path.read_bytes()
    path.write_bytes(
        content.replace(b"CREATE TRIGGER attempts_once", b"CREATE TR\xffGGER attempts_once", 1)
    )
    record = open_record(path)
    assert record.append(attempt("new")) and list(latest(record)) == ["old", "new"]
    assert "set aside" in record.notice


def test_a_file_deleted_under_an_open_record_is_begun_again(path):
    """What was in it is not brought back, not even from memory: it may have been forgotten."""
    record = open_record(path)
    record.append(attempt("gone"))
    old = record.seed
    path.unlink()
    assert record.attempts() == [] and record.append(attempt("new"))
    assert list(latest(open_record(path))) == ["new"]
    assert old != record.seed == open_record(path).seed != ""
    assert "deleted or moved elsewhere" in record.notice and is_one_sentence(record.notice)
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert [one.question for one in record.attempts()] == ["new"]


def test_a_record_begun_anew_elsewhere_takes_no_old_answers(path):
    mine, other = open_record(path), open_record(path.with_name("other.sqlite"))
    mine.append(attempt("gone"))
    other.append(attempt("theirs"))
    os.replace(other.path, path)
    assert mine.append(attempt("new")) and mine.seed == other.seed
    assert "deleted or moved elsewhere" in mine.notice
    assert [one.question for one in mine.attempts()] == ["theirs", "new"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_time_at_the_ends_of_the_calendar_is_left_out(path, at):
    record = open_record(path)
    bad = msgspec.structs.replace(attempt("bad"), at=at)
    assert record.append(attempt("good")) and not record.append(bad)
    assert "1900 to 2999" in record.notice and is_one_sentence(record.notice)
    row = to_row(attempt("odd"))
    marks = ", ".join("?" * len(row))
    row = tuple(at if name == "at" else cell for name, cell in zip(FIELDS, row, strict=True))
    sql(path, f"INSERT INTO attempts VALUES ({marks})", *row)
    fresh = open_record(path)
    assert [one.question for one in fresh.attempts()] == ["good"]
    assert "One answer in" in fresh.notice and fresh.keeps


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among its files.")
def test_what_is_no_ordinary_file_is_left_as_it_is(path):
    os.mkfifo(path, 0o666)
    before = path.stat().st_mode
    record = open_record(path)
    assert not record.append(attempt()) and path.stat().st_mode == before
    assert "is no ordinary file" in record.notice and is_one_sentence(record.notice)


@pytest.mark.parametrize("which", [0, 1, -1])
def test_a_page_that_is_lost_costs_its_own_answers_only(path, which):
    record = open_record(path)
    store.write(path, [to_row(attempt(f"q{n}", "x" * 200)) for n in range(120)], 1, record.seed)
    size = int.from_bytes(path.read_bytes()[16:18], "big")
    content = bytearray(path.read_bytes())
    leaves = {  # where the pages with rows of answers begin, and how many rows each holds
        start: int.from_bytes(content[start + 3 : start + 5], "big")
        for start in range(size, len(content), size)
        if content[start] == 13 and content[start + 3 : start + 5] > b"\0\5"
    }
    assert len(leaves) > 5 and sum(leaves.values()) == 120
    start = list(leaves)[which]
    content[start : start + size] = b"\xff" * size
    path.write_bytes(content)
    fresh = open_record(path)
    assert len(fresh.attempts()) == 120 - leaves[start] and "set aside" in fresh.notice


# ---------------------------------------------------------------- a rescue that is cut short


def spoilt(path: Path, answers: int = 3) -> list[str]:
    """A record whose header is broken; its answers stand in the copy of the last opening."""
    record = open_record(path)
    for number in range(answers):
        assert record.append(attempt(f"q{number}"))
    assert open_record(path).keeps
    break_header(path)
    return [f"q{number}" for number in range(answers)]


def break_header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[20:60] = b"\xff" * 40
    path.write_bytes(content)


class Killed(BaseException):
    """Stands for SIGKILL: nothing of ours catches it."""


def killed_at(step: str, path: Path, monkeypatch) -> None:
    """A kernel begins to rescue the answers in a damaged file, and does not come to the end."""

    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(f"helpers.record.recovery.{step}", die)
        with pytest.raises(Killed):
            open_record(path)
    assert path.is_file()


@pytest.mark.parametrize("step", ["_salvage", "write", "free_name", "os.link", "move_journals"])
def test_a_kernel_killed_during_the_rescue_loses_nothing(path, step, monkeypatch):
    asked = spoilt(path)
    before = path.read_bytes()
    killed_at(step, path, monkeypatch)
    assert path.read_bytes() == before
    record = open_record(path)
    assert [one.question for one in record.attempts()] == asked
    assert "set aside" in record.notice and record.append(attempt("new"))
    assert {one.read_bytes() for one in path.parent.glob("*.damaged-*")} == {before}


def test_a_lesson_that_was_open_before_reads_what_was_being_rescued(path, monkeypatch):
    also = open_record(path)
    asked = spoilt(path)
    killed_at("write", path, monkeypatch)
    assert [one.question for one in also.attempts()] == asked and "set aside" in also.notice


def test_a_disk_that_is_full_during_the_rescue_loses_nothing(path, monkeypatch):
    asked = spoilt(path)
    before = path.read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(store, "PRAGMAS", (*store.PRAGMAS, "max_page_count=1"))
        record = open_record(path)
        assert not record.keeps and not record.append(attempt("meanwhile"))
        assert f"no room left on the disk for {path};" in record.notice
        assert is_one_sentence(record.notice) and path.read_bytes() == before
        assert not open_record(path).keeps  # another notebook, and none begins without them
    assert record.append(attempt("after")) and record.keeps
    found = [one.question for one in open_record(path).attempts()]
    assert found == [*asked, "meanwhile", "after"]


# ---------------------------------------------------------------- the copy beside the record


def test_a_zeroed_first_page_costs_only_what_came_since_the_last_opening(path, full, counted):
    """SQLite reads no file without its first page; the copy of the last opening has the rest."""
    count = 100_000 if full else 3_000
    record = open_record(path)
    store.write(path, [to_row(attempt(f"q{n}")) for n in range(count)], 5, record.seed)
    assert open_record(path).keeps
    asked = [one.question for one in record.attempts()]
    sql(path, "INSERT INTO meta VALUES ('imported:x', 'y')")
    store.write(path, [to_row(attempt("since"))], 5, record.seed)
    with path.open("rb+") as file:
        file.write(bytes(4096))
    fresh = open_record(path)
    assert [one.question for one in fresh.attempts()] == asked and fresh.seed == record.seed
    assert f"with the {count} answers that could still be read" in fresh.notice
    counted(f"{count:,} answers back after a zeroed first page, 1 lost that came since the opening")


def test_an_empty_file_with_a_copy_is_damage(path):
    """What a power cut may leave; a file that is missing was deleted by somebody."""
    asked = spoilt(path)
    path.write_bytes(b"")
    assert [one.question for one in open_record(path).attempts()] == asked
    path.unlink()
    assert open_record(path).attempts() == []


def test_the_copy_is_renewed_when_the_record_has_changed(path, monkeypatch):
    copy = store.copy_of(path)
    record = open_record(path)
    assert ids(copy) == []
    record.append(attempt())
    open_record(path)
    assert ids(copy) == ids(path) and len(ids(path)) == 1
    before = copy.stat()
    open_record(path)
    assert copy.stat().st_ino == before.st_ino  # nothing new, nothing written
    monkeypatch.setattr(store, "SMALL", 0)
    record.append(attempt("next"))
    open_record(path)
    assert len(ids(copy)) == 1  # a large one is copied once a day
    os.utime(copy, ns=(0, before.st_mtime_ns - 2 * store.DAY))
    open_record(path)
    assert len(ids(copy)) == 2 and not list(path.parent.glob("*.draft"))


def test_a_copy_that_cannot_be_made_is_in_nobodys_way(path, monkeypatch):
    monkeypatch.setattr(store, "whole_file", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    record = open_record(path)
    assert record.append(attempt()) and open_record(path).keeps and record.notice == ""
    assert not store.copy_of(path).exists()


def test_the_copy_of_another_record_brings_nothing_back(path):
    theirs = open_record(path.with_name("theirs.sqlite"))
    theirs.append(attempt("theirs"))
    open_record(theirs.path)
    mine = open_record(path)
    store.write(path, [to_row(attempt(f"q{n}", "x" * 200)) for n in range(120)], 1, mine.seed)
    shutil.copy(store.copy_of(theirs.path), store.copy_of(path))
    content = bytearray(path.read_bytes())
    content[-4096:] = b"\xff" * 4096
    path.write_bytes(content)
    found = [one.question for one in open_record(path).attempts()]
    assert len(found) > 100 and "theirs" not in found


def test_a_name_too_long_for_a_date_behind_it_is_cut(path):
    long = path.with_name("n" * 225 + ".sqlite")
    asked = spoilt(long)
    record = open_record(long)
    assert [one.question for one in record.attempts()] == asked
    assert "set aside" in record.notice
    aside = record.start_over()
    assert aside.name.startswith("nnn") and ".backup-" in aside.name
    assert {one.name for one in belongings(long)} == set(os.listdir(path.parent))
