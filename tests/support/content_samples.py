"""A tiny valid course for tests: one lesson with one question of every type, in plain data.

`course()` returns the files of a ``lessons_data`` folder by their path: a dictionary stands for
YAML, text or bytes for a file as it is. Change what you like, then `build` writes it.
"""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from helpers.questions import Question, any_question

LESSON, NOTEBOOK = "kites", "01_kites"
LESSON_FILE = f"lessons/{LESSON}.yaml"
QUESTION_FILE = f"questions/{LESSON}.yaml"
_HINTS = ["Look at the string.", "Think of the wind."]


def _question(kind: str, name: str, **keys: Any) -> dict[str, Any]:
    return {
        "id": f"kite-{name}",
        "type": kind,
        "objectives": ["kite-fly"],
        "section": "wind",
        "level": "apply",
        "stem": f"A stem about {name}?",
        "hints": list(_HINTS),
        **keys,
    }


def _choice(text: str, right: bool = False, **keys: Any) -> dict[str, Any]:
    found = {"text": text, "feedback": f"A reason for {text}.", **keys}
    return found | ({"correct": True, "not_chosen": f"Why {text} fits."} if right else {})


SINGLE = _question(
    "single_choice",
    "single",
    chart="wind_strip",
    claims=["C01"],
    area="flying",
    stimulus="A kite lies on the *beach*.",
    options=[
        _choice("Run", misconception=1),
        _choice("Wait for wind", right=True),
        _choice("Buy a second kite"),
        _choice("Cut the string"),
    ],
)
MULTIPLE = _question(
    "multiple_response",
    "multiple",
    options=[
        _choice("String", right=True),
        _choice("Anchor"),
        _choice("Frame", right=True),
        _choice("Tail", right=True),
        _choice("Motor"),
    ],
)
TRUE_FALSE = _question(
    "true_false_reason",
    "verdict",
    objectives=["kite-build"],
    options=[
        {"verdict": True, "text": "it is light", "feedback": "Light, yes.", "correct": True},
        {"verdict": True, "text": "it is red", "feedback": "Colour lifts nothing."},
        {"verdict": False, "text": "it is heavy", "feedback": "It is not heavy."},
        {"verdict": False, "text": "it is new", "feedback": "Age lifts nothing."},
    ],
)
SORT = _question(
    "sort_into_groups",
    "sort",
    groups=[{"id": "kite", "label": "Kite"}, {"id": "boat", "label": "Boat"}],
    items=[
        {"text": "Keel", "group": "boat", "feedback": "A keel cuts water."},
        {
            "text": "Bridle",
            "group": "kite",
            "feedback": "A bridle holds a kite.",
            "misconception": 1,
        },
        {"text": "Rudder", "group": "boat", "feedback": "A rudder steers a boat."},
        {"text": "Spool", "group": "kite", "feedback": "A spool holds string."},
    ],
)
MATCHING = _question(
    "matching",
    "match",
    pairs=[
        {"text": "String", "match": "holds", "feedback": "String holds."},
        {"text": "Tail", "match": "steadies", "feedback": "A tail steadies."},
        {"text": "Sail", "match": "lifts", "feedback": "A sail lifts."},
    ],
    distractors=[{"text": "floats"}],
)
ORDERING = _question(
    "ordering",
    "order",
    items=[
        {"text": f"{step} it", "feedback": f"You {step.lower()} it in its turn."}
        for step in ("Unpack", "Tie", "Launch", "Land")
    ],
)
NUMERIC = _question(
    "numeric",
    "number",
    objectives=["kite-build"],
    answer=12.5,
    tolerance=0.1,
    unit="metres",
    feedback="Half of 25 is 12.5.",
    otherwise="Halve the string.",
    near_misses=[
        {"value": 25, "feedback": "That is the whole string.", "misconception": 1},
        {"value": 50, "feedback": "You doubled it."},
    ],
)
SCENARIO = _question(
    "scenario",
    "call",
    certainty="ambiguous",
    owners=[
        {"text": "The flyer", "feedback": "The flyer may.", "accepted": True},
        {"text": "The builder", "feedback": "The builder may.", "accepted": True},
        {"text": "The dog", "feedback": "Dogs decide little."},
    ],
    reasons=[
        {"text": "who holds the string", "feedback": "It hangs on this.", "correct": True},
        {"text": "who is taller", "feedback": "Height is no reason."},
    ],
    consult=[
        {"text": "The neighbour", "feedback": "No need."},
        {
            "text": "The lifeguard",
            "feedback": "Asked first.",
            "correct": True,
            "not_chosen": "The beach is theirs.",
        },
        {
            "text": "The pilot",
            "feedback": "Asked as well.",
            "correct": True,
            "not_chosen": "The air is theirs.",
        },
    ],
)
MARK_UP = _question(
    "mark_up",
    "paper",
    title="Rules of the beach",
    about="From the lifeguard to all flyers",
    flaws=[{"id": "vague", "label": "Vague"}, {"id": "foreign", "label": "Not theirs"}],
    clauses=[
        {"text": "Fly below 50 metres.", "feedback": "A flyer can keep that."},
        {"text": "Fly nicely.", "fault": "vague", "feedback": "Who says what is nice?"},
        {
            "text": "Planes make way.",
            "fault": "foreign",
            "feedback": "Planes heed the tower.",
            "tempting": "vague",
            "misconception": 1,
        },
        {"text": "Land by dusk.", "feedback": "Dusk has a minute each day."},
    ],
)
PLAIN = [SINGLE, MULTIPLE, TRUE_FALSE, SORT, MATCHING, ORDERING, NUMERIC, SCENARIO, MARK_UP]

