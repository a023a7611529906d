"""``python -m helpers.classroom.hub demo``: a whole Hub with this course on one laptop."""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

PROXY = "configurable-http-proxy"
NEEDED = ("jupyterhub", "jupyterhub_idle_culler", "sqlalchemy")
HONEST = (
    "This demonstration isolates no files: all servers run as you, and one learner can read the "
    "files of another. So only this computer can reach it."
)


def missing() -> str:
    """Say what is not installed and how to get it, or nothing."""
    if os.name == "nt":
        return "JupyterHub needs Linux or macOS; on Windows, run this in the Linux subsystem (WSL)."
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        return (
            "JupyterHub is not installed here; run "
            f"{sys.executable} -m pip install --require-hashes -r .requirements/hub.lock first."
        )
    if shutil.which(PROXY) is None:
        return (
            f"JupyterHub needs the program {PROXY}; install Node.js, run "
            f"npm install -g {PROXY}@5.3.0 and then this command again."
        )
    return ""


def demo(folder: Path, port: int) -> int:
    """Run a Hub on this computer until it is stopped with Ctrl-C; return its exit status."""
    sentence = missing()
    if sentence:
        return _failed(sentence)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ports = [port or free_ports(1)[0], *free_ports(3)]
    shared, own = secrets.token_hex(4), secrets.token_hex(16)
    other = os.environ.get("COURSE_DEMO_DATABASE")
    kept = "the database that COURSE_DEMO_DATABASE names" if other else folder
    log = folder / "hub.log"
    print(f"The Hub starts, which takes about half a minute. Its log is {log}.", flush=True)
    variables = {
        "COURSE_DEMO_FOLDER": str(folder),
        "COURSE_DEMO_PORTS": " ".join(map(str, ports)),
        "COURSE_DEMO_CLASS_PASSWORD": shared,
        "COURSE_DEMO_TEACHER_PASSWORD": own,
    }
    config = Path(__file__).with_name("demo_config.py")
    # Started in the background, it would hand on that SIGINT is ignored, which stops its services.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with log.open("wb") as file:
        hub = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", f"--config={config}", "--log-level=WARN"],
            cwd=folder,
            env=os.environ | variables,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    signal.signal(signal.SIGTERM, lambda *_: hub.terminate())
    try:
        if not _answers(hub, ports[0]):
            return _failed(f"The Hub did not start; {log} says why.")
        print(
            f"Open http://127.0.0.1:{ports[0]} in a browser.\n"
            f"Learners: any name, password {shared}\nTeacher: the name teacher, password {own}\n"
            f"{HONEST}\nAnswers stay in {kept}. Stop with Ctrl-C.",
            flush=True,
        )
        return hub.wait()
    except KeyboardInterrupt:  # the Hub heard it, too, and stops its servers
        return hub.wait()


def _answers(hub: subprocess.Popen, port: int) -> bool:
    """Wait until the Hub answers; False when it ended before."""
    while hub.poll() is None:
        with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/hub/health", timeout=5):
            return True
        time.sleep(0.2)
    return False


def free_ports(count: int) -> list[int]:
    """Return ports of this computer that nobody uses now."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def forget(learner: str, database: str) -> int:
    """Delete all answers of a learner from the database; return the exit status."""
    from sqlalchemy.exc import SQLAlchemyError

    from .store import DATABASE, Store, file_of

    database = database or os.environ.get(DATABASE, "")
    try:
        if not database:
            return _failed(f"No database is named; give its address, or set {DATABASE}.")
        file = file_of(database)
        if file and not file.is_file():
            return _failed(f"There is no database at {file}; correct the address.")
        erased = Store(database).erase(learner)
    except SQLAlchemyError as error:
        kind = type(error).__name__  # its words may hold the password
        return _failed(f"The database cannot be used ({kind}); correct the address or its rights.")
    if not erased:
        return _failed(f"There are no answers of {learner} in the database; correct the name.")
    print(f"Answers of {learner} deleted for good: {erased}.")
    return 0


def links(repository: str, hub: str, branch: str, lesson: str) -> int:
    """Print addresses to give to a class; return the exit status."""
    from .links import binder_link, hub_link

    try:
        if hub:
            print(f"Your Hub: {hub_link(hub, repository, branch, lesson)}")
        print(f"Binder (keeps no answers): {binder_link(repository, branch, lesson)}")
    except ValueError as error:
        return _failed(str(error))
    return 0


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m helpers.classroom.hub", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("demo", help="a Hub on this computer, for a demonstration")
    one.add_argument("--port", type=int, default=8000, help="8000; 0 takes a free one")
    one.add_argument("--folder", type=Path, default=Path.home() / "product-or-project-demo")
    two = commands.add_parser("forget", help="delete a learner's answers from a database")
    two.add_argument("learner")
    two.add_argument(
        "database",
        nargs="?",
        default="",
        help="its URL, as in the Hub's configuration; that of the variable "
        "COURSE_RESULTS_DATABASE if not given",
    )
    four = commands.add_parser("link", help="print addresses to give to a class")
    four.add_argument("repository", help="https address of the course's git repository")
    four.add_argument("--hub", default="", help="address of your Hub, which has nbgitpuller")
    four.add_argument("--branch", default="main")
    four.add_argument("--lesson", default="", help="a lesson's id; the first one if not given")
    commands.add_parser("serve", help="the results service; the Hub starts it")
    given = parser.parse_args(arguments)
    if given.command == "demo":
        return demo(given.folder.resolve(), given.port)
    if given.command == "forget":
        return forget(given.learner, given.database)
    if given.command == "link":
        return links(given.repository, given.hub, given.branch, given.lesson)
    from .service import serve

    with suppress(KeyboardInterrupt):
        asyncio.run(serve())
    return 0


if __name__ == "__main__":
    sys.exit(main())
