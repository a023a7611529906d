"""The thread that sends a record's answers: what is on disk, until the service has it.

No mark is kept beside the record. The service says at first which answers it has, and takes each
once, so nothing is lost or doubled when a kernel, the service or the Hub ends at any moment, nor
when the service goes back to an older copy of its data.
"""

from __future__ import annotations

import os
import random
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread

import msgspec

from helpers.record import Attempt
from helpers.record.errors import Damaged, NotKept
from helpers.record.store import read

from .calls import NoAnswer, ResultsService

EVERY = 2.0
"""Seconds between two looks at the record's file."""
LONGEST_WAIT = 60.0
"""Seconds between two tries while the service is away; the first waits are shorter."""
PATIENCE = 0.5
"""Seconds to wait for the record's file. The lesson goes first, so this gives up soon."""
BATCH = 100
REFUSED = (400, 413)
"""The service took none of these answers because one of them is wrong."""


PRIVATE = ("inventory:", "why:", "own_case:", "predict:")
"""What is the learner's own and is not sent: the profile, reasons, cases, guesses and notes."""


class _Ids(msgspec.Struct, frozen=True):
    ids: list[str]


class _Kept(msgspec.Struct, frozen=True):
    kept: int
    differing: list[str]


class Deleted(msgspec.Struct, frozen=True):
    """How many answers the service has deleted."""

    deleted: int


class Sender:
    """Sends the answers of one record file at a time; :meth:`look` does one round.

    ``path`` is the file, or None; ``waiting`` says how many answers in it had to wait when it was
    read last.
    """

    def __init__(self, service: ResultsService):
        self.path: Path | None = None
        self.waiting = 0
        self._service = service
        self._there: set[str] | None = None
        self._seen: tuple[Path, tuple[int, int, int]] | None = None
        self._failures = 0

    def look(self) -> float:
        """Send what is new, and return how many seconds to wait until the next look."""
        try:
            self._send()
        except NoAnswer:
            self._failures += 1
            self._there = self._seen = None
            most = min(LONGEST_WAIT, EVERY * 2 ** min(self._failures, 10))
            return random.uniform(EVERY, most)  # so that a class does not come back all at once
        except (NotKept, Damaged):  # the lesson itself says what is wrong with the file
            self._seen = None
        else:
            self._failures = 0
        return EVERY

    def _send(self) -> None:
        path = self.path
        if path is None or (state := _state(path)) is None or (path, state) == self._seen:
            return
        if self._there is None:
            self._there = set(self._service.call("GET", "/api/answers/ids", None, _Ids).ids)
        attempts, _ = read(path, PATIENCE)
        shared = (one for one in attempts if not one.question.startswith(PRIVATE))
        new = [one for one in shared if one.id not in self._there]
        self.waiting = len(new)
        for start in range(0, len(new), BATCH):
            self._post(new[start : start + BATCH])
        self.waiting = 0
        # A file that changed just now may change again without a later time.
        self._seen = (path, state) if time.time_ns() - state[0] > 1e9 else None

    def _post(self, attempts: list[Attempt]) -> None:
        """Send some answers; if the service refuses them, find the wrong one and leave it out."""
        facts = [msgspec.structs.asdict(one) for one in attempts]
        try:
            reply = self._service.call("POST", "/api/answers", {"attempts": facts}, _Kept)
            if reply.kept + len(reply.differing) != len(attempts):
                raise NoAnswer("The results service does not say that it has the answers.")
        except NoAnswer as error:
            if error.status not in REFUSED:
                raise
            if len(attempts) > 1:
                half = len(attempts) // 2
                self._post(attempts[:half])
                self._post(attempts[half:])
                return
        self._there = (self._there or set()) | {one.id for one in attempts}


def _state(path: Path) -> tuple[int, int, int] | None:
    """What changes when the file does. It is not opened here: see :mod:`helpers.record.store`."""
    with suppress(OSError):
        found = os.stat(path)
        return found.st_mtime_ns, found.st_size, found.st_ino
    return None


def _run(sender: Sender) -> None:
    while True:
        try:
            wait = sender.look()
        except Exception:  # an answer waits until the next kernel; a lesson never stops
            wait = LONGEST_WAIT
        time.sleep(wait)


_LOCK = Lock()
_SENDERS: dict[int, Sender] = {}
"""The one sender of this process, by the process's id, since a fork takes no thread along."""


def send_from(path: Path | None, address: str, token: str) -> None:
    """Let the thread send the answers in this file from now on; None is a guest's.

    An address that is none is the fault of the Hub's configuration, and nothing is sent.
    """
    with _LOCK, suppress(ValueError):
        if os.getpid() not in _SENDERS:
            sender = _SENDERS[os.getpid()] = Sender(ResultsService(address, token))
            Thread(target=_run, args=(sender,), daemon=True, name="results").start()
        _SENDERS[os.getpid()].path = path
