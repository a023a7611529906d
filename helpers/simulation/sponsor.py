"""Ines, the sponsor: by which rules she commits, helps, puts off and stops.

She answers for dates told outside, for money and time beyond tolerance, and for going on at all.
The chairs forecast and recommend; what she makes of it stands here and nowhere else.
"""

from __future__ import annotations

import math

from .known import Known
from .model import State
from .parameters import Parameters


def asked_week(recommended: str, known: Known) -> int:
    """Return the first whole week with the chance that is recommended; else the plan's."""
    weeks = {"even": known.expected_week, "safe": known.safe_week}
    return math.ceil(weeks.get(recommended, known.plan_week))


def commit(recommended: str, state: State, known: Known, p: Parameters) -> None:
    """Commit a week to the city: the first whole one with the chance that was recommended.

    It is at most one after the hoped one.  Without a recommendation she takes the plan's.  The city
    adds money for each week before the one it hopes for, and keeps as much for each week after it.
    """
    asked = asked_week(recommended, known)
    state.promise = min(p.weeks + 1, asked)
    state.committed.append((state.week, state.promise))
    bonus = (p.weeks - state.promise) * p.early_bonus
    state.budget += bonus
    kept = f", not {asked}: the season begins" if asked > state.promise else ""
    pays = ("adds", "to start early") if bonus > 0 else ("keeps", "for the late start")
    money = f" It {pays[0]} EUR {abs(bonus):,.0f} {pays[1]}." if bonus else ""
    state.news.append(f"Ines committed the end of week {state.promise} to the city{kept}.{money}")


def help_out(state: State, p: Parameters) -> None:
    """Give money and people once; half of both where she was told green and it was not."""
    if state.helped:
        state.news.append("Ines has nothing left to give.")
        return
    share = 0.5 if state.false_green else 1.0
    weeks = round(share * p.help_weeks)
    state.helped, state.help_until = state.week, state.week + weeks
    state.budget += share * p.extra_fund
    halved = " She would have given twice that, had the reports been true." if share < 1 else ""
    state.news.append(
        f"Ines added EUR {share * p.extra_fund:,.0f}, and two people who know the code for {weeks} "
        f"weeks.{halved}"
    )


def put_off(state: State, known: Known, p: Parameters) -> None:
    """Commit a later date, the week with eight chances in ten; late news costs more trust.

    She agrees where the committed one is no longer green.  The city keeps money for each week, as
    if she had committed the later one at first; the first date is not forgotten (`scores`).
    """
    later = math.ceil(known.safe_week)
    if later <= state.promise or known.date_odds >= p.green_odds:
        state.news.append(
            f"Ines left the date as it is: week {state.promise} still has {known.date_odds:.0%}, "
            "give or take the tolerance."
        )
        return
    early = state.promise - state.week >= p.early_news
    state.trust.append(
        (f"In week {state.week} the date was put off.", p.trust.early if early else p.trust.late)
    )
    kept = (later - state.promise) * p.early_bonus
    state.budget -= kept
    state.promise, state.replanned = later, state.week
    state.committed.append((state.week, later))
    state.news.append(
        f"Ines told the city a new date: the end of week {later}. The city keeps EUR {kept:,.0f}."
    )


def judge(recommended: str, state: State, known: Known, p: Parameters) -> None:
    """Go on or stop, by the row stop-project: she stops if two things hold.

    A stop is recommended, and what is to come is worth at most what it costs.
    """
    net = known.worth_to_come - known.cost_to_come
    state.gate = (state.spent, net, known.swap_worth)
    if recommended != "stop":
        return
    if 0 < net <= known.swap_worth:
        state.news.append(
            f"Ines goes on all the same: going on is worth EUR {net:,.0f} and the next best way "
            f"{known.swap_worth:,.0f}, but that would be another project."
        )
        return
    if net > 0:
        state.slow_week, state.unfounded = state.slow_week + 1, state.week
        why = "In week {} a stop was recommended, against the figures."
        state.trust.append((why.format(state.week), p.trust.unfounded))
        state.untrue.append(state.week)
        state.news.append(
            f"Ines goes on: EUR {known.worth_to_come:,.0f} are to come for EUR "
            f"{known.cost_to_come:,.0f}. The team lost days to the rumour."
        )
        return
    state.stopped = state.week
    state.trust.append((f"Week {state.promise} was withdrawn from the city.", p.trust.withdrawn))
    state.news.append(
        f"Ines stopped the project: EUR {known.worth_to_come:,.0f} are to come for EUR "
        f"{known.cost_to_come:,.0f}. Week {state.promise} is withdrawn from the city."
    )
