"""The attempts of this process that are not on disk yet."""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING
from weakref import WeakSet

if TYPE_CHECKING:
    from .attempt import Attempt
    from .record import Record


class Outbox:
    """What waits for a file, shared by all records of that file in this process.

    So an answer that waits for the disk survives when the cell that opened the record runs again.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self.waiting: dict[str, Attempt] = {}
        self.records: WeakSet[Record] = WeakSet()
        self.at_exit = False


_OUTBOXES: dict[Path, Outbox] = {}


def outbox_of(path: Path) -> Outbox:
    """Return the outbox of a file, always the same one."""
    return _OUTBOXES.setdefault(path, Outbox())
