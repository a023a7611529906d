"""Strict decoding of authored data into structs, with every fault reported at once."""

from __future__ import annotations

import difflib
import math
import types
import typing
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union

import msgspec

from helpers.questions import TYPES, Model, Question, any_question

from .reading import ContentError, bad_character, read_yaml

_SINGULAR = {
    "people": "person",
    "near_misses": "near miss",
    "consult": "consulted role",
    "exit_quiz": "exit quiz entry",
    "related": "related term",
}
_LARGEST = 10**15
_PLAIN = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    date: "a date such as 2026-01-31",
}


class QuestionFile(Model):
    """``questions/<lesson id>.yaml``."""

    lesson: str
    questions: list[Question]


def decode_questions(data: Any, place: str) -> list[Question]:
    """Turn plain data of a whole file into its questions; see `decode`."""
    _checked(data, QuestionFile, place)
    kind = any_question()
    return [msgspec.convert(entry, kind) for entry in data["questions"]]


def decode(data: Any, cls: type, place: str) -> Any:
    """Turn plain data into ``cls``, or raise `ContentError` with one sentence per fault.

    Parameters
    ----------
    data : object
        What the YAML file held.
    cls : type
        The struct to build.
    place : str
        How sentences name the file, for instance ``questions/02.yaml``.
    """
    _checked(data, cls, place)
    try:
        return msgspec.convert(data, any_question() if cls is Question else cls, strict=True)
    except msgspec.ValidationError as error:  # the walk above should have found it
        raise ContentError([f"{place}: {error}."]) from None


def read(
    path: Path, cls: type, place: str, faults: Callable[[Any, str], list[str]] | None = None
) -> Any:
    """Read a YAML file as ``cls``; ``faults`` says what is wrong with it beyond its shape."""
    found = decode(read_yaml(path, place), cls, place)
    if problems := faults(found, place) if faults else []:
        raise ContentError(problems)
    return found


def _checked(data: Any, cls: type, place: str) -> None:
    problems: list[str] = []
    _check(data, cls, place, problems)
    if problems:
        raise ContentError(problems)


def _check(value: Any, kind: Any, place: str, problems: list[str]) -> None:
    origin = typing.get_origin(kind)
    if kind is Question:
        _check_question(value, place, problems)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        _check_struct(value, kind, place, problems)
    elif origin is Literal:
        allowed = typing.get_args(kind)
        if value not in allowed:
            known = ", ".join(map(str, allowed))
            problems.append(f"{place}: {_shown(value)} is not one of {known}; choose one.")
    elif origin in (Union, types.UnionType):
        args = typing.get_args(kind)
        if set(args) <= set(_PLAIN):  # one value of several plain kinds
            _check_leaf(value, type(value) if type(value) in args else args[-1], place, problems)
        elif value is not None:
            _check(value, next(a for a in args if a is not type(None)), place, problems)
    elif origin is list:
        _check_list(value, typing.get_args(kind)[0], place, problems)
    elif origin is dict:
        _check_mapping(value, typing.get_args(kind)[1], place, problems)
    elif kind is Any:
        _check_free(value, place, problems)
    else:
        _check_leaf(value, kind, place, problems)


@cache
def _fields(cls: type) -> dict[str, Any]:
    return {field.encode_name: field for field in msgspec.structs.fields(cls)}


def _check_struct(value: Any, cls: type, place: str, problems: list[str]) -> None:
    if not isinstance(value, dict):
        problems.append(f"{place}: {_kind_of(value)} where keys with values belong; write keys.")
        return
    fields = _fields(cls)
    allowed = set(fields)
    if issubclass(cls, Question):
        allowed.add("type")
    for key in value:
        if key not in allowed:
            near = difflib.get_close_matches(str(key), allowed, n=1)
            mend = (
                f"did you mean '{near[0]}'?"
                if near
                else f"known keys: {', '.join(sorted(allowed))}."
            )
            problems.append(f"{place}: unknown key '{key}'; {mend}")
    for name, field in fields.items():
        if name not in value:
            if field.required:
                problems.append(f"{place}: the key '{name}' is missing; add it.")
            continue
        here = f"{place}: {name}"
        before = len(problems)
        _check(value[name], field.type, here, problems)
        empty = value[name] in ("", []) or (
            isinstance(value[name], str) and not value[name].strip()
        )
        if empty and field.required and len(problems) == before and not _may_be_empty(cls, name):
            problems.append(f"{here}: it is empty; fill it or take the entry out.")


