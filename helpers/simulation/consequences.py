"""What each option does: one case for each kind of decision; all numbers are the parameters'.

Costs, and the news that an option always makes, stand with it in ``game.yaml``.
"""

from __future__ import annotations

from .card import price_words
from .decisions import Decision, DecisionOption, LogEntry, late_vendor
from .known import Known
from .model import NOTHING, A, Evidence, F, G, H, I, J, State, prolong, set_points, stretch
from .parameters import Parameters
from .sponsor import commit, help_out, judge, put_off
from .world import World

IDLE = ("none", "accept", "skip", "later", "all", "show_beta", "wait", "launch")
"""Options that change nothing, unless a case says otherwise."""


def apply(
    decision: Decision,
    option: DecisionOption,
    state: State,
    known: Known,
    world: World,
    p: Parameters,
) -> None:
    """Let a decision take effect: its cost first, then what it changes, then its news."""
    state.choices[decision.id] = option.id
    state.pay(decision.id, option.cost)
    change(decision.kind, option.id, state, known, world, p)
    if option.news:
        state.news.append(option.news)


def change(kind: str, option: str, state: State, known: Known, world: World, p: Parameters) -> None:
    """Change the state as an option does.

    Raises
    ------
    LookupError
        If the game has no rule for the option.
    """
    match kind:
        case "discovery" if option != "none":
            for name in state.bets:
                learn(state, world, p, name, option)
            if option == "thorough":
                prolong(state, A, p.discovery_days)
        case "contract_risk" if option == "reduce":
            state.chance["R1"] = min(state.chance["R1"], p.risk["R1"].response.chance)
        case "firmware_risk" if option == "reduce":
            state.chance["R2"] = min(state.chance["R2"], p.risk["R2"].response.chance)
        case "forecast":
            state.come_out()
            even, eight = known.expected_week, known.safe_week
            told = {
                "range": (even, eight),
                "hopeful": (known.plan_week, known.plan_week),
                "padded": (even + p.padding, eight + p.padding),
                "none": (0.0, 0.0),
            }
            state.reports.append((state.week, *told[option]))
            if option == "none":
                why = f"The forecast of week {state.week} was missing."
                state.trust.append((why, p.trust.no_forecast))
                state.untold.append(state.week)
            elif option != "range":
                why = f"The forecast of week {state.week} was {option}."
                state.hidden.append((why, getattr(p.trust, option)))
                state.untrue.append(state.week)
        case "recommend":
            commit(option, state, known, p)
        case "order":
            found = state.evidence
            keys = {
                "loudest": lambda name: p.bet[name].loudness,
                "evidence": lambda name: -found[name].points if name in found else 0.0,
                "smallest": lambda name: p.bet[name].points,
            }
            state.bets.sort(key=keys[option])
        case "sequence" if option in ("even", "app", "payment"):
            state.focus = option
        case "price_test" if option == "test":
            state.elasticity = max(0.0, world.elasticity + p.price_noise * world.price_noise)
            state.news.append(price_words(state.elasticity))
        case "speed_up" if option == "fast_track":
            state.fast = True
            state.defects += p.fast_defects
            stretch(state, F, p.rework)
        case "speed_up" | "late_people" if option == "add_people":
            state.newcomers.append((p.added, state.week + p.ramp_weeks))
            state.defects += p.newcomer_defects
        case "prototype" if option == "test":
            unproven = [name for name in state.bets if name not in state.evidence] or state.bets
            if unproven:
                tested = max(unproven, key=lambda name: p.bet[name].points)
                learn(state, world, p, tested, "prototype")
                worth = p.bet[tested].worth(state.evidence[tested].points)
                said = f"{p.bet[tested].name}, {worth} by all that is known now"
                state.news.append(f"Twenty riders tried a prototype: {said}.")
        case "spike" if option == "spike":
            for position in (F, G, H):
                state.guess[position] = state.left[position]
                state.hoped[position] = state.done[position] + state.left[position]
                state.sure.add(position)
        case "grant" if option == "apply":
            given = world.grant < p.risk["O1"].chance
            state.budget += p.risk["O1"].money if given else 0
            said = f"grants EUR {p.risk['O1'].money:,.0f}" if given else "gives no grant"
            state.news.append(f"The city {said}.")
        case "lockers" if option in ("accept", "ask"):
            _request(option, state, world, p)
        case "weak_bets" if option != "all":
            evidence, cut = state.evidence, option == "only_proven"
            drop(state, [n for n in state.bets if n in evidence and evidence[n].points <= 0], p)
            weak = [n for n in state.bets if n not in evidence or evidence[n].points < p.proven]
            drop(state, weak if cut else [], p)
        case "status":
            _report(option, state, known, p)
        case "beta_plan":
            state.beta = option
            stretch(state, I, getattr(p.beta_factor, option))
            state.defects += getattr(p.beta_defects, option)
        case "demo" if option == "build":
            prolong(state, F if state.left[F] > NOTHING else H, p.demo_days)
            state.budget += p.demo_fund
        case "test_bench" if option == "buy":
            stretch(state, H, p.test_factor)
            state.defects = max(0.0, state.defects - p.test_defects)
        case "scope_cut":
            keep = {"none": len(state.bets), "last": len(state.bets) - 1, "two": 2}[option]
            drop(state, state.bets[max(0, keep) :][::-1], p)
        case "price":
            state.price = p.price if option == "keep" else getattr(p.prices, option)
        case "support" if option == "hire":
            state.defects = max(0.0, state.defects - p.support_defects)
        case "vendor" if option in ("fast_lane", "penalty"):
            late = late_vendor(state)
            if late is not None and option == "fast_lane":
                stretch(state, late, 0.5)
            elif late is not None:
                state.budget += p.penalty
                prolong(state, late, p.penalty_days)
        case "escalate" if option in ("help", "replan", "wait"):
            state.offers.append((state.week, known.colour))
            if option == "help":
                help_out(state, p)
            elif option == "replan":
                put_off(state, known, p)
        case "gate":
            judge(option, state, known, p)
        case "go_no_go" if option in ("launch", "drop", "fix", "wait"):
            _go_no_go(option, state, p)
        case _ if option not in IDLE:
            raise LookupError(f"The game has no rule for the option '{option}' of '{kind}'.")


