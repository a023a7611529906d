"""Reading authored files: UTF-8, YAML without surprises, errors as sentences."""

from __future__ import annotations

import re
import stat
import unicodedata
from pathlib import Path
from typing import Any

import yaml

DEEPEST = 20
LARGEST = 2_000_000  # bytes of one authored file
_BAD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and line break
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction overrides
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]"  # unpaired and private ones
)
_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(ValueError):
    """Authored data that cannot be used; ``problems`` holds one sentence for each fault."""

    def __init__(self, problems: list[str]):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class _Refused(yaml.MarkedYAMLError):
    """YAML that is well-formed but not wanted here; ``problem`` holds the mend, too."""

    def __init__(self, problem: str, mark: Any):
        super().__init__(problem=problem, problem_mark=mark)


def _built(text: str) -> Any:
    """Return what YAML says, or raise for what is well-formed but not wanted.

    It is built as it is parsed, in one go: a learner waits for it at the first look.
    """
    loader = _BASE(text)
    loader.get_event()  # the stream begins
    if isinstance(loader.get_event(), yaml.StreamEndEvent):
        return None
    found = _value(loader, loader.get_event(), 1)
    loader.get_event()  # the document ends
    after = loader.get_event()
    if not isinstance(after, yaml.StreamEndEvent):
        mark = after.start_mark
        raise yaml.MarkedYAMLError(problem="another document begins", problem_mark=mark)
    return found


def _value(loader: Any, event: yaml.Event, depth: int) -> Any:
    """Return the value that begins with ``event``; what could unfold or name a type is refused."""
    if event.anchor:
        what = f"{event.anchor!r} is an anchor or alias; write the text out, or quote it"
        raise _Refused(what, event.start_mark)
    if event.tag:
        raise _Refused(f"{event.tag!r} is a tag; delete it, or quote it", event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(loader, event)
    if depth > DEEPEST:
        what = f"it nests deeper than {DEEPEST} levels; close some brackets"
        raise _Refused(what, event.start_mark)
    if isinstance(event, yaml.SequenceStartEvent):
        entries = []
        while not isinstance(event := loader.get_event(), yaml.SequenceEndEvent):
            entries.append(_value(loader, event, depth + 1))
        return entries
    return _mapping(loader, depth + 1)


def _mapping(loader: Any, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    lines: dict[str, int] = {}
    while not isinstance(event := loader.get_event(), yaml.MappingEndEvent):
        key = _value(loader, event, depth)
        if not isinstance(key, str):
            what = f"the key {str(key)[:40]!r} is not text; put it in quotes"
            raise _Refused(what, event.start_mark)
        if key in found:
            what = f"the key '{key}' is written twice (first on line {lines[key]}); delete one"
            raise _Refused(what, event.start_mark)
        lines[key] = event.start_mark.line + 1
        found[key] = _value(loader, loader.get_event(), depth)
    return found


def _scalar(loader: Any, event: yaml.ScalarEvent) -> Any:
    """Return text, or the number, date or truth that a text without quotes stands for."""
    text = event.value
    if not event.implicit[0] or text[:1] not in loader.yaml_implicit_resolvers:
        return text
    tag = loader.resolve(yaml.ScalarNode, text, event.implicit)
    if tag == loader.DEFAULT_SCALAR_TAG:
        return text
    return loader.construct_object(yaml.ScalarNode(tag, text, event.start_mark, event.end_mark))


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
    """Return a YAML file's mapping.

    Raises
    ------
    ContentError
        When the file is missing, not UTF-8, not YAML, repeats a key, uses
        anchors or tags, or does not hold a mapping at its top.
    """
    text = read_text(path, place)
    try:
        data = _built(text)
    except yaml.MarkedYAMLError as error:
        raise ContentError([f"{place}: {_yaml_fault(error)}."]) from None
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        raise ContentError([f"{place}: not valid YAML: {what}; delete or quote it."]) from None
    except (ValueError, RecursionError) as error:
        what = str(error).split(";")[0].rstrip(".")
        raise ContentError([f"{place}: a value cannot be read ({what}); quote it."]) from None
    if not isinstance(data, dict):
        what = {type(None): "empty", list: "a list"}.get(type(data), "one value")
        raise ContentError([f"{place}: the file is {what}; it should be keys with values."])
    return data


def _yaml_fault(error: yaml.MarkedYAMLError) -> str:
    line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
    if isinstance(error, _Refused):
        return f"{line}{error.problem}"
    problem = error.problem or "it cannot be parsed"
    mend = "mend the indentation, colons or quotes there"
    if "\\t" in problem or "\t" in problem or "tab " in problem:
        mend = "indent with spaces, not tabs"
    return f"{line}not valid YAML: {problem}; {mend}"
