"""The record's file: one SQLite database, opened for each act and closed again.

Short-lived connections cost a fraction of the disk's own time and make a record safe to use
across threads and forks, and from several notebooks; none of them can go on writing to a file
that another one has set aside. A rollback journal is used because WAL does not work on network
homes. Its deletion is what commits an answer, so ``synchronous=EXTRA`` also waits until the folder
has forgotten it: with FULL, a power cut could bring it back, and it would undo the last answer.

Never open the file by other means while the course runs: on POSIX systems, closing any handle
drops the locks that SQLite holds in this process.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import NamedTuple, TypeVar

from . import errors, schema
from .attempt import FIELDS, NUMBERED, Attempt, readable, to_row
from .files import whole_file
from .order import Span, in_order

T = TypeVar("T")

PRAGMAS = ("synchronous=EXTRA", "fullfsync=ON", "trusted_schema=OFF", "cell_size_check=ON")

SMALL = 2**22
"""Bytes of a record that is copied at every opening: some 20,000 answers."""
DAY = 86_400 * 10**9  # in nanoseconds
SLICE = 0.1
"""Seconds of one wait for a lock. SQLite asks less and less often while it waits, so that of many
writers one may never get its turn; many short waits are fairer than a long one."""

_COLUMNS = ", ".join(FIELDS)
_INSERT = f"INSERT INTO attempts ({_COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"
# an id that is there already is left alone: the trigger attempts_once sees to it

_IMPORTED = "imported:"
SPANS = f"SELECT substr(key, {len(_IMPORTED) + 1}), value FROM meta WHERE key GLOB '{_IMPORTED}*'"
"""The spans of rows that imports brought in: the first number is in the key, the last the value."""


_SAME = {
    "question": "question = ?",
    "lesson": f"? IN (lesson, CASE WHEN lesson GLOB '{NUMBERED}' THEN substr(lesson, 4) END)",
}
"""How a row is found by its question, or by its lesson: see :func:`.attempt.lesson_today`."""


class Merged(NamedTuple):
    """What an import did: how many attempts were new and how many known already.

    ``differing`` are those that were not taken, because another attempt here has their id.
    """

    new: int
    known: int
    differing: tuple[Attempt, ...]


@contextmanager
def _connection(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """A configured connection, closed at the end; every error comes out explained."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise errors.unwritable(path, f"{path} is no ordinary file")
    try:
        with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as con:
            con.text_factory = bytes
            for pragma in PRAGMAS:
                con.execute(f"PRAGMA {pragma}")
            yield con
    except (sqlite3.Error, OSError, ValueError) as error:
        raise errors.explain(error, path) from error