COLOURS = ("green", "amber", "red")


def _report(option: str, state: State, known: Known, p: Parameters) -> None:
    """Report a colour to Ines, or nothing: what differs from the figures comes out, and costs."""
    true = known.colour
    if option == true:
        return
    told = f"said {option}" if option in COLOURS else "was not sent"
    kinder = option not in COLOURS or COLOURS.index(option) < COLOURS.index(true)
    if option not in COLOURS:
        kept = p.trust.calm_silence if true == "green" else p.trust.silence
        state.untold.append(state.week)
    else:
        kept = p.trust.false_green if kinder else p.trust.false_alarm
        state.untrue.append(state.week)
    state.trust.append((f"The report of week {state.week} {told}; the figures said {true}.", kept))
    if kinder and true != "green":
        state.false_green = True
        if not (state.helped and state.replanned):
            state.concealed.append(state.week)


def _request(option: str, state: State, world: World, p: Parameters) -> None:
    """Build what was asked for, at once or if riders want it."""
    bet, build = p.bet[p.requested], option == "accept"
    if option == "ask":
        learn(state, world, p, bet.id, "thorough")
        points = state.evidence[bet.id].points
        build = points > 0
        said = f"{bet.worth(points)}, so they are {'' if build else 'not '}built"
        state.news.append(f"Riders were asked about {bet.name}: {said}.")
    if build:
        state.accepted.append(bet.id)
        state.bets.append(bet.id)
        state.news.append(f"Promised: {bet.name}.")
        set_points(state, state.points + bet.points, p)


def _go_no_go(option: str, state: State, p: Parameters) -> None:
    state.go = option != "wait"
    if option == "wait":
        state.defects *= 1 - p.mend_share
    if option in ("launch", "wait"):
        return
    failed = [name for name in state.bets if state.evidence[name].points < 0]
    drop(state, failed, p)
    if option == "fix":
        prolong(state, J, p.fix_days)
        state.defects *= 1 - p.fix_share
    elif failed:
        prolong(state, J, p.drop_days)
    else:
        state.news.append("No bet had failed, so nothing was taken out.")


def drop(state: State, names: list[str], p: Parameters) -> None:
    """Take bets out of scope."""
    for name in names:
        state.bets.remove(name)
        state.news.append(f"Out of scope: {p.bet[name].name}.")
        set_points(state, state.points - p.bet[name].points, p)


def learn(state: State, world: World, p: Parameters, name: str, source: str) -> None:
    """Weigh what a source says of a bet, the true effect plus an error, with what is known."""
    spread, column = {
        "interviews": (p.interviews_noise, 0),
        "thorough": (p.discovery_noise, 0),
        "prototype": (p.prototype_noise, 1),
        "beta": (getattr(p.beta_noise, state.beta), 2),
    }[source]
    found = Evidence(world.effect[name] + spread * world.noise[name][column], spread)
    if source == "beta":
        state.seen[name] = found.points
    else:
        state.researched.append(name)
    before = state.evidence.get(name)
    state.evidence[name] = before.weighed(found) if before else found


def events(state: State, world: World, p: Parameters) -> None:
    """Let happen what comes from outside: in one week the city may cut its contract short."""
    if state.week != p.cut_week:
        return
    for chance, years in ((p.cut_to_one, 1), (p.cut_to_one + p.cut_to_two, 2)):
        if world.cut < chance:
            state.years = years
            state.news.append(
                f"The city cuts the contract short: it ends {years} year"
                f"{'s' if years > 1 else ''} after the planned launch, not {len(p.benefits)}. "
                "Fewer riders become members from now on."
            )
            return


def two_voices(log: list[LogEntry], p: Parameters) -> list[str]:
    """Say what it did to the team, in a week, that calls were taken from the other chair."""
    taken = [entry for entry in log if entry.override]
    if not taken:
        return []
    who = p.chair(taken[0].owner).name
    calls = f"{who}'s call" if len(taken) == 1 else f"{len(taken)} of {who}'s calls"
    slower = 1 - (1 - p.override_loss) ** len(taken)
    return [
        f"You took {calls} in week {taken[0].week}. The team heard two voices and was "
        f"{slower:.0%} slower that week."
    ]
