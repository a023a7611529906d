"""Labs that plan: from the pieces of the work to a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from helpers.charts.chart import Chart
from helpers.charts.forms import Node, Step, Task, gantt, tree
from helpers.charts.forms import network as draw_network
from helpers.charts.style import NEUTRAL, PALE, PROJECT
from helpers.methods import cpm
from helpers.velolink import load_case

from .registry import Case, lab
from .result import FieldError, LabResult, beside
from .scales import frame

_AXES = (100, 200, 400, 700, 1_500)  # days that a picture has room for
_FARTHEST = 60  # days of a lag
_TWICE, _ASTRAY = "twice", "wrong branch"
_LONGEST = 40  # signs of a learner's entry that a sentence repeats


# ------------------------------------------------------------ the pieces of the work


@lab("whole", "missing", "twice", "both")
def work_breakdown(case: Case, **places: str) -> LabResult:
    """Hang pieces under branches, and hold the tree against the 100% rule."""
    under = {piece["text"]: piece.get("under") or places[piece["id"]] for piece in case["pieces"]}
    placed = [piece for piece in case["pieces"] if under[piece["text"]] in case["branches"]]
    often = Counter(part for piece in placed for part in piece.get("covers", ()))
    missing = [part for part in case["parts"] if not often[part]]
    twice = [part for part in case["parts"] if often[part] > 1]
    faults = {piece["text"]: _fault(piece, under[piece["text"]], twice) for piece in placed}
    strays = [piece for piece in placed if faults[piece["text"]] not in ("", _TWICE)]
    held, whole = len(case["parts"]) - len(missing), len(case["parts"])
    nodes = [Node(case["root"], 0, "", "whole", NEUTRAL)]
    nodes += [Node(text, 1, case["root"], "branch", NEUTRAL) for text in case["branches"].values()]
    nodes += [
        Node(
            text,
            2,
            case["branches"][under[text]],
            "piece",
            PROJECT if fault else PALE,
            f"({fault})" if fault else "",
        )
        for text, fault in faults.items()
    ]
    framed = frame(
        case,
        f"{held} of {whole} parts are in the tree, {len(twice) or 'none'} twice, with "
        f"{_pieces(len(strays))} out of place",
    )
    chart = tree(nodes, [("Project", 1.0), ("Branch", 1.3), ("Piece of the work", 2.3)], **framed)
    said = f"The tree holds {held} of the {whole} parts of the scope."
    said += f" Missing: {', '.join(missing)}." if missing else " Nothing is missing."
    said += f" Twice: {', '.join(twice)}." if twice else " Nothing stands twice."
    found = [said, *(_advice(piece, faults[piece["text"]]) for piece in strays[:2])]
    if held == whole and not twice and not strays:
        found.append("This tree keeps the 100% rule: the whole scope, once, and nothing else.")
    came = {(False, False): "whole", (True, False): "missing", (False, True): "twice"}
    return LabResult(chart, tuple(found), came.get((bool(missing), bool(twice)), "both"))


def _fault(piece: Mapping[str, Any], branch: str, twice: list[str]) -> str:
    """What is wrong with a piece where it hangs, in two or three words."""
    if piece.get("fault"):
        return piece["fault"]
    if branch not in piece["homes"]:
        return _ASTRAY
    return _TWICE if set(piece["covers"]) & set(twice) else ""


def _advice(piece: Mapping[str, Any], fault: str) -> str:
    if fault == _ASTRAY:
        return f"{piece['text']}: this branch doesn't make it; hang it under the one that does."
    return f"{piece['text']}: {piece['why']}"


def _pieces(count: int) -> str:
    return f"{count or 'no'} piece{'s' * (count != 1)}"


# ------------------------------------------------------------ the network


@lab("all", "some", "none")
def network(case: Case, *, picture: str, **given: Any) -> LabResult:
    """Work out the plan and draw it as a network or as a Gantt chart."""
    project = load_case().project
    known = project.network
    waits = {name: _waits(name, given, list(known)) for name in known}
    schedule = cpm(_plan(known, given, waits))
    times = schedule.activities
    finish, before = schedule.duration, project.planned_end
    path = "-".join(next(schedule.walk_critical_paths()))
    more = schedule.critical_path_count() - 1
    path += f" and {more} more" if more else ""
    framed = frame(
        case,
        f"The plan ends on day {finish:,}; the critical path is {path}",
        critical=len(schedule.critical),
    )
    chart = (
        _network_chart(schedule, framed)
        if picture == "network"
        else _gantt_chart(project.titles, schedule, framed)
    )
    spare = {name: one for name, one in times.items() if one.total_float}
    found = [f"The plan ends on day {finish}, {_moved(finish - before)}; critical: {path}."]
    if spare:
        found.append(
            "Total float, and free float after the slash: "
            + ", ".join(f"{n} {one.total_float} / {one.free_float}" for n, one in spare.items())
            + "; the others have none."
        )
    else:
        found.append("No activity has float: one lost day anywhere moves the end.")
    gain = before - finish
    came = "all" if gain >= 10 else "some" if gain > 0 else "none"
    return LabResult(chart, tuple(found), came)


def _id(part: str, name: str) -> str:
    """The field of an activity."""
    return f"{part}_{name.lower()}"


def _moved(days: int) -> str:
    if not days:
        return "as in the plan of Relaunch 2.0"
    much = f"{abs(days)} day{'s' * (abs(days) > 1)}"
    return f"{much} {'later' if days > 0 else 'sooner'} than at first"


def _plan(known, values, waits) -> dict[str, tuple[int, list[str]]]:
    """The learner's plan; a circle is said beside an entry that closes it."""
    plan = {name: (values[_id("days", name)], waits[name]) for name in waits}
    for name, others in waits.items():
        if others != known[name][1] and _waits_for_itself(name, waits):
            with beside(_id("waits", name)):
                cpm(plan)
    return plan


