"""What learners guess before a picture: names of their own, and rows that the picture has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.charts import EXHIBITS, draw
from helpers.charts.chart import Chart
from helpers.content import ContentError
from helpers.content.library import reading_from
from helpers.content.predict import Predict

from .course import AuthoredCourse
from .notebook_page import calls, source


def _all(course: AuthoredCourse) -> Iterator[tuple[str, Predict, list[str]]]:
    """Each prediction with its place, and the charts of its section."""
    for lesson in course.lessons.values():
        for section in lesson.sections:
            here = f"lessons/{lesson.id}.yaml: section {section.id}"
            yield from ((here, asked, section.charts) for asked in section.predict)


def predictions_have_names_of_their_own(course: AuthoredCourse) -> list[str]:
    """A guess is kept by its name, over the whole course."""
    found, homes = [], dict[str, str]()
    for here, asked, _ in _all(course):
        if asked.name in homes:
            found.append(
                f"{here}: predict {asked.name!r}: {homes[asked.name]} has one of that name; give "
                "it an 'id' of its own."
            )
        homes.setdefault(asked.name, here)
    return found


def predictions_fit_their_pictures(course: AuthoredCourse) -> list[str]:
    """The picture is of the same section, and shows the rows and numbers that are guessed."""
    found = []
    for here, asked, charts in _all(course):
        if asked.note:
            continue
        said = f"{here}: predict {asked.name!r}"
        if asked.chart not in charts:
            found.append(f"{said}: the section has no chart {asked.chart!r}; name one of its own.")
        elif asked.chart in EXHIBITS:
            try:
                with reading_from(course.root, anew=False):
                    chart = draw(asked.chart)
            except (ContentError, ArithmeticError, LookupError, TypeError, ValueError):
                continue  # said among the figures
            found += [f"{said}: {fault}" for fault in _faults(asked, chart)]
    return found


def _faults(asked: Predict, chart: Chart) -> Iterator[str]:
    rows = chart.rows()
    named = [entry.row for entry in asked.entries if entry.row]
    numbers = []
    if asked.bars:
        numbers = [row.row or row.text for row in asked.bars.rows]
    elif asked.number and asked.number.row:
        numbers = [asked.number.row]
    for row in dict.fromkeys([*named, *numbers]):
        if row not in rows:
            yield f"the picture has no row {row!r}; it has {'; '.join(rows[:8])}."
        elif row in numbers and chart.value(row, asked.series) is None:
            yield f"the picture shows no number in row {row!r}; name the right 'series'."
    if asked.number and asked.number.row in rows and asked.number.answer is not None:
        shown = chart.value(asked.number.row, asked.series)
        if shown is not None and abs(shown - asked.number.answer) > 1e-9:
            yield (
                f"the answer is {asked.number.answer:g} and the picture shows {shown:g}; take "
                "'answer' out."
            )


def guesses_shown_again_are_asked(course: AuthoredCourse) -> list[str]:
    """``lesson.guess`` and ``lesson.note`` name what some lesson asks for."""
    known = {asked.name for _, asked, _ in _all(course)}
    return [
        page.say(f"cell {number}: nothing asks for the guess {name!r}; correct the name.")
        for page in course.pages
        for number, cell in enumerate(page.cells, 1)
        for call, name in calls([cell])
        if call in ("guess", "note") and name not in known
    ]


def guesses_are_not_given_away(course: AuthoredCourse) -> list[str]:
    """The paragraphs around a picture do not tell what is to be guessed; its ``then`` may."""
    asked_for = {asked.chart: asked for _, asked, _ in _all(course) if asked.chart}
    found = []
    for page in course.pages:
        around = [source(c) if c["cell_type"] == "markdown" else "" for c in page.cells] + [""]
        for at, cell in enumerate(page.cells):
            for call, name in calls([cell]):
                if call != "chart" or name not in asked_for:
                    continue
                near = (around[at - 1].split("\n\n")[-1], around[at + 1].split("\n\n")[0])
                if any(a.search(text) for a in _answers(asked_for[name]) for text in near):
                    found.append(
                        page.say(
                            f"cell {at + 1}: the words beside the picture {name!r} give away what "
                            "is to be guessed; say it in the prediction's 'then'."
                        )
                    )
    return found


def _answers(asked: Predict) -> Iterator[re.Pattern[str]]:
    """How the right answer reads in a text."""
    for choice in asked.choose:
        words = re.sub(r"^(In|Among|The|An?) ", "", choice.text)
        if choice.right and len(words) > 4:
            yield re.compile(rf"\b{re.escape(words)}\b", re.I)
    if asked.number and asked.number.answer is not None:
        yield re.compile(rf"(?<![\d.,]){asked.number.answer:g}(?![.,]?\d)")


RULES = (
    guesses_are_not_given_away,
    predictions_have_names_of_their_own,
    predictions_fit_their_pictures,
    guesses_shown_again_are_asked,
)
