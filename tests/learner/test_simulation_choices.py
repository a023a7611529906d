"""What each option does: one line for each consequence, so that two swapped ones are seen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from simulation_plays import CALM, DECISIONS, OPTIONS, P, with_choices

from helpers.simulation import Game, play
from helpers.simulation.consequences import apply, learn
from helpers.simulation.known import know
from helpers.simulation.model import B, C, D, E, Evidence, F, G, H, I, J, end_week, start
from helpers.simulation.scores import cap, lateness, promises, trust
from helpers.simulation.sponsor import judge, put_off

WORLD = CALM._replace(
    effect={
        "docks": 8.0,
        "refund": -1.0,
        "unlock": 5.0,
        "group": -3.0,
        "dark": 0.5,
        "lockers": 2.0,
    },
    elasticity=1.2,
    grant=0.2,
)
ORDER = ["docks", "refund", "unlock", "group", "dark"]


def state_at(week: int = 8, **changes):
    """A state in mid-project: A and B done, the others open."""
    state = start(WORLD, P)
    state.week = week
    for position in (0, B):
        state.left[position] = state.guess[position] = 0.0
    for name, value in changes.items():
        setattr(state, name, value)
    return state


def after(name: str, option: str, state=None, world=WORLD):
    """The state after a decision."""
    state = state or state_at()
    asked = DECISIONS[name]
    apply(asked, asked.option(option), state, know(state, P, None), world, P)
    return state


EVIDENCE = {name: Evidence(WORLD.effect[name], 3.0) for name in ORDER}


LINES = [
    ("discovery", "none", lambda s: s.evidence, {}),
    ("discovery", "interviews", lambda s: s.evidence["docks"], (8.0, 3.0)),
    ("discovery", "thorough", lambda s: s.evidence["group"], (-3.0, 1.2)),
    ("contract_risk", "accept", lambda s: s.chance["R1"], 0.30),
    ("contract_risk", "reduce", lambda s: s.chance, {"R1": 0.10, "R2": 0.15, "R3": 0.20}),
    ("firmware_risk", "accept", lambda s: s.chance["R2"], 0.15),
    ("firmware_risk", "reduce", lambda s: s.chance, {"R1": 0.30, "R2": 0.05, "R3": 0.20}),
    ("order", "loudest", lambda s: s.bets, ["group", "dark", "docks", "unlock", "refund"]),
    ("order", "smallest", lambda s: s.bets, ["dark", "refund", "unlock", "group", "docks"]),
    ("sequence", "app", lambda s: s.focus, "app"),
    ("sequence", "payment", lambda s: s.focus, "payment"),
    ("price_test", "none", lambda s: s.elasticity, None),
    ("price_test", "test", lambda s: s.elasticity, 1.2),
    ("speed_up", "none", lambda s: (s.fast, s.newcomers, s.defects), (False, [], 3.0)),
    ("speed_up", "fast_track", lambda s: (s.fast, s.people, s.defects), (True, 5, 3.8)),
    ("speed_up", "fast_track", lambda s: s.left[F] / CALM.work[F], 1.15),
    ("speed_up", "add_people", lambda s: (s.fast, s.newcomers), (False, [(2, 12)])),
    ("late_people", "none", lambda s: s.people, 5),
    ("late_people", "add_people", lambda s: (s.people, s.defects), (7, 3.5)),
    ("prototype", "none", lambda s: s.evidence, {}),
    ("prototype", "test", lambda s: s.evidence, {"docks": (8.0, 0.8)}),
    ("grant", "skip", lambda s: s.budget, 400_000),
    ("grant", "apply", lambda s: s.budget, 430_000),
    (
        "lockers",
        "accept",
        lambda s: (s.bets[-1], s.points, s.accepted),
        ("lockers", 132, ["lockers"]),
    ),
    ("lockers", "ask", lambda s: (s.bets[-1], s.evidence), ("lockers", {"lockers": (2.0, 1.2)})),
    ("lockers", "later", lambda s: (s.bets, s.points), (ORDER, 120)),
    ("weak_bets", "all", lambda s: s.bets, ORDER),
    ("weak_bets", "proven", lambda s: s.bets, ORDER),
    ("weak_bets", "only_proven", lambda s: (s.bets, s.points), ([], 66)),
    ("beta_plan", "quick", lambda s: (s.beta, s.left[I], s.defects), ("quick", 6.3, 4.0)),
    ("beta_plan", "planned", lambda s: (s.beta, s.left[I], s.defects), ("planned", 10.5, 3.0)),
    ("beta_plan", "long", lambda s: (s.beta, s.left[I], s.defects), ("long", 14.7, 2.0)),
    ("demo", "build", lambda s: (s.left[F], s.budget), (25.5, 410_000)),
    ("demo", "show_beta", lambda s: (s.left[F], s.budget), (21.5, 400_000)),
    ("test_bench", "none", lambda s: (s.left[H], s.defects), (13.0, 3.0)),
    ("test_bench", "buy", lambda s: (s.left[H], s.defects), (10.4, 2.3)),
    ("scope_cut", "none", lambda s: s.bets, ORDER),
    ("scope_cut", "last", lambda s: s.bets, ORDER[:4]),
    ("scope_cut", "two", lambda s: (s.bets, s.points), (ORDER[:2], 92)),
    ("price", "lower", lambda s: s.price, 7.0),
    ("price", "keep", lambda s: s.price, 9.0),
    ("price", "higher", lambda s: s.price, 11.0),
    ("support", "none", lambda s: s.defects, 3.0),
    ("support", "hire", lambda s: s.defects, 2.2),
    ("escalate", "wait", lambda s: (s.budget, s.helped, s.promise), (400_000, 0, 20)),
    ("escalate", "help", lambda s: (s.budget, s.helped, s.help_until), (420_000, 8, 13)),
    ("escalate", "replan", lambda s: (s.promise > 20, s.replanned, len(s.trust)), (True, 8, 1)),
    ("gate", "go_on", lambda s: (s.stopped, s.trust), (0, [])),
    ("status_8", "amber", lambda s: ([kept for _, kept in s.trust], s.concealed), ([0.65], [8])),
    ("status_8", "none", lambda s: ([kept for _, kept in s.trust], s.concealed), ([0.75], [8])),
    ("status_8", "red", lambda s: (s.trust, s.concealed), ([], [])),
    ("forecast_9", "none", lambda s: s.reports, [(8, 0.0, 0.0)]),
    ("sequence", "even", lambda s: s.focus, "even"),
]
ELSEWHERE = {
    "order: evidence",
    "vendor: wait",
    "vendor: fast_lane",
    "vendor: penalty",
    "go_no_go: launch",
    "go_no_go: drop",
    "go_no_go: fix",
    "go_no_go: wait",
    "spike: none",
    "spike: spike",
    "gate: stop",
    "recommend: none",
    "recommend: even",
    "recommend: safe",
}


def same(found, value) -> bool:
    """Equal, and numbers nearly so, however deep."""
    if isinstance(value, list | tuple):
        return len(found) == len(value) and all(map(same, found, value))
    return found == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.parametrize(("name", "option", "read", "value"), LINES)
def test_a_choice_does_what_it_says(name, option, read, value):
    found = read(after(name, option))
    assert same(found, value), found


@pytest.mark.parametrize("option", ["range", "hopeful", "padded"])
def test_ines_is_told_what_was_chosen(option):
    state = state_at()
    known = know(state, P, None)
    plan, even, eight = known.plan_week, known.expected_week, known.safe_week
    assert plan < even < eight
    told = {"range": (even, eight), "hopeful": (plan, plan), "padded": (even + 2, eight + 2)}
    assert after("forecast_9", option, state).reports == [(8, *told[option])]


@pytest.mark.parametrize(("option", "week"), [("even", 20), ("safe", 21), ("none", 17)])
def test_ines_commits_what_is_recommended_and_one_week_after_the_hoped_one_at_most(option, week):
    game = Game(1)
    game.advance()
    game.decide("recommend", option)
    game.advance()
    assert (game.known.promised_week, game.known.committed) == (week, True)
    assert game.known.budget == P.budget + (P.weeks - week) * P.early_bonus
    assert (game.known.odds < 0.3) == (option == "none")


def test_help_comes_once_and_in_half_after_a_false_green():
    state = after("escalate", "help")
    assert "nothing left" in after("escalate", "help", state).news[-1]
    assert state.budget == P.budget + P.extra_fund
    lied = after("status_8", "green")
    assert lied.false_green
    after("escalate", "help", lied)
    assert lied.budget == P.budget + P.extra_fund / 2 and lied.help_until < 8 + P.help_weeks


def test_late_news_of_a_new_date_costs_more_trust_than_early_news():
    kept = {}
    for week in (12, 18):
        state = state_at(week=week)
        after("escalate", "replan", state)
        ((_, kept[week]),) = state.trust
    assert kept[18] < kept[12] < 1


def test_ines_stops_what_is_not_worth_its_cost_and_goes_on_with_what_is():
    def half_done(**changes):
        state = state_at(week=12, **changes)
        for position in (C, D, E, G):
            state.left[position] = state.guess[position] = 0.0
        return state

    state = after("gate", "stop", half_done())
    assert not state.stopped and state.slow_week == 1 and len(state.trust) == 1
    cut = half_done(years=1)
    known = know(cut, P, None)
    assert known.worth_to_come < known.cost_to_come
    after("gate", "stop", cut)
    assert cut.stopped == 12 and cut.trust == [("Week 20 was withdrawn from the city.", 0.9)]
    assert not after("gate", "go_on", half_done(years=1)).stopped


def test_a_stop_needs_a_worth_of_at_most_the_cost_and_is_dear_without():
    state = state_at(week=12)
    known = know(state, P, None)
    for worth, stopped in ((known.cost_to_come + 1, 0), (known.cost_to_come, 12)):
        state = state_at(week=12)
        judge("stop", state, known._replace(worth_to_come=worth, swap_worth=0.0), P)
        assert state.stopped == stopped
        ((_, kept),) = state.trust
        assert kept == (P.trust.withdrawn if stopped else P.trust.unfounded)
    assert P.trust.unfounded < P.trust.withdrawn
    state = state_at(week=12)  # the next best way is worth more: no stop, and no trust lost
    judge("stop", state, known._replace(worth_to_come=known.cost_to_come + 1, swap_worth=2.0), P)
    assert not (state.stopped or state.trust or state.unfounded)


def test_a_new_plan_is_agreed_only_where_the_date_is_no_longer_green_and_the_first_still_counts():
    state = state_at()
    state.promise = 20
    state.committed.append((2, 20))
    known = know(state, P, None)
    put_off(state, known._replace(date_odds=P.green_odds), P)
    assert state.promise == 20 and not state.trust
    put_off(state, known._replace(date_odds=P.green_odds - 0.01, safe_week=22.5), P)
    assert state.promise == 23 and len(state.trust) == 1
    assert state.budget == P.budget - 3 * P.early_bonus
    state.launched = 22.0
    assert lateness(state, P) == pytest.approx(2 * P.replan_counts)
    assert promises(state, P)[:2] == [("Launch by week 20", False), ("Launch by week 23", True)]
    state.launched = 24.0
    assert lateness(state, P) == pytest.approx(1 + 3 * P.replan_counts)
    assert lateness(state, P) < 4  # less than without a new plan


def test_the_status_is_told_by_the_chances_of_date_and_money_within_tolerance():
    found = set()
    for promise, money in (
        (24, 430_000),
        (20, 430_000),
        (17, 430_000),
        (24, 395_000),
        (26, 200_000),
    ):
        state = state_at()
        state.promise, state.budget = promise, money
        known = know(state, P, None)
        low = min(known.date_odds, known.money_odds)
        wanted = "green" if low >= 0.65 else "red" if low < 0.3 else "amber"
        assert known.colour == wanted and known.date_odds > known.odds
        found.add((known.colour, known.date_odds < known.money_odds))
    assert found >= {("green", True), ("red", True), ("red", False)}


@pytest.mark.parametrize("told", ["green", "amber", "none"])
def test_each_untrue_report_costs_trust_however_many_there_were(told):
    state, trust = state_at(), []
    for _ in range(6):
        after("status_8", told, state)
        trust.append(know(state, P, None).trust)
    assert all(b < 0.8 * a for a, b in pairwise(trust))


@pytest.mark.parametrize("told", ["hopeful", "padded", "none"])
def test_a_forecast_that_is_not_believed_costs_trust_when_it_comes_out(told):
    """A missing one at once; the others when Ines asks again, or when the app is out."""
    state = after("forecast_2", told, state_at(week=2))
    assert bool(state.trust) == (told == "none")
    state.week = 9
    after("forecast_9", "range", state)
    ((why, kept),) = state.trust
    assert "forecast of week 2" in why and kept < 1
    assert ("come out" in " ".join(state.news)) == (told != "none")
    after("forecast_9", told, state)
    state.launched = 15.0
    end_week(state, WORLD, P)
    assert len(state.trust) == 2 and not state.hidden
    assert after("forecast_2", "range", after("forecast_9", "range")).trust == []


def test_money_within_tolerance_is_a_promise_kept_and_beyond_it_is_held_against_who_was_asked():
    money = "Stay within tolerance of the money granted"
    state = state_at(week=21, launched=19.0)
    for over, offers, promise, lost in (
        (P.tolerance_cost, [(9, "amber")], [(money, True)], 0),
        (P.tolerance_cost + 1, [(9, "amber")], [(money, False)], 1),
        (P.tolerance_cost + 1, [], [], 0),  # nobody could have asked
    ):
        state.spent, state.offers = state.budget + over, offers
        assert promises(state, P) == promise and len(trust(state, P)) == lost
    state.helped, state.offers = 9, [(9, "amber")]
    assert promises(state, P) == [(money, False)] and trust(state, P) == []


def test_delivery_is_amber_at_best_without_any_forecast_or_report_or_new_plan():
    def capped(launched: float = 19.0, replanned: int = 0, **choices: str) -> str:
        state = state_at(launched=launched, replanned=replanned, offers=[(9, "amber")])
        state.choices = choices
        return cap(state, P)

    assert capped(forecast_2="none", forecast_9="range", status_8="none", status_12="red") == ""
    assert "No forecast" in capped(forecast_2="none", forecast_9="none", status_8="red")
    assert "No report" in capped(forecast_2="range", status_8="none", status_12="none")
    limit = P.weeks + P.tolerance_weeks
    assert capped(limit) == "" and "missed by more" in capped(limit + 0.1)
    assert capped(limit + 0.1, replanned=9) == ""
    silent = play(with_choices(status="none"), 207).scorecards().delivery
    told = play("balanced", 207).scorecards().delivery
    assert (told.colour, told.note) == ("green", "") and silent.colour == "amber"
    assert silent.note == "No report was sent. So the card is amber at best."


def test_thorough_discovery_takes_three_days_of_discovery():
    state = start(WORLD, P)
    assert after("discovery", "thorough", state).left[0] == 13.5
    assert after("discovery", "interviews", start(WORLD, P)).left[0] == 10.5


def test_evidence_orders_and_drops():
    state = after("order", "evidence", state_at(evidence=dict(EVIDENCE)))
    assert state.bets == ["docks", "unlock", "dark", "refund", "group"]
    assert after("weak_bets", "proven", state).bets == ["docks", "unlock", "dark"]
    assert state.points == 66 + 16 + 10 + 4
    assert "Out of scope: group rides." in state.news


def test_evidence_is_weighed_by_one_over_its_squared_error():
    world = WORLD._replace(noise=WORLD.noise | {"docks": (1.0, 0.0, -2.0)})
    state = after("discovery", "interviews", world=world)
    assert state.evidence["docks"] == (11.0, 3.0)
    learn(state, world, P, "docks", "beta")
    points, spread = state.evidence["docks"]
    assert state.seen == {"docks": 0.0} and state.researched.count("docks") == 1
    assert points == pytest.approx((11 / 9 + 0 / 16) / (1 / 9 + 1 / 16))
    assert spread == pytest.approx((1 / 9 + 1 / 16) ** -0.5) and spread < 3
    assert state.evidence["docks"].quality == "rough"
    learn(state, world, P, "docks", "prototype")
    assert state.evidence["docks"].quality == "good"
    assert Evidence(0, 1.2).quality == "fair"


def test_riders_who_say_no_stop_the_lockers():
    world = WORLD._replace(effect=WORLD.effect | {"lockers": -2.0})
    state = after("lockers", "ask", world=world)
    assert state.bets == ORDER and state.accepted == []
    assert after("lockers", "accept", world=world).accepted == ["lockers"]


def test_the_spike_shows_the_truth_of_three_activities():
    world = CALM._replace(work=tuple(x + 1 for x in CALM.work))
    state = start(world, P)
    after("spike", "none", state, world)
    assert state.guess == list(P.expected)
    after("spike", "spike", state, world)
    assert [g - m for g, m in zip(state.guess, P.expected, strict=True)] == pytest.approx(
        [world.work[i] - P.expected[i] if i in (F, G, H) else 0.0 for i in range(10)]
    )


@pytest.mark.parametrize(("risk", "position"), [("R1", C), ("R2", E)])
def test_a_late_vendor_is_paid_or_pressed(risk, position):
    def late():
        return state_at(struck={risk: 7})

    usual = late().left[position]
    assert after("vendor", "wait", late()).left[position] == usual
    assert after("vendor", "fast_lane", late()).left[position] == usual / 2
    pressed = after("vendor", "penalty", late())
    assert (pressed.left[position], pressed.budget) == (usual + 6, 415_000)


@pytest.mark.parametrize(
    ("option", "bets", "days", "defects"),
    [
        ("launch", ORDER, 0, 3.0),
        ("drop", ["docks", "unlock", "dark"], 2, 3.0),
        ("fix", ["docks", "unlock", "dark"], 6, 0.9),
        ("wait", ORDER, 0, 2.1),
    ],
)
def test_go_no_go(option, bets, days, defects):
    state = state_at(week=18, evidence=dict(EVIDENCE))
    for position in (C, D, E, F, G, H, I):
        state.left[position] = state.guess[position] = 0.0
    after("go_no_go", option, state)
    assert state.go is (option != "wait") and state.bets == bets
    assert state.left[J] == pytest.approx(P.means[J] + days)
    assert state.defects == pytest.approx(defects)


def test_where_no_bet_failed_nothing_is_dropped_and_no_day_is_lost():
    evidence = {name: Evidence(0.5, 2.0) for name in ORDER}
    state = after("go_no_go", "drop", state_at(week=18, evidence=evidence))
    assert state.bets == ORDER and state.left[J] == P.means[J]
    assert state.news == ["No bet had failed, so nothing was taken out."]


def test_costs_are_paid_by_the_game():
    for seed in range(20):
        game = Game(seed)
        while not game.finished:
            for row in game.card().decisions:
                game.decide(row.id, row.options[-1].id)
            game.advance()
        for entry in game.log:
            rows = [
                amount
                for week, item, amount in game.ledger
                if (week, item) == (entry.week, entry.decision)
            ]
            costs = {row.id: row.cost for row in game.catalogue[entry.decision].options}
            assert sum(rows) == costs[entry.option]


def test_every_option_has_a_line_here():
    lines = {f"{name}: {option}" for name, option, *_ in LINES} | ELSEWHERE
    wanted = {f"{name}: {option}" for name in OPTIONS for option in OPTIONS[name]}
    reports = {line for line in wanted if line.startswith(("forecast_", "status_"))}
    assert wanted - reports == lines - reports
