"""Starting over, with the old file set aside, and being forgotten, with no file left."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from . import errors, recovery, store
from .files import shortened
from .recovery import JOURNALS, is_ours
from .schema import free_name


class Forgotten(NamedTuple):
    """The files that are deleted, and those that had to be left where they are."""

    deleted: tuple[Path, ...]
    left: tuple[Path, ...]


def back_up(path: Path, patience: float) -> Path:
    """Give the file the name ``<stem>.backup-YYYYMMDD-HHMMSS<suffix>``, and return that.

    Raises
    ------
    errors.NotKept
        If the file cannot be moved, or is in use.
    """
    with recovery.alone(path, patience):
        aside = free_name(path, "backup")
        os.replace(path, aside)
        recovery.move_journals(path, aside)
        store.copy_of(path).unlink(missing_ok=True)
    return aside


def belongings(path: Path) -> list[Path]:
    """Return the files that a record has: itself, its copy, set-aside ones, drafts, lock.

    Raises
    ------
    errors.NotKept
        If the folder cannot be read.
    """
    when = r"\d{8}-\d{6}(-\d+)?"
    aside = rf"{re.escape(shortened(path.stem))}\.(damaged|backup|version-\d+)-{when}"
    aside += re.escape(path.suffix or ".sqlite")
    own = (path, recovery.lock_of(path), store.copy_of(path))
    names = "|".join(re.escape(one.name) for one in own)
    names += rf"|\.({'|'.join(re.escape(shortened(one.name)) for one in own)})\.\w+\.draft"
    pattern = re.compile(rf"({aside}|{names})({'|'.join(JOURNALS)})?")
    try:
        found = [path.with_name(name) for name in os.listdir(path.parent)]
    except FileNotFoundError:
        return []
    except OSError:
        raise errors.in_use(path) from None
    own_files = [p for p in found if pattern.fullmatch(p.name) and not os.path.isdir(p)]
    return sorted(own_files, key=lambda one: (one.name.startswith("."), one))


def delete(path: Path, patience: float, own: bool) -> Forgotten:
    """Delete all that :func:`belongings` finds, but no file that another program wrote.

    Parameters
    ----------
    path, patience
        The record's file, and how many seconds to wait for those who use it.
    own
        Whether the folder is the course's own, so that nothing else can lie there. Elsewhere a
        file goes only if :func:`.recovery.is_ours` says so; others are left, and reported.

    Raises
    ------
    errors.NotKept
        If the file is in use or another program's. Then nothing is deleted.
    """
    try:
        store.read_seed(path, patience)
    except (errors.Damaged, errors.Newer):
        pass
    except errors.Busy:
        raise errors.in_use(path) from None
    lock, copy = recovery.lock_of(path), store.copy_of(path)
    ours = [
        one
        for one in belongings(path)
        if own or one in (lock, copy) or one.suffix == ".draft" or is_ours(one)
    ]
    if path not in ours and os.path.isfile(path) and path.stat().st_size:
        raise errors.foreign(path)
    if path in ours:
        with recovery.alone(path, patience):
            _unlink([one for one in ours if one != lock])
    _unlink([*ours, lock])
    left = belongings(path)
    return Forgotten(tuple(one for one in ours if one not in left), tuple(left))


def _unlink(paths: list[Path]) -> None:
    """Delete the journals first: one that outlives its file would spoil the next of that name."""
    for path in sorted(paths, key=lambda one: not one.name.endswith(JOURNALS)):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue  # it is reported as left
