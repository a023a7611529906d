"""The critical path method: times, floats, every critical path, the effect of changes.

Day 0 is the start, so an activity that starts at 10 begins when ten working days are over.
For the form of a plan see `network`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from . import _checks as check
from .network import Links, forward_pass, read_plan

Number = check.Number
TOLERANCE = 1e-9  # share of the project duration below which two times count as equal


class ActivityTimes(NamedTuple):
    """Earliest and latest times of one activity, with its floats."""

    duration: Number
    early_start: Number
    early_finish: Number
    late_start: Number
    late_finish: Number
    total_float: Number
    free_float: Number

    @property
    def critical(self) -> bool:
        """Whether any delay of this activity delays the project."""
        return self.total_float == 0


class Schedule(NamedTuple):
    """A computed plan: project duration, times of every activity, its links."""

    duration: Number
    activities: dict[Any, ActivityTimes]
    links: Links

    @property
    def predecessors(self) -> dict[Any, tuple]:
        """What each activity waits for."""
        names, before = self.links.names, self.links.before
        return {
            name: tuple([names[link] for link in waits])
            for name, waits in zip(names, before, strict=True)
        }

    @property
    def critical(self) -> tuple:
        """Activities without float, in the order of the plan."""
        return tuple(name for name, times in self.activities.items() if times.total_float == 0)

    def critical_path_count(self) -> int:
        """Count the critical paths without listing them."""
        following, order = self.tight_links()
        paths: dict[Any, int] = {}
        for name in reversed(order):
            paths[name] = sum(paths[after] for after in following[name]) or 1
        inner = {name for afters in following.values() for name in afters}
        return sum(paths[name] for name in order if name not in inner)

    def critical_paths(self, limit: int | None = 1000) -> tuple[tuple, ...]:
        """List the critical paths, at most ``limit`` of them (None: all)."""
        if limit is not None:
            limit = int(check.number(limit, "The limit", low=0, whole=True))
        return tuple(islice(self.walk_critical_paths(), limit))

    def walk_critical_paths(self) -> Iterator[tuple]:
        """Yield the critical paths one by one."""
        following, order = self.tight_links()
        inner = {name for afters in following.values() for name in afters}
        for first in order:
            if first in inner:
                continue
            path, choices = [first], [iter(following[first])]
            if not following[first]:
                yield (first,)
            while choices:
                name = next(choices[-1], None)
                if name is None:
                    choices.pop()
                    path.pop()
                    continue
                path.append(name)
                choices.append(iter(following[name]))
                if not following[name]:
                    yield tuple(path)

    def tight_links(self) -> tuple[dict[Any, list], list]:
        """Return the links that pass a delay on, and the critical activities in time order."""
        near = TOLERANCE * self.duration
        times, links = self.activities, self.links
        place = {name: position for position, name in enumerate(links.names)}
        following: dict[Any, list] = {name: [] for name in self.critical}
        for name in following:
            for link in links.before[place[name]]:
                before = links.names[link]
                gap = times[name].early_start - times[before].early_finish
                if links.ties:
                    gap -= links.shift(link, place[name])
                if before in following and gap <= near:
                    following[before].append(name)
        waiting = dict.fromkeys(following, 0)
        for afters in following.values():
            for name in afters:
                waiting[name] += 1
        order = [name for name, count in waiting.items() if not count]
        for name in order:
            for after in following[name]:
                waiting[after] -= 1
                if not waiting[after]:
                    order.append(after)
        return following, order


class ChangeImpact(NamedTuple):
    """Project duration before and after a change, and the float that it could have used."""

    before: Number
    after: Number
    delay: Number
    float_before: dict[Any, Number]
    newly_critical: tuple


def cpm(plan: Mapping[Any, Any]) -> Schedule:
    """Compute a plan by the critical path method.

    Parameters
    ----------
    plan : mapping
        Activity to ``(duration, predecessors)``; durations from 0, all in one unit. Predecessors
        are a list, or a text with commas; ``""`` and ``"-"`` mean none. A link may have a kind
        (FS, SS, FF, SF) and a lag or lead: ``"B SS+4, D FS-2"``; see `network`.

    Returns
    -------
    Schedule
        Project duration and, for each activity, earliest and latest start and finish, total
        and free float; ``critical``, ``critical_paths()`` and ``critical_path_count()``.

    Raises
    ------
    ValueError
        If the plan is empty, a duration is negative or not a finite number, a predecessor is
        unknown, activities wait for each other in a circle (all of it is named), or units mix.

    Notes
    -----
    Formula: ``ES = max EF(predecessors)``, ``EF = ES + d``, ``LF = min LS(successors)``,
    ``LS = LF - d``, ``total float = LS - ES``, ``free float = min ES(successors) - EF``; a link
    of another kind, or with a lag, moves the end that it starts from. Nothing starts before 0,
    and no activity is split. Unit: that of the durations. Time grows with activities + links.
    Source: Kelley & Walker, "Critical-path planning and scheduling", 1959; the four kinds of
    links: Fondahl, "A non-computer approach to the critical path method", 1961.

    Examples
    --------
    >>> schedule = cpm({"A": (10, ""), "B": (5, "A"), "C": (8, "A"), "D": (2, "B, C")})
    >>> schedule.duration, schedule.critical, schedule.activities["B"].total_float
    (20, ('A', 'C', 'D'), 3)
    >>> schedule.critical_paths()
    (('A', 'C', 'D'),)
    >>> cpm({"Q": (12, ""), "R": (9, "Q SS+4, Q FF+2")}).duration
    14
    """
    links = read_plan(plan)
    order, starts, ends = forward_pass(links)
    names, durations, _, after, ties = links
    size = len(names)
    total = max(ends)
    if total > check.LARGEST:
        raise ValueError("The durations add up to more than can be computed: use a larger unit.")
    near = TOLERANCE * total
    result: list[Any] = [None] * size
    late_starts: list[Number] = [0] * size
    for position in reversed(order):
        late_end = next_start = total
        for link in after[position]:
            late, soon = late_starts[link], starts[link]
            if ties:
                shift = links.shift(position, link)
                late, soon = late - shift, soon - shift
            if late < late_end:
                late_end = late
            if soon < next_start:
                next_start = soon
        start, end, duration = starts[position], ends[position], durations[position]
        late_start = late_end - duration
        slack, free = late_start - start, next_start - end
        if slack <= near:
            slack, late_start, late_end = 0, start, end
        if free <= near:
            free = 0
        late_starts[position] = late_start
        result[position] = ActivityTimes(duration, start, end, late_start, late_end, slack, free)
    return Schedule(total, dict(zip(names, result, strict=True)), links)


def change_impact(plan: Mapping[Any, Any], extra: Mapping[Any, Any]) -> ChangeImpact:
    """Run a change request through the network: what happens to the finish?

    Parameters
    ----------
    plan : mapping
        As for `cpm`.
    extra : mapping
        Activity to additional duration; a negative number shortens it.

    Returns
    -------
    ChangeImpact
        Duration before and after, delay, total float of the changed activities before, and
        activities that become critical. For one longer activity
        ``delay = max(0, extra - total float)``.

    Raises
    ------
    ValueError
        If the plan is bad, an activity is unknown or would get a negative duration.

    Notes
    -----
    Formula: `cpm` before and after. Unit: that of the durations.
    Source: schedule impact analysis of integrated change control, PMI, PMBOK Guide.

    Examples
    --------
    >>> plan = {"A": (10, ""), "B": (5, "A"), "C": (8, "A"), "D": (2, "B, C")}
    >>> change_impact(plan, {"B": 3}).delay, change_impact(plan, {"B": 5}).delay
    (0, 2)
    """
    now = cpm(plan)
    extra = check.mapped(extra, "The change")
    check.one_unit(
        [(name, plan[name][0]) for name in plan]
        + [(f"{name} (extra)", more) for name, more in extra.items()],
        "Duration",
    )
    place = {name: position for position, name in enumerate(now.links.names)}
    changed = {
        name: (times.duration, now.links.waits(place[name]))
        for name, times in now.activities.items()
    }
    for name, more in extra.items():
        check.known(name, now.activities, "activity")
        duration = now.activities[name].duration
        longer = duration + check.number(more, f"Extra time of activity '{name}'")
        if longer < 0:
            raise ValueError(
                f"Activity '{name}' takes {duration} and is to change by {more}: "
                f"cut at most {duration}."
            )
        changed[name] = (longer, changed[name][1])
    then = cpm(changed)
    was = set(now.critical)
    return ChangeImpact(
        now.duration,
        then.duration,
        then.duration - now.duration,
        {name: now.activities[name].total_float for name in extra},
        tuple(name for name in then.critical if name not in was),
    )
