"""Forms with time along the axis: life lines and the Gantt chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..canvas import Canvas, beside, category_axis, inside, small_beside, value_axis
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, NEUTRAL, PALE, PROJECT, SMALL_SIZE, SOFT_INK, Look
from ..words import PLAIN, NumberFormat, number
from .forecasts import Mark

_DAY = number(before="day ")
_KINDS = {True: "critical path", False: "other work"}


@dataclass(frozen=True)
class Life:
    """Something with a start and, unless it is open, an end (both on the time axis)."""

    name: str
    start: float
    end: float | None
    look: Look


def life_lines(
    lives: Sequence[Life],
    facts: Facts,
    *,
    time_label: str,
    category_label: str,
    span: tuple[float, float],
    write: NumberFormat,
    ticks: Sequence[float],
    tick_write: NumberFormat,
    note: str = "",
) -> Chart:
    """Bars from start to end on one time axis; what has no planned end runs out as an arrow."""
    names = [life.name for life in lives]
    said = [
        f"from {write(life.start)}, no planned end"
        if life.end is None
        else f"{write(life.start)} to {write(life.end)}"
        for life in lives
    ]
    panel = Panel("", time_label, category_label, category_label, names)
    panel.add_all(names, "", said)

    def paint(canvas: Canvas) -> None:
        from matplotlib.patches import Polygon

        ax = canvas.axes(0.62 * len(lives) + 0.9)
        low, high = span
        head = (high - low) * 0.035
        for index, life in enumerate(lives):
            stop = high - head if life.end is None else life.end
            ax.barh(
                [index],
                [stop - life.start],
                left=[life.start],
                height=0.52,
                linewidth=0,
                **life.look.fill,
            )
            if life.end is None:
                tip = [(stop, index - 0.42), (high, index), (stop, index + 0.42)]
                ax.add_patch(Polygon(tip, facecolor=life.look.colour, linewidth=0))
                beside(
                    ax,
                    said[index],
                    (life.start, index),
                    (10, 0),
                    color=life.look.on_fill,
                    weight="bold",
                )
            else:
                before = life.end > low + 0.6 * (high - low)
                beside(
                    ax,
                    said[index],
                    (life.start if before else life.end, index),
                    (-7 if before else 7, 0),
                    color=life.look.colour,
                )
        category_axis(ax, names, category_label, span=0.6, wrap_at=2.4)
        value_axis(ax, time_label, low, high, ticks=ticks, tick_write=tick_write)

    return Chart(facts, [panel], paint, note=note)


@dataclass(frozen=True)
class Task:
    """An activity of a plan: when it starts, how long it takes, how much later it could end."""

    name: str
    start: float
    duration: float
    total_float: float
    critical: bool


def gantt(
    tasks: Sequence[Task],
    milestones: Sequence[Mark],
    facts: Facts,
    *,
    time_label: str,
    category_label: str,
    high: float,
    ticks: Sequence[float],
    tick_write: NumberFormat = PLAIN,
    pitch: float = 0.38,
) -> Chart:
    """Bars of a schedule: the critical path hatched, float as an outline, milestones below.

    ``tick_write`` says what stands at a tick, such as the date of a working day.
    """
    key = [
        (PROJECT, "Critical path: a day lost here moves the end"),
        (PALE, "Other work, with its float (the days it can slip) as an outline"),
    ]
    names = [task.name for task in tasks] + ["Milestones"] * bool(milestones)
    panel = Panel("", time_label, category_label, category_label, names)
    for critical, name in _KINDS.items():
        for task in tasks:
            if task.critical is critical:
                panel.add(task.name, name, _stretch(task.start, task.duration))
    for task in tasks:
        if task.total_float > 0:
            panel.add(task.name, "float", _stretch(task.start + task.duration, task.total_float))
    for one in milestones:
        panel.add("Milestones", "milestone", f"{one.name}, {_DAY(one.value)}")

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(pitch * len(names) + 1.2, swatches=True)
        for critical, name in _KINDS.items():
            look = PROJECT if critical else PALE
            chosen = [(row, task) for row, task in enumerate(tasks) if task.critical is critical]
            ax.barh(
                [row for row, _ in chosen],
                [task.duration for _, task in chosen],
                left=[task.start for _, task in chosen],
                height=0.62,
                label=name,
                linewidth=0,
                **look.fill,
            )
            for row, task in chosen:
                inside(
                    ax,
                    task.start + task.duration / 2,
                    row,
                    PLAIN(task.duration),
                    color=look.on_fill,
                    size=SMALL_SIZE,
                    weight="bold",
                    bbox={"facecolor": look.colour, "edgecolor": "none", "pad": 1.2},
                )
        slack = [(row, task) for row, task in enumerate(tasks) if task.total_float > 0]
        ax.barh(
            [row for row, _ in slack],
            [task.total_float for _, task in slack],
            left=[task.start + task.duration for _, task in slack],
            height=0.36,
            label="float",
            facecolor="none",
            edgecolor=SOFT_INK,
            linewidth=1,
            linestyle=(0, (3, 2)),
        )
        for row, task in slack:
            small_beside(
                ax,
                f"float {PLAIN(task.total_float)}",
                (task.start + task.duration + task.total_float, row),
                (5, 0),
                color=SOFT_INK,
            )
        ax.scatter(
            [one.value for one in milestones],
            [len(tasks)] * len(milestones),
            marker="D",
            s=58,
            color=INK,
            zorder=3,
            label="milestone",
        )
        for one in milestones:
            small_beside(ax, one.name, (one.value, len(tasks)), (0, -9), color=INK, linespacing=1.2)
        category_axis(ax, names, category_label, wrap_at=3.2)
        if milestones:
            ax.set_ylim(len(names) - 1 + 0.513 / pitch, -0.5)
        value_axis(ax, time_label, 0, high, ticks=ticks, tick_write=tick_write)

    return Chart(facts, [panel], paint, key=key)


@dataclass(frozen=True)
class Compared:
    """An activity as the baseline has it, and as it is or is foreseen today."""

    name: str
    planned: tuple[float, float]
    now: tuple[float, float]
    done: bool


def baseline_bars(
    pairs: Sequence[Compared],
    refs: Sequence[tuple[str, float]],
    facts: Facts,
    *,
    time_label: str,
    category_label: str,
    high: float,
    ticks: Sequence[float],
    pitch: float = 0.36,
) -> Chart:
    """Two bars for each activity: the baseline, and what was or is foreseen; and some dates."""
    sorts = [("baseline", PALE), ("done", NEUTRAL), ("forecast", PROJECT)]
    texts = ["Baseline", "Done by today", "Forecast of what is left"]
    names = [pair.name for pair in pairs]
    bars = [
        (row, pair, series, span)
        for row, pair in enumerate(pairs)
        for series, span in (
            ("baseline", pair.planned),
            ("done" if pair.done else "forecast", pair.now),
        )
    ]
    panel = Panel("", time_label, category_label, category_label, names)
    for _, pair, series, (start, end) in bars:
        later = "" if series == "baseline" else f", {_later(pair)}"
        panel.add(pair.name, series, f"{_stretch(start, end - start)}{later}")
    panel.notes += [f"Line at {_DAY(day)}: {name}." for name, day in refs]

    def paint(canvas: Canvas) -> None:
        ax = canvas.axes(pitch * len(pairs) + 1.3, swatches=True)
        for series, look in sorts:
            mine = [bar for bar in bars if bar[2] == series]
            side = -0.2 if series == "baseline" else 0.2
            ax.barh(
                [row + side for row, *_ in mine],
                [end - start for *_, (start, end) in mine],
                left=[start for *_, (start, _) in mine],
                height=0.34,
                label=series,
                linewidth=0,
                **look.fill,
            )
            if series != "baseline":
                for row, pair, _, (_, end) in mine:
                    if words := _later(pair):
                        small_beside(ax, words, (end, row + side), (5, 0), color=INK)
        for place, (name, day) in enumerate(refs):
            ax.axvline(day, color=INK, linewidth=1.2, linestyle=(0, (4, 2)), zorder=0, label=name)
            small_beside(ax, name, (day, -0.75 - 0.55 * (place % 2)), (4, 0), color=INK)
        category_axis(ax, names, category_label, wrap_at=3.2)
        ax.set_ylim(len(names) - 0.45, -1.7)
        value_axis(ax, time_label, 0, high, ticks=ticks, tick_write=PLAIN)

    key = [(look, words) for (_, look), words in zip(sorts, texts, strict=True)]
    return Chart(facts, [panel], paint, key=key)


def _later(pair: Compared) -> str:
    late = pair.now[1] - pair.planned[1]
    return f"{PLAIN(abs(late))} {'late' if late > 0 else 'early'}" if late else "on time"


def _stretch(start: float, length: float) -> str:
    return f"{_DAY(start)} to {_DAY(start + length)} (length {PLAIN(length)})"
