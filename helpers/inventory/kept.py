"""The answers to the inventory in the record: kept when the learner asks for it, taken back too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from helpers.methods.fit import STEPS
from helpers.record import activity

if TYPE_CHECKING:
    from helpers.content.model import Inventory
    from helpers.record import Record

NAME = "inventory:profile"
VERSION = "1"


class KeptProfile:
    """Keeps the answers to the choices, and finds those kept last again in any lesson.

    Parameters
    ----------
    record : Record
    lesson : str
        The lesson id that they are filed under.
    inventory : Inventory
    """

    def __init__(self, record: Record, lesson: str, inventory: Inventory):
        self.record, self.lesson = record, lesson
        self._known = {item.id for item in inventory.items}

    def last(self) -> dict[str, int]:
        """The answers kept last to choices of today; none where nothing was, or it was taken back.

        What is spoilt is passed over.
        """
        for attempt in reversed(self.record.attempts(question=NAME)):
            try:
                kept = msgspec.convert(attempt.response["answers"], dict[str, int])
            except (msgspec.ValidationError, KeyError, TypeError):
                continue
            return {
                name: step for name, step in kept.items() if name in self._known and step in STEPS
            }
        return {}

    def keep(self, answers: dict[str, int]) -> None:
        """Append the answers to the record; with none, what was kept is taken back."""
        self.record.append(activity(NAME, self.lesson, {"answers": dict(answers)}, version=VERSION))
