"""Exhibits from O*NET: stand-ins for the two roles, always named as what they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from helpers.content import load_figure

from ..chart import Chart, Facts, facts_of
from ..forms import BarPanel, Series, bar_panels, bars, diverging_bars
from ..panel import Panel
from ..registry import exhibit
from ..style import PALE, PRODUCT, PROJECT
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


_LEAN_PRODUCT = "Leans to marketing managers"
_LEAN_PROJECT = "Leans to IT project managers"
_SIDES = {
    "left": (PRODUCT, f"Higher for: {MARKETING}"),
    "right": (PROJECT, f"Higher for: {IT_PROJECT}"),
}


def _leanings(elements: Sequence[str], title: str, alt: str) -> Chart:
    """Bars of corrected gaps for some of the work activities, sorted."""
    figure = load_figure("onet_work_activities")
    ratings = _ratings(figure, "element")
    gaps = corrected_gaps(ratings)
    labels = dict(zip(figure.column("element"), figure.column("label"), strict=True))
    note, caveat = _raters(ratings)
    return diverging_bars(
        [(labels[element], gaps[element]) for element in sorted(elements, key=gaps.__getitem__)],
        _facts(figure, caveat, title, alt),
        value_label=GAP,
        category_label="Work activity",
        **_SIDES,
        threshold=THRESHOLD,
        reach=1.7,
        note=note,
    )


_RESOURCES = "Monitoring and Controlling Resources"
_SCHEDULING = "Scheduling Work and Activities"


@exhibit
def work_activities() -> Chart:
    return _leanings(
        [
            "Evaluating Information to Determine Compliance with Standards",
            _RESOURCES,
            _SCHEDULING,
            "Resolving Conflicts and Negotiating with Others",
            "Organizing, Planning, and Prioritizing Work",
            "Developing Objectives and Strategies",
            "Thinking Creatively",
            "Selling or Influencing Others",
        ],
        "Rules, budgets and schedules lean one way, selling and ideas the other; strategy and "
        "organising lean neither",
        "Bars for eight work activities around zero: three lean to IT project managers, two to "
        "marketing managers, and three are grey because they are too close to call.",
    )


@exhibit
def overlap_closeness() -> Chart:
    figure = load_figure("onet_work_activities")
    ratings = _ratings(figure, "label")
    gaps = corrected_gaps(ratings)
    groups = [
        (f"{_LEAN_PRODUCT}: 1 or more", PRODUCT, lambda gap: gap <= -1),
        (f"{_LEAN_PRODUCT}: {THRESHOLD:g} to 1", PRODUCT, lambda gap: -1 < gap <= -THRESHOLD),
        (f"Too close to call: under {THRESHOLD:g}", PALE, lambda gap: abs(gap) < THRESHOLD),
        (f"{_LEAN_PROJECT}: {THRESHOLD:g} to 1", PROJECT, lambda gap: THRESHOLD <= gap < 1),
        (f"{_LEAN_PROJECT}: 1 or more", PROJECT, lambda gap: gap >= 1),
    ]
    counted = [(name, sum(map(inside, gaps.values())), look) for name, look, inside in groups]
    close = counted[2][1]
    order = sorted(gaps, key=gaps.__getitem__)
    every = Panel("", "Work activity", "Gap in points", "Work activity", order)
    every.add_all(order, "Gap", (number(2, sign=True)(gaps[name]) for name in order))
    note, caveat = _raters(ratings)
    return bars(
        [(name, count) for name, count, _ in counted],
        _facts(
            figure,
            caveat,
            f"On {close} of {len(gaps)} work activities the two are too close to call",
            f"Five bars that count {len(gaps)} work activities by the gap between two occupations: "
            f"{close} are too close to call. The data table names each with its gap.",
        ),
        value_label=f"Work activities (of {len(gaps)})",
        category_label="Gap in importance (points, O*NET)",
        looks=[look for _, _, look in counted],
        note=note,
        wrap_at=3.4,
        data=every,
    )
