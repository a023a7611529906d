"""What a Hub with this course weighs, and how long its service keeps busy with a hostile body.

It starts the demonstration, three learners' servers and in each a kernel that runs lesson 04. MB
of memory by kind of process: PSS, which counts shared pages once, and RSS.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from threading import Event, Thread
from time import process_time

from attacks import ANSWERS, bearer, large_bodies
from house import HOW_TO_GET_ONE, answer, call, has_proxy, running_hub
from kernels import run_in_server, start_server, stop_server
from live_kernel import LESSON, ROOT, code_cells
from project_files import notebook_of
from stand_in import Running, hand_in
from table import Row, timed

from helpers.classroom.hub.bodies import BadBody, attempts_in

KINDS = {
    "Hub": "jupyterhub --config",
    "proxy": "configurable-http-proxy",
    "results service": "classroom.hub serve",
    "idle culler": "idle_culler",
    "learner's server": "jupyterhub.singleuser",
    "kernel": "ipykernel_launcher",
}


def weigh(folder: Path) -> dict[str, list[tuple[float, ...]]]:
    """RSS and PSS in MiB and processor seconds of the processes that work in a folder, by kind."""
    found: dict[str, list[tuple[float, ...]]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_text().replace("\0", " ")
            ours = (process / "cwd").resolve().is_relative_to(folder)
            text = (process / "smaps_rollup").read_text()
            ticks = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            continue
        kind = next((name for name, sign in KINDS.items() if sign in command), None)
        if ours and kind:
            sizes = (int(re.search(rf"^{k}: +(\d+) kB", text, re.M)[1]) for k in ("Rss", "Pss"))
            seconds = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
            found.setdefault(kind, []).append((*(size / 1024 for size in sizes), seconds))
    return found


def refuse_all() -> None:
    """Read every hostile body; all are refused."""
    for body in large_bodies():
        try:
            attempts_in(body)
        except BadBody:
            continue
        raise AssertionError("a hostile body was taken")


def another_waits() -> tuple[float, float]:
    """Seconds that a learner's answer takes at most: in quiet, and while another calls for all.

    The other has as many answers as are kept of one learner, and reads them in 40 threads.
    """
    with tempfile.TemporaryDirectory() as folder:
        running = Running(f"sqlite:///{folder}/results.sqlite")
        for _ in range(40):
            running.store.keep("mallory", [answer(f"q{n}", "x" * 480) for n in range(500)])
        over = Event()

        def hammer() -> None:
            headers = bearer("mallory")
            while not over.is_set():
                call(running.port, "GET", ANSWERS, None, headers)

        def worst() -> float:
            taken = [timed(lambda: hand_in(running, "ben", answer("q"))) for _ in range(10)]
            return max(taken) / 1000

        crowd = [Thread(target=hammer) for _ in range(40)]
        try:
            quiet = worst()
            for thread in crowd:
                thread.start()
            return quiet, worst()
        finally:
            over.set()
            for thread in crowd:
                thread.join(60)
            running.stop()


def rows() -> Iterator[Row]:
    quiet, crowded = another_waits()
    yield Row("results service: the slowest of 10 answers", quiet, "s")
    yield Row("results service: the same while one learner calls in 40 threads", crowded, "s", 3)
    yield Row(
        "results service: large hostile bodies", timed(refuse_all, process_time) / 1000, "s", 2
    )
    if not has_proxy() or sys.platform != "linux":
        yield Row("Hub", HOW_TO_GET_ONE)
        return
    code = "\n".join(code_cells(ROOT / "notebooks" / notebook_of(LESSON)))
    with tempfile.TemporaryDirectory() as made, running_hub(Path(made)) as hub:
        people = hub.people(["ana", "ben", "cleo"])
        ready, ran = [], []
        for person in people:
            ready.append(start_server(hub, person))
            ran.append(timed(lambda person=person: run_in_server(hub, person, code)) / 1000)
        yield Row("Hub: a server is ready after", median(ready), "s")
        yield Row("Hub: lesson 04 runs there in", median(ran), "s")
        for kind, sizes in weigh(Path(made).resolve()).items():
            rss, pss, used = (median(column) for column in zip(*sizes, strict=True))
            yield Row(f"Hub: {kind} ({len(sizes)}): PSS", pss, "MB")
            yield Row("  RSS", rss, "MB")
            yield Row("  processor", used, "s")
        for person in people:
            stop_server(person)
