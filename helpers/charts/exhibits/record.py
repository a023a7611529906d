"""Pictures of one learner's own answers: how sure and how right, and progress over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import ceil

from ..chart import Chart, Facts
from ..forms import Track, bars, curves
from ..style import NEUTRAL, PALE
from ..words import number

SOURCE = "Source: your own answers in this course, not sent anywhere by this picture."
_FIRST = "A first try is an answer at least ten minutes after any other to the same question."
_TICKS = 6
_NUMBERED = 12  # so many points carry their numbers without touching


def calibration(
    steps: Sequence[tuple[str, int, int, tuple[float, float]]], note: str = ""
) -> Chart:
    """Draw how often a learner was right at each step of confidence.

    Parameters
    ----------
    steps
        For each step with answers enough: its name, the number of answers, how many of them were
        right, and the interval of that share (0 to 1), from the least sure to the surest.
    note
        What else to say under the picture.
    """
    name, answers, right, _ = steps[-1]
    ranges = "; ".join(f"{n} {100 * ends[0]:.0f}% to {100 * ends[1]:.0f}%" for n, *_, ends in steps)
    reading = (
        "How to read it: the surer you were, the longer the bar should be, and a short bar at Sure "
        "means beliefs that deserve a second look."
    )
    rough = f"Few answers make rough shares. A likely range (95%): {ranges}."
    return bars(
        [(f"{n}: {r} of {a} right", round(100 * r / a)) for n, a, r, _ in steps],
        Facts(
            f'When you said "{name.lower()}", you were right {right} times out of {answers}',
            f"{len(steps)} bars, one for each step of confidence, as long as the share of your "
            "first tries that were right.",
            SOURCE,
            (_FIRST, "Partly right is not counted as right."),
        ),
        value_label="Right at the first try (% of answers)",
        category_label="How sure you were",
        write=number(after="%"),
        looks=[PALE] * (len(steps) - 1) + [NEUTRAL],
        high=115,
        ticks=(0, 25, 50, 75, 100),
        note=" ".join(filter(None, (reading, rough, note))),
    )


def day_name(day: date) -> str:
    """A day as people write it, the month in three letters."""
    return f"{day.day} {day:%b} {day.year}"


def progress_over_time(days: Sequence[tuple[date, int]], asked: int) -> Chart:
    """Draw how many questions a learner had mastered at the end of each day.

    Parameters
    ----------
    days
        Two or more days in order, each with the number of questions mastered at its end.
    asked
        How many questions the course asks.
    """
    xs = [day.toordinal() for day, _ in days]
    ys = [count for _, count in days]
    step = max(1, ceil((xs[-1] - xs[0]) / (_TICKS - 1)))
    edge = (xs[-1] - xs[0]) * 0.04

    def write(value: float) -> str:
        return day_name(date.fromordinal(round(value)))

    return curves(
        [Track("Mastered", xs, ys)],
        Facts(
            f"You have mastered {ys[-1]} of {asked} questions since {write(xs[0])}",
            f"A line over {len(days)} days with answers, from {ys[0]} to {ys[-1]} questions "
            "mastered.",
            SOURCE,
            (
                "A question is mastered when your last answer to it was right and not copied from "
                "the answer shown. A later wrong answer takes it away again.",
            ),
        ),
        across_label="Day on your own clock",
        up_label="Questions mastered",
        span=(xs[0] - edge, xs[-1] + edge),
        high=max(5, max(ys) * 1.2),
        ticks=range(xs[0], xs[-1] + 1, step),
        write_across=write,
        tick_write=write,
        number_points=len(days) <= _NUMBERED,
        height=3.0,
    )