def _may_be_empty(cls: type, name: str) -> bool:
    """The few required keys that may be empty: an area without lessons, an unrelated term, ..."""
    may = {("Area", "lessons"), ("Term", "related"), ("Field", "start"), ("Activity", "after")}
    return (cls.__name__, name) in may


def _check_question(value: Any, place: str, problems: list[str]) -> None:
    if not isinstance(value, dict):
        problems.append(f"{place}: {_kind_of(value)} where a question belongs; write its keys.")
        return
    tag = value.get("type")
    if not isinstance(tag, str) or tag not in TYPES:
        near = difflib.get_close_matches(tag, TYPES, n=1) if isinstance(tag, str) else []
        mend = f"did you mean '{near[0]}'?" if near else f"use one of {', '.join(TYPES)}."
        what = "the key 'type' is missing" if tag is None else f"unknown type {_shown(tag)}"
        problems.append(f"{place}: {what}; {mend}")
        return
    _check_struct(value, TYPES[tag], place, problems)


def _check_list(value: Any, kind: Any, place: str, problems: list[str]) -> None:
    if not isinstance(value, list):
        problems.append(f"{place}: {_kind_of(value)} where a list belongs; start lines with '- '.")
        return
    head, _, name = place.rpartition(": ")
    word = _SINGULAR.get(name, name[:-1] if name.endswith("s") else name)
    for number, item in enumerate(value, 1):
        label = item.get("id") if isinstance(item, dict) else None
        named = isinstance(label, str) and 0 < len(label) <= 60 and not bad_character(label)
        here = f"{head}: {word} {label if named else number}"
        _check(item, kind, here, problems)
        if isinstance(item, str) and not item.strip():
            problems.append(f"{here}: it is empty; fill it or take the entry out.")


def _check_mapping(value: Any, kind: Any, place: str, problems: list[str]) -> None:
    """Named entries of one kind; the names are texts."""
    if not isinstance(value, dict):
        problems.append(f"{place}: {_kind_of(value)} where names with values belong; write them.")
        return
    for name, entry in value.items():
        _check_leaf(name, str, f"{place}: a name", problems)
        _check(entry, kind, f"{place}: {name}", problems)


def _check_free(value: Any, place: str, problems: list[str]) -> None:
    """Data whose shape its reader knows: only its characters and numbers are checked here."""
    if isinstance(value, dict):
        for key, entry in value.items():
            _check_free(entry, f"{place}: {key}", problems)
    elif isinstance(value, list):
        for number, entry in enumerate(value, 1):
            _check_free(entry, f"{place}: entry {number}", problems)
    elif type(value) in _PLAIN:
        _check_leaf(value, type(value), place, problems)
    else:
        what = "text, a number, true or false, a list or keys"
        problems.append(f"{place}: {_kind_of(value)} where {what} belongs; mend it.")


def _check_leaf(value: Any, kind: Any, place: str, problems: list[str]) -> None:
    right = isinstance(value, kind) if kind is not float else isinstance(value, int | float)
    if (isinstance(value, bool) and kind is not bool) or isinstance(value, datetime):
        right = False
    if not right:
        hint = " (quote it)" if kind is str else ""
        problems.append(f"{place}: {_kind_of(value)} where {_PLAIN[kind]} belongs{hint}; mend it.")
    elif kind is float and isinstance(value, float) and not math.isfinite(value):
        problems.append(f"{place}: {value} is not a finite number; write one.")
    elif kind in (int, float) and abs(value) > _LARGEST:
        problems.append(f"{place}: the number is beyond {_LARGEST:.0e}; write a smaller one.")
    elif kind is str and (bad := bad_character(value)):
        problems.append(f"{place}: it holds {bad}; delete that character.")


def _shown(value: Any) -> str:
    """A value in a sentence: short texts and numbers as they are, all else by its kind."""
    if isinstance(value, str | float | bool):
        return repr(value) if len(repr(value)) <= 60 else f"{repr(value)[:60]}..."
    return _kind_of(value)


def _kind_of(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true/false"
    names = {str: "text", int: "a whole number", float: "a number", list: "a list", dict: "keys"}
    return names.get(type(value), f"a {type(value).__name__}")
