"""The activity network: reading a plan, and naming what is wrong with it.

A plan is a dictionary: activity to ``(duration, predecessors)``.  Predecessors are a list of
activities or one text such as ``"B, D"``; an empty text or ``"-"`` means none.  A link is
finish-to-start unless its kind is written after the name, with a lag if there is one (a lead is
a negative lag): ``"B SS+4, D FS-2"``, or in a list ``[("B", "SS", 4), ("D", "FS", -2)]``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from . import _checks as check

KINDS = ("FS", "SS", "FF", "SF")
"""From which end of the one to which end of the other a link runs: start (S) or finish (F)."""
_WRITTEN = re.compile(r"(.+?)\s+(?:(FS|SS|FF|SF)\s*([-+].*)?|([-+].*))\Z", re.IGNORECASE)
_FORMS = "write a link like 'Q', 'Q FS-2', 'Q SS+4', 'Q FF+2' or 'Q SF+3'"


class Tie(NamedTuple):
    """What a link asks for: its kind, and the lag between its two ends."""

    kind: str
    lag: check.Number

    def shift(self, before: Any, after: Any) -> Any:
        """Time from the end of the one to the earliest start of the other, for two durations."""
        shift = self.lag
        if self.kind[0] == "S":
            shift = shift - before
        return shift - after if self.kind[1] == "F" else shift


PLAIN = Tie("FS", 0)


class Links(NamedTuple):
    """A plan by position: names, durations, predecessors and successors.

    ``ties`` holds, by the two positions, the links that are more than "starts when it ends".
    """

    names: list
    durations: list[check.Number]
    before: list[list[int]]
    after: list[list[int]]
    ties: dict[tuple[int, int], list[Tie]]

    def shift(self, link: int, position: int) -> check.Number:
        """Least time from the end of ``link`` to the start of ``position``."""
        ties = self.ties.get((link, position))
        if not ties:
            return 0
        first, other = self.durations[link], self.durations[position]
        return max(tie.shift(first, other) for tie in ties)

    def waits(self, position: int) -> list:
        """What an activity waits for, in the form of a plan."""
        return [
            self.names[link] if tie == PLAIN else (self.names[link], *tie)
            for link in self.before[position]
            for tie in self.ties.get((link, position), [PLAIN])
        ]


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
    ties: dict[tuple[int, int], list[Tie]] = {}
    lags: list[tuple[str, Any]] = []
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
                tie = None
                if (link := place.get(other)) is None:
                    link, tie = _read_tie(name, other, place, lags)
                followers = after[link]
                if not (followers and followers[-1] == position):  # not named twice
                    followers.append(position)
                    links.append(link)
                    if tie:
                        ties[link, position] = [tie]
                elif (tie or PLAIN) not in ties.setdefault((link, position), [PLAIN]):
                    ties[link, position].append(tie or PLAIN)
        except TypeError:
            raise ValueError(_bad_link(name, given)) from None
        if position in links:
            raise ValueError(f"Activity '{name}' waits for itself: remove that link.")
        before.append(links)
    if some_text:
        check.one_unit([*((name, row[0]) for name, row in plan.items()), *lags], "Duration")
    return Links(list(place), durations, before, after, ties)


def _read_tie(
    name: Any, given: Any, place: Mapping[Any, int], lags: list[tuple[str, Any]]
) -> tuple[int, Tie]:
    """Read a link with a kind and a lag: ``"Q SS+4"`` or ``("Q", "SS", 4)``."""
    kind: Any
    if isinstance(given, str) and (found := _WRITTEN.match(given.strip())):
        other, kind, lag = found[1], (found[2] or "FS").upper(), found[3] or found[4] or 0
        lag = re.sub(r"\s+", "", lag, count=1) if isinstance(lag, str) else lag
    elif isinstance(given, tuple) and len(given) == 3:
        other, kind, lag = given
    else:
        other, kind, lag = given, "FS", 0
    if not isinstance(other, Hashable):
        raise TypeError
    if other not in place:
        missing = check.label(other)
        first = str(other).split(maxsplit=1)[0] if isinstance(other, str) and other.strip() else ""
        if first in place:
            said = check.shown(given)
            raise ValueError(f"Activity '{name}' waits for {said}: {_FORMS}.")
        raise ValueError(
            f"Activity '{name}' waits for '{missing}', which is not in the plan: "
            f"add '{missing}' or correct the name."
        )
    if kind not in KINDS:
        raise ValueError(
            f"The link of '{name}' to '{other}' is of the kind {check.shown(kind)}: "
            f"give one of {', '.join(KINDS)}."
        )
    what = f"The lag from '{other}' to '{name}'"
    if isinstance(lag, str):
        if "%" in lag:
            raise ValueError(f"{what} is {check.shown(lag)}: give it in the unit of the durations.")
        lags.append((f"{other} to {name} (lag)", lag))
    return place[other], Tie(kind, check.number(lag, what))


def listed_names(given: Any) -> Any:
    """Return the names in a text such as ``"B, D"``; what is no text stays as it is."""
    if given is None:
        return ()
    if isinstance(given, str):
        return [part for part in map(str.strip, given.split(",")) if part not in ("", "-")]
    return given


def _bad_link(name: Any, given: Any) -> str:
    return (
        f"Activity '{name}' waits for {check.shown(given)}: give a list or a text such as 'B, D'."
    )


def forward_pass(links: Links) -> tuple[list[int], list[check.Number], list[check.Number]]:
    """Put the activities in order and find their earliest starts and finishes on the way.

    A ``ValueError`` names all activities of a circle if there is one.
    """
    names, durations, before, after, ties = links
    waiting = list(map(len, before))
    order = [position for position, count in enumerate(waiting) if not count]
    starts: list[check.Number] = [0] * len(names)
    ends = starts.copy()
    for position in order:
        end = starts[position] + durations[position]
        ends[position] = end
        for follower in after[position]:
            least = end + links.shift(position, follower) if ties else end
            if least > starts[follower]:
                starts[follower] = least
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
