"""Exhibits from O*NET: stand-ins for the two roles, always named as what they are."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.content import load_figure

from ..chart import Chart, facts_of
from ..forms import (
    BarPanel,
    Series,
    bar_panels,
    diverging_bars,
    dumbbell,
    slope_panels,
    sorted_gaps,
    word_grid,
)
from ..registry import exhibit
from ..style import PRODUCT, PROJECT
from ..words import number

MARKETING = "Marketing managers (O*NET 11-2021, whose reported titles include Product Manager)"
IT_PROJECT = "IT project managers (O*NET 15-1299.09)"
SIDES = (("marketing managers", PRODUCT, MARKETING), ("IT project managers", PROJECT, IT_PROJECT))
THRESHOLD = 0.5  # of a point of importance; a smaller contrast is not read as a difference
IMPORTANCE = "Importance (1 = not important, 5 = extremely important)"
GAP = (
    "Gap in importance (points on the scale of 1 to 5):\n"
    "IT project managers minus marketing managers"
)
_SHORT = "The two occupations were rated by different people in different years"


def _ratings(figure, key: str) -> dict[str, tuple[float, float]]:
    """Importance by name: marketing managers, IT project managers."""
    columns = (figure.numbers(name) for name in ("marketing_mgr_IM", "it_project_mgr_IM"))
    pairs = zip(*columns, strict=True)
    return dict(zip(figure.column(key), pairs, strict=True))


def _gaps(ratings: dict[str, tuple[float, float]]) -> dict[str, float]:
    return {name: round(project - product, 4) for name, (product, project) in ratings.items()}


def _rater_note(ratings: dict[str, tuple[float, float]]) -> str:
    higher = sum(project > product for product, project in ratings.values())
    means = [sum(pair[side] for pair in ratings.values()) / len(ratings) for side in (1, 0)]
    return (
        f"Who rated matters. Experts on IT projects gave the higher rating in {higher} of "
        f"{len(ratings)} activities (mean {means[0]:.2f} against {means[1]:.2f} from people in "
        "marketing management). Part of every gap may be the raters, not the jobs."
    )


@exhibit
def title_coverage() -> Chart:
    figure = load_figure("onet_coverage")
    facts = facts_of(
        figure.info,
        title="O*NET has no occupation called product manager; it files the title under others",
        alt="A table of six US occupations: the job titles that O*NET lists under each, and "
        "whether O*NET holds ratings for it.",
    )
    rows = [
        [f"{row['occupation']} ({row['code']})", row["titles"].replace("; ", ", "), row["ratings"]]
        for row in figure.rows
    ]
    return word_grid(
        ["O*NET occupation", "Titles it lists", "Rated by O*NET?"],
        rows,
        facts,
        widths=(2.3, 3.6, 1.5),
        note="A title is not an occupation: one occupation gathers many titles, and one title "
        "can stand under several occupations.",
    )


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


def _dumbbell(elements: Sequence[str], title: str, alt: str) -> Chart:
    figure = load_figure("onet_work_activities")
    ratings = _ratings(figure, "element")
    labels = dict(zip(figure.column("element"), figure.column("label"), strict=True))
    return dumbbell(
        [(labels[element], *ratings[element]) for element in elements],
        facts_of(figure.info, title=title, alt=alt, short=_SHORT),
        value_label=IMPORTANCE,
        category_label="Work activity",
        sides=SIDES,
        span=(2, 5.3),
        threshold=THRESHOLD,
        note=_rater_note(ratings),
    )


_CONTROL = (
    "Monitoring and Controlling Resources",
    "Documenting/Recording Information",
    "Scheduling Work and Activities",
    "Coordinating the Work and Activities of Others",
)
_INSIDE = "Communicating with Supervisors, Peers, or Subordinates"


@exhibit
def resource_contrast() -> Chart:
    return _dumbbell(
        [*_CONTROL, _INSIDE],
        "Control work is rated higher for IT project managers; talking inside the firm is not",
        "Five work activities, each with the importance rated for two occupations. Four lie far "
        "apart, communicating inside the firm lies together.",
    )


@exhibit
def work_activities() -> Chart:
    return _dumbbell(
        [
            "Evaluating Information to Determine Compliance with Standards",
            *_CONTROL,
            "Selling or Influencing Others",
            "Thinking Creatively",
            "Establishing and Maintaining Interpersonal Relationships",
            "Making Decisions and Solving Problems",
            "Communicating with People Outside the Organization",
            _INSIDE,
        ],
        "Control work is rated higher on one side, selling and ideas on the other, talking on "
        "neither",
        "Eleven work activities, each with the importance rated for two occupations: five higher "
        "for IT project managers, two higher for marketing managers, four too close to call.",
    )


_SKILLS = (
    "Operations Analysis",
    "Persuasion",
    "Social Perceptiveness",
    "Active Learning",
    "Negotiation",
    "Speaking",
    "Systems Evaluation",
    "Critical Thinking",
    "Coordination",
    "Time Management",
    "Systems Analysis",
    "Management of Personnel Resources",
    "Management of Material Resources",
    "Operations Monitoring",
    "Quality Control Analysis",
    "Troubleshooting",
    "Writing",
)


@exhibit
def skills_contrast() -> Chart:
    figure = load_figure("onet_skills")
    gaps = _gaps(_ratings(figure, "element"))
    apart = sum(abs(gap) >= THRESHOLD for gap in gaps.values())
    rows = [(name.capitalize(), gaps[name]) for name in sorted(_SKILLS, key=gaps.__getitem__)]
    return diverging_bars(
        rows,
        facts_of(
            figure.info,
            title=f"Of {len(gaps)} rated skills, {apart} differ by half a point or more, "
            "in both directions",
            alt=f"Bars for {len(rows)} skills around zero: to the left rated higher for marketing "
            "managers, to the right higher for IT project managers, grey where the gap is small.",
            short=_SHORT,
        ),
        value_label=GAP,
        category_label="Skill",
        left=(PRODUCT, f"Higher for: {MARKETING}"),
        right=(PROJECT, f"Higher for: {IT_PROJECT}"),
        threshold=THRESHOLD,
        reach=1.35,
        note=f"{len(rows)} of {len(gaps)} skills are shown. Eight analysts rated each occupation.",
    )


_KNOWLEDGE = (
    ("Sales and Marketing", "Sales and marketing"),
    ("Communications and Media", "Communications and media"),
    ("Computers and Electronics", "Computers"),
    ("Engineering and Technology", "Engineering"),
    ("Customer and Personal Service", "Customer service"),
    ("Administration and Management", "Management"),
    ("English Language", "English language"),
    ("Law and Government", "Law and government"),
)


@exhibit
def knowledge_contrast() -> Chart:
    figure = load_figure("onet_knowledge")
    ratings = _ratings(figure, "element")
    gaps = _gaps(ratings)
    apart = sum(abs(gaps[name]) >= THRESHOLD for name, _ in _KNOWLEDGE)
    return slope_panels(
        [(label, *ratings[name]) for name, label in _KNOWLEDGE],
        facts_of(
            figure.info,
            title="Knowledge of sales and marketing sets the two apart; management does not",
            alt="Eight small panels, one a knowledge area, each with a line from the rating of "
            f"marketing managers to that of IT project managers. {apart} lines are steep enough "
            "to read, the rest are grey.",
            short=_SHORT,
        ),
        value_label="Importance (1 to 5)",
        sides=SIDES,
        across_label="Occupation",
        span=(1.6, 5.6),
        threshold=THRESHOLD,
        note=f"{len(_KNOWLEDGE)} of {len(ratings)} knowledge areas are shown. Importance runs from "
        "1 (not important) to 5 (extremely important).",
    )


@exhibit
def overlap_closeness() -> Chart:
    figure = load_figure("onet_work_activities")
    ratings = _ratings(figure, "label")
    gaps = _gaps(ratings)
    close = sum(abs(gap) < THRESHOLD for gap in gaps.values())
    return sorted_gaps(
        sorted(gaps.items(), key=lambda item: item[1]),
        facts_of(
            figure.info,
            title=f"On {close} of {len(gaps)} work activities the two are too close to call",
            alt=f"All {len(gaps)} work activities sorted by the gap between two occupations, with "
            "a band around zero where a gap is too small to read.",
            short=_SHORT,
        ),
        value_label=GAP,
        category_label="Work activity",
        left=(PRODUCT, f"Higher for: {MARKETING}"),
        right=(PROJECT, f"Higher for: {IT_PROJECT}"),
        threshold=THRESHOLD,
        span=(-1.2, 1.95),
        note=_rater_note(ratings),
    )
