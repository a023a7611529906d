"""Exhibits from O*NET: stand-ins for the two roles, always named as what they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import fmean

from helpers.content import load_figure

from ..chart import Chart, Facts, facts_of
from ..forms import BarPanel, Series, bar_panels, diverging_bars
from ..registry import exhibit
from ..style import PRODUCT, PROJECT
from ..words import number

MARKETING = "Marketing managers (O*NET 11-2021, whose reported titles include Product Manager)"
IT_PROJECT = "IT project managers (O*NET 15-1299.09)"
THRESHOLD = 0.5  # of a point of importance; a smaller contrast is not read as a difference
GAP = "Gap in importance (points): IT projects less marketing"
_SHORT = "The two occupations were rated by different people in different years"


def _ratings(figure, key: str) -> dict[str, tuple[float, float]]:
    """Importance by name: marketing managers, IT project managers."""
    columns = (figure.numbers(name) for name in ("marketing_mgr_IM", "it_project_mgr_IM"))
    pairs = zip(*columns, strict=True)
    return dict(zip(figure.column(key), pairs, strict=True))


def raters_gap(ratings: Iterable[tuple[float, float]]) -> float:
    """By how much the second occupation's raters mark higher on average, whatever is asked."""
    return round(fmean(second - first for first, second in ratings), 2)


def corrected_gaps(ratings: dict[str, tuple[float, float]]) -> dict[str, float]:
    """The gap by name, second less first, after the raters' usual gap is taken off.

    This is the course's one rule for ratings: what is still ``THRESHOLD`` or more is read as a
    difference, and nothing else is.
    """
    usual = raters_gap(ratings.values())
    return {name: round(second - first - usual, 2) for name, (first, second) in ratings.items()}


def _raters(ratings: dict[str, tuple[float, float]]) -> tuple[str, str]:
    """What is said below a picture of gaps, and how to read it."""
    usual = raters_gap(ratings.values())
    higher = sum(project > product for product, project in ratings.values())
    means = [fmean(pair[side] for pair in ratings.values()) for side in (1, 0)]
    return (
        f"{usual:.2f} is taken off every gap, since the raters of IT projects mark higher. What is "
        f"then {THRESHOLD:g} or more is read as a difference.",
        f"Who rated matters. Experts on IT projects gave the higher rating in {higher} of "
        f"{len(ratings)} activities (mean {means[0]:.2f} against {means[1]:.2f} from people in "
        "marketing management).",
    )


def _facts(figure, caveat: str, title: str, alt: str) -> Facts:
    facts = facts_of(figure.info, title=title, alt=alt, short=_SHORT)
    return replace(facts, caveats=(caveat, *facts.caveats))


@exhibit
def required_education() -> Chart:
    figure = load_figure("onet_education_required")
    facts = facts_of(
        figure.info,
        title="In both occupations a bachelor's degree is the level named most often",
        alt="Two bar charts side by side: the share of respondents who name each level of "
        "education as required of a new hire.",
        short="With 21 experts, each one is 4.8 points",
    )
    panels = [
        BarPanel(
            title,
            figure.column("level"),
            [Series("", figure.numbers(column), look)],
            "Respondents (%)",
            "Level needed",
            70,
            ticks=(0, 20, 40, 60),
            pitch=0.28,
            write=number(2, after="%"),
            label_write=lambda value: f"{value:.0f}%",
        )
        for title, column, look in (
            ("Marketing managers\n(O*NET 11-2021)", "marketing_managers", PRODUCT),
            ("IT project managers\n(O*NET 15-1299.09)", "it_project_managers", PROJECT),
        )
    ]
    return bar_panels(
        panels,
        facts,
        layout="beside",
        note="Reported titles of marketing managers include Product Manager. People in the job "
        "answered for them; experts answered for IT project managers.",
    )


_SIDES = {
    "left": (PRODUCT, f"Higher for: {MARKETING}"),
    "right": (PROJECT, f"Higher for: {IT_PROJECT}"),
}


_SHOWN = (
    "Evaluating Information to Determine Compliance with Standards",
    "Monitoring and Controlling Resources",
    "Scheduling Work and Activities",
    "Resolving Conflicts and Negotiating with Others",
    "Organizing, Planning, and Prioritizing Work",
    "Developing Objectives and Strategies",
    "Thinking Creatively",
    "Selling or Influencing Others",
)


@exhibit
def work_activities() -> Chart:
    figure = load_figure("onet_work_activities")
    ratings = _ratings(figure, "element")
    gaps = corrected_gaps(ratings)
    labels = dict(zip(figure.column("element"), figure.column("label"), strict=True))
    note, caveat = _raters(ratings)
    return diverging_bars(
        [(labels[element], gaps[element]) for element in sorted(_SHOWN, key=gaps.__getitem__)],
        _facts(
            figure,
            caveat,
            "Rules, budgets and schedules lean one way, selling and ideas the other; strategy and "
            "organising lean neither",
            "Bars for eight work activities around zero: three lean to IT project managers, two to "
            "marketing managers, and three are grey because they are too close to call.",
        ),
        value_label=GAP,
        category_label="Work activity",
        **_SIDES,
        threshold=THRESHOLD,
        reach=2.1,
        note=note,
    )
