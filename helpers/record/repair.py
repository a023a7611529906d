"""Setting a damaged file aside, and saving what can still be read from it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from . import store, trouble
from .attempt import FIELDS, Attempt, from_row, to_row
from .order import Span, in_order
from .schema import free_name
from .store import SPANS, open_file, spans, write

BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file raises; the second where SQLite's own message is garbled."""
JOURNALS = ("-journal", "-wal", "-shm")
LEAST_BYTES = 100
"""An attempt takes more room than this in the file."""


class SetAside(NamedTuple):
    """Where a damaged file is now, and what could be read from it."""

    path: Path
    attempts: list[Attempt]
    seed: str


def set_aside(path: Path, patience: float, seed: str) -> SetAside | None:
    """Give a damaged file another name, and begin a fresh one with what is still readable in it.

    The name is ``<stem>.damaged-YYYYMMDD-HHMMSS<suffix>``; nothing is overwritten. Until its
    answers are on disk in the fresh file, the damaged one has the hidden name of
    :func:`rescue_of`: whoever finds that file goes on where another kernel was killed or ran out
    of disk. ``None`` means that the file is sound, because another notebook has done all this. A
    hidden ``.lock`` file beside the record sees to it that one notebook at a time does it:
    otherwise the second would set aside the fresh file of the first.

    Parameters
    ----------
    path, patience
        The record's file, and how many seconds to wait for those who use it.
    seed
        For the fresh file, where the damaged one does not tell its own any more; "" for a new one.

    Raises
    ------
    trouble.NotKept
        If the file cannot be moved, is in use, or the fresh one cannot be written.
    """
    rescue = rescue_of(path)
    with one_at_a_time(path, patience):
        if not pending(path):
            try:
                open_file(path, patience, check="integrity_check")
            except trouble.Damaged:
                with held(path, patience):
                    os.replace(path, rescue)
                _move_journals(path, rescue)
            else:
                return None
        attempts, old_seed = salvage(rescue)
        write(path, [to_row(one) for one in attempts], patience, seed or old_seed)
        aside = free_name(path, "damaged")
        os.replace(rescue, aside)
        _move_journals(rescue, aside)
    return SetAside(aside, attempts, old_seed)


def rescue_of(path: Path) -> Path:
    """Return the hidden name of a damaged file whose answers are not in a fresh file yet."""
    return path.with_name(f".{path.name}.rescue")


def pending(path: Path) -> bool:
    """Whether :func:`set_aside` was begun for this file and not ended."""
    return os.path.lexists(rescue_of(path))


def refuse_half_done(path: Path) -> None:
    """Raise :class:`trouble.Damaged` where :func:`set_aside` must be ended first."""
    if pending(path):
        raise trouble.Damaged("its answers wait to be rescued")


def open_whole(path: Path, patience: float, seed: str) -> None:
    """Open the file as :func:`.store.open_file` does, but not beside one that waits for rescue."""
    refuse_half_done(path)
    open_file(path, patience, seed)


def read_whole(
    path: Path, patience: float, lesson: str | None, question: str | None
) -> tuple[list[Attempt], int]:
    """Read the file as :func:`.store.read` does, but not beside one that waits for rescue."""
    refuse_half_done(path)
    return store.read(path, patience, lesson, question)


@contextmanager
def one_at_a_time(
    path: Path, patience: float, refused: Callable[[Path], trouble.NotKept] = trouble.stuck
) -> Iterator[None]:
    """Let one program at a time move or delete the file; an error becomes ``refused(path)``."""
    try:
        with closing(sqlite3.connect(lock_of(path), timeout=patience, isolation_level=None)) as con:
            con.execute("BEGIN EXCLUSIVE")
            yield
    except (sqlite3.Error, OSError) as error:
        raise refused(path) from error


def lock_of(path: Path) -> Path:
    """Return the hidden file that :func:`one_at_a_time` locks."""
    return path.with_name(f".{path.name}.lock")


def move(path: Path, label: str, patience: float) -> Path:
    """Give the file and its journals the name ``<stem>.<label>-YYYYMMDD-HHMMSS<suffix>``."""
    aside = free_name(path, label)
    try:
        with held(path, patience):
            os.replace(path, aside)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _move_journals(path, aside)
    return aside


def _move_journals(path: Path, aside: Path) -> None:
    for tail in JOURNALS:
        with suppress(FileNotFoundError):
            os.replace(f"{path}{tail}", f"{aside}{tail}")


@contextmanager
def held(path: Path, patience: float) -> Iterator[None]:
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
        except BROKEN as error:
            reason = trouble.explain(error, path)
            if isinstance(reason, trouble.NotKept):
                raise reason from error
        yield


def salvage(path: Path) -> tuple[list[Attempt], str]:
    """Return the attempts that can still be read, in their order, and the seed, or "".

    What the file's first page hides is looked for in a copy with the first page of a
    fresh file.
    """
    attempts, seed = _readable(path)
    if not attempts or not seed:
        with suppress(OSError, trouble.NotKept), TemporaryDirectory() as folder:
            others, other_seed = _readable(_with_fresh_first_page(path, Path(folder)))
            attempts, seed = attempts or others, seed or other_seed
    return attempts, seed


def _with_fresh_first_page(path: Path, folder: Path) -> Path:
    fresh = folder / "fresh.sqlite"
    open_file(fresh, patience=1)
    first = bytearray(fresh.read_bytes())
    size = int.from_bytes(first[16:18], "big")  # of a page; the header holds this and, below,
    body = path.read_bytes()[size:]  # the number of pages
    first[28:32] = (1 + len(body) // size).to_bytes(4, "big")
    copy = folder / "copy.sqlite"
    copy.write_bytes(bytes(first[:size]) + body)
    return copy


def _readable(path: Path) -> tuple[list[Attempt], str]:
    found: dict[int, Attempt] = {}
    seed = ""
    imports: list[Span] = []
    with suppress(*BROKEN), closing(sqlite3.connect(path)) as con:
        con.text_factory = bytes
        con.execute("PRAGMA writable_schema=ON")  # read on in spite of a damaged trigger
        con.execute("PRAGMA query_only=ON")
        select = f"SELECT rowid, {', '.join(FIELDS)} FROM attempts NOT INDEXED"
        try:
            for row in con.execute(select):
                _collect(row, found)
        except BROKEN:
            most = path.stat().st_size // LEAST_BYTES
            for number in range(1, most + 1):  # rows have these numbers: none is ever deleted
                with suppress(*BROKEN):
                    for row in con.execute(f"{select} WHERE rowid = ?", (number,)):
                        _collect(row, found)
        rows = con.execute("SELECT value FROM meta WHERE key = 'seed'").fetchall()
        seed = rows[0][0].decode() if rows and rows[0][0].isalnum() else ""
        imports = spans(con.execute(SPANS))
    return in_order(sorted(found.items()), imports), seed


def _collect(row: tuple, found: dict[int, Attempt]) -> None:
    with suppress(ValueError, TypeError, RecursionError):
        found[row[0]] = from_row(row[1:])
