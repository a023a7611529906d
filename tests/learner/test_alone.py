"""Timed tests run alone: the lock between workers keeps others out, and lets them in again."""

from __future__ import annotations

import threading
import time

import pytest
import yardstick
from alone import fcntl, turn
from yardstick import Yardstick

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


def test_the_yardstick_tells_how_slow_the_machine_is(monkeypatch):
    """A slow machine is forgiven as much as it is slow, a moment's disturbance is not."""
    took = [0.2, 9.0, 0.2, 0.1, 0.1, 0.1, 0.1]
    clock = iter([part for one in took for part in (0.0, one)])
    monkeypatch.setattr(yardstick, "NOMINAL", 0.1)
    monkeypatch.setattr(yardstick, "process_time", lambda: next(clock))
    monkeypatch.setattr(yardstick, "work", lambda: 0)
    machine = Yardstick()
    assert machine.slowness == 1
    assert machine.look().slowness == pytest.approx(2)
    assert str(machine) == "machine 2.00 times slower than nominal"
    assert machine.look().slowness == pytest.approx(1.5)
    machine = Yardstick()
    monkeypatch.setattr(yardstick, "process_time", iter([0, 0.05] * 3).__next__)
    assert machine.look().slowness == 1, "on a quicker machine nothing is changed"
