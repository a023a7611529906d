"""What each option does.  One function for each decision; all numbers come from the parameters."""

from __future__ import annotations

from collections.abc import Callable

from .decisions import NAMES, LogEntry, late_vendor
from .known import Known
from .model import NOTHING, A, Evidence, F, G, H, I, J, State, prolong, set_points, stretch
from .parameters import Parameters
from .world import World

BETAS = ("quick", "planned", "long")
PRICES = ("lower", "keep", "higher")


def apply(
    name: str, option: str, cost: float, state: State, known: Known, world: World, p: Parameters
) -> None:
    """Let a decision take effect: its cost first, then what it changes."""
    state.choices[name] = option
    state.pay(name, cost)
    kind = name.rpartition("_")[0] if name[-1].isdigit() else name
    _EFFECTS[kind](option, state, known, world, p)


def two_voices(log: list[LogEntry], p: Parameters) -> list[str]:
    """Say what it did to the team, in a week, that calls were taken from the other chair."""
    taken = [entry for entry in log if entry.override]
    if not taken:
        return []
    who, week = NAMES[taken[0].owner].split(",")[0], taken[0].week
    calls = f"{who}'s call" if len(taken) == 1 else f"{len(taken)} of {who}'s calls"
    slower = 1 - (1 - p.override_loss) ** len(taken)
    return [
        f"You took {calls} in week {week}. The team heard two voices and was {slower:.0%} slower "
        "that week."
    ]


def learn(state: State, world: World, p: Parameters, name: str, source: str) -> None:
    """Weigh what a source says of a bet, the true effect plus an error, with what is known."""
    spreads = {
        "interviews": p.interviews_noise,
        "thorough": p.discovery_noise,
        "prototype": p.prototype_noise,
        "beta": p.beta_noise[state.beta],
    }
    spread, column = spreads[source], {"prototype": 1, "beta": 2}.get(source, 0)
    found = Evidence(world.effect[name] + spread * world.noise[name][column], spread)
    if source == "beta":
        state.seen[name] = found.points
    else:
        state.researched.append(name)
    before = state.evidence.get(name)
    state.evidence[name] = before.weighed(found) if before else found


def _discovery(option, state, known, world, p) -> None:
    if option != "none":
        for name in state.bets:
            learn(state, world, p, name, option)
        state.news.append("Riders were asked: each bet has evidence now.")
    if option == "thorough":
        prolong(state, A, p.discovery_days)


def _contract_risk(option, state, known, world, p) -> None:
    if option == "reduce":
        state.chance["R1"] = min(state.chance["R1"], p.contract_chance)
        state.news.append(f"A lawyer settled the hard clauses: {_chance(state, 'R1')}")


def _firmware_risk(option, state, known, world, p) -> None:
    if option == "reduce":
        state.chance["R2"] = min(state.chance["R2"], p.firmware_chance)
        state.news.append(f"The test house has seen the sensors: {_chance(state, 'R2')}")


def _chance(state: State, risk: str) -> str:
    return f"the chance of trouble is {state.chance[risk]:.0%} now."


def _forecast(option, state, known, world, p) -> None:
    told = {
        "plan": known.plan_week,
        "expected": known.expected_week,
        "safe": known.safe_week,
        "promise": float(p.weeks),
    }[option]
    state.reports.append((state.week, told))


def _order(option, state, known, world, p) -> None:
    if option == "evidence":
        evidence = state.evidence
        state.bets.sort(key=lambda name: -evidence[name].points if name in evidence else 0.0)
    elif option == "smallest":
        state.bets.sort(key=lambda name: p.bet[name].points)
    else:
        state.bets.sort(key=lambda name: p.bet[name].loudness)


def _sequence(option, state, known, world, p) -> None:
    state.focus = option


def _price_test(option, state, known, world, p) -> None:
    if option == "test":
        state.elasticity = max(0.0, world.elasticity + p.price_noise * world.price_noise)
        state.news.append("Three prices were tried in one district.")


def _speed_up(option, state, known, world, p) -> None:
    if option == "fast_track":
        state.fast = True
        state.defects += p.fast_defects
        stretch(state, F, p.rework)
    elif option == "add_people":
        state.newcomers.append((p.added, state.week + p.ramp_weeks))
        state.defects += p.newcomer_defects
        state.news.append(f"{p.added} people joined and must learn first.")


def _prototype(option, state, known, world, p) -> None:
    unproven = [name for name in state.bets if name not in state.evidence] or state.bets
    if option == "test" and unproven:
        tested = max(unproven, key=lambda name: p.bet[name].points)
        learn(state, world, p, tested, "prototype")
        state.news.append(f"Twenty riders tried a prototype: {p.bet[tested].name}.")


def _spike(option, state, known, world, p) -> None:
    if option == "spike":
        for position in (F, G, H):
            state.guess[position] = state.left[position]
        names = ", ".join(p.activities[position].name for position in (F, G, H))
        state.news.append(f"The spike showed how long these will truly take: {names}.")


