"""Exhibits from the US Bureau of Labor Statistics."""

from __future__ import annotations

from helpers.content import load_figure

from ..chart import Chart, facts_of
from ..forms import BarPanel, Strip, bar_panels, percentile_strips
from ..style import NEUTRAL, PALE, PRODUCT, PROJECT
from ..words import number

MARKETING = "Marketing managers (BLS 11-2021)"
SPECIALISTS = "Project management specialists (BLS 13-1082)"
LOOKS = {MARKETING: PRODUCT, SPECIALISTS: PROJECT}


def project_industries() -> Chart:
    figure = load_figure("bls_industries")

    def rows(occupation: str) -> list[tuple[str, float]]:
        pairs = zip(figure.rows, figure.numbers("percent"), strict=True)
        return [(row["industry"], value) for row, value in pairs if row["occupation"] == occupation]

    panels = [
        BarPanel(
            title, rows(occupation), "Share of the occupation's jobs, 2024 (%)", "Industry", 34,
            look=look, ticks=(0, 10, 20, 30), write=number(after="%"),
        )
        for occupation, title, look in (
            ("Project management specialists", SPECIALISTS, PROJECT),
            ("Marketing managers", MARKETING, PRODUCT),
        )
    ]
    return bar_panels(
        panels,
        facts_of(
            figure.info,
            title="Project management specialists work in many fields, one in five in construction",
            alt="Two bar charts, one above the other: the five largest industries of project "
            "management specialists and of marketing managers.",
        ),
        note="Only the five largest industries of each are published. Most marketing managers "
        "work in marketing, so they stand in for the product side only loosely.",
        wrap_at=3.2,
    )


def pay_strip() -> Chart:
    figure = load_figure("bls_oews_wages")
    names = {
        "00-0000": ("All occupations", NEUTRAL),
        "13-1082": (SPECIALISTS, PROJECT),
        "11-2021": (MARKETING, PRODUCT),
    }
    latest = {row["soc"]: row for row in figure.rows if row["year"] == "2024"}
    strips = []
    for soc, (name, look) in names.items():
        row = latest[soc]
        censored = row["p90"] == "#"
        top = float(row["top_code"] if censored else row["p90"])
        low = [float(row[key]) for key in ("p10", "p25", "median", "p75")]
        strips.append(Strip(name, *low, top, look, censored))
    return percentile_strips(
        strips,
        facts_of(
            figure.info,
            title="Marketing managers earn more at the median, but the two ranges overlap widely",
            alt="Pay of three groups as strips from the 10th to the 90th percentile with the "
            "median marked. The upper end of marketing managers is cut off and drawn as an arrow.",
            short="Marketing managers are not product managers",
        ),
        value_label="Pay before tax (US dollars a year, May 2024)", category_label="Occupation",
        high=300_000, write=number(before="USD "), tick_write=number(),
        note="Thin line: 10th to 90th percentile, so eight in ten people. Thick bar: the middle "
        "half. The gap is partly seniority: a group of managers beside a group of specialists.",
    )


def outlook() -> Chart:
    figure = load_figure("bls_ooh_projections")
    rows = figure.rows
    growth = [(row["occupation"], float(row["change_pct"])) for row in rows]
    jobs = [
        (f"{row['occupation']}, {year}", float(row[f"jobs_{year}"]) / 1000)
        for row in rows
        if row["jobs_2024"]
        for year in ("2024", "2034")
    ]
    shades = [LOOKS.get(name.rsplit(",", 1)[0], NEUTRAL) for name, _ in jobs]
    now = [PALE if name.endswith("2024") else look for (name, _), look in zip(jobs, shades, strict=True)]
    return bar_panels(
        [
            BarPanel(
                "Expected growth in ten years", growth, "Change in jobs, 2024 to 2034 (%)",
                "Occupation", 9, looks=[LOOKS.get(name, PALE) for name, _ in growth],
                ticks=(0, 2, 4, 6, 8), write=number(after="%"),
            ),
            BarPanel(
                "Jobs now and expected", jobs, "Jobs (thousands)", "Occupation and year", 1350,
                looks=now, ticks=(0, 250, 500, 750, 1000), write=number(1),
                tick_write=number(),
            ),
        ],
        facts_of(
            figure.info,
            title="Both stand-in occupations are expected to grow faster than jobs as a whole",
            alt="Two bar charts: expected growth of jobs from 2024 to 2034 for two occupations and "
            "for all, and their numbers of jobs in both years.",
            short="A projection, not a fact about the future",
        ),
        note="Marketing managers are a loose stand-in for the product side: most of them work in "
        "marketing.",
        wrap_at=2.9,
    )
