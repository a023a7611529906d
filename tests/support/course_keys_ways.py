"""Answer keys of the lesson on ways of working; see `course_keys`."""

from __future__ import annotations

from course_keys import Key, key, options

from helpers.content import load_figure
from helpers.methods import littles_law


@key("ways-tickets-a-day")
def _() -> Key:
    return Key(littles_law(wip=30, throughput=30 / 5), ("30 tickets in progress", "30 a week"))


@key("ways-heavy-users")
def _() -> Key:
    figure = load_figure("pmi_genai_2024")
    assert "who already use" in figure.info.population  # nobody else could say that it fails
    assert all(row.number("heavy") > row.number("light") for row in figure.rows)
    top = next(row for row in figure.rows if row["gain"] == "Productivity")
    said = f"{top.number('heavy'):.0f} to {top.number('light'):.0f}"
    return Key(options("helps use it more"), (said,))
