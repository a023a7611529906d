"""What widgets send to the browser: every message counted in bytes, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import comm
from comm.base_comm import BaseComm


class Traffic:
    """Messages of the comms that were opened while `watched` was on."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, str, int]] = []

    def note(self, kind: str, data: Any, buffers: list[bytes]) -> None:
        """Count one message: its data as JSON, plus its buffers."""
        text = json.dumps(data)
        self.messages.append((kind, text, len(text) + sum(len(bytes(b)) for b in buffers)))

    @property
    def models(self) -> int:
        """How many widget models the browser had to make."""
        return sum(kind == "comm_open" for kind, _, _ in self.messages)

    @property
    def bytes(self) -> int:
        """All data sent."""
        return sum(size for _, _, size in self.messages)

    @property
    def text(self) -> str:
        """All data sent, as one text to search; decoded, so that an umlaut is an umlaut."""
        return "\n".join(repr(json.loads(text)) for _, text, _ in self.messages)

    def forget(self) -> None:
        """Start counting anew."""
        self.messages.clear()


@contextmanager
def watched() -> Iterator[Traffic]:
    """Count what every widget made inside sends, there and later."""
    traffic = Traffic()

    class Counted(BaseComm):
        def publish_msg(
            self,
            msg_type: str,
            data: Any = None,
            metadata: Any = None,
            buffers: list[bytes] | None = None,
            **keys: Any,
        ) -> None:
            traffic.note(msg_type, data or {}, buffers or [])

    with patch.object(comm, "create_comm", Counted):
        yield traffic
