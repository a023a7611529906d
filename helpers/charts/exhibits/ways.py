"""Exhibits of the lesson on ways of working: rule books, and surveys on AI."""

from __future__ import annotations

from helpers.content import load_figure

from ..chart import Chart, facts_of
from ..forms import Series, bars, grouped_bars
from ..registry import exhibit
from ..style import NEUTRAL, PALE, PROJECT
from ..word_table import WordTable
from ..words import number

_PERCENT = number(after="%")
_NOBODY = "-"


@exhibit
def rule_books() -> Chart:
    figure = load_figure("rule_books")
    scrum, prince2 = (figure.column(name).count(_NOBODY) for name in ("scrum", "prince2"))
    return WordTable(
        facts_of(
            figure.info,
            title=f"Of {len(figure.rows)} decisions, Scrum leaves {scrum} without an owner and "
            f"PRINCE2 {prince2}",
            alt="A table of eight decisions. For each it names who answers for it in our table, "
            "in the Scrum Guide and in PRINCE2, or has a dash where a book names nobody.",
        ),
        ["Decision", "Our table", "Scrum Guide 2020", "PRINCE2 7"],
        [
            [row[name] for name in ("decision", "our_table", "scrum", "prince2")]
            for row in figure.rows
        ],
        note="A dash: the book names nobody, so you have to. The Kanban Guide (2025) would have "
        "a dash in every row.",
    )


@exhibit
def ai_use_and_trust() -> Chart:
    figure = load_figure("dora_2025")
    return bars(
        list(zip(figure.column("answer"), figure.numbers("percent"), strict=True)),
        facts_of(
            figure.info,
            title="Nine in ten use AI at work, and one in four trusts it a lot",
            alt="Three bars: 90% use AI at work, 24% trust it a lot or a great deal, and 30% a "
            "little or not at all.",
            short="Developers in the main, asked by a seller of AI tools",
        ),
        value_label="Share of those who answered (%)",
        category_label="Answer",
        write=_PERCENT,
        looks=[NEUTRAL, PALE, PALE],
        high=100,
        ticks=range(0, 101, 25),
    )


@exhibit
def ai_heavy_and_light() -> Chart:
    figure = load_figure("pmi_genai_2024")
    return grouped_bars(
        figure.column("gain"),
        [
            Series("Use it in over half of their projects", figure.numbers("heavy"), PROJECT),
            Series("Use it least", figure.numbers("light"), PALE),
        ],
        facts_of(
            figure.info,
            title="Those who use generative AI most say more often that it helps, on every count",
            alt="Six pairs of bars for heavy and light users. Heavy users report a gain from 83% "
            "to 93% of the time, light users from 32% to 58%.",
            short="Users only, on themselves",
        ),
        value_label="Share who say that it helps (%)",
        category_label="Gain",
        write=_PERCENT,
        high=100,
        ticks=range(0, 101, 25),
        pitch=0.4,
        note="It can't be seen here whether use brings gain, or gain brings use.",
    )
