"""YAML without surprises: no anchors, tags, repeated keys, or a second document."""

from __future__ import annotations

from typing import Any

import yaml

DEEPEST = 20
_BASE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class NotPlainYaml(ValueError):
    """Text that is not YAML, or not YAML that is wanted here; it says where, and the mend."""


class _Unwanted(yaml.MarkedYAMLError):
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
        raise _Unwanted(what, event.start_mark)
    if event.tag:
        raise _Unwanted(f"{event.tag!r} is a tag; delete it, or quote it", event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(loader, event)
    if depth > DEEPEST:
        what = f"it nests deeper than {DEEPEST} levels; close some brackets"
        raise _Unwanted(what, event.start_mark)
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
            raise _Unwanted(what, event.start_mark)
        if key in found:
            what = f"the key '{key}' is written twice (first on line {lines[key]}); delete one"
            raise _Unwanted(what, event.start_mark)
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


def built(text: str) -> Any:
    """Return what YAML says.

    Raises
    ------
    NotPlainYaml
        When it is not YAML, or not wanted.
    """
    try:
        return _built(text)
    except yaml.MarkedYAMLError as error:
        raise NotPlainYaml(f"{_yaml_fault(error)}.") from None
    except yaml.YAMLError as error:
        what = str(error).splitlines()[0]
        raise NotPlainYaml(f"not valid YAML: {what}; delete or quote it.") from None
    except (ValueError, RecursionError) as error:
        what = str(error).split(";")[0].rstrip(".")
        raise NotPlainYaml(f"a value cannot be read ({what}); quote it.") from None


def _yaml_fault(error: yaml.MarkedYAMLError) -> str:
    line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
    if isinstance(error, _Unwanted):
        return f"{line}{error.problem}"
    problem = error.problem or "it cannot be parsed"
    mend = "mend the indentation, colons or quotes there"
    if "\\t" in problem or "\t" in problem or "tab " in problem:
        mend = "indent with spaces, not tabs"
    return f"{line}not valid YAML: {problem}; {mend}"
