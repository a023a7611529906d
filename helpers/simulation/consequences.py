"""What each option does.  One function for each decision; all numbers come from the parameters."""

from __future__ import annotations

from collections.abc import Callable

from .decisions import late_vendor
from .known import Known
from .model import NOTHING, A, F, G, H, I, J, State, prolong, set_points, stretch
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


def learn(state: State, world: World, p: Parameters, name: str, source: str) -> None:
    """Get evidence on one bet: the true effect plus the error of the source."""
    spreads = {
        "interviews": p.interviews_noise,
        "thorough": p.discovery_noise,
        "prototype": p.prototype_noise,
        "beta": p.beta_noise[state.beta],
    }
    spread, column = spreads[source], {"prototype": 1, "beta": 2}.get(source, 0)
    if name in state.evidence and spreads[state.evidence[name][0]] < spread:
        return  # better evidence is there already
    if source != "beta":
        state.researched.append(name)
    state.evidence[name] = (source, world.effect[name] + spread * world.noise[name][column])


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


def _firmware_risk(option, state, known, world, p) -> None:
    if option == "reduce":
        state.chance["R2"] = min(state.chance["R2"], p.firmware_chance)


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
        state.bets.sort(key=lambda name: -state.evidence.get(name, ("", 0.0))[1])
    elif option == "smallest":
        state.bets.sort(key=lambda name: p.bet[name].points)
    else:
        state.bets.sort(key=lambda name: p.bet[name].loudness)


def _sequence(option, state, known, world, p) -> None:
    state.focus = option


def _price_test(option, state, known, world, p) -> None:
    if option == "test":
        state.elasticity = max(0.0, world.elasticity + p.price_noise * world.price_noise)


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
        learn(state, world, p, max(unproven, key=lambda name: p.bet[name].points), "prototype")


def _spike(option, state, known, world, p) -> None:
    if option == "spike":
        for position in (F, G, H):
            state.guess[position] = state.left[position]
        state.news.append("The spike showed how long F, G and H will take.")


def _grant(option, state, known, world, p) -> None:
    if option == "apply" and world.grant < p.grant_chance:
        state.budget += p.grant
        state.news.append(f"The city grants EUR {p.grant:,.0f}.")


def _lockers(option, state, known, world, p) -> None:
    if option == "ask":
        learn(state, world, p, p.requested, "thorough")
    if option == "accept" or (option == "ask" and state.evidence[p.requested][1] > 0):
        state.accepted.append(p.requested)
        state.bets.append(p.requested)
        state.news.append(f"Promised: {p.bet[p.requested].name}.")
        set_points(state, state.points + p.bet[p.requested].points, p)


def drop(state: State, names: list[str], p: Parameters) -> None:
    """Take bets out of scope."""
    for name in names:
        state.bets.remove(name)
        state.news.append(f"Out of scope: {p.bet[name].name}.")
        set_points(state, state.points - p.bet[name].points, p)


def _weak_bets(option, state, known, world, p) -> None:
    evidence = state.evidence
    weak = [name for name in state.bets if name in evidence and evidence[name][1] <= 0]
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


def _demo(option, state, known, world, p) -> None:
    if option == "build":
        prolong(state, F if state.left[F] > NOTHING else H, p.demo_days)
        state.budget += p.demo_fund


def _test_bench(option, state, known, world, p) -> None:
    if option == "buy":
        stretch(state, H, p.test_factor)
        state.defects = max(0.0, state.defects - p.test_defects)


def _scope_cut(option, state, known, world, p) -> None:
    keep = {"none": len(state.bets), "last": len(state.bets) - 1, "two": 2}[option]
    drop(state, state.bets[max(0, keep):][::-1], p)


def _price(option, state, known, world, p) -> None:
    state.price = p.prices[PRICES.index(option)]


def _support(option, state, known, world, p) -> None:
    if option == "hire":
        state.defects = max(0.0, state.defects - p.support_defects)


def _vendor(option, state, known, world, p) -> None:
    late = late_vendor(state)
    if option == "fast_lane":
        stretch(state, late, 0.5)
    elif option == "penalty":
        state.budget += p.penalty
        prolong(state, late, p.penalty_days)


def _escalate(option, state, known, world, p) -> None:
    if option == "escalate":
        state.escalated = state.week
        state.news.append(f"Ines added EUR {p.extra_fund:,.0f}.")
        state.budget += p.extra_fund
        state.slow_week += 1


def _go_no_go(option, state, known, world, p) -> None:
    state.go = True
    if option == "launch":
        return
    failed = [name for name in state.bets if state.evidence[name][1] < 0]
    drop(state, failed, p)
    prolong(state, J, p.fix_days if option == "fix" else p.drop_days)
    if option == "fix":
        state.defects *= 1 - p.fix_share


_EFFECTS: dict[str, Callable[..., None]] = {
    "discovery": _discovery, "contract_risk": _contract_risk, "forecast": _forecast,
    "order": _order, "sequence": _sequence, "firmware_risk": _firmware_risk,
    "price_test": _price_test, "speed_up": _speed_up, "prototype": _prototype, "spike": _spike,
    "grant": _grant, "lockers": _lockers, "weak_bets": _weak_bets, "status": _status,
    "beta_plan": _beta_plan, "demo": _demo, "test_bench": _test_bench, "scope_cut": _scope_cut,
    "late_people": _speed_up, "price": _price, "support": _support, "vendor": _vendor,
    "escalate": _escalate, "go_no_go": _go_no_go,
}  # fmt: skip
