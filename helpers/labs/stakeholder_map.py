"""The lab of the lesson on people: who stands where by power and interest, and what follows."""

from __future__ import annotations

from helpers.charts.forms import four_boxes

from .registry import Case, lab
from .result import LabResult
from .scales import frame

_BOXES = {
    "satisfied": "Keep satisfied",
    "close": "Keep close",
    "watch": "Little effort",
    "informed": "Keep informed",
}
_FOLLOWS = {
    "close": "ask before you decide",
    "satisfied": "answer fast, no surprises",
    "informed": "tell in time, and listen",
    "watch": "be easy to reach",
}
_MOVES = {0: "none", 1: "one", 3: "three"}


@lab(*_MOVES.values())
def stakeholder_map(case: Case, *, moment: str, **boxes: str) -> LabResult:
    """Place six stakeholders by power and interest, and hold the map against the facts."""
    people = case["people"]
    held = {
        box: [one["name"] for id_, one in people.items() if boxes[id_] == box] for box in _BOXES
    }
    wrong = [one[moment] for id_, one in people.items() if boxes[id_] != one[moment]["box"]]
    right = len(people) - len(wrong)
    moves = sum(one["today"]["box"] != one[moment]["box"] for one in people.values())
    cells = [(name, held[box]) for box, name in _BOXES.items()]
    chart = four_boxes(
        (cells[:2], cells[2:]),
        **frame(case, f"{right} of {len(people)} stand where the facts put them"),
    )
    follows = "; ".join(
        f"{', '.join(held[box])}: {what}" for box, what in _FOLLOWS.items() if held[box]
    )
    found = (
        f"{right} of {len(people)} stand where the facts put them. "
        + (f"Look again. {wrong[0]['why']}" if wrong else "Now read what follows."),
        f"What follows: {follows}.",
        _blind(case, boxes),
    )
    return LabResult(chart, found, _MOVES.get(moves, "") if moment != "today" else "")


def _blind(case: Case, boxes: dict[str, str]) -> str:
    """What the map cannot show, at the two that it may take for alike."""
    hurt, curious = case["alike"]
    names = [case["people"][one]["name"] for one in (hurt, curious)]
    if boxes[hurt] == boxes[curious]:
        return (
            f"{names[0]} and {names[1]} share a box, so the map treats them alike. It doesn't "
            "ask who is hurt, who has a right to be heard, or who is for you."
        )
    return "The map still doesn't ask who is hurt, who has a right to be heard, or who is for you."
