"""Kill a kernel while it keeps answers, again and again, and look at what is left on the disk.

A program of its own, and a small one, because each kernel to kill is forked from it:
``python tests/record_kills.py FOLDER KILLS SEED`` prints how many answers were acknowledged and
how many kills hit a write, and fails with the first loss.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from record_samples import attempt, ids, sql

from helpers.questions import Option, SingleChoice
from helpers.quiz.session import Session
from helpers.record import open_record

COIN = SingleChoice(
    id="coin",
    stem="Heads or tails?",
    objectives=[],
    section="",
    level="remember",
    hints=[],
    options=[
        Option(id="a", text="Heads", feedback="Yes.", correct=True),
        Option(id="b", text="Tails", feedback="No."),
    ],
)


def answer_for_ever(path: Path, told: int, by_quiz: bool) -> None:
    """Keep answers until killed, and acknowledge each one after its feedback."""
    record = open_record(path)
    session = Session([COIN], record, "02")
    for number in count():
        if by_quiz:
            session.answer(number % 2)
            session.check()
            os.write(told, session.now.attempts[-1].id.encode())
        else:
            one = attempt(response="x" * 3000)
            if record.append(one):
                os.write(told, one.id.encode())


def kill_one(path: Path, number: int, dice: random.Random) -> set[str]:
    """Kill one kernel at a random moment, and return the answers that it had acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            answer_for_ever(path, writing, by_quiz=number % 2 == 0)
        finally:
            os._exit(1)
    os.close(writing)
    with open(reading, "rb", buffering=0) as pipe:
        told = pipe.read(32) if number % 3 else b""
        time.sleep(dice.uniform(0.002, 0.02))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the kernel ended by itself"
        said = (told + pipe.readall()).decode()
    return {said[at : at + 32] for at in range(0, len(said), 32)}


def main(folder: Path, kills: int, seed: int) -> None:
    dice, acknowledged, hot = random.Random(seed), 0, 0
    for number in range(kills):
        path = folder / f"{number % 20}.sqlite"  # some are killed while they make the file
        told = kill_one(path, number, dice)
        hot += path.with_name(path.name + "-journal").exists()
        record = open_record(path)
        assert record.keeps and record.notice == "", f"kill {number}: {record.notice}"
        assert told <= set(ids(path)), f"kill {number}: {told - set(ids(path))} are lost"
        assert sql(path, "PRAGMA integrity_check") == [("ok",)], f"kill {number}"
        acknowledged += len(told)
    assert list(folder.glob("*.damaged-*")) == []
    print(acknowledged, hot)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
