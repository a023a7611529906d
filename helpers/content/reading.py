"""Reading authored files: UTF-8, YAML without surprises, errors as sentences."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import yaml

_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(ValueError):
    """Authored data that cannot be used; ``problems`` holds one sentence for each fault."""

    def __init__(self, problems: list[str]):
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class _Loader(_BASE):
    """Safe YAML that refuses a key written twice, and anchors that would repeat a block."""

    def construct_mapping(self, node, deep=False):
        seen: dict[Any, int] = {}
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise yaml.constructor.ConstructorError(
                    None,
                    None,
                    f"the key {key!r} is not text; put it in quotes",
                    key_node.start_mark,
                )
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None,
                    None,
                    f"the key '{key}' is written twice (first on line {seen[key]}); delete one",
                    key_node.start_mark,
                )
            seen[key] = key_node.start_mark.line + 1
        return super().construct_mapping(node, deep=deep)


def bad_character(text: str) -> str:
    """Name the first character that must not stand in authored text, or ``""``.

    Tabs and line breaks are allowed; other control characters, direction
    overrides and unpaired surrogates are not.
    """
    for position, char in enumerate(text):
        category = unicodedata.category(char)
        if char in _BIDI or category in ("Cs", "Co") or (category == "Cc" and char not in "\n\t"):
            name = unicodedata.name(char, "control character")
            return f"U+{ord(char):04X} ({name.lower()}) at character {position + 1}"
    return ""


def read_text(path: Path, place: str) -> str:
    """Return a file's text, or raise one sentence that says what is wrong with the file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ContentError([f"{place}: the file is missing; restore it or take it out."]) from None
    except OSError as error:
        why = error.strerror or "unknown error"
        raise ContentError([f"{place}: the file cannot be read ({why}); mend it."]) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ContentError(
            [f"{place}: line {line}: the text is not UTF-8; save the file as UTF-8."]
        ) from None


def read_yaml(path: Path, place: str) -> dict[str, Any]:
    """Return a YAML file's mapping.

    Raises
    ------
    ContentError
        When the file is missing, not UTF-8, not YAML, repeats a key, or does
        not hold a mapping at its top.
    """
    text = read_text(path, place)
    try:
        data = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = f"line {mark.line + 1}: " if mark else ""
        raise ContentError([f"{place}: {line}not valid YAML: {error.problem}."]) from None
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        raise ContentError([f"{place}: not valid YAML: {what}."]) from None
    except (ValueError, RecursionError) as error:
        raise ContentError([f"{place}: a value cannot be read: {error}."]) from None
    if not isinstance(data, dict):
        what = "empty" if data is None else f"a {type(data).__name__}"
        raise ContentError([f"{place}: the file is {what}; it should be keys with values."])
    return data
