"""Starting a chart: one decorated function, and one table with its description."""

from __future__ import annotations

import keyword
import re
from datetime import date
from pathlib import Path
from textwrap import wrap

from helpers.charts import EXHIBITS, exhibits
from helpers.content import course_root

from .template import as_yaml
from .verified import accept

FUNCTION = '''\
"""The chart {id}: say here in a line what it is about."""

from __future__ import annotations

from helpers.content import load_figure

from ..chart import Chart, facts_of
from ..forms import bars
from ..registry import exhibit


@exhibit
def {id}() -> Chart:
    figure = load_figure("{id}")
    rows = list(zip(figure.column("name"), figure.numbers("value"), strict=True))
    return bars(
        rows,
        facts_of(
            figure.info,
            title={title},
            alt=f"{{len(rows)}} bars, one for each row of the table. Say here what one sees.",
        ),
        value_label="What is counted (unit)",
        category_label="What the rows are",
    )
'''
TABLE = "name,value\nFirst,3\nSecond,2\nThird,1\n"
DESCRIPTION = """\
id: {id}
{title}
unit: what is counted
population: Who or what was asked or counted
year: '{year}'
source:
  {source}
  publisher: the course authors
  url: lessons_data/figures/{id}.csv
  licence: same terms as the course
caveats:
- VeloLink and all its numbers are invented.
grade: illustrative
"""
WORDS = 6


def start_chart(
    chart_id: str, title: str, root: Path | None = None, folder: Path | None = None
) -> list[Path]:
    """Write a chart's function, table and description; existing files are never touched.

    Parameters
    ----------
    chart_id : str
        Lower-case words joined by ``_``; the function and the table get this name.
    title : str
        The finding as a sentence of at least `WORDS` words, without a full stop.

    Raises
    ------
    ValueError
        When the id or the title is none, or there is such a chart or a file of it.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", chart_id) or keyword.iskeyword(chart_id):
        raise ValueError(f"{chart_id[:80]!r} is no chart's id; write words such as my_chart.")
    if not title.isprintable() or len(title.split()) < WORDS or title.endswith("."):
        raise ValueError(
            f"{title[:80]!r} is no finding; say in {WORDS} words or more what the chart shows, "
            "without a full stop."
        )
    title = " ".join(title.split())
    figures = (root or course_root()) / "figures"
    paths = [
        (folder or Path(exhibits.__path__[0])) / f"{chart_id}.py",
        figures / f"{chart_id}.csv",
        figures / f"{chart_id}.yaml",
    ]
    if taken := [path.name for path in paths if path.exists()]:
        raise ValueError(f"{taken[0]} exists already; choose another id.")
    if chart_id in EXHIBITS:
        raise ValueError(f"There is a chart {chart_id!r} already; choose another id.")
    today = date.today()
    source = as_yaml("title", f"VeloLink, the course's running example: {chart_id}")
    written = [
        FUNCTION.format(id=chart_id, title=_quoted(title)),
        TABLE,
        DESCRIPTION.format(
            id=chart_id, title=as_yaml("title", title), year=today.year, source=source
        ),
    ]
    for path, text in zip(paths, written, strict=True):
        path.write_text(text, encoding="utf-8", newline="\n")
    accept(figures.parent, chart_id, today)
    return paths


def _quoted(text: str) -> str:
    """A text as Python, over several lines where one is too long."""
    lines = wrap(text, 72, break_on_hyphens=False)
    return "\n            ".join(map(_string, [f"{line} " for line in lines[:-1]] + lines[-1:]))


def _string(text: str) -> str:
    mark = "'" if text.count('"') > text.count("'") else '"'
    return mark + text.replace("\\", "\\\\").replace(mark, f"\\{mark}") + mark
