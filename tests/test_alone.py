"""Timed tests run alone: the lock between workers keeps others out, and lets them in again."""

from __future__ import annotations

import threading
import time

import pytest
from alone import fcntl, turn

pytestmark = pytest.mark.skipif(fcntl is None, reason="This lock needs fcntl, which Windows lacks.")


def seen_together(folder, alone: list[bool]) -> list[set[int]]:
    """Who was in the room with whom, when each took a turn of its own."""
    inside: set[int] = set()
    seen: list[set[int]] = []

    def work(number: int) -> None:
        for _ in range(20):
            with turn(folder, alone[number]):
                inside.add(number)
                seen.append(set(inside))
                time.sleep(0.001)
                inside.discard(number)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(alone))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert not any(one.is_alive() for one in threads)
    return seen


def test_others_share_the_room_and_a_timed_test_has_it_alone(tmp_path):
    assert any(len(together) > 1 for together in seen_together(tmp_path, [False] * 3))
    seen = seen_together(tmp_path, [True, False, False])
    assert len(seen) == 60
    assert all(together == {0} for together in seen if 0 in together)
