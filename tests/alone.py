"""One lock between the workers of pytest-xdist: a timed test runs while no other test does."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: timed tests run beside others there
    fcntl = None


@contextmanager
def _held(path: Path, *, shared: bool = False) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield  # closing the file lets go of it


@contextmanager
def turn(alone: bool, run: str | None = None) -> Iterator[None]:
    """Wait for this test's turn, and keep it.

    Parameters
    ----------
    alone : bool
        Whether no other test may run meanwhile.
    run : str, optional
        What the workers of one run have in common; xdist's own id when left out. Without xdist
        there is nobody to wait for.
    """
    run = run or os.environ.get("PYTEST_XDIST_TESTRUNUID")
    if fcntl is None or not run:
        yield
        return
    door, room = (Path(tempfile.gettempdir(), f"course-{run}.{name}") for name in ("door", "room"))
    with ExitStack() as kept:
        with _held(door):  # who waits for an empty room lets nobody else in
            kept.enter_context(_held(room, shared=not alone))
        yield
