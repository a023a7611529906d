"""Why a record cannot be used, each as one sentence for the learner."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

GUEST = (
    "You are working as a guest, so your answers are gone when this notebook closes; "
    "choose a profile if you want to keep them."
)
FORGOTTEN = (
    "Your record is deleted, and this notebook keeps no answers any more; "
    "run it again if you want to begin a new record."
)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
"""How the system says that a disk is full."""
AGAIN = "the next answer tries again and takes the waiting ones along"


class NotKept(Exception):
    """The file cannot be read or written now. The text is the sentence for the learner."""


class Busy(NotKept):
    """Another program holds the file. Waiting may help."""


class Newer(NotKept):
    """A later version of the course wrote the file. It may be read, and is never written."""


class Damaged(Exception):
    """The file is not what was written to it."""


def busy(path: Path) -> Busy:
    return Busy(
        f"Your answers are not being kept for now because another program is using {path}; "
        f"go on, and {AGAIN}."
    )


def _not_kept(why: str, mend: str) -> str:
    return f"Your answers are not being kept because {why}; {mend}."


def newer(path: Path) -> Newer:
    why = f"{path} was written by a newer version of this course"
    return Newer(_not_kept(why, "install that version to go on with this record"))


def foreign(path: Path) -> NotKept:
    why = f"{path} is no record of this course, so it is left as it is"
    return NotKept(_not_kept(why, "name another file in COURSE_RECORD and restart the kernel"))


def stuck(path: Path) -> NotKept:
    why = f"{path} is damaged and could not be set aside"
    return NotKept(_not_kept(why, f"close the other notebooks or rename that file, and {AGAIN}"))


def in_use(path: Path) -> NotKept:
    return NotKept(
        f"Nothing was changed because {path} is in use or its folder cannot be written; "
        "close the other notebooks of this course, and run this again."
    )


def malformed(error: Exception) -> str:
    why = " ".join(str(error).split()).rstrip(".")
    return (
        f"One answer is not being kept because it is malformed ({why}); "
        "go on, and please report this to the authors of the course."
    )


def left_out(path: Path, odd: int) -> str:
    what = "One answer" if odd == 1 else f"{odd} answers"
    return (
        f"{what} in {path.name} could not be read and had to be left out here; "
        "the file was not changed, and you can go on."
    )


def set_aside(path: Path, aside: Path, count: int) -> str:
    many = "the one answer" if count == 1 else f"the {count} answers"
    rest = f"with {many} that could still be read" if count else "without its answers"
    return (
        f"{path.name} was damaged, so it is set aside as {aside.name} and a fresh {path.name} is "
        f"started {rest}; you can go on, and keep both files."
    )


def begun_again(path: Path) -> str:
    return (
        f"{path.name} was deleted or moved elsewhere, perhaps from another notebook, so a new "
        "record begins there with the next answer; if you did not want that, look for the old "
        "file and bring it in with lesson.import_record()."
    )


def no_record() -> NotKept:
    return NotKept(
        "Nothing was changed because a guest keeps no answers; choose a profile first, with "
        'lesson.use_profile("your name").'
    )


def full(path: Path) -> NotKept:
    why = f"there is no room left on the disk for {path}"
    return NotKept(_not_kept(why, f"free some space, and {AGAIN}"))


def unwritable(path: Path, why: str) -> NotKept:
    mend = "mend that, or name another file in COURSE_RECORD and restart the kernel"
    return NotKept(_not_kept(why, f"{mend}, and until then {AGAIN}"))


def explain(error: Exception, path: Path) -> Exception:
    """Turn an error of SQLite or the system into :class:`NotKept` or :class:`Damaged`."""
    if isinstance(error, NotKept | Damaged):
        return error
    if isinstance(error, FileExistsError | NotADirectoryError):
        return unwritable(path, f"{error.filename} is a file where a folder should be")
    if isinstance(error, UnicodeDecodeError):  # SQLite quotes a name that is not UTF-8
        return Damaged(str(error))
    code = getattr(error, "sqlite_errorcode", None)
    if getattr(error, "errno", None) in NO_ROOM:
        return full(path)
    if code is None:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return unwritable(path, f"{path} cannot be used ({reason})")
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy(path)
        case sqlite3.SQLITE_FULL:
            return full(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return unwritable(path, f"{path} cannot be written")
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_NOMEM | sqlite3.SQLITE_NOLFS:
            return unwritable(path, f"the system could not read or write {path}")
        case _:
            return Damaged(str(error))
