"""Writing files: one whole or not at all (a draft takes its name at the end), or many at once."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp

LONGEST = 180
"""Bytes of a name that another is made from; most file systems take names of 255."""


@contextmanager
def whole_file(path: Path, *, new: bool = False) -> Iterator[Path]:
    """Make a file by a hidden draft beside it, which only its owner may read.

    The draft gets the name when the block has ended and it is on disk. After an error, such as a
    full disk, it is deleted, and what had the name before has it still.

    Parameters
    ----------
    path
        The file to be.
    new
        Whether it must not be there yet: otherwise a file of that name is replaced.

    Raises
    ------
    FileExistsError
        If ``new`` and there is a file of that name.
    """
    handle, name = mkstemp(".draft", f".{shortened(path.name)}.", path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        if new:
            _name(draft, path)
        else:
            os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _name(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)  # of the ways to name a file, the one that replaces none
    except (OSError, AttributeError) as error:  # Python in a browser has no links at all
        if isinstance(error, FileExistsError) or os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        os.replace(draft, path)  # on a disk without such links, as memory sticks are


def must_be_new(folder: Path) -> None:
    """Let files be written into a folder only if it is new or empty, so none is written over.

    Raises
    ------
    FileExistsError
        When something is in it, or it is a file.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder} is not empty; name a new folder.")


def write_pages(folder: Path, pages: Iterable[tuple[str, str | bytes]]) -> list[Path]:
    """Write texts (in UTF-8) and bytes by their names below a folder; return the files.

    Raises
    ------
    OSError
        When a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, page in pages:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
        written.append(path)
    return written


def shortened(name: str) -> str:
    """Return a name cut so that something fits behind it."""
    return os.fsencode(name)[:LONGEST].decode(errors="ignore")