@contextmanager
def _writing(path: Path, patience: float, seed: str) -> Iterator[sqlite3.Connection]:
    """A connection to a file with the newest tables, which is made if it is missing."""
    try:
        make_folder(path.parent)
        if not os.path.lexists(path):  # who deletes a record means its copy, too
            copy_of(path).unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        raise errors.explain(error, path) from error
    with _connection(path, patience) as con:
        if schema.version_of(con, path) == 0 and os.path.isfile(copy_of(path)):
            raise errors.Damaged("the file is empty, and its copy is not")
        schema.prepare(con, path, seed)
        yield con


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, private to this user."""
    if not os.path.isdir(folder):
        if folder.parent != folder:
            make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def copy_of(path: Path) -> Path:
    """Return the hidden copy that :func:`renew_copy` keeps."""
    return path.with_name(f".{path.name}.copy")


def renew_copy(path: Path) -> None:
    """Copy a sound record that has changed since it was copied, for the day it gets damaged.

    One of more than :data:`SMALL` bytes is copied once a day only, or when it has doubled. The
    copy has the time of the record's last change. Where it cannot be made now, the old one stays.
    """
    with suppress(OSError, ValueError, sqlite3.Error):
        now, copy = os.stat(path), copy_of(path)
        with suppress(FileNotFoundError):
            was = os.stat(copy)
            since = now.st_mtime_ns - was.st_mtime_ns
            large = SMALL < now.st_size < 2 * was.st_size
            if since == 0 or (large and 0 < since < DAY):
                return
        with (
            whole_file(copy) as draft,
            closing(sqlite3.connect(path, isolation_level=None)) as source,
        ):
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM meta").fetchone()  # a backup would wait for a lock
            with closing(sqlite3.connect(draft)) as target:
                target.execute("PRAGMA journal_mode=OFF")
                source.backup(target)
            os.utime(draft, ns=(now.st_mtime_ns, now.st_mtime_ns))


def open_file(path: Path, patience: float, seed: str = "", check: str = "quick_check") -> None:
    """Make the file if it is missing, with this or a new seed, and check all of it.

    ``check`` names SQLite's check; "integrity_check" also compares the indexes. Raises
    :class:`errors.NotKept` or :class:`errors.Damaged`.
    """
    with _writing(path, patience, seed) as con:
        if con.execute(f"PRAGMA {check}(1)").fetchone() != (b"ok",):
            raise errors.Damaged("the check of the file failed")
        con.execute("BEGIN IMMEDIATE")
        con.execute("ROLLBACK")


def write(path: Path, rows: Iterable[tuple], patience: float, seed: str = "") -> None:
    """Keep rows of attempts in one transaction; an id already kept is left alone.

    They are on disk when this returns. Raises :class:`errors.NotKept` or
    :class:`errors.Damaged`, and then nothing was kept. ``seed`` is for a file that is missing.
    """
    rows = list(rows)
    _persist(path, lambda con: con.executemany(_INSERT, rows), patience, seed)


def merge(path: Path, attempts: Iterable[Attempt], patience: float, seed: str = "") -> Merged:
    """Keep the attempts of another machine in one transaction, as :func:`write` does.

    Their rows are noted as one import, for :func:`.order.in_order`. A malformed attempt is a
    ``ValueError``, and then nothing was kept either.
    """
    rows = [(attempt, to_row(attempt)) for attempt in attempts]
    return _persist(path, lambda con: _merge(con, rows), patience, seed)


def _merge(con: sqlite3.Connection, rows: list[tuple[Attempt, tuple]]) -> Merged:
    select = f"SELECT {_COLUMNS} FROM attempts WHERE id = ?"
    before = con.execute("SELECT ifnull(max(rowid), 0) FROM attempts").fetchone()[0]
    new: list[tuple] = []
    differing: list[Attempt] = []
    for attempt, row in rows:
        kept = con.execute(select, (attempt.id,)).fetchone()
        if kept is None:
            new.append(row)
        elif readable(kept) != attempt:
            differing.append(attempt)
    con.executemany(_INSERT, new)
    if new:
        last = con.execute("SELECT max(rowid) FROM attempts").fetchone()[0]
        con.execute("INSERT INTO meta VALUES (?, ?)", (f"{_IMPORTED}{before + 1}", str(last)))
    return Merged(len(new), len(rows) - len(new) - len(differing), tuple(differing))


def _persist(path: Path, act: Callable[[sqlite3.Connection], T], patience: float, seed: str) -> T:
    """Do ``act`` in a transaction, and try again while others are in the way."""
    deadline = monotonic() + patience
    while True:
        try:
            with _writing(path, min(patience, SLICE), seed) as con:
                con.execute("PRAGMA journal_mode=DELETE")
                con.execute("BEGIN IMMEDIATE")
                done = act(con)
                con.execute("COMMIT")
                return done
        except errors.NotKept as error:
            code = getattr(error.__cause__, "sqlite_errorcode", None)
            moved = code == sqlite3.SQLITE_READONLY_DBMOVED  # set aside just now by a notebook
            if monotonic() >= deadline or not (moved or isinstance(error, errors.Busy)):
                raise


def read(
    path: Path, patience: float, lesson: str | None = None, question: str | None = None
) -> tuple[list[Attempt], int]:
    """Return the attempts, oldest first (see :mod:`.order`), and how many rows were odd."""
    wanted = {"lesson": lesson, "question": question}
    wanted = {column: text for column, text in wanted.items() if text is not None}
    where = " AND ".join(_SAME[column] for column in wanted) or "1"
    sql = f"SELECT rowid, {_COLUMNS} FROM attempts NOT INDEXED WHERE {where} ORDER BY rowid"

    def act(con: sqlite3.Connection) -> tuple[list[Attempt], int]:
        attempts: dict[str, Attempt] = {}
        numbers: list[int] = []
        odd = 0
        for number, *row in con.execute(sql, tuple(wanted.values())):
            attempt = readable(row)
            if attempt is None:
                odd += 1
            elif attempts.setdefault(attempt.id, attempt) is attempt:
                numbers.append(number)
        imports = spans(con.execute(SPANS))
        return in_order(zip(numbers, attempts.values(), strict=True), imports), odd

    return _look(path, patience, act) or ([], 0)


def spans(rows: Iterable[tuple]) -> list[Span]:
    """Return what the rows of the query :data:`SPANS` say; one that makes no sense is left out."""
    found = []
    for first, last in rows:
        with suppress(ValueError, TypeError):
            found.append((int(first), int(last)))
    return found


def read_seed(path: Path, patience: float) -> str:
    """Return the seed of the file, or "" if there is none."""
    sql = "SELECT value FROM meta WHERE key = 'seed'"
    row = _look(path, patience, lambda con: con.execute(sql).fetchone())
    if row is None:
        return ""
    return row[0].decode(errors="replace") if isinstance(row[0], bytes) else str(row[0])


def _look(path: Path, patience: float, act: Callable[[sqlite3.Connection], T]) -> T | None:
    """Do ``act``, which reads, all at one moment; None if the file is missing or empty.

    A newer file is read as it is.
    """
    if not os.path.exists(path):
        return None
    with _connection(path, patience) as con:
        con.execute("PRAGMA query_only=ON")
        con.execute("BEGIN")
        version = schema.version_of(con, path)
        if version == 0:
            return None
        try:
            con.text_factory = str
            return act(con)
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) is None:  # a text that is not UTF-8
                con.text_factory = bytes  # slower, and leaves the bad text to the reader
                return act(con)
            if version > len(schema.MIGRATIONS):
                raise errors.newer(path) from None
            raise
