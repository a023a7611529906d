"""Setting a damaged file aside, and saving what SQLite can still read of it or of its copy."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from . import errors
from .attempt import FIELDS, Attempt, readable, to_row
from .files import whole_file
from .order import Span, in_order
from .schema import VERSION_1, free_name
from .store import SPANS, copy_of, open_file, spans, write

BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file raises; the second where SQLite's own message is garbled."""
JOURNALS = ("-journal", "-wal", "-shm")
SIGNS = tuple(text[:60].encode() for text in VERSION_1 if " attempts" in text)
"""One of these stands near the beginning of every record's file, even of most damaged ones."""
BEGINNING = 65_536  # bytes: the largest page that SQLite knows
LEAST_BYTES = 100
"""An attempt takes more room than this in the file."""
MOST_ROWS = 1_000_000
"""So many are asked for one by one; no record has more."""


class SetAside(NamedTuple):
    """Where a damaged file is now, and what could be read from it."""

    path: Path
    attempts: list[Attempt]
    seed: str


class _Found(NamedTuple):
    rows: dict[int, Attempt]
    imports: list[Span]
    seed: str


def is_ours(path: Path) -> bool:
    """Whether a file shows a sign of a record, or has the copy of one beside it."""
    if os.path.isfile(copy_of(path)):
        return True
    for tail in JOURNALS:
        path = path.with_name(path.name.removesuffix(tail))
    with suppress(OSError):
        if os.path.isfile(path):
            with path.open("rb") as file:
                beginning = file.read(BEGINNING)
            return any(sign in beginning for sign in SIGNS)
    return False


def set_aside(path: Path, patience: float, seed: str, own: bool) -> SetAside | None:
    """Give a damaged file another name, and begin a fresh one with what is still readable in it.

    The name is ``<stem>.damaged-YYYYMMDD-HHMMSS<suffix>``; nothing is overwritten. The damaged
    file keeps its own name, too, until the fresh one is on disk and takes that in one step: a
    kernel that is killed or runs out of disk on the way leaves all as it was.

    Parameters
    ----------
    path, patience
        The record's file, and how many seconds to wait for those who use it.
    seed
        For the fresh file, where the damaged one does not tell its own any more; "" for a new one.
    own
        Whether the folder is the course's own; elsewhere :func:`is_ours` decides.

    Returns
    -------
    SetAside or None
        ``None`` means that the file is sound, because another notebook has done all this.

    Raises
    ------
    errors.NotKept
        If the file is no record, cannot be moved, is in use, or the fresh one cannot be written.
    """
    if not (own or is_ours(path)):
        raise errors.foreign(path)
    with one_at_a_time(path, patience):
        try:
            open_file(path, patience, check="integrity_check")
            return None
        except errors.Damaged:
            pass
        with held(path, patience) as con:
            attempts, old_seed = _salvage(con, path)
            if os.name == "nt":
                con.close()  # Windows replaces no open file
            with whole_file(path) as draft:
                rows = [to_row(one) for one in attempts]
                try:
                    write(draft, rows, patience, seed or old_seed)
                except errors.NotKept as error:  # it is said of the file that the draft stands for
                    raise type(error)(str(error).replace(str(draft), str(path))) from error
                aside = _second_name(path)
    return SetAside(aside, attempts, old_seed)


def _second_name(path: Path) -> Path:
    aside = free_name(path, "damaged")
    try:
        os.link(path, aside)
    except OSError:  # a disk without such links, and so without locks that this could drop
        shutil.copyfile(path, aside)
    move_journals(path, aside)
    return aside


