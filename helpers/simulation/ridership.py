"""What riders make of it, week by week: the old app, and the new one from its launch on."""

from __future__ import annotations

from typing import NamedTuple

from .model import State
from .parameters import Parameters
from .world import World


class RiderWeek(NamedTuple):
    """One week of ridership; ``relaunched`` says whether the new app is out."""

    week: int
    relaunched: bool
    installs: float
    activated: float
    second_riders: float
    members: float
    rides: float
    margin: float


class AppRates(NamedTuple):
    """Shares of a product: activation, second ride, members of second riders, weekly churn."""

    activation: float
    second_ride: float
    conversion: float
    churn: float


def worth(state: State, world: World, p: Parameters) -> AppRates:
    """Return the true shares of the product as it was launched."""
    lift = {"activation": p.core_gain - state.defects, "second_ride": p.core_gain - state.defects}
    for place, name in enumerate(state.bets):
        effect = world.effect[name]
        polish = (1 - p.hurry) ** place if effect > 0 else 1.0
        lift[p.bet[name].measure] += polish * effect
    lost = world.elasticity * (state.price - p.price) / p.price
    return AppRates(
        _share(p.activation + lift["activation"] / 100),
        _share(p.second_ride + lift["second_ride"] / 100),
        _share(p.conversion * (1 - lost)),
        _share(p.churn * (1 + p.churn_share * lost)),
    )


def old_rates(p: Parameters) -> AppRates:
    """Return the shares of the old app."""
    return AppRates(p.activation, p.second_ride, p.conversion, p.churn)


def _share(value: float) -> float:
    return min(0.95, max(0.005, value))


def ride(
    state: State, world: World, p: Parameters, weeks: int | None = None
) -> tuple[RiderWeek, ...]:
    """Return the weeks of ridership, the old app's until the launch.

    From then on the relaunch also brings what it saves and earns beside its members, as the
    business case has it.
    """
    old = old_rates(p)
    new = worth(state, world, p)
    members, rows = p.members, []
    for week, season in enumerate(world.season[:weeks], 1):
        out = 0 < state.launched <= week - 1
        share, price = (new, state.price) if out else (old, p.price)
        joining = p.cut_joining if state.years < len(p.benefits) and week >= p.cut_week else 1.0
        installs = p.installs * season
        activated = installs * share.activation
        second = activated * share.second_ride
        members = members * (1 - share.churn) + second * share.conversion * joining
        rides = members * p.rides_member + activated + second * p.rides_new
        margin = members * price * 12 / 52 * p.margin + (p.saved_week if out else 0.0)
        rows.append(RiderWeek(week, out, installs, activated, second, members, rides, margin))
    return tuple(rows)


def beta_result(state: State, world: World, p: Parameters) -> dict[str, float]:
    """Return activation and second ride as the beta shows them, in percent, with its error."""
    true = worth(state, world, p)
    error = getattr(p.beta_noise, state.beta) * world.noise[p.requested][2] / 2
    return {
        "activation": 100 * true.activation + error,
        "second_ride": 100 * true.second_ride + error,
    }


def rides_before(p: Parameters) -> float:
    """Return the rides of a usual week with the old app."""
    new = p.installs * p.activation * (1 + p.second_ride * p.rides_new)
    return p.members * p.rides_member + new
