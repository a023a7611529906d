"""Answer keys worked out anew, from the tables of figures or by the professions' methods.

A key is a number (numeric questions), the words that the right option holds and no other does
(choice questions; some words for each right option), or a match for each pair that holds certain
words (matching). ``quoted`` is what the question or its options must state, from the same data.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from helpers.content import load_course, load_figure
from helpers.methods import change_impact, cpm, pooled_retention
from helpers.velolink import load_case

READABLE = 0.5  # of a point of importance: the course's rule for O*NET contrasts
WAITS = {
    "A": "",
    "B": "A",
    "C": "A",
    "D": "A",
    "E": "A",
    "F": "B, D",
    "G": "C, D",
    "H": "E, F, G",
    "I": "H",
    "J": "I",
}


class Key(NamedTuple):
    """What the right answer must be or hold."""

    right: float | list[tuple[str, ...]] | dict[str, str]
    quoted: tuple[str, ...] = ()


KEYS: dict[str, Callable[[], Key]] = {}


def key(question: str) -> Callable[[Callable[[], Key]], Callable[[], Key]]:
    """File a function as the key of a question."""

    def file(work_out: Callable[[], Key]) -> Callable[[], Key]:
        assert question not in KEYS, f"{question} has two keys"
        KEYS[question] = work_out
        return work_out

    return file


def table(figure: str, name: str, value: str) -> dict[str, float]:
    """One column of a figure as numbers, by the names in another."""
    found = load_figure(figure)
    return dict(zip(found.column(name), found.numbers(value), strict=True))


def by_number(figure: str, name: str, value: str) -> dict[float, float]:
    """One column of a figure as numbers, by the numbers in another."""
    found = load_figure(figure)
    return dict(zip(found.numbers(name), found.numbers(value), strict=True))


def ratings(figure: str) -> dict[str, tuple[float, float]]:
    """O*NET importance by element: marketing managers, IT project managers."""
    found = load_figure(figure)
    pairs = zip(found.numbers("marketing_mgr_IM"), found.numbers("it_project_mgr_IM"), strict=True)
    return dict(zip(found.column("element"), pairs, strict=True))


def corrected(figure: str) -> dict[str, float]:
    """IT project managers less marketing managers, with the raters' mean gap taken off."""
    gaps = {name: project - product for name, (product, project) in ratings(figure).items()}
    usual = round(sum(gaps.values()) / len(gaps), 2)
    return {name: round(gap - usual, 2) for name, gap in gaps.items()}


def relaunch() -> dict[str, tuple[float, str]]:
    """The plan of Relaunch 2.0: durations from the case file, links from the story."""
    durations = {one.id: one.days for one in load_case().project.activities}
    return {name: (days, WAITS[name]) for name, days in durations.items()}


def options(*words: str) -> list[tuple[str, ...]]:
    """One right option that holds all these words."""
    return [words]


# ------------------------------------------------------------ 00 start here


@key("start-one-evening")
def _() -> Key:
    lessons = {entry.notebook[:2]: entry for entry in load_course().lessons}
    short = [number for number, entry in lessons.items() if entry.short_path][:2]
    assert sum(lessons[number].minutes for number in short) <= 60
    return Key(options(f"Lessons {' and '.join(short)}"), ("60 minutes",))


@key("start-choosing-return")
def _() -> Key:
    # Nothing is known of the month between; its count does not matter here.
    cohorts = {"January": [300, 300, 180], "February": [700, 700, 280], "March": [550]}
    pooled = pooled_retention(cohorts, 2)
    assert (pooled.active, pooled.observed) == (460, 1000)
    return Key(100 * pooled.rate, ("300", "180", "700", "280", "550"))


@key("start-planning-forecast")
def _() -> Key:
    now = load_case().project.status(50)
    return Key(
        now.eac_typical, tuple(f"{value:,.0f}" for value in (now.bac, now.pv, now.ev, now.ac))
    )


# ------------------------------------------------------------ 02 what is a product manager


@key("product-job-roadmap-bars")
def _() -> Key:
    shares = table("productplan_2023", "statement", "percent")
    first, second = sorted(shares, key=shares.get, reverse=True)[:2]
    about = [statement.split()[0].lower() for statement in (first, second)]
    assert about == ["roadmap", "strategy"]
    return Key(options(*about), (f"{shares[first] + shares[second]:.0f}%",))


@key("product-job-one-year")
def _() -> Key:
    assert load_figure("pragmatic_2019_time").info.year == "2019"  # one year shows no change
    return Key(options("other years"))


@key("product-job-field-of-study")
def _() -> Key:
    degrees = set(load_figure("pragmatic_2019_education").column("degree"))
    levels = {"Doctorate", "Master's", "Bachelor's", "Associate", "High school"}
    assert degrees - levels == {"Some college or some master's courses"}  # no subject among them
    return Key(options("level of the degree", "not the subject"))


# ------------------------------------------------------------ 03 what is a project manager


@key("project-float-design")
def _() -> Key:
    design = cpm(relaunch()).activities["B"]
    assert design.total_float == design.late_finish - design.early_finish
    return Key(design.total_float, ("10 days", "15 days", "25 days"))


@key("project-shared-float")
def _() -> Key:
    change = change_impact(relaunch(), {"C": 3, "G": 4})
    assert cpm(relaunch()).activities["C"].total_float == 5
    return Key(change.delay, ("three days late", "four days longer", "five days of total float"))


@key("project-industry-shares")
def _() -> Key:
    shares = {
        row["industry"]: float(row["percent"])
        for row in load_figure("bls_industries").rows
        if row["occupation"] == "Project management specialists"
    }
    largest, second = sorted(shares, key=shares.get, reverse=True)[:2]
    assert second == "Construction" and sum(shares.values()) < 100
    assert 45 <= shares[largest] + shares[second] <= 55
    return Key(options("The two largest groups", "about half"))


# ------------------------------------------------------------ 04 what is the difference


@key("difference-strategy-gap")
def _() -> Key:
    gaps = corrected("onet_work_activities")
    control = gaps["Monitoring and Controlling Resources"]
    strategy = gaps["Developing Objectives and Strategies"]
    organising = gaps["Organizing, Planning, and Prioritizing Work"]
    conflicts = gaps["Resolving Conflicts and Negotiating with Others"]
    assert control >= READABLE > max(map(abs, (strategy, organising, conflicts)))
    quoted = (f"{-strategy:.2f}", f"{conflicts:.2f}")
    return Key(options("Controlling resources", f"IT project side by {control:.2f}"), quoted)
