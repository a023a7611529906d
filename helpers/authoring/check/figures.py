"""Tables of figures, and the charts drawn from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from helpers.charts import EXHIBITS, draw
from helpers.charts.chart import can_draw
from helpers.content import ContentError, Figure
from helpers.content.library import reading_from
from helpers.content.rules import same

from ..verified import unverified
from .course import Advice, AuthoredCourse
from .notebook_outputs import stale
from .notebook_page import calls
from .pictures import picture_faults, word_faults

MONTHS = 18  # after which facts that age want a look at their source
EMPTY = "empty"
AUTHORS = "the course authors"
_NOTHING = re.compile(r"(nan|[+-]?inf(inity)?|none|null|n/?a|#n/a|\?+|tbd|todo)", re.I)
_WEB = re.compile(r"https?://[\w.-]+\.\w{2,}(/\S*)?")
_YEAR = re.compile(r"\b(19|20)\d\d\b")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell and not _NOTHING.fullmatch(cell.strip())


def columns_are_of_one_kind(course: AuthoredCourse) -> list[str]:
    """In a column of numbers every cell is one, but for the gaps that the description names."""
    found = []
    for name, figure in course.figures.items():
        for column in figure.rows[0]:
            cells = figure.column(column)
            numbers = sum(map(_is_number, cells))
            written: dict[str, str] = {}
            for line, cell in enumerate(cells, 2):
                place = f"figures/{name}.csv: line {line}: {column}"
                if (first := written.setdefault(same(cell), cell)) != cell:
                    found.append(f"{place}: {cell!r} is {first!r} elsewhere; write both alike.")
                gap = (cell.strip() or EMPTY) in figure.info.gaps
                if _NOTHING.fullmatch(cell.strip()) and not gap:
                    found.append(f"{place}: {cell!r} stands for nothing; write the figure.")
                elif not _is_number(cell) and 2 * numbers >= len(cells) and not gap:
                    found.append(
                        f"{place}: {cell.strip() or EMPTY!r} is not a number; correct it, or name "
                        f"it in the gaps of figures/{name}.yaml."
                    )
    return found


def descriptions_are_whole(course: AuthoredCourse) -> list[str]:
    """A table says what it counts, whom, when, and where it comes from, with an address."""
    found = []
    for name, figure in course.figures.items():
        place = f"figures/{name}.yaml"
        found += [f"{place}: {gap}." for gap in gaps_in(figure, course)]
    return found


def gaps_in(figure: Figure, course: AuthoredCourse) -> list[str]:
    """What the description of a table leaves out or leaves vague, with its mend."""
    info, source = figure.info, figure.info.source
    said = {
        "title": info.title,
        "unit": info.unit,
        "population": info.population,
        "source: title": source.title,
        "source: publisher": source.publisher,
        "source: licence": source.licence,
        **{f"caveat {n}": text for n, text in enumerate(info.caveats, 1)},
    }
    found = [f"{k}: {t!r} says too little; write it out" for k, t in said.items() if len(t) < 2]
    if not info.caveats:
        found.append("it has no caveat; say what the figures do not show")
    if not _YEAR.search(info.year):
        found.append(f"year: {info.year!r} names no year; write one such as 2024")
    if source.publisher == AUTHORS:  # invented, or put together by the authors
        if not (course.root.parent / source.url).is_file():
            found.append(f"source: url: there is no file {source.url!r}; name the course's own")
    elif not _WEB.fullmatch(source.url):
        found.append(f"source: url: {source.url!r} is no web address; write https://...")
    if ("VeloLink" in " ".join(info.caveats)) is not (info.grade == "illustrative"):
        found.append("caveats speak of VeloLink if and only if the grade is illustrative; mend one")
    return found


def facts_are_fresh(course: AuthoredCourse, today: date | None = None) -> list[str]:
    """What carries a day of its last check is looked at again after `MONTHS` months."""
    now = today or date.today()
    dated = [(f"figures/{n}.yaml", f.info.checked) for n, f in course.figures.items()]
    dated += [(f"claims.yaml: claim {n}", claim.checked) for n, claim in course.claims.items()]
    found: list[str] = []
    for place, checked in dated:
        if checked is None:
            continue
        age = (now.year - checked.year) * 12 + now.month - checked.month - (now.day < checked.day)
        if checked > now:
            found.append(f"{place}: checked: {checked} is yet to come; correct the day.")
        elif age >= MONTHS:
            found.append(
                Advice(
                    f"{place}: checked: {checked} is {age} months ago; hold it against its source "
                    "again and write today's date."
                )
            )
    return found


def tables_are_verified(course: AuthoredCourse) -> list[str]:
    """A table is as it was when somebody held every value against its source."""
    return [
        f"figures/{name}.csv: {state}; hold every value against its source ({info.source.url}), "
        f"then run 'python -m helpers.authoring verify-figures --accept {name}'."
        for name, state, info in unverified(course.root, course.figures.values())
    ]


# ---------------------------------------------------------------- charts


def charts_are_known(course: AuthoredCourse) -> list[str]:
    """A lesson names charts that can be drawn."""
    return [
        f"lessons/{lesson.id}.yaml: section {section.id}: there is no chart {chart!r}; "
        "correct the id, or write the chart (authoring new --chart)."
        for lesson in course.lessons.values()
        for section in lesson.sections
        for chart in section.charts
        if chart not in EXHIBITS
    ]


def charts_can_be_drawn(course: AuthoredCourse, exhibits: Iterable[str] | None = None) -> list[str]:
    """Every chart is drawn from its tables, is shown as it is drawn, and no table is left out."""
    found: list[str] = []
    used, drawn = set[str](), dict[str, str]()
    pictures = can_draw()
    if not pictures:
        found.append(Advice("charts: matplotlib is not installed, so none was drawn; install it."))
    for exhibit in EXHIBITS if exhibits is None else exhibits:
        with reading_from(course.root, anew=False) as here:
            try:
                chart = draw(exhibit)
                drawn[exhibit] = chart.text
                faults = [
                    *word_faults(chart),
                    *(picture_faults(chart) if pictures and chart.is_picture else ()),
                ]
            except ContentError as error:
                found += error.problems
            except Exception as error:  # whatever a table can do to a drawing
                found.append(_not_drawn(exhibit, sorted(here.figures), error))
            else:
                found += [f"chart {exhibit}: {fault}." for fault in faults]
        used |= here.figures
    found += [
        f"figures/{name}.csv: no chart is drawn from it; draw one or delete the table."
        for name in sorted(set(course.figures) - used if exhibits is None else ())
    ]
    return [*dict.fromkeys(found), *_stale_pictures(course, drawn)]


def _stale_pictures(course: AuthoredCourse, drawn: dict[str, str]) -> Iterator[str]:
    """Cells of notebooks that show a chart as it was before its table changed."""
    for page in course.pages:
        for number, cell in enumerate(page.cells, 1):
            for name, exhibit in calls([cell]):
                if name == "chart" and exhibit in drawn:
                    yield from stale(page, number, cell, [drawn[exhibit]])


def _not_drawn(exhibit: str, figures: list[str], error: Exception) -> str:
    place = ", ".join(f"figures/{name}.csv" for name in figures) or f"chart {exhibit}"
    if isinstance(error, KeyError):
        return f"{place}: the chart {exhibit} finds no {error} there; mend the column or the chart."
    said = str(error).split("\n")[0][:120].rstrip(".")
    return f"{place}: the chart {exhibit} cannot be drawn ({said}); mend the table or the chart."


RULES = (
    columns_are_of_one_kind,
    descriptions_are_whole,
    facts_are_fresh,
    tables_are_verified,
    charts_are_known,
    charts_can_be_drawn,
)
