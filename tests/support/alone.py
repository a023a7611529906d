"""One lock between the workers of pytest-xdist: a timed test runs while no other test does."""

from __future__ import annotations

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
def turn(folder: Path, alone: bool) -> Iterator[None]:
    """Wait for this test's turn, and keep it.

    Parameters
    ----------
    folder : Path
        A place for two empty files; the same for all workers.
    alone : bool
        Whether no other test may run meanwhile.
    """
    if fcntl is None:
        yield
        return
    with ExitStack() as kept:
        with _held(folder / "door"):  # who waits for an empty room lets nobody else in
            kept.enter_context(_held(folder / "room", shared=not alone))
        yield
