"""The map of terms: every term stands in the table, and every link of the glossary is counted."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from helpers.charts import draw
from helpers.content import load_figure, load_glossary


@cache
def families() -> dict[str, str]:
    return {row["term"]: row["family"] for row in load_figure("term_families").rows}


@cache
def links() -> set[frozenset[str]]:
    """The pairs of core terms of which one names the other, worked out here anew."""
    terms = load_glossary()
    full = {t.abbreviation: t.term for t in terms if t.abbreviation} | {
        t.term: t.term for t in terms
    }
    pairs = {frozenset((t.term, full[name])) for t in terms for name in t.related}
    return {pair for pair in pairs if pair <= set(families())}


def across() -> list[frozenset[str]]:
    """The links between two families."""
    return [pair for pair in links() if len({families()[name] for name in pair}) == 2]


def test_every_term_stands_in_its_family():
    shown = {name: row[0] for row in draw("term_map").table()[1:] for name in row[1].split(", ")}
    assert shown == families()


def test_links_are_counted_inside_and_on_both_sides():
    chart = draw("term_map")
    assert f"by {len(links())} links, {len(across())} of them" in chart.title
    for family, _, inside, leaving in chart.table()[1:]:
        own = [pair for pair in links() if {families()[name] for name in pair} == {family}]
        assert int(inside) == len(own)
        number, _, named = leaving.partition(": ")
        seen = {other: int(count) for other, count in re.findall(r"(\w+) (\d+)", named)}
        ends = [{families()[name] for name in pair} for pair in across()]
        expected = Counter(other for pair in ends if family in pair for other in pair - {family})
        assert seen == expected and int(number) == expected.total()
