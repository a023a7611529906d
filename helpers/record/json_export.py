"""A record as one JSON file: to keep, to carry to another machine, to hand to a teacher.

The file is one object with these keys, all required, and no others:

============  =====================================================================
key           value
============  =====================================================================
``format``    always ``"product-or-project-record"``
``version``   of this format: 1
``profile``   the name the answers were kept under, up to 200 characters
``exported``  when, as ISO 8601 with a zone
``sha256``    of the attempts; see :func:`checksum`
``attempts``  a list of objects with the fields of :class:`.attempt.Attempt`, oldest first
============  =====================================================================

The record's seed, which decides how options are shuffled, stays where it is. The checksum finds
slips such as a number changed in an editor. It is no signature: who wants to cheat can.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from . import errors, schema, store
from .attempt import Attempt, as_today, moment_of, now, to_row

FORMAT = "product-or-project-record"
VERSION = 1
LARGEST = 64 * 2**20
"""Bytes of a file that is still read: room for some 150,000 answers."""
DEEPEST = 50
"""How deep lists and objects may be nested in a file. The course's own answers need five."""
NEWER = ("a newer version of this course wrote it", "install that version here")
SQLITE = b"SQLite format 3\0"  # how a record's own file begins
VERSION_AT = 60  # where SQLite keeps user_version, in four bytes
PATIENCE = 2.0
"""Seconds to wait for a record's file that is in use."""
LONGEST = 200
"""Characters of a profile's name, and of what an error quotes."""
DIGITS = 4300
"""Of a whole number; Python reads no longer ones."""
ESCAPES = "\a\b\f\n\r\t\v"
"""What Python makes of a letter after a backslash between quotes: no folder is called so."""
SLASHES = 'write the folders with / as in "D:/new/test.json"'
ANOTHER = "choose a file that lesson.export() wrote"
AGAIN = "export the record again where it comes from, and leave the new file as it is"


