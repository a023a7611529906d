"""Forms with time along the axis: life lines and the Gantt chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from ..canvas import Canvas, category_axis, value_axis
from ..chart import Chart, Facts
from ..style import INK, PALE, PROJECT, SMALL_SIZE, SOFT_INK, Look, in_house_style
from ..words import NumberFormat, number


@dataclass(frozen=True)
class Life:
    """Something with a start and, unless it is open, an end (both on the time axis)."""

    name: str
    start: float
    end: float | None
    look: Look


@in_house_style
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
    ax: Axes | None = None,
) -> Chart:
    """Bars from start to end on one time axis; what has no planned end runs out as an arrow."""
    canvas = Canvas(facts, 0.62 * len(lives) + 0.9, note=note, ax=ax)
    ax = canvas.axes()
    low, high = span
    head = (high - low) * 0.035
    for index, life in enumerate(lives):
        stop = high - head if life.end is None else life.end
        group = ax.barh(
            [index],
            [stop - life.start],
            left=[life.start],
            height=0.52,
            label=f"_{index}",
            linewidth=0,
            **life.look.fill,
        )
        group[0].set_gid("open" if life.end is None else "period")
        if life.end is None:
            tip = [(stop, index - 0.42), (high, index), (stop, index + 0.42)]
            ax.add_patch(Polygon(tip, facecolor=life.look.colour, linewidth=0, gid="decor"))
            ax.annotate(
                f"from {write(life.start)}, no planned end",
                (life.start, index),
                xytext=(10, 0),
                textcoords="offset points",
                va="center",
                color=life.look.on_fill,
                weight="bold",
                gid=f"label:_{index}:0",
            )
        else:
            before = life.end > low + 0.6 * (high - low)
            ax.annotate(
                f"{write(life.start)} to {write(life.end)}",
                (life.start if before else life.end, index),
                xytext=(-7 if before else 7, 0),
                textcoords="offset points",
                va="center",
                ha="right" if before else "left",
                color=life.look.colour,
                gid=f"label:_{index}:0",
            )
    category_axis(ax, [life.name for life in lives], category_label, span=0.6, wrap_at=2.4)
    value_axis(ax, time_label, low, high, ticks=ticks, write=write)
    ax.xaxis.set_major_formatter(lambda value, _: tick_write(value))
    return canvas.chart()


@dataclass(frozen=True)
class Task:
    """An activity of a plan: when it starts, how long it takes, how much later it could end."""

    name: str
    start: float
    duration: float
    total_float: float
    critical: bool


@dataclass(frozen=True)
class Milestone:
    """A point in time that the plan is held to."""

    name: str
    day: float


@in_house_style
def gantt(
    tasks: Sequence[Task],
    milestones: Sequence[Milestone],
    facts: Facts,
    *,
    time_label: str,
    category_label: str,
    high: float,
    ticks: Sequence[float],
    note: str = "",
    ax: Axes | None = None,
) -> Chart:
    """Bars of a schedule: the critical path hatched, float as an outline, milestones below."""
    write = number(before="day ")
    plain = number()
    rows = len(tasks) + (1 if milestones else 0)
    key = [
        (PROJECT, "Critical path: a day lost here moves the end"),
        (PALE, "Other work, with its float (the days it can slip) as an outline"),
    ]
    canvas = Canvas(facts, 0.38 * rows + 1.2, key=key, note=note, bars=True, ax=ax)
    ax = canvas.axes()
    for critical, look, name in ((True, PROJECT, "critical path"), (False, PALE, "other work")):
        chosen = [(row, task) for row, task in enumerate(tasks) if task.critical is critical]
        if not chosen:
            continue
        group = ax.barh(
            [row for row, _ in chosen],
            [task.duration for _, task in chosen],
            left=[task.start for _, task in chosen],
            height=0.62,
            label=name,
            linewidth=0,
            **look.fill,
        )
        for index, (bar, (row, task)) in enumerate(zip(group, chosen, strict=True)):
            bar.set_gid("span")
            ax.text(
                task.start + task.duration / 2,
                row,
                plain(task.duration),
                ha="center",
                va="center",
                color=look.on_fill,
                gid=f"label:{name}:{index}",
                size=SMALL_SIZE,
                weight="bold",
                bbox={"facecolor": look.colour, "edgecolor": "none", "pad": 1.2},
            )
    slack = [(row, task) for row, task in enumerate(tasks) if task.total_float > 0]
    if slack:
        group = ax.barh(
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
        for index, (bar, (row, task)) in enumerate(zip(group, slack, strict=True)):
            bar.set_gid("span")
            ax.annotate(
                f"float {plain(task.total_float)}",
                (task.start + task.duration + task.total_float, row),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                size=SMALL_SIZE,
                color=SOFT_INK,
                gid=f"label:float:{index}",
            )
    names = [task.name for task in tasks]
    if milestones:
        names.append("Milestones")
        ax.scatter(
            [one.day for one in milestones],
            [len(tasks)] * len(milestones),
            marker="D",
            s=58,
            color=INK,
            zorder=3,
            label="milestone",
        )
        for index, one in enumerate(milestones):
            ax.annotate(
                one.name,
                (one.day, len(tasks)),
                xytext=(0, -9),
                textcoords="offset points",
                ha="center",
                va="top",
                size=SMALL_SIZE,
                color=INK,
                linespacing=1.2,
                gid=f"label:milestone:{index}",
            )
    category_axis(ax, names, category_label, wrap_at=2.9)
    if milestones:
        ax.set_ylim(len(names) + 0.35, -0.5)
    value_axis(ax, time_label, 0, high, ticks=ticks, write=write)
    ax.xaxis.set_major_formatter(lambda value, _: plain(value))
    return canvas.chart()
