"""The tables of a record's file, and how a file of any version becomes one of the newest.

Attempts are facts: triggers refuse to change or delete one, and a second insert of the same id
does nothing. To change the tables, add a step to :data:`MIGRATIONS`; never edit an old one.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from functools import lru_cache
from pathlib import Path
from uuid import uuid4

from . import errors
from .attempt import now
from .files import shortened, whole_file

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


_TABLES = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('attempts', 'meta')"


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


def version_of(con: sqlite3.Connection, path: Path) -> int:
    """Return the file's schema version: 0 for an empty file, more than ours for a newer one.

    Raises :class:`errors.NotKept` for another program's file, and :class:`errors.Damaged`
    if the tables are not those of the version.
    """
    version = con.execute("PRAGMA user_version").fetchone()[0]
    found = _objects(con)
    if found and len(found.keys() & {"attempts", "meta", "attempts_once"}) < 2:
        raise errors.foreign(path)
    if version > len(MIGRATIONS):
        if con.execute(_TABLES).fetchone()[0] < 2:  # a view could run for ever
            raise errors.foreign(path)
        return version
    if version < 0 or not _expected(MIGRATIONS[:version]) <= set(found.items()):
        raise errors.Damaged("the tables are not those of the version")
    if version == 0 and found:
        raise errors.Damaged("the version is missing")
    return version


def prepare(con: sqlite3.Connection, path: Path, seed: str = "") -> None:
    """Bring the file to the newest schema: make it, migrate it (a copy is kept) or leave it."""
    version = version_of(con, path)
    if version == len(MIGRATIONS):
        return
    if version > len(MIGRATIONS):
        raise errors.newer(path)
    con.execute("BEGIN IMMEDIATE")
    version = version_of(con, path)  # another notebook may have been faster
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
    with (
        whole_file(free_name(path, f"version-{version}"), new=True) as draft,
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(draft)) as target,
    ):
        source.backup(target)


def free_name(path: Path, label: str) -> Path:
    """Return ``<stem>.<label>-YYYYMMDD-HHMMSS<suffix>`` beside ``path``, which no file has yet."""
    stem = f"{shortened(path.stem)}.{label}-{now():%Y%m%d-%H%M%S}"
    for number in range(1, 1000):
        name = stem + (f"-{number}" if number > 1 else "") + (path.suffix or ".sqlite")
        if not os.path.lexists(path.with_name(name)):
            return path.with_name(name)
    raise OSError(f"no free name for {stem}")
