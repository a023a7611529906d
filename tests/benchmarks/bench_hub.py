"""What a Hub with this course weighs: ``python tests/benchmarks/bench_hub.py`` (Linux).

Needs what helpers/classroom/requirements.txt names, and configurable-http-proxy. It starts the
demonstration, three learners' servers and in each a kernel that runs lesson 04. It prints MiB of
memory by kind of process (RSS, and PSS, which counts shared pages once) and processor seconds.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "hub"), str(HERE.parent)]

from house import running_hub  # noqa: E402
from kernels import run_in_server, start_server, stop_server  # noqa: E402
from live_kernel import code_cells  # noqa: E402

LESSON = HERE.parents[1] / "notebooks" / "04_what_is_the_difference.ipynb"
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


def main() -> None:
    code = "\n".join(code_cells(LESSON))
    with tempfile.TemporaryDirectory() as made, running_hub(Path(made)) as hub:
        people = hub.people(["ana", "ben", "cleo"])
        for person in people:
            seconds = start_server(hub, person)
            began = time.monotonic()
            run_in_server(hub, person, code)
            ran = time.monotonic() - began
            print(f"server ready after {seconds:.1f} s, lesson run in {ran:.1f} s")
        found = weigh(Path(made).resolve())
        for kind in KINDS:
            sizes = found.get(kind, [])
            rss, pss, used = (median(column) for column in zip(*sizes, strict=True))
            print(f"{kind:18} {len(sizes)} x {rss:6.1f} MiB RSS, {pss:6.1f} MiB PSS, {used:4.1f} s")
        for person in people:
            stop_server(person)


if __name__ == "__main__":
    main()
