"""How the fifty terms hang together: families and the links of the glossary between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from helpers.content import load_figure, load_glossary
from helpers.content.model import Term

from ..chart import Chart, facts_of
from ..registry import exhibit
from ..word_table import WordTable


def links_between(names: Iterable[str], glossary: Iterable[Term]) -> list[tuple[str, str]]:
    """Pair the terms, each pair once, where the glossary names one as related to the other."""
    glossary = list(glossary)
    known = {term.abbreviation: term.term for term in glossary}
    known |= {term.term: term.term for term in glossary}
    joined: dict[str, dict[str, None]] = {name: {} for name in names}
    for term in glossary:
        for other in map(known.__getitem__, term.related):
            if term.term in joined and other in joined:
                joined[term.term][other] = joined[other][term.term] = None
    place = {name: number for number, name in enumerate(joined)}
    return [(one, other) for one in joined for other in joined[one] if place[one] < place[other]]


@exhibit
def term_map() -> Chart:
    figure = load_figure("term_families")
    families = dict(zip(figure.column("term"), figure.column("family"), strict=True))
    links = links_between(families, load_glossary())
    rows, across = [], 0
    for family in dict.fromkeys(families.values()):
        terms = [term for term, own in families.items() if own == family]
        inside = sum(one in terms and other in terms for one, other in links)
        leaving = Counter(
            families[other if one in terms else one]
            for one, other in links
            if (one in terms) is not (other in terms)
        )
        total = leaving.total()
        across += total
        named = ", ".join(f"{other} {count}" for other, count in leaving.most_common())
        rows.append(
            [family, ", ".join(terms), str(inside), f"{total}: {named}" if total else "none"]
        )
    return WordTable(
        facts_of(
            figure.info,
            title=f"Fifty product terms hang together by {len(links)} links, {across // 2} of "
            "them between families",
            alt="A table of six families: the terms of each, how many links join them, and how "
            "many lead to which other family.",
        ),
        ["Family", "Its terms", "Links inside it", "Links to other families"],
        rows,
        note="A link joins two terms that the glossary relates. One between two families counts "
        "in both rows.",
    )
