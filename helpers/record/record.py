"""The learner's record as a lesson uses it: it keeps answers, and it never stops the lesson."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar

from . import repair, store, trouble
from .attempt import Attempt, from_row, to_row

T = TypeVar("T")
PATIENCE = 5.0
"""Seconds to wait for another program's lock."""
SHORT_PATIENCE = 0.5
"""Seconds to wait for a lock that has made an answer wait already."""

GUEST = "guest"
GUEST_NOTICE = (
    "You are working as a guest, so your answers are gone when this notebook closes; "
    "choose a profile if you want to keep them."
)


class _Outbox:
    """The attempts of this process that are not on disk yet, shared by all records of a file.

    So an answer that waits for the disk survives when the cell that opened the record runs again.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.waiting: dict[str, Attempt] = {}
        self.at_exit = False


_OUTBOXES: dict[Path, _Outbox] = {}


class Record:
    """Attempts of one learner. Made by :func:`helpers.record.open_record`.

    Attributes
    ----------
    name : str
        The profile's name, the file's stem, or "guest".
    seed : str
        A random id of this record, the same whenever it is opened: the key for shuffling.
        Empty for a guest and for a file that could not be read: then shuffle the same for all.
    path : Path or None
        The file; ``None`` for a guest.
    """

    def __init__(self, path: Path | None, name: str, note: str = "") -> None:
        self.path = path
        self.name = name
        self.seed = ""
        self._trouble = ""
        self._busy = False
        self._slip = ""
        self._note = GUEST_NOTICE if path is None else note
        self._mine: dict[str, Attempt] = {}
        self._outbox = _Outbox() if path is None else _OUTBOXES.setdefault(path, _Outbox())
        if path is not None:
            with self._outbox.lock:
                self._open(path)

    def __repr__(self) -> str:
        return f"Record({self.name!r}, keeps={self.keeps})"

    @property
    def keeps(self) -> bool:
        """Whether answers are kept; ``False`` while :attr:`notice` says why they are not."""
        return self.path is not None and not self._trouble

    @property
    def notice(self) -> str:
        """One sentence for the learner (what happened, why, what to do), or ""."""
        return self._trouble or self._slip or self._note

    # ------------------------------------------------------------ writing

    def append(self, attempt: Attempt) -> bool:
        """Keep an attempt; ``True`` means that it is on disk.

        Otherwise it stays in memory, :attr:`notice` says why, and the next call tries again,
        in the order of the answers. The same id is kept once. Nothing is raised.
        """
        with self._outbox.lock:
            self._slip = ""
            try:
                attempt = from_row(to_row(attempt))  # checked, and safe from later changes
            except (TypeError, ValueError, RecursionError) as error:
                why = " ".join(str(error).split()).rstrip(".")
                self._slip = (
                    f"One answer is not being kept because it is malformed ({why}); "
                    "go on, and please report this to the authors of the course."
                )
                if isinstance(attempt, Attempt):
                    self._mine.setdefault(attempt.id, attempt)
                return False
            self._mine.setdefault(attempt.id, attempt)
            if self.path is None:
                return False
            self._outbox.waiting.setdefault(attempt.id, attempt)
            return self._flush()

    def close(self) -> None:
        """Try once more to keep the answers that wait. The record may still be used."""
        with self._outbox.lock:
            if self.path is not None and self._outbox.waiting:
                self._flush()

    # ------------------------------------------------------------ reading

    def attempts(self, *, lesson: str | None = None, question: str | None = None) -> list[Attempt]:
        """Return the attempts, oldest first: in the order in which they were kept.

        The order does not follow ``Attempt.at``, because clocks are set back. Answers that are
        not on disk come last. A row that cannot be read is left out, and :attr:`notice` says so.
        """
        with self._outbox.lock:
            found = self._stored(lesson, question)
            known = {attempt.id for attempt in found}
            memory = self._outbox.waiting if self.keeps else self._unread()
            return found + [
                attempt
                for attempt in memory.values()
                if attempt.id not in known
                and lesson in (None, attempt.lesson)
                and question in (None, attempt.question)
            ]

    def latest(self) -> dict[str, Attempt]:
        """Return the last attempt of each question, by question id; a reveal counts as one."""
        return {attempt.question: attempt for attempt in self.attempts()}

    # ------------------------------------------------------------ the file

    def _stored(self, lesson: str | None, question: str | None) -> list[Attempt]:
        if self.path is None:
            return []
        try:
            found, odd = self._repairing(
                lambda: store.read(self.path, self._patience, lesson, question)
            )
        except trouble.NotKept as error:
            self._set_trouble(error)
            return []
        if self._busy and not self._outbox.waiting:
            self._trouble, self._busy = "", False
        if odd and not self._note:
            what = "One answer" if odd == 1 else f"{odd} answers"
            self._note = (
                f"{what} in {self.path.name} could not be read and had to be left out here; "
                "the file was not changed, and you can go on."
            )
        return found

    def _open(self, path: Path) -> None:
        try:
            self._repairing(lambda: store.open_file(path, self._patience, self.seed))
        except trouble.NotKept as error:
            self._set_trouble(error)
        if not self.seed:
            with suppress(trouble.NotKept, trouble.Damaged):
                self.seed = store.read_seed(path, SHORT_PATIENCE)
        if self._outbox.waiting:
            self._flush()

    def _flush(self) -> bool:
        """Write all that waits; on failure leave it waiting and say why."""
        try:
            self._repairing(self._write)
        except trouble.NotKept as error:
            self._set_trouble(error)
            if not self._outbox.at_exit:
                self._outbox.at_exit = True
                atexit.register(self.close)
            return False
        self._trouble, self._busy = "", False
        return True

    def _write(self) -> None:
        rows = [to_row(attempt) for attempt in self._outbox.waiting.values()]
        store.write(self.path, rows, self._patience, self.seed)
        self._outbox.waiting.clear()

    def _unread(self) -> dict[str, Attempt]:
        """Return what this record knows without its file: what it kept, then what waits."""
        waiting = self._outbox.waiting
        return {key: a for key, a in self._mine.items() if key not in waiting} | waiting

    @property
    def _patience(self) -> float:
        return SHORT_PATIENCE if self._busy else PATIENCE

    def _set_trouble(self, error: trouble.NotKept) -> None:
        self._trouble, self._busy = str(error), isinstance(error, trouble.Busy)

    def _repairing(self, act: Callable[[], T]) -> T:
        """Do ``act``; if the file is damaged, set it aside, save what it holds, and try again."""
        try:
            return act()
        except trouble.Damaged:
            pass
        moved = repair.set_aside(self.path, self._patience)
        saved = {attempt.id: attempt for attempt in moved.attempts} if moved else {}
        self._outbox.waiting = saved | self._unread()
        if moved:
            self.seed = self.seed or moved.seed
            name, aside, count = self.path.name, moved.path.name, len(saved)
            many = "the one answer" if count == 1 else f"the {count} answers"
            rest = f"with {many} that could still be read" if count else "without its answers"
            self._note = (
                f"{name} was damaged, so it is set aside as {aside} and a fresh {name} is "
                f"started {rest}; you can go on, and keep both files."
            )
        try:
            self._write()
            return act()
        except trouble.Damaged:
            raise trouble.stuck(self.path) from None
