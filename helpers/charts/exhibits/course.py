"""Exhibits of the course itself: its definitions, its key of decision rights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from helpers.content import load_claims, load_figure
from helpers.content.model import VERDICTS

from ..chart import Chart, Facts, facts_of
from ..forms import bars
from ..registry import exhibit
from ..style import NEUTRAL, PALE
from ..word_table import WordTable


@exhibit
def five_differences() -> Chart:
    figure = load_figure("five_differences")
    return WordTable(
        facts_of(
            figure.info,
            title="The two jobs differ in object, measure, doubt, end and source of authority",
            alt="A table with five rows and a column for each job: the object, the measure, the "
            "main doubt, when the job ends, and where authority comes from.",
        ),
        ["Difference", "Product manager", "Project manager"],
        [list(row.values()) for row in figure.rows],
    )


_ROLES = (
    ("product_manager", "Product manager"),
    ("project_manager", "Project manager"),
    ("engineering_lead", "Engineering lead"),
    ("designer", "Designer"),
    ("product_marketing", "Product marketing"),
    ("sponsor", "Sponsor"),
)

_OVER = {  # the first decision under each heading of the whole table
    "problem-next": "What comes next",
    "solution-design": "How it is built",
    "add-scope-within": "What is in, and what is out",
    "forecast": "Dates, risks and money",
    "price": "Price, launch and after",
}


def _rights(title: str, alt: str, only: Collection[str] = (), roles: Collection[str] = ()) -> Chart:
    """The table of decision rights, or its rows ``only`` and the columns of ``roles``."""
    figure = load_figure("decision_rights")
    rows = [row for row in figure.rows if not only or row["id"] in only]
    over = () if only else _OVER  # a few rows need no headings
    asked = [(key, name) for key, name in _ROLES if not roles or key in roles]
    facts = facts_of(figure.info, title=title, alt=alt)
    if only:  # what is said of the other rows would be riddles here
        source = facts.source_line.replace(
            figure.info.population, f"{len(rows)} of {len(figure.rows)} decisions"
        )
        facts = replace(facts, caveats=facts.caveats[:2], source_line=source)
    return WordTable(
        facts,
        ["Decision", *(name for _, name in asked)],
        [[row["decision"], *(row[key] for key, _ in asked)] for row in rows],
        note="A answers for it (one in each row). R does the work. C is asked first. I is told.",
        strongest="A",
        headings={at: _OVER[row["id"]] for at, row in enumerate(rows) if row["id"] in over},
    )


@exhibit
def decision_rights() -> Chart:
    return _rights(
        "One role answers for each decision, and it is not always the same role",
        "A table of twenty-three decisions by six roles with the letters A, R, C and I. The "
        "A of the accountable role stands out.",
    )


@exhibit
def first_decisions() -> Chart:
    return _rights(
        "Worth, forecast, craft and money: each decision has one owner",
        "A table of six decisions by four roles with the letters A, R, C and I. The A of the "
        "accountable role stands out: two each for the product manager and the project manager, "
        "one each for the engineering lead and the sponsor.",
        {
            "problem-next",
            "technical-approach",
            "drop-feature",
            "forecast",
            "commit-date",
            "contingency",
        },
        {"product_manager", "project_manager", "engineering_lead", "sponsor"},
    )


@exhibit
def role_neighbours() -> Chart:
    figure = load_figure("role_neighbours")
    return WordTable(
        facts_of(
            figure.info,
            title="The two jobs have nine neighbours, and each answers for something else",
            alt="A table of eleven roles: what each answers for, and how to tell it apart.",
        ),
        ["Role", "Answers for", "How to tell it apart"],
        [list(row.values()) for row in figure.rows],
        note="Titles vary from firm to firm: read the duties, not the title.",
    )


@exhibit
def claim_verdicts() -> Chart:
    counted = Counter[str](claim.verdict for claim in load_claims())
    stands, whole = counted["well-supported"], counted.total()
    rows = [(name, float(counted[verdict])) for verdict, name in VERDICTS.items()]
    return bars(
        rows,
        Facts(
            f"{stands} of the {whole} claims stand as they are, and {whole - stands} do not",
            f"{len(rows)} bars, one a verdict, as long as the number of claims that got it. The "
            "bar of the claims that stand is dark.",
            "Source: audit of one popular web explainer of the two jobs, cut into "
            f"{whole} claims and judged by the course authors, 2026.",
            (
                "The verdicts are ours, and one explainer is not all of them. Another jury would "
                "move some claims to a neighbouring bar.",
            ),
        ),
        value_label="Claims",
        category_label="Verdict",
        looks=[NEUTRAL] + [PALE] * (len(rows) - 1),
    )