def _grant(option, state, known, world, p) -> None:
    if option == "apply" and world.grant < p.grant_chance:
        state.budget += p.grant
        state.news.append(f"The city grants EUR {p.grant:,.0f}.")
    elif option == "apply":
        state.news.append("The city gives no grant.")


def _lockers(option, state, known, world, p) -> None:
    build, name = option == "accept", p.bet[p.requested].name
    if option == "ask":
        learn(state, world, p, p.requested, "thorough")
        points = state.evidence[p.requested].points
        build = points > 0
        said = f"{p.bet[p.requested].worth(points)}, so they are {'' if build else 'not '}built"
        state.news.append(f"Riders were asked about {name}: {said}.")
    if build:
        state.accepted.append(p.requested)
        state.bets.append(p.requested)
        state.news.append(f"Promised: {name}.")
        set_points(state, state.points + p.bet[p.requested].points, p)


def drop(state: State, names: list[str], p: Parameters) -> None:
    """Take bets out of scope."""
    for name in names:
        state.bets.remove(name)
        state.news.append(f"Out of scope: {p.bet[name].name}.")
        set_points(state, state.points - p.bet[name].points, p)


def _weak_bets(option, state, known, world, p) -> None:
    evidence = state.evidence
    weak = [name for name in state.bets if name in evidence and evidence[name].points <= 0]
    if option == "only_proven":
        weak += [name for name in state.bets if name not in evidence]
    if option != "all":
        drop(state, weak, p)


def _status(option, state, known, world, p) -> None:
    state.colours.append((state.week, option, known.colour))


def _beta_plan(option, state, known, world, p) -> None:
    state.beta = BETAS.index(option)
    stretch(state, I, p.beta_factor[state.beta])
    state.defects += p.beta_defects[state.beta]
    if option != "planned":
        state.news.append(f"The beta is planned anew: a {option} one.")


def _demo(option, state, known, world, p) -> None:
    if option == "build":
        prolong(state, F if state.left[F] > NOTHING else H, p.demo_days)
        state.budget += p.demo_fund
        state.news.append(f"The chief executive adds EUR {p.demo_fund:,.0f}.")


def _test_bench(option, state, known, world, p) -> None:
    if option == "buy":
        stretch(state, H, p.test_factor)
        state.defects = max(0.0, state.defects - p.test_defects)
        state.news.append("The second test environment is set up.")


def _scope_cut(option, state, known, world, p) -> None:
    keep = {"none": len(state.bets), "last": len(state.bets) - 1, "two": 2}[option]
    drop(state, state.bets[max(0, keep) :][::-1], p)


def _price(option, state, known, world, p) -> None:
    state.price = p.prices[PRICES.index(option)]


def _support(option, state, known, world, p) -> None:
    if option == "hire":
        state.defects = max(0.0, state.defects - p.support_defects)
        state.news.append("A support crew stands ready for the launch.")


def _vendor(option, state, known, world, p) -> None:
    late = late_vendor(state)
    if late is None:
        return
    if option == "fast_lane":
        stretch(state, late, 0.5)
        state.news.append("The fast lane halves the days lost.")
    elif option == "penalty":
        state.budget += p.penalty
        state.news.append(f"The vendor pays EUR {p.penalty:,.0f}, and quarrels.")
        prolong(state, late, p.penalty_days)


def _escalate(option, state, known, world, p) -> None:
    if option == "escalate":
        state.escalated = state.week
        state.news.append(f"Ines added EUR {p.extra_fund:,.0f}.")
        state.budget += p.extra_fund
        state.slow_week += 1


def _go_no_go(option, state, known, world, p) -> None:
    state.go = option != "wait"
    if option == "wait":
        state.defects *= 1 - p.mend_share
        state.news.append("The launch waited, and the team mended for a week.")
    if option in ("launch", "wait"):
        return
    failed = [name for name in state.bets if state.evidence[name].points < 0]
    drop(state, failed, p)
    if option == "fix":
        prolong(state, J, p.fix_days)
        state.defects *= 1 - p.fix_share
        state.news.append("The worst defects are mended before the launch.")
    elif failed:
        prolong(state, J, p.drop_days)
    else:
        state.news.append("No bet had failed, so nothing was taken out.")


_EFFECTS: dict[str, Callable[..., None]] = {
    "discovery": _discovery,
    "contract_risk": _contract_risk,
    "forecast": _forecast,
    "order": _order,
    "sequence": _sequence,
    "firmware_risk": _firmware_risk,
    "price_test": _price_test,
    "speed_up": _speed_up,
    "prototype": _prototype,
    "spike": _spike,
    "grant": _grant,
    "lockers": _lockers,
    "weak_bets": _weak_bets,
    "status": _status,
    "beta_plan": _beta_plan,
    "demo": _demo,
    "test_bench": _test_bench,
    "scope_cut": _scope_cut,
    "late_people": _speed_up,
    "price": _price,
    "support": _support,
    "vendor": _vendor,
    "escalate": _escalate,
    "go_no_go": _go_no_go,
}
