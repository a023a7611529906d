"""The learner's record as a lesson uses it: it keeps answers, and it never stops the lesson."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TypeVar

from . import repair, store, trouble
from .attempt import Attempt, to_row

T = TypeVar("T")
SHORT_PATIENCE = 0.5
"""Seconds to wait for a lock that made an earlier answer wait already."""

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
        self.rows: dict[str, tuple] = {}


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
        self._note = GUEST_NOTICE if path is None else note
        self._mine: dict[str, Attempt] = {}
        self._place: tuple[str, str] | None = None
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
        return self._trouble or self._note

    # ------------------------------------------------------------ writing

    def append(self, attempt: Attempt) -> bool:
        """Keep an attempt; ``True`` means that it is on disk.

        Otherwise it stays in memory, :attr:`notice` says why, and the next call tries again,
        in the order of the answers. The same id is kept once. Nothing is raised.
        """
        with self._outbox.lock:
            try:
                row = to_row(attempt)
            except (TypeError, ValueError, RecursionError) as error:
                reason = " ".join(str(error).split())
                self._note = f"One answer cannot be kept because it is not valid ({reason})."
                if isinstance(attempt, Attempt):
                    self._mine.setdefault(attempt.id, attempt)
                return False
            self._mine.setdefault(attempt.id, attempt)
            if self.path is None:
                return False
            self._outbox.waiting.setdefault(attempt.id, attempt)
            self._outbox.rows.setdefault(attempt.id, row)
            return self._flush()

    def visit(self, lesson: str, section: str) -> None:
        """Note that the learner is at this section. Nothing is raised, and no notice is given."""
        with self._outbox.lock:
            self._place = (lesson, section)
            if self.path is not None:
                before = self._trouble, self._busy
                if not self._flush(self._place) and not self._outbox.waiting:
                    self._trouble, self._busy = before

    def close(self) -> None:
        """Try once more to keep the answers that wait. The record may still be used."""
        with self._outbox.lock:
            if self.path is not None and self._outbox.waiting:
                self._flush()

    # ------------------------------------------------------------ reading

    def attempts(
        self, *, lesson: str | None = None, question: str | None = None
    ) -> list[Attempt]:
        """Return the attempts, oldest first: in the order in which they were kept.

        The order does not follow ``Attempt.at``, because clocks are set back. Answers that are
        not on disk come last. A row that cannot be read is left out, and :attr:`notice` says so.
        """
        with self._outbox.lock:
            found, odd = self._stored(lesson, question)
            if odd:
                what = "One answer" if odd == 1 else f"{odd} answers"
                self._note = (
                    f"{what} in {self.path.name} could not be read and had to be left out here; "
                    "the file was not changed, and you can go on."
                )
            known = {attempt.id for attempt in found}
            memory = self._mine if self.path is None else self._outbox.waiting
            unkept = {**memory, **self._mine} if self._trouble else memory
            return found + [
                attempt
                for attempt in unkept.values()
                if attempt.id not in known
                and lesson in (None, attempt.lesson)
                and question in (None, attempt.question)
            ]

    def latest(self) -> dict[str, Attempt]:
        """Return the last attempt of each question, by question id; a reveal counts as one."""
        return {attempt.question: attempt for attempt in self.attempts()}

    def resume_point(self) -> tuple[str, str] | None:
        """Return the (lesson, section) that was visited last, in any notebook of this record."""
        with self._outbox.lock, suppress(trouble.NotKept, trouble.Damaged):
            if self.path is not None:
                return store.last_visit(self.path) or self._place
        return self._place

    # ------------------------------------------------------------ the file

    def _stored(self, lesson: str | None, question: str | None) -> tuple[list[Attempt], int]:
        if self.path is None:
            return [], 0
        try:
            return self._repairing(lambda: store.read(self.path, lesson, question))
        except trouble.NotKept as error:
            self._set_trouble(error)
            return [], 0

    def _open(self, path: Path) -> None:
        try:
            self._repairing(lambda: store.open_file(path, seed=self.seed))
        except trouble.NotKept as error:
            self._set_trouble(error)
        if not self.seed:
            with suppress(trouble.NotKept, trouble.Damaged):
                self.seed = store.read_seed(path)
        if self._outbox.waiting:
            self._flush()

    def _flush(self, visit: tuple[str, str] | None = None) -> bool:
        """Write all that waits, and ``visit``; on failure leave it waiting and say why."""
        patience = SHORT_PATIENCE if self._busy else store.PATIENCE
        outbox = self._outbox

        def write() -> None:
            store.write(self.path, list(outbox.rows.values()), visit, patience, self.seed)

        try:
            self._repairing(write)
        except trouble.NotKept as error:
            self._set_trouble(error)
            if outbox.waiting:
                atexit.register(self.close)
            return False
        outbox.waiting.clear()
        outbox.rows.clear()
        self._trouble, self._busy = "", False
        return True

    def _set_trouble(self, error: trouble.NotKept) -> None:
        self._trouble, self._busy = str(error), isinstance(error, trouble.Busy)

    def _repairing(self, act: Callable[[], T]) -> T:
        """Do ``act``; if the file is damaged, set it aside, save what it holds, and try again."""
        try:
            return act()
        except trouble.Damaged:
            pass
        moved = repair.set_aside(self.path)
        waiting = dict(self._outbox.waiting)
        if moved:
            aside, saved = moved
            self._outbox.waiting = {a.id: a for a in saved} | self._mine | waiting
            # TODO rows
        try:
            return act()
        except trouble.Damaged:
            raise trouble.stuck(self.path) from None
