"""Answer keys of the lesson on the way in; see `course_keys`."""

from __future__ import annotations

from course_keys import Key, key, options

from helpers.content import load_figure


def _uk(soc: str) -> float:
    rows = load_figure("uk_ashe_2025").rows
    return next(row.number("median_gbp") for row in rows if row["soc2020"] == soc)


@key("way-uk-gap")
def _() -> Key:
    return Key(round(100 * (_uk("2440") / _uk("2432") - 1)), ("2432", "2440"))


@key("way-advert-studies")
def _() -> Key:
    found = {row["study"]: row for row in load_figure("advert_studies").rows}
    blog, paper = found["Blog on HackerNoon, 2017"], found["Conference paper, 2024"]
    assert "MBA is required in 1%" in blog["finding"] and "Over 100" in blog["adverts"]
    assert paper["adverts"].startswith("50,") and "talk with the client" in paper["finding"]
    right = options("hardly any required an MBA") + options("talking with the client was often")
    return Key(right)
