"""Writing ids into question files: options, items, pairs get a letter of their own, in place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from pathlib import Path
from string import ascii_lowercase
from typing import Any, get_args

import yaml
from msgspec.structs import fields

from helpers.content import course_root
from helpers.content.reading import ContentError
from helpers.questions import TYPES, Question
from helpers.questions.base import Entry

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def write_ids(root: Path | None = None) -> dict[str, int]:
    """Give every entry without an id one, and return how many were written into each file.

    Comments and layout stay as they are; an id that is there is never changed.

    Raises
    ------
    ContentError
        If a file is no YAML, or an entry is laid out in a way that cannot take an id.
    """
    written = {}
    for path in sorted(((root or course_root()) / "questions").glob("*.yaml")):
        place = f"questions/{path.name}"
        old = path.read_text("utf-8")
        try:
            new, number = with_ids(old)
            same = _without_ids(yaml.load(new, _LOADER)) == _without_ids(yaml.load(old, _LOADER))
        except yaml.YAMLError as error:
            raise ContentError([f"{place}: {' '.join(str(error).split())}; mend it."]) from None
        if not same:
            mend = "write each option as '- text: ...' on lines of its own"
            raise ContentError([f"{place}: an entry cannot take an id as it stands; {mend}."])
        if number:
            path.write_text(new, "utf-8")
            written[place] = number
    return written


def missing_ids(question: Question) -> int:
    """How many entries of a question have no id, and lose their answers with a new wording."""
    return sum(not entry.id for named in question.namespaces() for entry in named)


def with_ids(text: str) -> tuple[str, int]:
    """Return the text of a question file with an id in every entry, and how many are new."""
    marks: list[tuple[int, str]] = []
    for question in _questions(yaml.compose(text, _LOADER)):
        keys = {key.value: value for key, value in question.value}
        kind = TYPES.get(getattr(keys.get("type"), "value", None))  # type: ignore[arg-type]
        if kind is None:
            continue
        lists = [
            keys[field.name].value
            for field in fields(kind)
            if _holds_entries(field.type) and isinstance(keys.get(field.name), yaml.SequenceNode)
        ]
        for entries in [sum(lists, [])] if kind.one_namespace else lists:
            used = {_id_of(entry) for entry in entries}
            names = (name for name in _letters() if name not in used)
            marks += [_mark(entry, next(names)) for entry in entries if not _id_of(entry)]
    for place, piece in sorted(marks, reverse=True):
        text = text[:place] + piece + text[place:]
    return text, len(marks)


def _questions(tree: Any) -> Iterator[yaml.MappingNode]:
    for key, value in tree.value if isinstance(tree, yaml.MappingNode) else ():
        if key.value == "questions" and isinstance(value, yaml.SequenceNode):
            yield from (one for one in value.value if isinstance(one, yaml.MappingNode))


def _holds_entries(kind: Any) -> bool:
    return any(isinstance(arg, type) and issubclass(arg, Entry) for arg in get_args(kind))


def _id_of(entry: yaml.Node) -> str:
    pairs = entry.value if isinstance(entry, yaml.MappingNode) else ()
    return next((value.value for key, value in pairs if key.value == "id"), "")


def _letters() -> Iterator[str]:
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def _mark(entry: yaml.Node, name: str) -> tuple[int, str]:
    """Where an id goes, and how it is written there."""
    start = entry.start_mark
    if isinstance(entry, yaml.MappingNode) and entry.flow_style:
        return start.index + 1, f"id: {name}, "
    return start.index, f"id: {name}\n{' ' * start.column}"


def _without_ids(data: Any) -> Any:
    if isinstance(data, dict):
        found = {key: _without_ids(value) for key, value in data.items() if key != "id"}
        return found
    return [_without_ids(value) for value in data] if isinstance(data, list) else data
