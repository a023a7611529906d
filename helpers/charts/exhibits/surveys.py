"""Exhibits from published surveys: each with its publisher, year and who was asked."""

from __future__ import annotations

from helpers.content import load_figure
from helpers.content.figures import Figure

from ..chart import Chart, Facts, facts_of
from ..forms import Series, bars, share_bars
from ..registry import exhibit
from ..style import PALE, PRODUCT, PROJECT, Look
from ..word_table import WordTable
from ..words import number

_PERCENT = number(after="%")


def _rows(figure, name: str, value: str) -> list[tuple[str, float]]:
    return list(zip(figure.column(name), figure.numbers(value), strict=True))


@exhibit
def product_time() -> Chart:
    figure = load_figure("pragmatic_2019_time")
    return share_bars(
        figure.column("who"),
        [
            Series("Strategic work", figure.numbers("strategic"), PRODUCT),
            Series("Tactical work", figure.numbers("tactical"), PALE),
        ],
        facts_of(
            figure.info,
            title="Product people spend 27% of their time on strategy and want about twice as much",
            alt="Three bars split into strategic and tactical time: 27% strategic as it "
            "is, 51% wanted by individual contributors, 60% wanted by executives.",
            short="A vendor's survey, which includes product marketers",
        ),
        value_label="Share of working time (%)",
        category_label="Time",
    )


@exhibit
def roadmap_outputs() -> Chart:
    figure = load_figure("productplan_2023")
    return bars(
        _rows(figure, "statement", "percent"),
        facts_of(
            figure.info,
            title="In one survey more roadmaps were built around outputs than showed outcomes",
            alt="Three separate bars: 54% built around outputs, 44% communicating outcomes, 52% "
            "with a strategy driven mainly by requests.",
            short="The publisher sells roadmap software",
        ),
        value_label="Share reported (%)",
        category_label="Statement",
        write=_PERCENT,
        looks=[PRODUCT, PRODUCT, PALE],
        high=100,
        ticks=range(0, 101, 25),
        note="Three separate questions: the shares do not add up to a whole.",
    )


@exhibit
def status_bias() -> Chart:
    figure = load_figure("status_bias")
    return bars(
        _rows(figure, "report", "percent"),
        facts_of(
            figure.info,
            title="Of 100 status reports 40 were rosier than the truth and 20 were gloomier",
            alt="Three bars: 40% of reports better than it was, 40% as it was, 20% worse than it "
            "was.",
            short="Managers judged their own reports",
        ),
        value_label="Share of reports (%)",
        category_label="What the report showed",
        write=_PERCENT,
        looks=[PROJECT, PALE, PROJECT],
        high=100,
        ticks=range(0, 101, 25),
    )


@exhibit
def product_education() -> Chart:
    figure = load_figure("pragmatic_2019_education")
    rows = _rows(figure, "degree", "percent")
    degree = sum(value for name, value in rows if name in ("Doctorate", "Master's", "Bachelor's"))
    return bars(
        rows,
        facts_of(
            figure.info,
            title=f"{degree:.0f}% of the product people asked held a bachelor's degree or a higher "
            "one",
            alt="Six bars, one a degree. Bachelor's and master's degrees are by far the most "
            "common, at 43% and 40%.",
            short="A vendor's survey",
        ),
        value_label="Share of respondents (%)",
        category_label="Highest degree",
        write=_PERCENT,
        looks=[PRODUCT] * 3 + [PALE] * 3,
        high=50,
        ticks=(0, 10, 20, 30, 40, 50),
        note="The part of the report that was read does not say in which subject.",
    )


@exhibit
def three_surveys() -> Chart:
    pulse, chaos, big = (
        load_figure(name) for name in ("pmi_pulse_2020_2021", "standish_chaos_1994", "flyvbjerg")
    )
    sources = "; ".join(
        f"{one.info.source.title}, {one.info.source.publisher}, {one.info.year} "
        f"({one.info.population})"
        for one in (pulse, chaos, big)
    )
    facts = Facts(
        "Three studies of project success ask three questions, so their numbers do not compare",
        "A table of three studies, each with its own question and its own numbers: PMI Pulse 2021, "
        "Standish CHAOS 1994, and Flyvbjerg and Gardner 2023.",
        f"Source: {sources}. Licence: figures quoted with their source.",
        tuple(caveat for one in (pulse, chaos, big) for caveat in one.info.caveats),
    )

    def shares(figure: Figure, value: str) -> str:
        return "; ".join(f"{row['result']} {row[value]}%" for row in figure.rows)

    return WordTable(
        facts,
        ["Study", "What it asked", "What came out"],
        [
            [
                "PMI Pulse, 2021",
                "Practitioners: how many of your projects did this?",
                shares(pulse, "report_2021"),
            ],
            [
                "Standish CHAOS, 1994",
                "Managers: how did your software projects end?",
                shares(chaos, "percent"),
            ],
            [
                "Flyvbjerg and Gardner, 2023",
                "Records of very large projects: as good as the first estimate?",
                shares(big, "percent"),
            ],
        ],
        note="CHAOS is disputed: researchers who tested its definitions call the figures "
        "misleading, and the raw data were never published.",
    )


@exhibit
def so_pay() -> Chart:
    figure = load_figure("so2023_pay")
    rows = sorted(_rows(figure, "job", "median_usd"), key=lambda row: -row[1])
    looks: dict[str, Look] = {"Product manager": PRODUCT, "Project manager": PROJECT}
    return bars(
        rows,
        facts_of(
            figure.info,
            title="In one worldwide survey product managers report a higher median than project "
            "managers",
            alt="Nine bars of median yearly pay by job. Product manager and project manager stand "
            "out in colour; the other jobs are grey.",
            short="No control for country or experience",
        ),
        value_label="Median pay (US dollars a year, converted)",
        category_label="Job as named in the survey",
        write=number(),
        label_write=lambda value: f"{value:,.0f}",
        looks=[looks.get(name, PALE) for name, _ in rows],
        high=150_000,
        pitch=0.27,
        wrap_at=3.6,
        ticks=range(0, 150_001, 50_000),
        note="Respondents use a programming website, and the groups are small. The gap may come "
        "from country, industry or years of experience.",
    )


@exhibit
def pmp_premium() -> Chart:
    figure = load_figure("pmi_salary")
    rows = [
        (f"{row['edition']} ({row['coverage']})", value)
        for row, value in zip(figure.rows, figure.numbers("premium_pct"), strict=True)
    ]
    return bars(
        rows,
        facts_of(
            figure.info,
            title="Holders of the PMP earn more in PMI's surveys, which does not show that the PMP "
            "is the cause",
            alt="Four bars, one an edition of PMI's salary survey: a pay gap of 20%, 16%, 33% and "
            "23.7% in favour of holders of the certificate.",
            short="The publisher sells the certificate",
        ),
        value_label="Pay of holders above that of others (%)",
        category_label="Edition (who was asked)",
        write=_PERCENT,
        looks=[PROJECT] * 4,
        high=40,
        ticks=(0, 10, 20, 30, 40),
        note="Not causal: holders are older and have more experience. The countries change with "
        "the edition, and the gap with them.",
    )