def _waits_for_itself(name: str, waits: Mapping[str, list[str]]) -> bool:
    """Whether an activity waits, by others, for its own end."""
    seen: set[str] = set()
    todo = [name]
    while todo:
        for link in waits[todo.pop()]:
            one = link.split()[0]
            if one not in seen:
                seen.add(one)
                todo.append(one)
    return name in seen


def _waits(name: str, values: Mapping[str, Any], known: list[str]) -> list[str]:
    """Read one entry such as ``B, D SS+5``; a fault in it is a sentence for its field."""
    entry = " ".join(values[_id("waits", name)].split())
    field = _id("waits", name)
    if entry in ("", "-"):
        return []
    found: list[str] = []
    for part in (part.strip().upper() for part in entry.split(",")):
        if not part:
            raise FieldError(
                field,
                f"What {name} waits for has an empty place beside a comma: "
                "write letters with a comma between them, such as B, D.",
            )
        other = part.split()[0]
        if other == name:
            raise FieldError(field, f"{name} cannot wait for itself: take {name} out of its field.")
        if other not in known:
            raise FieldError(
                field,
                f"{name} waits for '{part[:_LONGEST]}', which is no activity of this plan: "
                f"use letters from {known[0]} to {known[-1]}, such as B, D.",
            )
        with beside(field):
            ties = cpm({other: (0, ""), name: (0, part)}).links.ties
        lag = ties[0, 1][0].lag if ties else 0
        if lag != int(lag) or abs(lag) > _FARTHEST:
            raise FieldError(
                field,
                f"The lag from {other} to {name} is {lag:g}: give whole days from -{_FARTHEST} to "
                f"{_FARTHEST}.",
            )
        if part not in found:
            found.append(part)
    return found


def _network_chart(schedule, framed: dict[str, Any]) -> Chart:
    following, _ = schedule.tight_links()
    ties = [
        f"{other} to {name} {kind}{lag:+}"
        for place, name in enumerate(schedule.links.names)
        for other, kind, lag in (
            one for one in schedule.links.waits(place) if isinstance(one, tuple)
        )
    ]
    steps = [
        Step(
            name,
            one.duration,
            one.early_start,
            one.early_finish,
            one.total_float,
            one.free_float,
            schedule.predecessors[name],
            [other for other, followers in following.items() if name in followers],
        )
        for name, one in schedule.activities.items()
    ]
    return draw_network(
        steps,
        **framed,
        note="In each box: letter and days of work; start and end, in days from day 0; "
        "total float / free float. Thick frames and arrows: the critical path."
        + (f" Links of another kind: {', '.join(ties)}." if ties else ""),
    )


def _gantt_chart(titles, schedule, framed: dict[str, Any]) -> Chart:
    tasks = [
        Task(titles[name], one.early_start, one.duration, one.total_float, one.critical)
        for name, one in schedule.activities.items()
    ]
    room = next(room for room in _AXES if schedule.duration <= room)
    return gantt(
        tasks,
        [],
        **framed,
        time_label="Working days from the start",
        high=room * 1.12,
        ticks=range(0, room + 1, room // 5),
    )