class Export(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The contents of an export file."""

    format: Literal["product-or-project-record"]
    version: Literal[1]
    profile: Annotated[str, Meta(max_length=LONGEST)]
    exported: str
    sha256: str
    attempts: tuple[Attempt, ...]


class BadExport(ValueError):
    """A file that cannot be read as an export. The text names file, place, fault and mend."""


def checksum(attempts: Iterable[Attempt]) -> str:
    """Return the SHA-256, as hexadecimal digits, of the attempts written as JSON.

    That is ASCII with sorted keys and no spaces, as Python's ``json`` writes it.
    """
    facts = [msgspec.structs.asdict(attempt) for attempt in attempts]
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(text.encode("ascii")).hexdigest()


def to_json(attempts: Iterable[Attempt], profile: str) -> str:
    """Return the text of an export file: ASCII, one attempt a line."""
    attempts = list(attempts)
    facts = [json.dumps(msgspec.structs.asdict(one), allow_nan=False) for one in attempts]
    head = {
        "format": FORMAT,
        "version": VERSION,
        "profile": profile.encode(errors="replace").decode()[:LONGEST],
        "exported": now().isoformat(timespec="seconds"),
        "sha256": checksum(attempts),
    }
    return json.dumps(head)[:-1] + ', "attempts": [\n' + ",\n".join(facts) + "\n]}\n"


def read_export(path: str | os.PathLike) -> Export:
    """Read an export file and check all of it.

    Raises
    ------
    BadExport
        If the file cannot be read, is too big, is not an export, was written by a newer
        version, holds a wrong or repeated attempt, or was changed after it was written.
    """
    path = Path(path)
    data = _parsed(path)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _bad(path, "it is not an export of this course", ANOTHER)
    version = data.get("version")
    if type(version) is int and version > VERSION:
        raise _bad(path, *NEWER)
    try:
        export = msgspec.convert(data, Export)
        export.profile.encode()
        moment_of(export.exported)
    except msgspec.ValidationError as error:
        raise _bad(path, _placed(str(error)), AGAIN) from None
    except UnicodeEncodeError:
        raise _bad(path, "profile: a character is broken", AGAIN) from None
    except ValueError as error:
        raise _bad(path, f"exported: {error}", AGAIN) from None
    _check(path, export.attempts)
    if checksum(export.attempts) != export.sha256:
        raise _bad(path, "the attempts were changed after they were exported", AGAIN)
    return msgspec.structs.replace(export, attempts=tuple(map(as_today, export.attempts)))


def read_answers(path: str | os.PathLike) -> tuple[list[Attempt], int]:
    """Read the attempts of an export or of a record's own file, such as one set aside.

    Returns
    -------
    tuple
        The attempts, oldest first, and how many could not be read.

    Raises
    ------
    BadExport
        If the file is neither; see :func:`read_export`.
    """
    try:
        if not path:
            raise TypeError
        path = Path(path).expanduser()
    except (TypeError, RuntimeError):
        raise BadExport(f"{path!r} is not the name of a file; give one in quotes.") from None
    head = _bytes(path, VERSION_AT + 4)
    if not head.startswith(SQLITE):
        return list(read_export(path).attempts), 0
    if path.stat().st_size > LARGEST:
        raise _too_large(path)
    if int.from_bytes(head[VERSION_AT:], "big", signed=True) > len(schema.MIGRATIONS):
        raise _bad(path, *NEWER)
    try:
        attempts, odd = store.read(path, PATIENCE)
    except errors.Damaged:
        raise _bad(path, "the record in it is damaged", ANOTHER) from None
    except errors.NotKept:
        raise _bad(path, "it is in use, or no record of this course", ANOTHER) from None
    _check(path, attempts)
    return attempts, odd


# ---------------------------------------------------------------- the steps of reading


def _check(path: Path, attempts: Iterable[Attempt]) -> None:
    """Raise BadExport for the first attempt that no record could keep, or that is there twice."""
    seen: dict[str, int] = {}
    for number, attempt in enumerate(attempts, 1):
        try:
            moment_of(attempt.at)
        except ValueError as error:
            raise _bad(path, f"attempt {number}, at: {error}", AGAIN) from None
        try:
            to_row(attempt)
        except (ValueError, TypeError, RecursionError) as error:
            raise _bad(path, f"attempt {number}: {_one_line(error)}", AGAIN) from None
        first = seen.setdefault(attempt.id, number)
        if first != number:
            raise _bad(path, f"attempt {number}: the id is that of attempt {first}", AGAIN)


def _bad(path: Path, fault: str, mend: str) -> BadExport:
    return BadExport(f"{_short(path.name)}: {_short(fault)}; {mend}.")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _too_large(path: Path) -> BadExport:
    return _bad(path, f"it is larger than {LARGEST // 2**20} MB, which no record is", ANOTHER)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")


def _bytes(path: Path, most: int) -> bytes:
    """Return the first bytes of a file, at most ``most``."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(most)
        fault = "it is not a file" if path.exists() else "there is no such file"
    except (OSError, ValueError) as error:
        fault = f"it cannot be read ({getattr(error, 'strerror', None) or type(error).__name__})"
    if spoilt(path):
        raise BadExport(f"{str(path)!r} is the name of no file; {SLASHES}.")
    raise _bad(path, fault, "give the name of an export, with its folder if it lies elsewhere")


def spoilt(path: str | os.PathLike) -> bool:
    """Whether the backslashes in a path were taken for escapes, as in "D:\\new\\test.json"."""
    return any(sign in ESCAPES for sign in str(path))


def _parsed(path: Path) -> Any:
    content = _bytes(path, LARGEST + 1)
    if len(content) > LARGEST:
        raise _too_large(path)
    try:
        return strict_json(content.decode("utf-8-sig"), DEEPEST)
    except UnicodeDecodeError as error:
        fault = f"byte {error.start + 1} is not UTF-8"
    except json.JSONDecodeError as error:
        fault = f"line {error.lineno}, column {error.colno}: {error.msg}"
    except ValueError as error:
        fault = _one_line(error)
    raise _bad(path, fault, AGAIN)


def strict_json(text: str, deepest: int) -> Any:
    """Return what a text in JSON says: no key twice, no number that is none, nothing too deep.

    Raises
    ------
    ValueError
        If it is anything else, or nests more than ``deepest`` lists or objects in each other.
    """
    nested = f"more than {deepest} lists or objects in each other"
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_int)
    except RecursionError:
        raise ValueError(nested) from None
    inside = [data] if isinstance(data, list | dict) else []
    for _ in range(deepest):
        inside = [
            inner
            for outer in inside
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, list | dict)
        ]
    if inside:
        raise ValueError(nested)
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; a key that stands twice is a ValueError."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice")
        found[key] = value
    return found


def _no_number(name: str) -> None:
    """Turn down NaN and the infinities with a ValueError."""
    raise ValueError(f"{name} is not a number in JSON")


def _int(digits: str) -> int:
    """Read a whole number; one that Python would not read is a ValueError."""
    if len(digits) > DIGITS:
        raise ValueError(f"a number of more than {DIGITS:,} digits")
    return int(digits)


def _placed(message: str) -> str:
    """Turn "what - at `$.attempts[3].score`" into "attempt 4, score: what"."""
    what, _, where = message.partition(" - at `$")
    index = re.match(r"\.attempts\[(\d+)\]", where)
    if index:
        where = f".attempt {int(index[1]) + 1}" + where[index.end() :]
    place = ", ".join(part for part in where.rstrip("`").split(".") if part)
    return f"{place}: {what}" if place else what
