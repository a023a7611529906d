"""The map of terms: every term, and every link of the glossary, stands in the table."""

from __future__ import annotations

import re
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


def test_links_are_counted_and_those_between_families_named_on_both_sides():
    chart = draw("term_map")
    assert f"by {len(links())} links, {len(across())} of them" in chart.title
    for family, _, inside, leaving in chart.table()[1:]:
        own = [pair for pair in links() if {families()[name] for name in pair} == {family}]
        assert int(inside) == len(own)
        number, _, named = leaving.partition(": ")
        seen = set()
        for one in named.split("; "):
            here, there, other = re.fullmatch(r"(.+) \N{EN DASH} (.+) \((.+)\)", one).groups()
            assert (families()[here], families()[there]) == (family, other)
            seen.add(frozenset((here, there)))
        expected = {p for p in across() if family in {families()[name] for name in p}}
        assert seen == expected and int(number) == len(expected)
