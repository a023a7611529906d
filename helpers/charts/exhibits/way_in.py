"""Exhibits on the way into the two jobs: titles, adverts, pay by country."""

from __future__ import annotations

from helpers.content import load_figure

from ..chart import Chart, facts_of
from ..forms import Series, grouped_bars
from ..registry import exhibit
from ..style import PRODUCT, PROJECT
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
            title="The country moves pay further than the job does, and one gap alone is clear",
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
