"""The learner's record as a lesson uses it: it keeps answers, and it never stops the lesson."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from . import erase, errors, recovery, store
from .attempt import Attempt, clock_fault, from_row, lesson_today, to_row
from .outbox import Outbox, outbox_of

T = TypeVar("T")
GUEST = "guest"
PATIENCE = 5.0
"""Seconds to wait for another program's lock."""
SHORT_PATIENCE = 0.5
"""Seconds to wait for a lock that has made an answer wait already."""


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
    own : bool
        Whether the file lies in the course's own folder, where every file is a record's.
    heard : callable
        Called after each attempt, whether it could be kept or not.
    """

    def __init__(self, path: Path | None, name: str, note: str = "", *, own: bool = False) -> None:
        self.path = path
        self.name = name
        self.own = own
        self.seed = ""
        self.heard: Callable[[], None] = lambda: None
        self._trouble = ""
        self._busy = False
        self._slip = ""
        self._note = errors.GUEST if path is None else note
        self._mine: dict[str, Attempt] = {}
        self._outbox = Outbox() if path is None else outbox_of(path)
        self._outbox.records.add(self)
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
        """Sentences for the learner (what happened, why, what to do), or ""."""
        return " ".join(filter(None, (self._trouble or self._slip, self._note, clock_fault())))

    @property
    def stamp(self) -> object:
        """The file's time and size: other values once somebody, in any program, has written."""
        if self.path is not None:
            with suppress(OSError):
                found = self.path.stat()
                return found.st_mtime_ns, found.st_size
        return None

    # ------------------------------------------------------------ writing

    def append(self, attempt: Attempt) -> bool:
        """Keep an attempt; ``True`` means that it is on disk.

        Otherwise it stays in memory, :attr:`notice` says why, and the next call tries again,
        in the order of the answers. The same id is kept once. Nothing is raised.
        """
        kept = self._append(attempt)
        self.heard()
        return kept

    def _append(self, attempt: Attempt) -> bool:
        with self._outbox.lock:
            self._slip = ""
            try:
                attempt = from_row(to_row(attempt))  # checked, and safe from later changes
            except (TypeError, ValueError, RecursionError) as error:
                self._slip = errors.malformed(error)
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
        lesson = lesson and lesson_today(lesson)
        with self._outbox.lock:
            try:
                found = self._stored(lesson, question)
            except errors.NotKept as error:
                self._set_trouble(error)
                found = []
            return found + [
                attempt
                for attempt in self._beyond(found)
                if lesson in (None, attempt.lesson) and question in (None, attempt.question)
            ]

    def facts(self) -> list[Attempt]:
        """Return all attempts as :meth:`attempts` does, for a copy that must be whole.

        Raises
        ------
        errors.NotKept
            If the file cannot be read now.
        """
        with self._outbox.lock:
            found = self._stored(None, None)
            return found + self._beyond(found)

    # ------------------------------------------------------------ the learner's rights

    def merge(self, attempts: Iterable[Attempt]) -> store.Merged:
        """Take the attempts of another machine along, each id once; what is here stays.

        Raises
        ------
        errors.NotKept
            If nothing can be kept now. Then nothing was taken.
        """
        with self._outbox.lock:
            path = self._settled()
            return self._repairing(lambda: store.merge(path, attempts, self._patience, self.seed))

    def start_over(self) -> Path | None:
        """Set the file aside under a dated name and begin an empty one with the same seed.

        Returns
        -------
        Path or None
            The file set aside; ``None`` if there was no answer.

        Raises
        ------
        errors.NotKept
            If that cannot be done now. Then nothing was changed.
        """
        with self._outbox.lock:
            path = self._settled()
            if not self.facts():
                return None
            aside = erase.back_up(path, self._patience)
            for record in self._outbox.records:
                record._mine.clear()
            self._open(path)
            return aside

    def forget(self) -> erase.Forgotten:
        """Delete every file of this record; its open lessons go on as a guest's.

        Where the file itself could not be deleted, they go on with it. :func:`.erase.delete` says
        the rest, and what is raised; :func:`helpers.record.forget` forgets the choice of a
        profile, too.
        """
        with self._outbox.lock:
            done = erase.Forgotten((), ())
            if self.path is not None:
                done = erase.delete(self.path, self._patience, self.own)
            if self.path in done.left:
                return done
            self._outbox.waiting.clear()
            for record in list(self._outbox.records):
                record._become_a_guest()
            return done

    def _become_a_guest(self) -> None:
        self.path, self.name, self._note = None, GUEST, errors.FORGOTTEN
        self._trouble, self._busy, self._slip = "", False, ""
        self._mine.clear()
        self._outbox = Outbox()

    def _settled(self) -> Path:
        """Return the file when it can be written and nothing waits for it."""
        path = self._file
        self._repairing(self._check)
        if self._outbox.waiting and not self._flush():
            raise errors.NotKept(self._trouble)
        return path

    # ------------------------------------------------------------ the file

    def _stored(self, *asked: str | None) -> list[Attempt]:
        if (path := self.path) is None:
            return []
        found, odd = self._repairing(lambda: store.read(path, self._patience, *asked))
        if self.seed and not os.path.exists(path):
            self._note = errors.begun_again(path)
        if self._busy and not self._outbox.waiting:
            self._trouble, self._busy = "", False
        if odd and not self._note:
            self._note = errors.left_out(path, odd)
        return found

    def _open(self, path: Path) -> None:
        try:
            self._repairing(lambda: store.open_file(path, self._patience, self.seed))
            store.renew_copy(path)
        except errors.NotKept as error:
            self._set_trouble(error)
        self._learn_seed()
        if self._outbox.waiting:
            self._flush()

    @property
    def _file(self) -> Path:
        if self.path is None:
            raise errors.no_record()
        return self.path

    def _learn_seed(self) -> None:
        with suppress(errors.NotKept, errors.Damaged):
            self.seed = self.seed or store.read_seed(self._file, SHORT_PATIENCE)

    def _flush(self) -> bool:
        """Write all that waits; on failure leave it waiting and say why."""
        try:
            self._repairing(self._write)
        except errors.NotKept as error:
            self._set_trouble(error)
            if not self._outbox.at_exit:
                self._outbox.at_exit = True
                atexit.register(self.close)
            return False
        self._trouble, self._busy = "", False
        return True

    def _write(self) -> None:
        self._meet()
        rows = [to_row(attempt) for attempt in self._outbox.waiting.values()]
        store.write(self._file, rows, self._patience, self.seed)
        self._outbox.waiting.clear()
        self._learn_seed()

    def _check(self) -> None:
        self._meet()
        store.open_file(self._file, self._patience, self.seed)
        self._learn_seed()

    def _meet(self) -> None:
        """Notice that the file was deleted or exchanged: its answers are not ours to bring back."""
        found = store.read_seed(self._file, self._patience)
        if self.seed and found != self.seed:
            self.seed, self._note = found, errors.begun_again(self._file)
            for record in self._outbox.records:
                record._mine = dict(self._outbox.waiting)

    def _beyond(self, found: list[Attempt]) -> list[Attempt]:
        """Return the attempts in memory that are not among those found in the file."""
        known = {attempt.id for attempt in found}
        memory = self._outbox.waiting if self.keeps else self._unread()
        return [attempt for attempt in memory.values() if attempt.id not in known]

    def _unread(self) -> dict[str, Attempt]:
        """Return what this record knows without its file: what it kept, then what waits."""
        waiting = self._outbox.waiting
        return {key: a for key, a in self._mine.items() if key not in waiting} | waiting

    @property
    def _patience(self) -> float:
        return SHORT_PATIENCE if self._busy else PATIENCE

    def _set_trouble(self, error: errors.NotKept) -> None:
        self._trouble, self._busy = str(error), isinstance(error, errors.Busy)

    def _repairing(self, act: Callable[[], T]) -> T:
        """Do ``act``; if the file is damaged, set it aside, save what it holds, and try again."""
        try:
            return act()
        except errors.Damaged:
            pass
        try:
            moved = recovery.set_aside(self._file, self._patience, self.seed, self.own)
            self._outbox.waiting = self._unread()
            if moved:
                self.seed = self.seed or moved.seed
                self._note = errors.set_aside(self._file, moved.path, len(moved.attempts))
            self._write()
            return act()
        except errors.Damaged:
            raise errors.stuck(self._file) from None
