"""``python -m helpers.classroom.vote``: a live vote from a terminal."""

from __future__ import annotations

import argparse
import sys
import time
import webbrowser

from .room import SEATS
from .server import Vote


def main(words: list[str] | None = None) -> int:
    """Hold a vote until it is stopped with Ctrl-C; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m helpers.classroom.vote", description=__doc__)
    parser.add_argument("names", nargs="+", metavar="QUESTION", help="a question's id, or a plan's")
    parser.add_argument("--network", action="store_true", help="let the room's devices in")
    parser.add_argument("--seats", type=int, default=SEATS, help=f"devices that may vote ({SEATS})")
    parser.add_argument("--port", type=int, default=0, help="where to listen")
    parser.add_argument("--shared", action="store_true", help="all devices have one address")
    parser.add_argument("--quiet", action="store_true", help="open no browser")
    given = parser.parse_args(words)
    try:
        vote = Vote(given.names, given.network, given.seats, given.port, given.shared)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    who = "Every device in this network" if given.network else "Only this computer"
    print(
        f"Learners open {vote.address} and type {vote.room.code}. {who} can open it.\n"
        f"Your page, for the projector: {vote.teacher}\nStop with Ctrl-C; nothing is kept.",
        flush=True,
    )
    if not given.quiet:
        webbrowser.open(vote.teacher)
    try:
        while True:
            time.sleep(1)
    except KeyboardInterrupt:
        vote.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
