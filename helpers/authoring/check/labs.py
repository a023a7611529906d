"""Labs: a sheet and a function for each, every one shown once, and each prediction played."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from importlib.util import find_spec

from helpers.content.labs import Field, LabSheet, Value
from helpers.content.library import reading_from
from helpers.document import to_text
from helpers.labs import LABS, Lab, Unplayable, mismatches

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
    for lab in course.labs:
        if shown[lab] != 1 and lab in LABS:
            said = f"labs/{lab}.yaml: {shown[lab]} sections show the lab; name it in one's labs."
            found.append(said if shown[lab] else Advice(said))  # it may be a draft
    return found


def sheets_have_functions(course: AuthoredCourse) -> list[str]:
    """Every sheet has a function that takes its fields, and every function a sheet."""
    found = [fault for sheet in course.labs.values() for fault in mismatches(sheet)]
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


def starts_are_the_case_s(course: AuthoredCourse) -> list[str]:
    """A field that names a fact of the running example starts with it."""
    found = []
    for lab, sheet in course.labs.items():
        for field in sheet.fields:
            place = f"labs/{lab}.yaml: field {field.id}"
            if not field.fact:
                continue
            if course.case is None or field.fact not in course.facts:
                near = get_close_matches(field.fact, course.facts, n=3)
                known = f"; near: {', '.join(near)}" if near else ""
                found.append(f"{place}: velolink.yaml has no fact {field.fact!r}{known}.")
                continue
            wanted = course.facts[field.fact] * (100 if field.unit.startswith("%") else 1)
            if field.start != round(wanted, 9):
                found.append(
                    f"{place}: it starts with {field.start}, and by velolink.yaml {field.fact} is "
                    f"{wanted:g}; start with that."
                )
    return found


def predictions_come_true(course: AuthoredCourse) -> list[str]:
    """A lab can be played: at the start, at the ends of its fields and after the prediction.

    What comes true after the prediction is one of its options.
    """
    if not find_spec("numpy"):
        return [Advice("labs: numpy is not installed, so no lab was played; install it.")]
    found: list[str] = []
    pictures = bool(find_spec("matplotlib"))
    if not pictures:
        found.append(Advice("labs: matplotlib is not installed, so none was drawn; install it."))
    with reading_from(course.root, anew=False):
        for lab, sheet in course.labs.items():
            if not mismatches(sheet):
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
    moved = "after the prediction"
    ways: dict[str, dict[str, Value]] = {"with its start values": lab.start()}
    found: list[str] = []
    for end in ("low", "high"):
        ends: dict[str, Value] = {
            f.id: _end(f, end) for f in sheet.fields if f.kind in ("number", "whole", "press")
        }
        ways[f"with every number at its {end}"] = lab.start() | ends
    if sheet.prediction:
        ways[moved] = lab.moved()
    for way, values in ways.items():
        try:
            result = lab.play(values)
            came = result.came_true
            if pictures and "number" not in way:
                _ = result.chart.figure
        except Unplayable as error:
            return [*found, str(error)]
        except ValueError as error:
            if "number" not in way:  # the ends of all fields need not go together
                found.append(f"{place}: {way} the lab says: {error}")
            continue
        except Exception as error:  # whatever odd data can do to a picture
            said = str(error).split("\n")[0][:120].rstrip(".")
            return [
                *found,
                f"{place}: {way} the lab cannot be drawn ({type(error).__name__}: {said}); look "
                "at its data.",
            ]
        known = LABS[sheet.id].outcomes_of(sheet.data)
        if came and came not in known:
            found.append(
                f"{place}: {way} the function returns {came!r}, which its @lab does not declare; "
                "add it there."
            )
        options = [option.id for option in sheet.prediction.options] if sheet.prediction else []
        if way == moved and came not in options:
            found.append(
                f"{place}: prediction: what comes true is {came!r}, and its options are "
                f"{', '.join(options)}; give that one its option."
            )
    return found


def _end(field: Field, end: str) -> float:
    value = getattr(field, end)
    return value if field.kind == "number" else int(value)


RULES = (
    labs_are_known,
    sheets_have_functions,
    fields_can_move,
    starts_are_the_case_s,
    predictions_come_true,
    labs_are_of_today,
)
