"""Numbers of the running example: a text gives none that ``velolink.yaml`` does not know.

A number with a unit counts (EUR, a day, days, per cent, members, points and so on), and so does
any with a comma in it, such as 270,500. It is known when the file states it, when it follows from
the file (`helpers.velolink.facts`), or when the file lists it under ``told`` for the place: there
stands what one question makes up for itself, or a lab works out.

Of a question all is read but the wording of wrong entries, which are wrong on purpose: case, stem,
right options, things to sort or match, sound clauses, every remark and hint. A number may also
stand in the question's own case. A question whose case names nobody of VeloLink has its own.

Of a lab's prediction each option is read with its remark.

What the case calls the contingency or the management reserve is called so, and not "the reserve".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from helpers.content.labs import LabSheet
from helpers.questions import Question

from .bank_wording import is_right, remarks
from .course import Advice, AuthoredCourse
from .notebook_page import LessonPage, source

OURS = re.compile(
    r"VeloLink|Relaunch|Alder\b|\b(?:Mina|Tomás|Ines|Jun|Salma|Priya|Dara)\b|group rides"
)
_NUMBER = r"(?<![\d.,$£€-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?"
_KINDS = {
    "money": re.compile(rf"(?:EUR|€)\s?{_NUMBER}(?!\s?(?:million|%))"),
    "day": re.compile(rf"\b[Dd]ay\s{_NUMBER}"),
    "days": re.compile(rf"{_NUMBER} (?:working )?days?\b"),
    "percent": re.compile(rf"{_NUMBER}\s?%"),
    "count": re.compile(
        rf"{_NUMBER} (?:more |new |other )?"
        r"(?:members|riders|rides|bikes|stations|installs|visits|points|person-months)\b"
    ),
    "": re.compile(r"(?<![\d.,$£€])(\d{1,3}(?:,\d{3})+)(\.\d+)?(?![\d,]|\s?(?:runs|%))"),
}
_MONEY = re.compile(
    r"cost|money|fee$|fare|price|value|saving|bonus|contingency|reserve|budget|limit|invest|npv"
    r"|late_day$|later_day$|\.(bac|pv|ev|ac|etc|vac|eac_\w+|\w+_variance)$"
)
_DAYS = re.compile(r"days$|float$|duration$|optimistic$|pessimistic$|finish\.days\.1$|variance$")
_DAY = re.compile(
    r"[._]day$|_on$|_end$|_start$|_finish$|course\.|forecast|earned$|finish\.days\.0$"
)


class NumberInText(NamedTuple):
    """A number in a text: as it stands there, its kind, its value, and half its last place."""

    words: str
    kind: str
    value: float
    slack: float


def numbers(text: str) -> Iterator[NumberInText]:
    """The numbers of a text that have a unit, and those with a comma in them."""
    seen: list[tuple[int, int]] = []
    for kind, pattern in _KINDS.items():
        for hit in pattern.finditer(text):
            if any(hit.start() < end and start < hit.end() for start, end in seen):
                continue
            seen.append(hit.span())
            whole, part = next(
                (hit[n], hit[n + 1]) for n in range(1, len(hit.groups()), 2) if hit[n]
            )
            value = float(whole.replace(",", "") + (part or ""))
            if part:
                place = 10.0 ** (1 - len(part))
            else:
                zeros = len(whole) - len(whole.replace(",", "").rstrip("0")) - whole.count(",")
                place = 10.0 ** min(zeros, 3 if value >= 100_000 else 2) if value >= 1_000 else 1
            yield NumberInText(" ".join(hit[0].split()), kind, value, place / 2)


def known_values(facts: dict[str, float]) -> dict[str, list[float]]:
    """The values that the case knows, by the kind of number that they can be."""
    known: dict[str, list[float]] = {kind: [] for kind in _KINDS}
    known["percent"] += [0, 50, 80, 100]
    for name, value in facts.items():
        size = abs(value)
        if _MONEY.search(name):
            known["money"].append(size)
        elif _DAY.search(name):
            known["day"].append(size)
        elif _DAYS.search(name):
            known["days"].append(size)
        else:
            known["count"].append(size)
        if size <= 1:
            known["percent"] += [100 * size, 100 - 100 * size]
    known[""] = [*known["money"], *known["count"]]
    return known


def _is_known(found: NumberInText, known: dict[str, list[float]]) -> bool:
    return any(abs(found.value - value) <= found.slack + 1e-9 for value in known[found.kind])


def case_numbers_are_known(course: AuthoredCourse) -> list[str]:
    """A number about the running example stands in ``velolink.yaml``, or follows from it."""
    if course.case is None:
        return []
    known, told = known_values(course.facts), course.case.told
    sentences: list[str] = []
    used: set[tuple[str, str]] = set()
    for place, home, names, text in _texts(course):
        allowed = {
            words: (name, one)
            for name in ("anywhere", home, *names)
            for one in told.get(name, [])
            for words in (one.lower(), one.lower().removeprefix("eur "))
        }
        for found in numbers(text):
            if entry := allowed.get(found.words.lower()):
                used.add(entry)
                continue
            if _is_known(found, known):
                continue
            said = (
                f"{place}: velolink.yaml knows no {found.words!r}; take its number, give the case "
                f"another name, or list it there under told: {names[0] if names else home}."
            )
            sentences.append(said)
    sentences += [
        Advice(f"velolink.yaml: told: {name}: {one!r} stands there no more; take it out.")
        for name, listed in told.items()
        for one in listed
        if (name, one) not in used
    ]
    return sentences


def _texts(course: AuthoredCourse) -> Iterator[tuple[str, str, list[str], str]]:
    """Each text about the running example: its place, its home, its own names, its words."""
    for page in course.pages:
        if isinstance(page, LessonPage):
            for number, cell in enumerate(page.cells, 1):
                text = source(cell) if cell["cell_type"] == "markdown" else ""
                if OURS.search(text) and not text.startswith("## Sources"):
                    yield f"notebooks/{page.name}: cell {number}", page.lesson.id, [], text
    for name, lesson in course.lessons.items():
        for text in lesson.key_points:
            yield f"lessons/{name}.yaml: key_points", name, [], text
    for asked in course.bank:
        question = asked.question
        if OURS.search(f"{question.stimulus}\n{question.stem}"):
            place = f"questions/{asked.lesson}.yaml: question {question.id}"
            yield place, asked.lesson, [question.id], "\n".join(_asked(question))
    shown = {lab: one.id for one in course.lessons.values() for s in one.sections for lab in s.labs}
    for name, sheet in course.labs.items():
        for text in ("\n".join(_said(sheet)), _worked(sheet)):
            if OURS.search(text):
                yield f"labs/{name}.yaml", shown.get(name, name), [name], text
    for term in course.terms:
        yield f"glossary.yaml: term {term.term}", "glossary", [term.term], term.example
    for name, scene in course.scenes.items():
        text = "\n".join([scene.title, *(line.says + line.stage for line in scene.lines)])
        yield f"scenes.yaml: scene {name}", "scenes", [name], text
    for name, paper in course.documents.items():
        parts = [paper.title, paper.about, *(one.text for one in paper.clauses)]
        if paper.table:
            parts += [cell for row in paper.table.rows for cell in row]
        yield f"documents.yaml: document {name}", "documents", [name], "\n".join(parts)
    for plan in course.teaching.plans if course.teaching else ():
        text = "\n".join(_strings(msgspec.to_builtins(plan)))
        if OURS.search(text):
            yield f"teaching.yaml: plan {plan.id}", "teaching", [plan.id], text


def _asked(question: Question) -> Iterator[str]:
    """What a question says in earnest: all but the wording of its wrong entries."""
    yield from (question.stimulus, question.stem, *question.hints, *remarks(question))
    for entry in question.entries():
        is_choice = hasattr(entry, "correct") or hasattr(entry, "accepted")
        is_faulty = bool(getattr(entry, "fault", ""))
        if is_right(entry) or not (is_choice or is_faulty):
            yield getattr(entry, "text", "")


def _strings(value: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def _worked(sheet: LabSheet) -> str:
    """The cases that stand before a lab; mostly they are about somebody else."""
    if not sheet.worked:
        return ""
    half = sheet.worked.half
    return "\n".join([sheet.worked.case, *sheet.worked.told, *half.told, half.ask, half.right])


def _said(sheet: LabSheet) -> Iterable[str]:
    """What a lab says of the case; what its fields start with or move to is no such thing."""
    yield from (sheet.title, sheet.task, sheet.picture.alt, *sheet.picture.caveats)
    yield from (field.label for field in sheet.fields)
    if sheet.prediction:
        yield sheet.prediction.ask
        yield from (f"{one.text}\n{one.feedback}" for one in sheet.prediction.options)
    if sheet.explain:
        yield f"{sheet.explain.ask}\n{sheet.explain.answer}"


_RESERVE = re.compile(r"\b(?:the|this|his|project's|Tomás's) reserve\b", re.I)


def reserves_are_named(course: AuthoredCourse) -> list[str]:
    """Money put aside is the contingency or the management reserve, and never "the reserve"."""
    return [
        f"{place}: {found[0]!r} leaves open which is meant; write 'the contingency' or "
        "'the management reserve'."
        for place, _, _, text in _texts(course)
        for found in _RESERVE.finditer(text)
    ]


RULES = (case_numbers_are_known, reserves_are_named)
