"""The activity network: reading a plan, and naming what is wrong with it.

A plan is a dictionary: activity to ``(duration, predecessors)``.  Predecessors are a list of
activities or one text such as ``"B, D"``; an empty text or ``"-"`` means none.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, NamedTuple

from . import _checks as check


class Links(NamedTuple):
    """A plan by position: names, durations, predecessors and successors."""

    names: list
    durations: list[check.Number]
    before: list[list[int]]
    after: list[list[int]]


def read_plan(plan: Mapping[Any, Any]) -> Links:
    """Check the entries of a plan; a circle shows only when the plan is put in order."""
    if not isinstance(plan, Mapping):
        raise ValueError(
            f"The plan is a {type(plan).__name__}: give a dictionary of activity to "
            "(duration, predecessors)."
        )
    if not plan:
        raise ValueError("The plan has no activity yet: add at least one with its duration.")
    place = {name: position for position, name in enumerate(plan)}
    durations: list[check.Number] = []
    before: list[list[int]] = []
    after: list[list[int]] = [[] for _ in place]
    some_text = False
    position = -1
    for name, row in plan.items():
        position += 1
        try:
            duration, given = row
        except (TypeError, ValueError):
            raise ValueError(
                f"Activity '{name}' is {check.shown(row)}: give (duration, predecessors), such as "
                "(10, 'A') or (10, '')."
            ) from None
        kind = type(duration)
        if not ((kind is int or kind is float) and 0 <= duration < check.LARGEST):
            some_text = some_text or kind is str
            duration = check.number(duration, f"Duration of activity '{name}'", low=0)
        durations.append(duration)
        if type(given) is not list:
            given = listed_names(check.plain(given))
        links: list[int] = []
        try:
            for other in given:
                link = place[other]
                followers = after[link]
                if followers and followers[-1] == position:
                    continue  # named twice
                followers.append(position)
                links.append(link)
        except (KeyError, TypeError):
            raise ValueError(_bad_link(name, given, place)) from None
        if position in links:
            raise ValueError(f"Activity '{name}' waits for itself: remove that link.")
        before.append(links)
    if some_text:
        check.one_unit(((name, row[0]) for name, row in plan.items()), "Duration")
    return Links(list(place), durations, before, after)


def listed_names(given: Any) -> Any:
    """Return the names in a text such as ``"B, D"``; what is no text stays as it is."""
    if given is None:
        return ()
    if isinstance(given, str):
        return [part for part in map(str.strip, given.split(",")) if part not in ("", "-")]
    return given


def _bad_link(name: Any, given: Any, place: Mapping[Any, int]) -> str:
    if isinstance(given, Iterable):
        for other in given:
            if isinstance(other, Hashable) and other not in place:
                missing = check.label(other)
                return (
                    f"Activity '{name}' waits for '{missing}', which is not in the plan: "
                    f"add '{missing}' or correct the name."
                )
    return (
        f"Activity '{name}' waits for {check.shown(given)}: give a list or a text such as 'B, D'."
    )


def forward_pass(links: Links) -> tuple[list[int], list[check.Number], list[check.Number]]:
    """Put the activities in order and find their earliest starts and finishes on the way.

    A ``ValueError`` names all activities of a circle if there is one.
    """
    names, durations, before, after = links
    waiting = list(map(len, before))
    order = [position for position, count in enumerate(waiting) if not count]
    starts: list[check.Number] = [0] * len(names)
    ends = starts.copy()
    for position in order:
        end = starts[position] + durations[position]
        ends[position] = end
        for follower in after[position]:
            if end > starts[follower]:
                starts[follower] = end
            count = waiting[follower] - 1
            waiting[follower] = count
            if not count:
                order.append(follower)
    if len(order) < len(names):
        raise ValueError(_name_cycle(names, before, waiting))
    return order, starts, ends


def _name_cycle(names: list, before: list[list[int]], waiting: list[int]) -> str:
    stuck = next(position for position, count in enumerate(waiting) if count)
    seen: dict[int, int] = {}
    trail: list[int] = []
    while stuck not in seen:
        seen[stuck] = len(trail)
        trail.append(stuck)
        stuck = next(link for link in before[stuck] if waiting[link])
    positions = trail[seen[stuck] :][::-1]
    start = positions.index(min(positions))  # always the same wording: first listed, first named
    circle = [names[position] for position in positions[start:] + positions[:start]]
    shown = [f"'{name}'" for name in [*circle, circle[0]]]
    if len(shown) > 9:
        shown[6:-2] = ["..."]
    return (
        f"Activities {' -> '.join(shown)} wait for each other in a circle: "
        "remove one of these links."
    )
