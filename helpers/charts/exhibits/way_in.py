"""Exhibits on the way into the two jobs: titles, adverts, pay by country."""

from __future__ import annotations

from helpers.content import load_figure

from ..chart import Chart, facts_of
from ..forms import BarPanel, Series, bar_panels, grouped_bars
from ..registry import exhibit
from ..style import NEUTRAL, PRODUCT, PROJECT
from ..word_table import WordTable
from ..words import number


@exhibit
def title_drawers() -> Chart:
    figure = load_figure("esco_titles")
    return WordTable(
        facts_of(
            figure.info,
            title="Europe's list files the product manager under research, and in IT beside the "
            "project manager",
            alt="A table of five titles with their code and the group in which each is counted. "
            "The two titles in IT are in one group.",
        ),
        ["Title", "Code", "Counted among"],
        [
            [row["title"], row["esco_code"], f"{row['isco_group']} {row['group_name']}"]
            for row in figure.rows
        ],
        note="ICT is information and communications technology.",
    )


@exhibit
def advert_studies() -> Chart:
    figure = load_figure("advert_studies")
    return WordTable(
        facts_of(
            figure.info,
            title="Those who read adverts find soft words, and no single path into either job",
            alt="A table of five readings of job adverts: who read them, for which job, how many, "
            "and what was found.",
        ),
        ["Who read them", "Adverts for", "How many", "What they found"],
        [list(row.values()) for row in figure.rows],
    )


@exhibit
def pay_by_country() -> Chart:
    figure = load_figure("so2025_pay_countries")
    names = [
        f"{row['country']} ({row['product_n']} and {row['project_n']} people)"
        for row in figure.rows
    ]
    return grouped_bars(
        names,
        [
            Series("Product managers", figure.numbers("product_median_usd"), PRODUCT),
            Series("Project managers", figure.numbers("project_median_usd"), PROJECT),
        ],
        facts_of(
            figure.info,
            title="The country moves pay further than the job does, and twice the order turns "
            "round",
            alt="Two bars for each of five countries, the median pay of product managers and of "
            "project managers. In Germany and France the project managers' bar is longer.",
            short="Tiny groups",
        ),
        value_label="Median pay (US dollars a year, converted)",
        category_label="Country (product and project managers who answered)",
        write=number(),
        high=250_000,
        ticks=range(0, 250_001, 50_000),
        pitch=0.44,
        note="Read one country at a time, and only where many people answered. With five people a "
        "median is the pay of the third.",
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
