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
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from . import trouble
from .attempt import FIELDS, Attempt, from_row, now

PRAGMAS = (
    "synchronous=FULL",
    "fullfsync=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
)
PATIENCE = 5.0
"""Seconds to wait for another program's lock."""

_COLUMNS = ", ".join(FIELDS)
_INSERT = (
    f"INSERT INTO attempts ({_COLUMNS}) VALUES ({', '.join('?' * len(FIELDS))}) "
    "ON CONFLICT (id) DO NOTHING"
)

VERSION_1 = (
    """CREATE TABLE attempts (
        id TEXT NOT NULL PRIMARY KEY,
        question TEXT NOT NULL,
        version TEXT NOT NULL,
        lesson TEXT NOT NULL,
        response TEXT NOT NULL,
        outcome TEXT NOT NULL,
        score REAL NOT NULL,
        confidence TEXT,
        hints INTEGER NOT NULL,
        seconds REAL NOT NULL,
        at TEXT NOT NULL,
        run TEXT NOT NULL
    )""",
    "CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE visits (
        lesson TEXT NOT NULL,
        section TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (lesson, section)
    )""",
    """CREATE TRIGGER attempts_once BEFORE INSERT ON attempts
        WHEN EXISTS (SELECT 1 FROM attempts WHERE id = NEW.id)
        BEGIN SELECT RAISE(IGNORE); END""",
    """CREATE TRIGGER attempts_fixed BEFORE UPDATE ON attempts
        BEGIN SELECT RAISE(ABORT, 'attempts are never changed'); END""",
    """CREATE TRIGGER attempts_stay BEFORE DELETE ON attempts
        BEGIN SELECT RAISE(ABORT, 'attempts are never deleted'); END""",
)
MIGRATIONS: tuple[tuple[str, ...], ...] = (VERSION_1,)
"""Step i brings a file from version i to i + 1; a new file takes all steps."""


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


# ---------------------------------------------------------------- schema


def _objects(con: sqlite3.Connection) -> dict[str, str]:
    rows = con.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name.decode(errors="replace"): sql.decode(errors="replace") for name, sql in rows}


@lru_cache
def _expected(steps: tuple[tuple[str, ...], ...]) -> frozenset[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as con:
        con.text_factory = bytes
        for statement in (statement for step in steps for statement in step):
            con.execute(statement)
        return frozenset(_objects(con).items())


def _version(con: sqlite3.Connection, path: Path) -> int:
    """Return the file's schema version: 0 for an empty file, more than ours for a newer one.

    Raises :class:`trouble.NotKept` for another program's file, and :class:`trouble.Damaged`
    if the tables are not those of the version.
    """
    version = con.execute("PRAGMA user_version").fetchone()[0]
    found = _objects(con)
    if found and len(found.keys() & {"attempts", "meta", "visits"}) < 2:
        raise trouble.foreign(path)
    if version > len(MIGRATIONS):
        return version
    if version < 0 or not _expected(MIGRATIONS[:version]) <= set(found.items()):
        raise trouble.Damaged("the tables are not those of the version")
    if version == 0 and found:
        raise trouble.Damaged("the version is missing")
    return version


def _prepare(con: sqlite3.Connection, path: Path, seed: str = "") -> None:
    """Bring the file to the newest schema: make it, migrate it (a copy is kept) or leave it."""
    version = _version(con, path)
    if version == len(MIGRATIONS):
        return
    if version > len(MIGRATIONS):
        raise trouble.newer(path)
    con.execute("BEGIN IMMEDIATE")
    version = _version(con, path)  # another notebook may have been faster
    if version == 0:
        with suppress(OSError):
            path.chmod(0o600)
    elif version < len(MIGRATIONS):
        _keep_copy(path, version)
    for step in MIGRATIONS[version:]:
        for statement in step:
            con.execute(statement)
    if version == 0:
        meta = {"seed": seed or uuid4().hex, "created": now().isoformat(timespec="seconds")}
        con.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    con.execute(f"PRAGMA user_version={len(MIGRATIONS)}")
    con.execute("COMMIT")


def _keep_copy(path: Path, version: int) -> None:
    copy = free_name(path, f"version-{version}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def free_name(path: Path, label: str) -> Path:
    """Reserve ``<stem>.<label>-YYYYMMDD-HHMMSS<suffix>`` beside ``path``; no file is lost."""
    stem = f"{path.stem}.{label}-{now():%Y%m%d-%H%M%S}"
    for number in range(1, 1000):
        name = stem + (f"-{number}" if number > 1 else "") + (path.suffix or ".sqlite")
        with suppress(FileExistsError):
            handle = os.open(path.with_name(name), os.O_CREAT | os.O_EXCL, 0o600)
            os.close(handle)
            return path.with_name(name)
    raise OSError(f"no free name for {stem}")


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, private to this user."""
    if not os.path.isdir(folder):
        if folder.parent != folder:
            make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