_FILES: dict[str, Any] = {
    "course.yaml": {
        "title": "Kites",
        "question": "How does a kite fly?",
        "diagnostic": LESSON,
        "final_test": LESSON,
        "areas": [{"id": "flying", "title": "Flying", "lessons": [LESSON]}],
        "lessons": [
            {
                "id": LESSON,
                "notebook": NOTEBOOK,
                "title": "Kites",
                "minutes": 20,
                "short_path": True,
            }
        ],
        "people": [{"name": "Ada", "role": "flyer", "says": "Is there wind?"}],
    },
    LESSON_FILE: {
        "id": LESSON,
        "title": "Kites",
        "question": "How does a kite fly?",
        "minutes": 20,
        "activity_minutes": 3,
        "area": "flying",
        "objectives": [
            {"id": "kite-fly", "text": "Fly a kite."},
            {"id": "kite-build", "text": "Build a kite."},
        ],
        "sections": [
            {
                "id": "wind",
                "title": "Wind and string",
                "objectives": ["kite-fly", "kite-build"],
                "claims": ["C01", "C02"],
                "charts": ["wind_strip"],
                "checks": ["kite-single", "kite-multiple", "kite-verdict"],
            }
        ],
        "exit_quiz": [
            "kite-sort",
            "kite-match",
            "kite-order",
            "kite-number",
            "kite-call",
            "kite-paper",
        ],
        "key_points": ["Wind lifts.", "Frames carry."],
    },
    QUESTION_FILE: {"lesson": LESSON, "questions": PLAIN},
    "claims.yaml": {
        "claims": [
            {
                "id": f"C0{number}",
                "section": "Introduction",
                "role": "both",
                "claim": f"Claim {number}.",
                "verdict": "contested",
                "note": "Says who?",
            }
            for number in (1, 2)
        ]
    },
    "misconceptions.yaml": {"misconceptions": [{"id": 1, "text": "Kites need a motor."}]},
    "glossary.yaml": {
        "terms": [
            {
                "term": "Bridle",
                "definition": "The strings that hold the frame.",
                "example": "A bridle with two legs.",
                "related": [],
                "source": "Ada",
                "misconception": "It is for horses only.",
                "family": "product",
            }
        ]
    },
    "figures/wind.yaml": {
        "id": "wind",
        "title": "Wind by hour",
        "unit": "metres a second",
        "population": "One beach",
        "year": "2026",
        "source": {
            "title": "Ada's notebook",
            "publisher": "Ada",
            "url": "https://example.org/wind",
            "licence": "public domain",
        },
        "caveats": ["One day only."],
        "grade": "illustrative",
    },
    "figures/wind.csv": 'hour,wind,"words, if any"\n9,3.5,light\n10,5,"fresh, gusty"\n',
}


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """No anchors: the same block twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def course() -> dict[str, Any]:
    """Return a fresh copy of the valid course's files."""
    return copy.deepcopy(_FILES)


def as_yaml(data: Any) -> str:
    """Write plain data as an author would: keys in their order, no anchors."""
    return yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True)


@cache
def _unchanged(name: str) -> str:
    return as_yaml(_FILES[name])


def _written(name: str, data: Any) -> str:
    same = repr(data) == repr(_FILES.get(name))  # repr: 1 is not True
    return _unchanged(name) if same else as_yaml(data)


def build(root: Path, files: dict[str, Any]) -> Path:
    """Write the files under ``root`` and return it."""
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, bytes):
            path.write_bytes(data)
        else:
            text = data if isinstance(data, str) else _written(name, data)
            path.write_bytes(text.encode("utf-8"))
    return root


def question(data: dict[str, Any], **changes: Any) -> Question:
    """Turn a question in plain data into its struct, with some keys changed."""
    return msgspec.convert(copy.deepcopy(data) | changes, any_question())


def questions() -> list[Question]:
    """One question of every type."""
    return [question(data) for data in PLAIN]


def many_choices(count: int) -> list[Question]:
    """As many single-choice questions as wanted, each its own id and stem."""
    return [
        question(SINGLE, id=f"kite-{number}", stem=f"Question number {number} about a kite?")
        for number in range(1, count + 1)
    ]


def short_choices(count: int) -> list:
    """Short questions of four short options, as quiz tools are compared with."""
    return [
        question(
            SINGLE,
            id=f"short-{number}",
            stimulus="",
            stem=f"Question {number}: which one is right?",
            options=[
                {"text": f"Option {o}", "feedback": f"Because {o}.", "correct": o == number % 4}
                for o in range(4)
            ],
        )
        for number in range(count)
    ]
