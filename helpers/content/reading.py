"""Reading authored files: UTF-8, YAML or JSON, errors as sentences."""

from __future__ import annotations

import json
import re
import stat
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

LARGEST = 2_000_000  # bytes of one authored file
_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and line break
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction overrides
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"  # unpaired and private ones
)


class ContentError(ValueError):
    """Authored data that cannot be used; ``problems`` holds one sentence for each fault."""

    def __init__(self, problems: list[str]):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def bad_character(text: str) -> str:
    """Name the first character that must not stand in authored text, or ``""``.

    Tabs and line breaks are allowed; other control characters, direction
    overrides, unpaired surrogates and private characters are not.
    """
    found = _BAD.search(text)
    if not found:
        return ""
    name = unicodedata.name(found[0], "control character")
    return f"U+{ord(found[0]):04X} ({name.lower()}) at character {found.start() + 1}"


def read_text(path: Path, place: str, largest: int = LARGEST) -> str:
    """Return a file's text with ``\\n`` at line ends, or raise one sentence about the file."""
    try:
        found = path.stat()
        sound = stat.S_ISREG(found.st_mode) and found.st_size <= largest
        data = path.read_bytes() if sound else b""  # reading a pipe would wait for ever
    except FileNotFoundError:
        raise ContentError([f"{place}: the file is missing; restore it or take it out."]) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name is no file name"
        raise ContentError([f"{place}: the file cannot be read ({why}); mend it."]) from None
    if not stat.S_ISREG(found.st_mode):
        raise ContentError([f"{place}: a folder or device in place of a file; put a file there."])
    if not sound:
        size = f"{found.st_size / 1e6:,.1f} MB, and {largest / 1e6:g} is the most"
        raise ContentError([f"{place}: the file has {size}; split it or take things out."])
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError(
            [f"{place}: line {line}: the text is not UTF-8; save the file as UTF-8."]
        ) from None
    if bad_character(text):
        raise ContentError(
            [
                f"{place}: line {number}: it holds {bad}; delete that character."
                for number, line in enumerate(text.split("\n"), 1)
                if (bad := bad_character(line))
            ]
        )
    return text


def read_yaml(path: Path, place: str) -> dict[str, Any]:
    """Return a YAML file's mapping. JSON is YAML too, and needs no parser of YAML.

    Raises
    ------
    ContentError
        When the file is missing, not UTF-8, not YAML, repeats a key, uses
        anchors or tags, or does not hold a mapping at its top.
    """
    text = read_text(path, place)
    data = _json(text) if text.startswith("{") else None
    if data is None:
        from .strict_yaml import NotPlainYaml, built

        try:
            data = built(text)
        except NotPlainYaml as error:
            raise ContentError([f"{place}: {error}"]) from None
    if not isinstance(data, dict):
        what = {type(None): "empty", list: "a list"}.get(type(data), "one value")
        raise ContentError([f"{place}: the file is {what}; it should be keys with values."])
    return data


DAY = "!day"
"""The one key of what stands for a day in JSON, which has none."""


def _json(text: str) -> Any:
    """Return what JSON says, with days as dates; None for what is none, or repeats a key."""

    def once(pairs: list[tuple[str, Any]]) -> Any:
        if [key for key, _ in pairs] == [DAY]:
            return date.fromisoformat(pairs[0][1])
        if len(found := dict(pairs)) < len(pairs):
            raise ValueError
        return found

    try:
        return json.loads(text, object_pairs_hook=once)
    except (ValueError, RecursionError):
        return None
