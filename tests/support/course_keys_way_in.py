"""Answer keys of the lesson on the way in; see `course_keys`."""

from __future__ import annotations

from course_keys import Key, key, options

from helpers.content import load_figure


@key("way-three-pairs")
def _() -> Key:
    uk, us = load_figure("uk_ashe_2025").rows, load_figure("bls_oews_wages").rows
    median = {row["soc2020"]: row.number("median_gbp") for row in uk}
    median |= {row["soc"]: row.number("median") for row in us if row["year"] == "2024"}
    pairs = ("11-2021", "13-1082"), ("2432", "2440"), ("2432", "2455")
    return Key(sum(median[project] > median[product] for product, project in pairs))


@key("way-advert-studies")
def _() -> Key:
    found = {row["study"]: row for row in load_figure("advert_studies").rows}
    blog, paper = found["Blog on HackerNoon, 2017"], found["Conference paper, 2024"]
    assert "MBA is required in 1%" in blog["finding"] and "Over 100" in blog["adverts"]
    assert paper["adverts"].startswith("50,") and "talk with the client" in paper["finding"]
    right = options("hardly any required an MBA") + options("talking with the client was often")
    return Key(right)
