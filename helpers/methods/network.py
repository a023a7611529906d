"""The activity network: critical path method, all critical paths, effect of changes.

A plan is a dictionary: activity to ``(duration, predecessors)``.  Predecessors are a list of
activities or one text such as ``"B, D"``; an empty text or ``"-"`` means none.  Day 0 is the
start, so an activity that starts at 10 begins when ten working days are over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _checks as check

if TYPE_CHECKING:
    import networkx as nx

Number = check.Number
TOLERANCE = 1e-9  # share of the project duration below which two times count as equal
_INFINITY = float("inf")


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
    predecessors: dict[Any, tuple]

    @property
    def critical(self) -> tuple:
        """Activities without float, in the order of the plan."""
        return tuple(name for name, times in self.activities.items() if times.total_float == 0)

    def critical_path_count(self) -> int:
        """Count the critical paths without listing them."""
        following, order = self._tight_links()
        paths: dict[Any, int] = {}
        for name in reversed(order):
            paths[name] = sum(paths[after] for after in following[name]) or 1
        return sum(paths[name] for name in order if not self.predecessors[name])

    def critical_paths(self, limit: int | None = 1000) -> tuple[tuple, ...]:
        """List the critical paths, at most ``limit`` of them (None: all)."""
        result = []
        for path in self.walk_critical_paths():
            if limit is not None and len(result) >= limit:
                break
            result.append(path)
        return tuple(result)

    def walk_critical_paths(self) -> Iterator[tuple]:
        """Yield the critical paths one by one."""
        following, order = self._tight_links()
        for first in order:
            if self.predecessors[first]:
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

    def _tight_links(self) -> tuple[dict[Any, list], list]:
        """Links along which a delay is passed on, and the critical activities in time order."""
        near = TOLERANCE * self.duration
        times = self.activities
        following: dict[Any, list] = {name: [] for name in self.critical}
        for name in following:
            for before in self.predecessors[name]:
                gap = times[name].early_start - times[before].early_finish
                if before in following and gap <= near:
                    following[before].append(name)
        waiting = {name: 0 for name in following}
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


class Links(NamedTuple):
    """A checked network by position: names, predecessors and successors, a possible order."""

    names: list
    before: list[list[int]]
    after: list[list[int]]
    order: list[int]


def read_plan(plan: Mapping[Any, Any]) -> tuple[Links, list[Number]]:
    """Check a plan and return its links and its durations (used by `cpm` and the simulation)."""
    if not isinstance(plan, Mapping):
        raise ValueError(
            f"The plan is a {type(plan).__name__}: give a dictionary of activity to "
            "(duration, predecessors)."
        )
    if not plan:
        raise ValueError("The plan has no activity yet: add at least one with its duration.")
    place = {name: position for position, name in enumerate(plan)}
    durations: list[Number] = []
    before: list[list[int]] = []
    after: list[list[int]] = [[] for _ in place]
    some_text = False
    for name, row in plan.items():
        try:
            duration, given = row
        except (TypeError, ValueError):
            raise ValueError(
                f"Activity '{name}' is {row!r}: give (duration, predecessors), such as "
                "(10, 'A') or (10, '')."
            ) from None
        kind = type(duration)
        if not ((kind is int or kind is float) and 0 <= duration < _INFINITY):
            some_text = some_text or kind is str
            duration = check.number(duration, f"Duration of activity '{name}'", low=0)
        durations.append(duration)
        links: list[int] = []
        position = place[name]
        for other in _listed(given):
            link = place.get(other, -1)
            if link < 0:
                raise ValueError(
                    f"Activity '{name}' waits for '{other}', which is not in the plan: "
                    f"add '{other}' or correct the name."
                )
            if link == position:
                raise ValueError(f"Activity '{name}' waits for itself: remove that link.")
            if link not in links:
                links.append(link)
                after[link].append(position)
        before.append(links)
    if some_text:
        check.one_unit(((name, row[0]) for name, row in plan.items()), "Duration")
    names = list(place)
    return Links(names, before, after, _order(names, before, after)), durations


def _listed(given: Any) -> Any:
    if type(given) is str:
        parts = (part.strip() for part in given.split(","))
        return [part for part in parts if part not in ("", "-")]
    return () if given is None else given


def _order(names: list, before: list[list[int]], after: list[list[int]]) -> list[int]:
    waiting = [len(links) for links in before]
    order = [position for position, count in enumerate(waiting) if not count]
    for position in order:
        for follower in after[position]:
            count = waiting[follower] - 1
            waiting[follower] = count
            if not count:
                order.append(follower)
    if len(order) < len(names):
        raise ValueError(_name_cycle(names, before, waiting))
    return order


def _name_cycle(names: list, before: list[list[int]], waiting: list[int]) -> str:
    stuck = next(position for position, count in enumerate(waiting) if count)
    seen: dict[int, int] = {}
    trail: list[int] = []
    while stuck not in seen:
        seen[stuck] = len(trail)
        trail.append(stuck)
        stuck = next(link for link in before[stuck] if waiting[link])
    circle = [names[position] for position in reversed(trail[seen[stuck] :])]
    shown = [f"'{name}'" for name in [*circle, circle[0]]]
    if len(shown) > 9:
        shown[6:-2] = ["..."]
    return (
        f"Activities {' -> '.join(shown)} wait for each other in a circle: "
        "remove one of these links."
    )


def cpm(plan: Mapping[Any, Any]) -> Schedule:
    """Compute a plan by the critical path method.

    Parameters
    ----------
    plan : mapping
        Activity to ``(duration, predecessors)``; durations from 0, all in one unit. Predecessors
        are a list, or a text with commas; ``""`` and ``"-"`` mean none.

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
    ``LS = LF - d``, ``total float = LS - ES``, ``free float = min ES(successors) - EF``.
    Unit: that of the durations. Time grows with activities + links.
    Source: Kelley & Walker, "Critical-path planning and scheduling", 1959.

    Examples
    --------
    >>> schedule = cpm({"A": (10, ""), "B": (5, "A"), "C": (8, "A"), "D": (2, "B, C")})
    >>> schedule.duration, schedule.critical, schedule.activities["B"].total_float
    (20, ('A', 'C', 'D'), 3)
    >>> schedule.critical_paths()
    (('A', 'C', 'D'),)
    """
    (names, before, after, order), durations = read_plan(plan)
    size = len(names)
    starts: list[Number] = [0] * size
    ends: list[Number] = [0] * size
    for position in order:
        start: Number = 0
        for link in before[position]:
            if ends[link] > start:
                start = ends[link]
        starts[position] = start
        ends[position] = start + durations[position]
    total = max(ends)
    if total == _INFINITY:
        raise ValueError("The durations add up to more than a number can hold: use a larger unit.")
    near = TOLERANCE * total
    result: list[Any] = [None] * size
    late_starts: list[Number] = [0] * size
    make = tuple.__new__  # one C call for each activity instead of a Python one
    for position in reversed(order):
        late_end = next_start = total
        for link in after[position]:
            if late_starts[link] < late_end:
                late_end = late_starts[link]
            if starts[link] < next_start:
                next_start = starts[link]
        start, end, duration = starts[position], ends[position], durations[position]
        late_start = late_end - duration
        slack, free = late_start - start, next_start - end
        if slack <= near:
            slack, late_start, late_end = 0, start, end
        if free <= near:
            free = 0
        late_starts[position] = late_start
        result[position] = make(
            ActivityTimes, (duration, start, end, late_start, late_end, slack, free)
        )
    links = {
        name: tuple([names[link] for link in waits])
        for name, waits in zip(names, before, strict=True)
    }
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
    changed = dict(plan)
    for name, more in extra.items():
        check.known(name, now.activities, "activity")
        duration = now.activities[name].duration
        longer = duration + check.number(more, f"Extra time of activity '{name}'")
        if longer < 0:
            raise ValueError(
                f"Activity '{name}' takes {duration} and cannot be cut by {-longer + duration}: "
                f"cut at most {duration}."
            )
        changed[name] = (longer, now.predecessors[name])
    for name in plan:
        if name not in extra:
            changed[name] = (now.activities[name].duration, now.predecessors[name])
    then = cpm(changed)
    was = set(now.critical)
    return ChangeImpact(
        now.duration,
        then.duration,
        then.duration - now.duration,
        {name: now.activities[name].total_float for name in extra},
        tuple(name for name in then.critical if name not in was),
    )


def to_networkx(plan: Mapping[Any, Any]) -> nx.DiGraph:
    """Hand the plan to networkx, for drawing or for its own graph methods.

    Parameters
    ----------
    plan : mapping
        As for `cpm`.

    Returns
    -------
    networkx.DiGraph
        A node for each activity with its ``duration``; a link from predecessor to successor.

    Raises
    ------
    ValueError
        If the plan is bad.

    Notes
    -----
    Formula: none. Unit: that of the durations.
    Source: Hagberg, Schult & Swart, "Exploring network structure using NetworkX", 2008.

    Examples
    --------
    >>> sorted(to_networkx({"A": (10, ""), "B": (5, "A")}).edges)
    [('A', 'B')]
    """
    import networkx as nx

    links, durations = read_plan(plan)
    graph = nx.DiGraph()
    for name, duration in zip(links.names, durations, strict=True):
        graph.add_node(name, duration=duration)
    for name, waits in zip(links.names, links.before, strict=True):
        graph.add_edges_from((links.names[link], name) for link in waits)
    return graph
