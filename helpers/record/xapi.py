"""A record as xAPI 1.0.3 statements, which any Learning Record Store reads.

The rules are those of part two of the specification (ADL, *xAPI-Data*, 1.0.3). What this course
makes of them:

- One statement for each attempt. Its id follows from all that a store compares, so a second export
  holds the same statements, and a store takes each of them once; where the actor differs, as after
  an import on another machine or with a name, the id does, too.
- The actor is an account with a number that says nothing about the person. Who wants to can add
  a name. After an import, statements of both machines carry the number of this one: so send those
  of one machine only.
- *answered* is for answers. Where the full answer was shown, the verb is *interacted*, and there
  is neither score nor success.
- A question whose key is changed becomes another activity: its id ends in the question's version.
- The right answers are not in the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from .attempt import Attempt

BASE = "https://product-or-project.example/xapi/"
"""What the course's own identifiers begin with. The domain is reserved and belongs to nobody."""
ADL = "http://adlnet.gov/expapi/"
LANGUAGE = "en"
PLATFORM = "Product or Project?"


class Interaction(NamedTuple):
    """What is known of the question behind an attempt.

    ``definition`` has the properties of an interaction activity but for its ``type``;
    ``response`` is formatted as its ``interactionType`` asks, or None where it cannot be.
    """

    definition: dict[str, Any]
    response: str | None


def to_xapi(
    attempts: Iterable[Attempt],
    seed: str,
    describe: Callable[[Attempt], Interaction | None],
    name: str = "",
) -> str:
    """Return a JSON list of statements, oldest first.

    Parameters
    ----------
    attempts
        From one record.
    seed
        Of that record: the actor's number is made from it, and tells nothing about it.
    describe
        Says what is known of an attempt's question; None where nothing is.
    name
        The learner's name, if the learner wants it to be there.
    """
    who = sha256(f"actor:{seed}".encode()).hexdigest()[:32] if seed else "guest"
    actor = {"objectType": "Agent", "account": {"homePage": f"{BASE}learners", "name": who}}
    if name:
        actor["name"] = _plain(name)
    lines = [
        json.dumps(_statement(attempt, actor, describe(attempt)), allow_nan=False)
        for attempt in attempts
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def _statement(attempt: Attempt, actor: dict, interaction: Interaction | None) -> dict[str, Any]:
    if interaction is None:
        response = json.dumps(attempt.response, ensure_ascii=False)
        interaction = Interaction({"interactionType": "other"}, response)
    shown = attempt.outcome == "revealed"
    verb = "interacted" if shown else "answered"
    extensions: dict[str, Any] = {f"{BASE}extensions/hints": attempt.hints}
    if attempt.confidence:
        extensions[f"{BASE}extensions/confidence"] = attempt.confidence
    result: dict[str, Any] = {"duration": f"PT{attempt.seconds:.2f}S", "extensions": extensions}
    if shown:
        extensions[f"{BASE}extensions/answer-shown"] = True
    else:
        result["score"] = {"scaled": attempt.score}
        result["success"] = attempt.outcome == "correct"
        if interaction.response is not None:
            result["response"] = _plain(interaction.response)
    statement: dict[str, Any] = {
        "actor": actor,
        "verb": {"id": f"{ADL}verbs/{verb}", "display": {LANGUAGE: verb}},
        "object": {
            "objectType": "Activity",
            "id": _iri("questions", attempt.question, attempt.version),
            "definition": {
                "type": f"{ADL}activities/cmi.interaction",
                "name": {LANGUAGE: _plain(attempt.question)},
                **interaction.definition,
            },
        },
        "result": result,
        "context": {
            "registration": _uuid("runs", attempt.run),
            "platform": PLATFORM,
            "language": LANGUAGE,
            "contextActivities": {
                "parent": [_activity("lesson", _iri("lessons", attempt.lesson))],
                "grouping": [_activity("course", f"{BASE}course")],
            },
        },
        "timestamp": _timestamp(attempt.at),
    }
    compared = statement | {"object": statement["object"]["id"], "attempt": attempt.id}
    return {"id": _uuid("statements", json.dumps(compared, sort_keys=True)), **statement}


def _activity(kind: str, iri: str) -> dict[str, Any]:
    return {"objectType": "Activity", "id": iri, "definition": {"type": f"{ADL}activities/{kind}"}}


def _iri(*parts: str) -> str:
    return BASE + "/".join(quote(part, safe="") for part in parts if part)


def _uuid(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, _iri(*parts)))


def _timestamp(at: str) -> str:
    """Return the time with its zone after RFC 3339, which knows no seconds in an offset."""
    moment = datetime.fromisoformat(at)
    if (moment.utcoffset() or timedelta()) % timedelta(minutes=1):
        moment = moment.astimezone(UTC)
    return moment.isoformat(timespec="milliseconds")


def _plain(text: str) -> str:
    """Return the text without what stores refuse: halves of characters, and the zero character."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")
