"""Verified figures: each table's checksum and the day on which its values were last checked.

Both stand in ``figures/<id>.yaml`` as ``verified``, so that no value of a table changes unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from helpers.content import Figure, load_figure
from helpers.content.model import FigureInfo

_KEPT = re.compile(r"^verified:\n(?:[ ]+.*\n?)+", re.M)
_CHECKED = re.compile(r"^checked: .*$", re.M)


def checksum(table: Path) -> str:
    """The sha256 of a table, whatever its line ends."""
    return sha256(table.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def unverified(root: Path, figures: Iterable[Figure]) -> Iterator[tuple[str, str, FigureInfo]]:
    """The tables that are not as they were verified: id, what is the matter, description."""
    for figure in figures:
        info, kept = figure.info, figure.info.verified
        if kept is None:
            yield info.id, "nobody has verified it", info
        elif kept.sha256 != checksum(root / "figures" / f"{info.id}.csv"):
            yield info.id, f"it has changed since it was verified on {kept.day}", info


def accept(root: Path, figure_id: str, day: date) -> None:
    """Note that the values of a table were held against their source on a day.

    Raises
    ------
    ContentError
        When there is no such table, or it cannot be read.
    """
    load_figure(figure_id, root)
    path = root / "figures" / f"{figure_id}.yaml"
    text = _KEPT.sub("", path.read_text("utf-8")).rstrip("\n")
    text = _CHECKED.sub(f"checked: {day}", text)
    text += f"\nverified:\n  day: {day}\n  sha256: {checksum(path.with_suffix('.csv'))}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
