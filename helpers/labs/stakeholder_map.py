"""The lab of the lesson on people: who stands where by power and interest, and what follows."""

from __future__ import annotations

from helpers.charts.forms import four_boxes

from .registry import Case, lab
from .result import LabResult
from .scales import frame

_BOXES = {
    "satisfied": ("Keep satisfied", "answer fast, no surprises"),
    "close": ("Keep close", "ask before you decide"),
    "watch": ("Little effort", "be easy to reach"),
    "informed": ("Keep informed", "tell in time, and listen"),
}
_PLACES = dict(zip(_BOXES, ((0, 0), (0, 1), (1, 0), (1, 1)), strict=True))
_MOVES = {0: "none", 1: "one", 3: "three"}


@lab(*_MOVES.values())
def stakeholder_map(case: Case, *, moment: str, **boxes: str) -> LabResult:
    """Place six stakeholders by today's facts; then see whom an event moves, and from where."""
    people = case["people"]
    later = moment != "today"
    moved = [id_ for id_, one in people.items() if later and "then" in one]
    now = boxes | {id_: people[id_]["then"]["box"] for id_ in moved}
    cells = [
        (*words, [one["name"] for id_, one in people.items() if now[id_] == box])
        for box, words in _BOXES.items()
    ]
    waiting = [one for id_, one in people.items() if now[id_] not in _BOXES]
    came_from = {
        people[id_]["name"]: _PLACES[boxes[id_]]
        for id_ in moved
        if boxes[id_] in _BOXES and boxes[id_] != now[id_]
    }
    title = f"One event, and {len(moved)} of {len(people)} stand somewhere else"
    found: tuple[str, ...] = tuple(people[id_]["then"]["why"] for id_ in moved)
    if not later:
        title, *found_today = _today(people, boxes, waiting)
        found = (*found_today, _blind(case, boxes)) if not waiting else tuple(found_today)
    names = ", ".join(one["name"] for one in waiting)
    chart = four_boxes(
        (cells[:2], cells[2:]),
        **frame(case, title),
        came_from=came_from,
        note=f"No place yet: {names}." if waiting else "",
    )
    return LabResult(chart, found, _MOVES.get(len(moved), "") if later else "")


def _today(people: Case, boxes: dict[str, str], waiting: list[Case]) -> tuple[str, ...]:
    """The title, and the facts of those without a place; or how many stand right, and a nudge."""
    if waiting:
        facts = (f"Still to place: {one['name']}. {one['fact']}" for one in waiting)
        return f"{len(waiting)} of {len(people)} have no place yet", *facts
    wrong = [one["today"] for id_, one in people.items() if boxes[id_] != one["today"]["box"]]
    right = len(people) - len(wrong)
    title = f"{right} of {len(people)} stand where the facts put them"
    return title, f"{title}. " + (f"Look again. {wrong[0]['why']}" if wrong else "Well placed.")


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