@contextmanager
def one_at_a_time(
    path: Path, patience: float, refused: Callable[[Path], errors.NotKept] = errors.stuck
) -> Iterator[None]:
    """Let one program at a time move or delete the file; an error becomes ``refused(path)``.

    The lock is that of an empty database beside the record, as SQLite gives none for a file
    whose header is damaged. Where the disk has no room even for that, nobody else gets it either.
    """
    try:
        with closing(sqlite3.connect(lock_of(path), timeout=patience, isolation_level=None)) as con:
            try:
                con.execute("PRAGMA journal_mode=MEMORY")  # a full disk takes no other
                con.execute("BEGIN EXCLUSIVE")
                os.chmod(lock_of(path), 0o600)
            except sqlite3.Error as error:
                if isinstance(errors.explain(error, path), errors.Busy):
                    raise
            yield
    except (sqlite3.Error, OSError) as error:
        full = getattr(error, "errno", None) in errors.NO_ROOM
        raise (errors.full if full else refused)(path) from error


def lock_of(path: Path) -> Path:
    """Return the hidden file that :func:`one_at_a_time` locks."""
    return path.with_name(f".{path.name}.lock")


@contextmanager
def alone(path: Path, patience: float) -> Iterator[None]:
    """Hold the file while the learner moves or deletes it; one in use is left as it is."""
    try:
        with one_at_a_time(path, patience, errors.in_use), held(path, patience) as con:
            if os.name == "nt":
                con.close()  # Windows moves and deletes no open file
            yield
    except errors.Busy:
        raise errors.in_use(path) from None


def move_journals(path: Path, aside: Path) -> None:
    """Let the journals of a file follow it: the next file of its name must not find them."""
    for tail in JOURNALS:
        with suppress(FileNotFoundError):
            os.replace(f"{path}{tail}", f"{aside}{tail}")


@contextmanager
def held(path: Path, patience: float) -> Iterator[sqlite3.Connection]:
    """Keep others from writing to the file, as far as the damage lets them write at all.

    Whoever waits for this lock finds the file moved, and writes to the fresh one. Windows does
    not rename a file that is open elsewhere, and so needs no lock.
    """
    with closing(sqlite3.connect(path, timeout=patience, isolation_level=None)) as con:
        con.text_factory = bytes
        try:
            if os.name != "nt":
                con.execute("BEGIN EXCLUSIVE")
        except BROKEN as error:
            reason = errors.explain(error, path)
            if isinstance(reason, errors.Busy):
                raise reason from error
        yield con


def _salvage(con: sqlite3.Connection, path: Path) -> tuple[list[Attempt], str]:
    """Return the attempts that SQLite can still read, in their order, and the seed, or "".

    What the file does not tell any more, its copy may.
    """
    most = min(path.stat().st_size // LEAST_BYTES, MOST_ROWS)
    found = _readable(con, most)
    if os.path.isfile(copy_of(path)):
        with suppress(*BROKEN), closing(sqlite3.connect(copy_of(path))) as other:
            other.text_factory = bytes
            old = _readable(other, most)
            if found.seed in ("", old.seed):
                spans_of_both = sorted({*old.imports, *found.imports})
                found = _Found(old.rows | found.rows, spans_of_both, old.seed)
    return in_order(sorted(found.rows.items()), found.imports), found.seed


def _readable(con: sqlite3.Connection, most: int) -> _Found:
    rows: dict[int, Attempt] = {}
    seed = ""
    imports: list[Span] = []
    with suppress(*BROKEN):
        con.execute("PRAGMA writable_schema=ON")  # read on in spite of a damaged trigger
        con.execute("PRAGMA query_only=ON")
        select = f"SELECT rowid, {', '.join(FIELDS)} FROM attempts NOT INDEXED"
        try:
            _collect(con.execute(select), rows)
        except BROKEN as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
                return _Found(rows, imports, seed)
            for number in range(1, most + 1):  # rows have these numbers: none is ever deleted
                with suppress(*BROKEN):
                    _collect(con.execute(f"{select} WHERE rowid = ?", (number,)), rows)
        kept = con.execute("SELECT value FROM meta WHERE key = 'seed'").fetchall()
        seed = kept[0][0].decode() if kept and kept[0][0].isalnum() else ""
        imports = spans(con.execute(SPANS))
    return _Found(rows, imports, seed)


def _collect(rows: Iterable[tuple], found: dict[int, Attempt]) -> None:
    for number, *row in rows:
        if attempt := readable(tuple(row)):
            found[number] = attempt
