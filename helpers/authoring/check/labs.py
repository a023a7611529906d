"""Labs: a sheet and a function for each, every one shown once, and each prediction played."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from typing import Any

from helpers.content import to_text
from helpers.content.labs import LabSheet
from helpers.content.library import reading_from
from helpers.labs import LABS, Lab

from .course import Advice, AuthoredCourse
from .notebook_outputs import stale
from .notebook_page import calls


def labs_are_known(course: AuthoredCourse) -> list[str]:
    """A lesson names labs that can be played, and each lab stands in one section."""
    found, shown = [], Counter[str]()
    for lesson in course.lessons.values():
        for section in lesson.sections:
            place = f"lessons/{lesson.id}.yaml: section {section.id}"
            shown.update(section.labs)
            found += [
                f"{place}: there is no lab {lab!r}; correct the id, or write the lab "
                "(authoring new --lab)."
                for lab in section.labs
                if lab not in LABS
            ]
    return found + [
        f"labs/{lab}.yaml: {shown[lab]} sections show the lab; name it in one section's labs."
        for lab in course.labs
        if shown[lab] != 1 and lab in LABS
    ]


def sheets_have_functions(course: AuthoredCourse) -> list[str]:
    """Every sheet has a function that plays it, and every function a sheet."""
    found = [
        f"labs/{lab}.yaml: no function plays it; write one in helpers/labs, or delete the sheet."
        for lab in course.labs
        if lab not in LABS
    ]
    return found + [
        f"labs/{lab}.yaml: the file is missing, and helpers/labs has a function for it; write the "
        "sheet, or delete the function."
        for lab in LABS
        if lab not in course.labs and f"labs/{lab}.yaml" not in course.lost
    ]


def fields_can_move(course: AuthoredCourse) -> list[str]:
    """A field has room to move and a step, and a prediction moves something."""
    found = []
    for lab, sheet in course.labs.items():
        for field in sheet.fields:
            if field.kind not in ("number", "whole", "press"):
                continue
            place = f"labs/{lab}.yaml: field {field.id}"
            if field.step <= 0:
                found.append(f"{place}: the step is {field.step:g}; make it more than zero.")
            if field.low >= field.high:
                found.append(f"{place}: it runs from {field.low:g} to {field.high:g}; mend it.")
        move = sheet.prediction.move if sheet.prediction else None
        start = {field.id: field.start for field in sheet.fields}
        if isinstance(move, dict) and start | move == start:
            found.append(f"labs/{lab}.yaml: prediction: move: nothing moves; change a field there.")
    return found


def predictions_come_true(course: AuthoredCourse) -> list[str]:
    """A lab can be played: at the start, at the ends of its fields and after the prediction.

    What comes true after the prediction is one of its options.
    """
    found: list[str] = []
    pictures = bool(find_spec("matplotlib"))
    if not pictures:
        found.append(Advice("labs: matplotlib is not installed, so none was drawn; install it."))
    with reading_from(course.root, anew=False):
        for lab, sheet in course.labs.items():
            if lab in LABS:
                found += _played(Lab(lab), sheet, f"labs/{lab}.yaml", pictures)
    return found


def labs_are_of_today(course: AuthoredCourse) -> list[str]:
    """A notebook shows a lab with the words that its sheet has now."""
    found: list[str] = []
    for page in course.pages:
        for number, cell in enumerate(page.cells, 1):
            for name, lab in calls([cell]):
                if name == "lab" and (sheet := course.labs.get(lab)):
                    words = [sheet.title, to_text(sheet.task), *(f.label for f in sheet.fields)]
                    if sheet.prediction:
                        words.append(to_text(sheet.prediction.ask))
                        words += [option.text for option in sheet.prediction.options]
                    found += stale(page, number, cell, words)
    return found


def _played(lab: Lab, sheet: LabSheet, place: str, pictures: bool) -> list[str]:
    start = lab.start()
    found = []
    ways: dict[str, dict[str, Any]] = {"with its start values": start}
    for end in ("low", "high"):
        ends = {f.id: _end(f, end) for f in sheet.fields if f.kind in ("number", "whole", "press")}
        ways[f"with every number at its {end}"] = start | ends
    if sheet.prediction:
        ways["after the prediction"] = start | sheet.prediction.move
    for way, values in ways.items():
        try:
            result = lab.play(values)
            if pictures and "number" not in way:
                _ = result.chart.figure
        except ValueError as error:
            if "number" not in way:  # the ends of all fields need not go together
                found.append(f"{place}: {way} the lab says: {error}")
            continue
        except Exception as error:  # whatever a sheet can do to a function
            said = str(error).split("\n")[0][:120].rstrip(".")
            found.append(
                f"{place}: {way} the lab cannot be played ({type(error).__name__}: {said}); "
                "look at the data and at the ranges of the fields."
            )
            break
        if way == "after the prediction" and sheet.prediction:
            known = [option.id for option in sheet.prediction.options]
            if result.came_true not in known:
                found.append(
                    f"{place}: prediction: what comes true is {result.came_true!r}, and its "
                    f"options are {', '.join(known)}; give that one its option."
                )
    return found


def _end(field: Any, end: str) -> float:
    value = getattr(field, end)
    return value if field.kind == "number" else int(value)


RULES = (
    labs_are_known,
    sheets_have_functions,
    fields_can_move,
    predictions_come_true,
    labs_are_of_today,
)
