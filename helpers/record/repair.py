"""Setting a damaged file aside, and saving what can still be read from it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from . import trouble
from .attempt import FIELDS, Attempt, from_row
from .store import PATIENCE, free_name, open_file


def set_aside(path: Path, patience: float = PATIENCE) -> tuple[Path, list[Attempt]] | None:
    """Give a damaged file another name, and return that with the attempts still readable in it.

    The name is ``<stem>.damaged-YYYYMMDD-HHMMSS<suffix>``; nothing is overwritten. ``None``
    means that the file is sound, because another notebook has done this already. A hidden
    ``.lock`` file beside the record sees to it that one notebook at a time does this: otherwise
    the second would set aside the fresh file of the first.

    Raises
    ------
    trouble.NotKept
        If the file cannot be moved, or is in use.
    """
    guard = path.with_name(f".{path.name}.lock")
    try:
        with closing(sqlite3.connect(guard, timeout=patience, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            try:
                open_file(path, patience)
            except trouble.Damaged:
                aside = _move(path, patience)
            else:
                return None
    except (sqlite3.Error, OSError) as error:
        raise trouble.stuck(path) from error
    return aside, salvage(aside)


def _move(path: Path, patience: float) -> Path:
    aside = free_name(path, "damaged")
    try:
        with _held(path, patience):
            os.replace(path, aside)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    for tail in ("-journal", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.replace(f"{path}{tail}", f"{aside}{tail}")
    return aside


@contextmanager
def _held(path: Path, patience: float) -> Iterator[None]:
    """Keep others from writing to the file, as far as the damage lets them write at all.

    Whoever waits for this lock finds the file moved, and writes to the fresh one. Windows does
    not rename an open file, and so needs no lock.
    """
    if os.name == "nt":
        yield
        return
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as con:
        try:
            con.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            reason = trouble.explain(error, path)
            if isinstance(reason, trouble.NotKept):
                raise reason from error
        yield


def salvage(path: Path) -> list[Attempt]:
    """Return the attempts that can be read, from the front up to the damage and from the back."""
    found: dict[int, Attempt] = {}
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as con:
        con.text_factory = bytes
        con.execute("PRAGMA writable_schema=ON")  # a damaged trigger must not hide the table
        con.execute("PRAGMA query_only=ON")
        for order in ("ASC", "DESC"):
            sql = f"SELECT rowid, {', '.join(FIELDS)} FROM attempts NOT INDEXED ORDER BY rowid"
            with suppress(sqlite3.Error):
                for number, *row in con.execute(f"{sql} {order}"):
                    with suppress(ValueError, TypeError, RecursionError):
                        found.setdefault(number, from_row(tuple(row)))
    return [found[number] for number in sorted(found)]
