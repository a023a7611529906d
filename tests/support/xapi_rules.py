"""The rules of xAPI 1.0.3 for a list of statements, written from the specification.

After ADL, *Experience API*, version 1.0.3, part two (xAPI-Data): 2.2 formatting, 2.4 properties,
4.0 data types. Numbers in brackets are its sections. Only what the course writes may occur: an
activity as object, an agent with an account as actor. What the specification merely recommends
counts as a rule here, where a store might mind.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,}(Z|[+-]\d\d:\d\d)")
DURATION = re.compile(
    r"P(\d+W|(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?)"
)
ADL_TYPE = "http://adlnet.gov/expapi/activities/cmi.interaction"
COMPONENTS = {
    "true-false": (),
    "choice": ("choices",),
    "fill-in": (),
    "long-fill-in": (),
    "other": (),
    "matching": ("source", "target"),
    "performance": ("steps",),
    "sequencing": ("choices",),
    "likert": ("scale",),
    "numeric": (),
}
Faults = Iterator[str]


def problems(text: str) -> list[str]:
    """Return what is wrong with the text of a file of statements."""
    try:
        statements = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except ValueError as error:
        return [f"no JSON: {error}"]
    if not isinstance(statements, list):
        return ["not a list of statements"]
    found = [
        f"statement {number}: {fault}"
        for number, statement in enumerate(statements, 1)
        for fault in _statement(statement)
    ]
    ids = [s.get("id") for s in statements if isinstance(s, dict)]
    if len(set(map(str, ids))) < len(ids):
        found.append("two statements have the same id")  # 2.3.1: a statement never changes
    definitions: dict[str, Any] = {}
    for thing in (s["object"] for s in statements if not found):
        if definitions.setdefault(thing["id"], thing["definition"]) != thing["definition"]:
            found.append(f"{thing['id']} has two definitions")  # 2.4.4.1
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("a property is used twice (2.2)")
    return dict(pairs)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


# ---------------------------------------------------------------- statements


def _statement(one: Any) -> Faults:
    yield from _object(
        one,
        "statement",
        needed=("id", "actor", "verb", "object", "timestamp"),
        allowed=("result", "context"),
    )
    if not isinstance(one, dict):
        return
    yield from _no_nulls(one, "statement")
    yield from _uuid(one.get("id"), "id")
    yield from _actor(one.get("actor"))
    verb = one.get("verb")
    yield from _object(verb, "verb", needed=("id", "display"))
    if isinstance(verb, dict):
        yield from _iri(verb.get("id"), "verb.id")
        yield from _language_map(verb.get("display"), "verb.display")
    yield from _activity(one.get("object"), "object", question=True)
    kind = _kind_of(one.get("object"))
    if "result" in one:
        yield from _result(one["result"], one.get("object"), kind)
    if "context" in one:
        yield from _context(one["context"])
    yield from _timestamp(one.get("timestamp"))


def _actor(actor: Any) -> Faults:
    yield from _object(actor, "actor", needed=("account",), allowed=("objectType", "name"))
    if not isinstance(actor, dict):
        return
    if actor.get("objectType", "Agent") != "Agent":
        yield "actor.objectType is not Agent (2.4.2.1)"
    if not isinstance(actor.get("name", ""), str):
        yield "actor.name is no text"
    account = actor.get("account")
    yield from _object(account, "actor.account", needed=("homePage", "name"))
    if isinstance(account, dict):
        yield from _iri(account.get("homePage"), "actor.account.homePage")
        if not isinstance(account.get("name"), str) or not account["name"]:
            yield "actor.account.name is no text"


def _activity(one: Any, place: str, question: bool = False) -> Faults:
    yield from _object(one, place, needed=("id", "objectType", "definition"))
    if not isinstance(one, dict):
        return
    yield from _iri(one.get("id"), f"{place}.id")
    if one.get("objectType") != "Activity":
        yield f"{place}.objectType is not Activity"
    definition = one.get("definition")
    kind = _kind_of(one)
    lists = COMPONENTS.get(kind, ())
    needed = ("type", "interactionType") if question else ("type",)
    yield from _object(definition, f"{place}.definition", needed, ("name", "description", *lists))
    if not isinstance(definition, dict):
        return
    yield from _iri(definition.get("type"), f"{place}.definition.type")
    if question and definition.get("type") != ADL_TYPE:
        yield "the type of a question is not cmi.interaction (2.4.4.1)"
    if question and kind not in COMPONENTS:
        yield f"interactionType {kind!r} is not in the list (2.4.4.1)"
    for key in ("name", "description"):
        if key in definition:
            yield from _language_map(definition[key], f"{place}.definition.{key}")
    for key in lists:
        if key in definition:
            yield from _components(definition[key], f"{place}.definition.{key}")


def _components(parts: Any, place: str) -> Faults:
    if not isinstance(parts, list) or not parts:
        yield f"{place} is no list of components"
        return
    ids = []
    for part in parts:
        yield from _object(part, place, needed=("id", "description"))
        if isinstance(part, dict):
            yield from _language_map(part.get("description"), place)
            ids.append(part.get("id"))
            if not isinstance(part.get("id"), str) or re.search(r"\s|^$|\[[.,]\]", part["id"]):
                yield f"{place}: the id {part.get('id')!r} is no word"
    if len(set(map(str, ids))) < len(ids):
        yield f"{place}: an id stands twice (2.4.4.1)"


def _result(result: Any, thing: Any, kind: str) -> Faults:
    yield from _object(
        result, "result", allowed=("score", "success", "response", "duration", "extensions")
    )
    if not isinstance(result, dict):
        return
    score = result.get("score", {"scaled": 0})
    yield from _object(score, "result.score", needed=("scaled",))
    scaled = score.get("scaled") if isinstance(score, dict) else None
    if not _number(scaled) or not -1 <= scaled <= 1:
        yield "result.score.scaled is no number from -1 to 1 (2.4.5.1)"
    if not isinstance(result.get("success", True), bool):
        yield "result.success is not true or false"
    if not DURATION.fullmatch(str(result.get("duration", "PT0S"))):
        yield f"result.duration {result.get('duration')!r} is no ISO 8601 duration (4.6)"
    yield from _extensions(result.get("extensions", {"a:b": 0}), "result.extensions")
    if "response" in result:
        yield from _response(result["response"], thing, kind)


def _response(response: Any, thing: Any, kind: str) -> Faults:
    """2.4.4.1, response patterns: what is chosen must be among the components."""
    if not isinstance(response, str):
        yield "result.response is no text"
        return
    definition = thing.get("definition", {}) if isinstance(thing, dict) else {}
    known = {
        key: {part.get("id") for part in definition[key] if isinstance(part, dict)}
        for key in COMPONENTS.get(kind, ())
        if isinstance(definition.get(key), list)
    }
    said = response.split("[,]")
    if kind == "numeric":
        try:
            fits = math.isfinite(float(response))
        except ValueError:
            fits = False
    elif kind in ("choice", "sequencing"):
        fits = set(said) <= known.get("choices", set(said)) and len(set(said)) == len(said)
    elif kind == "matching":
        pairs = [part.split("[.]") for part in said]
        fits = all(len(pair) == 2 for pair in pairs) and all(
            a in known.get("source", {a}) and b in known.get("target", {b}) for a, b in pairs
        )
    else:
        fits = True
    if not fits:
        yield f"result.response {response!r} is none for a {kind} interaction"


def _context(context: Any) -> Faults:
    yield from _object(
        context,
        "context",
        allowed=("registration", "platform", "language", "contextActivities", "extensions"),
    )
    if not isinstance(context, dict):
        return
    if "registration" in context:
        yield from _uuid(context["registration"], "context.registration")
    if not isinstance(context.get("platform", ""), str):
        yield "context.platform is no text"
    if not LANGUAGE.fullmatch(str(context.get("language", "en"))):
        yield "context.language is no language tag (RFC 5646)"
    yield from _extensions(context.get("extensions", {"a:b": 0}), "context.extensions")
    activities = context.get("contextActivities", {"parent": []})
    kinds = ("parent", "grouping", "category", "other")
    yield from _object(activities, "context.contextActivities", allowed=kinds)
    if isinstance(activities, dict):
        for key, several in activities.items():
            if not isinstance(several, list):
                yield f"context.contextActivities.{key} is no list (2.4.6.2)"
                continue
            for one in several:
                yield from _activity(one, f"context.contextActivities.{key}")


# ---------------------------------------------------------------- data types


def _kind_of(thing: Any) -> str:
    definition = thing.get("definition") if isinstance(thing, dict) else None
    return str(definition.get("interactionType")) if isinstance(definition, dict) else ""


def _object(one: Any, place: str, needed: tuple = (), allowed: tuple = ()) -> Faults:
    if not isinstance(one, dict) or not one:
        yield f"{place} is no object with properties (2.2)"
        return
    for key in needed:
        if key not in one:
            yield f"{place} lacks {key}"
    for key in one:
        if key not in (*needed, *allowed):
            yield f"{place} has an unknown property {key!r} (2.2)"


def _no_nulls(one: Any, place: str) -> Faults:
    """2.2: no null but in extensions; and every text is whole and printable."""
    if one is None:
        yield f"{place} is null"
    elif isinstance(one, dict):
        for key, value in one.items():
            if key != "extensions":
                yield from _no_nulls(value, f"{place}.{key}")
    elif isinstance(one, list):
        for value in one:
            yield from _no_nulls(value, place)
    elif isinstance(one, str) and re.search("[\ud800-\udfff\0]", one):
        yield f"{place} holds half a character or a zero"


def _iri(text: Any, place: str) -> Faults:
    if not isinstance(text, str) or not IRI.fullmatch(text) or ESCAPE.search(text):
        yield f"{place} {text!r} is no IRI with a scheme (4.3)"


def _uuid(text: Any, place: str) -> Faults:
    if not isinstance(text, str) or not UUID.fullmatch(text):
        yield f"{place} {text!r} is no UUID of RFC 4122 in standard form (4.4)"


def _language_map(one: Any, place: str) -> Faults:
    yield from _object(one, place, allowed=tuple(one) if isinstance(one, dict) else ())
    if isinstance(one, dict):
        for key, text in one.items():
            if not LANGUAGE.fullmatch(key) or not isinstance(text, str) or not text:
                yield f"{place} is no language map (4.2)"


def _extensions(one: Any, place: str) -> Faults:
    yield from _object(one, place, allowed=tuple(one) if isinstance(one, dict) else ())
    if isinstance(one, dict):
        for key in one:
            yield from _iri(key, place)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _timestamp(text: Any) -> Faults:
    if not isinstance(text, str) or not TIMESTAMP.fullmatch(text) or text.endswith("-00:00"):
        yield f"timestamp {text!r} is none of RFC 3339 with a zone and milliseconds (4.5)"
        return
    try:
        datetime.fromisoformat(text)
    except ValueError:
        yield f"timestamp {text!r} is no time"
