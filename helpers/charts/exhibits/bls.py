"""Exhibits from the US Bureau of Labor Statistics."""

from __future__ import annotations

from helpers.content import load_figure

from ..chart import Chart, facts_of
from ..forms import BarPanel, Series, Strip, bar_panels, percentile_strips
from ..registry import exhibit
from ..style import NEUTRAL, PALE, PRODUCT, PROJECT, Look
from ..words import number

MARKETING = "Marketing managers (BLS 11-2021)"
SPECIALISTS = "Project management specialists (BLS 13-1082)"
LOOKS = {MARKETING: PRODUCT, SPECIALISTS: PROJECT}


def _broken(name: str) -> str:
    """A name with its code on a line of its own."""
    return name.replace(" (", "\n(")


@exhibit
def project_industries() -> Chart:
    figure = load_figure("bls_industries")

    def panel(occupation: str, title: str, look: Look) -> BarPanel:
        rows = [row for row in figure.rows if row["occupation"] == occupation]
        return BarPanel(
            title,
            [row["industry"] for row in rows],
            [Series("", [row.number("percent") for row in rows], look)],
            "Share of the occupation's jobs, 2024 (%)",
            "Industry",
            34,
            ticks=(0, 10, 20, 30),
            write=number(after="%"),
            pitch=0.21,
        )

    panels = [
        panel("Project management specialists", SPECIALISTS, PROJECT),
        panel("Marketing managers", MARKETING, PRODUCT),
    ]
    return bar_panels(
        panels,
        facts_of(
            figure.info,
            title="One in five project management specialists works in construction",
            alt="Two bar charts, one above the other: the five largest industries of project "
            "management specialists and of marketing managers.",
        ),
        note="Only each five largest are published. Marketing managers are a loose stand-in.",
        wrap_at=3.4,
    )


@exhibit
def pay_strip() -> Chart:
    figure = load_figure("bls_oews_wages")
    names = {
        "11-2021": (_broken(MARKETING), PRODUCT),
        "13-1082": (_broken(SPECIALISTS), PROJECT),
        "00-0000": ("All occupations", NEUTRAL),
    }
    latest = {row["soc"]: row for row in figure.rows if row["year"] == "2024"}
    strips = []
    for soc, (name, look) in names.items():
        row = latest[soc]
        censored = row["p90"] == "#"
        top = row.number("top_code" if censored else "p90")
        p10, p25, median, p75 = (row.number(key) for key in ("p10", "p25", "median", "p75"))
        strips.append(Strip(name, p10, p25, median, p75, top, look, censored))
    return percentile_strips(
        strips,
        facts_of(
            figure.info,
            title="Marketing managers earn more at the median than project management specialists, "
            "but the ranges overlap",
            alt="Pay of three groups as strips from the 10th to the 90th percentile with the "
            "median marked. The upper end of marketing managers is cut off and drawn as an arrow.",
            short="Marketing managers are not product managers",
        ),
        value_label="Pay before tax (US dollars a year, May 2024)",
        category_label="Occupation",
        high=300_000,
        write=number(before="USD "),
        pitch=0.82,
        note="Thin line: 10th to 90th percentile, so eight in ten people. Thick bar: the middle "
        "half. The gap is partly seniority: a group of managers beside a group of specialists.",
    )


@exhibit
def outlook() -> Chart:
    figure = load_figure("bls_ooh_projections")
    counted = [row for row in figure.rows if row["jobs_2024"]]
    growth = BarPanel(
        "Expected growth in ten years",
        figure.column("occupation"),
        [Series("", figure.numbers("change_pct"))],
        "Change in jobs, 2024 to 2034 (%)",
        "Occupation",
        9,
        ticks=(0, 2, 4, 6, 8),
        write=number(after="%"),
        row_looks=[LOOKS.get(name, PALE) for name in figure.column("occupation")],
        pitch=0.25,
    )
    jobs = BarPanel(
        "Jobs now and in ten years",
        [row["occupation"] for row in counted],
        [
            Series(year, [row.number(f"jobs_{year}") / 1000 for row in counted], look)
            for year, look in (("2024", PALE), ("2034", NEUTRAL))
        ],
        "Jobs (thousands): upper bar 2024, lower bar 2034, expected",
        "Occupation",
        1350,
        ticks=(0, 250, 500, 750, 1000, 1250),
        write=number(1),
        pitch=0.48,
    )
    return bar_panels(
        [growth, jobs],
        facts_of(
            figure.info,
            title="Both stand-in occupations are expected to grow faster than jobs as a whole",
            alt="Two bar charts: expected growth of jobs from 2024 to 2034 for two occupations and "
            "for all, and their numbers of jobs in both years.",
            short="A projection, not a fact about the future",
        ),
        note="Marketing managers are a loose stand-in for the product side: most of them work in "
        "marketing.",
        wrap_at=3.6,
    )


@exhibit
def pay_stand_ins() -> Chart:
    uk, us = load_figure("uk_ashe_2025"), load_figure("bls_oews_wages")
    british = {row["soc2020"]: row.number("median_gbp") for row in uk.rows}
    american = {row["soc"]: row.number("median") for row in us.rows if row["year"] == "2024"}
    panels = [
        BarPanel(
            "United States, May 2024",
            ["Marketing managers (11-2021)", "Project management specialists (13-1082)"],
            [Series("", [american["11-2021"], american["13-1082"]], NEUTRAL)],
            "Median pay (US dollars a year)",
            "Occupation",
            200_000,
            ticks=range(0, 200_001, 50_000),
            write=number(before="USD "),
            row_looks=[PRODUCT, PROJECT],
            pitch=0.34,
        ),
        BarPanel(
            "United Kingdom, April 2025",
            [
                "Marketing and commercial managers (2432)",
                "Business and financial project management professionals (2440)",
                "Construction project managers (2455)",
            ],
            [Series("", [british["2432"], british["2440"], british["2455"]], NEUTRAL)],
            "Median pay (pounds a year)",
            "Occupation",
            80_000,
            ticks=range(0, 80_001, 20_000),
            write=number(before="GBP "),
            row_looks=[PRODUCT, PROJECT, PROJECT],
            pitch=0.34,
        ),
    ]
    return bar_panels(
        panels,
        facts_of(
            uk.info,
            title="Whoever picks the stand-in picks the result",
            alt="Two bar charts. In the United States the stand-in for product managers has the "
            "higher median, in the United Kingdom it lies between the two for project managers.",
            short="Upper chart: Occupational Employment and Wage Statistics, US Bureau of Labor "
            "Statistics, May 2024",
        ),
        note="No bar here is a product manager's. The two panels have different money, so compare "
        "inside a panel only.",
        wrap_at=3.6,
    )
