"""Starting over, with the old file set aside, and being forgotten, with no file left."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from . import repair, store, trouble
from .repair import JOURNALS
from .schema import stem_of

SIGNS = (b"CREATE TABLE attempts", b"attempts_once", b"attempts_fixed")
"""One of these stands near the beginning of every record's file, even of most damaged ones."""
BEGINNING = 65_536  # bytes: the largest page that SQLite knows


class Forgotten(NamedTuple):
    """The files that are deleted, and those that had to be left where they are."""

    deleted: tuple[Path, ...]
    left: tuple[Path, ...]


def back_up(path: Path, patience: float) -> Path:
    """Give the file the name ``<stem>.backup-YYYYMMDD-HHMMSS<suffix>``, and return that.

    Raises
    ------
    trouble.NotKept
        If the file cannot be moved, or is in use.
    """
    try:
        with repair.one_at_a_time(path, patience, trouble.in_use):
            return repair.move(path, "backup", patience)
    except trouble.Busy:
        raise trouble.in_use(path) from None


def belongings(path: Path) -> list[Path]:
    """Return the files that a record has: its own, copies and set-aside ones, journals, lock.

    Raises
    ------
    trouble.NotKept
        If the folder cannot be read.
    """
    when = r"\d{8}-\d{6}(-\d+)?"
    aside = rf"{re.escape(stem_of(path))}\.(damaged|backup|version-\d+)-{when}"
    aside += re.escape(path.suffix or ".sqlite")
    own = (path, repair.lock_of(path), repair.rescue_of(path))
    names = "|".join(re.escape(one.name) for one in own)
    pattern = re.compile(rf"({aside}|{names})({'|'.join(JOURNALS)})?")
    try:
        found = [path.with_name(name) for name in os.listdir(path.parent)]
    except FileNotFoundError:
        return []
    except OSError:
        raise trouble.in_use(path) from None
    return sorted(p for p in found if pattern.fullmatch(p.name) and not os.path.isdir(p))


def delete(path: Path, patience: float, sure: bool) -> Forgotten:
    """Delete all that :func:`belongings` finds, but no file that another program wrote.

    Parameters
    ----------
    path, patience
        The record's file, and how many seconds to wait for those who use it.
    sure
        Whether the folder is the course's own, so that nothing else can lie there. Elsewhere a
        file goes only if it shows one of :data:`SIGNS`; others are left, and reported.

    Raises
    ------
    trouble.NotKept
        If the file is in use or another program's. Then nothing is deleted.
    """
    try:
        store.read_seed(path, patience)
    except (trouble.Damaged, trouble.Newer):
        pass
    except trouble.Busy:
        raise trouble.in_use(path) from None
    lock = repair.lock_of(path)
    ours = [one for one in belongings(path) if sure or one == lock or _is_ours(one)]
    if path in ours:
        try:
            with repair.one_at_a_time(path, patience, trouble.in_use), repair.held(path, patience):
                _unlink([one for one in ours if one != lock])
        except trouble.Busy:
            raise trouble.in_use(path) from None
    _unlink(ours)
    _unlink([lock])
    left = belongings(path)
    return Forgotten(tuple(one for one in ours if one not in left), tuple(left))


def _is_ours(path: Path) -> bool:
    base = path
    for tail in JOURNALS:
        base = base.with_name(base.name.removesuffix(tail))
    try:
        with base.open("rb") as file:
            beginning = file.read(BEGINNING)
    except OSError:
        return False
    return any(sign in beginning for sign in SIGNS)


def _unlink(paths: list[Path]) -> None:
    """Delete the journals first: one that outlives its file would spoil the next of that name."""
    for path in sorted(paths, key=lambda one: not one.name.endswith(JOURNALS)):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue  # it is reported as left
