"""The record's file: one SQLite database, opened for each act and closed again.

Short-lived connections cost a fraction of the disk's own time and make a record safe to use
across threads and forks, and from several notebooks; none of them can go on writing to a file
that another one has set aside. A rollback journal with ``synchronous=FULL`` is used because WAL
does not work on network homes.

Never open the file by other means while the course runs: on POSIX systems, closing any handle
drops the locks that SQLite holds in this process.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic

from . import schema, trouble
from .attempt import FIELDS, Attempt, from_row

PRAGMAS = (
    "synchronous=FULL",
    "fullfsync=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)

SLICE = 0.1
"""Seconds of one wait for a lock. SQLite asks less and less often while it waits, so that of many
writers one may never get its turn; many short waits are fairer than a long one."""

_COLUMNS = ", ".join(FIELDS)
_INSERT = f"INSERT INTO attempts ({_COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))})"
# an id that is there already is left alone: the trigger attempts_once sees to it


@contextmanager
def _connection(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """A configured connection, closed at the end; every error comes out explained."""
    try:
        with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as con:
            con.text_factory = bytes
            for pragma in PRAGMAS:
                con.execute(f"PRAGMA {pragma}")
            yield con
    except (sqlite3.Error, OSError, ValueError) as error:
        raise trouble.explain(error, path) from error


@contextmanager
def _folder_and_connection(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    try:
        make_folder(path.parent)
    except (OSError, ValueError) as error:
        raise trouble.explain(error, path) from error
    with _connection(path, patience) as con:
        yield con


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, private to this user."""
    if not os.path.isdir(folder):
        if folder.parent != folder:
            make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def open_file(path: Path, patience: float, seed: str = "", check: str = "quick_check") -> None:
    """Make the file if it is missing, with this or a new seed, and check all of it.

    ``check`` names SQLite's check; "integrity_check" also compares the indexes. Raises
    :class:`trouble.NotKept` or :class:`trouble.Damaged`.
    """
    with _folder_and_connection(path, patience) as con:
        schema.prepare(con, path, seed)
        if con.execute(f"PRAGMA {check}(1)").fetchone() != (b"ok",):
            raise trouble.Damaged("the check of the file failed")
        con.execute("BEGIN IMMEDIATE")
        con.execute("ROLLBACK")


def write(path: Path, rows: Iterable[tuple], patience: float, seed: str = "") -> None:
    """Keep rows of attempts in one transaction; an id already kept is left alone.

    They are on disk when this returns. Raises :class:`trouble.NotKept` or
    :class:`trouble.Damaged`, and then nothing was kept. ``seed`` is for a file that is missing.
    """
    rows = list(rows)
    deadline = monotonic() + patience
    while True:
        try:
            return _write(path, rows, min(patience, SLICE), seed)
        except trouble.Busy:
            if monotonic() >= deadline:
                raise
        except trouble.NotKept as error:
            code = getattr(error.__cause__, "sqlite_errorcode", None)
            if code != sqlite3.SQLITE_READONLY_DBMOVED or monotonic() >= deadline:
                raise  # else another notebook set the file aside just now, and there is a new one


def _write(path: Path, rows: list[tuple], patience: float, seed: str) -> None:
    with _folder_and_connection(path, patience) as con:
        schema.prepare(con, path, seed)
        con.execute("PRAGMA journal_mode=DELETE")
        con.execute("BEGIN IMMEDIATE")
        con.executemany(_INSERT, rows)
        con.execute("COMMIT")


def read(
    path: Path,
    patience: float,
    lesson: str | None = None,
    question: str | None = None,
) -> tuple[list[Attempt], int]:
    """Return the attempts in the order in which they were kept, and how many rows were odd."""
    wanted = {"lesson": lesson, "question": question}
    wanted = {column: text for column, text in wanted.items() if text is not None}
    where = " AND ".join(f"{column} = ?" for column in wanted) or "1"
    sql = f"SELECT {_COLUMNS} FROM attempts NOT INDEXED WHERE {where} ORDER BY rowid"
    attempts: dict[str, Attempt] = {}
    odd = 0
    for row in _select(path, sql, tuple(wanted.values()), patience):
        try:
            attempt = from_row(row)
        except (ValueError, TypeError, RecursionError):
            odd += 1
        else:
            attempts.setdefault(attempt.id, attempt)
    return list(attempts.values()), odd


def read_seed(path: Path, patience: float) -> str:
    """Return the seed of the file, or "" if there is none."""
    rows = _select(path, "SELECT value FROM meta WHERE key = 'seed'", (), patience)
    if not rows:
        return ""
    seed = rows[0][0]
    return seed.decode(errors="replace") if isinstance(seed, bytes) else str(seed)


def _select(path: Path, sql: str, values: tuple, patience: float) -> list[tuple]:
    """Return the rows; none if the file is missing or empty. A newer file is read as it is."""
    if not os.path.exists(path):
        return []
    with _connection(path, patience) as con:
        con.execute("PRAGMA query_only=ON")
        version = schema.version_of(con, path)
        if version == 0:
            return []
        try:
            con.text_factory = str
            return con.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) is None:  # a text that is not UTF-8
                con.text_factory = bytes  # slower, and leaves the bad text to the reader
                return con.execute(sql, values).fetchall()
            if version > len(schema.MIGRATIONS):
                raise trouble.newer(path) from None
            raise
