"""The record where Python runs in a browser: the answers lie on the page's own drive.

SQLite's file would be damaged there, because the drive gives sizes that are out of date. So the
database lies in the kernel's memory, and each open record writes its answers to a file of its own
on the drive, whole at every answer: two tabs never write to one file. Whoever opens the profile
takes along what all the files hold, each answer once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import msgspec

from . import erase, errors, store
from .attempt import Attempt, now
from .json_export import to_json
from .record import Record

DRIVE = Path("/drive")
HOME = DRIVE / "product-or-project"
MOST_FILES = 8
"""Of runs that are over; more are gathered into one."""
A_DAY = 86_400.0
NOT_THERE = (
    "This page cannot keep your answers: the browser gives it no storage (a private window, or an "
    "address that begins with http://). They last until the page is closed; lesson.export() gives "
    "you a copy."
)


def in_a_browser() -> bool:
    """Whether this Python runs inside a browser."""
    return sys.platform == "emscripten"


def here() -> str:
    """Where answers are kept, in words."""
    return "in this browser" if in_a_browser() else "on this computer"


def drive_is_there() -> bool:
    """Whether the page has storage that outlives it."""
    return DRIVE.is_dir()


MAY_GO = (
    "Your answers lie in this browser, on this device. Clearing its data deletes them, and some "
    "browsers do that by themselves after a week without a visit. lesson.export() saves a copy."
)


class BrowserRecord(Record):
    """A record whose answers are kept on the browser's drive.

    Parameters
    ----------
    path : Path
        The database's file, in memory.
    name : str
        The profile.
    note : str
        A sentence to begin with.
    folder : Path
        Where the profile's files lie on the drive.
    """

    def __init__(self, path: Path, name: str, note: str, folder: Path) -> None:
        self.folder = folder
        self._written = folder / f"{uuid4().hex}.jsonl"
        self._lines: list[bytes] = []
        self._seen: list[tuple[str, int]] = []
        super().__init__(path, name, note, own=True)

    @property
    def keeps(self) -> bool:
        return super().keeps and drive_is_there()

    @property
    def notice(self) -> str:
        where = "" if self.path is None or drive_is_there() else NOT_THERE
        return " ".join(filter(None, (where, super().notice)))

    def append(self, attempt: Attempt) -> bool:
        with self._outbox.lock:
            return super().append(attempt) and self._write_down([attempt])

    def merge(self, attempts: Iterable[Attempt]) -> store.Merged:
        brought = list(attempts)
        with self._outbox.lock:
            merged = super().merge(brought)
            if not self._write_down(brought) and drive_is_there():
                raise errors.NotKept(self._slip)
            return merged

    def facts(self) -> list[Attempt]:
        with self._outbox.lock:
            self._take_along()  # another tab may have gone on
            return super().facts()

    @property
    def stamp(self) -> object:
        """Something else once any tab has written; what others wrote is taken along."""
        with suppress(OSError):
            now_there = [(file.name, file.stat().st_size) for file in self._files()]
            if now_there != self._seen:
                self._seen = now_there
                with self._outbox.lock:
                    self._take_along()
        return self._seen

    def start_over(self) -> Path | None:
        with self._outbox.lock:
            answers = self.facts()
            if not answers or not drive_is_there():
                return super().start_over()
            aside = self.folder / f"{self.name}.backup-{now():%Y%m%d-%H%M%S}.json"
            try:
                aside.write_text(to_json(answers, self.name), "utf-8")
                for file in self._files():
                    file.unlink()
            except OSError as error:
                raise errors.NotKept(_full(error)) from None
            self._lines.clear()
            super().start_over()
            return aside

    def forget(self) -> erase.Forgotten:
        with self._outbox.lock:
            mine = [*self.folder.iterdir()] if self.folder.is_dir() else []
            for file in mine:
                with suppress(OSError):
                    file.unlink()
            left = tuple(file for file in mine if file.exists())
            self._lines.clear()
            done = super().forget()
            return erase.Forgotten((*done.deleted, *mine), (*done.left, *left))

    # ------------------------------------------------------------ the drive

    def _open(self, path: Path) -> None:
        self.seed = self.seed or self._kept_seed()
        super()._open(path)
        self._take_along()
        self._gather()

    def _kept_seed(self) -> str:
        file = self.folder / "seed.txt"
        with suppress(OSError):
            return file.read_text("utf-8")
        seed = uuid4().hex
        if drive_is_there():
            with suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                file.write_text(seed, "utf-8")
        return seed

    def _files(self) -> list[Path]:
        with suppress(OSError):
            return sorted(self.folder.glob("*.jsonl"))
        return []

    def _take_along(self) -> None:
        found: list[Attempt] = []
        for file in self._files():
            with suppress(OSError):
                for line in file.read_bytes().splitlines() if file != self._written else ():
                    with suppress(msgspec.MsgspecError):
                        found.append(msgspec.json.decode(line, type=Attempt))
        if found:
            with suppress(errors.NotKept):
                super().merge(sorted(found, key=lambda attempt: attempt.at))

    def _gather(self) -> None:
        """Put what many old files hold into this record's own: each one costs time on opening.

        A tab that still has one of them open writes all of its answers anew with its next one.
        """
        with suppress(OSError):
            before = time.time() - A_DAY
            old = [file for file in self._files() if file.stat().st_mtime < before]
            if len(old) <= MOST_FILES:
                return
            lines = dict.fromkeys(line for file in old for line in file.read_bytes().splitlines())
            self._lines = list(lines)
            if self._write_down([]):
                for file in old:
                    file.unlink()

    def _write_down(self, attempts: list[Attempt]) -> bool:
        """Write all answers of this record to its file; say why where that fails."""
        self._lines += map(msgspec.json.encode, attempts)
        if not drive_is_there():
            return False
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._written.write_bytes(b"\n".join(self._lines))
        except OSError as error:
            self._slip = _full(error)
            return False
        return True


def _full(error: OSError) -> str:
    why = error.strerror or "the drive refuses"
    return (
        f"Your answers are not being kept because the browser's storage refuses them ({why}); "
        "free some room, or take a copy with lesson.export()."
    )


def names() -> list[str]:
    """The profiles that have files on the drive."""
    with suppress(OSError):
        return [folder.name for folder in (HOME / "profiles").iterdir() if folder.is_dir()]
    return []