# ---------------------------------------------------------------- acts


def open_file(
    path: Path, patience: float = PATIENCE, seed: str = "", check: str = "quick_check"
) -> None:
    """Make the file if it is missing, with this or a new seed, and check all of it.

    ``check`` names SQLite's check; "integrity_check" also compares the indexes. Raises
    :class:`trouble.NotKept` or :class:`trouble.Damaged`.
    """
    with _folder_and_connection(path, patience) as con:
        _prepare(con, path, seed)
        if con.execute(f"PRAGMA {check}(1)").fetchone() != (b"ok",):
            raise trouble.Damaged("the check of the file failed")
        con.execute("BEGIN IMMEDIATE")
        con.execute("ROLLBACK")


def write(
    path: Path,
    rows: Iterable[tuple],
    visit: tuple[str, str] | None = None,
    patience: float = PATIENCE,
    seed: str = "",
) -> None:
    """Keep rows of attempts, and a visit, in one transaction; an id already kept is left alone.

    They are on disk when this returns. Raises :class:`trouble.NotKept` or
    :class:`trouble.Damaged`, and then nothing was kept. ``seed`` is for a file that is missing.
    """
    rows = list(rows)
    try:
        _write(path, rows, visit, patience, seed)
    except trouble.NotKept as error:
        code = getattr(error.__cause__, "sqlite_errorcode", None)
        if code != sqlite3.SQLITE_READONLY_DBMOVED:
            raise
        _write(path, rows, visit, patience, seed)  # another notebook set it aside just now


def _write(
    path: Path, rows: list[tuple], visit: tuple[str, str] | None, patience: float, seed: str
) -> None:
    with _folder_and_connection(path, patience) as con:
        _prepare(con, path, seed)
        con.execute("PRAGMA journal_mode=DELETE")
        con.execute("BEGIN IMMEDIATE")
        con.executemany(_INSERT, rows)
        if visit:
            moment = now().isoformat(timespec="seconds")
            con.execute("REPLACE INTO visits VALUES (?, ?, ?)", (*visit, moment))
        con.execute("COMMIT")


def read(
    path: Path,
    lesson: str | None = None,
    question: str | None = None,
    patience: float = PATIENCE,
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


def read_seed(path: Path, patience: float = PATIENCE) -> str:
    """Return the seed of the file, or "" if there is none."""
    rows = _select(path, "SELECT value FROM meta WHERE key = 'seed'", (), patience)
    return _words(rows[0])[0] if rows else ""


def last_visit(path: Path, patience: float = PATIENCE) -> tuple[str, str] | None:
    """Return the lesson and section visited last, in the order of visits, whatever the clock."""
    sql = "SELECT lesson, section FROM visits NOT INDEXED ORDER BY rowid DESC LIMIT 1"
    rows = _select(path, sql, (), patience)
    return _words(rows[0]) if rows else None


def _words(row: tuple) -> tuple[str, ...]:
    return tuple(c.decode(errors="replace") if isinstance(c, bytes) else str(c) for c in row)


def _select(path: Path, sql: str, values: tuple, patience: float) -> list[tuple]:
    """Return the rows; none if the file is missing or empty. A newer file is read as it is."""
    if not os.path.exists(path):
        return []
    with _connection(path, patience) as con:
        con.execute("PRAGMA query_only=ON")
        version = _version(con, path)
        if version == 0:
            return []
        try:
            con.text_factory = str
            return con.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) is None:  # a text that is not UTF-8
                con.text_factory = bytes  # slower, and leaves the bad text to the reader
                return con.execute(sql, values).fetchall()
            if version > len(MIGRATIONS):
                raise trouble.newer(path) from None
            raise
